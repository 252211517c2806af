"""What a group's code is asked: the inputs that the reference yields, and what its own function gives for them."""

import copy
import traceback
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import islice
from typing import Any, TypeVar

from grader.askable import arguments_of
from grader.errors import ReferenceFault
from grader.measuring import measured
from grader.references.predicate import Accepts, Shapes, inputs_of
from grader.references.reference import Reference
from grader.seeds import seed_of, seeded
from grader.wire.decode import decode
from grader.wire.encode import encode, origin_of
from grader.wire.frames import WireError, read_frame

MOST_INPUTS = 100
"""Inputs of one line; a generator that goes on for ever is a slip."""
T = TypeVar("T")


@dataclass(frozen=True)
class Order:
    """Which function of the reference is asked, on which inputs, and from which seed they are drawn."""

    name: str
    inputs: str
    seed: int
    random: bool = False
    """Whether it draws numbers itself, so that it gives the same only for the same seed."""
    judges: bool = False
    """Whether it is a predicate: it is not asked for what is right, but judges what a group's code gives."""
    shapes: Shapes = ()
    """Which a predicate's value may have."""


@dataclass(frozen=True)
class Input:
    """One input with what is right for it."""

    arguments: Mapping[str, Any]
    """By name, in the order of the function's arguments."""
    expected: Any
    """As it comes out of the wire: plain values and arrays; or `Accepts`, which judges."""
    origin: str
    """What it was before: `torch.Tensor float32`, `list`."""
    seed: int


@dataclass(frozen=True)
class Asked:
    """All inputs of one line, worked out once for all submissions."""

    order: Order
    inputs: tuple[Input, ...]
    took: float
    """Processor seconds of the reference on the input that took it longest."""
    need: int
    """Bytes that it needed at most, as far as that can be told."""

    @cached_property
    def with_nan(self) -> int:
        """The number of the first input for which NaN is wanted; 0 where it is for none."""
        return next((at for at, one in enumerate(self.inputs, start=1) if holds_nan(one.expected)), 0)


def asked(reference: Reference, order: Order) -> Asked:
    """The inputs with what the reference gives for them, worked out once; ReferenceFault with file and line where that cannot be done."""
    found = reference.asked.get(order)
    if not isinstance(found, Asked):
        found = reference.asked[order] = _worked_out(reference, order)
    return found


def _worked_out(reference: Reference, order: Order) -> Asked:
    if order.judges:
        return _to_be_judged(reference, order)
    found = [_input(reference, order, number, drawn) for number, drawn in enumerate(_drawn(reference, order), start=1)]
    return Asked(order, tuple(one for one, _, _ in found), max(took for _, took, _ in found), max(need for _, _, need in found))


def _to_be_judged(reference: Reference, order: Order) -> Asked:
    """Inputs whose answers a predicate judges; without any arguments of its own there is one."""
    names, needed = _input_names(reference, order), 0
    drawn = _drawn(reference, order) if names or order.inputs in reference.functions else [()]
    found = []
    for number, one in enumerate(drawn, start=1):
        seed = seed_of(str(order.seed), str(number))
        arguments = dict(zip(names, one, strict=False))
        needed = max(needed, len(_frame(reference, order.inputs, f"input {number} of `{order.inputs}`", arguments)))
        found.append(Input(arguments, Accepts(reference, order.name, order.shapes, arguments, seed), "", seed))
    return Asked(order, tuple(found), 0.0, needed)


def _input_names(reference: Reference, order: Order) -> tuple[str, ...]:
    """What is yielded: a function's arguments, or those of a predicate that the reference does not know itself."""
    return inputs_of(reference, order.name) if order.judges else arguments_of(reference, order.name)


def _drawn(reference: Reference, order: Order) -> list[tuple[Any, ...]]:
    """All that the reference yields, each as a tuple of arguments."""
    import numpy as np

    where, names = reference.where(order.inputs), _input_names(reference, order)
    required, example = len({*reference.arguments(order.name)} & {*names}), ", ".join(names) or "()"

    def yielded() -> list[Any]:
        with seeded(order.seed):
            given = reference.functions[order.inputs](np.random.default_rng(order.seed))
            if not isinstance(given, Iterable):
                said = f"`{order.inputs}` gives a single {type(given).__name__}" if given is not None else f"`{order.inputs}` gives nothing"
                raise ReferenceFault(f"{where}: {said}; it wants at least one `yield {example}`")
            return list(islice(given, MOST_INPUTS + 1))

    drawn = _called(reference, order.inputs, "on a seeded generator", yielded)
    if not drawn:
        raise ReferenceFault(f"{where}: `{order.inputs}` yields nothing; it wants at least one `yield {example}`")
    if len(drawn) > MOST_INPUTS:
        raise ReferenceFault(f"{where}: `{order.inputs}` yields more than {MOST_INPUTS} inputs; fewer say as much")
    if _sent(drawn) != _sent(_called(reference, order.inputs, "on a seeded generator", yielded)):
        raise ReferenceFault(f"{where}: `{order.inputs}` yields other inputs each time it is asked; draw them from its `rng` alone")
    if required <= 1 == len(names):
        drawn = [one if isinstance(one, tuple) and len(one) == 1 else (one,) for one in drawn]
    for number, one in enumerate(drawn, start=1):
        if not isinstance(one, tuple):
            said = f"`{order.inputs}` yields a {type(one).__name__} (input {number}), where all arguments of `{order.name}` are wanted"
            raise ReferenceFault(f"{where}: {said}: write `yield {example}`")
        if not required <= len(one) <= len(names):
            said = f"`{order.inputs}` yields {len(one)} arguments (input {number}), but `{order.name}` takes {len(names)}"
            raise ReferenceFault(f"{where}: {said}: write `yield {example}`")
    return drawn


def _sent(drawn: list[Any]) -> bytes:
    """Inputs as they would cross; what cannot is told later, by its number."""
    try:
        return encode({"drawn": drawn}, whole=True)
    except WireError:
        return b""


def _input(reference: Reference, order: Order, number: int, drawn: tuple[Any, ...]) -> tuple[Input, float, int]:
    """One input, what it took and needed; the reference is called twice, for what it gives must not change."""
    name, seed = order.name, seed_of(str(order.seed), str(number))
    arguments = dict(zip(arguments_of(reference, name), drawn, strict=False))
    on = f"on input {number} of `{order.inputs}`"
    sent = _frame(reference, order.inputs, f"input {number} of `{order.inputs}`", arguments)

    def called() -> tuple[Any, float, int, bytes]:
        own = copy.deepcopy(arguments)
        with seeded(seed), measured() as cost:
            value = reference.functions[name](**own)
        return value, cost.seconds, cost.bytes, _frame(reference, name, f"what `{name}` makes of its arguments", own)

    value, took, need, left = _called(reference, name, on, called)
    if left != sent:
        raise ReferenceFault(f"{reference.where(name)}: `{name}` changes its arguments ({on}); let it work on copies")
    if value is None or value is ...:
        said = f"`{name}` gives {value!r} ({on}), which stands for an answer that was not attempted"
        raise ReferenceFault(f"{reference.where(name)}: {said}; does it lack its `return`?")
    frame = _frame(reference, name, f"what `{name}` gives {on}", {"value": value})
    again, _, need_again, _ = _called(reference, name, on, called)
    if _frame(reference, name, f"what `{name}` gives {on}", {"value": again}) != frame and not _alike(value, again):
        said = f"`{name}` gives another value each time it is asked ({on})"
        raise ReferenceFault(f"{reference.where(name)}: {said}; seed what is random, or say `random: yes` in the rubric")
    expected = decode(*read_frame(BytesIO(frame).read, len(frame)))["value"]
    need = min(need, need_again)  # the first call may load what a library puts off until then
    return Input(arguments, expected, origin_of(value), seed), took, max(need, len(sent) + len(frame))


def _frame(reference: Reference, name: str, what: str, message: Mapping[str, Any]) -> bytes:
    """A message of ours as bytes; what cannot cross is the reference's fault."""
    try:
        return encode(dict(message), whole=True)
    except WireError as problem:
        raise ReferenceFault(f"{reference.where(name)}: {what} cannot be sent to a group's code: {problem}") from None


def _called(reference: Reference, name: str, on: str, call: Callable[[], T]) -> T:
    """A call of the course's own function; what it raises is told with its line."""
    import numpy as np

    try:
        with np.errstate(all="ignore"):
            return call()
    except ReferenceFault:
        raise
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - the course's own code: whatever it raises is told with its line
        own = reference.functions[name].__code__.co_filename
        frames = traceback.extract_tb(problem.__traceback__)
        line = next((frame.lineno for frame in reversed(frames) if frame.filename == own), reference.lines.get(name, 1))
        said = " ".join(f"{type(problem).__name__}: {problem}".split())[:300]
        raise ReferenceFault(f"{reference.file}, line {line}: `{name}` fails {on} ({said}); mend it before marking") from None


def holds_nan(value: Any) -> bool:  # noqa: ANN401 - whatever the sample solution gives
    """Whether a plain value is not a number, or holds such a one."""
    import numpy as np

    if isinstance(value, Mapping):
        return any(map(holds_nan, value.values()))
    if isinstance(value, list | tuple):
        return any(map(holds_nan, value))
    return isinstance(value, float | complex | np.ndarray) and np.asarray(value).dtype.kind in "fc" and bool(np.isnan(value).any())


def _alike(value: Any, again: Any) -> bool:  # noqa: ANN401 - whatever the sample solution gives
    """Whether two values are the same but for the dust of floating point: sums in another order, on several threads."""
    import numpy as np

    try:
        return bool(np.allclose(np.asarray(value, dtype=float), np.asarray(again, dtype=float), rtol=1e-9, atol=0.0, equal_nan=True))
    except (TypeError, ValueError, RuntimeError):
        return False
