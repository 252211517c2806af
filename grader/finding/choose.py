"""One answer among the claims for a name: by section, by correction, by shape; statements that differ are a conflict."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from grader.answer import SURE, Answer, Doubt, Entries, Found, same_shape, shape, values
from grader.document import Source
from grader.finding.chain import agree, coarseness
from grader.finding.claims import Claim, doubted
from grader.finding.components import whole
from grader.finding.confidence import AT_MOST
from grader.finding.leftovers import Leftovers
from grader.page.nodes import Path
from grader.page.wanted import Wanted
from grader.text.numerals import Kind

SISTER, FAR = 2, 3
HANDED_IN = re.compile(r"\b(?:submitted|submission|final|handed in|chosen|abgabe|abgegeben|eingereicht|endgültig|gewählt)", re.IGNORECASE)
"""Of the one attempt of a table that is meant."""


def choose(w: Wanted, claims: Sequence[Claim], found: Mapping[str, Found], left: Leftovers) -> list[Claim]:
    """Those claims for one name, all from one file, among which its answer is."""
    claims = unstruck(claims)
    claims = nearest_section(w, claims, left)
    claims = corrected(claims)
    claims = whole(w, claims)
    claims = marked(w, claims)
    claims = not_restated(w, claims, found)
    return fitting(w, claims)


def unstruck(claims: Sequence[Claim]) -> list[Claim]:
    """What was struck out does not count while anything else is left; what was denied, asked or only supposed is no answer at all."""
    affirmed = [claim for claim in claims if not claim.candidate.denied]
    return [claim for claim in affirmed if not claim.candidate.struck] or affirmed


def corrected(claims: Sequence[Claim]) -> list[Claim]:
    """What stands under a correction replaces what stood before it."""
    later = [claim for claim in claims if claim.candidate.corrected]
    if not later:
        return list(claims)
    first = min((claim.file, claim.candidate.statement) for claim in later)
    return [claim for claim in claims if (claim.file, claim.candidate.statement) >= first]


def fitting(w: Wanted, claims: Sequence[Claim]) -> list[Claim]:
    """A value of the wanted shape, or a sure one of another shape; one that is not sure may be a row, or an entry, of the right one."""
    fit = [claim for claim in claims if w.wish.shape is None or same_shape(shape(claim.answer.entries), w.wish.shape)]
    return fit or [claim for claim in claims if shape(claim.answer.entries) != () and claim.answer.confidence >= SURE]


def nearest_section(w: Wanted, claims: Sequence[Claim], left: Leftovers) -> list[Claim]:
    """Claims under the name's own task, else those under no known task or its chapter, else those elsewhere.

    What stands elsewhere is doubtful where the task has a heading of its own: a loss under 1.3 alone is hardly the one of 1.1.
    """
    ranks: dict[int, list[Claim]] = {}
    for claim in claims:
        if distance(w.task, claim.candidate.path) > 1 and restates(w, claim):
            continue
        ranks.setdefault(distance(w.task, claim.candidate.path), []).append(claim)
    if not ranks:
        return []
    best = min(ranks)
    later = any(spelt.step == "new" for spelt in w.labels)
    missed = w.task in left.sections
    return [
        doubted(claim, Doubt.ELSEWHERE) if best >= FAR or (best == SISTER and (missed or (later and not claim.candidate.step))) else claim
        for claim in ranks[best]
    ]


def against(w: Wanted, claims: Sequence[Claim], kept: Sequence[Claim], symbols: Collection[str]) -> list[Answer]:
    """What the same chapter says plainly of a symbol that is nobody else's, and otherwise than the claims that were kept."""
    if not kept or any(claim.candidate.corrected for claim in kept):
        return []
    last = kept[-1].answer.entries
    return [
        claim.answer
        for claim in claims
        if claim.candidate.key.casefold() in symbols
        and not (claim.candidate.index or claim.candidate.struck or claim.candidate.denied)
        and (is_later(claim) or (claim.answer.confidence >= SURE and distance(w.task, claim.candidate.path) in (1, SISTER)))
        and same_shape(shape(claim.answer.entries), shape(last))
        and not agree(claim.answer.entries, last)
        and not restates(w, claim)
    ]


def is_later(claim: Claim) -> bool:
    """Whether a value is marked as the new one where only one is asked for: `∂L/∂b (new)`."""
    return claim.candidate.step == "new" and set(claim.answer.doubts) <= {Doubt.LOOSE_LABEL}


def distance(task: Path, path: Path | None) -> int:
    """0 under the task itself, 1 under its chapter or nothing known, 2 under a sister task, 3 in another chapter."""
    if path is not None and (path[: len(task)] == task):
        return 0
    if path is None or task[: len(path)] == path:
        return 1
    return SISTER if path[0] == task[0] else FAR


def marked(w: Wanted, claims: Sequence[Claim]) -> list[Claim]:
    """Where some labels bear the mark of the new value that is asked for, the unmarked ones are the old value restated."""
    if w.wish.kind is Kind.SHARE:
        return list(claims)  # an accuracy `before` and one `after` something: nobody here knows after what
    if not any(spelt.step == "new" for spelt in w.labels):
        return [claim for claim in claims if claim.candidate.step != "new"] or list(claims)
    new = [claim for claim in claims if claim.candidate.step == "new"]
    perhaps = [claim for claim in claims if claim.candidate.step in ("new", "?")]
    return new or perhaps or list(claims)


def not_restated(w: Wanted, claims: Sequence[Claim], found: Mapping[str, Found]) -> list[Claim]:
    """A given value, or the group's own earlier one, stated again under an unmarked label is no answer while another is left.

    Where a new value is asked for, the old one stated again is none at all.
    """
    earlier = [answer.entries for answer in found.values() if isinstance(answer, Answer)]
    own = [claim for claim in claims if not restates(w, claim) and (claim.candidate.step or not repeats(claim.answer.entries, earlier))]
    if own:
        return own
    if any(spelt.step == "new" for spelt in w.labels):
        claims = [claim for claim in claims if claim.candidate.step or not repeats(claim.answer.entries, earlier)]
    return [doubted(claim, Doubt.RESTATES_GIVEN) if restates(w, claim) else claim for claim in claims]


def restates(w: Wanted, claim: Claim) -> bool:
    """Whether a claim only says again what the sheet gives, under the name that it has there."""
    candidate = claim.candidate
    return not candidate.step and any(candidate.key == name and repeats(claim.answer.entries, [value]) for name, value in w.givens)


def repeats(entries: Entries, others: Iterable[Entries]) -> bool:
    """Whether a value is one of the others, number for number."""
    return any(shape(entries) == shape(other) and values(entries) == values(other) for other in others)


def may_be_passed_over(answer: Answer) -> bool:
    """Whether a reading is so doubtful that another one, which is sure, stands against it; what was said is not, what OCR read is."""
    doubtful = answer.source is Source.OCR or not set(answer.doubts) <= {Doubt.PROSE, Doubt.LOOSE_LABEL, Doubt.RESERVED}
    return answer.confidence < SURE and doubtful


def settled(claims: Sequence[Claim]) -> Answer:
    """One answer: the finest of statements that agree; statements that differ are a conflict that a person decides."""
    last = handed_in(claims)
    rivals = [claim for claim in claims if not agree(claim.answer.entries, last.answer.entries)]
    sure = [claim for claim in claims if claim.answer.confidence >= SURE]
    if rivals and sure and all(agree(claim.answer.entries, sure[-1].answer.entries) for claim in sure):
        weak = [claim.answer for claim in claims if not agree(claim.answer.entries, sure[-1].answer.entries)]
        if all(may_be_passed_over(answer) for answer in weak):
            return replace(finest(sure), also=tuple(weak))
    if rivals:
        others = tuple(claim.answer for claim in rivals)
        doubts = tuple(dict.fromkeys((*last.answer.doubts, Doubt.CONFLICT)))
        return replace(last.answer, doubts=doubts, confidence=min(last.answer.confidence, AT_MOST), also=others)
    surest = max(claim.answer.confidence for claim in claims)
    return finest([claim for claim in claims if claim.answer.confidence == surest])


def handed_in(claims: Sequence[Claim]) -> Claim:
    """The statement that is shown first where several differ: the only row of a table that is said to be handed in, else the last one."""
    rows = all(claim.answer.source is Source.TABLE for claim in claims)
    said = [claim for claim in claims if HANDED_IN.search(claim.answer.context)] if rows else []
    return said[0] if len(said) == 1 else claims[-1]


def finest(claims: Sequence[Claim]) -> Answer:
    """The statement with the most digits."""
    evaluated = [claim for claim in claims if Doubt.UNEVALUATED not in claim.answer.doubts] or list(claims)
    return min(evaluated, key=lambda claim: coarseness(claim.answer.entries)).answer
