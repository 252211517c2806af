"""A list of numbers of one kind as one buffer: ten thousand floats cost no more than ten."""

import struct
from types import MappingProxyType
from typing import Any

from grader.wire.arrays import Flat, Libraries, scalar

_CODES: MappingProxyType[type, tuple[str, str]] = MappingProxyType({float: ("floats", "d"), int: ("ints", "q"), bool: ("bools", "?")})


def packed(items: list[Any] | tuple[Any, ...], word: str, here: Libraries) -> tuple[str, bytes] | None:
    """The structure and the buffer of such a list or tuple; nothing where it is another."""
    kind: Any = type(items[0]) if items else None
    if type(kind) is not type or not (kind in _CODES or kind in here.scalars) or not all(type(item) is kind for item in items):
        return None
    return _own(*_CODES[kind], items, word) if kind in _CODES else _scalars(items, word)


def _own(name: str, code: str, items: list[Any] | tuple[Any, ...], word: str) -> tuple[str, bytes] | None:
    try:
        return f'["{name}","{word}",{len(items)}]', struct.pack(f"<{len(items)}{code}", *items)
    except struct.error:  # a whole number beyond 64 bits
        return None


def _scalars(items: list[Any] | tuple[Any, ...], word: str) -> tuple[str, bytes] | None:
    first = scalar(items[0])
    if not isinstance(first, Flat):
        return None
    if items[0].dtype.str == first.dtype:
        data = b"".join([item.tobytes() for item in items])
    else:  # half floats
        data = b"".join([item.astype(first.dtype).tobytes() for item in items])
    return f'["scalars","{word}",{len(items)},"{first.dtype}","{first.was}"]', data
