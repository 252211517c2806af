"""Numbers of lines in the margin, as for a draft: rising steadily left of all text, and part of none of it."""

import itertools
import re
from collections.abc import Sequence
from statistics import mode

from grader.readers.pdf.items import Item, Sort

FEWEST, FEWEST_BY_FIVES = 8, 3
"""So many lines are numbered at least; an exercise has fewer numbers in its margin."""
BY_FIVES = 5
EDGE = 1.5
"""How far the numbers' right or left edges differ, in points."""
BESIDE = 0.4
"""The least gap between a number and its line, in sizes."""
COVERED = 0.8
"""The share of words that stand on numbered lines."""
WORDS = 2
"""So many words a numbered line has on average, at least: a table has fewer."""
_NUMBER = re.compile(r"^[1-9]\d{0,3}$")
_WORD = re.compile(r"[^\W\d_]{2}")


def numbered(items: Sequence[Item], body: float) -> tuple[list[Item], list[Item]]:
    """The numbers of lines, and what is left of a page without them."""
    text = sorted(item.x0 for item in items if _WORD.search(item.text))
    candidates = [item for item in items if item.sort is Sort.TOKEN and _NUMBER.match(item.text) and text and item.x1 < text[0] + body]
    for edges in ([item.x1 for item in candidates], [item.x0 for item in candidates]):
        usual = mode(round(edge / EDGE) for edge in edges) * EDGE if edges else 0.0
        aligned = [item for item, edge in zip(candidates, edges, strict=True) if abs(edge - usual) <= EDGE]
        column = sorted(aligned, key=lambda item: item.y)
        gone = set(map(id, column))
        rest = [item for item in items if id(item) not in gone]
        if _counts_lines(column, rest, body):
            return column, rest
    return [], list(items)


def _counts_lines(column: Sequence[Item], rest: Sequence[Item], body: float) -> bool:
    """Whether a column of numbers counts the lines beside it."""
    numbers = [int(item.text) for item in column]
    steps = {after - before for before, after in itertools.pairwise(numbers)}
    if steps not in ({1}, {BY_FIVES}):
        return False
    if any(item.x0 - BESIDE * body < column[0].x1 for item in rest if column[0].top < item.y < column[-1].bottom):
        return False
    words = [item for item in rest if _WORD.search(item.text)]
    if len(words) < WORDS * len(numbers):
        return False
    if steps == {BY_FIVES}:
        return len(numbers) >= FEWEST_BY_FIVES and numbers[0] % BY_FIVES == 0
    levels = {round(item.y) + near for item in column for near in (-1, 0, 1)}
    level = sum(round(item.y) in levels for item in words)
    return steps == {1} and len(numbers) >= FEWEST and level >= COVERED * len(words)
