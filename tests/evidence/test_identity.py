"""Names, ids and addresses are found as people write them; mathematics is left alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.identity import MASK, identity_of, introduces, says_who
from grader.submission import Member, Submission

PEOPLE = (
    Member("Mira Okonkwo", "5170001"),
    Member("Jürgen Groß-Lindner", "jg432"),
    Member("Øystein Håkon Dahl"),
    Member("정수민", "5170005"),
    Member("Max Li", "14"),
)
THEM = identity_of(Submission("group-7", (), PEOPLE))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mira Okonkwo, Exercise 6", f"{MASK}, Exercise 6"),
        ("Okonkwo, Mira (5170001)", f"{MASK} ({MASK})"),
        ("MIRA OKONKWO", MASK),
        ("mira okonkwo", MASK),
        ("solved by Okonkwo alone", f"solved by {MASK} alone"),
        ("Jürgen Groß-Lindner", MASK),
        ("Juergen Gross Lindner", MASK),
        ("Jurgen Gross", MASK),
        ("Oystein Hakon Dahl", MASK),
        ("Dahl", MASK),
        ("정수민 5170005", MASK),
        ("jg432", MASK),
        ("Max Li", MASK),
        ("write to mira.o@uni-example.org now", f"write to {MASK} now"),
        ("m.o@example.org", MASK),
    ],
)
def test_a_name_is_masked_however_it_is_written(text, shown):
    assert THEM.masked(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "max(0, x) = 14",
        r"ŷ = (14, 20)",
        "Max pooling keeps the largest of 14 values",
        "Li = 3",
        "the loss is 200, as expected",
        "5170 images, 170001 of them shifted",
        r"\hat{y}_1^{new} = 8.84",
        "a mirage, okonkwolike",
        "",
    ],
)
def test_what_is_no_name_is_left_alone(text):
    assert THEM.masked(text) == text


def test_a_blurred_name_is_found_in_what_was_recognised_from_a_picture_only():
    assert THEM.spans("Mira 0konkwo", blurred=True)
    assert THEM.spans("0k0nkwo", blurred=True) == []
    assert THEM.spans("Okonkvvo", blurred=True) == [(0, 8)]
    assert THEM.spans("Okonkvvo") == []
    assert THEM.spans("weights", blurred=True) == []


def test_a_groups_name_is_masked_where_all_of_it_stands_together():
    assert identity_of(Submission("Rosa Lindqvist", ())).masked("Rosa Lindqvist: ŷ") == f"{MASK}: ŷ"
    assert identity_of(Submission("kernel-panic", ())).masked("Group Kernel Panic") == f"Group {MASK}"
    assert identity_of(Submission("kernel-panic", ())).masked("the Kernel is w") == "the Kernel is w"
    assert identity_of(Submission("uphill", ())).masked("uphill by 3") == "uphill by 3"


@pytest.mark.parametrize(
    "text",
    [
        "Name: Anybody",
        "Names : A and B",
        "Name(s): A",
        "Namen: A, B",
        "Vorname: A",
        "Matr.-Nr. 123",
        "Matrikelnummer 123",
        "Mat-Nr and Matr. 1",
        "matriculation number 99",
        "Student ID 44",
        "Deep Learning, winter term   Group 5",
        "Gruppe 12",
        "Team: The Slopes",
        "group no. 3",
        "Group members: A, B",
        "E-Mail a at b",
        "someone@example.org",
        "handed in by A",
        "Abgabe von A",
        "Tutor: C",
        "Authors: A, B",
        "Exercise 2, group 82: A",
        "Exercise 2, group 80 (A, B)",
        r"Group 14 \quad Exercise 2 \quad 1",
    ],
)
def test_a_line_that_says_who_handed_in_is_known(text):
    assert says_who(text)


@pytest.mark.parametrize(
    "text",
    [
        "Group 1 has 14 members: (14, 20)",
        "the group convolution gives 3",
        "grouped: 4",
        "the name of the filter is w",
        "matrix A = [1 2]",
        "1.1 Forward pass",
        "students who solve it find 14",
        "ŷ = (14, 20)",
        "tutorial 3",
        "Team work",
    ],
)
def test_a_line_about_mathematics_is_none_of_them(text):
    assert not says_who(text)


@pytest.mark.parametrize(
    ("text", "known"),
    [
        ("Exercise 6 - Gwendolyn Pohl, 5702002", True),
        ("Solution to exercise 6 by Calliope Wren (5601188) and Jonte Habermann (5601200)", True),
        ("Sixten Bohn, 399120", True),
        ("Gil Jaewon, 2022-17788", True),
        ("Łukasz Żak 441012", True),
        ("Parameters of the separable model: 23219", False),
        ("The Net has W = 61706 entries", False),
        ("60000 images of MNIST", False),
        ("L = 200", False),
        ("Deep Learning, winter term 2023", False),
    ],
)
def test_people_with_their_numbers_are_known_though_nobody_knows_the_names(text, known):
    assert introduces(text) is known


@given(st.text(max_size=80), st.lists(st.text(max_size=30), max_size=4))
def test_any_name_and_any_text(text, names):
    who = identity_of(Submission("g", (), tuple(Member(name, name[::-1]) for name in names)))
    spans = who.spans(text, blurred=True)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert spans == sorted(spans)
    says_who(text)


def test_a_long_text_costs_little():
    began = time.process_time()
    for text in ("a" * 500_000, "@" * 500_000, "a." * 250_000, "Name" * 100_000, " ; " * 200_000, "Okonkwo " * 60_000):
        THEM.masked(text)
        THEM.spans(text, blurred=True)
        says_who(text)
    assert time.process_time() - began < 2
