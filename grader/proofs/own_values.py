"""The reference's own values earn full marks on their lines, and known mistakes are found as such: by the marking that groups meet."""

from collections.abc import Iterator, Mapping

from grader.answer import Entries, Printed
from grader.checks.close import Close
from grader.course import Assignment, exactly
from grader.nearest import quoted
from grader.proofs.marked import DIGITS, marked, rounded
from grader.proofs.proof import Remark, at
from grader.scheme import Task
from grader.score import Finding, Outcome
from grader.written import written

KNOWN_WRONG = (("twice the value", 2), ("the value with its sign turned", -1), ("0", 0))
"""What no tolerance should let pass, as a factor of the true value."""


def look(assignment: Assignment) -> Iterator[Remark]:
    """Mark the true values, exact and as printed, then values that are far off, and each known mistake among true values."""
    lines = [(task, line) for task, line in assignment.rubric.lines if isinstance(line, Close) and assignment.reference.known(line.close)]
    true = {line.close: exactly(assignment.reference.truth(line.close)) for _, line in lines}
    for how, values in (("", true), (f" with {DIGITS} digits", {name: rounded(value) for name, value in true.items()})):
        found = marked(assignment, values)
        for task, line in lines:
            yield from _right(line, found[task.id, line.mark_name], written(values[line.close]), how)
    for says, factor in KNOWN_WRONG:
        found = marked(assignment, {name: times(value, factor) for name, value in true.items()})
        for task, line in lines:
            yield from _not_right(line, found[task.id, line.mark_name], true[line.close], (says, factor))
    for task, line in lines:
        for name in line.mistakes:
            yield from _found_as_itself(assignment, true, (task, line), name)


def _right(line: Close, finding: Finding, value: str, how: str) -> Iterator[Remark]:
    """The reference's own value must be right."""
    if finding.outcome is not Outcome.RIGHT:
        said = f"the reference's own `{line.close}`{how}, {value}, is not right on this line but {told(finding)}"
        yield Remark(f"{at(line)}: {said}; mend the line or the reference")


def _not_right(line: Close, finding: Finding, true: Entries, wrong: tuple[str, int]) -> Iterator[Remark]:
    """A value that is far off must not be right."""
    says, factor = wrong
    if finding.outcome is Outcome.RIGHT and times(true, factor) != true:
        yield Remark(f"{at(line)}: {says}, {written(times(true, factor))}, would be right for `{line.close}`; tighten `within:`")


def times(entries: Entries, factor: int) -> Entries:
    """A value with every entry so many times as large."""
    return Printed(factor * entries.value) if isinstance(entries, Printed) else tuple(times(entry, factor) for entry in entries)


def _found_as_itself(assignment: Assignment, true: Mapping[str, Entries], place: tuple[Task, Close], name: str) -> Iterator[Remark]:
    """A known mistake in the place of the true value must be found as that mistake."""
    task, line = place
    reference = assignment.reference
    if not reference.known(name):
        return
    value = rounded(exactly(reference.truth(name)))
    finding = marked(assignment, {**true, line.close: value})[task.id, line.mark_name]
    if not reference.sentence(name):
        yield Remark(f"{reference.where(name)}: the known mistake `{name}` has no docstring, which is the sentence that the student reads")
    if finding.outcome is not Outcome.MISTAKE:
        said = f"the known mistake `{name}`, {written(value)}, is not found as one but is {told(finding)}"
        yield Remark(f"{at(line)}: {said}; mend it or take it out")
    elif finding.says != (reference.sentence(name) or finding.says) or finding.share != line.mistakes[name]:
        said = f"the known mistake `{name}`, {written(value)}, is taken for another one that gives the same here: {quoted(finding.says)}"
        yield Remark(f"{at(line)}: {said}; take one of them out")


def told(finding: Finding) -> str:
    """An outcome with what was said of it."""
    return f"{finding.outcome.value} ({finding.says})"
