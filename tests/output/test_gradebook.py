"""gradebook.csv: what is undecided never looks like a zero, and no cell is a formula."""

import csv
import io

import pytest
from fixtures import FORMULA, SCRIPT, group, score
from hypothesis import given
from hypothesis import strategies as st

from grader.records.gradebook import FIXED, as_csv, harmless, number, write_gradebook
from grader.records.recording import result_of
from grader.score import Finding, Mark, Outcome, Score, Visibility


def rows(results):
    return list(csv.DictReader(io.StringIO(as_csv(results))))


def of(results, name):
    return [row for row in rows(results) if row["group"] == name]


def test_the_columns_are_the_contracts_and_then_a_task_each(results):
    header = next(csv.reader(io.StringIO(as_csv(results))))
    assert tuple(header[: len(FIXED)]) == FIXED
    assert header[len(FIXED) :] == ["1.1", "1.2", "1.3", "3", "6.2", "7"]


def test_every_member_has_a_row_with_the_groups_points(results):
    assert [(row["member"], row["id"], row["points"], row["undecided"]) for row in of(results, "group-a")] == [
        ("Mira Okonkwo", "5170001", "7", "0"),
        ("Jonas Feldhaus", "5170002", "7", "0"),
    ]


def test_a_group_without_known_members_has_a_row_all_the_same(results):
    (row,) = of(results, r"gruppe-m\xfcller")
    assert (row["member"], row["id"]) == ("", "")


def test_a_task_with_anything_undecided_has_an_empty_cell_and_no_zero(results):
    (row,) = of(results, "group-b")
    assert [row[task] for task in ("1.1", "1.2", "1.3", "3", "6.2")] == ["0.5", "2", "", "", ""]
    assert (row["points"], row["undecided"], row["penalty"]) == ("4.25", "2.5", "0.5")


def test_an_undecided_bonus_leaves_its_task_empty_too(results):
    assert {row["7"] for row in of(results, "group-10")} == {""}


def test_a_submission_of_which_nothing_is_decided_has_no_points_at_all(results):
    (row,) = of(results, "group-c")
    assert (row["points"], row["undecided"], row["state"]) == ("", "6.25", "unmarkable")
    assert not any(row[task] for task in ("1.1", "1.2", "1.3", "3", "6.2", "7"))


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+49 761", "'+49 761"),
        ("-cmd", "'-cmd"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'⟨U+0009⟩=1"),
        ("\r=1", "'⟨U+000D⟩=1"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        ("-17", "-17"),
        ("-1,5", "-1,5"),
        ("-1+cmd", "'-1+cmd"),
        ("-1\n=x", "'-1⟨U+000A⟩=x"),
        ("team 7", "team 7"),
        ("O'Hara", "O'Hara"),
        ("a\x1b[31m\u202eb", "a⟨U+001B⟩[31m⟨U+202E⟩b"),
        ("", ""),
    ],
)
def test_a_text_cell_is_no_formula(text, cell):
    assert harmless(text) == cell


def test_names_that_are_formulas_arrive_harmless(results):
    assert [(row["member"], row["id"]) for row in of(results, SCRIPT)][:2] == [("'" + FORMULA, "'@SUM(A1)"), ("'+49 761", "-17")]


@given(st.text(st.characters(exclude_categories=()), max_size=40))
def test_no_text_at_all_gives_a_formula_or_a_second_line(text):
    cell = harmless(text)
    assert cell.encode("utf-8").decode("utf-8") == cell
    assert "\n" not in cell
    assert "\r" not in cell
    assert not cell.lstrip().startswith(("=", "+", "@"))
    assert not cell.lstrip().startswith("-") or float(cell.replace(",", ".")) <= 0


@pytest.mark.parametrize(
    ("value", "cell"),
    [(0.1 + 0.2, "0.3"), (16.0, "16"), (1 / 3, "0.333333333"), (1e-12, "0"), (-0.0, "0"), (1e-5, "0.00001"), (120.0, "120")],
)
def test_a_number_is_written_as_people_write_it(value, cell):
    assert number(value) == cell


def test_a_task_named_like_a_column_keeps_a_column_of_its_own(results):
    mark = Mark("points", "style", "style", "Style", 1.0, False, Visibility.VISIBLE, Finding(Outcome.RIGHT, "", 1.0))
    single = results.model_copy(update={"submissions": (result_of(group("a"), Score((mark, *score().marks))),)})
    assert rows(single)[0]["task points"] == "1"


def test_the_file_is_plain_utf8_without_a_mark_before_it(results, tmp_path):
    write_gradebook(tmp_path / "gradebook.csv", results)
    assert (tmp_path / "gradebook.csv").read_bytes().startswith(b"group,member,id,")
