"""The way through the results of a batch on which all that people and programs get is written."""

from collections.abc import Collection, Iterator, Sequence

from grader.picturing import keys_of
from grader.publication import GRADEBOOK, RESULTS, Publication
from grader.records.gradebook import csv_head, csv_of
from grader.records.results import SubmissionResult, stream_blocks
from grader.records.store import Store
from grader.reporting.overview import Gathering
from grader.reporting.page_files import besides
from grader.reporting.report import Shown, clear_others, write_group, write_overview
from grader.whole import write_pieces


def write_out(what: Publication, store: Store, stale: Collection[str], tasks: Sequence[str]) -> None:
    """Write results, gradebook and overview, and the pages of those whose folders are stale; `tasks` are the gradebook's columns."""
    way = _Way(what, store, stale, tasks)
    stream_blocks(what.place / RESULTS, what.head, way.texts())
    write_pieces(what.place / GRADEBOOK, (rows.encode("utf-8") for rows in way.rows))
    store.keep_pictures(way.pictures)
    write_overview(what.place, way.gathering.overview())
    clear_others(what.place, what.folders)


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
