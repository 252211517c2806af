"""A known mistake in code: on every input the group's own gives what a function of the reference for that mistake gives."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.asked import Asked, Input
from grader.checks.agreement import Rules, compare
from grader.references.quantity import CannotFollow
from grader.run import Ending, Run
from grader.score import Finding, Outcome, Proposal

if TYPE_CHECKING:
    from grader.references.reference import Reference


def mistaken(finding: Finding, run: Run, asked: Asked, rules: Rules, reference: "Reference", mistakes: Mapping[str, float]) -> Finding:
    """What is wrong in a known way gets the sentence and the share of that; everything else stays as it was found."""
    if finding.outcome is not Outcome.WRONG or len(run.replies) < len(asked.inputs):
        return finding
    name = next((one for one in mistakes if _explains(one, run, asked, rules, reference)), "")
    if not name:
        return finding
    says = reference.sentence(name) or "a known mistake"
    return replace(finding, outcome=Outcome.MISTAKE, says=says, share=mistakes[name], detail=finding.says)


def _explains(name: str, run: Run, asked: Asked, rules: Rules, reference: "Reference") -> bool:
    return all(
        reply.ending is Ending.FINISHED and _gives(name, reply.value, one, rules, reference)
        for reply, one in zip(run.replies, asked.inputs, strict=False)
    )


def _gives(name: str, value: object, one: Input, rules: Rules, reference: "Reference") -> bool:
    """Whether a value is what the mistake gives for an input; a mistake that fails on it gives nothing."""
    try:
        wanted, _ = reference.called(name, one.arguments)
    except CannotFollow:
        return False
    return compare(value, wanted, rules).right


def made_up_for(finding: Finding, run: Run, unless: Sequence[str]) -> Finding:
    """A known mistake that other lines of the group's file may make up for is a person's to decide."""
    place = next((one for one in unless if _bare(one) in _bare(run.around)), "")
    if finding.outcome is not Outcome.MISTAKE or not place:
        return finding
    says = f"{finding.says} But `{place}` stands elsewhere in {run.file} and may make up for it; a person decides"
    return replace(finding, outcome=Outcome.REVIEW, says=says, share=0.0, proposed=Proposal(Outcome.MISTAKE, finding.share))


def _bare(text: str) -> str:
    """Code without its spaces."""
    return "".join(text.split())
