"""Shares that running text tells of one thing after another: `the MLP gets 94 %, the CNN 96 %; on shifted data they fall to 39 and 55 %`.

A family of names (what two models reach on two sets of data, and how much each loses) differs along axes: of which model, on which data.
A word that not all of them are spelt with says where on its axis a number stands; what its own clause leaves open, the clause or the
sentence before says. Nothing read so is ever sure, and what stands beside a doubt, a bound or a plan is not read at all.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from grader.page.nodes import Path
from grader.page.prose import SHORT_TITLE, SUPPOSALS, words_in
from grader.page.scene import Scene
from grader.page.sections import Spot
from grader.page.stated import Member, Statement
from grader.page.wanted import Wanted
from grader.sentences.families import Family, Place, families_of
from grader.sentences.figures import Figure, figures_of
from grader.sentences.paragraphs import readable
from grader.sentences.recounting import OTHERS, Story, tell
from grader.sentences.spoken import Placed
from grader.sentences.told import BULLETS, may_speak_of, names_first, numbers_entry
from grader.text.items import Item, Sign, Symbol, walk
from grader.text.phrases import phrase

RELATIVE = frozenset("relative relatively relativ relativer relative relativen relatives rel".split())
PLANS = frozenset(
    "augment augmentation augmented datenaugmentierung augmentierung improve improved improvement verbessern verbessert könnte "
    "könnten could expect expected erwarten retrain retrained zusätzlich additionally".split()
)
"""Words of what might be done, or was done besides."""
WHEN = frozenset("if wenn".split())
TRAINED, ON = frozenset("train trained training trainiert trainieren trainierten".split()), frozenset("on auf mit with".split())


def narrated(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[tuple[Statement, Wanted]]:
    """The shares that the text of a task tells of names that are not known, where only one value is told of each."""
    spots = {one.spot.path: one.spot for one in reversed(scene.statements)}
    heard: dict[str, list[tuple[Statement, Wanted]]] = {}
    families = families_of(wanted, known)
    stories: dict[tuple[Path | None, int], Story] = {}
    for path, sentences in paragraphs(scene) if families else ():
        for at, family in enumerate(families):
            if may_speak_of(family.names[0], path):
                told_in(sentences, family, stories.setdefault((path, at), Story()))
    for (path, _), story in stories.items():
        for one, w in story.found:
            heard.setdefault(w.name, []).append((stated(one.figure, spots.get(path, Spot(path))), w))
    for name, ones in heard.items():
        if name not in known and len({text_of(one) for one, _ in ones}) == 1:
            yield ones[0]


def text_of(statement: Statement) -> str:
    """A value as it is written, for comparison."""
    return "".join(getattr(item, "text", "") for item in statement.members[0].items).replace(",", ".")


def stated(figure: Figure, spot: Spot) -> Statement:
    """A number of a sentence as a statement."""
    words = (*words_in(figure.near), *(("%",) if figure.percent else ()))
    return Statement(figure.line, spot, None, words, [Member(figure.line, tuple(figure.items))], prose=True)


def paragraphs(scene: Scene) -> Iterator[tuple[Path | None, list[list[Placed]]]]:
    """The sentences of each paragraph, of each entry of a list, of each line that was printed."""
    lines = [(index, line) for index, line in enumerate(scene.document.lines) if readable(line)]
    for (_, path), own in groupby(lines, key=lambda one: (one[1].block, scene.paths[one[0]])):
        items: list[Placed] = []
        noted = False
        for index, line in own:
            parsed = [item for item in scene.parsed[index] if item.start >= scene.skips[index]]
            bulleted = bool(parsed) and isinstance(parsed[0], Sign) and parsed[0].text in BULLETS
            if bulleted or names_first(parsed) or numbers_entry(parsed) or line.printed or (noted and parsed and begins_anew(parsed[0])):
                yield path, parted(items)
                items = []
            noted = names_first(parsed) and not isinstance(parsed[-1], Symbol)
            goes_on(items, index, parsed[bulleted:])
        yield path, parted(items)


def begins_anew(item: Item) -> bool:
    """Whether a line below `MLP: 94 %` that begins so is another one's."""
    return isinstance(item, Symbol) and item.base[:1].isupper()


def goes_on(items: list[Placed], line: int, own: Sequence[Item]) -> None:
    """Add the items of a line; a word that is broken at the end of the line before is one."""
    if len(items) > 1 and own and isinstance(rest := own[0], Symbol) and rest.base[:1].islower():
        (at, word), (_, hyphen) = items[-2:]
        if isinstance(word, Symbol) and word.bare and isinstance(hyphen, Sign) and hyphen.text == "-" and hyphen.start == word.end:
            items[-2:] = [(at, replace(word, base=word.base + rest.base))]
            own = own[1:]
    items += [(line, item) for item in own]


def parted(items: Sequence[Placed]) -> list[list[Placed]]:
    """Items told apart by full stops."""
    stops = groupby(items, key=lambda one: isinstance(one[1], Sign) and one[1].stop)
    return [list(sentence) for stopped, sentence in stops if not stopped]


def told_in(sentences: Sequence[Sequence[Placed]], family: Family, story: Story) -> None:
    """What the sentences of a paragraph tell, up to one that speaks of plans."""
    story.carried.clear()
    for sentence in sentences:
        words = folded(sentence)
        if planned(sentence) or trained_on(words, family):
            break
        figures = [] if supposed(words, family) else figures_of(sentence)
        if figures and not story.foreign:
            tell(figures, family, story, relative=bool(set(words) & RELATIVE))
        elif not figures:
            story.foreign = len(words) <= SHORT_TITLE and bool((phrase(" ".join(words)) & OTHERS) - family.words)
            carry(family.mentions([item for _, item in sentence]), story)


def folded(sentence: Sequence[Placed]) -> list[str]:
    """The words of a sentence."""
    return [item.base.casefold() for item in walk([item for _, item in sentence]) if isinstance(item, Symbol)]


def planned(sentence: Sequence[Placed]) -> bool:
    """Whether a sentence speaks of what might be done, or was done besides."""
    return not PLANS.isdisjoint(folded(sentence))


def supposed(words: Sequence[str], family: Family) -> bool:
    """Whether a sentence only supposes something; `if the images are shifted` says on which data."""
    where = [at for at, word in enumerate(words) if word in WHEN]
    told = all(any(one in family.places for word in words[at + 1 : at + 7] for one in phrase(word)) for at in where)
    return bool(set(words) & (SUPPOSALS - WHEN)) or not told


def trained_on(words: Sequence[str], family: Family) -> bool:
    """Whether a sentence speaks of training with other data: `trained on shifted images`."""
    spoken = [at for at, word in enumerate(words[:-1]) if word in TRAINED and words[at + 1] in ON]
    return any(one in family.places for at in spoken for word in words[at + 2 : at + 6] for one in phrase(word))


def carry(mentions: Sequence[Place], story: Story) -> None:
    """What a sentence without a number says of those behind it; where it speaks of several things, nothing is known any more."""
    for axis in {axis for axis, _ in mentions}:
        places = [place for place in mentions if place[0] == axis]
        if len(set(places)) == 1:
            story.carried[axis] = places[0]
        else:
            story.carried.pop(axis, None)
