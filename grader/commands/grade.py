"""`grader grade`: every assignment that was asked for, one after another; what is wrong with one keeps none of the others back."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from grader.batch import Graded, grade
from grader.commands import Status
from grader.commands.progress import in_words, watching
from grader.commands.shown import shown_by
from grader.commands.targets import Target, targets
from grader.commands.terminal import Terminal
from grader.course import Assignment, Course
from grader.errors import CommandError, GraderError
from grader.intake import passed_over
from grader.intake.worksheet import Worksheet, read_worksheet
from grader.nearest import quoted
from grader.records.results import Results
from grader.reporting.brief import how_all_run
from grader.reporting.page_files import INDEX
from grader.reporting.wording import counted
from grader.rosters.delimited import LARGEST
from grader.rosters.roster import Roster
from grader.rosters.roster_file import ROSTER, load_roster
from grader.work import Batch

MOST_TOLD = 10
"""Lines in the terminal about who handed in; the overview has them all."""


@dataclass(frozen=True)
class Order:
    """What is to be marked, and how."""

    course: Course
    submissions: Path | None
    """A folder of submissions; None for every assignment of the course."""
    rubric: str | None
    out: Path
    workers: int
    fresh: bool
    now: datetime
    worksheets: tuple[Path, ...] = ()
    """Moodle's grading worksheets, where they do not lie beside the submissions."""
    allow_unsafe: bool = False
    """Whether student code is run where nothing isolates it."""
    cluster: str = ""
    """Where a Dask scheduler answers."""


def run_grade(order: Order, terminal: Terminal) -> Status:
    """Mark what was asked for; the worst that happened is how it ends."""
    wanted, unmarked = targets(order.course, order.submissions, order.rubric)
    for problem in unmarked:
        terminal.complain(problem)
    listed = _listed(order, terminal)
    worst = Status.DONE
    loaded: list[tuple[Target, Assignment]] = []
    for target in wanted:
        try:
            loaded.append((target, order.course.load(target.rubric)))
        except GraderError as problem:
            terminal.complain(str(problem), problem)
            worst = Status.WRONG
    for target, assignment in loaded:
        try:
            worst = max(worst, _grade_one(order, target, assignment, listed, terminal))
        except GraderError as problem:
            terminal.complain(str(problem), problem)
            worst = Status.WRONG
    return worst


@dataclass(frozen=True)
class _Listed:
    """Who takes part, and what Moodle says about times."""

    roster: Roster | None
    worksheets: tuple[Worksheet, ...]


def _listed(order: Order, terminal: Terminal) -> _Listed:
    """The course's roster and the worksheets that were given."""
    roster = load_roster(order.course.folder / ROSTER, order.course.rubrics())
    for note in roster.notes if roster is not None else ():
        terminal.say(note)
    return _Listed(roster, tuple(map(_worksheet, order.worksheets)))


def _worksheet(path: Path) -> Worksheet:
    """A worksheet that was named on the command line."""
    try:
        with path.open("rb") as file:
            found = read_worksheet(file.read(LARGEST), path.name)
    except OSError as problem:
        raise CommandError(f"{quoted(str(path))} cannot be read ({problem.strerror}); name Moodle's grading worksheet") from None
    if found is None:
        wanted = "it has columns such as `Identifier` (Participant 12345) and `Last modified (submission)`"
        raise CommandError(f"{quoted(str(path))} is no grading worksheet of Moodle's: {wanted}")
    return found


def _grade_one(order: Order, target: Target, assignment: Assignment, listed: _Listed, terminal: Terminal) -> Status:
    """Mark one assignment."""
    rubric = assignment.rubric
    _keep_apart(target.folder, order.out / rubric.name)
    terminal.say(f"{rubric.name}: {rubric.title}" if rubric.title != rubric.name else rubric.name)
    for line in _passed_over(target.folder):
        terminal.say(f"  {line}")
    shown = shown_by(order.now, rubric.due)
    batch = Batch(
        assignment, target.folder, order.out, order.workers, order.fresh, shown, order.allow_unsafe, listed.roster, listed.worksheets
    )
    batch = replace(batch, cluster=order.cluster)
    with watching(terminal, rubric.name) as watch:
        graded = grade(batch, watch)
    if terminal.is_live:
        for brief in graded.briefs:
            if brief.unmarkable:
                terminal.say(f"  {in_words(brief)}")
    for line in summary(graded):
        terminal.say(line)
    terminal.say(f"Overview: {order.out / rubric.name / INDEX}")
    return Status.SOME_UNMARKABLE if graded.any_unmarkable else Status.DONE


def _keep_apart(folder: Path, place: Path) -> None:
    """Refuse to write results among submissions, where the next run would take them for one."""
    inside = place.resolve()
    if inside.is_relative_to(folder.resolve()):
        message = f"the results would lie among the submissions, in {quoted(str(place))}; choose another folder with `--out`"
        raise CommandError(message)


def _passed_over(folder: Path) -> Iterator[str]:
    """What lies beside the submissions and is none."""
    if names := passed_over(folder):
        more = f" and {len(names) - 3:,} more" if len(names) > 3 else ""
        yield f"(no submission, passed over: {', '.join(names[:3])}{more})"


def summary(graded: Graded) -> Iterator[str]:
    """What came out, in a line or two, and how student code was isolated."""
    briefs = graded.briefs
    unmarkable = sum(one.unmarkable for one in briefs)
    said = f"{counted(len(briefs), 'submission')}: {len(briefs) - unmarkable} marked"
    yield said + (f", {unmarkable} could not be marked" if unmarkable else "")
    undecided = [one.undecided for one in briefs if one.undecided]
    if undecided:
        yield f"A person decides {counted(sum(undecided), 'point')} in {counted(len(undecided), 'submission')}; the overview lists them."
    yield from _decided(graded)
    yield from _attended(graded.head)
    yield from how_all_run(graded.head.isolation, briefs).in_the_terminal()


def _decided(graded: Graded) -> Iterator[str]:
    """At which decisions of people somebody has to look again."""
    again = [f"{brief.group} {said}" for brief in graded.briefs for said in brief.again]
    again += [f"{one.group} {one.task} {one.name}: {one.says}; the decision is kept" for one in graded.head.astray]
    if again:
        yield f"Look again at {counted(len(again), 'decision')}; what they were made on is not the same:"
        yield from (f"  {said}" for said in again[:MOST_TOLD])
    if len(again) > MOST_TOLD:
        yield f"  and {len(again) - MOST_TOLD:,} more; `grader decide` lists them"


def _attended(results: Results) -> Iterator[str]:
    """Who did not hand in, and how much of who did is not clear."""
    roll = results.roll
    if roll is None:
        return
    if roll.without:
        excused = sum(one.excused for one in roll.without)
        people = counted(len(roll.without), "person", "people")
        yield f"Of the roster, {people} handed in nothing" + (f" ({excused} excused)." if excused else ".")
    for one in roll.noticed[:MOST_TOLD]:
        yield f"  {one.kind}: {one.says}"
    if len(roll.noticed) > MOST_TOLD:
        yield f"  and {len(roll.noticed) - MOST_TOLD:,} more; the overview lists them"
