"""results.json: what was found in every submission, in the words of the contract, for programs and for our own pages."""

import json
import math
from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated, ClassVar, Literal, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    JsonValue,
    SerializerFunctionWrapHandler,
    ValidationError,
    model_serializer,
    model_validator,
)
from typing_extensions import TypeAliasType

from grader.document import Box, Source
from grader.errors import CommandError
from grader.score import Flag, Outcome, Visibility
from grader.whole import write_whole

Numbers = TypeAliasType("Numbers", "float | tuple[Numbers, ...] | None")
"""A number or nested lists of numbers; null stands for one that is infinite or none at all."""


class State(StrEnum):
    """Whether a submission could be marked."""

    MARKED = "marked"
    UNMARKABLE = "unmarkable"


def without_noise(value: float) -> float:
    """Points without the noise of binary fractions."""
    return round(value, 9) + 0.0


Points = Annotated[float, BeforeValidator(lambda value: without_noise(value) if isinstance(value, float) else value)]


class Recorded(BaseModel):
    """A part of results.json: frozen, open to keys of other versions, and without the optional keys that say nothing."""

    model_config = ConfigDict(frozen=True, extra="allow", allow_inf_nan=False, serialize_by_alias=True)
    optional: ClassVar[frozenset[str]] = frozenset()

    @model_serializer(mode="wrap")
    def _lean(self, handler: SerializerFunctionWrapHandler) -> dict[str, JsonValue]:
        data: dict[str, JsonValue] = handler(self)
        extra = self.model_extra or {}
        return {key: _finite(value) if key in extra else value for key, value in data.items() if key not in self.optional or value}


class MemberResult(Recorded):
    """A person of a group."""

    name: str
    id: str = ""


class AnswerResult(Recorded):
    """What was read, where, and how surely."""

    optional = frozenset({"label", "context", "doubts"})
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


class ProposedResult(Recorded):
    """The machine's opinion on a line that a person decides."""

    outcome: Outcome
    points: Points


class FirstResult(Recorded):
    """The automatic finding that a person's decision replaced."""

    outcome: Outcome
    points: Points | None = None
    says: str = ""


class TraceResult(Recorded):
    """A line of the group's own code in a traceback."""

    optional = frozenset({"function", "text"})
    file: str
    line: int
    function: str = ""
    text: str = ""


class AskedResult(Recorded):
    """One input that a group's code was given, and how that ended."""

    optional = frozenset({"reason", "says", "first", "trace", "alone"})
    ending: str
    """A word of `grader.run.Ending`: `finished`, `out of time`, …"""
    reason: str = ""
    says: str = ""
    right: bool | None = None
    """Whether what came back is right; null where nothing was compared."""
    seconds: float = 0.0
    """Processor time."""
    first: "AskedResult | None" = None
    """How it ended when it was asked before, while load may have been the reason."""
    alone: "AskedResult | None" = None
    """How it ended in a job of its own, where that is not the same."""
    trace: tuple[TraceResult, ...] = ()
    """The group's own lines, outermost first."""


class OursResult(Recorded):
    """What the reference took for the same."""

    seconds: float = 0.0


class CodeResult(Recorded):
    """What was run for a line, and what came of it: evidence, of which all but the stage comes from the group's code."""

    optional = frozenset(
        {"line", "function", "source", "stage", "difference", "notes", "output", "asked", "ours", "in_place_of", "suspicious"}
    )
    file: str = ""
    line: int | None = None
    """Where the function begins, or the line that failed."""
    function: str = ""
    """What it is called there."""
    source: str = ""
    """Its own lines, cut."""
    stage: str = ""
    """Which of the stages of comparing failed first: `kind`, `dtype`, `shape`, `values`."""
    difference: str = ""
    """Obtained and expected as pytest would show it; it holds an expected value, and is shown where that is."""
    notes: tuple[str, ...] = ()
    """What was adapted, found elsewhere, stubbed, cut away."""
    output: str = ""
    """What was printed, cut."""
    asked: tuple[AskedResult, ...] = ()
    """One for each input, in order; those behind one that decides the line may be left out."""
    ours: OursResult | None = None
    in_place_of: tuple[str, ...] = ()
    """Functions of the group's in whose place the reference's stood, where the mark follows."""
    suspicious: bool = False
    """Whether it did what is done to gain review: ended itself, waited, tried what is not allowed."""


class MarkResult(Recorded):
    """One line of the rubric as it was decided for one group."""

    optional = frozenset({"rule", "flags", "carried", "expect", "detail", "proposed", "also", "decided_by", "first", "code"})
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
    answer: AnswerResult | None = None
    rule: str = ""
    flags: tuple[Flag, ...] = ()
    carried: tuple[str, ...] = ()
    expect: tuple[str, ...] = ()
    detail: str = ""
    proposed: ProposedResult | None = None
    also: tuple[AnswerResult, ...] = ()
    decided_by: str = ""
    first: FirstResult | None = None
    code: CodeResult | None = None


class UnreadResult(Recorded):
    """A page or picture that may hold answers and was not read, and why."""

    file: str
    page: int | None = None
    why: str


class SubmissionResult(Recorded):
    """One group's results."""

    optional = frozenset({"notes", "remarks", "unread"})
    group: str
    members: tuple[MemberResult, ...] = ()
    state: State
    message: str = ""
    submitted_at: str | None = None
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
    marks: tuple[MarkResult, ...] = ()


class Results(Recorded):
    """All results of one assignment."""

    optional = frozenset({"headings"})
    schema_: Literal[1] = Field(default=1, alias="schema")
    assignment: str
    title: str
    possible: Points
    grader: str
    rubric_sha256: str
    reference_sha256: str
    isolation: str
    headings: dict[str, str] = {}
    """A task's id and its heading as the rubric writes it; pages show it where it is given."""
    submissions: tuple[SubmissionResult, ...] = ()

    @model_validator(mode="after")
    def _unique(self) -> Self:
        twice = [group for group, count in Counter(submission.group for submission in self.submissions).items() if count > 1]
        if twice:
            problem = f"the group {twice[0]!r} stands there twice"
            raise ValueError(problem)
        return self


def write_results(path: Path, results: Results) -> None:
    """Replace results.json whole."""
    write_whole(path, as_json(results).encode("utf-8"))


def as_json(results: Results) -> str:
    """The text of results.json: a mark a line, so that `diff` and `grep` speak of marks."""
    data = results.model_dump(mode="json")
    submissions = data.pop("submissions")
    return _block({**data, "submissions": submissions}, "") + "\n"


def read_results(path: Path) -> Results:
    """Read results.json, or say in one line why that cannot be done."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        problem = f"{path}: there are no results yet; `grader grade` writes them"
        raise CommandError(problem) from None
    except OSError as error:
        problem = f"{path}: cannot be read ({error.strerror})"
        raise CommandError(problem) from None
    try:
        return Results.model_validate_json(data)
    except ValidationError as error:
        problem = f"{path}: {_first_problem(error)}; `grader grade` writes it anew"
        raise CommandError(problem) from None


def _first_problem(error: ValidationError) -> str:
    """The first of the problems, with its path: `submissions[2].marks[0].points: …`."""
    first = error.errors(include_url=False, include_input=False)[0]
    path = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in first["loc"]).lstrip(".")
    said = first["msg"].removeprefix("Value error, ").replace("\n", " ")
    return f"{path}: {said}" if path else said


def _block(data: Mapping[str, JsonValue], indent: str) -> str:
    """An object with a key a line."""
    lines = [f"{indent}  {_inline(key)}: {_entry(key, value, indent + '  ')}" for key, value in data.items()]
    return "{\n" + ",\n".join(lines) + f"\n{indent}}}"


def _entry(key: str, value: JsonValue, indent: str) -> str:
    """A value on its key's line, but for submissions and marks."""
    if key not in ("submissions", "marks") or not isinstance(value, list) or not value:
        return _inline(value)
    deeper = indent + "  "
    items = [_block(item, deeper) if key == "submissions" and isinstance(item, dict) else _inline(item) for item in value]
    return "[\n" + ",\n".join(deeper + item for item in items) + f"\n{indent}]"


def _inline(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def _finite(value: JsonValue) -> JsonValue:
    """A value of a key that is not ours, without what JSON cannot say."""
    match value:
        case float():
            return value if math.isfinite(value) else None
        case list():
            return [_finite(item) for item in value]
        case dict():
            return {key: _finite(item) for key, item in value.items()}
        case _:
            return value
