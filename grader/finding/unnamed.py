"""Matrices and tensors that stand under a task without a name, as many as are asked for there: proposed by their shape, never sure."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.answer import Doubt, Entries, same_shape, shape
from grader.document import LineKind
from grader.finding.candidates import Candidate, candidate
from grader.finding.chain import agree, member_value
from grader.finding.choose import distance
from grader.finding.confidence import AT_MOST
from grader.finding.ranks import broad
from grader.page.numbered_parts import OTHERS
from grader.page.prose import words_in
from grader.page.scene import Scene
from grader.page.sections import Spot
from grader.page.stated import Member, Statement
from grader.page.wanted import Wanted
from grader.text.items import Group, Item, Matrix, Sign, Symbol
from grader.text.literals import ARRAYS, prefix_of
from grader.text.phrases import phrase
from grader.text.scalars import Wish

MOST, WORDS, DEEP = 200, 6, 3
OTHER_THINGS = (OTHERS - phrase("size shape number")) | phrase(
    "probe test check input eingabe padded expected difference error loss target truth forward X Y"
)
_NUMBERED = re.compile(r"[^\W\d_]{3,}(\d)")


@dataclass(frozen=True)
class Loose:
    """A matrix that nothing names."""

    member: Member
    words: frozenset[str]
    """Those before it."""
    number: str = ""
    """That of a noun among them: `Filter 1`."""


def by_shape(scene: Scene, order: int, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[Candidate]:
    """Values for names of several axes that are not known, where their task holds exactly as many without a name, in their order."""
    seen: set[tuple[tuple[str, ...], tuple[int, ...]]] = set()
    for w in wanted:
        size = w.wish.shape or ()
        kin = [one for one in wanted if one.task == w.task and one.wish.shape == size]
        if w.name in known or not size or (w.task, size) in seen:
            continue
        seen.add((w.task, size))
        loose = list(unnamed(scene, w))
        whole = distinct(scene, [one for one in loose if fits(scene, one, size, w)], w)
        parts = [one for one in loose if len(broad(size[1:])) > 1 and fits(scene, one, size[1:], w)]
        if numbered := by_number(whole, kin, known):
            pairs = [(one, name, "") for one, name in numbered]
        elif any(one.name in known for one in kin):
            continue
        elif len(whole) == len(kin) and not any(one.number for one in whole):
            pairs = [(one, name, "") for one, name in zip(whole, kin, strict=True)]
        elif not whole and len(kin) == 1 and len(parts) == size[0]:
            pairs = [(one, w, str(at)) for at, one in enumerate(parts, start=1)]
        else:
            continue
        for at, (one, name, index) in enumerate(pairs):
            yield from proposed(scene, order + at, one, name, index)


def by_number(loose: Sequence[Loose], kin: Sequence[Wanted], known: Collection[str]) -> list[tuple[Loose, Wanted]]:
    """Matrices that stand below `Filter 1`, `Filter 2` with the names that bear these numbers; none where a number stands twice."""
    numbers = [one.number for one in loose if one.number]
    if len(kin) < 2 or len(set(numbers)) != len(numbers):
        return []
    pairs = [(one, w) for one in loose for w in kin if one.number and one.number in {label.index for label in w.labels}]
    return [(one, w) for one, w in pairs if w.name not in known]


def proposed(scene: Scene, order: int, one: Loose, w: Wanted, index: str) -> Iterator[Candidate]:
    """A matrix as a name's value, or as that of its part."""
    inner = replace(w, wish=replace(w.wish, shape=(w.wish.shape or ())[1:])) if index else w
    statement = Statement(one.member.line, Spot(scene.paths[one.member.line]), None, (), [one.member])
    found = candidate(scene, order, statement, (inner, True), shared=False)
    if found is not None and Doubt.ODD_SHAPE not in found.answer.doubts:
        printed = scene.document.lines[one.member.line].printed  # no sentence goes on there
        kept = [doubt for doubt in found.answer.doubts if not (printed and doubt is Doubt.RESERVED)]
        doubts = (*kept, Doubt.BY_ORDER)
        answer = replace(found.answer, doubts=doubts, confidence=min(found.answer.confidence, AT_MOST))
        yield replace(found, answer=answer, index=index)


def unnamed(scene: Scene, w: Wanted) -> Iterator[Loose]:
    """The brackets of numbers under a name's own task that stand behind no label."""
    named = {
        (member.line, item.start) for one in scene.statements if one.label is not None for member in one.members for item in member.items
    }
    above: tuple[str, ...] = ()
    count = 0
    for at, (line, path) in enumerate(zip(scene.document.lines, scene.paths, strict=True)):
        if path is None or distance(w.task, path) or line.kind in (LineKind.MARGIN, LineKind.HEADING):
            above = ()
            continue
        items = scene.parsed[at]
        for position, item in enumerate(items):
            if isinstance(item, Group | Matrix) and count < MOST and (at, item.start) not in named and is_nested(items, position):
                count += 1
                first = position - 1 if is_array(items, position) else position
                said = words_in(items[:first])[-WORDS:] or above[-WORDS:]
                numbers = [found[1] for word in said if (found := _NUMBERED.fullmatch(word)) is not None]
                yield Loose(Member(at, tuple(items[first : position + 1])), phrase(" ".join(said)), "".join(numbers))
        above = () if any(isinstance(item, Group) for item in items) else words_in(items)  # a call says nothing of what comes next


def is_array(items: Sequence[Item], position: int) -> bool:
    """Whether `tensor` or its like stands before a bracket."""
    return position > 0 and isinstance(before := items[position - 1], Symbol) and prefix_of(before) in ARRAYS


def is_nested(items: Sequence[Item], position: int) -> bool:
    """Whether a bracket is a matrix, a list of lists, or what a program shows of one."""
    item = items[position]
    if isinstance(item, Matrix) or is_array(items, position):
        return True
    return isinstance(item, Group) and all(
        (isinstance(one, Group) and one.opening in "([") or (isinstance(one, Sign) and one.separator) for one in item.items
    )


def fits(scene: Scene, one: Loose, size: tuple[int, ...], w: Wanted) -> bool:
    """Whether a matrix has a shape, and nothing before it says that it is another thing; a mere vector may be anything."""
    if one.words & (OTHER_THINGS - w.vocabulary):
        return False
    found = value_of(scene, one, w)
    if found is None or not same_shape(shape(found), size):
        return False
    return len(broad(size)) > 1 or depth(one.member.items[-1]) > DEEP


def depth(item: Item) -> int:
    """How many brackets stand one in the other: `[[[[0.299]], …` is the weight of a layer, whatever vector it holds."""
    deep = 0
    while isinstance(item, Group) and item.items:
        item, deep = item.items[0], deep + 1
    return deep


def value_of(scene: Scene, one: Loose, w: Wanted) -> Entries | None:
    """The numbers of a matrix."""
    found = member_value(scene, one.member, Wish(None, w.wish.kind))
    return None if found is None or not found.evaluated else found.entries


def distinct(scene: Scene, loose: Sequence[Loose], w: Wanted) -> list[Loose]:
    """The matrices without those that say again what one before them says."""
    out: list[Loose] = []
    held: list[Entries] = []
    for one in loose:
        found = value_of(scene, one, w)
        if found is not None and not any(agree(found, other) for other in held):
            out.append(one)
            held.append(found)
    return out
