"""The grader as a program of its own, at a level and as a user, which tells afterwards what became of itself.

    python arena.py COURSE REPORT LEVEL USER NEEDLE…

It waits for a line on its standard input, so that the attackers can be told its number first.
"""

import contextlib
import ctypes
import json
import os
import resource
import sys
import threading
import time
from array import array
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

NOBODY = 65534
PAGE = os.sysconf("SC_PAGE_SIZE")
PRESENT, SWAPPED, FRAME = 1 << 63, 1 << 62, (1 << 55) - 1
"""The bits of a page in /proc/PID/pagemap."""
LIBC = ctypes.CDLL(None, use_errno=True)
SUBREAPER, NEW_MOUNTS, BIND, PRIVATE = 36, 0x20000, 4096 | 16384, (1 << 18) | 16384


def main(course: Path, report: Path, level: str, user: str, needles: Sequence[str]) -> None:
    """Grade, then report."""
    sys.stdin.readline()
    LIBC.prctl(SUBREAPER, 1, 0, 0, 0)
    told: dict[str, Any] = {"leaks": [], "pids": []}
    if user != "root":
        opened_up()
    from course_at_level import grade_course

    if user != "root":
        drop_to(NOBODY)
    descriptors = sum(1 for _ in Path("/proc/self/fd").iterdir())
    stop = threading.Event()
    watching = threading.Thread(target=watch_servers, args=(needles, told, stop)) if user == "root" else None
    if watching:
        watching.start()
    began = time.monotonic()
    told["isolation"] = grade_course(course, level)
    told["seconds"] = time.monotonic() - began
    stop.set()
    if watching:
        watching.join()
    told["descriptors"] = sum(1 for _ in Path("/proc/self/fd").iterdir()) - descriptors
    told["peak_mib"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told["left"] = left_over()
    told["folders"] = [str(path) for pid in told.pop("pids") for path in Path("/tmp").glob(f"grader-jail-{pid}-*")]
    report.write_text(json.dumps(told), encoding="utf-8")


def opened_up() -> None:
    """Let an ordinary user reach an interpreter below a closed home: in mounts of our own, that home is empty, the rest bound in."""
    closed = {
        home for path in (sys.base_prefix, sys.prefix, __file__) for home in Path(path).resolve().parents if not home.stat().st_mode & 0o5
    }
    if not closed:
        return
    assert LIBC.unshare(NEW_MOUNTS) == 0, "no mounts of its own"
    assert LIBC.mount(None, b"/", None, PRIVATE, None) == 0
    for home in closed:
        wanted = [Path(path).resolve() for path in {sys.base_prefix, sys.prefix, str(Path(__file__).parents[2])}]
        kept = {path: os.open(path, os.O_PATH) for path in wanted if path.is_relative_to(home)}
        assert LIBC.mount(b"tmpfs", str(home).encode(), b"tmpfs", 0, b"mode=755") == 0
        for path, held in kept.items():
            path.mkdir(parents=True)
            assert LIBC.mount(f"/proc/self/fd/{held}".encode(), str(path).encode(), None, BIND, None) == 0
            os.close(held)


def drop_to(user: int) -> None:
    """Be an ordinary user from now on, with a home that is theirs."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    LIBC.prctl(4, 1, 0, 0, 0)  # PR_SET_DUMPABLE, as for a program that this user had started
    os.environ["HOME"] = "/nonexistent"


def watch_servers(needles: Sequence[str], told: dict[str, Any], stop: threading.Event) -> None:
    """Look through the memory of every fork server, again and again while jobs come and go."""
    patterns = [needle.encode() for needle in needles]
    seen: dict[int, int] = {}
    leaks: set[str] = set()
    while not stop.wait(2.0):
        looked: set[int] = set()
        for pid in servers():
            seen[pid] = seen.get(pid, 0) + 1
            leaks |= {f"{needle.decode()} is in the memory of the fork server" for needle in found_in(pid, patterns, looked)}
    told["leaks"], told["pids"] = sorted(leaks), sorted(seen)


def servers() -> Iterator[int]:
    """The fork servers among our own processes."""
    for pid in descendants():
        with contextlib.suppress(OSError):
            if b"grader.jail.zygote" in Path(f"/proc/{pid}/cmdline").read_bytes():
                yield pid


def found_in(pid: int, patterns: Sequence[bytes], looked: set[int]) -> set[bytes]:
    """Which patterns stand in the writable memory of a process; `looked` grows by the frames looked at, for forks share most of theirs."""
    found: set[bytes] = set()
    place = Path(f"/proc/{pid}")
    with (
        contextlib.suppress(OSError),
        (place / "maps").open(encoding="utf-8") as maps,
        (place / "mem").open("rb", 0) as memory,
        (place / "pagemap").open("rb", 0) as table,
    ):
        for line in maps:
            region, rights = line.split()[:2]
            if not rights.startswith("rw"):
                continue
            begin, end = (int(one, 16) // PAGE for one in region.split("-"))
            with contextlib.suppress(OSError, OverflowError, ValueError):
                table.seek(begin * 8)
                for first, last in runs_of(new_pages(array("Q", table.read((end - begin) * 8)), looked), end - begin):
                    memory.seek((begin + first) * PAGE)
                    data = memory.read((last - first) * PAGE)
                    found |= {pattern for pattern in patterns if pattern in data}
    return found


def new_pages(entries: Sequence[int], looked: set[int]) -> Iterator[int]:
    """The pages that are in memory, in a frame that nobody looked at, or swapped out."""
    for at, entry in enumerate(entries):
        if entry & SWAPPED or (entry & PRESENT and entry & FRAME not in looked):
            looked.add(entry & FRAME)
            yield at


def runs_of(pages: Iterable[int], count: int) -> Iterator[tuple[int, int]]:
    """From where to where they go on without a gap, and one more on either side: a pattern may begin on one page and end on the next."""
    first = last = None
    for page in pages:
        if last is not None and page <= last:
            last = min(page + 2, count)
            continue
        if first is not None:
            yield first, last
        first, last = max(page - 1, 0), min(page + 2, count)
    if first is not None:
        yield first, last


def descendants() -> set[int]:
    """All processes that began with us; as their reaper we are the parent of those that lost theirs."""
    parents: dict[int, int] = {}
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, ValueError, IndexError):
            stat = (process / "stat").read_text(encoding="utf-8", errors="replace")
            parents[int(process.name)] = int(stat.rsplit(")", 1)[1].split()[1])
    ours: set[int] = set()
    while more := {pid for pid, parent in parents.items() if parent in ours | {os.getpid()}} - ours:
        ours |= more
    return ours


def left_over() -> list[str]:
    """Processes that are still there a moment after everything ended."""
    until = time.monotonic() + 3.0
    while descendants() and time.monotonic() < until:
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        time.sleep(0.05)
    return [Path(f"/proc/{pid}/cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace") for pid in descendants()]


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3], sys.argv[4], sys.argv[5:])
