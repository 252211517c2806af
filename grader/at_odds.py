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
            done[one] = _flagged(done[one], lines[one], lines[other], good=_side(findings[other]) is True)
            done[other] = _flagged(done[other], lines[other], lines[one], good=_side(findings[one]) is True)
    return done


def _pairs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Lines that belong together, by their places."""
    for place, line in enumerate(lines):
        yield from ((place, at) for at, other in enumerate(lines) if other.mark_name in line.goes_with and at != place)


def _side(finding: Finding) -> bool | None:
    """Whether it is right; None where nothing is said, or a person has yet to say it and the machine has no opinion."""
    outcome = finding.outcome if finding.proposed is None else finding.proposed.outcome
    return True if outcome in FOR else False if outcome in AGAINST else None


def _flagged(finding: Finding, line: Line, other: Line, *, good: bool) -> Finding:
    """With the flag, and in words where one line gives nothing away that the other withholds."""
    flags = tuple(dict.fromkeys((*finding.flags, Flag.CONFLICT)))
    both = (line, other)
    if any(one.visibility is not Visibility.VISIBLE or one.self_check for one in both):
        return replace(finding, flags=flags)
    says = f"{finding.says}; but `{other.mark_name}` {'is right' if good else 'is not'}, and the two go together"
    return replace(finding, says=says, flags=flags)
