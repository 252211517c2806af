"""What a group's code is asked: inputs are drawn, the reference's own answers pass, and answers that took no work do not."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from grader.askable import arguments_of
from grader.asked import Asked, Input, Order, asked
from grader.checks.replies import judged
from grader.checks.same import Same
from grader.course import Assignment
from grader.errors import ReferenceFault
from grader.plan import Plan
from grader.proofs.proof import Remark, at
from grader.references.reference import Reference
from grader.run import Ending, Reply
from grader.seeds import seed_of

Answerer = Callable[[Sequence[Input], Input], Any]


def look(assignment: Assignment) -> Iterator[Remark]:
    """Every line that compares code with the reference's."""
    plan = Plan(assignment.rubric, assignment.reference, assignment.starter)
    for key, line in plan.same:
        if not isinstance(line, Same):
            continue
        try:
            what = plan.asked(key, line)
            yield from _own_answers(line, what)
            if arguments_of(assignment.reference, line.same):
                yield from _without_work(line, (*what.inputs, *_drawn_anew(assignment.reference, what)))
        except ReferenceFault as problem:
            yield Remark(str(problem))


def _own_answers(line: Same, what: Asked) -> Iterator[Remark]:
    """What the reference gives must be right where a group gives it."""
    for number, one in enumerate(what.inputs, start=1):
        reply = judged(_reply(one.expected), one, line.rules)
        if not reply.right:
            why = reply.agreement.says if reply.agreement is not None else "it gives nothing"
            said = f"the reference's own `{line.same}` would not be right on input {number} of `{what.order.inputs}` ({why})"
            yield Remark(f"{at(line)}: {said}; let it give numbers, arrays, texts, or lists of these")
            return


def _drawn_anew(reference: Reference, what: Asked) -> tuple[Input, ...]:
    """Inputs of another seed: what is the same for them, too, was known beforehand."""
    order = what.order
    return asked(reference, Order(order.name, order.inputs, seed_of(str(order.seed), "drawn anew"), order.random)).inputs


def _without_work(line: Same, inputs: Sequence[Input]) -> Iterator[Remark]:
    """What anybody could write without solving the task must fail on some input."""
    for answer, says in KNOWN_WRONG:
        if all(judged(_reply(answer(inputs, one)), one, line.rules).right for one in inputs):
            yield Remark(f"{at(line)}: {says.format(name=line.same)}")
            return


def _first(inputs: Sequence[Input], _: Input) -> Any:  # noqa: ANN401 - whatever the reference gives
    """The answer to the first input, whatever is asked."""
    return inputs[0].expected


def _zeros(_: Sequence[Input], one: Input) -> Any:  # noqa: ANN401 - whatever the reference gives
    """Nothing but zeros, in the right shape; None where the answer is no numbers."""
    import numpy as np

    try:
        return np.zeros_like(np.asarray(one.expected, dtype=float))
    except (TypeError, ValueError):
        return None


KNOWN_WRONG: tuple[tuple[Answerer, str], ...] = (
    (_first, "all inputs of `{name}` have the same answer: a hard-coded result would earn the marks; let the inputs differ in it"),
    (_zeros, "zeros in the right shape would earn the marks of `{name}`; let the inputs have other answers"),
)
"""Answers that took no work, and what to say where one of them would do."""


def _reply(value: Any) -> Reply:  # noqa: ANN401 - whatever the reference gives
    """A value as it would come back from a group's code."""
    return Reply(Ending.FINISHED, value)
