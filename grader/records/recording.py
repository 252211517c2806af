"""What marking found, put into the words of results.json: finite, legible as UTF-8, and of bounded length."""

import math
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from grader.answer import Answer, Value
from grader.document import Document, Place
from grader.filenames import natural
from grader.legible import encodable
from grader.records.code_results import AskedResult, CodeResult, OursResult, TraceResult
from grader.records.decision_results import FirstResult, Numbers, ProposedResult
from grader.records.recorded import without_noise
from grader.records.results import (
    AnswerResult,
    LookResult,
    MarkResult,
    MemberResult,
    State,
    SubmissionResult,
    UnreadResult,
)
from grader.records.roll_results import AbsentResult, NoticedResult, OtherResult, RollResult
from grader.rosters.attendance import Attendance
from grader.run import CodeLine, Reply
from grader.score import Finding, Mark, Outcome, Ran, Score
from grader.submission import Submission

LONGEST = 2000
"""Characters kept of any text that a student wrote."""
LONGEST_DETAIL = 20_000
MOST = 200
"""Notes, members and unread pages kept of one submission."""
MOST_NOTICED = 2_000
"""Of all submissions together."""


def result_of(
    submission: Submission, score: Score, documents: Sequence[Document] = (), *, penalty: float = 0.0, seconds: float = 0.0
) -> SubmissionResult:
    """The result of a submission that was marked."""
    return _result(submission, [mark_result(mark) for mark in score.marks], documents, penalty=penalty, seconds=seconds)


def unmarkable_of(
    submission: Submission, score: Score, message: str, documents: Sequence[Document] = (), *, seconds: float = 0.0
) -> SubmissionResult:
    """The result of a submission that could not be marked: every mark is a person's to decide, but for those that rest on what one read."""
    undecided = {} if any(mark.corrected for mark in score.marks) else {"outcome": Outcome.REVIEW, "points": None, "proposed": None}
    marks = [mark_result(mark).model_copy(update=undecided) for mark in score.marks]
    result = _result(submission, marks, documents, penalty=0.0, seconds=seconds)
    return result.model_copy(update={"state": State.UNMARKABLE, "message": _text(message)})


def attributed(result: SubmissionResult, submission: Submission) -> SubmissionResult:
    """The result with who handed in and when, which may change without anything being marked anew."""
    others = tuple(
        OtherResult(
            name=_text(other.name), by=_text(other.by), submitted_at=None if other.submitted_at is None else _text(other.submitted_at)
        )
        for other in submission.others[:MOST]
    )
    who = {
        "members": members_of(submission),
        "submitted_at": None if submission.submitted_at is None else _text(submission.submitted_at),
        "late": submission.late,
        "deadline": submission.deadline,
        "others": others,
        "platform": submission.platform,
        "upload": _text(submission.upload),
        "notes": (*(_text(said) for said in submission.about), *result.notes)[:MOST],
    }
    return result.model_copy(update=who)


def roll_of(attendance: Attendance) -> RollResult | None:
    """Who did not hand in, and what a person has to look at; nothing where there is nothing to say."""
    if attendance == Attendance():
        return None
    return RollResult(
        roster=_text(attendance.roster),
        without=tuple(
            AbsentResult(name=_text(one.name), id=_text(one.id), group=_text(one.group), excused=one.excused) for one in attendance.absent
        ),
        noticed=tuple(
            NoticedResult(kind=one.kind.value, says=_text(one.says), group=encodable(one.group))
            for one in attendance.noticed[:MOST_NOTICED]
        ),
    )


def members_of(submission: Submission) -> tuple[MemberResult, ...]:
    """The people of a group as results name them."""
    return tuple(MemberResult(name=_text(member.name), id=_text(member.id), excused=member.excused) for member in submission.members[:MOST])


def in_order(submissions: Sequence[SubmissionResult]) -> tuple[SubmissionResult, ...]:
    """Submissions sorted by group as people count, whatever the order they were marked in."""
    return tuple(sorted(submissions, key=lambda submission: natural(submission.group)))


def _result(
    submission: Submission, marks: Sequence[MarkResult], documents: Sequence[Document], *, penalty: float, seconds: float
) -> SubmissionResult:
    return SubmissionResult(
        group=encodable(submission.group),
        members=members_of(submission),
        state=State.MARKED,
        submitted_at=None if submission.submitted_at is None else _text(submission.submitted_at),
        penalty=penalty,
        points=math.fsum(mark.points or 0.0 for mark in marks),
        undecided=math.fsum(mark.possible for mark in marks if mark.points is None and not mark.bonus),
        possible=math.fsum(mark.possible for mark in marks if not mark.bonus),
        seconds=round(seconds, 3),
        notes=tuple(_text(note) for note in submission.notes[:MOST]),
        remarks=tuple(_text(f"{document.file}: {note}") for document in documents for note in document.notes)[:MOST],
        unread=tuple(_unread(documents))[:MOST],
        marks=tuple(marks),
    )


def _unread(documents: Sequence[Document]) -> Iterator[UnreadResult]:
    """Every unread page once, with its reason."""
    places = {(document.file, unread.page, unread.why): None for document in documents for unread in document.unread}
    for file, page, why in places:
        yield UnreadResult(file=_text(file), page=page, why=_text(why))


def mark_result(mark: Mark) -> MarkResult:
    """A mark in the words of results.json."""
    finding = mark.finding
    outcome, points, says = _decided(mark)
    return MarkResult(
        task=encodable(mark.task),
        name=encodable(mark.name),
        check=mark.check,
        label=encodable(mark.label),
        outcome=outcome,
        points=points,
        possible=mark.possible,
        bonus=mark.bonus,
        visibility=mark.visibility,
        says=_text(says),
        expected=_numbers(finding.expected) if finding.expected_formula is None else _text(finding.expected_formula.text),
        expected_formula=None if finding.expected_formula is None else finding.expected_formula.markup,
        answer=None if mark.answer is None else _answer(mark.answer),
        rule=_text(finding.rule),
        flags=finding.flags,
        carried=tuple(map(encodable, finding.carried)),
        expect=tuple(map(encodable, mark.expect)),
        detail=_text(finding.detail, LONGEST_DETAIL),
        proposed=_proposed(mark.possible, finding),
        also=() if mark.answer is None else tuple(map(_answer, mark.answer.also[:MOST])),
        code=None if finding.ran is None else _code(finding.ran, follows=finding.outcome is Outcome.FOLLOWS),
        look=None if mark.look is None or points is not None else _look(mark.look),
        corrected=_text(mark.corrected),
        first=None if mark.first is None else _first(mark.first),
    )


def _first(mark: Mark) -> FirstResult:
    """What was found before a person corrected the value."""
    was = mark_result(mark)
    read = {} if was.answer is None else {"text": was.answer.text, "value": was.answer.value}
    also = tuple(answer.text for answer in was.also)
    return FirstResult(outcome=was.outcome, points=was.points, says=was.says, proposed=was.proposed, rule=was.rule, also=also, **read)


def _code(ran: Ran, *, follows: bool) -> CodeResult:
    """The evidence of a line about code."""
    run = ran.run
    output = next((reply.output for reply in run.replies if reply.output), "")
    count = len(run.replies)
    asked = (_asked(*each) for each in zip_longest(run.replies, ran.right[:count], ran.alone[:count]))
    return CodeResult(
        file=_text(run.file),
        line=run.line,
        function=_text(run.function),
        source=_text(run.source, LONGEST_DETAIL),
        stage=ran.stage,
        difference=_text(ran.difference),
        notes=tuple(_text(note) for note in run.notes[:MOST]),
        output=_text(output, LONGEST_DETAIL),
        asked=tuple(asked),
        ours=OursResult(seconds=round(ran.seconds, 3)) if ran.seconds else None,
        in_place_of=tuple(map(_text, run.in_place_of if follows else ())),
        suspicious=run.suspicious,
    )


def _asked(reply: Reply, right: bool | None = None, alone: bool | None = None) -> AskedResult:  # noqa: FBT001 - values of the results
    return AskedResult(
        ending=reply.ending.value,
        reason=reply.reason.value,
        says=_text(reply.says),
        right=right,
        seconds=round(reply.cpu, 3),
        first=None if reply.first is None else _asked(reply.first),
        alone=None if reply.alone is None else _asked(reply.alone, alone),
        trace=tuple(map(_traced, reply.trace)),
    )


def _traced(one: CodeLine) -> TraceResult:
    return TraceResult(file=_text(one.file), line=one.line, function=_text(one.function), text=_text(one.text))


def _decided(mark: Mark) -> tuple[Outcome, float | None, str]:
    """Outcome, points and sentence; points that are no number are our own fault and nobody's mistake."""
    points = mark.points
    if points is None:
        return mark.finding.outcome, None, mark.finding.says
    if not math.isfinite(points):
        return Outcome.FAULT, None, "The grader could not work out the points of this line; a person decides."
    return mark.finding.outcome, without_noise(points), mark.finding.says


def _proposed(possible: float, finding: Finding) -> ProposedResult | None:
    proposed = finding.proposed
    if proposed is None or not math.isfinite(proposed.share):
        return None
    return ProposedResult(outcome=proposed.outcome, points=possible * proposed.share)


def _answer(answer: Answer) -> AnswerResult:
    place = answer.place
    return AnswerResult(
        text=_text(answer.text),
        value=_numbers(answer.value) if answer.formula is None else _text(answer.formula.text),
        formula=None if answer.formula is None else answer.formula.markup,
        file=_text(place.file),
        page=place.page,
        box=None if place.box is None else _box(place.box),
        line=place.line,
        printed=place.printed,
        source=answer.source,
        confidence=round(answer.confidence, 4),
        label=_text(answer.label),
        context=_text(answer.context),
        doubts=tuple(doubt.value for doubt in answer.doubts),
    )


def _look(place: Place) -> LookResult:
    box = None if place.box is None else _box(place.box)
    return LookResult(file=_text(place.file), page=place.page, box=box, line=place.line, printed=place.printed)


def _box(box: tuple[float, float, float, float]) -> tuple[float, float, float, float] | None:
    x0, top, x1, bottom = (round(edge, 2) for edge in box)
    return (x0, top, x1, bottom) if all(map(math.isfinite, box)) else None


def _numbers(value: Value | None) -> Numbers:
    """A value as JSON can say it: what is infinite or no number becomes null."""
    if isinstance(value, tuple):
        return tuple(_numbers(entry) for entry in value)
    return None if value is None or not math.isfinite(value) else float(value)


def _text(text: str, longest: int = LONGEST) -> str:
    """A text that UTF-8 can hold, cut off where it is endless."""
    return encodable(text if len(text) <= longest else text[: longest - 1] + "…")
