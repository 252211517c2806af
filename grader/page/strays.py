"""Single numbers that no answer explains, and numbers written in words: any of them may be one that was overlooked."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from grader.answer import Printed
from grader.page.scene import Scene
from grader.page.sides import value_items
from grader.page.stated import Statement
from grader.page.wanted import Wanted
from grader.text.items import Fraction, Group, Item, Matrix, Number, Root, Sign, Struck, Symbol, inside, walk
from grader.text.numerals import Custom, Kind, read
from grader.text.phrases import COUNTED, NUMBERED, SPLIT_WORDS, phrase

IN_WORDS = frozenset(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy "
    "eighty ninety hundred "
    "thousand percent zehn elf zwölf zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig hundert zweihundert "
    "tausend prozent".split()
)
LONGEST_VALUE = 12
"""Digits of a value; longer ones are matriculation numbers and the like where they are whole and have no sign."""
MATRICULATION = 6
_HOLDING = (Group, Fraction, Matrix, Root, Struck)


@dataclass(frozen=True)
class Stray:
    """A number that stands about."""

    line: int
    value: Printed | None
    """None for one written in words."""
    share: bool
    """A per cent sign stands behind it."""
    words: frozenset[str]
    """The telling words of its line."""
    identity: bool = False
    """As long as a matriculation number: a count only where its line speaks of what is counted."""

    def may_be(self, w: Wanted) -> bool:
        """Whether it could be the answer, or a part of it."""
        if self.value is None:
            return any(spelling.said_by(self.words) for spelling in w.spellings)
        if self.identity and not (w.wish.kind is Kind.WHOLE and self.words & w.vocabulary):
            return False
        if self.share and w.wish.kind is not Kind.SHARE:
            return False  # a percentage is no gradient and counts nothing
        if w.wish.kind is Kind.NUMBER:
            return True
        whole = self.value.unit is not None and self.value.unit.denominator == 1
        if w.wish.kind is Kind.WHOLE:
            return whole
        return (self.share or not whole or bool(self.words & w.vocabulary)) and 0 <= self.value.value <= 100


def strays(scene: Scene, explained: Iterable[Statement]) -> Iterator[Stray]:
    """All numbers of a document that neither an answer's chain, nor a formula, nor a numbering explains."""
    known = explained_numbers(scene, explained)
    for index, items in enumerate(scene.parsed):
        said = frozenset(word.casefold() for item in walk(items) if isinstance(item, Symbol) for word in SPLIT_WORDS.findall(item.base))
        numbers = [found for found in loose(items, scene.skips[index]) if (index, found[0].start) not in known]
        if not numbers and not said & IN_WORDS:
            continue
        words = phrase(" ".join(said))
        if said & IN_WORDS:
            yield Stray(index, None, share=False, words=words)
        custom = scene.customs.get(index, Custom())
        for position, (number, share) in enumerate(numbers):
            following = numbers[position + 1][0] if position + 1 < len(numbers) else None
            if following is not None and (quotient := quotient_of(number, following, custom)) is not None:
                yield Stray(index, quotient, share=False, words=words)
            found = read(number.text, Kind.NUMBER, custom)
            count = read(number.text, Kind.WHOLE, custom).numbers  # `71.754` may be thousands
            for value in dict.fromkeys((*(found.numbers or found.members), *count)):
                yield Stray(index, value, share, words, is_identity(number))


def quotient_of(top: Number, bottom: Number, custom: Custom) -> Printed | None:
    """`1897/1991`: the share that two numbers side by side may be."""
    above, below = (read(one.text, Kind.NUMBER, custom).numbers for one in (top, bottom))
    return Printed(above[0].value / below[0].value) if bottom.start - top.end == 1 and above and below and below[0].value else None


def explained_numbers(scene: Scene, explained: Iterable[Statement]) -> set[tuple[int, int]]:
    """The numbers, by line and place, that an answer's chain takes up, and those of formulas in letters.

    What stands in a calculation with numbers is not explained by its result: it may be another answer, stated only there.
    """
    chains = [(member.line, items) for one in explained for member in one.members if not calculates(items := value_items(member.items))]
    formulas = [(member.line, member.items) for statement in scene.statements for member in statement.members if in_letters(member.items)]
    return {(line, item.start) for line, items in (*chains, *formulas) for item in walk(items) if isinstance(item, Number)}


def calculates(items: Sequence[Item]) -> bool:
    """Whether numbers are joined by operators."""
    return any(isinstance(item, Sign) and item.operator and item.text not in "-/±" for item in walk(items)) or any(
        isinstance(item, Sign) and item.text == "-" and at and not (isinstance(before := items[at - 1], Sign) and before.separator)
        for at, item in enumerate(items)
    )


def in_letters(items: Sequence[Item]) -> bool:
    """Whether a member is a formula: symbols joined by operators; names with colons in brackets (`{'C3': 1516}`) are none."""
    if any(isinstance(item, Sign) and item.text == ":" for item in walk(items)):
        return False
    symbols = any(isinstance(item, Symbol) and not item.word and not (item.primes and len(item.base) > 1) for item in walk(items))
    return symbols and any((isinstance(item, Sign) and item.operator) or isinstance(item, Fraction | Root | Group) for item in items)


def loose(items: Sequence[Item], skip: int) -> Iterator[tuple[Number, bool]]:
    """The numbers of a line that are not its heading's, no numbering, no count of things, each with whether per cent is said."""
    for at, item in enumerate(items):
        if item.start < skip:
            continue
        before = items[at - 1] if at else None
        behind = items[at + 1] if at + 1 < len(items) else None
        if isinstance(item, Number):
            if not (is_numbering(before) or is_count(behind) or is_label(items, at)):
                yield item, isinstance(behind, Sign) and behind.text == "%"
        elif isinstance(item, _HOLDING):
            if is_numbering(before) or is_label(items, at):
                continue
            for inner in inside(item):
                yield from loose(inner, skip)


def is_numbering(before: Item | None) -> bool:
    """`Task 2`, `Table 1`."""
    return isinstance(before, Symbol) and before.base.casefold() in NUMBERED


def is_count(behind: Item | None) -> bool:
    """`10 epochs`, `2 pixels`."""
    return isinstance(behind, Symbol) and behind.base.casefold().strip("-") in COUNTED


def is_identity(item: Number) -> bool:
    """A matriculation number, whole and long, or a date such as `4.12.2023`."""
    return (item.text.isdigit() and len(item.text) >= MATRICULATION) or item.text.count(".") == 2


def is_label(items: Sequence[Item], at: int) -> bool:
    """`3)`, `3.` or `(3)` at the beginning of a line of which there is more."""
    first = items[0]
    if isinstance(first, Group):
        return at == 0 and len(items) > 1 and len(first.items) == 1 and is_short(first.items[0])
    behind = items[1] if len(items) > 2 else None
    return at == 0 and is_short(first) and isinstance(behind, Sign) and behind.text in ").:" and behind.start == first.end


def is_short(item: Item) -> bool:
    """A whole number of one or two digits."""
    return isinstance(item, Number) and item.text.isdigit() and len(item.text) <= 2
