"""What a cell of a table holds: a value, perhaps at the end of a calculation and with its unit, as a statement of its own."""

import re
from collections.abc import Sequence

from grader.page.labels import last_label
from grader.page.prose import words_in
from grader.page.sections import Spot
from grader.page.sides import value_items
from grader.page.stated import Member, Statement
from grader.text.items import Group, Item, Sign, Symbol
from grader.text.notation import parse
from grader.text.phrases import SPLIT_WORDS, marked_by_words

MOST_UNITS = 2
"""Words behind a value that say what it counts."""
_RECKONED = re.compile(r"[\s\d.,+\-−–*·×⋅∙/^(){}\[\]=≈~]*")
_FRACTION = re.compile(r"\\frac\b")


def is_cell(text: str) -> bool:
    """Whether a text may be a cell: no equation stands in it, or a calculation with numbers alone (`9·32 + 32 = 320`)."""
    at = max(text.rfind("="), text.rfind("≈"))
    reckoned = _FRACTION.sub("", text[:at]) if at >= 0 else ""
    return at < 0 or ((text.lstrip()[0] in "=≈([-−" or text.lstrip()[0].isdigit()) and _RECKONED.fullmatch(reckoned) is not None)


def by_cell(items: Sequence[Item]) -> list[tuple[Item, ...]]:
    """The items of each cell of a row."""
    cells: list[list[Item]] = [[]]
    for item in items:
        if isinstance(item, Sign) and item.text == "quad":
            cells.append([])
        else:
            cells[-1].append(item)
    return [tuple(cell) for cell in cells]


def holds_value(cell: str) -> bool:
    """Whether a cell begins with a number or a bracket."""
    stripped = cell.lstrip("=≈~+- ([⟦$")
    return (
        stripped[:1].isdigit()
        or (stripped[:1] == "." and stripped[1:2].isdigit())
        or (stripped[:7].startswith(r"\frac{") and stripped[6:7].isdigit())
    )


def cell_statement(row: int, items: tuple[Item, ...], spot: Spot, heads: Sequence[str]) -> Statement:
    """One cell as a statement."""
    label = None
    for head in heads:
        found = last_label(parse(head))
        label = label or (found[0] if found is not None and found[1] == 0 else None)
    members = members_of(row, items)
    words = (*(word for head in heads for word in SPLIT_WORDS.findall(head)), *(unit_in(members[-1].items) if members else ()))
    step = next((step for word in words if (step := marked_by_words([word]))), "")
    return Statement(row, spot, label, words, members, table=True, step=step)


def members_of(row: int, items: Sequence[Item]) -> list[Member]:
    """The members of a calculation in a cell; of any other one the whole."""
    members: list[Member] = []
    part: list[Item] = []
    relation = ""
    for item in (*items, Sign(0, 0, "=")):
        if isinstance(item, Sign) and item.text in ("=", "≈"):
            members += [Member(row, tuple(part), relation == "≈")] if part else []
            part, relation = [], item.text
        else:
            part.append(item)
    return members


def unit_in(items: Sequence[Item]) -> tuple[str, ...]:
    """The words behind a value that say what it counts: `71,754 parameters`."""
    rest = [item for item in items[len(value_items(items)) :] if not isinstance(item, Group)]
    words = words_in(rest)
    return words if len(words) <= MOST_UNITS and all(isinstance(item, Symbol) for item in rest) else ()
