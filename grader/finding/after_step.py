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
from grader.sentences.mentions import leads_on
from grader.sentences.naming import FOREIGN, GRADIENT
from grader.sentences.spoken import Placed
from grader.sentences.told import sentences
from grader.text.items import Item, Number, Sign, Symbol
from grader.text.numerals import Kind
from grader.text.phrases import NEW_WORDS, phrase
from grader.text.vectors import LISTING

NEW = phrase(" ".join(sorted(NEW_WORDS)))
BECOME = frozenset("werden wird become becomes turn turns".split())
"""With these `the old weights` are what the new ones are made of."""
OLD = frozenset("alt alte alten altes alter old previous bisherigen bisherige".split())
ONWARDS = frozenset("to down up auf zu over".split())
BY = frozenset("from by um minus".split())
TERMS = frozenset("+·×*/^(=")
MOST_ENTRIES, NEAR = 12, 12
Run = list[tuple[int, list[Item]]]
"""Numbers that are listed, each with its line and its items."""


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
            w = meant(words, len(run), near)
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


def runs(sentence: Sequence[Placed]) -> Iterator[tuple[Run, tuple[str, ...]]]:
    """The numbers of a sentence that are listed one after the other, with the words of the clause before them."""
    items = [item for _, item in sentence]
    at, begin = 0, 0
    while at < len(items):
        run, end = listed(sentence, at)
        if not run:
            at += 1
            continue
        if is_old(items, at, end):
            at = end
            continue  # `from 1 to 0.72`
        clause = [item for item in items[begin : run_start(items, at)] if isinstance(item, Symbol)][-NEAR:]
        reckoned = any(isinstance(item, Sign) and item.text in TERMS for item in (*items[max(begin, at - 1) : at], *items[end : end + 1]))
        if not reckoned and len(run) <= MOST_ENTRIES and not (end < len(items) and leads_on(items[end])):
            yield run, words_in(clause)
        at = begin = end


def is_old(items: Sequence[Item], start: int, end: int) -> bool:
    """Whether numbers are what something was before, or by how much it changed: behind `from` or `by`, before `to`, `auf` or an arrow."""
    before, behind = (items[start - 1] if start else None), (items[end] if end < len(items) else None)
    leads = isinstance(behind, Symbol) and behind.base.casefold() in ONWARDS
    arrow = isinstance(behind, Sign) and behind.text == "→"
    return leads or arrow or (isinstance(before, Symbol) and before.base.casefold() in BY)


def run_start(items: Sequence[Item], at: int) -> int:
    """Where the words before a number end: before its sign."""
    return at - 1 if at and isinstance(sign := items[at - 1], Sign) and sign.text == "-" else at


def listed(sentence: Sequence[Placed], at: int) -> tuple[Run, int]:
    """The numbers from here on that only commas and `and` stand between, and where they end."""
    run: Run = []
    end = at
    while (own := number_at(sentence, at)) is not None:
        run.append(own)
        end = at = at + len(own[1])
        while at < len(sentence) and is_listing(sentence[at][1]):
            at += 1
        if at == end:
            break
    return run, end


def number_at(sentence: Sequence[Placed], at: int) -> tuple[int, list[Item]] | None:
    """The number that begins here, with its minus."""
    line, first = sentence[at] if at < len(sentence) else (0, None)
    if isinstance(first, Number) and first.bare:
        return line, [first]
    second = sentence[at + 1][1] if at + 1 < len(sentence) else None
    minus = isinstance(first, Sign) and first.text == "-" and isinstance(second, Number) and second.start == first.end
    return (line, [first, second]) if minus and first is not None and isinstance(second, Number) else None


def is_listing(item: Item) -> bool:
    """Whether an item stands between the entries of a list."""
    return (isinstance(item, Sign) and item.separator) or (isinstance(item, Symbol) and item.base.casefold() in LISTING | {"sowie"})


def entries(scene: Scene, order: int, run: Run, w: Wanted, words: tuple[str, ...]) -> Iterator[Candidate]:
    """The numbers of a list as the entries of a name, or the only one as its value."""
    inner = replace(w, wish=replace(w.wish, shape=()))
    parts: list[Candidate] = []
    for at, (line, items) in enumerate(run, start=1):
        statement = Statement(line, Spot(scene.paths[line]), None, words, [Member(line, tuple(items))], prose=True)
        found = candidate(scene, order + at, statement, (inner, True), shared=False)
        if found is not None:
            parts.append(replace(found, index=str(at) if w.wish.shape else ""))
    if not is_given(parts, w):
        yield from parts
