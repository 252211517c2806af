"""Who is writing into a results folder: named in a file beside the lock, for whoever meets the lock."""

import os
import platform
from contextlib import suppress
from datetime import datetime
from pathlib import Path

HOLDER = ".held-by"
LONGEST = 500
"""Bytes that are read of it."""


def name_holder(place: Path) -> None:
    """Write down who this is; the lock holds without it."""
    began = datetime.now().astimezone().strftime("%Y-%m-%d %H:%M:%S")
    with suppress(OSError):
        (place / HOLDER).write_text(f"{os.getpid()}\n{began}\n{platform.node()}\n", encoding="utf-8", errors="replace")


def holder(place: Path) -> str:
    """Who wrote it down, in brackets for a sentence; nothing where that is not known."""
    try:
        with (place / HOLDER).open("rb") as file:
            pid, began, machine, *_ = file.read(LONGEST).decode("utf-8", "replace").split("\n")
    except (OSError, ValueError):
        return ""
    if not pid.isascii() or not pid.isdigit():
        return ""
    where = f" on {machine}" if machine != platform.node() else ""
    return f" (process {pid}{where}, begun {began})"
