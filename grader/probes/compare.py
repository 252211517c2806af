"""A written formula beside the reference's function, at points that were drawn: the same, transposed, different, or no value."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import permutations, product
from typing import TYPE_CHECKING, Any

from grader.formulas.tree import Tree, free_letters
from grader.probes.budget import Budget, DoesNotFit, NoValue
from grader.probes.drawn import Point
from grader.probes.environment import Environment
from grader.probes.evaluate import Walk
from grader.probes.shapes import Multiple, is_number, number

if TYPE_CHECKING:
    from numpy.typing import NDArray

CLOSE = 1e-8
MOST_STEPS = 30_000
"""Of all points together."""
MOST_AXES = 3


class Match(StrEnum):
    """How a formula compares."""

    SAME = "the same"
    TRANSPOSED = "transposed"
    DIFFERENT = "different"
    NO_FIT = "the shapes do not fit"
    NO_VALUE = "no value"


@dataclass(frozen=True)
class Compared:
    """How a formula compares, and why."""

    match: Match
    why: str = ""


@dataclass(frozen=True)
class View:
    """Which of the values of a point a formula is worked out on."""

    program: bool = False
    turned: bool = False

    def of(self, point: Point) -> Environment | None:
        """The values; None where nothing can be turned."""
        if self.program:
            return point.program_columns if self.turned else point.program
        return point.turned if self.turned else point.columns


def compared(tree: Tree, points: Sequence[Point], truths: Sequence[Any], order: Sequence[str], view: View = View()) -> Compared:
    """A formula against some values, its free indices named as in `order`, or else in any order that makes no difference."""
    budget = Budget(MOST_STEPS)
    letters = free_letters(tree)
    if len(letters) > MOST_AXES:
        return Compared(Match.NO_VALUE, f"its indices {', '.join(letters)} are more than the answer has")
    axes = sum(1 for size in getattr(truths[0], "shape", ()) if size != 1)
    told = [tuple(order)] if set(letters) <= set(order) and len(order) == axes else list(permutations_of(letters, axes))
    if not told:
        return Compared(Match.NO_VALUE, f"its indices {', '.join(letters)} are not those of the answer")
    found = [at_points(tree, points, truths, one, view, budget) for one in told]
    if len({one.match for one in found}) > 1:
        return Compared(Match.NO_VALUE, "which of its indices is which is not told")
    return found[0]


def permutations_of(letters: Sequence[str], axes: int) -> "list[tuple[str, ...]]":
    """The ways to give the axes of an answer to the indices of a formula."""
    return list(permutations([*letters, *("" for _ in range(axes - len(letters)))])) if len(letters) <= axes else []


def at_points(tree: Tree, points: Sequence[Point], truths: Sequence[Any], order: Sequence[str], view: View, budget: Budget) -> Compared:
    """The same for one naming of the indices: the worst that any point says."""
    matches: set[Match] = set()
    for point, truth in zip(points, truths, strict=True):
        of = view.of(point)
        if of is None:
            return Compared(Match.NO_VALUE, "nothing to turn")
        try:
            matches.add(match(Walk(of, budget), tree, truth, order))
        except DoesNotFit as problem:
            return Compared(Match.NO_FIT, str(problem))
        except NoValue as problem:
            return Compared(Match.NO_VALUE, str(problem))
        except (ArithmeticError, ValueError, TypeError, IndexError, AttributeError, RecursionError, MemoryError) as problem:
            return Compared(Match.NO_VALUE, f"it could not be worked out here ({type(problem).__name__})")
        if Match.DIFFERENT in matches:
            return Compared(Match.DIFFERENT)
    return Compared(Match.TRANSPOSED if Match.TRANSPOSED in matches else Match.SAME)


def match(walk: Walk, tree: Tree, truth: Any, order: Sequence[str]) -> Match:  # noqa: ANN401 - whatever the reference gives
    """How a formula compares at one point. Raises NoValue, DoesNotFit."""
    import numpy as np

    right = np.asarray(truth, dtype=float)
    with np.errstate(all="ignore"):
        if letters := free_letters(tree):
            own: Any = entries(walk, tree, right.shape, order, letters)
        else:
            own = walk.value(tree, {})
    if isinstance(own, Multiple):
        if right.ndim < 2 and (own.named or own.size not in (None, 1)):
            raise NoValue("an identity of more than one entry")
        own = number(own.factor) * np.eye(right.shape[0]) if right.ndim == 2 else own.factor
    return alike(np.asarray(number(own) if is_number(own) else own, dtype=float), right)


def entries(walk: Walk, tree: Tree, shape: tuple[int, ...], order: Sequence[str], letters: Sequence[str]) -> "NDArray[Any]":
    """The value for all indices, in the answer's shape."""
    import numpy as np

    sizes = [size for size in shape if size != 1]
    if len(sizes) != len(order):
        raise NoValue(f"an answer of {len(sizes)} axes with {len(order)} indices")
    found = np.empty(sizes)
    for places in product(*map(range, sizes)):
        one = walk.value(tree, {letter: place for letter, place in zip(order, places, strict=True) if letter in letters})
        if not is_number(one):
            raise NoValue("with its indices it gives more than one entry")
        found[places] = number(one)
    return found.reshape(shape)


def alike(own: "NDArray[Any]", right: "NDArray[Any]") -> Match:
    """Two values beside each other. Raises NoValue where the formula's is not finite."""
    import numpy as np

    if not np.isfinite(own).all():
        raise NoValue("it is not finite where the reference is")
    if near(own, right):
        return Match.SAME
    flat = right.ndim == 1 and own.ndim == 2 and 1 in own.shape and own.size == right.size
    if flat and near(own.ravel(), right):
        return Match.SAME
    if own.ndim == 1 and right.ndim == 2 and 1 in right.shape and near(own, right.ravel()):
        return Match.SAME
    if own.size == right.size == 1 and near(own.ravel(), right.ravel()):
        return Match.SAME
    return Match.TRANSPOSED if own.ndim == right.ndim == 2 and near(own.T, right) else Match.DIFFERENT


def near(own: "NDArray[Any]", right: "NDArray[Any]") -> bool:
    """Whether two values are the same but for the last digits."""
    import numpy as np

    if own.shape != right.shape:
        return False
    largest = float(np.abs(right).max(initial=0.0))
    return bool((np.abs(own - right) <= CLOSE * max(1.0, largest)).all())
