"""`grader` run as a program, in courses built on the fly."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from waiting_grader import waiting_grader

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = {name: value for name, value in os.environ.items() if not name.startswith(("GRADER_", "COLUMNS"))} | {
    "PYTHONPATH": str(ROOT),
    "TERM": "dumb",
}

REFERENCE = '''
"""One step."""
x, w, y, rate = 3.0, 105.75, 311.0, 0.01


def y_hat(x, w):
    """Prediction ŷ: x times w."""
    return x * w


def loss(y, y_hat):
    """Loss L: half the squared error."""
    return 0.5 * (y_hat - y) ** 2


def grad_w(x, y, y_hat):
    """Gradient ∂L/∂w: x times the error."""
    return x * (y_hat - y)


def w_new(w, grad_w, rate):
    """Weight after one step."""
    return w - rate * grad_w
'''
RUBRIC = """
title: One step
reference: step
due: 2023-12-05 23:59 Europe/Berlin
points: 8
tasks:
  1.1 Forward pass:
    - close: y_hat
      points: 1
    - {close: loss, points: 2}
  1.2 Backward pass:
    - {close: grad_w, points: 1, visibility: hidden}
    - review: Why does the loss go down?
      name: why
      label: Why it goes down
      expect: [the secret of descent]
      points: 2
  1.3 One step:
    - {close: w_new, points: 2, visibility: after_published}
written as:
  y_hat: [ŷ, y', '\\hat{y}']
  loss: [L]
  grad_w: [∂L/∂w]
  w_new: [w_new, new w]
"""
RIGHT = """# 1.1 Forward pass

ŷ = 317.25

L = 19.53125

# 1.2 Backward pass

∂L/∂w = 18.75

# 1.3 One step

w_new = 105.5625
"""
SLIP = """# 1.1 Forward pass

ŷ = 301

L = 50

# 1.2 Backward pass

∂L/∂w = -30

# 1.3 One step

w_new = 106.05
"""
"""A slip in ŷ, carried on through everything."""


@dataclass(frozen=True)
class Ran:
    """How a program ended and what it said."""

    status: int
    out: str
    err: str

    @property
    def complaint(self) -> str:
        """The one line on standard error."""
        assert "Traceback" not in self.err, self.err
        (line,) = self.err.splitlines()
        return line


def run_grader(*arguments, cwd, environment=None, **options) -> Ran:
    """`python -m grader …`, as a user runs it from a shell."""
    command = [sys.executable, "-m", "grader", *map(str, arguments)]
    ended = subprocess.run(
        command, cwd=cwd, env=ENVIRONMENT | (environment or {}), capture_output=True, check=False, timeout=120, **options
    )
    return Ran(ended.returncode, ended.stdout.decode("utf-8"), ended.stderr.decode("utf-8"))


def run_waiting(*arguments, cwd) -> Ran:
    """The same command, run by a copy of the grader that has loaded everything and waits."""
    status, out, err = waiting_grader(frozenset(ENVIRONMENT.items())).run([*map(str, arguments)], cwd)
    return Ran(status, out.decode("utf-8"), err.decode("utf-8"))


class CourseFolder:
    """A course on disk, to be filled by a test."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("reference", "rubrics", "submissions"):
            (folder / name).mkdir(parents=True)

    def write(self, path: str, text: str | bytes) -> Path:
        """A file of the course."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return file

    def grader(self, *arguments, environment=None) -> Ran:
        """Run a command in the course's folder."""
        if environment is not None:
            return run_grader(*arguments, cwd=self.folder, environment=environment)
        return run_waiting(*arguments, cwd=self.folder)

    def results(self, name: str = "step", out: str = "results") -> dict:
        """results.json of an assignment."""
        return json.loads((self.folder / out / name / "results.json").read_text(encoding="utf-8"))

    def outcomes(self, group: str, name: str = "step", out: str = "results") -> dict[str, str]:
        """The outcomes of a group, by the mark's name."""
        (found,) = [one for one in self.results(name, out)["submissions"] if one["group"] == group]
        return {mark["name"]: mark["outcome"] for mark in found["marks"]}
