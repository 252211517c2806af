"""The course's own code is run for a bounded number of steps, for a group's values may send a loop round for ever."""

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

    def count(frame: FrameType, event: str, _argument: Any) -> Any:  # noqa: ANN401 - the shape of a trace function
        nonlocal taken
        frame.f_trace_lines, frame.f_trace_opcodes = False, True
        if event == "opcode":
            taken += 1
            if most is not None and taken > most:
                raise OutOfSteps
        return count

    before = sys.gettrace()
    sys.settrace(count)
    try:
        result = call()
    finally:
        sys.settrace(before)
    return result, taken
