"""A document ready to be searched: its statements, the task of each line, and how numbers are written there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from grader.document import Document, LineKind
from grader.page.abreast import told_apart
from grader.page.bare_rows import gridded
from grader.page.captions import captioned
from grader.page.captions_below import under_their_captions
from grader.page.customs import customs
from grader.page.nodes import Node, Path
from grader.page.photographed import spots_of
from grader.page.repeated_rows import without_repeats
from grader.page.replaced import without_replaced
from grader.page.sections import Spot
from grader.page.stacked import stacked
from grader.page.stated import Statement
from grader.page.statements import statements
from grader.page.titled import titled
from grader.text.items import Item
from grader.text.notation import parse
from grader.text.numerals import Custom


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
    titles: tuple[str, ...]
    """The heading that each line stands under."""

    @cached_property
    def tasks(self) -> frozenset[Path | None]:
        """The tasks that lines stand under."""
        return frozenset(self.paths)


def scene_customs(parsed: Sequence[tuple[Item, ...]], paths: Sequence[Path | None], skips: Sequence[int]) -> dict[int, Custom]:
    """The custom of each line's section, or of the whole document where the section shows none; a heading's number shows nothing."""
    by_path: dict[Path | None, Custom] = {}
    for items, path, skip in zip(parsed, paths, skips, strict=True):
        seen = customs([item for item in items if item.start >= skip])
        before = by_path.get(path, Custom())
        by_path[path] = Custom(before.commas or seen.commas, before.points or seen.points)
    whole = Custom(any(c.commas for c in by_path.values()), any(c.points for c in by_path.values()))
    return {index: by_path[path] if by_path[path] != Custom() else whole for index, path in enumerate(paths)}


def scenes_of(documents: Sequence[Document], nodes: Sequence[Node]) -> list[Scene]:
    """The documents of a submission, ready to be searched."""
    rows = [titled(gridded(under_their_captions(captioned(stacked(told_apart(document)))))) for document in documents]
    return [_scene(document, placed) for document, placed in zip(rows, spots_of(rows, nodes), strict=True)]


def scene_of(document: Document, nodes: Sequence[Node]) -> Scene:
    """A document with its sections, statements and customs."""
    return scenes_of([document], nodes)[0]


def _scene(document: Document, placed: Sequence[Spot]) -> Scene:
    paths = tuple(spot.path for spot in placed)
    skips = tuple(spot.skip for spot in placed)
    parsed = tuple(() if line.kind is LineKind.MARGIN else without_replaced(line.text, parse(line.text)) for line in document.lines)
    return Scene(
        document,
        without_repeats(statements(document.lines, placed, parsed)),
        scene_customs(parsed, paths, skips),
        paths,
        parsed,
        skips,
        titles(document, placed),
    )


def titles(document: Document, placed: Sequence[Spot]) -> tuple[str, ...]:
    """The words of the last heading above each line."""
    out: list[str] = []
    for line, spot in zip(document.lines, placed, strict=True):
        out.append(line.text.strip() if spot.heading else out[-1] if out else "")
    return tuple(out)
