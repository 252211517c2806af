"""Pages as a person last looked at them; GRADER_UPDATE_GOLD=1 accepts what they have become."""

import os
import re
from pathlib import Path

import pytest

GOLD = Path(__file__).parent / "gold"
PAGES = {
    "overview.html": "index.html",
    "student.html": "groups/group-b/report.html",
    "instructor.html": "groups/group-10/instructor.html",
    "unmarkable.html": "groups/group-c/report.html",
    "results.json": "results.json",
    "gradebook.csv": "gradebook.csv",
}
CODE_PAGES = {
    "code_overview.html": "index.html",
    "code_student.html": "groups/group-squares/report.html",
    "code_instructor.html": "groups/group-squares/instructor.html",
    "code_failing.html": "groups/group-failing/report.html",
    "code_for_a_person.html": "groups/group-person/instructor.html",
    "code_endings.html": "groups/group-endings/instructor.html",
}
SCRUBS = (
    (re.compile(r"<style>.*?</style>", re.DOTALL), "<style></style>"),
    (re.compile(r"<script>.*?</script>", re.DOTALL), "<script></script>"),
    (re.compile(r"sha256-[A-Za-z0-9+/=]+"), "sha256-"),
    (re.compile(r'(data:image/[a-z]+);base64,[^"]*'), r"\1"),
)
"""Style and script are looked at in a browser and not here; of a picture stand its kind and its size, for pixels change with libraries."""


def scrubbed(text):
    for pattern, plain in SCRUBS:
        text = pattern.sub(plain, text)
    return text


@pytest.mark.gold
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_was_when_a_person_last_looked(pages, name):
    compare(pages / PAGES[name], name)


@pytest.mark.gold
@pytest.mark.parametrize("name", CODE_PAGES)
def test_a_page_about_code_is_as_it_was_when_a_person_last_looked(code_pages, name):
    compare(code_pages / CODE_PAGES[name], name)


def compare(page, name):
    text, kept = scrubbed(page.read_text(encoding="utf-8")), GOLD / name
    if os.environ.get("GRADER_UPDATE_GOLD") == "1":
        kept.write_text(text, encoding="utf-8")
    assert kept.is_file(), f"no {kept.name} is kept; `make update-gold` keeps it once you have looked at it"
    assert text.splitlines() == kept.read_text(encoding="utf-8").splitlines(), f"{name} differs; `make update-gold` accepts it"
