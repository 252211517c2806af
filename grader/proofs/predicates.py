"""A predicate that accepts whatever it is given proves nothing: zeros and ones in the right shape must not do the job."""

from collections.abc import Iterator

from grader.checks.satisfies import Satisfies
from grader.course import Assignment, exactly
from grader.proofs.marked import marked
from grader.proofs.proof import Remark, at
from grader.score import Outcome


def look(assignment: Assignment) -> Iterator[Remark]:
    """Every line whose value is read and judged by a predicate of the reference."""
    import numpy as np

    for task, line in assignment.rubric.lines:
        if not isinstance(line, Satisfies) or line.runs_code():
            continue
        for shape in line.shapes(assignment.reference) or ():
            for says, value in (("zeros", np.zeros(shape)), ("ones", np.ones(shape))):
                finding = marked(assignment, {line.satisfies: exactly(value)})[task.id, line.mark_name]
                if finding.outcome is Outcome.RIGHT:
                    where = f"{assignment.reference.where(line.satisfies)}: `{line.satisfies}` accepts {says} of shape {shape}"
                    yield Remark(f"{where} ({at(line)}); let it try the value on more, or say what it lacks")
