"""A value as a frame: only exact types of Python, numpy and torch are read, so that no code of a student's class ever runs."""

import struct
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable
from json.encoder import encode_basestring_ascii
from types import EllipsisType, MappingProxyType, NoneType
from typing import Any

from grader.wire import limits
from grader.wire.arrays import Flat, Libraries, flat, libraries
from grader.wire.frames import LENGTHS, WireError, frame_bytes
from grader.wire.keys import is_key
from grader.wire.opaque import TOO_LARGE, Opaque, opaque, type_name, unknown
from grader.wire.packed import packed
from grader.wire.text import clean

_INT, _FLOAT, _COMPLEX = struct.Struct("<q"), struct.Struct("<d"), struct.Struct("<2d")


def encode(message: object, cap: int = limits.MOST_FRAME, *, whole: bool = False) -> bytes:
    """The frame of a message, at most `cap` bytes; what cannot cross is an `Opaque` in it, or with `whole` a WireError."""
    if cap < 2 * limits.RESERVE:
        raise ValueError(f"a cap of {cap} bytes is too small for any message")
    writer = _Writer(cap, whole=whole)
    if type(message) is dict and len(message) <= limits.MOST_FIELDS and all(map(_is_name, message)):
        writer.message(message)
    else:
        writer.field(message, 0)
    return frame_bytes("".join(writer.pieces).encode("ascii"), writer.buffers)


def _is_name(key: object) -> bool:
    return type(key) is str and len(key) <= limits.MOST_KEY


def origin_of(value: object) -> str:
    """What a value is here, in words: `list`, `numpy.ndarray float64`, `torch.Tensor float32`."""
    found = flat(value, libraries(), limits.MOST_FRAME)
    return found.was if isinstance(found, Flat) else found.type if isinstance(found, Opaque) else type_name(value)


class _Full(WireError):
    """The message has no more room."""


class _Writer:
    """A message in the making: the structure as pieces of JSON, everything else as buffers."""

    def __init__(self, cap: int, *, whole: bool) -> None:
        self.pieces: list[str] = []
        self.buffers: list[bytes] = []
        self.room = cap - LENGTHS.size - limits.RESERVE
        self.header_room = limits.MOST_HEADER - limits.RESERVE
        self.nodes = limits.MOST_NODES
        self.numbers = limits.MOST_NUMBERS
        self.here: Libraries = libraries()
        self.above: set[int] = set()
        self.whole = whole

    def message(self, fields: dict[str, Any]) -> None:
        """A dict of ours; a field that is too large leaves the others as they are."""
        self.nodes -= 1
        self.put(f'["dict",[{",".join(map(encode_basestring_ascii, fields))}]')
        for value in fields.values():
            self.put(",")
            self.field(value, 1)
        self.put("]")

    def field(self, value: object, depth: int) -> None:
        """A value, or where it is too large only that it is."""
        before = len(self.pieces), len(self.buffers), self.room, self.header_room, self.nodes, self.numbers
        try:
            self.value(value, depth)
        except _Full as full:
            pieces, buffers, self.room, self.header_room, self.nodes, self.numbers = before
            del self.pieces[pieces:], self.buffers[buffers:]
            self.above.clear()
            self.room += limits.RESERVE // 8
            self.header_room += limits.RESERVE // 8
            name = type_name(value)
            self.stop(opaque(name if name.isascii() and name.isidentifier() else "object", f"{TOO_LARGE}: {full}"))

    def put(self, piece: str, data: bytes = b"") -> None:
        """A piece of the structure and what belongs to it."""
        self.header_room -= len(piece)
        self.room -= len(piece) + len(data)
        if self.header_room < 0:
            raise _Full("it has too many parts")
        if self.room < 0:
            raise _Full("it has too many bytes")
        self.pieces.append(piece)
        self.buffers.append(data)

    def value(self, value: Any, depth: int) -> None:  # noqa: ANN401 - any object at all
        """Any value."""
        self.nodes -= 1
        if self.nodes < 0:
            raise _Full(f"it has more than {limits.MOST_NODES} parts")
        kind = type(value)
        write = _WRITERS.get(kind) if type(kind) is type else None  # a class of another class may have a __hash__ of its own
        if write is not None:
            write(self, value, depth)
        elif (found := flat(value, self.here, self.room)) is None:
            self.stop(unknown(value))
        elif isinstance(found, list):
            self.sequence(found, depth)
        elif isinstance(found, Opaque):
            self.stop(found)
        else:
            self.array(found)

    def stop(self, found: Opaque) -> None:
        """A value that cannot cross."""
        if self.whole:
            raise WireError(f"a value of type {found.type} cannot be sent: {found.why}")
        self.write_opaque(found)

    def write_opaque(self, found: Opaque, _depth: int = 0) -> None:
        """That there was a value that could not cross."""
        if not type(found.type) is type(found.why) is type(found.text) is str:
            raise _Full("it is no value")
        found = opaque(found.type, found.why, found.text)
        self.put(f'["opaque",{",".join(map(encode_basestring_ascii, (found.type, found.why, found.text)))}]')

    def array(self, found: Flat) -> None:
        """An array, or a number of numpy's."""
        if found.scalar:
            self.put(f'["scalar","{found.dtype}","{found.was}"]', found.data)
        else:
            self.put(f'["array","{found.dtype}",[{",".join(map(str, found.shape))}],"{found.was}"]', found.data)

    def write_word(self, value: object, _depth: int) -> None:
        """What has no more than a name."""
        self.put('"none"' if value is None else '"ellipsis"' if value is ... else '"true"' if value is True else '"false"')

    def write_int(self, value: int, _depth: int) -> None:
        """A whole number of any size that somebody might mean."""
        if value in limits.INT64:
            self.put('"int"', _INT.pack(value))
        elif value.bit_length() <= limits.MOST_BITS:
            data = value.to_bytes(value.bit_length() // 8 + 1, "little", signed=True)
            self.put(f'["big",{len(data)}]', data)
        else:
            self.stop(opaque("int", f"{TOO_LARGE}: a whole number of more than 4000 digits"))

    def write_float(self, value: float, _depth: int) -> None:
        """A float with all its bits."""
        self.put('"float"', _FLOAT.pack(value))

    def write_complex(self, value: complex, _depth: int) -> None:
        """A complex number."""
        self.put('"complex"', _COMPLEX.pack(value.real, value.imag))

    def write_text(self, value: str, _depth: int) -> None:
        """A text, if it is not too long."""
        if len(value) > limits.MOST_TEXT:
            self.stop(opaque("str", f"{TOO_LARGE}: a text of {len(value)} characters", value))
            return
        data = (value if value.isascii() else clean(value, limits.MOST_TEXT)).encode()
        self.put(f'["text",{len(data)}]', data)

    def write_bytes(self, value: bytes, _depth: int) -> None:
        """Bytes, such as a file's."""
        if len(value) > self.room:
            self.stop(opaque("bytes", f"{TOO_LARGE}: {len(value)} bytes"))
        else:
            self.put(f'["bytes",{len(value)}]', value)

    def write_range(self, value: range, depth: int) -> None:
        """A range as the list that it stands for."""
        if value[limits.MOST_NUMBERS :]:  # its len() would not hold 10**20
            raise _Full(f"it has more than {limits.MOST_NUMBERS} numbers")
        self.sequence(list(value), depth)

    def sequence(self, value: list[Any] | tuple[Any, ...], depth: int) -> None:
        """A list or a tuple; numbers of one kind go as one buffer."""
        word = "tuple" if type(value) is tuple else "list"
        if len(value) > limits.MOST_NUMBERS:
            raise _Full(f"it has more than {limits.MOST_NUMBERS} items")
        items = value[:]  # a thread of theirs may still be changing it
        if self.packed(items, word) or not self.enter(value, depth):
            return
        if len(items) > self.nodes:
            raise _Full(f"it has more than {limits.MOST_NODES} parts")
        self.put(f'["{word}"')
        self.items(items, value, depth)

    def packed(self, items: list[Any] | tuple[Any, ...], word: str) -> bool:
        """Whether the items are numbers of one kind, which are then written."""
        found = packed(items, word, self.here)
        if found is None:
            return False
        self.numbers -= len(items)
        if self.numbers < 0:
            raise _Full(f"it has more than {limits.MOST_NUMBERS} numbers in lists")
        self.put(*found)
        return True

    def mapping(self, value: dict[Any, Any], depth: int) -> None:
        """A dict, its keys as names where they all are texts."""
        if len(value) > self.nodes:
            raise _Full(f"it has more than {limits.MOST_NODES} parts")
        items = list(dict.items(value))
        if all(_is_name(key) and key.isprintable() for key, _ in items):
            if self.enter(value, depth):
                self.put(f'["dict",[{",".join(encode_basestring_ascii(key) for key, _ in items)}]')
                self.items((part for _, part in items), value, depth)
        elif len(items) > limits.MOST_PAIRS or not all(is_key(key) for key, _ in items):
            self.stop(opaque("dict", "return a dict whose keys are texts"))
        elif self.enter(value, depth):
            self.put('["pairs"')
            self.items((part for pair in items for part in pair), value, depth)

    def items(self, parts: Any, whole: object, depth: int) -> None:  # noqa: ANN401 - an iterator of ours over values of theirs
        """The rest of a list, tuple or dict."""
        for part in parts:
            self.put(",")
            self.value(part, depth + 1)
        self.put("]")
        self.above.discard(id(whole))

    def enter(self, value: object, depth: int) -> bool:
        """Whether to go into a list, tuple or dict; if not, it is said why."""
        if id(value) in self.above:
            self.stop(opaque(type_name(value), "return something that does not contain itself"))
            return False
        if depth > limits.MOST_DEPTH:
            self.stop(opaque(type_name(value), f"return something that is nested at most {limits.MOST_DEPTH} deep"))
            return False
        self.above.add(id(value))
        return True


_Write = Callable[[_Writer, Any, int], None]
_WRITERS: MappingProxyType[type, _Write] = MappingProxyType(
    {
        **dict.fromkeys((NoneType, EllipsisType, bool), _Writer.write_word),
        **{
            int: _Writer.write_int,
            float: _Writer.write_float,
            complex: _Writer.write_complex,
            str: _Writer.write_text,
            bytes: _Writer.write_bytes,
            range: _Writer.write_range,
        },
        **dict.fromkeys((list, tuple), _Writer.sequence),
        **dict.fromkeys((dict, OrderedDict, defaultdict, Counter), _Writer.mapping),
        Opaque: _Writer.write_opaque,
    }
)
