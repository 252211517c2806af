"""From the command line to the pages: places are shown in pictures, kept beside the results, and nobody's name is in them."""

import re

from programs import RIGHT

TYPED = (
    "BT /F 12 Tf 50 250 Td (Rosa Lindqvist, 5170042) Tj ET BT /F 16 Tf 50 200 Td (1.1 Forward pass) Tj ET"
    " BT /F 12 Tf 50 170 Td (y' = 317.25) Tj ET BT /F 12 Tf 50 150 Td (Rosa Lindqvist finds L = 19.53125) Tj ET"
)


def typed(content):
    """A page with these operators."""
    return (
        "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        "3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources << /Font << /F << /Type /Font "
        f"/Subtype /Type1 /BaseFont /Helvetica >> >> >> >> endobj\n4 0 obj << /Length {len(content)} >> stream\n{content}\nendstream "
        "endobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"
    )


def test_pictures_are_on_the_pages_and_still_are_when_all_files_are_gone(course):
    course.write("submissions/step/typed/answers.pdf", typed(TYPED))
    assert course.grader("grade").status == 0
    page = course.folder / "results/step/groups/typed/report.html"
    before = page.read_bytes()
    pictures = re.findall(r'<img src="data:image/png;base64,[^"]+" width="(\d+)" height="(\d+)" alt="([^"]*)">', before.decode())
    assert [alt for _, _, alt in pictures] == ["317.25", "19.53125"]
    assert "base64" not in (course.folder / "results/step/results.json").read_text(encoding="utf-8")
    page.unlink()
    (course.folder / "submissions/step/typed/answers.pdf").unlink()
    assert course.grader("report").status == 0
    assert page.read_bytes() == before


def test_a_name_that_is_known_later_is_masked_then_and_nothing_is_marked_anew(course):
    course.write("submissions/step/right/answers.md", RIGHT.replace("L = 19.53125", "Rosa Lindqvist: L = 19.53125"))
    course.write("roster.csv", "person,id,group\nAda Lind,5170041,right\n")
    course.grader("grade")
    page = course.folder / "results/step/groups/right/report.html"
    first = course.results()["submissions"][0]
    assert "Rosa Lindqvist: L" in page.read_text(encoding="utf-8")
    course.write("roster.csv", "person,id,group\nAda Lind,5170041,right\nRosa Lindqvist,5170042,right\n")
    course.grader("grade")
    second = course.results()["submissions"][0]
    assert "[name]: L" in page.read_text(encoding="utf-8")
    assert "Lindqvist: L" not in page.read_text(encoding="utf-8")
    assert (second["seconds"], second["points"]) == (first["seconds"], first["points"])
