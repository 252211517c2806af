"""One answer for each name out of what a submission's documents state, or why there is none."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.answer import SURE, Answer, Doubt, Entries, Found, NotFound, shape, values
from grader.candidates import AT_MOST, Candidate, Scene, Wanted, agree, candidates, coarseness, scene_customs
from grader.document import Document
from grader.leftovers import Leftovers, leftovers
from grader.sections import Node, Path, spots
from grader.statements import statements

FAR = 3


@dataclass(frozen=True)
class Claim:
    """A candidate with the document it comes from, so that several files keep their order."""

    file: int
    candidate: Candidate

    @property
    def answer(self) -> Answer:
        """The value."""
        return self.candidate.answer


def find(documents: Sequence[Document], wanted: Sequence[Wanted], nodes: Sequence[Node]) -> dict[str, Found]:
    """An answer, or a reason for having none, for every wanted name."""
    scenes = [scene_of(document, nodes) for document in documents]
    claims = [Claim(number, one) for number, scene in enumerate(scenes) for one in candidates(scene, wanted)]
    rumoured = {claim.candidate.name for claim in claims}
    claims = by_order(claims, wanted)
    found: dict[str, Found] = {}
    left = leftovers(scenes, wanted, {(claim.file, claim.candidate.statement) for claim in claims})
    for w in wanted:
        own = [claim for claim in claims if claim.candidate.name == w.name]
        one = choose(w, own, found, left)
        if isinstance(one, NotFound) and one.certain and w.name in rumoured:
            one = NotFound("not found for certain: a value that could be meant is more likely another one's")
        found[w.name] = one
    return found


def scene_of(document: Document, nodes: Sequence[Node]) -> Scene:
    """A document with its sections, statements and customs."""
    placed = spots(document.lines, nodes)
    paths = tuple(spot.path for spot in placed)
    return Scene(document, statements(document.lines, placed), scene_customs(document, paths), paths)


def by_order(claims: Sequence[Claim], wanted: Sequence[Wanted]) -> list[Claim]:
    """Where names share a spelling and no section tells them apart: as many values as names are taken in their order, at low confidence."""
    groups: dict[tuple[int, int], list[Claim]] = {}
    for claim in claims:
        if claim.candidate.shared:
            groups.setdefault((claim.file, claim.candidate.statement), []).append(claim)
    if not groups:
        return list(claims)
    kept = [claim for claim in claims if not claim.candidate.shared]
    order = [w.name for w in wanted]
    families: dict[tuple[str, ...], list[list[Claim]]] = {}
    for rivals in groups.values():
        names = tuple(sorted({claim.candidate.name for claim in rivals}, key=order.index))
        families.setdefault(names, []).append(rivals)
    for names, statements_ in families.items():
        kept.extend(in_order(names, statements_))
    return sorted(kept, key=lambda claim: (claim.file, claim.candidate.statement))


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


def doubted(claim: Claim, doubt: Doubt) -> Claim:
    """The claim with one more doubt, at the confidence that leaves."""
    answer = claim.answer
    lowered = replace(answer, doubts=(*answer.doubts, doubt), confidence=min(answer.confidence, AT_MOST))
    return Claim(claim.file, replace(claim.candidate, answer=lowered, shared=False))


def choose(w: Wanted, claims: Sequence[Claim], found: Mapping[str, Found], left: Leftovers) -> Found:
    """The answer among the claims for one name."""
    claims = unstruck(claims)
    claims = nearest_section(w, claims)
    claims = corrected(claims)
    claims = whole(w, claims)
    claims = marked(claims)
    claims = not_restated(w, claims, found)
    claims = fitting(w, claims)
    if not claims:
        return left.why(w)
    return settled(w, claims)


def unstruck(claims: Sequence[Claim]) -> list[Claim]:
    """What was struck out does not count while anything else is left."""
    standing = [claim for claim in claims if not claim.candidate.struck]
    return standing or list(claims)


def corrected(claims: Sequence[Claim]) -> list[Claim]:
    """What stands under a correction replaces what stood before it."""
    later = [claim for claim in claims if claim.candidate.corrected]
    if not later:
        return list(claims)
    first = min((claim.file, claim.candidate.statement) for claim in later)
    return [claim for claim in claims if (claim.file, claim.candidate.statement) >= first]


def whole(w: Wanted, claims: Sequence[Claim]) -> list[Claim]:
    """Vectors stated whole; components (ŷ₁ = …, ŷ₂ = …) put together where all are there, and where they say something else too."""
    complete = [claim for claim in claims if not claim.candidate.index]
    parts = [claim for claim in claims if claim.candidate.index]
    if not parts:
        return complete
    built = assembled(w, parts)
    if built is None:
        return complete or [partial(w, parts)]
    if not complete or (Doubt.GARBLED not in built.answer.doubts and not any(agree(built.answer.entries, c.answer.entries) for c in complete)):
        return [*complete, built] if built.answer.confidence >= SURE or not complete else complete
    return complete


def assembled(w: Wanted, parts: Sequence[Claim]) -> Claim | None:
    """One vector out of its components, numbered from 1 (or from 0); the last statement of each counts, two that differ are a conflict."""
    by_index: dict[int, Claim] = {}
    doubts: dict[Doubt, None] = {}
    for claim in parts:
        number = int(claim.candidate.index[:4])
        before = by_index.get(number)
        if before is not None and not agree(before.answer.entries, claim.answer.entries) and same_place(before, claim):
            doubts[Doubt.CONFLICT] = None
        by_index[number] = claim
        doubts.update(dict.fromkeys(claim.answer.doubts))
    size = w.wish.shape[0] if w.wish.shape else len(by_index)
    for first in (1, 0):
        wanted = range(first, first + size)
        if set(by_index) == set(wanted):
            ordered = [by_index[number] for number in wanted]
            return joined(ordered, tuple(doubts))
    return None


def same_place(one: Claim, other: Claim) -> bool:
    """Whether two claims stand under the same task and neither corrects the other."""
    return one.candidate.path == other.candidate.path and one.candidate.corrected == other.candidate.corrected


def joined(parts: Sequence[Claim], doubts: tuple[Doubt, ...]) -> Claim:
    """Components as one claim; it stands where the last one stands."""
    last = parts[-1]
    entries = tuple(part.answer.entries for part in parts)
    lowest = min(part.answer.confidence for part in parts)
    lowest = min(lowest, AT_MOST) if Doubt.CONFLICT in doubts else lowest
    text = ", ".join(part.answer.text for part in parts)
    context = "; ".join(dict.fromkeys(part.answer.context for part in parts))[:500]
    answer = replace(last.answer, text=text, entries=entries, confidence=lowest, doubts=doubts, context=context)
    return Claim(last.file, replace(last.candidate, answer=answer, index=""))


def partial(w: Wanted, parts: Sequence[Claim]) -> Claim:
    """Only some components: shown, never judged wrong."""
    _ = w
    return doubted(joined(list({claim.candidate.index: claim for claim in parts}.values()), ()), Doubt.PARTIAL)


def fitting(w: Wanted, claims: Sequence[Claim]) -> list[Claim]:
    """A value of the wanted shape outranks one of another shape; a lone number where a vector is asked for is doubtful."""
    fit = [claim for claim in claims if w.wish.shape is None or same_shape(shape(claim.answer.entries), w.wish.shape)]
    if fit:
        return fit
    return [
        doubted(claim, Doubt.ODD_SHAPE) if shape(claim.answer.entries) == () and Doubt.PARTIAL not in claim.answer.doubts else claim
        for claim in claims
    ]


def same_shape(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two shapes are the same but for dimensions of one."""
    return tuple(n for n in one if n != 1) == tuple(n for n in other if n != 1)


def nearest_section(w: Wanted, claims: Sequence[Claim]) -> list[Claim]:
    """Claims under the name's own task, else those under no known task or its chapter, else those elsewhere."""
    ranks: dict[int, list[Claim]] = {}
    for claim in claims:
        if distance(w.task, claim.candidate.path) > 1 and restates(w, claim):
            continue
        ranks.setdefault(distance(w.task, claim.candidate.path), []).append(claim)
    if not ranks:
        return []
    best = min(ranks)
    return [doubted(claim, Doubt.ELSEWHERE) if best >= FAR else claim for claim in ranks[best]]


def distance(task: Path, path: Path | None) -> int:
    """0 under the task itself, 1 under its chapter or nothing known, 2 under a sister task, 3 in another chapter."""
    if path is not None and (path[: len(task)] == task):
        return 0
    if path is None or task[: len(path)] == path:
        return 1
    return 2 if path[0] == task[0] else FAR


def marked(claims: Sequence[Claim]) -> list[Claim]:
    """Where some labels bear the mark of the new value, the unmarked ones are the old value restated."""
    new = [claim for claim in claims if claim.candidate.step == "new"]
    perhaps = [claim for claim in claims if claim.candidate.step in ("new", "?")]
    return new or perhaps or list(claims)


def not_restated(w: Wanted, claims: Sequence[Claim], found: Mapping[str, Found]) -> list[Claim]:
    """A given value, or the group's own earlier one, stated again under an unmarked label is no answer while another is left."""
    earlier = [answer.entries for answer in found.values() if isinstance(answer, Answer)]
    own = [claim for claim in claims if not restates(w, claim) and (claim.candidate.step or not repeats(claim.answer.entries, earlier))]
    if own:
        return own
    return [doubted(claim, Doubt.RESTATES_GIVEN) if restates(w, claim) else claim for claim in claims]


def restates(w: Wanted, claim: Claim) -> bool:
    """Whether a claim only says again what the sheet gives, under the name that it has there."""
    candidate = claim.candidate
    return not candidate.step and any(candidate.key == name and repeats(claim.answer.entries, [value]) for name, value in w.givens)


def repeats(entries: Entries, others: Iterable[Entries]) -> bool:
    """Whether a value is one of the others, number for number."""
    return any(shape(entries) == shape(other) and values(entries) == values(other) for other in others)


def settled(w: Wanted, claims: Sequence[Claim]) -> Answer:
    """One answer: the finest of statements that agree; statements that differ are a conflict that a person decides."""
    _ = w
    last = claims[-1]
    rivals = [claim for claim in claims if not agree(claim.answer.entries, last.answer.entries)]
    sure = [claim for claim in claims if claim.answer.confidence >= SURE]
    if rivals and sure and all(agree(claim.answer.entries, sure[-1].answer.entries) for claim in sure):
        weak = [claim.answer for claim in claims if not agree(claim.answer.entries, sure[-1].answer.entries)]
        if all(answer.confidence <= AT_MOST or Doubt.GARBLED in answer.doubts or Doubt.LOOSE_LABEL in answer.doubts for answer in weak):
            return replace(finest(sure), also=tuple(weak))
    if rivals:
        others = tuple(claim.answer for claim in rivals)
        doubts = tuple(dict.fromkeys((*last.answer.doubts, Doubt.CONFLICT)))
        return replace(last.answer, doubts=doubts, confidence=min(last.answer.confidence, AT_MOST), also=others)
    return finest([claim for claim in claims if claim.answer.confidence == max(c.answer.confidence for c in claims)])


def finest(claims: Sequence[Claim]) -> Answer:
    """The statement with the most digits."""
    evaluated = [claim for claim in claims if Doubt.UNEVALUATED not in claim.answer.doubts] or list(claims)
    return min(evaluated, key=lambda claim: coarseness(claim.answer.entries)).answer
