"""Names as text for people, and names that say that nobody meant to hand this in."""

import unicodedata
from collections.abc import Sequence

_DISTURBING = {"Cc", "Cs", "Zl", "Zp"}
_TURNS_TEXT_ROUND = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")
_JUNK_FOLDERS = frozenset({"__macosx", "__pycache__", "node_modules", "site-packages", "$recycle.bin", "cvs"})
CHECKPOINTS = ".ipynb_checkpoints"
"""Where Jupyter keeps copies of notebooks."""
_JUNK_FILES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r"})
_JUNK_BEGINNINGS = (".", "~$", "_oo_meta_")
_JUNK_ENDINGS = (".pyc", ".pyo", ".swp", "~")


def shown(name: str) -> str:
    """The name as text: bytes that are no text, control characters and what turns text round become escapes."""
    if name.isascii() and name.isprintable():
        return name
    return "".join(_escaped(character) for character in unicodedata.normalize("NFC", name))


def _escaped(character: str) -> str:
    """One character of a name; a byte that could not be decoded is shown as that byte."""
    code = ord(character)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    if character in _TURNS_TEXT_ROUND or unicodedata.category(character) in _DISTURBING:
        return character.encode("unicode_escape").decode("ascii")
    return character


def same_name(name: str) -> str:
    """Names that one and the same file would have on a computer that does not tell upper from lower case."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def is_junk_folder(name: str) -> bool:
    """Whether a folder was made by a desktop, a version control system or a tool."""
    return name.startswith(".") or name.casefold() in _JUNK_FOLDERS


def is_junk_file(name: str) -> bool:
    """Whether a file was made by a desktop, a version control system or a tool."""
    folded = name.casefold()
    return folded.startswith(_JUNK_BEGINNINGS) or folded in _JUNK_FILES or folded.endswith(_JUNK_ENDINGS)


def is_junk(parts: Sequence[str]) -> bool:
    """Whether a file with this path inside a submission is junk or lies in a folder that is."""
    return any(is_junk_folder(part) for part in parts[:-1]) or is_junk_file(parts[-1])
