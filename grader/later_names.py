"""Groups whose people became known after they were marked: the same marks, with the new names covered in pictures and texts."""

from collections.abc import Collection

from grader.collect import collect
from grader.errors import ReaderFault
from grader.picturing import Drawing, Pictured, pictured
from grader.recalled import Recalling
from grader.records.recording import members_of
from grader.records.results import SubmissionResult
from grader.search import Search
from grader.submission import Submission


def pictured_anew(
    submission: Submission, result: SubmissionResult, search: Search, recalling: Recalling, drawing: Drawing, known: Collection[str]
) -> Pictured:
    """The result with other pictures; where the documents cannot be read again, with none."""
    try:
        documents = collect(submission, search, recalling, recalling.find, code=True).documents
    except ReaderFault:
        documents = ()
    named = result.model_copy(update={"members": members_of(submission)})
    return pictured(submission, named, documents, search.nodes, drawing, known)
