"""Two marks that speak of one thing, one of them right and the other not: both are flagged, and the points of both stand."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.checks.line import Line
from grader.score import Finding, Flag, Outcome, Visibility

TOGETHER = ", and they go together"
"""How the remark on another line ends."""
FOR, AGAINST = (Outcome.RIGHT, Outcome.FOLLOWS), (Outcome.WRONG, Outcome.MISTAKE)


def at_odds(lines: Sequence[Line], findings: Sequence[Finding]) -> list[Finding]:
    """The findings, where each that is at odds with others says so."""
    against: dict[int, list[int]] = {}
    for one, other in _pairs(lines):
        if {_side(findings[one]), _side(findings[other])} == {True, False}:
            against.setdefault(one, []).append(other)
            against.setdefault(other, []).append(one)
    done = list(findings)
    for place, others in against.items():
        done[place] = _flagged(findings[place], lines[place], [(lines[at], _told(findings[at])) for at in dict.fromkeys(others)])
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


def _flagged(finding: Finding, line: Line, others: Sequence[tuple[Line, str]]) -> Finding:
    """With the flag, and in words where no line gives away what another one withholds."""
    flags = tuple(dict.fromkeys((*finding.flags, Flag.CONFLICT)))
    if any(one.visibility is not Visibility.VISIBLE or one.self_check for one in (line, *(other for other, _ in others))):
        return replace(finding, flags=flags)
    said = " and ".join(f"`{other.mark_name}` {told}" for other, told in others)
    return replace(finding, says=f"{finding.says.rstrip('.')}; but {said}{TOGETHER}", flags=flags)
