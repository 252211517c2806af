"""How far a batch is: a bar where a person looks on, a plain line for each submission otherwise."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from grader.commands.terminal import Terminal
from grader.legible import legible
from grader.reporting.brief import Brief
from grader.reporting.wording import points

LONGEST_NAME = 40
"""Of a group's name in the bar, which is one line."""

Watch = Callable[[Brief, int, int], None]


@contextmanager
def watching(terminal: Terminal, title: str) -> Iterator[Watch]:
    """Someone to tell of every finished submission."""
    if not terminal.is_live:
        yield lambda result, _done, _of: terminal.say(f"  {in_words(result)}")
        return
    with _bar(terminal, title) as watch:
        yield watch


def in_words(result: Brief) -> str:
    """A submission's result in one line."""
    if result.unmarkable:
        return f"{result.group}: could not be marked: {result.message}"
    undecided = f", {points(result.undecided)} undecided" if result.undecided else ""
    return f"{result.group}: {points(result.points)} of {points(result.possible)}{undecided}"


@contextmanager
def _bar(terminal: Terminal, title: str) -> Iterator[Watch]:
    """A bar with count, rate, time left and the last group, gone when all is done."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}", markup=False),
        TimeRemainingColumn(),
        TextColumn("{task.fields[group]}", markup=False),
    )
    began = time.monotonic()
    with Progress(*columns, console=Console(file=terminal.out), transient=True) as bar:
        task = bar.add_task(legible(title), total=None, rate="", group="")

        def watch(result: Brief, done: int, of: int) -> None:
            rate = done / max(time.monotonic() - began, 1e-3)
            group = legible(result.group)
            short = group if len(group) <= LONGEST_NAME else group[: LONGEST_NAME - 1] + "…"
            bar.update(task, completed=done, total=of, rate=f"{rate:.1f}/s", group=short)

        yield watch
