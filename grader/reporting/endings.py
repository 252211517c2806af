"""How an ending of student code is said, drawn and timed."""

from grader.records.code_results import AskedResult
from grader.run import Ending, Reason
from grader.score import Outcome

QUICK = 0.1
"""Seconds below which no figure is given: it would say nothing and be another one in every run."""
_NOT_ATTEMPTED = frozenset({Reason.NOT_IMPLEMENTED, Reason.GAVE_NONE, Reason.GAVE_ELLIPSIS, Reason.UNTOUCHED, Reason.EMPTY})
_ABSENT = frozenset({Reason.NO_FILE, Reason.NO_FUNCTION})


def outcome_of(asked: AskedResult) -> Outcome | None:
    """The outcome in whose drawing an input's ending is shown."""
    match asked.ending:
        case Ending.NOT_RUN if not asked.reason:
            return None
        case Ending.FINISHED if asked.right and asked.reason in _NOT_ATTEMPTED:
            return Outcome.RIGHT
        case Ending.FINISHED | Ending.NOT_RUN if asked.reason in _NOT_ATTEMPTED | _ABSENT:
            return Outcome.MISSING
        case Ending.FINISHED if asked.right is not None and not asked.reason:
            return Outcome.RIGHT if asked.right else Outcome.WRONG
        case Ending.RAISED if asked.reason == Reason.NOT_IMPLEMENTED:
            return Outcome.MISSING
        case Ending.RAISED | Ending.OUT_OF_TIME | Ending.OUT_OF_MEMORY if not asked.reason:
            return Outcome.WRONG
        case Ending.RAISED | Ending.NOT_RUN if asked.reason == Reason.SYNTAX:
            return Outcome.WRONG
        case Ending.FAULT:
            return Outcome.FAULT
        case _:
            return Outcome.REVIEW


def ended(asked: AskedResult) -> str:
    """How an input ended, in a word or two, with the finer reason."""
    if asked.right and asked.reason in _NOT_ATTEMPTED:  # None may be what is wanted
        return "right"
    if asked.reason in _NOT_ATTEMPTED:
        return f"not attempted: {asked.reason}"
    ending = asked.ending
    if asked.ending == Ending.FINISHED and asked.right is not None:
        ending = "right" if asked.right else "wrong"
    if asked.ending == Ending.NOT_RUN:
        ending = "" if asked.reason in _ABSENT else "not run" if asked.reason else "not asked any more"
    return ": ".join(part for part in (ending, asked.reason) if part)


def took(seconds: float) -> str:
    """Processor time as far as it says something."""
    if seconds < QUICK:
        return f"under {QUICK:g} s"
    return f"{seconds:.1f} s" if seconds < 10 else f"{seconds:.0f} s"
