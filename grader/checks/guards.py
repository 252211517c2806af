"""What keeps a follow-through honest: when a miss cannot be called wrong, and when a hit is worth a look."""

from collections.abc import Iterator
from fractions import Fraction

from grader.checks.question import Question
from grader.references.follow import before, true_target
from grader.references.quantity import entries_of, maybe_entries, shape_of
from grader.references.spread import spread
from grader.references.tolerance import DUST, Fit, fits
from grader.score import Finding, Outcome, Proposal

WRONG = Proposal(Outcome.WRONG, 0.0)
MOST_PASSED_OVER = 50
NO_NUMBER = "cannot follow it: your earlier values do not lead to a number"


def unmeasured(question: Question) -> str:
    """Why a value worked out from measurements cannot be judged; empty where it can."""
    followed = question.followed
    lacking = sorted(question.reference.measured_for(question.name) & {*followed.unread})
    if lacking or not followed.carried:
        names = lacking or sorted(question.reference.measured_for(question.name))
        return f"cannot follow it: {_listed(question, names)} not found, or not clearly"
    return NO_NUMBER if followed.value is None else ""


def undecided(question: Question) -> Finding | None:
    """Why an answer that fits nothing is a person's to decide; None where it is wrong."""
    for reason in (_cannot_follow(question), _may_be_rounding(question), _may_be_misread(question)):
        if reason:
            return Finding(Outcome.REVIEW, reason, proposed=WRONG)
    return _passed_over(question)


def _cannot_follow(question: Question) -> str:
    followed = question.followed
    if followed.unread:
        return f"cannot follow it: {_listed(question, followed.unread)} not found, or not clearly"
    if followed.value is None:
        return NO_NUMBER
    return "cannot follow it: your earlier values lead to a result of another shape" if _of_another_shape(question) else ""


def _may_be_rounding(question: Question) -> str:
    if question.own.wide:
        return f"would follow from your {_carried(question)} only if these are rounded very coarsely"
    near = Fit.NEAR in (question.truth.fit, question.own.fit)
    return "misses by so little that rounding on the way may explain it" if near else ""


def _may_be_misread(question: Question) -> str:
    weak = question.followed.weak
    return f"does not follow from your {_carried(question)}, but {_listed(question, weak)} could not be read for sure" if weak else ""


def _of_another_shape(question: Question) -> bool:
    followed = question.followed
    return question.known and bool(followed.carried) and shape_of(followed.value) != shape_of(question.reference.truth(question.name))


def _passed_over(question: Question) -> Finding | None:
    """An answer that follows from the group's values but for some, which were miscopied or rounded: those were charged already."""
    for passed in _left_out(question):
        followed = question.following(question.name, passed)
        if not followed.unread and question.fitting_own(question.name, followed, ()).fit <= Fit.COARSE:
            before_them = " and ".join(question.case.label(one) for one in passed)
            stated = " and ".join(question.case.stated(one) for one in passed)
            says = f"follows from your values before {before_them}, but not from your {stated}"
            return Finding(Outcome.REVIEW, says, proposed=Proposal(Outcome.FOLLOWS, 1.0))
    return None


def _left_out(question: Question) -> Iterator[tuple[str, ...]]:
    """Each of the nearest values alone, then all of them, then all before those with them, back to the first."""
    nearest = tuple(question.followed.carried)
    yield from ((one,) for one in nearest)
    passed: tuple[str, ...] = ()
    while nearest and len(passed) < MOST_PASSED_OVER:
        passed += nearest
        yield passed
        nearest = tuple(question.following(question.name, passed).carried)


def not_from_own(question: Question) -> bool:
    """Whether a right answer is not what the group's own numbers give; the rounding of right ones is no reason."""
    followed = question.followed
    if followed.weak or not question.elsewhere or not any(_wrong(question, one) for one in followed.carried):
        return False
    if question.own.fit <= Fit.NEAR or question.own.wide:
        return False
    truth, own = entries_of(question.reference.truth(question.name)), entries_of(followed.value)
    if len(truth) != len(own):
        return True
    wide = spread(question.reference, question.name, followed, question.case.found).wide
    return any(abs(a - b) > by + DUST * abs(a) for a, b, by in zip(truth, own, wide, strict=True))


def _wrong(question: Question, name: str) -> bool:
    """Whether a carried value is not right by itself, however coarsely printed."""
    reference = question.reference
    if not reference.known(name):
        return False
    return fits(question.followed.carried[name], true_target(reference, name)) > Fit.NEAR


def trivial(question: Question) -> bool:
    """Whether carried values turn a result into 0, a constant or a value that was there before, and the truth is none of these."""
    reference, name = question.reference, question.name
    if not reference.known(name):
        return False
    own, truth = entries_of(question.followed.value), entries_of(reference.truth(name))
    if _constant(own) and not _constant(truth):
        return True
    unchanged = [*_given(question), *_before_the_step(question)]
    return own in unchanged and truth not in unchanged


def _constant(entries: tuple[Fraction, ...]) -> bool:
    """Nothing but 0, or the same number throughout."""
    return not any(entries) or (len(entries) > 1 and len(set(entries)) == 1)


def _given(question: Question) -> Iterator[tuple[Fraction, ...]]:
    """Given values: a single number only where the answer is worked out from that very one, for others may be equal by chance."""
    direct = question.reference.arguments(question.name)
    for name, value in question.reference.givens.items():
        entries = maybe_entries(value)
        if entries is not None and (name in direct or len(entries) > 1):
            yield entries


def _before_the_step(question: Question) -> Iterator[tuple[Fraction, ...]]:
    """The same thing before the step, the true one and the group's own: what `y_hat_new` calls `y_hat` for."""
    called = question.reference.calls.get(question.name, ())
    own = {one: answer.entries for one in called if (answer := question.case.answer(one)) is not None}
    for carried in ({}, own):
        values = before(question.reference, question.name, carried)
        yield from (values[one] for one in called if one in values)


def _carried(question: Question) -> str:
    return " and ".join(question.case.stated(one) for one in question.followed.carried)


def _listed(question: Question, names: tuple[str, ...] | list[str]) -> str:
    return " and ".join(question.case.label(one) for one in names)
