"""The share to which something rose: `The validation accuracy climbs from 51.3 % after one epoch to 74.2 %`; never sure."""

from collections.abc import Collection, Iterator, Sequence

from grader.page.prose import DENIALS, SUPPOSALS, uncounted, words_in
from grader.page.scene import Scene
from grader.page.sections import Spot
from grader.page.stated import Member, Statement
from grader.page.wanted import Wanted
from grader.sentences.instead import Given
from grader.sentences.mentions import values_in
from grader.sentences.naming import FOREIGN
from grader.sentences.narrated import planned
from grader.sentences.spoken import Placed, parting, spread
from grader.sentences.surmised import FALLEN
from grader.sentences.told import may_speak_of, sentences
from grader.text.items import Item, Number, Sign, Symbol
from grader.text.numerals import Kind
from grader.text.phrases import phrase

RISING = frozenset(
    "climb climbs climbed climbing rise rises rose rising grow grows grew increase increases increased improves improved "
    "steigt stieg steigen ansteigt klettert kletterte wächst wuchs erhöht verbessert verbesserte".split()
)
WHITHER, WHENCE = frozenset("to auf".split()), frozenset("from von".split())
EARLY = frozenset(
    "first second third early already initially ersten zweiten dritten schon bereits zunächst anfangs every each jede jeder".split()
)
"""Words of a time before the end."""
MEANWHILE = frozenset("during im beim while".split())
TRAINING = frozenset("training the our dem des".split())


def rising(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[Given]:
    """Where what is called by a name that is not known has come to, by the sentences that say so."""
    shares = [w for w in wanted if w.wish.shape == () and w.wish.kind is Kind.SHARE and w.name not in known]
    spots = {one.spot.path: one.spot for one in reversed(scene.statements)}
    for path, sentence in sentences(scene) if shares else ():
        near = [w for w in shares if may_speak_of(w, path)]
        words = {word.casefold() for word in words_in([item for _, item in sentence])}
        if near and words & RISING and not words & (DENIALS | SUPPOSALS) and not phrase(" ".join(words)) & FALLEN and not planned(sentence):
            yield from come_to(spread(sentence), near, spots.get(path, Spot(path)))


def come_to(flat: Sequence[Placed], near: Sequence[Wanted], spot: Spot) -> Iterator[Given]:
    """The last share of a sentence, where `to` leads it in behind a verb of rising, and one name alone is the clause's subject."""
    items = [item for _, item in flat]
    verb = next((at for at, item in enumerate(items) if word_of(item) in RISING), 0)
    shares = [(start, end) for start, end in values_in(flat) if any(is_per_cent(item) for item in items[start : end + 1])]
    behind = [(start, end) for start, end in shares if start > verb]
    if not behind or len(behind) != len(shares) or word_of(items[behind[-1][0] - 1]) not in WHITHER:
        return
    start, end = behind[-1]
    if len(behind) > 2 or (len(behind) == 2 and word_of(items[behind[0][0] - 1]) not in WHENCE):
        return
    said = subject(items[:verb])
    rest = [word.casefold() for word in words_in(uncounted(items[end:]))]
    named = [w for w in near if any(one.label is None and one.said_by(said) for one in w.spellings) and not (said & FOREIGN) - w.vocabulary]
    early = EARLY & {*rest, *(word_of(item) for item in items[:verb])}
    if len(named) == 1 and not early and not (phrase(" ".join(rest)) & FOREIGN) - named[0].vocabulary:
        member = Member(flat[start][0], tuple(items[start:end]))
        yield Statement(flat[start][0], spot, None, tuple(sorted(named[0].vocabulary)), [member], prose=True), named[0]


def subject(before: Sequence[Item]) -> frozenset[str]:
    """The words of the clause that a verb ends, without `during training`."""
    at = next((at + 1 for at in range(len(before) - 1, -1, -1) if parting(before[at])), 0)
    words = list(words_in(before[at:]))
    while len(words) > 1 and words[0].casefold() in MEANWHILE | TRAINING and not {words[1].casefold()} & {"accuracy", "acc"}:
        words = words[1:]
    return phrase(" ".join(words))


def word_of(item: Item) -> str:
    """A word as it is written, folded; nothing for anything else."""
    return item.base.casefold() if isinstance(item, Symbol) else ""


def is_per_cent(item: Item) -> bool:
    """Whether an item is a per cent sign, or a number with decimal places below one."""
    return (isinstance(item, Sign) and item.text == "%") or (isinstance(item, Number) and item.text[:2] in ("0.", "0,"))
