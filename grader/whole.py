"""Files are replaced whole: a reader meets the old one or the new one, never half of either."""

import os
import secrets
from pathlib import Path

PART = ".part-"
"""How the name of an unfinished file begins."""


def write_whole(path: Path, data: bytes, *, durable: bool = True) -> bool:
    """Replace a file by `data`; whether anything changed. `durable` waits until the disk holds it."""
    if _holds(path, data):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{PART}{secrets.token_hex(8)}")
    try:
        _write(part, data, durable=durable)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
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


def _write(path: Path, data: bytes, *, durable: bool) -> None:
    """Write a new file that nobody else has made."""
    with path.open("xb") as file:
        file.write(data)
        if durable:
            file.flush()
            os.fsync(file.fileno())
