"""Numbers as they stand on a page: digits and signs close to each other, and how far ink would be taken for a part of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from grader.document import Box
from grader.readers.pdf.crossed import counts
from grader.readers.pdf.glyphs import Glyph
from grader.readers.pdf.items import SAME_LINE

BEFORE, BEHIND = 1.3, 1.0
"""How far before and behind its number a sign or a digit may stand, in sizes."""
ABOVE, BELOW = 0.35, 0.22
"""How far over and under the digits what belongs to them may reach, in sizes."""
_RELATIONS = frozenset("=≈<>≤≥")


@dataclass(frozen=True)
class Run:
    """Digits and signs close to each other on one line, and what stands next to them."""

    glyphs: tuple[Glyph, ...]
    before: Glyph | None
    behind: Glyph | None

    @cached_property
    def size(self) -> float:
        """The size of its largest character."""
        return max(glyph.size for glyph in self.glyphs)

    @cached_property
    def digits(self) -> Box:
        """Where its digits stand."""
        own = [glyph for glyph in self.glyphs if glyph.text.isdigit()]
        return self.glyphs[0].left, min(glyph.top for glyph in own), self.glyphs[-1].right, max(glyph.y for glyph in own)

    @cached_property
    def core(self) -> Box:
        """The same without the signs around them."""
        own = [glyph for glyph in self.glyphs if glyph.text.isdigit()]
        return own[0].left, self.digits[1], own[-1].right, self.digits[3]

    @cached_property
    def reach(self) -> Box:
        """Where ink would be taken for a part of it."""
        left, top, right, bottom = self.digits
        least = left - BEFORE * self.size if self.before is None else max(left - BEFORE * self.size, min(self.before.right, left))
        most = right + BEHIND * self.size if self.behind is None else min(right + BEHIND * self.size, max(self.behind.left, right))
        return least, top - ABOVE * self.size, most, bottom + BELOW * self.size

    def part(self, start: int, end: int) -> "Run":
        """Some of its characters, as if they were a run of their own."""
        before = self.glyphs[start - 1] if start else self.before
        return Run(self.glyphs[start:end], before, self.glyphs[end] if end < len(self.glyphs) else self.behind)


def runs(shown: Sequence[Glyph]) -> Iterator[Run]:
    """The numbers of a page, with their signs and relations."""
    for line in _lines(shown):
        start = 0
        for index in range(1, len(line) + 1):
            last, glyph = line[index - 1], line[index] if index < len(line) else None
            if glyph is not None and _belongs(last) and _belongs(glyph) and glyph.left - last.right < BEFORE * glyph.size:
                continue
            own = line[start:index]
            if any(one.text.isdigit() for one in own):
                yield Run(tuple(own), line[start - 1] if start else None, glyph)
            start = index


def _lines(shown: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """The characters line by line, from left to right, where one of them is a digit."""
    ordered = sorted(shown, key=lambda glyph: glyph.y)
    starts = [0, *(at for at, (one, other) in enumerate(pairwise(ordered), 1) if other.y - one.y > SAME_LINE), len(ordered)]
    for start, end in pairwise(starts):
        line = ordered[start:end]
        if any(glyph.text.isdigit() for glyph in line):
            yield sorted(line, key=lambda glyph: glyph.left)


def _belongs(glyph: Glyph) -> bool:
    return counts(glyph) or glyph.text in _RELATIONS
