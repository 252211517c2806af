"""What a job prints: its beginning and its end are kept, the rest is read and forgotten."""

import os

from grader.jail.limits import JobLimits

TAIL = 4 * 1024
PIECE = 1 << 16


class Output:
    """The reading end of a job's output; what came since the last question is told apart."""

    def __init__(self, descriptor: int, limits: JobLimits) -> None:
        self._descriptor, self._limits = descriptor, limits
        self._head, self._tail = bytearray(), bytearray()
        self._count = self._total = 0
        self.ended = False
        """Whether nobody can print there any more."""

    def begin(self) -> None:
        """Forget what was printed before the question that comes now."""
        self.drain()
        self._head, self._tail, self._count = bytearray(), bytearray(), 0

    def drain(self) -> bool:
        """Read what is there; True when more was printed than any job may."""
        while self._total <= self._limits.output:
            try:
                part = os.read(self._descriptor, PIECE)
            except BlockingIOError:
                return False
            if not part:
                self.ended = True
                return False
            self._take(part)
        return True

    def _take(self, part: bytes) -> None:
        self._total += len(part)
        self._count += len(part)
        room = self._limits.output_kept - len(self._head)
        self._head += part[:room]
        self._tail += part[room:] if room > 0 else part
        del self._tail[:-TAIL]

    def text(self) -> str:
        """What was printed since the question, as text that can be shown."""
        left_out = self._count - len(self._head) - len(self._tail)
        middle = f"\n… {left_out:,} bytes …\n".encode() if left_out > 0 else b""
        return bytes(self._head + middle + self._tail).decode("utf-8", "replace").replace("\0", "\N{SYMBOL FOR NULL}")
