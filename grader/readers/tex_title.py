r"""The title block of a LaTeX source: what `\title`, `\author` and `\date` before the body put on its first page."""

import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from types import MappingProxyType

from grader.document import Line, LineKind, Piece, Source

LONGEST, MOST = 2_000, 40
"""Characters of one entry, and lines of all."""
_ENTRY = re.compile(r"\\(?:title|subtitle|author|date|subject|[lcr]head|[io]?head|publishers)\*?\s*(?:\[[^\]]{0,200}\]\s*)?\{")
_NEXT = re.compile(r"\\\\(?:\[[^\]\n]{0,20}\])?|\\(?:and|newline|par)\b|\n")
_ACCENTS = MappingProxyType({'"': "\u0308", "'": "\u0301", "`": "\u0300", "^": "\u0302", "~": "\u0303", "=": "\u0304", ".": "\u0307"})
_LETTERED = MappingProxyType({"v": "\u030c", "u": "\u0306", "c": "\u0327", "H": "\u030b", "k": "\u0328", "r": "\u030a"})
_ACCENT = re.compile(r"\\([\"'`^~=.])\s?\{?\\?([A-Za-z])\}?|\\([vucHkr])\s?\{\\?([A-Za-z])\}")
_LETTER = re.compile(r"\\(ss|o|O|l|L|ae|AE|oe|OE|aa|AA|i|j)(?:\{\}|(?![A-Za-z])[ ]?)")
_LETTERS = MappingProxyType(dict(zip("ss o O l L ae AE oe OE aa AA i j".split(), "ß ø Ø ł Ł æ Æ œ Œ å Å i j".split(), strict=True)))
_COMMAND, _BRACES = re.compile(r"\\[A-Za-z]+\*?|(?<!\\)~|\\(?=[&%#_])"), re.compile(r"[{}$]")


def title_lines(source: str) -> tuple[Line, ...]:
    """The lines of the title block, where the body sets it; they are no part of any answer."""
    source = re.sub(r"(?<!\\)%.*", "", source)
    begin = source.find(r"\begin{document}")
    if begin < 0:
        return ()
    preamble = source if r"\maketitle" in source[begin:] else source[:begin]
    entries = islice(_ENTRY.finditer(preamble), MOST)  # each is looked through by itself, so there may not be many
    rows = islice((row for match in entries for row in _rows(preamble, match.end())), MOST)
    return tuple(
        Line((Piece(text, text, None, number),), LineKind.MARGIN, Source.MARKDOWN, block, number=number)
        for block, (number, text) in enumerate(rows)
    )


def _rows(source: str, start: int) -> Iterator[tuple[int, str]]:
    """What stands in the braces, row by row, each with its line in the file."""
    inside = source[start : _closing(source, start)]
    number, at = source.count("\n", 0, start) + 1, 0
    for mark in (*_NEXT.finditer(inside), None):
        piece = inside[at : mark.start() if mark is not None else len(inside)]
        if text := " ".join(_BRACES.sub("", _COMMAND.sub(" ", accented(piece))).split()):
            yield number + inside.count("\n", 0, at), text
        at = len(inside) if mark is None else mark.end()


def _closing(source: str, start: int) -> int:
    """Where the brace is closed that was opened before `start`."""
    depth = 1
    end = min(len(source), start + LONGEST)
    for at in range(start, end):
        depth += (source[at] == "{") - (source[at] == "}")
        if not depth:
            return at
    return end


def accented(text: str) -> str:
    r"""Letters with their accents: `\"u` is ü, `\v{c}` is č."""

    def letter(found: "re.Match[str]") -> str:
        mark = _ACCENTS[found[1]] if found[1] else _LETTERED[found[3]]
        return unicodedata.normalize("NFC", (found[2] or found[4]) + mark)

    return _LETTER.sub(lambda found: _LETTERS[found[1]], _ACCENT.sub(letter, text))
