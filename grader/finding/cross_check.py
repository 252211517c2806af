"""The answer sheet against the other documents: the sheet is marked, the others check it, and a person decides where both are sure."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.answer import Answer, Doubt, Found, NotFound
from grader.finding.chain import agree
from grader.finding.confidence import AT_MOST, confidence
from grader.finding.sheet import Sheet
from grader.page.wanted import Wanted


def checked(sheet: Sheet, elsewhere: Mapping[str, Found], wanted: Sequence[Wanted], *, alone: bool) -> dict[str, Found]:
    """One answer for each name; `alone` where nothing but the sheet was handed in."""
    return {w.name: _checked(sheet, w, elsewhere[w.name], alone=alone) for w in wanted}


def _checked(sheet: Sheet, w: Wanted, other: Found, *, alone: bool) -> Found:
    own = sheet.found.get(w.name)
    if isinstance(own, Answer):
        return against(own, other) if isinstance(other, Answer) else own
    if own is None:
        own = sheet.holds(w)
        if own is None:
            return NotFound("not found: the answer sheet does not name it", certain=True) if alone else other
    elif isinstance(other, Answer) and not own.why.endswith("leaves it empty"):
        # The sheet says something that may be another value: what was read elsewhere is right or a person's to decide.
        return replace(other, doubts=(*other.doubts, Doubt.ALSO_UNREAD), confidence=min(other.confidence, AT_MOST))
    if isinstance(other, Answer):
        return other
    return own if other.certain or other.place is None else other


def against(own: Answer, other: Answer) -> Answer:
    """The sheet's value: alone, made certain by the other reading, in conflict with it, or with the other noted beside it."""
    if Doubt.AMBIGUOUS_COMMA in own.doubts:
        meant = next((reading for reading in (own, *own.also) if agree(reading.entries, other.entries)), None)
        if meant is None or Doubt.AMBIGUOUS_COMMA in other.doubts:
            return own
        doubts = tuple(doubt for doubt in own.doubts if doubt is not Doubt.AMBIGUOUS_COMMA)
        return replace(own, entries=meant.entries, doubts=doubts, confidence=confidence(own.source, doubts), also=())
    if same(own, other):
        return own
    if not own.sure or not other.sure:
        return replace(own, also=(*own.also, other))
    return replace(own, doubts=(*own.doubts, Doubt.CONFLICT), confidence=min(own.confidence, AT_MOST), also=(other,))


def same(one: Answer, other: Answer) -> bool:
    """Whether two readings agree to the digits of the coarser one; the other reading of an ambiguous comma is as good."""
    readings = (other, *other.also) if Doubt.AMBIGUOUS_COMMA in other.doubts else (other,)
    return any(agree(one.entries, reading.entries) for reading in readings)
