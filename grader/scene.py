"""A document ready to be searched: its statements, the task of each line, and how numbers are written there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.customs import customs
from grader.document import Document, LineKind
from grader.items import Item
from grader.notation import parse
from grader.numerals import Custom
from grader.sections import Node, Path, spots
from grader.stacked import stacked
from grader.stated import Statement
from grader.statements import statements


@dataclass(frozen=True)
class Scene:
    """A document ready to be searched."""

    document: Document
    statements: tuple[Statement, ...]
    customs: Mapping[int, Custom]
    """How numbers are written, by line; a line's own section decides, else the document."""
    paths: tuple[Path | None, ...]
    """The task of each line."""
    parsed: tuple[tuple[Item, ...], ...]
    """The items of each line."""
    skips: tuple[int, ...]
    """How much of each line is the number of a heading."""


def scene_customs(parsed: Sequence[tuple[Item, ...]], paths: Sequence[Path | None], skips: Sequence[int]) -> dict[int, Custom]:
    """The custom of each line's section, or of the whole document where the section shows none; a heading's number shows nothing."""
    by_path: dict[Path | None, Custom] = {}
    for items, path, skip in zip(parsed, paths, skips, strict=True):
        seen = customs([item for item in items if item.start >= skip])
        before = by_path.get(path, Custom())
        by_path[path] = Custom(before.commas or seen.commas, before.points or seen.points)
    whole = Custom(any(c.commas for c in by_path.values()), any(c.points for c in by_path.values()))
    return {index: by_path[path] if by_path[path] != Custom() else whole for index, path in enumerate(paths)}


def scene_of(document: Document, nodes: Sequence[Node]) -> Scene:
    """A document with its sections, statements and customs."""
    document = stacked(document)
    placed = spots(document.lines, nodes)
    paths = tuple(spot.path for spot in placed)
    skips = tuple(spot.skip for spot in placed)
    parsed = tuple(() if line.kind is LineKind.MARGIN else parse(line.text) for line in document.lines)
    return Scene(
        document,
        statements(document.lines, placed, parsed),
        scene_customs(parsed, paths, skips),
        paths,
        parsed,
        skips,
    )
