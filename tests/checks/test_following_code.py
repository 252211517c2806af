"""A caller of a wrong function tried once more with ours in its place: what the machine ended shows nothing, and is for a person."""

from contextlib import contextmanager

import pytest

from grader.bench import Bench
from grader.following_code import followed
from grader.jail.ended import Answered, JobEnded
from grader.plan import Plan
from grader.questions import Answered as Replies
from grader.questions import Questions
from grader.references.course_module import load_reference
from grader.rubric import read_rubric
from grader.run import Ending, Reason, Reply
from grader.score import Outcome
from grader.session import LIMITS, Material
from grader.surveyed import Definition, Survey, SurveyedFile
from grader.targets import Target

REFERENCE = """
def double(x):
    return 2 * x


def double_inputs(rng):
    yield 3


def grey(x):
    return double(x) + 1


def grey_inputs(rng):
    yield 3
"""
RUBRIC = b"""reference: tiny
tasks:
  1 Task:
    - {same: double, in: work.py, points: 1}
    - {same: grey, in: work.py, points: 1}
"""
WORK = b"def double(x):\n    return 3 * x\n\n\ndef grey(x):\n    return double(x) + 1\n"
SLEPT = JobEnded(Ending.OUT_OF_TIME, Reason.WAITED)
LOOPED = JobEnded(Ending.OUT_OF_TIME)
CRASHED = JobEnded(Ending.CRASHED)
LOST = JobEnded(Ending.FAULT)
EXITED = JobEnded(Ending.NO_RESULT, Reason.EXITED)
STARVED = {"is": "raised", "type": "RuntimeError", "message": "can't start new thread", "trace": [], "chain": [], "hint": ""}


class Jobs:
    """Jobs that call `double` once and then end as the script says, one after another."""

    def __init__(self, *script):
        self.script, self.made = list(script), []

    @contextmanager
    def job(self, _limits=LIMITS, *, silent=False):  # noqa: ARG002 - as a jail is asked
        self.made.append("job")
        yield self

    @contextmanager
    def job_alone(self, _limits=LIMITS, *, silent=False):  # noqa: ARG002 - the same
        self.made.append("alone")
        yield self

    def close(self):
        """Nothing runs."""

    def ask(self, message, _seconds):
        match message["do"]:
            case "begin":
                return Answered({"is": "ready", "survey": {"files": {}, "notes": []}}, 0.0, 0.0)
            case "load":
                return Answered({"is": "done", "value": {"notes": [], "cut": []}}, 0.0, 0.0)
        return Answered({"is": "call", "name": "double", "args": [3], "kwargs": {}}, 0.0, 0.0)

    def go_on(self, message):
        assert message == {"do": "result", "value": 6}
        ending = self.script.pop(0)
        if isinstance(ending, JobEnded):
            raise ending
        return Answered(ending if isinstance(ending, dict) else {"is": "done", "value": ending, "origin": "int"}, 0.0, 0.0)


@pytest.fixture
def caller(tmp_path):
    """The outcome of `grey`, which calls a wrong `double`, and which jobs were made for it."""
    (tmp_path / "tiny.py").write_text(REFERENCE, encoding="utf-8")
    plan = Plan(read_rubric(RUBRIC, "tiny.yaml"), load_reference(tmp_path / "tiny.py"))

    def outcome(*script):
        jobs, found, runs = Jobs(*script), {}, {}
        definitions = {name: Definition(name, 1, "written", "function", f"def {name}(x):") for name in ("double", "grey")}
        for (key, line), value in zip(plan.same, (9, 10), strict=True):
            target = Target("work.py", line.same, (line.same,), definitions[line.same])
            found[key] = Replies(Questions(line, target, plan.asked(key, line)), [Reply(Ending.FINISHED, value)], [False], [])
            runs[key] = found[key].run()
        with Bench(jobs, Material({"work.py": WORK}, {})) as bench:
            done = followed(bench, plan, Survey({"work.py": SurveyedFile("work.py", definitions=definitions)}), found, runs)
        key, line = plan.same[1]
        finding = line.judge(done[key], plan.asked(key, line))
        return finding.outcome, None if finding.proposed is None else finding.proposed.share, jobs.made

    return outcome


@pytest.mark.parametrize(
    ("script", "outcome", "made"),
    [
        ((7,), Outcome.FOLLOWS, ["job"]),
        ((8,), Outcome.WRONG, ["job"]),
        ((SLEPT, 7), Outcome.FOLLOWS, ["job", "alone"]),
        ((LOST, 7), Outcome.FOLLOWS, ["job", "alone"]),
        ((CRASHED, 8), Outcome.WRONG, ["job", "alone"]),
        ((STARVED, 7), Outcome.FOLLOWS, ["job", "alone"]),
        ((LOOPED, LOOPED), Outcome.WRONG, ["job", "alone"]),
        ((SLEPT, SLEPT), Outcome.REVIEW, ["job", "alone"]),
        ((LOST, LOST), Outcome.REVIEW, ["job", "alone"]),
        ((CRASHED, CRASHED), Outcome.REVIEW, ["job", "alone"]),
        ((STARVED, STARVED), Outcome.REVIEW, ["job", "alone"]),
        ((EXITED,), Outcome.REVIEW, ["job"]),
    ],
)
def test_a_run_with_ours_in_its_place_that_the_machine_ended_proves_nothing(caller, script, outcome, made):
    assert caller(*script) == (outcome, 0.0 if outcome is Outcome.REVIEW else None, made)
