"""Where a group's pages lie, and a mark on them, seen from the overview; and lists that are cut where nobody would read on."""

from dataclasses import dataclass, field
from typing import Generic, TypeVar

from grader.filenames import safe_folder
from grader.records.results import SubmissionResult
from grader.reporting.page_files import GROUPS, INSTRUCTOR
from grader.reporting.page_rows import anchor

MOST = 100
"""Groups named behind one reason; a whole faculty's would bury the rest."""

Entry = TypeVar("Entry")


@dataclass(frozen=True)
class Whose:
    """A group and the folder of its pages: all that the overview keeps of a submission to name it."""

    group: str
    folder: str

    def href(self, page: str = INSTRUCTOR, line: int | None = None) -> str:
        """Where a page of the group lies, seen from the overview; `line` is a mark's place in the rubric."""
        target = f"{GROUPS}/{self.folder}/{page}"
        return target if line is None else f"{target}#{anchor(line)}"


def whose(submission: SubmissionResult) -> Whose:
    """The group of a submission."""
    return Whose(submission.group, safe_folder(submission.group))


@dataclass
class Most(Generic[Entry]):
    """The first of many, and how many there were."""

    first: list[Entry] = field(default_factory=list)
    count: int = 0

    def add(self, one: Entry) -> None:
        """One more, which is kept while there is room."""
        self.count += 1
        if len(self.first) < MOST:
            self.first.append(one)

    @property
    def more(self) -> int:
        """Those beyond the first."""
        return self.count - len(self.first)
