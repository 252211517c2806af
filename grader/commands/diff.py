"""`grader diff`: who changed between two results, by how much, and why; in the terminal, and as a page."""

import gc
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from grader.commands import Status
from grader.commands.terminal import Terminal
from grader.commands.two_results import Pair, named, pairs
from grader.comparing.groups import Direction, GroupChange
from grader.comparing.lines import LineChange
from grader.comparing.marks import MarkChange
from grader.comparing.sheet_facts import stored_facts
from grader.comparing.sheets import OneSided, SheetChange, compare
from grader.comparing.shown import in_words, line_words, move_words, one_line, signed, sums_words, verdict_words
from grader.errors import CommandError, GraderError
from grader.nearest import quoted
from grader.records.stored_results import StoredResults, stored_results
from grader.reporting.diff_page import DiffPage, write_diff_page
from grader.reporting.wording import counted

T = TypeVar("T")
MOST = 20
"""Lines of the rubric, and groups, that are shown unless all are wanted."""
MOST_MARKS = 8
"""The same for the marks of one group."""


@dataclass(frozen=True)
class Order:
    """What is to be compared, and how it is shown."""

    old: Path
    new: Path
    html: Path | None
    everything: bool
    """Whether all is shown, however much it is."""


def run_diff(order: Order, terminal: Terminal) -> Status:
    """Compare each sheet that both have; what is wrong with one keeps none of the others back."""
    _may_be_written(order.html)
    compared: list[SheetChange] = []
    with ExitStack() as opened:
        stored = cache(lambda path: opened.enter_context(stored_results(path)))
        found, alone = pairs(named(order.old), named(order.new), lambda path: stored(path).head.assignment)
        for pair in found:
            try:
                change = _compared(pair, stored(pair.old), stored(pair.new))
            except GraderError as problem:
                terminal.complain(str(problem), problem)
                continue
            for line in told(change, everything=order.everything):
                terminal.say(line)
            compared.append(change)
    for line in alone:
        terminal.say(line)
    if order.html is not None and compared:
        write_diff_page(order.html, DiffPage(str(order.old), str(order.new), tuple(compared), alone))
        terminal.say(f"Page: {order.html}")
    return Status.DONE if len(compared) == len(found) else Status.WRONG


def _may_be_written(html: Path | None) -> None:
    """Refuse what would overwrite anything else than a page."""
    if html is None:
        return
    if html.is_dir():
        raise CommandError(f"`--html` wants a file, and {quoted(str(html))} is a folder; name one in it, such as `diff.html`")
    if html.suffix.casefold() not in (".html", ".htm"):
        raise CommandError(f"`--html` wants a file that ends in .html, not {quoted(str(html))}; name one such as `diff.html`")


def _compared(pair: Pair, old: StoredResults, new: StoredResults) -> SheetChange:
    if old.head.assignment != new.head.assignment:
        has = f"{quoted(str(pair.old))} is of {quoted(old.head.assignment)}, {quoted(str(pair.new))} of {quoted(new.head.assignment)}"
        raise CommandError(f"these are two sheets: {has}; name two results of one sheet")
    gc.disable()  # one group after another comes and goes, and nothing of it in a circle: looking for circles is a tenth of all work
    try:
        return compare(stored_facts(old), stored_facts(new))
    finally:
        gc.enable()


def told(change: SheetChange, *, everything: bool) -> Iterator[str]:
    """A comparison line by line."""
    yield summary(change)
    if change.nothing:
        return
    if change.causes:
        yield f"  Since then: {'; '.join(map(in_words, change.causes))}"
    if change.lines:
        yield "  By line of the rubric:"
        yield from _bounded(change.lines, _line, _most(MOST, everything), "line")
    if change.changed:
        yield "  By group:"
        most_marks = _most(MOST_MARKS, everything)
        yield from _bounded(change.changed, lambda group: _group(group, most_marks), _most(MOST, everything), "group")
    for heading, groups in (("Only in the old results", change.gone), ("Only in the new results", change.come)):
        if groups:
            yield f"  {heading}:"
            yield from _bounded(groups, _one_sided, _most(MOST, everything), "group")


def summary(change: SheetChange) -> str:
    """A comparison in one line."""
    if change.nothing:
        since = f"; {'; '.join(map(in_words, change.causes))}" if change.causes else ""
        return f"{one_line(change.assignment)}: nothing changed in {counted(change.groups, 'group')}{since}"
    said = f"{one_line(change.assignment)}: {len(change.changed)} of {counted(change.groups, 'group')} changed"
    ways = [f"{change.count(direction)} {direction}" for direction in Direction if change.count(direction)]
    if ways:
        said += f": {', '.join(ways)}; {signed(change.mean, 'point')} on average"
    if change.look_again:
        said += f"; look again at {counted(change.look_again, 'decision')}"
    for groups, where in ((change.gone, "old"), (change.come, "new")):
        if groups:
            said += f"; {counted(len(groups), 'group')} only in the {where} results"
    return said


def _most(bound: int, everything: bool) -> int | None:  # noqa: FBT001 - an option of the command
    return None if everything else bound


def _bounded(entries: Sequence[T], lines: Callable[[T], Iterator[str]], most: int | None, what: str) -> Iterator[str]:
    """What is said of the first entries, and how many more there are."""
    for entry in entries[:most]:
        yield from lines(entry)
    if most is not None and len(entries) > most:
        yield f"    and {counted(len(entries) - most, f'more {what}')}; `--all` shows all"


def _line(line: LineChange) -> Iterator[str]:
    """What became of a line of the rubric over all groups."""
    yield f"    {one_line(line.task)} {one_line(line.label)}: {line_words(line)}"


def _group(change: GroupChange, most: int | None) -> Iterator[str]:
    """A group, and below it what changed."""
    yield f"    {one_line(change.group)}: {sums_words(change.before, change.after)} ({signed(change.change)})"
    for cause in change.causes:
        yield f"      {in_words(cause)}"
    for mark in change.marks[:most]:
        yield f"      {_mark(mark)}"
    if most is not None and len(change.marks) > most:
        yield f"      and {counted(len(change.marks) - most, 'more line')}"


def _mark(mark: MarkChange) -> str:
    """A mark before and after, and why."""
    again = "look again: " if mark.look_again else ""
    why = "; ".join(map(in_words, mark.causes))
    return f"{one_line(mark.task)} {one_line(mark.label)}: {move_words(mark.move)}, {verdict_words(mark.before, mark.after)}: {again}{why}"


def _one_sided(group: OneSided) -> Iterator[str]:
    """A group that only one of the two results has."""
    yield f"    {one_line(group.group)}: {sums_words(group.sums, group.sums)}"
