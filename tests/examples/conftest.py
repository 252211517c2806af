"""The samples graded once, as an instructor would, for all that is asked of the results."""

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
def run(once, grade):
    """The command, once for all processes that test side by side, and where it wrote."""

    def graded(folder):
        done = grade(ROOT / "submissions" / "freiburg_ex06", folder, "-j", "2")
        (folder / "said.json").write_text(json.dumps([done.args, done.returncode, done.stdout, done.stderr]), encoding="utf-8")

    shared = once("samples graded once", graded)
    return subprocess.CompletedProcess(*json.loads((shared / "said.json").read_text(encoding="utf-8"))), shared / "freiburg_ex06"
