"""One page: what a person sees of it, as lines, with everything that was not read."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from grader.document import Box, Line, Unread
from grader.readers.pdf_accents import set_on_letters
from grader.readers.pdf_cancel import pen, struck
from grader.readers.pdf_codeless import Looked, completed, without_characters
from grader.readers.pdf_formulas import composed
from grader.readers.pdf_fractions import covered
from grader.readers.pdf_gate import too_much
from grader.readers.pdf_glyphs import Glyph, Seen, glyphs, seen
from grader.readers.pdf_hidden import Eye
from grader.readers.pdf_items import items_of
from grader.readers.pdf_lines import drafts, lines
from grader.readers.pdf_quality import beside_each_other, body_size, colliding, untrusted
from grader.readers.pdf_rows import Row, rows
from grader.readers.pdf_strokes import Rule, Strokes, strokes
from grader.readers.pdf_unread import annotated, regions

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfTextPage

MOST_ITEMS, MOST_RULES, MOST_OVER = 4_000, 1_000, 300
"""No honest page has more; what compares each with each must stay quick."""
SIDEWAYS = "text set sideways was not read"


@dataclass(frozen=True)
class Page:
    """What one page gave."""

    lines: tuple[Line, ...] = ()
    unread: tuple[Unread, ...] = ()
    notes: tuple[str, ...] = ()


class Crowded(Exception):
    """More on a page than can be put in order in good time."""


def read_page(document: "PdfDocument", number: int, block: int) -> Page:
    """Page `number` (from 1); its first block is numbered `block`."""
    page = document[number - 1]
    text = page.get_textpage()
    reason = too_much(page, text)
    if reason is not None:
        return Page(unread=(Unread(f"not read: {reason}", number),))
    view = seen(page)
    drawn = strokes(page, view)
    if drawn.crowded:
        return Page(unread=(Unread("not read: too many drawn objects on one page", number),))
    looked = _looked_at(text, view, drawn)
    notes = tuple(f"{reason} on page {number} was left out ({count} characters)" for reason, count in sorted(looked.hidden.items()))
    shown, codeless = completed(looked.shown, without_characters(looked, drawn, view))
    unread = [*regions(drawn, shown, codeless, view.size, number), *annotated(page, view, number)]
    if any(glyph.text.isalpha() for glyph in looked.sideways):
        unread.append(Unread(SIDEWAYS, number, _around(looked.sideways)))
    over = [*codeless, *drawn.drawings, *drawn.overlays, *(note.box for note in annotated(page, view, number) if note.box)]
    try:
        written = _written(shown, drawn, number, block, over[:MOST_OVER]) if shown else []
    except Crowded:
        return Page(unread=(*unread, Unread("not read: too much stands on one page", number)), notes=notes)
    if written and (why := untrusted(shown, drawn)) is not None:
        unread.append(Unread(why, number))
        written = [replace(line, doubts=(*line.doubts, why)) for line in written]
    return Page(tuple(written), tuple(unread), notes)


def _looked_at(text: "PdfTextPage", view: Seen, drawn: Strokes) -> Looked:
    """What stands on the page, sorted by whether and how a person sees it."""
    eye = Eye(view.size, drawn)
    looked = Looked()
    for glyph, style in glyphs(text, view):
        looked.coded.add(style.address)
        if glyph is None:
            continue
        reason = eye.misses(glyph, style)
        if reason is not None:
            looked.hidden[reason] += 1
        elif style.level:
            looked.shown.append(glyph)
        else:
            looked.sideways.append(glyph)
    return looked


def _written(shown: list[Glyph], drawn: Strokes, number: int, block: int, regions: list[Box]) -> list[Line]:
    body = body_size(shown)
    letters, strokes_of_pen = pen(shown)
    if len(drawn.rules) > MOST_RULES:
        raise Crowded
    items = items_of(set_on_letters(letters), body, covered(letters, drawn.rules))
    if len(items) > MOST_ITEMS:
        raise Crowded
    items, rules = struck(items, drawn.rules, [*drawn.slants, *strokes_of_pen])
    found = rows(composed(items, _bars(rules), body))
    columns = beside_each_other(found)
    if columns is not None:
        found = [
            Row(tuple(side), row.y)
            for left in (True, False)
            for row in found
            if (side := [item for item in row.items if (item.centre < columns) is left])
        ]
    written = lines(number, block, drafts(colliding(found, regions, body), rules, body), body)
    doubts = () if columns is None else ("the page is set in columns",)
    return [replace(line, doubts=(*line.doubts, *doubts)) for line in written]


def _bars(rules: list[Rule]) -> list[Rule]:
    """Level rules that may be fractions: none that meets an upright one (a frame, a ruled table)."""
    uprights = [rule for rule in rules if not rule.level]
    return [
        rule
        for rule in rules
        if rule.level and not any(rule.x0 - 2 <= up.x0 <= rule.x1 + 2 and up.y0 - 2 <= rule.y <= up.y1 + 2 for up in uprights)
    ]


def _around(found: list[Glyph]) -> Box:
    return min(g.left for g in found), min(g.top for g in found), max(g.right for g in found), max(g.bottom for g in found)
