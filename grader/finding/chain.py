"""The value of a chain of equalities: its last literal member, else the last that can be worked out; two that differ conflict."""

from collections.abc import Sequence
from fractions import Fraction

from grader.answer import Doubt, Entries, Printed, flat, shape
from grader.document import Source
from grader.page.customs import customs
from grader.page.scene import Scene
from grader.page.sides import value_items
from grader.page.stated import Member, Statement
from grader.text.items import Fraction as Fractional
from grader.text.items import Group, Item, Matrix, Number, Sign
from grader.text.literals import literal
from grader.text.numerals import Custom, Kind
from grader.text.ratios import quotient
from grader.text.scalars import Literal, Wish

SAME = Fraction(1, 10**9)


def chain_value(scene: Scene, statement: Statement, wish: Wish) -> tuple[Literal, Member, list[Doubt]] | None:
    """The last purely literal member of a chain, else the last one that can be worked out; literals that differ are a conflict."""
    found: list[tuple[Literal, Member]] = []
    for member in statement.members:
        value = member_value(scene, member, wish)
        if value is not None:
            found.append((value, member))
    pure = [pair for pair in found if pair[0].evaluated]
    if not found:
        return None
    last, member = pure[-1] if pure else found[-1]
    doubts: list[Doubt] = []
    rivals = [one.entries for one, _ in pure[:-1] if shape(one.entries) == shape(last.entries) and not agree(one.entries, last.entries)]
    if rivals:
        counted = wish.kind is Kind.SHARE and all(is_counted(one, last.entries) for one in rivals)
        doubts.append(Doubt.DISAGREES if counted else Doubt.CONFLICT)
    if any(shape(one.entries) != shape(last.entries) for one, _ in pure[:-1]):
        doubts.append(Doubt.CONFLICT)
    finer = [pair for pair in pure if shape(pair[0].entries) == shape(last.entries) and agree(pair[0].entries, last.entries)]
    if is_rounded_share(last.entries):
        finer = [pair for pair in finer if coarseness(pair[0].entries)]  # `1887/1991 = 94.78 %`: the quotient is its witness
    if finer and not rivals and Doubt.CONFLICT not in doubts:
        last, member = min(finer, key=lambda pair: coarseness(pair[0].entries))
    garbled = bool(scene.document.lines[member.line].doubts)
    sums = [one for one, _ in found if not one.evaluated and shape(one.entries) == shape(last.entries)]
    if garbled or (sums and pure and scene.document.lines[member.line].source is Source.OCR and not agree(sums[-1].entries, last.entries)):
        doubts.append(Doubt.GARBLED)
    return last, member, doubts


def is_rounded_share(entries: Entries) -> bool:
    """Whether a value is a percentage with the digits that were printed."""
    return all(number.share and number.unit is not None for number in flat(entries))


def is_counted(one: Entries, other: Entries) -> bool:
    """Whether one of two values is a quotient, exact, and the other was printed with its digits: a count and its percentage."""
    return isinstance(one, Printed) and isinstance(other, Printed) and (one.unit is None) is not (other.unit is None)


def member_value(scene: Scene, member: Member, wish: Wish) -> Literal | None:
    """The value that a member is, if it is one: all of it, or what stands before a wide gap and a remark."""
    items = value_items(quotient(member.items) if wish.kind is Kind.SHARE else member.items)
    custom = customs(items)
    custom = custom if custom != Custom() else scene.customs.get(member.line, Custom())
    found = literal(items, wish, custom)
    if found is not None and not found.evaluated and is_numbered(items):
        return None
    if found is not None and shape(found.entries) != () and wish.shape == () and (short := before_gap(items)):
        first = literal(short, wish, custom)
        return first if first is not None and any(isinstance(i, Sign) and i.text == "quad" for i in items) else found
    if found is None and (short := before_gap(items) or before_share(items, wish)):
        return literal(short, wish, custom)
    return found


def before_share(items: Sequence[Item], wish: Wish) -> tuple[Item, ...]:
    """The count before the share that it is, in brackets: `900 (1.5 %)`."""
    group = items[-1] if len(items) == 2 and wish.kind is Kind.WHOLE else None
    share = isinstance(group, Group) and group.opening == "(" and any(isinstance(one, Sign) and one.text == "%" for one in group.items)
    return tuple(items[:1]) if share and isinstance(items[0], Number) else ()


def is_numbered(items: Sequence[Item]) -> bool:
    """Whether a line begins `8 (8.84, 12.68)`: with a factor, or with the number of the line in the margin."""
    first, second = items[0], items[1] if len(items) > 1 else None
    apart = isinstance(second, Group | Matrix | Fractional) and first.end < second.start
    return isinstance(first, Number) and first.start == 0 and first.text.isdigit() and apart


def before_gap(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items before the first wide gap, where there is one."""
    for at, item in enumerate(items):
        if isinstance(item, Sign) and item.text == "quad":
            factor = at + 1 < len(items) and isinstance(behind := items[at + 1], Group) and bool(behind.sup)
            goes_on = at + 1 < len(items) and isinstance(sign := items[at + 1], Sign) and (sign.operator or sign.text == "%")
            return () if factor or goes_on else tuple(items[:at])  # of `½   (ŷ - y)²` the half is no value
    return ()


def agree(left: Entries, right: Entries) -> bool:
    """Whether two statements of a value agree to the precision of the coarser one."""
    a, b = flat(left), flat(right)
    if len(a) != len(b):
        return False
    for one, other in zip(a, b, strict=True):
        if one.value == other.value:
            continue
        allowed = max(one.unit or Fraction(0), other.unit or Fraction(0)) / 2
        if abs(one.value - other.value) > max(allowed, SAME * max(abs(one.value), Fraction(1))):
            return False
    return True


def coarseness(entries: Entries) -> Fraction:
    """The largest unit of the entries: the finer of two statements has the smaller one."""
    return max((number.unit or Fraction(0) for number in flat(entries)), default=Fraction(0))
