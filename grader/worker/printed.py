"""What a cell prints, kept up to a length: its beginning and its end."""

import io

FIRST, LAST = 48_000, 4_000
"""Characters."""


class Printed(io.TextIOBase):
    """A stream that takes everything and remembers only so much."""

    def __init__(self) -> None:
        super().__init__()
        self._first: list[str] = []
        self._room = FIRST
        self._last: list[str] = []
        self._size = 0
        self._dropped = 0

    encoding = "utf-8"

    def write(self, text: str) -> int:
        """Take a text."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        head = text[: self._room]
        if head:
            self._first.append(head)
            self._room -= len(head)
        rest = text[len(head) :]
        if rest:
            self._dropped += len(rest)
            self._last.append(rest[-LAST:])
            self._size += len(self._last[-1])
            if self._size > 16 * LAST:
                self._last = [self._end()]
                self._size = LAST
        return len(text)

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def isatty(self) -> bool:
        """It is no terminal, so nothing is coloured."""
        return False

    def text(self) -> str:
        """What is remembered."""
        left_out = self._dropped - len(self._end())
        between = f"\n[… {left_out} characters left out …]\n" if left_out else ""
        return "".join(self._first) + between + self._end()

    def _end(self) -> str:
        return "".join(self._last)[-LAST:]
