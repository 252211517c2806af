"""Names and matriculation numbers: everybody of the roster's group, in any spelling; without a roster a name for every number."""

import pytest
from lines_by_hand import document

from grader.document import Document, Line, LineKind, Piece, Source, Unread
from grader.formalities.handed_in import NOBODY_TELLS, HandedIn, Person
from grader.formalities.members import members_seen
from grader.formalities.seen import Standing

MIRA, JURGEN = Person("Mira Okonkwo", "5170001"), Person("Müller-Groß, Jürgen", "5170002")
GROUP = HandedIn((MIRA, JURGEN), "Group 7")
SEEN, NOT_SEEN, NOT_CERTAIN = Standing.SEEN, Standing.NOT_SEEN, Standing.NOT_CERTAIN
WHOLE = "all 2 members with their numbers"


def looked(content, handed=GROUP, least=1, name="a.md"):
    return members_seen(least, (document(name, content),), handed, group_number=False)


@pytest.mark.parametrize(
    "content",
    [
        "Mira Okonkwo 5170001\n\nJürgen Müller-Groß 5170002\n",
        "Okonkwo, Mira (5170001); Mueller-Gross, Juergen (5170002)\n",
        "MIRA OKONKWO, 5170001\n\nJÜRGEN MÜLLER-GROSS, 5170002\n",
        "| Name | Matr.-Nr. |\n|---|---|\n| Mira Okonkwo | 5170001 |\n| Jurgen Muller-Gross | 5170002 |\n",
        "| Nachname | Vorname | Matr.-Nr. |\n|---|---|---|\n| Okonkwo | Mira | 5170001 |\n| Müller-Groß | Jürgen | 5170002 |\n",
        "Names: Mira Okonkwo and Jürgen Müller-Groß\n\nMatriculation numbers: 5170001, 5170002\n",
        "Matr.-Nr. 5170001\n\nName: Okonkwo\n\nVorname: Mira\n\nVorname: Jürgen\n\nName: Müller-Groß\n\nMatr.-Nr. 5170002\n",
        "- Mira A. Okonkwo (#5170001)\n- Jürgen Müller-Groß (#5170002)\n",
        "word\n\n" * 90 + "Mira Okonkwo 5170001, Jürgen Müller-Groß 5170002\n",
    ],
)
def test_everybody_of_the_roster_is_found_in_any_order_and_spelling(content):
    found = looked(content)
    assert (found.standing, found.says, found.strange) == (SEEN, WHOLE, ())


def test_the_title_block_of_a_latex_source_says_who_wrote_it():
    source = (
        '\\documentclass{article}\n\\title{Sheet 2}\n\\author{Mira Okonkwo (5170001) \\and J\\"urgen M\\"uller-Gro{\\ss} \\\\ 5170002}\n'
        "\\begin{document}\n\\maketitle\n\\section{Task}\n$x = 2$\n\\end{document}\n"
    )
    found = looked(source, name="a.tex")
    assert (found.standing, found.says) == (SEEN, WHOLE)
    assert found.places[0].line == 3


@pytest.mark.parametrize(
    ("content", "standing", "says"),
    [
        ("Mira Okonkwo 5170001\n", NOT_SEEN, "Müller-Groß, Jürgen is not on it"),
        ("Mira Okonkwo, Jürgen Müller-Groß\n", NOT_SEEN, "the matriculation number of Mira Okonkwo is not seen"),
        ("We have nothing to say of ourselves.\n", NOT_SEEN, "no name and no number of the group is seen"),
        ("M. Okonkwo 5170001, J. Müller-Groß 5170002\n", NOT_CERTAIN, "only a part of the name of Mira Okonkwo"),
        ("5170001\n\n5170002\n", NOT_CERTAIN, "the name of Mira Okonkwo is not seen"),
        ("Mira Okonkwo 517 0001, Jürgen Müller-Groß 5170002\n", NOT_CERTAIN, "the number of Mira Okonkwo is written in another way"),
        ("Mira Okonkwo 5170001, Jürgen Müller-Groß 5170020\n", NOT_CERTAIN, "the matriculation number of Müller-Groß, Jürgen is not seen"),
        ("Mira Okonkwo 5170001\n\nBen Okonkwo 5170002, Jürgen Koch\n", NOT_CERTAIN, "only a part of the name of Müller-Groß, Jürgen"),
    ],
)
def test_who_is_not_there_is_named_and_a_part_is_never_certain(content, standing, says):
    found = looked(content)
    assert found.standing is standing
    assert says in found.says


@pytest.mark.parametrize(
    "written",
    ["51700", "51 7000 10", "O5170OO1", "517OOO1", "= 5170011", "5.170.011", "51-700-10", "517\u00a00010", "5l70001"],
)
def test_a_number_that_may_be_a_slip_of_the_wanted_one_is_never_certainly_not_there(written):
    found = looked(f"Mira Okonkwo {written}, Jürgen Müller-Groß 5170002\n")
    assert found.standing is NOT_CERTAIN
    assert "the number of" not in found.doubt
    assert looked(f"Ada Lind {written}\n", HandedIn((Person("Mira Okonkwo", "5170001"), JURGEN))).standing is NOT_CERTAIN


@pytest.mark.parametrize("written", ["", "due 05.12.2023", "317.25", "sheet 2 of 12", "call 112"])
def test_other_numbers_are_no_slips(written):
    assert looked(f"Mira Okonkwo {written}\n\nJürgen Müller-Groß 5170002\n").standing is NOT_SEEN


def test_a_number_with_gaps_between_all_its_parts_is_a_slip_of_one_with_hyphens():
    assert looked("Anna Berg 2019 12345", HandedIn((Person("Anna Berg", "2019-12345"),))).standing is NOT_CERTAIN


def test_members_who_each_stand_on_a_file_of_their_own_are_for_a_person():
    files = tuple(document(name, text) for name, text in (("a.md", "Mira Okonkwo 5170001\n"), ("b.md", "Jürgen Müller-Groß 5170002\n")))
    found = members_seen(1, files, GROUP, group_number=False)
    assert (found.standing, found.doubt) == (NOT_CERTAIN, "others of the group stand on another file")
    assert members_seen(1, (files[0], document("c.md", "nobody")), GROUP, group_number=False).standing is NOT_SEEN


@pytest.mark.parametrize(
    "content",
    [
        "Ole Brandt, 662 01 04",
        "Ole Brandt, 66-20-104",
        "Ole Brandt, Matr.-Nr. 662 0104",
        "Ole Brandt, Matr.-Nr. 6.620.104",
        "Ole Brandt 2023104455",
        "Ole Brandt, Matr.-Nr. 1023",
        "Ole Brandt, student ID ab123cd",
        "Ole Brandt, Matr.-Nr. 66ZO104",
        "| Name | Ole Brandt |\n|---|---|\n| Matr.-Nr. | 66 20 104 |",
    ],
)
def test_what_may_be_a_number_of_another_shape_is_never_certainly_none(content):
    assert looked(content + "\n", NOBODY_TELLS).standing is NOT_CERTAIN


@pytest.mark.parametrize(
    "content", ["Ole Brandt, 5.12.2023", "Ole Brandt, 2023-12-05", "Ole Brandt, Matr.-Nr.: ____", "Ole Brandt, sheet 2"]
)
def test_dates_and_blanks_are_no_numbers(content):
    assert looked(content + "\n", NOBODY_TELLS).standing is NOT_SEEN


@pytest.mark.parametrize(
    ("person", "content"),
    [
        (Person("Anna Maria Berg", "5170001"), "Anna Berg 5170001"),
        (Person("van der Berg, Jan Pieter", "5170001"), "Jan van der Berg, 5170001"),
        (Person("Nam-Joon Ødegård", "5170001"), "Namjoon Odegard (5170001)"),
        (Person("정수민", "2019-12345"), "학번 2019-12345 정 수민"),
        (Person("Ada Lind"), "by Ada Lind"),
        (Person("Łukasz Żak", "s0512345"), "Lukasz Zak, S0512345"),
    ],
)
def test_names_and_numbers_of_many_kinds_are_found(person, content):
    assert looked(content, HandedIn((person,))).standing is SEEN


def test_a_given_name_and_another_ones_family_name_make_nobody():
    assert looked("Mira Koch 5170001, Ben Okonkwo", HandedIn((MIRA,))).standing is NOT_CERTAIN


def test_the_numbers_of_others_are_kept_apart_and_never_said():
    found = looked("Mira Okonkwo 5170001, Jürgen Müller-Groß 5170002, Ben Koch 5170009, of 20231205\n")
    assert (found.standing, found.strange) == (SEEN, ("5170009",))
    assert "5170009" not in found.says + found.rule + found.doubt


@pytest.mark.parametrize(
    "blurred",
    [
        Document("a.pdf", unread=(Unread("page 1 has no text", 1),)),
        Document("a.pdf", (Line((Piece("Mira Okonkwo 5I7OOO1", ""),), LineKind.TEXT, Source.OCR, 0, 1),)),
        Document("a.pdf", (Line((Piece("nobody", ""),), LineKind.TEXT, Source.TEXT, 0, 1, doubts=("garbled",)),)),
    ],
)
def test_what_was_not_read_well_is_never_certainly_without_a_name(blurred):
    for handed in (GROUP, NOBODY_TELLS):
        assert members_seen(1, (blurred,), handed, group_number=False).standing is NOT_CERTAIN
    assert members_seen(1, (), GROUP, group_number=False).standing is NOT_CERTAIN


def test_ocr_that_finds_everybody_is_believed():
    read = "Mira Okonkwo 5170001, Jürgen Müller-Groß 5170002"
    page = Document("a.pdf", (Line((Piece(read, read, (10.0, 20.0, 90.0, 30.0)),), LineKind.TEXT, Source.OCR, 0, 1),))
    found = members_seen(1, (page,), GROUP, group_number=False)
    assert (found.standing, found.places[0].page, found.places[0].box) == (SEEN, 1, (10.0, 20.0, 90.0, 30.0))


@pytest.mark.parametrize(
    ("content", "least", "standing", "says"),
    [
        ("Mira Okonkwo 5170001\n\nJürgen Müller 5170002\n", 2, SEEN, "2 matriculation numbers, each with a name"),
        ("Okonkwo, Mira, 5170001; Müller, Jürgen, 5170002\n", 2, SEEN, "2 matriculation numbers, each with a name"),
        ("Written by: 1) Ole Brandt 2) Tessa Wiek 3) Jana Rohde\n\n6620104 6620105 6620106\n", 3, SEEN, "3 matriculation numbers"),
        ("Namen: Ole Brandt, Tessa Wiek\n\nMatrikelnummern: 6620104, 6620105\n", 1, SEEN, "2 matriculation numbers"),
        ("Tutor: Paula Stern\n\nOle Brandt (6620104)\n", 1, SEEN, "1 matriculation number with a name"),
        ("# Deep Learning\n\nExercise 2\n\nOle Brandt (6620104)\n", 1, SEEN, "1 matriculation number with a name"),
        ("김나리 2023-12345, 박서준 2023-54321\n", 1, SEEN, "2 matriculation numbers, each with a name"),
        ("정수민 6620104\n", 1, SEEN, "1 matriculation number with a name"),
        ("Ole Brandt 6620104\n\nTessa Wiek 6620105\n\nJana Rohde\n", 2, NOT_CERTAIN, "2 matriculation numbers beside 3 names"),
        ("Names: Ole Brandt, Tessa Wiek\n\nNumbers:\n\n6620104\n", 1, NOT_CERTAIN, "1 matriculation number beside 2 names"),
        ("Ole Brandt 6620104, 6620105\n", 1, NOT_CERTAIN, "2 matriculation numbers beside 1 name"),
        ("6620104\n", 1, NOT_CERTAIN, "no name that was seen"),
        ("Ole Brandt 6620104\n", 2, NOT_CERTAIN, "found 1 matriculation number"),
        ("Ole Brandt\n", 1, NOT_SEEN, "no matriculation numbers"),
        ("Ole Brandt, 20231205\n", 1, NOT_SEEN, "no matriculation numbers"),
        ("Mira Okonkwo, 71754\n", 1, NOT_CERTAIN, "no matriculation numbers"),
        ("Mira Okonkwo, Matr. 71754\n", 1, SEEN, "1 matriculation number with a name"),
        ("Ole Brandt 6620104\n\n1. Lazy Net 61706\n", 1, SEEN, "1 matriculation number with a name"),
        ("the network has n = 71754 weights\n", 1, NOT_SEEN, "no matriculation numbers"),
    ],
)
def test_without_a_roster_every_number_has_a_name_and_every_name_a_number(content, least, standing, says):
    found = looked(content, NOBODY_TELLS, least)
    assert found.standing is standing
    assert says in found.says


@pytest.mark.parametrize("words", ["Mira and Jürgen Koch 5170009 ", "ü ö ", "Matr. 1234567 "])
@pytest.mark.parametrize("handed", [GROUP, NOBODY_TELLS])
def test_a_paper_without_end_is_looked_through_in_little_time_and_decides_nothing(words, handed):
    from time import process_time

    text = (words * 2_000)[:2_000]
    lines = tuple(Line((Piece(text, text),), LineKind.TEXT, Source.TEXT, at, 1) for at in range(3_000))
    before = process_time()
    found = members_seen(9, (Document("a.pdf", lines),), handed, group_number=True)
    assert process_time() - before < 5
    assert found.standing is not NOT_SEEN or handed is NOBODY_TELLS
