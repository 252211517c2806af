"""Answers that are told case by case, in statements of their own: `for i = j: …`, `for i ≠ j: …`, put together in one."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from grader.formulas.attempt import Attempt
from grader.formulas.readings import Reading
from grader.formulas.tree import Cases, Condition

OPPOSITE = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}
MOST_WAYS = 6


def put_together(found: Sequence[Attempt]) -> Iterator[Attempt]:
    """The attempts, those that are cases of one answer as one."""
    held: Attempt | None = None
    for attempt in found:
        if held is not None and fit(held, attempt):
            yield both(held, attempt)
            held = None
            continue
        if held is not None:
            yield held
        held = attempt if attempt.when is not None or attempt.otherwise else None
        if held is None:
            yield attempt
    if held is not None:
        yield held


def fit(one: Attempt, other: Attempt) -> bool:
    """Whether two attempts are the cases of one answer."""
    if one.labelled != other.labelled or one.when is None or not (one.readings and other.readings):
        return False
    return other.otherwise or (other.when is not None and opposite(one.when, other.when))


def opposite(one: Condition, other: Condition) -> bool:
    """Whether one of two conditions holds just where the other one does not."""
    sides = {one.left, one.right} == {other.left, other.right}
    return sides and OPPOSITE.get(one.sign) == other.sign and one.sign in ("=", "≠")


def both(one: Attempt, other: Attempt) -> Attempt:
    """Two cases as one attempt."""
    ways = list(product(one.readings, other.readings))[:MOST_WAYS]
    told = tuple(
        Reading(
            Cases(((a.tree, one.when), (b.tree, None if other.otherwise else other.when))),
            a.kind or b.kind,
            program=a.program,
            told=a.told or b.told,
        )
        for a, b in ways
    )
    return replace(
        one,
        text=f"{one.text}; {other.text}",
        readings=told,
        alarm=one.alarm or other.alarm,
        denied=one.denied or other.denied,
        whole=one.whole and other.whole,
        order=max(one.order, other.order, key=lambda order: len(set(order))),
        when=None,
        otherwise=False,
        context=f"{one.context} {other.context}" if one.context != other.context else one.context,
    )
