"""The file system as a job sees it: a root of our own with nothing in it but libraries, read-only."""

import os
import stat
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from grader.jail import kernel
from grader.jail.places import DEVICES, FACTS, SYSTEM, existing, resolved

JOB = Path("/job")
"""Where a job writes, and where it is at home."""
_UNKNOWN = 65_534
"""What the kernel calls users for whom a namespace has no number; a job is one."""
_LINKS = {Path("/tmp"): "job", Path("/dev/shm"): "/job"}  # noqa: S108 - names inside the new root
"""Writable places that programs expect."""
_QUIET = kernel.MS_NOSUID | kernel.MS_NODEV | kernel.MS_NOEXEC
_NO_DEVICES = kernel.ATTR_RDONLY | kernel.ATTR_NOSUID | kernel.ATTR_NODEV
_DEVICE = kernel.ATTR_RDONLY | kernel.ATTR_NOSUID | kernel.ATTR_NOEXEC


def enter_view(read: Sequence[Path], hidden: Sequence[Path]) -> None:
    """Make the root and go there; the old one is no longer reached. Needs a mount namespace of one's own."""
    kernel.mount("", "/", "", kernel.MS_REC | kernel.MS_PRIVATE)
    paths = existing((*SYSTEM, *read))
    masks = {resolved(path)[1] for path in existing(hidden)}
    trees = _needed({resolved(path)[1] for path in paths}, masks)
    facts = {path: path.read_bytes() for path in FACTS if path.is_file()}
    copies = {tree: _copy(tree, _NO_DEVICES) for tree in trees} | {path: _copy(path, _DEVICE) for path in existing(DEVICES)}
    links = {link: target for path in paths for link, target in resolved(path)[0].items() if not trees & set(link.parents)}
    before = os.umask(0o022)
    try:
        _enter_empty_root()
        _fill(copies, [mask for mask in masks if trees & {mask, *mask.parents}])
        _write(facts, links)
    finally:
        os.umask(before)
    kernel.pivot_root_here()
    kernel.restrict_mount("/", kernel.ATTR_RDONLY | kernel.ATTR_NOSUID)


def _needed(places: set[Path], masks: set[Path]) -> set[Path]:
    """The places that are not in sight through another one: those inside it, unless something between the two is masked."""
    return {
        place
        for place in places
        if place.exists() and all(masks & set(_between(outer, place)) for outer in place.parents if outer in places)
    }


def _between(outer: Path, inner: Path) -> Iterable[Path]:
    """The folders from the outer one, itself included, down to the inner one, itself left out."""
    return [path for path in inner.parents if path == outer or outer in path.parents]


def _copy(path: Path, attributes: int) -> int:
    """What is seen at a path, restricted, ready to be put elsewhere."""
    copy = kernel.copy_of_mount(str(path))
    kernel.restrict_mount(copy, attributes)
    return copy


def _enter_empty_root() -> None:
    """Cover a folder that surely exists by an empty file system, and stand in it; all copies have been taken before."""
    place = tempfile.gettempdir()
    kernel.mount("root", place, "tmpfs", _QUIET, "size=8m,nr_inodes=4k,mode=0755")
    os.chdir(place)


def _fill(copies: Mapping[Path, int], masks: Sequence[Path]) -> None:
    """Put everything in its place, outer ones first, so that a mask covers what lies below and may itself hold what is needed."""
    _inside(JOB).mkdir(mode=0o755)
    _inside(Path("/nothing")).touch(mode=0o444)
    steps = [(len(path.parts), 0, path) for path in copies] + [(len(path.parts), 1, path) for path in masks]
    for _, _, path in sorted(steps):
        if path in copies:
            _put(copies[path], path)
        if path in masks:
            _cover(path)


def _put(copy: int, path: Path) -> None:
    """A copied mount in its place."""
    target = _inside(path)
    target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
    if stat.S_ISDIR(os.fstat(copy).st_mode):
        target.mkdir(mode=0o755, exist_ok=True)
    else:
        target.touch(mode=0o644)
    kernel.put_mount(copy, str(target))
    os.close(copy)


def _cover(path: Path) -> None:
    """Nothing in the place of something that must not be seen."""
    target = _inside(path)
    if target.is_dir():
        kernel.mount("nothing", str(target), "tmpfs", _QUIET, "size=64k,nr_inodes=64,mode=0755")
    else:
        nothing = kernel.copy_of_mount("nothing")
        kernel.put_mount(nothing, str(target))
        os.close(nothing)


def _write(facts: Mapping[Path, bytes], links: Mapping[Path, str]) -> None:
    """Small files and links."""
    made_up = {
        Path("/etc/passwd"): f"student:x:{_UNKNOWN}:{_UNKNOWN}::{JOB}:/nonexistent\n".encode(),
        Path("/etc/group"): f"student:x:{_UNKNOWN}:\n".encode(),
    }
    for path, content in {**facts, **made_up}.items():
        target = _inside(path)
        target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        target.write_bytes(content)
    for path, says in sorted({**links, **_LINKS}.items()):
        target = _inside(path)
        target.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        if not os.path.lexists(target):
            target.symlink_to(says)


def _inside(path: Path) -> Path:
    """A path of the new root while it is still the current folder."""
    return Path(*path.parts[1:])
