"""A wrong value on a line worth nothing is charged once, where the first points would be won by following from it."""

from collections.abc import Sequence
from dataclasses import replace

from grader.checks.case import Case
from grader.checks.line import Line
from grader.score import Finding, Flag, Outcome, Proposal

AGAINST = (Outcome.WRONG, Outcome.MISTAKE)


def charged(case: Case, lines: Sequence[Line], findings: Sequence[Finding]) -> list[Finding]:
    """The findings, where each wrong value without points of its own has cost the first line behind it its points."""
    done = list(findings)
    scored = {line.key for line in lines if line.word == "close" and line.points}
    for line, finding in zip(lines, findings, strict=True):
        if line.word != "close" or line.key in scored or not _against(finding):
            continue
        for later, other in enumerate(lines):
            if (
                other.word == "close"
                and other.points
                and done[later].outcome is Outcome.FOLLOWS
                and _rests_on(case, scored, done[later], line.key)
            ):
                done[later] = _charge(case, done[later], line.key, certain=finding.outcome in AGAINST)
                break
    return done


def _against(finding: Finding) -> bool:
    """Whether a value is wrong, or wrong as far as the machine can tell."""
    proposed = finding.proposed.outcome if finding.outcome is Outcome.REVIEW and finding.proposed is not None else None
    return finding.outcome in AGAINST or proposed in AGAINST


def _rests_on(case: Case, scored: set[str], finding: Finding, wrong: str) -> bool:
    """Whether a line follows from the wrong value: directly, or by values without points of their own."""
    waiting, seen = list(finding.carried), set(finding.carried)
    while waiting:
        current = waiting.pop()
        if current == wrong:
            return True
        if current in scored:
            continue
        behind = [one for one in case.reference.arguments(current) if one not in seen]
        seen |= {*behind}
        waiting += behind
    return False


def _charge(case: Case, finding: Finding, wrong: str, *, certain: bool) -> Finding:
    """The finding of a line that pays for a value without points; where that is not certain, a person decides both."""
    flags = tuple(dict.fromkeys((*finding.flags, Flag.CHARGED)))
    if certain:
        says = f"follows from your {case.stated(wrong)}; that is not right and has no points of its own, so it is charged here, once"
        return replace(finding, outcome=Outcome.WRONG, says=says, share=0.0, flags=flags)
    says = f"follows from your {case.stated(wrong)}, which a person has yet to decide"
    return replace(finding, outcome=Outcome.REVIEW, says=says, share=0.0, flags=flags, proposed=Proposal(Outcome.WRONG, 0.0))
