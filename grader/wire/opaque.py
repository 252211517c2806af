"""What stands for a value that cannot cross: its type, why it cannot, and what would."""

from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from grader.wire.text import clean

MOST_NAME, MOST_WHY, MOST_EXCERPT = 80, 200, 300
"""Characters."""
TOO_LARGE = "too large"
"""How the reason begins where size is the reason."""

_ARRAY, _LIST, _DICT, _TUPLE = "return np.asarray(answer)", "return list(answer)", "return dict(answer)", "return tuple(answer)"
HINTS = MappingProxyType(
    {
        **dict.fromkeys(("DataFrame", "Series", "Index", "matrix", "MaskedArray", "memmap", "Array"), _ARRAY),
        **dict.fromkeys(("generator", "map", "filter", "zip", "set", "frozenset", "deque", "enumerate", "array", "ModuleList"), _LIST),
        **dict.fromkeys(("dict_keys", "dict_values", "dict_items", "reversed", "list_iterator"), _LIST),
        **dict.fromkeys(("mappingproxy", "Namespace", "SimpleNamespace"), _DICT),
        **dict.fromkeys(("max", "min", "sort", "topk", "svd", "eigh", "qr"), _TUPLE),  # torch.return_types
        "function": "return what it gives, not the function itself",
        "method": "return what it gives, not the method itself",
        "builtin_function_or_method": "return what it gives; are its brackets missing?",
        "type": "return an object or a value of it, not the class",
        "module": "return a value, not a module",
        "Fraction": "return float(answer)",
        "Decimal": "return float(answer)",
    }
)
OTHERWISE = "return numbers, texts, lists, tuples, dicts or arrays"

_NAME = type.__dict__["__name__"]


@dataclass(frozen=True)
class Opaque:
    """A value that could not cross."""

    type: str
    """`DataFrame`, as its class calls itself."""
    why: str
    """What to return instead, or `too large: …`."""
    text: str = ""
    """How it begins, where that could be told."""

    @property
    def too_large(self) -> bool:
        """Whether only its size is to blame."""
        return self.why.startswith(TOO_LARGE)


def opaque(kind: str, why: str, text: str = "") -> Opaque:
    """An `Opaque` whose texts are clean and short."""
    return Opaque(clean(kind, MOST_NAME), clean(why, MOST_WHY), clean(text, MOST_EXCERPT))


def type_name(value: object) -> str:
    """What a value's class calls itself; no code of that class, nor of its own class, runs for it."""
    name: Any = _NAME.__get__(type(value))
    return str.__getitem__(name, slice(MOST_NAME))  # a class may be named by a subclass of str; a slice is a plain str


def unknown(value: object) -> Opaque:
    """A value of a type that does not cross."""
    name = type_name(value)
    return opaque(name, HINTS.get(name, OTHERWISE))
