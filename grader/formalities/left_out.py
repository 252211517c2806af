"""Whether something that is not seen may lie in what could not be read: nobody loses a mark for what nobody could look at."""

import re
from pathlib import PurePosixPath

from grader.formalities.handed_in import HandedIn

_NAMED = re.compile(r"\S\.([A-Za-z][A-Za-z0-9]{0,11})(?![\w/])")
"""The endings of the files that a note names; `a .zip` in its advice is none."""
_HOLD_OTHERS = frozenset("zip gz tgz rar 7z tar bz2 xz zst".split())


def may_be(wanted: str, handed: HandedIn) -> str:
    """Why a file of a name or pattern may have been handed in although none is seen; empty where nothing left out can be it."""
    kind = PurePosixPath(wanted.casefold()).suffix.removeprefix(".")
    for note in handed.refused:
        named = {found.casefold() for found in _NAMED.findall(note.partition(";")[0])}
        if not kind or not named or kind in named or named & _HOLD_OTHERS:
            return note
    for file in handed.files:
        name = PurePosixPath(file.casefold()).name
        if "." not in name.lstrip("."):
            return f"{file} has no ending that says what it is"
        if kind and f".{kind}." in name:
            return f"{file} may be it, under another ending"
    return ""
