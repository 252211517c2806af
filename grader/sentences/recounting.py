"""Which name of a family each number of a sentence is given to, by the places on its axes that are spoken of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from grader.page.prose import DENIALS, words_in
from grader.page.wanted import Wanted
from grader.sentences.families import Family, Place
from grader.sentences.figures import ROUGH, Figure
from grader.sentences.naming import CHANGES, FOREIGN
from grader.sentences.told_changes import CHANGE, LATER, LEVEL, TO, Told, alike, as_number, before_the_change, kinds
from grader.text.items import Item, Sign, Symbol
from grader.text.phrases import PLAIN, phrase

TAKEN_BACK = frozenset("no nein sorry oops correction korrektur falsch wrong".split())
OTHERS = FOREIGN | phrase(
    "fehlerrate lernrate schrittweite eta alpha step regularization chance level zufall raten dropout momentum lr decay "
    "confidence probability wahrscheinlichkeit schwelle threshold"
)
CLOSE = 0.01
"""By how much a stated change may miss what the stated shares give."""


@dataclass
class Story:
    """What the sentences before have said."""

    carried: dict[int, Place] = field(default_factory=dict)
    turns: list[dict[int, Place]] = field(default_factory=list)
    """The places of the last list of numbers, one after the other."""
    found: list[tuple[Told, Wanted]] = field(default_factory=list)
    foreign: bool = False
    """A title says that what follows are other things: `Training losses`."""


def tell(figures: Sequence[Figure], family: Family, story: Story, *, relative: bool) -> None:
    """Give the numbers of one sentence to names."""
    told = [Told(figure, LEVEL, own_places(figure, family), counts=counts(figure, family)) for figure in figures]
    kinds(told, family)
    before_the_change(told, family)
    alike(told, family)
    for at, one in enumerate(told[1:], 1):
        if one.figure.torn and family.mentions(one.figure.before):
            one.counts = told[at - 1].counts = False
        if one.figure.glued and not words_in(one.figure.near) and not told[at - 1].counts:
            one.counts = False
    listed = in_turn(told, family, story)
    lend(told, story)
    correct(told)
    usable = [one for one in told if one.counts and (not is_decimal(one.figure) or of_shares(one, figures))]
    if not listed and len(usable) > 1:
        story.turns = [{**one.lent, **one.own} for one in usable]
    taken: set[str] = set()
    for one in sorted(usable, key=lambda one: (one.kind != LATER, -one.here, -len(one.own))):
        w = family.name_of(one.own, {} if one.kind == CHANGE and not one.own else one.lent, taken, kind=one.kind)
        if w is None or (one.kind == LEVEL and only_left_over(w, {**one.lent, **one.own}, family)):
            continue
        taken.add(w.name)
        relative = relative or (one.kind == CHANGE and "accuracy" in phrase(" ".join(words_in(one.figure.behind))))
        if one.kind != CHANGE or relative or is_relative(one.figure, w, family, story):
            story.found.append((one, w))


def only_left_over(w: Wanted, places: Mapping[int, Place], family: Family) -> bool:
    """Whether nothing tells a name from its plain sister: a second share of the MLP need not be that on the shifted data."""
    return w.name not in family.unmarked and not any(w.name in names and not names & family.unmarked for _, names in places.values())


def counts(figure: Figure, family: Family) -> bool:
    """Whether a number may be a share of the family: nothing near it speaks of other things, of bounds, or denies it."""
    words = words_in(figure.near)
    folded, said = {word.casefold() for word in words}, phrase(" ".join(words))
    bound = bool({"most", "least"} & folded) and "at" in folded
    others = OTHERS - CHANGES if figure.lead in TO else OTHERS  # `falls to 38 %`
    return figure.share and not bound and not (said & others) - family.words and not figure.plain & DENIALS and figure.lead not in ROUGH


def is_decimal(figure: Figure) -> bool:
    """Whether a number stands without a per cent sign."""
    return len(figure.items) == 1 and not figure.percent


def of_shares(one: Told, figures: Sequence[Figure]) -> bool:
    """Whether the sentence of a decimal says whose share it is, and speaks of no loss instead of an accuracy."""
    said = phrase(" ".join(word for figure in figures for word in words_in([*figure.before, *figure.behind])))
    return one.here > 0 and ("loss" not in said or bool(said & PLAIN))


def is_relative(figure: Figure, w: Wanted, family: Family, story: Story) -> bool:
    """Whether a change is what the stated shares give as a part of the first, and not as their difference."""
    kin = family.before_and_after(w)
    stated = {one.name: as_number(told.figure) for told, one in story.found}
    before, after = (stated.get(name, 0.0) for name in kin) if len(kin) == 2 else (0.0, 0.0)
    change = as_number(figure)
    return before > 0 and abs((before - after) / before - change) < CLOSE < abs(before - after - change)


def own_places(figure: Figure, family: Family) -> dict[int, Place]:
    """The places that the words of a number speak of: the nearest before it, else the first behind it; a remark in brackets goes first."""
    before = {place[0]: place for place in family.mentions(figure.before)}
    behind = {place[0]: place for place in reversed(family.mentions(figure.behind))}
    remark = bool(figure.behind) and isinstance(sign := figure.behind[0], Sign) and sign.text == "("
    return {**before, **behind} if remark else {**behind, **before}


def in_turn(told: Sequence[Told], family: Family, story: Story) -> bool:
    """Give the numbers of lists (`0.94 and 0.96, respectively`) their places in turn, as they are led in or as in the last list."""
    found = False
    for start, end in lists(told, family):
        run, found = told[start:end], True
        lead = [*family.mentions(run[0].figure.before), *family.mentions(run[-1].figure.behind)]
        places = turns(lead, len(run))
        before = so_far(told[:start]) if start == len(run) and start == lists(told, family)[0][0] else story.turns
        if len({tuple(sorted(one)) + tuple(one.values()) for one in places}) == 1 and len(before) == len(run):
            shared = places[0]
            varying = {axis for turn in before for axis in turn if any(other.get(axis) != turn[axis] for other in before)}
            varying -= {axis for axis, place in shared.items() if family.is_change(place)}
            places = [{**shared, **{axis: turn[axis] for axis in varying if axis in turn}} for turn in before]
            places = [
                {axis: place for axis, place in one.items() if axis not in varying or axis in turn}
                for one, turn in zip(places, before, strict=True)
            ]
        several = len({frozenset(one.values()) for one in places}) == len(run)
        for one, place in zip(run, places, strict=True):
            one.own, one.counts = place, one.counts and several
            one.kind = run[0].kind
        if several:
            story.turns = places
    return found


def so_far(told: Sequence[Told]) -> list[dict[int, Place]]:
    """The places of the numbers before a list in its sentence, each with those that the ones before it lend it."""
    places: dict[int, Place] = {}
    return [places := {**places, **one.own} for one in told]


def lists(told: Sequence[Told], family: Family) -> list[tuple[int, int]]:
    """Where numbers follow each other without words of their own."""
    runs: list[tuple[int, int]] = []
    start = 0
    for at in range(1, len(told) + 1):
        if at < len(told) and told[at].figure.glued and not told[at].figure.arrow and not family.mentions(told[at - 1].figure.behind):
            continue
        if at - start > 1:
            runs.append((start, at))
        start = at
    return runs


def turns(lead: Sequence[Place], size: int) -> list[dict[int, Place]]:
    """The places of each number of a list: as many as numbers are taken in turn, one holds for all, half as many for half of them."""
    out: list[dict[int, Place]] = [{} for _ in range(size)]
    axes = {axis: [place for place in lead if place[0] == axis] for axis, _ in lead}
    full = any(len(places) == size for places in axes.values())
    for axis, places in axes.items():
        each = size // len(places)
        if len(places) not in (1, size) and not (full and each * len(places) == size):
            return [{} for _ in range(size)]
        for at in range(size):
            out[at][axis] = places[at // each]
    return out


def lend(told: Sequence[Told], story: Story) -> None:
    """Let each number know what was said before it."""
    here: set[int] = set()
    beside: dict[int, Place] = {}
    for one in told:
        beside = {**beside, **one.own} if one.figure.aside else {}
        one.lent = {**story.carried, **beside}
        one.here = len(here | set(one.own))
        if not one.figure.aside:
            here |= set(one.own)
            story.carried.update(one.own)


def correct(told: Sequence[Told]) -> None:
    """Let a number take the place of the one before it that was taken back: `70.15 % -- no, that was …; it is 61.88 %`."""
    last: Told | None = None
    between: list[Item] = []
    for one in told:
        between += one.figure.before
        said = {item.base.casefold() for item in between if isinstance(item, Symbol)}
        if (
            one.figure.share
            and last is not None
            and said & TAKEN_BACK
            and set(one.own) <= set(last.own)
            and not set(one.own.values()) - set(last.own.values())
        ):
            last.counts, one.own, one.kind = False, last.own, last.kind
        if one.figure.share:
            last, between = one, []
        between += one.figure.behind
