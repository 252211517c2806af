"""The objects of a group's code that tests elsewhere have handles of, by number, and what can be done with one."""

import operator
import struct
import sys
from collections.abc import Callable, Mapping
from itertools import islice
from types import MappingProxyType, ModuleType
from typing import Any

from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import LENGTHS, WireError
from grader.wire.limits import MOST_FRAME
from grader.wire.opaque import type_name

HANDLE, SLICE = "handle·", "slice·"
"""The one key of a dict that stands for an object or a slice among the arguments."""
MOST_HANDLES, MOST_ITEMS = 100_000, 256
BINARY = ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul")
UNARY: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {"neg": operator.neg, "pos": operator.pos, "abs": abs, "len": len, "float": float, "int": int}
)
FORWARD: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType({name: getattr(operator, name) for name in BINARY})


class Absent(Exception):
    """A file or name that is not there; `what` says which of the two."""

    def __init__(self, what: str, says: str) -> None:
        super().__init__(says)
        self.what, self.says = what, says


class Refused(Exception):
    """A request that cannot be met: not the group's doing."""


class Handles:
    """The objects of one job, by number."""

    def __init__(self, load: Callable[[str], object]) -> None:
        self._load = load
        self._objects: dict[int, object] = {}
        self._last = 0

    def answer(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """What one request comes to; whatever the group's code raises is raised here."""
        for number in request.get("dropped", ()):
            self._objects.pop(number, None)
        do = _VERBS.get(request["verb"])
        if do is None:
            raise Refused(f"no verb {request['verb']!r}")
        try:
            return do(self, request)
        except Absent as absent:
            return {"is": "absent", "what": absent.what, "says": absent.says}

    def told(self, value: object) -> dict[str, Any]:
        """A value as data where all of it can cross, else as a handle."""
        try:
            return {"is": "done", "frame": encode(value, MOST_FRAME // 2, whole=True)}
        except WireError:
            return self.held(value)

    def held(self, value: object) -> dict[str, Any]:
        """A handle."""
        if len(self._objects) >= MOST_HANDLES:
            raise Refused(f"more than {MOST_HANDLES} objects are held")
        self._last += 1
        self._objects[self._last] = value
        return {"is": "handle", "handle": self._last, "type": type_name(value)}

    def loaded(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """A file of theirs."""
        return self.held(self._load(request["file"]))

    def got(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """An attribute; one that a file lacks was never written."""
        target, name = self._target(request), request["name"]
        if isinstance(target, ModuleType) and not hasattr(target, name):
            raise Absent("function", f"there is no `{name}` in it")
        return self.told(getattr(target, name))

    def put(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """An attribute set."""
        setattr(self._target(request), request["name"], self._arguments(request)[0][0])
        return self.told(None)

    def item(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """An item."""
        return self.told(self._target(request)[self._arguments(request)[0][0]])

    def put_item(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """An item set."""
        key, value = self._arguments(request)[0]
        self._target(request)[key] = value
        return self.told(None)

    def called(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """A call."""
        args, kwargs = self._arguments(request)
        return self.told(self._target(request)(*args, **kwargs))

    def operated(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """An operator; `rsub` has the target on its right."""
        name, target, args = request["name"], self._target(request), self._arguments(request)[0]
        if name in UNARY:
            return self.told(UNARY[name](target))
        if name in FORWARD:
            return self.told(FORWARD[name](target, args[0]))
        if (forward := FORWARD.get(name.removeprefix("r"))) is not None:
            return self.told(forward(args[0], target))
        raise Refused(f"no operator {name!r}")

    def iterator(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """A loop over it, about to begin."""
        return self.held(iter(self._target(request)))

    def items(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """The next few things that a loop gives; fewer than were asked for where it ends."""
        things: list[Any] = list(islice(self._target(request), min(request["most"], MOST_ITEMS)))
        try:
            return {"is": "done", "frame": encode(things, MOST_FRAME // 2, whole=True)}
        except WireError:
            return {"is": "items", "items": [self.told(one) for one in things]}

    def kept(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """A value of the test's."""
        return self.held(self._arguments(request)[0][0])

    def same(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """Another number for an object."""
        return self.held(self._target(request))

    def data(self, request: Mapping[str, Any]) -> dict[str, Any]:
        """An object as data, with what cannot cross named in its place."""
        return self.told(self._target(request))

    def _target(self, request: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever they made
        """The object that a request is about."""
        number = request["handle"]
        if number not in self._objects:
            raise Refused(f"no object {number}")
        return self._objects[number]

    def _arguments(self, request: Mapping[str, Any]) -> tuple[list[Any], dict[str, Any]]:
        """Arguments and keyword arguments."""
        args, kwargs = self._unpacked(unframed(request["frame"]))
        return list(args), kwargs

    def _unpacked(self, value: Any) -> Any:  # noqa: ANN401 - whatever crosses
        """Arguments with the objects in their places."""
        if type(value) is dict:
            if value.keys() == {HANDLE}:
                return self._target({"handle": value[HANDLE]})
            if value.keys() == {SLICE}:
                return slice(*value[SLICE])
            return {key: self._unpacked(one) for key, one in value.items()}
        if type(value) in (list, tuple):
            return type(value)(self._unpacked(one) for one in value)
        return value


_Do = Callable[[Handles, Mapping[str, Any]], dict[str, Any]]
_VERBS: Mapping[str, _Do] = MappingProxyType(
    {
        **{"import": Handles.loaded, "get": Handles.got, "set": Handles.put, "item": Handles.item, "set item": Handles.put_item},
        **{"call": Handles.called, "operator": Handles.operated, "iterate": Handles.iterator, "items": Handles.items, "keep": Handles.kept},
        **{"same": Handles.same, "data": Handles.data},
    }
)


def unframed(frame: bytes) -> Any:  # noqa: ANN401 - whatever crosses
    """The value of a frame; tensors are tensors where torch is there."""
    torch = sys.modules.get("torch")
    try:
        head, _ = LENGTHS.unpack_from(frame)
    except struct.error:
        raise WireError("no frame") from None
    middle = LENGTHS.size + head
    return decode(frame[LENGTHS.size : middle], frame[middle:], None if torch is None else torch.as_tensor)
