"""Results as results.json has them, one after another out of the store: nobody needs them all at once."""

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass

from grader.records.store_faults import DamagedStore

TABLE = "finals (name BLOB PRIMARY KEY, key TEXT NOT NULL, brief TEXT NOT NULL, digest TEXT NOT NULL, text TEXT NOT NULL)"


@dataclass(frozen=True)
class Final:
    """A submission's result with who handed in and what a person decided."""

    key: str
    """The hash of all that it was worked out from; empty for one that is never taken again, as a fault of ours."""
    brief: str
    """What a batch says of it, as JSON."""
    text: str
    """As it stands in results.json."""


class Finals:
    """The final results of an assignment by group, in the store's connection; whoever writes opens the transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def put(self, name: bytes, final: Final) -> None:
        """Keep one."""
        row = (name, final.key, final.brief, digest_of(final.text), final.text)
        self._connection.execute("INSERT OR REPLACE INTO finals (name, key, brief, digest, text) VALUES (?, ?, ?, ?, ?)", row)

    def briefs(self) -> Mapping[bytes, tuple[str, str]]:
        """For each group the key and what is said of it in brief."""
        with closing(self._connection.execute("SELECT name, key, brief FROM finals")) as rows:
            return {name: (key, brief) for name, key, brief in rows}

    def digests(self) -> Mapping[bytes, str]:
        """For each group the hash of its text."""
        with closing(self._connection.execute("SELECT name, digest FROM finals")) as rows:
            return dict(rows)

    def texts(self, names: Iterable[bytes]) -> Iterator[str]:
        """The texts of these groups in their order, each as it was put; DamagedStore where one is not."""
        for name in names:
            with closing(self._connection.execute("SELECT digest, text FROM finals WHERE name = ?", (name,))) as rows:
                digest, text = rows.fetchone() or ("", "")
            if digest_of(text) != digest:
                raise DamagedStore("a result is not as it was kept")
            yield text

    def text(self, name: bytes) -> str:
        """The text of one group; nothing where there is none as it was put."""
        with closing(self._connection.execute("SELECT digest, text FROM finals WHERE name = ?", (name,))) as rows:
            digest, text = rows.fetchone() or ("", "")
        return text if digest == digest_of(text) else ""


def digest_of(text: str) -> str:
    """The hash of a text."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
