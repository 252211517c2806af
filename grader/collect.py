"""A submission → what it says about each name: documents read in limited children, answers found among their lines."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Protocol

from grader.answer import Entries, Found, Printed
from grader.checks.agrees import Agrees
from grader.checks.between import Between
from grader.checks.satisfies import Satisfies
from grader.document import Document, ProgramText, Unread
from grader.errors import Unreadable
from grader.finding.candidates import Wanted
from grader.finding.find import find
from grader.finding.formulas import formulas
from grader.finding.sheet import told
from grader.formula_orders import orders
from grader.formulas.attempt import FormulaWanted, Written
from grader.intake import documents, unread_documents
from grader.intake.kinds import ending
from grader.page.labels import spelling
from grader.page.sections import Node, path_of
from grader.references.quantity import maybe_entries, shape_of
from grader.references.reference import Reference
from grader.references.tolerance import squeezed
from grader.scheme import Rubric
from grader.score import Visibility
from grader.submission import Submission, SubmittedFile
from grader.text.literals import Wish
from grader.text.numerals import Kind
from grader.untouched import Given, given_out, is_untouched, sentences_of, without_sentences, without_words

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


@dataclass(frozen=True)
class Search:
    """What to look for, worked out once for a rubric and its reference."""

    wanted: tuple[Wanted, ...]
    nodes: tuple[Node, ...]
    secret: frozenset[str] = frozenset()
    """Names that no student is told: only hidden lines ask for them."""
    given: Given = frozenset()
    """Documents that were handed out."""
    sentences: frozenset[str] = frozenset()
    """Of notebooks that were handed out."""
    formulas: tuple[FormulaWanted, ...] = ()
    """The formulas to look for."""


Finding = Callable[[Sequence[Document], Sequence[Document], Search], tuple[Mapping[str, Found], Mapping[str, Written]]]
"""Looks for answers and formulas in documents, and for formulas in programs."""


def search_for(rubric: Rubric, reference: Reference | None, starter: Mapping[str, bytes] | None = None) -> Search:
    """The finder's orders: names, spellings, tasks, shapes and kinds, and what was handed out; never a value."""
    shares = {line.between for _, line in rubric.lines if isinstance(line, Between) and 0 <= line.low < line.high <= 1}
    shares |= {line.agrees for _, line in rubric.lines if isinstance(line, Agrees)}
    forms = {line.satisfies: line for _, line in rubric.lines if isinstance(line, Satisfies)}
    wanted = []
    for name, task in rubric.wanted().items():
        spellings = tuple(spelling(text) for text in rubric.written_as.get(name, (name,)))
        wish, givens = asked(reference, name, shares) if name not in forms else (shaped(forms[name], reference), ())
        wanted.append(Wanted(name, path_of(task), spellings, wish, givens))
    open_ = {name for _, line in rubric.lines if line.visibility is not Visibility.HIDDEN for name in (*line.wanted(), *line.mentioned())}
    secret = frozenset(w.name for w in wanted).difference(open_)
    handed_out = starter or {}
    told = () if reference is None else orders(rubric, reference)
    return Search(tuple(wanted), nodes_of(rubric), secret, given_out(handed_out), sentences_of(handed_out), told)


def shaped(line: Satisfies, reference: Reference | None) -> Wish:
    """A value that may have several shapes; dimensions of 1 make no difference, so those that differ in them alone are one."""
    shapes = line.shapes(reference)
    if not shapes:
        return Wish(None)
    first, *others = dict.fromkeys(squeezed(shape) for shape in shapes)
    return Wish(first, Kind.WHOLE if line.counts(reference) else Kind.NUMBER, others=tuple(others))


def asked(reference: Reference | None, name: str, shares: Collection[str]) -> tuple[Wish, tuple[tuple[str, Entries], ...]]:
    """Shape and kind of an answer, and the given values of that shape, which are no answers."""
    if name in shares:
        return Wish((), Kind.SHARE), ()
    if reference is None or name not in reference.functions:
        return Wish(() if reference is not None else None), ()
    if not reference.known(name):
        return Wish((), Kind.SHARE if reference.measured_for(name) <= set(shares) else Kind.NUMBER), ()
    truth = reference.truth(name)
    size = tuple(length for length in shape_of(truth) if length != 1)
    kind = Kind.WHOLE if isinstance(truth, int) and not isinstance(truth, bool) else Kind.NUMBER
    givens = [(given, as_entries(value)) for given, value in reference.givens.items()]
    return Wish(size, kind), tuple((given, entries) for given, entries in givens if entries is not None)


def as_entries(value: Any) -> Entries | None:  # noqa: ANN401 - a given value may be anything
    """A given value as entries."""
    numbers = maybe_entries(value)
    if numbers is None:
        return None
    size = shape_of(value)
    if size == ():
        return Printed(numbers[0], Fraction(0))
    return tuple(Printed(number, Fraction(0)) for number in numbers) if len(size) == 1 else None


def nodes_of(rubric: Rubric) -> tuple[Node, ...]:
    """Tasks and chapters with the words of their headings."""
    nodes: dict[tuple[str, ...], Node] = {}
    for task in rubric.tasks:
        path = path_of(task.id)
        nodes[path] = Node(path, (task.title,), rubric.headings.get(task.id, ()))
    for number, headings in rubric.headings.items():
        path = path_of(number)
        if path not in nodes:
            nodes[path] = Node(path, (), headings)
    return tuple(nodes.values())


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
