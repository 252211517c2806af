"""A submission → what it says about each name: documents read in limited children, answers found among their lines."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from grader.answer import Found
from grader.document import Document, ProgramText, Unread
from grader.errors import Unreadable
from grader.finding.find import find
from grader.finding.formulas import formulas
from grader.finding.sheet import told
from grader.formulas.attempt import Written
from grader.intake import documents, unread_documents
from grader.intake.kinds import ending
from grader.search import Search
from grader.submission import Submission, SubmittedFile
from grader.untouched import Given, is_untouched, without_sentences, without_words

MOST_PROGRAM = 64_000
"""Bytes of a Python file that is looked through for formulas."""


class Reading(Protocol):
    """Whoever reads files: a pool of limited children, or a test's double."""

    def read(self, path: Any, name: str) -> Document:  # noqa: ANN401 - a path
        """The document in a file."""
        ...


@dataclass(frozen=True)
class Collected:
    """What was read of a submission and what was found in it."""

    documents: tuple[Document, ...]
    found: Mapping[str, Found]
    problem: str = ""
    """Why nothing at all could be read."""
    formulas: Mapping[str, Written] = field(default_factory=dict)
    """What was found for each formula that is asked for."""


Finding = Callable[[Sequence[Document], Sequence[Document], Search], tuple[Mapping[str, Found], Mapping[str, Written]]]
"""Looks for answers and formulas in documents, and for formulas in programs."""


def looked_for(
    documents: Sequence[Document], programs: Sequence[Document], search: Search
) -> tuple[Mapping[str, Found], Mapping[str, Written]]:
    """The answers and the formulas in documents; of programs only the formulas."""
    found = find(documents, search.wanted, search.nodes)
    return found, formulas((*documents, *programs), search.formulas, search.nodes)


def collect(submission: Submission, search: Search, readers: Reading, finding: Finding = looked_for, *, code: bool = False) -> Collected:
    """Read a submission and look for every name; raises ReaderFault only where the fault is ours. With `code` there is more to mark."""
    if submission.problem:
        return Collected((), {}, submission.problem)
    files = documents(submission)
    read = told(
        [without_sentences(read_one(file, readers, search.given), search.sentences) for file in files], search.wanted, search.secret
    )
    all_documents = (*read, *unread_documents(submission))
    if not code and files and all(not document.lines for document in read):
        return Collected(all_documents, {}, why_nothing(all_documents, files[0].name))
    if not code and not files:
        reasons = [gap.why for document in all_documents for gap in document.unread]
        if reasons:
            return Collected(all_documents, {}, reasons[0])
    found, written = finding(all_documents, tuple(programs_of(submission, search)), search)
    return Collected(all_documents, found, formulas=written)


def programs_of(submission: Submission, search: Search) -> Iterator[Document]:
    """The Python files of a submission as text, where formulas may stand in them; nothing of them is run here."""
    for file in submission.files if search.formulas else ():
        if ending(file.name) != ".py":
            continue
        try:
            with file.path.open("rb") as data:
                text = data.read(MOST_PROGRAM).decode("utf-8", "replace")
        except OSError:
            continue
        yield Document(file.name, programs=(ProgramText(text),))


def why_nothing(documents: Sequence[Document], name: str) -> str:
    """Why nothing of a submission could be read, in a sentence that says what to hand in."""
    for document in documents:
        for gap in document.unread[:1]:
            told = gap.why.startswith(document.file)  # by whoever could not open it
            return gap.why if told else f"{document.file}: nothing in it can be read ({gap.why}); hand in a PDF with text, or Markdown"
    return f"{name}: holds nothing that can be read; hand in a PDF with text, or Markdown"


def read_one(file: SubmittedFile, readers: Reading, given: Given = frozenset()) -> Document:
    """A document, or what stands in its place: one that could not be read, and why, or one that is as it was handed out."""
    try:
        document = readers.read(file.path, file.name)
        return without_words(document) if is_untouched(file, given) else document
    except Unreadable as problem:
        return Document(file.name, unread=(Unread(str(problem)),))
