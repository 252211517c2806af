"""Two counts of which one stands in the other's place: `the separable network needs 23562 instead of 71754 parameters`; never sure."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from grader.page.prose import SUPPOSALS, words_in
from grader.page.scene import Scene
from grader.page.sections import Spot
from grader.page.stated import Member, Statement
from grader.page.wanted import Wanted
from grader.sentences.mentions import values_in
from grader.sentences.naming import FOREIGN
from grader.sentences.narrated import planned
from grader.sentences.scopes import in_scope, scope_of
from grader.sentences.spoken import Placed, spread
from grader.sentences.surmised import DIFFERENCES, KINDS
from grader.sentences.told import may_speak_of, sentences
from grader.text.items import Item, Number, Sign
from grader.text.phrases import PLAIN, phrase

Given = tuple[Statement, Wanted]
MARKS = frozenset("instead rather statt anstatt anstelle".split())
LINKS = MARKS | frozenset(
    "of than von the der den des dem only nur just now jetzt noch mere bloß trainable trainierbare trainierbaren".split()
)
"""What may stand between the two counts, besides what is counted."""
COMPARED = frozenset("than als zu to gegenüber compared vergleich verglichen unlike versus vs of des der from von".split())
"""A few words before a name they say that it is the other one."""
NARROW = phrase(
    "layer schicht block stage stufe first second third fourth last next each every per pro erste zweite dritte "
    "letzte jede jedes filter kernel"
)
"""Words of clauses that speak of a part."""
AMOUNTS = DIFFERENCES - phrase("fewer less more weniger mehr")
VERBS = phrase("has have hat haben needs need braucht kommt gets total trainable in when for if bei wenn im mit with and und")
"""What else may stand right behind the second count."""
FEWEST_DIGITS, FEW = 2, 3
"""Digits of a number before its blank; words."""


def instead(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[Given]:
    """What sentences say of two sisters by setting one count against the other, for those that are not known."""
    counts = [w for w in wanted if w.wish.shape == () and w.wish.kind in KINDS and not w.vocabulary & DIFFERENCES]
    if all(w.name in known for w in counts):
        return
    spots = {one.spot.path: one.spot for one in reversed(scene.statements)}
    for path, sentence in sentences(scene):
        near = [w for w in counts if may_speak_of(w, path)]
        if len(near) > 1 and MARKS & {word.casefold() for word in words_in([item for _, item in sentence])} and not planned(sentence):
            for clause in clauses(spread(sentence)):
                yield from (given for given in set_against(clause, near, spots.get(path, Spot(path))) if given[1].name not in known)


def clauses(flat: Sequence[Placed]) -> Iterator[list[Placed]]:
    """A sentence told apart by semicolons."""
    clause: list[Placed] = []
    for one in flat:
        if isinstance(one[1], Sign) and one[1].text == ";":
            yield clause
            clause = []
        else:
            clause.append(one)
    yield clause


def set_against(clause: Sequence[Placed], near: Sequence[Wanted], spot: Spot) -> Iterator[Given]:
    """The two counts of a clause, where exactly two names may be meant and one of them is plainly its subject."""
    words = words_in([item for _, item in clause])
    pair = in_scope(scope_of(words), near)
    said = phrase(" ".join(words))
    if len(pair) != 2 or pair[0].wish != pair[1].wish or {word.casefold() for word in words} & SUPPOSALS:
        return
    known = pair[0].vocabulary | pair[1].vocabulary
    if not said & pair[0].vocabulary & pair[1].vocabulary and not any(isinstance(item, Sign) and item.text == "%" for _, item in clause):
        return  # seconds, perhaps
    if said & (NARROW | AMOUNTS | (FOREIGN - known)) or (found := opposed(clause, known)) is None:
        return
    (_, end), (other, last) = found
    rest = clause[last + 1 :] if other < end else [*clause[: found[0][0]], *clause[last:]]  # without `instead of … parameters`
    which = subject(rest, pair)
    for (start, end), w in zip(found, pair[::-1] if which else pair, strict=True) if which is not None else ():
        items = tuple(item for _, item in clause[start:end])
        yield Statement(clause[start][0], spot, None, tuple(sorted(w.vocabulary)), [Member(clause[start][0], items)], prose=True), w


def opposed(clause: Sequence[Placed], known: frozenset[str]) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """Where the count stands and where the one in whose place it is: `23562 instead of 71754`, `statt 71754 … 23562`."""
    values = [(start, end) for start, end in values_in(clause) if is_count(clause[start][1])]
    found = []
    for one, other in pairwise(values):
        between = folded(clause[one[1] : other[0]])
        before, behind = folded(clause[max(0, one[0] - FEW) : one[0]]), folded(clause[other[1] : other[1] + 1])
        if any(not phrase(word) <= known | PLAIN | VERBS for word in behind):
            continue
        if MARKS & set(between) and all(word in LINKS or phrase(word) <= known | PLAIN for word in between):
            found.append((one, other))
        elif MARKS & set(before) and before[-1] in LINKS and len(values) == 2 and not MARKS & set(between):
            found.append((other, one))
    return found[0] if len(found) == 1 else None


def is_count(item: Item) -> bool:
    """Whether a number has digits enough for a count that a rubric asks for."""
    return isinstance(item, Number) and sum(map(str.isdigit, item.text)) >= FEWEST_DIGITS


def subject(clause: Sequence[Placed], pair: Sequence[Wanted]) -> int | None:
    """Which of two names a clause is about: the only one it speaks of, or the first where the other is what it is compared with."""
    words = folded(clause)
    places: list[tuple[int, int]] = []
    for which, (w, other) in enumerate((pair, pair[::-1])):
        own = w.vocabulary - other.vocabulary
        at = next((at for at, word in enumerate(words) if phrase(word) & own), None)
        if at is not None:
            places.append((at, which))
    places.sort()
    compared = [bool(COMPARED & set(words[max(0, at - FEW) : at])) for at, _ in places]
    if not places or compared[0] or (len(places) > 1 and not compared[1]):
        return None
    return places[0][1]


def folded(items: Sequence[Placed]) -> list[str]:
    """The words of some items."""
    return [word.casefold() for word in words_in([item for _, item in items])]
