"""Marks by the share of right entries: a matrix with one slip is not a wrong matrix."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from grader.answer import Entries, Printed, flat, shape
from grader.checks.question import Question
from grader.references.carried import readings
from grader.references.follow import own_target, true_target
from grader.references.tolerance import GOOD, Fit, Target, aims, entry_fit, squeezed
from grader.score import Finding, Outcome, Proposal
from grader.written import written

SHOWN = 12
"""Wrong entries that are listed."""
UNCLEAR = (Fit.COARSE, Fit.NEAR)


@dataclass(frozen=True)
class Counted:
    """The entries of an answer beside those of a value of the same shape."""

    entries: Entries
    target: Target
    fits: tuple[Fit, ...]
    stated: str = ""
    """The group's own values from which the target follows."""

    @property
    def right(self) -> tuple[bool, ...]:
        """For every entry whether it is right; one with too few digits may be."""
        return tuple(fit in (*GOOD, Fit.COARSE) for fit in self.fits)

    @property
    def share(self) -> float:
        """The share of right entries."""
        return sum(self.right) / len(self.right)

    def enough(self, floor: float) -> bool:
        """Whether so many are right, also of those that are not 0: a matrix and its negative have their zeros in common."""
        telling = [right for right, truth in zip(self.right, self.target.entries, strict=True) if truth]
        return self.share >= floor and (not telling or sum(telling) / len(telling) >= floor)


def by_entries(question: Question, finding: Finding, floor: float) -> Finding:
    """A finding of what is wrong, or wrong as far as the machine can tell, with the share of the entries that are right."""
    proposed = finding.proposed.outcome if finding.outcome is Outcome.REVIEW and finding.proposed is not None else None
    if Outcome.WRONG not in (finding.outcome, proposed):
        return finding
    best = max(_counted(question), key=lambda one: (one.enough(floor), one.share), default=None)
    if best is None or not any(best.right):
        return finding
    count = f"{sum(best.right)} of {len(best.right)} entries {'is' if sum(best.right) == 1 else 'are'} right"
    told = f"{count} for your {best.stated}" if best.stated else count
    detail = "\n".join(part for part in (*_differing(best), finding.detail) if part)
    if not best.enough(floor):
        return replace(finding, says=f"{finding.says}; {told}, too few to count", detail=detail)
    worth = Proposal(Outcome.MISTAKE, best.share)
    if finding.outcome is Outcome.REVIEW:
        return replace(finding, says=f"{finding.says}; {told}", proposed=worth, detail=detail)
    if any(fit in UNCLEAR for fit in best.fits):
        says = f"{told}, of some of which it cannot be told for sure"
        return replace(finding, outcome=Outcome.REVIEW, says=says, proposed=worth, detail=detail)
    return replace(finding, outcome=Outcome.MISTAKE, says=told, share=best.share, detail=detail)


def _counted(question: Question) -> Iterator[Counted]:
    """Every reading beside the truth, and beside what follows from the group's own values."""
    targets = [(true_target(question.reference, question.name), "")] if question.known else []
    if question.elsewhere:
        stated = " and ".join(question.case.stated(one) for one in question.followed.carried)
        targets.append((own_target(question.reference, question.name, question.followed), stated))
    for entries in readings(question.answer):
        for target, stated in targets:
            numbers = flat(entries)
            if squeezed(shape(entries)) == squeezed(target.shape) and len(numbers) == len(target.entries):
                pairs = zip(numbers, aims(target), strict=True)
                yield Counted(entries, target, tuple(entry_fit(number, aim, question.rule) for number, aim in pairs), stated)


def _differing(counted: Counted) -> Iterator[str]:
    """The wrong entries with their places, for the instructor."""
    wrong = [at for at, right in enumerate(counted.right) if not right]
    numbers = flat(counted.entries)
    for at in wrong[:SHOWN]:
        yield f"{_place(at, counted.target.shape)}: {written(numbers[at])}, expected {_exactly(counted.target.entries[at])}"
    if len(wrong) > SHOWN:
        yield f"and {len(wrong) - SHOWN} more"


def _place(at: int, size: Sequence[int]) -> str:
    """`row 2, column 3`, counted from 1."""
    size = squeezed(size)
    if len(size) < 2:
        return f"entry {at + 1}"
    index: list[int] = []
    for length in reversed(size):
        at, rest = divmod(at, length)
        index.insert(0, rest + 1)
    if len(index) == 2:
        return f"row {index[0]}, column {index[1]}"
    return f"entry {', '.join(map(str, index))}"


def _exactly(number: Fraction) -> str:
    return written(Printed(number))
