"""Photographs of one submission are its pages: a heading on one of them holds on the next."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from grader.document import Document, Line
from grader.page.nodes import Node
from grader.page.sections import Spot, spots

PHOTOGRAPH = (".png", ".jpg", ".jpeg")


def spots_of(documents: Sequence[Document], nodes: Sequence[Node]) -> list[tuple[Spot, ...]]:
    """For each document the task of each of its lines; photographs that follow each other are read on like the pages of one file."""
    placed: list[tuple[Spot, ...]] = []
    for photographs, run in groupby(documents, key=_is_photograph):
        if photographs:
            placed += _read_on(tuple(run), nodes)
        else:
            placed += [spots(document.lines, nodes) for document in run]
    return placed


def _is_photograph(document: Document) -> bool:
    return document.file.casefold().endswith(PHOTOGRAPH)


def _read_on(pages: Sequence[Document], nodes: Sequence[Node]) -> list[tuple[Spot, ...]]:
    """The spots of all pages, found in one go."""
    lines: list[Line] = []
    for page in pages:
        after = 1 + max((line.block for line in lines), default=-1)
        lines += [replace(line, block=line.block + after) for line in page.lines]
    found = iter(spots(lines, nodes))
    return [tuple(next(found) for _ in page.lines) for page in pages]
