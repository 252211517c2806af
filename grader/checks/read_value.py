"""A value that was read before a predicate of the reference: right, a known mistake, wrong, or a person's to decide."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from math import prod
from typing import TYPE_CHECKING, Any

from grader.answer import Answer, Entries, flat, shape
from grader.checks.accepted import cannot_tell, judgement
from grader.checks.case import Case
from grader.checks.verdict import doubted, doubts_of
from grader.references.carried import as_given, carried_entries, readings, usable
from grader.references.follow import Followed, follow
from grader.references.predicate import Accepts, Judgement, form_of, others, shapes_words
from grader.references.quantity import CannotFollow
from grader.score import Finding, Outcome, Proposal

if TYPE_CHECKING:
    from numpy.typing import NDArray

AGAINST = (Outcome.WRONG, Outcome.MISTAKE)
WRONG = Proposal(Outcome.WRONG, 0.0)


def judged_as_read(case: Case, answer: Answer, by: Accepts, mistakes: Mapping[str, float]) -> Finding:
    """What the predicate makes of a reading: by the true values of what else it takes, then by the group's own."""
    own = own_values(case, by)
    if own.lacking:
        return Finding(Outcome.REVIEW, f"cannot be judged: {_listed(case, own.lacking)} not found, or not clearly")
    measured = case.reference.measured & {*own.values}
    finding = _of_readings(answer, by, mistakes) if not measured else None
    if finding is not None and (finding.outcome not in AGAINST or not own.values):
        return finding
    followed = _of_readings(answer, replace(by, arguments={**(by.arguments or {}), **own.values}), mistakes)
    stated = " and ".join(case.stated(one) for one in own.carried)
    if followed.outcome is Outcome.RIGHT:
        return replace(followed, outcome=Outcome.FOLLOWS, says=f"right for your {stated}", carried=own.carried)
    if own.weak and followed.outcome in AGAINST:
        says = f"does not go with your {stated}, but {_listed(case, own.weak)} could not be read for sure"
        return Finding(Outcome.REVIEW, says, proposed=Proposal(followed.outcome, followed.share))
    return finding if finding is not None and finding.share >= followed.share else followed


@dataclass(frozen=True)
class Own:
    """A group's own values for what a predicate takes beside the value that it judges."""

    values: Mapping[str, Any]
    carried: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    lacking: tuple[str, ...] = ()
    """What only the group knows, and was not found."""


def own_values(case: Case, by: Accepts) -> Own:
    """Those that were read, and what follows from those that were read before them."""
    reference, values = case.reference, dict[str, Any]()
    carried, lacking = dict[str, Answer](), dict[str, None]()
    for name in others(reference, by.name):
        if name in reference.givens or name not in reference.names:
            continue
        answer = case.answer(name)
        if answer is not None and usable(answer):
            carried[name] = answer
            try:
                values[name] = as_given(reference, name, carried_entries(reference, name, answer))
            except CannotFollow:
                lacking[name] = None
            continue
        followed = follow(reference, name, case.found) if name in reference.functions else Followed(None)
        lacking |= dict.fromkeys(reference.measured_for(name) - {*followed.carried})
        if followed.carried and followed.value is not None:
            values[name] = followed.value
            carried |= {one: found for one in followed.carried if (found := case.answer(one)) is not None}
    return Own(values, tuple(carried), tuple(name for name, one in carried.items() if not one.sure), tuple(lacking))


def _listed(case: Case, names: Iterable[str]) -> str:
    return " and ".join(case.label(one) for one in names)


def _of_readings(answer: Answer, by: Accepts, mistakes: Mapping[str, float]) -> Finding:
    """The finding for a reading; of two readings of a comma, for the better one."""
    arrays = [array for one in readings(answer) if (array := array_of(one)) is not None]
    if not arrays:
        return Finding(Outcome.REVIEW, "what was read is no number, vector or matrix; a person decides")
    fitting = [array for array in arrays if not by.shapes or form_of(array.shape, by.shapes) is not None]
    if not fitting:
        size = "×".join(map(str, arrays[0].shape)) or "a single number"
        return Finding(
            Outcome.REVIEW, f"of the shape {size}, where {shapes_words(by.shapes)} is asked for; a person decides", proposed=WRONG
        )
    return _finding(answer, max((judgement(array, by) for array in fitting), key=lambda one: (one.share, bool(one.mistake))), mistakes)


def _finding(answer: Answer, said: Judgement, mistakes: Mapping[str, float]) -> Finding:
    if said.problem:
        return Finding(Outcome.REVIEW, cannot_tell(said, "it does what is asked for"), detail=said.problem)
    if said.share == 1:
        doubts = doubts_of(answer)
        return Finding(Outcome.RIGHT, f"right; {doubted(doubts)}" if doubts else "right", 1.0)
    if said.mistake:
        known = said.mistake in mistakes
        says = said.says or "a known mistake"
        return Finding(Outcome.MISTAKE if known else Outcome.WRONG, says, mistakes.get(said.mistake, 0.0))
    if said.share:
        return Finding(Outcome.MISTAKE, said.says or f"{100 * said.share:.3g} % of what is asked for", said.share)
    return Finding(Outcome.WRONG, said.says or "it does not do what is asked for", 0.0)


def array_of(entries: Entries) -> "NDArray[Any] | None":
    """The numbers of a reading as an array; None where its rows are not of one length."""
    import numpy as np

    numbers, size = flat(entries), shape(entries)
    if not numbers or len(numbers) != prod(size):
        return None
    return np.array([float(number.value) for number in numbers]).reshape(size)
