"""The program in which documents are opened: reads one after another within its limits, and knows no rubric, reference or name of a person.

Run as `python -m grader.readers.child LIMITS [--warm] [--reader FILE:FUNCTION]` with a socket as its standard input; LIMITS are the
fields of ReadingLimits as JSON. `--reader` puts another function in the reader's place, for trials and tests.
"""

import json
import math
import os
import resource
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from types import TracebackType

from grader.document import Document
from grader.errors import Unreadable
from grader.readers.frames import ChannelClosed, frame, receive
from grader.readers.limits import ReadingLimits
from grader.readers.reading import read_bytes
from grader.readers.wire import to_json

Reader = Callable[[bytes, str], Document]
_OPEN_FILES = 64


class Channel:
    """The socket to the grader, moved away from where libraries print."""

    def __init__(self) -> None:
        self._fd = os.dup(0)
        nothing = os.open(os.devnull, os.O_RDWR)
        for standard in (0, 1, 2):
            os.dup2(nothing, standard)
        os.close(nothing)

    def read(self, count: int) -> bytes:
        """Exactly `count` bytes."""
        parts = []
        while count > 0:
            part = os.read(self._fd, min(count, 1 << 20))
            if not part:
                raise ChannelClosed("the grader has ended")
            parts.append(part)
            count -= len(part)
        return b"".join(parts)

    def write(self, data: bytes) -> None:
        """All of the bytes."""
        rest = memoryview(data)
        while rest:
            rest = rest[os.write(self._fd, rest) :]


def limit(kind: int, soft: int, hard: int | None = None) -> None:
    """Set a limit of this process, as far as the machine knows it and no further than it allows."""
    most = resource.getrlimit(kind)[1]
    wanted = soft if hard is None else hard
    if most != resource.RLIM_INFINITY:
        wanted = min(wanted, most)
    try:
        resource.setrlimit(kind, (min(soft, wanted), wanted))
    except (ValueError, OSError):
        # Not every system has every limit (macOS has none for address space); `grader doctor` tries what holds.
        return


def limit_process(limits: ReadingLimits) -> None:
    """What holds for the whole life of this process."""
    limit(resource.RLIMIT_AS, limits.memory)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    limit(resource.RLIMIT_NPROC, 0)


def allow(seconds: float, limits: ReadingLimits) -> None:
    """Processor time from now on; the kernel ends this process after it. The alarm is for when the grader is no longer there to watch."""
    limit(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds), limits.lifetime)
    signal.setitimer(signal.ITIMER_REAL, 2 * limits.wall + 1)


def pages_of(data: bytes) -> int:
    """How many pages a PDF has; 0 where it cannot be opened, which its reader will explain."""
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError:
        return 0
    try:
        return len(pdf)
    finally:
        pdf.close()


def answer(data: bytes, name: str, reader: Reader, limits: ReadingLimits) -> bytes:
    """The frame that answers one request."""
    allow(limits.seconds, limits)
    try:
        if reader is read_bytes and name.casefold().endswith(".pdf"):
            allow(limits.seconds + limits.seconds_a_page * min(pages_of(data), limits.pages), limits)
        return frame({"is": "document"}, to_json(reader(data, name)))
    except Unreadable as problem:
        return frame({"is": "unreadable", "says": str(problem)})
    except RecursionError:
        return frame({"is": "unreadable", "says": f"{name} is nested more deeply than is read; hand in a simpler file"})
    except MemoryError:
        return frame({"is": "too large"})
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def main(arguments: Sequence[str]) -> None:
    """Serve requests until the grader closes the channel."""
    channel = Channel()

    def tell(kind: type[BaseException], problem: BaseException, where: TracebackType | None) -> None:
        if kind is not ChannelClosed:
            channel.write(frame({"is": "fault", "says": "".join(traceback.format_exception(kind, problem, where))}))

    sys.excepthook = tell
    limits = ReadingLimits(**json.loads(arguments[0]))
    reader = read_bytes if "--reader" not in arguments else from_file(arguments[arguments.index("--reader") + 1])
    if "--warm" in arguments:
        warm_up()
    limit_process(limits)
    channel.write(frame({"is": "ready"}))
    while True:
        header, data = receive(channel.read, limits.size)
        channel.write(answer(data, header["name"], reader, limits))


def from_file(place: str) -> Reader:
    """The function that `FILE:FUNCTION` names."""
    import runpy

    file, _, function = place.rpartition(":")
    found: Reader = runpy.run_path(file)[function]
    return found


def warm_up() -> None:
    """Load what reading needs before anybody waits for it."""
    import grader.readers.pdf
    import grader.readers.transcription  # noqa: F401


if __name__ == "__main__":
    main(sys.argv[1:])
