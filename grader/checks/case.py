"""All that a check may look at: the reference, and what was found for each name."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.answer import Answer, Found, NotFound
from grader.reference import Reference
from grader.score import Finding, Outcome


@dataclass(frozen=True)
class Case:
    """One group's answers before the reference."""

    reference: Reference
    found: Mapping[str, Found]

    def answer(self, name: str) -> Answer | None:
        """The value found for a name."""
        found = self.found.get(name)
        return found if isinstance(found, Answer) else None

    def absent(self, name: str) -> Finding:
        """What to say of a name for which nothing was found; whether that is certain is settled in marking."""
        found = self.found.get(name)
        why = found.why if isinstance(found, NotFound) else "not looked for"
        certain = isinstance(found, NotFound) and found.certain
        return Finding(Outcome.MISSING if certain else Outcome.REVIEW, why)
