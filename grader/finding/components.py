"""Vectors put together from their components (ŷ₁ = …, ŷ₂ = …), and what stands beside them stated whole."""

from collections.abc import Sequence
from dataclasses import replace

from grader.answer import SURE, Doubt
from grader.finding.chain import agree
from grader.finding.claims import Claim, doubted
from grader.finding.confidence import AT_MOST
from grader.page.wanted import Wanted


def whole(w: Wanted, claims: Sequence[Claim]) -> list[Claim]:
    """Vectors stated whole; components (ŷ₁ = …, ŷ₂ = …) put together where all are there, and where they say something else too."""
    complete = [claim for claim in claims if not claim.candidate.index]
    parts = [claim for claim in claims if claim.candidate.index]
    if not parts:
        return complete
    built = assembled(w, parts)
    if built is None:
        return complete or [partial(w, parts)]
    if not complete or (
        Doubt.GARBLED not in built.answer.doubts and not any(agree(built.answer.entries, c.answer.entries) for c in complete)
    ):
        return [*complete, built] if built.answer.confidence >= SURE or not complete else complete
    return complete


def assembled(w: Wanted, parts: Sequence[Claim]) -> Claim | None:
    """One vector out of its components, numbered from 1 (or from 0); the last statement of each counts, two that differ are a conflict."""
    axis = varying([claim.candidate.index for claim in parts])
    if axis is None:
        return None
    by_index: dict[int, Claim] = {}
    doubts: dict[Doubt, None] = {}
    for claim in parts:
        number = int(claim.candidate.index.split(",")[axis][:4])
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


def varying(indices: Sequence[str]) -> int | None:
    """Which index counts the components of `w_{1,1,1}, w_{1,2,1}`: the only one that is not the same in all; None where several do."""
    columns = list(zip(*(index.split(",") for index in indices), strict=False))
    if len({index.count(",") for index in indices}) != 1:
        return None
    changing = [at for at, column in enumerate(columns) if len(set(column)) > 1]
    if any(not index.isdigit() for at in changing for index in columns[at]):
        return None
    return changing[0] if len(changing) == 1 else 0 if len(columns) == 1 else None


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
    found = joined(list({claim.candidate.index: claim for claim in parts}.values()), ())
    return doubted(doubted(found, Doubt.PARTIAL), Doubt.RESERVED)  # ŷ₂ and ŷ₃ are not the two that were asked for
