"""What became of a group's code: every question that was put to it, how that ended, and what came back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class Ending(StrEnum):
    """How a question ended, told by what was seen from outside and never by what the code claims."""

    FINISHED = "finished"
    RAISED = "raised"
    OUT_OF_TIME = "out of time"
    OUT_OF_MEMORY = "out of memory"
    CRASHED = "crashed"
    NO_RESULT = "no result"
    FAULT = "fault"
    NOT_RUN = "not run"
    """Nothing was tried: no isolation, no such file or function, nothing written in it."""


class Reason(StrEnum):
    """The finer reason beside an ending."""

    NONE = ""
    NOT_IMPLEMENTED = "it raises NotImplementedError"
    GAVE_NONE = "it gives None"
    GAVE_ELLIPSIS = "it gives ..."
    UNTOUCHED = "as it was handed out"
    EMPTY = "nothing is written in it"
    NO_FILE = "no such file"
    NO_FUNCTION = "no such function"
    WAITED = "it waited and did not work"
    EXITED = "it ended the program"
    PROTOCOL = "what came back is no answer"
    TOO_LARGE = "what came back is too large"
    FLOOD = "it printed without end"
    BLOCKED = "it tried what is not allowed"
    ENVIRONMENT = "this machine lacks something that it needs"
    OLD_PYTHON = "it is written for Python 2"
    INTERFACE = "it is called or built otherwise than the sheet says"
    THROUGH = "the rubric's own `through:` failed on it"
    SYNTAX = "it cannot be read as Python"
    NO_ISOLATION = "this machine cannot isolate it"
    DISTURBED = "asked alone it does something else"


@dataclass(frozen=True)
class CodeLine:
    """A line of a group's code, in a traceback."""

    file: str
    line: int
    function: str = ""
    text: str = ""


@dataclass(frozen=True)
class Question:
    """One thing to do in the jail, and what it may cost."""

    do: str
    """What the worker does: `ask`, `cells`, `style`, …; one file each in `grader/worker/`."""
    fields: Mapping[str, Any] = field(default_factory=dict)
    """What it needs for that: values that can cross, by name."""
    seconds: float = 10.0
    """Processor time."""


@dataclass(frozen=True)
class Reply:
    """How one question ended and what came back."""

    ending: Ending
    value: Any = None
    """Plain numbers, texts, arrays, lists, tuples, dicts, None, Ellipsis or `Opaque`; data from a student for ever."""
    origin: str = ""
    """The type it had there: `torch.Tensor`, `list`."""
    reason: Reason = Reason.NONE
    says: str = ""
    """One sentence: the exception with its message, or what was seen."""
    trace: tuple[CodeLine, ...] = ()
    """The group's own lines, outermost first."""
    output: str = ""
    """What was printed meanwhile, cut."""
    cpu: float = 0.0
    wall: float = 0.0
    peak_mib: float = 0.0
    first: "Reply | None" = None
    """How it ended when it was asked before and load may have been the reason."""
    alone: "Reply | None" = None
    """What it gave in a job of its own, where that is not the same."""


@dataclass(frozen=True)
class Run:
    """All questions of one line of the rubric."""

    replies: tuple[Reply, ...] = ()
    """In the order of the inputs; those behind one that decides the line may be left out."""
    file: str = ""
    """Where the group's function, class or notebook stands."""
    line: int | None = None
    function: str = ""
    """What it is called there."""
    source: str = ""
    """Its own lines, cut, as evidence."""
    notes: tuple[str, ...] = ()
    """What was adapted, found elsewhere, stubbed, cut away."""
    stubbed: tuple[Reply, ...] = ()
    """The same questions with the reference's function in the place of `in_place_of`."""
    in_place_of: tuple[str, ...] = ()
    leans_on: tuple[str, ...] = ()
    """What it uses of the group's that was found wrong, and in whose place nothing of ours can stand."""
    around: str = ""
    """The rest of that file, where a line of the rubric asks for it."""
    suspicious: bool = False
    """Whether it did what is done to gain review: ended itself, waited, tried what is not allowed."""
