"""What of this machine a job may read: the interpreter, the libraries, and a few facts about the processor."""

import os
import site
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from pathlib import Path

import grader

SYSTEM = tuple(
    Path(name)
    for name in """
    /usr /lib /lib32 /lib64 /nix/store /gnu/store /etc/fonts /etc/alternatives /sys/devices/system/cpu /sys/devices/system/node
    """.split()
)
"""Folders of the system, where they exist."""
FACTS = tuple(Path(name) for name in "/etc/ld.so.cache /etc/localtime /proc/cpuinfo /proc/meminfo".split())
"""Small files that libraries read."""
DEVICES = tuple(Path("/dev", name) for name in "null zero full random urandom".split())


def interpreter() -> tuple[Path, ...]:
    """Where Python and its packages lie; never a whole prefix, which may be the folder of a course."""
    named = sysconfig.get_paths()
    found = [named[key] for key in ("stdlib", "platstdlib", "purelib", "platlib")]
    found += [str(Path(prefix, lib)) for prefix in (sys.base_prefix, sys.prefix) for lib in ("lib", "lib64")]
    found += site.getsitepackages()
    package = Path(grader.__file__).parent
    return existing((*map(Path, found), package / "__init__.py", package / "wire", package / "worker"))


def existing(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Those that exist, absolute and once each."""
    return tuple(dict.fromkeys(Path(os.path.abspath(path)) for path in paths if os.path.lexists(path)))  # noqa: PTH100 - links are kept


def resolved(path: Path) -> tuple[dict[Path, str], Path]:
    """The links on the way to a path, with what they say, and the place where it really is."""
    links: dict[Path, str] = {}
    here, rest = Path("/"), list(path.parts[1:])
    while rest:
        step = here.parent if (part := rest.pop(0)) == ".." else here / part
        if not step.is_symlink():
            here = step
            continue
        if step in links:
            raise OSError(f"{path} is a circle of links")
        links[step] = target = os.readlink(step)  # noqa: PTH115 - as it is written, not as a path
        if target.startswith("/"):
            here = Path("/")
        rest = [part for part in target.split("/") if part not in ("", ".")] + rest
    return links, here


def really(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Where paths really are; those inside another one are left out."""
    places = set(_places(paths))
    return tuple(sorted(place for place in places if not places & set(place.parents)))


def _places(paths: Iterable[Path]) -> Iterator[Path]:
    """Where existing paths really are."""
    for path in existing(paths):
        place = resolved(path)[1]
        if place.exists():
            yield place
