"""Which files were written from what: one that is there as it was left, and would come out the same, is not made again."""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

TABLE = "written (file TEXT PRIMARY KEY, key TEXT NOT NULL, size INTEGER NOT NULL, time INTEGER NOT NULL)"


@dataclass
class WrittenFiles:
    """The files below a folder, each with the hash of all that it was made from."""

    connection: sqlite3.Connection
    place: Path
    _known: dict[str, tuple[str, int, int]] = field(init=False)
    _new: dict[str, tuple[str, int, int]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        with closing(self.connection.execute("SELECT file, key, size, time FROM written")) as rows:
            self._known = {file: (key, size, time) for file, key, size, time in rows}

    def holds(self, file: str, key: str) -> bool:
        """Whether a file was made from the same and nobody has touched it since."""
        known = self._known.get(file)
        return known is not None and known[0] == key and self.untouched(file)

    def untouched(self, file: str) -> bool:
        """Whether a file is as it was left, from whatever it was made."""
        if (known := self._known.get(file)) is None:
            return False
        try:
            status = os.stat(f"{self.place}/{file}")  # noqa: PTH116 - asked of every page of a class: a path as an object costs twice as much
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == known[1:]

    def note(self, file: str, key: str) -> None:
        """A file has just been written."""
        status = (self.place / file).stat()
        self._new[file] = (key, status.st_size, status.st_mtime_ns)

    def keep(self, files: Iterable[str]) -> None:
        """Remember what was written, and forget all files but these."""
        gone = self._known.keys() - set(files)
        if not gone and not self._new:
            return
        with self.connection:
            self.connection.executemany("DELETE FROM written WHERE file = ?", [(file,) for file in gone])
            rows = [(file, *state) for file, state in self._new.items()]
            self.connection.executemany("INSERT OR REPLACE INTO written (file, key, size, time) VALUES (?, ?, ?, ?)", rows)
