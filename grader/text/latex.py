"""LaTeX and Unicode mathematics into linear notation (`document.py`), each piece with the stretch of source it came from."""

import re
import unicodedata
from dataclasses import dataclass

from grader.text.latex_scan import DEEPEST, OVER, ROW_BREAK, Scanner, accented, as_fraction, plain_digits
from grader.text.latex_symbols import (
    ACCENTS,
    CANCELS,
    DERIVATIVES,
    DOUBLE_STRUCK_ONE,
    DROPPED,
    FRACTIONS,
    GAPS,
    LETTER_ACCENTS,
    MATRICES,
    PLAIN,
    SILENT,
    SYMBOLS,
    UNITED,
    WORD_LETTERS,
)

__all__ = ["ROW_BREAK", "Converted", "Part", "convert", "linear"]

_COMMAND = re.compile(r"\\([A-Za-z]+)\*?|\\(.)", re.DOTALL)
_NAME = re.compile(r"\s*\{([A-Za-z]*)\*?\}")
_ALIGNED = re.compile(r"\s{0,9}\[[tbmlrc| ]{1,40}\]")
"""How the columns of a matrix stand (`bmatrix*[r]`), or where a block does (`aligned}[t]`)."""
_BLOCKS = frozenset("aligned alignedat gathered split".split())
_OPTION = re.compile(r"\s*\[[^\]\n]{0,40}\]")
_COLUMNS = re.compile(r"\s*(?:\[[^\]\n]{0,20}\])?\s*\{[^{}\n]{0,80}\}")


@dataclass(frozen=True)
class Part:
    """A stretch of linear notation and the source characters [start, end) it came from."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Converted:
    """Linear notation in parts (a part `ROW_BREAK` ends a row); `broken` says what could not be read properly."""

    parts: tuple[Part, ...]
    broken: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The linear notation alone."""
        return "".join(part.text for part in self.parts)


def linear(source: str, *, math: bool = False) -> str:
    """Linear notation of a short text, such as a spelling in a rubric."""
    return convert(source, math=math).text.strip()


def convert(source: str, *, math: bool = True) -> Converted:
    """Linear notation of LaTeX (`math`) or of prose with mathematics in Unicode or LaTeX; never fails."""
    source = plain_digits(source)
    reader = _Reader(source, math=math)
    parts: list[Part] = []
    while reader.at < len(source):
        start = reader.at
        text = reader.unit()
        if text:
            parts.append(Part(text, start, reader.at))
    if any(part.text == OVER for part in parts):
        parts = [Part(as_fraction("".join(part.text for part in parts)), parts[0].start, parts[-1].end)]
    return Converted(tuple(parts), tuple(reader.broken))


class _Reader(Scanner):
    """The commands and environments of LaTeX."""

    def command(self) -> str:
        """A backslash with what belongs to it."""
        match = _COMMAND.match(self.source, self.at)
        if match is None:
            self.at += 1
            return ""
        self.at = match.end()
        name = match.group(1) or match.group(2)
        if name == "\\":
            return self.line_break()
        if name == "begin":
            return self.environment()
        if name == "end":
            return self.loose_end()
        return self.named(name)

    def line_break(self) -> str:
        if match := _OPTION.match(self.source, self.at):
            self.at = match.end()
        return ROW_BREAK

    def loose_end(self) -> str:
        match = _NAME.match(self.source, self.at)
        if match is not None:
            self.at = match.end()
            if match.group(1) in MATRICES:
                self.complain("a matrix ends that never began")
        return ROW_BREAK

    def named(self, name: str) -> str:
        """A command by its name."""
        if name in SYMBOLS:
            if name in WORD_LETTERS and self.source[self.at : self.at + 1] == " ":
                self.at += 1  # the space only ends the command
            return SYMBOLS[name]
        if name in GAPS:
            if name == "hspace":
                self.argument()
            return r" \quad "
        if name in SILENT:
            if name in ("left", "right") and self.source[self.at : self.at + 1] == ".":
                self.at += 1
            return " " if name == "newline" else ""
        return self.with_arguments(name)

    def with_arguments(self, name: str) -> str:
        """Commands that take arguments, spaces, and at last the unknown ones: their name is a word."""
        if name in PLAIN:
            return self.plain(name)
        if name in ACCENTS:
            return accented(ACCENTS[name], self.argument())
        if name in FRACTIONS or name in DERIVATIVES:
            d = DERIVATIVES.get(name, "")
            return f"\\frac{{{d}{self.argument()}}}{{{d}{self.argument()}}}"
        if name in UNITED:
            return f"{self.argument()} {'%' if 'percent' in (unit := self.argument()) or unit == '%' else unit}"
        if name in CANCELS:
            return f"\\cancel{{{self.argument()}}}"
        if name == "sqrt":
            return self.root()
        if name in ("underbrace", "overbrace"):
            return self.braced()
        if name in ("underset", "overset", "stackrel", "textcolor", "colorbox", *DROPPED):
            self.argument()
            return "" if name in DROPPED else self.argument()
        return self.space_or_word(name)

    def root(self) -> str:
        """A square root; any other one is only a word to us."""
        if match := _OPTION.match(self.source, self.at):
            self.at = match.end()
            self.argument()
            return " root "
        return f"\\sqrt{{{self.argument()}}}"

    def space_or_word(self, name: str) -> str:
        """A thin space, the mark of a formula, an accent over a letter, or a command that nobody here knows: its name is a word."""
        if name == "over" and self.math:
            return OVER
        if name in LETTER_ACCENTS and (self.source[self.at : self.at + 1].isalpha() or self.source[self.at : self.at + 1] == "{"):
            letter = self.argument()
            return unicodedata.normalize("NFC", letter + LETTER_ACCENTS[name]) if len(letter) == 1 else letter
        if name in (",", ";", ":", " ", "!", "/", "\n"):
            return "" if name in "!/" else " "
        if name in "()[]":
            return ROW_BREAK if name in "[]" else ""
        return f" {name} " if len(name) > 1 else name

    def plain(self, name: str) -> str:
        """A change of style changes nothing; words set upright in a formula stay apart from it."""
        outer = self.math
        self.math = outer and not name.startswith(("text", "mbox", "emph"))
        content = self.argument()
        self.math = outer
        if name == "mathbb" and content == "1":
            return DOUBLE_STRUCK_ONE
        return f" {content} " if name in ("text", "mbox", "textrm") and len(content) > 1 else content

    def braced(self) -> str:
        r"""`\underbrace{a}_{remark}`: the remark is no part of the formula."""
        content = self.argument()
        if match := re.compile(r"\s*[_^]").match(self.source, self.at):
            self.at = match.end()
            self.argument()
        return content

    def environment(self) -> str:
        """A matrix by its cells; any other environment is only its content."""
        match = _NAME.match(self.source, self.at)
        if match is None:
            self.complain("an environment has no name")
            return ""
        self.at = match.end()
        name = match.group(1)
        may_be_aligned = name in _BLOCKS or (name in MATRICES and self.source[self.at - 2] == "*")
        if may_be_aligned and (aligned := _ALIGNED.match(self.source, self.at)):
            self.at = aligned.end()
        if name in ("array", "tabular", "alignat") and (columns := _COLUMNS.match(self.source, self.at)):
            self.at = columns.end()
        if name not in MATRICES and name != "cases":
            return ROW_BREAK if self.depth == 0 else ""
        return self.matrix(name)

    def matrix(self, name: str) -> str:
        r"""Cells up to the environment's end, in `⟦ & \\ ⟧`."""
        rows: list[list[str]] = [[""]]
        closing = re.compile(r"\\end\s*\{" + name + r"\*?\}")
        self.depth += 1
        outer, self.math = self.math, True
        while self.at < len(self.source):
            if end := closing.match(self.source, self.at):
                self.at = end.end()
                break
            if self.depth >= DEEPEST:
                self.at = len(self.source)
                break
            if self.source[self.at] == "&":
                self.at += 1
                rows[-1].append("")
                continue
            text = self.unit()
            if text == ROW_BREAK:
                rows.append([""])
            else:
                rows[-1][-1] += text
        else:
            self.complain("a matrix is not closed")
        self.depth -= 1
        self.math = outer
        return self.laid_out(name, rows)

    def laid_out(self, name: str, rows: list[list[str]]) -> str:
        if len(rows) > 1 and not any(cell.strip() for cell in rows[-1]):
            rows.pop()
        if len({len(row) for row in rows}) > 1 and name != "cases":
            self.complain("the rows of a matrix differ in length")
        inner = r" \\ ".join(" & ".join(cell.strip() for cell in row) for row in rows)
        fence = {"vmatrix": "|", "Vmatrix": "‖", "cases": r"\cases"}.get(name, "")
        return f"{fence}⟦{inner}⟧{'' if name == 'cases' else fence}"
