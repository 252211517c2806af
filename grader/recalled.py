"""Reading and finding through a submission's shelf: what was worked out from the same things before is not worked out again."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from grader import answer, document
from grader.answer import Found
from grader.collect import looked_for
from grader.document import Document
from grader.errors import ReaderFault, Unreadable
from grader.fingerprint import fingerprint
from grader.formulas import attempt, readings, tree
from grader.formulas.attempt import Written
from grader.plain_json import Classes, Damaged
from grader.readers.wire import from_json, to_json
from grader.search import Search
from grader.shelf import Shelf, Stage
from grader.work import Versions

FINDINGS = Classes(
    one
    for module in (answer, document, attempt, readings, tree)
    for one in vars(module).values()
    if isinstance(one, type) and one.__module__ == module.__name__
)
"""All that may stand in what was found."""

READ, REFUSED = b"D", b"U"
"""Before a kept document, and before the sentence that says why there is none."""


class Reader(Protocol):
    """Whoever reads files: a pool of limited children, or a test's double."""

    def data(self, path: Path, name: str) -> bytes:
        """The bytes of a file, if it may be read."""
        ...

    def read_data(self, data: bytes, name: str) -> tuple[Document, bool]:
        """The document in them, and whether another try would read no more."""
        ...


@dataclass
class Recalling:
    """Reads and finds for one submission."""

    reader: Reader
    shelf: Shelf
    versions: Versions
    content: str
    """The hash of the submission."""
    whole: bool = field(default=True, init=False)
    """Whether another try would read no more of its files."""

    def read(self, path: Path, name: str) -> Document:
        """The document in a file; Unreadable says what is wrong with it, ReaderFault what is wrong with us."""
        data = self.reader.data(path, name)
        key = fingerprint(self.versions.reading, name, data)
        kept = self.shelf.recall(Stage.READ, key)
        if kept is not None and (told := _told(kept)) is not None:
            if isinstance(told, str):
                raise Unreadable(told)
            return told
        try:
            document, whole = self.reader.read_data(data, name)
        except Unreadable as problem:
            self.shelf.keep(Stage.READ, key, REFUSED + str(problem).encode("utf-8", "surrogatepass"))
            raise
        self.whole &= whole
        if whole:
            with suppress(Unreadable):  # put together of several parts, and larger than what comes out of one child
                self.shelf.keep(Stage.READ, key, READ + to_json(document))
        return document

    def find(
        self, documents: Sequence[Document], programs: Sequence[Document], search: Search
    ) -> tuple[Mapping[str, Found], Mapping[str, Written]]:
        """The answers and the formulas in documents."""
        key = fingerprint(self.versions.reading, self.versions.finding, self.content)
        kept = self.shelf.recall(Stage.FIND, key) if self.whole else None
        if kept is not None:
            with suppress(Damaged):  # it is looked for again
                recalled: tuple[dict[str, Found], dict[str, Written]] = FINDINGS.from_json(kept)
                return recalled
        found, written = looked_for(documents, programs, search)
        if self.whole:
            with suppress(RecursionError):  # a formula of very many brackets in brackets is looked for again
                self.shelf.keep(Stage.FIND, key, FINDINGS.to_json((dict(found), dict(written))))
        return found, written


def _told(kept: bytes) -> Document | str | None:
    """The document that was kept, or why there is none; None where it is damaged."""
    try:
        return kept[1:].decode("utf-8", "surrogatepass") if kept[:1] == REFUSED else from_json(kept[1:])
    except (ReaderFault, UnicodeError):
        return None
