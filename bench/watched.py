# ruff: noqa: INP001 - a folder of programs, not a package
"""A program that is watched while it runs: the processor time and the memory of all its processes. Linux only.

*Processor time* is what the kernel tells when the program ends (`wait4`): user and system time of the program and of all below it that was
waited for by its parent, and so on upwards. The fork servers wait for every job and the grader for its fork servers, so that this is all of
them: `perf stat`, which counts whoever is started without asking who waits, told 4 % less on a class of a hundred.

*Memory of the main process* is its own record (`VmHWM`), looked at every 20 ms, so that only what grew in the last of these may be missed.
*Memory of the tree* is looked at every 200 ms: for each process its part of what is shared (`Pss`), or, where that may not be read, all
that it has in memory (`VmRSS`), which counts what is shared more than once. A peak between two looks is missed.
"""

import os
import select
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOOK, LOOKS = 0.02, 10
"""Seconds between two looks at the program, and looks at it for each one at its whole tree."""
PROC = Path("/proc")


@dataclass(frozen=True)
class Watched:
    """What a run took."""

    cpu: float
    """Processor seconds of all processes."""
    wall: float
    main: float
    """MiB of the main process at its largest."""
    tree: float
    """MiB of all processes together at their largest."""
    beside: int
    """Processes that were seen beside the main one."""
    printed: str
    fallen_back: bool = False
    """Whether the memory of some process had to be counted whole."""


@dataclass
class Looks:
    """What was seen of a program so far."""

    pid: int
    main: float = 0.0
    tree: float = 0.0
    others: set[int] = field(default_factory=set)
    fallen_back: bool = False

    def at_main(self) -> None:
        """Its own record."""
        self.main = max(self.main, in_mib(PROC / str(self.pid) / "status", "VmHWM:"))

    def at_tree(self) -> None:
        """All processes, at this moment."""
        family = {self.pid, *below(self.pid)}
        self.others |= family - {self.pid}
        total = 0.0
        for one in family:
            shared = in_mib(PROC / str(one) / "smaps_rollup", "Pss:")
            whole = 0.0 if shared else in_mib(PROC / str(one) / "status", "VmRSS:")
            self.fallen_back |= whole > 0.0
            total += shared or whole
        self.tree = max(self.tree, total)


def watch(command: Sequence[str], folder: Path = ROOT, environment: Mapping[str, str] | None = None) -> Watched:
    """Run a program to its end, which must be a good one."""
    with tempfile.TemporaryFile() as output:
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT)
        looks, used, wall = Looks(process.pid), None, 0.0
        ended = os.pidfd_open(process.pid)
        try:
            for number in range(sys.maxsize):
                if select.select([ended], [], [], LOOK)[0]:
                    wall = time.perf_counter() - began
                    _, status, used = os.wait4(process.pid, 0)
                    process.returncode = os.waitstatus_to_exitcode(status)
                    break
                looks.at_main()
                if number % LOOKS == 0:
                    looks.at_tree()
        finally:
            os.close(ended)
            if used is None:  # stopped by Ctrl-C
                process.kill()
                process.wait()
        output.seek(0)
        printed = output.read().decode("utf-8", "replace")
    if used is None or process.returncode != 0:
        raise SystemExit(f"{' '.join(map(str, command))[:200]} ended with {process.returncode}:\n{printed[-2000:]}")
    return Watched(used.ru_utime + used.ru_stime, wall, looks.main, looks.tree, len(looks.others), printed, looks.fallen_back)


def below(pid: int) -> Iterator[int]:
    """All processes that a process started, and theirs."""
    with suppress(OSError):
        for thread in (PROC / str(pid) / "task").iterdir():
            with suppress(OSError):
                for child in (thread / "children").read_text(encoding="ascii").split():
                    yield int(child)
                    yield from below(int(child))


def in_mib(path: Path, what: str) -> float:
    """A size that the kernel tells in kB; 0 where it does not, or the process has gone."""
    with suppress(OSError):
        for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith(what):
                return int(line.split()[1]) / 1024
    return 0.0
