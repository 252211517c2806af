"""Where the elements of an array lie in a JSON text of any layout and length, of which only a piece is held at a time.

Nothing is judged here: what follows the rules of JSON is passed over as it should be, and where a text breaks them the parser that
is given the extents says so. So it is enough to know strings, brackets and what stands between them.
"""

import json
import re
from dataclasses import dataclass, field
from typing import BinaryIO

PIECE = 1 << 18
"""Bytes that are read at a time."""
DEEPEST = 500
"""So many brackets in one another are more than any parser of ours takes; what has more is looked at no further."""
AT_ONCE = 12
"""Levels of brackets that are passed over in one go."""
AHEAD = 64
"""Bytes behind what breaks the rules that a parser may want to see before it says so, such as all of `\\ud834\\udd1e`."""
Extent = tuple[int, int]
"""Where something begins and where it ends, in bytes."""

_SPACE = re.compile(rb"[ \t\n\r]*+")
_WORD = re.compile(rb'[^ \t\n\r,:"\[\]{}]*+')
_INSIDE = rb'[^"\\\x00-\x1f]*+(?:\\.[^"\\\x00-\x1f]*+)*+'
_REST_OF_STRING = re.compile(_INSIDE, re.DOTALL)
_STRING = re.compile(b'"' + _INSIDE + b'"', re.DOTALL)
_PLAIN = rb'[^"\[\]{}]*+(?:"' + _INSIDE + rb'"[^"\[\]{}]*+)*+'


def _balanced(levels: int) -> bytes:
    """A pattern for all up to a bracket that closes one from before, or that has more than `levels` others in it."""
    pattern = _PLAIN
    for _ in range(levels):
        pattern = _PLAIN + rb"(?:[\[{]" + pattern + rb"[\]}]" + _PLAIN + rb")*+"
    return pattern


_BALANCED = re.compile(_balanced(AT_ONCE), re.DOTALL)
_WHOLE = re.compile(rb"[\[{]" + _balanced(AT_ONCE) + rb"[\]}]", re.DOTALL)


@dataclass
class Extents:
    """What was found of an array; of several of its name the last one counts, as in most parsers."""

    elements: list[Extent] = field(default_factory=list)
    dropped: list[Extent] = field(default_factory=list)
    """Elements of arrays of the same name that stand before it."""
    insides: list[Extent] = field(default_factory=list)
    """What lies between the brackets of each of these arrays."""
    end: int = 0
    """So far the text was looked at."""
    broken: bool = False
    """Whether it breaks the rules of JSON by then."""
    tail: Extent | None = None
    """From the last element on, where it does so in such an array."""


class _Broken(Exception):
    """The text breaks the rules at the place that was reached."""


def extents(file: BinaryIO, key: str) -> Extents:
    """Look through a text from where the file stands: it should be an object, and `key` the name of an array in it."""
    text, found = _Text(file), Extents()
    try:
        _object(text, key, found)
        found.end = text.place
        found.broken = text.following() != b""
    except _Broken:
        found.broken = True
    if found.broken:
        found.end = text.place + AHEAD
        if found.tail is not None:
            found.tail = (found.tail[0], found.end)
            found.insides[-1] = (found.insides[-1][0], found.end)
    return found


class _Text:
    """A place in a text, and the piece that is held there."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._held = b""
        self._at = 0
        self._before = 0

    @property
    def place(self) -> int:
        """How many bytes were passed."""
        return self._before + self._at

    def following(self) -> bytes:
        """The next byte that is no space; nothing at the end."""
        self._past(_SPACE)
        return self._held[self._at : self._at + 1]

    def passes(self, byte: bytes) -> bool:
        """Whether it follows; it is passed then."""
        follows = self.following() == byte
        self._at += follows
        return follows

    def name(self, longest: int) -> bytes:
        """Pass over a string, and its text if it has no more than `longest` bytes."""
        if self.following() != b'"':
            raise _Broken
        while len(self._held) - self._at < longest and self._more():
            pass
        begins = self._at
        if (whole := _STRING.match(self._held, begins)) is None or whole.end() - begins > longest:
            self._string()
            return b""
        self._at = whole.end()
        return whole[0]

    def value(self) -> None:
        """Pass over the value that follows."""
        match self.following():
            case b'"':
                self._string()
            case b"{" | b"[":
                self._bracketed()
            case _:
                before = self.place
                self._past(_WORD)
                if self.place == before:
                    raise _Broken

    def _more(self) -> bool:
        """Read on, and let go of what was passed."""
        piece = self._file.read(PIECE)
        self._before += self._at
        self._held, self._at = self._held[self._at :] + piece, 0
        return bool(piece)

    def _past(self, pattern: re.Pattern[bytes]) -> None:
        """Pass over all that is of one kind, however long."""
        while True:
            if (found := pattern.match(self._held, self._at)) is not None:
                self._at = found.end()
            if self._at < len(self._held) or not self._more():
                return

    def _string(self) -> None:
        """Pass over a string; a character that none may have ends the search for its end."""
        self._at += 1
        while True:
            self._past(_REST_OF_STRING)
            if self._held[self._at : self._at + 1] != b"\\":
                break
            if not self._more():  # what it escapes was not read yet
                raise _Broken
        if self._held[self._at : self._at + 1] != b'"':
            raise _Broken
        self._at += 1

    def _bracketed(self) -> None:
        """Pass over an object or an array."""
        if (whole := _WHOLE.match(self._held, self._at)) is not None:
            self._at = whole.end()
            return
        depth = 0  # it goes deeper, or on behind what is held
        while True:
            if depth:
                self._past(_BALANCED)
            match self._held[self._at : self._at + 1]:
                case b"{" | b"[" if depth < DEEPEST:
                    depth += 1
                case b"}" | b"]":
                    depth -= 1
                case b'"':
                    self._string()
                    continue
                case _:
                    raise _Broken
            self._at += 1
            if not depth:
                return


def _object(text: _Text, key: str, found: Extents) -> None:
    """Pass over the whole text, by its members if it is an object."""
    if not text.passes(b"{"):
        text.value()
        return
    if text.passes(b"}"):
        return
    while True:
        name = text.name(6 * len(key) + 2)  # as long as it may be: every character may be written as \u0073
        if not text.passes(b":"):
            raise _Broken
        if text.following() == b"[" and _says(name, key):
            _array(text, found)
        else:
            text.value()
        if text.passes(b"}"):
            return
        if not text.passes(b","):
            raise _Broken


def _says(text: bytes, key: str) -> bool:
    """Whether a string of JSON is this one."""
    try:
        return bool(text) and json.loads(text) == key
    except ValueError:
        return False


def _array(text: _Text, found: Extents) -> None:
    """Pass over an array by its elements."""
    text.passes(b"[")
    begins = text.place
    found.dropped += found.elements
    found.elements = []
    found.tail = (begins, begins)
    found.insides.append(found.tail)
    ended = text.passes(b"]")
    while not ended:
        text.following()
        start = text.place
        text.value()
        end = text.place
        if text.following() not in (b",", b"]"):
            raise _Broken
        found.elements.append((start, end))
        found.tail = (start, end)
        ended = text.passes(b"]") or not text.passes(b",")
    found.insides[-1] = (begins, text.place - 1)
    found.tail = None
