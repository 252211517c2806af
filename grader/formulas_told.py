"""What a student is told of a formula before handing in: how it was read, and never whether it is right."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from grader.checks.formula import Formula
from grader.checks.formula_answers import drawn, on_a_line
from grader.collect import Collected
from grader.document import Place
from grader.formula_orders import cases
from grader.formulas.attempt import Attempt, Written
from grader.formulas.vocabulary import Vocabulary
from grader.references.reference import Reference
from grader.scheme import Rubric, Task
from grader.score import Visibility
from grader.text.readable import readable

SPELLINGS = 3
"""So many ways to write a name are told."""


@dataclass(frozen=True)
class Told:
    """A formula as it was read; `why` where it was not."""

    name: str
    label: str
    text: str = ""
    understood: str = ""
    place: Place | None = None
    why: str = ""
    others: tuple[tuple[str, Place], ...] = ()
    """What else stands there that may be meant."""
    spellings: tuple[str, ...] = ()
    """How to write its name, where it was not found."""


def formulas_told(task: Task, rubric: Rubric, reference: Reference | None, collected: Collected) -> Iterator[Told]:
    """The formulas of a task; none where no reference tells which symbols may stand in them."""
    if reference is None:
        return
    for line in task.lines:
        if isinstance(line, Formula) and line.visibility is not Visibility.HIDDEN:
            words = cases(rubric, reference)[line.formula][1]
            one = told(line, reference, words, collected.formulas.get(line.formula, Written()))
            yield replace(one, spellings=tuple(map(on_a_line, rubric.written_as.get(line.formula, (line.formula,))[:SPELLINGS])))


def told(line: Formula, reference: Reference, words: Vocabulary, written: Written) -> Told:
    """One formula: the last place that may be it, and the others."""
    label = line.label or reference.label(line.formula)
    if not written.attempts:
        return Told(line.formula, label, why=written.why, place=written.look)
    last = written.attempts[-1]
    others = {one.text: one for one in written.attempts[:-1] if one.text != last.text}
    shown = drawn(last.readings[0].tree, words).text if last.readings else ""
    return Told(line.formula, label, said(last), shown, last.place, last.why, tuple((said(one), one.place) for one in others.values()))


def said(attempt: Attempt) -> str:
    """A formula as it stands there."""
    program = bool(attempt.readings) and attempt.readings[0].program
    return attempt.text if program else readable(attempt.text)
