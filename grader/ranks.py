"""Whether a value has as many axes as what is asked for; a list for one number, or a row for a matrix, is hardly the answer."""

from collections.abc import Sequence

from grader.answer import Entries, shape
from grader.items import Group, Item, Matrix
from grader.literals import trimmed
from grader.numerals import Kind
from grader.scalars import Wish


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


def broad(axes: tuple[int, ...]) -> tuple[int, ...]:
    """The axes along which there is more than one entry."""
    return tuple(size for size in axes if size != 1)
