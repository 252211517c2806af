"""A line of the mark sheet as a group's page shows it: what was found, what it rests on, and what only the instructor may see."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from grader.records.decision_results import FirstResult
from grader.records.results import MarkResult, Markup
from grader.reporting import wording
from grader.reporting.code_evidence import UNITS, Around, CodeEvidence, Replaced, code_evidence
from grader.reporting.page_places import Look, Reading, View, look_of, reading_of
from grader.score import Outcome, Visibility

_OURS = "The grader failed on this line. That is our fault, not yours; a person decides."
_NOT_YET = "How this was decided is shown later, with the lines it rests on."


@dataclass(frozen=True)
class Carried:
    """An earlier value of the group's own that an answer was worked out from."""

    label: str
    value: str
    anchor: str
    outcome: Outcome | None


@dataclass(frozen=True)
class Private:
    """What stands below a line on the instructor's copy alone."""

    expect: tuple[str, ...]
    look: Look | None
    proposed: str
    suspicious: bool
    flags: tuple[str, ...]
    first: str
    decided: str
    """When a person decided."""
    note: str
    changed: str
    """What is no longer as it was then."""
    shown: str
    """When the student sees this line."""
    detail: str


@dataclass(frozen=True)
class Row:
    """One line of the mark sheet."""

    anchor: str
    name: str
    label: str
    outcome: Outcome
    points: str
    """Empty while undecided."""
    possible: str
    bonus: bool
    says: str
    rule: str
    expected: str
    expected_formula: Markup | None
    reading: Reading | None
    also: tuple[Reading, ...]
    carried: tuple[Carried, ...]
    decided_by: str
    code: CodeEvidence | None
    private: Private | None
    """None where there is nothing, or on the student's copy."""


@dataclass(frozen=True)
class Sheet:
    """What stands about a line: the group's own values that may be shown, the labels that may not, and who looks."""

    carried: Mapping[str, Carried]
    withheld: tuple[str, ...]
    view: View


def anchor(index: int) -> str:
    """Where the mark of this place in the rubric stands on a group's page."""
    return f"line-{index + 1}"


def row_of(index: int, mark: MarkResult, sheet: Sheet) -> Row:
    """The line of one mark."""
    says = _says(mark, sheet)
    replaced = () if mark.code is None else mark.code.in_place_of
    return Row(
        anchor=anchor(index),
        name=mark.name,
        label=mark.label or mark.name,
        outcome=mark.outcome,
        points="" if mark.points is None else wording.points(mark.points),
        possible=wording.points(mark.possible),
        bonus=mark.bonus,
        says=says,
        rule=mark.rule,
        expected="" if mark.expected is None else wording.value(mark.expected),
        expected_formula=mark.expected_formula,
        reading=None if mark.answer is None else _read(mark, reading_of(mark.answer, sheet.view)),
        also=tuple(reading_of(answer, sheet.view) for answer in mark.also) if mark.also else (),
        carried=tuple(sheet.carried[name] for name in mark.carried if name in sheet.carried and name not in replaced),
        decided_by=mark.decided_by,
        code=_code(mark, says, sheet),
        private=_private(mark, sheet.view) if sheet.view.instructor else None,
    )


def _code(mark: MarkResult, says: str, sheet: Sheet) -> CodeEvidence | None:
    """The evidence of its code; a function whose own line is shown is a link to it."""
    if mark.code is None:
        return None
    lines = ((name, sheet.carried.get(name)) for name in mark.code.in_place_of)
    replaced = tuple(Replaced(name) if line is None else Replaced(name, line.anchor, line.outcome) for name, line in lines)
    around = Around(
        says=says,
        undecided=mark.outcome is Outcome.REVIEW,
        replaced=replaced,
        withheld=sheet.withheld,
        instructor=sheet.view.instructor,
        unit=UNITS.get(mark.check, Around.unit),
    )
    return code_evidence(mark.code, around)


def _says(mark: MarkResult, sheet: Sheet) -> str:
    """What is said of a mark: nothing that only repeats, that names a withheld line, or that shows our inside where we failed."""
    if mark.outcome is Outcome.FAULT and not sheet.view.instructor:
        return _OURS
    if sheet.withheld and any(label in mark.says for label in sheet.withheld):
        return _NOT_YET
    read = "" if mark.answer is None else mark.answer.text
    return "" if mark.says.strip() in (read.strip(), mark.outcome) else mark.says


def _private(mark: MarkResult, view: View) -> Private | None:
    """What only the instructor may see, if there is anything."""
    suspicious = mark.code is not None and mark.code.suspicious
    visible = mark.visibility is Visibility.VISIBLE
    if visible and not (
        mark.expect or mark.look or mark.proposed or suspicious or mark.flags or mark.first or mark.decision or mark.detail
    ):
        return None  # as of most lines
    return Private(
        expect=mark.expect,
        look=None if mark.look is None else look_of(mark.look, view),
        proposed="" if mark.proposed is None else _with_points(mark.proposed.outcome, mark.proposed.points),
        suspicious=suspicious,
        flags=tuple(wording.FLAGS[flag] for flag in mark.flags),
        first="" if mark.first is None else _found_first(mark.first, corrected=bool(mark.corrected)),
        decided="" if mark.decision is None else wording.minute(mark.decision.decided_at),
        note="" if mark.decision is None else mark.decision.note,
        changed="" if mark.decision is None else mark.decision.changed,
        shown="" if visible else wording.LATER[mark.visibility],
        detail=mark.detail,
    )


def _read(mark: MarkResult, reading: Reading) -> Reading:
    """A value as a person read it says so."""
    return replace(reading, source="as a person read it", confidence="") if mark.corrected else reading


def _found_first(first: FirstResult, *, corrected: bool) -> str:
    """The finding below a decision, with what had been read where a person read something else."""
    read = (f"read as {first.text}" if first.text else "nothing read") if corrected else ""
    return "; ".join(part for part in (read, " ".join(filter(None, (_with_points(first.outcome, first.points), first.says)))) if part)


def _with_points(outcome: Outcome, points: float | None) -> str:
    """`wrong, 0 points`."""
    return outcome.value if points is None else f"{outcome.value}, {wording.counted(points, 'point')}"
