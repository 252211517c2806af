"""How sure a reading is: a rule, no probability."""

from collections.abc import Sequence

from grader.answer import Doubt
from grader.document import Source

START = {
    Source.SHEET: 1.0,
    Source.CODE: 1.0,
    Source.TEXT: 0.95,
    Source.MARKDOWN: 0.95,
    Source.NOTEBOOK: 0.95,
    Source.TABLE: 0.92,
    Source.OCR: 0.8,
}
AT_MOST = 0.60
OCR_GRADE = 0.80
LOOSE = 0.15
UNEVALUATED = 0.05


def confidence(source: Source, doubts: Sequence[Doubt]) -> float:
    """A rule, no probability: the source's start, less what speaks against the reading."""
    value = START[source]
    for doubt in doubts:
        if doubt is Doubt.UNEVALUATED:
            value -= UNEVALUATED
        elif doubt is Doubt.LOOSE_LABEL:
            value -= LOOSE
        elif doubt is Doubt.GARBLED:
            value = min(value, OCR_GRADE)
        else:
            value = min(value, AT_MOST)
    return round(value, 2)
