"""How numbers are written hereabouts: decimal commas and points, as unambiguous neighbours show."""

from collections.abc import Sequence

from grader.text.items import Group, Item, Matrix, Number, Sign, Symbol, walk
from grader.text.numerals import Custom
from grader.text.phrases import NUMBERED


def customs(items: Sequence[Item]) -> Custom:
    """What unambiguous numbers show: `0,28`, a comma inside a matrix cell or beside an operator; any decimal point."""
    commas = points = False
    previous: Item | None = None
    for item in walk(items):
        if isinstance(item, Number):
            points = points or ("." in item.text and "," not in item.text and not _numbering(previous))
            if item.text.count(",") == 1 and "." not in item.text:
                beside = isinstance(previous, Sign) and previous.operator and previous.text != "-"
                commas = commas or item.text.startswith("0,") or beside
        if isinstance(item, Sign) and item.text == "%" and isinstance(previous, Number):
            commas = commas or (previous.text.count(",") == 1 and "." not in previous.text)
        if isinstance(item, Matrix):
            commas = commas or any(_comma_cell(cell) for row in item.rows for cell in row)
        if isinstance(item, Group):
            commas = commas or _comma_list(item.items)
        previous = item
    return Custom(commas or _comma_list(items), points)


def _numbering(before: Item | None) -> bool:
    """`Aufgabe 1.3`: the point of a number that only numbers."""
    return isinstance(before, Symbol) and before.base.casefold() in NUMBERED


def _comma_cell(cell: Sequence[Item]) -> bool:
    numbers = [item for item in cell if isinstance(item, Number)]
    return len(cell) <= 2 and len(numbers) == 1 and numbers[0].text.count(",") == 1 and "." not in numbers[0].text


def _comma_list(items: Sequence[Item]) -> bool:
    """`1,56, 0,28, 2` or `1,56; 0,28`: commas inside the members of a list that other signs part."""
    if not any(isinstance(item, Sign) and item.separator for item in items):
        return False
    return any(isinstance(item, Number) and item.text.count(",") == 1 and "." not in item.text for item in items)
