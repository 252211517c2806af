"""Groups whose people became known after they were marked: the same marks, with the new names covered in pictures and texts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.collect import Search, collect
from grader.errors import ReaderFault
from grader.picturing import pictured
from grader.readers.pool import Readers
from grader.recalled import Recalling, Versions
from grader.records.recording import members_of
from grader.records.results import SubmissionResult
from grader.records.store import Store
from grader.submission import Submission


@dataclass(frozen=True)
class Shown:
    """A stored result that was pictured before all of its people were known."""

    submission: Submission
    key: str
    content: str
    """The hash of what was handed in."""
    result: SubmissionResult


def all_known(result: SubmissionResult, submission: Submission) -> bool:
    """Whether everybody in the group was known when the result was pictured."""
    return set(members_of(submission)) <= set(result.members)


def pictured_anew(late: Sequence[Shown], search: Search, readers: Readers, versions: Versions, store: Store) -> Iterator[SubmissionResult]:
    """The results with other pictures; where the documents cannot be read again, with none."""
    for one in late:
        recalling = Recalling(readers, store.shelf(one.submission.group), versions, one.content)
        try:
            documents = collect(one.submission, search, recalling, recalling.find, code=True).documents
        except ReaderFault:
            documents = ()
        result = one.result.model_copy(update={"members": members_of(one.submission)})
        made = pictured(one.submission, result, documents, search.nodes, readers, store.pictures())
        store.add_pictures(made.pictures)
        store.add(one.submission.group, one.key, made.result)
        yield made.result
