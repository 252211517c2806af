"""A person's wish beside the results: whose line is meant, whether it can be decided so, and what the decision is made on."""

import math
from collections.abc import Callable, Iterable

from grader.decisions.basis import basis_of
from grader.decisions.decision import LONGEST_NAME, LONGEST_NOTE, LONGEST_VALUE, OUTCOMES, Decision, Line, Wish
from grader.decisions.remarked import Sheet
from grader.decisions.values import value_read
from grader.errors import CommandError
from grader.legible import encodable
from grader.nearest import did_you_mean, quoted
from grader.records.results import MarkResult, Results, SubmissionResult
from grader.reporting.wording import points as said_points
from grader.score import Outcome

MOST_NAMED = 8


def decision_on(results: Results, wish: Wish, sheet: Callable[[], Sheet]) -> Decision:
    """The decision that is wished for; CommandError in one line where there can be none. `sheet` is needed only for a value."""
    submission = _group(results, encodable(wish.group))
    mark = _mark(submission, wish)
    _who(wish)
    outcome, points = (None, None) if wish.value is not None else _outcome(wish, mark)
    if not submission.content_sha256:
        said = f"the results do not say what {quoted(submission.group)} handed in"
        raise CommandError(f"{said}, because an earlier version wrote them; run `grader grade` first")
    if wish.value is not None:
        if wish.outcome is not None or wish.points is not None:
            raise CommandError("a value is marked anew, so `--value` goes with neither `--outcome` nor `--points`; leave one of them out")
        _can_be_read(sheet(), (mark.task, mark.name), wish.value)
    return Decision(
        group=submission.group,
        task=mark.task,
        name=mark.name,
        value=None if wish.value is None else encodable(wish.value),
        outcome=outcome,
        points=points,
        by=encodable(wish.by.strip()),
        decided_at=wish.at.isoformat(timespec="seconds"),
        note=encodable(wish.note.strip()),
        basis=basis_of(mark, submission.content_sha256, value=wish.value is not None),
    )


def _group(results: Results, group: str) -> SubmissionResult:
    found = next((one for one in results.submissions if one.group == group), None)
    if found is None:  # a name that was copied has a space at its end, which nobody sees
        alike = [one for one in results.submissions if one.group.strip() == group.strip()]
        found = alike[0] if len(alike) == 1 else None
    if found is None:
        known = [one.group for one in results.submissions]
        raise CommandError(f"{results.assignment} has no group {quoted(group)}{did_you_mean(group, known) or _there_are(known)}")
    return found


def _mark(submission: SubmissionResult, wish: Wish) -> MarkResult:
    """The line that is meant; without a task, if there is one of that name alone."""
    task, name = (None if wish.task is None else encodable(wish.task)), encodable(wish.name)
    tasks = list(dict.fromkeys(mark.task for mark in submission.marks))
    if task is not None and task not in tasks:
        raise CommandError(f"there is no task {quoted(task)}{did_you_mean(task, tasks) or _there_are(tasks)}")
    inside = [mark for mark in submission.marks if task in (None, mark.task)]
    found = [mark for mark in inside if mark.name == name]
    if not found:
        known = list(dict.fromkeys(mark.name for mark in inside))
        elsewhere = [mark.task for mark in submission.marks if mark.name == name]
        wish_ = f"; it stands in task {quoted(elsewhere[0])}" if elsewhere else did_you_mean(name, known) or _there_are(known)
        where = f"task {quoted(task)}" if task is not None else "the rubric"
        raise CommandError(f"{where} has no line {quoted(name)}{wish_}")
    if len(found) > 1:
        said = " and ".join(quoted(mark.task) for mark in found)
        raise CommandError(f"{quoted(name)} stands in the tasks {said}; say which one with `--task`")
    return found[0]


def _there_are(known: Iterable[str]) -> str:
    names = [quoted(one) for one in known]
    more = f" and {len(names) - MOST_NAMED:,} more" if len(names) > MOST_NAMED else ""
    return f"; there is {', '.join(names[:MOST_NAMED])}{more}" if names else ""


def _who(wish: Wish) -> None:
    """Texts of people: there, and not without end."""
    if not wish.by.strip():
        raise CommandError('say who decides, with `--by "A. Tutor"`')
    for option, text, longest in (
        ("--by", wish.by, LONGEST_NAME),
        ("--note", wish.note, LONGEST_NOTE),
        ("--value", wish.value or "", LONGEST_VALUE),
    ):
        if len(text) > longest:
            raise CommandError(f"`{option}` has more than {longest:,} characters; shorten it")
    if wish.value is not None and not wish.value.strip():
        raise CommandError("`--value` is empty; if there is no answer in the paper, decide `--outcome wrong`")


def _outcome(wish: Wish, mark: MarkResult) -> tuple[Outcome, float | None]:
    """Outcome and points, each told by the other where only one is said; points stand with `mistake` alone."""
    if wish.outcome is None and wish.points is None:
        raise CommandError('say what is decided: `--outcome right`, `--points 0.5`, or `--value "14, 20"` for what stands in the paper')
    if wish.outcome is not None and wish.outcome not in OUTCOMES:
        have = ", ".join(f"`{one}`" for one in OUTCOMES)
        raise CommandError(f"`--outcome` wants one of {have}, not {quoted(wish.outcome)}{did_you_mean(wish.outcome, OUTCOMES)}")
    outcome = None if wish.outcome is None else Outcome(wish.outcome)
    most = mark.possible
    if wish.points is None:
        if outcome is None or outcome is Outcome.MISTAKE:
            raise CommandError(f"`mistake` earns a part of the points: say how many of {said_points(most)} with `--points`")
        return outcome, None
    if not (math.isfinite(wish.points) and 0 <= wish.points <= most):
        raise CommandError(
            f"`--points` wants a number from 0 to {said_points(most)}, what {quoted(mark.name)} is worth, not {wish.points:g}"
        )
    meant = Outcome.RIGHT if wish.points == most > 0 else Outcome.WRONG if wish.points == 0 else Outcome.MISTAKE
    if outcome is Outcome.MISTAKE:
        meant = outcome
    if outcome not in (None, meant):
        says = "all" if outcome is Outcome.RIGHT else "none"
        raise CommandError(f"`{outcome}` earns {says} of the {said_points(most)} points, not {wish.points:g}; leave one of the two out")
    return meant, wish.points if meant is Outcome.MISTAKE else None


def _can_be_read(sheet: Sheet, line: Line, text: str) -> None:
    """A value must be one that the line asks for."""
    wanted = sheet.wanted_for(line)
    if wanted is None:
        raise CommandError(
            f"{quoted(line[1])} reads no number, vector or matrix that could be corrected; decide its `--outcome` or `--points`"
        )
    if isinstance(why := value_read(text, wanted), str):
        raise CommandError(f"the value {quoted(text)} {why}" if why.startswith(("is ", "has ")) else f"the value {quoted(text)}: {why}")
