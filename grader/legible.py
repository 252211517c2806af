"""Text from strangers made harmless to look at: nothing hidden, nothing that reorders a line, nothing that UTF-8 cannot hold."""

from collections.abc import Iterator
from types import MappingProxyType

LINE_ENDS = "\n\t"
"""What a text of several lines keeps."""

_REORDERING = (0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A))
_INVISIBLE = (0x00AD, 0x180E, 0x200B, *range(0x2060, 0x2065), *range(0x206A, 0x2070), 0x2028, 0x2029, 0xFEFF, *range(0xFFF9, 0xFFFC))
_TAGS = range(0xE0000, 0xE0080)


def _spellings() -> Iterator[tuple[int, str]]:
    """Every character that is shown by a name instead of itself."""
    for code in (*range(0x20), *range(0x7F, 0xA0), *_REORDERING, *_INVISIBLE, *_TAGS, 0xFFFE, 0xFFFF):
        yield code, f"⟨U+{code:04X}⟩"
    yield from _surrogates()


def _surrogates() -> Iterator[tuple[int, str]]:
    """Halves of characters, which UTF-8 cannot hold; the bytes of an ill-encoded file name come in as some of them."""
    for code in range(0xD800, 0xE000):
        yield code, f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"  # the range of PEP 383


_HALVES = MappingProxyType(dict(_surrogates()))
_ONE_LINE = MappingProxyType(dict(_spellings()))
_LINES = MappingProxyType({code: spelling for code, spelling in _ONE_LINE.items() if chr(code) not in LINE_ENDS})


def legible(text: str, *, lines: bool = False) -> str:
    """The text with control characters, reordering marks and broken halves spelled out; `lines` keeps line ends and tabs."""
    return text if text.isascii() and text.isprintable() else text.translate(_LINES if lines else _ONE_LINE)


def encodable(text: str) -> str:
    """The text as UTF-8 can hold it, otherwise unchanged."""
    return text if text.isascii() else text.translate(_HALVES)
