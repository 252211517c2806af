"""One job as the grader sees it: asked one question at a time, watched from outside, ended whatever it does."""

import contextlib
import json
import os
import select
import time
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from grader.errors import JailFault
from grader.jail.clocks import Clocks, clocks_of
from grader.jail.ended import Answered, Departure, JobEnded, why_it_ended
from grader.jail.limits import JobLimits
from grader.jail.output import Output
from grader.jail.server import Forked, ForkServer
from grader.run import Ending, Reason
from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import WireError, read_frame

LOOK_EVERY = 20
"""Milliseconds between two looks at the clocks."""
LAST_BREATH = 5.0
"""Seconds in which a job that was ended must be gone."""
QUIET = 0.5
"""Seconds in which the end of a job that closed its channel is told; one that lives on closed it on purpose."""
PIECE = 1 << 20
Reply = TypeVar("Reply")
ASKS_BACK = "call"
"""What a job answers that needs something of the grader before it can go on."""


class Job:
    """A process that runs one submission's code; of no further use after JobEnded."""

    def __init__(self, server: ForkServer, forked: Forked, limits: JobLimits) -> None:
        self._server, self._forked, self._limits = server, forked, limits
        self._output = Output(forked.output, limits)
        self._poll = select.poll()
        self._poll.register(forked.channel, select.POLLIN)
        self._poll.register(forked.output, select.POLLIN)
        if forked.pidfd >= 0:
            self._poll.register(forked.pidfd, select.POLLIN)
        self._received = bytearray()
        self._began = clocks_of(forked.pid)
        self._seconds = self._slept = 0.0
        self._answered_at = 0.0
        self._closed = False
        self._begun = False
        self._told: Departure | None = None
        self._server_gone = False

    def ask(self, message: Mapping[str, Any], seconds: float) -> Answered:
        """Put one question and wait for its answer; `seconds` is processor time. Raises JobEnded, then the job is gone."""
        self._began, self._seconds = clocks_of(self._forked.pid), seconds
        self._output.begin()
        return self._put(message)

    def go_on(self, message: Mapping[str, Any]) -> Answered:
        """Answer what the job asked back; the question is still the same, and its clocks have stood still while we thought."""
        self._began = replace(self._began, wall=self._began.wall + time.monotonic() - self._answered_at)
        return self._put(message)

    def exchange(self, data: bytes, answer: Callable[[Callable[[int], bytes]], Reply], seconds: float) -> Reply:
        """Send bytes of any kind; `answer` is given how to read exactly so many of what comes back. Raises JobEnded as `ask` does."""
        self._began, self._seconds = clocks_of(self._forked.pid), seconds
        self._output.begin()
        try:
            self._send(data)
            return answer(self._exactly)
        except JobEnded as ended:
            self._last_words(ended)
            raise

    def allow(self, seconds: float) -> None:
        """So much processor time in all for what is being done now."""
        self._seconds = seconds

    def _put(self, message: Mapping[str, Any]) -> Answered:
        try:
            if self._begun:  # before the first question no student code has run, and only a failure of ours can be told
                self._nothing_unasked()
            self._begun = True
            self._send(encode(message))
            header, body = self._frame()
            return self._answered(header, body)
        except JobEnded as ended:
            self._last_words(ended)
            raise

    def kill(self) -> None:
        """End the job from another thread; who waits for its answer will notice."""
        with contextlib.suppress(OSError, JailFault):
            self._server.kill(self._forked)

    def close(self) -> None:
        """End the job and give back all that it took."""
        if self._closed:
            return
        self._closed = True
        self._server.kill(self._forked)
        self._departure(LAST_BREATH)
        self._forked.channel.close()
        for descriptor in (self._forked.output, self._forked.status, self._forked.pidfd):
            if descriptor >= 0:
                os.close(descriptor)

    def _nothing_unasked(self) -> None:
        """Refuse what was sent before anything was asked."""
        # An empty read is the end of the channel: sending will say how the job went.
        with contextlib.suppress(BlockingIOError, ConnectionResetError):
            if self._received or self._forked.channel.recv(1):
                raise JobEnded(Ending.NO_RESULT, Reason.PROTOCOL, "it answered before it was asked")

    def _send(self, data: bytes) -> None:
        """Write all of it, however slowly the job takes it."""
        rest = memoryview(data)
        self._poll.modify(self._forked.channel, select.POLLIN | select.POLLOUT)
        try:
            while rest:
                self._wait()
                with contextlib.suppress(BlockingIOError):
                    rest = rest[self._forked.channel.send(rest[:PIECE]) :]
        except (BrokenPipeError, ConnectionResetError):
            return  # what it said last, or how it went, is told by reading
        finally:
            self._poll.modify(self._forked.channel, select.POLLIN)

    def _frame(self) -> tuple[bytes, bytes]:
        """The next frame, its sizes judged before its bytes are read."""
        try:
            return read_frame(self._exactly, self._limits.result)
        except WireError as problem:
            reason = Reason.TOO_LARGE if "large" in str(problem) else Reason.PROTOCOL
            raise JobEnded(Ending.NO_RESULT, reason, f"what came back is no answer: {problem}") from None

    def _exactly(self, count: int) -> bytes:
        """Exactly so many bytes of the channel."""
        while len(self._received) < count:
            gone = self._wait()
            try:
                part = self._forked.channel.recv(min(max(count - len(self._received), 1), PIECE))
            except BlockingIOError:
                if gone:
                    raise self._gone() from None
                continue
            except ConnectionResetError:
                raise self._gone() from None
            if not part:
                raise self._gone()
            self._received += part
        data = bytes(self._received[:count])
        del self._received[:count]
        return data

    def _answered(self, header: bytes, body: bytes) -> Answered:
        """A frame as an answer."""
        try:
            message = decode(header, body)
        except WireError as problem:
            raise JobEnded(Ending.NO_RESULT, Reason.PROTOCOL, f"what came back is no answer: {problem}") from None
        if self._received:
            raise JobEnded(Ending.NO_RESULT, Reason.PROTOCOL, "it answered more than it was asked")
        if type(message) is not dict or type(message.get("is")) is not str:
            raise JobEnded(Ending.NO_RESULT, Reason.PROTOCOL, "what came back is no answer")
        self._output.drain()
        now = clocks_of(self._forked.pid)
        self._answered_at = now.wall
        if message["is"] != ASKS_BACK:
            self._slept += max(0.0, now.idle_since(self._began))
        return Answered(message, max(0.0, now.work - self._began.work), now.wall - self._began.wall, self._output.text())

    def _wait(self) -> bool:
        """Until something happens; JobEnded when a clock runs out first. True when the process is gone."""
        while True:
            events = dict(self._poll.poll(LOOK_EVERY))
            if self._forked.output in events:
                if self._output.drain():
                    raise JobEnded(Ending.NO_RESULT, Reason.FLOOD, "it printed without end")
                if self._output.ended:  # it is ready for ever now, and would keep us busy
                    self._poll.unregister(self._forked.output)
            self._look_at_clocks(clocks_of(self._forked.pid))
            gone = self._forked.pidfd in events
            if gone or self._forked.channel.fileno() in events:
                return gone

    def _look_at_clocks(self, now: Clocks) -> None:
        """Work is bounded first; then sleeping, which no load explains; then everything."""
        worked = now.work - self._began.work
        if worked > self._seconds:
            raise JobEnded(Ending.OUT_OF_TIME, says=f"not done after {worked:.3g} s of processor time")
        if now.queued and now.idle_since(self._began) > self._limits.asleep:
            raise JobEnded(Ending.OUT_OF_TIME, Reason.WAITED, f"it waited for {self._limits.asleep:.3g} s and did not work")
        if now.queued and self._slept + now.idle_since(self._began) > self._limits.asleep_in_all:
            raise JobEnded(Ending.OUT_OF_TIME, Reason.WAITED, f"it waited for {self._limits.asleep_in_all:.3g} s over several questions")
        if now.wall - self._began.wall > self._limits.wall + 3 * self._seconds:
            raise JobEnded(Ending.OUT_OF_TIME, Reason.WAITED, f"not done after {now.wall - self._began.wall:.3g} s")

    def _gone(self) -> JobEnded:
        """The job closed its channel or went: how, is told by the fork server; one that only closed the channel is ended."""
        if self._departure(QUIET) is None and not self._server_gone and self._server.alive:
            self._server.kill(self._forked)
            self._departure(LAST_BREATH)
            return JobEnded(Ending.NO_RESULT, Reason.PROTOCOL, "it closed the channel to the grader")
        return why_it_ended(self._departure(LAST_BREATH), self._limits.lifetime)

    def _departure(self, seconds: float) -> Departure | None:
        """What the fork server tells of the job's end within some seconds; None where it tells nothing."""
        if self._told is None:
            poll = select.poll()
            poll.register(self._forked.status, select.POLLIN)
            if poll.poll(seconds * 1000):
                data = os.read(self._forked.status, 4096)
                self._told = Departure(**json.loads(data)) if data else None
                self._server_gone = not data  # only the server holds the other end, and it is seen to be dead a moment later
        return self._told

    def _last_words(self, ended: JobEnded) -> None:
        """What a job that gave no answer cost and printed."""
        now = clocks_of(self._forked.pid)
        ended.wall = now.wall - self._began.wall
        self._server.kill(self._forked)
        departure = self._departure(LAST_BREATH)
        ended.cpu = max(0.0, max(now.work, departure.work if departure else 0.0) - self._began.work)
        ended.peak_mib = departure.peak_mib if departure else 0.0
        self._output.drain()
        ended.output = self._output.text()
