"""What a program prints of a dict, `{'MLP': {'test': 0.94, 'shifted': 0.37}}`, as names with their values: `MLP test: 0.94`."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LONGEST, DEEPEST, MOST_ROWS = 4_000, 4, 60
_TOKEN = re.compile(
    r"""\s*(?:(?P<key>'[^'\n]{1,60}'|"[^"\n]{1,60}"|[^\W\d]\w{0,40})\s*:|(?P<open>\{)|(?P<close>\})|(?P<comma>,)"""
    r"""|(?P<value>(?:(?:np|torch|jnp)\.)?[a-z_]*\d*\([^(){}]*\)|\[(?:[^\[\]{}:]|\[[^\[\]{}:]*\])*\]|'[^'\n]*'|"[^"\n]*"|[^\s,{}()\[\]:'"]+))"""
)
_BEGINS = re.compile(r"\s*(?:(?P<name>[^\W\d][\w .]{0,40}?)\s*[:=]?\s*)?(?:OrderedDict\()?\{")


@dataclass(frozen=True)
class Pair:
    """A name (the keys that lead to it) with its value as printed."""

    name: str
    value: str


def begins(text: str) -> bool:
    """Whether a dict begins in a line, which holds nothing else."""
    return "{" in text[:60] and _BEGINS.match(text) is not None


def whole(rows: Sequence[str]) -> int:
    """How many lines the dict takes that begins in the first one; 0 where it never ends."""
    depth = size = 0
    for count, row in enumerate(rows[:MOST_ROWS], start=1):
        depth += row.count("{") - row.count("}")
        size += len(row)
        if size > LONGEST:
            return 0
        if depth <= 0:
            return count
    return 0


def pairs(text: str) -> list[Pair]:
    """The values of a printed dict; none where it is anything else."""
    begun = _BEGINS.match(text)
    if begun is None or len(text) > LONGEST:
        return []
    found = list(walked(text, begun.end() - 1, [begun["name"]] if begun["name"] else []))
    return [pair for pair in found if pair is not None] if None not in found else []


def walked(text: str, at: int, keys: list[str]) -> Iterator[Pair | None]:
    """Each value with the keys that lead to it; None where the text is no dict."""
    levels: list[int] = []
    key = ""
    while at < len(text) and (token := _TOKEN.match(text, at)) is not None:
        at = token.end()
        if token["key"] is not None:
            key = token["key"].strip("'\"")
        elif token["open"] is not None and len(levels) <= DEEPEST:
            levels.append(len(keys))
            keys, key = [*keys, *([key] if key else [])], ""
        elif token["close"] is not None and levels:
            keys, key = keys[: levels.pop()], ""
            if not levels:
                break
        elif token["value"] is not None and key and levels:
            yield Pair(" ".join((*keys, key)), token["value"])
            key = ""
        elif token["comma"] is None:
            yield None
            return
    if levels or text[at:].strip(" )\n"):
        yield None
