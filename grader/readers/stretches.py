"""A text file as paragraphs and display formulas, each with the line of the file that it begins in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.errors import Unreadable
from grader.readers.paragraph_marks import unframed, unquoted
from grader.readers.program import FENCE, is_program

LONGEST_FILE = 4_000_000
LONGEST_FORMULA = 20_000
_DISPLAY = re.compile(r"\$\$|\\\[|\\begin\{(?:align|equation|gather|multline|eqnarray|displaymath|flalign|alignat)\*?\}")
_CLOSING = {"$$": "$$", "\\[": "\\]"}


@dataclass(frozen=True)
class Stretch:
    """A stretch of the file between blank lines or display formulas, from line `number` on."""

    text: str
    number: int
    math: bool = False
    program: bool = False
    """Lines of a program, whose assignments are no answers."""
    printed: bool = False
    """Between code fences: no emphasis, no headings."""


def decoded(data: bytes, name: str) -> str:
    """UTF-8 (or UTF-16 with its mark, or Latin-1 where it is plainly text) with Unix line ends."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"", "utf-8-sig")):
        if data.startswith(mark):
            try:
                text = data.decode(encoding)
                break
            except UnicodeDecodeError:
                continue
    else:
        if b"\x00" in data:
            message = f"{name}: is no text file; hand it in as UTF-8 text or as a PDF"
            raise Unreadable(message)
        text = data.decode("latin-1")
    if "\x00" in text:
        message = f"{name}: is no text file; hand it in as UTF-8 text or as a PDF"
        raise Unreadable(message)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def stretches(text: str) -> Iterator[Stretch]:
    """Paragraphs, display formulas and what stands between code fences, in the file's order."""
    held: list[str] = []
    start = 1
    rows = text.split("\n")
    ends = fences(rows)
    at = 0
    while at < len(rows):
        if at in ends:
            yield from formulas("\n".join(unframed(unquoted(held))), start)
            inside = rows[at + 1 : ends[at]]
            mark = FENCE.match(rows[at])
            told = mark[2] if mark is not None else ""
            program = is_program(told, inside)
            if any(row.strip() for row in inside) and told.strip(" {}").casefold() == "math":
                yield Stretch("\n".join(inside)[:LONGEST_FORMULA], at + 2, math=True)
            elif any(row.strip() for row in inside):
                yield Stretch("\n".join(inside), at + 2, program=program, printed=True)
            at = ends[at] + 1
            held, start = [], at + 1
        else:
            held.append(rows[at])
            at += 1
    yield from formulas("\n".join(unframed(unquoted(held))), start)


def fences(rows: Sequence[str]) -> dict[int, int]:
    """The lines where fenced stretches begin, each with the one where it ends."""
    pairs: dict[int, int] = {}
    opened: tuple[int, str] | None = None
    for at, row in enumerate(rows):
        mark = FENCE.match(row) if row.lstrip().startswith(("```", "~~~")) else None
        if mark is None:
            continue
        if opened is None:
            opened = (at, mark[1])
        elif mark[1].startswith(opened[1]) and not mark[2]:
            pairs[opened[0]] = at
            opened = None
    return pairs


def formulas(text: str, number: int) -> Iterator[Stretch]:
    """Paragraphs and display formulas."""
    at = 0
    while match := _DISPLAY.search(text, at):
        yield from paragraphs(text[at : match.start()], number)
        number += text.count("\n", at, match.start())
        opening = match.group()
        closing = _CLOSING.get(opening) or opening.replace("begin", "end")
        end = text.find(closing, match.end(), match.end() + LONGEST_FORMULA)
        if end < 0 and opening.startswith("\\"):
            yield Stretch(text[match.start() : match.end()], number, math=True)
            at = match.end()
            continue
        if end < 0 or text.find("\n\n\n", match.end(), end) >= 0:
            at = match.end()
            continue
        yield Stretch(text[match.end() : end], number + text.count("\n", match.start(), match.end()), math=True)
        number += text.count("\n", match.start(), end + len(closing))
        at = end + len(closing)
    yield from paragraphs(text[at:], number)


def paragraphs(text: str, number: int) -> Iterator[Stretch]:
    """What blank lines part."""
    held: list[str] = []
    start = number
    for offset, line in enumerate(text.split("\n")):
        if line.strip():
            if not held:
                start = number + offset
            held.append(line)
        elif held:
            yield Stretch("\n".join(held), start)
            held = []
    if held:
        yield Stretch("\n".join(held), start)
