"""What people and programs get of a batch: results.json, gradebook and pages, from the store, one submission after another.

A file that would come out as it is, and that nobody has touched, is not made again.
"""

import json
from collections.abc import Mapping, Sequence

from grader.fingerprint import fingerprint
from grader.own_source import what_writes
from grader.publication import OF_ALL, Publication
from grader.records.results import Results, keys_of_head
from grader.records.store import Store
from grader.reporting.page_files import GROUPS, INSTRUCTOR, STUDENT, besides


def publish(what: Publication, store: Store, tasks: Sequence[str]) -> None:
    """Write all that has changed; `tasks` are the columns of the gradebook."""
    written, digests = store.written_files(what.place), store.finals.digests()
    overall = fingerprint(what_writes(), _told(what.head), tuple(tasks), [(name, digests[name]) for name in what.names])
    pages = _page_keys(what, digests)
    stale = {folder for folder, key in pages.items() if not all(written.holds(file, key) for file in _pages_of(folder))}
    if not stale and all(written.holds(file, overall) for file in OF_ALL):
        return
    from grader.written_out import write_out

    write_out(what, store, stale, tasks)
    for folder in stale:
        for file in _pages_of(folder):
            written.note(file, pages[folder])
    for file in OF_ALL:
        written.note(file, overall)
    written.keep((*OF_ALL, *(file for folder in what.folders for file in _pages_of(folder))))


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
