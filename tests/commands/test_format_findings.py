"""What a sheet asks of every submission, from the command line to the pages: told beforehand, shown to the group, never another one's."""

import io
import json
import zipfile

import pytest
from programs import REFERENCE, RUBRIC, CourseFolder

HAND_IN = """
hand-in:
  archive: zip
  files: ["*.pdf", "*.ipynb"]
  members on: "*.pdf"
  group number: yes
  outputs saved: yes
"""
LINES = """\
  4 Hand-in:
    - {present: members, name: members_on_pdf, in: "*.pdf", points: 1}
    - {present: saved outputs, name: outputs_saved, points: 1}
    - {present: zip, name: packed, points: 0}
"""
ROSTER = "person;id;group\nMira Okonkwo;5170001;Group 7\nBen Koch;5170002;Group 7\nAda Lind;5170003;Group 8\nIda Kern;5170004;Group 8\n"
ANSWERS = ("1.1 Forward pass", "y' = 317.25", "L = 19.53125", "1.3 One step", "w_new = 105.5625")


def paper(*lines):
    """A PDF of one page with these lines in Helvetica."""
    text = "BT /F 11 Tf 60 800 Td 22 TL " + " ".join(f"({line.translate({40: None, 41: None})}) Tj T*" for line in lines) + " ET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>",
        f"<</Length {len(text)}>>stream\n{text}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    out, places = "%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += f"{number} 0 obj\n{one}\nendobj\n"
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    tail = f"xref\n0 6\n0000000000 65535 f \n{table}trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"
    return (out + tail).encode("latin-1")


def notebook(count):
    """A notebook with one cell, run or not."""
    outputs = [{"output_type": "stream", "name": "stdout", "text": "done"}] if count else []
    cell = {"cell_type": "code", "source": "print('done')", "metadata": {}, "execution_count": count, "outputs": outputs}
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [cell]}).encode()


def zipped(**files):
    """Files by their names, `_` for the point, in a zip."""
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return kept.getvalue()


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A group that did all that was asked for, and one that did not."""
    course = CourseFolder(tmp_path_factory.mktemp("handed in") / "course")
    course.write("reference/step.py", REFERENCE)
    course.write("rubrics/step.yaml", RUBRIC.replace("points: 8\n", "points: 10" + HAND_IN).replace("written as:", LINES + "written as:"))
    course.write("roster.csv", ROSTER)
    good = paper("Sheet 2, Group 7", "Mira Okonkwo, 5170001", "Koch, Ben, 5170002", *ANSWERS)
    poor = paper("Sheet 2, Group 8", "Ada Lind 5170003", "Mira Okonkwo 5170001", *ANSWERS)
    course.write("submissions/step/Group 7.zip", zipped(paper_pdf=good, net_ipynb=notebook(1)))
    course.write("submissions/step/Group 8.zip", zipped(paper_pdf=poor, net_ipynb=notebook(None), notes_docx=b"PK"))
    return course


@pytest.fixture(scope="module")
def graded(handed_in):
    """The same, marked, and what was said."""
    return handed_in.grader("grade")


def stood(course, group):
    """How everything stands that was asked for."""
    (found,) = [one for one in course.results()["submissions"] if one["group"] == group]
    return {one["asked"].split(" on a ")[0]: one for one in found["format"]}


def test_every_requirement_is_a_line_and_agrees_with_the_marks(handed_in, graded):
    assert graded.status == 0
    assert "number of another group: Group 8: 5170001 on the paper is the number of Mira Okonkwo (Group 7)" in graded.out
    seven, eight = stood(handed_in, "Group 7"), stood(handed_in, "Group 8")
    assert {one["state"] for asked, one in seven.items() if not asked.startswith("due")} == {"seen"}
    assert seven["due 2023-12-05 23:59 Europe/Berlin"]["state"] == "not known"
    assert seven["names and matriculation numbers of all members"]["where"][0]["page"] == 1
    assert len(seven["names and matriculation numbers of all members"]["where"][0]["box"]) == 4
    members = eight["names and matriculation numbers of all members"]
    assert (members["state"], members["others"]) == ("not certain", ["5170001"])
    assert members["says"].startswith("Ida Kern is not on it")
    assert eight["notebooks saved with their outputs"]["state"] == "not seen"
    right, poor = handed_in.outcomes("Group 7"), handed_in.outcomes("Group 8")
    assert [right[name] for name in ("members_on_pdf", "outputs_saved", "packed")] == ["right"] * 3
    assert [poor[name] for name in ("members_on_pdf", "outputs_saved", "packed")] == ["review", "missing", "right"]


def test_no_group_reads_the_number_of_another_one(handed_in, graded):
    assert graded.status == 0
    pages = {path.parent.name[:7]: path for path in (handed_in.folder / "results/step/groups").glob("*/report.html")}
    own = pages["group-8"].read_text(encoding="utf-8")
    assert "Ida Kern is not on it" in own
    assert "5170001" not in own
    assert "Mira" not in own
    theirs = pages["group-8"].with_name("instructor.html").read_text(encoding="utf-8")
    assert "5170001 on the paper is the number of Mira Okonkwo (Group 7)" in theirs
    overview = (handed_in.folder / "results/step/index.html").read_text(encoding="utf-8")
    assert 'id="format"' in overview
    assert "1 seen, 1 not certain" in overview


def test_a_changed_roster_looks_for_the_new_members(handed_in, graded):
    assert graded.status == 0
    handed_in.write("roster.csv", ROSTER.replace("Ida Kern;5170004;Group 8\n", "").replace("5170001", "5170009"))
    handed_in.grader("grade")
    eight = stood(handed_in, "Group 8")["names and matriculation numbers of all members"]
    assert (eight["state"], eight.get("private")) == ("seen", None)
    assert handed_in.outcomes("Group 8")["members_on_pdf"] == "right"
    assert handed_in.outcomes("Group 7")["members_on_pdf"] == "review"


def test_a_student_is_told_before_handing_in(handed_in):
    said = handed_in.grader("check", "submissions/step/Group 8.zip").out
    plain = " ".join(said.split())
    assert "seen everything in one .zip handed in as a .zip" in plain
    assert (
        "not seen notebooks saved with their outputs net.ipynb: 0 of 1 code cells were run, 0 have outputs; run all cells and save" in plain
    )
    assert "over due 2023-12-05 23:59 Europe/Berlin that was" in plain
    assert "notes.docx is a Word document, which is not read; hand in a PDF instead" in plain
    assert "told later" not in said, "what is told already is not told later"
    assert "Ida" not in said, "the roster was told to a student"
    assert max(map(len, said.splitlines())) <= 80


@pytest.mark.parametrize(
    ("file", "content", "says"),
    [
        ("one/paper.md", b"Mira Okonkwo 5170001\n", ["this is a single file (paper.md); pack everything into one .zip and hand that in"]),
        (
            "two.zip",
            zipped(paper_pdf=paper("Group 7", *ANSWERS)),
            [
                "not seen the notebooks (*.ipynb) *.ipynb was not handed in",
                "not seen names and matriculation numbers of all members on a PDF no matriculation numbers",
                "seen the group's number on a PDF group 7",
            ],
        ),
        ("three.rar", b"Rar!", ["not seen everything in one .zip this is a .rar; hand in a .zip"]),
    ],
)
def test_what_is_missing_is_told_with_what_to_do(handed_in, file, content, says):
    handed_in.write(f"mine/{file}", content)
    said = " ".join(handed_in.grader("check", f"mine/{file.split('/')[0]}", "--rubric", "step").out.split())
    assert [one for one in says if one not in said] == []
