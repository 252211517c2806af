"""Known mistakes of code are found as such where a group's own gives just what they give."""

import copy
from collections.abc import Iterator

from grader.asked import Asked
from grader.checks.agreement import as_it_would_arrive
from grader.checks.case import Case
from grader.checks.same import Same
from grader.course import Assignment
from grader.errors import ReferenceFault
from grader.nearest import quoted
from grader.plan import Plan
from grader.proofs.proof import Remark, at
from grader.references.quantity import CannotFollow
from grader.references.reference import Reference
from grader.run import Ending, Reply, Run
from grader.score import Outcome


def look(assignment: Assignment) -> Iterator[Remark]:
    """Every known mistake of every line that compares code with the reference's."""
    plan = Plan(assignment.rubric, assignment.reference, assignment.starter)
    for key, line in plan.same:
        if not isinstance(line, Same) or not line.mistakes:
            continue
        try:
            what = plan.asked(key, line)
        except ReferenceFault:
            continue  # another proof tells it
        for name in line.mistakes:
            yield from _found_as_itself(assignment, line, what, (key[0], name))


def _found_as_itself(assignment: Assignment, line: Same, what: Asked, place: tuple[str, str]) -> Iterator[Remark]:
    """A known mistake in the place of a group's code."""
    task, name = place
    reference = assignment.reference
    try:
        replies = _replies(reference, name, what)
    except CannotFollow as problem:
        yield Remark(f"{reference.where(name)}: the known mistake `{name}` fails on the inputs of `{line.same}` ({problem}); mend it")
        return
    run = Run(replies, function=line.candidates[0])
    finding = line.run(Case(reference, {}, sheet=assignment.rubric.name, task=task, run=run))
    if not reference.sentence(name):
        yield Remark(f"{reference.where(name)}: the known mistake `{name}` has no docstring, which is the sentence that the student reads")
    if finding.outcome is not Outcome.MISTAKE:
        said = (
            f"the known mistake `{name}` is not found as one on the inputs of `{line.same}` but is {finding.outcome.value} ({finding.says})"
        )
        yield Remark(f"{at(line)}: {said}; let the inputs tell them apart, or take it out")
    elif finding.says != (reference.sentence(name) or finding.says) or finding.share != line.mistakes[name]:
        said = f"the known mistake `{name}` is taken for another one that gives the same on all inputs: {quoted(finding.says)}"
        yield Remark(f"{at(line)}: {said}; let the inputs tell them apart, or take one of them out")


def _replies(reference: Reference, name: str, what: Asked) -> tuple[Reply, ...]:
    """What a mistake gives for the inputs, as it would come back from a group's code; raises CannotFollow."""
    values = (reference.called(name, copy.deepcopy(dict(one.arguments)))[0] for one in what.inputs)
    return tuple(Reply(Ending.FINISHED, as_it_would_arrive(value)) for value in values)
