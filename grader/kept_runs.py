"""What a submission's code did, kept under the hash of all that it was given: it is not run again for what it was asked before."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any, TypeVar

from grader.asked import Asked, Order
from grader.fingerprint import fingerprint
from grader.plain_json import Classes, Damaged
from grader.run import CodeLine, Ending, Reason, Reply
from grader.shelf import Shelf, Stage
from grader.surveyed import Definition, Survey, SurveyedFile
from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import WireError, read_frame

RUNS = Classes((Reply, CodeLine, Ending, Reason, Survey, SurveyedFile, Definition))
T = TypeVar("T")


@dataclass
class Drawn:
    """The hashes of inputs, worked out once for all submissions."""

    by_order: dict[Order, str] = field(default_factory=dict)

    def hash_of(self, asked: Asked) -> str:
        """The hash of all inputs of a line, with the seeds they go with."""
        found = self.by_order.get(asked.order)
        if found is None:
            parts = [(encode(dict(one.arguments)), one.seed) for one in asked.inputs]
            found = self.by_order[asked.order] = fingerprint(parts)
        return found


@dataclass(frozen=True)
class KeptRuns:
    """The kept runs of one submission on one machine."""

    shelf: Shelf | None = None
    """None where nothing is kept."""
    base: str = ""
    """The hash of the files, of what every job is given beside them, and of what they run on."""
    drawn: Drawn = field(default_factory=Drawn)

    def of(self, *parts: object) -> "KeptRuns":
        """The same where some more decides what comes of it."""
        return replace(self, base=fingerprint(self.base, *parts))

    def kept(self, what: tuple[object, ...], work: Callable[[], T], fits: Callable[[T], bool] = lambda _: True) -> T:
        """What came of it before, if that still fits, or what comes of it now; a fault of ours is never kept."""
        if self.shelf is None:
            return work()
        key = fingerprint(self.base, *what)
        packed = self.shelf.recall(Stage.RUN, key)
        if packed is not None:
            with suppress(Damaged, WireError):
                recalled: T = _opened(RUNS.from_json(packed))
                if fits(recalled):
                    return recalled
        found = work()
        if not _faulty(found):
            with suppress(WireError, RecursionError):  # a value that is too large is asked for again
                self.shelf.keep(Stage.RUN, key, RUNS.to_json(_closed(found)))
        return found


NOTHING_KEPT = KeptRuns()


def _closed(found: Any) -> Any:  # noqa: ANN401 - replies in tuples
    """Replies with their values as the bytes that crossed the wall of the jail."""
    if isinstance(found, Reply):
        return replace(found, value=encode([found.value], whole=True), first=_closed(found.first), alone=_closed(found.alone))
    return tuple(map(_closed, found)) if isinstance(found, tuple) else found


def _opened(found: Any) -> Any:  # noqa: ANN401 - as above
    """Replies with their values."""
    if isinstance(found, Reply):
        (value,) = decode(*read_frame(BytesIO(found.value).read))
        return replace(found, value=value, first=_opened(found.first), alone=_opened(found.alone))
    return tuple(map(_opened, found)) if isinstance(found, tuple) else found


def _faulty(found: Any) -> bool:  # noqa: ANN401 - as above
    """Whether any of it is our own fault, which may be gone the next time."""
    if isinstance(found, Reply):
        return found.ending is Ending.FAULT or any(map(_faulty, (found.first, found.alone)))
    return isinstance(found, tuple) and any(map(_faulty, found))
