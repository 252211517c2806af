"""A course folder: rubrics, references and submissions under one name each."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from grader.answer import Entries, Printed
from grader.checks.close import Close
from grader.checks.line import Line
from grader.course_files import problems as problems_with_files
from grader.course_files import starter_folder
from grader.errors import CommandError, ReferenceFault, RubricError
from grader.handed import NOTHING, handed_out
from grader.nearest import did_you_mean, quoted
from grader.plan import Plan
from grader.plan import problems as problems_with_code
from grader.references.course_graph import problems
from grader.references.course_module import load_reference
from grader.references.quantity import entries_of, same, shape_of
from grader.references.reference import Reference
from grader.references.tolerance import GOOD, Target, fits
from grader.rubric import check_names, load_rubric
from grader.scheme import Rubric
from grader.untouched import Given, given_out

if TYPE_CHECKING:  # what is looked for is worked out where something is looked for: most batches only see whether anything changed
    from grader.search import Search


@dataclass(frozen=True)
class Assignment:
    """A rubric with its reference, checked against each other, ready to mark."""

    rubric: Rubric
    reference: Reference
    handed_out: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """The files of the starter."""
    folder: Path = Path()
    """Of the course."""

    @cached_property
    def search(self) -> "Search":
        """What to look for in submissions."""
        from grader.search import search_for

        return search_for(self.rubric, self.reference, self.handed_out)

    @cached_property
    def given(self) -> Given:
        """Documents that were handed out."""
        return given_out(self.handed_out)

    @cached_property
    def starter(self) -> Mapping[str, bytes]:
        """What was handed out, where the rubric asks for anything that it may be needed for: code, or what a submission must be."""
        lines = (line for _, line in self.rubric.lines)
        return self.handed_out if self.rubric.hand_in or any(line.runs_code() or line.questions(()) for line in lines) else NOTHING

    @property
    def plan(self) -> Plan:
        """What is asked of code; what the reference gives for it is worked out when first needed, and kept by the reference."""
        return Plan(self.rubric, self.reference, self.starter)


@dataclass(frozen=True)
class Course:
    """The folder that holds `rubrics/`, `reference/` and `submissions/`."""

    folder: Path

    def rubrics(self) -> tuple[str, ...]:
        """The names of all rubrics."""
        return tuple(sorted(path.stem for path in (self.folder / "rubrics").glob("*.yaml")))

    def misnamed(self, name: str = "") -> str:
        """The end of a message where a rubric that is missed lies there with another ending; of any name without one."""
        found = (path for path in sorted((self.folder / "rubrics").glob("*")) if path.suffix.lower() in (".yml", ".yaml"))
        other = next((path.name for path in found if path.suffix != ".yaml" and name in ("", path.stem)), "")
        return f"; {quoted(other)} lies there: give it the ending `.yaml`" if other else ""

    def assignments(self) -> tuple[str, ...]:
        """The names under `submissions/` that are folders."""
        submissions = self.folder / "submissions"
        if not submissions.is_dir():
            message = f"{shown(self.folder)} has no folder `submissions`; name the folder of submissions, or another course with `--course`"
            raise CommandError(message)
        return tuple(sorted(path.name for path in submissions.iterdir() if path.is_dir() and not path.name.startswith(".")))

    def rubric_path(self, name: str) -> Path:
        """Where the rubric of an assignment lies; says which there are where it lies nowhere."""
        path = self.folder / "rubrics" / f"{name}.yaml"
        known = self.rubrics()
        if name not in known or not path.is_file():
            have = ", ".join(f"`{one}`" for one in known) or "none"
            wish = self.misnamed(name) or did_you_mean(name, known) or f"; there is {have}; choose one with `--rubric`"
            message = f"{shown(self.folder)} has no rubric {quoted(name)} (rubrics/{name}.yaml){wish}"
            raise CommandError(message)
        return path

    def load(self, name: str) -> Assignment:
        """An assignment, with everything that is wrong with it told before anyone is marked."""
        rubric = load_rubric(self.rubric_path(name))
        reference = load_reference(self.folder / "reference" / f"{rubric.reference}.py")
        prove(rubric, reference)
        given = handed_out(starter_folder(self.folder, rubric))
        if found := list(problems_with_files(self.folder, rubric)):
            raise RubricError(found)
        return Assignment(rubric, reference, given, self.folder)


def prove(rubric: Rubric, reference: Reference) -> None:
    """Refuse a rubric and a reference that do not fit each other, or a reference that fails on the sheet's own values."""
    check_names(rubric, reference.functions.keys() | reference.strangers.keys() | reference.measured)
    asked = dict.fromkeys(name for _, line in rubric.lines for name in (*line.computed(), *line.mentioned()))
    if found := list(dict.fromkeys((*problems(reference, asked), *problems_with_code(rubric, reference)))):
        raise ReferenceFault("\n".join(found))
    if measured := [said for _, line in rubric.lines for said in _nothing_to_be_close_to(line, reference)]:
        raise RubricError(measured)
    for name in dict.fromkeys(name for _, line in rubric.lines for name in line.computed() if reference.known(name)):
        if not same(reference.truth(name), reference.evaluate(name, {})):
            raise ReferenceFault(f"{reference.where(name)}: `{name}` gives another value each time it is asked; seed what is random")
    for task, line in rubric.lines:
        line.prove(reference, rubric.name, task.id)
        if isinstance(line, Close):
            _told_apart(line, reference)
    if "formula" in rubric.words:
        from grader.formula_orders import problems as problems_with_formulas

        if wrong := list(problems_with_formulas(rubric, reference)):
            raise RubricError(wrong)


def _nothing_to_be_close_to(line: Line, reference: Reference) -> Iterator[str]:
    """A value that only the group knows has no truth."""
    for name in line.computed():
        if name in reference.measured:
            wish = "write `between:` for it, or a function of what it follows from"
            yield f"{line.origin.file}, line {line.origin.line}: `{name}` is measured by each group, so nothing is to be close to; {wish}"


def _told_apart(line: Close, reference: Reference) -> None:
    """A known mistake that gives the true value would never be found, and is no mistake on this sheet."""
    if not reference.known(line.close):
        return
    truth = reference.truth(line.close)
    target = Target(entries_of(truth), shape_of(truth))
    for name in line.mistakes:
        if reference.known(name) and fits(exactly(reference.truth(name)), target, line.rule) in GOOD:
            where = f"{reference.where(name)}: the known mistake `{name}` gives on this sheet what `{line.close}` gives"
            raise ReferenceFault(f"{where}, within the tolerance of {line.origin.file}, line {line.origin.line}; take one of them out")


def exactly(value: object) -> Entries:
    """A value of the reference as if it had been printed without rounding."""
    numbers: list[Entries] = [Printed(entry) for entry in entries_of(value)]
    for length in reversed(shape_of(value)):
        numbers = [tuple(numbers[at : at + length]) for at in range(0, len(numbers), length)]
    return numbers[0]


def shown(folder: Path) -> str:
    """A folder for people."""
    return quoted(str(folder)) if str(folder) != "." else "this folder"
