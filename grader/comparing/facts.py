"""What a result says that its marks rest on, in so little room that two of a whole faculty can be held at once."""

from dataclasses import dataclass
from hashlib import sha256
from sys import intern

from grader.records.code_results import AskedResult, CodeResult
from grader.records.results import AnswerResult, MarkResult, MemberResult, Results, SubmissionResult
from grader.records.totals import totals
from grader.reporting import wording
from grader.run import Ending
from grader.score import Outcome

LONGEST = 400
"""Characters kept of a text; of a longer one its digest tells whether it is the same."""
DIGEST = "\x00"
"""What parts the beginning of a long text from its digest."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read, where, and how surely."""

    text: str
    value: str
    where: str
    source: str
    sure: int
    """In per cent."""
    doubts: str


@dataclass(frozen=True, slots=True)
class Tried:
    """What a group's code did."""

    where: str
    source: str
    inputs: tuple[str, ...]
    """How each ended: `right`, `not right`, or the ending where nothing came back."""
    stage: str
    difference: str
    notes: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a mark came to."""

    outcome: Outcome
    points: float | None
    possible: float
    bonus: bool
    decided_by: str


@dataclass(frozen=True, slots=True)
class MarkFacts:
    """A mark and what it rests on."""

    task: str
    name: str
    label: str
    check: str
    verdict: Verdict
    says: str
    rule: str
    expected: str
    reading: Reading | None
    also: str
    carried: tuple[str, ...]
    tried: Tried | None
    first: str
    """The automatic finding below a person's decision, in words."""
    corrected: str = ""
    """The value as a person read it."""
    decided_on: str = ""
    """What is no longer as it was when the decision was made."""


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group's sums, and what they rest on beside its marks."""

    group: str
    members: tuple[str, ...]
    unmarkable: str
    """Why it could not be marked; empty where it was."""
    points: float
    undecided: float
    """Bonus lines included: what is undecided there is not lost either."""
    possible: float
    penalty: float
    late: str
    deadline: str
    marks: tuple[MarkFacts, ...]


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """All groups of a sheet, and what all marks rest on."""

    assignment: str
    title: str
    possible: float
    grader: str
    rubric: str
    reference: str
    isolation: str
    groups: tuple[GroupFacts, ...]


def facts_of(results: Results) -> SheetFacts:
    """What there is to compare of a result."""
    return SheetFacts(
        assignment=results.assignment,
        title=results.title,
        possible=results.possible,
        grader=results.grader,
        rubric=results.rubric_sha256,
        reference=results.reference_sha256,
        isolation=results.isolation,
        groups=tuple(map(_group, results.submissions)),
    )


def beginning(text: str) -> str:
    """A kept text without its digest."""
    head, cut, _ = text.partition(DIGEST)
    return f"{head}…" if cut else head


def _kept(text: str) -> str:
    """A text, or its beginning and a digest; equal ones are held once."""
    if len(text) <= LONGEST:
        return intern(text.replace(DIGEST, " "))
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return intern(text[:LONGEST].replace(DIGEST, " ") + DIGEST + digest)


def _group(submission: SubmissionResult) -> GroupFacts:
    late = {None: "not known whether in time", True: f"late by {submission.late_by}" if submission.late_by else "late", False: "in time"}
    return GroupFacts(
        group=submission.group,
        members=tuple(map(_member, submission.members)),
        unmarkable=(_kept(submission.message) or "for no reason that is told") if submission.state == "unmarkable" else "",
        points=submission.points,
        undecided=submission.undecided + totals(submission.marks).undecided_bonus,
        possible=submission.possible,
        penalty=submission.penalty,
        late=_kept(late[submission.late]),
        deadline=_kept(submission.deadline or ""),
        marks=tuple(map(_mark, submission.marks)),
    )


def _member(member: MemberResult) -> str:
    who = f"{member.name} ({member.id})" if member.id else member.name
    return _kept(f"{who}, excused" if member.excused else who)


def _mark(mark: MarkResult) -> MarkFacts:
    return MarkFacts(
        task=_kept(mark.task),
        name=_kept(mark.name),
        label=_kept(mark.label or mark.name),
        check=_kept(mark.check),
        verdict=Verdict(mark.outcome, mark.points, mark.possible, mark.bonus, _kept(mark.decided_by)),
        says=_kept(mark.says),
        rule=_kept(mark.rule),
        expected="" if mark.expected is None else _kept(wording.value(mark.expected)),
        reading=None if mark.answer is None else _reading(mark.answer),
        also=_kept("; ".join(answer.text for answer in mark.also)),
        carried=tuple(map(_kept, mark.carried)),
        tried=None if mark.code is None else _tried(mark.code),
        first="" if mark.first is None else _kept(": ".join(filter(None, (_found(mark), mark.first.says)))),
        corrected=_kept(mark.corrected),
        decided_on="" if mark.decision is None else _kept(mark.decision.changed),
    )


def _found(mark: MarkResult) -> str:
    """The finding below a decision: `wrong, 0 points`."""
    if mark.first is None:
        return ""
    return mark.first.outcome if mark.first.points is None else f"{mark.first.outcome}, {wording.counted(mark.first.points, 'point')}"


def _reading(answer: AnswerResult) -> Reading:
    return Reading(
        text=_kept(answer.text),
        value=_kept(wording.value(answer.value)),
        where=_kept(wording.place(answer)),
        source=wording.source(answer.source),
        sure=round(100 * answer.confidence),
        doubts=_kept("; ".join(answer.doubts)),
    )


def _tried(code: CodeResult) -> Tried:
    return Tried(
        where=_kept(", ".join(part for part in (code.file, code.function) if part)),
        source=_kept(code.source),
        inputs=tuple(map(_ended, code.asked)),
        stage=_kept(code.stage),
        difference=_kept(code.difference),
        notes=_kept("; ".join(code.notes)),
    )


def _ended(asked: AskedResult) -> str:
    """How one input ended, in a word or two."""
    if asked.ending != Ending.FINISHED:
        return _kept(asked.ending)
    return {True: "right", False: "not right", None: "not compared"}[asked.right]
