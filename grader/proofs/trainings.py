"""Ranges of measured values hold what a network of the course's own came to, with room for another seed, and relations among them hold."""

from collections.abc import Iterator

from grader.checks.between import Between
from grader.checks.compare import Compare
from grader.course import Assignment, exactly
from grader.errors import MissingPackage, ReferenceFault
from grader.nearest import did_you_mean
from grader.proofs.marked import marked
from grader.proofs.proof import Remark, at
from grader.scheme import Rubric
from grader.score import Outcome
from grader.trainings.measures import Measures, Range, kept, ranges
from grader.trainings.training import SEEDS, find_training


def look(assignment: Assignment) -> Iterator[Remark]:
    """Every line that names a training, beside what that came to when it was run; then the relations among such values."""
    known: dict[str, tuple[float, ...]] = {}
    for name in trainings_of(assignment.rubric):
        lines = [line for _, line in assignment.rubric.lines if isinstance(line, Between) and line.training == name]
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
            known.update({line.between: measures[line.between] for line in lines if line.between in measures})
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
    names = (line.training for _, line in rubric.lines if isinstance(line, Between))
    return tuple(dict.fromkeys(name for name in names if name is not None))


def _held(line: Between, found: dict[str, Range]) -> Iterator[Remark]:
    """Whether a line's range holds what was measured."""
    came = found.get(line.between)
    if came is None:
        wish = did_you_mean(line.between, found) or f"; it measures {', '.join(f'`{name}`' for name in found)}"
        yield Remark(f"{at(line)}: the training `{line.training}` does not measure `{line.between}`{wish}")
        return
    low, high = came.low - came.margin, came.high + came.margin
    wanted = [
        *([f"`from:` {shown(low, line)} at most"] if line.low > low else []),
        *([f"`to:` {shown(high, line)} at least"] if line.high < high else []),
    ]
    if wanted:
        both = f"`{line.between}` came to {shown(came.low, line)} to {shown(came.high, line)}"
        why = f"{both} with {len(SEEDS)} seeds of `{line.training}`; with room for another seed"
        yield Remark(f"{at(line)}: {why} it wants {' and '.join(wanted)}")


def shown(number: float, line: Between) -> str:
    """A number of the line's own kind."""
    return f"{100 * number:.1f} %" if line.low >= 0 and line.high <= 1 else f"{number:.4g}"
