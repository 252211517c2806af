"""A line about what was read is judged once, and anew for each thing that decides it: another tolerance judges its own line alone."""

from dataclasses import replace

import pytest

from grader import judged as judging
from grader.collect import Collected
from grader.formalities.handed_in import HandedIn, Person
from grader.formulas.attempt import Written
from grader.ground import LIBRARIES
from grader.judged import Judging
from grader.references.course_module import load_reference
from grader.rubric import read_rubric
from grader.score import Finding, Flag, Outcome, Proposal
from grader.shelf import Shelf, Stage
from grader.work import Versions

REFERENCE = '''"""A tiny course."""


def total():
    """The total: of all."""
    return 14.0


def half(total):
    return total / 2
'''
RUBRIC = """title: Tiny
reference: tiny
tasks:
  1 Task:
    - {close: total, within: 1%, label: In all, points: 1}
    - {close: half, points: 1}
  2 More:
    - {between: total, name: size, from: 1, to: 20, points: 1}
"""
ALL = ["half", "size", "total"]
FOUND = Finding(
    Outcome.REVIEW,
    "said",
    0.5,
    "rule",
    expected=((1.0, 2.5), (0.1, -3.0)),
    proposed=Proposal(Outcome.MISTAKE, 0.25),
    flags=(Flag.CHARGED,),
    carried=("total",),
    detail="more",
)


@pytest.fixture
def judged(tmp_path):
    """The lines that are judged of a submission, and what they come to."""

    def of(shelf, rubric=RUBRIC, reference=REFERENCE, name="tiny.yaml", finding=FOUND, **more):
        (tmp_path / "tiny.py").write_text(reference, encoding="utf-8")
        sheet = read_rubric(rubric.encode(), name)
        every = Judging(sheet, load_reference(tmp_path / "tiny.py"), more.get("versions", Versions("reader 1", "search 1")))
        collected = Collected((), {}, formulas=more.get("formulas", {}))
        one = every.of(shelf, more.get("content", "content"), collected, more.get("handed", HandedIn()))
        done, found = [], {}
        for task, line in sheet.lines:
            key = task.id, line.mark_name
            found[line.mark_name] = one.finding(key, lambda: done.append(key[1]) or finding)  # noqa: B023 - called at once
        one.keep()
        return sorted(done), found

    return of


@pytest.fixture
def first(judged):
    """What one batch leaves."""
    shelf = Shelf()
    assert judged(shelf)[0] == ALL
    return shelf.used


def test_nothing_is_judged_twice_and_it_comes_out_as_it_went_in(judged, first):
    shelf = Shelf(first)
    assert judged(shelf, finding=None) == ([], dict.fromkeys(ALL, FOUND))
    assert (shelf.used, shelf.added, shelf.gone) == (first, set(), frozenset())


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [
        ("within: 1%", "within: 2%", ["total"]),
        ("within: 1%", "within: 0.01", ["total"]),
        ("within: 1%", "digits: 3", ["total"]),
        ("close: half,", "close: half, mistakes: {total: 50%},", ["half"]),
        ("close: half,", "close: half, name: other,", ["other"]),
        ("to: 20", "to: 21", ["size"]),
        ("  2 More", "  3 More", ["size"]),
        ("  2 More", "\n  2 More", ["size"]),
        ("label: In all", "label: The whole", ALL),
        ("points: 1", "points: 2", []),
        ("points: 1", "points: 1, bonus: yes", []),
        ("points: 1", "points: 1, visibility: hidden", []),
        ("title: Tiny", "title: Small", []),
    ],
)
def test_what_the_rubric_says_judges_the_lines_that_it_decides(judged, first, old, new, again):
    assert old in RUBRIC
    assert judged(Shelf(first), RUBRIC.replace(old, new))[0] == again


@pytest.mark.parametrize(
    "change",
    [
        {"reference": REFERENCE.replace("14.0", "15.0")},
        {"reference": REFERENCE.replace("The total", "A total")},
        {"name": "other.yaml"},
        {"versions": Versions("reader 2", "search 1")},
        {"versions": Versions("reader 1", "other names")},
        {"content": "another submission"},
        {"handed": HandedIn(people=(Person("Anna Nowak", "123456"),))},
        {"handed": HandedIn(packed="zip")},
        {"handed": HandedIn(files=("answers.md",))},
        {"formulas": {"total": Written(why="none")}},
    ],
    ids=lambda change: next(iter(change)),
)
def test_whatever_else_a_finding_hangs_on_judges_all_of_them(judged, first, change):
    assert judged(Shelf(first), **change)[0] == ALL


def test_beside_a_formula_any_other_rubric_judges_all_of_them(judged):
    """What a formula is tried with hangs on the symbols and formulas of the whole sheet."""
    written, shelf = {"formulas": {"total": Written(why="none")}}, Shelf()
    judged(shelf, **written)
    assert judged(Shelf(shelf.used), **written)[0] == []
    assert judged(Shelf(shelf.used), RUBRIC.replace("title: Tiny", "title: Small"), **written)[0] == ALL


@pytest.mark.parametrize(
    ("place", "name"), [("our_own", ()), ("python_version", ()), *(("installed_version", (library,)) for library in LIBRARIES)]
)
def test_another_grader_or_another_library_judges_all_of_them(judged, first, monkeypatch, place, name):
    really = getattr(judging, place)
    monkeypatch.setattr(judging, place, lambda *asked: "another" if asked == name else really(*asked))
    assert judged(Shelf(first))[0] == ALL


def test_a_fault_of_ours_is_judged_again(judged):
    shelf = Shelf()
    judged(shelf, finding=replace(FOUND, outcome=Outcome.FAULT))
    assert judged(Shelf(shelf.used))[0] == ALL


def test_what_no_line_asks_for_any_more_is_forgotten(judged, first):
    shelf = Shelf(first)
    judged(shelf, RUBRIC.replace("    - {close: half, points: 1}\n", "\n"))
    assert judged(Shelf(shelf.used))[0] == ["half"], "and all others are there"


@pytest.mark.parametrize("damage", [b"", b"[]", b"3", b'{"x": 1}', b"\xff", b"[" * 100_000])
def test_what_is_damaged_is_judged_again(judged, first, damage):
    hurt = Shelf(first)
    ((stage, key),) = first
    assert stage is Stage.JUDGE
    hurt.keep(stage, key, damage)
    assert judged(Shelf(hurt.used)) == (ALL, dict.fromkeys(ALL, FOUND))


def test_one_finding_that_is_damaged_is_judged_again_alone(judged, first):
    hurt, (name,) = Shelf(first), first
    text = hurt.recall(*name).decode()
    hurt.keep(*name, text.replace("Finding", "Sinding", 1).encode())
    assert len(judged(Shelf(hurt.used))[0]) == 1
