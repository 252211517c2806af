"""A wrong function and its callers: the callers once more, with the reference in its place; where that cannot be, for a person."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from grader.asked import Asked
from grader.bench import Bench
from grader.checks.replies import judged
from grader.plan import Key, Plan
from grader.questions import GOES_ON, Answered, Questions
from grader.run import Ending, Reason, Reply, Run
from grader.score import Outcome
from grader.session import load_may_be_to_blame
from grader.stand_ins import StandIn, StandIns
from grader.surveyed import Survey
from grader.targets import Target

_WORD = re.compile(r"[^\W\d]\w*")
_Stubbed = tuple[tuple[Reply, ...], tuple[str, ...], tuple[str, ...]]
FAILED = (Outcome.WRONG, Outcome.MISSING)


def followed(bench: Bench, plan: Plan, survey: Survey, found: Mapping[Key, Answered], runs: Mapping[Key, Run]) -> dict[Key, Run]:
    """The runs, with what the callers of wrong functions give when the reference stands in for those, or that nothing can."""
    lines = dict(plan.same)
    judged_right = {key for key, one in found.items() if one.right}
    failed = {key: run for key, run in runs.items() if key in lines.keys() - judged_right and _outcome(plan, key, run) in FAILED}
    helpers = dict(_helpers(plan, failed))
    done = dict(runs)
    for key in failed:
        if key in found:
            stubs = {name: one for name, one in helpers.items() if lines[one[0]].key != lines[key].key and _mentions(bench, name)}
            if stubs:
                done[key] = _stubbed(bench, plan, found[key], done[key], stubs)
            others = (run.function for other, run in failed.items() if not lines[other].stands_in and lines[other].key != lines[key].key)
            done[key] = _leaning(bench, survey, found[key], done[key], set(others) - {"", done[key].function})
    return done


def _leaning(bench: Bench, survey: Survey, found: Answered, run: Run, wrong: Iterable[str]) -> Run:
    """A run that tells what it uses of the group's that was wrong, and in whose place nothing of ours can stand: a class, most often."""
    words = _spoken_of(bench, survey, found.questions.target)
    used = (name for name in sorted(wrong) if words & {name, *_aliases(bench, name)})
    return replace(run, leans_on=tuple(dict.fromkeys((*run.leans_on, *used))))


def _spoken_of(bench: Bench, survey: Survey, target: Target) -> set[str]:
    """All words of a function's text, and of the texts of the group's functions and classes that are among them, and so on."""
    texts: dict[str, list[str]] = {}
    for file in survey.files.values():
        for name, one in file.definitions.items():
            texts.setdefault(name.partition(".")[0], []).append(one.source)
    own = (
        target.definition.source if target.definition is not None else bench.material.files.get(target.file, b"").decode("utf-8", "replace")
    )
    words, waiting = set[str](), set(_WORD.findall(own))
    while waiting:
        words |= waiting
        waiting = {word for name in waiting for text in texts.pop(name, ()) for word in _WORD.findall(text)} - words
    return words


def _aliases(bench: Bench, name: str) -> Iterator[str]:
    """What else a name is called where it is imported."""
    pattern = re.compile(rb"\b" + re.escape(name.encode()) + rb"\s+as\s+(\w+)")
    for file in _programs(bench):
        yield from (found.decode("utf-8", "replace") for found in pattern.findall(bench.material.files[file]))


def _programs(bench: Bench) -> Iterator[str]:
    """The files that may hold code."""
    return (file for file in bench.material.files if file.casefold().endswith((".py", ".ipynb")))


def _outcome(plan: Plan, key: Key, run: Run) -> Outcome:
    line = dict(plan.same)[key]
    return line.judge(run, plan.asked(key, line)).outcome


def _helpers(plan: Plan, failed: Mapping[Key, Run]) -> Iterator[tuple[str, tuple[Key, Run]]]:
    """Functions of the group's that are wrong or empty, by what they are called there; what is asked `through:` other code is none."""
    lines = dict(plan.same)
    for key, run in failed.items():
        if run.function and lines[key].stands_in:
            yield run.function, (key, run)


def _mentions(bench: Bench, name: str) -> bool:
    """Whether any file speaks of a function outside its own definition."""
    pattern = re.compile(rb"(?<!def )\b" + re.escape(name.encode()) + rb"\b")
    return any(pattern.search(bench.material.files[file]) for file in _programs(bench))


def _stubbed(bench: Bench, plan: Plan, found: Answered, run: Run, stubs: Mapping[str, tuple[Key, Run]]) -> Run:
    """A line's questions in a job of their own, where other functions are answered by the reference; kept if any of those was called."""
    target = found.questions.target
    lost = bench.refused.get((target.file, target.whole))
    if lost is not None:  # it is loaded before anything can stand in
        return run if _tells(lost) else replace(run, leans_on=tuple(stubs))
    helpers = {name: plan.asked(key, dict(plan.same)[key]) for name, (key, _) in stubs.items()}
    ours = sorted((name, bench.kept.drawn.hash_of(asked)) for name, asked in helpers.items())
    what = (*found.questions.what(bench), "ours", ours, plan.reference.sha256)
    kept, called, refused = bench.kept.kept(what, partial(_once_or_twice, bench, plan, found, helpers), partial(_enough, found.questions))
    replies = kept[: _asked_for(found.questions, kept)]
    if not _tells(replies[-1]):  # it was ended before it could show whether it follows
        return replace(run, leans_on=called or tuple(helpers))
    return replace(run, stubbed=_told(replies), in_place_of=called, leans_on=refused) if called else run


def _once_or_twice(bench: Bench, plan: Plan, found: Answered, helpers: Mapping[str, Asked]) -> _Stubbed:
    """The replies, and which functions were called and which could not answer; once more alone where load may be to blame."""
    stand_ins, replies = _with_ours(bench, plan, found, helpers)
    if load_may_be_to_blame(replies[-1]):
        stand_ins, replies = _with_ours(bench, plan, found, helpers, alone=True)
    return tuple(replies), stand_ins.called, tuple(sorted(stand_ins.refused))


def _asked_for(questions: Questions, replies: Sequence[Reply]) -> int:
    """How many inputs are asked: up to the first that is not right, by the rules as they are now."""
    inputs, rules = questions.asked.inputs, questions.line.rules
    right = (judged(reply, one, rules).right for reply, one in zip(replies, inputs, strict=False))
    return next((at + 1 for at, good in enumerate(right) if not good), len(inputs))


def _enough(questions: Questions, found: _Stubbed) -> bool:
    """Whether as many were asked before as the rules ask for now."""
    return _asked_for(questions, found[0]) <= len(found[0])


def _with_ours(
    bench: Bench, plan: Plan, found: Answered, helpers: Mapping[str, Asked], *, alone: bool = False
) -> tuple[StandIns, list[Reply]]:
    """The replies, up to the first that is not right, and what stood in for other functions."""
    stand_ins = StandIns({name: StandIn(plan.reference, asked) for name, asked in helpers.items()})
    questions, replies = found.questions, list[Reply]()
    with bench.fresh(alone=alone) as session:
        for one in questions.asked.inputs:
            reply = questions.put(session, one, 2.0 if alone else 1.0, tuple(helpers), stand_ins.answers)
            replies.append(reply)
            if not judged(reply, one, questions.line.rules).right:
                break
    return stand_ins, replies


def _tells(reply: Reply) -> bool:
    """Whether an ending is the group's own: a value, an exception that no load explains, or processor time used up, alone too."""
    if reply.ending is Ending.OUT_OF_TIME:
        return reply.reason is Reason.NONE
    return reply.ending in GOES_ON and not load_may_be_to_blame(reply)


def _told(replies: Sequence[Reply]) -> tuple[Reply, ...]:
    """What was printed meanwhile is thrown away: it may hold what the reference gave."""
    return tuple(replace(reply, output="", says="", trace=()) for reply in replies)
