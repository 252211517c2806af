"""The reference's own values earn full marks on their lines, and known mistakes are found as such: by the marking that groups meet."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from fractions import Fraction

from grader.answer import Answer, Entries, Found, Printed
from grader.checks.close import Close
from grader.course import Assignment, exactly
from grader.document import Place, Source
from grader.marking import mark
from grader.nearest import quoted
from grader.proofs.proof import Remark, at
from grader.scheme import Task
from grader.score import Finding, Outcome
from grader.written import written

DIGITS = 6
"""As many as people write who round generously."""


def look(assignment: Assignment) -> Iterator[Remark]:
    """Mark the true values, exact and as printed, and then each known mistake among true values."""
    lines = [(task, line) for task, line in assignment.rubric.lines if isinstance(line, Close) and assignment.reference.known(line.close)]
    true = {line.close: exactly(assignment.reference.truth(line.close)) for _, line in lines}
    for how, values in (("", true), (f" with {DIGITS} digits", {name: rounded(value) for name, value in true.items()})):
        found = _marked(assignment, values)
        for task, line in lines:
            yield from _right(line, found[task.id, line.mark_name], written(values[line.close]), how)
    for task, line in lines:
        for name in line.mistakes:
            yield from _found_as_itself(assignment, true, (task, line), name)


def _right(line: Close, finding: Finding, value: str, how: str) -> Iterator[Remark]:
    """The reference's own value must be right."""
    if finding.outcome is not Outcome.RIGHT:
        said = f"the reference's own `{line.close}`{how}, {value}, is not right on this line but {told(finding)}"
        yield Remark(f"{at(line)}: {said}; mend the line or the reference")


def _found_as_itself(assignment: Assignment, true: Mapping[str, Entries], place: tuple[Task, Close], name: str) -> Iterator[Remark]:
    """A known mistake in the place of the true value must be found as that mistake."""
    task, line = place
    reference = assignment.reference
    if not reference.known(name):
        return
    value = rounded(exactly(reference.truth(name)))
    finding = _marked(assignment, {**true, line.close: value})[task.id, line.mark_name]
    if not reference.sentence(name):
        yield Remark(f"{reference.where(name)}: the known mistake `{name}` has no docstring, which is the sentence that the student reads")
    if finding.outcome is not Outcome.MISTAKE:
        said = f"the known mistake `{name}`, {written(value)}, is not found as one but is {told(finding)}"
        yield Remark(f"{at(line)}: {said}; mend it or take it out")
    elif finding.says != (reference.sentence(name) or finding.says) or finding.share != line.mistakes[name]:
        said = f"the known mistake `{name}`, {written(value)}, is taken for another one that gives the same here: {quoted(finding.says)}"
        yield Remark(f"{at(line)}: {said}; take one of them out")


def _marked(assignment: Assignment, values: Mapping[str, Entries]) -> dict[tuple[str, str], Finding]:
    """What the marking finds for values that were read without any doubt."""
    place = Place(assignment.reference.file)
    found: dict[str, Found] = {name: Answer(written(one), one, place, Source.SHEET, 1.0) for name, one in values.items()}
    return {(one.task, one.name): one.finding for one in mark(assignment.rubric, assignment.reference, found).marks}


def told(finding: Finding) -> str:
    """An outcome with what was said of it."""
    return f"{finding.outcome.value} ({finding.says})"


def rounded(entries: Entries) -> Entries:
    """A value as people would print it."""
    if not isinstance(entries, Printed):
        return tuple(rounded(entry) for entry in entries)
    if entries.value.denominator == 1:
        return Printed(entries.value, Fraction(1), len(str(abs(entries.value.numerator))))
    number = Decimal(f"{float(entries.value):.{DIGITS - 1}e}")
    _, digits, exponent = number.as_tuple()
    return Printed(Fraction(number), Fraction(10) ** int(exponent), len(digits))
