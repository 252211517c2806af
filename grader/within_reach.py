"""What a Python file of the course may read or import beside itself: where any of it changes, what the file comes to may change.

Whatever is no program counts, for nobody can tell which names a file puts together to open others. A program counts where its name
stands in the file, or in one that counts already: so another sheet's sample solution in the same folder makes no difference.
"""

import hashlib
import os
import re
from collections.abc import Collection, Iterator
from pathlib import Path, PurePath

from grader.fingerprint import fingerprint

LARGEST = 20_000_000
"""Bytes from which on a file is known by its size and its time alone."""
_NEVER = frozenset({"__pycache__", ".git", ".ipynb_checkpoints", ".pytest_cache", ".venv"})
_ALWAYS = frozenset({"conftest", "__init__"})
"""Programs that are loaded without being named."""
_WORD = re.compile(r"\w+")


def never_read(name: PurePath) -> bool:
    """Whether a file is nothing of the course's: what Python, git or an editor left there."""
    return not _NEVER.isdisjoint(name.parts)


def hash_within_reach(file: Path, source: bytes, but: Collection[str] = ()) -> str:
    """The hash of a file's text and of all within its reach; of the text alone where there is nothing. Endings in `but` do not count."""
    others = {path.relative_to(file.parent).as_posix(): _content(path) for path in within_reach(file, source, but)}
    own = hashlib.sha256(source).hexdigest()
    return fingerprint(own, others) if others else own


def within_reach(file: Path, source: bytes, but: Collection[str] = ()) -> Iterator[Path]:
    """All that counts, below the file's own folder."""
    programs = dict[Path, str]()
    for path in _below(file.parent):
        if path.suffix == ".py":
            programs[path] = path.parent.name if path.stem in _ALWAYS and path.parent != file.parent else path.stem
        elif not (path.suffix in but and path.parent == file.parent):
            yield path
    programs.pop(file, None)
    words = _ALWAYS | _words(source)
    while named := [path for path, name in programs.items() if name in words]:
        for path in named:
            yield path
            words |= _words(_read(path))
            del programs[path]


def _below(folder: Path) -> Iterator[Path]:
    """The files in a folder and in those in it, in the same order everywhere; not what editors and desktops hide there."""
    for place, folders, files in os.walk(folder):
        folders[:] = sorted({*folders} - _NEVER)
        yield from (path for name in sorted(files) if not name.startswith(".") and (path := Path(place, name)).is_file())


def _words(source: bytes) -> frozenset[str]:
    return frozenset(_WORD.findall(source.decode("utf-8", "replace")))


def _read(path: Path) -> bytes:
    """A file's bytes; of one that cannot be read there is nothing to know."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


def _content(path: Path) -> str:
    """What tells a file from what it was before."""
    try:
        status = path.stat()
    except OSError:
        return ""
    return f"{status.st_size} {status.st_mtime_ns}" if status.st_size > LARGEST else hashlib.sha256(_read(path)).hexdigest()
