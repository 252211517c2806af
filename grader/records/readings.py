"""Documents kept by what was in the file and by what read it, so that pages are read once, whatever becomes of the rubric."""

import hashlib
import sqlite3
import threading
import zlib
from contextlib import closing, suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from grader.document import Document
from grader.errors import Unreadable
from grader.own_source import what_reads
from grader.readers.wire import MAX_BYTES, WireProblem, from_json, to_json
from grader.records.store import opened

FILE = "readings.sqlite"
MOST = 256_000_000
"""Bytes kept in all; beyond them what has not been asked for the longest is forgotten."""
_FAST = 1


class Readings:
    """Documents that were read before; any thread may ask."""

    def __init__(self, connection: sqlite3.Connection, most: int = MOST) -> None:
        self._connection, self._most = connection, most
        self._lock = threading.Lock()
        self._version = what_reads()

    @classmethod
    def open(cls, place: Path, *, fresh: bool = False) -> Self:
        """Those in an assignment's results folder; damaged ones, or ones to be forgotten, are begun anew."""
        return cls(opened(place / FILE, _connected, "what was read", fresh=fresh))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        with self._lock:
            with suppress(sqlite3.Error):
                self._forget_the_oldest()
            self._connection.close()

    def recall(self, data: bytes, name: str) -> Document | None:
        """What was read of these bytes under this name; nothing where that was never done, by another reader, or is damaged."""
        key = self._key(data, name)
        with self._lock, suppress(sqlite3.Error):
            with closing(self._connection.execute("SELECT document FROM readings WHERE key = ?", (key,))) as rows:
                row = rows.fetchone()
            if row is not None:
                self._connection.execute("UPDATE readings SET used = (SELECT max(used) + 1 FROM readings) WHERE key = ?", (key,))
                return _document(row[0])
        return None

    def keep(self, data: bytes, name: str, document: Document) -> None:
        """Keep what was read; a disk that is full keeps nothing, and then it is read again the next time."""
        try:
            packed = zlib.compress(to_json(document), _FAST)
        except Unreadable:  # larger than what comes out of a child: put together of several parts
            return
        key = self._key(data, name)
        with self._lock, suppress(sqlite3.Error), self._connection:
            self._connection.execute(
                "INSERT OR REPLACE INTO readings (key, used, document) VALUES (?, (SELECT ifnull(max(used), 0) + 1 FROM readings), ?)",
                (key, packed),
            )

    def _key(self, data: bytes, name: str) -> str:
        """All that decides what is read; a reader is chosen by the name, and may speak of it."""
        digest = hashlib.sha256(self._version.encode() + b"\0" + name.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(data)
        return digest.hexdigest()

    def _forget_the_oldest(self) -> None:
        """Make room, as far as there is too much."""
        with self._connection:
            self._connection.execute(
                "DELETE FROM readings WHERE key IN (SELECT key FROM (SELECT key, sum(length(document)) OVER (ORDER BY used DESC, key)"
                " AS size FROM readings) WHERE size > ?)",
                (self._most,),
            )


def _document(packed: object) -> Document | None:
    """The document that was kept; nothing where it is damaged."""
    try:
        if not isinstance(packed, bytes):
            return None
        opened = zlib.decompressobj()
        data = opened.decompress(packed, MAX_BYTES)
        return from_json(data) if opened.eof else None
    except (zlib.error, WireProblem):
        return None


def _connected(path: Path) -> sqlite3.Connection:
    """A connection with the one table there is, for any thread that holds the lock."""
    connection = sqlite3.connect(path, timeout=5, check_same_thread=False)
    try:
        connection.execute("CREATE TABLE IF NOT EXISTS readings (key TEXT PRIMARY KEY, used INTEGER NOT NULL, document BLOB NOT NULL)")
    except sqlite3.Error:
        connection.close()
        raise
    return connection
