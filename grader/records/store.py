"""Results, what the stages before them came to, and their pictures, in one file: a killed batch goes on, nothing is worked out twice."""

import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from pydantic import ValidationError

from grader.errors import CommandError
from grader.records.finals import TABLE as FINALS
from grader.records.finals import Final, Finals
from grader.records.results import SubmissionResult, submission_text
from grader.records.store_faults import DamagedStore, fault_of, is_full
from grader.records.written_files import TABLE as WRITTEN
from grader.records.written_files import WrittenFiles
from grader.shelf import Shelf, Stage
from grader.submission import Submission

FILE, OLD = "store.sqlite", "readings.sqlite"
"""The one file, and one that earlier versions kept beside it."""
TABLES = (
    "results (name BLOB PRIMARY KEY, key TEXT NOT NULL, result TEXT NOT NULL)",
    "kept (name BLOB NOT NULL, stage TEXT NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL, PRIMARY KEY (name, stage, key))",
    "crops (key TEXT PRIMARY KEY, picture BLOB NOT NULL)",
    FINALS,
    WRITTEN,
)
STAGES = frozenset(stage.value for stage in Stage)
CHUNK = 1 << 20


@dataclass(frozen=True)
class Ended:
    """All that came of a submission."""

    group: str
    marked: tuple[str, str] | None
    """The key of its marks, and their text; None where they are not to be taken again."""
    shelf: Shelf
    """What its stages came to."""
    pictures: Mapping[str, bytes]
    final: Final | None = None


class Store:
    """The results of one assignment by group, each under the hash of all that it was worked out from."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self.finals = Finals(connection)

    @classmethod
    def open(cls, place: Path, *, fresh: bool = False) -> Self:
        """The store in an assignment's results folder; a damaged one, or one to be forgotten, is begun anew."""
        with suppress(OSError):
            (place / OLD).unlink()
        return cls(opened(place / FILE, fresh=fresh))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        """Close it; what SQLite could not do is told as what is wrong here, DamagedStore where that is the file."""
        with suppress(sqlite3.Error):
            self._connection.close()
        if isinstance(problem, sqlite3.Error):
            raise fault_of(problem) from None

    @staticmethod
    def content(submission: Submission) -> str:
        """The hash of a submission's bytes, names and notes."""
        digest = hashlib.sha256()
        for part in (submission.group, submission.problem, *submission.notes):
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

    def shelf(self, group: str) -> Shelf:
        """What the stages of a group's submission came to."""
        rows = closing(self._connection.execute("SELECT stage, key, value FROM kept WHERE name = ?", (encoded(group),)))
        with rows as found:
            return Shelf({(Stage(stage), key): value for stage, key, value in found if stage in STAGES})

    def add(self, group: str, key: str, result: SubmissionResult) -> None:
        """Keep a result, at once."""
        with self._writing():
            self._put(encoded(group), key, submission_text(result))

    def add_ended(self, every: Iterable[Ended]) -> None:
        """Keep all that came of some submissions, at once."""
        with self._writing():
            for one in every:
                name = encoded(one.group)
                if one.marked is not None:
                    self._put(name, *one.marked)
                if one.final is not None:
                    self.finals.put(name, one.final)
                self._put_shelf(name, one.shelf)
                self._connection.executemany("INSERT OR REPLACE INTO crops (key, picture) VALUES (?, ?)", one.pictures.items())

    def _put(self, name: bytes, key: str, text: str) -> None:
        self._connection.execute("INSERT OR REPLACE INTO results (name, key, result) VALUES (?, ?, ?)", (name, key, text))

    def _put_shelf(self, name: bytes, shelf: Shelf) -> None:
        """What came anew, in the place of what nobody asked for."""
        gone = [(name, stage.value, key) for stage, key in shelf.gone]
        self._connection.executemany("DELETE FROM kept WHERE name = ? AND stage = ? AND key = ?", gone)
        rows = [(name, stage.value, key, shelf.used[stage, key]) for stage, key in shelf.added]
        self._connection.executemany("INSERT OR REPLACE INTO kept (name, stage, key, value) VALUES (?, ?, ?, ?)", rows)

    def add_finals(self, finals: Mapping[str, Final]) -> None:
        """Keep what is shown of some groups, at once."""
        with self._writing():
            for group, final in finals.items():
                self.finals.put(encoded(group), final)

    def written_files(self, place: Path) -> WrittenFiles:
        """What was written into the results folder, and from what."""
        return WrittenFiles(self._connection, place)

    def add_pictures(self, pictures: Mapping[str, bytes]) -> None:
        """Keep pictures, at once."""
        with self._writing():
            self._connection.executemany("INSERT OR REPLACE INTO crops (key, picture) VALUES (?, ?)", pictures.items())

    @contextmanager
    def _writing(self) -> Iterator[None]:
        """A transaction: all or nothing of it is there afterwards, whatever happens."""
        try:
            with self._connection:
                yield
        except sqlite3.Error as problem:
            raise fault_of(problem) from None

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
        if gone:
            with self._writing():
                self._connection.executemany("DELETE FROM crops WHERE key = ?", [(key,) for key in gone])

    def keep_only(self, groups: Sequence[str]) -> None:
        """Forget groups that are no longer there."""
        known = {encoded(group) for group in groups}
        for table in ("results", "kept", "finals"):
            with closing(self._connection.execute(f"SELECT DISTINCT name FROM {table}")) as rows:  # noqa: S608 - our own names
                gone = [(name,) for (name,) in rows.fetchall() if name not in known]
            if gone:
                with self._writing():
                    self._connection.executemany(f"DELETE FROM {table} WHERE name = ?", gone)  # noqa: S608 - the same


def opened(path: Path, *, fresh: bool) -> sqlite3.Connection:
    """A connection to the file; a damaged one, or one to be forgotten, is begun anew."""
    try:
        if fresh:
            forget(path)
        try:
            return connected(path)
        except sqlite3.Error as problem:
            if not isinstance(fault_of(problem), DamagedStore):  # one that is whole is never thrown away, however full the disk is
                raise
            forget(path)
            return connected(path)
    except (OSError, sqlite3.Error) as problem:
        if isinstance(problem, sqlite3.Error) and is_full(problem):
            raise fault_of(problem) from None
        raise CommandError(f"{path}: the results cannot be kept there ({problem}); choose another folder with `--out`") from None


def forget(path: Path) -> None:
    """Remove the file, and what SQLite has beside it while it writes."""
    for file in (path, path.with_name(f"{path.name}-journal")):
        file.unlink(missing_ok=True)


def connected(path: Path) -> sqlite3.Connection:
    """A connection with the tables there are."""
    connection = sqlite3.connect(path, timeout=5)
    try:
        for table in TABLES:
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table}")
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
