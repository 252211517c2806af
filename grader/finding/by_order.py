"""Names that share a spelling and that no section tells apart: as many values as names are taken in their order, at low confidence."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from grader.answer import Doubt, Entries, flat
from grader.finding.chain import agree
from grader.finding.choose import SISTER, distance
from grader.finding.claims import Claim, doubted, fits
from grader.page.nodes import Path
from grader.page.wanted import Wanted


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
