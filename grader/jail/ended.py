"""What a question to a job comes to, told by what is seen from outside: an answer, or an ending."""

import os
import signal
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from grader.run import Ending, Reason

CRASHES = frozenset({signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT, signal.SIGILL, signal.SIGFPE, signal.SIGTRAP})


@dataclass(frozen=True)
class Answered:
    """A valid frame that came back, with what it cost."""

    message: Mapping[str, Any]
    cpu: float
    wall: float
    output: str = ""
    """What was printed since the question."""


class JobEnded(Exception):
    """The job gave no answer and is gone; whatever was asked before keeps its answer."""

    def __init__(self, ending: Ending, reason: Reason = Reason.NONE, says: str = "") -> None:
        super().__init__(says or ending.value)
        self.ending, self.reason, self.says = ending, reason, says
        self.cpu = self.wall = self.peak_mib = 0.0
        self.output = ""


@dataclass(frozen=True)
class Departure:
    """How the fork server saw a job go."""

    status: int
    """As wait gives it."""
    work: float = 0.0
    """Processor seconds of its whole life."""
    peak_mib: float = 0.0
    """Its largest size, the libraries that it shares included."""
    full: bool = False
    """Whether it was ended because it wrote more than it may."""
    crowded: bool = False
    """Whether it was ended because the disk filled up while it ran, by whomever."""


def why_it_ended(departure: Departure | None, lifetime: float) -> JobEnded:
    """The ending of a job that nobody on this side ended."""
    if departure is None:
        return JobEnded(Ending.FAULT, says="the fork server was lost")
    if departure.full:
        return JobEnded(Ending.NO_RESULT, Reason.TOO_LARGE, "it wrote more files than a job may")
    if departure.crowded:
        return JobEnded(Ending.NO_RESULT, Reason.TOO_LARGE, "the disk filled up while it ran")
    if os.WIFEXITED(departure.status):
        return JobEnded(Ending.NO_RESULT, Reason.EXITED, f"it ended the program (exit status {os.WEXITSTATUS(departure.status)})")
    number = os.WTERMSIG(departure.status) if os.WIFSIGNALED(departure.status) else 0
    if number in (signal.SIGXCPU, signal.SIGKILL) and departure.work >= 0.98 * lifetime:
        return JobEnded(Ending.OUT_OF_TIME, says=f"it used up its {lifetime:.0f} s of processor time")
    if number in CRASHES:
        return JobEnded(Ending.CRASHED, says=f"it crashed ({signal.Signals(number).name})")
    if number == signal.SIGSYS:
        return JobEnded(Ending.NO_RESULT, Reason.BLOCKED, "it tried what no job may do and was ended for it")
    if number == signal.SIGKILL:
        return JobEnded(Ending.FAULT, says="it was killed by the machine, perhaps for want of memory")
    return JobEnded(Ending.NO_RESULT, Reason.EXITED, f"it ended by signal {number}")
