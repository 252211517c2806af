"""A folder for every group, whatever its name is made of."""

import re
import unicodedata
from hashlib import sha256

LONGEST = 40
"""Of the part that a person recognises; with its hash a folder's name stays far below every file system's limit."""
_DIGITS = 12
_RESERVED = frozenset(
    ["aux", "clock", "con", "conin", "conout", "nul", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))]
)
"""Names that Windows keeps for devices."""
_HASHED = re.compile(rf"-[0-9a-f]{{{_DIGITS}}}\Z")


def safe_folder(group: str) -> str:
    """A folder's name for a group: its own where that is safe everywhere, else what is left of it and a hash of all of it."""
    slug = _slug(group)
    if slug and slug == group and slug not in _RESERVED and not _HASHED.search(slug):
        return slug
    digest = sha256(group.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
    return f"{slug or 'group'}-{digest}"


def _slug(group: str) -> str:
    """Small ASCII letters, digits, `-` and `_`, neither at the ends: the same on every file system, also where case is one."""
    plain = unicodedata.normalize("NFKD", group[: 4 * LONGEST]).encode("ascii", "ignore").decode("ascii").lower()
    return re.sub(r"[^a-z0-9_]+", "-", plain)[:LONGEST].strip("-_")


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Sorts as people count: `group-2` before `group-10`."""
    parts = re.split(r"([0-9]{1,18})", text.casefold())
    return (*((int(part), 0, "") if part.isdecimal() and part.isascii() else (-1, 0, part) for part in parts), (-2, 0, text))
