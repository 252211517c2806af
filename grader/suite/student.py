"""What the fixture `student` gives to a test: the group's code by handles, each use of which is one question to the jail.

What a call gives back is data, or a handle that stays closed: it can be handed on, counted and gone through, but its attributes and
operators are theirs, and an object made to please (`a - b` is 0 whatever b is) must not decide a test by them. `student.open(…)` says
that an object is expected there.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from grader.suite.raised import CannotCross, Closed
from grader.wire.encode import encode
from grader.wire.frames import WireError
from grader.worker.objects import BINARY, HANDLE, SLICE

Ask = Callable[[Mapping[str, Any]], Any]
"""Puts one use to the job; gives data or a Handle, and raises what the group's code raised."""
__tracebackhide__ = True  # pytest tells of the test's own line, not of ours
MOST, AT_ONCE = 10_000, 256
"""So many things of a loop are asked for in all, and at once."""


class Handle:
    """Something of the group's that stays in the jail; what is done with it is done there."""

    __slots__ = ("_ask", "_number", "_open", "_text", "_type")
    __array_ufunc__ = None  # numpy leaves `array @ handle` to the handle, instead of taking it apart
    __hash__ = object.__hash__

    def __init__(self, ask: Ask, number: int, kind: str, *, is_open: bool = False) -> None:
        for name, value in (("_ask", ask), ("_number", number), ("_type", kind), ("_open", is_open)):
            object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return f"<the group's {self._type}>"

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - whatever they wrote
        if name.startswith("__") and name.endswith("__"):  # asked by Python, numpy and pytest themselves
            raise AttributeError(f"{self!r} has no {name} on this side of the jail")
        return self._opened("get", name=name)

    def __setattr__(self, name: str, value: Any) -> None:  # noqa: ANN401 - whatever a test hands over
        self._opened("set", value, name=name)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401, D102 - the same
        return self._opened("call", *args, kwargs=kwargs)

    def __getitem__(self, key: Any) -> Any:  # noqa: ANN401 - the same
        return self._use("item", key)

    def __setitem__(self, key: Any, value: Any) -> None:  # noqa: ANN401 - the same
        self._opened("set item", key, value)

    def __len__(self) -> int:
        return int(self._use("operator", name="len"))

    def __iter__(self) -> Iterator[Any]:
        loop = self._use("iterate")
        most, count = 1, 0
        while count < MOST:
            things = loop._use("items", most=most)  # noqa: SLF001 - a handle like this one
            yield from things
            if len(things) < most:
                return
            count, most = count + most, min(2 * most, AT_ONCE)
        raise Closed(f"{self!r} gives more than {MOST} things in a loop")

    def __bool__(self) -> bool:
        raise Closed(f"{self!r} is no data, so it is neither true nor false")

    def __del__(self) -> None:
        self._ask({"verb": "drop", "handle": self._number})

    def _use(self, verb: str, *args: Any, **fields: Any) -> Any:  # noqa: ANN401 - whatever comes back
        """One question about it."""
        frame = sent(args, fields.pop("kwargs", {}))
        return self._ask({"verb": verb, "handle": self._number, "open": self._open, **fields, **frame})

    def _opened(self, verb: str, *args: Any, **fields: Any) -> Any:  # noqa: ANN401 - whatever comes back
        """One question that their object answers as it likes."""
        if not self._open:
            raise Closed(f"what came back is {self!r} and no data; a test that expects an object says `student.open(…)`")
        return self._use(verb, *args, **fields)


def _forward(name: str) -> Callable[..., Any]:
    def operator(self: Handle, *others: Any) -> Any:  # noqa: ANN401 - an operand may be anything
        return self._opened("operator", *others, name=name)

    return operator


OPERATORS = (*BINARY, *(f"r{name}" for name in BINARY), "neg", "pos", "abs", "float", "int")
"""Relations are not among them: a test compares data."""
for _name in OPERATORS:
    setattr(Handle, f"__{_name}__", _forward(_name))


class Student:
    """The group's code. `student.module("lib/convolutions.py").conv(x)` calls their function `conv`."""

    def __init__(self, ask: Ask, default: str = "") -> None:
        self._ask, self._default = ask, default

    def module(self, file: str = "") -> Any:  # noqa: ANN401 - a handle on whatever they wrote
        """A file of theirs, loaded; without a name the one that the rubric's `in:` names."""
        if not (file or self._default):
            raise ValueError('say which file: student.module("solution.py"), or write `in:` into the line of the rubric')
        return self._ask({"verb": "import", "file": file or self._default, "open": True})

    def open(self, value: Any) -> Any:  # noqa: ANN401 - whatever came back
        """What a call gave back, as an object whose attributes, calls and operators the test uses; data stays data."""
        if not isinstance(value, Handle):
            return value
        return self._ask({"verb": "same", "handle": value._number, "open": True})  # noqa: SLF001 - a number for this file

    def keep(self, value: Any) -> Any:  # noqa: ANN401 - whatever can cross
        """A value of the test's, held in the job, for functions that change what they are given; `student.data` fetches it."""
        return self._ask({"verb": "keep", "open": False, **sent((value,), {})})

    def data(self, value: Any) -> Any:  # noqa: ANN401 - whatever can cross
        """What a handle stands for, as data, where it is any."""
        if not isinstance(value, Handle):
            return value
        return self._ask({"verb": "data", "handle": value._number, "open": False})  # noqa: SLF001 - a number for this file


def sent(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[str, bytes]:
    """Arguments for their way into the job, as a frame of their own, so that tensors stay tensors."""
    try:
        return {"frame": encode([packed(args), packed(dict(kwargs))], whole=True)}
    except WireError as problem:
        raise CannotCross(f"{problem}; give it numbers, texts, lists, tuples, dicts, arrays, tensors or handles") from None


def packed(value: Any) -> Any:  # noqa: ANN401 - whatever a test hands over
    """An argument for its way into the job: handles become their numbers, also within lists, tuples and dicts."""
    if isinstance(value, Handle):
        return {HANDLE: value._number}  # noqa: SLF001 - a number for this file
    if isinstance(value, slice):
        return {SLICE: [value.start, value.stop, value.step]}
    if type(value) in (list, tuple):
        return type(value)(packed(one) for one in value)
    if type(value) is dict:
        return {key: packed(one) for key, one in value.items()}
    return value
