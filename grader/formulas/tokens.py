r"""Linear notation of a formula cut into tokens, in one pass: letters, numbers, signs, scripts, fractions, roots, hats, cells.

Linear notation is told in `document.py`; what is no formula (words of a sentence) is cut just the same.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

LONGEST = 2_000
"""Characters of a formula."""
DEEPEST = 30
LONGEST_DIGITS = 30


class TooMuch(Exception):
    """A formula that is longer or deeper than anybody's; whoever reads it says so."""


class Kind(StrEnum):
    """What a token is."""

    LETTERS = "letters"
    """A run of letters; symbols are found in it later."""
    NUMBER = "number"
    SIGN = "sign"
    SUB = "sub"
    SUP = "sup"
    FRACTION = "fraction"
    ROOT = "root"
    HAT = "hat"
    CELLS = "cells"
    NAME = "name"
    """A symbol of the vocabulary."""


@dataclass(frozen=True)
class Token:
    """A token, where it stands, and whether a gap is before it; two are equal where they say the same."""

    kind: Kind
    text: str = ""
    inner: tuple[tuple["Token", ...], ...] = ()
    """Top and bottom of a fraction, what stands in a script, the cells of a row one after another."""
    gap: bool = field(default=False, compare=False)
    wide: bool = field(default=False, compare=False)
    """Whether the gap is a wide one."""
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


_SPACE = re.compile(r"(?:\s|\\quad|\\cancel\{[^{}]*\})+")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|\.\d+")
_LETTERS = re.compile(r"[^\W\d_ΣΠ]+")
_MACRO = re.compile(r"\\(hat|bar|tilde|check|frac|sqrt|cases)\b")
_SHORT = re.compile(r"[-+]?(?:[^\W_]+|\d+)|['*]")
_SIGNS = (":=", "=:", "**", "//", "==", "!=", "<=", ">=", "->", "=>")
_FOLDED = {"⋅": "·", "≔": "=", "≡": "=", "∗": "*", "ℓ": "l", "ϵ": "ε", "∑": "Σ", "∕": "/", "⇒": "⇒", "⟹": "⇒", "==": "==", "!=": "≠"}
_ALIKE = str.maketrans({"ℓ": "l", "∆": "Δ", "∑": "Σ"})


@lru_cache(maxsize=1024)
def tokens(text: str) -> tuple[Token, ...]:
    """All tokens of a formula in linear notation; a line is looked at for each formula that is asked for. Raises TooMuch."""
    if len(text) > LONGEST:
        raise TooMuch(f"longer than {LONGEST} characters")
    return _Cutter(text.translate(_ALIKE)).until("")


class _Cutter:
    """One pass over a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.depth = 0

    def until(self, stops: str) -> tuple[Token, ...]:
        """Tokens up to one of the stops, left unread; scripts below come before those above."""
        found: list[Token] = []
        self.depth += 1
        if self.depth > DEEPEST:
            raise TooMuch(f"nested more than {DEEPEST} deep")
        while True:
            begin = self.at
            if space := _SPACE.match(self.text, self.at):
                self.at = space.end()
            if self.at >= len(self.text) or (stops and self.ends(stops)):
                break
            if self.text[self.at] == "{":
                found += self.group()
                continue
            found.append(self.token(gap=self.at > begin, wide="\\quad" in self.text[begin : self.at]))
            if len(found) > 1 and found[-1].kind is Kind.SUB and found[-2].kind is Kind.SUP and not found[-1].gap:
                found[-2:] = found[-1], found[-2]
        self.depth -= 1
        return tuple(found)

    def ends(self, stops: str) -> bool:
        """Whether a stop is here."""
        return self.text[self.at] in stops or ("&" in stops and self.text.startswith("\\\\", self.at))

    def group(self) -> tuple[Token, ...]:
        """Braces inside braces, with what stands between them."""
        start = self.at
        inner = self.braced()
        ends = Token(Kind.SIGN, "{", start=start, end=start + 1), Token(Kind.SIGN, "}", start=self.at - 1, end=self.at)
        return (ends[0], *inner, ends[1]) if self.text[self.at - 1 : self.at] == "}" else (ends[0], *inner)

    def token(self, *, gap: bool, wide: bool) -> Token:
        """The token that begins here."""
        start = self.at
        kind, text, inner = self.cut()
        return Token(kind, text, inner, gap, wide, start, self.at)

    def cut(self) -> tuple[Kind, str, tuple[tuple[Token, ...], ...]]:
        """Its kind, text and what stands inside."""
        char = self.text[self.at]
        if char == "\\" and (macro := _MACRO.match(self.text, self.at)):
            return self.macro(macro)
        if char == "⟦":
            return self.cells()
        if char in "_^":
            return self.script()
        if found := _NUMBER.match(self.text, self.at):
            if len(found.group()) > LONGEST_DIGITS:
                raise TooMuch("a number of too many digits")
            self.at = found.end()
            return Kind.NUMBER, found.group(), ()
        if found := _LETTERS.match(self.text, self.at):
            self.at = found.end()
            return Kind.LETTERS, found.group(), ()
        sign = next((one for one in _SIGNS if self.text.startswith(one, self.at)), char)
        self.at += len(sign)
        return Kind.SIGN, _FOLDED.get(sign, sign), ()

    def macro(self, macro: "re.Match[str]") -> tuple[Kind, str, tuple[tuple[Token, ...], ...]]:
        """One of the few words of LaTeX that linear notation keeps."""
        self.at = macro.end()
        name = macro.group(1)
        if name == "frac":
            return Kind.FRACTION, "", (self.braced(), self.braced())
        if name == "sqrt":
            return Kind.ROOT, "", (self.braced(),)
        if name == "cases":
            if self.at < len(self.text) and self.text[self.at] == "⟦":
                return self.cells()
            return Kind.SIGN, "cases", ()
        return Kind.HAT, name, (self.braced(),)

    def braced(self) -> tuple[Token, ...]:
        """What stands in braces; nothing where there are none."""
        if space := _SPACE.match(self.text, self.at):
            self.at = space.end()
        if not self.text.startswith("{", self.at):
            return ()
        self.at += 1
        inner = self.until("}")
        self.at = min(self.at + 1, len(self.text))
        return inner

    def script(self) -> tuple[Kind, str, tuple[tuple[Token, ...], ...]]:
        """`_{…}`, `_x`, `^{…}`, `^^{…}` (a raised sign behind a caret)."""
        kind = Kind.SUB if self.text[self.at] == "_" else Kind.SUP
        while self.at < len(self.text) and self.text[self.at] in "_^":
            self.at += 1
        if self.text.startswith("{", self.at):
            return kind, "", (bare(self.braced()) if kind is Kind.SUB else self.braced(),)
        short = _SHORT.match(self.text, self.at)
        if short is None:
            if self.text.startswith("(", self.at) and 0 < (end := self.text.find(")", self.at)) - self.at < 20:
                inside = self.text[self.at + 1 : end]
                self.at = end + 1
                return kind, "", (_Cutter(inside).until(""),)
            return Kind.SIGN, "_" if kind is Kind.SUB else "^", ()
        self.at = short.end()
        return kind, "", (_Cutter(short.group()).until(""),)

    def cells(self) -> tuple[Kind, str, tuple[tuple[Token, ...], ...]]:
        r"""`⟦a & b \\ c & d⟧`: all cells in order; the text tells how many stand in each row."""
        self.at += 1
        rows: list[list[tuple[Token, ...]]] = [[]]
        while True:
            rows[-1].append(self.until("&⟧"))
            if self.at >= len(self.text) or self.text[self.at] == "⟧":
                break
            if self.text[self.at] == "&":
                self.at += 1
            else:
                self.at += 2
                rows.append([])
        self.at = min(self.at + 1, len(self.text))
        return Kind.CELLS, ",".join(str(len(row)) for row in rows), tuple(cell for row in rows for cell in row)


def bare(inside: tuple[Token, ...]) -> tuple[Token, ...]:
    """An index without brackets around it: `y_(l-1)`."""
    whole = len(inside) > 2 and inside[0].text == "(" and inside[-1].text == ")" and all(one.text not in "()" for one in inside[1:-1])
    return inside[1:-1] if whole else inside


def shown(found: Sequence[Token], text: str) -> str:
    """The stretch of a text that some tokens take."""
    return text[found[0].start : found[-1].end] if found else ""
