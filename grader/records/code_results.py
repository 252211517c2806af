"""The part of results.json about a group's code: what was run, how each input ended, and what came back."""

from grader.records.recorded import Recorded


class TraceResult(Recorded):
    """A line of the group's own code in a traceback."""

    optional = frozenset({"function", "text"})
    file: str
    line: int
    function: str = ""
    text: str = ""


class AskedResult(Recorded):
    """One input that a group's code was given, and how that ended."""

    optional = frozenset({"reason", "says", "first", "trace", "alone"})
    ending: str
    """A word of `grader.run.Ending`: `finished`, `out of time`, …"""
    reason: str = ""
    says: str = ""
    right: bool | None = None
    """Whether what came back is right; null where nothing was compared."""
    seconds: float = 0.0
    """Processor time."""
    first: "AskedResult | None" = None
    """How it ended when it was asked before, while load may have been the reason."""
    alone: "AskedResult | None" = None
    """How it ended in a job of its own, where that is not the same."""
    trace: tuple[TraceResult, ...] = ()
    """The group's own lines, outermost first."""


class OursResult(Recorded):
    """What the reference took for the same."""

    seconds: float = 0.0


class CodeResult(Recorded):
    """What was run for a line, and what came of it: evidence, of which all but the stage comes from the group's code."""

    optional = frozenset(
        {"line", "function", "source", "stage", "difference", "notes", "output", "asked", "ours", "in_place_of", "suspicious"}
    )
    file: str = ""
    line: int | None = None
    """Where the function begins, or the line that failed."""
    function: str = ""
    """What it is called there."""
    source: str = ""
    """Its own lines, cut."""
    stage: str = ""
    """Which of the stages of comparing failed first: `kind`, `dtype`, `shape`, `values`."""
    difference: str = ""
    """Obtained and expected as pytest would show it; it holds an expected value, and is shown where that is."""
    notes: tuple[str, ...] = ()
    """What was adapted, found elsewhere, stubbed, cut away."""
    output: str = ""
    """What was printed, cut."""
    asked: tuple[AskedResult, ...] = ()
    """One for each input, in order; those behind one that decides the line may be left out."""
    ours: OursResult | None = None
    in_place_of: tuple[str, ...] = ()
    """Functions of the group's in whose place the reference's stood, where the mark follows."""
    suspicious: bool = False
    """Whether it did what is done to gain review: ended itself, waited, tried what is not allowed."""
