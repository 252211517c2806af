"""What a decision was made on, in a few words and as a hash; and what of it is no longer so."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.decisions.decision import Basis
from grader.fingerprint import fingerprint
from grader.records.decision_results import FirstResult, Numbers, ProposedResult
from grader.records.results import MarkResult
from grader.reporting import wording
from grader.score import Outcome

LONGEST = 300
"""Characters of a text that people read; the hash is of all."""
NOTHING = "nothing"


@dataclass(frozen=True)
class Automatic:
    """What was found without anybody's decision."""

    outcome: Outcome
    points: float | None
    says: str
    proposed: ProposedResult | None
    rule: str
    text: str
    value: str | Numbers
    also: tuple[str, ...]
    where: str
    box: tuple[float, ...]


def automatic(mark: MarkResult) -> Automatic:
    """A mark as it was before a decision, if there is one."""
    first = mark.first or FirstResult(outcome=mark.outcome, points=mark.points, says=mark.says, proposed=mark.proposed)
    answer = mark.answer
    if mark.corrected:
        rule, text, value, also = first.rule, first.text, first.value, first.also
    else:
        text, value = ("", None) if answer is None else (answer.text, answer.value)
        rule, also = mark.rule, tuple(one.text for one in mark.also)
    there = answer if text or not mark.corrected else None  # what a person read in an empty place has one, nothing has none
    return Automatic(
        outcome=first.outcome,
        points=first.points,
        says=first.says,
        proposed=first.proposed,
        rule=rule,
        text=text,
        value=value,
        also=also,
        where="" if there is None else wording.place(there),
        box=() if there is None or there.box is None else there.box,
    )


def basis_of(mark: MarkResult, handed_in: str, *, value: bool) -> Basis:
    """What a decision on this mark is made on now; a `value` stands on what was handed in and read there, and on nothing else."""
    was = automatic(mark)
    reading = f"{was.text} ({was.where})" if was.text else NOTHING
    read = [handed_in, was.text, was.where, was.box, was.also, repr(was.value)]
    if value:
        return Basis(handed_in=handed_in, read=_cut(reading), sha256=fingerprint(*read))
    proposed = None if was.proposed is None else (was.proposed.outcome, was.proposed.points)
    line = (mark.check, mark.possible, mark.bonus, was.rule, repr(mark.expected), mark.expect)
    return Basis(
        handed_in=handed_in,
        read=_cut(reading),
        found=_cut(_found(was)),
        line=_cut(_line(mark, was)),
        sha256=fingerprint(*read, was.outcome, was.points, was.says, proposed, line),
    )


def changes(old: Basis, new: Basis) -> str:
    """What of the basis is another one now, in words; nothing where it is the same."""
    return "" if old.sha256 == new.sha256 else "; ".join(_differences(old, new)) or "what was read or found differs in its details"


def _differences(old: Basis, new: Basis) -> Iterator[str]:
    if old.handed_in != new.handed_in:
        yield "the group handed in something else since"
    for what, then, now in (("read", old.read, new.read), ("found", old.found, new.found), ("the line", old.line, new.line)):
        if then != now:
            yield f"{what} then: {then}; now: {now}"


def _found(was: Automatic) -> str:
    said = _with_points(was.outcome, was.points)
    if was.proposed is not None:
        said += f" (proposed: {_with_points(was.proposed.outcome, was.proposed.points)})"
    return f"{said}: {was.says}" if was.says else said


def _line(mark: MarkResult, was: Automatic) -> str:
    worth = wording.counted(mark.possible, "point") + (" bonus" if mark.bonus else "")
    expected = "" if mark.expected is None else f"expected {' '.join(wording.value(mark.expected).split())}"
    return "; ".join(part for part in (f"{mark.check}, {worth}", was.rule, expected, *mark.expect) if part)


def _with_points(outcome: Outcome, points: float | None) -> str:
    return str(outcome) if points is None else f"{outcome}, {wording.counted(points, 'point')}"


def _cut(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else f"{plain[: LONGEST - 1]}…"
