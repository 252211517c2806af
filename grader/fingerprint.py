"""The hash of a plain value: the same in every process and on every machine, whatever the order of sets and of the keys of a dict."""

import hashlib
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from functools import cache
from typing import Any


def fingerprint(*parts: object) -> str:
    """The hash of some values: texts, bytes, numbers, words, and dataclasses, tuples, lists, sets and mappings of them; TypeError else."""
    digest = hashlib.sha256()
    for part in parts:
        digest.update(_told(part))
    return digest.hexdigest()


def _told(value: Any) -> bytes:  # noqa: ANN401 - any plain value
    """A value as bytes that no other value has: a word for its kind, its length, and what it is made of."""
    kind: type[object] = type(value)
    if kind is str:
        return _part(b"s", value.encode("utf-8", "surrogatepass"))
    if kind is bytes:
        return _part(b"b", value)
    if kind is tuple or kind is list:
        return _part(b"t", *map(_told, value))
    if isinstance(value, Enum):
        return _part(b"e", kind.__name__.encode(), _told(value.value))
    if value is None or isinstance(value, bool | int | float | Fraction):
        return _part(b"n", repr(value).encode())
    if (names := _fields(kind)) is not None:  # type: ignore[arg-type]  # mypy takes a class for something that has no hash
        return _part(b"d", kind.__name__.encode(), *[_told(getattr(value, name)) for name in names])
    if isinstance(value, Mapping):
        return _part(b"m", *sorted(_part(b"k", _told(key), _told(entry)) for key, entry in value.items()))
    if isinstance(value, AbstractSet):
        return _part(b"S", *sorted(map(_told, value)))
    if isinstance(value, tuple | list):
        return _part(b"t", *map(_told, value))
    raise TypeError(f"a value of type {kind.__name__} has no fingerprint")


@cache
def _fields(kind: type) -> tuple[str, ...] | None:
    """The names of a dataclass's fields; None for what is none."""
    return tuple(field.name for field in fields(kind)) if is_dataclass(kind) else None


def _part(word: bytes, *parts: bytes) -> bytes:
    data = b"".join([b"%d:%b" % (len(part), part) for part in parts])
    return hashlib.sha256(word + data).digest()
