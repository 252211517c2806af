"""Values of the course's own, marked as if a group had stated them and nobody doubted the reading."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from grader.answer import Answer, Entries, Found, Printed
from grader.course import Assignment
from grader.document import Place, Source
from grader.marking import mark
from grader.score import Finding
from grader.written import written

DIGITS = 6
"""As many as people write who round generously."""


def marked(assignment: Assignment, values: Mapping[str, Entries]) -> dict[tuple[str, str], Finding]:
    """What the marking finds for some values, by task and name of the mark."""
    place = Place(assignment.reference.file)
    found: dict[str, Found] = {name: Answer(written(one), one, place, Source.SHEET, 1.0) for name, one in values.items()}
    return {(one.task, one.name): one.finding for one in mark(assignment.rubric, assignment.reference, found).marks}


def rounded(entries: Entries) -> Entries:
    """A value as people would print it."""
    if not isinstance(entries, Printed):
        return tuple(rounded(entry) for entry in entries)
    if entries.value.denominator == 1:
        return Printed(entries.value, Fraction(1), len(str(abs(entries.value.numerator))))
    number = Decimal(f"{float(entries.value):.{DIGITS - 1}e}")
    _, digits, exponent = number.as_tuple()
    return Printed(Fraction(number), Fraction(10) ** int(exponent), len(digits))
