"""What one job may cost."""

from dataclasses import dataclass

MIB = 1 << 20


@dataclass(frozen=True)
class JobLimits:
    """Processor time decides; the wall clock only catches what sleeps."""

    load_seconds: float = 20.0
    """Processor time for loading a file."""
    question_seconds: float = 10.0
    """Processor time for one question, unless it says otherwise."""
    lifetime: int = 900
    """Seconds of processor time for all questions of a job: RLIMIT_CPU, the backstop for when nobody watches any more."""
    asleep: float = 15.0
    """Seconds that a question may neither work nor wait for its turn on a busy machine."""
    asleep_in_all: float = 60.0
    """The same over all questions of a job, so that nobody sleeps a little at each of many."""
    wall: float = 30.0
    """Seconds by the wall clock, to which three times the processor time is added."""
    memory: int = 1024 * MIB
    """Address space beyond what the fork server has already."""
    file_size: int = 64 * MIB
    folder_size: int = 64 * MIB
    """All that a job writes: its tmpfs."""
    folder_entries: int = 2_000
    unseen: int = 1024 * MIB
    """Bytes that the disk may lose beyond what folders show, below level `namespaces`: by files without a name, or by other programs."""
    open_files: int = 64
    threads: int = 32
    result: int = 16 * MIB
    """Bytes of one answer."""
    output_kept: int = 64 * 1024
    output: int = 16 * MIB
    """Bytes printed before a job is ended as a flood."""
    processes: bool = False
    """Whether it may start processes of its own."""


LIMITS = JobLimits()
