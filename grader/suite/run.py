"""One run of the course's tests over one group's code: uses go to the jail, outcomes come back as replies, one for each test."""

import threading
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from types import TracebackType
from typing import Any, Self

from grader.jail.ended import JobEnded
from grader.run import Ending, Reason, Reply
from grader.session import Askable, ended_reply, reply_of
from grader.suite.program import TestProgram, TestsLost

MOST_TESTS = 2_000
WALL, WALL_A_TEST = 120.0, 60.0
"""Seconds by the wall clock for all of a run: the clocks of the jail end what a group's code does long before."""
LONGEST = 1_000
MOST_KINDS = 20


OpenJob = Callable[[], AbstractContextManager[Askable]]
"""A new job with the group's files in place."""
Judge = Callable[[Mapping[str, Any]], Reply]
"""What something that was raised in a job comes to, and whose fault it may be."""


@dataclass(frozen=True)
class Order:
    """What to run over a group's code."""

    file: str
    """The course's test file, as a path."""
    default: str = ""
    """The file that `student.module()` means."""
    seconds: float = 10.0
    """Processor time of one use."""
    select: tuple[str, ...] = ()
    """The tests to run, by name; none for all of them."""


class Suites:
    """Test programs for as many threads as ask, started when they are needed and gone when the `with` block ends."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._idle: list[TestProgram] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for program in idle:
            program.dismiss()

    def run(self, order: Order, open_job: OpenJob, judge: Judge | None = None) -> tuple[Reply, ...]:
        """How each test ended, in their order; one reply that is a fault where the tests could not be run at all."""
        with self._lock:
            program = self._idle.pop() if self._idle else None
        program = program or TestProgram()
        fit = False
        try:
            with Session(program, order, open_job, judge or plainly_raised) as session:
                replies = session.replies()
            fit = True
        except TestsLost as problem:
            return (Reply(Ending.FAULT, says=f"{PurePath(order.file).name}: {problem}"),)
        finally:
            if fit:
                with self._lock:
                    self._idle.append(program)
            else:
                program.dismiss()
        return replies


@dataclass
class Session:
    """One run, from the first word to the last."""

    program: TestProgram
    order: Order
    open_job: OpenJob
    judge: Judge
    _job: Askable | None = None
    _jobs: ExitStack = field(default_factory=ExitStack)
    _seen: Reply = field(default_factory=lambda: Reply(Ending.FINISHED))
    """The worst that was seen of the group's code in this test."""
    _documented: dict[str, str] = field(default_factory=dict)
    _found: list[Reply] = field(default_factory=list)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, problem: BaseException | None, where: TracebackType | None) -> None:
        self._jobs.close()

    def replies(self) -> tuple[Reply, ...]:
        """Run it all."""
        request = {"file": self.order.file, "default": self.order.default, "select": list(self.order.select)}
        self.program.begin(request, WALL)
        while (message := self.program.hear()).get("is") != "over":
            match message.get("is"):
                case "use":
                    self.program.tell(self.used(message["use"]))
                case "next":
                    self._fresh()
                case "test":
                    self._found.append(self.ended(message))
                case "collected":
                    self._documented = message["tests"]
                    self.program.extend(WALL_A_TEST * min(len(self._documented), MOST_TESTS))
                case "broken":
                    return (Reply(Ending.FAULT, says=message["says"], output=message["detail"]), *self._drained())
        if not self._found:
            return (Reply(Ending.FAULT, says="there is no test in it"),)
        return tuple(self._found)

    def _drained(self) -> tuple[Reply, ...]:
        """Nothing more is of interest once the file itself is broken; it is heard to its end all the same."""
        while self.program.hear().get("is") != "over":
            pass
        return ()

    def _fresh(self) -> None:
        """A test begins: its job is made when it first uses the group's code."""
        self._jobs.close()
        self._job, self._seen = None, Reply(Ending.FINISHED)

    def used(self, use: Mapping[str, Any]) -> dict[str, Any]:
        """One use, put to the job; an ending is told to the test and kept."""
        if self._seen.ending not in (Ending.FINISHED, Ending.RAISED):
            return {"is": "ended", "says": self._seen.says}
        try:
            if self._job is None:
                self._job = self._jobs.enter_context(self.open_job())
            answered = self._job.ask({"do": "handle", **use}, self.order.seconds)
        except JobEnded as ended:
            self._jobs.close()
            self._seen = replace(ended_reply(ended, self.order.seconds), cpu=self._seen.cpu + ended.cpu, wall=self._seen.wall + ended.wall)
            return {"is": "ended", "says": self._seen.says}
        self._seen = replace(self._seen, cpu=self._seen.cpu + answered.cpu, wall=self._seen.wall + answered.wall)
        return self._passed_on(answered.message)

    def _passed_on(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """An answer of the job's for the test: only what an answer may hold, each of its kind."""
        answer = answer_of(message)
        if message.get("is") == "absent":
            reason = Reason.NO_FILE if message.get("what") == "file" else Reason.NO_FUNCTION
            self._seen = replace(self._seen, ending=Ending.NOT_RUN, reason=reason, says=str(message.get("says", ""))[:LONGEST])
            return {"is": "ended", "says": self._seen.says}
        if answer is None:
            says = says_of(message) or "what came back is no answer"
            self._seen = replace(self._seen, ending=Ending.NO_RESULT, reason=Reason.PROTOCOL, says=says)
            return {"is": "ended", "says": says}
        if answer["is"] == "raised":
            self._seen = replace(self.judge(message), cpu=self._seen.cpu, wall=self._seen.wall)
        return answer

    def ended(self, message: Mapping[str, Any]) -> Reply:
        """How a test ended: the test's word, beside what was seen of the group's code meanwhile."""
        test, outcome = str(message["test"]), str(message["outcome"])
        seen = self._seen
        if outcome == "passed" and seen.ending is Ending.RAISED:  # the test expected it
            seen = replace(seen, ending=Ending.FINISHED, reason=Reason.NONE, trace=())
        elif outcome == "passed" and seen.ending is not Ending.FINISHED:
            outcome = "failed"
        elif outcome == "error":
            seen = replace(seen, ending=Ending.FAULT)
        value = {"test": test, "says": self._documented.get(test, ""), "outcome": outcome, "message": message["says"]}
        return replace(seen, value=value, says=seen.says or str(message["says"]).partition("\n")[0])


def answer_of(message: Mapping[str, Any]) -> dict[str, Any] | None:
    """What of a job's message may reach the tests; None where it is no answer."""
    match message.get("is"):
        case "done" if type(message.get("frame")) is bytes:
            return {"is": "done", "frame": message["frame"]}
        case "handle" if type(message.get("handle")) is int and type(message.get("type")) is str:
            return {"is": "handle", "handle": message["handle"], "type": message["type"][:80]}
        case "items" if type(message.get("items")) is list:
            items = [answer_of(item) if type(item) is dict else None for item in message["items"]]
            good = [item for item in items if item is not None and item["is"] in ("done", "handle")]
            return {"is": "items", "items": good} if len(good) == len(items) else None
        case "raised" if type(message.get("type")) is str:
            kinds = message.get("kinds")
            names = [kind[:80] for kind in kinds[:MOST_KINDS] if type(kind) is str] if type(kinds) is list else []
            return {"is": "raised", "type": message["type"][:80], "kinds": names, "says": str(message.get("message", ""))[:LONGEST]}
        case _:
            return None


def says_of(message: Mapping[str, Any]) -> str:
    """What a job says of itself where it has no answer."""
    return str(message.get("says", ""))[:LONGEST] if message.get("is") == "fault" else ""


def plainly_raised(message: Mapping[str, Any]) -> Reply:
    """An exception as a reply, where nothing is known of what the sheet uses."""
    return reply_of(message, frozenset())
