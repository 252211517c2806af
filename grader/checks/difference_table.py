"""Where two arrays differ the most, as a table: index, obtained, expected, and by how much."""

from grader.checks.difference import Difference

LARGEST_SHARE = 1e4
"""A relative difference from here on says only that the expected entry is next to nothing."""


def table(apart: Difference, path: str = "") -> str:
    """The table as text; it holds an expected value. `path` says which part of a value it is about."""
    where = str(list(apart.index)) if apart.index else ""
    cells = (("index", where), ("obtained", apart.obtained), ("expected", apart.expected))
    columns = [(head, cell) for head, cell in cells if cell]
    widths = [max(len(head), len(cell)) for head, cell in columns]
    lines = ["   ".join(text.rjust(width) for text, width in zip(row, widths, strict=True)) for row in zip(*columns, strict=True)]
    return "\n".join((*([f"in {path}:"] if path else []), *lines, *_amounts(apart)))


def _amounts(apart: Difference) -> list[str]:
    """How many entries differ, the largest differences, and another type of numbers."""
    said = []
    if apart.entries > 1:
        first = f", the first at {list(apart.first)}" if apart.first and apart.first != apart.index else ""
        said.append(f"entries that differ: {apart.differing} of {apart.entries}{first}")
    if apart.largest_absolute is not None:
        said.append(f"largest absolute difference: {apart.largest_absolute:.3g}")
    if apart.largest_relative is not None and apart.largest_relative < LARGEST_SHARE:
        said.append(f"largest relative difference: {100 * apart.largest_relative:.3g} %")
    if apart.obtained_dtype != apart.expected_dtype:
        said.append(f"{apart.obtained_dtype} obtained, {apart.expected_dtype} expected")
    if apart.obtained_shape != apart.expected_shape:
        said.append(f"shape {apart.obtained_shape} obtained, {apart.expected_shape} expected")
    return said
