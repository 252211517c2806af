"""How far a batch is: a few lines that are drawn over where a person looks on, a plain line for each submission otherwise."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from grader.commands.terminal import Terminal
from grader.legible import legible
from grader.reporting.brief import Brief
from grader.reporting.wording import points
from grader.watch import Watch

if TYPE_CHECKING:
    from rich.console import RenderableType

LONGEST_NAME, MOST_NAMES = 40, 4
"""Of a group's name, and names in one line."""


@contextmanager
def watching(terminal: Terminal, title: str) -> Iterator[Watch]:
    """Someone to tell of every submission."""
    if not terminal.is_live:
        yield Watch(
            lambda result, _done, _of: terminal.say(f"  {in_words(result)}"),
            noted=lambda why: terminal.complain(why) if why else None,
        )
        return
    with _drawn(terminal, title) as watch:
        yield watch


def in_words(result: Brief) -> str:
    """A submission's result in one line."""
    if result.unmarkable:
        return f"{result.group}: could not be marked: {result.message}"
    undecided = f", {points(result.undecided)} undecided" if result.undecided else ""
    return f"{result.group}: {points(result.points)} of {points(result.possible)}{undecided}"


class HowFar:
    """What is drawn over while a batch goes on: how many are done, who is in hand, and what failed so far."""

    def __init__(self, title: str) -> None:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
        from rich.text import Text

        class Rate(ProgressColumn):
            """Submissions a second, as it goes just now."""

            def render(self, task: Task) -> Text:
                return Text(f"{task.speed:.1f}/s" if task.speed else "")

        names = TextColumn("{task.description}", markup=False)
        self._bar = Progress(names, BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn(), auto_refresh=False)
        self._task = self._bar.add_task(legible(title), total=None)
        self._in_hand: dict[str, None] = {}
        self._failed: list[str] = []
        self._noted = ""

    def begun(self, group: str) -> None:
        """A group is taken in hand."""
        self._in_hand[group] = None

    def ended(self, result: Brief, done: int, of: int) -> None:
        """A submission is done."""
        self._in_hand.pop(result.group, None)
        if result.unmarkable:
            self._failed.append(result.group)
        self._bar.update(self._task, completed=done, total=of)

    def noted(self, why: str) -> None:
        """Why nothing goes on."""
        self._noted = legible(why)

    def lines(self) -> Iterator[str]:
        """What stands below the bar."""
        if now := list(self._in_hand):  # a copy: other threads take the next ones in hand meanwhile
            yield f"in hand: {_named(now)}"
        if self._failed:
            yield f"could not be marked so far: {_named(self._failed[::-1])}"

    def __rich__(self) -> "RenderableType":
        """All of it."""
        from rich.console import Group
        from rich.text import Text

        lines = [Text(line, no_wrap=True, overflow="ellipsis") for line in self.lines()]
        return Group(self._bar, *lines, *([Text(self._noted)] if self._noted else []))


@contextmanager
def _drawn(terminal: Terminal, title: str) -> Iterator[Watch]:
    """How far it is, drawn several times a second and gone when all is done."""
    from rich.console import Console
    from rich.live import Live

    far = HowFar(title)
    with Live(far, console=Console(file=terminal.out), transient=True, refresh_per_second=4):
        yield Watch(far.ended, far.begun, far.noted)


def _named(groups: list[str]) -> str:
    """The first of some groups by name, and how many more there are."""
    shown = [name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…" for name in map(legible, groups[:MOST_NAMES])]
    more = len(groups) - len(shown)
    return ", ".join(shown) + (f" and {more:,} more" if more else "")
