"""Which stated values may be the answer to which name: by spelling, by section, by shape; each with what speaks against it."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.answer import Answer, Doubt, Entries, Printed, flat, same_shape, shape
from grader.finding.asked_part import Part, part_asked
from grader.finding.chain import chain_value, member_value
from grader.finding.confidence import AT_MOST
from grader.finding.evidence import evidence
from grader.finding.inside import inside
from grader.finding.ranks import has_counter, other_rank
from grader.finding.reservations import is_variant, reserved
from grader.finding.shares import as_share, is_part_of, under_percent
from grader.page.nodes import Path
from grader.page.numbered_parts import marked_part
from grader.page.prose import taken_back
from grader.page.scene import Scene
from grader.page.sides import value_items
from grader.page.stated import Member, Statement
from grader.page.table_parts import may_be
from grader.page.wanted import Wanted
from grader.sentences.fallen import fallen, may_have_fallen
from grader.sentences.naming import Named, in_section, names_for
from grader.sentences.rising import RISING
from grader.sentences.scopes import scoped
from grader.text.items import Item, Number, Sign, walk
from grader.text.numerals import Kind
from grader.text.phrases import PLAIN, phrase
from grader.text.ratios import quotient
from grader.text.scalars import Literal, Wish
from grader.text.vectors import transposed

__all__ = ["Candidate", "Wanted", "candidate", "candidates", "in_passing"]


Chosen = tuple[Literal, Member, list[Doubt]]
"""A value, the member of a chain that gives it, and what speaks against it so far."""


@dataclass(frozen=True)
class Candidate:
    """A value that may be the answer to a name."""

    name: str
    answer: Answer
    statement: int
    """Its place among the statements, which is the document's order."""
    path: Path | None
    index: str = ""
    step: str = ""
    key: str = ""
    """The label's key."""
    corrected: bool = False
    struck: bool = False
    denied: bool = False
    shared: bool = False
    """Another name has the same spelling; only the section tells them apart."""
    at: tuple[int, int] = (-1, -1)
    """The line and the place in it where its first number stands."""


@dataclass(frozen=True)
class Given:
    """What a statement gives for a name, and where."""

    statement: Statement
    member: Member
    entries: Entries
    part: Part
    loose: bool
    """The name only may be meant, or the unit is guessed."""
    denied: bool


def candidates(scene: Scene, wanted: Sequence[Wanted]) -> Iterator[Candidate]:
    """Every candidate of a document."""
    for order, stated in enumerate(scene.statements):
        statement = fallen(stated)
        named = [one for one in names_for(*scoped(statement, wanted)) if may_be(statement, one[0])]
        if statement is not stated:
            named = [(w, True) for w, _ in named if may_have_fallen(w)]
        chosen = [one for one in in_section(named, statement) if not is_before_step(statement, one[0], wanted)]
        for one in chosen:
            if (found := candidate(scene, order, statement, one, shared=len(chosen) > 1)) is not None:
                yield found


def in_passing(scene: Scene, wanted: Sequence[Wanted], stated: Collection[str]) -> Iterator[Candidate]:
    """Candidates that are stated only inside a calculation, for names that are not stated elsewhere."""
    for order, statement in inside(scene):
        for one in in_section(names_for(*scoped(statement, wanted)), statement):
            if one[0].name not in stated and (found := candidate(scene, order, statement, one, shared=False)) is not None:
                doubts = (*found.answer.doubts, Doubt.NOT_STATED_WHOLE)
                yield replace(found, answer=replace(found.answer, doubts=doubts, confidence=min(found.answer.confidence, AT_MOST)))


def candidate(scene: Scene, order: int, statement: Statement, named: Named, *, shared: bool) -> Candidate | None:
    """The value that a statement gives for a name, if it gives one."""
    w, loose = named
    part = part_asked(statement, w)
    chosen = value_for(scene, statement, w, part.wish) if part is not None else None
    if part is None or chosen is None:
        return None
    found, member, doubts = chosen
    behind = what_follows(member, w)
    if is_something_else(statement, w, chosen, behind):
        return None
    entries, guessed = as_share(found.entries, w.wish.kind, percent_head=under_percent(scene, statement, behind))
    entries = transposed(entries) if statement.label is not None and statement.label.transposed else entries
    if part.of_another_axis(entries, w):
        return None
    denied = statement.denied or taken_back(behind, value_items(member.items)) or began_with(statement, member, scene)
    given = Given(statement, member, entries, part, loose=loose or guessed, denied=denied)
    answer = evidence(scene, statement, member, entries, tuple(dict.fromkeys((*doubts, *found.doubts, *doubts_at(scene, given, w)))))
    others = tuple(replace(answer, entries=as_share(other, w.wish.kind, percent_head=False)[0]) for other in found.others)
    return Candidate(
        w.name,
        replace(answer, also=others),
        order,
        statement.spot.path,
        index=part.index if part.one_of_many and not part.is_whole(entries) else "",
        step=statement.step or (statement.label.step if statement.label is not None and not marked_part(statement.label, w) else ""),
        key=statement.label.key if statement.label is not None else "",
        corrected=statement.spot.corrected,
        struck=statement.struck,
        denied=denied,
        shared=shared,
        at=next(((member.line, item.start) for item in walk(member.items) if isinstance(item, Number)), (-1, -1)),
    )


def began_with(statement: Statement, member: Member, scene: Scene) -> bool:
    """Whether a value is the one from which another rose: `steigt von 48,1 % auf 71,9 %`."""
    text = scene.document.lines[member.line].text[: member.items[0].start if member.items else 0].casefold().split()
    return statement.prose and text[-1:] in (["from"], ["von"]) and not RISING.isdisjoint(text[-4:])


def value_for(scene: Scene, statement: Statement, w: Wanted, wish: Wish) -> Chosen | None:
    """The value that a statement gives; for a name that asks for what is new, also what an arrow leads to."""
    return chain_value(scene, statement, wish) or (later_value(scene, statement, wish) if is_later(w) else None)


def what_follows(member: Member, w: Wanted) -> list[Item]:
    """What stands behind a value in its member."""
    items = quotient(member.items) if w.wish.kind is Kind.SHARE else member.items
    return list(items[len(value_items(items)) :])


def is_something_else(statement: Statement, w: Wanted, chosen: Chosen, behind: Sequence[Item]) -> bool:
    """Whether a value is of another kind than what is asked for, or only a part of it."""
    found, _, doubts = chosen
    if Doubt.GARBLED in doubts and not found.evaluated:
        return True  # what the garbled line has lost may be a factor
    if w.wish.kind is Kind.WHOLE and any(number.share for number in flat(found.entries)):
        return True  # `2416, that is 3.9 % of all`
    if statement.prose and w.wish.shape == () and shape(found.entries) != ():
        return True  # "the accuracies are 95.1 % and 94.7 %": not one value, and not the first of them
    return w.wish.kind is Kind.SHARE and is_part_of(behind)  # `1954 of 1991 correct, that is 98.14 %`


def doubts_at(scene: Scene, given: Given, w: Wanted) -> Iterator[Doubt]:
    """What speaks against a value, by where and how it is stated."""
    statement, member, entries, part = given.statement, given.member, given.entries, given.part
    wish = part.wish if part.one_of_many and not part.is_whole(entries) else w.wish
    noted = {
        Doubt.LOOSE_LABEL: given.loose or part.fits_loosely(entries, w) or is_unclear(scene, statement, w) or is_variant(statement, w),
        Doubt.NOTED: statement.noted and not is_plain_note(statement, entries, w),
        Doubt.PROSE: statement.prose or given.denied,
        Doubt.STRUCK_OUT: statement.struck,
        Doubt.RESERVED: reserved(scene, statement, member, entries, w),
        Doubt.ODD_SHAPE: is_odd(entries, w)
        or has_counter(entries, w.wish.shape)
        or other_rank(entries, wish, value_items(member.items), by_symbol=statement.label is not None),
    }
    return (doubt for doubt, holds in noted.items() if holds)


def is_later(w: Wanted) -> bool:
    """Whether the value after a step is asked for."""
    return any(spelt.step == "new" for spelt in w.labels)


def is_before_step(statement: Statement, w: Wanted, wanted: Sequence[Wanted]) -> bool:
    """Whether a name in words, under a task that asks only for what is new, means the value there: `Die Vorhersage ist nun …`."""
    there = [one for one in wanted if one.task == statement.spot.path]
    plain = statement.prose and statement.label is None and statement.step != "old"
    if not plain or not there or is_later(w) or not all(map(is_later, there)):
        return False
    said = phrase(" ".join(statement.words)) & w.vocabulary
    return any(one.wish.shape == w.wish.shape and said <= one.vocabulary for one in there)


def later_value(scene: Scene, statement: Statement, wish: Wish) -> Chosen | None:
    """What stands behind the arrow in `b: 1 → 0.72`, for a name that asks for what is new."""
    member = statement.members[-1] if statement.members else None
    arrow = next((at for at, item in enumerate(member.items) if isinstance(item, Sign) and item.text == "→"), 0) if member else 0
    if member is None or not arrow or member_value(scene, replace(member, items=member.items[:arrow]), wish) is None:
        return None
    behind = replace(member, items=member.items[arrow + 1 :])
    chosen = chain_value(scene, replace(statement, members=[behind]), wish)
    return None if chosen is None else (chosen[0], chosen[1], [*chosen[2], Doubt.BY_ORDER])


def is_unclear(scene: Scene, statement: Statement, w: Wanted) -> bool:
    """Whether a value of the wanted shape has a symbol right behind it, so that the next `=` may be another one's."""
    if statement.unclear is None:
        return False
    found = member_value(scene, statement.unclear, w.wish)
    return found is not None and found.evaluated and same_shape(shape(found.entries), w.wish.shape or shape(found.entries))


def is_odd(entries: Entries, w: Wanted) -> bool:
    """Whether a value is hardly of the kind that is asked for: a broken count, several shares for one, `0.97 %`."""
    numbers = flat(entries)
    if w.wish.kind is Kind.WHOLE:
        return any(number.value.denominator != 1 for number in numbers)
    if w.wish.kind is Kind.SHARE:
        return (w.wish.shape == () and shape(entries) != ()) or any(
            (number.share and 0 < number.value * 100 <= 1)
            or not 0 <= number.value <= 1
            or (not number.share and number.unit == 1)  # `0` or `1` counts something
            for number in numbers
        )
    return False


def is_plain_note(statement: Statement, entries: Entries, w: Wanted) -> bool:
    """Whether a note can mean nothing else: the whole name and no word besides, and a share that is written as one."""
    said = phrase(" ".join((*statement.words, *statement.context)))
    named = any(spelling.label is None and spelling.said_by(phrase(" ".join(statement.words))) for spelling in w.spellings)
    share = isinstance(entries, Printed) and (entries.share or (entries.unit is not None and entries.unit < 1)) and 0 < entries.value < 1
    return w.wish.kind is Kind.SHARE and named and share and said <= w.vocabulary | PLAIN
