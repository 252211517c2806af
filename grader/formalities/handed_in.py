"""What is known of a submission beside its pages: whose it is by the roster, how it was packed, and what was left out of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """Somebody of the group, as the roster writes it."""

    name: str
    id: str = ""


@dataclass(frozen=True)
class HandedIn:
    """What checks may know of who handed in what."""

    people: tuple[Person, ...] = ()
    """Everybody in the group of whom something is expected; nobody where no roster tells."""
    group: str = ""
    """The group as the roster calls it."""
    packed: str | None = None
    """`zip` for a .zip, empty for loose files; None where nobody knows any more."""
    files: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    """Notebooks that were handed out to be worked on."""
    refused: tuple[str, ...] = ()
    """What was left out although it may hold an answer, each with its name, the reason and what to do."""


NOBODY_TELLS = HandedIn()
"""Where nothing is known beside the pages."""
