"""One question: call what a group wrote, on values that were made for this call alone, and tell what came of it."""

import contextlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from grader.wire.encode import origin_of
from grader.worker.attempt import Attempt
from grader.worker.channel import Channel
from grader.worker.copies import afresh
from grader.worker.facts import facts
from grader.worker.failing import raised
from grader.worker.inject import inject
from grader.worker.load import as_syntax_error, define, missed, ready, why_not
from grader.worker.loaded import Group, Loaded
from grader.worker.random_state import reseed
from grader.worker.stubbed import Asking, in_place
from grader.worker.survey import attempted

MOST_TRIES = 25
"""Names that are missed one after the other."""
THROUGH = "<through>"
_SIGNATURE = re.compile(r"\) (takes|missing|got an unexpected keyword|got multiple values)\b.*\bargument|^\w+\(\) takes no arguments")
_NO_ANSWER = "the text in `through:` leaves no `answer`"


@dataclass(frozen=True)
class Asked:
    """What a request asks."""

    group: Group
    calls: tuple[str, ...]
    through: str
    args: Mapping[str, Any]
    seed: int


class Absent(Exception):
    """None of the names is there."""


class OurMistake(Exception):
    """The question itself cannot be put."""


def answer(request: dict[str, Any], state: Loaded, channel: Channel) -> dict[str, Any]:
    """The value, what was raised instead, or that there is nothing of that name."""
    name = state.find(request["file"])
    if name is None or name not in state.codes:
        return {"is": "absent"}
    before = len(state.notes)
    problem = ready(state, name)
    if problem is not None:
        return raised(problem, state)
    asked = Asked(state.groups[name], tuple(request["calls"]), request.get("through", ""), request["args"], request.get("seed", state.seed))
    asking = Asking(channel, asked.group, state)
    with in_place(state, asked.group, request.get("stubs", ()), asking):
        done = put(state, asked)
    return told(done, state, before)


def told(done: Attempt, state: Loaded, before: int) -> dict[str, Any]:
    """An attempt as a reply."""
    if done.error is None:
        return {"is": "done", "value": done.value, "origin": origin_of(done.value), "notes": state.new_notes(before)}
    if type(done.error) is Absent:
        return {"is": "absent", "name": str(done.error)}
    if type(done.error) is OurMistake:
        return {"is": "fault", "says": str(done.error)}
    reply = {**raised(done.error, state), "notes": state.new_notes(before)}
    return {**reply, "hint": reply["hint"] or _of_the_question(done.error, state)}


def _of_the_question(error: BaseException, state: Loaded) -> str:
    """A hint that it was the question that failed; nothing where it was a line of the group, or where nothing is written there."""
    if _is_asked_otherwise(error, state):
        return "interface"
    line = 0 if isinstance(error, NotImplementedError) else _line_of_through(error, state)
    return f"through {line}" if line else ""


def _line_of_through(error: BaseException, state: Loaded) -> int:
    """The line of the rubric's own text behind which no line of the group's comes any more; 0 where one does."""
    home, trace, line = f"{state.home}/", error.__traceback__, 0
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file == THROUGH or file.startswith(home):
            line = trace.tb_lineno if file == THROUGH else 0
        trace = trace.tb_next
    return line


def _is_asked_otherwise(error: BaseException, state: Loaded) -> bool:
    """Whether it is the question that failed, and no line of the group: other arguments are wanted, or it has other attributes."""
    if type(error) is TypeError:
        ours = _innermost(error) in (THROUGH, __file__) or not _passed_through(error, state)
        return ours and _SIGNATURE.search(str(error)) is not None
    if type(error) is AttributeError and _innermost(error) in (THROUGH, __file__):
        owner = getattr(error, "obj", None)
        if owner is None:  # nothing can be set that `__slots__` does not name; nothing at all of None
            return not str(error).startswith("'NoneType'")
        kind = owner if isinstance(owner, type) else type(owner)
        return any(group.module.__name__ == kind.__module__ for group in state.groups.values())
    return False


def _passed_through(error: BaseException, state: Loaded) -> bool:
    """Whether a line of the group's lies between the question and what was raised: an instance of a library's own class has none."""
    home, trace = str(state.home), error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename.startswith(home):
            return True
        trace = trace.tb_next
    return False


def put(state: Loaded, asked: Asked) -> Attempt:
    """Ask; a name that was left out at loading is defined when it is missed, and then it is asked again from the beginning."""
    done = state.attempt(lambda: _once(state, asked))
    for _ in range(MOST_TRIES):
        lacking = missed(state, done.error)
        if lacking is None or not define(state, *lacking):
            break
        done = state.attempt(lambda: _once(state, asked))
    return _the_cause(state, asked, done)


def _the_cause(state: Loaded, asked: Asked, done: Attempt) -> Attempt:
    """A name that is missed because what defines it failed: that failure is the answer."""
    lacking = missed(state, done.error)
    if lacking is not None:
        cause = why_not(state, *lacking)
        if cause is not None:
            return Attempt(error=cause)
        if _in_through(done.error) and lacking[1] not in asked.args:
            # The rubric's own text names what the group does not have.
            return Attempt(error=as_syntax_error(state, asked.group.code) if asked.group.code.refused else Absent(lacking[1]))
    if type(done.error) is Absent:
        for name in asked.calls:
            if (cause := why_not(state, asked.group, name.partition(".")[0])) is not None:
                return Attempt(error=cause)
        if asked.group.code.refused:
            return Attempt(error=as_syntax_error(state, asked.group.code))
    return done


def _in_through(error: BaseException | None) -> bool:
    """Whether it was the rubric's own text that failed, and no code of the group."""
    return error is not None and _innermost(error) == THROUGH


def _innermost(error: BaseException) -> str:
    """The file in which it was raised."""
    trace, file = error.__traceback__, ""
    while trace is not None:
        file, trace = trace.tb_frame.f_code.co_filename, trace.tb_next
    return file


def _once(state: Loaded, asked: Asked) -> Any:  # noqa: ANN401 - whatever the group gives
    """One call, with fresh random numbers and fresh values."""
    if state.guard is not None:
        state.guard.restore()
    reseed(asked.seed)
    args = afresh(asked.args)
    target = find(state, asked.group, asked.calls) if asked.calls else None
    if asked.through:
        return _through(asked, target, args)
    if not asked.calls:
        raise OurMistake("nothing is asked for: neither a name nor a text in `through:`")
    asked_for: Any = target
    return asked_for(*args.values()) if args or callable(target) else target


def _through(asked: Asked, target: Any, args: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the group gives
    """Run the rubric's text among the names of the group's file; a name found under another one goes by the sheet's too."""
    names = {**vars(asked.group.module), **args, "inject": inject, "facts": facts}
    if asked.calls and "." not in asked.calls[0] and target is not None:
        names[asked.calls[0]] = target
    try:
        text = compile(asked.through, THROUGH, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as problem:
        raise OurMistake(f"the text in `through:` cannot be read as Python: {problem}") from None
    names.pop("answer", None)
    exec(text, names)  # noqa: S102 - the rubric's own text, in the job
    if "answer" not in names:
        raise OurMistake(_NO_ANSWER)
    return names["answer"]


def find(state: Loaded, group: Group, calls: Sequence[str]) -> Any:  # noqa: ANN401 - a function, a class or a value
    """The first of the names that is there and written, else the first that is there."""
    states = state.states.get(group.name, {})
    there = [name for name in calls if _is_there(state, group, name)]
    if not there:
        raise Absent(calls[0])
    name = next((name for name in there if attempted(states, name)), there[0])
    if name != calls[0]:
        state.note(f"`{name}` was used for `{calls[0]}`")
    return _reached(group, name)


def _is_there(state: Loaded, group: Group, name: str) -> bool:
    """Whether a name is defined, or can be by what was left out."""
    first = name.partition(".")[0]
    if first not in vars(group.module):
        define(state, group, first)
    with contextlib.suppress(AttributeError, KeyError):
        _reached(group, name)
        return True
    return False


def _reached(group: Group, name: str) -> Any:  # noqa: ANN401 - a function, a class or a value
    """What a qualified name means."""
    first, *rest = name.split(".")
    found = vars(group.module)[first]
    for part in rest:
        found = getattr(found, part)
    return found
