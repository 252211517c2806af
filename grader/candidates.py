"""Which stated values may be the answer to which name: by spelling, by section, by shape; each with what speaks against it."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from grader.answer import Answer, Doubt, Entries, Printed, flat, same_shape, shape
from grader.chain import chain_value, member_value
from grader.document import LineKind
from grader.evidence import AT_MOST, evidence
from grader.fallen import fallen, may_have_fallen
from grader.inside import inside
from grader.items import Item, Number, Sign, Symbol, walk
from grader.naming import Named, in_section, is_derived, names_for
from grader.numbered_parts import marked_part, part_of
from grader.numerals import Kind
from grader.phrases import PLAIN, SPLIT_WORDS, phrase
from grader.prose import taken_back, words_in
from grader.ranks import has_counter, other_rank
from grader.ratios import quotient
from grader.reservations import is_variant, reserved
from grader.scalars import Literal, Wish
from grader.scene import Scene
from grader.scopes import scoped
from grader.sections import Path
from grader.sides import value_items
from grader.stated import Member, Statement
from grader.table_parts import may_be
from grader.vectors import transposed
from grader.wanted import Wanted

__all__ = ["Candidate", "Wanted", "candidate", "candidates", "in_passing"]


LONGEST_TABLE = 30
CAPTION = re.compile(r"\s*(?:table|tabelle|tab)\b", re.IGNORECASE)


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


def candidates(scene: Scene, wanted: Sequence[Wanted]) -> Iterator[Candidate]:
    """Every candidate of a document."""
    for order, stated in enumerate(scene.statements):
        statement = fallen(stated)
        named = [one for one in names_for(*scoped(statement, wanted)) if may_be(statement, one[0])]
        if statement is not stated:
            named = [(w, True) for w, _ in named if may_have_fallen(w)]
        chosen = in_section(named, statement)
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
    index = index_of(statement, w)
    numbered = index.replace(",", "").replace(":", "").isdigit()
    if numbered and (w.wish.shape == () or (is_slice(index) and len(w.wish.shape or ()) != 1 and not of_first_axis(index))):
        return None
    component = numbered and w.wish.shape not in ((), None)
    inner = w.wish.shape[1:] if component and w.wish.shape else ()
    wish = replace(w.wish, shape=inner) if component else w.wish
    chosen = chain_value(scene, statement, wish) or (later_value(scene, statement, wish) if is_later(w) else None)
    if chosen is None:
        return None
    found, member, doubts = chosen
    if Doubt.GARBLED in doubts and not found.evaluated:
        return None  # what the garbled line has lost may be a factor
    if w.wish.kind is Kind.WHOLE and any(number.share for number in flat(found.entries)):
        return None  # `2416, that is 3.9 % of all`
    if statement.prose and w.wish.shape == () and shape(found.entries) != ():
        return None  # "the accuracies are 95.1 % and 94.7 %": not one value, and not the first of them
    items = quotient(member.items) if w.wish.kind is Kind.SHARE else member.items
    behind = items[len(value_items(items)) :]
    if w.wish.kind is Kind.SHARE and is_part_of(behind):
        return None  # `1954 of 1991 correct, that is 98.14 %`
    entries, unit_doubt = as_share(
        found.entries,
        w.wish.kind,
        percent_head=speaks_of_percent(
            (*statement.words, *statement.corner, *statement.context, *words_in(behind)[:2], *caption_of(scene, statement))
        ),
    )
    entries = transposed(entries) if statement.label is not None and statement.label.transposed else entries
    whole = not same_shape(shape(entries), inner)
    if whole and is_slice(index) and len(w.wish.shape or ()) != 1:
        return None  # an entry, or what another axis holds
    loose = loose or (component and whole) or (bool(index) and not component and shape(entries) != w.wish.shape)
    denied = statement.denied or taken_back(behind, value_items(member.items))
    noted = {
        Doubt.LOOSE_LABEL: loose or unit_doubt or is_unclear(scene, statement, w) or is_variant(statement, w),
        Doubt.NOTED: statement.noted and not is_plain_note(statement, entries, w),
        Doubt.PROSE: statement.prose or denied,
        Doubt.STRUCK_OUT: statement.struck,
        Doubt.RESERVED: reserved(scene, statement, member, entries, w),
        Doubt.ODD_SHAPE: is_odd(entries, w)
        or has_counter(entries, w.wish.shape)
        or other_rank(
            entries, wish if component and not whole else w.wish, value_items(member.items), by_symbol=statement.label is not None
        ),
    }
    doubts = [*doubts, *found.doubts, *(doubt for doubt, holds in noted.items() if holds)]
    answer = evidence(scene, statement, member, entries, tuple(dict.fromkeys(doubts)))
    others = tuple(replace(answer, entries=as_share(other, w.wish.kind, percent_head=False)[0]) for other in found.others)
    return Candidate(
        w.name,
        replace(answer, also=others),
        order,
        statement.spot.path,
        index=index if component and not whole else "",
        step=statement.step or (statement.label.step if statement.label is not None and not marked_part(statement.label, w) else ""),
        key=statement.label.key if statement.label is not None else "",
        corrected=statement.spot.corrected,
        struck=statement.struck,
        denied=denied,
        shared=shared,
        at=next(((member.line, item.start) for item in walk(member.items) if isinstance(item, Number)), (-1, -1)),
    )


def is_part_of(behind: Sequence[Item]) -> bool:
    """Whether what follows a number is the whole that it is a part of."""
    return len(behind) > 1 and isinstance(word := behind[0], Symbol) and word.base in ("of", "von") and isinstance(behind[1], Number)


def is_later(w: Wanted) -> bool:
    """Whether the value after a step is asked for."""
    return any(spelt.step == "new" for spelt in w.labels)


def later_value(scene: Scene, statement: Statement, wish: Wish) -> tuple[Literal, Member, list[Doubt]] | None:
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


def index_of(statement: Statement, w: Wanted) -> str:
    """The index by which a label or a noun names a part of what is asked for; none where the index belongs to the name itself."""
    label = statement.label
    if label is None:
        return (part_of(statement.words, w) or ("",))[0]
    if part := marked_part(label, w):
        return part
    key = label.key.casefold()
    by = f"/∂{key}" if is_derived(statement) else key  # `w_1` in a column of gradients
    spelt = {one.index for one in w.labels if one.key.casefold() == key or one.key.casefold().endswith(by)}
    return label.index if spelt and label.index not in spelt else ""


def is_slice(index: str) -> bool:
    """Whether an index names more than one axis: `1,1` of `w_{1,1,:,:}`."""
    return "," in index


def of_first_axis(index: str) -> bool:
    """Whether no axis stands whole before the one that is numbered, as in `w[:, 0]`."""
    return ":" not in index


def speaks_of_percent(words: Sequence[str]) -> bool:
    """Whether a heading, a name or the word behind it says that the value is a percentage."""
    return not {"%", "percent", "prozent", "percentage", "cent"}.isdisjoint(word.casefold() for word in words)


def caption_of(scene: Scene, statement: Statement) -> tuple[str, ...]:
    """The words of the caption right above a table: `Table 1: Accuracies in percent`."""
    lines, at = scene.document.lines, statement.line
    while statement.table and at and statement.line - at < LONGEST_TABLE and lines[at].kind is LineKind.ROW:
        at -= 1
    text = lines[at].text if statement.table else ""
    return tuple(SPLIT_WORDS.findall(text)) if CAPTION.match(text) else ()


def is_plain_note(statement: Statement, entries: Entries, w: Wanted) -> bool:
    """Whether a note can mean nothing else: the whole name and no word besides, and a share that is written as one."""
    said = phrase(" ".join((*statement.words, *statement.context)))
    named = any(spelling.label is None and spelling.said_by(phrase(" ".join(statement.words))) for spelling in w.spellings)
    share = isinstance(entries, Printed) and (entries.share or (entries.unit is not None and entries.unit < 1)) and 0 < entries.value < 1
    return w.wish.kind is Kind.SHARE and named and share and said <= w.vocabulary | PLAIN


def as_share(entries: Entries, kind: Kind, *, percent_head: bool) -> tuple[Entries, bool]:
    """`71.2` under a per cent heading is 0.712; without the heading so it is, but that is a guess (the second thing told)."""
    if kind is not Kind.SHARE or not isinstance(entries, Printed) or entries.share or not 1 < entries.value <= 100:
        return entries, False
    unit = None if entries.unit is None else entries.unit / 100
    return replace(entries, value=entries.value / 100, unit=unit, share=True), not percent_head
