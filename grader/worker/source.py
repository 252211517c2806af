"""A file of code as statements with their lines, be it a module, a notebook, or one that Python refuses in part."""

import ast
import codecs
import re
from dataclasses import dataclass, field
from functools import cached_property

from grader.worker.notebook_source import NotANotebook, code_cells, without_magics
from grader.worker.pieces import Piece, pieces

MOST_BYTES = 2_000_000
MOST_NOTEBOOK_BYTES = 24_000_000
"""A notebook with its outputs; its code alone is bounded as any other."""
_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_PYTHON_2 = re.compile(
    r"Missing parentheses in call to '(print|exec)'|multiple exception types must be parenthesized|"
    r"leading zeros in decimal integer literals|invalid (hexadecimal|octal|decimal) literal"
)
_NEWER = re.compile(r"""^\s*(type\s+\w+\s*(\[.*\])?\s*=|(async\s+)?(def|class)\s+\w+\s*\[)""")
"""Python 3.12: an alias of a type, something generic."""
_NEWER_TEXT = re.compile(r"^f-string(: (unmatched|expecting|unterminated)| expression part cannot include)")
_QUOTED_TWICE = re.compile(r"""["'].*["'].*["']|\{[^}]*[\\#]""")
"""Python 3.12 too: quotes of one kind within each other, a backslash or a comment between braces."""
_PYTHON_2_LINE = re.compile(r"""^\s*(print\s*(["'\w>]|$)|raise\s+\w+\s*,|exec\s+["'\w])|<>|`\w+`|\b0[0-7]+\b|\bur["']|\d[lL]\b""")

TOO_MUCH = "too much"
"""In every sentence by which we refuse what Python might read; a person decides what rests on that."""
TOO_DEEP = (RecursionError, MemoryError)
"""What Python raises where it could read a text if it had more room; so it says nothing against the text."""


def too_deep(problem: BaseException) -> str:
    """The sentence for it."""
    return f"{TOO_MUCH} or too deeply nested to be read here ({type(problem).__name__})"


def too_deep_to_compile(problem: BaseException) -> SyntaxError:
    """The same as an error that is nobody's slip (`hints.py`)."""
    refused = SyntaxError(too_deep(problem))
    refused.too_much = True  # type: ignore[attr-defined]  # Python's own error, told from that of a slip
    return refused


@dataclass(frozen=True)
class Refused:
    """A line that Python cannot read, and how Python says so."""

    line: int
    says: str
    python2: bool = False
    newer: bool = False
    """Whether a Python that is newer than ours would probably read it."""


@dataclass(frozen=True)
class Code:
    """A file of code, read and not run."""

    name: str
    lines: tuple[str, ...] = ()
    statements: tuple[ast.stmt, ...] = ()
    refused: tuple[Refused, ...] = ()
    """What could not be read; the rest stands in `statements`."""
    cells: tuple[int, ...] = ()
    """The line before each code cell's first one, where this is a notebook."""
    notes: tuple[str, ...] = field(default=())

    @property
    def error(self) -> str:
        """Where it cannot be read, in one line."""
        return f"{self.place(self.refused[0].line)}: {self.refused[0].says}" if self.refused else ""

    @property
    def python2(self) -> bool:
        """Whether it is refused because it is written for Python 2."""
        return any(one.python2 for one in self.refused)

    @property
    def newer(self) -> bool:
        """Whether it is refused because it is written for a newer Python than this one."""
        return any(one.newer for one in self.refused)

    @cached_property
    def imported(self) -> tuple[tuple[str, int], ...]:
        """Every module that is imported anywhere in it, once, with its first line; it is asked for again at every import."""
        first: dict[str, int] = {}
        for statement in self.statements:
            for node in ast.walk(statement):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    for module in modules_of(node):
                        first.setdefault(module, node.lineno)
        return tuple(first.items())

    def place(self, line: int) -> str:
        """`line 3`, or `cell 2, line 3`."""
        cell, inside = self.cell(line)
        return f"cell {cell}, line {inside}" if cell else f"line {inside}"

    def cell(self, line: int) -> tuple[int, int]:
        """The number of the cell, from 1, and the line in it; cell 0 where there are none."""
        before = [start for start in self.cells if start < line]
        return (len(before), line - before[-1]) if before else (0, line)

    def text(self, line: int) -> str:
        """A line as it is written."""
        return self.lines[line - 1].strip() if 0 < line <= len(self.lines) else ""


def modules_of(node: ast.AST) -> list[str]:
    """What an import imports; nothing for anything else."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return ["." * node.level + (node.module or "")]
    return []


def read_code(name: str, data: bytes) -> Code:
    """The code of a `.py` or `.ipynb` file; what cannot be read of it is told in `refused`, never raised."""
    try:
        return _read_notebook(name, data) if name.casefold().endswith(".ipynb") else _read_module(name, data)
    except NotANotebook as problem:
        return Code(name, refused=(Refused(1, str(problem)),))
    except TOO_DEEP as problem:
        return Code(name, refused=(Refused(1, too_deep(problem)),))


def is_code(name: str) -> bool:
    """Whether it is a module or a notebook."""
    return name.casefold().endswith((".py", ".ipynb"))


def _read_module(name: str, data: bytes) -> Code:
    if len(data) > MOST_BYTES:
        return Code(name, refused=(Refused(1, f"{TOO_MUCH} code for a file ({len(data):,} bytes)"),))
    text, notes = _text(data)
    return _code(name, [text], (), notes)


def _read_notebook(name: str, data: bytes) -> Code:
    if len(data) > MOST_NOTEBOOK_BYTES:
        return Code(name, refused=(Refused(1, f"{len(data)} bytes are too many for a notebook"),))
    cells = code_cells(data)
    if sum(map(len, cells)) > MOST_BYTES:
        return Code(name, refused=(Refused(1, f"{TOO_MUCH} code for a notebook"),))
    starts, at = [], 0
    for cell in cells:
        starts.append(at)
        at += len(cell.split("\n"))
    return _code(name, [without_magics(cell) for cell in cells], tuple(starts), ())


def _code(name: str, parts: list[str], cells: tuple[int, ...], notes: tuple[str, ...]) -> Code:
    """The statements of all parts, their lines counted through."""
    lines: list[str] = []
    statements: list[ast.stmt] = []
    refused: list[Refused] = []
    for part in parts:
        own = part.split("\n")
        for piece in pieces(part):
            statements += [ast.increment_lineno(one, len(lines)) for one in piece.statements] if lines else piece.statements
            if piece.problem is not None:
                refused.append(_refused(piece, own, len(lines)))
        lines += own
    return Code(name, tuple(lines), tuple(statements), tuple(refused), cells, notes)


def _refused(piece: Piece, lines: list[str], before: int) -> Refused:
    """How Python refuses a piece."""
    if isinstance(piece.problem, TOO_DEEP):
        return Refused(before + piece.line, too_deep(piece.problem))
    if not isinstance(piece.problem, SyntaxError):
        return Refused(before + piece.line, str(piece.problem) or type(piece.problem).__name__)
    line = piece.problem.lineno or piece.line
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    says = str(piece.problem.msg)
    newer = bool(_NEWER.search(text) or (_NEWER_TEXT.search(says) and _QUOTED_TWICE.search(text)))
    return Refused(before + line, says, bool(_PYTHON_2.search(says) or _PYTHON_2_LINE.search(text)), newer)


def _text(data: bytes) -> tuple[str, tuple[str, ...]]:
    """Its text; a file of an old editor is read as Latin-1 rather than not at all."""
    data = data.removeprefix(codecs.BOM_UTF8)
    cookie = next((found[1].decode("ascii") for line in data.split(b"\n", 2)[:2] if (found := _COOKIE.match(line))), "utf-8")
    for encoding in (cookie, "utf-8"):
        try:
            return _lines_of(data.decode(encoding)), ()
        except (LookupError, ValueError, AttributeError):
            continue
    return _lines_of(data.decode("latin-1")), ("its letters are not in UTF-8; it was read as Latin-1",)


def _lines_of(text: str) -> str:
    """With the line ends that Python itself knows, and no others."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
