"""Documents read apart from us: text first, pictures in them where OCR is there, and small pictures of places for the report."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from grader.document import Document
from grader.errors import ReaderFault, Unreadable
from grader.jail.level import Level
from grader.readers.crew import Crew
from grader.readers.limits import LIMITS, LOOKING, ReadingLimits
from grader.readers.ocr.model import installed
from grader.readers.ocr.pages import with_pictures, without_pictures
from grader.readers.ordinary_file import file_bytes
from grader.readers.origin import Origin
from grader.readers.requests import Do, Request


class Readers:
    """A few reading children, started when they are needed and gone when the `with` block ends; any thread may ask."""

    def __init__(
        self,
        count: int = 1,
        limits: ReadingLimits = LIMITS,
        *,
        reader: str = "",
        level: Level | None = None,
        hidden: Sequence[Path] = (),
    ) -> None:
        self._limits = limits
        self._ocr = installed() and not reader
        self._origins = (
            Origin(limits, level, hidden, reader=reader),
            Origin(LOOKING, level, hidden, pictures=True),
        )
        self._reading = Crew(count, limits, self._origins[0].child)
        # One at a time: the models are large, and what reads pictures is busy with all it has.
        self._looking = Crew(1, LOOKING, self._origins[1].child)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """End all children; whoever still waits for one is told."""
        self._reading.close()
        self._looking.close()
        for origin in self._origins:
            origin.close()

    def read(self, path: Path, name: str) -> Document:
        """The document in a file, called `name`; Unreadable says what is wrong with it, ReaderFault what is wrong with us."""
        return self.read_data(self.data(path, name), name)[0]

    def data(self, path: Path, name: str) -> bytes:
        """The bytes of a file, if it may be read."""
        return file_bytes(path, name, self._limits.size)

    def read_data(self, data: bytes, name: str) -> tuple[Document, bool]:
        """The document in the bytes of a file, and whether another try would read no more of it; raises as `read` does."""
        document = self._document(self._reading, Request(Do.READ, name, data))
        regions = [(gap.page, gap.box) for gap in document.unread if gap.picture and gap.page is not None]
        if not (regions and self._ocr):
            return without_pictures(document) if regions else document, True
        try:
            return with_pictures(document, self._document(self._looking, Request(Do.LOOK, name, data, regions))), True
        except Unreadable:
            return document, True  # what was read stands, and its gaps stay what they are: not read
        except ReaderFault as problem:
            if self._looking.closed:
                raise
            return replace(document, notes=(*document.notes, f"OCR failed here, so a person has to look: {problem}")), False

    def crops(self, path: Path, name: str, request: Any) -> list[bytes]:  # noqa: ANN401 - plain JSON, as `readers.crops.crops` takes it
        """Small pictures of places in a file, in the order of the request; raises as `read` does."""
        reply = self._reading.ask(Request(Do.CROP, name, file_bytes(path, name, self._limits.size), request))
        if isinstance(reply, Document):
            raise ReaderFault(f"{name} could not be shown: our reader answered with a document")
        return list(reply)

    def _document(self, crew: Crew, request: Request) -> Document:
        """What comes of a request for a document."""
        reply = crew.ask(request)
        if not isinstance(reply, Document):
            raise ReaderFault(f"{request.name} could not be read: our reader answered with pictures")
        return reply
