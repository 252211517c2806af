"""Why a child gave no answer, and whose fault that is: the file's, which is said to who handed it in, or ours."""

from enum import Enum

from grader.errors import ReaderFault, Unreadable
from grader.readers.limits import ReadingLimits


class Loss(Enum):
    """Why a child gave no answer."""

    OUT_OF_TIME = "used up its processor time"
    ASLEEP = "did not end, though it hardly worked"
    OUT_OF_MEMORY = "needed more memory than is given"
    CRASHED = "crashed"
    KILLED = "was killed by the machine"
    GARBLED = "answered with something else than a document"
    NOT_STARTED = "did not start"
    FAILED = "failed by a mistake of ours"


class ChildLost(ReaderFault):
    """The child gave no answer; it is of no further use."""

    def __init__(self, loss: Loss, seconds: float = 0.0, detail: str = "") -> None:
        super().__init__(loss.value)
        self.loss, self.seconds, self.detail = loss, seconds, detail


def verdict(lost: ChildLost, name: str, limits: ReadingLimits) -> Unreadable | ReaderFault:
    """Whose fault a loss is, in one sentence."""
    match lost.loss:
        case Loss.OUT_OF_TIME:
            seconds = f"{lost.seconds:.0f}" if lost.seconds >= 1 else f"{lost.seconds:.1f}"
            return Unreadable(f"{name} took more than {seconds} s of processor time to open, so it was not read; hand in a simpler file")
        case Loss.OUT_OF_MEMORY:
            memory = f"{limits.memory / (1 << 30):.2g} GiB"
            return Unreadable(f"{name} took more than {memory} of memory to open, so it was not read; hand in a simpler file")
        case Loss.CRASHED:
            return Unreadable(f"{name} makes the reader crash, so it was not read; save or print it as a PDF once more and hand that in")
        case Loss.NOT_STARTED:
            return ReaderFault(f"the process that reads documents could not be started ({lost.detail})")
        case Loss.ASLEEP | Loss.KILLED | Loss.GARBLED | Loss.FAILED:
            fault = ReaderFault(f"{name} could not be read: our reader {lost.loss.value}")
            if lost.detail:
                fault.add_note(lost.detail)
            return fault
