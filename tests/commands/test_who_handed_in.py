"""A download from the command line to the gradebook: members, times, who is missing; a changed roster marks nothing anew."""

import csv
import io
import zipfile

from programs import REFERENCE, RIGHT, RUBRIC, SLIP

ROSTER = """\
person;id;group;excused
Mira Okonkwo;5170001;Group 7;
Feldhaus, Jonas;5170002;Group 7;
Łukasz Żak;5170003;Group 8;
Ada Lind;5170004;;yes
"""
WORKSHEET = """\
Identifier,Full name,Status,Grade,Last modified (submission),Last modified (grade)
Participant 11,Mira Okonkwo,Submitted,,"Wednesday, 6 December 2023, 12:05 AM",-
Participant 12,Jonas Feldhaus,Submitted,,"Tuesday, 5 December 2023, 11:41 PM",-
Participant 13,Eve Stein,Submitted,,"Tuesday, 5 December 2023, 10:00 AM",-
"""


def gradebook(course):
    rows = csv.DictReader(io.StringIO((course.folder / "results" / "step" / "gradebook.csv").read_text(encoding="utf-8")))
    return [(row["group"], row["member"], row["id"], row["points"]) for row in rows]


def test_a_moodle_zip_is_marked_member_by_member_and_a_changed_roster_marks_nothing_anew(empty_course):
    course = empty_course
    course.write("reference/step.py", REFERENCE)
    course.write("rubrics/step.yaml", RUBRIC)
    course.write("roster.csv", ROSTER)
    course.write("grades.csv", WORKSHEET)
    (course.folder / "submissions").mkdir(exist_ok=True)
    with zipfile.ZipFile(course.folder / "submissions" / "step.zip", "w") as archive:
        archive.writestr("Mira Okonkwo_11_assignsubmission_file/answers.md", SLIP)
        archive.writestr("Jonas Feldhaus_12_assignsubmission_file/answers.md", RIGHT)
        archive.writestr("Eve Stein_13_assignsubmission_file/answers.md", RIGHT)
    ran = course.grader("grade", "--worksheet", "grades.csv")
    assert ran.status == 0
    assert "Of the roster, 2 people handed in nothing (1 excused)." in ran.out
    assert "not on the roster: Eve Stein_13_assignsubmission_file: Eve Stein is not on the roster" in ran.out
    rows = gradebook(course)
    assert [row[:3] for row in rows] == [
        ("Eve Stein", "Eve Stein", "13"),
        ("Group 7", "Mira Okonkwo", "5170001"),
        ("Group 7", "Feldhaus, Jonas", "5170002"),
    ]
    stranger, seventh = course.results()["submissions"]
    assert (seventh["submitted_at"], seventh["others"][0]["by"], seventh.get("late")) == ("2023-12-05T23:41:00+01:00", "Mira Okonkwo", None)
    assert stranger["points"] == seventh["points"]
    page = (course.folder / "results" / "step" / "index.html").read_text(encoding="utf-8")
    assert "Łukasz Żak (5170003)" in page
    assert "Excused: <bdi>Ada Lind (5170004)</bdi>" in page

    course.write("roster.csv", ROSTER.replace("Łukasz Żak;5170003;Group 8", "Łukasz Żak;5170003;Group 7"))
    again = course.grader("grade", "--worksheet", "grades.csv")
    assert again.status == 0
    assert [row[1] for row in gradebook(course)] == ["Eve Stein", "Mira Okonkwo", "Feldhaus, Jonas", "Łukasz Żak"]
    assert [one["seconds"] for one in course.results()["submissions"]] == [stranger["seconds"], seventh["seconds"]]


def test_what_is_wrong_with_a_roster_or_a_worksheet_is_told_before_anyone_is_marked(course):
    course.write("roster.csv", "person,excused\nAnna,perhaps\n")
    ran = course.grader("grade")
    assert (ran.status, ran.out) == (2, "")
    assert ran.complaint == "roster.csv:2: `perhaps` is neither yes nor no; write `yes`, or leave the cell empty"
    (course.folder / "roster.csv").unlink()
    for name, said in (("roster.py", "cannot be read"), ("rubrics/step.yaml", "is no grading worksheet of Moodle's")):
        ran = course.grader("grade", "--worksheet", name)
        assert (ran.status, said in ran.complaint) == (2, True)
