"""Values that a sentence tells of several things: `38.8 % for the MLP and 55.1 % for the CNN`, `71754 parameters in the standard model`.

Each value has its own words before it and behind it; what they leave open, the sentence's beginning or the value before it says. Nothing
read so is ever sure, and where two values would answer to one name, or a word says that more is meant than one value, nothing is read.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice

from grader.page.nodes import Path
from grader.page.prose import words_in
from grader.page.scene import Scene
from grader.page.sections import Spot
from grader.page.stated import Member, Statement
from grader.page.strays import is_label
from grader.page.wanted import Wanted
from grader.sentences.changes import changes, pair_of
from grader.sentences.naming import FOREIGN, is_phrase
from grader.sentences.paragraphs import paragraphs
from grader.sentences.scopes import TOTAL, Scope, goes_on, in_scope, of_one_of_several, scope_under
from grader.sentences.spoken import Placed, Told, said, values_of
from grader.text.items import Item, Number, Sign, Symbol, walk
from grader.text.numerals import Kind
from grader.text.phrases import PLAIN, phrase
from grader.text.symbols import Label

BULLETS = frozenset("•*–-")
SHORT_NAME = 4
LONGEST, MOST_KIN = 150, 100
"""Items of a sentence."""


def told(scene: Scene, wanted: Sequence[Wanted]) -> Iterator[tuple[Statement, Wanted]]:
    """The values that sentences tell of names that ask for one number."""
    scalars = [w for w in wanted if w.wish.shape == ()]
    spots = {one.spot.path: one.spot for one in reversed(scene.statements)}
    for path, sentence in sentences(scene):
        near = [w for w in scalars if may_speak_of(w, path)]
        values = values_of(sentence) if near else None
        for value, w in named(values, near) if values else ():
            yield spoken(value, spots.get(path, Spot(path))), w


def spoken(value: Told, spot: Spot) -> Statement:
    """A value of a sentence as a statement."""
    words = words_in([*value.before, *value.behind])
    return Statement(value.line, spot, None, words, [Member(value.line, tuple(value.items))], prose=True)


def unmarked(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[tuple[Statement, Wanted]]:
    """What `MLP` alone, or `MLP` under `Test set`, means beside `MLP shifted`: the only other name that these words may stand for."""
    scalars = [w for w in wanted if w.wish.shape == ()]
    stated = [one for one in scene.statements if one.words and one.members and (one.label is None or is_phrase(one.label))]
    telling = [(one, phrase(" ".join(one.words))) for one in stated]
    beside: dict[Path | None, list[tuple[frozenset[str], Wanted]]] = {}
    told_of: set[int] = set()
    for one, words in telling:
        wider = words | phrase(" ".join(one.context)) if one.context and len(one.words) <= SHORT_NAME else words
        found = [w for w in scalars if w.name in known and any(spelling.said_by(wider) for spelling in w.spellings)]
        beside.setdefault(one.spot.path, []).extend((wider, w) for w in found)
        told_of |= {id(one)} if found else set()
    meant_by: dict[str, list[tuple[Statement, Wanted]]] = {}
    for one, everything in telling:
        if id(one) in told_of:
            continue  # with its title it is that one's
        words = everything - PLAIN
        kin = [w for more, w in beside.get(one.spot.path, ())[:MOST_KIN] if words < more]
        free = [w for w in others_of(words, kin, scalars) if w.name not in known and not says_name(everything, scalars)]
        around = phrase(" ".join((*one.context, *words_in(one.members[-1].items))))
        if words and len(free) == 1 and not around & FOREIGN and said(one.members[-1].items) <= free[0].vocabulary | {"%"} | PLAIN:
            beside_it = one.table and everything & PLAIN and everything <= free[0].vocabulary | PLAIN  # `test` beside `shifted`
            meant_by.setdefault(free[0].name, []).append((replace(one, prose=not beside_it), free[0]))
    yield from (found[0] for found in meant_by.values() if len(found) == 1)


def alone(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[tuple[Statement, Wanted]]:
    """The value of `MLP` in a sentence that tells of `MLP shifted`, too: the only other name that its words may stand for."""
    scalars = [w for w in wanted if w.wish.shape == ()]
    spots = {one.spot.path: one.spot for one in reversed(scene.statements)}
    for path, sentence in sentences(scene):
        near = [w for w in scalars if may_speak_of(w, path)]
        values = (values_of(sentence) or []) if near else []
        named_here = {id(value): w for value, w in named(values, near)} if values else {}
        free: list[tuple[Told, Wanted]] = []
        for value in values:
            words = value.own - PLAIN
            if id(value) in named_here or not words or value.own & FOREIGN or says_name(value.own, scalars):
                continue
            kin = others_of(words, [w for w in named_here.values() if words <= w.vocabulary], near)
            free += [(value, kin[0])] if len(kin) == 1 and kin[0].name not in known else []
        names = [w.name for _, w in free]
        yield from ((spoken(value, spots.get(path, Spot(path))), w) for value, w in free if names.count(w.name) == 1)


def changing(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[tuple[Statement, Wanted]]:
    """Both values of what changes: `the MLP drops from 0.944 to 0.352`."""
    shares = [w for w in wanted if w.wish.shape == () and w.wish.kind is Kind.SHARE and named_plainly(w)]
    spots = {one.spot.path: one.spot for one in reversed(scene.statements)}
    for path, sentence in sentences(scene):
        near = [w for w in shares if may_speak_of(w, path)]
        for line, items, w in changes(sentence, near, known) if near else ():
            yield Statement(line, spots.get(path, Spot(path)), None, (), [Member(line, tuple(items))], prose=True), w


def headed(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[tuple[Statement, Wanted]]:
    """The cells under `before` and `after` (`vorher`, `nachher`) of a table, for names that stand in pairs."""
    shares = [w for w in wanted if w.wish.shape == () and w.wish.kind is Kind.SHARE and named_plainly(w)]
    for one in scene.statements:
        if not one.table or one.step not in ("old", "new") or not one.members:
            continue
        pair = pair_of(one.words, [w for w in shares if may_speak_of(w, one.spot.path)])
        w = None if pair is None else pair[one.step == "new"]
        if w is not None and w.name not in known:
            yield replace(one, prose=True), w


def others_of(words: frozenset[str], kin: Sequence[Wanted], wanted: Sequence[Wanted]) -> list[Wanted]:
    """The names of the same tasks that some words may stand for, where they are not those of others beside."""
    tasks = {w.task for w in kin}
    return [w for w in wanted if w not in kin and w.task in tasks and words <= w.vocabulary and named_plainly(w)]


def says_name(words: frozenset[str], wanted: Sequence[Wanted]) -> bool:
    """Whether some words are a name of their own."""
    return any(spelling.label is None and spelling.said_by(words) for w in wanted for spelling in w.spellings)


def lettered(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[tuple[Statement, Wanted]]:
    """The components in `w_R = 0.299, w_G = 0.587, w_B = 0.114`, in the order written, where there is exactly one for each place."""
    written = [(one, one.label.key[:-2], one.label.key[-1]) for one in scene.statements if one.label is not None and one.members]
    written = [(one, base, letter) for one, base, letter in written if one.label is not None and one.label.key == f"{base}_{letter}"]
    for w in [w for w in wanted if len(w.wish.shape or ()) == 1 and w.name not in known]:
        keys = {label.key for label in w.labels}
        own = [(one, base, letter) for one, base, letter in written if base in keys and letter.isalpha() and may_speak_of(w, one.spot.path)]
        one_family = len({(one.spot.path, base) for one, base, _ in own}) == 1 and len({letter for *_, letter in own}) == len(own)
        if one_family and w.wish.shape == (len(own),):
            for at, (one, base, _) in enumerate(own):
                yield replace(one, label=Label(base, str(at + 1), exact=base)), w


def named_plainly(w: Wanted) -> bool:
    """Whether some spelling of a name holds no word that would turn another one's name into it (`MLP drop`)."""
    return any(spelling.words and not any(word <= FOREIGN for word in spelling.words) for spelling in w.spellings)


def may_speak_of(w: Wanted, path: Path | None) -> bool:
    """Whether what stands under a task may speak of a name."""
    return path is None or path[: len(w.task)] == w.task or w.task[: len(path)] == path


def sentences(scene: Scene, *, numbered: bool = True) -> Iterator[tuple[Path | None, list[Placed]]]:
    """The sentences of a document over the lines of their paragraph; `numbered`: those that hold a number."""
    for path, lines in paragraphs(scene):
        items: list[Placed] = []
        for index, run in lines:
            own = run
            bulleted = bool(own) and isinstance(own[0], Sign) and own[0].text in BULLETS
            if bulleted or scene.skips[index] or names_first(own) or numbers_entry(own) or scene.document.lines[index].printed:
                yield from parted(path, items, numbered=numbered)
                own, items = own[bulleted:], []
            items.extend((index, item) for at, item in enumerate(own) if not is_label(own, at))
        yield from parted(path, items, numbered=numbered)


def names_first(items: Sequence[Item]) -> bool:
    """Whether a line begins with a name and a colon (`MLP: …`), as those of a list do."""
    at = next((at for at, item in enumerate(items[: SHORT_NAME + 1]) if not isinstance(item, Symbol)), 0)
    return at > 0 and isinstance(colon := items[at], Sign) and colon.text == ":"


def numbers_entry(items: Sequence[Item]) -> bool:
    """Whether a line begins with the number of a list's entry: `2. MLP, shifted`."""
    first, dot, word = items[:3] if len(items) > 2 else (None, None, None)
    numbered = isinstance(first, Number) and first.text.isdigit() and len(first.text) < SHORT_NAME - 1
    return numbered and isinstance(dot, Sign) and dot.text in ".)" and isinstance(word, Symbol) and word.start > dot.end


def parted(path: Path | None, items: Sequence[Placed], *, numbered: bool = True) -> Iterator[tuple[Path | None, list[Placed]]]:
    """Items told apart by full stops."""
    for stopped, sentence in groupby(items, key=lambda one: isinstance(one[1], Sign) and one[1].stop):
        kept = list(islice(sentence, LONGEST + 1))
        if stopped or len(kept) > LONGEST:
            continue
        if not numbered or any(isinstance(item, Number) for _, top in kept for item in walk([top])):
            yield path, kept


def named(values: Sequence[Told], wanted: Sequence[Wanted]) -> Iterator[tuple[Told, Wanted]]:
    """Each value with the only name that its words mean, where no other value of the sentence has the same."""
    lead = values[0].own if len(values) == 1 else said(values[0].before)
    context, beside = lead, lead
    telling = frozenset().union(*(w.vocabulary for w in wanted)) - PLAIN
    chosen: list[tuple[Told, Wanted]] = []
    scope = Scope.OPEN
    for value in values:
        scope = goes_on(words_in(value.before), words_in(value.behind), scope, remark=value.remark)
        kin, own = (
            in_scope(scope or scope_under(words_in(value.before), ()), wanted),
            value.own | (TOTAL if scope is Scope.WHOLE else frozenset()),
        )
        alone = meant(own, frozenset(), kin)
        found = meant(own, lead if alone else context | beside if value.aside else context, kin)
        beside = beside if value.aside else value.own & telling
        if len(found) > 1:
            return  # what is said of one value fits two names: who knows what is meant by the others
        if not found:
            context = value.left if value.left & telling and not value.aside else context
            continue
        w, matched = found[0]
        if counts_another(value, w):
            continue
        chosen.append((value, w))
        if not value.aside:
            context = matched & (context | value.left)
    names = [w.name for _, w in chosen]
    yield from ((value, w) for value, w in chosen if names.count(w.name) == 1)


def counts_another(value: Told, w: Wanted) -> bool:
    """Whether the word right behind a whole number says that it counts something else (`has 16 output maps`)."""
    if w.wish.kind is Kind.WHOLE and of_one_of_several(words_in(value.before)):
        return True
    unit = said(value.behind[:1]) if w.wish.kind is Kind.WHOLE and not value.qualified else frozenset()
    return not unit <= w.vocabulary | PLAIN | phrase("trainable total")


def meant(own: frozenset[str], context: frozenset[str], wanted: Sequence[Wanted]) -> list[tuple[Wanted, frozenset[str]]]:
    """The names that a value's own words mean, with those of its context: the most of its own, then the most of all."""
    everything = own | context
    best: tuple[int, int] = (0, 0)
    found: list[tuple[Wanted, frozenset[str]]] = []
    for w in wanted:
        if (everything & FOREIGN) - w.vocabulary:
            continue
        for spelling in w.spellings:
            if spelling.label is not None or not spelling.said_by(everything):
                continue
            score = sum(bool(word & own) for word in spelling.words), len(spelling.words)
            matched = frozenset().union(*(word & everything for word in spelling.words))
            if score[0] and score >= best:
                found = [*(one for one in found if score == best and one[0] is not w), (w, matched)]
                best = score
    return found
