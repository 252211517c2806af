"""Text that may come from anywhere, made such that UTF-8 can hold it and no length surprises."""

from types import MappingProxyType

_BROKEN = MappingProxyType({0: "\\x00", **{code: f"\\u{code:04x}" for code in range(0xD800, 0xE000)}})
"""NUL, and halves of characters, spelled out."""


def clean(text: str, most: int) -> str:
    """The text with NUL and lone surrogates spelled out, at most so many characters long."""
    start = text[:most]
    if not (start.isascii() and "\0" not in start):
        start = start.translate(_BROKEN)
    return start if len(text) <= most and len(start) <= most else start[: most - 1] + "…"
