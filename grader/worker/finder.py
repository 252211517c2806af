"""Imports between a group's own files: each is loaded as we load it, once, wherever it was put; libraries always come first."""

import sys
from collections.abc import Iterator, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from pathlib import PurePosixPath
from types import FrameType, ModuleType

from grader.worker.load import as_syntax_error, load_into
from grader.worker.loaded import Loaded
from grader.worker.packages import BESIDE, OFTEN_THEIRS, folders, is_elsewhere


def install(state: Loaded) -> None:
    """From now on the group's files can be imported."""
    sys.meta_path.insert(0, Finder(state))
    root = str(state.home / state.root)
    sys.path[:] = [*(entry for entry in sys.path if entry not in ("", root)), root]


class Finder(MetaPathFinder):
    """Finds the files of one submission."""

    def __init__(self, state: Loaded) -> None:
        self._state = state

    def find_spec(self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None) -> ModuleSpec | None:
        """A file or folder of the submission, if that is what is meant."""
        del target
        state, home = self._state, str(self._state.home)
        last = fullname.rpartition(".")[2]
        if path is None:
            if is_elsewhere(state, fullname):
                return None
            places = list(folders(state, self._asking()))
        else:
            places = [str(PurePosixPath(one).relative_to(home)).removeprefix(".") for one in path if _is_below(one, home)]
            if not places:
                return None
        for place in places:
            spec = self._in(place, last, fullname)
            if spec is not None:
                return spec
        return self._moved(fullname)

    def _in(self, place: str, last: str, fullname: str) -> ModuleSpec | None:
        """`layers.py`, `layers/__init__.py`, or the mere folder."""
        stem = f"{place}/{last}" if place else last
        for name in (f"{stem}/__init__.py", f"{stem}.py"):
            if name in self._state.codes:
                return self._spec(fullname, name)
        if any(name.startswith(f"{stem}/") for name in self._state.codes):
            spec = ModuleSpec(fullname, None, is_package=True)
            spec.submodule_search_locations = [str(self._state.home / stem)]
            return spec
        return None

    def _spec(self, fullname: str, name: str) -> ModuleSpec:
        package = name.endswith("/__init__.py")
        file = self._state.home / name
        spec = ModuleSpec(fullname, _Loader(self._state, name), origin=str(file), is_package=package)
        spec.has_location = True
        if package:
            spec.submodule_search_locations = [str(file.parent)]
        return spec

    def _moved(self, fullname: str) -> ModuleSpec | None:
        """`lib.layers`, `.layers` or `layers`, where the only `layers.py` lies somewhere else."""
        top, _, rest = fullname.partition(".")
        if (not rest or top == BESIDE) and (alone := self._only(fullname)) is not None:
            self._state.note(f"{alone} was used for `{fullname.rpartition('.')[2]}`")
            return self._spec(fullname, alone)
        if top not in OFTEN_THEIRS and not any(name.partition("/")[0] in (top, f"{top}.py") for name in self._state.starter):
            return None
        found = self._only(fullname) if rest else None
        if found is not None:
            self._state.note(f"{found} was used for `{fullname}`")
            return self._spec(fullname, found)
        if not rest and any(module.startswith(f"{top}.") and self._only(module) for module in self._imported()):
            spec = ModuleSpec(top, None, is_package=True)
            spec.submodule_search_locations = [str(self._state.home / top)]
            return spec
        return None

    def _only(self, module: str) -> str | None:
        """The one file that is called as the module is."""
        wanted = f"{module.rpartition('.')[2]}.py".casefold()
        found = [name for name in self._state.codes if name.rpartition("/")[2].casefold() == wanted]
        return found[0] if len(found) == 1 else None

    def _imported(self) -> Iterator[str]:
        """Every module that the group imports."""
        return (module for code in self._state.codes.values() for module, _ in code.imported)

    def _asking(self) -> str:
        """The file of the group whose import this is, innermost first."""
        frame: FrameType | None = sys._getframe(1)  # noqa: SLF001 - there is no other way to know who imports
        known = {group.module.__file__: name for name, group in self._state.groups.items()}
        while frame is not None:
            name = known.get(frame.f_globals.get("__file__"))
            if name is not None:
                return name
            frame = frame.f_back
        return self._state.asking


class _Loader(Loader):
    """Loads one file of the group, or hands out the module that it is already."""

    def __init__(self, state: Loaded, name: str) -> None:
        self._state, self._name = state, name

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        """An ordinary module."""
        del spec
        return None

    def exec_module(self, module: ModuleType) -> None:
        """Run it cut, unless it ran before, under whatever name."""
        full = module.__name__
        there = self._state.groups.get(self._name)
        if there is not None:
            sys.modules[full] = there.module
            return
        code = self._state.codes[self._name]
        if code.refused and not code.statements:
            raise as_syntax_error(self._state, code)
        load_into(self._state, self._name, module)


def _is_below(path: str, home: str) -> bool:
    return path == home or path.startswith(f"{home}/")
