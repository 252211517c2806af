"""Values under a task that asks only for what is new, where `new` goes without saying: `bias: 0.72`, `the weights become 1.56, 0.28 and 2`.

A printed or stated value must be named by nothing else than the noun; the entries of a vector may stand in a sentence, as many as are
asked for. Never sure, and nothing at all where two different values answer to one name.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from grader.answer import flat
from grader.finding.candidates import Candidate, candidate
from grader.page.prose import DENIALS, SUPPOSALS, words_in
from grader.page.scene import Scene
from grader.page.sections import Spot
from grader.page.stated import Member, Statement
from grader.page.wanted import Wanted
from grader.sentences.listed import Run, runs
from grader.sentences.naming import FOREIGN, GRADIENT
from grader.sentences.spoken import Placed
from grader.sentences.told import sentences
from grader.text.items import Group, Number
from grader.text.numerals import Kind
from grader.text.phrases import NEW_WORDS, phrase

NEW = phrase(" ".join(sorted(NEW_WORDS)))
BECOME = frozenset("werden wird become becomes turn turns".split())
"""With these `the old weights` are what the new ones are made of."""
OLD = frozenset("alt alte alten altes alter old previous bisherigen bisherige".split())


def after_step(scene: Scene, order: int, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[Candidate]:
    """Candidates for names of which nothing else is known."""
    sought = [w for w in wanted if w.wish.kind is Kind.NUMBER and len(w.wish.shape or ()) < 2 and only_new(w, wanted)]
    if all(w.name in known for w in sought):
        return
    for one in scene.statements:
        said = frozenset(word for word in phrase(" ".join(one.words)) if len(word) > 1)
        w = named(said, [w for w in sought if w.task == one.spot.path])
        if w is not None and w.name not in known and not one.prose and one.step != "old" and said <= w.vocabulary:
            found = candidate(scene, order, one, (w, True), shared=False)
            yield from [found] if found is not None and not is_given([found], w) else []
    for path, sentence in sentences(scene):
        near = [w for w in sought if w.task == path]
        for run, words in runs(sentence) if near and not of_gradients(sentence) else ():
            w = meant(words, size_of(run), near)
            if w is not None and w.name not in known:
                yield from entries(scene, order, run, w, words)


def of_gradients(sentence: Sequence[Placed]) -> bool:
    """Whether a sentence speaks of gradients."""
    return bool(phrase(" ".join(words_in([item for _, item in sentence]))) & GRADIENT)


def is_given(found: Sequence[Candidate], w: Wanted) -> bool:
    """Whether what was found is what the sheet gives: the step began there."""
    return tuple(number.value for one in found for number in flat(one.answer.entries)) in w.given_numbers


def only_new(w: Wanted, wanted: Sequence[Wanted]) -> bool:
    """Whether every name of a task asks for what a step made."""
    return all(any(spelt.step == "new" for spelt in one.labels) for one in wanted if one.task == w.task)


def named(said: frozenset[str], wanted: Sequence[Wanted]) -> Wanted | None:
    """The only name that some words mean where `new` goes without saying."""
    found = [w for w in wanted if any(one.label is None and one.said_by(said | NEW) and telling(said, w) for one in w.spellings)]
    return found[0] if len(found) == 1 else None


def telling(said: frozenset[str], w: Wanted) -> bool:
    """Whether some words say more than that something is new."""
    return bool((said & w.vocabulary) - NEW)


def meant(words: Sequence[str], size: int, wanted: Sequence[Wanted]) -> Wanted | None:
    """The name that the words before listed numbers mean, where it asks for as many."""
    folded = {word.casefold() for word in words}
    if folded & (DENIALS | SUPPOSALS) or (folded & OLD and not folded & BECOME):
        return None
    said = frozenset(word for word in phrase(" ".join(words)) if len(word) > 1)
    w = named(said, wanted)
    fits = w is not None and (w.wish.shape or (1,)) == (size,)
    return w if w is not None and fits and not (said & (FOREIGN | GRADIENT)) - w.vocabulary else None


def size_of(run: Run) -> int:
    """How many numbers are listed."""
    first = run[0][1][0]
    return sum(isinstance(item, Number) for item in first.items) if isinstance(first, Group) else len(run)


def entries(scene: Scene, order: int, run: Run, w: Wanted, words: tuple[str, ...]) -> Iterator[Candidate]:
    """The numbers of a list as the entries of a name, or the only one as its value."""
    whole = isinstance(run[0][1][0], Group)
    inner = w if whole else replace(w, wish=replace(w.wish, shape=()))
    parts: list[Candidate] = []
    for at, (line, items) in enumerate(run, start=1):
        statement = Statement(line, Spot(scene.paths[line]), None, words, [Member(line, tuple(items))], prose=True)
        found = candidate(scene, order + at, statement, (inner, True), shared=False)
        if found is not None:
            parts.append(replace(found, index=str(at) if w.wish.shape and not whole else ""))
    if not is_given(parts, w):
        yield from parts
