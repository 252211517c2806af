"""Readers that try what the child must not be able to do; `grader doctor` puts them in the place of the real one."""

import os
import socket
from collections.abc import Callable
from pathlib import Path

from grader.document import Document

DONE = "it was done"


def take_memory(data: bytes, name: str) -> Document:
    """Ask for as much memory as the data says; a child within its limit is refused it."""
    taken = bytearray(int(data))
    return Document(name, pages=len(taken[:1]))


def never_end(data: bytes, name: str) -> Document:
    """Work on for ever."""
    while data or name:
        pass
    return Document(name)


def write_a_file(data: bytes, name: str) -> Document:
    """Write something into the file that the data names."""
    Path(data.decode()).write_bytes(b"written by a reader")
    return Document(name)


def reach_out(data: bytes, name: str) -> Document:
    """Try what no reader needs, on the file and the port that the data names; each try and what came of it as a note."""
    path, port = data.decode().splitlines()

    def read() -> object:
        return Path(path).read_bytes()

    def look_around() -> object:
        return list(Path(path).parent.iterdir())

    def write() -> object:
        return Path(path).write_bytes(b"written by a reader")

    def connect() -> object:
        return socket.create_connection(("127.0.0.1", int(port)), 1.0)

    def fork() -> object:
        pid = os.fork()
        if pid == 0:
            os._exit(0)
        return pid

    tries = {
        "read a file outside": read,
        "list a folder outside": look_around,
        "write a file outside": write,
        "connect by TCP": connect,
        "fork": fork,
    }
    return Document(name, notes=tuple(f"{what}: {_came_of(one)}" for what, one in tries.items()))


def _came_of(one: Callable[[], object]) -> str:
    """Why it was refused, or that it was not."""
    try:
        one()
    except OSError as problem:
        return problem.strerror or type(problem).__name__
    return DONE
