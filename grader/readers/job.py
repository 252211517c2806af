"""What a forked job does in the jail: what is asked of one document, once; what it was forked from has never met a document."""

import gc
import json

from grader.jail.work import load
from grader.readers.child import Reader, answer, from_file, warm_for_pictures, warm_up
from grader.readers.frames import ChannelClosed, exactly, frame, receive, written
from grader.readers.limits import ReadingLimits
from grader.readers.reading import read_bytes


class ReadingWork:
    """Reading, as a fork server is told of it: by JSON with the limits, whether pictures are read, and for trials a reader to use."""

    def __init__(self, told: str) -> None:
        wish = json.loads(told)
        self._limits = ReadingLimits(**wish["limits"])
        self._reader: Reader = from_file(wish["reader"]) if wish["reader"] else read_bytes
        load("grader.readers")
        warm_for_pictures() if wish["pictures"] else warm_up()
        gc.collect()
        gc.freeze()

    def begin(self) -> None:
        """Nothing more."""

    def serve(self, descriptor: int) -> None:
        """One request, one answer."""

        def opened(pages: int) -> None:
            written(descriptor, frame({"is": "opened", "pages": str(pages)}))

        try:
            header, data = receive(lambda count: exactly(descriptor, count), self._limits.size)
        except ChannelClosed:
            return
        written(descriptor, answer(header, data, self._reader, opened))

    def fault(self, says: str) -> bytes:
        """In the frames of the readers."""
        return frame({"is": "fault", "says": says})
