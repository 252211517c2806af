"""Results and the pictures they name, kept as they come beside the pages: a killed batch goes on, nothing unchanged is read again."""

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from grader.errors import CommandError
from grader.records.results import SubmissionResult
from grader.submission import Submission

FILE = "store.sqlite"
CHUNK = 1 << 20


class Store:
    """The results of one assignment by group, each under the hash of all that it was worked out from."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @classmethod
    def open(cls, place: Path, *, fresh: bool = False) -> Self:
        """The store in an assignment's results folder; a damaged one, or one to be forgotten, is begun anew."""
        return cls(opened(place / FILE, connected, "the results", fresh=fresh))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        self._connection.close()

    @staticmethod
    def key(submission: Submission, base: Iterable[str]) -> str:
        """The hash of a submission's bytes, names and notes, and of what else decides its result."""
        digest = hashlib.sha256()
        for part in (*base, submission.group, submission.problem, *submission.notes):
            digest.update(part.encode("utf-8", "surrogatepass") + b"\0")
        for file in submission.files:
            digest.update(file.name.encode("utf-8", "surrogatepass") + b"\0")
            digest.update(content_hash(file.path))
        return digest.hexdigest()

    def kept(self, group: str, key: str) -> SubmissionResult | None:
        """The stored result of a group, if it was worked out from the same things."""
        with closing(self._connection.execute("SELECT result FROM results WHERE name = ? AND key = ?", (encoded(group), key))) as rows:
            row = rows.fetchone()
        if row is None:
            return None
        try:
            return SubmissionResult.model_validate_json(row[0])
        except ValidationError:
            return None

    def add(self, group: str, key: str, result: SubmissionResult) -> None:
        """Keep a result, at once."""
        row = (encoded(group), key, result.model_dump_json())
        self._write("INSERT OR REPLACE INTO results (name, key, result) VALUES (?, ?, ?)", [row])

    def add_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Keep pictures, at once."""
        self._write("INSERT OR REPLACE INTO crops (key, picture) VALUES (?, ?)", pictures.items())

    def _write(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Write rows, all or none."""
        try:
            with self._connection:
                self._connection.executemany(statement, rows)
        except sqlite3.Error as problem:
            message = f"the results cannot be written ({problem}); make room on the disk and run the same command again"
            raise CommandError(message) from None

    def picture(self, key: str) -> bytes:
        """A picture; no bytes where there is none."""
        try:
            with closing(self._connection.execute("SELECT picture FROM crops WHERE key = ?", (key,))) as rows:
                row = rows.fetchone()
        except sqlite3.Error:
            return b""
        return row[0] if row is not None and isinstance(row[0], bytes) else b""

    def pictures(self) -> frozenset[str]:
        """The keys of all pictures."""
        with closing(self._connection.execute("SELECT key FROM crops")) as rows:
            return frozenset(key for (key,) in rows)

    def keep_pictures(self, keys: Collection[str]) -> None:
        """Forget pictures that no result names."""
        gone = self.pictures().difference(keys)
        self._write("DELETE FROM crops WHERE key = ?", [(key,) for key in gone])

    def keep_only(self, groups: Sequence[str]) -> None:
        """Forget groups that are no longer there."""
        known = {encoded(group) for group in groups}
        with self._connection, closing(self._connection.execute("SELECT name FROM results")) as rows:
            gone = [(name,) for (name,) in rows.fetchall() if name not in known]
            self._connection.executemany("DELETE FROM results WHERE name = ?", gone)


def opened(path: Path, connect: Callable[[Path], sqlite3.Connection], what: str, *, fresh: bool) -> sqlite3.Connection:
    """A connection to a file that keeps something; a damaged one, or one to be forgotten, is begun anew."""
    try:
        if fresh:
            path.unlink(missing_ok=True)
        try:
            return connect(path)
        except sqlite3.DatabaseError:
            path.unlink(missing_ok=True)
            return connect(path)
    except (OSError, sqlite3.Error) as problem:
        raise CommandError(f"{path}: {what} cannot be kept there ({problem}); choose another folder with `--out`") from None


def connected(path: Path) -> sqlite3.Connection:
    """A connection with the tables there are."""
    connection = sqlite3.connect(path, timeout=5)
    try:
        connection.execute("CREATE TABLE IF NOT EXISTS results (name BLOB PRIMARY KEY, key TEXT NOT NULL, result TEXT NOT NULL)")
        connection.execute("CREATE TABLE IF NOT EXISTS crops (key TEXT PRIMARY KEY, picture BLOB NOT NULL)")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


@contextmanager
def kept_pictures(place: Path) -> Iterator[Callable[[str], bytes]]:
    """The pictures in an assignment's results folder by their keys; none where there is no store, or a damaged one, which is left alone."""
    path = place / FILE
    try:
        store = Store(connected(path)) if path.is_file() else None
    except sqlite3.Error:
        store = None
    if store is None:
        yield lambda _: b""
        return
    with store:
        yield store.picture


def encoded(group: str) -> bytes:
    """A group's name as bytes, whatever it is made of."""
    return group.encode("utf-8", "surrogatepass")


def content_hash(path: Path) -> bytes:
    """The hash of a file's bytes; what cannot be read has one of its own."""
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                digest.update(chunk)
    except OSError as problem:
        digest.update(str(problem.errno).encode())
    return digest.digest()
