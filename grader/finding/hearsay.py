"""Candidates that nothing states plainly: what sentences tell of several things, what the words around a number suggest; never sure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from grader.answer import Answer, Doubt
from grader.finding.after_step import after_step
from grader.finding.candidates import Candidate, candidate
from grader.finding.chain import agree
from grader.finding.confidence import AT_MOST
from grader.finding.in_words import in_words
from grader.page.scene import Scene
from grader.page.wanted import Wanted
from grader.sentences.in_order import in_order
from grader.sentences.instead import instead
from grader.sentences.narrated import narrated
from grader.sentences.rising import rising
from grader.sentences.surmised import surmised
from grader.sentences.told import alone, changing, headed, lettered, told, unmarked


def recounted(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[Candidate]:
    """Candidates out of running text that tells of one thing after another, for names that are not known but from sentences."""
    for at, (statement, w) in enumerate(narrated(scene, wanted, known)):
        found = candidate(scene, 3 * len(scene.statements) + at, statement, (w, False), shared=False)
        if found is not None and Doubt.ODD_SHAPE not in found.answer.doubts:
            yield replace(found, answer=guessed(found.answer))


def in_sentences(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[Candidate]:
    """Candidates that only a sentence on several things states, or their order, for names of which nothing else is known."""
    spoken = [(statement, w) for statement, w in (*told(scene, wanted), *unmarked(scene, wanted, known)) if w.name not in known]
    heard = {*known, *(w.name for _, w in spoken)}
    spoken += [(statement, w) for statement, w in alone(scene, wanted, heard) if w.name not in heard]
    heard |= {w.name for _, w in spoken}
    in_letters = [*lettered(scene, wanted, known), *changing(scene, wanted, heard), *headed(scene, wanted, heard)]
    for at, (statement, w) in enumerate((*spoken, *in_letters)):
        found = candidate(scene, len(scene.statements) + at, statement, (w, False), shared=False)
        if found is None or Doubt.ODD_SHAPE in found.answer.doubts or (statement.prose and Doubt.LOOSE_LABEL in found.answer.doubts):
            continue
        doubts = (*found.answer.doubts, *((Doubt.BY_ORDER,) if at >= len(spoken) else ()))
        sureness = min(found.answer.confidence, AT_MOST) if statement.prose or doubts else found.answer.confidence
        yield replace(found, answer=replace(found.answer, doubts=doubts, confidence=sureness))


def by_surmise(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[Candidate]:
    """Candidates by the words around a number alone, for names of which nothing else is known: never sure."""
    found: dict[str, list[Candidate]] = {}
    ways = (surmised, instead, in_order, rising)
    for at, (statement, w) in enumerate(one for way in ways for one in way(scene, wanted, known)):
        one = candidate(scene, 2 * len(scene.statements) + at, statement, (w, True), shared=False)
        if one is not None and not one.denied and Doubt.ODD_SHAPE not in one.answer.doubts:
            found.setdefault(w.name, []).append(one)
    yield from (replace(one, answer=guessed(one.answer)) for ones in found.values() if agreed(ones) for one in ones)
    parts: dict[tuple[str, str], list[Candidate]] = {}
    new = list(after_step(scene, 3 * len(scene.statements), wanted, known))
    heard = {*known, *(one.name for one in new)}
    for one in (*new, *in_words(scene, 3 * len(scene.statements), wanted, heard)):
        parts.setdefault((one.name, one.index), []).append(one)
    doubtful = {name for (name, _), ones in parts.items() if not agreed(ones) or any(Doubt.ODD_SHAPE in one.answer.doubts for one in ones)}
    yield from (replace(one, answer=guessed(one.answer)) for (name, _), ones in parts.items() if name not in doubtful for one in ones)


def agreed(ones: Sequence[Candidate]) -> bool:
    """Whether candidates say the same."""
    return all(agree(one.answer.entries, ones[0].answer.entries) for one in ones)


def guessed(answer: Answer) -> Answer:
    """An answer that the words around a number suggest."""
    doubts = tuple(doubt for doubt in answer.doubts if doubt is not Doubt.LOOSE_LABEL)
    return replace(answer, doubts=(Doubt.SURMISED, *doubts), confidence=min(answer.confidence, AT_MOST))
