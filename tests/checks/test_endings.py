"""How each ending of a group's code is judged: what is tried again, what costs points, and what only a person can decide."""

from contextlib import contextmanager
from dataclasses import replace

import pytest
from lines_by_hand import rubric_of

from grader.bench import Bench
from grader.checks.replies import verdict
from grader.jail.ended import Answered, JobEnded
from grader.jail.limits import LIMITS
from grader.questions import Questions, answered, confirmed
from grader.records.recording import _asked
from grader.references.course_module import load_reference
from grader.run import Ending, Reason
from grader.score import Outcome
from grader.session import Material, last_lines
from grader.targets import Target

REFERENCE = """
def double(x):
    return 2 * x

def double_inputs(rng):
    yield 3,
    yield 5,

def grey(x):
    import torch
    return float(torch.ones(30_000_000).sum()) * x

def grey_inputs(rng):
    yield 0,
"""
RIGHT, OTHER = [{"is": "done", "value": 6}, {"is": "done", "value": 10}], {"is": "done", "value": 7}
NONE = {"is": "done", "value": None}


def ended(ending, reason=Reason.NONE):
    return JobEnded(ending, reason, "seen")


def raised(kind, hint=""):
    return {"is": "raised", "type": kind, "message": "no", "trace": [["work.py", 2, "double", "x"]], "hint": hint}


LOOP, CRASH, LOST = ended(Ending.OUT_OF_TIME), ended(Ending.CRASHED), ended(Ending.FAULT)
SLEEP, EXIT = ended(Ending.OUT_OF_TIME, Reason.WAITED), ended(Ending.NO_RESULT, Reason.EXITED)
FLOOD, FULL = ended(Ending.NO_RESULT, Reason.FLOOD), raised("MemoryError")


class Scripted:
    """Jobs whose questions end as they are told; the last one goes on for ever."""

    def __init__(self, *script):
        self.script = list(script)
        self.jobs = []
        """For each job that was asked something: how it was made, and the seconds that it was given."""

    @contextmanager
    def job(self, _limits=LIMITS, *, silent=False):
        yield Job(self, "silent" if silent else "job")

    @contextmanager
    def job_alone(self, _limits=LIMITS, *, silent=False):
        yield Job(self, "silent, alone" if silent else "alone")

    def close(self):
        """Nothing runs."""


class Job:
    def __init__(self, jobs, made):
        self.jobs, self.made = jobs, made

    def ask(self, message, seconds):
        if message["do"] == "begin":
            return Answered({"is": "ready", "survey": {"files": {}, "notes": []}}, 0.0, 0.0)
        if message["do"] == "load":
            return Answered({"is": "done", "value": {"notes": ["a stand-in was used"], "cut": []}}, 0.0, 0.0)
        self.jobs.jobs.append((self.made, seconds))
        told = self.jobs.script.pop(0) if len(self.jobs.script) > 1 else self.jobs.script[0]
        if isinstance(told, JobEnded):
            raise told
        return Answered(told, 0.01, 0.01)


@pytest.fixture
def asked(tmp_path):
    """The finding of a line whose questions end as a script says."""
    (tmp_path / "tiny.py").write_text(REFERENCE, encoding="utf-8")
    reference = load_reference(tmp_path / "tiny.py")

    def ask(*script, line="{same: double, seconds: 2, points: 1}", before=0, need=None):
        ((_, check),) = rubric_of(line).lines
        what = check.asked(reference, "tiny", "1")
        if need is not None:
            what = replace(what, need=need)
        ask.jobs, ask.what = Scripted(*script), what
        questions = Questions(check, Target("work.py", check.same, (check.same,)), what)
        with Bench(ask.jobs, Material({}, {})) as bench:
            if before:  # another line's question, in the same job
                bench.session().asked += before
            ask.run = confirmed(bench, answered(bench, questions)).run()
        return verdict(ask.run, what, check.rules)

    return ask


@pytest.mark.parametrize(
    ("script", "outcome", "proposed", "jobs"),
    [
        (RIGHT, Outcome.RIGHT, None, [("job", 2.0)] * 2),
        ([LOOP, *RIGHT], Outcome.RIGHT, None, [("job", 2.0), ("alone", 4.0), ("job", 2.0)]),
        ([LOOP, LOOP], Outcome.WRONG, None, [("job", 2.0), ("alone", 4.0)]),
        ([SLEEP, SLEEP], Outcome.REVIEW, Outcome.WRONG, [("job", 2.0), ("alone", 4.0)]),
        ([SLEEP, *RIGHT], Outcome.RIGHT, None, [("job", 2.0), ("alone", 4.0), ("job", 2.0)]),
        ([CRASH, CRASH], Outcome.REVIEW, Outcome.WRONG, [("job", 2.0), ("alone", 4.0)]),
        ([CRASH, *RIGHT], Outcome.RIGHT, None, [("job", 2.0), ("alone", 4.0), ("job", 2.0)]),
        ([LOST, LOST], Outcome.FAULT, None, [("job", 2.0), ("alone", 4.0)]),
        ([LOST, *RIGHT], Outcome.RIGHT, None, [("job", 2.0), ("alone", 4.0), ("job", 2.0)]),
        ([EXIT], Outcome.REVIEW, Outcome.WRONG, [("job", 2.0)]),
        ([ended(Ending.NO_RESULT, Reason.PROTOCOL)], Outcome.REVIEW, Outcome.WRONG, [("job", 2.0)]),
        ([ended(Ending.NO_RESULT, Reason.TOO_LARGE)], Outcome.REVIEW, Outcome.WRONG, [("job", 2.0)]),
        ([FLOOD, *RIGHT], Outcome.RIGHT, None, [("job", 2.0), ("silent", 2.0), ("silent", 2.0)]),
        ([FLOOD, OTHER], Outcome.WRONG, None, [("job", 2.0), ("silent", 2.0), ("silent", 2.0)]),
        ([FLOOD, LOOP, LOOP], Outcome.WRONG, None, [("job", 2.0), ("silent", 2.0), ("silent, alone", 4.0)]),
        ([NONE], Outcome.MISSING, None, [("job", 2.0)] * 2),
        ([NONE, RIGHT[1]], Outcome.WRONG, None, [("job", 2.0)] * 2),
        ([raised("NotImplementedError")], Outcome.MISSING, None, [("job", 2.0)] * 2),
        ([raised("KeyError")], Outcome.WRONG, None, [("job", 2.0)] * 2),
        ([raised("AttributeError", "removed from numpy")], Outcome.REVIEW, None, [("job", 2.0)] * 2),
        ([raised("ModuleNotFoundError", "missing package x")], Outcome.REVIEW, Outcome.WRONG, [("job", 2.0)] * 2),
        ([raised("AttributeError", "through 1")], Outcome.REVIEW, None, [("job", 2.0)] * 2),
        ([raised("MemoryError", "through 2")], Outcome.REVIEW, None, [("job", 2.0)] * 2),
        ([raised("AttributeError", "through the wall")], Outcome.WRONG, None, [("job", 2.0)] * 2),
        ([OTHER, raised("AttributeError", "through 1")], Outcome.WRONG, None, [("job", 2.0)] * 2),
        ([raised("FileNotFoundError", "data file")], Outcome.REVIEW, None, [("job", 2.0)] * 2),
    ],
    ids=str,
)  # fmt: skip
def test_what_an_ending_comes_to(asked, script, outcome, proposed, jobs):
    found = asked(*script)
    assert (found.outcome, found.proposed and found.proposed.outcome) == (outcome, proposed), found.says
    assert asked.jobs.jobs[: len(jobs)] == jobs
    assert found.proposed is None or found.proposed.share == 0


def test_a_slip_in_through_is_told_to_the_group_in_a_line_and_to_the_instructor_with_its_place(asked):
    line = "{same: double, through: answer = double(x).shap, points: 1}"
    failed = {**raised("AttributeError", "through 1"), "message": "'int' object has no attribute 'shap'", "trace": []}
    found = asked(RIGHT[0], failed, line=line)
    assert (
        found.says == "line 1 of the rubric's own `through:` fails: AttributeError: 'int' object has no attribute 'shap'; a person decides"
    )
    ((_, check),) = rubric_of(line).lines
    judged = check.judge(asked.run, asked.what)
    assert (judged.outcome, judged.says) == (found.outcome, found.says)
    assert judged.detail.startswith("tiny.yaml, line 4: try `through:` on your own solution")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"is": "absent", "name": "weigths"}, "`weigths` is not there when the file runs; a person decides"),
        ({"is": "absent", "name": "a b`"}, "it is not there when the file runs; a person decides"),
        ({"is": "absent"}, "it is not there when the file runs; a person decides"),
    ],
)
def test_a_name_that_is_not_there_is_told(asked, told, says):
    found = asked(told)
    assert (found.outcome, found.says) == (Outcome.REVIEW, says)


def test_both_times_are_told(asked):
    found = asked(LOOP)
    assert found.says.endswith("not done after 2 s of processor time; tried again alone: not done after 4 s of processor time")
    assert asked.run.replies[0].first.ending is Ending.OUT_OF_TIME


@pytest.mark.parametrize(
    ("script", "outcome", "says"),
    [
        ([OTHER, RIGHT[1], OTHER], Outcome.WRONG, "1 of 2 inputs right"),
        ([OTHER, RIGHT[1], RIGHT[0]], Outcome.REVIEW, "after other questions it is wrong (7 is not right), asked alone it is right"),
        ([raised("KeyError"), RIGHT[1], RIGHT[0]], Outcome.REVIEW, "it fails (KeyError: no (work.py, line 2: `x`)), asked alone it is"),
        ([OTHER, RIGHT[1], raised("KeyError")], Outcome.REVIEW, "it is wrong (7 is not right), asked alone it fails (KeyError: no"),
        ([raised("KeyError"), RIGHT[1], raised("KeyError")], Outcome.WRONG, "KeyError"),
        ([OTHER, RIGHT[1], LOOP, RIGHT[0]], Outcome.REVIEW, "asked alone it is right"),
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_after_other_questions_is_asked_alone(asked, script, outcome, says):
    found = asked(*script, before=1)
    assert found.outcome is outcome
    assert says in found.says


def test_what_came_alone_goes_on_record_with_whether_it_is_right(asked):
    found = asked(OTHER, RIGHT[1], RIGHT[0], before=1)
    shown = _asked(asked.run.replies[0], found.ran.right[0], found.ran.alone[0])
    assert (shown.right, shown.alone.right) == (False, True)


def test_a_draw_that_no_seed_repeats_is_for_a_person(asked):
    found = asked(RIGHT[0], OTHER, line="{same: double, seconds: 2, random: yes, points: 1}")
    assert found.outcome is Outcome.REVIEW
    assert "with the same seed it gives another value" in found.says


@pytest.mark.parametrize(("need", "outcome"), [(LIMITS.memory // 8, Outcome.WRONG), (LIMITS.memory // 8 + 1, Outcome.REVIEW)])
def test_too_much_memory_is_a_mistake_only_where_ours_needs_little(asked, need, outcome):
    found = asked(FULL, need=need)
    assert found.outcome is outcome
    assert "work.py, line 2" in found.says


def test_what_torch_needs_is_counted_too(asked):
    """Neither Python nor numpy knows of it; 120 MB are a bit less than an eighth of the limit, and very much more than nothing."""
    pytest.importorskip("torch")
    asked({"is": "done", "value": 0.0}, line="{same: grey, points: 1}")
    assert 60e6 < asked.what.need < LIMITS.memory / 4


def test_what_a_file_needed_stands_with_every_line_about_it(asked):
    asked(*RIGHT)
    assert asked.run.notes == ("a stand-in was used",)
    session = Bench(Scripted(*RIGHT), Material({}, {})).session()
    for _ in range(2):
        before = len(session.notes)
        session.load("work.py")
        assert session.notes[before:] == ["a stand-in was used"]


DUMP = """about to fall
Fatal Python error: Segmentation fault

Current thread 0x00007f3 (most recent call first):
  File "/usr/lib/python3.11/ctypes/__init__.py", line 519 in string_at
  File "/job/submission/lib/work.py", line 9 in fall
  File "/job/submission/lib/work.py", line 20 in total

Extension modules: numpy (total: 12)
"""


def test_a_crash_tells_the_groups_last_lines_and_no_address():
    printed, lines = last_lines(DUMP)
    assert printed == "about to fall\n"
    assert [(line.file, line.line, line.function) for line in lines] == [("lib/work.py", 20, "total"), ("lib/work.py", 9, "fall")]
    assert last_lines("Fatal\n") == ("Fatal\n", ())
