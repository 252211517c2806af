"""Inputs for code tell slips: with one in the function of the reference, some input of its lines has another answer."""

import copy
from collections.abc import Iterator
from itertools import islice

from grader.asked import Asked, Input
from grader.checks.agreement import as_it_would_arrive
from grader.checks.replies import judged
from grader.checks.same import Same
from grader.course import Assignment
from grader.errors import ReferenceFault
from grader.plan import Plan
from grader.proofs.mutants import Mutant, behind, mutants
from grader.proofs.proof import Remark
from grader.references.quantity import CannotFollow
from grader.references.reference import Reference
from grader.run import Ending, Reply
from grader.seeds import seeded
from grader.wire.frames import WireError

MOST_STEPS = 2_000_000
"""Of Python's; a slip may make a loop endless."""
SECONDS, FEWEST, MOST = 10.0, 5, 200
"""Slips in one function: as many as take no longer than this, five at least."""


def look(assignment: Assignment) -> Iterator[Remark]:
    """Every function that code is compared with, and those that it calls, on the inputs of all lines that ask for it."""
    reference = assignment.reference
    lines: dict[str, list[tuple[Same, Asked]]] = {}
    plan = Plan(assignment.rubric, reference, assignment.starter)
    for key, line in plan.same:
        if not isinstance(line, Same):
            continue
        try:
            what = plan.asked(key, line)
        except ReferenceFault:
            continue  # another proof tells it
        for name in behind(reference, line.same):
            lines.setdefault(name, []).append((line, what))
    for name, asking in lines.items():
        slowest = max(what.took for _, what in asking)
        for mutant in islice(mutants(reference, name), max(FEWEST, min(MOST, int(SECONDS / slowest)) if slowest else MOST)):
            if all(_passes(mutant.reference, line, one) for line, what in asking for one in what.inputs):
                yield Remark(f"{reference.file}, line {mutant.line}: {_said(name, mutant, asking)}", wrong=False)


def _said(name: str, mutant: Mutant, asking: list[tuple[Same, Asked]]) -> str:
    """What gives the same all the same."""
    asked = " and ".join(f"`{one}`" for one in dict.fromkeys(line.same for line, _ in asking))
    said = f"with {mutant.says} in it, {asked} gives the same on all inputs" if asked == f"`{name}`" else ""
    said = said or f"with {mutant.says} in `{name}`, {asked} would give the same on all inputs"
    return f"{said}; an input that tells would be worth having"


def _passes(mutant: Reference, line: Same, one: Input) -> bool:
    """Whether a function with a slip gives what is right for an input."""
    try:
        with seeded(one.seed):
            value, _ = mutant.called(line.same, copy.deepcopy(dict(one.arguments)), MOST_STEPS)
        return judged(Reply(Ending.FINISHED, as_it_would_arrive(value)), one, line.rules).right is True
    except (CannotFollow, WireError):
        return False
