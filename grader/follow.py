"""Error carried forward: what follows from a group's own earlier values, by the reference itself."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from grader.answer import Answer, Doubt, Found, Printed, Value, flat, shape
from grader.reference import LARGEST_CARRIED, CannotFollow, Reference
from grader.tolerance import FEWEST_DIGITS, MOST, Target, whole

MOST_ENTRIES = 100_000


@dataclass(frozen=True)
class Followed:
    """What follows from the group's own values."""

    value: Any
    carried: tuple[str, ...] = ()
    """The earlier values it was worked out from, nearest first."""
    unread: tuple[str, ...] = ()
    """Earlier values that were asked for and not found on the way."""
    weak: tuple[str, ...] = ()
    """Carried values whose reading is doubtful."""
    problem: str = ""
    """Why the reference makes nothing of them."""


def follow(reference: Reference, name: str, found: Mapping[str, Found], asked: Collection[str]) -> Followed:
    """Carry the nearest earlier values that were read; what was not read is worked out from what was read before it."""
    carried: dict[str, Answer] = {}
    unread: dict[str, None] = {}
    seen: set[str] = set()
    waiting = [name]
    while waiting:
        for argument in reference.arguments(waiting.pop(0)):
            if argument in seen or argument in reference.givens:
                continue
            seen.add(argument)
            answer = found.get(argument)
            if isinstance(answer, Answer) and usable(answer):
                carried[argument] = answer
            else:
                if argument in asked:
                    unread[argument] = None
                if argument in reference.functions:
                    waiting.append(argument)
    weak = tuple(one for one, answer in carried.items() if not answer.sure)
    try:
        value = reference.evaluate(name, {one: as_given(reference, one, answer) for one, answer in carried.items()})
        entries_of(value)
    except CannotFollow as problem:
        return Followed(None, tuple(carried), tuple(unread), weak, str(problem))
    return Followed(value, tuple(carried), tuple(unread), weak)


def usable(answer: Answer) -> bool:
    """Whether a reading is certain enough to go on with: conflicting or partial ones are not."""
    return not {Doubt.CONFLICT, Doubt.PARTIAL, Doubt.ODD_SHAPE} & set(answer.doubts)


def as_given(reference: Reference, name: str, answer: Answer) -> Any:  # noqa: ANN401 - what the reference takes
    """A group's value as the reference's functions take it; refuses sizes that could ask them for the impossible."""
    import numpy as np

    numbers = flat(answer.entries)
    limit = LARGEST_CARRIED
    if reference.known(name):
        truth = np.asarray(reference.truth(name), dtype=float)
        limit = max(limit, 1000 * float(np.max(np.abs(truth), initial=0)))
        if isinstance(reference.truth(name), int) and shape(answer.entries) == () and numbers[0].value.denominator == 1 and abs(numbers[0].value) <= 10**6:
            return int(numbers[0].value)
    if any(abs(number.value) > limit for number in numbers):
        message = f"{name} is out of all proportion"
        raise CannotFollow(message)
    return float(numbers[0].value) if shape(answer.entries) == () else np.array(answer.value, dtype=float)


def entries_of(value: Any) -> tuple[Fraction, ...]:  # noqa: ANN401 - whatever the reference gives
    """A value of the reference as exact fractions in row-major order; raises CannotFollow where it is no finite number."""
    import numpy as np

    try:
        array = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        message = "the result is no number"
        raise CannotFollow(message) from None
    if array.size > MOST_ENTRIES or array.size == 0 or not np.all(np.isfinite(array)):
        message = "the result is not finite"
        raise CannotFollow(message)
    return tuple(tidy(float(number)) for number in array.ravel())


def tidy(number: float) -> Fraction:
    """A float as the short decimal it stands for, where it stands for one: 0.72, not 0.71999999999999997."""
    return Fraction(repr(round(number, 12 - len(str(int(abs(number))))))) if abs(number) < 10**11 else Fraction(number)  # noqa: PLR2004 - digits of a float


def shape_of(value: Any) -> tuple[int, ...]:  # noqa: ANN401 - whatever the reference gives
    """The shape of a value of the reference."""
    import numpy as np

    return tuple(np.shape(value))


def plain(value: Any) -> Value:  # noqa: ANN401 - whatever the reference gives
    """A value of the reference as nested tuples of floats, for the results."""
    import numpy as np

    def nested(part: Any) -> Value:  # noqa: ANN401 - lists of lists
        return tuple(nested(one) for one in part) if isinstance(part, list) else float(part)

    return nested(np.round(np.asarray(value, dtype=float), 10).tolist())


def target(reference: Reference, name: str, value: Any, avoid: Sequence[Any] = ()) -> Target:  # noqa: ANN401 - see above
    """A value of the reference as something to compare with."""
    own = entries_of(value)
    others = [other for one in avoid if (other := maybe_entries(one)) is not None and len(other) == len(own)]
    return Target(own, shape_of(value), tuple(others), rounded=rounds(reference, name))


def maybe_entries(value: Any) -> tuple[Fraction, ...] | None:  # noqa: ANN401 - see above
    """The entries of a value, where it has any."""
    try:
        return entries_of(value)
    except CannotFollow:
        return None


def rounds(reference: Reference, name: str) -> bool:
    """Whether something on the way to a value is no whole number, so that rounding on the way may explain a small miss."""
    return any(
        not all(whole(entry) for entry in entries_of(reference.truth(one))) for one in reference.upstream(name) if reference.known(one)
    )


@dataclass(frozen=True)
class Spread:
    """How far the rounding of carried values may move a result: `fair` from well-printed values, at most 2 %; `wide` from all."""

    fair: tuple[Fraction, ...]
    wide: tuple[Fraction, ...]


def spread(reference: Reference, name: str, found: Mapping[str, Found], followed: Followed) -> Spread:
    """Move every carried decimal by half a unit and add up how far the result moves."""
    centre = entries_of(followed.value)
    fair, wide = [Fraction(0)] * len(centre), [Fraction(0)] * len(centre)
    own = {one: answer for one in followed.carried if isinstance(answer := found[one], Answer)}
    given = {one: as_given(reference, one, answer) for one, answer in own.items()}
    for one, answer in own.items():
        for position, number in enumerate(flat(answer.entries)[:200]):
            if number.unit is None or number.unit >= 1:
                continue
            moved = moves(reference, name, given, one, position, float(number.unit / 2), centre)
            for at, by in enumerate(moved):
                wide[at] += by
                fair[at] += by if well_printed(number) else 0
    capped = tuple(min(by, MOST * abs(middle)) for by, middle in zip(fair, centre, strict=True))
    return Spread(capped, tuple(wide))


def well_printed(number: Printed) -> bool:
    """Whether a number was given with enough digits to go on with."""
    return number.unit is None or number.value == 0 or (number.digits >= FEWEST_DIGITS and number.unit / 2 <= MOST * abs(number.value))


def moves(
    reference: Reference, name: str, given: Mapping[str, Any], one: str, position: int, step: float, centre: Sequence[Fraction]
) -> tuple[Fraction, ...]:
    """How far a result moves when one entry of one carried value moves by a step either way."""
    import numpy as np

    largest = [Fraction(0)] * len(centre)
    for direction in (-step, step):
        moved = np.array(given[one], dtype=float)
        moved.flat[position] += direction
        try:
            result = entries_of(reference.evaluate(name, {**given, one: moved if moved.shape else float(moved)}))
        except CannotFollow:
            continue
        if len(result) == len(centre):
            largest = [max(before, abs(a - b)) for before, a, b in zip(largest, result, centre, strict=True)]
    return tuple(largest)
