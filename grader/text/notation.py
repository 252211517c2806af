"""Linear notation taken apart: a line of text becomes items, in one pass, whatever it holds."""

import re
from dataclasses import replace

from grader.text.items import Atom, Fraction, Group, Item, Matrix, Number, Root, Sign, Struck, Symbol, every, inside, walk

__all__ = [
    "Atom",
    "Fraction",
    "Group",
    "Item",
    "Matrix",
    "Number",
    "Root",
    "Sign",
    "Struck",
    "Symbol",
    "every",
    "inside",
    "parse",
    "walk",
]

LONGEST = 20_000
DEEPEST = 40
OPENING = {"(": ")", "[": "]", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}
FENCES = "‖|"
_BEGIN = frozenset((*OPENING, *FENCES, "⟦"))
FURTHEST_POINT = 12
"""The point of an abbreviation or a qualified name is nearer to its beginning than so many letters."""
_BRACKETS = re.compile(r"[(\[⟨⌊⌈{⟦}⟧)\]⟩⌋⌉&]")
_IN_BRACKETS = re.compile(r"\d+\.(?=\s*[\]),]|\s+-?\.?\d)")
_DECIMAL = re.compile(r"(?:\d+(?:[.,]\d+)*|\.\d+)(?:[eE][+-]?\d{1,3}(?![\w.]))?")
_BARRED = re.compile(r"\(\s*[-+]?\d[\d.,]*(?:\s*\|\s*[-+]?\d[\d.,]*)+\s*\)")
"""`(14 | 20)`, as vectors are written in German schools."""
_LEADERS = re.compile(r"(?<=[^\W\d_]|[)%:])\s?(?:[.…] ?){4,}(?= *[-+]?\d)")
"""`CE loss ........ 96.1 %`, as a table of contents leads from a name to its number."""
_POWER_OF_TEN = re.compile(r"\s*[·×*]\s*10\s*\^\s*(?:\{\s*([+-]?\s*\d{1,3})\s*\}|([+-]?\d{1,3}))")
_ABBREVIATED = re.compile(
    r"(?:i\.\s?e|e\.\s?g|d\.\s?h|z\.\s?B|u\.\s?a|w\.r\.t|a\.k\.a|resp|bzw|avg|approx|max|min|vgl|vs|cf|Eq|Fig|Tab|Nr|No)\.(?!\w)|[^\W\d_]{2,12}\.(?=:)"
)
_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{2,}|-(?=[^\W\d_]{2}))?(?:[^\W\d_]+)?")
_QUALIFIED = re.compile(r"(?:np|numpy|torch|jnp|tf)\.[a-z]+(?=\s*\()")
_MACRO = re.compile(r"\\(hat|bar|tilde|check|frac|sqrt|cancel|quad|cases)\b")


def parse(text: str) -> tuple[Item, ...]:
    """All items of a line; characters that mean nothing here are signs of their own. Linear in the length, never fails."""
    text = text[:LONGEST]
    if "|" in text:
        text = _BARRED.sub(lambda match: match.group().replace("|", ";"), text)
    if "...." in text or "……" in text or ". . . ." in text:
        text = _LEADERS.sub(lambda match: ":".ljust(len(match.group())), text)
    return _Parser(text, partners(text)).items(len(text))


def partners(text: str) -> dict[int, int]:
    """Where each bracket is closed; `(` and `[` may close each other, since `[0, 1)` is written too."""
    pairs: dict[int, int] = {}
    stack: list[int] = []
    for match in _BRACKETS.finditer(text):
        at, char = match.start(), match.group()
        if char in OPENING or char in "{⟦":
            stack.append(at)
        elif char in "}⟧":
            opening = "{" if char == "}" else "⟦"
            if any(text[i] == opening for i in stack[-DEEPEST * 2 :]):
                while text[stack[-1]] != opening:
                    stack.pop()
                pairs[stack.pop()] = at
        elif char == "&":
            while stack and text[stack[-1]] not in "{⟦":
                stack.pop()
        elif char in ")]⟩⌋⌉" and stack and (OPENING.get(text[stack[-1]]) == char or (char in ")]" and text[stack[-1]] in "([")):
            pairs[stack.pop()] = at
    return pairs


class _Parser:
    """One pass over a line whose brackets are paired already."""

    def __init__(self, text: str, pairs: dict[int, int]) -> None:
        self.text = text
        self.pairs = pairs
        self.at = 0
        self.depth = 0

    def items(self, end: int, breaks: str = "") -> tuple[Item, ...]:
        """Items up to `end`, or to one of the `breaks` (left unread)."""
        found: list[Item] = []
        while self.at < end:
            if breaks and (self.text[self.at] == "&" or self.text.startswith("\\\\", self.at)):
                break
            item = self.item(end)
            if item is not None:
                found.append(item)
        return tuple(found)

    def nested(self, end: int, breaks: str = "") -> tuple[Item, ...]:
        """Items one level deeper."""
        self.depth += 1
        found = self.items(end, breaks)
        self.depth -= 1
        return found

    def item(self, end: int) -> Item | None:
        """The item at `at`; None for a space."""
        char = self.text[self.at]
        start = self.at
        if char.isspace():
            self.at += 1
            return None
        if char == "\\" and (macro := _MACRO.match(self.text, start)):
            return self.macro(macro)
        if char in _BEGIN and self.depth < DEEPEST and (item := self.bracketed(char, end)) is not None:
            return self.scripted(item)
        if char in "0123456789." and (number := (self.depth and _IN_BRACKETS.match(self.text, start)) or _DECIMAL.match(self.text, start)):
            return self.scripted(self.number(number))
        dotted = char.isalpha() and self.text.find(".", start, start + FURTHEST_POINT) >= 0
        if dotted and (words := _ABBREVIATED.match(self.text, start) or _QUALIFIED.match(self.text, start)):
            self.at = words.end()
            return Symbol(start, self.at, base=words.group())
        if letters := _LETTERS.match(self.text, start):
            return self.scripted(self.symbol(letters))
        self.at += 1
        if char in "∂∇Σ∆":
            return self.scripted(Symbol(start, self.at, base=char))
        return Sign(start, self.at, char)

    def bracketed(self, char: str, end: int) -> Atom | None:
        """A matrix, brackets or a norm that begins here and is closed before `end`."""
        start = self.at
        if char in FENCES:
            closing = self.text.find(char, start + 1, end)
            if closing < 0:
                return None
            self.at = start + 1
            inner = self.nested(closing)
            self.at = closing + 1
            return Group(start, self.at, opening=char, items=inner)
        if (char in OPENING or char == "⟦") and self.pairs.get(start, end) < end:
            return self.matrix() if char == "⟦" else self.group(char)
        return None

    def number(self, match: "re.Match[str]") -> Number:
        """Digits, with a power of ten behind them where there is one."""
        self.at = match.end()
        text = match.group()
        if "e" not in text.lower() and (power := _POWER_OF_TEN.match(self.text, self.at)):
            self.at = power.end()
            text += "e" + (power.group(1) or power.group(2)).replace(" ", "")
        return Number(match.start(), self.at, text=text)

    def symbol(self, match: "re.Match[str]") -> Symbol:
        """A word, or a symbol: Greek letters stand alone, `∂L` is two symbols."""
        run = match.group()
        cut = 1 if "\u0370" <= run[0] <= "\u03ff" else next((i for i, c in enumerate(run) if "\u0370" <= c <= "\u03ff"), len(run))
        if cut == 1 and len(run) > 1 and "\u0370" <= run[1] <= "\u03ff" and run[0] > "\u03ff":
            cut = len(run)
        if len(run) > 3 and all("\u0370" <= c <= "\u03ff" for c in run):
            cut = len(run)
        self.at = match.start() + cut
        return Symbol(match.start(), self.at, base=run[:cut])

    def matrix(self) -> Matrix:
        r"""`⟦a & b \\ c & d⟧`."""
        start, end = self.at, self.pairs[self.at]
        self.at += 1
        rows: list[list[tuple[Item, ...]]] = [[]]
        while True:
            rows[-1].append(self.nested(end, "&"))
            if self.at >= end:
                break
            if self.text[self.at] == "&":
                self.at += 1
            else:
                self.at += 2
                rows.append([])
        self.at = end + 1
        return Matrix(start, self.at, rows=tuple(tuple(row) for row in rows))

    def group(self, opening: str) -> Group:
        """Brackets."""
        start, end = self.at, self.pairs[self.at]
        self.at += 1
        inner = self.nested(end)
        self.at = end + 1
        return Group(start, self.at, opening=opening, items=inner)

    def macro(self, match: "re.Match[str]") -> Item | None:
        """The few LaTeX words that linear notation keeps."""
        name = match.group(1)
        start = match.start()
        self.at = match.end()
        if name == "quad":
            return Sign(start, self.at, "quad")
        if name == "cases":
            return Symbol(start, self.at, base="cases")
        if name in ("hat", "bar", "tilde", "check"):
            inner = self.braced()
            base = inner[0].base if len(inner) == 1 and isinstance(inner[0], Symbol) else ""
            return self.scripted(Symbol(start, self.at, base=base, mark=name))
        if name == "frac":
            top, bottom = self.braced(), self.braced()
            return self.scripted(Fraction(start, self.at, top=top, bottom=bottom))
        if name == "sqrt":
            return self.scripted(Root(start, self.at, items=self.braced()))
        return Struck(start, self.at, items=self.braced())

    def braced(self) -> tuple[Item, ...]:
        """The items between braces."""
        while self.at < len(self.text) and self.text[self.at] == " ":
            self.at += 1
        end = self.pairs.get(self.at)
        if self.at >= len(self.text) or self.text[self.at] != "{" or end is None:
            return ()
        self.at += 1
        inner = self.nested(end) if self.depth < DEEPEST else ()
        self.at = end + 1
        return inner

    def scripted(self, item: Item) -> Item:
        """The item with the primes and scripts that follow it closely."""
        if not isinstance(item, Atom):
            return item
        indexed = isinstance(item, Symbol) and (len(item.base) == 1 or (len(item.base) == 2 and item.base[0] == "d"))
        if indexed and (index := re.compile(r"\d{1,2}(?!\d|[.,]\d)").match(self.text, self.at)):
            item = replace(item, sub=index.group())
            self.at = index.end()
        while self.at < len(self.text) and self.text[self.at] in "'_^":
            char = self.text[self.at]
            if char == "'":
                self.at += 1
                item = replace(item, primes=item.primes + 1, end=self.at)
            elif (content := self.script()) is not None:
                if char == "_":
                    item = replace(item, sub=f"{item.sub},{content}" if item.sub else content, end=self.at)
                else:
                    item = replace(item, sup=f"{item.sup},{content}" if item.sup else content, end=self.at)
            else:
                break
        return item if item.end == self.at else replace(item, end=self.at)

    def script(self) -> str | None:
        """The content of `_{…}` or `_x`; None (and nothing read) where nothing follows."""
        following = self.text[self.at + 1 : self.at + 2]
        if following == "{":
            closing = self.pairs.get(self.at + 1)
            if closing is None:
                return None
            content, end = self.text[self.at + 2 : closing], closing + 1
        else:
            match = re.compile(r"[+-]?\w+|[+*]").match(self.text, self.at + 1)
            if match is None:
                return None
            content, end = match.group(), match.end()
        self.at = end
        return re.sub(r"\s+", "", content)
