"""Which stated values may be the answer to which name: by spelling, by section, by shape; each with what speaks against it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from grader.answer import Answer, Doubt, Entries, Printed, shape
from grader.chain import chain_value
from grader.evidence import evidence
from grader.naming import in_section, names_for
from grader.numerals import Kind
from grader.prose import taken_back
from grader.scene import Scene
from grader.sections import Path
from grader.sides import value_items
from grader.stated import Statement
from grader.wanted import Wanted

__all__ = ["Candidate", "Wanted", "as_share", "candidate", "candidates"]


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


def candidates(scene: Scene, wanted: Sequence[Wanted]) -> Iterator[Candidate]:
    """Every candidate of a document."""
    for order, statement in enumerate(scene.statements):
        named = names_for(statement, wanted)
        chosen = in_section(named, statement)
        for w, loose in chosen:
            yield from candidate(scene, order, statement, w, loose=loose, shared=len(chosen) > 1)


def candidate(scene: Scene, order: int, statement: Statement, w: Wanted, *, loose: bool, shared: bool) -> Iterator[Candidate]:
    """The value that a statement gives for a name, if it gives one."""
    index = statement.label.index if statement.label is not None else ""
    if index.isdigit() and w.wish.shape == () and not any(s.label is not None and s.label.index == index for s in w.spellings):
        return
    component = index.isdigit() and w.wish.shape not in ((), None)
    wish = replace(w.wish, shape=()) if component else w.wish
    chosen = chain_value(scene, statement, wish)
    if chosen is None:
        return
    found, member, doubts = chosen
    percent_head = "%" in statement.words or {"percent", "prozent", "percentage"} & {word.casefold() for word in statement.words}
    entries, unit_doubt = as_share(found.entries, w.wish.kind, percent_head=bool(percent_head))
    doubts = [*doubts, *found.doubts, *([unit_doubt] if unit_doubt else [])]
    if component and shape(entries) != ():
        component, loose = False, True
    if index and not index.isdigit() and shape(entries) != w.wish.shape:
        loose = True
    if loose:
        doubts.append(Doubt.LOOSE_LABEL)
    denied = statement.denied or taken_back(member.items[len(value_items(member.items)) :])
    if statement.prose or denied:
        doubts.append(Doubt.PROSE)
    if statement.struck:
        doubts.append(Doubt.STRUCK_OUT)
    answer = evidence(scene, statement, member, entries, tuple(dict.fromkeys(doubts)))
    if found.others:
        others = tuple(replace(answer, entries=as_share(other, w.wish.kind, percent_head=False)[0]) for other in found.others)
        answer = replace(answer, also=others)
    step = statement.step or (statement.label.step if statement.label is not None else "")
    key = statement.label.key if statement.label is not None else ""
    yield Candidate(
        w.name,
        answer,
        order,
        statement.spot.path,
        index=index if component else "",
        step=step,
        key=key,
        corrected=statement.spot.corrected,
        struck=statement.struck,
        denied=denied,
        shared=shared,
    )


def as_share(entries: Entries, kind: Kind, *, percent_head: bool) -> tuple[Entries, Doubt | None]:
    """`71.2` under a per cent heading is 0.712; without the heading so it is, but that is a guess."""
    if kind is not Kind.SHARE or not isinstance(entries, Printed) or entries.share or not 1 < entries.value <= 100:  # noqa: PLR2004 - per cent
        return entries, None
    unit = None if entries.unit is None else entries.unit / 100
    return replace(entries, value=entries.value / 100, unit=unit, share=True), None if percent_head else Doubt.LOOSE_LABEL
