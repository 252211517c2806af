"""Points for formulas tell slips: with one in the function of the reference, or as a known mistake, some point has another value."""

from collections.abc import Iterator, Sequence
from typing import Any

from grader.checks.formula import Formula
from grader.course import Assignment
from grader.errors import ReferenceFault
from grader.formula_orders import cases
from grader.probes.compare import near
from grader.probes.drawn import Point
from grader.probes.proof import Proof, proof_of
from grader.proofs.mutants import mutants
from grader.proofs.proof import Remark, at
from grader.references.quantity import CannotFollow
from grader.references.reference import Reference

MOST_STEPS = 2_000_000
"""Of Python's, at one point."""


def look(assignment: Assignment) -> Iterator[Remark]:
    """Every formula of a rubric."""
    rubric, reference = assignment.rubric, assignment.reference
    try:
        found = cases(rubric, reference)
    except ReferenceFault as problem:
        yield Remark(str(problem))
        return
    for _, line in rubric.lines:
        if isinstance(line, Formula):
            proof = proof_of(found[line.formula][0], tuple(line.mistakes))
            yield from _mistakes(line, proof)
            yield from _slips(line, reference, proof)


def _mistakes(line: Formula, proof: Proof) -> Iterator[Remark]:
    """A known mistake that gives what is right, or what another one gives."""
    for name, values in proof.mistakes.items():
        if same(values, proof.truths):
            yield Remark(f"{at(line)}: the known mistake `{name}` gives what is right at all points; take it out, or draw other values")
        for other, others in proof.mistakes.items():
            if other < name and same(values, others):
                yield Remark(f"{at(line)}: the known mistakes `{other}` and `{name}` give the same at all points; keep one of them")


def _slips(line: Formula, reference: Reference, proof: Proof) -> Iterator[Remark]:
    """A slip that no point tells."""
    for mutant in mutants(reference, line.formula):
        if same(tuple(given(mutant.reference, line.formula, point) for point in proof.points), proof.truths):
            said = f"with {mutant.says} in it, `{line.formula}` gives the same at all points"
            yield Remark(f"{reference.file}, line {mutant.line}: {said}; let `symbols:` draw values that tell", wrong=False)


def given(reference: Reference, name: str, point: Point) -> Any:  # noqa: ANN401 - whatever a slip gives
    """What a function gives at a point; None where it fails."""
    try:
        return reference.called(name, {one: point.arguments[one] for one in reference.arguments(name)}, MOST_STEPS)[0]
    except CannotFollow:
        return None


def same(values: Sequence[Any], truths: Sequence[Any]) -> bool:
    """Whether values are the right ones at every point."""
    import numpy as np

    try:
        return all(near(np.asarray(one, dtype=float), np.asarray(truth, dtype=float)) for one, truth in zip(values, truths, strict=True))
    except (TypeError, ValueError):
        return False
