"""What a program that was killed left among the temporary files goes with the next one; nothing of anybody else's does."""

import os
import subprocess
import sys

import pytest

from grader.jail import left_behind
from grader.jail.left_behind import beginning, clear_left_behind


@pytest.fixture
def temporary(tmp_path, monkeypatch):
    """A folder for temporary files, the only one."""
    monkeypatch.setattr(left_behind.tempfile, "gettempdir", lambda: str(tmp_path))
    monkeypatch.setattr(left_behind, "_ALSO", tmp_path)
    return tmp_path


def dead():
    """The number of a process that is no more."""
    program = subprocess.Popen([sys.executable, "-c", ""])
    program.wait()
    return program.pid


def test_folders_of_the_dead_go_and_all_others_stay(temporary):
    gone, mine = dead(), os.getpid()
    here = beginning().split("-")[3]
    left = [f"grader-jail-{gone}-{here}-abc123", "grader-proof-x_9zabcd"]
    stay = [
        *(f"grader-jail-{mine}-{here}-abc123", "grader-jail-notes", "grader-proof-justmade", f"somebody-{gone}-{here}-abc123"),
        f"grader-jail-{gone}-{'0' * 12}-abc123",  # numbered elsewhere: it may well be alive there
    ]
    for name in (*left, *stay):
        (temporary / name / "deep/er").mkdir(parents=True)
        (temporary / name / "deep/file").write_text("kept?", encoding="utf-8")
    os.utime(temporary / left[1], (1, 1))
    (temporary / "elsewhere").mkdir()
    link = f"grader-jail-{gone}-{here}-link"
    (temporary / link).symlink_to(temporary / "elsewhere")
    clear_left_behind()
    assert sorted(path.name for path in temporary.iterdir()) == sorted([*stay, "elsewhere", link])
    assert all((temporary / name / "deep/file").is_file() for name in stay)
