"""The program as a whole: its help, the options that commands share, and what `grader` alone says."""

from pathlib import Path
from typing import Annotated

import typer

from grader import __version__

app = typer.Typer(
    name="grader",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

CourseOption = Annotated[
    Path, typer.Option("--course", metavar="DIR", show_default=False, help="The course; the current folder unless said.")
]
DebugOption = Annotated[bool, typer.Option("--debug", help="If something fails, show the traceback, too.")]


@app.callback(invoke_without_command=True)
def grader(
    *,
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Say which version this is, and exit.")] = False,
    debug: DebugOption = False,
) -> None:
    """Mark homework: read what groups handed in, compare each answer with the sample solution, write a report for every group.

    What the grader is not sure about is never marked wrong; a person decides it.

    A course is a folder with reference/ (sample solutions), rubrics/ (marking schemes) and submissions/ (a folder for each
    sheet; in it, a folder or a file for each group). Go there, and:

    \b
      grader grade                            marks every sheet
      grader grade submissions/sheet1         marks one
      grader check submissions/sheet1/anna    shows what is read of one submission
      grader validate                         proves the rubrics
      grader decide                           lists what people decided
      grader diff before results              shows who changed, and why
    """  # noqa: D301 - the backspace itself tells click to keep the lines below it
    _ = debug
    if version:
        typer.echo(f"grader {__version__}")
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())
