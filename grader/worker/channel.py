"""The one descriptor over which a job is asked and answers: frames in, frames out."""

import os
from typing import Any

from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import WireError, read_frame

MOST_ASKED = 256 << 20
"""Bytes of a request; the grader bounds its own requests, a submission's files among them."""
PIECE = 1 << 16


class ChannelClosed(Exception):
    """The grader has gone, or wants nothing more."""


class Channel:
    """Requests and replies, each a dict; what it needs of `os` it keeps from before any student's code."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor
        self._read, self._write = os.read, os.write

    def receive(self) -> dict[str, Any]:
        """The next request; tensors where the grader had tensors."""
        try:
            header, body = read_frame(self._exactly, MOST_ASKED)
            message = decode(header, body, tensor_of)
        except WireError as problem:
            raise ChannelClosed(str(problem)) from None
        if type(message) is not dict:
            raise ChannelClosed("what came is no request")
        return message

    def send(self, message: dict[str, Any]) -> None:
        """One reply, whole."""
        rest = memoryview(encode(message))
        try:
            while rest:
                rest = rest[self._write(self._descriptor, rest[: 1 << 20]) :]
        except OSError as problem:
            raise ChannelClosed(str(problem)) from None

    def _exactly(self, count: int) -> bytes:
        """So many bytes, or fewer where the channel ends."""
        data = bytearray()
        while len(data) < count:
            try:
                part = self._read(self._descriptor, min(count - len(data), PIECE))
            except OSError as problem:
                raise ChannelClosed(str(problem)) from None
            if not part:
                break
            data += part
        return bytes(data)


def tensor_of(array: Any) -> Any:  # noqa: ANN401 - numpy's array to torch's
    """A tensor of an array that was one."""
    import torch

    return torch.from_numpy(array) if array.ndim else torch.tensor(array.item(), dtype=torch.from_numpy(array.reshape(1)).dtype)
