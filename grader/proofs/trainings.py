"""Ranges of measured values hold what a network of the course's own came to, with room for another seed, and relations among them hold."""

from collections.abc import Iterator
from typing import TypeGuard

from grader.checks.agrees import Agrees
from grader.checks.between import Between
from grader.checks.compare import Compare
from grader.checks.line import Line
from grader.course import Assignment, exactly
from grader.errors import MissingPackage, ReferenceFault
from grader.nearest import did_you_mean
from grader.proofs.marked import marked
from grader.proofs.proof import Remark, at
from grader.scheme import Rubric
from grader.score import Outcome
from grader.trainings.measures import Measures, Range, kept, ranges
from grader.trainings.training import SEEDS, find_training

Measured = Between | Agrees


def look(assignment: Assignment) -> Iterator[Remark]:
    """Every line that names a training, beside what that came to when it was run; then the relations among such values."""
    known: dict[str, tuple[float, ...]] = {}
    for name in trainings_of(assignment.rubric):
        lines = [line for line in measured_lines(assignment.rubric) if line.training == name]
        try:
            measures = kept(find_training(assignment.folder, name))
        except MissingPackage as problem:
            yield Remark(f"{at(lines[0])}: {problem}", wrong=False)
        except ReferenceFault as problem:
            yield Remark(f"{at(lines[0])}: {problem}")
        else:
            if measures is None:
                yield Remark(f"{at(lines[0])}: the training `{name}` was not run yet: `grader validate --trainings`", wrong=False)
                continue
            found = ranges(measures)
            for line in lines:
                yield from _held(line, found)
            known.update({line.key: measures[line.key] for line in lines if line.key in measures})
    yield from _relations(assignment, known)


def _relations(assignment: Assignment, known: Measures) -> Iterator[Remark]:
    """Every relation among measured values, or what follows from these, holds for each seed: by the marking that groups meet."""
    reference = assignment.reference
    for task, line in assignment.rubric.lines:
        measured = [reference.measured_for(one) if one in reference.functions else {one} for one in line.mentioned()]
        if not isinstance(line, Compare) or not all(names <= known.keys() for names in measured):
            continue
        for at_seed, seed in enumerate(SEEDS):
            finding = marked(assignment, {name: exactly(known[name][at_seed]) for name in known})[task.id, line.mark_name]
            if finding.outcome is not Outcome.RIGHT:
                yield Remark(f"{at(line)}: for the seed {seed} of the course's own trainings it is not right: {finding.says}")
                break


def trainings_of(rubric: Rubric) -> tuple[str, ...]:
    """The trainings that a rubric names, each once."""
    return tuple(dict.fromkeys(line.training for line in measured_lines(rubric) if line.training is not None))


def measured_lines(rubric: Rubric) -> tuple[Measured, ...]:
    """The lines that name a training."""
    return tuple(line for _, line in rubric.lines if names_training(line))


def names_training(line: Line) -> TypeGuard[Measured]:
    """Whether a line's range is to hold what a training comes to."""
    return isinstance(line, Between | Agrees) and line.training is not None


def _held(line: Measured, found: dict[str, Range]) -> Iterator[Remark]:
    """Whether a line's range holds what was measured."""
    came = found.get(line.key)
    if came is None:
        wish = did_you_mean(line.key, found) or f"; it measures {', '.join(f'`{name}`' for name in found)}"
        yield Remark(f"{at(line)}: the training `{line.training}` does not measure `{line.key}`{wish}")
        return
    low, high = came.low - came.margin, came.high + came.margin
    wanted = [
        *([f"`from:` {shown(low, line)} at most"] if line.low is not None and line.low > low else []),
        *([f"`to:` {shown(high, line)} at least"] if line.high is not None and line.high < high else []),
    ]
    if wanted:
        both = f"`{line.key}` came to {shown(came.low, line)} to {shown(came.high, line)}"
        why = f"{both} with {len(SEEDS)} seeds of `{line.training}`; with room for another seed"
        yield Remark(f"{at(line)}: {why} it wants {' and '.join(wanted)}")


def shown(number: float, line: Measured) -> str:
    """A number of the line's own kind."""
    return f"{100 * number:.1f} %" if 0 <= (line.low or 0) <= (line.high or 0) <= 1 else f"{number:.4g}"
