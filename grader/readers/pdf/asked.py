"""Sessions of a notebook or a console on a page: what stands behind `Out[4]:`, or below `>>> w.grad`, with the name that was asked for."""

import ast
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from grader.document import Line, LineKind, Piece
from grader.readers.console import asked_for, updated
from grader.readers.counted_names import SUFFIX, class_of, learnt
from grader.readers.shown_names import is_bare, statements_of

LONGEST, MOST_ROWS = 400, 60
BY_PROGRAM = "named by a program alone"
_PROMPT = re.compile(r"(?:>>>|(?P<kind>In|Out)?\s?\[\s?(?P<count>\d{1,4})\s?\]:)(?:\s|\\quad|$)+")
_CONTINUES = re.compile(r"(?:[-+*/=,&|(\[{\\]|\b(?:in|and|or|if|else))\s*$")
_GAP = re.compile(r"\s*\\quad\s*")
_COUNTS = re.compile(r"count|anzahl|z(?:ä|ae)hle?n?")
"""Functions that say that they count, and not what."""


class _Cell:
    """What was asked last: its rows, and the number of its prompt."""

    def __init__(self) -> None:
        self.models: dict[str, str] = {}
        self.rows: list[str] = []
        self.count: str | None = None
        self.console = False

    def begin(self, source: str, count: str | None) -> None:
        """A prompt with the first row behind it."""
        self.rows, self.count, self.console = [source], count, count is None
        learnt(self.models, statements_of(source))

    def go_on(self, row: str) -> None:
        """A further row of a cell; below a console's prompt stands the answer, and behind it nothing is asked any more."""
        if self.console or len(self.rows) >= MOST_ROWS:
            self.rows = []
        elif self.rows:
            self.rows.append(row)
            learnt(self.models, statements_of(row))

    def asks(self) -> tuple[str, bool]:
        """What its last row asks for, and whether that is plainly said."""
        if not self.rows or not self.rows[-1] or (len(self.rows) > 1 and _CONTINUES.search(self.rows[-2])):
            return "", False
        return asked(self.rows[-1], self.models) if all(map(balanced, self.rows)) else ("", False)


def with_names(lines: Iterable[Line]) -> list[Line]:
    """The lines, each bare value that a program showed with the name of what was asked."""
    out: list[Line] = []
    cell = _Cell()
    for line in lines:
        text = line.text.strip() if line.kind in (LineKind.TEXT, LineKind.MATH) and len(line.text) <= LONGEST else ""
        prompt = _PROMPT.match(text) if text[:1] in (">", "I", "O", "[") else None
        value = text[prompt.end() :] if prompt is not None else text
        shown = is_shown(value) and (prompt is None or (prompt["count"] is not None and prompt["kind"] != "In"))
        if shown and not line.doubts and (cell.console if prompt is None else cell.count == prompt["count"] is not None):
            name, plain = cell.asks()
            out.append(named(line, name, value, plain=plain) if name else line)
            cell = forgotten(cell)
            continue
        source = _GAP.sub(" ", value).strip()
        name, _, new = updated(source).partition(" = ")
        out.append(named(line, name, new, plain=False) if new and not line.doubts else line)
        if prompt is not None and prompt["kind"] != "Out":
            cell.begin(source, prompt["count"])
        elif cell.rows:
            cell.go_on(source)
    return out


def forgotten(cell: _Cell) -> _Cell:
    """A cell that asks for nothing more, with the networks that are known."""
    cell.rows, cell.count, cell.console = [], None, False
    return cell


def is_shown(value: str) -> bool:
    """Whether a text is one value and no more."""
    return (value.startswith("⟦") and value.endswith("⟧")) or (is_bare(value) and balanced(value) and not re.search(r"[=#]", value[:40]))


def balanced(row: str) -> bool:
    """Whether no bracket is left open."""
    return all(row.count(opening) == row.count(closing) for opening, closing in ("()", "[]", "{}"))


def asked(source: str, models: Mapping[str, str]) -> tuple[str, bool]:
    """The name of what a row asks for, and whether the row says it plainly: a variable, all parameters of a network."""
    body = statements_of(source) if "#" not in source else ()
    if not body and "=" in source:
        return "", False  # an assignment whose signs a page shows in its own way
    if name := asked_for(source, models):
        return name, True
    call = body[0].value if len(body) == 1 and isinstance(body[0], ast.Expr) else None
    if not isinstance(call, ast.Call):
        return "", False
    function = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""
    names = [arg.id for arg in call.args[:2] if isinstance(arg, ast.Name)]
    same = all(isinstance(word.value, ast.Constant) and word.value.value in ("same", 1) for word in call.keywords)
    if "corr" in function and len(call.args) == len(names) == 2 and same:
        return f"{indexed(names[1])} ⋆ {indexed(names[0])}", False
    if len(call.args) == 1 and not call.keywords and _COUNTS.fullmatch(function):
        model = class_of(call.args[0]) or models.get(names[0] if names else "", "")
        return (f"{model}{SUFFIX}" if model else ""), False
    return "", False


def indexed(name: str) -> str:
    """`K_{1}` of `K1`."""
    return re.sub(r"^([A-Za-z])_?(\d{1,2})$", r"\1_{\2}", name)


def named(line: Line, name: str, value: str, *, plain: bool) -> Line:
    """The value with its name before it; one that a program alone names is doubted."""
    raw = " ".join(piece.raw for piece in line.pieces)
    pieces = (Piece(f"{name} = ", ""), replace(line.pieces[0], text=value, raw=raw))
    return replace(line, pieces=pieces, doubts=() if plain else (BY_PROGRAM,))
