"""What is said of one name in several files, and in a notebook's text and output apart: together where it agrees, else for a person."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from grader.answer import Answer, Doubt, shape
from grader.document import Document, Source
from grader.finding.chain import agree, coarseness
from grader.finding.choose import distance, finest, may_be_passed_over
from grader.finding.claims import Claim
from grader.finding.confidence import AT_MOST
from grader.page.wanted import Wanted
from grader.text.phrases import phrase, without_numbers

UNHEARD = frozenset({Doubt.STRAY_PRINT, Doubt.UNEVALUATED})
"""Doubts that leave it to an output to contradict what is stated elsewhere."""
NEUTRAL = phrase(
    "final finally result results total overall value test computed calculated end image images sample samples example examples testset "
    "endgültig Ergebnis Wert insgesamt Bilder Testbilder Beispiele number count Anzahl Zahl trainable"
)
"""Words that say nothing of what a printed value is."""
TELLING = 2
_TRAINING = re.compile(r"\b(?:epochs?|epochen?|iterations?|iter|batch(?:es)?)\b|\d ?(?:it/s|s/it)|\d%\|", re.IGNORECASE)
MOST_LOOKED_AT = 400
"""Characters of a line."""


def voices(claims: Iterable[Claim]) -> list[list[Claim]]:
    """The claims of each file, those of what was printed apart and last: a program says more than anybody means."""
    heard: dict[tuple[bool, int], list[Claim]] = {}
    for claim in claims:
        heard.setdefault((claim.answer.place.printed, claim.file), []).append(claim)
    return [heard[key] for key in sorted(heard)]


def trains(document: Document) -> bool:
    """Whether a notebook prints epochs: a loss among them is hardly the one of a calculation."""
    return any(line.printed and _TRAINING.search(line.text[:MOST_LOOKED_AT]) for line in document.lines)


def as_printed(w: Wanted, claims: Sequence[Claim], *, training: bool) -> Answer:
    """What an output says: the last print of a name; sure only where nothing else is printed under it and it is clear what is meant."""
    last = claims[-1].answer
    same = [claim for claim in claims if agree(claim.answer.entries, last.entries)]
    others = [claim.answer for claim in claims if not agree(claim.answer.entries, last.entries)]
    answer = finest([claim for claim in same if claim.answer.confidence == max(one.answer.confidence for one in same)])
    here = distance(w.task, claims[-1].candidate.path) == 0
    told = specific(w, claims[-1])
    noted = {
        Doubt.PRINTED_AGAIN: bool(others),
        Doubt.LOOSE_LABEL: bool(foreign(w, claims[-1])) and Doubt.LOOSE_LABEL not in answer.doubts,
        Doubt.STRAY_PRINT: not here and not told,
        Doubt.IN_TRAINING: training and not here and not told,
    }
    doubts = tuple(doubt for doubt, holds in noted.items() if holds)
    if not doubts:
        return answer
    also = () if Doubt.AMBIGUOUS_COMMA in answer.doubts else tuple(others[-3:])
    return replace(answer, doubts=(*answer.doubts, *doubts), confidence=min(answer.confidence, AT_MOST), also=answer.also or also)


def specific(w: Wanted, claim: Claim) -> bool:
    """Whether a label alone says what is meant: several words, a symbol that is more than a letter, a value of a shape of its own."""
    key = claim.candidate.key
    if not key:
        said = phrase(claim.answer.label)
        return max((len(one.words) for one in w.spellings if one.said_by(said)), default=0) >= TELLING
    letters = len(key.replace("\\", "").replace("^", "").replace("_", ""))
    return letters > 1 or bool(claim.candidate.step) or (shape(claim.answer.entries) != () and w.wish.shape not in ((), None))


def foreign(w: Wanted, claim: Claim) -> frozenset[str]:
    """The words of a label that belong to no spelling of the name: `training accuracy`, `accuracy of the baseline`."""
    if claim.candidate.key:
        return frozenset()
    others = phrase(claim.answer.label) - w.vocabulary - NEUTRAL
    return frozenset(word for word in others if not phrase(without_numbers(word)) <= w.vocabulary)


def stands(answer: Answer) -> bool:
    """Whether an answer counts against another one that is sure."""
    if answer.place.printed:
        return set(answer.doubts) <= UNHEARD
    return not may_be_passed_over(answer) or (Doubt.CONFLICT in answer.doubts and answer.source is not Source.OCR)


def together(answers: Sequence[Answer]) -> Answer:
    """One answer out of those of several voices: the finest of those that agree; what differs and counts is a conflict."""
    own = nearest(answers)
    standing = [one for one in own if stands(one)]
    written = [one for one in own if not one.place.printed]
    pool = standing or written or own
    said = [one for one in pool if not one.place.printed]
    base = next((one for one in (*reversed(said), *reversed(pool)) if one.sure), (said or pool)[-1])
    rivals = [one for one in pool if not agree(one.entries, base.entries)]
    if not base.sure:
        rivals = list(dict.fromkeys((*rivals, *(one for one in written if not agree(one.entries, base.entries)))))
    if rivals or any(Doubt.CONFLICT in one.doubts for one in pool):
        return contradicted(base, [*rivals, *(one for one in pool if Doubt.CONFLICT in one.doubts and one is not base)])
    sure = [one for one in pool if one.sure] or [one for one in pool if one.confidence == max(other.confidence for other in pool)]
    best = min(sure, key=lambda one: (Doubt.UNEVALUATED in one.doubts, coarseness(one.entries)))
    others = [one for one in answers if Doubt.RESTATES_GIVEN not in one.doubts]
    aside = [one for one in others if not agree(one.entries, best.entries)]
    return replace(best, also=(*best.also, *aside)) if aside and Doubt.AMBIGUOUS_COMMA not in best.doubts else best


def nearest(answers: Sequence[Answer]) -> list[Answer]:
    """Without what only says again what the sheet gives, and without what stands under another task, while anything else is left."""
    own = [one for one in answers if Doubt.RESTATES_GIVEN not in one.doubts] or list(answers)
    return [one for one in own if Doubt.ELSEWHERE not in one.doubts] or own


def contradicted(base: Answer, rivals: Sequence[Answer]) -> Answer:
    """Answers of which a person has to choose; all are shown."""
    doubts = tuple(dict.fromkeys((*base.doubts, Doubt.CONFLICT)))
    also = (*base.also, *rivals, *(other for one in rivals if Doubt.CONFLICT in one.doubts for other in one.also))
    others = tuple(one for one in dict.fromkeys(also) if one is not base)
    return replace(base, doubts=doubts, confidence=min(base.confidence, AT_MOST), also=others)
