"""Two counts in the order of their names: `The two models have 71754 and 23059 parameters, respectively`; never sure."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from grader.page.prose import DENIALS, SUPPOSALS, words_in
from grader.page.scene import Scene
from grader.page.sections import Spot
from grader.page.stated import Member, Statement
from grader.page.wanted import Wanted
from grader.sentences.instead import AMOUNTS, COMPARED, MARKS, NARROW, Given, clauses, folded, is_count
from grader.sentences.mentions import values_in
from grader.sentences.naming import FOREIGN
from grader.sentences.narrated import planned
from grader.sentences.scopes import Scope, in_scope, of_parts_and_wholes, scope_of
from grader.sentences.spoken import Placed, spread
from grader.sentences.told import may_speak_of, sentences
from grader.text.numerals import Kind
from grader.text.phrases import phrase

ORDERED = frozenset("respectively respektive beziehungsweise bzw bzw.".split())
BETWEEN = ORDERED | frozenset("and und".split())
LAYERS = phrase("layer schicht")


def in_order(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[Given]:
    """What sentences say of two sisters in turn, for those that are not known."""
    counts = [w for w in wanted if w.wish.shape == () and w.wish.kind is Kind.WHOLE and not phrase(" ".join(w.vocabulary)) & AMOUNTS]
    if all(w.name in known for w in counts):
        return
    spots = {one.spot.path: one.spot for one in reversed(scene.statements)}
    for path, sentence in sentences(scene):
        near = [w for w in counts if may_speak_of(w, path)]
        if len(near) > 1 and ORDERED & set(folded(sentence)) and not planned(sentence):
            for clause in clauses(spread(sentence)):
                yield from (given for given in taken_in_turn(clause, near, spots.get(path, Spot(path))) if given[1].name not in known)


def taken_in_turn(clause: Sequence[Placed], near: Sequence[Wanted], spot: Spot) -> Iterator[Given]:
    """The only two counts of a clause with the two names that it speaks of once each, in their order."""
    words = words_in([item for _, item in clause])
    values = list(values_in(clause))
    if len(values) != 2 or not all(is_count(clause[start][1]) for start, _ in values) or not speaks_plainly(words):
        return
    (first, end), (second, last) = values
    scope = scope_of(words)
    pair, between = in_scope(scope, near), folded(clause[end:second])
    if len(pair) != 2 or not set(between) <= BETWEEN or not (ORDERED & {*between, *folded(clause[last:])}):
        return
    said, known = phrase(" ".join(words)), pair[0].vocabulary | pair[1].vocabulary
    of_layers = all(w in of_parts_and_wholes(near) for w in pair)
    narrow = NARROW - LAYERS if of_layers else NARROW
    if said & (narrow | AMOUNTS | (FOREIGN - known)) or (scope is Scope.LAYER and not of_layers):
        return
    if not said & pair[0].vocabulary & pair[1].vocabulary:
        return  # seconds, perhaps
    order = turns(clause[:first], pair) or turns(clause[last:], pair)
    for (start, stop), which in zip(values, order, strict=False):
        items = tuple(item for _, item in clause[start:stop])
        w = pair[which]
        yield Statement(clause[start][0], spot, None, tuple(sorted(w.vocabulary)), [Member(clause[start][0], items)], prose=True), w


def speaks_plainly(words: Sequence[str]) -> bool:
    """Whether a clause neither denies nor supposes anything, and compares nothing with anything."""
    return not {word.casefold() for word in words} & (DENIALS | SUPPOSALS | MARKS | (COMPARED - {"to", "zu", "of", "des", "der", "von"}))


def turns(part: Sequence[Placed], pair: Sequence[Wanted]) -> list[int]:
    """Which of two names is spoken of first and which second; nothing where one is not, or again behind the other."""
    own = [pair[0].vocabulary - pair[1].vocabulary, pair[1].vocabulary - pair[0].vocabulary]
    met = [which for word in folded(part) for which in (0, 1) if phrase(word) & own[which]]
    order = [which for which, _ in groupby(met)]
    return order if len(order) == len(set(order)) == 2 else []
