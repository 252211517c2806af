"""The samples graded once, as an instructor would, for all that is asked of the results."""

import functools
import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def grade():
    """Runs the command as an instructor would."""

    def graded(submissions, out, *options):
        command = [sys.executable, "-m", "grader", "grade", str(submissions), "--out", str(out), *options]
        return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)

    return graded


@pytest.fixture(scope="session")
def graded(once, grade):
    """The command on all samples of a sheet, once for all processes that test side by side, and where it wrote."""

    def fill(folder):
        done = grade(ROOT / "submissions" / folder.name, folder, "-j", "2")
        (folder / "said.json").write_text(json.dumps([done.args, done.returncode, done.stdout, done.stderr]), encoding="utf-8")

    @functools.cache
    def samples_of(sheet):
        shared = once(sheet, fill)
        return subprocess.CompletedProcess(*json.loads((shared / "said.json").read_text(encoding="utf-8"))), shared / sheet

    return samples_of


@pytest.fixture(scope="session")
def run(graded):
    """The first sheet's samples."""
    return graded("freiburg_ex06")
