"""A question that a person decides, with what to look for."""

from typing import TYPE_CHECKING, ClassVar

from grader.checks.fields import OneLine, Texts, Words
from grader.checks.line import Line
from grader.score import Finding, Outcome

if TYPE_CHECKING:
    from grader.checks.case import Case


class Review(Line):
    """`review: How can this be explained?`: a person decides; `expect:` lists what to look for."""

    word: ClassVar[str] = "review"
    no_self_check: ClassVar[str] = "a person decides it"

    name: OneLine
    review: Words
    expect: Texts = ()

    def expected(self) -> tuple[str, ...]:
        """What a person looks for."""
        return self.expect

    def run(self, case: "Case") -> Finding:
        """Nothing but that a person decides."""
        _ = case
        return Finding(Outcome.REVIEW, self.review)
