"""The header of a frame: nested lists of words and lengths, read only once their depth is known."""

import json
import re
from typing import Any, NoReturn

from grader.wire.frames import WireError
from grader.wire.limits import MOST_DEPTH, MOST_HEADER
from grader.wire.opaque import MOST_NAME
from grader.wire.text import clean

_STRING = re.compile(rb'"(?:[^"\\]|\\.)*+"?', re.DOTALL)  # gives nothing back, so that quotes without end cost no more than others
_MOST_BRACKETS = MOST_DEPTH + 3
_LONGEST_NUMBER = 15
"""Digits of a length; lengths are the only numbers in a header."""
_WAS = re.compile(r"[A-Za-z0-9_. ]{1,60}", re.ASCII)


def origin(header: bytes, field: str = "") -> str:
    """What the value was where it came from: `list`, `torch.Tensor float32`; of a field of a message where one is named."""
    node = structure(header)
    if field:
        keys = node[1] if is_node(node) and node[0] == "dict" and len(node) > 1 and type(node[1]) is list else []
        if field not in keys or len(node) != len(keys) + 2:
            raise WireError(f"a message without {field!r}")
        node = node[2 + keys.index(field)]
    return _origin(node)


def _origin(node: Any) -> str:  # noqa: ANN401 - a node as JSON gave it
    if node in ("true", "false"):
        return "bool"
    named = {"none": "None", "ellipsis": "...", "big": "int", "text": "str", "pairs": "dict"}
    kind = node[0] if is_node(node) else node
    if type(kind) is not str:
        raise WireError("a node without a kind")
    if kind in ("array", "scalar"):
        return what_was(node[-1])
    if kind in ("floats", "ints", "bools", "scalars", "opaque"):
        return short_text(node[1] if len(node) > 1 else None, MOST_NAME)
    return named.get(kind, clean(kind, MOST_NAME))


def structure(header: bytes) -> Any:  # noqa: ANN401 - what JSON gives
    """The header as nested lists; its depth is known before JSON is asked, which would recurse."""
    if len(header) > MOST_HEADER:
        raise WireError(f"a header of {len(header)} bytes")
    if header.count(b"[") + header.count(b"{") > _MOST_BRACKETS:
        _check_depth(header)
    try:
        return json.loads(
            header.decode("ascii"), parse_int=_length, parse_float=_no_number, parse_constant=_no_number, object_pairs_hook=_no_object
        )
    except ValueError as problem:
        raise WireError(f"a header that is no JSON: {clean(str(problem), 100)}") from None


def _check_depth(header: bytes) -> None:
    depth = 0
    for bracket in re.findall(rb"[\[\]{}]", _STRING.sub(b"", header)):
        depth += 1 if bracket in b"[{" else -1
        if depth > _MOST_BRACKETS:
            raise WireError(f"a header nested more than {_MOST_BRACKETS} deep")


def _length(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER or digits.startswith("-"):
        raise WireError("a header with a number that is no length")
    return int(digits)


def _no_number(digits: str) -> NoReturn:
    raise WireError(f"a header with the number {clean(digits, 20)}, which belongs into the body")


def _no_object(_pairs: object) -> NoReturn:
    raise WireError("a header with an object where a list belongs")


def is_node(node: object) -> bool:
    """Whether it is a list that could say what it is."""
    return type(node) is list and bool(node)


def short_text(text: object, most: int) -> str:
    """A text of the header, clean and short."""
    if type(text) is not str:
        raise WireError("a text that is none")
    return clean(text, most)


def what_was(text: object) -> str:
    """What an array was where it came from."""
    if type(text) is not str or not _WAS.fullmatch(text):
        raise WireError("an array that was nothing")
    return text
