"""What a student's code raised, told without trusting anything of it: type, message, the group's own lines."""

from collections.abc import Iterator
from types import FrameType, TracebackType
from typing import Any

from grader.wire.opaque import type_name
from grader.wire.text import clean
from grader.worker.attempt import attempt
from grader.worker.hints import hint_of
from grader.worker.loaded import Loaded

MOST_MESSAGE = 1_500
MOST_LINES = 20
"""Of a traceback: half of them outermost, half innermost."""
MOST_CHAIN = 10
_OF_PYTHON = (SyntaxError, IndentationError, TabError)


def raised(error: BaseException, state: Loaded) -> dict[str, Any]:
    """The reply for something that was raised."""
    lines = trace(error, state)
    chain = [type_name(one) for one in causes(error)]
    return {
        "is": "raised",
        "type": type_name(error),
        "message": message(error),
        "trace": lines,
        "chain": chain,
        "kinds": kinds(error),
        "hint": hint_of(error, list(causes(error)), str(lines[-1][3]) if lines else "", state),
    }


def kinds(error: BaseException) -> list[str]:
    """The names of its class and of those that it inherits from, as a test may expect any of them."""
    found = attempt(lambda: [clean(str.__getitem__(kind.__name__, slice(80)), 80) for kind in type(error).__mro__[:MOST_CHAIN]])
    return found.value if isinstance(found.value, list) else []


def message(error: BaseException) -> str:
    """What it says; its `__str__` may be a student's and may fail."""
    # Python adds the place to what it cannot read, which is told beside it as a person counts.
    said = attempt(lambda: error.msg if isinstance(error, SyntaxError) and type(error) in _OF_PYTHON else str(error))
    if said.error is not None or not isinstance(said.value, str):
        return "(its message cannot be shown)"
    return clean(str.__getitem__(said.value, slice(MOST_MESSAGE)), MOST_MESSAGE)


def causes(error: BaseException) -> Iterator[BaseException]:
    """The error itself and what led to it."""
    current: BaseException | None = error
    for _ in range(MOST_CHAIN):
        if current is None:
            return
        yield current
        current = current.__cause__ or (None if current.__suppress_context__ else current.__context__)


def trace(error: BaseException, state: Loaded) -> list[list[Any]]:
    """The group's own lines on the way to the error, outermost first: file, line, function, text."""
    found = [line for frame, number in _frames(error.__traceback__) if (line := _told(frame, number, state)) is not None]
    if isinstance(error, SyntaxError) and (line := _syntax(error, state)) is not None:
        found.append(line)
    return found if len(found) <= MOST_LINES else found[: MOST_LINES // 2] + found[-MOST_LINES // 2 :]


def _frames(walked: TracebackType | None) -> Iterator[tuple[FrameType, int]]:
    while walked is not None:
        yield walked.tb_frame, walked.tb_lineno
        walked = walked.tb_next


def _told(frame: FrameType, number: int, state: Loaded) -> list[Any] | None:
    """One frame, if it is the group's."""
    name = name_of(frame.f_code.co_filename, state)
    if name is None:
        return None
    function = clean(frame.f_code.co_qualname, 100).replace("<module>", "")
    return _line(name, number, function, state)


def _line(name: str, number: int, function: str, state: Loaded) -> list[Any]:
    """A line as people count it: within its cell, in a notebook."""
    code = state.codes.get(name)
    if code is None:
        return [clean(name, 200), number, function, ""]
    cell, inside = code.cell(number)
    where = f"cell {cell}" + (f", {function}" if function else "") if cell else function
    return [clean(name, 200), inside, where, clean(code.text(number), 200)]


def _syntax(error: SyntaxError, state: Loaded) -> list[Any] | None:
    """The line that Python cannot read."""
    name = name_of(error.filename, state) if isinstance(error.filename, str) else None
    return None if name is None or not isinstance(error.lineno, int) else _line(name, error.lineno, "", state)


def name_of(file: str, state: Loaded) -> str | None:
    """The name of a file of the submission by its path; nothing for a file of ours or of a library."""
    home = f"{state.home}/"
    return str.__getitem__(file, slice(len(home), None)) if file.startswith(home) else None
