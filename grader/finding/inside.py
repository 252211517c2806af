"""Values stated only inside a calculation: `L_ŷ ⋆ x = [12 16] ⋆ [1 2 3 4]` says what L_ŷ is, since both sides are built alike."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from grader.page.labels import last_label
from grader.page.scene import Scene
from grader.page.stated import Member, Statement
from grader.text.items import Atom, Group, Item, Matrix, Number, Sign
from grader.text.symbols import Label

ALIKE = {"*": "·", "×": "·", "∘": "·"}
LONGEST = 60
Operand = tuple[Item, ...]


def inside(scene: Scene) -> Iterator[tuple[int, Statement]]:
    """What the calculations of a document state in passing, each with its place among the statements."""
    for order, statement in enumerate(scene.statements):
        first = [Member(statement.line, statement.left)] if statement.label is None and statement.left else []
        chain = [*first, *statement.members]
        for at, member in enumerate(chain[:-1]):
            if (found := last_label(member.items)) is not None and found[1] == 0 and found[0] != statement.label:
                yield order, replace(statement, label=found[0], words=(), members=chain[at + 1 :], step="")  # `δ = ∂L/∂ŷ = (12, 16)`
        for member, following in pairwise(chain):
            if len(member.items) > LONGEST or len(following.items) > LONGEST:
                continue
            for label, value in pairs(member.items, following.items):
                yield order, replace(statement, label=label, words=(), members=[Member(following.line, value)], step="")


def pairs(left: Sequence[Item], right: Sequence[Item]) -> Iterator[tuple[Label, Operand]]:
    """Labels of one side with the values that stand at their places on the other."""
    ours, theirs = operands(left), operands(right)
    if ours is None or theirs is None or ours[1] != theirs[1] or (not ours[1] and not (is_group(left) and is_group(right))):
        return
    for one, other in zip(ours[0], theirs[0], strict=True):
        yield from pair(one, other)


def pair(one: Operand, other: Operand) -> Iterator[tuple[Label, Operand]]:
    """An operand and its partner: a label and a value, or brackets on both sides."""
    found = last_label(one)
    if found is not None and found[1] == 0 and not (found[0].index and not found[0].index.isdigit()):
        if len(other) == 1 and isinstance(other[0], Number | Matrix | Group) and other[0].bare and last_label(other) is None:
            yield found[0], other
    elif is_group(one) and is_group(other):
        (ours,), (theirs,) = one, other
        if (
            isinstance(ours, Group)
            and isinstance(theirs, Group)
            and (ours.opening == "‖") == (theirs.opening == "‖")
            and ours.sup == theirs.sup
        ):
            yield from pairs(ours.items, theirs.items)


def is_group(items: Sequence[Item]) -> bool:
    """Whether brackets hold all of it."""
    return len(items) == 1 and isinstance(items[0], Group)


def operands(items: Sequence[Item]) -> tuple[list[Operand], list[str]] | None:
    """The operands of a calculation and the operators between them; symbols side by side are a product. None for anything else."""
    found: list[list[Item]] = [[]]
    operators: list[str] = []
    for at, item in enumerate(items):
        if isinstance(item, Sign):
            if not item.operator:
                return None
            operators.append(ALIKE.get(item.text, item.text))
            found.append([])
            continue
        if not isinstance(item, Atom):
            return None
        if found[-1] and not called(items[at - 1], item):
            operators.append("·")
            found.append([])
        found[-1].append(item)
    return [tuple(operand) for operand in found], operators


def called(before: Item, item: Item) -> bool:
    """Whether brackets belong to the symbol before them, as in `L(y, ŷ)` or `y[0]`."""
    return isinstance(item, Group) and item.start == before.end and last_label((before, item)) is not None
