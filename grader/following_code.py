"""A wrong function and its callers: the callers once more, with the reference in its place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from grader.bench import Bench
from grader.checks.replies import judged
from grader.plan import Key, Plan
from grader.questions import Answered
from grader.run import Reply, Run
from grader.score import Outcome
from grader.stand_ins import StandIn, StandIns

FAILED = (Outcome.WRONG, Outcome.MISSING)


def followed(bench: Bench, plan: Plan, found: Mapping[Key, Answered], runs: Mapping[Key, Run]) -> dict[Key, Run]:
    """The runs, with what the callers of wrong functions give when the reference stands in for those."""
    lines = dict(plan.same)
    failed = {key: run for key, run in runs.items() if key in lines and _outcome(plan, key, run) in FAILED}
    helpers = dict(_helpers(plan, failed))
    done = dict(runs)
    for key in failed:
        if key in found:
            stubs = {name: one for name, one in helpers.items() if lines[one[0]].same != lines[key].same and _mentions(bench, name)}
            if stubs:
                done[key] = _stubbed(bench, plan, found[key], done[key], stubs)
    return done


def _outcome(plan: Plan, key: Key, run: Run) -> Outcome:
    line = dict(plan.same)[key]
    return line.judge(run, plan.asked(key, line)).outcome


def _helpers(plan: Plan, failed: Mapping[Key, Run]) -> Iterator[tuple[str, tuple[Key, Run]]]:
    """Functions of the group's that are wrong or empty, by what they are called there; what is asked `through:` other code is none."""
    lines = dict(plan.same)
    for key, run in failed.items():
        if run.function and lines[key].through is None:
            yield run.function, (key, run)


def _mentions(bench: Bench, name: str) -> bool:
    """Whether any file speaks of a function outside its own definition."""
    pattern = re.compile(rb"(?<!def )\b" + re.escape(name.encode()) + rb"\b")
    return any(pattern.search(data) for file, data in bench.material.files.items() if file.casefold().endswith((".py", ".ipynb")))


def _stubbed(bench: Bench, plan: Plan, found: Answered, run: Run, stubs: Mapping[str, tuple[Key, Run]]) -> Run:
    """A line's questions in a job of their own, where other functions are answered by the reference; kept if any of those was called."""
    lines = dict(plan.same)
    stand_ins = StandIns({name: StandIn(plan.reference, plan.asked(key, lines[key])) for name, (key, _) in stubs.items()})
    questions, replies = found.questions, list[Reply]()
    with bench.fresh() as session:
        for one in questions.asked.inputs:
            reply = questions.put(session, one, stubs=tuple(stubs), answers=stand_ins.answers)
            replies.append(reply)
            if not judged(reply, one, questions.line.rules).right:
                break
    return replace(run, stubbed=_told(replies), in_place_of=stand_ins.called) if stand_ins.called else run


def _told(replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """What was printed meanwhile is thrown away: it may hold what the reference gave."""
    return tuple(replace(reply, output="", says="", trace=()) for reply in replies)
