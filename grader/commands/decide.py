"""`grader decide`: writes a person's decision beside the results, takes one back, or tells which there are."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.commands import Status
from grader.commands.report import RESULTS, places
from grader.commands.terminal import Terminal
from grader.course import Course
from grader.decisions.basis import basis_of, changes
from grader.decisions.decision import Decision, Decisions, Wish
from grader.decisions.decisions_file import FILE, alone, read_decisions, write_decisions
from grader.decisions.making import decision_on
from grader.decisions.remarked import Sheet
from grader.errors import CommandError
from grader.legible import encodable
from grader.nearest import did_you_mean, quoted
from grader.records.looked_up import some_results
from grader.records.results import Results
from grader.reporting.wording import counted, minute, points
from grader.score import Outcome


@dataclass(frozen=True)
class Order:
    """What is to be decided, and beside which results."""

    course: Course
    out: Path
    wish: Wish | None
    """Nothing where all decisions are to be told."""
    withdraw: bool = False


def run_decide(order: Order, terminal: Terminal) -> Status:
    """Do what was asked for; marks change when `grader grade` runs the next time."""
    found = places(order.out)
    if order.wish is None:
        for place in found:
            _tell(place, terminal)
        return Status.DONE
    if len(found) > 1:
        names = ", ".join(quoted(place.name) for place in found[:8])
        raise CommandError(f"{quoted(str(order.out))} has the results of several sheets; name the folder of one of them: {names}")
    group = encodable(order.wish.group)
    results = some_results(found[0] / RESULTS, lambda _: () if order.withdraw else (group,))
    with alone(found[0]):
        decisions = read_decisions(found[0], results.assignment)
        after, said = _withdrawn(decisions, order.wish) if order.withdraw else _decided(order, results, decisions, order.wish)
        write_decisions(found[0], after)
    for line in said:
        terminal.say(line)
    terminal.say(f"Written into {found[0] / FILE}; `grader grade` applies it.")
    return Status.DONE


def _decided(order: Order, results: Results, decisions: Decisions, wish: Wish) -> tuple[Decisions, tuple[str, ...]]:
    """With one more decision; the last one on a line counts."""

    def sheet() -> Sheet:
        assignment = order.course.load(results.assignment)
        return Sheet(assignment.rubric, assignment.search.wanted)

    decision = decision_on(results, wish, sheet)
    before = decisions.of(decision.group).get(decision.line)
    said = f"{decision.where}: {what(decision)}, by {decision.by}"
    replaced = () if before is None else (f"  in the place of: {what(before)}, by {before.by}, {minute(before.decided_at)}",)
    return decisions.and_(decision), (said, *replaced)


def _withdrawn(decisions: Decisions, wish: Wish) -> tuple[Decisions, tuple[str, ...]]:
    """Without the decision on a line, which need not be there any more."""
    group, task, name = encodable(wish.group), None if wish.task is None else encodable(wish.task), encodable(wish.name)
    own = [one for one in decisions.of(group).values() if one.name == name and task in (None, one.task)]
    if len(own) != 1:
        said = " ".join(part for part in (group, task or "", name) if part)
        if own:
            raise CommandError(f"there are decisions on {quoted(name)} in several tasks; say which one with `--task`")
        wish_ = did_you_mean(said, [one.where for one in decisions.every]) or "; `grader decide` without a group lists them"
        raise CommandError(f"there is no decision on {quoted(said)}{wish_}")
    return decisions.but(group, own[0].line), (f"{own[0].where}: taken back: {what(own[0])}, by {own[0].by}, {minute(own[0].decided_at)}",)


def _tell(place: Path, terminal: Terminal) -> None:
    """All decisions on a sheet, those first at which somebody has to look again."""
    results = some_results(place / RESULTS, lambda assignment: {one.group for one in read_decisions(place, assignment).every})
    decisions = read_decisions(place, results.assignment)
    told = [(one, *standing(one, results)) for one in decisions.every]
    again = sum(bool(amiss) for _, amiss, _ in told)
    terminal.say(f"{results.assignment}: {counted(len(told), 'decision')}" + (f", {again} to look at again" if again else ""))
    for decision, amiss, waits in sorted(told, key=lambda one: not one[1]):
        for line in _lines(decision, amiss, waits=waits):
            terminal.say(line)


def _lines(decision: Decision, amiss: str, *, waits: bool) -> Iterator[str]:
    look = "look again: " if amiss else ""
    yield f"  {look}{decision.where}: {what(decision)}, by {decision.by}, {minute(decision.decided_at)}"
    if amiss:
        yield f"    {amiss}"
    if decision.note:
        yield f"    note: {decision.note}"
    if waits and not amiss:
        yield "    not applied yet: `grader grade` does it"


def standing(decision: Decision, results: Results) -> tuple[str, bool]:
    """What is no longer as it was when it was decided, and whether the results do not have the decision yet."""
    submission = next((one for one in results.submissions if one.group == decision.group), None)
    if submission is None:
        return "no such group is in the results; the decision is kept", True
    mark = next((one for one in submission.marks if (one.task, one.name) == decision.line), None)
    if mark is None:
        return "no such line is in the results; the decision is kept", True
    waits = mark.decision is None or mark.decision.decided_at != decision.decided_at
    changed = changes(decision.basis, basis_of(mark, submission.content_sha256, value=decision.value is not None))
    return changed or (mark.decision.changed if mark.decision is not None and not waits else ""), waits


def what(decision: Decision) -> str:
    """A decision in words: `the value is 14, 20`, `mistake, 0.5 points`."""
    if decision.value is not None:
        return f"the value is {' '.join(decision.value.split())}"
    if decision.points is None:
        return "right, all points" if decision.outcome is Outcome.RIGHT else "wrong, 0 points"
    return f"{decision.outcome}, {points(decision.points)} points"
