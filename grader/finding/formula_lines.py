"""The text of a task as formulas need it: lines that belong together in one, each with the place that it came from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.document import Box, Document, Line, LineKind, Place, Source
from grader.formulas.tokens import LONGEST
from grader.page.nodes import Path
from grader.page.sections import Spot
from grader.readers.program import IN_PROGRAM

GOES_ON = ("+", "·", "×", "⊙", "*", "/", "∘", "@", "-", "(", "[", ",", "^", "_")
"""A line that ends so goes on in the next one."""
CARRIES_ON = ("+", "·", "×", "⊙", ")", "]", "∘", "⊗", "[ ", "⎨", "⎩")
"""A line that begins so goes on with the one before it."""
MOST_JOINED = 8
CASES = (" [ ", "⎧", "⎨", "⎩")
"""Signs before cases that are typed in several lines; a brace is read as a bracket there."""


@dataclass(frozen=True)
class Stretch:
    """A line, or several that are one."""

    text: str
    """In linear notation; of a program as it was written."""
    path: Path | None
    place: Place
    source: Source
    kind: LineKind
    doubts: tuple[str, ...] = ()
    program: bool = False
    block: int = 0
    heading: bool = False


def stretches(document: Document, spots: Sequence[Spot]) -> Iterator[Stretch]:
    """The stretches of a document in their order, without headers and what programs put out."""
    held: list[Stretch] = []
    for line, spot in zip(document.lines, spots, strict=True):
        if line.kind is LineKind.MARGIN or line.printed:
            continue
        one = stretch(document, line, spot.path, spot.skip)
        if not one.text.strip():
            continue
        if held and len(held) < MOST_JOINED and belongs(held[-1], one, sum(len(before.text) for before in held)):
            held.append(one)
            continue
        if held:
            yield joined(held)
        held = [one]
    if held:
        yield joined(held)


def written_programs(document: Document, paths: Sequence[Path | None]) -> Iterator[Stretch]:
    """The programs of a document, each below the heading that stands before its cell."""
    for program in document.programs:
        before = [path for line, path in zip(document.lines, paths, strict=True) if (line.page or 0) <= (program.page or 0)]
        path = before[-1] if before and program.page is not None else None
        place = Place(document.file, program.page, line=None if program.page is not None else 1)
        yield Stretch(program.text, path, place, Source.CODE, LineKind.TEXT, program=True)


def stretch(document: Document, line: Line, path: Path | None, skip: int) -> Stretch:
    """One line."""
    program = IN_PROGRAM in line.doubts or line.source is Source.CODE
    boxes = [piece.box for piece in line.pieces if piece.box is not None]
    place = Place(document.file, line.page, around(boxes), line.number, line.printed)
    text = "".join(piece.raw for piece in line.pieces) if program else line.text[skip:]
    doubts = tuple(doubt for doubt in line.doubts if doubt != IN_PROGRAM)
    return Stretch(text, path, place, line.source, line.kind, doubts, program, line.block, line.kind is LineKind.HEADING)


def around(boxes: Sequence[Box]) -> Box | None:
    """The box around some boxes."""
    if not boxes:
        return None
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def belongs(before: Stretch, after: Stretch, length: int) -> bool:
    """Whether a line goes on with the one before it."""
    if before.path != after.path or before.place.page != after.place.page or length + len(after.text) > LONGEST:
        return False
    if before.program or after.program:
        return before.program and after.program and before.block == after.block
    if before.block != after.block or before.heading or after.heading:
        return False
    ends, begins = before.text.rstrip(), after.text.lstrip()
    unclosed = sum(ends.count(opening) - ends.count(closing) for opening, closing in ("()", "[]", "⌊⌋")) > 0
    return unclosed or ends.endswith(GOES_ON) or begins.startswith(CARRIES_ON)


def in_cases(text: str) -> str:
    """Cases that are typed behind braces of several lines, `{ a if i = j { b else`, with semicolons between them."""
    if not any(sign in text for sign in CASES) or (" [ " in text and text.count("[") - text.count("]") < 2):
        return text
    for sign in CASES:
        text = text.replace(sign, "\0")
    first, *more = (part.strip() for part in text.split("\0"))
    return f"{first} {'; '.join(part.rstrip(',; ') for part in more if part)}"


def joined(held: Sequence[Stretch]) -> Stretch:
    """Several lines as one."""
    if len(held) == 1:
        return held[0] if held[0].program else replace(held[0], text=in_cases(held[0].text))
    first = held[0]
    box = around([one.place.box for one in held if one.place.box is not None])
    place = Place(first.place.file, first.place.page, box, first.place.line)
    text = "\n".join(one.text for one in held) if first.program else in_cases(" ".join(one.text for one in held))
    doubts = tuple(dict.fromkeys(doubt for one in held for doubt in one.doubts))
    return Stretch(text, first.path, place, first.source, first.kind, doubts, first.program, first.block, first.heading)
