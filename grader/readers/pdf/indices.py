"""The small numbers of rows and columns that are set beside and above a matrix: they are none of its entries."""

from collections.abc import Sequence

from grader.readers.pdf.brackets import Pair
from grader.readers.pdf.items import SMALLER, Item
from grader.readers.pdf.rows import LEVEL, rows

FEWEST = 3
"""Rows or columns that are counted without saying of what: `1` over `2` may be a half."""
BEFORE, ABOVE = 3.0, 1.2
"""How far before the brackets and above them, in sizes of the matrix, such numbers may stand."""


def indices(pair: Pair, inside: Sequence[Item], around: Sequence[Item]) -> list[Item]:
    """The small items that count the rows of a matrix, one beside each, and those that count its columns above."""
    found = rows(inside)
    size = max(row.size for row in found)
    small = [item for item in around if item.size <= SMALLER * size]
    if len(found) < 2 or not small:
        return []
    before = [item for item in small if 0 <= pair.left.x0 - item.x1 < BEFORE * size]
    beside = [[item for item in before if abs(item.y - row.y) < LEVEL * row.size] for row in found]
    left = [item for level in beside for item in level] if _count([_text(level) for level in beside]) else []
    level = [item for item in small if 0 < pair.top - item.y < ABOVE * size and pair.left.x0 < item.centre < pair.right.x1]
    above = level if _count(_parted(level)) and len(_parted(level)) == max(len(row.items) for row in found) else []
    return [*left, *above]


def _text(level: Sequence[Item]) -> str:
    return "".join(item.text for item in sorted(level, key=lambda item: item.x0))


def _parted(level: Sequence[Item]) -> list[str]:
    """What stands on one level, where it is set apart."""
    found: list[str] = []
    end = 0.0
    for item in sorted(level, key=lambda item: item.x0):
        if found and item.x0 - end < item.size:
            found[-1] += item.text
        else:
            found.append(item.text)
        end = item.x1
    return found


def _count(texts: Sequence[str]) -> bool:
    """Whether texts count from 0 or from 1 (`i=1`, `2`, `3`)."""
    numbers = [text.rpartition("=")[2] for text in texts]
    named = [text.partition("=")[0] for text in texts if "=" in text]
    if len(texts) < (2 if named else FEWEST) or any(len(name) != 1 or not name.isalpha() for name in named):
        return False
    return any(numbers == [str(first + at) for at in range(len(texts))] for first in (0, 1))
