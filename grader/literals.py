"""Values written out: a number, a share, a fraction, a vector, a matrix; and arithmetic nobody evaluated."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from grader.answer import Doubt, Entries, Printed, shape
from grader.arithmetic import Exact, lone_number, split_list, work_out
from grader.notation import Fraction as Quotient
from grader.notation import Group, Item, Matrix, Number, Sign, Symbol, walk
from grader.numerals import Custom, Kind, read

PREFIXES = frozenset({"array", "tensor", "np", "numpy", "torch", "approximately", "approx", "about", "circa", "ca", "roughly", "rund", "etwa", "nearly"})
LISTING = frozenset({"and", "und"})
LARGEST = 4_096
TRANSPOSES = ("", "T", "t", "⊤", "tr", "\\top")


@dataclass(frozen=True)
class Wish:
    """What the matcher may know of the value it looks for: shape and kind, never the value."""

    shape: tuple[int, ...] | None = None
    kind: Kind = Kind.NUMBER


@dataclass(frozen=True)
class Literal:
    """A value as it was written; `others` are further readings of an ambiguous comma."""

    entries: Entries
    doubts: tuple[Doubt, ...] = ()
    others: tuple[Entries, ...] = ()

    @property
    def evaluated(self) -> bool:
        """Whether it was written out, not left as arithmetic."""
        return Doubt.UNEVALUATED not in self.doubts


def customs(items: Sequence[Item]) -> Custom:
    """What unambiguous numbers show: `0,28`, a comma inside a matrix cell or beside an operator; any decimal point."""
    commas = points = False
    previous: Item | None = None
    for item in walk(items):
        if isinstance(item, Number):
            points = points or ("." in item.text and "," not in item.text)
            if item.text.count(",") == 1 and "." not in item.text:
                beside = isinstance(previous, Sign) and previous.operator and previous.text != "-"
                commas = commas or item.text.startswith("0,") or beside
        if isinstance(item, Matrix):
            commas = commas or any(_comma_cell(cell) for row in item.rows for cell in row)
        if isinstance(item, Group):
            commas = commas or _comma_list(item.items)
        previous = item
    return Custom(commas or _comma_list(items), points)


def _comma_cell(cell: Sequence[Item]) -> bool:
    numbers = [item for item in cell if isinstance(item, Number)]
    return len(cell) <= 2 and len(numbers) == 1 and numbers[0].text.count(",") == 1 and "." not in numbers[0].text  # noqa: PLR2004 - a sign and a number


def _comma_list(items: Sequence[Item]) -> bool:
    """`1,56, 0,28, 2` or `1,56; 0,28`: commas inside the members of a list that other signs part."""
    if not any(isinstance(item, Sign) and item.separator for item in items):
        return False
    return any(isinstance(item, Number) and item.text.count(",") == 1 and "." not in item.text for item in items)


def literal(items: Sequence[Item], wish: Wish, custom: Custom) -> Literal | None:
    """The value that these items are, all of them; None where they are anything else."""
    items = trimmed(items)
    if not items or len(items) > LARGEST:
        return None
    if (found := scalar(items, wish, custom)) is not None:
        return found
    if (found := listed(items, wish, custom)) is not None:
        return found
    worked = work_out(items, custom)
    return None if worked is None else Literal(exact(worked), (Doubt.UNEVALUATED,))


def trimmed(items: Sequence[Item]) -> tuple[Item, ...]:
    """Without `np.array`, `approximately`, what separates at either end, and brackets that hold nothing but a matrix or brackets."""
    kept = list(items)
    while kept and ((isinstance(kept[0], Symbol) and kept[0].base.lower().rpartition(".")[2] in PREFIXES) or _idle(kept[0])):
        kept.pop(0)
    while kept and _idle(kept[-1]):
        kept.pop()
    if len(kept) == 1 and isinstance(kept[0], Group) and kept[0].opening in "([" and kept[0].sup in TRANSPOSES:
        inner = trimmed(kept[0].items)
        if len(inner) == 1 and isinstance(inner[0], Matrix | Group) and (isinstance(inner[0], Matrix) or inner[0].opening == "("):
            return inner
    return tuple(kept)


def _idle(item: Item) -> bool:
    return isinstance(item, Sign) and (item.separator or item.stop or item.text in ":≈~=$")


def scalar(items: Sequence[Item], wish: Wish, custom: Custom) -> Literal | None:
    """One number: `-61,06`, `57.45 %`, `18/25`, `\\frac{7633}{125}`, `(14)`."""
    sign, rest = signed(items)
    if len(rest) == 1 and isinstance(rest[0], Group) and rest[0].opening in "([" and rest[0].bare:
        inner = scalar(rest[0].items, replace(wish, shape=()), custom) if wish.shape in ((), None, (1,)) else None
        return None if inner is None or not _one_number(rest[0].items) else _negated(inner, sign)
    share = len(rest) == 2 and isinstance(rest[1], Sign) and rest[1].text == "%"  # noqa: PLR2004 - a number and its sign
    if share or len(rest) == 1:
        return _number(rest[0], sign, wish, custom, share=share)
    if len(rest) == 3 and isinstance(rest[1], Sign) and rest[1].text == "/":  # noqa: PLR2004 - a/b
        return _negated(_quotient((rest[0],), (rest[2],), custom), sign)
    return None


def _one_number(items: Sequence[Item]) -> bool:
    return not any(isinstance(item, Number) and item.text.count(",") for item in items)


def signed(items: Sequence[Item]) -> tuple[int, tuple[Item, ...]]:
    """The sign in front, and the rest."""
    if items and isinstance(items[0], Sign) and items[0].text in "+-":
        return (-1 if items[0].text == "-" else 1), tuple(items[1:])
    return 1, tuple(items)


def _number(item: Item, sign: int, wish: Wish, custom: Custom, *, share: bool) -> Literal | None:
    if isinstance(item, Quotient) and item.bare and not share:
        return _negated(_quotient(item.top, item.bottom, custom), sign)
    if not isinstance(item, Number) or not item.bare:
        return None
    found = read(item.text, Kind.SHARE if share else wish.kind, custom)
    if found.members and not share and (not found.numbers or _as_list(found.members, wish, custom)):
        return None
    numbers = [_turned(number, sign, share=share) for number in found.numbers]
    if not numbers:
        return None
    doubts = (Doubt.AMBIGUOUS_COMMA,) if len(numbers) > 1 else ()
    return Literal(numbers[0], doubts, tuple(numbers[1:]))


def _as_list(members: Sequence[Printed], wish: Wish, custom: Custom) -> bool:
    """`14,20` is a list of two where two numbers are asked for and nobody here writes decimal commas."""
    return wish.shape is not None and _count(wish.shape) == len(members) and not custom.commas


def _count(wanted: tuple[int, ...]) -> int:
    total = 1
    for size in wanted:
        total *= size
    return total


def _turned(number: Printed, sign: int, *, share: bool) -> Printed:
    scale = Fraction(sign, 100 if share else 1)
    unit = None if number.unit is None else number.unit * abs(scale)
    return replace(number, value=number.value * scale, unit=unit, share=share)


def _quotient(top: Sequence[Item], bottom: Sequence[Item], custom: Custom) -> Literal | None:
    """A printed fraction is exact."""
    if len(top) != 1 or len(bottom) != 1 or not isinstance(top[0], Number) or not isinstance(bottom[0], Number):
        return None
    worked = work_out((Quotient(0, 0, top=tuple(top), bottom=tuple(bottom)),), custom)
    return Literal(Printed(worked)) if isinstance(worked, Fraction) else None


def _negated(found: Literal | None, sign: int) -> Literal | None:
    if found is None or sign > 0 or not isinstance(found.entries, Printed):
        return found
    others = tuple(_turned(o, -1, share=False) for o in found.others if isinstance(o, Printed))
    return replace(found, entries=replace(found.entries, value=-found.entries.value), others=others)


def listed(items: Sequence[Item], wish: Wish, custom: Custom) -> Literal | None:
    """A vector or matrix: `(14, 20)^T`, `[44 \\quad 72]`, `1.56; 0.28; 2`, a matrix by its cells, lists in a list."""
    if len(items) == 1 and isinstance(items[0], Matrix) and items[0].sup in TRANSPOSES and not items[0].primes:
        return _matrix(items[0], wish, custom)
    if len(items) == 1 and isinstance(items[0], Group) and items[0].opening in "([⟨" and items[0].sup in TRANSPOSES:
        return _members(items[0].items, wish, custom, bracketed=True)
    if any(isinstance(item, Sign) and item.separator for item in items) or len(items) == 1 or _has_and(items):
        return _members(items, wish, custom, bracketed=False)
    return None


def _has_and(items: Sequence[Item]) -> bool:
    return any(isinstance(item, Symbol) and item.base in LISTING for item in items)


def _members(items: Sequence[Item], wish: Wish, custom: Custom, *, bracketed: bool) -> Literal | None:
    parts = split_list(items)
    if len(parts) == 1 and isinstance(parts[0][0], Number) and len(parts[0]) == 1:
        return _run_together(parts[0][0], wish, custom, bracketed=bracketed)
    parts = [part for part in parts if bracketed or part is parts[0] or not lone_number(part[0]) or len(part) > 1]
    if len(parts) == 1:
        return scalar(parts[0], wish, custom) if not bracketed or wish.shape == () else _wrapped(parts[0], wish, custom)
    inner = replace(wish, shape=())
    found = [scalar(part, inner, custom) or _nested(part, wish, custom) for part in parts]
    return _joined(found)


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
    if not number.bare or len(found.members) < 2:  # noqa: PLR2004 - a list
        return None
    unclear = custom.commas or (not bracketed and bool(found.numbers) and wish.shape in (None, ()))
    pairs = len(found.members) % 2 == 1 or wish.shape is None or _count(wish.shape) != len(found.members)
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
    return Literal(stacked, doubts)


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
