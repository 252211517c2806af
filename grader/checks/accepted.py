"""A value from a group's code before a predicate of the reference, and what the predicate said of several together."""

from collections.abc import Sequence
from typing import Any

from grader.checks.plain_numbers import described, numbers, opaque_within
from grader.checks.stages import Agreement, strange
from grader.references.predicate import Accepts, Judgement, entries_in, finite

LARGEST = 1_000_000
"""Entries of a value that a predicate is given."""
LARGEST_WHOLE = 10**12
"""Of a lone whole number."""


def judgement(value: Any, by: Accepts) -> Judgement:  # noqa: ANN401 - a value of plain exact types
    """What the predicate says; what it cannot be trusted with is a person's to judge."""
    if entries_in(value) > LARGEST or (isinstance(value, int) and abs(value) > LARGEST_WHOLE):
        return Judgement(problem=f"`{by.name}` was not asked: the value is out of all proportion")
    found = by.judgement(as_given(value))
    if (found.share or found.mistake) and not finite(value):
        return Judgement(problem=f"`{by.name}` accepts it, but it holds NaN or infinity")
    return found


def as_given(value: Any) -> Any:  # noqa: ANN401 - the same
    """Numbers as an array of the widest kind, in which nothing overflows and no digits are lost; all else as it came."""
    import numpy as np

    array = numbers(value) if isinstance(value, list | np.ndarray) else None
    if array is None:
        return value
    return array.astype({"f": np.float64, "i": np.int64, "u": np.int64}.get(array.dtype.kind, array.dtype))


def accepted(value: Any, by: Accepts) -> Agreement:  # noqa: ANN401 - the same
    """Whether a value does the job; where nobody can say, it is neither right nor wrong."""
    if (found := opaque_within(value)) is not None:
        return strange(found)
    said = judgement(value, by)
    if said.problem:
        says = cannot_tell(said, f"what it gives ({described(value)}) does what is asked for")
        return Agreement("predicate", said.problem, quiet=says, cannot_cross=True, meant=bool(said.says))
    if said.share == 1:
        return Agreement()
    says = said.says or f"it gives {described(value)}, which does not do what is asked for"
    return Agreement("predicate", says, quiet=says)


def cannot_tell(said: Judgement, does: str) -> str:
    """For the group: that nobody but a person can judge it, and why where the predicate says so itself."""
    if said.says:
        return f"our check cannot tell whether it is right: {said.says}; a person decides"
    return f"our check cannot tell whether {does}; that is not your fault, and a person decides"


def together(said: Sequence[Judgement]) -> Judgement:
    """One judgement of several inputs: a known mistake or a share only where every input that is not right earns it."""
    amiss = [one for one in said if one.share < 1]
    if not amiss:
        return Judgement(1.0)
    problem = next((one.problem for one in amiss if one.problem), "")
    if problem:
        return Judgement(problem=problem)
    if len({one.mistake for one in amiss}) == 1:
        return min(amiss, key=lambda one: one.share)
    return Judgement()
