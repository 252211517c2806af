"""Questions that are answered beside the jail, by trusted programs: what was handed in, style, an instructor's tests.

None of them runs a group's code here: a look at files counts words, ruff parses text in a limited process, and the tests of a course
reach the group's code through jobs.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

from grader.added import added, form_of, readable_text
from grader.jail.ended import JobEnded
from grader.ruff_tool import ToolFailed, ruff
from grader.run import Ending, Question, Reason, Reply
from grader.session import ended_reply, load_may_be_to_blame
from grader.style_findings import MOST_FINDINGS, StyleFinding, about_their_lines, fits, from_rows, rows, theirs
from grader.suite.run import Judge, OpenJob, Order, Suites

MOST_FILES = 20
"""Of one name."""


@dataclass(frozen=True)
class Beside:
    """What these questions need to know of a group and its course."""

    files: Mapping[str, bytes]
    """What was handed in, by name."""
    starter: Mapping[str, bytes] = field(default_factory=dict)
    """What was handed out, by name."""
    course_file: Callable[[str], Path | None] = lambda _: None
    """Where a file of the course lies that a rubric names."""
    open_job: OpenJob | None = None
    """A new job with the group's files in place; None where nothing isolates one."""
    open_alone: OpenJob | None = None
    """The same with nothing of ours beside it, for what load may have spoilt."""
    suites: Suites | None = None
    judge: Judge | None = None


def answered(question: Question, here: Beside) -> tuple[Reply, ...]:
    """The replies to a question whose word is in WORDS."""
    return _ANSWERS[question.do](question, here)


def looked(question: Question, here: Beside) -> tuple[Reply, ...]:
    """Files of a name, each with what was added to the form of that name: `None` where it is no text."""
    found: dict[str, dict[str, int | None]] = {}
    names = [name for name in sorted(here.files) if fits(name, question.fields["file"])]
    for name in names[:MOST_FILES]:
        form = form_of(name, here.starter)
        text = readable_text(here.files[name])
        words, lines = (None, None) if text is None else added(text, form)
        copy = here.files[name] in here.starter.values()
        same = copy or (text is not None and text.split() == form.split())
        facts = {"form": int(bool(form) or copy), "same": int(same)}
        found[name] = {"bytes": len(here.files[name]), "words": words, "lines": lines, **facts}
    return (Reply(Ending.FINISHED, value=found),)


def styled(question: Question, here: Beside) -> tuple[Reply, ...]:
    """Findings about what the group wrote itself: pycodestyle, which is Python, in a job; ruff here."""
    files = theirs(here.files, here.starter, question.fields["in"])
    if not files:
        some = any(name.endswith(".py") for name in here.files)
        says = "the code is as it was handed out" if some else "no Python file was handed in"
        return (Reply(Ending.NOT_RUN, reason=Reason.UNTOUCHED if some else Reason.NO_FILE, says=says),)
    found = _ruff(question, here, files) if question.fields["tool"] == "ruff" else _in_a_job(question, here, files)
    if isinstance(found, Reply):
        return (found,)
    kept = about_their_lines(found, here.files, here.starter)
    return (Reply(Ending.FINISHED, value={"files": list(files), "findings": rows(kept)[:MOST_FINDINGS]}),)


def _ruff(question: Question, here: Beside, files: tuple[str, ...]) -> tuple[StyleFinding, ...] | Reply:
    """Findings of ruff."""
    try:
        return ruff({name: here.files[name] for name in files}, question.fields["line_length"], question.fields["rules"])
    except ToolFailed as problem:
        return Reply(Ending.NOT_RUN, reason=Reason.ENVIRONMENT, says=str(problem))


def _in_a_job(question: Question, here: Beside, files: tuple[str, ...]) -> tuple[StyleFinding, ...] | Reply:
    """Findings of a checker that is Python itself, and so might be taken over by what it reads."""
    if here.open_job is None:
        return Reply(Ending.NOT_RUN, reason=Reason.NO_ISOLATION, says=Reason.NO_ISOLATION.value)
    wanted = {"do": "style", "tool": question.fields["tool"], "files": list(files), "line_length": question.fields["line_length"]}
    try:
        with here.open_job() as job:
            message = job.ask(wanted, question.seconds).message
    except JobEnded as ended:
        return ended_reply(ended, question.seconds)
    if message.get("is") == "done" and (found := from_rows(message.get("value"), files)) is not None:
        return found
    *_, says = str(message.get("says", "")).strip().splitlines() or ["it gave no answer"]  # the last line of a traceback says it
    return Reply(Ending.NOT_RUN, reason=Reason.ENVIRONMENT, says=f"{question.fields['tool']}: {says[:300]}")


def seen_in_cells(question: Question, here: Beside) -> tuple[Reply, ...]:
    """What a job sees in the cells of a notebook, none of which it runs."""
    if here.open_job is None:
        return (Reply(Ending.NOT_RUN, reason=Reason.NO_ISOLATION, says=Reason.NO_ISOLATION.value),)
    try:
        with here.open_job() as job:
            message = job.ask({"do": question.do, **question.fields}, question.seconds).message
    except JobEnded as ended:
        return (ended_reply(ended, question.seconds),)
    if message.get("is") != "done":
        return (Reply(Ending.NOT_RUN, says=str(message.get("message") or message.get("name") or message.get("says", ""))[:300]),)
    return (Reply(Ending.FINISHED, value=message.get("value")),)


def tested(question: Question, here: Beside) -> tuple[Reply, ...]:
    """An instructor's tests over the group's code."""
    path = here.course_file(question.fields["file"])
    if path is None or here.suites is None:
        return (Reply(Ending.FAULT, says=f"there is no {question.fields['file']} in the course"),)
    if here.open_job is None:
        return (Reply(Ending.NOT_RUN, reason=Reason.NO_ISOLATION, says=Reason.NO_ISOLATION.value),)
    order = Order(str(path.resolve()), question.fields["in"], question.seconds)
    replies = here.suites.run(order, here.open_job, here.judge)
    late = {test_of(one): one for one in replies if load_may_be_to_blame(one) and outcome_of(one) == "failed"}
    if not late or here.open_alone is None:
        return replies
    again = here.suites.run(replace(order, seconds=2 * order.seconds, select=tuple(late)), here.open_alone, here.judge)
    second = {test_of(one): replace(one, first=late[test_of(one)]) for one in again if test_of(one) in late}
    return tuple(second.get(test_of(one), one) for one in replies)


def test_of(reply: Reply) -> str:
    """The name of the test that a reply is about."""
    return str(reply.value["test"]) if isinstance(reply.value, dict) else ""


def outcome_of(reply: Reply) -> str:
    """How that test ended; one that is itself wrong has no outcome that load could have spoilt."""
    return str(reply.value["outcome"]) if isinstance(reply.value, dict) else ""


_ANSWERS: Mapping[str, Callable[[Question, Beside], tuple[Reply, ...]]] = MappingProxyType(
    {"look": looked, "style": styled, "suite": tested, "protected": seen_in_cells, "live": seen_in_cells}
)
WORDS = frozenset(_ANSWERS)
"""What a question may be that never goes to a job by itself."""
