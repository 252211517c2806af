"""Cells of a blank notebook that nobody was to change, looked for in a group's: as they were, changed, or gone. Nothing is run."""

import ast
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import unified_diff
from typing import Any

from grader.worker.channel import Channel
from grader.worker.loaded import Loaded
from grader.worker.notebook_source import NotANotebook, code_cells, without_magics
from grader.worker.pieces import pieces

MARK = re.compile(
    r"^\s*#.*?\b(?:do(?:n[o’']?t| not) (?:change|modify|edit|alter|touch)|"
    r"nicht (?:ändern|verändern|bearbeiten)|keep (?:this cell )?(?:as it is|unchanged))",
    re.IGNORECASE | re.MULTILINE,
)
"""How a cell says of itself that it is to stay."""
MOST_CELLS = 400
MOST_LINES = 400
"""Of a cell that is compared line by line."""
LONGEST = 200
MOST_TOLD = 14
"""Lines of a difference."""
ALIKE = 0.5
"""From this likeness on a cell is taken for a changed one, and not for another."""


@dataclass(frozen=True)
class Kept:
    """One cell that was to stay, and what became of it."""

    cell: int
    """Its number among the code cells of the blank notebook, from 1."""
    state: str
    """`same`, `moved`, `elsewhere` (its lines stand in other cells), `changed` or `gone`."""
    at: int = 0
    """The code cell in which it stands now."""
    difference: tuple[str, ...] = ()


def answer(request: dict[str, Any], state: Loaded, _channel: Channel) -> dict[str, Any]:
    """What became of each marked cell, and which of the names they define are defined once more elsewhere."""
    name = state.find(request["file"])
    blank = state.starter.get(request["blank"])
    if blank is None or name is None:
        return {"is": "absent", "name": request["blank"] if blank is None else request["file"]}
    try:
        ours, theirs = code_cells(blank)[:MOST_CELLS], code_cells(state.files[name])[:MOST_CELLS]
    except NotANotebook as problem:
        return {"is": "raised", "type": "NotANotebook", "message": str(problem), "trace": [], "chain": ["NotANotebook"], "hint": ""}
    kept = kept_cells(ours, theirs)
    rows = [[one.cell, one.state, one.at, list(one.difference)] for one in kept]
    return {
        "is": "done",
        "value": {"cells": rows, "again": defined_again(ours, theirs, {one.at for one in kept}), "untouched": _same(ours, theirs)},
    }


def kept_cells(ours: Sequence[str], theirs: Sequence[str]) -> list[Kept]:
    """Every marked cell of the blank notebook, in its order."""
    marked = [number for number, cell in enumerate(ours) if MARK.search(cell)]
    plain, meant = [_plain(cell) for cell in theirs], [_meaning(cell) for cell in theirs]
    found: dict[int, int] = {}
    for number in marked:
        at = next((at for at, text in enumerate(plain) if text == _plain(ours[number]) and at not in found.values()), None)
        if at is None and (meaning := _meaning(ours[number])):
            at = next((at for at, one in enumerate(meant) if one == meaning and at not in found.values()), None)
        if at is not None:
            found[number] = at
    every = [one for cell in meant for one in cell]
    free = [at for at, cell in enumerate(theirs) if at not in found.values() and cell.strip()]
    return [_kept(number, ours[number], found, every, theirs, free) for number in marked]


def _kept(number: int, cell: str, found: dict[int, int], every: Sequence[str], theirs: Sequence[str], free: list[int]) -> Kept:
    """What became of one cell; one that is like it and no other's is the changed one."""
    if number in found:
        moved = any((one < number) != (at < found[number]) for one, at in found.items() if one != number)
        return Kept(number + 1, "moved" if moved else "same", found[number] + 1)
    meaning = _meaning(cell)
    if meaning and _within(meaning, every):
        return Kept(number + 1, "elsewhere")
    close = max(((_likeness(cell, theirs[at]), -at) for at in free), default=(0.0, 0))
    if close[0] < ALIKE:
        return Kept(number + 1, "gone")
    free.remove(-close[1])
    return Kept(number + 1, "changed", 1 - close[1], tuple(_difference(cell, theirs[-close[1]])))


def _same(ours: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether nothing at all was written into it."""
    return [_plain(cell) for cell in ours] == [_plain(cell) for cell in theirs]


def _plain(cell: str) -> list[str]:
    """Its lines, whatever the blanks at their ends, within them and between them."""
    return [indent + " ".join(line.split()) for line in cell.expandtabs(4).splitlines() if line.strip() for indent in [_indent(line)]]


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip())]


def _meaning(cell: str) -> tuple[str, ...]:
    """Its statements, whatever their comments, blanks and brackets; nothing where Python cannot read all of it."""
    read = list(pieces(without_magics(cell)))
    if any(one.problem is not None for one in read):
        return ()
    try:
        return tuple(ast.dump(statement) for one in read for statement in one.statements)
    except (RecursionError, MemoryError):
        return ()


def _within(wanted: Sequence[str], every: Sequence[str]) -> bool:
    """Whether all statements stand somewhere, in their order."""
    rest = iter(every)
    return all(any(one == other for other in rest) for one in wanted)


def _likeness(one: str, other: str) -> float:
    """How many of their lines two cells have in common."""
    mine, other_lines = Counter(_plain(one)), Counter(_plain(other))
    return 2 * (mine & other_lines).total() / max(1, mine.total() + other_lines.total())


def _difference(before: str, after: str) -> Iterable[str]:
    """The lines that differ, as `-` and `+`."""
    lines = [
        one
        for one in unified_diff(_plain(before)[:MOST_LINES], _plain(after)[:MOST_LINES], n=0, lineterm="")
        if one[:2] not in ("--", "++", "@@")
    ]
    yield from (line[:LONGEST] for line in lines[:MOST_TOLD])
    if len(lines) > MOST_TOLD:
        yield f"… and {len(lines) - MOST_TOLD} more"


def defined_again(ours: Sequence[str], theirs: Sequence[str], kept: set[int]) -> list[list[Any]]:
    """Names that marked cells bind, and that another cell of the group's binds otherwise: with the number of that code cell."""
    fixed = {name: text for cell in ours if MARK.search(cell) for name, text in _bound(cell)}
    left = {name for cell in ours if not MARK.search(cell) for name, _ in _bound(cell)}
    others = ((at, cell) for at, cell in enumerate(theirs, start=1) if at not in kept)
    again = ((name, at) for at, cell in others for name, text in _bound(cell) if name not in left and fixed.get(name, text) != text)
    return [[name, at] for name, at in list(dict.fromkeys(again))[:MOST_TOLD]]


def _bound(cell: str) -> Iterable[tuple[str, str]]:
    """What the top of a cell defines or assigns, and how; an import is no other thing for being made twice."""
    for one in pieces(without_magics(cell)):
        for statement in one.statements:
            if isinstance(statement, ast.FunctionDef | ast.ClassDef):
                yield statement.name, _dumped(statement)
            elif isinstance(statement, ast.Assign):
                names = [node.id for target in statement.targets for node in ast.walk(target) if isinstance(node, ast.Name)]
                yield from ((name, _dumped(statement)) for name in names)


def _dumped(statement: ast.stmt) -> str:
    """A statement without its places; nothing where it is too deep."""
    try:
        return ast.dump(statement)
    except (RecursionError, MemoryError):
        return ""
