"""Values that no plain form states, for names of which nothing else is known: by the words around them, the nearest first; never sure.

`The same count for the separable model: 320 + … = 23316` says the name's words one by one, near the number, in the sentence, in the line
that heads it. A number is surmised for a name where a word that tells the name from its sisters stands right at it, where no sister's words
are as near, and where no other number has as good a claim.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from grader.page.prose import DENIALS, SUPPOSALS
from grader.page.scene import Scene
from grader.page.stated import Statement
from grader.page.wanted import Wanted
from grader.sentences.mentions import Mention, mentions
from grader.sentences.naming import CHANGES, FOREIGN, LOSSES
from grader.sentences.scopes import in_scope, of_one_of_several
from grader.sentences.told import may_speak_of
from grader.sentences.told_changes import FALLING, TO
from grader.text.items import Group, Number, Sign, Symbol
from grader.text.numerals import Kind
from grader.text.phrases import PLAIN, STOP_WORDS, phrase

KINDS = (Kind.SHARE, Kind.WHOLE)
COMPARING = frozenset(
    "than als between zwischen from least most mindestens höchstens over under über unter unless points prozentpunkte pp point punkte "
    "better worse besser schlechter every each je jeder jede jedes per pro statt instead gegen gegenüber versus vs".split()
)
"""Words right beside which a number is a bound, a difference, one of many, or the other one of two."""
DIFFERENCES = phrase(
    "save saves saved saving savings spare spart sparen gespart einsparung ersparnis fewer less more difference differenz unterschied "
    "reduction reduce reduced reduces reduziert weniger mehr einzusparen eingespart"
)
"""Words at which a number is a difference, whatever else is said."""
SUMMED = phrase("total sum summe zusammen altogether trainable")
QUIET = (
    PLAIN
    | SUMMED
    | phrase(
        "all alle sind hence thus therefore damit daher somit dann then now jetzt nun noch only nur just has had have hat hatte haben need "
        "needs braucht brauchen require requires contain contains enthält enthalten besitzt make makes macht machen give gives got ergibt "
        "ergeben come comes kommt kommen end ends layer schicht convolution faltung network net netz classifier version variante there "
        "their number count anzahl zahl exactly genau weight bias biases percent prozent "
        "counting counted computed berechnet calculated hand which while whereas während davon bleibt bleiben übrig remain remains "
        "left torch pytorch numel so zählen gezählt dagegen es"
    )
)
"""Words that leave it open what a number is said of."""
ACCURATE = phrase("accuracy right correct correctly richtig korrekt score")
FALLEN = phrase(" ".join(sorted(FALLING)))
HENCE = phrase("also entspricht corresponds corresponding das heißt")
PORTIONS = phrase("split portion proportion fraction anteil aufteilung aufgeteilt subset teilmenge")
"""Words of how much of the data is taken for something."""
TAKING = frozenset(
    "use used take took keep kept reserve reserved hold holds nehmen nahmen verwenden verwendeten benutzen reservieren halten".split()
)
"""The same right before the number."""
OVER = phrase("left remain remains remaining übrig")
TRAINING, TESTED = phrase("training"), phrase("test validation")
WOULD = frozenset("would würde würden hätte hätten bräuchte bräuchten".split())
"""A layer that nobody built `would need 2416 parameters`."""
IF = phrase("if unless when wenn falls")
EPOCH = re.compile(r"\b(?:epochs?|epoche)\W{0,3}(\d{1,3})(?!\d)", re.IGNORECASE)
LOG_HEAD = 24
"""Characters of a line in which its epoch is told."""
FEWEST_DIGITS = 2
"""Of a count of parameters."""
Score = tuple[int, int, int]


def surmised(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[tuple[Statement, Wanted]]:
    """The numbers that may be meant by names that are not known, the best ones of each name."""
    sought = [w for w in wanted if w.wish.shape == () and w.wish.kind in KINDS]
    unknown = [w for w in sought if w.name not in known]
    paths = {path for path in scene.tasks if any(may_speak_of(w, path) for w in unknown)}
    best: dict[str, tuple[Score, list[tuple[Statement, Wanted]]]] = {}
    for mention in mentions(scene, paths):
        kin = [w for w in sought if may_speak_of(w, mention.statement.spot.path)]
        found = meant(mention, in_scope(mention.scope, kin))
        if found is None or found[0].name in known:
            continue
        w, score = found
        top, ones = best.get(w.name, ((0, 0, 0), []))
        if score > top:
            best[w.name] = (score, [(mention.statement, w)])
        elif score == top:
            ones.append((mention.statement, w))
    for _, ones in best.values():
        yield from ones[-1:] if is_log(scene, ones) else ones


def is_log(scene: Scene, ones: Sequence[tuple[Statement, Wanted]]) -> bool:
    """Whether values stand in one block, a line each, behind the numbers of growing epochs: the last one is what training came to."""
    lines = [one.line for one, _ in ones]
    blocks = {scene.document.lines[line].block for line in lines}
    epochs = [found[1] for line in lines if (found := EPOCH.search(scene.document.lines[line].text[:LOG_HEAD]))]
    growing = all(int(one) < int(other) for one, other in pairwise(epochs))
    return len(lines) > 1 and len(epochs) == len(lines) == len(set(lines)) and len(blocks) == 1 and growing


def meant(mention: Mention, wanted: Sequence[Wanted]) -> tuple[Wanted, Score] | None:
    """The only name that the words at a number mean best, with how near they stand."""
    scored = [(score, w) for w in wanted if (score := near_to(mention, w, [one for one in wanted if one is not w])) is not None]
    top = max((score for score, _ in scored), default=None)
    first = [w for score, w in scored if score == top]
    return (first[0], top) if top is not None and len(first) == 1 else None


def near_to(mention: Mention, w: Wanted, others: Sequence[Wanted]) -> Score | None:
    """How many words of a name stand at a number, around it, and in all; None where one is missing, or none that is its own is near."""
    if not may_be(mention, w):
        return None
    thus = HENCE if mention.around & ACCURATE else frozenset()
    plain = mention.near <= w.vocabulary | QUIET | thus  # nothing else is said of it than what it is
    best: Score | None = None
    for spelling in w.spellings:
        needed = [word for word in spelling.words if not goes_without_saying(word, mention, w, others, plain=plain)]
        if not needed or any(word.isdisjoint(mention.everything) for word in needed):
            continue
        near = sum(not word.isdisjoint(mention.near) for word in needed)
        by_title = (
            plain
            and (bool(mention.near) or mention.only)
            and all(not word.isdisjoint(mention.title or mention.earlier) for word in own_words(needed, others))
        )
        alone = (
            plain
            and all(not word.isdisjoint(mention.around) for word in own_words(needed, others))
            and not others_in(mention.around, w, others)
        )
        if by_title or alone or any(not word.isdisjoint(mention.near) for word in own_words(needed, others)):
            score = near, sum(not word.isdisjoint(mention.near | mention.around) for word in needed), len(needed)
            best = score if best is None else max(best, score)
    return best


def others_in(around: frozenset[str], w: Wanted, others: Sequence[Wanted]) -> bool:
    """Whether a sentence speaks of another name beside, too."""
    return any((one.vocabulary - w.vocabulary - QUIET) & around for one in others)


def own_words(needed: Sequence[frozenset[str]], others: Sequence[Wanted]) -> list[frozenset[str]]:
    """The words of a spelling that tell a name from all others beside it, or from some."""
    from_all = [word for word in needed if all(word.isdisjoint(one.vocabulary) for one in others)]
    return from_all or [word for word in needed if any(word.isdisjoint(one.vocabulary) for one in others)]


def goes_without_saying(word: frozenset[str], mention: Mention, w: Wanted, others: Sequence[Wanted], *, plain: bool) -> bool:
    """Whether a percentage need not be called an accuracy, nor a count by the word that all counts of a task share."""
    if w.wish.kind is Kind.SHARE:
        return bool(word & PLAIN) and is_percentage(mention.statement)
    shared = bool(others) and not any(word.isdisjoint(one.vocabulary) for one in others)
    return shared and plain and not mention.unit


def is_percentage(statement: Statement) -> bool:
    """Whether a per cent sign stands behind its number, or the percentage of a count in brackets: `7402/10000 correct (74.02 %)`."""
    items = statement.members[-1].items
    correct = {item.base.casefold() for item in items if isinstance(item, Symbol)} & ACCURATE
    counted = bool(correct) and isinstance(items[0], Number) and isinstance(items[1], Sign) and items[1].text == "/"
    inner = [part for item in items if isinstance(item, Group) for part in item.items] if counted else []
    return any(isinstance(item, Sign) and item.text == "%" for item in (*items, *inner))


def looks_like_share(statement: Statement) -> bool:
    """Whether a number is a percentage or has decimal places."""
    first = statement.members[-1].items[0]
    return is_percentage(statement) or (isinstance(first, Number) and not first.text.isdigit())


def has_fallen(mention: Mention) -> bool:
    """Whether a number is by how much a share fell, or where it ended: `loses 38 %`, `fell by 30 points to 58 %`."""
    last = set(mention.led_in[-1:])
    ended = bool(TO & last) and not (last == {"at"} and mention.near & ACCURATE)  # "the accuracy stands at 0.66, the loss is falling"
    told = bool((mention.near | mention.earlier_on) & FALLEN)  # "the MLP loses 61 %, the CNN only 36 %"
    return (told and not (last == {"at"} and mention.near & ACCURATE)) or (ended and bool(mention.around & FALLEN))


def is_portion(mention: Mention, w: Wanted) -> bool:
    """Whether a percentage is how much of the data something takes: `10 % of the images for validation`."""
    around = mention.near | mention.around
    return bool(TAKING & set(mention.led_in)) or bool(around & PORTIONS - w.vocabulary and not around & ACCURATE)


def speaks_of_accuracy(mention: Mention) -> bool:
    """Whether a number without a per cent sign is called an accuracy, and is not the loss that is told beside it."""
    near = mention.near & (ACCURATE | LOSSES)
    return bool(near & ACCURATE) or (not near and bool((mention.around | mention.title | mention.heading) & ACCURATE))


def may_be(mention: Mention, w: Wanted) -> bool:
    """Whether nothing at a number speaks against a name: words of other things, comparisons, the unit of something else."""
    foreign = FOREIGN - CHANGES if {"to", "auf"} & set(mention.led_in[-1:]) else FOREIGN
    titles = FOREIGN - TRAINING if mention.near & TESTED else FOREIGN  # `Training log of the MLP`, and `test acc` in each line
    doubting = (DENIALS | SUPPOSALS) - (WOULD if w.wish.kind is Kind.WHOLE and not mention.around & IF else frozenset())
    if ((mention.near & (foreign | DIFFERENCES)) | (mention.title & titles)) - w.vocabulary or mention.raw & doubting:
        return False
    if COMPARING & {*mention.led_in, mention.unit}:
        return False
    if w.wish.kind is Kind.SHARE and (has_fallen(mention) or is_portion(mention, w)):
        return False
    if w.wish.kind is Kind.SHARE:
        return looks_like_share(mention.statement) and (is_percentage(mention.statement) or speaks_of_accuracy(mention))
    if of_one_of_several(mention.statement.words):
        return False
    unit, first = phrase(mention.unit), mention.statement.members[-1].items[0]
    if isinstance(first, Number) and len(first.text) < FEWEST_DIGITS:
        return False
    return unit <= w.vocabulary | PLAIN | SUMMED | OVER and (mention.unit in STOP_WORDS or not mention.unit or bool(unit))
