"""In the place of a group's own wrong function the reference answers, for arguments that are checked first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import prod
from typing import Any

from grader.askable import arguments_of
from grader.asked import Asked
from grader.references.quantity import CannotFollow
from grader.references.reference import FEWEST_STEPS, TIMES_THE_STEPS, Reference
from grader.wire.encode import encode
from grader.wire.frames import WireError
from grader.wire.opaque import Opaque

LARGEST = 10**6
"""Of a whole number, and of the entries of an array."""
ALL_TOGETHER = 10**8
"""What the whole numbers of one call may multiply to: sizes of what the reference would make of them."""
MOST_CALLS = 10_000
STEPS_IN_ALL = 100
"""All calls together may take so many times the steps that one may: a group decides how often the reference is called."""
ENTRIES_IN_ALL = 10**8
"""Of the arrays in all calls, whose work is not counted in steps."""
ALIKE = ({"list", "array"}, {"whole", "number"}, {"truth", "whole"})
"""Kinds that may stand for one another."""


class Odd(Exception):
    """Arguments that the reference is not to be called with."""


@dataclass
class StandIn:
    """The reference's function in the place of one of the group's."""

    reference: Reference
    asked: Asked
    calls: int = 0
    steps: int = 0
    entries: int = 0
    """What all calls took, and the sizes of what they were given."""
    _most: int = 0

    def answer(self, given: Sequence[Any], options: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the reference gives
        """What it gives; raises Odd or CannotFollow."""
        self.calls += 1
        if self.calls > MOST_CALLS:
            raise Odd("it is called too often")
        name = self.asked.order.name
        arguments = self.bound(arguments_of(self.reference, name), given, options)
        samples = [one.arguments for one in self.asked.inputs]
        for key, value in arguments.items():
            own = [sample[key] for sample in samples if key in sample]
            check(key, value, own)
        self.entries += sum(entries(value) for value in arguments.values())
        if self.entries > ENTRIES_IN_ALL or self.steps > STEPS_IN_ALL * self.most():
            raise Odd("its calls take too long together")
        if prod(size for value in arguments.values() for size in sizes(value)) > ALL_TOGETHER:
            raise Odd("its arguments are out of all proportion")
        restored = {key: restore(value, [sample[key] for sample in samples if key in sample]) for key, value in arguments.items()}
        self.steps += self.most()  # where it comes to no end, that is what it took
        value, steps = self.reference.called(name, restored, self.most())
        self.steps += steps - self.most()
        return value

    def bound(self, names: Sequence[str], given: Sequence[Any], options: Mapping[str, Any]) -> dict[str, Any]:
        """Values by the names of the arguments; a method's own object comes first and is left out."""
        if len(given) > len(names):
            raise Odd(f"it takes {len(names)} arguments")
        arguments = dict(zip(names, given, strict=False))
        for key, value in options.items():
            if key not in names or key in arguments:
                raise Odd("it has no such argument")
            arguments[key] = value
        if missing := [key for key in self.reference.arguments(self.asked.order.name) if key not in arguments]:
            raise Odd(f"its argument `{missing[0]}` is not given")
        return arguments

    def most(self) -> int:
        """Steps that one call may take: many times what the course's own inputs take."""
        if not self._most:
            own = (self.reference.called(self.asked.order.name, dict(one.arguments))[1] for one in self.asked.inputs[:3])
            self._most = max(FEWEST_STEPS, TIMES_THE_STEPS * max(own))
        return self._most


@dataclass
class StandIns:
    """All functions that are replaced in one question, by what they are called in the group's code."""

    by_name: Mapping[str, StandIn] = field(default_factory=dict)
    refused: set[str] = field(default_factory=set)
    """Names of those that could not answer every call."""

    def answers(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """The answer to a `call`."""
        name, given, options = message.get("name"), message.get("args"), message.get("kwargs")
        stand_in = self.by_name.get(name) if type(name) is str else None
        if stand_in is None or type(given) is not list or type(options) is not dict:
            return {"do": "refuse", "says": "nothing stands in for it"}
        try:
            answer = {"do": "result", "value": stand_in.answer(given, options)}
            encode(answer, whole=True)
        except (Odd, CannotFollow, WireError) as problem:
            says = str(problem) if isinstance(problem, Odd) else "the function makes nothing of these arguments"
            self.refused.add(str(name))
            return {"do": "refuse", "says": f"`{name}`: {says}"}
        return answer

    @property
    def called(self) -> tuple[str, ...]:
        """Names of those that were called at least once."""
        return tuple(name for name, one in self.by_name.items() if one.calls)


def check(name: str, value: Any, own: Sequence[Any]) -> None:  # noqa: ANN401 - a value from a group's code
    """Refuse what is of another kind than the course's own inputs, or out of all proportion."""
    import numpy as np

    if isinstance(value, Opaque) or value is ...:
        raise Odd(f"its argument `{name}` cannot be passed on")
    kinds = {kind_of(one) for one in own}
    kind = kind_of(value)
    if own and kind not in kinds and not any({kind, one} <= pair for one in kinds for pair in ALIKE):
        raise Odd(f"its argument `{name}` is of another kind than the sheet's")
    if isinstance(value, np.ndarray):
        if value.size > LARGEST or value.dtype.kind not in "biufc":
            raise Odd(f"its argument `{name}` is too large")
    elif isinstance(value, list | tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            check(name, part, ())
    elif isinstance(value, int) and abs(value) > LARGEST:
        raise Odd(f"its argument `{name}` is too large")


def kind_of(value: Any) -> str:  # noqa: ANN401 - any value
    """The kind of a value, in one word."""
    import numpy as np

    match value:
        case bool() | np.bool_():
            return "truth"
        case int() | np.integer():
            return "whole"
        case float() | np.floating():
            return "number"
        case str():
            return "text"
        case list() | tuple():
            return "list"
        case dict():
            return "table"
        case None:
            return "nothing"
        case _:
            return "array" if hasattr(value, "shape") else type(value).__name__


def entries(value: Any) -> int:  # noqa: ANN401 - any value
    """How many numbers stand in arrays, also within lists and dicts."""
    if isinstance(value, list | tuple | dict):
        return sum(entries(part) for part in (value.values() if isinstance(value, dict) else value))
    return int(getattr(value, "size", 0))


def sizes(value: Any) -> list[int]:  # noqa: ANN401 - any value
    """The whole numbers above 1 in a value, arrays apart: perhaps lengths of something."""
    if isinstance(value, list | tuple):
        return [size for part in value for size in sizes(part)]
    return [abs(value)] if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 1 else []


def restore(value: Any, own: Sequence[Any]) -> Any:  # noqa: ANN401 - an array that was a tensor there
    """A tensor where the course's own inputs are tensors."""
    import numpy as np

    if isinstance(value, np.ndarray) and own and type(own[0]).__module__.partition(".")[0] == "torch":
        import torch

        return torch.from_numpy(value)
    return value
