"""Frames between the grader and the program that runs an instructor's tests; both ends are ours."""

import os
from collections.abc import Mapping
from typing import Any

from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import read_frame

LARGEST = 64 << 20


class ChannelEnded(Exception):
    """The other end is gone."""


class Channel:
    """One end of a pair of sockets, by its descriptor."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def send(self, message: Mapping[str, Any]) -> None:
        """One message, whole."""
        rest = memoryview(encode(dict(message)))
        while rest:
            rest = rest[os.write(self.descriptor, rest) :]

    def receive(self) -> dict[str, Any]:
        """The next message."""
        header, body = read_frame(self._exactly, LARGEST)
        message: dict[str, Any] = decode(header, body)
        return message

    def ask(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """A message and its answer."""
        self.send(message)
        return self.receive()

    def _exactly(self, count: int) -> bytes:
        """Exactly so many bytes."""
        parts = bytearray()
        while len(parts) < count:
            part = os.read(self.descriptor, min(count - len(parts), 1 << 20))
            if not part:
                raise ChannelEnded("the other end is gone")
            parts += part
        return bytes(parts)
