"""One job that was given a submission: asked one thing after another, each answer a reply, its end a reply as well."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from grader.jail.ended import Answered, JobEnded
from grader.jail.limits import LIMITS, JobLimits
from grader.run import CodeLine, Ending, Reason, Reply
from grader.surveyed import Survey, survey_of
from grader.wire.encode import encode
from grader.wire.opaque import Opaque

LONGEST = 1_000
"""Characters of what an exception says."""
MOST_TRACE = 20
CRASHED_AT = re.compile(r'^  File "[^"\n]{0,300}/submission/([^"\n]{1,300})", line (\d{1,7}) in ([^\n]{1,100})$', re.MULTILINE)
"""A line of what Python tells of a crash, the innermost first."""
HINTS: Mapping[str, Reason] = {
    "python2": Reason.OLD_PYTHON,
    "blocked": Reason.BLOCKED,
    "network": Reason.ENVIRONMENT,
    "data file": Reason.ENVIRONMENT,
    "gpu": Reason.ENVIRONMENT,
    "no fit": Reason.ENVIRONMENT,
    "newer python": Reason.ENVIRONMENT,
    "too much": Reason.ENVIRONMENT,
    "interface": Reason.INTERFACE,
}
MISSING_PACKAGE, REMOVED = "missing package ", "removed from "
IN_THROUGH = re.compile(r"through ([1-9]\d{0,4})", re.ASCII)
"""The hint that a line of the rubric's own text failed, and which."""
NO_ANSWER = "what came back is no answer"
NOT_OF_THE_SHEET = "the sheet does not use"
NO_MEMORY = ("MemoryError", "_ArrayMemoryError", "OutOfMemoryError")
NO_MEMORY_TO_GIVE = ("DefaultCPUAllocator: can't allocate memory", "DefaultCPUAllocator: not enough memory", "std::bad_alloc")
"""What torch says of it, in an exception of another name."""
STARVED = ("can't start new thread", "Resource temporarily unavailable", "No space left on device", "the disk filled up")
"""What is said where threads or the disk are used up: below level `namespaces` a job shares both with those beside it."""
SELF_MADE = frozenset({Reason.EXITED, Reason.WAITED, Reason.PROTOCOL, Reason.BLOCKED, Reason.FLOOD, Reason.TOO_LARGE})


class Askable(Protocol):
    """A job, or a test's double."""

    def ask(self, message: Mapping[str, Any], seconds: float) -> Answered:
        """One question; raises JobEnded."""
        ...

    def go_on(self, message: Mapping[str, Any]) -> Answered:
        """What the job asked back for, answered; raises JobEnded."""
        ...


class Jobs(Protocol):
    """Who makes jobs: the jail, or a test's double."""

    def job(self, limits: JobLimits = LIMITS, *, silent: bool = False) -> AbstractContextManager[Askable]:
        """A job of one's own."""
        ...

    def close(self) -> None:
        """End all jobs."""
        ...

    def job_alone(self, limits: JobLimits = LIMITS, *, silent: bool = False) -> AbstractContextManager[Askable]:
        """A job with nothing of ours running beside it."""
        ...


Answers = Callable[[Mapping[str, Any]], dict[str, Any]]
"""What answers the calls of a function that stands in for a group's own."""


def no_calls(_message: Mapping[str, Any]) -> dict[str, Any]:
    """Nothing stands in for anything."""
    return {"do": "refuse", "says": "nothing is asked here"}


@dataclass(frozen=True)
class Material:
    """What every job of a submission begins with."""

    files: Mapping[str, bytes] = field(repr=False)
    starter: Mapping[str, bytes] = field(repr=False)
    seed: int = 0
    names: frozenset[str] = frozenset()
    """Modules that the sheet itself uses: asking for another one is the group's own doing."""
    asked: tuple[str, ...] = ()
    """Files of the starter in which the rubric looks for answers."""

    @property
    def begin(self) -> dict[str, Any]:
        """The first message to a job."""
        files, starter = dict(self.files), dict(self.starter)
        return {"do": "begin", "files": files, "starter": starter, "asked": list(self.asked), "seed": self.seed, "stubs": True}


@dataclass
class Session:
    """A job and what it was asked so far."""

    job: Askable
    material: Material
    survey: Survey
    alive: bool = True
    asked: int = 0
    """Questions put, so that one that came after others can be told."""
    limits: JobLimits = LIMITS
    loaded: dict[tuple[str, bool], Reply] = field(default_factory=dict)
    told: dict[tuple[str, bool], list[str]] = field(default_factory=dict)
    """What was said while a file was loaded: that concerns every line that asks for it."""
    notes: list[str] = field(default_factory=list)
    """What the job adapted, left out or found elsewhere, in the order in which it was told."""

    def load(self, file: str, *, whole: bool = False, times: float = 1.0) -> Reply:
        """Load a file once; the reply is asked for again as often as one likes."""
        if (file, whole) in self.loaded:
            self.notes += self.told[file, whole]
        else:
            before = len(self.notes)
            self.loaded[file, whole] = self.put({"do": "load", "file": file, "whole": whole}, times * LIMITS.load_seconds)
            self.told[file, whole] = self.notes[before:]
        return self.loaded[file, whole]

    def put(self, message: Mapping[str, Any], seconds: float, answers: Answers = no_calls) -> Reply:
        """One question; calls that stand in for a group's own function are answered meanwhile."""
        self.asked += message.get("do") == "ask"
        try:
            answered = self.job.ask(message, seconds)
            while answered.message.get("is") == "call":
                if not message.get("stubs"):
                    raise JobEnded(Ending.NO_RESULT, Reason.PROTOCOL, "it asked back where nothing stands in for its own functions")
                answered = self.job.go_on(answers(answered.message))
        except JobEnded as ended:
            self.alive = False
            return ended_reply(ended, seconds)
        self.notes += notes_of(answered.message)
        reply = disbelieved(reply_of(answered.message, self.material.names))
        return replace(reply, cpu=answered.cpu, wall=answered.wall, output=answered.output)


@contextmanager
def opened(job: AbstractContextManager[Askable], material: Material, times: float = 1.0) -> Iterator[Session | Reply]:
    """A job that has its files, or the ending that came of giving them to it."""
    with ExitStack() as stack:
        begun = stack.enter_context(job)
        yield _begun(begun, material.begin, material, times)


def _begun(job: Askable, message: Mapping[str, Any], material: Material, times: float) -> Session | Reply:
    seconds = times * LIMITS.load_seconds
    try:
        told = job.ask(message, seconds).message
    except JobEnded as ended:
        reply = ended_reply(ended, seconds)
        if reply.ending is Ending.OUT_OF_TIME:  # nothing of theirs ran yet, so that is no wrong answer
            reply = replace(reply, ending=Ending.NO_RESULT, reason=Reason.TOO_LARGE)
        return replace(reply, says=f"its files could not be looked through: {reply.says or reply.ending.value}")
    try:
        if told.get("is") != "ready":
            return Reply(Ending.FAULT, says=f"the job did not begin: {str(told.get('says', NO_ANSWER))[:LONGEST]}")
        return Session(job, material, survey_of(told))
    except (KeyError, TypeError, ValueError, AttributeError) as problem:
        return Reply(Ending.FAULT, says=f"the job did not begin ({type(problem).__name__})")


def ended_reply(ended: JobEnded, seconds: float) -> Reply:
    """An ending as a reply; what it says is the same on every machine."""
    says = ended.says
    if ended.ending is Ending.OUT_OF_TIME:
        says = Reason.WAITED.value if ended.reason is Reason.WAITED else f"not done after {seconds:g} s of processor time"
    output, trace = last_lines(ended.output) if ended.ending is Ending.CRASHED else (ended.output, ())
    reply = Reply(ended.ending, reason=ended.reason, says=says[:LONGEST], trace=trace, output=output)
    return replace(reply, cpu=ended.cpu, wall=ended.wall, peak_mib=ended.peak_mib)


def last_lines(output: str) -> tuple[str, tuple[CodeLine, ...]]:
    """What was printed before a crash, and the group's own lines that Python told when it came, outermost first."""
    printed, told, dump = output.rpartition("Fatal Python error: ")
    if not told:
        return output, ()
    lines = [CodeLine(found[1], int(found[2]), found[3]) for found in CRASHED_AT.finditer(dump)]
    return printed, tuple(lines[:MOST_TRACE][::-1])


def reply_of(message: Mapping[str, Any], names: frozenset[str]) -> Reply:
    """A job's message as a reply; every part of it may be forged, and is looked at."""
    match message.get("is"):
        case "done" if "value" in message:
            return _done(message)
        case "raised" if type(message.get("type")) is str and type(message.get("message")) is str:
            return _raised(message, names)
        case "absent":
            name = message.get("name")
            what = f"`{name[:100]}`" if type(name) is str and name.isidentifier() else "it"
            return Reply(Ending.NOT_RUN, says=f"{what} is not there when the file runs")
        case "fault" if type(message.get("says")) is str:
            return Reply(Ending.FAULT, says=message["says"][:LONGEST])
        case _:
            return Reply(Ending.NO_RESULT, reason=Reason.PROTOCOL, says=NO_ANSWER)


def disbelieved(reply: Reply) -> Reply:
    """A job in which code of theirs ran may say that it is our fault: then that code broke what runs it, or says so to gain a review."""
    if reply.ending is not Ending.FAULT:
        return reply
    last = reply.says.strip().rpartition("\n")[2]
    return replace(reply, ending=Ending.NO_RESULT, reason=Reason.PROTOCOL, says=f"what runs it could not go on after it: {last}"[:LONGEST])


def _done(message: Mapping[str, Any]) -> Reply:
    value, origin = message["value"], message.get("origin", "")
    reason = Reason.GAVE_NONE if value is None else Reason.GAVE_ELLIPSIS if value is ... else Reason.NONE
    if isinstance(value, Opaque) and value.too_large:
        reason = Reason.TOO_LARGE
    return Reply(Ending.FINISHED, value, origin[:200] if type(origin) is str else "", reason)


def _raised(message: Mapping[str, Any], names: frozenset[str]) -> Reply:
    kind, said = message["type"][:100], " ".join(message["message"].split())[:LONGEST]
    says, trace = f"{kind}: {said}" if said else kind, trace_of(message.get("trace"))
    hint = message["hint"][:200] if type(message.get("hint")) is str else ""
    if (line := IN_THROUGH.fullmatch(hint)) is not None:
        return Reply(Ending.RAISED, reason=Reason.THROUGH, says=f"line {line[1]} of the rubric's own `through:` fails: {says}", trace=trace)
    if kind in NO_MEMORY or any(word in said for word in NO_MEMORY_TO_GIVE):
        return Reply(Ending.OUT_OF_MEMORY, says=says, trace=trace)
    if hint.startswith(MISSING_PACKAGE) and (package := hint.removeprefix(MISSING_PACKAGE)) not in names:
        says = f"{says}; {NOT_OF_THE_SHEET} {package}"
    return Reply(Ending.RAISED, reason=_reason(kind, hint), says=says, trace=trace)


def _reason(kind: str, hint: str) -> Reason:
    """The finer reason: nothing written, or this machine."""
    if kind == "NotImplementedError" and not hint:
        return Reason.NOT_IMPLEMENTED
    if hint.startswith((MISSING_PACKAGE, REMOVED)):
        return Reason.ENVIRONMENT
    if kind in ("SyntaxError", "IndentationError", "TabError") and not hint:
        return Reason.SYNTAX
    return HINTS.get(hint, Reason.NONE)


def trace_of(rows: object) -> tuple[CodeLine, ...]:
    """The group's own lines in a traceback, as far as they are any."""
    good = []
    for row in rows if isinstance(rows, list | tuple) else ():
        if type(row) in (list, tuple) and [type(part) for part in row] == [str, int, str, str]:
            file, line, function, text = row
            good.append(CodeLine(file[:300], line, function[:100], text[:300]))
    return tuple(good[-MOST_TRACE:])


def notes_of(message: Mapping[str, Any]) -> list[str]:
    """What a job says that it adapted; it stands beside the value, or in it where a file was loaded."""
    value = message.get("value")
    told = message.get("notes") or (value.get("notes") if type(value) is dict else None)
    return [note[:300] for note in told[:MOST_TRACE] if type(note) is str] if type(told) is list else []


def same_value(one: Reply, other: Reply) -> bool:
    """Whether two replies hold the very same value."""
    return encode([one.value]) == encode([other.value])


def load_may_be_to_blame(reply: Reply) -> bool:
    """Whether what runs beside a job may have brought this about; then it is tried once more with nothing beside it."""
    if reply.ending in (Ending.RAISED, Ending.NO_RESULT):
        return any(word in reply.says for word in STARVED)
    return reply.ending in (Ending.OUT_OF_TIME, Ending.CRASHED, Ending.FAULT)


def for_sale(reply: Reply) -> bool:
    """Whether an ending is one that anybody can bring about who has nothing to show."""
    return reply.ending is Ending.CRASHED or reply.reason in SELF_MADE or NOT_OF_THE_SHEET in reply.says
