"""One page: what a person sees of it, as lines, with everything that was not read."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from grader.document import CROSSED, INSTEAD, LIES, NOT_LOOKED_AT, STRAY, Box, Line, LineKind, Piece, Source, Unread
from grader.readers.pdf.accents import set_on_letters
from grader.readers.pdf.annotations import drawn_on, laid_over
from grader.readers.pdf.bars import barred
from grader.readers.pdf.brackets import drawn_brackets, unstretched
from grader.readers.pdf.cancel import pen, struck
from grader.readers.pdf.codeless import Looked, completed, without_characters
from grader.readers.pdf.columns import Zone, side_by_side, zones
from grader.readers.pdf.crossed import counts, crossed, crossed_out, given_instead
from grader.readers.pdf.digits import false_digits, with_doubt
from grader.readers.pdf.entries import Mark, Typed, entered, mark_of, typed_in, without_frames
from grader.readers.pdf.fonts import UNKNOWN
from grader.readers.pdf.footnotes import parted as footnotes
from grader.readers.pdf.formulas import composed
from grader.readers.pdf.fractions import covered
from grader.readers.pdf.gate import too_much
from grader.readers.pdf.glyphs import BLANKS, Glyph, Seen, glyphs, seen
from grader.readers.pdf.headed_grids import headed_grids
from grader.readers.pdf.hidden import TINY, UNSEEN, WATERMARK, Eye
from grader.readers.pdf.items import items_of
from grader.readers.pdf.line_numbers import numbered
from grader.readers.pdf.lines import drafts, lines
from grader.readers.pdf.margins import Edge
from grader.readers.pdf.named_grids import named_grids
from grader.readers.pdf.paper import Paper
from grader.readers.pdf.printed import with_arrays
from grader.readers.pdf.quality import beside_each_other, body_size, colliding, untrusted, with_gaps
from grader.readers.pdf.rows import Row, rows
from grader.readers.pdf.rules import joined
from grader.readers.pdf.stray import stray
from grader.readers.pdf.strokes import Rule, Strokes, strokes
from grader.readers.pdf.unread import FEW, regions

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

MOST_ITEMS, MOST_RULES, MOST_OVER = 4_000, 1_000, 300
"""No honest page has more; what compares each with each must stay quick."""
NOT_READ = "not read: "
"""How the reason begins why nothing of a page was read."""
SIDEWAYS = "text set sideways was not read"


@dataclass(frozen=True)
class Sketch:
    """One page looked at, before its lines are put together."""

    number: int
    height: float = 0.0
    shown: tuple[Glyph, ...] = ()
    drawn: Strokes = field(default_factory=Strokes)
    over: tuple[Box, ...] = ()
    """What is drawn over the page."""
    typed: Typed | None = None
    """What was typed into it."""
    lies: tuple[Box, ...] = ()
    """Digits that are drawn as others than the text layer says."""
    instead: tuple[Box, ...] = ()
    """Numbers for which the file gives a text in the place of what is drawn."""
    crossed: tuple[Box, ...] = ()
    """Characters across which something is drawn."""
    stray: tuple[Box, ...] = ()
    """Numbers beside which something is drawn that is no character."""
    blind: bool = False
    """Whether it could not be drawn closely enough to see what is hidden on it."""
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Written:
    """The lines of a page, those of its footnotes, and where the strip between its columns runs."""

    lines: tuple[Line, ...] = ()
    footnotes: tuple[Line, ...] = ()
    strip: float | None = None


@dataclass(frozen=True)
class Page:
    """What one page gave."""

    written: Written = Written()
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ink:
    """What is drawn over characters, and what may stand in the place of some."""

    over: Sequence[Box]
    instead: Sequence[Box]


class Crowded(Exception):
    """More on a page than can be put in order in good time."""


def look(document: "PdfDocument", number: int) -> Sketch:
    """What stands on page `number` (from 1)."""
    from pypdfium2 import PdfiumError

    try:
        return _looked_upon(document, number)
    except PdfiumError:
        return Sketch(number, unread=(Unread(f"{NOT_READ}the page is damaged", number),))


def _looked_upon(document: "PdfDocument", number: int) -> Sketch:
    page = document[number - 1]
    text = page.get_textpage()
    reason = too_much(page, text)
    if reason is not None:
        return Sketch(number, unread=(Unread(f"{NOT_READ}{reason}", number),))
    view, laid, printed, rules = seen(page), laid_over(document, page, number), frozenset[Mark](), frozenset[Rule]()
    if laid.entries:
        printed = frozenset(mark_of(glyph) for glyph, _ in glyphs(text, view) if glyph is not None)
        rules = frozenset(strokes(page, view).rules)
        page = drawn_on(document, page, number, laid)
        text = page.get_textpage()
        if (reason := too_much(page, text)) is not None:
            return Sketch(number, unread=(Unread(f"{NOT_READ}{reason}", number),))
    whole = strokes(page, view)
    drawn = without_frames(whole, rules, laid.entries)
    if drawn.crowded:
        return Sketch(number, unread=(Unread(f"{NOT_READ}too many drawn objects on one page", number),))
    paper = Paper(page, drawn)
    looked = _looked_at(text, Eye(view.size, drawn, paper), view)
    hidden = sorted((reason, count) for reason, count in looked.hidden.items() if reason != WATERMARK)
    notes = tuple(f"{reason} on page {number} was left out ({count} characters)" for reason, count in hidden)
    shown, codeless = completed(looked.shown, without_characters(looked, drawn, view))
    typed = typed_in(shown, printed, laid.entries) if laid.entries else Typed(shown, {})
    as_drawn, shown, notes = shown, typed.glyphs, (*notes, *laid.notes, *typed.notes(number))
    unread = [*regions(drawn, shown, codeless, view.size, number), *laid.unread, *typed.unread(number)]
    if looked.hidden[UNSEEN] or looked.hidden[TINY] > FEW:
        unread.append(Unread(f"{UNSEEN if looked.hidden[UNSEEN] else TINY} was left out", number))
    if any(glyph.text.isalpha() for glyph in looked.sideways):
        unread.append(Unread(SIDEWAYS, number, _around(looked.sideways)))
    over = [*codeless, *drawn.drawings, *drawn.overlays, *(note.box for note in laid.unread if note.box)]
    blind = bool(shown) and paper.blind
    lies = () if blind else false_digits(looked.shown, paper)
    notes = (*notes, *([f"{LIES} (page {number}, {len(lies)}×)"] if lies else []))
    notes_at = [*laid.shown, *(note.box for note in laid.unread if note.box)]
    across = crossed(shown, drawn, [note.box for note in laid.unread if note.box])
    across += () if blind else crossed_out(shown, drawn, paper)
    marks = lies, tuple(looked.instead), across, () if blind else stray(as_drawn, whole, paper, notes_at)
    return Sketch(number, view.size[1], tuple(shown), drawn, tuple(over[:MOST_OVER]), typed, *marks, blind, tuple(unread), notes)


def read_page(sketch: Sketch, block: int, edge: Edge, before: float | None = None) -> Page:
    """The lines of a page; the first block is numbered `block`, and on the page before a strip between columns ran at `before`."""
    unread = list(sketch.unread)
    inside = [glyph for glyph in sketch.shown if edge.holds(glyph)]
    outside = [[glyph for glyph in sketch.shown if glyph.y <= edge.top], [glyph for glyph in sketch.shown if glyph.y >= edge.bottom]]
    try:
        header, footer = (_marginal(glyphs, sketch.number, block) if glyphs else [] for glyphs in outside)
        written = set_page(inside, sketch.drawn, sketch.number, block + 1, sketch.over, before) if inside else Written()
    except Crowded:
        return Page(unread=(*unread, Unread(f"{NOT_READ}too much stands on one page", sketch.number)), notes=sketch.notes)
    lines = list(written.lines)
    if sketch.typed is not None and sketch.typed.inks:
        lines, header, footer = (entered(part, sketch.typed) for part in (lines, header, footer))
        written = replace(written, footnotes=tuple(entered(written.footnotes, sketch.typed)))
    last = max((line.block for line in (*lines, *written.footnotes)), default=block)
    lines = [*header, *lines, *(replace(line, block=last + 1) for line in footer)]
    written = replace(written, lines=tuple(lines))
    for mark, places in ((LIES, sketch.lies), (INSTEAD, sketch.instead), (CROSSED, sketch.crossed), (STRAY, sketch.stray)):
        written = replace(written, lines=with_doubt(written.lines, mark, places), footnotes=with_doubt(written.footnotes, mark, places))
    if sketch.blind:
        written = replace(
            written, lines=_all_doubted(written.lines, NOT_LOOKED_AT), footnotes=_all_doubted(written.footnotes, NOT_LOOKED_AT)
        )
    if inside and (why := untrusted(inside, sketch.drawn)) is not None:
        unread.append(Unread(why, sketch.number, picture=True))
        written = replace(written, lines=_all_doubted(written.lines, why), footnotes=_all_doubted(written.footnotes, why))
    return Page(written, tuple(unread), sketch.notes)


def _all_doubted(lines: Sequence[Line], why: str) -> tuple[Line, ...]:
    return tuple(replace(line, doubts=(*line.doubts, why)) for line in lines)


def _marginal(glyphs: list[Glyph], number: int, block: int) -> list[Line]:
    """A header or footer."""
    return [replace(line, kind=LineKind.MARGIN, block=block) for line in written_lines(glyphs, Strokes(), number, block, [])]


def _looked_at(text: "PdfTextPage", eye: Eye, view: Seen) -> Looked:
    """What stands on the page, sorted by whether and how a person sees it."""
    looked = Looked()
    replaced: dict[int, bool] = {}
    for glyph, style in glyphs(text, view):
        if style.address not in replaced:
            own = eye.written.get(style.address)
            replaced[style.address] = own is not None and given_instead(own.handle)
        looked.coded.add(style.address)
        if glyph is None:
            continue
        if glyph.text == UNKNOWN and glyph.raw in BLANKS and (replaced[style.address] or not eye.finds_ink_in(glyph)):
            continue
        reason = eye.misses(glyph, style)
        if reason is not None:
            looked.hidden[reason] += 1
        elif style.level:
            looked.shown.append(glyph)
            if replaced[style.address] and counts(glyph):
                looked.instead.append((glyph.left, glyph.top, glyph.right, glyph.bottom))
        else:
            looked.sideways.append(glyph)
    return looked


def written_lines(shown: Sequence[Glyph], drawn: Strokes, number: int, block: int, regions: Sequence[Box]) -> list[Line]:
    """What stands on a page as lines; OCR brings its glyphs here too."""
    written = set_page(shown, drawn, number, block, regions)
    return [*written.lines, *written.footnotes]


def set_page(
    shown: Sequence[Glyph], drawn: Strokes, number: int, block: int, regions: Sequence[Box], before: float | None = None
) -> Written:
    """The lines of a page and of its footnotes, column by column where it is set in columns."""
    body = body_size(shown)
    letters, strokes_of_pen = pen(shown)
    if len(drawn.rules) > MOST_RULES:
        raise Crowded
    drawn_rules = joined(drawn.rules)
    items = items_of(set_on_letters(letters), body, covered(letters, drawn_rules))
    bars, rest = barred(items, drawn.rules, body)
    drawn_rules = joined(rest) if bars else drawn_rules
    items = [*unstretched(items), *drawn_brackets([*drawn.brackets, *bars], body)]
    if len(items) > MOST_ITEMS:
        raise Crowded
    items, rules = struck(items, drawn_rules, [*drawn.slants, *strokes_of_pen])
    counting, items = numbered(items, body)
    apart = [Line((Piece(item.text, item.raw, item.box),), LineKind.MARGIN, Source.TEXT, block, page=number) for item in counting]
    parts, strip = zones(items, rules, before)
    parted = [footnotes(part, body) for part in parts]
    text, notes = [part for part, _ in parted], [part for _, part in parted if part is not None]
    text = [part for zone in text for part in side_by_side(zone)]
    ink = Ink(regions, [*regions, *drawn.pictures])
    lines = [*apart, *_zone_lines(text, number, block + bool(apart), ink, body)]
    last = lines[-1].block if lines else block
    return Written(tuple(lines), tuple(_zone_lines(notes, number, last + 1, ink, body)), strip)


def _zone_lines(parts: Sequence[Zone], number: int, block: int, ink: Ink, body: float) -> list[Line]:
    """The lines of stretches and columns, one after another."""
    found: list[Line] = []
    for part in parts:
        found += _lines_of(part, number, found[-1].block + 1 if found else block, ink, body)
    return found


def _lines_of(part: Zone, number: int, block: int, ink: Ink, body: float) -> list[Line]:
    found = with_gaps(headed_grids(named_grids(with_arrays(rows(composed(part.items, _bars(part.rules), body))))), ink.instead, body)
    columns = beside_each_other(found)
    if columns is not None:
        found = [
            Row(tuple(side), row.y)
            for left in (True, False)
            for row in found
            if (side := [item for item in row.items if (item.centre < columns) is left])
        ]
    written = lines(number, block, drafts(colliding(found, ink.over, body), part.rules, body), body)
    doubts = () if columns is None else ("the page is set in columns",)
    return [replace(line, doubts=(*line.doubts, *doubts)) for line in written]


def _bars(rules: Sequence[Rule]) -> list[Rule]:
    """Level rules that may be fractions: none that meets an upright one (a frame, a ruled table)."""
    uprights = [rule for rule in rules if not rule.level]
    return [
        rule
        for rule in rules
        if rule.level and not any(rule.x0 - 2 <= up.x0 <= rule.x1 + 2 and up.y0 - 2 <= rule.y <= up.y1 + 2 for up in uprights)
    ]


def _around(found: list[Glyph]) -> Box:
    return min(g.left for g in found), min(g.top for g in found), max(g.right for g in found), max(g.bottom for g in found)
