"""Whether a value has as many axes as what is asked for; a list for one number, or a row for a matrix, is hardly the answer."""

from collections.abc import Sequence

from grader.answer import Entries, Printed, shape
from grader.text.items import Group, Item, Matrix
from grader.text.literals import trimmed
from grader.text.numerals import Kind
from grader.text.scalars import Wish


def other_rank(entries: Entries, wish: Wish, items: Sequence[Item], *, by_symbol: bool) -> bool:
    """Whether a value has other axes than the wanted one and does not plainly stand so.

    In brackets under its symbol it does (a gradient that was not summed up); as a row of a matrix, as a list of counts or in words it may
    be a part, or several values.
    """
    if wish.shape is None or len(broad(shape(entries))) == len(broad(wish.shape)):
        return False
    kept = trimmed(items)
    stated = len(kept) == 1 and isinstance(kept[0], Group | Matrix)
    return not (stated and by_symbol and len(broad(wish.shape)) < 2 and wish.kind is Kind.NUMBER)


def has_counter(entries: Entries, wanted: tuple[int, ...] | None) -> bool:
    """Whether a matrix has one column, or one row, more than is asked for, and that only counts the others."""
    own = shape(entries)
    if wanted is None or len(wanted) != 2 or len(own) != 2 or isinstance(entries, Printed):
        return False
    rows = [[one for one in row if isinstance(one, Printed)] for row in entries if not isinstance(row, Printed)]
    if own == (wanted[0], wanted[1] + 1):
        return counts([row[0] for row in rows if row])
    return own == (wanted[0] + 1, wanted[1]) and counts(rows[0])


def counts(numbers: Sequence[Printed]) -> bool:
    """Whether numbers are 0, 1, 2, … or 1, 2, 3, …."""
    first = numbers[0].value if numbers else -1
    return first in (0, 1) and all(one.value == first + at for at, one in enumerate(numbers))


def broad(axes: tuple[int, ...]) -> tuple[int, ...]:
    """The axes along which there is more than one entry."""
    return tuple(size for size in axes if size != 1)
