"""Predicates of the reference: functions that say whether a value does the job, or which known mistake they see in it."""

import copy
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import TYPE_CHECKING, Any

from grader.nearest import did_you_mean
from grader.references.course_graph import problems as problems_below
from grader.references.quantity import CannotFollow
from grader.references.reference import FEWEST_STEPS, Reference, unspoilt
from grader.references.tolerance import squeezed
from grader.seeds import seeded

if TYPE_CHECKING:
    from numpy.typing import NDArray

Shapes = tuple[tuple[int, ...], ...]
RNG = "rng"
"""The argument that is given a seeded numpy generator."""
EXAMPLE = "_example"
"""What the name of a value that is right ends in: `grey_filter_example`."""

LARGEST_SHOWN = 10**15
LONGEST_SENTENCE = 400
"""Characters of what a predicate says of itself."""


@dataclass(frozen=True)
class Judgement:
    """What a predicate says of one value."""

    share: float = 0.0
    """1 where the value does the job, 0 where it does not, between them for a part of it."""
    mistake: str = ""
    """The known mistake that it saw: a function of the reference."""
    says: str = ""
    """A sentence for the student, where it gave one; with a problem, why it cannot tell."""
    problem: str = ""
    """Why it said nothing; for the instructor."""
    failed: bool = False
    """Whether it raised or ran on instead of giving anything."""


@dataclass(frozen=True)
class Accepts:
    """A predicate with all that it is asked with, but for the value."""

    reference: Reference
    name: str
    shapes: Shapes = ()
    """The shapes that a value may have; whatever differs from one in dimensions of 1 alone is given that shape."""
    arguments: Mapping[str, Any] | None = None
    """Of an input, and a group's own values: by the names of the predicate's arguments."""
    seed: int = 0

    def judgement(self, value: Any) -> Judgement:  # noqa: ANN401 - a group's value may be anything
        """What it says of a value; whatever it does with it, this ends, and raises nothing."""
        import numpy as np

        try:
            given = self._given()
            if takes_rng(self.reference, self.name):
                given[RNG] = np.random.default_rng(self.seed)
            given[value_argument(self.reference, self.name)] = self.formed(value)
            with seeded(self.seed):
                said, _ = self.reference.called(self.name, given, FEWEST_STEPS)
        except CannotFollow as problem:
            return Judgement(says=meant(self.reference, self.name, problem), problem=f"`{self.name}`: {problem}", failed=True)
        return heard(self.reference, self.name, said)

    def _given(self) -> dict[str, Any]:
        own = copy.deepcopy(dict(self.arguments or {}))
        below = (name for name in others(self.reference, self.name) if name not in own and name in self.reference.names)
        return {**own, **{name: known(self.reference, name, own) for name in below}}

    def formed(self, value: Any) -> Any:  # noqa: ANN401 - the same
        """A value in one of the shapes; one that has none of them as it is."""
        import numpy as np

        if not self.shapes or not isinstance(value, np.ndarray | list | tuple | float | int):
            return value
        try:
            array = np.array(value)
        except ValueError:  # lists of unequal lengths
            return value
        form = form_of(array.shape, self.shapes)
        return value if form is None or array.dtype.kind not in "biuf" else array.reshape(form)


def form_of(size: Sequence[int], shapes: Shapes) -> tuple[int, ...] | None:
    """The shape that a value is given: the first that differs from its own in dimensions of 1 alone, if at all."""
    return next((shape for shape in shapes if squeezed(shape) == squeezed(size)), None)


def shapes_words(shapes: Shapes) -> str:
    """`2×3×3 or 3`."""
    return " or ".join("×".join(map(str, shape)) or "a single number" for shape in shapes)


def parameters(reference: Reference, name: str) -> tuple[str, ...]:
    """All arguments of a function in their order."""
    code = reference.functions[name].__code__
    return tuple(code.co_varnames[: code.co_argcount + code.co_kwonlyargcount])


def value_argument(reference: Reference, name: str) -> str:
    """The argument that is a group's value: the first."""
    return parameters(reference, name)[0]


def takes_rng(reference: Reference, name: str) -> bool:
    """Whether it draws numbers."""
    return RNG in parameters(reference, name)[1:]


def others(reference: Reference, name: str) -> tuple[str, ...]:
    """Its other arguments, without the generator."""
    return tuple(one for one in parameters(reference, name)[1:] if one != RNG)


def inputs_of(reference: Reference, name: str) -> tuple[str, ...]:
    """Those arguments that are no given values and no functions: what its inputs are, in their order."""
    return tuple(one for one in others(reference, name) if one not in reference.names)


def known(reference: Reference, name: str, own: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the sample solution gives
    """A given value, or what a function makes of those and of a group's own values; raises CannotFollow."""
    return unspoilt(reference.givens[name]) if name in reference.givens else reference.evaluate(name, own)


def example_of(reference: Reference, name: str, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the sample solution gives
    """A value that is right, where the reference has one; None where it has none."""
    example = f"{name}{EXAMPLE}"
    return known(reference, example, arguments) if example in reference.names - reference.measured else None


def heard(reference: Reference, name: str, said: Any) -> Judgement:  # noqa: ANN401 - whatever the predicate gives
    """What a predicate gave, understood."""
    if callable(said):  # a generator has a name as well, and is none
        said = getattr(said, "__name__", said)
    if isinstance(said, str):
        return _named(reference, name, said)
    if hasattr(said, "item") and prod(getattr(said, "shape", (0,))) == 1:
        said = said.item()
    if isinstance(said, bool | int | float) and 0 <= said <= 1:
        return Judgement(float(said))
    return Judgement(problem=f"`{name}` gives {_odd(said)}")


def meant(reference: Reference, name: str, failed: CannotFollow) -> str:
    """The sentence that the reference itself raised, as by `raise ValueError("…")`; nothing of what merely failed in it."""
    trace = getattr(failed.__context__, "__traceback__", None)
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None or trace.tb_frame.f_code.co_filename != reference.functions[name].__code__.co_filename:
        return ""
    lines, said = reference.source.decode(errors="replace").splitlines(), " ".join(str(failed.__context__).split()).rstrip(".")
    by_itself = trace.tb_lineno <= len(lines) and lines[trace.tb_lineno - 1].strip().startswith("raise ")
    return said if by_itself and " " in said and len(said) <= LONGEST_SENTENCE else ""


def _odd(said: Any) -> str:  # noqa: ANN401 - the same
    """What a predicate gave that says nothing, on one line, and what was likely left out."""
    neither = "which is neither yes nor no, a share nor a known mistake"
    if said is None:
        return f"None, {neither}; does it lack its `return`?"
    if hasattr(said, "shape"):
        size = "×".join(map(str, said.shape)) or "()"
        return f"an array of the shape {size}, {neither}; does it lack `np.all(…)`?"
    if not isinstance(said, float | int) or abs(said) > LARGEST_SHOWN:  # nothing that differs from run to run, as an address does
        return f"a {type(said).__name__}, {neither}" if not isinstance(said, int) else f"a number of many digits, {neither}"
    return f"{'NaN' if math.isnan(said) else said}, {neither}"


def _named(reference: Reference, name: str, said: str) -> Judgement:
    """A known mistake by its name, or a sentence on what is wrong."""
    if said == name:
        return Judgement(problem=f"`{name}` names itself as the mistake that it saw; let it name another function")
    if said in reference.functions:
        return Judgement(mistake=said, says=reference.sentence(said))
    if " " in said.strip():
        return Judgement(says=said.strip())
    wish = did_you_mean(said, sorted(reference.functions))
    return Judgement(problem=f"`{name}` names a mistake `{said}` that is no function of the reference{wish}")


def problems(reference: Reference, name: str, *, asks: bool) -> Iterator[str]:
    """Why a function is no predicate that can be asked; `asks` where inputs are drawn for it."""
    where = reference.where(name)
    if name not in reference.functions or name in reference.strangers:
        yield from not_callable(reference, name)
        return
    own = parameters(reference, name)
    if not own or own[0] == RNG:
        yield f"{where}: `{name}` is to judge a value, which is its first argument: write `def {name}(value, …):`"
        return
    yield from problems_below(reference, [one for one in others(reference, name) if one in reference.names])
    required = reference.arguments(name)
    for unknown in (one for one in inputs_of(reference, name) if not asks and one in required):
        wish = did_you_mean(unknown, sorted(reference.names - {name})) or "; define it, or give it a default"
        yield f"{where}: `{name}` takes `{unknown}`, which is neither a given value nor a function here{wish}"


def not_callable(reference: Reference, name: str) -> Iterator[str]:
    """Why a name of the reference is no function that can be asked."""
    if why := reference.strangers.get(name):
        yield f"{reference.where(name)}: `{name}` {why}"
    elif name in reference.measured:
        said = "is a value that each group measures, where a function is wanted"
        yield f"{reference.where(name)}: `{name}` {said}; write it as `def …`, or name another in the rubric"


def entries_in(value: Any) -> int:  # noqa: ANN401 - a group's value may be anything
    """How many numbers a value holds."""
    size = getattr(value, "shape", None)
    if size is not None:
        return prod(size)
    if isinstance(value, dict):
        value = list(value.values())
    return sum(map(entries_in, value)) if isinstance(value, list | tuple) else 1


def finite(value: Any) -> bool:  # noqa: ANN401 - the same
    """Whether no number in a value is infinite or none at all."""
    import numpy as np

    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list | tuple):
        return all(map(finite, value))
    if isinstance(value, float | complex | np.ndarray | np.generic) and np.asarray(value).dtype.kind in "fc":
        array: NDArray[Any] = np.asarray(value)
        return bool(np.isfinite(array).all())
    return True
