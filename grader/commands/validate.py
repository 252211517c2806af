"""`grader validate`: rubrics and their references proved, one sentence after another, before anyone is marked."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.commands import Status
from grader.commands.targets import is_course
from grader.commands.terminal import Terminal
from grader.course import Assignment, Course
from grader.errors import CommandError, MissingPackage, ReferenceFault, RubricError
from grader.nearest import did_you_mean, quoted
from grader.proofs import PROOFS
from grader.proofs.proof import Proof, Remark
from grader.proofs.trainings import trainings_of
from grader.reporting.wording import counted
from grader.trainings.measures import keep
from grader.trainings.run import run
from grader.trainings.training import SEEDS, find_training

LOADED = "the rubric and its reference can be read, and fit each other"


@dataclass(frozen=True)
class Order:
    """Which rubrics are to be proved, and whether trainings are run again."""

    course: Course
    rubric: str | None
    trainings: bool


def run_validate(order: Order, terminal: Terminal) -> Status:
    """Prove one rubric or all of the course; what is wrong with one keeps no other from being proved."""
    names = _chosen(order)
    trained: set[str] = set()
    wrong = [name for name in names if not _holds(order, name, trained, terminal)]
    if wrong:
        terminal.say(f"{counted(len(wrong), 'rubric')} of {len(names)} to mend: {', '.join(wrong)}")
    return Status.WRONG if wrong else Status.DONE


def _chosen(order: Order) -> tuple[str, ...]:
    """The rubrics to prove: the one that was named, by its name or its file, or all."""
    is_course(order.course)
    known = order.course.rubrics()
    if not known:
        wish = order.course.misnamed() or "; write one, such as `rubrics/sheet1.yaml`"
        raise CommandError(f"there is no rubric in `rubrics/`{wish}")
    if order.rubric is None:
        return known
    name = Path(order.rubric).name.removesuffix(".yaml")
    if name not in known:
        wish = (
            order.course.misnamed(name.removesuffix(".yml")) or did_you_mean(name, known) or f"; there is {', '.join(map(quoted, known))}"
        )
        raise CommandError(f"there is no rubric {quoted(order.rubric)}{wish}")
    return (name,)


def _holds(order: Order, name: str, trained: set[str], terminal: Terminal) -> bool:
    """Prove a rubric, and say each proof with its remarks; whether nothing is wrong with it."""
    terminal.say(name)
    try:
        assignment = order.course.load(name)
    except (RubricError, ReferenceFault) as problem:
        return _said(terminal, LOADED, [Remark(line) for line in str(problem).splitlines()])
    _said(terminal, LOADED, [])
    could = not order.trainings or _trained(assignment, trained, terminal)
    holding = [_said(terminal, proof.what, list(_remarks(proof, assignment))) for proof in _told(assignment)]
    return could and all(holding)


def _told(assignment: Assignment) -> tuple[Proof, ...]:
    """The proofs that are about any of a rubric's lines."""
    return tuple(proof for proof in PROOFS if any(proof.about(line) for _, line in assignment.rubric.lines))


def _remarks(proof: Proof, assignment: Assignment) -> Iterator[Remark]:
    """What a proof remarks, each thing once."""
    yield from dict.fromkeys(proof.look(assignment))


def _said(terminal: Terminal, what: str, remarks: list[Remark]) -> bool:
    """A proof in one line, its remarks below it; whether it holds."""
    wrong = any(remark.wrong for remark in remarks)
    terminal.say(f"  {'WRONG' if wrong else 'open ' if remarks else 'holds'}  {what}")
    for remark in remarks:
        terminal.say(f"         {remark.says}")
    return not wrong


def _trained(assignment: Assignment, trained: set[str], terminal: Terminal) -> bool:
    """Run the trainings that a rubric names, each once; whether all could be run."""
    could = True
    for name in trainings_of(assignment.rubric):
        if name in trained:
            continue
        trained.add(name)
        try:
            training = find_training(assignment.folder, name)
            terminal.say(f"  training `{name}` with {len(SEEDS)} seeds …")
            keep(training, run(training))
        except (MissingPackage, ReferenceFault) as problem:
            terminal.complain(str(problem), problem)
            could = False
    return could
