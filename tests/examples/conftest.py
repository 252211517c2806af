"""The samples graded once, as an instructor would, for all that is asked of the results."""

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
def run(tmp_path_factory, grade):
    """The command, once, and where it wrote."""
    out = tmp_path_factory.mktemp("samples")
    return grade(ROOT / "submissions" / "freiburg_ex06", out, "-j", "2"), out / "freiburg_ex06"
