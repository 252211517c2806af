"""Numbers against numbers: which kind they are of, which shape they have, and then their values."""

from typing import TYPE_CHECKING, Any

from grader.checks import shapes
from grader.checks.difference import difference
from grader.checks.nearness import allowed, right
from grader.checks.plain_numbers import dtype_words, numbers, shape_words
from grader.checks.rules import Rules
from grader.checks.stages import Agreement, failed, other_kind
from grader.nearest import quoted

if TYPE_CHECKING:
    from grader.checks.nearness import Places
    from grader.checks.plain_numbers import Numbers


def numeric(obtained: Any, expected: Any, ours: "Numbers", rules: Rules) -> Agreement:  # noqa: ANN401 - the same
    """Numbers against numbers."""
    theirs = numbers(obtained)
    if theirs is None or not _alike(obtained, ours, rules):
        return _ragged(obtained, ours) or other_kind(obtained, expected)
    problem, theirs, remarks = _fitting(theirs, ours, rules)
    if problem is not None:
        return problem
    ways = shapes.forms(theirs, ours.shape, rules.shape)
    if not ways:
        return failed("shape", shapes.mismatch(theirs.shape, ours.shape))
    places = [right(way, ours, rules) for way in ways]
    best = next((at for at, place in enumerate(places) if place.all()), None)
    if best is None:
        if _only_nan(ways[0], ours, places[0]):
            says = f"the reference gives NaN, which equals nothing unless the line says {quoted('nan: equal')}"
            return Agreement("values", says, quiet="the reference gives NaN", ours=True)
        found = difference(ways[0], ours, places[0], theirs)
        return Agreement("values", found.says(), found, quiet=found.quiet(), reveals=True)
    passed = (*worn(obtained, expected), *shapes.remark(theirs.shape, ours.shape), *(("transposed",) if best else ()), *remarks)
    return Agreement(remarks=(*passed, *_written(theirs, ours)))


def _alike(obtained: object, ours: "Numbers", rules: Rules) -> bool:
    """Whether neither is a lone number where the other is not; a list of one number may pass for it, if shapes may."""
    if isinstance(obtained, list | tuple):
        return bool(ours.shape) or rules.shape in ("squeeze", "ravel")
    return not ours.shape or sized(obtained)


def _only_nan(theirs: "Numbers", ours: "Numbers", places: "Places") -> bool:
    """Whether nothing is wrong but that NaN does not equal NaN: then nobody could be right."""
    return bool(((_nan(theirs) & _nan(ours)) | places).all())


def _nan(values: "Numbers") -> "Places":
    import numpy as np

    return np.asarray(values != values)  # noqa: PLR0124 - for every kind of number, Python's own too


def sized(value: object) -> bool:
    """Whether it is an array of one dimension or more."""
    return bool(getattr(value, "shape", ()))


def _ragged(obtained: object, ours: "Numbers") -> Agreement | None:
    """Lists of numbers of unequal lengths where an array is wanted."""
    if not ours.shape or not isinstance(obtained, list | tuple) or not obtained:
        return None
    parts = [numbers(item) for item in obtained]
    if any(part is None for part in parts) or len({part.shape for part in parts if part is not None}) < 2:
        return None
    return failed("shape", f"a list whose parts differ in shape, wanted shape {shape_words(ours.shape)}")


def _fitting(theirs: "Numbers", ours: "Numbers", rules: Rules) -> tuple[Agreement | None, "Numbers", tuple[str, ...]]:
    """Whether the numbers are of a kind that will do; as such numbers, with what was let pass."""
    kind, wanted = theirs.dtype.kind, ours.dtype.kind
    if rules.dtype == "same" and theirs.dtype != ours.dtype:
        return failed("dtype", f"{dtype_words(theirs)}, wanted {dtype_words(ours)}"), theirs, ()
    if rules.dtype == "integer" and not (kind in "iu" or (kind == "O" and all(type(one) is int for one in theirs.ravel().tolist()))):
        return failed("dtype", f"{dtype_words(theirs)}, wanted whole numbers of an integer type"), theirs, ()
    if kind == "b" and wanted != "b":
        return failed("dtype" if theirs.shape else "kind", f"True or False, wanted {'numbers' if ours.shape else 'a number'}"), theirs, ()
    if wanted == "b" and kind != "b":
        if not ((theirs == 0) | (theirs == 1)).all():
            return (
                failed("dtype" if theirs.shape else "kind", f"{'numbers' if theirs.shape else 'a number'}, wanted True or False"),
                theirs,
                (),
            )
        return None, theirs != 0, ("1 and 0 for True and False",)
    if kind == "c" and wanted not in "cO":
        return _real(theirs, ours, rules)
    return None, theirs, ()


def _real(theirs: "Numbers", ours: "Numbers", rules: Rules) -> tuple[Agreement | None, "Numbers", tuple[str, ...]]:
    """Complex numbers where real ones are wanted: only without imaginary parts."""
    if not (abs(theirs.imag) <= allowed(theirs, ours, rules)).all():
        return failed("dtype", f"complex {'numbers' if theirs.shape else 'number'}, wanted real"), theirs, ()
    return None, theirs.real, ("complex numbers without imaginary part",)


def _written(theirs: "Numbers", ours: "Numbers") -> tuple[str, ...]:
    """Floats where whole numbers are wanted."""
    if theirs.dtype.kind != "f" or ours.dtype.kind not in "iu" or not theirs.size:
        return ()
    return ("floats for whole numbers",) if theirs.shape else (f"{theirs.item()!r} for {ours.item()}",)


def worn(obtained: object, expected: object) -> tuple[str, ...]:
    """What was let pass in the kind of container: A list for an array, an array for a list, a tuple for a list."""
    theirs, ours = _worn_as(obtained), _worn_as(expected)
    return () if theirs == ours or "" in (theirs, ours) else (f"{theirs} for {ours}",)


def _worn_as(value: object) -> str:
    if isinstance(value, list | tuple):
        return f"a {type(value).__name__}"
    return "an array" if sized(value) else ""
