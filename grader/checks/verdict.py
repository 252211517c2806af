"""The order of questions for a value: the truth, what follows from the group's own, a known mistake; else wrong, unless a guard says review."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.answer import Answer, Doubt, Entries
from grader.checks.case import Case
from grader.follow import Followed, entries_of, follow, plain, shape_of, spread, target
from grader.reference import CannotFollow
from grader.score import Finding, Flag, Outcome, Proposal
from grader.tolerance import Fit, Rule, Target, fits, whole

GOOD = (Fit.EQUAL, Fit.CUT_OFF)


@dataclass(frozen=True)
class Question:
    """One answer before the reference."""

    case: Case
    answer: Answer
    name: str
    rule: Rule
    mistakes: Mapping[str, float]

    @property
    def readings(self) -> tuple[Entries, ...]:
        """The reading, and the other ones of an ambiguous comma."""
        others = self.answer.also if Doubt.AMBIGUOUS_COMMA in self.answer.doubts else ()
        return (self.answer.entries, *(other.entries for other in others))

    def fit(self, to: Target) -> Fit:
        """How the best reading fits."""
        return min(fits(reading, to, self.rule) for reading in self.readings)


def verdict(case: Case, answer: Answer, name: str, rule: Rule, mistakes: Mapping[str, float]) -> Finding:
    """What one answer is worth."""
    question = Question(case, answer, name, rule, mistakes)
    reference = case.reference
    followed = follow(reference, name, case.found, case.found)
    if not reference.known(name):
        return measured(question, followed)
    truth = reference.truth(name)
    avoid = [*arguments(question, {}), *[reference.truth(one) for one in mistakes]]
    to_truth = question.fit(target(reference, name, truth, avoid))
    if to_truth in GOOD:
        return right(question, followed, to_truth)
    to_own, wide = own_fit(question, followed)
    if to_own in GOOD:
        return follows(question, followed, to_own)
    if Fit.COARSE in (to_truth, to_own):
        return Finding(Outcome.REVIEW, "right as far as it goes, but with too few digits to tell", proposed=Proposal(Outcome.RIGHT, 1.0))
    if (known := mistake(question, followed)) is not None:
        return known
    return wrong(question, followed, wide=wide, near=Fit.NEAR in (to_truth, to_own))


def measured(question: Question, followed: Followed) -> Finding:
    """An answer worked out from the group's own measurements: there is no truth but what follows from them."""
    if followed.unread or followed.value is None:
        return Finding(Outcome.REVIEW, "cannot follow it: the measurements it is worked out from were not found", detail=followed.problem)
    to_own, wide = own_fit(question, followed)
    if to_own in GOOD:
        return follows(question, followed, to_own)
    if to_own is Fit.COARSE:
        return Finding(Outcome.REVIEW, "right as far as it goes, but with too few digits to tell", proposed=Proposal(Outcome.RIGHT, 1.0))
    return mistake(question, followed) or wrong(question, followed, wide=wide, near=to_own is Fit.NEAR)


def arguments(question: Question, own: Mapping[str, Any]) -> list[Any]:
    """The values a result is worked out from: the value before a step must not pass for the value behind it."""
    reference = question.case.reference
    return [
        own[one] if one in own else reference.givens[one] if one in reference.givens else reference.truth(one)
        for one in reference.arguments(question.name)
        if one in own or one in reference.givens or reference.known(one)
    ]


def own_fit(question: Question, followed: Followed) -> tuple[Fit, bool]:
    """How the answer fits what follows from the group's own values: exactly as carried first, then within their rounding."""
    reference, name = question.case.reference, question.name
    if not followed.carried or followed.value is None or (reference.known(name) and same(followed.value, reference.truth(name))):
        return Fit.DIFFERENT, False
    mistakes = []
    for one in question.mistakes:
        known = follow(reference, one, question.case.found, question.case.found)
        mistakes.append(known.value)
    own = {one: answer.value for one in followed.carried if (answer := question.case.answer(one)) is not None}
    plain_target = target(reference, name, followed.value, [*arguments(question, own), *[m for m in mistakes if m is not None]])
    exact = question.fit(plain_target)
    if exact in GOOD or exact is Fit.SHAPE:
        return exact, False
    moved = spread(reference, name, question.case.found, followed)
    fair = question.fit(Target(plain_target.entries, plain_target.shape, plain_target.avoid, moved.fair, plain_target.rounded))
    if fair in GOOD:
        return fair, False
    wide = question.fit(Target(plain_target.entries, plain_target.shape, (), moved.wide, plain_target.rounded))
    return min(exact, fair), wide in (*GOOD, Fit.COARSE)


def same(one: Any, other: Any) -> bool:  # noqa: ANN401 - values of the reference
    """Whether two values of the reference are the same."""
    return shape_of(one) == shape_of(other) and entries_of(one) == entries_of(other)


def right(question: Question, followed: Followed, fit: Fit) -> Finding:
    """The truth; a remark where it is not what the group's own earlier values give."""
    says = "right" + (", cut off instead of rounded" if fit is Fit.CUT_OFF else "")
    doubts = [doubt.value for doubt in question.answer.doubts]
    if doubts:
        says += f" ({', '.join(doubts)})"
    flags: tuple[Flag, ...] = ()
    own, _ = own_fit(question, followed)
    differs = (
        bool(followed.carried) and followed.value is not None and not same(followed.value, question.case.reference.truth(question.name))
    )
    if differs and own not in (*GOOD, Fit.COARSE, Fit.NEAR) and not close_enough(question, followed):
        says += f"; it does not follow from your own {labels(question, followed)}"
        flags = (Flag.NOT_FROM_OWN,)
    return Finding(Outcome.RIGHT, says, 1.0, flags=flags)


def close_enough(question: Question, followed: Followed) -> bool:
    """Whether what follows is the truth but for the rounding of what was carried."""
    truth, own = entries_of(question.case.reference.truth(question.name)), entries_of(followed.value)
    if len(truth) != len(own):
        return False
    moved = spread(question.case.reference, question.name, question.case.found, followed)
    return all(abs(a - b) <= wide + abs(a) / 1000 for a, b, wide in zip(truth, own, moved.wide, strict=True))


def labels(question: Question, followed: Followed) -> str:
    """The carried values by their labels, with what the group wrote."""
    reference = question.case.reference
    said = []
    for one in followed.carried:
        answer = question.case.answer(one)
        said.append(f"{reference.label(one)} ({answer.text})" if answer is not None else reference.label(one))
    return " and ".join(said)


def follows(question: Question, followed: Followed, fit: Fit) -> Finding:
    """Right, given the group's own earlier values."""
    says = f"right for your {labels(question, followed)}" + (", cut off instead of rounded" if fit is Fit.CUT_OFF else "")
    flags: tuple[Flag, ...] = ()
    if trivial(question, followed):
        says += "; these values make the question trivial"
        flags = (Flag.TRIVIAL,)
    return Finding(Outcome.FOLLOWS, says, 1.0, flags=flags, carried=followed.carried, detail=f"follows: {plain(followed.value)}")


def trivial(question: Question, followed: Followed) -> bool:
    """Whether carried values turn a result into 0, a constant or a given value, and the truth is none of these."""
    reference = question.case.reference
    givens = [target_entries(value) for value in reference.givens.values()]
    if not reference.known(question.name):
        return False
    own, truth = entries_of(followed.value), entries_of(reference.truth(question.name))

    def idle(entries: tuple[Any, ...]) -> bool:
        constant = len(entries) > 1 and len(set(entries)) == 1
        return not any(entries) or constant or (len(entries) > 1 or not whole(entries[0])) and entries in givens or not any(entries)

    return (
        idle(own)
        and not idle(truth)
        or (shape_of(followed.value) == () and own in [target_entries(v) for v in arguments(question, {})] and own != truth)
    )


def target_entries(value: Any) -> tuple[Any, ...]:  # noqa: ANN401 - a given value may be anything
    """The entries of a given value; nothing where it is no number."""
    try:
        return entries_of(value)
    except CannotFollow:
        return ()


def mistake(question: Question, followed: Followed) -> Finding | None:
    """A known mistake, worked out from the truth or from the group's own values."""
    reference = question.case.reference
    for name, share in question.mistakes.items():
        values = [reference.truth(name)] if reference.known(name) else []
        if followed.carried:
            values.append(follow(reference, name, question.case.found, question.case.found).value)
        for value in values:
            if value is None:
                continue
            fit = question.fit(target(reference, name, value, [reference.truth(question.name)] if reference.known(question.name) else []))
            if fit in GOOD:
                return Finding(Outcome.MISTAKE, reference.sentence(name), share)
            if fit is Fit.COARSE:
                says = f"looks like a known mistake, but with too few digits to tell: {reference.sentence(name)}"
                return Finding(Outcome.REVIEW, says, proposed=Proposal(Outcome.MISTAKE, share))
    return None


def wrong(question: Question, followed: Followed, *, wide: bool, near: bool) -> Finding:
    """Fits nothing: wrong, unless something else may be to blame."""
    reference = question.case.reference
    proposed = Proposal(Outcome.WRONG, 0.0)
    if followed.unread:
        missing = " and ".join(reference.label(one) for one in followed.unread)
        return Finding(Outcome.REVIEW, f"cannot follow it: {missing} not found", proposed=proposed)
    if followed.problem:
        return Finding(
            Outcome.REVIEW,
            "cannot follow it: the reference makes nothing of your earlier values",
            proposed=proposed,
            detail=followed.problem,
        )
    if followed.value is not None and reference.known(question.name) and shape_of(followed.value) != shape_of(reference.truth(question.name)):
        return Finding(Outcome.REVIEW, "cannot follow it: your earlier values lead to a result of another shape", proposed=proposed)
    if wide:
        return Finding(
            Outcome.REVIEW,
            f"would follow from your {labels(question, followed)} only if those are rounded very coarsely",
            proposed=proposed,
        )
    if near:
        return Finding(Outcome.REVIEW, "misses by so little that rounding on the way may explain it", proposed=proposed)
    if followed.weak:
        return Finding(Outcome.REVIEW, "does not follow from earlier values whose reading is doubtful", proposed=proposed)
    says = "neither the value nor what follows from your earlier values" if followed.carried else "not the value"
    return Finding(Outcome.WRONG, says, 0.0)
