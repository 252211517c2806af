"""What no job may do, tried in earnest: each try either fails, or the isolation does not hold."""

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from grader.errors import JailFault
from grader.jail.forbidden import TRIES, Attempt, Bait, first_byte, start_a_program

START = "start a program"


@dataclass(frozen=True)
class Told:
    """How one try ended."""

    what: str
    held: bool
    says: str


def attempts(bait: Bait) -> Iterator[Told]:
    """All tries, one after another; the one that would replace this program comes last."""
    for what, attempt in TRIES.items():
        yield _told(what, attempt, bait)
    for path in bait.unseen:
        yield _told(f"read {path}", lambda _: first_byte(path), bait)  # noqa: B023 - it is called at once
    yield _told(START, start_a_program, bait)


def names(bait: Bait) -> tuple[str, ...]:
    """What will be told, so that what is missing is noticed."""
    return (*TRIES, *(f"read {path}" for path in bait.unseen), START)


def can_work() -> None:
    """What every job needs; OSError or RuntimeError where walls are so tight that nothing can be done behind them."""
    Path("note").write_text("written", encoding="utf-8")
    if Path("note").read_text(encoding="utf-8") != "written" or Path("note") not in Path().iterdir():
        raise OSError("what was written into the job's own folder is not there")
    thread = threading.Thread(target=len, args=("",))
    thread.start()
    thread.join()
    for end in socket.socketpair():
        end.close()


def _told(what: str, attempt: Attempt, bait: Bait) -> Told:
    """Try once."""
    try:
        got = attempt(bait)
    except (OSError, MemoryError) as stopped:
        return Told(what, held=True, says=getattr(stopped, "strerror", None) or "not enough memory")
    except (JailFault, KeyError, AttributeError) as unknown:
        return Told(what, held=False, says=f"cannot be tried on this system ({unknown})")
    return Told(what, held=False, says=f"it was done: {got}")
