"""`grader check`: one submission as the grader reads it, printed for the student who is about to hand it in."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from textwrap import wrap

from grader.beforehand import Sheet
from grader.commands import Status
from grader.commands.terminal import Terminal
from grader.course import Course
from grader.errors import CommandError, ReferenceFault
from grader.formalities.seen import Standing
from grader.legible import legible
from grader.nearest import quoted
from grader.readers.pool import Readers
from grader.records.format_results import FormatResult
from grader.references.course_module import load_reference
from grader.references.reference import Reference
from grader.reporting.wording import counted, located
from grader.rubric import load_rubric
from grader.scheme import Rubric
from grader.selfcheck import Item, Section, SelfCheck, State, check

WIDTH = 80
INDENT = 16
HANDING_IN = "What the sheet asks of every submission"
STATES = {Standing.IN_TIME: "still time", Standing.LATE: "over"}
LONGEST = 300
"""Of a text or a value as it is shown."""


def run_check(course: Course, submission: Path, rubric_name: str | None, terminal: Terminal) -> Status:
    """Say what is read of a submission; only one of which nothing can be read does not end well."""
    if not submission.exists():
        raise CommandError(f"there is no file or folder {quoted(str(submission))}; name what is to be handed in")
    rubric = load_rubric(course.rubric_path(_rubric_for(course, submission, rubric_name)))
    with Readers(1) as readers:
        found = _checked(submission, Sheet(rubric, _reference(course, rubric), course.folder), readers)
    for line in printed(found, rubric.name):
        terminal.say(line)
    return Status.SOME_UNMARKABLE if found.problem else Status.DONE


def _checked(submission: Path, sheet: Sheet, readers: Readers) -> SelfCheck:
    """The check; a reference that fails on its own values is left aside, for that is no student's business."""
    with suppress(ReferenceFault):
        return check(submission, sheet, readers)
    return check(submission, replace(sheet, reference=None), readers)


def _rubric_for(course: Course, submission: Path, name: str | None) -> str:
    """The rubric that was named, that of the folder the submission lies in, or the only one there is."""
    if name is not None:
        return name
    known = course.rubrics()
    above = submission.resolve().parent.name
    if above in known:
        return above
    if len(known) == 1:
        return known[0]
    if not known:
        raise CommandError(f"{quoted(str(course.folder))} has no rubrics; go to the course's folder, or name it with `--course`")
    raise CommandError(f"which sheet is it? Choose one with `--rubric`: {', '.join(known)}")


def _reference(course: Course, rubric: Rubric) -> Reference | None:
    """The reference, for shapes and labels; students have none, and need none."""
    path = course.folder / "reference" / f"{rubric.reference}.py"
    if not path.is_file():
        return None
    with suppress(ReferenceFault):
        return load_reference(path)
    return None


def printed(found: SelfCheck, rubric: str) -> Iterator[str]:
    """The check as lines of text, no wider than a terminal."""
    yield from _wrapped(f"{found.group}, as it is read for {rubric}: {found.title}")
    if any(section.verdicts for section in found.sections):
        yield "This shows what is read, not whether it is right; only what may be tried was."
    else:
        yield "This shows what is read. It does not say whether any of it is right."
    if found.isolation:
        yield found.isolation
    if found.problem:
        yield ""
        yield from _wrapped(f"NOTHING CAN BE READ: {found.problem}")
    for section in found.sections:
        yield from _section(section)
    yield from _formalities(found.format)
    if names := [item.name for section in found.sections for item in section.items]:
        yield ""
        yield from _wrapped(f"For answers.yaml, a `name: value` on each line, the names are {', '.join(names)}.")
    if found.findings:
        yield ""
        yield "Files and pages"
        for finding in found.findings:
            yield from _wrapped(finding, "  ")
    if not found.problem:
        yield ""
        yield from _wrapped(summary(found))


def _formalities(found: Sequence[FormatResult]) -> Iterator[str]:
    """What is asked for beside the answers."""
    if found:
        yield ""
        yield HANDING_IN
    for one in found:
        yield from _row(STATES.get(one.state, one.state.value), tuple(_formal(one)))


def _formal(one: FormatResult) -> Iterator[str]:
    """One requirement: what is asked, what was seen of it, and where."""
    where = dict.fromkeys(located(place.file, place.page, place.line) for place in one.where)
    yield one.asked
    yield " ".join(part for part in (one.says, f"({'; '.join(where)})" if where else "") if part)


def _section(section: Section) -> Iterator[str]:
    """One task: what was read, what was tried, and what is told later."""
    yield ""
    yield from _wrapped(section.heading)
    for item in section.items:
        yield from _row(item.state.value, tuple(_item(item)))
    for verdict in section.verdicts:
        said = [verdict.says] if verdict.says != verdict.outcome.value else []
        yield from _row(verdict.outcome.value, (verdict.label, *said, *verdict.test))
    for label in section.later:
        yield from _row("told later", (label,))
    for question in section.questions:
        yield from _row("for a person", (question,))


def _item(item: Item) -> Iterator[str]:
    """One value: what it is called and what was read, then how it is written and where, then what to do."""
    if item.state is State.NOT_FOUND:
        yield item.label
        yield f"write {' or '.join(f'`{one}`' for one in item.spellings)}, and its value behind it"
    else:
        value, text = _short(item.value), _short(item.text)
        if value == text:
            yield f"{item.label} = {value} ({item.where})"
        else:
            yield f"{item.label} = {value}"
            yield f"written {text} ({item.where})"
    if item.others:
        yield f"and elsewhere {', '.join(map(_short, item.others))}"
    yield from item.remarks


def summary(found: SelfCheck) -> str:
    """How many values were read, in one line."""
    states = [item.state for section in found.sections for item in section.items]
    counts = [f"{states.count(state)} {said}" for state, said in _SUMMARY.items() if states.count(state)]
    people = sum(len(section.questions) for section in found.sections)
    said = f"Of {counted(len(states), 'value')}: {', '.join(counts)}." if states else "No values are looked for."
    tried = [verdict.outcome.value for section in found.sections for verdict in section.verdicts]
    outcomes = [f"{tried.count(outcome)} {outcome}" for outcome in dict.fromkeys(tried)]
    said += f" Tried: {', '.join(outcomes)}." if tried else ""
    return f"{said} For a person: {counted(people, 'question')}." if people else said


_SUMMARY = {
    State.READ: "read",
    State.SEVERAL: "stated several times",
    State.UNCERTAIN: "not certain",
    State.NOT_FOUND: "not found",
}


def _short(text: str) -> str:
    """A text on one line, without what is no character, and not too long."""
    plain = " ".join("".join(character if character.isprintable() else " " for character in text).split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1] + "…"


def _row(state: str, lines: tuple[str, ...]) -> Iterator[str]:
    """A state on the left, what there is to say about it on the right."""
    first, *rest = [part for line in lines for part in wrap(legible(line), WIDTH - INDENT)] or [""]
    yield f"  {state:<{INDENT - 2}}{first}"
    for line in rest:
        yield " " * INDENT + line


def _wrapped(text: str, indent: str = "") -> list[str]:
    """A text on lines of the terminal's width."""
    return wrap(legible(text), WIDTH, initial_indent=indent, subsequent_indent=indent + "  " if indent else "")
