"""What the tests of proofs share: small courses on disk, and `grader validate` in this process."""

import io

import pytest

from grader.commands.terminal import Terminal
from grader.commands.validate import Order, run_validate
from grader.course import Course


class Validated:
    """What came of it."""

    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err

    @property
    def remarks(self):
        """The lines below the proofs."""
        return [line.strip() for line in self.out.splitlines() if line.startswith(" " * 9)]

    @property
    def remark(self):
        """The only one."""
        (line,) = self.remarks
        return line


class CourseFolder:
    """A course on disk, filled by a test."""

    def __init__(self, folder):
        self.folder = folder

    def write(self, path, text):
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def sheet(self, lines, reference, more="", name="sheet"):
        """One task with some lines, and the functions of its reference."""
        below = "".join(f"    {line}\n" for line in lines.strip().splitlines())
        self.write(f"rubrics/{name}.yaml", f"title: A sheet\nreference: {name}\ntasks:\n  1 Task:\n{below}{more}")
        self.write(f"reference/{name}.py", f"import numpy as np\n{reference}")

    def validate(self, rubric=None, *, trainings=False):
        out, err = io.StringIO(), io.StringIO()
        status = run_validate(Order(Course(self.folder), rubric, trainings), Terminal(out, err))
        return Validated(int(status), out.getvalue(), err.getvalue())


@pytest.fixture
def course(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return CourseFolder(tmp_path / "course")
