"""LaTeX and Unicode mathematics into linear notation (`document.py`), each piece with the stretch of source it came from."""

import re
import unicodedata
from dataclasses import dataclass

from grader.latex_symbols import (
    ACCENTS,
    CANCELS,
    DROPPED,
    FOLD,
    FRACTIONS,
    GAPS,
    MARKS,
    MATRICES,
    PLAIN,
    SILENT,
    SUBSCRIPTS,
    SUPERSCRIPTS,
    SYMBOLS,
    VULGAR,
)

DEEPEST = 40
SPECIAL = frozenset(SUPERSCRIPTS) | frozenset(SUBSCRIPTS) | frozenset(VULGAR)
ROW_BREAK = "\n"
_COMMAND = re.compile(r"\\([A-Za-z]+)\*?|\\(.)", re.DOTALL)
_NAME = re.compile(r"\s*\{([A-Za-z]*)\*?\}")
_OPTION = re.compile(r"\s*\[[^\]\n]{0,40}\]")
_COLUMNS = re.compile(r"\s*(?:\[[^\]\n]{0,20}\])?\s*\{[^{}\n]{0,80}\}")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_SPACE = re.compile(r"[ \r\n]+")
_SCRIPT_RUN = re.compile(r"\([^()\s]{1,6}\)|[+-]?[^\W_]+|[+*']")
_ACCENTED = re.compile(r"^([^\W\d_])((?:_\{.*\}|\^\{.*\}|')*)$")


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
    reader = _Reader(source, math=math)
    parts: list[Part] = []
    while reader.at < len(source):
        start = reader.at
        text = reader.unit()
        if text:
            parts.append(Part(text, start, reader.at))
    return Converted(tuple(parts), tuple(reader.broken))


class _Reader:
    """One pass over the source: each method reads what begins at `at`, moves `at` behind it and returns linear notation."""

    def __init__(self, source: str, *, math: bool) -> None:
        self.source = source
        self.math = math
        self.at = 0
        self.depth = 0
        self.broken: list[str] = []

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
        return "".join(out).replace(ROW_BREAK, " ")

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
            content = "".join(part.text for part in convert(match.group(), math=True).parts)
        else:
            content = self.argument()
        if mark == "^" and content and set(content) <= {"'"}:
            return content
        return f"{mark}{{{content}}}" if content else ""

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
        if name in FRACTIONS:
            return f"\\frac{{{self.argument()}}}{{{self.argument()}}}"
        if name in CANCELS:
            return f"\\cancel{{{self.argument()}}}"
        if name == "sqrt":
            if match := _OPTION.match(self.source, self.at):
                self.at = match.end()
                self.argument()
                return " root "
            return f"\\sqrt{{{self.argument()}}}"
        if name in ("underbrace", "overbrace"):
            return self.braced()
        if name in ("underset", "overset", "stackrel"):
            self.argument()
            return self.argument()
        if name in DROPPED:
            self.argument()
            return ""
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
        return f" {content} " if name in ("text", "mbox", "textrm") and len(content) > 1 else content

    def braced(self) -> str:
        """`\\underbrace{a}_{remark}`: the remark is no part of the formula."""
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
        if name in ("array", "tabular", "alignat") and (columns := _COLUMNS.match(self.source, self.at)):
            self.at = columns.end()
        if name not in MATRICES and name != "cases":
            return ROW_BREAK if self.depth == 0 else ""
        return self.matrix(name)

    def matrix(self, name: str) -> str:
        """Cells up to the environment's end, in `⟦ & \\\\ ⟧`."""
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
        cut = next((i for i, char in enumerate(run) if char in SPECIAL), len(run))
        if cut < len(run):
            self.at = match.start() + cut
            run = run[:cut]
            if not run:
                return ""
        if len(run) == 2 and run[0] in "dδ∂" and len(unicodedata.normalize("NFD", run[1])) == 2:  # noqa: PLR2004 - `dŷ` is two symbols
            self.at = match.start() + 1
            return run[0]
        bare = unicodedata.normalize("NFD", run)
        if len(bare) == 2 and bare[1] in MARKS:  # noqa: PLR2004 - a letter and its accent
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
            return "\\frac{%d}{%d}" % VULGAR[char]
        if unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co") and char not in "\t\n":
            return ""
        folded = char.translate(FOLD)
        return folded if folded != char else unicodedata.normalize("NFKC", char)


def accented(mark: str, content: str) -> str:
    """`\\hat{y}` for a letter under a hat; scripts that stand under the hat too go behind it; over more it means nothing to us."""
    content = content.strip()
    match = _ACCENTED.match(content)
    return f"\\{mark}{{{match.group(1)}}}{match.group(2)}" if match else content
