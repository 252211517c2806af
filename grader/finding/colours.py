"""A vector told channel by channel: `0.299 for R, 0.587 for G and 0.114 for B`, in a sentence or down a table; never sure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from grader.answer import Doubt
from grader.document import LineKind
from grader.finding.candidates import Candidate, candidate
from grader.finding.chain import agree
from grader.finding.choose import distance
from grader.finding.claims import Claim
from grader.finding.components import joined
from grader.finding.confidence import AT_MOST
from grader.finding.ranks import broad
from grader.page.scene import Scene
from grader.page.sections import Spot
from grader.page.stated import Member, Statement
from grader.page.wanted import Wanted
from grader.text.items import Group, Item, Number, Sign, Symbol, walk
from grader.text.numerals import Kind

CHANNELS = MappingProxyType(
    {
        word: at
        for at, names in enumerate(
            (
                "R red rot roten rote roter rotkanal rotanteil",
                "G green grün grünen grüne grüner grünkanal grünanteil",
                "B blue blau blauen blaue blauer blaukanal blauanteil",
            )
        )
        for word in names.split()
    }
)
"""The channels of a picture in their order; their letters are capitals."""
COUNT = 3
FURTHEST = 8
"""Lines from the first colour to the last number."""


@dataclass(frozen=True)
class Mark:
    """A channel's name, or a number with its sign."""

    line: int
    channel: int | None
    items: tuple[Item, ...]


def by_channel(scene: Scene, order: int, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[Candidate]:
    """Vectors of three that are not known, where under their task each channel of a picture has one number."""
    for w in wanted:
        if w.name in known or w.wish.kind is not Kind.NUMBER or broad(w.wish.shape or ()) != (COUNT,):
            continue
        told = [found for window in windows(scene, w) if (found := numbers(window)) is not None]
        read = [vector for marks in told if (vector := vector_of(scene, order, marks, w)) is not None]
        if read and len(read) == len(told) and all(agree(one.answer.entries, read[0].answer.entries) for one in read):
            yield read[0]


def windows(scene: Scene, w: Wanted) -> Iterator[list[Mark]]:
    """Each six marks that follow each other under a name's own task, with no sum between them."""
    marks: list[Mark] = []
    for at, (line, path) in enumerate(zip(scene.document.lines, scene.paths, strict=True)):
        if path is None or distance(w.task, path) or line.kind in (LineKind.HEADING, LineKind.MARGIN):
            marks = []
            continue
        items = [item for item in walk(scene.parsed[at]) if not isinstance(item, Group)]
        for position, item in enumerate(items):
            if isinstance(item, Sign) and item.text == "+":
                marks = []  # a formula that is said again
            elif (mark := marked(items, position, at)) is not None:
                marks = [*marks[-2 * COUNT + 1 :], mark]
                if len(marks) == 2 * COUNT and at - marks[0].line <= FURTHEST:
                    yield marks


def marked(items: Sequence[Item], position: int, line: int) -> Mark | None:
    """A channel's name, or a number with decimal places, where it is no percentage."""
    item = items[position]
    if isinstance(item, Symbol) and item.bare:
        channel = CHANNELS.get(item.base if len(item.base) == 1 else item.base.casefold())
        return None if channel is None else Mark(line, channel, (item,))
    following = items[position + 1] if position + 1 < len(items) else None
    share = isinstance(following, Sign) and following.text == "%"
    if not isinstance(item, Number) or not item.bare or item.text.isdecimal() or share:
        return None
    minus = position > 0 and isinstance(before := items[position - 1], Sign) and before.text == "-" and before.end == item.start
    return Mark(line, None, (items[position - 1], item) if minus else (item,))


def numbers(marks: Sequence[Mark]) -> list[Mark] | None:
    """The number of each channel, in the order of the channels: before or behind each of them, or as many behind all three."""
    channels = [mark.channel for mark in marks]
    if [channel is None for channel in channels] not in (PAIRED_BEHIND, PAIRED_BEFORE, ALL_BEHIND):
        return None
    named = [channel for channel in channels if channel is not None]
    found = [mark for mark in marks if mark.channel is None]
    return [found[named.index(at)] for at in range(COUNT)] if sorted(named) == list(range(COUNT)) else None


def vector_of(scene: Scene, order: int, marks: Sequence[Mark], w: Wanted) -> Candidate | None:
    """The numbers of the channels as one vector; none where one of them is denied."""
    inner = replace(w, wish=replace(w.wish, shape=()))
    parts: list[Claim] = []
    for mark in marks:
        statement = Statement(mark.line, Spot(scene.paths[mark.line]), None, (), [Member(mark.line, mark.items)])
        found = candidate(scene, order, statement, (inner, True), shared=False)
        if found is None or found.denied:
            return None
        parts.append(Claim(0, found))
    doubts = dict.fromkeys(doubt for part in parts for doubt in part.answer.doubts)
    one = joined(parts, (*doubts, Doubt.NOT_STATED_WHOLE)).candidate
    return replace(one, answer=replace(one.answer, confidence=min(one.answer.confidence, AT_MOST)))


PAIRED_BEHIND = [False, True] * COUNT
PAIRED_BEFORE = [True, False] * COUNT
ALL_BEHIND = [False] * COUNT + [True] * COUNT
