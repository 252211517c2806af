"""What a call of the course's own code takes: processor time and memory, as far as they can be told from inside."""

import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

CLEAR, STATUS = Path("/proc/self/clear_refs"), Path("/proc/self/status")


@dataclass
class Cost:
    """What a call took."""

    seconds: float = 0.0
    bytes: int = 0


@contextmanager
def measured() -> Iterator[Cost]:
    """Processor time and memory of what is done meanwhile."""
    cost, ours = Cost(), not tracemalloc.is_tracing()
    if ours:
        tracemalloc.start()
    tracemalloc.reset_peak()
    with suppress(OSError):
        CLEAR.write_text("5")  # the kernel's own record of the largest size begins anew
    before, resident, began = tracemalloc.get_traced_memory()[0], _memory("VmRSS"), time.thread_time()
    try:
        yield cost
    finally:
        cost.seconds = time.thread_time() - began
        # Python and numpy tell what they ask for; what torch takes is seen from outside only.
        cost.bytes = max(0, tracemalloc.get_traced_memory()[1] - before, _memory("VmHWM") - resident if resident else 0)
        if ours:
            tracemalloc.stop()


def _memory(what: str) -> int:
    """Bytes of this process as the kernel counts them; 0 where it does not say."""
    with suppress(OSError, ValueError, IndexError):
        line = next((line for line in STATUS.read_text(encoding="ascii").splitlines() if line.startswith(f"{what}:")), "")
        return int(line.split()[1]) * 1024
    return 0
