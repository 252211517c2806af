"""A frame as a value: every length, kind and sum is checked before anything is made, and what is made is our own copy."""

import struct
from collections.abc import Callable
from math import prod
from types import MappingProxyType
from typing import Any

from grader.wire import limits
from grader.wire.arrays import ITEM_BYTES
from grader.wire.frames import WireError
from grader.wire.keys import is_key
from grader.wire.opaque import MOST_EXCERPT, MOST_NAME, MOST_WHY, Opaque
from grader.wire.structure import is_node, origin, short_text, structure, what_was
from grader.wire.text import clean

__all__ = ["Tensors", "decode", "origin"]

Tensors = Callable[[Any], Any]
"""What makes a tensor of an array."""

_MOST_EMPTY = 2**48
"""Entries that an array without entries would have, were its empty dimension 1."""
_WORDS = MappingProxyType({"none": None, "ellipsis": ..., "true": True, "false": False})
_LONE = MappingProxyType({"int": struct.Struct("<q"), "float": struct.Struct("<d"), "complex": struct.Struct("<2d")})
_PACKED = MappingProxyType({"floats": ("d", 8), "ints": ("q", 8), "bools": ("?", 1)})


def decode(header: bytes, body: bytes, tensors: Tensors | None = None) -> Any:  # noqa: ANN401 - any value that can cross
    """The value of a frame; `tensors` makes a tensor of an array where the sender had one, else arrays are numpy's."""
    reader = _Reader(body, tensors)
    value = reader.value(structure(header), 0)
    if reader.at != len(body):
        raise WireError(f"{len(body) - reader.at} bytes of a body that belong to nothing")
    return value


class _Reader:
    """A body that is read from its start to its end, as the header says."""

    def __init__(self, body: bytes, tensors: Tensors | None) -> None:
        self.body = body
        self.at = 0
        self.nodes = limits.MOST_NODES
        self.numbers = limits.MOST_NUMBERS
        self.tensors = tensors

    def take(self, size: int) -> bytes:
        """The next bytes, as a copy."""
        start, self.at = self.at, self.at + size
        if self.at > len(self.body):
            raise WireError(f"a body of {len(self.body)} bytes that should hold at least {self.at}")
        return self.body[start : self.at]

    def value(self, node: Any, depth: int) -> Any:  # noqa: ANN401 - from JSON, to any value
        """One value and all that is in it."""
        self.nodes -= 1
        if self.nodes < 0:
            raise WireError(f"more than {limits.MOST_NODES} values")
        if type(node) is str:
            return self.word(node)
        if not is_node(node) or type(node[0]) is not str:
            raise WireError("a node without a kind")
        kind = node[0]
        if kind in _PACKED:
            return self.packed(*_PACKED[kind], node)
        read = _READERS.get(kind)
        if read is None:
            raise WireError(f"a value of the unknown kind {clean(kind, 20)!r}")
        if depth > limits.MOST_DEPTH and kind in _CONTAINERS:
            raise WireError(f"values nested more than {limits.MOST_DEPTH} deep")
        return read(self, node, depth)

    def word(self, word: str) -> Any:  # noqa: ANN401 - None, Ellipsis or a number
        """A value that is named only; numbers stand in the body."""
        if word in _WORDS:
            return _WORDS[word]
        form = _LONE.get(word)
        if form is None:
            raise WireError(f"a value of the unknown kind {clean(word, 20)!r}")
        numbers = form.unpack(self.take(form.size))
        return numbers[0] if len(numbers) == 1 else complex(*numbers)

    def read_big(self, node: list[Any], _depth: int) -> int:
        """A whole number beyond 64 bits."""
        value = int.from_bytes(self.take(_size(node, limits.MOST_BITS // 8 + 1)), "little", signed=True)
        if value in limits.INT64 or value.bit_length() > limits.MOST_BITS:
            raise WireError("a whole number that is no large one")
        return value

    def read_text(self, node: list[Any], _depth: int) -> str:
        """A text, such that everything else can hold it."""
        try:
            text = self.take(_size(node, 4 * limits.MOST_TEXT)).decode("utf-8")
        except UnicodeDecodeError:
            raise WireError("a text that is not UTF-8") from None
        if len(text) > limits.MOST_TEXT:
            raise WireError(f"a text of {len(text)} characters")
        return clean(text, limits.MOST_TEXT)

    def read_bytes(self, node: list[Any], _depth: int) -> bytes:
        """Bytes as they came."""
        return self.take(_size(node, len(self.body)))

    def packed(self, code: str, width: int, node: list[Any]) -> list[Any] | tuple[Any, ...]:
        """Numbers of one kind in a list or a tuple."""
        if len(node) != 3 or node[1] not in ("list", "tuple") or type(node[2]) is not int:
            raise WireError("a list of numbers without a length")
        self.count(node[2])
        data = self.take(width * node[2])
        if code == "?" and data.translate(None, b"\0\1"):
            raise WireError("a truth value that is neither 0 nor 1")
        numbers = struct.unpack(f"<{node[2]}{code}", data)
        return numbers if node[1] == "tuple" else list(numbers)

    def read_scalars(self, node: list[Any], _depth: int) -> list[Any] | tuple[Any, ...]:
        """Numbers of numpy's, all of one kind, in a list or a tuple."""
        if len(node) != 5 or node[1] not in ("list", "tuple") or type(node[2]) is not int:
            raise WireError("a list of numbers without a length")
        self.count(node[2])
        what_was(node[4])
        numbers = self.numpy(node[3], (node[2],))
        return tuple(numbers) if node[1] == "tuple" else list(numbers)

    def count(self, numbers: int) -> None:
        """So many numbers in lists more."""
        self.numbers -= numbers
        if self.numbers < 0:
            raise WireError(f"more than {limits.MOST_NUMBERS} numbers in lists")

    def read_list(self, node: list[Any], depth: int) -> list[Any]:
        """A list."""
        return [self.value(item, depth + 1) for item in node[1:]]

    def read_tuple(self, node: list[Any], depth: int) -> tuple[Any, ...]:
        """A tuple."""
        return tuple(self.read_list(node, depth))

    def read_dict(self, node: list[Any], depth: int) -> dict[str, Any]:
        """A dict with texts as keys."""
        keys = node[1] if len(node) > 1 else None
        if type(keys) is not list or len(keys) != len(node) - 2 or not all(type(key) is str for key in keys):
            raise WireError("a dict whose keys and values do not match")
        names = [short_text(key, limits.MOST_KEY) for key in keys]
        if len(set(names)) < len(names):
            raise WireError("a dict with a key twice")
        return {name: self.value(item, depth + 1) for name, item in zip(names, node[2:], strict=True)}

    def read_pairs(self, node: list[Any], depth: int) -> dict[Any, Any]:
        """A dict with numbers, None or tuples among its keys."""
        parts = self.read_list(node, depth)
        if len(parts) % 2 or len(parts) > 2 * limits.MOST_PAIRS or not all(map(is_key, parts[::2])):
            raise WireError("a dict whose keys cannot be keys")
        found = dict(zip(parts[::2], parts[1::2], strict=True))
        if 2 * len(found) != len(parts):
            raise WireError("a dict with a key twice")
        return found

    def read_opaque(self, node: list[Any], _depth: int) -> Opaque:
        """That something could not cross."""
        if len(node) != 4:
            raise WireError("a value that could not cross, without its reason")
        return Opaque(short_text(node[1], MOST_NAME), short_text(node[2], MOST_WHY), short_text(node[3], MOST_EXCERPT))

    def read_array(self, node: list[Any], _depth: int) -> Any:  # noqa: ANN401 - an array or a tensor
        """An array, or a tensor where there was one and one is wanted."""
        shape = node[2] if len(node) == 4 else None
        if type(shape) is not list or len(shape) > limits.MOST_DIMENSIONS or not all(type(one) is int for one in shape):
            raise WireError("an array without a shape")
        made = self.numpy(node[1], tuple(shape))
        return self.tensors(made) if what_was(node[3]).startswith("torch.") and self.tensors is not None else made

    def read_scalar(self, node: list[Any], _depth: int) -> Any:  # noqa: ANN401 - a number of numpy's
        """A number of numpy's."""
        if len(node) != 3:
            raise WireError("a number without a kind")
        what_was(node[2])
        return self.numpy(node[1], ())[()]

    def numpy(self, dtype: object, shape: tuple[int, ...]) -> Any:  # noqa: ANN401 - an ndarray
        """A new array of the next bytes."""
        width = ITEM_BYTES.get(dtype) if type(dtype) is str else None
        if width is None:
            raise WireError("an array of a kind that does not cross")
        if prod(filter(None, shape)) > _MOST_EMPTY:
            raise WireError("an array of impossible shape")
        data = self.take(prod(shape) * width)
        if dtype == "|b1" and data.translate(None, b"\0\1"):
            raise WireError("a truth value that is neither 0 nor 1")
        import numpy as np

        if not data:
            return np.empty(shape, dtype=str(dtype))
        return np.frombuffer(data, dtype=str(dtype)).reshape(shape).copy()


_CONTAINERS = frozenset({"list", "tuple", "dict", "pairs"})
_Read = Callable[[_Reader, list[Any], int], Any]
_READERS: MappingProxyType[str, _Read] = MappingProxyType(
    {
        **{"list": _Reader.read_list, "tuple": _Reader.read_tuple, "dict": _Reader.read_dict, "pairs": _Reader.read_pairs},
        **{"array": _Reader.read_array, "scalar": _Reader.read_scalar, "text": _Reader.read_text, "bytes": _Reader.read_bytes},
        **{"big": _Reader.read_big, "opaque": _Reader.read_opaque, "scalars": _Reader.read_scalars},
    }
)


def _size(node: list[Any], most: int) -> int:
    if len(node) != 2 or type(node[1]) is not int or node[1] > most:
        raise WireError("a value without a length that can be")
    return node[1]
