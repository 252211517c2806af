"""results.json: what was found in every submission, in the words of the contract, for programs and for our own pages."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Literal, Self

from pydantic import Field, JsonValue, ValidationError, model_validator
from typing_extensions import TypeAliasType

from grader.document import Box, Source
from grader.errors import CommandError
from grader.records.code_results import CodeResult
from grader.records.decision_results import AstrayResult, DecisionResult, FirstResult, Numbers, ProposedResult
from grader.records.format_results import FormatResult
from grader.records.recorded import Points, Recorded
from grader.records.results_text import MARKS, block, pieces, written
from grader.records.roll_results import OtherResult, RollResult
from grader.score import Flag, Outcome, Visibility
from grader.whole import write_pieces


class State(StrEnum):
    """Whether a submission could be marked."""

    MARKED = "marked"
    UNMARKABLE = "unmarkable"


class MemberResult(Recorded):
    """A person of a group."""

    optional = frozenset({"excused"})
    name: str
    id: str = ""
    excused: bool = False


Markup = TypeAliasType("Markup", "tuple[str, str | tuple[Markup, ...]]")
"""A tag of MathML with its text, or with the elements in it."""


class AnswerResult(Recorded):
    """What was read, where, and how surely."""

    optional = frozenset({"label", "context", "doubts", "crop", "printed", "formula"})
    text: str
    value: str | Numbers
    file: str
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    source: Source
    confidence: float
    label: str = ""
    context: str = ""
    doubts: tuple[str, ...] = ()
    crop: str = ""
    """Under which key the picture of the place is kept beside the results."""
    printed: bool = False
    """In what a notebook's cell put out; `page` and `line` are the cell and the line in it."""
    formula: Markup | None = None
    """A formula as it was understood, in MathML; `value` is the same in plain notation."""


class LookResult(Recorded):
    """Where a person should look for an answer that was not found."""

    optional = frozenset({"page", "box", "line", "printed", "text", "crop"})
    file: str
    page: int | None = None
    box: Box | None = None
    line: int | None = None
    printed: bool = False
    text: str = ""
    """What stands there, of a text file."""
    crop: str = ""


class TaskResult(Recorded):
    """Where a task of which something is undecided stands in what was handed in."""

    optional = frozenset({"page", "text", "crop"})
    task: str
    file: str
    page: int | None = None
    text: str = ""
    crop: str = ""


class MarkResult(Recorded):
    """One line of the rubric as it was decided for one group."""

    optional = frozenset(
        {
            *("rule", "flags", "carried", "expect", "detail", "proposed", "also", "decided_by", "first", "decision", "code", "look"),
            *("expected_formula", "corrected"),
        }
    )
    task: str
    name: str
    check: str
    label: str
    outcome: Outcome
    points: Points | None
    possible: Points
    bonus: bool = False
    visibility: Visibility = Visibility.VISIBLE
    says: str = ""
    expected: str | Numbers = None
    expected_formula: Markup | None = None
    """Where a formula is expected, in MathML; `expected` is the same in plain notation."""
    answer: AnswerResult | None = None
    rule: str = ""
    flags: tuple[Flag, ...] = ()
    carried: tuple[str, ...] = ()
    expect: tuple[str, ...] = ()
    detail: str = ""
    proposed: ProposedResult | None = None
    also: tuple[AnswerResult, ...] = ()
    decided_by: str = ""
    corrected: str = ""
    """The value as a person read it in the paper; `answer` is what that says."""
    first: FirstResult | None = None
    decision: DecisionResult | None = None
    """Also where a decision could not be applied; `decided_by` is empty then."""
    code: CodeResult | None = None
    look: LookResult | None = None


class UnreadResult(Recorded):
    """A page or picture that may hold answers and was not read, and why."""

    optional = frozenset({"crops"})
    file: str
    page: int | None = None
    why: str
    crops: tuple[str, ...] = ()


class SubmissionResult(Recorded):
    """One group's results."""

    optional = frozenset(
        {
            *("notes", "remarks", "unread", "tasks", "late", "late_by", "deadline", "others", "platform", "upload", "format"),
            "content_sha256",
        }
    )
    group: str
    members: tuple[MemberResult, ...] = ()
    state: State
    message: str = ""
    submitted_at: str | None = None
    late: bool | None = None
    late_by: str = ""
    """In words, where the times are known."""
    deadline: str | None = None
    """When it had to be there, extension included."""
    others: tuple[OtherResult, ...] = ()
    """Further uploads of the group, which were not marked."""
    platform: str = ""
    upload: str = ""
    """Its name in the platform's download."""
    format: tuple[FormatResult, ...] = ()
    """What it had to be beside its answers."""
    content_sha256: str = ""
    """Of all that was handed in; a person's decision remembers it."""
    penalty: Points = 0.0
    points: Points
    undecided: Points
    possible: Points
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    """What was left out of the submission and why; the group may read it."""
    remarks: tuple[str, ...] = ()
    """What the readers noticed; for the instructor alone."""
    unread: tuple[UnreadResult, ...] = ()
    tasks: tuple[TaskResult, ...] = ()
    """For a person: what the group wrote under tasks of which something is undecided."""
    marks: tuple[MarkResult, ...] = ()


class Results(Recorded):
    """All results of one assignment."""

    optional = frozenset({"headings", "roll", "astray"})
    schema_: Literal[1] = Field(default=1, alias="schema")
    assignment: str
    title: str
    possible: Points
    grader: str
    rubric_sha256: str
    reference_sha256: str
    isolation: str
    headings: Mapping[str, str] = Field(default_factory=dict)
    """A task's id and its heading as the rubric writes it; pages show it where it is given."""
    roll: RollResult | None = None
    astray: tuple[AstrayResult, ...] = ()
    submissions: tuple[SubmissionResult, ...] = ()

    @model_validator(mode="after")
    def _unique(self) -> Self:
        if problem := twice(submission.group for submission in self.submissions):
            raise ValueError(problem)
        return self


def write_results(path: Path, results: Results) -> None:
    """Replace results.json whole."""
    stream_results(path, results, results.submissions)


def stream_results(path: Path, head: Results, submissions: Iterable[SubmissionResult]) -> None:
    """The same of submissions that come one after another; of `head` the submissions are not looked at."""
    stream_blocks(path, head, map(submission_text, _once_each(submissions)))


def stream_blocks(path: Path, head: Results, submissions: Iterable[str]) -> None:
    """The same of submissions that are laid out already, as `submission_text` does it; no group may stand there twice."""
    write_pieces(path, (piece.encode("utf-8") for piece in pieces(keys_of_head(head), submissions)))


def as_json(results: Results) -> str:
    """The text of results.json: a mark a line, so that `diff` and `grep` speak of marks."""
    return "".join(pieces(keys_of_head(results), map(submission_text, results.submissions)))


def submission_text(submission: SubmissionResult, lines: dict[int, str] | None = None) -> str:
    """A submission as it stands in results.json; `lines` holds marks that were written before, by their identity, and takes the others."""
    lines = {} if lines is None else lines
    for mark in submission.marks:
        if id(mark) not in lines:
            lines[id(mark)] = written(mark.model_dump(mode="json"))
    head = submission.model_copy(update={MARKS: ()}).model_dump(mode="json")
    return block(head, [lines[id(mark)] for mark in submission.marks])


def keys_of_head(head: Results) -> dict[str, JsonValue]:
    """All keys of results.json but the submissions."""
    data = head.model_copy(update={"submissions": ()}).model_dump(mode="json")
    return {key: value for key, value in data.items() if key != "submissions"}


def _once_each(submissions: Iterable[SubmissionResult]) -> Iterator[SubmissionResult]:
    """The submissions, each group once: results with a group twice could not be read again."""
    groups: set[str] = set()
    for submission in submissions:
        if submission.group in groups:
            raise ValueError(_told_twice(submission.group))
        groups.add(submission.group)
        yield submission


def twice(groups: Iterable[str]) -> str:
    """What is wrong where a group stands there twice; nothing where none does."""
    return next((_told_twice(group) for group, count in Counter(groups).items() if count > 1), "")


def _told_twice(group: str) -> str:
    return f"the group {group!r} stands there twice"


def read_results(path: Path) -> Results:
    """Read results.json as a whole, or say in one line why that cannot be done."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from None
    try:
        return Results.model_validate_json(data)
    except ValidationError as error:
        raise wrong(path, first_problem(error)) from None


def unreadable(path: Path, error: OSError) -> CommandError:
    """That there is nothing to read, and why."""
    if isinstance(error, FileNotFoundError):
        return CommandError(f"{path}: there are no results yet; `grader grade` writes them")
    return CommandError(f"{path}: cannot be read ({error.strerror})")


def wrong(path: Path, problem: str) -> CommandError:
    """That something else stands there than results."""
    return CommandError(f"{path}: {problem}; `grader grade` writes it anew")


def first_problem(error: ValidationError) -> str:
    """The first of the problems, with its path: `submissions[2].marks[0].points: …`."""
    first = error.errors(include_url=False, include_input=False)[0]
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"]).lstrip(".")
    said = first["msg"].removeprefix("Value error, ").replace("\n", " ")
    return f"{path}: {said}" if path else said
