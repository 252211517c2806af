"""One answer for each name out of what a submission's documents state, or why there is none."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from grader.answer import Answer, Doubt, Found, NotFound, flat, same_shape, shape
from grader.document import Document
from grader.finding.choose import SISTER, against, choose, distance, settled
from grader.finding.claims import Claim, fits
from grader.finding.confidence import AT_MOST
from grader.finding.cross_check import checked
from grader.finding.gathered import gathered
from grader.finding.leftovers import Leftovers, leftovers
from grader.finding.sheet import sheet_of
from grader.finding.voices import as_printed, contradicted, together, trains, voices
from grader.page.nodes import Node
from grader.page.scene import Scene, scene_of, scenes_of
from grader.page.wanted import Wanted
from grader.readers.sheet_name import is_sheet
from grader.sentences.scopes import parts_and_wholes

__all__ = ["Scene", "find", "scene_of"]


def find(documents: Sequence[Document], wanted: Sequence[Wanted], nodes: Sequence[Node]) -> dict[str, Found]:
    """An answer, or a reason for having none, for every wanted name: what an answer sheet states, checked against the rest, or the rest."""
    found = find_shaped(documents, wanted, nodes)
    for w in wanted:
        for size in w.wish.others:
            other = replace(w, wish=replace(w.wish, shape=size, others=()))
            again = find_shaped(documents, [other if one is w else one for one in wanted], nodes)[w.name]
            found = {**found, w.name: either(found[w.name], w, again, other)}
    return found


def either(one: Found, w: Wanted, again: Found, other: Wanted) -> Found:
    """Of two searches for one name, by two shapes, what has the shape that was looked for; a conflict where both have."""
    if not isinstance(one, Answer) or not isinstance(again, Answer):
        found = next((each for each in (one, again) if isinstance(each, Answer)), None)
        return found or next((each for each in (one, again) if isinstance(each, NotFound) and not each.certain), one)
    fit = [
        answer
        for answer, by in ((one, w), (again, other))
        if by.wish.shape is not None and same_shape(shape(answer.entries), by.wish.shape)
    ]
    if len(fit) < 2:
        return fit[0] if fit else one
    doubts = tuple(dict.fromkeys((*one.doubts, Doubt.CONFLICT)))
    return replace(one, doubts=doubts, confidence=min(one.confidence, AT_MOST), also=(*one.also, again))


def find_shaped(documents: Sequence[Document], wanted: Sequence[Wanted], nodes: Sequence[Node]) -> dict[str, Found]:
    """The same where every name has one shape."""
    rest = [document for document in documents if not is_sheet(document.file)]
    found, sheet = stated_in(rest, wanted, nodes), sheet_of(documents, wanted)
    if sheet is None:
        return found
    return checked(sheet, found, wanted, alone=not any(document.lines or document.unread for document in rest))


def stated_in(documents: Sequence[Document], wanted: Sequence[Wanted], nodes: Sequence[Node]) -> dict[str, Found]:
    """The same for what documents say that are no answer sheets."""
    scenes = scenes_of(documents, nodes)
    claims, rumoured = gathered(scenes, wanted)
    sizes = {w.name: w.wish.shape for w in wanted}
    used = {(claim.file, claim.candidate.statement) for claim in claims if fits(claim, sizes[claim.candidate.name])}
    left = leftovers(scenes, wanted, used)
    found: dict[str, Found] = {}
    for w in wanted:
        own = [claim for claim in claims if claim.candidate.name == w.name]
        one = answered(w, own, found, left, documents, own_symbols(w, wanted))
        if isinstance(one, NotFound) and one.certain and (w.name in rumoured or any(astray(claim, w, wanted) for claim in claims)):
            one = NotFound("not found for certain: a value that could be meant is more likely another one's")
        found[w.name] = one
    return {name: unsettled(name, one, found, wanted) for name, one in measured(found, wanted).items()}


def measured(found: Mapping[str, Found], wanted: Sequence[Wanted]) -> dict[str, Found]:
    """The same, with totals that are no larger than a part of theirs in doubt, and those parts: one of the two was read for the other."""
    odd: set[str] = set()
    for part, whole in parts_and_wholes(wanted):
        small, large = found.get(part.name), found.get(whole.name)
        if isinstance(small, Answer) and isinstance(large, Answer) and flat(large.entries)[0].value <= flat(small.entries)[0].value:
            odd |= {part.name, whole.name}
    return {
        name: replace(one, doubts=tuple(dict.fromkeys((*one.doubts, Doubt.CONFLICT))), confidence=min(one.confidence, AT_MOST))
        if name in odd and isinstance(one, Answer)
        else one
        for name, one in found.items()
    }


def unsettled(name: str, one: Found, found: Mapping[str, Found], wanted: Sequence[Wanted]) -> Found:
    """Nothing is missing for certain while a name of the same task has several values: one of them may be its own."""
    if not isinstance(one, NotFound) or not one.certain:
        return one
    own = next(w for w in wanted if w.name == name)
    sisters = [found[w.name] for w in wanted if w.task == own.task and w.wish == own.wish]
    if any(isinstance(other, Answer) and Doubt.CONFLICT in other.doubts for other in sisters):
        return NotFound("not found for certain: a value that could be meant is more likely another one's")
    return one


def answered(
    w: Wanted,
    claims: Sequence[Claim],
    found: Mapping[str, Found],
    left: Leftovers,
    documents: Sequence[Document],
    symbols: frozenset[str] = frozenset(),
) -> Found:
    """The answer to one name: what each file says of it, and its outputs apart, brought together; `symbols` are those of no other name."""
    heard: list[Answer] = []
    for voice in voices(claims):
        if kept := choose(w, voice, found, left):
            printed = kept[-1].answer.place.printed
            if printed:
                heard.append(as_printed(w, kept, training=trains(documents[kept[-1].file])))
            else:
                others = against(w, voice, kept, symbols)
                heard.append(contradicted(settled(kept), others) if others else settled(kept))
    return together(heard) if heard else left.why(w)


def own_symbols(w: Wanted, wanted: Sequence[Wanted]) -> frozenset[str]:
    """The symbols by which a name alone is spelt, folded: what `∂L/∂b` is said to be is said of no other one."""
    others = {label.key.casefold() for one in wanted if one is not w for label in one.labels}
    return frozenset(label.key.casefold() for label in w.labels) - others


def astray(claim: Claim, w: Wanted, wanted: Sequence[Wanted]) -> bool:
    """Whether a value stands under the task of one name and was taken for another one's, whose task is elsewhere."""
    own = next(one for one in wanted if one.name == claim.candidate.name)
    there = claim.candidate.path
    return own is not w and distance(w.task, there) == 0 and distance(own.task, there) >= SISTER and fits(claim, w.wish.shape)
