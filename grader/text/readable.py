r"""Linear notation as people write it on a line: `⟦15 \\ 20⟧` is (15, 20), `\hat{y}_{1}` is ŷ₁, `\frac{1}{2}` is 1/2."""

import re
import unicodedata
from functools import lru_cache

from grader.text.notation import Atom, Fraction, Group, Item, Matrix, Number, Root, Sign, Struck, Symbol, parse

LONGEST = 2_000
HATS = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303", "check": "\u030c"}
LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
RAISED = str.maketrans("0123456789+-T", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ᵀ")


def readable(text: str) -> str:
    """A line of linear notation for people."""
    return _readable(text[:LONGEST])


@lru_cache(maxsize=512)
def _readable(text: str) -> str:
    """The same of a line that is short enough; each claim about a line shows it."""
    return spaced(text, parse(text)).strip()


def spaced(text: str, items: tuple[Item, ...]) -> str:
    """Items with the spaces that stood between them."""
    out: list[str] = []
    before: Item | None = None
    for item in items:
        if before is not None and text[before.end : item.start].isspace() and not wide(before) and not wide(item):
            out.append(" ")
        out.append(shown(text, item))
        before = item
    return "".join(out)


def wide(item: Item) -> bool:
    """Whether an item is a wide gap, which brings its own space."""
    return isinstance(item, Sign) and item.text == "quad"


def shown(text: str, item: Item) -> str:
    """One item with its scripts."""
    if isinstance(item, Sign):
        return "   " if item.text == "quad" else item.text
    if isinstance(item, Struck):
        return f"~~{spaced(text, item.items)}~~"
    return bare(text, item) + (scripts(item) if isinstance(item, Atom) else "")


def bare(text: str, item: Item) -> str:
    """One item without its scripts."""
    if isinstance(item, Number):
        return text[item.start : item.start + len(item.text)] if text.startswith(item.text, item.start) else item.text
    if isinstance(item, Symbol):
        return unicodedata.normalize("NFC", item.base + HATS.get(item.mark, ""))
    if isinstance(item, Group):
        closing = {"(": ")", "[": "]", "⟨": "⟩", "⌊": "⌋", "⌈": "⌉"}.get(item.opening, item.opening)
        inner = spaced(text, item.items)
        bracketed = len(item.items) == 1 and isinstance(item.items[0], Matrix) and item.opening in "(["
        return inner if bracketed else f"{item.opening}{inner}{closing}"
    if isinstance(item, Matrix):
        return matrix(text, item)
    if isinstance(item, Fraction):
        return f"{part(text, item.top)}/{part(text, item.bottom)}"
    return f"√({spaced(text, item.items)})" if isinstance(item, Root) else text[item.start : item.end]


def matrix(text: str, item: Matrix) -> str:
    """A row or a column as a vector, anything else row by row."""
    rows = [[spaced(text, cell) for cell in row] for row in item.rows]
    if len(rows) == 1 or all(len(row) == 1 for row in rows):
        return "(" + ", ".join(cell for row in rows for cell in row) + ")"
    return "(" + "; ".join(", ".join(row) for row in rows) + ")"


def part(text: str, items: tuple[Item, ...]) -> str:
    """The upper or lower part of a fraction, in brackets where it is more than one item."""
    inner = spaced(text, items)
    single = len(items) == 1 or (len(items) == 2 and isinstance(items[0], Symbol) and items[0].base in "∂dδ")
    return inner if single else f"({inner})"


def scripts(item: Atom) -> str:
    """Primes, index and exponent."""
    lowered = raised = ""
    if item.sub:
        lowered = item.sub.translate(LOWERED) if set(item.sub) <= set("0123456789+-") else f"_{plain(item.sub)}"
    if item.sup:
        raised = item.sup.translate(RAISED) if set(item.sup) <= set("0123456789+-T") else f"^{plain(item.sup)}"
    return "′" * item.primes + lowered + raised


def plain(script: str) -> str:
    """A script that is more than a number."""
    return (
        re.sub(r"\\hat\{(\w)\}", lambda match: unicodedata.normalize("NFC", match.group(1) + "\u0302"), script)
        .replace("{", "")
        .replace("}", "")
    )
