"""What a rubric says about a symbol: `whole 2 to 5`, `number 0.1 to 2`, `vector N`, `matrix n × d`, `shares N`, `function`."""

import re
from dataclasses import dataclass
from typing import Literal

from grader.nearest import did_you_mean, quoted

Sort = Literal["whole", "number", "vector", "row", "gradient", "matrix", "shares", "function", "worked out"]
SORTS: tuple[Sort, ...] = ("whole", "number", "vector", "row", "gradient", "matrix", "shares", "function", "worked out")
NUMBER = r"[-+]?\d{1,9}(?:\.\d{1,9})?"
RANGED = re.compile(rf"(?P<sort>whole|number)\s+(?P<low>{NUMBER})\s+to\s+(?P<high>{NUMBER})")
SIZED = re.compile(r"(?P<sort>vector|row|gradient|shares)\s+(?P<size>\w{1,40})")
MATRIX = re.compile(r"matrix\s+(?P<rows>\w{1,40})\s*[×x*]\s*(?P<columns>\w{1,40})")
LARGEST = 12
"""Entries along an axis, where a size is told as a number."""
WIDEST = 1_000_000


@dataclass(frozen=True)
class Symbol:
    """A symbol of a rubric's formulas: what values it may have."""

    sort: Sort
    low: float = 0.0
    high: float = 0.0
    sizes: tuple[str, ...] = ()
    """Names of its sizes, or digits."""

    @property
    def ranged(self) -> bool:
        """Whether it is a single number of a range."""
        return self.sort in ("whole", "number")

    @property
    def named_sizes(self) -> tuple[str, ...]:
        """Those of its sizes that are symbols themselves."""
        return tuple(size for size in self.sizes if not size.isdecimal())


def symbol(said: str) -> Symbol:
    """A symbol as a rubric says it. Raises ValueError with what is wrong."""
    said = said.strip()
    if said == "function":
        return Symbol("function")
    if said == "worked out":
        return Symbol("worked out")
    if found := RANGED.fullmatch(said):
        return ranged(found, said)
    if found := SIZED.fullmatch(said):
        return Symbol(found["sort"], sizes=(size(found["size"]),))  # type: ignore[arg-type]
    if found := MATRIX.fullmatch(said):
        return Symbol("matrix", sizes=(size(found["rows"]), size(found["columns"])))
    word = said.split()[0] if said else ""
    if word not in SORTS:
        raise ValueError(f"is no kind of symbol: {quoted(said)}{did_you_mean(word, SORTS) or '; there are ' + ', '.join(SORTS)}")
    shape = {"whole": "whole 2 to 5", "number": "number 0.1 to 2", "matrix": "matrix n × d"}.get(word, f"{word} n")
    raise ValueError(f"wants the form `{shape}`, not {quoted(said)}")


def ranged(found: "re.Match[str]", said: str) -> Symbol:
    """A number of a range."""
    low, high = float(found["low"]), float(found["high"])
    if low >= high or max(abs(low), abs(high)) > WIDEST:
        raise ValueError(f"wants a range from low to high, of at most {WIDEST}, not {quoted(said)}")
    if found["sort"] == "whole" and not (low.is_integer() and high.is_integer()):
        raise ValueError(f"wants whole numbers, not {quoted(said)}")
    return Symbol(found["sort"], low, high)  # type: ignore[arg-type]


def size(said: str) -> str:
    """A size: a name, or a small number."""
    if said.isdecimal() and 0 < int(said) <= LARGEST:
        return str(int(said))
    if said.isidentifier():
        return said
    raise ValueError(f"wants sizes such as `n`, or a number up to {LARGEST}, not {quoted(said)}")
