"""Files are replaced whole: a reader meets the old one or the new one, never half of either."""

import os
import secrets
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import BinaryIO

PART = ".part-"
"""How the name of an unfinished file begins."""


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> bool:
    """Replace a file by `data`; whether anything changed. `durable` waits until the disk holds it."""
    return False if _holds(path, data) else _replace(path, [data], None, durable=durable)


def write_pieces(path: Path, pieces: Iterable[bytes], *, durable: bool = True) -> bool:
    """Replace a file by what comes piece by piece and is never held as a whole; whether anything changed."""
    with path.open("rb") if path.is_file() else nullcontext() as old:
        return _replace(path, pieces, old, durable=durable)


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


def _replace(path: Path, pieces: Iterable[bytes], old: BinaryIO | None, *, durable: bool) -> bool:
    """Write a new file beside it that nobody else has made, and let it take its place, but where the old one has the same bytes."""
    part = os.path.join(path.parent, f"{PART}{secrets.token_hex(8)}")  # noqa: PTH118 - of thousands of pages every Path costs
    placed = False
    try:
        with _created(part) as file:
            same = old is not None
            for piece in pieces:
                file.write(piece)
                same = same and old is not None and old.read(len(piece)) == piece
            if same and old is not None and not old.read(1):
                return False
            if durable:
                file.flush()
                os.fsync(file.fileno())
        os.replace(part, path)  # noqa: PTH105 - as above
        placed = True
    finally:
        if not placed:
            Path(part).unlink(missing_ok=True)
    return True


def _created(part: str) -> BinaryIO:
    """A new file, in a new folder if need be."""
    try:
        return open(part, "xb")  # noqa: PTH123 - as above
    except FileNotFoundError:
        Path(part).parent.mkdir(parents=True, exist_ok=True)
        return Path(part).open("xb")
