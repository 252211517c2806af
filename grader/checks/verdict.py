"""The order of questions for a value: the truth, what follows from the group's own, a known mistake; else wrong, or a guard."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from grader.answer import Answer
from grader.checks import guards
from grader.checks.case import Case
from grader.checks.question import Fitting, Question
from grader.document import Source
from grader.references.follow import true_target
from grader.references.quantity import plain
from grader.references.tolerance import Fit, Rule
from grader.score import Finding, Flag, Outcome, Proposal

COARSE = "right as far as it goes, but with too few digits to be sure"
CUT_OFF = "cut off instead of rounded"


def verdict(case: Case, answer: Answer, name: str, rule: Rule, mistakes: Mapping[str, float]) -> Finding:
    """What one answer is worth."""
    question = Question(case, answer, name, rule, mistakes)
    finding = _verdict(question)
    return replace(finding, rule=finding.rule or question.truth.rule or rule.words(), detail=finding.detail or _detail(question))


def _verdict(question: Question) -> Finding:
    if question.truth.good:
        return _right(question)
    if not question.known and (reason := guards.unmeasured(question)):
        return Finding(Outcome.REVIEW, reason)
    if question.own.good:
        return _follows(question)
    mistake = next(_mistakes(question), None)
    if Fit.COARSE in (question.truth.fit, question.own.fit):
        proposed = Proposal(Outcome.RIGHT, 1.0)
        if mistake is not None and mistake.outcome is Outcome.MISTAKE:
            proposed = Proposal(Outcome.MISTAKE, mistake.share)
        return Finding(Outcome.REVIEW, COARSE, rule=_coarse_rule(question), proposed=proposed)
    return mistake or _wrong(question)


def _right(question: Question) -> Finding:
    """The truth; a remark where it is not what the group's own earlier values give."""
    said = ["right"]
    if question.truth.fit is Fit.CUT_OFF:
        said.append(CUT_OFF)
    if doubts := doubts_of(question.answer):
        said.append(doubted(doubts))
    flags: tuple[Flag, ...] = ()
    if guards.not_from_own(question):
        said.append(f"it does not follow from your own {_stated(question)}")
        flags = (Flag.NOT_FROM_OWN,)
    return Finding(Outcome.RIGHT, "; ".join(said), 1.0, question.truth.rule, flags=flags)


def doubted(why: str) -> str:
    """The remark on a value that is right although its reading was in doubt."""
    return f"read with a doubt ({why})"


def doubts_of(answer: Answer) -> str:
    """Why a reading is not certain, in words."""
    if answer.sure:
        return ""
    return ", ".join(doubt.value for doubt in answer.doubts) or ("read by OCR" if answer.source is Source.OCR else "uncertain")


def _follows(question: Question) -> Finding:
    """Right, given the group's own earlier values."""
    said = [f"right for your {_stated(question)}"]
    if question.own.fit is Fit.CUT_OFF:
        said.append(CUT_OFF)
    flags: tuple[Flag, ...] = ()
    if guards.trivial(question):
        said.append("with these values there was next to nothing left to work out")
        flags = (Flag.TRIVIAL,)
    return Finding(Outcome.FOLLOWS, "; ".join(said), 1.0, question.own.rule, flags=flags, carried=tuple(question.followed.carried))


def _stated(question: Question) -> str:
    """The carried values by their labels, with what the group wrote."""
    return " and ".join(question.case.stated(one) for one in question.followed.carried)


def _coarse_rule(question: Question) -> str:
    return (question.truth if question.truth.fit is Fit.COARSE else question.own).rule


def _mistakes(question: Question) -> Iterator[Finding]:
    """The known mistakes that fit: worked out from the truth, then from the group's own values, then those that are not certain."""
    fittings = [*_from_truth(question), *_from_own(question)]
    for name, fitting, weak in fittings:
        if fitting.good:
            yield _mistake(question, name, fitting, weak=weak)
    for name, fitting, _ in fittings:
        if fitting.fit is Fit.COARSE or fitting.wide:
            says = f"looks like a known mistake, but cannot be told for sure: {question.reference.sentence(name)}"
            yield Finding(Outcome.REVIEW, says, rule=fitting.rule, proposed=Proposal(Outcome.MISTAKE, question.mistakes[name]))


def _from_truth(question: Question) -> Iterator[tuple[str, Fitting, bool]]:
    for name in question.mistakes:
        if question.reference.known(name):
            avoid = (question.name,) if question.known else ()
            yield name, question.fitting(true_target(question.reference, name, avoid)), False


def _from_own(question: Question) -> Iterator[tuple[str, Fitting, bool]]:
    for name in question.mistakes:
        followed = question.following(name)
        yield name, question.fitting_own(name, followed, [question.followed.value]), bool(followed.weak)


def _mistake(question: Question, name: str, fitting: Fitting, *, weak: bool) -> Finding:
    """A known mistake; where it is one only by a doubtful reading of earlier values, a person decides."""
    says, share = question.reference.sentence(name) or "a known mistake", question.mistakes[name]
    if weak:
        says = f"{says} (by earlier values whose reading is doubtful)"
        return Finding(Outcome.REVIEW, says, rule=fitting.rule, proposed=Proposal(Outcome.MISTAKE, share))
    return Finding(Outcome.MISTAKE, says, share, fitting.rule)


def _wrong(question: Question) -> Finding:
    """Fits nothing: wrong, unless something else may be to blame."""
    if (guard := guards.undecided(question)) is not None:
        return guard
    if question.known:
        says = "neither the value nor what follows from your earlier values" if question.followed.carried else "not the value"
    else:
        says = f"does not follow from your own {_stated(question)}"
    return Finding(Outcome.WRONG, says, 0.0)


def _detail(question: Question) -> str:
    """For the instructor: what follows from the group's own values, or why nothing does."""
    followed = question.followed
    if followed.problem:
        return followed.problem
    if not question.elsewhere:
        return ""
    return f"from their own {', '.join(followed.carried)} follows {plain(followed.value)}"
