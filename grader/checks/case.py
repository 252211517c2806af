"""All that a check may look at: the reference, what was found for each name, how things are called, and what became of code."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from grader.answer import Answer, Found, NotFound
from grader.document import Document
from grader.formalities.handed_in import NOBODY_TELLS, HandedIn
from grader.formulas.attempt import Written
from grader.formulas.vocabulary import Vocabulary
from grader.probes.drawn import Order
from grader.references.reference import Reference
from grader.run import Run
from grader.score import Finding, Outcome
from grader.written import written


@dataclass(frozen=True)
class Case:
    """One group's answers before the reference."""

    reference: Reference
    found: Mapping[str, Found]
    labels: Mapping[str, str] = field(default_factory=dict)
    """What the rubric calls a value; the reference's labels stand for the others."""
    sheet: str = ""
    """The rubric's name."""
    task: str = ""
    """Id of the task that the line stands in."""
    run: Run | None = None
    """What became of the questions that this line put to the group's code; None where it put none."""
    documents: tuple[Document, ...] = ()
    """What was read of the submission."""
    handed: HandedIn = NOBODY_TELLS
    """Whose it is by the roster, and how it was packed."""
    formulas: Mapping[str, Written] = field(default_factory=dict)
    """What was found for each formula that is asked for."""
    drawn: Mapping[str, tuple[Order, Vocabulary]] = field(default_factory=dict)
    """What each formula is drawn for, and its vocabulary."""

    def answer(self, name: str) -> Answer | None:
        """The value found for a name."""
        found = self.found.get(name)
        return found if isinstance(found, Answer) else None

    def absent(self, name: str) -> Finding:
        """What to say of a name for which nothing was found; whether that is certain is settled in marking."""
        found = self.found.get(name)
        if isinstance(found, NotFound):
            return Finding(Outcome.MISSING, found.why)
        return Finding(Outcome.REVIEW, "not looked for")

    def label(self, name: str) -> str:
        """What a value is called."""
        return self.labels.get(name) or self.reference.label(name)

    def stated(self, name: str) -> str:
        """What a value is called, and what the group wrote: `Prediction ŷ = (15, 20)`."""
        answer = self.answer(name)
        return self.label(name) if answer is None else f"{self.label(name)} = {written(answer.entries)}"
