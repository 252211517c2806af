"""How the fixture's uses reach the job: one frame to the grader for each, and what comes back made into data, handles or exceptions."""

import struct
import sys
from collections.abc import Mapping
from typing import Any, Protocol

from grader.suite.raised import EarlierTest, StudentEnded, student_error
from grader.suite.student import Handle
from grader.wire.decode import decode
from grader.wire.frames import LENGTHS, WireError

__tracebackhide__ = True  # pytest tells of the test's own line, not of ours


class Asked(Protocol):
    """Whoever answers: the channel to the grader, or a test's double."""

    def ask(self, message: Mapping[str, Any]) -> dict[str, Any]:
        """A message and its answer."""
        ...


class Uses:
    """All uses of one test."""

    def __init__(self, channel: Asked) -> None:
        self._channel = channel
        self._dropped: list[int] = []
        self._over = False

    def over(self) -> None:
        """The test has ended, and its job with it."""
        self._over = True

    def ask(self, use: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever they wrote
        """What comes of one use; handles that nobody holds any more are told along with the next one."""
        if use["verb"] == "drop":
            self._dropped.append(use["handle"])
            return None
        if self._over:
            raise EarlierTest("a handle of an earlier test was used; every test has a job of its own and begins with `student`")
        dropped, self._dropped = self._dropped, []
        fields = {key: value for key, value in use.items() if key != "open"}
        answer = self._channel.ask({"is": "use", "use": {**fields, "dropped": dropped}})
        return self._understood(answer, is_open=use["open"] and use["verb"] != "call")

    def _understood(self, answer: Mapping[str, Any], *, is_open: bool) -> Any:  # noqa: ANN401 - whatever they wrote
        """An answer as the test sees it; a handle that a call gave back is closed, see Handle."""
        match answer.get("is"):
            case "done":
                return data(answer["frame"])
            case "handle":
                return Handle(self.ask, answer["handle"], answer["type"], is_open=is_open)
            case "items":
                return [self._understood(item, is_open=is_open) for item in answer["items"]]
            case "raised":
                raise student_error(answer["type"], answer["says"], tuple(answer["kinds"]))
            case _:
                raise StudentEnded(answer.get("says", "no answer came back"))


def data(frame: bytes) -> Any:  # noqa: ANN401 - whatever could cross
    """A value that crossed; what was a tensor is one again where the test has torch."""
    torch = sys.modules.get("torch")
    try:
        head, size = LENGTHS.unpack_from(frame)
        if len(frame) != LENGTHS.size + head + size:
            raise WireError("a frame of another length than it says")
        middle = LENGTHS.size + head
        return decode(frame[LENGTHS.size : middle], frame[middle:], None if torch is None else torch.as_tensor)
    except (WireError, struct.error) as problem:
        raise StudentEnded(f"what came back is no answer: {problem}") from None
