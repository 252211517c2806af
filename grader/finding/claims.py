"""A candidate and the document it comes from, and how one more doubt changes it."""

from dataclasses import dataclass, replace

from grader.answer import Answer, Doubt, same_shape, shape
from grader.finding.candidates import Candidate
from grader.finding.confidence import AT_MOST


@dataclass(frozen=True)
class Claim:
    """A candidate with the document it comes from, so that several files keep their order."""

    file: int
    candidate: Candidate

    @property
    def answer(self) -> Answer:
        """The value."""
        return self.candidate.answer


def doubted(claim: Claim, doubt: Doubt) -> Claim:
    """The claim with one more doubt, at the confidence that leaves."""
    answer = claim.answer
    lowered = replace(answer, doubts=(*answer.doubts, doubt), confidence=min(answer.confidence, AT_MOST))
    return Claim(claim.file, replace(claim.candidate, answer=lowered, shared=False))


def fits(claim: Claim, wanted: tuple[int, ...] | None) -> bool:
    """Whether a claim has the shape that is asked for, or is a component of it: anything else may be somebody else's."""
    return wanted is None or bool(claim.candidate.index) or same_shape(shape(claim.answer.entries), wanted)
