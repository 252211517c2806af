"""Methods behind a value, as programs write them: `[[1, 2]].T` is another matrix, `tensor([14.]).numpy()` the same."""

from collections.abc import Sequence

from grader.text.items import Group, Item, Matrix, Number, Sign, Symbol

SAME = frozenset(
    "numpy detach cpu cuda to tolist item clone copy float double int long squeeze unsqueeze flatten ravel astype type data".split()
)
"""They change no number and no axis but those of length one."""
SHAPED = frozenset("view reshape".split())
LONGEST = 40


def changes_value(items: Sequence[Item], at: int) -> bool:
    """Whether the point at a place calls a method that makes another value of the brackets before it."""
    while 0 < at < len(items) - 1 and is_point(items[at]) and isinstance(items[at - 1], Group | Matrix):
        before, name = items[at - 1], items[at + 1]
        glued = before.end == items[at].start and name.start == items[at].end
        if not glued or not isinstance(name, Symbol):
            return False
        following = items[at + 2] if at + 2 < len(items) else None
        called = isinstance(following, Group) and following.opening == "(" and following.start == name.end
        if not called:
            return name.base in ("T", "mT", "H")
        if isinstance(following, Group) and not (name.base in SAME or (name.base in SHAPED and one_axis(following))):
            return True
        at += 3
    return False


def is_point(item: Item) -> bool:
    """A full stop."""
    return isinstance(item, Sign) and item.text == "."


def one_axis(sizes: Group) -> bool:
    """Whether sizes leave one axis longer than one: `(1, 3, 1, 1)`, `(-1,)`."""
    numbers = [item.text for item in sizes.items if isinstance(item, Number)]
    return len(sizes.items) <= LONGEST and sum(text != "1" for text in ",".join(numbers).split(",")) == 1
