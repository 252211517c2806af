"""What a job tells of a submission's files before any of them ran: what they define, and whether it is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.run import Reason

UNWRITTEN: Mapping[str, Reason] = {
    "empty": Reason.EMPTY,
    "not implemented": Reason.NOT_IMPLEMENTED,
    "ellipsis": Reason.GAVE_ELLIPSIS,
    "none": Reason.GAVE_NONE,
    "untouched": Reason.UNTOUCHED,
}


@dataclass(frozen=True)
class Definition:
    """A function or class as it stands in a file."""

    name: str
    line: int
    """Of a notebook, as people count it: within its cell."""
    state: str
    kind: str
    source: str
    cell: int = 0
    """Of a notebook, the code cell, from 1."""

    @property
    def written(self) -> bool:
        """Whether there is anything in it."""
        return self.state not in UNWRITTEN


@dataclass(frozen=True)
class SurveyedFile:
    """One file."""

    name: str
    error: str = ""
    """Why not all of it is Python."""
    python2: bool = False
    newer: bool = False
    """Whether what is not Python here is Python for a newer one."""
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    defines: frozenset[str] = frozenset()
    """Names assigned at its top."""


@dataclass(frozen=True)
class Survey:
    """All files of a submission that hold code."""

    files: Mapping[str, SurveyedFile]
    root: str = ""
    """The folder below which the sheet's own paths are found."""
    notes: tuple[str, ...] = ()


def survey_of(message: Mapping[str, Any]) -> Survey:
    """The survey in a job's first answer; KeyError, TypeError, AttributeError or ValueError where it is none."""
    told = message["survey"]
    files = {str(name): _file(str(name), one) for name, one in told["files"].items()}
    return Survey(files, str(told.get("root", "")), tuple(map(str, told["notes"])))


def _file(name: str, told: Mapping[str, Any]) -> SurveyedFile:
    definitions = {
        str(key): Definition(str(key), int(one["line"]), str(one["state"]), str(one["kind"]), str(one["source"]), int(one.get("cell", 0)))
        for key, one in told["definitions"].items()
    }
    python2, newer = bool(told["python2"]), bool(told.get("newer", False))
    return SurveyedFile(name, str(told["error"]), python2, newer, definitions, frozenset(map(str, told["defines"])))
