"""Signs that a page was not read well: a text layer that is garbage, columns, characters that lie over each other."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from grader.document import Box
from grader.readers.pdf.fonts import UNKNOWN
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.items import SMALLER, Item, Sort, doubted, runs, tokens
from grader.readers.pdf.rows import QUAD, Row, gaps
from grader.readers.pdf.spelling import spelt
from grader.readers.pdf.strokes import Strokes

ENOUGH = 60
"""Characters from which on a page's text can be judged as a whole."""
MOST_UNKNOWN = 0.08
MOST_SINGLE = 0.5
FEW_WORDS = 4
"""Letters mostly by themselves, and hardly a word: what a device made of handwriting."""
MOST_TORN = 0.25
"""Points and commas that stand alone, beside numbers."""
STROKE = 60.0
"""A stroke of a pen is no longer than this, in points."""
SCRIPTED, OFTEN = 1.55, 0.35
"""How much larger letters are than their scripts, and how much rarer they may be."""
ENOUGH_ROWS = 10
BOTH_SIDES = 0.5
LEAST_GUTTER = 10.0
TOO_NEAR = 0.8
"""Rows of one text are never nearer to each other, in sizes."""
FURTHEST = 0.5
"""Rows whose ink is further apart than this, in sizes, are in nobody's way."""
BRACKET, THINNER = 1.2, 0.8
"""How tall, in sizes, and how thin, in its height, ink is that may be a large bracket."""
OVER = "characters that lie over each other"
STRAY = "small characters that could not be placed"
EMPTY = "brackets around nothing"
_CLOSING = {"(": ")", "[": "]", "{": "}", "|": "|", "‖": "‖"}
WIDE, SPACED = 0.75, 0.18
AMONG, APART = "rows of numbers stand close above and below it", 2.0
INSTEAD_OF_VALUE, HIGHEST = "a picture or drawing stands in the place of a value", 12.0
UNDER_INK = "a drawing or note lies over it"


def body_size(glyphs: Sequence[Glyph]) -> float:
    """The size most of a page is set in; where scripts outnumber the letters that bear them, that of the letters."""
    sizes, plain = Counter[float](), Counter[float]()
    for (size, bold), count in Counter((glyph.size, glyph.bold) for glyph in glyphs).items():
        sizes[round(size, 1)] += count
        plain[round(size, 1)] += 0 if bold else count
    usual, most = max(sizes.items(), key=lambda pair: (pair[1], pair[0]))
    return max([usual, *(size for size, count in plain.items() if size <= SCRIPTED * usual and count >= OFTEN * most)])


def untrusted(glyphs: Sequence[Glyph], drawn: Strokes) -> str | None:
    """Why a page's text layer is not to be trusted, if so."""
    if len(glyphs) < ENOUGH:
        return None
    if sum(UNKNOWN in glyph.text for glyph in glyphs) > MOST_UNKNOWN * len(glyphs):
        return "many characters of the page have no name"
    if (drawn.drawings or drawn.pictures) and _scattered([glyph for glyph in glyphs if glyph.text.isalpha()]):
        return "the page's text layer is in pieces"
    if _torn(glyphs):
        return "numbers of the page's text layer are torn apart"
    return "the page's text lies over pen strokes" if _over_strokes(glyphs, drawn) else None


def _scattered(letters: Sequence[Glyph]) -> bool:
    """Whether most letters stand alone."""
    lengths = [len(spelt("".join(glyph.text for glyph in run))) for run in runs(letters)]
    return lengths.count(1) > MOST_SINGLE * len(letters) and sum(length > 3 for length in lengths) < FEW_WORDS


def _torn(glyphs: Sequence[Glyph]) -> bool:
    """Whether numbers are broken by spaces (`o . 114`), as only devices do that guess at handwriting."""
    if sum(len(run) == 1 and run[0].text in (".", ",") for run in runs(glyphs)) < FEW_WORDS:
        return False
    found = tokens(glyphs)
    numbers = sum(any(char.isdigit() for char in item.text) for item in found)
    ordered = sorted(found, key=lambda item: (round(item.y), item.x0))
    trios = zip(ordered, ordered[1:], ordered[2:], strict=False)
    points = sum(item.text in (".", ",") and _spaced(left, item) and _spaced(item, right) for left, item, right in trios)
    return points >= FEW_WORDS and points > MOST_TORN * numbers


def _spaced(left: Item, right: Item) -> bool:
    """Whether a whole space stands between two neighbours (office programs set a little room around a comma)."""
    return right.x0 - left.x1 > SPACED * right.size


def _over_strokes(glyphs: Sequence[Glyph], drawn: Strokes) -> bool:
    """Whether most characters lie over small drawings: letters written by hand, and what a device made of them."""
    strokes: dict[tuple[int, int], list[Box]] = {}
    for box in drawn.drawings:
        if max(box[2] - box[0], box[3] - box[1]) <= STROKE:
            for x in range(int(box[0] // STROKE), int(box[2] // STROKE) + 1):
                for y in range(int(box[1] // STROKE), int(box[3] // STROKE) + 1):
                    strokes.setdefault((x, y), []).append(box)
    if len(drawn.drawings) < ENOUGH:
        return False
    over = 0
    for glyph in glyphs:
        across, down = (glyph.left + glyph.right) / 2, (glyph.top + glyph.bottom) / 2
        near = strokes.get((int(across // STROKE), int(down // STROKE)), [])[:ENOUGH]
        over += any(box[0] - 1 <= across <= box[2] + 1 and box[1] - 1 <= down <= box[3] + 1 for box in near)
    return over > BOTH_SIDES * len(glyphs)


def beside_each_other(rows: Sequence[Row]) -> float | None:
    """Where the white strip between two columns of prose runs, if the page is set in columns."""
    if len(rows) < ENOUGH_ROWS:
        return None
    left, right = min(row.items[0].x0 for row in rows), max(row.items[-1].x1 for row in rows)
    candidates = [
        (one.x1 + other.x0) / 2
        for row in rows
        for gap, one, other in zip(gaps(row), row.items, row.items[1:], strict=False)
        if gap == QUAD and left + 0.3 * (right - left) < (one.x1 + other.x0) / 2 < left + 0.7 * (right - left)
    ]
    if len(candidates) < ENOUGH_ROWS // 2:
        return None
    middle = sorted(candidates)[len(candidates) // 2]
    split = [
        row for row in rows if row.items[0].x1 < middle < row.items[-1].x0 and not any(item.x0 < middle < item.x1 for item in row.items)
    ]
    prosaic = sum(
        _prosaic([item for item in row.items if item.centre < middle]) and _prosaic([item for item in row.items if item.centre > middle])
        for row in split
    )
    whole = sum(any(item.x0 < middle < item.x1 for item in row.items) for row in rows)
    return middle if prosaic >= BOTH_SIDES * ENOUGH_ROWS and len(split) > whole else None


def _prosaic(items: Sequence[Item]) -> bool:
    return sum(item.text.isalpha() and len(item.text) > 1 for item in items) >= 2


def colliding(rows: Sequence[Row], ink: Sequence[Box], body: float) -> list[Row]:
    """The rows, with doubts where one reaches into another or something is drawn over it."""
    doubts: list[dict[str, None]] = [{} for _ in rows]
    for index, row in enumerate(rows):
        for other in range(max(index - 6, 0), min(index + 7, len(rows))):
            if other != index and (why := _collision(row, rows[other], body)) is not None:
                doubts[index][why] = doubts[other][why] = None
        if any(_touches(box, item.box, 1.0) for box in ink for item in row.items) or any(_among(box, row, body) for box in ink):
            doubts[index][UNDER_INK] = None
        if 0 < index < len(rows) - 1 and _among_rows(row, rows[index - 1], rows[index + 1]):
            doubts[index][AMONG] = None
        if any(_around_nothing(left, right) for left, right in itertools.pairwise(row.items)):
            doubts[index][EMPTY] = None
    return [_doubted(row, why) for row, why in zip(rows, doubts, strict=True)]


def _among_rows(row: Row, above: Row, below: Row) -> bool:
    """Whether a row's value goes on in rows above and below it, as a matrix does whose brackets nobody sees."""
    starts = [item.x0 for one, item in itertools.pairwise(row.items) if one.text[-1] in "=≈"]
    if not starts or below.y - above.y > 2 * APART * row.size:
        return False
    start = starts[-1] - row.size
    values = [item for item in row.items if item.x0 > start]
    return len(values) > 1 and all(
        other.items[0].x0 > start and abs(other.items[-1].x1 - row.items[-1].x1) < row.size and all(map(_is_number, other.items))
        for other in (above, below)
    )


def _is_number(item: Item) -> bool:
    return any(char.isdigit() for char in item.text) and not any(char.isalpha() for char in item.text)


def with_gaps(rows: Sequence[Row], ink: Sequence[Box], body: float) -> list[Row]:
    """The rows, with a sign where something that was not read stands in the place of a value: behind a relation."""
    return [
        _with_gaps(row, [box for box in ink if box[1] < row.y < box[3] + 0.5 * body and box[3] - box[1] < HIGHEST * body]) for row in rows
    ]


def _with_gaps(row: Row, ink: Sequence[Box]) -> Row:
    items = list(row.items)
    for box in ink:
        at = sum(item.x1 <= box[0] + 1 for item in items)
        free = at == len(items) or items[at].x0 >= box[2] - 1
        if at and free and items[at - 1].text[-1] in "=≈:" and box[2] - box[0] > 0.5 * row.size:
            x0, top, x1, bottom = box
            items.insert(at, Item(UNKNOWN, UNKNOWN, Sort.FORMULA, x0, x1, top, bottom, row.y, row.size, doubts=(INSTEAD_OF_VALUE,)))
    return row if len(items) == len(row.items) else replace(row, items=tuple(items))


def _collision(row: Row, other: Row, body: float) -> str | None:
    """Whether a formula or a stray script of `row` lies where `other` stands, or the two are one row set on two levels."""
    if (
        abs(row.y - other.y) < TOO_NEAR * min(row.size, other.size)
        and row.items[0].x0 < other.items[-1].x1
        and other.items[0].x0 < row.items[-1].x1
    ):
        return OVER
    beside = other.top - FURTHEST * body < row.bottom and row.top < other.bottom + FURTHEST * body
    if not beside and not row.top < other.y < row.bottom:
        return None
    for item in row.items:
        small = item.size < SMALLER * body
        if item.sort is Sort.TOKEN and not small:
            continue
        if item.doubts and item.top < other.y < item.bottom:
            return OVER
        if any(_touches(item.box, neighbour.box, 0.2 * body) for neighbour in other.items):
            return OVER
        if (
            small
            and item.sort is Sort.TOKEN
            and other.size > item.size / SMALLER
            and not _prosaic(row.items)
            and item.x1 > other.items[0].x0 + 1
        ):
            around = item.x0 - 0.3 * body, item.top - 0.4 * body, item.x1 + 0.3 * body, item.bottom + 0.4 * body
            if any(_touches(around, neighbour.box, 0.05 * body) for neighbour in other.items):
                return STRAY
    return None


def _around_nothing(left: Item, right: Item) -> bool:
    """Whether an opening and a closing bracket have but a gap between them: what they hold was read as other rows."""
    return _CLOSING.get(left.text) == right.text and right.x0 - left.x1 > WIDE * right.size


def _among(box: Box, row: Row, body: float) -> bool:
    """Whether ink that is tall and thin, as a large bracket without a character is, stands in a row or at an end of it."""
    upright = box[3] - box[1] > BRACKET * body and box[2] - box[0] < THINNER * (box[3] - box[1])
    return (
        upright and box[1] <= row.y <= box[3] + 0.2 * body and row.items[0].x0 - 2 * body < box[2] and box[0] < row.items[-1].x1 + 2 * body
    )


def _touches(one: Box, other: Box, least: float) -> bool:
    return min(one[2], other[2]) - max(one[0], other[0]) > least and min(one[3], other[3]) - max(one[1], other[1]) > least


def _doubted(row: Row, why: dict[str, None]) -> Row:
    if not why:
        return row
    first = row.items[0]
    for doubt in why:
        first = doubted(first, doubt)
    return replace(row, items=(first, *row.items[1:]))
