"""Brackets, scripts, letters and characters of LaTeX or Unicode mathematics, read one after another into linear notation."""

import re
import unicodedata
from abc import ABC, abstractmethod

from grader.text.latex_symbols import DOUBLE_STRUCK_ONE, FOLD, MARKS, SUBSCRIPTS, SUPERSCRIPTS, VULGAR

DEEPEST = 40
ROW_BREAK = "\n"
OVER = "\ue0ff"
"""Where TeX's old command parts a fraction; it never leaves this notation."""
SPECIAL = frozenset(SUPERSCRIPTS) | frozenset(SUBSCRIPTS) | frozenset(VULGAR)
_LETTERS = re.compile(rf"[^\W\d_{''.join(sorted(SPECIAL))}]+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:(?:\\[,!;:] ?|[\u2009\u202f])\d{3})+(?:\.\d+)?(?![\d.,\\])")
_SPACE = re.compile(r"[ \r\n]+")
_SCRIPT_RUN = re.compile(rf"\([^()\s]{{1,6}}\)|[+-]?[^\W_{''.join(sorted(SPECIAL))}]+|[+*']")
_ACCENTED = re.compile(r"^([^\W\d_])((?:_\{.*\}|\^\{.*\}|')*)$")


class Scanner(ABC):
    """One pass over the source: each method reads what begins at `at`, moves `at` behind it and returns linear notation."""

    def __init__(self, source: str, *, math: bool) -> None:
        self.source = source
        self.math = math
        self.at = 0
        self.depth = 0
        self.broken: list[str] = []

    @abstractmethod
    def command(self) -> str:
        """A backslash with what belongs to it."""

    def complain(self, what: str) -> None:
        """Note once that something could not be read properly."""
        if what not in self.broken:
            self.broken.append(what)

    def unit(self) -> str:
        """One element: a command with its arguments, a group, a script, a run of letters, digits or spaces, a character."""
        char = self.source[self.at]
        if char == "\\":
            return self.command()
        if char == "{":
            return self.braces()
        if char in "_^":
            return self.script()
        if char in "}$&":
            return self.stray(char)
        if thousands := _THOUSANDS.match(self.source, self.at):
            self.at = thousands.end()
            return re.sub(r"[^\d.]", "", thousands.group())
        for pattern in (_SPACE, _DIGITS):
            if match := pattern.match(self.source, self.at):
                self.at = match.end()
                return match.group() if pattern is _DIGITS else " "
        return self.letters() or self.character()

    def stray(self, char: str) -> str:
        """A brace too many is damage; a dollar sign or an alignment mark in mathematics is only layout."""
        self.at += 1
        if char == "}":
            if not self.math:
                return "]"
            self.complain("a brace is closed that was never opened")
        return "&" if char == "&" and not self.math else " " if char == "&" else ""

    def braces(self) -> str:
        """A group; in prose its braces are brackets that people wrote."""
        if not self.math and self.depth == 0:
            self.at += 1
            return "["
        return self.group()

    def group(self) -> str:
        """What stands between the brace at `at` and its partner."""
        self.at += 1
        return self.until("}", "a brace is not closed")

    def until(self, stop: str, complaint: str) -> str:
        """All units up to `stop`, which is read too."""
        if self.depth >= DEEPEST:
            self.complain("brackets are nested too deeply")
            self.at = len(self.source)
            return ""
        self.depth += 1
        out: list[str] = []
        while self.at < len(self.source) and self.source[self.at] != stop:
            out.append(self.unit())
        self.depth -= 1
        if self.at >= len(self.source):
            self.complain(complaint)
        self.at += 1
        return as_fraction("".join(out).replace(ROW_BREAK, " "))

    def argument(self) -> str:
        """The argument of a command or script: a group, a command, or one character."""
        while self.at < len(self.source) and self.source[self.at] in " \n":
            self.at += 1
        if self.at >= len(self.source):
            self.complain("a command lacks its argument")
            return ""
        char = self.source[self.at]
        if char == "{":
            return self.group().strip()
        if char == "\\":
            return self.deeper()
        self.at += 1
        return char.translate(FOLD)

    def deeper(self) -> str:
        """A command as an argument, one level deeper."""
        if self.depth >= DEEPEST:
            self.complain("brackets are nested too deeply")
            self.at = len(self.source)
            return ""
        self.depth += 1
        content = self.command().strip()
        self.depth -= 1
        return content

    def script(self) -> str:
        """`_…` or `^…`; primes written as a superscript become primes again."""
        mark = self.source[self.at]
        self.at += 1
        following = self.source[self.at : self.at + 1]
        if not self.math and following not in ("{", "\\", ""):
            match = _SCRIPT_RUN.match(self.source, self.at)
            if match is None:
                return mark
            self.at = match.end()
            content = self.short(match.group())
        else:
            content = self.argument()
        if mark == "^" and content and set(content) <= {"'"}:
            return content
        return f"{mark}{{{content}}}" if content else ""

    def short(self, source: str) -> str:
        """Linear notation of a short stretch without commands."""
        inner = type(self)(source, math=True)
        out = []
        while inner.at < len(source):
            out.append(inner.unit())
        return "".join(out)

    def letters(self) -> str:
        """A run of letters, as it is; a single letter under a hat is a symbol, an accent inside a word is spelling."""
        match = _LETTERS.match(self.source, self.at)
        if match is None:
            return ""
        self.at = match.end()
        run = match.group()
        while self.at < len(self.source) and self.source[self.at] in MARKS:
            run += self.source[self.at]
            self.at += 1
        if len(run) == 2 and run[0] in "dδ∂" and len(unicodedata.normalize("NFD", run[1])) == 2:
            self.at = match.start() + 1
            return run[0]
        bare = unicodedata.normalize("NFD", run)
        if len(bare) == 2 and bare[1] in MARKS:
            return accented(MARKS[bare[1]], unicodedata.normalize("NFKC", bare[0]))
        return unicodedata.normalize("NFKC", run)

    def character(self) -> str:
        """Any other character: small raised or lowered ones, vulgar fractions, and what folds into plain signs."""
        char = self.source[self.at]
        self.at += 1
        for table, mark in ((SUPERSCRIPTS, "^"), (SUBSCRIPTS, "_")):
            if char in table:
                run = table[char]
                while self.at < len(self.source) and self.source[self.at] in table:
                    run += table[self.source[self.at]]
                    self.at += 1
                return f"{mark}{{{run}}}"
        if char in VULGAR:
            top, bottom = VULGAR[char]
            return f"\\frac{{{top}}}{{{bottom}}}"
        if char in "\u202d\u202e":  # what follows is shown in another order than it stands
            return "\ufffd"
        if char in "\v\f\x1c\x1d\x1e\x85":
            return " "
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") and char not in "\t\n":
            return ""
        folded = char.translate(FOLD)
        return folded if folded != char else unicodedata.normalize("NFKC", char)


def as_fraction(content: str) -> str:
    r"""`{a \over b}` as a fraction; a second one in the same braces is none."""
    top, over, bottom = content.partition(OVER)
    return f"\\frac{{{top.strip()}}}{{{bottom.strip()}}}" if over and OVER not in bottom else content.replace(OVER, " over ")


def plain_digits(source: str) -> str:
    """The digits of every script as 0 to 9, full-width characters as plain ones; every offset stays."""
    if source.isascii():
        return source
    return "".join(
        DOUBLE_STRUCK_ONE
        if char == "\U0001d7d9"
        else char
        if char < "\u0660"
        else chr(ord(char) - 0xFEE0)
        if "！" <= char <= "～"
        else str(unicodedata.digit(char))
        if char.isdecimal()
        else char
        for char in source
    )


def accented(mark: str, content: str) -> str:
    r"""`\hat{y}` for a letter under a hat; scripts that stand under the hat too go behind it; over more it means nothing to us."""
    content = content.strip()
    match = _ACCENTED.match(content)
    return f"\\{mark}{{{match.group(1)}}}{match.group(2)}" if match else content
