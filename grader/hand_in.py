"""What a submission had to be, looked for: each requirement of the rubric as a line of the report, told to students beforehand too."""

from collections.abc import Mapping, Sequence

from grader.beside import Beside, looked
from grader.checks.line import Line
from grader.checks.present import Present
from grader.document import Document, Place
from grader.formalities.handed_in import HandedIn, Person
from grader.formalities.seen import Seen
from grader.intake.haul import NOT_READ
from grader.intake.kinds import NOTEBOOKS, ending
from grader.legible import encodable
from grader.other_lines import files_named
from grader.readers.ordinary_file import file_bytes
from grader.records.format_results import FormatResult, WhereResult
from grader.records.results import SubmissionResult
from grader.requirements import Requirement, asked_of, formal
from grader.run import Run
from grader.scheme import Rubric
from grader.score import Visibility
from grader.submission import Submission

MOST_PLACES, MOST_OTHERS, LONGEST = 12, 20, 1_000


def known_of(submission: Submission, starter: Mapping[str, bytes]) -> HandedIn:
    """What is known of a submission beside its pages."""
    listed = submission.listed is not None
    return HandedIn(
        people=tuple(Person(member.name, member.id) for member in submission.members if listed and not member.excused),
        group=submission.listed or "",
        packed=submission.packed,
        files=tuple(file.name for file in submission.files),
        forms=tuple(name for name in starter if ending(name) in NOTEBOOKS),
        refused=tuple(note.removeprefix(NOT_READ) for note in submission.notes if note.startswith(NOT_READ)),
    )


def with_format(
    result: SubmissionResult, rubric: Rubric, submission: Submission, documents: Sequence[Document], starter: Mapping[str, bytes]
) -> SubmissionResult:
    """The result with how everything stands that the rubric asks for beside the answers."""
    return result.model_copy(update={"format": format_of(rubric.hand_in, submission, documents, starter)})


def format_of(
    wanted: Sequence[Requirement], submission: Submission, documents: Sequence[Document], starter: Mapping[str, bytes]
) -> tuple[FormatResult, ...]:
    """How each requirement stands."""
    handed = known_of(submission, starter)
    return tuple(_stands(one.asked, one.line.seen(documents, handed, _looked_at(one, submission, starter))) for one in wanted)


def told_beforehand(rubric: Rubric) -> tuple[Requirement, ...]:
    """What a student is told before handing in: all that `hand-in:` asks for, and what lines with marks look for likewise."""
    lines = [line for _, line in rubric.lines if isinstance(line, Present) and formal(line) and line.visibility is not Visibility.HIDDEN]
    return (*rubric.hand_in, *(Requirement(asked_of(line), line) for line in lines if not is_told(rubric, line)))


def is_told(rubric: Rubric, line: Line) -> bool:
    """Whether `hand-in:` asks for the same as a line, so that all there is to say of it is told beforehand."""
    return isinstance(line, Present) and any((one.line.present, one.line.file) == (line.present, line.file) for one in rubric.hand_in)


def _looked_at(one: Requirement, submission: Submission, starter: Mapping[str, bytes]) -> Run | None:
    """The files of a name, looked at just as a line `present:` does."""
    questions = one.line.questions(())
    if not questions:
        return None
    files = files_named(submission, (one.line.present,), file_bytes)
    return Run(tuple(reply for question in questions for reply in looked(question, Beside(files, starter))))


def _stands(asked: str, seen: Seen) -> FormatResult:
    says = f"{seen.says}; {seen.doubt}" if seen.doubt and not seen.certain else seen.says
    return FormatResult(
        asked=asked,
        state=seen.standing,
        says=encodable(says if len(says) <= LONGEST else says[: LONGEST - 1] + "…"),
        where=tuple(_where(place) for place in seen.places[:MOST_PLACES]),
        others=seen.strange[:MOST_OTHERS],
    )


def _where(place: Place) -> WhereResult:
    x0, top, x1, bottom = (round(edge, 2) for edge in place.box) if place.box is not None else (0.0, 0.0, 0.0, 0.0)
    return WhereResult(
        file=encodable(place.file), page=place.page, box=None if place.box is None else (x0, top, x1, bottom), line=place.line
    )
