"""How the shapes that a value may have are read: `2x3x3 or 2x1x3x3`, `3`, `number`, `any`."""

import re
from math import prod
from typing import Annotated

from pydantic import BeforeValidator

from grader.checks.fields import one_line, texts
from grader.nearest import quoted

MOST_ENTRIES = 10_000
ANY: tuple[tuple[int, ...], ...] = ()
_OR = re.compile(r"\s+or\s+|\s*/\s*")
_SHAPE = re.compile(r"\d{1,4}(?:\s*[x×*]\s*\d{1,4}){0,5}")


def shapes(value: object) -> tuple[tuple[int, ...], ...]:
    """Shapes parted by `or`, or in a list; nothing for `any`."""
    said = [part for one in texts(value) for part in _OR.split(one_line(one))]
    if [one.strip() for one in said] == ["any"]:
        return ANY
    return tuple(dict.fromkeys(map(_shape, said)))


def _shape(said: str) -> tuple[int, ...]:
    said = said.strip()
    if said == "number":
        return ()
    if not _SHAPE.fullmatch(said):
        raise ValueError(f"wants shapes such as `2x3x3 or 2x1x3x3`, `3`, `number` or `any`, not {quoted(said)}")
    found = tuple(map(int, re.findall(r"\d+", said)))
    if not 0 < prod(found) <= MOST_ENTRIES:
        raise ValueError(f"wants a shape of 1 to {MOST_ENTRIES} entries, not {quoted(said)}")
    return found


Shaped = Annotated[tuple[tuple[int, ...], ...], BeforeValidator(shapes)]
