"""Single groups of results.json, looked up with the help of the store: of a whole faculty nobody has to read all to decide one line.

What counts is what stands in results.json. The store only tells which text to look for there; where it is not the one that left the
file as it is, or where anything else is amiss, all of the file is read.
"""

import sqlite3
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from mmap import ACCESS_READ, mmap
from pathlib import Path

from pydantic import ValidationError

from grader.records.finals import Finals
from grader.records.results import Results, SubmissionResult, read_results
from grader.records.store import FILE, encoded
from grader.records.written_files import WrittenFiles

PATIENCE = 1
"""Seconds until a batch that is writing into the store must let it be read."""
_SUBMISSIONS = b'\n  "submissions": ['
"""The line behind all other keys, as `pieces` lays it out: no text of JSON has a line's end in it."""


def some_results(path: Path, groups: Callable[[str], Collection[str]]) -> Results:
    """results.json with at least the submissions of these groups of its assignment; with all of them where one is not there."""
    return _looked_up(path, groups) or read_results(path)


def _looked_up(path: Path, groups: Callable[[str], Collection[str]]) -> Results | None:
    """The same of these groups alone; None where all has to be read."""
    try:
        with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
            if (end := text.find(_SUBMISSIONS)) < 0:
                return None
            head = Results.model_validate_json(text[:end] + _SUBMISSIONS + b"]}")
            wanted = groups(head.assignment)
            if (found := _as_kept(path, wanted)) is None or any(text.find(b"\n" + one, end) < 0 for one in found):
                return None
        submissions = tuple(map(SubmissionResult.model_validate_json, found))
    except (OSError, ValueError, ValidationError, sqlite3.Error):  # whoever reads all of it tells what is wrong
        return None
    return head.model_copy(update={"submissions": submissions}) if {one.group for one in submissions} == {*wanted} else None


def _as_kept(path: Path, groups: Collection[str]) -> Sequence[bytes] | None:
    """What the store would write of these groups; None where another than this store left the file as it is."""
    store = path.with_name(FILE)
    with closing(sqlite3.connect(f"{store.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
        if not WrittenFiles(connection, path.parent).untouched(path.name):
            return None
        finals = Finals(connection)
        return [finals.text(encoded(group)).encode("utf-8") for group in groups]
