"""A value from a group's code against the reference's in four stages: kind, numbers, shape, values; the first that fails is named."""

from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from typing import Any

from grader.checks.difference import Difference
from grader.checks.numeric import numeric, sized, worn
from grader.checks.plain_numbers import described, numbers, opaque_within, together
from grader.checks.rules import Rules
from grader.checks.stages import STAGES, Agreement, failed, other_kind, strange
from grader.nearest import quoted
from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import WireError, read_frame
from grader.wire.opaque import Opaque

__all__ = ["Agreement", "Difference", "Rules", "compare"]

LARGEST = 1 << 30
"""Bytes of a value of the reference's."""
MOST_REMARKS = 5
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth".split()


def compare(obtained: object, expected: object, rules: Rules | None = None) -> Agreement:
    """Whether an obtained value, of plain exact types, is the expected one."""
    rules = rules or Rules()
    if rules.dtype != "integer" and identical(obtained, expected):
        return Agreement()
    try:
        plain = as_it_would_arrive(expected)
    except WireError as problem:
        return Agreement("kind", f"the value of the reference is too large: {problem}", ours=True, quiet="the reference gave no value")
    if (found := opaque_within(plain)) is not None:
        says = f"the reference gives {described(found)}, which cannot be compared: {found.why}"
        return Agreement("kind", says, quiet="the reference gave no value that can be compared", ours=True)
    return _compare(obtained, plain, rules)


def identical(obtained: object, expected: object) -> bool:
    """Whether two plain arrays or numbers are the same to the last bit, as most right ones are: then no stage has anything to say."""
    import numpy as np

    if type(obtained) is float and type(expected) is float:
        return obtained == expected
    if type(obtained) is not np.ndarray or type(expected) is not np.ndarray or expected.dtype.kind not in "biuf":
        return False
    return obtained.dtype == expected.dtype and obtained.shape == expected.shape and bool((obtained == expected).all())


def as_it_would_arrive(value: object) -> Any:  # noqa: ANN401 - any value that can cross
    """A value of the reference as plain exact types: a tensor as an array, a tuple of tensors as a tuple of arrays."""
    import numpy as np

    if type(value) in (int, float, bool, str, complex) or (type(value) is np.ndarray and value.dtype.kind in "biufc"):
        return value
    return decode(*read_frame(BytesIO(encode([value], LARGEST)).read, LARGEST))[0]


def _compare(obtained: Any, expected: Any, rules: Rules) -> Agreement:  # noqa: ANN401 - values of plain exact types
    if isinstance(obtained, Opaque):
        return strange(obtained)
    if isinstance(expected, dict):
        return _mappings(obtained, expected, rules) if isinstance(obtained, dict) else other_kind(obtained, expected)
    ours = numbers(expected) if not isinstance(expected, list | tuple) or together(expected) else None
    if ours is not None:
        return numeric(obtained, expected, ours, rules)
    if isinstance(expected, list | tuple):
        return _items(obtained, expected, rules)
    if type(obtained) is not type(expected):
        return other_kind(obtained, expected)
    return Agreement() if obtained == expected else _texts(obtained, expected)


def _texts(obtained: object, expected: object) -> Agreement:
    if not isinstance(obtained, str):
        return Agreement("values", "not the bytes that are wanted", quiet="not the bytes that are wanted")
    theirs = quoted(obtained)
    return Agreement("values", f"{theirs}, wanted {quoted(str(expected))}", quiet=f"{theirs} is not right", reveals=True)


def _items(obtained: Any, expected: Sequence[Any], rules: Rules) -> Agreement:  # noqa: ANN401 - the same
    """A list or tuple, item by item; the worst stage counts, and of those the first."""
    if not isinstance(obtained, list | tuple) and not sized(obtained):
        return other_kind(obtained, expected)
    if len(obtained) != len(expected):
        return failed("shape", f"{_count(len(obtained))}, wanted {len(expected)}")
    many = len(expected)
    found = [(_place(at, many), _compare(one, other, rules)) for at, (one, other) in enumerate(zip(obtained, expected, strict=True))]
    return _together(found, worn(obtained, expected))


def _mappings(obtained: dict[Any, Any], expected: dict[Any, Any], rules: Rules) -> Agreement:
    """A dict, key by key."""
    lacking = [key for key in expected if key not in obtained]
    if lacking:
        return failed("kind", f"a dict without the key {_key(lacking[0])}")
    more = [key for key in obtained if key not in expected]
    if more:
        return failed("kind", f"a dict with the key {_key(more[0])}, which is not wanted")
    return _together([(f"at {_key(key)}", _compare(obtained[key], expected[key], rules)) for key in expected], ())


def _together(found: Sequence[tuple[str, Agreement]], remarks: tuple[str, ...]) -> Agreement:
    """The first failure of the earliest stage, with its place; or all remarks."""
    place, worst = min(found, key=lambda one: STAGES.index(one[1].stage), default=("", Agreement()))
    if worst.right:
        more = (f"{where}: {remark}" for where, one in found for remark in one.remarks)
        return Agreement(remarks=(*remarks, *more)[:MOST_REMARKS])
    path, then = (f"{place}, {worst.path}", ", in it ") if worst.path else (place, ": ")
    return replace(worst, path=path, says=f"{place}{then}{worst.says}", quiet=f"{place}{then}{worst.quiet}")


def _place(at: int, many: int) -> str:
    if many == 1:
        return "its only item"
    return f"the {_ORDINALS[at]} of {many}" if at < len(_ORDINALS) else f"item {at + 1} of {many}"


def _count(many: int) -> str:
    return "1 item" if many == 1 else f"{many} items"


def _key(key: object) -> str:
    return quoted(key if isinstance(key, str) else repr(key))
