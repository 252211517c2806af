"""Where the pages of a batch lie, and which lie beside one another."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

INDEX = "index.html"
GROUPS = "groups"
STUDENT, INSTRUCTOR = "report.html", "instructor.html"


@dataclass(frozen=True)
class Beside:
    """The folders of the groups before and after a group; empty where there is none."""

    before: str = ""
    after: str = ""

    @property
    def links(self) -> dict[str, str]:
        """The ways to their pages."""
        return {name: f"../{folder}/{INSTRUCTOR}" for name, folder in (("before", self.before), ("after", self.after)) if folder}


def besides(folders: Sequence[str]) -> Iterator[Beside]:
    """For each of the groups' folders in their order those beside it."""
    for at in range(len(folders)):
        yield Beside(folders[at - 1] if at else "", folders[at + 1] if at + 1 < len(folders) else "")
