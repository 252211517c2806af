"""Of all results `grader decide` reads one group's alone, and what counts is results.json, whatever became of the store beside it."""

import json
import os
import shutil
from contextlib import closing
from io import StringIO

import pytest
from deciding import MORNING, copied, office
from programs import CourseFolder

from grader.commands.decide import Order, run_decide
from grader.commands.terminal import Terminal
from grader.course import Course
from grader.decisions.decision import Wish
from grader.decisions.decisions_file import FILE, read_decisions
from grader.errors import CommandError
from grader.records import looked_up
from grader.records.finals import Final
from grader.records.results import read_results, submission_text
from grader.records.store import Store, connected


@pytest.fixture(scope="module")
def marked_once(tmp_path_factory):
    made = office(CourseFolder(tmp_path_factory.mktemp("faculty") / "course"))
    made.grade()
    return made


@pytest.fixture
def step(marked_once, tmp_path):
    return copied(marked_once, tmp_path / "course")


@pytest.fixture
def whole(monkeypatch):
    """Told of each time that all results are read."""
    told = []
    monkeypatch.setattr(looked_up, "read_results", lambda path: told.append(path) or read_results(path))
    return told


def run(step, wished=None, *, withdraw=False):
    out, err = StringIO(), StringIO()
    run_decide(Order(Course(step.course.folder), step.place, wished, withdraw), Terminal(out, err))
    assert not err.getvalue()
    return out.getvalue()


def right(group="slip"):
    return Wish(group, None, "y_hat", outcome="right", by="A. Tutor", at=MORNING)


def test_one_group_is_looked_up_and_the_others_are_not_read(step, whole):
    run(step, right())
    assert whole == []
    looked = (step.place / FILE).read_bytes()
    assert "look again" not in run(step)
    assert run(step).count("slip 1.1 y_hat: right, all points") == 1
    assert run(step, right(), withdraw=True).startswith("slip 1.1 y_hat: taken back")
    assert whole == []
    (step.place / "store.sqlite").unlink()
    run(step, right())
    assert (len(whole), (step.place / FILE).read_bytes()) == (1, looked)
    assert not (step.place / "store.sqlite").exists(), "who only reads makes no store"


def test_also_after_a_change_was_marked(step, whole):
    step.change("submissions/step/slip/paper.md", "ŷ = 301", "ŷ = 302")
    step.grade()
    run(step, right())
    (decision,) = read_decisions(step.place, "step").every
    assert (whole, decision.basis.read) == ([], "302 (paper.md, line 3)")
    step.grade()
    assert run(step).splitlines()[0] == "step: 1 decision"
    assert whole == []


def another_run(step):
    step.change("submissions/step/slip/paper.md", "ŷ = 301", "ŷ = 302")
    other = step.place.parent / "other"
    shutil.copytree(step.place, other)
    (other / "store.sqlite").unlink()
    step.grade()
    shutil.copy(other / "results.json", step.place / "results.json")


def by_hand(step):
    path = step.place / "results.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"text": "301"', '"text": "299"'), encoding="utf-8")


def by_a_program(step):
    path = step.place / "results.json"
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=2), encoding="utf-8")


def a_run_that_was_killed(step):
    """What came of it lies in the store, and results.json is as it was."""
    (submission,) = (one for one in read_results(step.place / "results.json").submissions if one.group == "slip")
    with Store.open(step.place) as store:
        text = submission_text(submission.model_copy(update={"content_sha256": "later"}))
        store.add_finals({"slip": Final("", "", text)})


def damaged(step):
    (step.place / "store.sqlite").write_bytes(b"SQLite format 3\0" + os.urandom(4000))


def of_an_old_version(step):
    with closing(connected(step.place / "store.sqlite")) as connection:
        connection.execute("DROP TABLE finals")


def forgotten(step):
    with Store.open(step.place) as store:
        store.keep_only(["right"])


AMISS = (another_run, by_hand, by_a_program, a_run_that_was_killed, damaged, of_an_old_version, forgotten)


@pytest.mark.parametrize("change", AMISS, ids=lambda change: change.__name__)
def test_where_the_store_has_something_else_results_json_counts(step, whole, change):
    change(step)
    run(step, right())
    (decision,) = read_decisions(step.place, "step").every
    assert len(whole) == 1
    (submission,) = (one for one in read_results(step.place / "results.json").submissions if one.group == "slip")
    (mark,) = (mark for mark in submission.marks if mark.name == "y_hat")
    assert (decision.basis.handed_in, decision.basis.read) == (submission.content_sha256, f"{mark.answer.text} (paper.md, line 3)")


def test_damage_at_another_group_is_told_all_the_same(step):
    path = step.place / "results.json"
    path.write_bytes(path.read_bytes()[:-20])
    with pytest.raises(CommandError, match=r"results\.json: .*; `grader grade` writes it anew"):
        run(step, right(group="right"))
    assert not (step.place / FILE).exists()
