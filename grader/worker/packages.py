"""Under which name a file of a group is a module, and which file a name means."""

import sys
from collections.abc import Iterator
from importlib.machinery import PathFinder
from pathlib import PurePosixPath
from types import ModuleType

from grader.worker.loaded import Loaded

OFTEN_THEIRS = frozenset({"test", "tests", "code", "lib", "utils", "src", "examples", "models", "layers"})
"""Names that a library may happen to have as well, and that a group surely means as its own."""

BESIDE = "handed_in"
"""The package of a file that speaks of its neighbours as of a package's (`from .layers import Conv2d`) and lies in none."""


def beside(state: Loaded, name: str) -> str:
    """Make that package and return its name; its own folder is one in it, so that `..` means something too."""
    folder = (state.home / name).parent
    inner = f"{BESIDE}.{'here' if folder == state.home else folder.name}"
    for full, place in ((BESIDE, folder if folder == state.home else folder.parent), (inner, folder)):
        if full not in sys.modules:
            sys.modules[full] = ModuleType(full)
            sys.modules[full].__path__ = [str(place)]
    return inner


def module_name(state: Loaded, name: str) -> str:
    """`repo/lib/layers.py` is `lib.layers`; a file whose name is no name, or that of a library, gets one of our own making."""
    parts = _parts(name)
    for start in range(len(parts)):
        if all(part.isidentifier() for part in parts[start:]) and not is_elsewhere(state, parts[start]):
            return ".".join(parts[start:])
    return "submission_" + "".join(letter if letter.isalnum() and letter.isascii() else "_" for letter in name)


def _parts(name: str) -> list[str]:
    parts = list(PurePosixPath(name).with_suffix("").parts)
    return parts[:-1] if parts[-1:] == ["__init__"] and len(parts) > 1 else parts


def is_elsewhere(state: Loaded, top: str) -> bool:
    """Whether a library or Python itself has a module of that name: a group's file of that name shadows nothing."""
    if top in OFTEN_THEIRS:
        return top in sys.stdlib_module_names and top in sys.modules
    if top in sys.stdlib_module_names or top in sys.builtin_module_names:
        return True
    home = str(state.home)
    places = [entry for entry in sys.path if entry not in ("", ".", home) and not entry.startswith(f"{home}/")]
    spec = PathFinder.find_spec(top, places)
    return spec is not None and spec.origin is not None


def folders(state: Loaded, asking: str = "") -> Iterator[str]:
    """Where imports are looked for, first to last: at the root, beside the asking file, and in the folders above it."""
    seen = [state.root]
    yield state.root
    at = asking.rpartition("/")[0]
    while True:
        if at not in seen:
            seen.append(at)
            yield at
        if not at:
            return
        at = at.rpartition("/")[0]
