"""The document on `grader diff` is true: its session is what is said, and every reason that can be told stands in it."""

import re
from pathlib import Path

import pytest
from results_by_hand import answer, group, mark, review, sheet

from grader.commands.diff import MOST, MOST_MARKS, told
from grader.comparing.causes import Kind
from grader.comparing.groups import Direction
from grader.comparing.sheet_facts import facts_of
from grader.comparing.sheets import compare
from grader.score import Outcome

TEXT = (Path(__file__).resolve().parents[2] / "docs" / "differences.md").read_text(encoding="utf-8")
SESSION = re.search(r"^```console\n\$ grader diff before results\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)[1]


@pytest.mark.parametrize("kind", list(Kind))
def test_every_reason_is_listed(kind):
    assert f"`{kind}`" in TEXT


@pytest.mark.parametrize("said", re.findall(r"`([^`]+)`", TEXT.split("| | what is said |")[1].split("\n\n")[0]))
def test_no_reason_is_listed_that_there_is_not(said):
    assert said in list(Kind)


@pytest.mark.parametrize("way", list(Direction))
def test_every_way_that_a_group_may_go_is_explained(way):
    assert f"`{way}`" in TEXT


def test_the_bounds_are_those_that_it_says():
    assert f"the first {MOST} of each and the first {MOST_MARKS} marks of a group" in TEXT


def step(share, low, accuracy):
    """The README's two groups."""
    y_hat = mark("y_hat", Outcome.MISTAKE, share, label="Prediction ŷ")
    first = mark("y_hat", label="Prediction ŷ")
    about = {"task": "2", "label": "Accuracy", "possible": 0.5, "rule": f"from {low} % to 99 %", "check": "between", "expected": None}
    question = review("why", task="2", possible=0.5, check="review", answer=None, rule="", expected=None)
    rest = mark("rest", points=3.0, possible=3.0)
    anna = group("anna", first, rest, mark("accuracy", points=0.5, answer=answer("94.2 %", 0.942), **about), question)
    ben = group("ben", y_hat, rest, accuracy("accuracy", answer=answer("71 %", 0.71), **about), question)
    return sheet(anna, ben, rubric_sha256=str(low), possible=5.0)


def test_the_session_is_what_is_said():
    before = step(0.5, 90, review)
    after = step(0.8, 70, lambda name, **other: mark(name, points=0.5, **other))
    assert list(told(compare(facts_of(before), facts_of(after)), everything=False)) == SESSION.splitlines()
