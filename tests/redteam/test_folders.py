"""Folders that a job left behind, made such that whoever looks at them or removes them would fail."""

import os
from pathlib import Path

import pytest

from grader.jail.folders import remove, too_large
from grader.jail.limits import JobLimits

LIMITS = JobLimits()


def deep(name, count):
    """Folders in one another below the current one."""
    here = os.open(".", os.O_RDONLY)
    for _ in range(count):
        Path(name).mkdir()
        os.chdir(name)
    os.close(os.open("last", os.O_CREAT | os.O_WRONLY))
    os.fchdir(here)
    os.close(here)


def many(count):
    for number in range(count):
        os.close(os.open(f"file{number}", os.O_CREAT | os.O_WRONLY))


def closed():
    inner = Path("closed/inner")
    (inner / "more").mkdir(parents=True)
    (inner / "link").symlink_to("/")
    (inner / "more").chmod(0)
    inner.chmod(0o300)
    inner.parent.chmod(0)


@pytest.mark.parametrize(
    ("left", "too_much"),
    [
        (lambda: deep("d", 1_500), True),
        (lambda: deep("d" * 200, 60), True),
        (lambda: deep("d", 50), False),
        (lambda: many(LIMITS.folder_entries + 1), True),
        (closed, False),
    ],
    ids=["deeper than recursion goes", "longer than a path may be", "as deep as somebody may want", "many", "closed"],
)
def test_whatever_a_job_leaves_is_judged_and_removed(tmp_path, monkeypatch, left, too_much):
    folder = tmp_path / "job"
    folder.mkdir()
    monkeypatch.chdir(folder)
    left()
    monkeypatch.chdir(tmp_path)
    assert too_large(folder, LIMITS) is too_much
    remove(folder)
    assert list(tmp_path.iterdir()) == []
