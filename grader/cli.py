"""The command line: options, exit status, and no traceback; what the commands do stands in `grader/commands/`."""

import gc
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from grader.app import CourseOption, DebugOption, app
from grader.cli_results import decide, diff, report
from grader.commands import Status
from grader.commands.guarding import Command, guarded
from grader.commands.terminal import standard_terminal
from grader.errors import CommandError

MOST_WORKERS = 256
# typer brings click along, or has it beside, depending on its version; its error for a misused command line has the same name in both.
MISUSE: type[Exception] = next(kind for kind in typer.BadParameter.__mro__ if kind.__name__ == "ClickException")


def grade(
    *,
    submissions: Annotated[
        Path | None,
        typer.Argument(
            metavar="SUBMISSIONS",
            show_default=False,
            help="A folder with a folder, archive or file for each group, or a platform's download (folder or zip).",
        ),
    ] = None,
    rubric: Annotated[str | None, typer.Option(metavar="NAME", help="Mark by rubrics/NAME.yaml; by the folder's name unless said.")] = None,
    out: Annotated[Path | None, typer.Option(metavar="DIR", help="Where to write; results/ in the course unless said.")] = None,
    workers: Annotated[int | None, typer.Option("-j", metavar="N", help="How many at a time; one a processor unless said.")] = None,
    cluster: Annotated[
        str | None,
        typer.Option(metavar="ADDRESS", help="Mark at a Dask scheduler's workers; `local`: at this machine's."),
    ] = None,
    worksheet: Annotated[
        list[Path] | None,
        typer.Option(metavar="FILE", show_default=False, help="Moodle's grading worksheet, for the times of its download."),
    ] = None,
    fresh: Annotated[bool, typer.Option("--fresh", help="Mark everything again, also what has not changed.")] = False,
    allow_unsafe: Annotated[bool, typer.Option("--allow-unsafe", help="Run students' code even where nothing isolates it.")] = False,
    course: CourseOption = Path(),
    debug: DebugOption = False,
) -> int:
    """Mark every submission in a folder; without one, every sheet under submissions/ that has a rubric.

    For each sheet it writes, into results/<sheet>/: index.html (your overview), groups/<group>/report.html (for the group) and
    instructor.html (with everything), results.json and gradebook.csv. What has not changed is not marked again.

    Exit status: 0 all marked, 1 at least one submission could not be marked, 2 the command, the course or a rubric is wrong.
    """

    def load() -> Command:
        from grader.commands.grade import Order, run_grade
        from grader.course import Course

        if workers is not None and not 1 <= workers <= MOST_WORKERS:
            raise CommandError(f"`-j` wants a number from 1 to {MOST_WORKERS}, not {workers}")
        place, now = out or course / "results", datetime.now(UTC)
        sheets = tuple(worksheet or ())
        order = Order(Course(course), submissions, rubric, place, workers or processors(), fresh, now, sheets, allow_unsafe, cluster or "")
        return partial(run_grade, order)

    return guarded(load, debug=debug)


def check(
    *,
    submission: Annotated[
        Path, typer.Argument(metavar="SUBMISSION", show_default=False, help="Your folder, archive or file, as you would hand it in.")
    ],
    rubric: Annotated[
        str | None, typer.Option(metavar="NAME", help="Which sheet it is; told by the folder it lies in unless said.")
    ] = None,
    course: CourseOption = Path(),
    debug: DebugOption = False,
) -> int:
    """Show a student, before handing in, what the grader reads and what it misses.

    It says how each value was read and where, what was not found and how to write it, and which files and pages are not read. It never says
    whether anything is right. Exit status: 0, or 1 if nothing at all can be read.
    """

    def load() -> Command:
        from grader.commands.check import run_check
        from grader.course import Course

        return partial(run_check, Course(course), submission, rubric)

    return guarded(load, debug=debug)


def validate(
    *,
    rubric: Annotated[
        str | None, typer.Argument(metavar="RUBRIC", show_default=False, help="The name of a rubric; all of the course unless said.")
    ] = None,
    trainings: Annotated[bool, typer.Option("--trainings", help="Run again the trainings that rubrics name; minutes.")] = False,
    course: CourseOption = Path(),
    debug: DebugOption = False,
) -> int:
    """Prove rubrics and their references before anyone is marked.

    The reference must earn full marks; known mistakes, hard-coded results and the like must not.
    Exit status: 0, or 2 if a rubric is wrong; each thing to mend is a line with its file and line.
    """

    def load() -> Command:
        from grader.commands.validate import Order, run_validate
        from grader.course import Course

        return partial(run_validate, Order(Course(course), rubric, trainings))

    return guarded(load, debug=debug)


def doctor(*, debug: DebugOption = False) -> int:
    """Try what this machine offers, and say what works.

    Exit status: 0, or 1 if something that is needed does not work.
    """

    def load() -> Command:
        from grader.commands.doctor import run_doctor

        return run_doctor

    return guarded(load, debug=debug)


for _command, _short in (  # in the order of the help
    (grade, "Mark every submission of a sheet, or of all sheets."),
    (check, "Show a student what is read, before handing in."),
    (report, "Build the pages again, marking nothing."),
    (decide, "Decide a line yourself, or correct a value that was misread."),
    (validate, "Prove a rubric before anyone is marked."),
    (diff, "Tell who changed between two results, and why."),
    (doctor, "Try what this machine offers."),
):
    app.command(short_help=_short)(_command)


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def status_of(arguments: Sequence[str]) -> int:
    """Run what the arguments say."""
    command = typer.main.get_command(app)
    known = [entry.callback.__name__ for entry in app.registered_commands if entry.callback is not None]
    word = next((argument for argument in arguments if not argument.startswith("-")), None)
    if word is not None and word not in known:
        from grader.commands.names import no_such_command

        standard_terminal().complain(no_such_command(word, known))
        return Status.WRONG
    try:
        status = command.main(list(arguments), prog_name="grader", standalone_mode=False)
    except MISUSE as misuse:
        said = misuse.format_message() if hasattr(misuse, "format_message") else str(misuse)
        helping = f"grader {word} --help" if word else "grader --help"
        standard_terminal().complain(f"{' '.join(said.split()).rstrip('.')}; see `{helping}`")
        return Status.WRONG
    return status if isinstance(status, int) else Status.DONE


def main() -> None:
    """`grader` as a program."""
    gc.disable()  # until a command is loaded: nothing of that is ever garbage, and to look for some takes a tenth of a start
    try:
        sys.exit(int(status_of(sys.argv[1:])))
    finally:
        gc.enable()
