"""The course's own code is run for a bounded number of steps, for a group's values may send a loop round for ever."""

import inspect
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

T = TypeVar("T")


class OutOfSteps(BaseException):
    """More steps were run than allowed. Not an Exception, so that no `except Exception` of the course's own holds it up."""


def counted(call: Callable[[], T], most: int | None = None) -> tuple[T, int]:
    """The result of a call, and how many instructions of Python it ran; raises OutOfSteps after `most` of them.

    Instructions are counted and not seconds, so that a busy machine changes nothing; and by the thread's own trace, so that
    no signal is needed. What a single call of numpy does in C is not counted: the sizes it may be asked for are
    bounded where a group's values come in (`carried.py`).
    """
    taken = 0

    def count(frame: FrameType, _event: str, _argument: Any) -> Any:  # noqa: ANN401 - the shape of a trace function
        nonlocal taken
        frame.f_trace_opcodes = True
        taken += 1
        if most is not None and taken > most:
            raise OutOfSteps
        return count

    before = sys.gettrace()
    if (here := inspect.currentframe()) is not None:
        here.f_trace_opcodes = True  # Python 3.12 counts instructions only where some frame asked for it before
    sys.settrace(count)
    try:
        result = call()
    finally:
        sys.settrace(before)
    return result, taken
