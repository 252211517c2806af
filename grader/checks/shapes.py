"""Which shapes pass for one another, by the policy of a line."""

from typing import TYPE_CHECKING

from grader.checks.plain_numbers import shape_words

if TYPE_CHECKING:
    from grader.checks.plain_numbers import Numbers


def forms(obtained: "Numbers", shape: tuple[int, ...], policy: str) -> tuple["Numbers", ...]:
    """The obtained numbers in the shape that is wanted, in every way that the policy allows; nothing where it allows none."""
    same = (obtained,) if obtained.shape == shape else ()
    if policy == "transposed" and obtained.ndim > 1 and obtained.T.shape == shape:
        return (*same, obtained.T)
    if same:
        return same
    alike = {
        "ravel": obtained.size == _size(shape),
        "squeeze": _squeezed(obtained.shape) == _squeezed(shape),
        "row or column": _vector(obtained.shape) and _vector(shape) and obtained.size == _size(shape),
    }
    return (obtained.reshape(shape),) if alike.get(policy, False) else ()


def mismatch(obtained: tuple[int, ...], wanted: tuple[int, ...]) -> str:
    """That two shapes differ."""
    return (
        f"shape {shape_words(obtained)}, wanted {shape_words(wanted)}"
        if obtained
        else f"a single number, wanted shape {shape_words(wanted)}"
    )


def remark(obtained: tuple[int, ...], wanted: tuple[int, ...]) -> tuple[str, ...]:
    """That another shape was let pass."""
    return () if obtained == wanted else (f"shape {shape_words(obtained)} for {shape_words(wanted)}",)


def _size(shape: tuple[int, ...]) -> int:
    size = 1
    for length in shape:
        size *= length
    return size


def _squeezed(shape: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(length for length in shape if length != 1)


def _vector(shape: tuple[int, ...]) -> bool:
    return len(shape) == 1 or (len(shape) == 2 and 1 in shape)
