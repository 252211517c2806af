"""In the place of a group's own function, for one question: one that asks the grader what it should have given."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from types import FunctionType, ModuleType
from typing import Any

from grader.worker.channel import Channel, ChannelClosed
from grader.worker.load import define
from grader.worker.loaded import Group, Loaded

MOST_CALLS = 10_000


class Refused(RuntimeError):
    """The grader does not answer such a call."""


class Asking:
    """The calls of one question."""

    def __init__(self, channel: Channel, group: Group, state: Loaded) -> None:
        self._channel = channel
        self._count = 0
        self.group, self.state = group, state

    def for_name(self, name: str) -> Callable[..., Any]:
        """A function that asks; as a method it leaves out its object."""

        def asked(*given: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever the group hands over
            return self._ask(name, [*given], options)

        asked.__name__ = asked.__qualname__ = name
        return asked

    def _ask(self, name: str, given: list[Any], options: dict[str, Any]) -> Any:  # noqa: ANN401 - whatever the reference gives
        self._count += 1
        if self._count > MOST_CALLS:
            raise Refused(f"`{name}` was called more than {MOST_CALLS} times")
        self._channel.send({"is": "call", "name": name, "args": given, "kwargs": options})
        told = self._channel.receive()
        if told.get("do") == "result":
            return told["value"]
        if told.get("do") == "refuse":
            raise Refused(str(told.get("says", "")))
        raise ChannelClosed("a call was answered with another question")


@contextmanager
def in_place(state: Loaded, group: Group, names: Sequence[str], asking: Asking) -> Iterator[None]:
    """Functions that ask, wherever the group's own are bound; as before afterwards."""
    undo: list[Callable[[], None]] = []
    for name in names:
        undo += _replaced(state, group, name, asking.for_name(name))
    try:
        yield
    finally:
        for step in reversed(undo):
            step()


def _replaced(state: Loaded, group: Group, name: str, stand_in: Callable[..., Any]) -> list[Callable[[], None]]:
    """Put a stand-in for a function, or for a method of a class, everywhere; how to undo that."""
    first, _, method = name.partition(".")
    owners = [group, *(one for one in state.groups.values() if one is not group)]
    owner = next((one for one in owners if first in vars(one.module) or define(state, one, first)), None)
    if owner is None:
        return []
    before = vars(owner.module)[first]
    if method:
        if not isinstance(before, type) or method not in vars(before):
            return []
        theirs = vars(before)[method]
        setattr(before, method, lambda _self, *given, **options: stand_in(*given, **options))
        return [lambda: setattr(before, method, theirs)]
    if isinstance(before, FunctionType) and not before.__code__.co_freevars:
        return [_rewritten(before, name, stand_in)]
    return [_bound(one.module, key, stand_in) for one in owners for key, value in list(vars(one.module).items()) if value is before]


def _rewritten(function: FunctionType, name: str, stand_in: Callable[..., Any]) -> Callable[[], None]:
    """Let the very function ask: so it does wherever it is kept, in a table or as a default too; how to undo that."""
    code, names = function.__code__, function.__globals__
    hidden = f"__in_place_of_{name}"
    names[hidden] = stand_in
    function.__code__ = eval(f"lambda *given, **options: {hidden}(*given, **options)", {}).__code__  # noqa: S307 - our own text, in the job

    def undo() -> None:
        function.__code__ = code
        names.pop(hidden, None)

    return undo


def _bound(module: ModuleType, key: str, stand_in: Callable[..., Any]) -> Callable[[], None]:
    """Bind a stand-in; how to undo that."""
    before = vars(module)[key]
    vars(module)[key] = stand_in
    return lambda: vars(module).__setitem__(key, before)
