"""Values that a sentence names in words alone: `the gradient with respect to the weights is (44, 72, 100) and to the bias 12 + 16 = 28`.

As many numbers as are asked for, listed or in brackets, behind words that mean one name; never sure, and nothing at all where two
different values answer to one name, or where the sheet itself gives them.
"""

from collections.abc import Collection, Iterator, Sequence

from grader.finding.after_step import BECOME, OLD, entries, size_of
from grader.finding.candidates import Candidate, is_later
from grader.page.nodes import Path
from grader.page.prose import DENIALS, SUPPOSALS
from grader.page.scene import Scene
from grader.page.wanted import Wanted
from grader.sentences.listed import Run, runs
from grader.sentences.naming import GRADIENT, by_phrase
from grader.sentences.narrated import planned
from grader.sentences.spoken import Placed
from grader.sentences.told import may_speak_of, sentences
from grader.text.numerals import Kind
from grader.text.phrases import NEW_WORDS, phrase

AGAIN = frozenset("now nun jetzt nunmehr anschließend afterwards danach again erneut".split())
"""With these a value is the one after the step."""


def in_words(scene: Scene, order: int, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[Candidate]:
    """Candidates for names of which nothing else is known."""
    sought = [w for w in wanted if w.wish.kind is Kind.NUMBER and len(w.wish.shape or ()) < 2]
    if all(w.name in known for w in sought):
        return
    for path, sentence in sentences(scene):
        near = [w for w in sought if may_speak_of(w, path)]
        for run, words, w in named_in(sentence, near, path) if near and not planned(sentence) else ():
            if w.name not in known:
                yield from entries(scene, order, run, w, words)


def named_in(sentence: Sequence[Placed], near: Sequence[Wanted], path: Path | None) -> Iterator[tuple[Run, tuple[str, ...], Wanted]]:
    """The listed numbers of a sentence with the name that their words mean; a gradient goes on: `… w is 3 and that of b is 4`."""
    gradient = False
    for run, words in runs(sentence):
        gradient = gradient or bool(phrase(" ".join(words)) & GRADIENT)
        w = meant(words, size_of(run), near, path, gradient=gradient)
        if w is not None:
            yield run, words, w


def meant(words: Sequence[str], size: int, wanted: Sequence[Wanted], path: Path | None, *, gradient: bool) -> Wanted | None:
    """The only name of that size that some words mean."""
    folded = {word.casefold() for word in words}
    if folded & (DENIALS | SUPPOSALS) or (folded & OLD and not folded & BECOME):
        return None
    fit = [w for w in wanted if (w.wish.shape or (1,)) == (size,) and (w.wish.shape or path is not None)]
    later = tuple(NEW_WORDS) if folded & AGAIN else ()
    found = by_phrase((*words, *later), fit) or (by_phrase((*words, "gradient"), fit) if gradient else [])
    here = [w for w in found if w.task == path] if len(found) > 1 else found
    w = here[0] if len(here) == 1 else None
    return None if w is None or (not is_later(w) and asks_for_new(path, wanted)) else w


def asks_for_new(path: Path | None, wanted: Sequence[Wanted]) -> bool:
    """Whether the task that is spoken of asks only for what a step made."""
    there = [w for w in wanted if w.task == path]
    return bool(there) and all(is_later(w) for w in there)
