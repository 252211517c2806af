"""What a job knows: the files it was given, what was made of them, and what a person should hear about it."""

import ast
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any

from grader.worker.attempt import Attempt, attempt
from grader.worker.guard import Before, Guard
from grader.worker.source import Code

MOST_NOTES = 60
MOST_NOTE = 300


@dataclass
class Group:
    """One file of a group that was loaded."""

    name: str
    code: Code
    module: ModuleType
    whole: bool = False
    """Whether all of it ran, and not only what defines something."""
    later: list[ast.stmt] = field(default_factory=list)
    """What did not run, in the order of the document; a name that is missed may still need some of it."""
    failed: list[tuple[frozenset[str], BaseException]] = field(default_factory=list)
    """What raised while it was loaded, and which names it would have bound."""


@dataclass
class Loaded:
    """Everything a job remembers between two requests; one per job."""

    home: Path = field(default_factory=Path)
    """The folder of the submission."""
    root: str = ""
    """The folder in it at which the course's own relative paths fit: `repo-main`, or nothing."""
    files: dict[str, bytes] = field(default_factory=dict)
    """Everything that lies below the home, by its name: the group's files and the course's."""
    ours: frozenset[str] = frozenset()
    """Those of them that the course handed out."""
    starter: Mapping[str, bytes] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)
    """The files that were loaded, by name."""
    states: dict[str, dict[str, str]] = field(default_factory=dict)
    """By file, whether each definition is written, as the survey saw it."""
    asking: str = ""
    """The file on whose behalf its packages are imported, while no line of it runs yet."""
    seed: int = 0
    before: Before = ()
    """How our modules and the libraries' were when there was no code of a group; nothing where nobody remembered."""
    guard: Guard | None = None
    notes: list[str] = field(default_factory=list)

    def attempt(self, work: Callable[[], Any]) -> Attempt:
        """Do something of the group's, and put right what it changed under us."""
        return attempt(work) if self.guard is None else self.guard.attempt(work)

    def note(self, text: str) -> None:
        """Something that was adapted, left out or found elsewhere; said once."""
        short = text[:MOST_NOTE]
        if short not in self.notes and len(self.notes) < MOST_NOTES:
            self.notes.append(short)

    def new_notes(self, before: int) -> list[str]:
        """The notes made since there were so many."""
        return self.notes[before:]

    def find(self, name: str) -> str | None:
        """The name below the home of a file that is asked for by its own name or as the sheet calls it."""
        for candidate in (name, f"{self.root}/{name}" if self.root else name):
            if candidate in self.files:
                return candidate
        return None
