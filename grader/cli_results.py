"""The command line of what is done with results that are there: pages, decisions, differences."""

from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from grader.app import CourseOption, DebugOption
from grader.commands.guarding import Command, guarded


def report(
    *,
    out: Annotated[
        Path | None, typer.Argument(metavar="OUT", show_default=False, help="The folder of results; results/ in the course unless said.")
    ] = None,
    published: Annotated[bool, typer.Option("--published", help="Show students also what waits until the marks are published.")] = False,
    course: CourseOption = Path(),
    debug: DebugOption = False,
) -> int:
    """Build all pages and gradebooks again from the stored results, marking nothing.

    Lines that a rubric keeps back until the due date are shown to students once it has passed.
    """

    def load() -> Command:
        from grader.commands.report import Order, run_report
        from grader.course import Course

        return partial(run_report, Order(Course(course), out or course / "results", published, datetime.now(UTC)))

    return guarded(load, debug=debug)


def diff(
    *,
    old: Annotated[Path, typer.Argument(metavar="OLD", show_default=False, help="A results.json or a folder of results.")],
    new: Annotated[Path, typer.Argument(metavar="NEW", show_default=False, help="The same, later.")],
    html: Annotated[Path | None, typer.Option("--html", metavar="FILE", show_default=False, help="Write it as a page, too.")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Show every group and every line, however many.")] = False,
    debug: DebugOption = False,
) -> int:
    """Tell who changed between two results, by how much, and why.

    A result is a results.json, its folder, or a folder with several sheets. Keep the old one before you mark again: a copy of
    results/, or `grader grade --out` elsewhere. Why is told from the two results alone; where they do not tell, it says so.

    Exit status: 0, also where much changed, or 2 if there is nothing to compare.
    """

    def load() -> Command:
        from grader.commands.diff import Order, run_diff

        return partial(run_diff, Order(old, new, html, everything))

    return guarded(load, debug=debug)


def decide(
    *,
    out: Annotated[
        Path | None, typer.Argument(metavar="OUT", show_default=False, help="The results of one sheet; results/ in the course unless said.")
    ] = None,
    group: Annotated[str | None, typer.Option(metavar="GROUP", help="Whose line; without it, all decisions are listed.")] = None,
    task: Annotated[str | None, typer.Option(metavar="TASK", help="The task's number, where a name stands in several.")] = None,
    name: Annotated[str | None, typer.Option(metavar="NAME", help="The line's name, as on your page of the group.")] = None,
    value: Annotated[
        str | None, typer.Option(metavar="VALUE", help="What stands in the paper; marked anew, with all that follows.")
    ] = None,
    outcome: Annotated[str | None, typer.Option(metavar="OUTCOME", help="right, mistake or wrong.")] = None,
    points: Annotated[float | None, typer.Option(metavar="POINTS", help="How many of the line's points.")] = None,
    by: Annotated[str, typer.Option(metavar="WHO", help="Who decides.")] = "",
    note: Annotated[str, typer.Option(metavar="TEXT", help="Why; no student sees it.")] = "",
    withdraw: Annotated[bool, typer.Option("--withdraw", help="Take the decision on this line back.")] = False,
    course: CourseOption = Path(),
    debug: DebugOption = False,
) -> int:
    """Decide a line of one group, correct a value that was misread, or list what was decided.

    Decisions lie in decisions.json beside the results. They hold whenever the sheet is marked again; what they were made on is
    remembered, and where that has changed, you are asked to look again.

    Exit status: 0, or 2 if it cannot be decided so.
    """

    def load() -> Command:
        from grader.commands.decide import Order, run_decide
        from grader.course import Course
        from grader.decisions.decision import Wish
        from grader.errors import CommandError

        said = any(one for one in (task, name, value, outcome, points is not None, by, note, withdraw))
        if (group is None or name is None) and (said or group is not None):
            raise CommandError("say whose line it is, with `--group` and `--name`; without any option all decisions are listed")
        wish = None if group is None or name is None else Wish(group, task, name, value, outcome, points, by, note, datetime.now(UTC))
        return partial(run_decide, Order(Course(course), out or course / "results", wish, withdraw))

    return guarded(load, debug=debug)
