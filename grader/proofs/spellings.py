"""Names of one task are told apart by how students write them, so no two of them may be spelt alike."""

from collections.abc import Iterator
from itertools import combinations

from grader.course import Assignment
from grader.page.labels import Spelling, spelling
from grader.proofs.proof import Remark
from grader.scheme import Rubric


def look(assignment: Assignment) -> Iterator[Remark]:
    """Every two names that are looked for under one task."""
    rubric = assignment.rubric
    spelt = {name: _spellings(rubric, name) for name in rubric.wanted()}
    for (one, task), (other, its_task) in combinations(rubric.wanted().items(), 2):
        if task != its_task:
            continue
        if shared := [text for kind, text in spelt[other].items() if kind in spelt[one]]:
            where = f"{rubric.file}, line {rubric.spelt_in.get(other) or rubric.spelt_in.get(one, 1)}"
            both = f"`{one}` and `{other}` of task {task} may both be written `{shared[0]}`"
            yield Remark(f"{where}: {both}: which of them is meant cannot be told; take it from one of them")


def _spellings(rubric: Rubric, name: str) -> dict[object, str]:
    """How a name may be written: what is compared, and the text that says it."""
    return {_compared(spelling(text)): text for text in reversed(rubric.written_as.get(name, (name,)))}


def _compared(one: Spelling) -> object:
    """What two spellings have in common that mean the same: the symbol, or the words in any order."""
    return one.label if one.label is not None else frozenset(one.words)
