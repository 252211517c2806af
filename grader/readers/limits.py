"""What reading one document may cost."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class ReadingLimits:
    """Processor time decides; the wall clock only catches what sleeps, since the same work takes ten times as long on a busy machine."""

    size: int = 50_000_000
    """Bytes of the file."""
    memory: int = 2048 * MIB
    """Address space of the child."""
    seconds: float = 20.0
    """Processor time for a file, to which each of its pages adds some."""
    seconds_a_page: float = 2.0
    pages: int = 60
    wall: float = 180.0
    documents: int = 200
    """After so many a child is replaced, whatever it has gathered."""
    lifetime: int = 1_000
    """Seconds of processor time for all documents of a child: not even one that was taken over and outlives the grader gets more."""

    @property
    def seconds_at_most(self) -> float:
        """Processor time for the longest file that is read."""
        return self.seconds + self.seconds_a_page * self.pages


LIMITS = ReadingLimits()
