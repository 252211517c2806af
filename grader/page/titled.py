"""Values that stand alone below their name: `Output of filter 1:` above a tensor, `Filter 2 (down)` above a matrix, as one line."""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.document import Document, Line, LineKind, Piece
from grader.page.labels import last_label
from grader.text.items import Group, Matrix, Sign, Symbol
from grader.text.literals import ARRAYS, prefix_of
from grader.text.notation import parse
from grader.text.phrases import NUMBERED_NOUN

LONGEST_TITLE, MOST_WORDS, FEW_DIGITS = 70, 7, 2
_TITLE = re.compile(r"(?:[-*•]\s+)?(?P<name>[^\W\d_][^=≈~|⟦⟧:;!?\d]*(?:\(\d{1,2}\)|\d{1,2})?[^=≈~|⟦⟧:;!?\d]*?)\s*(?P<end>[:=]?)")
_NUMBER = re.compile(r"[-+]?\d[\d.,]{0,20}(?:e[-+]?\d{1,3})? ?%?")
_BEGINS = re.compile(r"\s*(?:\[\s*\[|\(\s*[\[(⟦]|⟦|(?:[a-z]{2,5}\.)*(?:array|asarray|tensor|matrix)\s*\()", re.IGNORECASE)
_SAME = r"(?:\.(?:squeeze|numpy|detach|tolist|data|cpu)(?:\(\))?)"
_PRINTS = re.compile(rf"(?:>>>\s)?(?:print\((?P<name>[A-Za-z]\w{{0,30}}){_SAME}{{0,4}}\)|(?P<shown>[A-Za-z]\w{{0,30}}){_SAME}{{1,4}})")
_ENDS = re.compile(r"[\])⟧]\s*[,.;]?\s*$")


def titled(document: Document) -> Document:
    """The document with every matrix that stands right below its name on one line with it."""
    lines: list[Line] = []
    at = 0
    while at < len(document.lines):
        line, below = unprinted(document.lines, at), document.lines[at + 1 : at + 3]
        if below and may_head(line) and is_below(line, below[0]) and is_value(line, below[0], below[1:]):
            lines.append(as_one(line, below[0]))
            at += 2
        else:
            lines.append(document.lines[at])
            at += 1
    return replace(document, lines=tuple(lines))


def unprinted(lines: Sequence[Line], at: int) -> Line:
    """A line, or of one that alone prints a variable its name: `print(w.squeeze())`, `w.numpy()` stand above what they show."""
    found = _PRINTS.fullmatch(lines[at].text.strip()) if len(lines[at].text) <= LONGEST_TITLE else None
    before = lines[at - 1].text if at else ""
    if found is None or "print" in before or any(before.count(opening) > before.count(closing) for opening, closing in ("()", "[]")):
        return lines[at]
    whole = replace(lines[at].pieces[0], text=found["name"] or found["shown"], raw=" ".join(piece.raw for piece in lines[at].pieces))
    return replace(lines[at], pieces=(whole,), kind=LineKind.TEXT)


def may_head(line: Line) -> bool:
    """Whether a line holds a name and nothing else: a symbol, or a few words that may end in a number or a remark."""
    if line.kind in (LineKind.ROW, LineKind.MARGIN) or line.doubts or len(line.pieces) > LONGEST_TITLE:
        return False
    text = line.text.strip()
    if len(text) > LONGEST_TITLE or r"\quad" in text:
        return False
    named = last_label(parse(text.rstrip(":= ")))
    if named is not None and named[1] == 0:
        return True
    found = _TITLE.fullmatch(text)
    if found is None or text.endswith((".", ",")) or len(found["name"].split()) > MOST_WORDS:
        return False
    return (bool(found["end"]) and line.kind is not LineKind.HEADING) or NUMBERED_NOUN.search(found["name"]) is not None


def is_value(line: Line, below: Line, further: Sequence[Line]) -> bool:
    """Whether a line is one value, and the next one none that goes on with it: a matrix, or behind a colon a number."""
    if is_alone(below):
        return not any(is_alone(other) for other in further)
    counts = below.printed or len(below.text.strip()) > FEW_DIGITS  # a bare `3` on a page may number it
    colon = line.kind is not LineKind.HEADING and line.text.rstrip().endswith(":")
    return colon and counts and is_number(below) and not any(is_number(other) for other in further)


def is_number(line: Line) -> bool:
    """Whether a line is a number and nothing else."""
    return (
        line.kind in (LineKind.TEXT, LineKind.MATH) and len(line.text) <= LONGEST_TITLE and _NUMBER.fullmatch(line.text.strip()) is not None
    )


def is_below(line: Line, other: Line) -> bool:
    """Whether a line stands where what another one announces does."""
    return other.page == line.page and other.printed == line.printed and other.kind in (LineKind.TEXT, LineKind.MATH) and not other.doubts


def is_alone(line: Line) -> bool:
    """Whether a line is a matrix or a list of lists and nothing else."""
    if line.kind not in (LineKind.TEXT, LineKind.MATH) or _BEGINS.match(line.text) is None or _ENDS.search(line.text[-40:]) is None:
        return False
    items = [item for item in parse(line.text) if not (isinstance(item, Sign) and (item.separator or item.stop))]
    called = len(items) > 1 and any(isinstance(item, Symbol) and prefix_of(item) in ARRAYS for item in items[:-1])
    alone = all(isinstance(item, Symbol | Sign) for item in items[:-1]) if called else len(items) == 1
    return alone and bool(items) and isinstance(items[-1], Matrix | Group)


def as_one(line: Line, below: Line) -> Line:
    """The name and its value."""
    pieces = named_pieces(line)
    doubts = dict.fromkeys((*line.doubts, *below.doubts))
    return replace(below, pieces=(*pieces, *below.pieces), block=line.block, number=line.number, doubts=tuple(doubts))


def named_pieces(line: Line) -> tuple[Piece, ...]:
    """The pieces of a name, with one sign between it and its value."""
    kept = len(line.text.rstrip(":= "))
    pieces: list[Piece] = []
    for piece in line.pieces:
        shown = piece.text[: max(0, kept)]
        kept -= len(piece.text)
        pieces.append(replace(piece, text=shown))
    return (*pieces, Piece(" = ", "\n", number=line.number))
