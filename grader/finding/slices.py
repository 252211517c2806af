"""Tensors told by their entries and slices: `w[0,:,1] = (0, -1, 1)`, `w_{1,2,2} = -1` and zeros elsewhere; never sure."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product

from grader.answer import Doubt, Entries, Printed, shape
from grader.finding.candidates import Candidate
from grader.finding.chain import agree, chain_value
from grader.finding.choose import distance
from grader.finding.confidence import AT_MOST
from grader.finding.evidence import evidence
from grader.finding.ranks import broad
from grader.page.scene import Scene
from grader.page.stated import Member, Statement
from grader.page.wanted import Wanted
from grader.text.scalars import Wish

MOST = 512
"""Entries of a tensor that is put together."""
_ZEROS = re.compile(
    r"\bzeros(?:_like)?\s?\(|\b(?:all|every|any|the)?\s?(?:others?|rest|remaining|else|elsewhere|übrigen?|restlichen?|sonst|anderen?)\b"
    r"[^.=;]{0,40}(?:=\s*0\b|\b(?:are|is|be|sind|ist|gleich)\s+(?:all\s+|alle\s+|equal to\s+)?(?:0|zero|null)\b|\b(?:zeros?|null|nullen)\b)"
    r"|(?<!bias )(?<!biases )\b(?:are|is|sind|ist|gleich)\s+(?:0|zero|null)\b,?\s(?:except|apart from|save for|außer|bis auf)\b"
    r"|\b(?:all|every|alle|jede\w*)\s(?:(?:other|of|the|its|der|seine|their|ihre)\s)*(?:weight|entr|element|value|coefficient|gewicht|eintr|wert|koeff)\w*"
    r"\s(?:=|are|is|sind|ist)\s(?:all\s|alle\s|equal to\s|gleich\s)?(?:0|zeros?|null)\s?,?\s?(?:(?:except|but|apart|bis|außer|ausser)\b|$)"
    r"|\[[^\]0-9]*\]\s*=\s*0\b|_\{?[^\d\s{}]{3,}\}?\s*=\s*0\s+(?:for|otherwise|sonst|für|else)",
    re.IGNORECASE,
)
Places = dict[tuple[int, ...], Printed]


@dataclass(frozen=True)
class Slice:
    """What a label with indices is said to equal; a number of an axis, or None for all of it."""

    index: tuple[int | None, ...]
    entries: Entries
    statement: Statement
    member: Member


def sliced(scene: Scene, order: int, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[Candidate]:
    """Names of several axes that are not known, put together from what is said of their parts."""
    for w in wanted:
        size = broad(w.wish.shape or ())
        if w.name in known or len(size) < 2 or len(list(product(*map(range, size)))) > MOST:
            continue
        parts = slices(scene, w, size)
        filled = places(parts, size, rest=says_rest_is_zero(scene, w))
        if filled is None or not parts:
            continue
        last = parts[-1]
        doubts = (Doubt.NOT_STATED_WHOLE,)
        answer = evidence(scene, last.statement, last.member, nested(filled, size), doubts)
        answer = replace(answer, confidence=min(answer.confidence, AT_MOST))
        yield Candidate(w.name, answer, order, last.statement.spot.path)


def slices(scene: Scene, w: Wanted, size: tuple[int, ...]) -> list[Slice]:
    """The parts that are stated of a name; none where one of them cannot be read."""
    keys = {label.key.casefold() for label in w.labels}
    found: list[Slice] = []
    for one in scene.statements:
        label = one.label
        if label is None or "," not in label.index or label.key.casefold() not in keys or distance(w.task, one.spot.path) > 1:
            continue
        index = numbers_of(label.index, len(size))
        if index is None or one.denied or one.struck:
            return []
        free = tuple(length for length, at in zip(size, index, strict=True) if at is None)
        chosen = chain_value(scene, one, Wish(free, w.wish.kind))
        if chosen is None or broad(shape(chosen[0].entries)) != broad(free) or Doubt.CONFLICT in chosen[2]:
            return []
        found.append(Slice(index, chosen[0].entries, one, chosen[1]))
    return found


def numbers_of(index: str, axes: int) -> tuple[int | None, ...] | None:
    """The numbers of an index; a second one too many is that of the only input channel."""
    parts = [part.strip() for part in index.split(",")]
    if any(not (part == ":" or (part.isdecimal() and len(part) < 3)) for part in parts):
        return None
    parts = [parts[0], *parts[2:]] if len(parts) == axes + 1 else parts
    if len(parts) > axes:
        return None
    return tuple(None if part == ":" else int(part) for part in [*parts, *[":"] * (axes - len(parts))])


def places(parts: Sequence[Slice], size: tuple[int, ...], *, rest: bool) -> Places | None:
    """Every entry with its number; None where one is missing, is said twice and otherwise, or where counting may begin at 0 or at 1."""
    told = [(at, length) for part in parts for at, length in zip(part.index, size, strict=True) if at is not None]
    bases = [base for base in (0, 1) if all(base <= at < length + base for at, length in told)]
    if len(bases) != 1:
        return None
    zero = Printed(Fraction(0), Fraction(1), 1)
    filled: Places = {}
    for part in parts:
        axes = [range(length) if at is None else [at - bases[0]] for at, length in zip(part.index, size, strict=True)]
        for place, number in zip(product(*axes), numbers_in(part.entries), strict=False):
            if place in filled and not agree(filled[place], number):
                return None
            filled[place] = number
    every = list(product(*map(range, size)))
    if not rest and len(filled) < len(every):
        return None
    return {place: filled.get(place, zero) for place in every}


def numbers_in(entries: Entries) -> Iterator[Printed]:
    """The numbers of a value in their order."""
    if isinstance(entries, Printed):
        yield entries
    else:
        for entry in entries:
            yield from numbers_in(entry)


def nested(filled: Places, size: tuple[int, ...], before: tuple[int, ...] = ()) -> Entries:
    """The entries as rows in rows."""
    if len(before) == len(size):
        return filled[before]
    return tuple(nested(filled, size, (*before, at)) for at in range(size[len(before)]))


def says_rest_is_zero(scene: Scene, w: Wanted) -> bool:
    """Whether a line under a name's task says that all else is zero."""
    return any(
        distance(w.task, path) <= 1 and len(line.text) < MOST and _ZEROS.search(line.text) is not None
        for line, path in zip(scene.document.lines, scene.paths, strict=True)
    )
