"""Readers that try what the child must not be able to do; `grader doctor` puts them in the place of the real one."""

from grader.document import Document


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
    from pathlib import Path

    Path(data.decode()).write_bytes(b"written by a reader")
    return Document(name)
