"""A group's own value as the course's functions take it; what could ask them for the impossible is not carried."""

from collections.abc import Mapping
from math import prod
from typing import Any

from grader.answer import Answer, Doubt, Entries, flat, shape
from grader.references.quantity import CannotFollow, entries_of, shape_of, whole
from grader.references.reference import Reference
from grader.references.tolerance import GOOD, Target, fits, squeezed

LARGEST, TIMES = 1_000_000, 1000
"""A number up to this, or to so many times the largest entry of the true value."""
LARGEST_WHOLE, TIMES_WHOLE = 1000, 20
"""The same where the true value is of whole numbers by type: they may become a size, or the length of a loop."""
MOST_ENTRIES, TIMES_THE_ENTRIES = 100, 4
"""So many entries, or so many times those of the true value."""
UNCERTAIN = frozenset({Doubt.CONFLICT, Doubt.PARTIAL, Doubt.ODD_SHAPE})


def usable(answer: Answer) -> bool:
    """Whether a reading is certain enough to go on with: conflicting or partial ones are not."""
    return not UNCERTAIN & set(answer.doubts)


def readings(answer: Answer) -> tuple[Entries, ...]:
    """The reading, and the other one of an ambiguous comma."""
    others = answer.also if Doubt.AMBIGUOUS_COMMA in answer.doubts else ()
    return (answer.entries, *(other.entries for other in others))


def carried_entries(reference: Reference, name: str, answer: Answer) -> Entries:
    """The reading to go on with: of two, the one that is right where one is."""
    both = readings(answer)
    if len(both) > 1 and reference.known(name):
        truth = reference.truth(name)
        aim = Target(entries_of(truth), shape_of(truth))
        return next((one for one in both if fits(one, aim) in GOOD), both[0])
    return both[0]


def as_given(reference: Reference, name: str, entries: Entries) -> Any:  # noqa: ANN401 - what the reference takes
    """A group's value in the form of the true one (a list, whole numbers, a column); raises CannotFollow where it is out of proportion."""
    import numpy as np

    numbers, size = flat(entries), shape(entries)
    if not numbers or len(numbers) != prod(size):
        raise CannotFollow(f"{name} is no matrix")
    truth = reference.truth(name) if reference.known(name) else None
    integral = truth is not None and np.asarray(truth).dtype.kind in "iu"
    _in_proportion(name, entries, truth, integral=integral)
    as_whole = integral and all(whole(number.value) for number in numbers)
    array = np.array([int(number.value) if as_whole else float(number.value) for number in numbers])
    if truth is not None and squeezed(size) == squeezed(shape_of(truth)):
        size = shape_of(truth)
    if size == ():
        return array.reshape(()).item()
    array = array.reshape(size)
    array.flags.writeable = False
    return type(truth)(array.tolist()) if isinstance(truth, list | tuple) else array


def _in_proportion(name: str, entries: Entries, truth: Any, *, integral: bool) -> None:  # noqa: ANN401 - a value of the reference
    numbers = flat(entries)
    own = () if truth is None else entries_of(truth)
    most, times = (LARGEST_WHOLE, TIMES_WHOLE) if integral else (LARGEST, TIMES)
    largest = max(most, times * max(map(abs, own), default=0))
    if any(abs(number.value) > largest for number in numbers) or len(numbers) > max(MOST_ENTRIES, TIMES_THE_ENTRIES * len(own)):
        raise CannotFollow(f"{name} is out of all proportion")


def all_given(reference: Reference, carried: Mapping[str, Entries]) -> dict[str, Any]:
    """Several values as the course's functions take them."""
    return {name: as_given(reference, name, entries) for name, entries in carried.items()}
