"""One answer for each name out of what a submission's documents state, or why there is none."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from grader.answer import Answer, Doubt, Entries, Found, NotFound, flat, same_shape, shape
from grader.document import Document
from grader.finding.candidates import Candidate, candidates, in_passing
from grader.finding.chain import agree
from grader.finding.choose import SISTER, against, choose, distance, settled
from grader.finding.claims import Claim, doubted
from grader.finding.colours import by_channel
from grader.finding.cross_check import checked
from grader.finding.evidence import AT_MOST
from grader.finding.hearsay import by_surmise, in_sentences, recounted
from grader.finding.leftovers import Leftovers, leftovers
from grader.finding.sheet import sheet_of
from grader.finding.slices import sliced
from grader.finding.unnamed import by_shape as by_size
from grader.finding.voices import as_printed, contradicted, together, trains, voices
from grader.page.prose import words_in
from grader.page.scene import Scene, scene_of, scenes_of
from grader.page.sections import Node, Path
from grader.page.wanted import Wanted
from grader.readers.answer_sheet import is_sheet
from grader.sentences.naming import LOSSES
from grader.sentences.scopes import of_parts_and_wholes, parts_and_wholes
from grader.sentences.told import sentences
from grader.text.numerals import Kind
from grader.text.phrases import phrase

__all__ = ["Scene", "find", "scene_of"]

ACCURACY = phrase("accuracy")


def find(documents: Sequence[Document], wanted: Sequence[Wanted], nodes: Sequence[Node]) -> dict[str, Found]:
    """An answer, or a reason for having none, for every wanted name: what an answer sheet states, checked against the rest, or the rest."""
    rest = [document for document in documents if not is_sheet(document.file)]
    found, sheet = stated_in(rest, wanted, nodes), sheet_of(documents, wanted)
    if sheet is None:
        return found
    return checked(sheet, found, wanted, alone=not any(document.lines or document.unread for document in rest))


def stated_in(documents: Sequence[Document], wanted: Sequence[Wanted], nodes: Sequence[Node]) -> dict[str, Found]:
    """The same for what documents say that are no answer sheets."""
    scenes = scenes_of(documents, nodes)
    claims = [Claim(number, one) for number, scene in enumerate(scenes) for one in candidates(scene, wanted)]
    claims = without_losses(claims, wanted)
    stated = {claim.candidate.name for claim in claims if not claim.answer.place.printed}
    passing = [Claim(number, one) for number, scene in enumerate(scenes) for one in in_passing(scene, wanted, stated)]
    claims += [claim for claim in passing if not claim.answer.place.printed]
    rumoured = {claim.candidate.name for claim in claims} | spoken_of(scenes, wanted)
    claims = [claim for voice in voices(claims) for claim in by_order(voice, wanted)]
    known = {claim.candidate.name for claim in claims}
    heard = [Claim(number, one) for number, scene in enumerate(scenes) for one in in_sentences(scene, wanted, known)]
    claims += [claim for claim in heard if Doubt.PROSE not in claim.answer.doubts]  # `test` beside `shifted` in a table
    plain = {claim.candidate.name for claim in claims if Doubt.PROSE not in claim.answer.doubts}
    retold = [Claim(number, one) for number, scene in enumerate(scenes) for one in recounted(scene, wanted, plain)]
    claims = [*without(retold, claims), *retold]
    known = {claim.candidate.name for claim in claims}
    claims += without(retold, [claim for claim in heard if claim.candidate.name not in known])
    sizes = {w.name: w.wish.shape for w in wanted}
    known = {claim.candidate.name for claim in claims if fits(claim, sizes[claim.candidate.name])}
    guessed = [Claim(number, one) for number, scene in enumerate(scenes) for one in by_surmise(scene, wanted, known)]
    misfits = {claim.candidate.name for claim in guessed} - known
    claims = [claim for claim in claims if claim.candidate.name not in misfits]
    plainly = {(claim.file, claim.candidate.at) for claim in claims if claim.answer.confidence > AT_MOST}
    claims += [claim for claim in without(retold, guessed) if (claim.file, claim.candidate.at) not in plainly]
    known = {claim.candidate.name for claim in claims if fits(claim, sizes[claim.candidate.name])}
    built = [Claim(number, one) for number, scene in enumerate(scenes) for one in of_parts(scene, wanted, known)]
    misfits = {claim.candidate.name for claim in built}
    claims = [*(claim for claim in claims if claim.candidate.name not in misfits), *built]
    found: dict[str, Found] = {}
    left = leftovers(
        scenes, wanted, {(claim.file, claim.candidate.statement) for claim in claims if fits(claim, sizes[claim.candidate.name])}
    )
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


def without_losses(claims: Sequence[Claim], wanted: Sequence[Wanted]) -> list[Claim]:
    """The claims without what is called a loss, for the names of shares of which something else is called an accuracy."""
    shares = {w.name for w in wanted if w.wish.kind is Kind.SHARE}
    called = [phrase(claim.answer.label) if claim.candidate.name in shares else frozenset() for claim in claims]
    accurate = {claim.candidate.name for claim, words in zip(claims, called, strict=True) if words & ACCURACY}
    return [
        claim
        for claim, words in zip(claims, called, strict=True)
        if claim.candidate.name not in accurate or words & ACCURACY or not words & LOSSES
    ]


def without(retold: Sequence[Claim], claims: Sequence[Claim]) -> list[Claim]:
    """What else sentences say, without the names and the numbers that the whole of a text is known to tell of."""
    names, taken = {claim.candidate.name for claim in retold}, {(claim.file, claim.candidate.at) for claim in retold}
    return [
        claim
        for claim in claims
        if Doubt.PROSE not in claim.answer.doubts or (claim.candidate.name not in names and (claim.file, claim.candidate.at) not in taken)
    ]


def of_parts(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterable[Candidate]:
    """Matrices and tensors that are told by their entries, or stand there without a name, for names of which nothing else is known."""
    late = 3 * len(scene.statements)
    told = list(sliced(scene, late, wanted, known))
    told += by_channel(scene, late, wanted, known)
    return [*told, *by_size(scene, late, wanted, {*known, *(one.name for one in told)})]


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


def spoken_of(scenes: Sequence[Scene], wanted: Sequence[Wanted]) -> set[str]:
    """The names that the words of some statement with a value say, even where it was taken for another one's."""
    told = {phrase(" ".join(one.words)) for scene in scenes for one in scene.statements if one.words}
    open_to_doubt = of_parts_and_wholes(wanted)
    if open_to_doubt:  # `60806 (original C3)` of a whole network may be meant of the layer
        lines = {phrase(" ".join(words_in([item for _, item in line]))) for scene in scenes for _, line in sentences(scene)}
        beside = {w.name for w in open_to_doubt for words in lines if any(spelling.said_by(words) for spelling in w.spellings)}
        return beside | spoken_in(told, wanted)
    return spoken_in(told, wanted)


def spoken_in(told: Collection[frozenset[str]], wanted: Sequence[Wanted]) -> set[str]:
    """The names that some words say."""
    return {w.name for w in wanted for words in told if any(spelling.said_by(words) for spelling in w.spellings)}


def fits(claim: Claim, wanted: tuple[int, ...] | None) -> bool:
    """Whether a claim has the shape that is asked for, or is a component of it: anything else may be somebody else's."""
    return wanted is None or bool(claim.candidate.index) or same_shape(shape(claim.answer.entries), wanted)


def by_order(claims: Sequence[Claim], wanted: Sequence[Wanted]) -> list[Claim]:
    """Where names share a spelling and no section tells them apart: as many values as names are taken in their order, at low confidence."""
    groups: dict[tuple[int, int], list[Claim]] = {}
    tasks = {w.name: w.task for w in wanted}
    for claim in claims:
        if claim.candidate.shared and not is_elsewhere(claim, tasks):
            groups.setdefault((claim.file, claim.candidate.statement), []).append(claim)
    kept = [claim for claim in claims if not claim.candidate.shared]
    kept += [doubted(only, Doubt.LOOSE_LABEL) for rivals in groups.values() if (only := by_shape(rivals, wanted)) is not None]
    groups = {place: rivals for place, rivals in groups.items() if by_shape(rivals, wanted) is None}
    order = [w.name for w in wanted]
    families: dict[tuple[str, ...], list[list[Claim]]] = {}
    for rivals in groups.values():
        names = tuple(sorted({claim.candidate.name for claim in rivals}, key=order.index))
        families.setdefault(names, []).append(rivals)
    for names, rivals_ in families.items():
        left = [name for name in names if not any(claim.candidate.name == name and claim.candidate.step == "new" for claim in kept)]
        kept.extend(the_only_one(left[0], rivals_) if len(left) == 1 and agreed(rivals_) else in_order(names, rivals_))
    return sorted(kept, key=lambda claim: (claim.file, claim.candidate.statement))


def by_shape(rivals: Sequence[Claim], wanted: Sequence[Wanted]) -> Claim | None:
    """The only one of several names' claims on a vector or matrix that asks for one of its shape."""
    shapes = {w.name: w.wish.shape for w in wanted}
    fit = [claim for claim in rivals if fits(claim, shapes[claim.candidate.name])]
    several = len(rivals) > 1 and len(fit) == 1 and len(flat(fit[0].answer.entries)) > 2
    return fit[0] if several else None


def is_elsewhere(claim: Claim, tasks: Mapping[str, Path]) -> bool:
    """Whether a value stands in another chapter, under a task that has names of its own: a `loss` printed there is none of task 1."""
    there = claim.candidate.path
    return there is not None and there in tasks.values() and distance(tasks[claim.candidate.name], there) > SISTER


def agreed(rivals: Sequence[Sequence[Claim]]) -> bool:
    """Whether all statements under a shared spelling say the same."""
    return all(agree(group[0].answer.entries, rivals[0][0].answer.entries) for group in rivals)


def the_only_one(name: str, rivals: Sequence[Sequence[Claim]]) -> Iterable[Claim]:
    """Where the other names of a spelling have a mark of their own (`ŷ_new`), what bears none is the one that is left."""
    for group in rivals:
        for claim in group:
            if claim.candidate.name == name:
                yield replace(claim, candidate=replace(claim.candidate, shared=False))


def in_order(names: tuple[str, ...], rivals: Sequence[Sequence[Claim]]) -> Iterable[Claim]:
    """The nth distinct value for the nth name."""
    distinct: list[Entries] = []
    for group in rivals:
        entries = group[0].answer.entries
        at = next((i for i, seen in enumerate(distinct) if agree(seen, entries)), len(distinct))
        if at == len(distinct):
            distinct.append(entries)
        position = min(at, len(names) - 1)
        for claim in group:
            if claim.candidate.name == names[position]:
                yield doubted(claim, Doubt.BY_ORDER)
