"""What a student may know before handing in: what was read and what is missing, and never whether any of it is right."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType

from grader.answer import Answer, Doubt, Found, NotFound, Value
from grader.beforehand import Sheet, Verdict, verdicts
from grader.checks.line import Line
from grader.checks.review import Review
from grader.collect import Collected, Reading, collect
from grader.course_files import starter_folder
from grader.document import Place
from grader.finding.find import find
from grader.formulas_told import Told, formulas_told
from grader.hand_in import format_of, is_told, told_beforehand
from grader.handed import handed_out, has_code
from grader.intake import one_submission
from grader.intake.haul import NOT_READ
from grader.plan import may_be_told
from grader.readers.sheet_name import is_sheet
from grader.records.deadline import before_handing_in
from grader.records.format_results import FormatResult
from grader.references.reference import Reference
from grader.reporting import wording
from grader.scheme import Rubric, Task
from grader.score import Visibility
from grader.search import search_for

SPELLINGS = 3
"""So many ways to write a name are told."""


class State(StrEnum):
    """What became of one name."""

    READ = "read"
    SEVERAL = "several"
    UNCERTAIN = "not certain"
    NOT_FOUND = "not found"


ADVICE: Mapping[Doubt, str] = MappingProxyType(
    {
        Doubt.CONFLICT: "stated more than once and not alike: strike out what no longer holds, or a person decides",
        Doubt.AMBIGUOUS_COMMA: "its comma can be read in two ways: write decimals with a point, or a semicolon between numbers",
        Doubt.PROSE: "read from a sentence: a line of its own, with the name and the value, is surer",
        Doubt.BY_ORDER: "told from other values by its order alone: write its name beside it",
        Doubt.NOT_STATED_WHOLE: "put together from its parts",
        Doubt.UNEVALUATED: "worked out by the grader: write the number behind the calculation",
        Doubt.LOOSE_LABEL: "its name is written in a way that was not expected",
        Doubt.GARBLED: "what stands around it could not be read well",
        Doubt.ELSEWHERE: "stands under the heading of another task",
        Doubt.STRUCK_OUT: "struck out",
        Doubt.RESERVED: "the words around it say that it may be another's, an example, a guess or not the whole value: state yours plainly",
        Doubt.SEEN_OTHERWISE: "who looks at the page may see another value: something is drawn over it, or the file says otherwise",
        Doubt.RESTATES_GIVEN: "repeats a value that the sheet gives",
        Doubt.PARTIAL: "only a part of it was read",
        Doubt.NO_PER_CENT: "taken for a percentage: write the per cent sign",
        Doubt.PRINTED_AGAIN: "your notebook prints it again with another value: state the one that counts",
        Doubt.STRAY_PRINT: "only printed, outside of its task: state it under the heading of its task",
        Doubt.IN_TRAINING: "only printed where a network is trained: state it under the heading of its task",
        Doubt.ALSO_UNREAD: "stated once more in a way that cannot be read, so a person may have to decide",
    }
)
"""Doubts that a student can do something about. That a value is not of the kind that is asked for would give its shape away."""


@dataclass(frozen=True)
class Item:
    """One value that is looked for, and what was found."""

    name: str
    label: str
    state: State
    text: str = ""
    """As it is written."""
    value: str = ""
    """As it is understood."""
    where: str = ""
    remarks: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    """Further statements, each with its place."""
    spellings: tuple[str, ...] = ()
    """How to write it, where it was not found."""


@dataclass(frozen=True)
class Section:
    """One task: its values, what was tried, and what a person reads."""

    heading: str
    items: tuple[Item, ...]
    questions: tuple[str, ...]
    verdicts: tuple[Verdict, ...] = ()
    later: tuple[str, ...] = ()
    """What is tried when it is marked, and not told before."""


@dataclass(frozen=True)
class SelfCheck:
    """A submission as the grader reads it."""

    group: str
    title: str
    sections: tuple[Section, ...]
    findings: tuple[str, ...]
    """Files that are left out, pages that are not read, each with what to do."""
    problem: str = ""
    """Why nothing at all can be read."""
    isolation: str = ""
    """How the code was isolated, where it was run and nothing did."""
    format: tuple[FormatResult, ...] = ()
    """What a submission must be beside its answers, as far as it can be seen."""


def check(path: Path, sheet: Sheet, readers: Reading) -> SelfCheck:
    """Read one submission as `grade` would; the reference serves for shapes only, and for what is marked `self-check: yes`."""
    rubric, reference = sheet.rubric, sheet.reference
    with TemporaryDirectory(prefix="grader-check-") as keep:
        submission = one_submission(path, Path(keep))
        given = handed_out(starter_folder(sheet.course, rubric))
        search = search_for(rubric, reference, given)
        collected = collect(submission, search, readers, code=has_code(submission) and _about_code(rubric))
        tried = verdicts(sheet, submission, collected)
        form = (*format_of(told_beforehand(rubric), submission, collected.documents, given), *before_handing_in(rubric.due, sheet.now))
    findings = tuple(one for one in dict.fromkeys((*submission.notes, *_unread(collected))) if one != NOT_READ + collected.problem)
    if collected.problem:
        return SelfCheck(submission.group, rubric.title, (), findings, collected.problem, format=form)
    found = without_shapes(rubric, collected)
    sections = (
        replace(
            with_formulas(_section(task, rubric, reference, found), formulas_told(task, rubric, reference, collected)),
            verdicts=tried.of.get(task.id, ()),
        )
        for task in rubric.tasks
    )
    kept = tuple(section for section in sections if section != Section(section.heading, (), ()))
    return SelfCheck(submission.group, rubric.title, kept, findings, isolation=tried.isolation, format=form)


def _about_code(rubric: Rubric) -> bool:
    return any(line.runs_code() for _, line in rubric.lines)


def without_shapes(rubric: Rubric, collected: Collected) -> Mapping[str, Found]:
    """What was found; where a value has not the shape that was looked for, what is found without knowing any."""
    search = search_for(rubric, None)
    plain = find(collected.documents, search.wanted, search.nodes)
    return {name: found if _fits(found) else plain[name] for name, found in collected.found.items()}


def _fits(found: Found) -> bool:
    return isinstance(found, Answer) and not {Doubt.ODD_SHAPE, Doubt.PARTIAL} & set(found.doubts)


def _section(task: Task, rubric: Rubric, reference: Reference | None, found: Mapping[str, Found]) -> Section:
    """A task as far as students may see it."""
    open_lines = [line for line in task.lines if line.visibility is not Visibility.HIDDEN]
    others = [
        line
        for line in open_lines
        if not line.wanted() and not line.leans_on() and (reference is None or not may_be_told(line)) and not is_told(rubric, line)
    ]
    later = tuple(_called(line, reference) for line in others if not isinstance(line, Review))
    questions = tuple(line.label or line.key for line in others if isinstance(line, Review))
    names = dict.fromkeys(name for line in open_lines for name in (*line.wanted(), *line.leans_on()))
    own = [
        name
        for name in names
        if name in found and _first_task(rubric, name) is task and not _needless(name, rubric, reference, found[name])
    ]
    return Section(
        task.heading, tuple(_item(name, label_of(name, open_lines, reference), rubric, found[name]) for name in own), questions, later=later
    )


def with_formulas(section: Section, formulas: Iterable[Told]) -> Section:
    """A task with its formulas as they were read, which is not told later then."""
    own = tuple(map(_formula, formulas))
    later = tuple(label for label in section.later if label not in {item.label for item in own})
    return replace(section, items=(*section.items, *own), later=later)


def _formula(told: Told) -> Item:
    """What became of a formula."""
    where = "" if told.place is None else _where(told.place)
    if not told.text:
        remarks = (f"it may stand in {where}, where it could not be read",) if where else ()
        return Item(told.name, told.label, State.NOT_FOUND, remarks=remarks, spellings=told.spellings)
    doubts = (f"it could not be read as a formula ({told.why}), so a person decides",) if told.why else ()
    others = tuple(f"{text} ({_where(place)})" for text, place in told.others)
    state = State.UNCERTAIN if told.why else State.SEVERAL if others else State.READ
    return Item(told.name, told.label, state, told.text, told.understood, where, doubts, others if state is State.SEVERAL else ())


def _called(line: Line, reference: Reference | None) -> str:
    """What a line is called that is marked later: as on the reports, as far as that is known here."""
    known = reference is not None and line.key in reference.functions
    return line.label or (reference.label(line.key) if reference is not None and known else line.mark_name)


def _needless(name: str, rubric: Rubric, reference: Reference | None, found: Found) -> bool:
    """Whether nobody asks for a value that was not found: it can be worked out from others."""
    asked = any(name in line.wanted() for _, line in rubric.lines)
    return isinstance(found, NotFound) and not asked and (reference is None or name in reference.functions)


def _first_task(rubric: Rubric, name: str) -> Task | None:
    """Where a name is asked for by a line that is not hidden, or else only mentioned by one."""
    lines = [(task, line) for task, line in rubric.lines if line.visibility is not Visibility.HIDDEN]
    asking = (task for task, line in lines if name in line.wanted())
    mentioning = (task for task, line in lines if name in line.leans_on())
    return next(asking, None) or next(mentioning, None)


def label_of(name: str, lines: list[Line], reference: Reference | None) -> str:
    """What a value is called: by the rubric, by the reference, or by its name."""
    own = next((line.label for line in lines if line.label and line.wanted() == (name,)), None)
    return own or (reference.label(name) if reference is not None else name)


def _item(name: str, label: str, rubric: Rubric, found: Found) -> Item:
    """What became of a name."""
    if isinstance(found, NotFound):
        remarks = (
            () if found.certain or found.place is None else (f"it may stand in {_where(found.place)}, where it could not be told apart",)
        )
        return Item(name, label, State.NOT_FOUND, remarks=remarks, spellings=_spellings(rubric, name))
    state = State.SEVERAL if Doubt.CONFLICT in found.doubts else State.READ if found.sure else State.UNCERTAIN
    others = tuple(f"{one.text} ({_where(one.place)})" for one in found.also)
    return Item(
        name=name,
        label=label,
        state=state,
        text=found.text,
        value=understood(found.value),
        where=_where(found.place),
        remarks=tuple(ADVICE[doubt] for doubt in found.doubts if doubt in ADVICE),
        others=others if state is State.SEVERAL else (),
    )


def _spellings(rubric: Rubric, name: str) -> tuple[str, ...]:
    """The first ways to write a name; of `MLP accuracy/acc`, a phrase with a choice of words, the first choice."""
    return tuple(_first_choice(text) for text in rubric.written_as.get(name, (name,))[:SPELLINGS])


def _first_choice(text: str) -> str:
    words = text.split()
    if len(words) < 2:
        return text
    return " ".join(word.split("/")[0] if all(part.isalpha() for part in word.split("/")) else word for word in words)


def understood(value: Value) -> str:
    """A value as it was understood, on one line."""
    if isinstance(value, tuple):
        return "(" + ", ".join(understood(part) for part in value) + ")"
    return wording.value(value)


def _where(place: Place) -> str:
    return wording.located(place.file, place.page, place.line)


def _unread(collected: Collected) -> Iterator[str]:
    """Pages and pictures that were not read, with the reason."""
    for document in collected.documents:
        for gap in document.unread:
            why = gap.why if gap.page is None else f"{wording.located(document.file, gap.page)}: {gap.why.removeprefix(NOT_READ)}"
            yield NOT_READ + why
        if is_sheet(document.file):
            yield from (f"{document.file}, {note}" if note.startswith("line ") else note for note in document.notes)
