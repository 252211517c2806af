"""Objects of a group's code for tests that run elsewhere: each has a number, and one request does one thing with one of them.

Requests: `verb`, mostly `handle` (a number), `frame` (arguments and keyword arguments as a frame of their own, in which
`{"handle·": 3}` stands for an object and `{"slice·": [start, stop, step]}` for a slice), `dropped` (numbers no longer needed), and

    import     `file`                a file of theirs, loaded
    get, set   `name`, `frame`       an attribute
    item, set item  `frame`          an item, by its key
    call       `frame`               a call
    operator   `name`, `frame`       `add`, `rmatmul`, `neg`, `len`, `float`, …
    iterate    -                     a loop over it, as an object
    items      `most`                the next few things of such a loop
    keep       `frame`               a value of the test's, held here
    same       -                     another number for the same object
    data       -                     an object as data

Replies: `done` with the value as a `frame` of its own; `handle` with its number and the name of its `type`; `items` with a list of
these; `absent`; `raised`.
"""

from types import ModuleType
from typing import Any

from grader.wire.frames import WireError
from grader.worker.attempt import Attempt, attempt
from grader.worker.channel import Channel
from grader.worker.failing import raised
from grader.worker.load import define, missed, ready, why_not
from grader.worker.loaded import Loaded
from grader.worker.objects import Absent, Handles, Refused
from grader.worker.random_state import reseed

MOST_TRIES = 25
"""Names that are missed one after the other."""


def answer(request: dict[str, Any], state: Loaded, _channel: Channel) -> dict[str, Any]:
    """What one use comes to; a name that was left out at loading is defined when it is missed, and then it is done again."""
    handles: Handles = vars(state).setdefault("handles", Handles(lambda name: module_of(state, name)))
    if state.guard is not None:
        state.guard.restore()
    done = attempt(lambda: handles.answer(request))
    for _ in range(MOST_TRIES):
        lacking = missed(state, done.error)
        if lacking is None or not define(state, *lacking):
            break
        done = attempt(lambda: handles.answer(request))
    lacking = missed(state, done.error)
    if lacking is not None and (cause := why_not(state, *lacking)) is not None:
        done = Attempt(error=cause)
    if isinstance(done.error, Refused | WireError):
        return {"is": "fault", "says": str(done.error)}
    if done.error is not None:
        return raised(done.error, state)
    reply: dict[str, Any] = done.value
    return reply


def module_of(state: Loaded, file: str) -> ModuleType:
    """A file of the group's, loaded as far as it defines something."""
    name = state.find(file)
    if name is None or name not in state.codes:
        raise Absent("file", f"there is no {file}")
    problem = ready(state, name)
    if problem is not None:
        raise problem
    reseed(state.seed)
    return state.groups[name].module
