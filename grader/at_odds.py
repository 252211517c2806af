"""Two marks that speak of one thing, one of them right and the other not: both are flagged, and the points of both stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.checks.line import Line
from grader.score import Finding, Flag, Outcome, Visibility

FOR, AGAINST = (Outcome.RIGHT, Outcome.FOLLOWS), (Outcome.WRONG, Outcome.MISTAKE)


def at_odds(lines: Sequence[Line], findings: Sequence[Finding]) -> list[Finding]:
    """The findings, where each that is at odds with another says so."""
    done = list(findings)
    for one, other in _pairs(lines):
        sides = {_side(findings[one]), _side(findings[other])}
        if sides == {True, False}:
            done[one] = _flagged(done[one], lines[one], lines[other], _told(findings[other]))
            done[other] = _flagged(done[other], lines[other], lines[one], _told(findings[one]))
    return done


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Lines that belong together, by their places."""
    for place, line in enumerate(lines):
        yield from ((place, at) for at, other in enumerate(lines) if other.mark_name in line.goes_with and at != place)


def _side(finding: Finding) -> bool | None:
    """Whether it is right; None where nothing is said, and where a person decides unless a value is known as right or as a mistake."""
    if finding.proposed is not None:
        return {Outcome.MISTAKE: False, Outcome.WRONG: None}.get(finding.proposed.outcome, finding.proposed.outcome in FOR or None)
    return True if finding.outcome in FOR else False if finding.outcome in AGAINST else None


def _told(finding: Finding) -> str:
    """What a line comes to, beside another one."""
    said = "is right" if _side(finding) else "is not"
    return said if finding.proposed is None else f"{said}, as far as the machine can tell"


def _flagged(finding: Finding, line: Line, other: Line, told: str) -> Finding:
    """With the flag, and in words where one line gives nothing away that the other withholds."""
    flags = tuple(dict.fromkeys((*finding.flags, Flag.CONFLICT)))
    both = (line, other)
    if any(one.visibility is not Visibility.VISIBLE or one.self_check for one in both):
        return replace(finding, flags=flags)
    says = f"{finding.says}; but `{other.mark_name}` {told}, and the two go together"
    return replace(finding, says=says, flags=flags)
