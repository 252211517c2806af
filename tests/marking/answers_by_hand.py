"""Answers made by hand, as if a reader had found them, and the marks they get."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from grader.answer import Answer, Doubt, Entries, Found, NotFound, Printed
from grader.course import Assignment
from grader.document import Place, Source
from grader.marking import mark
from grader.score import Mark

ABSENT = NotFound("not found", certain=True)
PERHAPS = NotFound("a page could not be read", certain=False)
HERE = Place("answers.md", line=1)


def number(text: str) -> Printed:
    """`61.06`, `-3`, `18/25`, `2e3`, `71.2%`."""
    body = text.strip().removesuffix("%")
    share = text.strip().endswith("%")
    if "/" in body:
        return Printed(Fraction(body))
    mantissa, _, power = body.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    unit = Fraction(10) ** (int(power or 0) - decimals)
    digits = len(mantissa.lstrip("+-").replace(".", "").lstrip("0")) or 1
    scale = 100 if share else 1
    return Printed(Fraction(body) / scale, unit / scale, digits, share=share)


def entries(text: str) -> Entries:
    """`28` is a number, `14, 20` a vector (`5,` one of length one), `1 2; 3 4` a matrix."""
    if ";" in text:
        return tuple(tuple(number(cell) for cell in row.split()) for row in text.split(";"))
    if "," in text:
        return tuple(number(part) for part in text.split(",") if part.strip())
    return number(text)


def answer(text: str, *doubts: Doubt, confidence: float = 0.95, source: Source = Source.MARKDOWN, also: tuple[str, ...] = ()) -> Answer:
    """An answer read from a text; a doubt makes it unsure."""
    sure = 0.6 if doubts and confidence == 0.95 else confidence
    others = tuple(Answer(one, entries(one), HERE, source, sure, doubts) for one in also)
    return Answer(text, entries(text), HERE, source, sure, doubts, also=others)


def ocr(text: str) -> Answer:
    """An answer that OCR has read."""
    return answer(text, confidence=0.8, source=Source.OCR)


@dataclass(frozen=True)
class Sheet:
    """An assignment, ready to mark answers."""

    assignment: Assignment = field(repr=False)

    def found(self, **given: str | Found) -> dict[str, Found]:
        """What was found for every name that is looked for; nothing for those that are not given."""
        names = [*self.assignment.rubric.wanted(), *given]
        return {name: answer(one) if isinstance(one := given.get(name, ABSENT), str) else one for name in names}

    def marks(self, **given: str | Found) -> Mapping[str, Mark]:
        """The marks by name."""
        score = mark(self.assignment.rubric, self.assignment.reference, self.found(**given))
        return {one.name: one for one in score.marks}

    def outcomes(self, *names: str, **given: str | Found) -> str:
        """The outcomes of some lines, one word each."""
        marks = self.marks(**given)
        return " ".join(marks[name].finding.outcome.value for name in names)


RIGHT = {
    "y_hat": "14, 20",
    "loss": "200",
    "grad_y_hat": "12, 16",
    "grad_w": "44, 72, 100",
    "grad_b": "28",
    "w_new": "1.56, 0.28, 2",
    "b_new": "0.72",
    "y_hat_new": "8.84, 12.68",
    "loss_new": "61.064",
}
"""The Freiburg sheet, all right."""
MEASURED = {"mlp_accuracy": "0.92", "mlp_shifted": "0.35", "cnn_accuracy": "0.95", "cnn_shifted": "0.59"}
