"""Doing something that a student wrote: whatever it raises, `SystemExit` too, is something to report and not our own end."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Attempt:
    """What came of it: a value, or what was raised."""

    value: Any = None
    error: BaseException | None = None


def attempt(work: Callable[[], Any]) -> Attempt:
    """Do it; nothing that it raises comes through."""
    try:
        return Attempt(work())
    except BaseException as error:  # noqa: BLE001 - a student's code may raise anything, `exit()` and Ctrl-C among it
        return Attempt(error=error)


def guarded(restore: Callable[[], None]) -> Callable[[Callable[[], Any]], Attempt]:
    """As `attempt`, and then everything is put right; it needs no name that a student's code could have taken away."""
    made = Attempt

    def done(work: Callable[[], Any]) -> Attempt:
        value: Any = None
        problem: BaseException | None = None
        try:
            value = work()
        except BaseException as error:  # noqa: BLE001 - as above
            problem = error
        try:
            restore()
        except BaseException:  # noqa: BLE001 - their own trace function, which by failing is gone
            restore()
        return made(value, problem)

    return done
