r"""Vectors and matrices written out: `(14, 20)^T`, `[44 \quad 72]`, `1.56; 0.28; 2`, cells in rows, lists in a list."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from grader.answer import Doubt, Entries, Printed, shape
from grader.text.arithmetic import Exact, lone_number, split_list, work_out
from grader.text.items import Group, Item, Matrix, Number, Sign, Symbol
from grader.text.numerals import Custom, read
from grader.text.scalars import Literal, Wish, count, scalar

LISTING = frozenset({"and", "und"})
TRANSPOSES = ("", "T", "t", "⊤", "⊺", "tr", "\\top")


def listed(items: Sequence[Item], wish: Wish, custom: Custom) -> Literal | None:
    r"""A vector or matrix: `(14, 20)^T`, `[44 \quad 72]`, `1.56; 0.28; 2`, a matrix by its cells, lists in a list."""
    if len(items) == 1 and isinstance(items[0], Matrix) and items[0].sup in TRANSPOSES and not items[0].primes:
        return _matrix(items[0], wish, custom)
    if len(items) == 1 and isinstance(items[0], Group) and items[0].opening in "([⟨" and items[0].sup in TRANSPOSES:
        found = _members(items[0].items, wish, custom, bracketed=True)
        return replace(found, entries=transposed(found.entries)) if found is not None and items[0].sup else found
    if any(isinstance(item, Sign) and item.separator for item in items) or len(items) == 1 or _has_and(items):
        return _members(items, wish, custom, bracketed=False)
    return None


def _has_and(items: Sequence[Item]) -> bool:
    return any(isinstance(item, Symbol) and item.base in LISTING for item in items)


def _members(items: Sequence[Item], wish: Wish, custom: Custom, *, bracketed: bool) -> Literal | None:
    if rows := semicolon_rows(items):
        found = [_members(row, Wish(None, wish.kind), custom, bracketed=True) for row in rows]
        return _joined(found) if bracketed or len(wish.shape or ()) > 1 else None
    parts = split_list(items)
    if len(parts) == 1 and isinstance(parts[0][0], Number) and len(parts[0]) == 1:
        return _run_together(parts[0][0], wish, custom, bracketed=bracketed)
    parts = [part for part in parts if bracketed or part is parts[0] or not lone_number(part[0]) or len(part) > 1]
    if len(parts) == 1:
        return scalar(parts[0], wish, custom) if not bracketed or wish.shape == () else _wrapped(parts[0], wish, custom)
    inner = replace(wish, shape=())
    found = [scalar(part, inner, custom) or _nested(part, wish, custom) for part in parts]
    return _joined(found)


def semicolon_rows(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """The rows of `[1 2 3; 4 5 6]`; none where semicolons part single numbers, or nothing."""
    rows: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, Sign) and item.text == ";":
            rows.append([])
        else:
            rows[-1].append(item)
    rows = rows if rows[-1] else rows[:-1]
    long = [len(split_list(row)) > 1 or (len(row) == 1 and isinstance(row[0], Number) and row[0].text.count(",") > 1) for row in rows]
    return [tuple(row) for row in rows] if len(rows) > 1 and any(long) else []


def _wrapped(part: tuple[Item, ...], wish: Wish, custom: Custom) -> Literal | None:
    """Brackets round one member: a vector of one, unless a vector inside says more."""
    nested = _nested(part, wish, custom)
    return None if nested is None else nested


def _nested(part: tuple[Item, ...], wish: Wish, custom: Custom) -> Literal | None:
    """A list inside a list, or arithmetic in one of its places."""
    if len(part) == 1 and isinstance(part[0], Group | Matrix):
        return listed(part, Wish(None, wish.kind), custom)
    worked = work_out(part, custom)
    return Literal(exact(worked), (Doubt.UNEVALUATED,)) if isinstance(worked, Fraction) else None


def _run_together(number: Number, wish: Wish, custom: Custom, *, bracketed: bool) -> Literal | None:
    """`(14,20)`: two numbers, or one with a decimal comma."""
    found = read(number.text, wish.kind, custom)
    if not number.bare or len(found.members) < 2:
        return None
    unclear = custom.commas or (not bracketed and bool(found.numbers) and wish.shape in (None, ()))
    pairs = len(found.members) % 2 == 1 or wish.shape is None or count(wish.shape) != len(found.members)
    if not found.numbers and "." not in number.text and pairs and wish.shape not in (None, (len(found.members),)):
        unclear = True
    doubts = (Doubt.AMBIGUOUS_COMMA,) if unclear else ()
    return Literal(found.members, doubts, found.numbers if unclear else ())


def _matrix(matrix: Matrix, wish: Wish, custom: Custom) -> Literal | None:
    """Cells are numbers each; one row or one column is a vector."""
    inner = Wish((), wish.kind)
    cells = Custom(commas=True, points=custom.points)
    rows = []
    for row in matrix.rows:
        joined = _joined([_cell(cell, inner, cells, custom) for cell in row])
        if joined is None:
            return None
        rows.append(joined)
    if len({len(row.entries) for row in rows if isinstance(row.entries, tuple)}) != 1:
        return None
    if len(rows) == 1:
        only = rows[0].entries
        return replace(rows[0], entries=only[0]) if isinstance(only, tuple) and len(only) == 1 else rows[0]
    stacked = tuple(row.entries[0] if isinstance(row.entries, tuple) and len(row.entries) == 1 else row.entries for row in rows)
    doubts = tuple(dict.fromkeys(doubt for row in rows for doubt in row.doubts))
    return Literal(transposed(stacked) if matrix.sup else stacked, doubts)


def transposed(entries: Entries) -> Entries:
    """A matrix with rows for columns; anything else as it is."""
    if len(shape(entries)) != 2 or not isinstance(entries, tuple):
        return entries
    return tuple(zip(*(row for row in entries if isinstance(row, tuple)), strict=True))


def _cell(cell: tuple[Item, ...], inner: Wish, cells: Custom, custom: Custom) -> Literal | None:
    if (found := scalar(cell, inner, cells)) is not None:
        return found
    if any(isinstance(item, Sign) and item.text == "quad" for item in cell):
        return None
    parts = split_list(cell)
    if len(parts) > 1:
        return listed((Group(0, 0, opening="[", items=cell),), Wish(None, inner.kind), custom)
    worked = work_out(cell, cells if custom.commas else custom)
    return Literal(exact(worked), (Doubt.UNEVALUATED,)) if isinstance(worked, Fraction) else None


def _joined(found: Sequence[Literal | None]) -> Literal | None:
    members = [one for one in found if one is not None]
    if not members or len(members) != len(found) or len({shape(one.entries) for one in members}) != 1:
        return None
    doubts = tuple(dict.fromkeys(doubt for one in members for doubt in one.doubts))
    return Literal(tuple(one.entries for one in members), doubts)


def exact(worked: Exact) -> Entries:
    """Worked-out numbers as entries without a precision of their own."""
    return Printed(worked) if isinstance(worked, Fraction) else tuple(exact(entry) for entry in worked)
