"""Where a command's words go: a line at a time, and harmless whatever a stranger's text brings along."""

import os
import sys
import traceback
from dataclasses import dataclass
from typing import TextIO

from grader.legible import legible


@dataclass(frozen=True)
class Terminal:
    """Standard output for what a command has to say, standard error for what is wrong."""

    out: TextIO
    err: TextIO
    debug: bool = False
    """Whether the traceback of what went wrong is wanted, too."""

    @property
    def is_live(self) -> bool:
        """Whether a person looks on, so that a line may be drawn over."""
        return self.out.isatty() and os.environ.get("TERM", "dumb") != "dumb"

    def say(self, text: str = "") -> None:
        """One line of output."""
        _write(self.out, text)

    def complain(self, text: str, cause: BaseException | None = None) -> None:
        """What is wrong, line by line, and what raised it."""
        for line in text.splitlines() or [text]:
            _write(self.err, line)
        if self.debug and cause is not None:
            for part in traceback.format_exception(cause):
                for line in part.splitlines():
                    _write(self.err, line)


def standard_terminal(*, debug: bool = False) -> Terminal:
    """The streams of this process, which from now on take every character and show every line at once."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace", line_buffering=True)
    return Terminal(sys.stdout, sys.stderr, debug)


def _write(stream: TextIO, text: str) -> None:
    """One line; where nobody listens any more (`| head`), silence, and the work goes on."""
    try:
        stream.write(legible(text) + "\n")
        stream.flush()
    except BrokenPipeError:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
