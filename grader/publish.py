"""What people and programs get of a batch: results.json, gradebook and pages, from the store, one submission after another.

A file that would come out as it is, and that nobody has touched, is not made again.
"""

import json
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from grader.filenames import safe_folder
from grader.fingerprint import fingerprint
from grader.own_source import what_writes
from grader.picturing import keys_of
from grader.records.gradebook import csv_head, csv_of
from grader.records.results import Results, SubmissionResult, keys_of_head, stream_blocks
from grader.records.store import Store, encoded
from grader.reporting.overview import Gathering
from grader.reporting.page_links import GROUPS, INSTRUCTOR, STUDENT
from grader.reporting.report import INDEX, Shown, besides, clear_others, write_group, write_overview
from grader.score import Visibility
from grader.whole import write_pieces

RESULTS, GRADEBOOK = "results.json", "gradebook.csv"
OF_ALL = (RESULTS, GRADEBOOK, INDEX)


@dataclass(frozen=True)
class Publication:
    """What is written where, and from what."""

    place: Path
    head: Results
    """All of the results but the submissions."""
    names: tuple[bytes, ...]
    """The groups in the order that people count in, as the store has them."""
    folders: tuple[str, ...]
    """The folders of their pages."""
    shown: frozenset[Visibility]
    """The lines that students may see by now."""


def publication(place: Path, head: Results, groups: Mapping[str, str], shown: frozenset[Visibility]) -> Publication:
    """What is to be written of these groups, in their order: each under its name, with the one that results have."""
    return Publication(place, head, tuple(map(encoded, groups)), tuple(map(safe_folder, groups.values())), shown)


def publish(what: Publication, store: Store, tasks: Sequence[str]) -> None:
    """Write all that has changed; `tasks` are the columns of the gradebook."""
    written, digests = store.written_files(what.place), store.finals.digests()
    overall = fingerprint(what_writes(), _told(what.head), tuple(tasks), [(name, digests[name]) for name in what.names])
    pages = _page_keys(what, digests)
    stale = {folder for folder, key in pages.items() if not all(written.holds(file, key) for file in _pages_of(folder))}
    if not stale and all(written.holds(file, overall) for file in OF_ALL):
        return
    way = _Way(what, store, stale, tasks)
    stream_blocks(what.place / RESULTS, what.head, way.texts())
    write_pieces(what.place / GRADEBOOK, (rows.encode("utf-8") for rows in way.rows))
    store.keep_pictures(way.pictures)
    write_overview(what.place, way.gathering.overview())
    clear_others(what.place, what.folders)
    for folder in stale:
        for file in _pages_of(folder):
            written.note(file, pages[folder])
    for file in OF_ALL:
        written.note(file, overall)
    written.keep((*OF_ALL, *(file for folder in what.folders for file in _pages_of(folder))))


class _Way:
    """The way through all submissions, on which pages are written and all is gathered that needs every submission."""

    def __init__(self, what: Publication, store: Store, stale: Collection[str], tasks: Sequence[str]) -> None:
        self._what, self._store, self._stale, self._tasks = what, store, stale, tasks
        self.gathering = Gathering(what.head)
        self.pictures: set[str] = set()
        self.rows = [csv_head(tasks)]

    def texts(self) -> Iterator[str]:
        """The submissions as results.json has them."""
        shown = Shown(self._what.shown, self._store.picture)
        found = self._store.finals.texts(self._what.names)
        for text, folder, beside in zip(found, self._what.folders, besides(self._what.folders), strict=True):
            submission = SubmissionResult.model_validate_json(text)
            self.gathering.add(submission)
            self.pictures.update(keys_of(submission))
            self.rows.append(csv_of(submission, self._tasks))
            if folder in self._stale:
                write_group(self._what.place, self._what.head, submission, beside, shown)
            yield text


def _page_keys(what: Publication, digests: Mapping[bytes, str]) -> Mapping[str, str]:
    """For each group's folder the hash of all that its pages are made from."""
    head = what.head
    common = fingerprint(
        what_writes(), head.assignment, head.title, head.possible, head.grader, head.isolation, head.headings, sorted(what.shown)
    )
    return {
        folder: fingerprint(common, digests[name], beside)
        for name, folder, beside in zip(what.names, what.folders, besides(what.folders), strict=True)
    }


def _pages_of(folder: str) -> tuple[str, str]:
    """The files of a group's pages."""
    return f"{GROUPS}/{folder}/{STUDENT}", f"{GROUPS}/{folder}/{INSTRUCTOR}"


def _told(head: Results) -> str:
    return json.dumps(keys_of_head(head), sort_keys=True)
