"""What reading one document may cost."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class ReadingLimits:
    """Processor time decides; the wall clock only catches what sleeps, since the same work takes ten times as long on a busy machine."""

    size: int = 50_000_000
    """Bytes of the file."""
    memory: int = 448 * MIB
    """Address space beyond what the libraries take: two children and the grader stay far below 1.5 GiB."""
    seconds: float = 10.0
    """Processor time for a file, to which each of its pages adds some."""
    seconds_a_page: float = 1.0
    pages: int = 60
    wall: float = 180.0
    documents: int = 200
    """After so many a child is replaced, whatever it has gathered."""
    lifetime: int = 1_000
    """Seconds of processor time for all documents of a child: not even one that was taken over and outlives the grader gets more."""

    @property
    def seconds_at_most(self) -> float:
        """Processor time for the longest file that is read."""
        return self.seconds_with(self.pages)

    def seconds_with(self, pages: int) -> float:
        """Processor time for a file of so many pages."""
        return self.seconds + self.seconds_a_page * min(pages, self.pages)

    def seconds_for(self, name: str) -> float:
        """Processor time for a file with this name, before anybody knows how many pages it has."""
        return self.seconds_at_most if name.casefold().endswith(".pdf") else self.seconds


LIMITS = ReadingLimits()
LOOKING = ReadingLimits(memory=768 * MIB, seconds=20.0, seconds_a_page=10.0, wall=600.0, documents=20, lifetime=3_600)
"""For reading pictures: the models alone take more memory than any honest document, and a page takes seconds."""
