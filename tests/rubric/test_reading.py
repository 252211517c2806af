"""A rubric as it is read: tasks and their numbers, lines and what they say, the smallest rubrics of the contract."""

import sys
from datetime import timedelta
from fractions import Fraction
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import grader.checks
from grader.checks import kinds
from grader.checks.between import Between
from grader.checks.case import Case
from grader.checks.close import Close
from grader.checks.compare import Compare, Relation
from grader.checks.fields import Within
from grader.checks.review import Review
from grader.errors import RubricError
from grader.references.tolerance import Rule
from grader.rubric import Promise, read_rubric
from grader.scheme import number_and_title
from grader.score import Outcome, Visibility

STEP = r"""
title: One step
reference: step
tasks:
  1.1 Forward pass:
    - close: y_hat
      points: 1
written as:
  y_hat: [ŷ, y', '\hat{y}']
"""


def line(text: str):
    """The only line of a rubric."""
    rubric = read_rubric(f"tasks:\n  1 A:\n    - {text}\n".encode(), "ex.yaml")
    return rubric.tasks[0].lines[0]


def test_the_smallest_rubric_that_reads_values():
    rubric = read_rubric(STEP.encode(), "step.yaml")
    assert (rubric.name, rubric.title, rubric.reference, rubric.possible) == ("step", "One step", "step", 1.0)
    assert rubric.written_as == {"y_hat": ("ŷ", "y'", r"\hat{y}")}
    assert rubric.wanted() == {"y_hat": "1.1"}
    (task,) = rubric.tasks
    assert (task.id, task.title, task.heading) == ("1.1", "Forward pass", "1.1 Forward pass")
    assert (task.lines[0].mark_name, task.lines[0].origin.file, task.lines[0].origin.line) == ("y_hat", "step.yaml", 6)


def test_what_is_left_out_is_named_after_the_file():
    rubric = read_rubric(b"tasks:\n  1 A: [{close: a, points: 1}]\n", "ex07.yaml")
    assert (rubric.title, rubric.reference) == ("ex07", "ex07")


@pytest.mark.parametrize(
    ("heading", "number", "title"),
    [
        ("1.1 Forward pass", "1.1", "Forward pass"),
        ("2.1 v Output size", "2.1 v", "Output size"),
        ("2.1 v", "2.1 v", "2.1 v"),
        ("6.2 a", "6.2 a", "6.2 a"),
        ("6.2a) Last layer", "6.2 a", "Last layer"),
        ("6 (b) Hidden layers", "6 b", "Hidden layers"),
        ("1.1) Forward", "1.1", "Forward"),
        ("1.1. Forward", "1.1", "Forward"),
        ("3 Convolution output size", "3", "Convolution output size"),
        ("4 A proof", "4", "A proof"),
        ("1.10", "1.10", "1.10"),
        ("1.1 x-ray images", "1.1", "x-ray images"),
        ("2nd part", "2nd part", "2nd part"),
        ("3D convolution", "3D convolution", "3D convolution"),
        ("Hand-in", "Hand-in", "Hand-in"),
        ("Task 1.1", "Task 1.1", "Task 1.1"),
    ],
)
def test_a_task_is_called_by_the_number_its_heading_begins_with(heading, number, title):
    assert number_and_title(heading) == (number, title)


@pytest.mark.parametrize(("text", "points"), [("0.5", 0.5), ("1", 1), ("1/2", 0.5), ("0", 0), (".25", 0.25), ("1e-3", 0.001)])
def test_points_as_an_instructor_writes_them(text, points):
    assert line(f"{{close: a, points: {text}}}").points == points


def test_a_close_line_with_everything():
    close = line("{close: a, points: 1, within: 0.5%, digits: 3, mistakes: {b: 50%, c: 1/4, d: 0.5}, label: L, visibility: after due date}")
    assert isinstance(close, Close)
    assert (close.key, close.mark_name, close.label) == ("a", "a", "L")
    assert close.within == Within(0.005, relative=True)
    assert close.rule == Rule(Fraction(1, 200), relative=True, digits=3)
    assert (close.digits, close.mistakes) == (3, {"b": 0.5, "c": 0.25, "d": 0.5})
    assert close.visibility is Visibility.AFTER_DUE_DATE
    assert close.computed() == ("a", "b", "c", "d")


def test_a_tolerance_without_a_percent_sign_is_absolute():
    assert line("{close: a, points: 1, within: 0.01}").within == Within(0.01, relative=False)


def test_a_between_line_with_percentages():
    between = line("{between: a, from: 90%, to: 99.7%, points: 0, outside: wrong}")
    assert isinstance(between, Between)
    assert (between.low, between.high, between.outside) == (0.9, 0.997, "wrong")


def test_a_compare_line_is_a_list_of_relations():
    compare = line("{compare: a > b and c ≤ d and b <= a, name: n, points: 1}")
    assert isinstance(compare, Compare)
    assert compare.relations == (Relation("a", ">", "b"), Relation("c", "<=", "d"), Relation("b", "<=", "a"))
    assert compare.mentioned() == ("a", "b", "c", "d")
    assert compare.wanted() == ()


def test_a_name_with_and_in_it_is_not_cut():
    assert line("{compare: brand > sand, name: n, points: 1}").mentioned() == ("brand", "sand")


def test_a_review_line_in_the_long_form_may_ask_a_question():
    rubric = read_rubric(
        b"tasks:\n  1 A:\n    - review: Why, and how?\n      name: n\n      expect: one thing\n      points: 1\n", "ex.yaml"
    )
    (review,) = rubric.tasks[0].lines
    assert isinstance(review, Review)
    assert (review.review, review.expected(), review.mark_name) == ("Why, and how?", ("one thing",), "n")


def test_bonus_never_counts_into_what_is_possible():
    text = b"points: 1 + 2 bonus\ntasks:\n  1 A:\n    - {close: a, points: 1}\n    - {close: b, points: 2, bonus: yes}\n"
    rubric = read_rubric(text, "ex.yaml")
    assert (rubric.possible, rubric.promise, str(rubric.promise)) == (1.0, Promise(1.0, 2.0), "1 + 2 bonus")


def test_ten_tenths_are_one():
    lines = "".join(f"    - {{close: a{i}, points: 0.1}}\n" for i in range(10))
    assert read_rubric(f"points: 1\ntasks:\n  1 A:\n{lines}".encode(), "ex.yaml").possible == 1.0


def test_three_thirds_are_one():
    lines = "".join(f"    - {{close: a{i}, points: 1/3}}\n" for i in range(3))
    assert read_rubric(f"points: 1\ntasks:\n  1 A:\n{lines}".encode(), "ex.yaml").possible == 1.0


@pytest.mark.parametrize(
    ("text", "offset"),
    [
        ("2023-12-05 23:59 Europe/Berlin", 1),
        ("2023-07-05 23:59 Europe/Berlin", 2),
        ("2024-04-01T17:00:00+09:00", 9),
        ("2024-04-01 17:00 Z", 0),
    ],
)
def test_a_due_time_knows_its_zone_and_summer_time(text, offset):
    due = read_rubric(f"due: {text}\ntasks:\n  1 A: [{{close: a, points: 1}}]\n".encode(), "ex.yaml").due
    assert due is not None
    assert due.utcoffset() == timedelta(hours=offset)


def test_headings_may_name_a_task_or_its_chapter():
    text = "tasks:\n  1.1 A: [{close: a, points: 1}]\nheadings:\n  1: [Pen and paper]\n  1.1: Forward\n"
    assert read_rubric(text.encode(), "ex.yaml").headings == {"1": ("Pen and paper",), "1.1": ("Forward",)}


def test_what_is_only_compared_is_read_where_it_has_a_spelling():
    text = "tasks:\n  1 A: [{compare: a < b, name: n, points: 1}]\nwritten as: {a: A}\n"
    assert read_rubric(text.encode(), "ex.yaml").wanted() == {"a": "1"}


def test_every_check_is_found_under_the_name_of_its_file():
    assert {"between", "close", "compare", "review"} <= set(kinds())
    for word, kind in kinds().items():
        assert (kind.word, kind.__module__) == (word, f"grader.checks.{word}")


def test_every_kind_of_check_says_what_it_is():
    for kind in kinds().values():
        assert kind.__doc__
        assert kind.word in kind.model_fields


def test_the_check_that_contributing_shows_is_a_whole_one(tmp_path, monkeypatch):
    text = (Path(__file__).resolve().parents[2] / "CONTRIBUTING.md").read_text(encoding="utf-8")
    (tmp_path / "given.py").write_text(text.split("```python\n")[1].split("```")[0], encoding="utf-8")
    monkeypatch.setattr("grader.checks.__path__", [*grader.checks.__path__, str(tmp_path)])
    kinds.cache_clear()
    try:
        given = line("{given: y_hat, points: 1, self-check: yes}")
    finally:
        kinds.cache_clear()
        sys.modules.pop("grader.checks.given", None)
    assert (given.word, given.mark_name, given.wanted(), given.self_check) == ("given", "y_hat", ("y_hat",), True)
    assert given.run(Case(None, {})).outcome is Outcome.REVIEW


def test_a_line_cannot_be_changed():
    with pytest.raises(ValueError, match="frozen"):
        line("{close: a, points: 1}").points = 2


WORDS = "close between compare review points name mistakes from to tasks headings due a b 50% 1e-3 0,5 1/0 yes"
SIGNS = "{ } [ ] ? ' \" &x *x ! # | > % --- < and \\ \\U9 ŷ ]"
GAPS = ("1.1 A", "written as", "- ", ": ", ":", "\n", "\n  ", "\n    ", ", ", "\t", "9" * 30)
PARTS = st.sampled_from([*WORDS.split(), *SIGNS.split(), *GAPS])


def problems_of(data: bytes) -> tuple[str, ...]:
    """What is wrong with a rubric, if anything; any other exception is a bug."""
    try:
        read_rubric(data, "ex.yaml")
    except RubricError as problem:
        return problem.problems or ("",)
    return ()


PIECES = st.lists(PARTS, max_size=40).map("".join)


@given(st.one_of(st.text(), PIECES, PIECES.map(STEP.__add__)))
def test_any_text_is_a_rubric_or_a_rubric_error(text):
    for told in problems_of(text.encode("utf-8", "surrogatepass")):
        assert told.startswith("ex.yaml, line ")
        assert told.isprintable()


@given(st.binary())
def test_any_bytes_are_a_rubric_or_a_rubric_error(data):
    assert all(problems_of(data))


VALUES = st.recursive(PARTS, lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(PARTS, inner, max_size=4)), max_leaves=8)


@given(st.dictionaries(PARTS, VALUES, max_size=5), st.dictionaries(PARTS, VALUES, max_size=3))
def test_any_values_are_a_rubric_or_a_rubric_error(entry, rest):
    text = yaml.safe_dump(rest | {"tasks": {"1 A": [entry]}}, allow_unicode=True, sort_keys=False)
    assert all(problems_of(text.encode()))
