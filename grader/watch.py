"""Whom a batch tells how far it is."""

from collections.abc import Callable
from dataclasses import dataclass

from grader.reporting.brief import Brief


def _unheard(*_: object) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Watch:
    """What is called as a batch goes on; `begun` from the threads that work, `ended` from the one that waits for them."""

    ended: Callable[[Brief, int, int], None] = _unheard
    """A submission is done; how many are, and of how many."""
    begun: Callable[[str], None] = _unheard
    """A group is taken in hand."""
    noted: Callable[[str], None] = _unheard
    """Why nothing goes on, in a line; empty once it does again. From the thread that waits."""
