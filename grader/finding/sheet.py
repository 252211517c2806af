"""What the answer sheets of a submission (answers.yaml) state for each name: exact values, empty places, and what nobody understands."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from grader.answer import Answer, Doubt, Entries, Found, NotFound, shape
from grader.document import Document, Line, Place, Source
from grader.finding.candidates import is_odd
from grader.finding.chain import agree, coarseness
from grader.finding.confidence import AT_MOST, confidence
from grader.finding.leftovers import of_kind
from grader.finding.shares import as_share
from grader.finding.sheet_names import Meant, meant
from grader.page.customs import customs
from grader.page.wanted import Wanted
from grader.readers.sheet_entries import LONGEST
from grader.readers.sheet_name import is_sheet
from grader.text.items import Item, Sign
from grader.text.literals import Literal, literal
from grader.text.notation import parse
from grader.text.numerals import Custom
from grader.text.scalars import Wish

_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\.\d{1,2}\.\d{4}|\d{1,2}:\d{2}(?::\d{2})?")


@dataclass(frozen=True)
class Unknown:
    """An entry under a name that nobody knows, with the names it may have been and the value it has."""

    meant: Meant
    place: Place
    entries: Entries | None

    def may_be(self, w: Wanted) -> bool:
        """Whether it may be the answer to a name under another one."""
        return w.name in self.meant.perhaps or (not self.meant.perhaps and self.entries is not None and of_kind(self.entries, w.wish))


@dataclass(frozen=True)
class Sheet:
    """All answer sheets of a submission, by name."""

    found: Mapping[str, Found]
    """What the sheets state: a value, or why the one that stands there cannot be used."""
    unknown: tuple[Unknown, ...] = ()
    unread: tuple[tuple[str, Place], ...] = ()
    """Sheets and lines of them that were not read at all."""

    def holds(self, w: Wanted) -> NotFound | None:
        """Why a name that no sheet states may stand on one all the same."""
        if self.unread:
            why, place = self.unread[0]
            return NotFound(f"not found, and {why}", place=place)
        here = next((one for one in self.unknown if one.may_be(w)), None)
        return None if here is None else NotFound(f"not found, but {here.place.file} has a value under another name", place=here.place)


@dataclass
class _Stated:
    """What is stated for one name."""

    values: list[Answer] = field(default_factory=list)
    useless: list[NotFound] = field(default_factory=list)
    empty: list[NotFound] = field(default_factory=list)


def sheet_of(documents: Sequence[Document], wanted: Sequence[Wanted]) -> Sheet | None:
    """What the answer sheets among the documents state; None where there are none."""
    sheets = [document for document in documents if is_sheet(document.file)]
    if not sheets:
        return None
    stated: dict[str, _Stated] = {}
    unknown: list[Unknown] = []
    by_name = {w.name: w for w in wanted}
    for document, line, custom in _lines(sheets):
        place, own = Place(document.file, line=line.number), meant([piece.text for piece in line.pieces[:-1]], wanted)
        if own.name:
            _state(stated.setdefault(own.name, _Stated()), by_name[own.name], line, place, custom)
        elif line.pieces[-1].raw:
            value = None if line.doubts else value_of(line.pieces[-1].text, Wanted("", (), (), Wish()), custom)
            unknown.append(Unknown(own, place, None if value is None else value.entries))
    unread = tuple((gap.why, Place(document.file)) for document in sheets for gap in document.unread)
    return Sheet({name: settled(one) for name, one in stated.items()}, tuple(unknown), unread)


def _lines(sheets: Sequence[Document]) -> Iterator[tuple[Document, Line, Custom]]:
    """Every entry, and how numbers are written on its sheet."""
    for document in sheets:
        seen = [customs(parse(line.pieces[-1].text)) for line in document.lines]
        whole = Custom(any(one.commas for one in seen), any(one.points for one in seen))
        for line, own in zip(document.lines, seen, strict=True):
            yield document, line, own if own != Custom() else whole


def _state(stated: _Stated, w: Wanted, line: Line, place: Place, custom: Custom) -> None:
    """Add what one entry states."""
    value = line.pieces[-1]
    if line.doubts:
        stated.useless.append(NotFound(f"{place.file} states it in a way that cannot be read: {line.doubts[0]}", place=place))
    elif not value.text.strip():
        stated.empty.append(NotFound(f"{place.file} leaves it empty", place=place))
    elif (found := value_of(value.text, w, custom)) is None:
        stated.useless.append(NotFound(f"{place.file} states it in a way that cannot be read: no number, vector or matrix", place=place))
    else:
        stated.values.append(_answer(found, w, line, place))


def value_of(text: str, w: Wanted, custom: Custom) -> Literal | None:
    """The value that a text is: what stands behind the last `=`, if nothing before it is another value."""
    if len(text) > LONGEST or _DATE.fullmatch(text.strip()):
        return None
    *before, last = _members(parse(text))
    found = literal(last, w.wish, custom)
    if found is None:
        return None
    others = (literal(part, w.wish, custom) for part in before if part)
    if any(one is not None and not agree(one.entries, found.entries) for one in others):
        return None
    return found


def _members(items: Sequence[Item]) -> list[list[Item]]:
    """The items between relations."""
    members: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, Sign) and item.text in "=≈":
            members.append([])
        else:
            members[-1].append(item)
    return members


def _answer(found: Literal, w: Wanted, line: Line, place: Place) -> Answer:
    """One entry as an answer; a share without its sign and a lone number for a vector are doubtful."""
    entries, guessed = as_share(found.entries, w.wish.kind, percent_head=False)
    odd = is_odd(entries, w) or (shape(entries) == () and bool(w.wish.shape) and max(w.wish.shape or (1,)) > 1)
    doubts = (*found.doubts, *((Doubt.ODD_SHAPE,) if odd else ()), *((Doubt.NO_PER_CENT,) if guessed else ()))
    label, raw = " ".join(piece.raw for piece in line.pieces[:-1]), line.pieces[-1].raw
    readings = tuple(as_share(other, w.wish.kind, percent_head=False)[0] for other in found.others)
    sure = confidence(Source.SHEET, doubts)
    one = Answer(raw, entries, place, Source.SHEET, sure, doubts, label=label, context=f"{label}: {raw}"[:500])
    return replace(one, also=tuple(replace(one, entries=reading) for reading in readings))


def settled(stated: _Stated) -> Found:
    """One value, however often it is said; values that differ are a conflict, and one that cannot be read makes the others doubtful."""
    if not stated.values:
        return (stated.useless or stated.empty)[0]
    best = min(stated.values, key=lambda answer: coarseness(answer.entries))
    rivals = tuple(answer for answer in stated.values if not agree(answer.entries, best.entries))
    if rivals:
        return replace(best, doubts=(*best.doubts, Doubt.CONFLICT), confidence=min(best.confidence, AT_MOST), also=rivals)
    if stated.useless:
        return replace(best, doubts=(*best.doubts, Doubt.ALSO_UNREAD), confidence=min(best.confidence, AT_MOST))
    return best


def told(documents: Sequence[Document], wanted: Sequence[Wanted], secret: Collection[str] = ()) -> tuple[Document, ...]:
    """The documents, with notes on each answer sheet: names that nobody knows, values without a number, a second sheet."""
    sheets = [document.file for document in documents if is_sheet(document.file)]
    if not sheets:
        return tuple(documents)
    return tuple(replace(one, notes=(*one.notes, *_notes(one, sheets, wanted, secret))) if is_sheet(one.file) else one for one in documents)


def _notes(sheet: Document, sheets: Sequence[str], wanted: Sequence[Wanted], secret: Collection[str]) -> Iterator[str]:
    if len(sheets) > 1 and sheet.file == sheets[-1]:
        yield f"there are {len(sheets)} answer sheets ({', '.join(sheets)}); where they differ a person decides, so hand in one"
    by_name = {w.name: w for w in wanted}
    for line in sheet.lines:
        own = meant([piece.text for piece in line.pieces[:-1]], wanted, secret)
        if not own.name:
            yield f"line {line.number}: {own.says}"
        elif not line.doubts and line.pieces[-1].text.strip() and value_of(line.pieces[-1].text, by_name[own.name], Custom()) is None:
            yield f"line {line.number}: {own.name} has no value that is a number, vector or matrix"
