"""Frozen dataclasses as JSON and back, by the names of their classes: what was worked out is kept so; nothing else can be made of it."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

MOST_BITS = 1_000
"""Of a whole number that is written with decimal digits."""
_PLAIN: Mapping[str, Callable[[str], object]] = {
    "float": float.fromhex,
    "int": lambda text: int(text, 16),
    "bytes": lambda text: b64decode(text, validate=True),
}
"""What is made of one text."""


class Damaged(ValueError):
    """What was kept cannot be made out."""


class Classes:
    """The classes that may stand in a value; a class that has other fields by now makes old values unreadable, never another value."""

    def __init__(self, classes: Iterable[type]) -> None:
        known = set(classes)
        self._fields: Mapping[type, tuple[str, ...]] = {
            one: tuple(field.name for field in fields(one)) for one in known if is_dataclass(one)
        }
        self._by_name: Mapping[str, type] = {one.__name__: one for one in known}
        if len(self._by_name) != len(known):
            raise ValueError("two classes have the same name")

    def to_json(self, value: object) -> bytes:
        """The value as bytes; TypeError for what none of the classes is."""
        return json.dumps(self._written(value), separators=(",", ":"), allow_nan=False).encode("ascii")

    def from_json(self, data: bytes) -> Any:  # noqa: ANN401 - whatever was written
        """The value in these bytes; Damaged where they are anything else."""
        try:
            return self._read(json.loads(data))
        except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError) as problem:
            raise Damaged(type(problem).__name__) from None

    def _written(self, value: object) -> object:
        """A word for the kind, and what is in it; texts, whole numbers and words of JSON stand for themselves."""
        kind = type(value)
        if value is None or kind in (str, bool):
            return value
        if isinstance(value, int) and kind is int:  # a longer one has no decimal digits in JSON
            return value if value.bit_length() <= MOST_BITS else ["int", hex(value)]
        if (names := self._fields.get(kind)) is not None:
            return [kind.__name__, *[self._written(getattr(value, name)) for name in names]]
        if isinstance(value, tuple):
            return ["", *map(self._written, value)]
        if isinstance(value, Enum) and kind in self._by_name.values():
            return [kind.__name__, value.value]
        return self._worded(value)

    def _worded(self, value: object) -> list[object]:
        """What JSON has no form of its own for."""
        match value:
            case float():
                return ["float", value.hex()]
            case Fraction():
                return ["Fraction", self._written(value.numerator), self._written(value.denominator)]
            case bytes():
                return ["bytes", b64encode(value).decode("ascii")]
            case dict():
                return ["dict", *[[self._written(key), self._written(entry)] for key, entry in value.items()]]
            case frozenset():
                return ["frozenset", *sorted(map(self._written, value), key=repr)]
        raise TypeError(f"a value of type {type(value).__name__} is not kept")

    def _read(self, node: Any) -> Any:  # noqa: ANN401 - JSON, to any value
        if type(node) is not list:
            return node
        word, *rest = node
        if word == "":
            return tuple(map(self._read, rest))
        if (plain := _PLAIN.get(word)) is not None:
            return plain(rest[0])
        match word:
            case "Fraction":
                return Fraction(*map(self._read, rest))
            case "dict":
                return {self._read(key): self._read(entry) for key, entry in rest}
            case "frozenset":
                return frozenset(map(self._read, rest))
        return self._made(word, rest)

    def _made(self, word: str, rest: list[Any]) -> Any:  # noqa: ANN401 - of one of the classes
        """A word of an Enum, or a dataclass of its fields."""
        found = self._by_name[word]
        if issubclass(found, Enum):
            return found(rest[0])
        if len(rest) != len(self._fields[found]):
            raise Damaged(word)
        return found(*map(self._read, rest))
