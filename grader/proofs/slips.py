"""Inputs for code tell slips: with one in the function of the reference, some input of its lines has another answer."""

import copy
from collections.abc import Iterator

from grader.asked import Asked, Input
from grader.checks.agreement import as_it_would_arrive
from grader.checks.replies import judged
from grader.checks.same import Same
from grader.course import Assignment
from grader.errors import ReferenceFault
from grader.plan import Plan
from grader.proofs.mutants import mutants
from grader.proofs.proof import Remark
from grader.references.quantity import CannotFollow
from grader.references.reference import Reference
from grader.run import Ending, Reply
from grader.seeds import seeded
from grader.wire.frames import WireError

MOST_STEPS = 2_000_000
"""Of Python's; a slip may make a loop endless."""


def look(assignment: Assignment) -> Iterator[Remark]:
    """Every function that code is compared with, on the inputs of all lines that ask for it."""
    lines: dict[str, list[tuple[Same, Asked]]] = {}
    plan = Plan(assignment.rubric, assignment.reference, assignment.starter)
    for key, line in plan.same:
        if not isinstance(line, Same):
            continue
        try:
            what = plan.asked(key, line)
        except ReferenceFault:
            continue  # another proof tells it
        lines.setdefault(line.same, []).append((line, what))
    for name, asking in lines.items():
        for mutant in mutants(assignment.reference, name):
            if all(_passes(mutant.reference, line, one) for line, what in asking for one in what.inputs):
                where = f"{assignment.reference.file}, line {mutant.line}"
                said = f"with {mutant.says} in it, `{name}` gives the same on all inputs; an input that tells would be worth having"
                yield Remark(f"{where}: {said}", wrong=False)


def _passes(mutant: Reference, line: Same, one: Input) -> bool:
    """Whether a function with a slip gives what is right for an input."""
    try:
        with seeded(one.seed):
            value, _ = mutant.called(line.same, copy.deepcopy(dict(one.arguments)), MOST_STEPS)
        return judged(Reply(Ending.FINISHED, as_it_would_arrive(value)), one, line.rules).right is True
    except (CannotFollow, WireError):
        return False
