"""A predicate that accepts whatever it is given, or never says anything, proves nothing: it is tried on zeros and ones."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from grader.checks.accepted import judgement
from grader.checks.satisfies import Satisfies
from grader.course import Assignment, exactly
from grader.proofs.marked import marked
from grader.proofs.proof import Remark, at
from grader.references.predicate import EXAMPLE, Accepts
from grader.score import Outcome

if TYPE_CHECKING:
    from numpy.typing import NDArray

SHAPES: tuple[tuple[int, ...], ...] = ((), (3,), (2, 2))
"""What is tried where nothing says which shape a value has."""
SLIPS = ("NameError", "UnboundLocalError")
"""What no value is to blame for."""


def look(assignment: Assignment) -> Iterator[Remark]:
    """Every line whose value is judged by a predicate of the reference."""
    for task, line in assignment.rubric.lines:
        if not isinstance(line, Satisfies):
            continue
        silent = list(_silent(assignment, task.id, line))
        yield from silent
        if line.runs_code():
            continue
        if not silent:
            yield from _accepts_anything(assignment, task.id, line)
        example = f"{line.satisfies}{EXAMPLE}"
        if example not in assignment.reference.names:
            says = f"nothing shows that `{line.satisfies}` accepts anything; write `def {example}():`, which gives a right value"
            yield Remark(f"{at(line)}: {says}", wrong=False)


def _accepts_anything(assignment: Assignment, task: str, line: Satisfies) -> Iterator[Remark]:
    """Zeros and ones in the right shape must not do the job."""
    for shape in line.shapes(assignment.reference) or ():
        for says, value in _values(shape):
            finding = marked(assignment, {line.satisfies: exactly(value)})[task, line.mark_name]
            if finding.outcome is Outcome.RIGHT:
                where = f"{assignment.reference.where(line.satisfies)}: `{line.satisfies}` accepts {says} of shape {shape}"
                yield Remark(f"{where} ({at(line)}); let it try the value on more, or say what it lacks")


def _silent(assignment: Assignment, task: str, line: Satisfies) -> Iterator[Remark]:
    """Where a predicate gives what is no judgement, or fails by a slip of its own; that it fails on a strange value is its right."""
    reference = assignment.reference
    if line.runs_code():
        shapes, every = line.shape, [one.expected for one in line.asked(reference, assignment.rubric.name, task).inputs]
    else:
        shapes, every = line.shapes(reference), [Accepts(reference, line.satisfies)]
    said = [judgement(value, by) for by in every for shape in shapes or SHAPES for _, value in _values(shape)]
    slips = [one.problem for one in said if one.failed and _a_slip(one.problem)]
    odd = [one.problem for one in said if one.problem and not one.failed]
    if not shapes and not all(one.problem for one in said):
        odd = []  # such a value may be none that it is for
    for problem in dict.fromkeys((*slips, *odd)):
        wrong = bool(shapes) or problem in slips
        yield Remark(f"{reference.where(line.satisfies)}: {problem} ({at(line)})", wrong=wrong)


def _a_slip(problem: str) -> bool:
    return problem.partition("`: ")[2].startswith(SLIPS)


def _values(shape: tuple[int, ...]) -> "tuple[tuple[str, NDArray[Any]], ...]":
    import numpy as np

    return ("zeros", np.zeros(shape)), ("ones", np.ones(shape))
