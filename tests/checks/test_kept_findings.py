"""What functions of a group came to is judged once, and anew for each thing that decides it; what another try may change is not kept."""

from dataclasses import replace

import numpy as np
import pytest

from grader import kept_findings
from grader.kept_findings import decided_by, findings_of
from grader.kept_runs import KeptRuns
from grader.plan import Plan
from grader.references.course_module import load_reference
from grader.rubric import read_rubric
from grader.run import CodeLine, Ending, Reason, Reply, Run
from grader.score import Flag, Outcome
from grader.shelf import Shelf, Stage

REFERENCE = '''"""A tiny course."""


def double(x):
    return 2 * x


def double_inputs(rng):
    yield 3


def thrice(x):
    """You took it three times."""
    return 3 * x
'''
RUBRIC = """title: Tiny
reference: tiny
tasks:
  1 Task:
    - {same: double, in: work.py, mistakes: {thrice: 50%}, points: 1}
    - {close: double, name: total, points: 1}
"""
KEY = ("1", "double")
DONE = Run((Reply(Ending.FINISHED, 6, "int", output="six", cpu=0.25),), "work.py", 1, "double", "def double(x):", ("moved",), around="more")
FAILED = Reply(Ending.RAISED, says="ValueError: no", trace=(CodeLine("work.py", 2, "double", "raise ValueError"),))
LATE = Reply(Ending.OUT_OF_TIME, says="not done after 10 s")


@pytest.fixture
def plan_of(tmp_path):
    """The plan of a rubric and a reference."""

    def made(rubric=RUBRIC, reference=REFERENCE, name="tiny.yaml"):
        (tmp_path / "tiny.py").write_text(reference, encoding="utf-8")
        return Plan(read_rubric(rubric.encode(), name), load_reference(tmp_path / "tiny.py"))

    return made


@pytest.fixture
def kept(plan_of):
    """Findings through a shelf, and how often they were worked out so far."""
    done = []

    def found(shelf, plan=None, run=DONE, base="files", complete=True):
        plan = plan_of() if plan is None else plan

        def work():
            done.append(run)
            shelf.keep(Stage.RUN, "a run of its own", b"kept")
            return findings_of(plan, {KEY: run})

        return kept_findings.kept_findings(KeptRuns(shelf, base), (decided_by(plan), complete), work), len(done)

    return found


def test_a_finding_comes_out_as_it_went_in_and_nothing_is_judged_again(kept):
    first = Shelf()
    found, _ = kept(first)
    again, done = kept(Shelf(first.used))
    assert (again, done) == (found, 1)
    assert (again[KEY].outcome, again[KEY].ran.run.source, again[KEY].ran.right) == (Outcome.RIGHT, "def double(x):", (True,))


def test_the_evidence_holds_no_value_that_code_gave(kept):
    bare = [Reply(Ending.FINISHED, np.ones(9), first=Reply(Ending.FINISHED, 7), alone=Reply(Ending.FINISHED, 8))]
    found, _ = kept(Shelf(), run=replace(DONE, replies=tuple(bare), stubbed=(Reply(Ending.FINISHED, 5),)))
    run = found[KEY].ran.run
    assert [reply.value for reply in (*run.replies, run.replies[0].first, run.replies[0].alone, *run.stubbed)] == [None] * 4


@pytest.mark.parametrize(
    ("old", "new", "done"),
    [
        ("in: work.py,", "in: other.py,", 2),
        ("in: work.py,", "in: work.py, within: 1%,", 2),
        ("in: work.py,", "in: work.py, shape: ravel,", 2),
        ("50%", "25%", 2),
        ("{thrice: 50%}", "{thrice: 50%}, unless: {thrice: more}", 2),
        ("  1 Task", "\n  1 Task", 2),
        ("points: 1}\n    - {close", "points: 2}\n    - {close", 1),
        ("points: 1}\n    - {close", "points: 1, bonus: yes, label: Twice, visibility: hidden}\n    - {close", 1),
        ("name: total,", "name: total, within: 1%,", 1),
        ("title: Tiny", "title: Small", 1),
    ],
)
def test_what_a_rubric_says_of_a_function_judges_it_anew_and_nothing_else_does(kept, plan_of, old, new, done):
    assert old in RUBRIC
    first = Shelf()
    kept(first)
    assert kept(Shelf(first.used), plan_of(RUBRIC.replace(old, new)))[1] == done


@pytest.mark.parametrize(
    "change",
    [
        {"plan": {"reference": REFERENCE.replace("return 2 * x", "return x + x")}},
        {"plan": {"reference": REFERENCE.replace("yield 3", "yield 4")}},
        {"plan": {"reference": REFERENCE.replace("three times.", "thrice.")}},
        {"plan": {"name": "other.yaml"}},
        {"base": "other files, another jail"},
        {"complete": False},
    ],
)
def test_the_reference_and_all_that_code_is_given_judge_it_anew(kept, plan_of, change):
    first = Shelf()
    kept(first)
    change = {**change, "plan": plan_of(**change.get("plan", {}))}
    assert kept(Shelf(first.used), **change)[1] == 2


@pytest.mark.parametrize(
    "reply",
    [
        LATE,
        replace(FAILED, first=LATE),
        replace(FAILED, alone=LATE),
        Reply(Ending.OUT_OF_MEMORY),
        Reply(Ending.CRASHED),
        Reply(Ending.NO_RESULT, reason=Reason.FLOOD),
        Reply(Ending.FAULT, says="the fork server was lost"),
        Reply(Ending.NOT_RUN, reason=Reason.NO_ISOLATION),
    ],
)
def test_what_a_clock_a_limit_or_a_machine_decided_is_looked_at_again(kept, reply):
    for run in (replace(DONE, replies=(reply,)), replace(DONE, replies=(FAILED,), stubbed=(reply,))):
        first = Shelf()
        _, before = kept(first, run=run)
        assert kept(Shelf(first.used), run=run)[1] == before + 1


@pytest.mark.parametrize("reply", [FAILED, Reply(Ending.NOT_RUN, reason=Reason.NO_FUNCTION, says="no function `double`")])
def test_what_comes_again_whenever_it_is_asked_is_kept(kept, reply):
    first = Shelf()
    found, _ = kept(first, run=replace(DONE, replies=(reply,)))
    assert kept(Shelf(first.used), run=DONE) == (found, 1)


def test_a_check_that_fails_is_tried_again(kept, plan_of, monkeypatch):
    plan, first = plan_of(), Shelf()
    with monkeypatch.context() as patch:
        patch.setattr(type(plan.same[0][1]), "run", lambda *_: 1 / 0)
        assert kept(first, plan)[0][KEY].outcome is Outcome.FAULT
    found, done = kept(Shelf(first.used), plan)
    assert (found[KEY].outcome, done) == (Outcome.RIGHT, 2)


def test_the_runs_behind_a_finding_stay_kept_as_long_as_it_does(kept):
    first, second, third = Shelf(), None, None
    kept(first)
    second = Shelf(first.used)
    kept(second)
    assert second.used == first.used
    assert not second.added
    assert not second.gone
    third = Shelf({name: value for name, value in first.used.items() if name != (Stage.RUN, "a run of its own")})
    assert kept(third)[1] == 2, "one whose runs are gone is worked out again, with its runs"


@pytest.mark.parametrize("damage", [b"", b"[]", b'["",["",1],3]', b'["Finding"]', b"\xff"])
def test_what_is_damaged_is_worked_out_again(kept, damage):
    first = Shelf()
    kept(first)
    hurt = Shelf(first.used)
    for stage, name in first.used:
        if name != "a run of its own":
            hurt.keep(stage, name, damage)
    found, done = kept(hurt)
    assert (found[KEY].outcome, done) == (Outcome.RIGHT, 2)


def test_all_that_a_finding_may_say_is_kept():
    every = {KEY: kept_findings.Finding(Outcome.REVIEW, "said", 0.5, "rule", proposed=kept_findings.Proposal(Outcome.MISTAKE, 0.25))}
    every[KEY] = replace(every[KEY], flags=(Flag.CHARGED,), carried=("x",), detail="more", expected=((1.0, 2.0),))
    form = kept_findings.FINDINGS
    assert form.from_json(form.to_json(every)) == every
