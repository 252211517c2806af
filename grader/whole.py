"""Files are replaced whole: a reader meets the old one or the new one, never half of either."""

import os
import secrets
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import BinaryIO

PART = ".part-"
"""How the name of an unfinished file begins."""


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> bool:
    """Replace a file by `data`; whether anything changed. `durable` waits until the disk holds it."""
    if _holds(path, data):
        return False
    with _part_of(path) as part:
        with part.open("xb") as file:
            file.write(data)
            if durable:
                _wait_for_disk(file)
        part.replace(path)
    return True


def write_pieces(path: Path, pieces: Iterable[bytes], *, durable: bool = True) -> bool:
    """Replace a file by what comes piece by piece and is never held as a whole; whether anything changed."""
    with _part_of(path) as part:
        with part.open("xb") as file, path.open("rb") if path.is_file() else nullcontext() as old:
            same = old is not None
            for piece in pieces:
                file.write(piece)
                same = same and old is not None and old.read(len(piece)) == piece
            if same and old is not None and not old.read(1):
                return False
            if durable:
                _wait_for_disk(file)
        part.replace(path)
    return True


def clear_unfinished(folder: Path) -> None:
    """Remove what a killed run left half written in a folder."""
    for part in folder.glob(f"{PART}*"):
        part.unlink(missing_ok=True)


def _holds(path: Path, data: bytes) -> bool:
    """Whether the file is there with these very bytes."""
    try:
        return path.stat().st_size == len(data) and path.read_bytes() == data
    except OSError:
        return False


@contextmanager
def _part_of(path: Path) -> Iterator[Path]:
    """The name of a new file beside it that nobody else has made; what is left there in the end is removed."""
    if not path.parent.is_dir():
        path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{PART}{secrets.token_hex(8)}")
    try:
        yield part
    finally:
        part.unlink(missing_ok=True)


def _wait_for_disk(file: BinaryIO) -> None:
    """Go on when the disk holds what was written."""
    file.flush()
    os.fsync(file.fileno())
