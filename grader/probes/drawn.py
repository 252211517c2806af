"""Values drawn for the symbols of one formula, with what the reference makes of them.

All sizes are distinct, so that a transpose in a wrong place does not fit; what is worked out from other symbols is never drawn;
the same answer always meets the same numbers, which no kit carries.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from grader.errors import ReferenceFault
from grader.probes.environment import Environment, Smooth
from grader.probes.symbols import Symbol
from grader.references.quantity import CannotFollow
from grader.references.reference import Reference

if TYPE_CHECKING:
    from numpy.random import Generator

POINTS = 5
POINTS_OF_WHOLE_NUMBERS = 40
"""So many tell a floor from a ceiling, and both from a fraction."""
FEWEST = 3
TRIES = 4
MOST_USUAL = 4
SIZES = (3, 4, 5, 7, 6, 8, 9, 10, 11)
"""Distinct, and none so small that a product of matrices could pass by chance."""


@dataclass(frozen=True)
class Point:
    """One drawing: the values as the reference takes them, and as a written formula or a program sees them."""

    arguments: Mapping[str, Any] = field(repr=False)
    columns: Environment = field(repr=False)
    turned: Environment | None = field(repr=False)
    """The same with gradients as columns, where a symbol is one."""
    program: Environment = field(repr=False)
    program_columns: Environment = field(repr=False)
    """The same for a program whose vectors are columns."""
    truth: Any = None


@dataclass(frozen=True)
class Order:
    """What is drawn for: a function of the reference, its symbols, and a seed."""

    reference: Reference
    name: str
    symbols: Mapping[str, Symbol]
    seed: int
    besides: tuple[str, ...] = ()
    """Symbols of the sheet that the formula does not need, but that may stand in a wrong one."""


def needed(reference: Reference, name: str, symbols: Mapping[str, Symbol]) -> tuple[str, ...]:
    """The symbols that a formula may use: arguments, what they are worked out from, and all sizes. Raises ReferenceFault."""
    found: dict[str, None] = {}
    waiting = list(reference.arguments(name) if name in reference.functions else (name,))
    while waiting:
        one = waiting.pop(0)
        if one in found:
            continue
        found[one] = None
        if one in symbols and symbols[one].sort == "worked out" and one not in reference.functions:
            said = f"`{one}` is `worked out` under `symbols:`, but no function of {reference.file} is called so"
            raise ReferenceFault(f"{said}; write one, or say what values it has, such as `{one}: number 0.1 to 2`")
        if (one not in symbols or symbols[one].sort == "worked out") and one in reference.functions:
            waiting += reference.arguments(one)
        elif one not in symbols and one not in reference.givens and not any(one in symbol.named_sizes for symbol in symbols.values()):
            said = f"`{name}` is worked out from `{one}`, which is no symbol of the rubric"
            raise ReferenceFault(f"{reference.where(name)}: {said}; say under `symbols:` what it is, such as `{one}: number 0.1 to 2`")
    sizes = [size for one in found if one in symbols for size in symbols[one].named_sizes]
    return tuple(dict.fromkeys((*found, *sizes)))


def points(order: Order) -> tuple[Point, ...]:
    """Values and what is right for them, where the reference gives a number everywhere. Raises ReferenceFault."""
    import numpy as np

    names = all_names(order)
    whole = any(order.symbols[name].sort == "whole" for name in names if name in order.symbols)
    wanted = POINTS_OF_WHOLE_NUMBERS if whole else POINTS
    rng = np.random.default_rng(order.seed)
    found: list[Point] = []
    why = "it gives no finite numbers"
    for _ in range(TRIES * wanted):
        try:
            found.append(point(order, names, rng))
        except CannotFollow as problem:
            why = str(problem)
        if len(found) == wanted:
            break
    if len(found) < FEWEST:
        raise ReferenceFault(f"{order.reference.where(order.name)}: `{order.name}` cannot be probed ({why}); mend it or `symbols:`")
    return tuple(found)


def untied(order: Order) -> Order:
    """The same order with shares that need not sum to 1: what still uses that sum is not simplified."""
    loose = {name: Symbol("vector", sizes=one.sizes) if one.sort == "shares" else one for name, one in order.symbols.items()}
    return replace(order, symbols=loose)


def all_names(order: Order) -> tuple[str, ...]:
    """The symbols that a formula needs, then those that may stand in a wrong one."""
    further = (one for name in order.besides for one in (*needed(order.reference, name, order.symbols), name))
    return tuple(dict.fromkeys((*needed(order.reference, order.name, order.symbols), *further)))


def point(order: Order, names: Sequence[str], rng: "Generator") -> Point:
    """One drawing. Raises CannotFollow where the reference has no value there."""
    drawn = dict(values(order, names, rng))
    truth = order.reference.called(order.name, {one: drawn[one] for one in order.reference.arguments(order.name)})[0]
    if not finite(truth):
        raise CannotFollow("it gives no finite numbers")
    written = {name: as_written(value, order.symbols.get(name)) for name, value in drawn.items()}
    gradients = [name for name in names if name in order.symbols and order.symbols[name].sort == "gradient"]
    turned = {**written, **{name: written[name].T for name in gradients}} if gradients else None
    return Point(
        drawn,
        Environment(written),
        None if turned is None else Environment(turned),
        Environment(drawn, flat=True),
        Environment(written, flat=True),
        truth,
    )


def values(order: Order, names: Sequence[str], rng: "Generator") -> Iterator[tuple[str, Any]]:
    """A value for every symbol; those that are worked out come from the others."""
    symbols, reference = order.symbols, order.reference
    sized = dict.fromkeys(size for name in names if name in symbols for size in symbols[name].named_sizes)
    pool = SIZES[: max(MOST_USUAL, len(sized))]
    chosen = sorted((int(one) for one in rng.permutation(pool)[: len(sized)]), reverse=True)  # data have more rows than columns
    lengths = dict(zip(sized, chosen, strict=True))
    known: dict[str, Any] = dict(lengths)
    for name in names:
        if name in symbols and name not in lengths and symbols[name].sort != "worked out":
            known[name] = one_value(symbols[name], lengths, rng)
    yield from known.items()
    for name in names:
        if name not in known:
            yield name, worked_out(reference, name, known)


def worked_out(reference: Reference, name: str, known: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the reference gives
    """The value of a symbol that has a function of its own."""
    if name not in known:
        if name in reference.givens:
            known[name] = reference.givens[name]
        else:
            arguments = {one: worked_out(reference, one, known) for one in reference.arguments(name)}
            known[name] = reference.called(name, arguments)[0]
    return known[name]


def one_value(symbol: Symbol, lengths: Mapping[str, int], rng: "Generator") -> Any:  # noqa: ANN401 - a number, an array, a function
    """A value of the kind that the rubric says."""
    import numpy as np

    shape = tuple(lengths[size] if size in lengths else int(size) for size in symbol.sizes)
    match symbol.sort:
        case "whole":
            return int(rng.integers(int(symbol.low), int(symbol.high) + 1))
        case "number":
            return float(rng.uniform(symbol.low, symbol.high))
        case "shares":
            return rng.dirichlet(np.ones(shape[0]))
        case "function":
            return smooth(rng)
        case _:
            return rng.normal(size=shape)


def smooth(rng: "Generator") -> Smooth:
    """A smooth function that is neither odd nor even nor its own slope, and whose slope is no simple function of its value."""
    import numpy as np

    a, b, c, d = (float(one) for one in rng.uniform((0.5, 0.8, 0.2, 0.1), (0.9, 1.4, 0.9, 0.4)))

    def value(x: Any) -> Any:  # noqa: ANN401 - a number or an array
        return a * x + np.sin(b * x + c) + d * x * x

    def slope(x: Any) -> Any:  # noqa: ANN401 - the same
        return a + b * np.cos(b * x + c) + 2 * d * x

    return Smooth(value, slope)


def as_written(value: Any, symbol: Symbol | None) -> Any:  # noqa: ANN401 - a value
    """A value as a formula on paper sees it: vectors are columns, gradients rows."""
    shape = getattr(value, "shape", ())
    if len(shape) == 1:
        return value.reshape(1, -1) if symbol is not None and symbol.sort in ("row", "gradient") else value.reshape(-1, 1)
    return float(value) if shape == () and hasattr(value, "dtype") else value


def finite(value: Any) -> bool:  # noqa: ANN401 - whatever the reference gives
    """Whether all of a value are numbers."""
    import numpy as np

    try:
        return bool(np.isfinite(np.asarray(value, dtype=float)).all())
    except (TypeError, ValueError, OverflowError):
        return False


def evidence(found: Sequence[Point]) -> str:
    """What equality stands on, for people."""
    return f"agrees with the reference at {len(found)} random points"


__all__ = ["Order", "Point", "evidence", "needed", "points"]
