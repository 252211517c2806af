"""The numbers of a document with the words that stand at them, around them and above them."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from grader.document import LineKind
from grader.page.nodes import Path
from grader.page.prose import uncounted, words_in
from grader.page.scene import Scene
from grader.page.sections import Spot
from grader.page.sides import STRONG, value_items
from grader.page.stated import Member, Statement
from grader.sentences.figures import PREPOSITIONS
from grader.sentences.listed import leads_on, parts_in
from grader.sentences.naming import is_expression
from grader.sentences.narrated import planned
from grader.sentences.scopes import TOTAL, Scope, goes_on, scope_of, scope_under
from grader.sentences.spoken import Placed, Told, belongs, numbering, parting, spread
from grader.sentences.told import sentences
from grader.text.items import Item, Number, Sign, Symbol, walk
from grader.text.phrases import phrase

OPERATORS = frozenset("+-·×*^/−")
MORE, FEWER = phrase("more mehr"), phrase("fewer")
"""What has more than another by a number: the other has as many fewer."""
MOST_MENTIONS = 2_000


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
    scope: Scope = Scope.OPEN
    """Whether it is said of a whole network or of a layer."""
    earlier_on: frozenset[str] = frozenset()
    """The words of its sentence before it."""
    only: bool = False
    """Nothing else is stated under its title."""

    @property
    def everything(self) -> frozenset[str]:
        """All words that may speak of it."""
        return self.near | self.around | self.title | self.earlier | self.heading


def mentions(scene: Scene, paths: Collection[Path | None]) -> Iterator[Mention]:
    """The numbers of a document under some tasks: at the end of equations and in the cells of tables, then those of sentences."""
    spots = {one.spot.path: one.spot for one in reversed(scene.statements)}
    titled = Counter((one.context, one.spot.path) for one in scene.statements if one.context)
    for one in scene.statements[:MOST_MENTIONS]:
        stated = one.members and not one.struck and not one.denied
        if one.spot.path in paths and stated and (one.words or one.context or one.label is not None):
            only = titled[one.context, one.spot.path] == 1
            yield from (replace(found, only=only) for found in of_statement(scene, one))
    contexts = {one.line: one.context for one in scene.statements if one.context}
    before: tuple[Path | None, frozenset[str]] = (None, frozenset())
    for path, sentence in sentences(scene, numbered=False):
        if path not in paths:
            continue
        words = phrase(" ".join(words_in([item for _, item in sentence])))
        over = contexts.get(sentence[0][0], ())
        earlier = before[1] if before[0] == path else frozenset()
        if any(isinstance(item, Number) for _, top in sentence for item in walk([top])) and not planned(sentence):
            yield from of_sentence(scene, sentence, over, earlier, spots.get(path, Spot(path)))
        before = path, words


def of_statement(scene: Scene, one: Statement) -> Iterator[Mention]:
    """What is stated at the end of a chain."""
    member = one.members[-1]
    value = value_items(member.items)
    if not value or not isinstance(value[0], Number) or is_expression(one.left) or scene.document.lines[one.line].kind is LineKind.MARGIN:
        return
    behind = member.items[len(value) :]
    script = one.label.key.split("_") if one.label is not None else ()
    own = (*one.words, *(word for word in script if len(word) > 2), *words_in(clause(behind)))
    title, heading = phrase(" ".join(one.context)), phrase(scene.titles[one.line])
    heads = scene.titles[one.line].split() if heading & TOTAL else ()
    scope = goes_on(one.words, own, Scope.OPEN, remark=False) or scope_under(own, one.context or heads)
    near = words_of(own) | (TOTAL if scope_of(own) is Scope.WHOLE else frozenset())
    yield Mention(one, near, frozenset(), title, frozenset(), heading, folded(own), unit_of(behind), scope=scope)


def of_sentence(scene: Scene, sentence: Sequence[Placed], over: Sequence[str], earlier: frozenset[str], spot: Spot) -> Iterator[Mention]:
    """The numbers of a sentence that are no terms of a calculation, each with the words up to the next number, or to what parts them."""
    flat = spread(sentence)
    around = phrase(" ".join(words_in([item for _, item in flat])))
    heading, title = phrase(scene.titles[sentence[0][0]]), phrase(" ".join(over))
    heads = scene.titles[sentence[0][0]].split() if heading & TOTAL else ()
    scope = Scope.OPEN
    values = list(values_in(flat))
    torn = torn_in([item for _, item in flat], values) | parts_in([item for _, item in flat], values)
    for start, end in values:
        if start in torn:
            continue
        rest = [item for _, item in flat[end:]]
        more = says_more(rest)
        before, behind = before_it([item for _, item in flat[:start]]), behind_it(rest)
        own = words_in([*before, *behind])
        items = tuple(item for _, item in flat[start:end])
        statement = Statement(flat[start][0], spot, None, own, [Member(flat[start][0], items)], prose=True)
        remark = bool(rest) and isinstance(sign := rest[0], Sign) and sign.text == "("
        scope = goes_on(words_in(before), words_in(behind), scope, remark=remark)
        near = words_of(own) | (TOTAL if scope is Scope.WHOLE else frozenset())
        near = near - MORE | FEWER if more else near
        so_far = phrase(" ".join(words_in([item for _, item in flat[:start]])))
        yield Mention(
            statement,
            near,
            around,
            title,
            earlier,
            heading,
            folded(own),
            unit_of(rest[1:] if more == 1 else rest),
            led_in(before),
            scope or scope_under(own, over or heads),
            so_far,
        )


def torn_in(items: Sequence[Item], values: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Where numbers begin that have words on both sides and nothing that parts them: `94 % MLP accuracy 96 % CNN accuracy`."""
    found: set[int] = set()
    for (start, end), (following, last) in pairwise(values):
        between, behind = items[end:following], items[last:]
        said_of_it = bool(between) and isinstance(word := between[0], Symbol) and word.base.casefold() in PREPOSITIONS
        if telling(between) and not said_of_it and not any(map(parts, between)) and telling(behind_it(behind)):
            found |= {start, following}
    return frozenset(found)


def says_more(behind: Sequence[Item]) -> int:
    """Which item behind a number, from 1, says that it is a difference: `900 more parameters`, `900 parameters more than`; 0 for none."""
    words = [phrase(item.base) if isinstance(item, Symbol) else frozenset() for item in behind[:3]]
    if words and words[0] & MORE:
        return 1
    ended = len(behind) == 2 or (len(behind) > 2 and (not isinstance(last := behind[2], Symbol) or last.base.casefold() in ("than", "als")))
    return 2 if len(words) > 1 and words[0] and words[1] & MORE and ended else 0


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
    at = next((at for at, item in enumerate(items) if isinstance(item, Number) or parts(item) or is_closing(item)), len(items))
    return [item for item in items[:at] if isinstance(item, Symbol)]


def parts(item: Item) -> bool:
    """Whether what stands before an item is said of something else than what stands behind it."""
    return parting(item) or (isinstance(item, Sign) and (item.text in ":;(" or item.stop))


def is_closing(item: Item) -> bool:
    """Whether brackets end in which a number stands."""
    return isinstance(item, Sign) and item.text == ")"


def telling(part: Sequence[Item]) -> bool:
    """Whether a part says anything."""
    return bool(phrase(" ".join(words_in(part))))


def clause(behind: Sequence[Item]) -> list[Item]:
    """What stands behind a value up to the end of its clause."""
    ends = (
        at for at, item in enumerate(behind) if isinstance(item, Number) or (isinstance(item, Sign) and (item.stop or item.text == ";"))
    )
    return list(behind[: next(ends, len(behind))])


def unit_of(behind: Sequence[Item]) -> str:
    """The word right behind a number, folded."""
    first = behind[0] if behind else None
    return first.base.casefold() if isinstance(first, Symbol) else ""


def folded(words: Sequence[str]) -> frozenset[str]:
    """The words as they are written, without capitals."""
    return frozenset(word.casefold() for word in words)
