"""Values that no plain form states, for names of which nothing else is known: by the words around them, the nearest first; never sure.

`The same count for the separable model: 320 + … = 23316` says the name's words one by one, near the number, in the sentence, in the line
that heads it. A number is surmised for a name where a word that tells the name from its sisters stands right at it, where no sister's words
are as near, and where no other number has as good a claim.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from grader.document import LineKind
from grader.items import Item, Number, Sign, Symbol, walk
from grader.naming import CHANGES, FOREIGN, is_expression
from grader.narrated import planned
from grader.numerals import Kind
from grader.phrases import PLAIN, STOP_WORDS, phrase
from grader.prose import DENIALS, SUPPOSALS, uncounted, words_in
from grader.scene import Scene
from grader.sections import Path, Spot
from grader.sides import STRONG, value_items
from grader.spoken import Placed, Told, belongs, numbering, parting, spread
from grader.stated import Member, Statement
from grader.told import may_speak_of, sentences
from grader.wanted import Wanted

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
        "their number count anzahl zahl exactly genau weight bias biases percent prozent"
    )
)
"""Words that leave it open what a number is said of."""
OPERATORS = frozenset("+-·×*^/−")
FEWEST_DIGITS = 2
"""Of a count of parameters."""
MOST_MENTIONS = 2_000
Score = tuple[int, int, int]


@dataclass(frozen=True)
class Mention:
    """A number with the words that stand at it, around it and above it."""

    statement: Statement
    near: frozenset[str]
    around: frozenset[str]
    title: frozenset[str]
    """Those of the line that heads its list or block."""
    earlier: frozenset[str]
    """Those of the sentence before."""
    heading: frozenset[str]
    raw: frozenset[str]
    """The words at it as they are written, folded."""
    unit: str = ""
    """The word right behind it."""
    led_in: tuple[str, ...] = ()
    """The two words right before it."""

    @property
    def everything(self) -> frozenset[str]:
        """All words that may speak of it."""
        return self.near | self.around | self.title | self.earlier | self.heading


def surmised(scene: Scene, wanted: Sequence[Wanted], known: Collection[str]) -> Iterator[tuple[Statement, Wanted]]:
    """The numbers that may be meant by names that are not known, the best ones of each name."""
    sought = [w for w in wanted if w.wish.shape == () and w.wish.kind in KINDS]
    if all(w.name in known for w in sought):
        return
    best: dict[str, tuple[Score, list[tuple[Statement, Wanted]]]] = {}
    for mention in mentions(scene):
        kin = [w for w in sought if may_speak_of(w, mention.statement.spot.path)]
        found = meant(mention, kin)
        if found is None or found[0].name in known:
            continue
        w, score = found
        top, ones = best.get(w.name, ((0, 0, 0), []))
        if score > top:
            best[w.name] = (score, [(mention.statement, w)])
        elif score == top:
            ones.append((mention.statement, w))
    for _, ones in best.values():
        yield from ones


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
    plain = mention.near <= w.vocabulary | QUIET  # nothing else is said of it than what it is
    best: Score | None = None
    for spelling in w.spellings:
        needed = [word for word in spelling.words if not goes_without_saying(word, mention, w, others, plain=plain)]
        if not needed or any(word.isdisjoint(mention.everything) for word in needed):
            continue
        near = sum(not word.isdisjoint(mention.near) for word in needed)
        by_title = (
            plain
            and bool(mention.near)
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
    """Whether a per cent sign stands behind its number."""
    return any(isinstance(item, Sign) and item.text == "%" for item in statement.members[-1].items)


def looks_like_share(statement: Statement) -> bool:
    """Whether a number is a percentage or has decimal places."""
    first = statement.members[-1].items[0]
    return is_percentage(statement) or (isinstance(first, Number) and not first.text.isdigit())


def may_be(mention: Mention, w: Wanted) -> bool:
    """Whether nothing at a number speaks against a name: words of other things, comparisons, the unit of something else."""
    foreign = FOREIGN - CHANGES if {"to", "auf"} & set(mention.led_in[-1:]) else FOREIGN
    if ((mention.near & (foreign | DIFFERENCES)) | (mention.title & FOREIGN)) - w.vocabulary or mention.raw & (DENIALS | SUPPOSALS):
        return False
    if COMPARING & {*mention.led_in, mention.unit}:
        return False
    if w.wish.kind is Kind.SHARE:
        return looks_like_share(mention.statement)
    unit, first = phrase(mention.unit), mention.statement.members[-1].items[0]
    if isinstance(first, Number) and len(first.text) < FEWEST_DIGITS:
        return False
    return unit <= w.vocabulary | PLAIN | SUMMED and (mention.unit in STOP_WORDS or not mention.unit or bool(unit))


def mentions(scene: Scene) -> Iterator[Mention]:
    """The numbers of a document: at the end of equations and in the cells of tables, then those of sentences."""
    spots = {one.spot.path: one.spot for one in reversed(scene.statements)}
    for one in scene.statements[:MOST_MENTIONS]:
        if one.members and not one.struck and not one.denied and (one.words or one.context or one.label is not None):
            yield from of_statement(scene, one)
    contexts = {one.line: one.context for one in scene.statements if one.context}
    before: tuple[Path | None, frozenset[str]] = (None, frozenset())
    for path, sentence in sentences(scene, numbered=False):
        words = phrase(" ".join(words_in([item for _, item in sentence])))
        title = phrase(" ".join(contexts.get(sentence[0][0], ())))
        earlier = before[1] if before[0] == path else frozenset()
        if any(isinstance(item, Number) for _, top in sentence for item in walk([top])) and not planned(sentence):
            yield from of_sentence(scene, sentence, (title, earlier), spots.get(path, Spot(path)))
        before = path, words


def of_statement(scene: Scene, one: Statement) -> Iterator[Mention]:
    """What is stated at the end of a chain."""
    member = one.members[-1]
    value = value_items(member.items)
    if not value or not isinstance(value[0], Number) or is_expression(one.left) or scene.document.lines[one.line].kind is LineKind.MARGIN:
        return
    behind = member.items[len(value) :]
    script = (one.label.key.partition("_")[2],) if one.label is not None else ()
    own = (*one.words, *(word for word in script if len(word) > 2), *words_in(clause(behind)))
    title, heading = phrase(" ".join(one.context)), phrase(scene.titles[one.line])
    yield Mention(one, words_of(own), frozenset(), title, frozenset(), heading, folded(own), unit_of(behind))


def of_sentence(scene: Scene, sentence: Sequence[Placed], above: tuple[frozenset[str], frozenset[str]], spot: Spot) -> Iterator[Mention]:
    """The numbers of a sentence that are no terms of a calculation, each with the words up to the next number, or to what parts them."""
    flat = spread(sentence)
    around = phrase(" ".join(words_in([item for _, item in flat])))
    heading = phrase(scene.titles[sentence[0][0]])
    for start, end in values_in(flat):
        rest = [item for _, item in flat[end:]]
        before, behind = before_it([item for _, item in flat[:start]]), behind_it(rest)
        own = words_in([*before, *behind])
        items = tuple(item for _, item in flat[start:end])
        statement = Statement(flat[start][0], spot, None, own, [Member(flat[start][0], items)], prose=True)
        yield Mention(statement, words_of(own), around, *above, heading, folded(own), unit_of(rest), led_in(before))


def words_of(own: Sequence[str]) -> frozenset[str]:
    """The telling words of what stands at a number; a letter alone is a symbol."""
    return frozenset(word for word in phrase(" ".join(own)) if len(word) > 1)


def values_in(flat: Sequence[Placed]) -> Iterator[tuple[int, int]]:
    """Where the numbers of a sentence stand that are no terms of a calculation and count nothing."""
    items = [item for _, item in flat]
    end = 0
    for at, (line, item) in enumerate(flat):
        if at < end or not isinstance(item, Number) or numbering(items, at):
            continue
        end, value = at + 1, Told(line, [item])
        while end < len(flat) and belongs(value, *flat[end], ()) and not is_slash(flat[end][1]):
            value.items.append(flat[end][1])
            end += 1
        before, behind = (items[at - 1] if at else None), (items[end] if end < len(items) else None)
        if not any(isinstance(sign, Sign) and sign.text in OPERATORS for sign in (before, behind)) and not leads_on(behind):
            yield at, end


def is_slash(item: Item) -> bool:
    """Whether an item divides."""
    return isinstance(item, Sign) and item.text == "/"


def leads_on(item: Item | None) -> bool:
    """Whether a sign of equality follows, so that the value is further on."""
    return isinstance(item, Sign) and item.text in STRONG and item.text != "←"


def led_in(before: Sequence[Item]) -> tuple[str, ...]:
    """The two words right before a number, folded."""
    return tuple(word.casefold() for word in words_in(before)[-2:])


def before_it(items: Sequence[Item]) -> list[Item]:
    """The words before a number, or before the calculation that it ends, up to the number or the sign that parts them from others."""
    found: list[Item] = []
    depth = 0
    for item in reversed(uncounted(items)):
        if isinstance(item, Sign) and item.text in "()":
            depth += 1 if item.text == ")" else -1  # what stands in brackets is said of what is before them
            continue
        if depth > 0:
            continue
        hyphen = isinstance(item, Sign) and item.text == "-" and bool(found) and found[-1].start == item.end
        reckoned = isinstance(item, Number) or (isinstance(item, Sign) and not hyphen and item.text in STRONG | OPERATORS)
        if telling(found) and (reckoned or parts(item)):
            break
        if isinstance(item, Symbol):
            found.append(item)
    return found[::-1]


def behind_it(items: Sequence[Item]) -> list[Item]:
    """The words behind a number up to the next one, or to a sign that parts them; those in brackets right behind it."""
    if items and isinstance(first := items[0], Sign) and first.text == "(":
        closing = next((at for at, item in enumerate(items) if isinstance(item, Sign) and item.text == ")"), 1)
        return [item for item in items[1:closing] if isinstance(item, Symbol)]
    at = next((at for at, item in enumerate(items) if isinstance(item, Number) or parts(item)), len(items))
    return [item for item in items[:at] if isinstance(item, Symbol)]


def parts(item: Item) -> bool:
    """Whether what stands before an item is said of something else than what stands behind it."""
    return parting(item) or (isinstance(item, Sign) and (item.text in ":;(" or item.stop))


def telling(part: Sequence[Item]) -> bool:
    """Whether a part says anything."""
    return bool(phrase(" ".join(words_in(part))))


def clause(behind: Sequence[Item]) -> list[Item]:
    """What stands behind a value up to the end of its clause."""
    at = next((at for at, item in enumerate(behind) if isinstance(item, Number) or (isinstance(item, Sign) and item.stop)), len(behind))
    return list(behind[:at])


def unit_of(behind: Sequence[Item]) -> str:
    """The word right behind a number, folded."""
    first = behind[0] if behind else None
    return first.base.casefold() if isinstance(first, Symbol) else ""


def folded(words: Sequence[str]) -> frozenset[str]:
    """The words as they are written, without capitals."""
    return frozenset(word.casefold() for word in words)
