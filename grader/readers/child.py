"""The program in which documents are opened: reads one after another within its limits, and knows no rubric, reference or name of a person.

Run as `python -m grader.readers.child LIMITS [--reader FILE:FUNCTION]` with a socket as its standard input; LIMITS are the
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
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType

from grader.document import Document
from grader.errors import Unreadable
from grader.readers.frames import ChannelClosed, exactly, frame, packed, receive, written
from grader.readers.limits import ReadingLimits
from grader.readers.reading import read_bytes
from grader.readers.requests import Do, regions_of
from grader.readers.wire import to_json

Reader = Callable[[bytes, str], Document]
Opened = Callable[[int], None]
_OPEN_FILES = 64
PAGE = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont"
    b"/Helvetica>>>>>>>>endobj\n4 0 obj<</Length 33>>stream\nBT /F 12 Tf 9 50 Td (x = 1) Tj ET\nendstream endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
"""A page of our own."""


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
        return exactly(self._fd, count)

    def write(self, data: bytes) -> None:
        """All of the bytes."""
        written(self._fd, data)


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
    limit(resource.RLIMIT_AS, address_space() + limits.memory)
    limit(resource.RLIMIT_CORE, 0)
    limit(resource.RLIMIT_FSIZE, 0)
    limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    limit(resource.RLIMIT_NPROC, 0)


def address_space() -> int:
    """Bytes of address space that this process takes already; 0 where the system does not show them."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


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


def answer(header: Mapping[str, str], data: bytes, reader: Reader, opened: Opened) -> bytes:
    """The frame that answers one request; `opened` is told how many pages there are, before they are read."""
    name = header["name"]
    try:
        if reader is read_bytes and name.casefold().endswith(".pdf"):
            opened(pages_of(data))
        return done(header, data, reader)
    except Unreadable as problem:
        return frame({"is": "unreadable", "says": str(problem)})
    except RecursionError:
        return frame({"is": "unreadable", "says": f"{name} is nested more deeply than is read; hand in a simpler file"})
    except MemoryError:
        return frame({"is": "too large"})


def done(header: Mapping[str, str], data: bytes, reader: Reader) -> bytes:
    """What is asked for, done."""
    name, wish = header["name"], json.loads(header.get("wish", "null"))
    match header.get("do"):
        case Do.LOOK:
            from grader.readers.ocr.pages import read_pictures

            warm_for_pictures()
            return frame({"is": "document"}, to_json(read_pictures(data, name, regions_of(wish))))
        case Do.CROP:
            from grader.readers.crops import crops

            return frame({"is": "pictures"}, packed(crops(data, name, wish)))
        case _:
            return frame({"is": "document"}, to_json(reader(data, name)))


def main(arguments: Sequence[str]) -> None:
    """Serve requests until the grader closes the channel."""
    channel = Channel()

    def tell(kind: type[BaseException], problem: BaseException, where: TracebackType | None) -> None:
        if kind is not ChannelClosed:
            channel.write(frame({"is": "fault", "says": "".join(traceback.format_exception(kind, problem, where))}))

    sys.excepthook = tell
    limits = ReadingLimits(**json.loads(arguments[0]))
    reader = read_bytes if "--reader" not in arguments else from_file(arguments[arguments.index("--reader") + 1])
    limit_process(limits)
    channel.write(frame({"is": "ready"}))
    while True:
        header, data = receive(channel.read, limits.size)
        allow(limits.seconds, limits)
        try:
            reply = answer(header, data, reader, lambda pages: allow(limits.seconds_with(pages), limits))
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
        channel.write(reply)


def from_file(place: str) -> Reader:
    """The function that `FILE:FUNCTION` names."""
    import runpy

    file, _, function = place.rpartition(":")
    found: Reader = runpy.run_path(file)[function]
    return found


def warm_up() -> None:
    """Load what reading needs before anybody waits for it, a page of our own read and shown on the way."""
    import PIL.Image
    import PIL.PngImagePlugin  # noqa: F401

    from grader.readers.answer_sheet import read_sheet
    from grader.readers.pdf.reader import read_pdf
    from grader.readers.transcription import read_transcription

    read_sheet(b"x: 1\n", "answers.yaml")
    read_pdf(PAGE, "page.pdf")
    read_transcription(b"# 1\n\n$x = 1$\n", "page.md")


def warm_for_pictures() -> None:
    """Load what OCR needs, but for what starts threads of its own: no process can be forked from several threads."""
    from grader.readers.ocr.model import installed

    if installed():
        import cv2

        cv2.setNumThreads(1)


if __name__ == "__main__":
    main(sys.argv[1:])
