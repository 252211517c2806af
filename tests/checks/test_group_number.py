"""The group's number on a paper: in words, in a table, as the roster calls it; another one than the roster's is for a person."""

import pytest
from lines_by_hand import document

from grader.document import Document, Unread
from grader.formalities.group_number import group_of
from grader.formalities.handed_in import NOBODY_TELLS, HandedIn, Person
from grader.formalities.seen import Standing

SEVEN = HandedIn((Person("Mira Okonkwo"),), "Group 7")
SEEN, NOT_SEEN, NOT_CERTAIN = Standing.SEEN, Standing.NOT_SEEN, Standing.NOT_CERTAIN


@pytest.mark.parametrize(
    ("content", "handed", "standing", "says"),
    [
        ("Group 7", SEVEN, SEEN, "Group 7"),
        ("Gruppe: 07", SEVEN, SEEN, "group 07"),
        ("Übungsgruppe Nr. 7", SEVEN, SEEN, "group 7"),
        ("Gruppennummer: 7", SEVEN, SEEN, "group 7"),
        ("Group number: 7", NOBODY_TELLS, SEEN, "group 7"),
        ("Group-7 / Sheet 2", NOBODY_TELLS, SEEN, "group 7"),
        ("Abgabe von Team #12", NOBODY_TELLS, SEEN, "group 12"),
        ("| Group | Name |\n|---|---|\n| 7 | Mira Okonkwo |\n", SEVEN, SEEN, "group 7"),
        ("| Gruppe | 7 |\n|---|---|\n| Name | Mira Okonkwo |\n", SEVEN, SEEN, "group 7"),
        ("handed in by kernel panic", HandedIn((), "kernel-panic"), SEEN, "kernel-panic"),
        ("Arbeitsgruppe 7", SEVEN, SEEN, "group 7"),
        ("Kleingruppe: 7", NOBODY_TELLS, SEEN, "group 7"),
        ("Groupe 7", NOBODY_TELLS, SEEN, "group 7"),
        ("조 7", SEVEN, SEEN, "group 7"),
        ("Übungsgruppe 3, Abgabegruppe 7", NOBODY_TELLS, SEEN, "group 3 and group 7"),
        ("Übungsgruppe 3, Abgabegruppe 7", SEVEN, SEEN, "group 7"),
        ("G7: Mira Okonkwo", SEVEN, NOT_CERTAIN, "no group number"),
        ("g-07", NOBODY_TELLS, NOT_CERTAIN, "no group number"),
        ("g = 7 and x_g 7", NOBODY_TELLS, NOT_SEEN, "no group number"),
        ("7조 김나리", SEVEN, NOT_CERTAIN, "no group number"),
        ("Group 8", SEVEN, NOT_CERTAIN, "group 8 stands there, and the roster has Group 7"),
        ("Group seven", SEVEN, NOT_CERTAIN, "no group number"),
        ("Gruppe: die Faltungsfreunde", NOBODY_TELLS, NOT_CERTAIN, "no group number"),
        ("Mira Okonkwo, Sheet 7", SEVEN, NOT_SEEN, "no group number"),
        ("Group members: Mira Okonkwo", NOBODY_TELLS, NOT_SEEN, "no group number"),
        ("grouped in 7 parts", NOBODY_TELLS, NOT_SEEN, "no group number"),
        ("word\n\n" * 90 + "Group 7 of the periodic table", NOBODY_TELLS, NOT_SEEN, "no group number"),
    ],
)
def test_the_groups_number(content, handed, standing, says):
    found = group_of((document("a.md", content),), handed)
    assert found.standing is standing
    assert says in found.says
    assert bool(found.places) is (standing is not NOT_SEEN)


def test_a_page_that_nobody_read_may_hold_it():
    assert group_of((Document("a.pdf", unread=(Unread("page 1 has no text", 1),)),), SEVEN).standing is NOT_CERTAIN
    assert group_of((), SEVEN).standing is NOT_CERTAIN


def test_a_number_in_a_files_name_alone_is_told():
    files = (document("Gruppe_7_blatt2.md", "Mira Okonkwo"),)
    found = group_of(files, SEVEN)
    assert (found.standing, found.says) == (
        NOT_SEEN,
        "no group number; only the file's name has one (Gruppe_7_blatt2.md), write it on the page as well",
    )
    assert "(group7.zip/a.md)" in group_of((document("a.md", "Mira"),), HandedIn(files=("group7.zip/a.md",))).says
    assert group_of((document("a.md", "Mira"),), HandedIn(files=("grouped.md", "a.md"))).says == "no group number"
