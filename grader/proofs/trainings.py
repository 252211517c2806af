"""Ranges of measured values hold what a network of the course's own came to, with room for another seed."""

from collections.abc import Iterator

from grader.checks.between import Between
from grader.course import Assignment
from grader.errors import MissingPackage, ReferenceFault
from grader.nearest import did_you_mean
from grader.proofs.proof import Remark, at
from grader.scheme import Rubric
from grader.trainings.measures import Range, kept, ranges
from grader.trainings.training import SEEDS, find_training


def look(assignment: Assignment) -> Iterator[Remark]:
    """Every line that names a training, beside what that came to when it was run."""
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
