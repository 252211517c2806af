"""With what a batch is marked."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.ground import Ground
from grader.watch import Watch

if TYPE_CHECKING:  # what talks to other machines is loaded where there are some
    from grader.cluster import Cluster


@dataclass(frozen=True)
class Means:
    """With what a batch is marked, and who hears of it."""

    ground: Ground
    reading: str
    """The hash of all that decides what is read of a file."""
    watch: Watch
    elsewhere: "Cluster | None" = None
