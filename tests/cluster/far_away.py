"""A class that is marked far away, and the programs of Dask's that do it."""

import os
import re
import signal
import subprocess
import sys
from contextlib import contextmanager, suppress

from grader.batch import grade
from grader.course import Course
from grader.watch import Watch
from grader.work import Batch

SIZE = 12
RUBRIC = """title: Far away
reference: far
tasks:
  1 Values:
    - {close: total, points: 1}
  2 Code:
    - {same: double, in: code.py, points: 1}
"""
TIMES = re.compile(r'"seconds": [\d.e-]+')


def written(files, folder):
    """A folder that has these files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def marked(course, out, watch=Watch(), **settings):  # noqa: B008 - frozen
    """What lies in the results folder afterwards; times apart."""
    grade(Batch(Course(course).load("far"), course / "submissions/far", out, 2, **settings), watch)
    files = (file for file in (out / "far").rglob("*") if file.is_file() and file.suffix != ".sqlite")
    return {str(file.relative_to(out)): TIMES.sub("", file.read_text(encoding="utf-8")) for file in files}


@contextmanager
def started(*arguments):
    """A program of Dask's, in a session of its own; what is left of it is killed."""
    with subprocess.Popen(
        [sys.executable, "-m", *arguments], start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as program:
        try:
            yield program
        finally:
            kill(program)


def kill(program):
    """All of it, at once."""
    with suppress(ProcessLookupError):
        os.killpg(program.pid, signal.SIGKILL)


def a_worker(scheduler, place, *more, threads=1):
    """One whose files lie in a folder, with nobody who would start it again."""
    options = ("--nthreads", str(threads), "--no-dashboard", "--no-nanny", "--local-directory", str(place), "--memory-limit", "0", *more)
    return started("distributed.cli.dask_worker", scheduler, *options)
