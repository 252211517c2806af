"""What a result says that the marks of one group rest on."""

from dataclasses import dataclass
from hashlib import sha256
from types import MappingProxyType

from grader.records.code_results import CodeResult
from grader.records.results import AnswerResult, MarkResult, MemberResult, SubmissionResult
from grader.records.totals import totals
from grader.reporting import wording
from grader.run import Ending
from grader.score import Outcome

LONGEST = 400
"""Characters kept of a text; of a longer one its digest tells whether it is the same."""
_COMPARED = MappingProxyType({True: "right", False: "not right", None: "not compared"})
"""How an input ended that gave something back, in a word or two."""
_FINISHED = Ending.FINISHED.value
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


def beginning(text: str) -> str:
    """A kept text without its digest."""
    head, cut, _ = text.partition(DIGEST)
    return f"{head}…" if cut else head


def kept(text: str) -> str:
    """A text, or its beginning and a digest."""
    if len(text) <= LONGEST:
        return text.replace(DIGEST, " ") if DIGEST in text else text
    digest = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    return text[:LONGEST].replace(DIGEST, " ") + DIGEST + digest


def group_facts(submission: SubmissionResult) -> GroupFacts:
    """What there is to compare of a group."""
    late = {None: "not known whether in time", True: f"late by {submission.late_by}" if submission.late_by else "late", False: "in time"}
    return GroupFacts(
        group=submission.group,
        members=tuple(map(_member, submission.members)),
        unmarkable=(kept(submission.message) or "for no reason that is told") if submission.state == "unmarkable" else "",
        points=submission.points,
        undecided=submission.undecided + totals(submission.marks).undecided_bonus,
        possible=submission.possible,
        penalty=submission.penalty,
        late=kept(late[submission.late]),
        deadline=kept(submission.deadline or ""),
        marks=tuple(map(_mark, submission.marks)),
    )


def _member(member: MemberResult) -> str:
    who = f"{member.name} ({member.id})" if member.id else member.name
    return kept(f"{who}, excused" if member.excused else who)


def _mark(mark: MarkResult) -> MarkFacts:
    return MarkFacts(
        task=kept(mark.task),
        name=kept(mark.name),
        label=kept(mark.label or mark.name),
        check=kept(mark.check),
        verdict=Verdict(mark.outcome, mark.points, mark.possible, mark.bonus, kept(mark.decided_by)),
        says=kept(mark.says),
        rule=kept(mark.rule),
        expected="" if mark.expected is None else kept(wording.value(mark.expected)),
        reading=None if mark.answer is None else _reading(mark.answer),
        also=kept("; ".join(answer.text for answer in mark.also)),
        carried=tuple(map(kept, mark.carried)),
        tried=None if mark.code is None else _tried(mark.code),
        first="" if mark.first is None else kept(": ".join(filter(None, (_found(mark), mark.first.says)))),
        corrected=kept(mark.corrected),
        decided_on="" if mark.decision is None else kept(mark.decision.changed),
    )


def _found(mark: MarkResult) -> str:
    """The finding below a decision: `wrong, 0 points`."""
    if mark.first is None:
        return ""
    return mark.first.outcome if mark.first.points is None else f"{mark.first.outcome}, {wording.counted(mark.first.points, 'point')}"


def _reading(answer: AnswerResult) -> Reading:
    return Reading(
        text=kept(answer.text),
        value=kept(wording.value(answer.value)),
        where=kept(wording.place(answer)),
        source=wording.source(answer.source),
        sure=round(100 * answer.confidence),
        doubts=kept("; ".join(answer.doubts)),
    )


def _tried(code: CodeResult) -> Tried:
    return Tried(
        where=kept(", ".join(part for part in (code.file, code.function) if part)),
        source=kept(code.source),
        inputs=tuple([_COMPARED[asked.right] if asked.ending == _FINISHED else kept(asked.ending) for asked in code.asked]),
        stage=kept(code.stage),
        difference=kept(code.difference),
        notes=kept("; ".join(code.notes)),
    )
