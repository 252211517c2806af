"""The clocks of another process, read from outside: how long it worked, and how long it neither worked nor wanted to."""

import sys
import time
from dataclasses import dataclass
from pathlib import Path

LINUX = sys.platform.startswith("linux")


@dataclass(frozen=True)
class Clocks:
    """Three clocks at one moment, in seconds."""

    wall: float
    work: float
    """Processor time of the process and its threads."""
    queued: float
    """Time in which its first thread wanted to work and the machine had no core for it."""

    def idle_since(self, before: "Clocks") -> float:
        """Seconds in which it slept or waited for something else than the machine."""
        return (self.wall - before.wall) - (self.work - before.work) - (self.queued - before.queued)


def clocks_of(pid: int) -> Clocks:
    """The clocks of a process now; 0 for what the system does not show."""
    return Clocks(time.monotonic(), work_of(pid), queued_of(pid))


def work_of(pid: int) -> float:
    """Processor time of a process by its own clock, which needs no /proc; 0 where the system shows none."""
    if not LINUX:
        return 0.0
    try:
        # The kernel's number for the processor clock of another process: its pid inverted, three bits of kind behind it.
        return time.clock_gettime((~pid << 3) | 2)
    except OSError:
        return 0.0


def queued_of(pid: int) -> float:
    """Time on the run queue of a busy machine; 0 where the system shows none."""
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0
