"""Error carried forward: what follows from a group's own earlier values, by the reference itself."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import partial
from typing import Any

from grader.answer import Answer, Entries, Found, Value, flat, shape
from grader.references.carried import all_given, carried_entries, usable
from grader.references.quantity import CannotFollow, entries_of, maybe_entries, plain, shape_of, short, whole
from grader.references.reference import Reference
from grader.references.tolerance import Target


@dataclass(frozen=True)
class Followed:
    """What follows from the group's own values."""

    value: Any
    """None where the reference makes nothing of them."""
    carried: Mapping[str, Entries] = field(default_factory=dict)
    """The earlier values it was worked out from, nearest first."""
    unread: tuple[str, ...] = ()
    """Earlier values that were looked for on the way and not found, or not clearly."""
    weak: tuple[str, ...] = ()
    """Carried values whose reading is doubtful."""
    problem: str = ""
    """Why the reference makes nothing of them."""


def follow(reference: Reference, name: str, found: Mapping[str, Found], without: Collection[str] = ()) -> Followed:
    """Carry the nearest earlier values that were read; what was not read (or is left out) is worked out from what was read before it."""
    carried, unread = _nearest(reference, name, found, without)
    weak = tuple(one for one, answer in carried.items() if not answer.sure)
    entries = {one: carried_entries(reference, one, answer) for one, answer in carried.items()}
    given = tuple((one, shape(own), tuple(number.value for number in flat(own))) for one, own in entries.items())
    numbers = sum(len(own) for _, _, own in given)
    value, problem = reference.remembered(numbers, ("follows", name, given), partial(_value, reference, name, entries))
    return Followed(value, entries, unread, weak, problem)


def _value(reference: Reference, name: str, entries: Mapping[str, Entries]) -> tuple[Any, str]:
    """What the reference makes of carried values, or why it makes nothing of them."""
    try:
        value = reference.evaluate(name, all_given(reference, entries))
        entries_of(value)
    except CannotFollow as problem:
        return None, str(problem)
    return value, ""


def _nearest(
    reference: Reference, name: str, found: Mapping[str, Found], without: Collection[str]
) -> tuple[dict[str, Answer], tuple[str, ...]]:
    """The nearest earlier values that can be carried, and those that were looked for in vain."""
    carried: dict[str, Answer] = {}
    unread: dict[str, None] = {}
    seen = {name}
    waiting = [name]
    while waiting:
        for argument in reference.arguments(waiting.pop(0)):
            if argument in seen or argument in reference.givens:
                continue
            seen.add(argument)
            answer = found.get(argument)
            if isinstance(answer, Answer) and usable(answer) and argument not in without:
                carried[argument] = answer
                continue
            if argument in found and argument not in without:
                unread[argument] = None
            waiting.append(argument)
    return carried, tuple(unread)


def true_target(reference: Reference, name: str, avoid: Sequence[str] = ()) -> Target:
    """The true value as something to compare with; the true values of some names must not pass for it."""
    return reference.remembered(0, ("true", name, tuple(avoid)), partial(_true_target, reference, name, avoid))


def true_value(reference: Reference, name: str) -> Value | None:
    """The true value as the results have it; None where there is none."""
    return reference.remembered(0, ("value", name), lambda: plain(reference.truth(name)) if reference.known(name) else None)


def _true_target(reference: Reference, name: str, avoid: Sequence[str]) -> Target:
    truth = reference.truth(name)
    given = truth, reference.entries(name) or entries_of(truth)
    return _target(reference, name, given, {}, [reference.truth(one) for one in avoid])


def own_target(reference: Reference, name: str, followed: Followed, avoid: Collection[Any] = ()) -> Target:
    """What follows from the group's own values as something to compare with."""
    return _target(reference, name, (followed.value, entries_of(followed.value)), followed.carried, avoid)


def _target(
    reference: Reference,
    name: str,
    given: tuple[Any, tuple[Fraction, ...]],
    carried: Mapping[str, Entries],
    avoid: Collection[Any],
) -> Target:
    value, own = given
    others = (*before(reference, name, carried).values(), *(maybe_entries(one) for one in avoid))
    kept = tuple(other for other in others if other is not None and len(other) == len(own))
    return Target(own, shape_of(value), kept, rounded=_may_be_rounded(reference, name, carried) or not all(map(short, own)))


def before(reference: Reference, name: str, carried: Mapping[str, Entries]) -> dict[str, tuple[Fraction, ...]]:
    """What must not pass for a value: all that it is worked out from, and the same thing before the step (`loss` for `loss_new`)."""
    called = (one for one in reference.calls.get(name, ()) if one in carried or reference.has_truth(one))
    found = {one: _numbers(reference, one, carried) for one in (*reference.below(name), *called)}
    return {one: entries for one, entries in found.items() if entries is not None}


def _numbers(reference: Reference, name: str, carried: Mapping[str, Entries]) -> tuple[Fraction, ...] | None:
    """The group's own entries of a value, or the true ones; None where it has none."""
    if name in carried:
        return tuple(number.value for number in flat(carried[name]))
    return reference.entries(name)


def _may_be_rounded(reference: Reference, name: str, carried: Mapping[str, Entries]) -> bool:
    """Whether anything between the carried values and the result is no whole number, so that people may have rounded it."""
    seen, waiting = {name}, [name]
    while waiting:
        current = waiting.pop()
        for argument in reference.arguments(current):
            if argument in seen or argument in reference.givens:
                continue
            seen.add(argument)
            if not all(whole(entry) for entry in _numbers(reference, argument, carried) or ()):
                return True
            if argument not in carried:
                waiting.append(argument)
    return False
