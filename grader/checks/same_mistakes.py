"""A known mistake in code: on every input the group's own gives what a function of the reference for that mistake gives."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from grader.asked import Asked, Input
from grader.checks.agreement import Rules, compare
from grader.references.quantity import CannotFollow
from grader.run import Ending, Run
from grader.score import Finding, Outcome, Proposal

if TYPE_CHECKING:
    from grader.references.reference import Reference


def mistake_in(run: Run, asked: Asked, rules: Rules, reference: "Reference", mistakes: Iterable[str]) -> str:
    """The first known mistake that explains every reply; nothing where none does."""
    if len(run.replies) < len(asked.inputs):
        return ""
    return next((one for one in mistakes if _explains(one, run, asked, rules, reference)), "")


def named(finding: Finding, run: Run, sentence: str, share: float, unless: Sequence[str]) -> Finding:
    """The sentence and the share of a known mistake; what other lines of the group's file may make up for is a person's to decide."""
    says = sentence or "a known mistake"
    if (place := next((one for one in unless if _bare(one) in _bare(run.around)), "")) == "":
        return replace(finding, outcome=Outcome.MISTAKE, says=says, share=share, detail=finding.says)
    says = f"{says} But `{place}` stands elsewhere in {run.file} and may make up for it; a person decides"
    return replace(finding, outcome=Outcome.REVIEW, says=says, proposed=Proposal(Outcome.MISTAKE, share), detail=finding.says)


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


def _bare(text: str) -> str:
    """Code without its spaces."""
    return "".join(text.split())
