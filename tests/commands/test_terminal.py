"""What a command shows: harmless whatever stands in a name, with and without a terminal, and when nobody listens any more."""

import os
import subprocess
import sys

import pytest
from programs import ENVIRONMENT, RIGHT


@pytest.mark.parametrize(
    "name",
    [
        b"\x1b[31mred\x1b[0m.md",
        b"two\nlines.md",
        b"caf\xe9 latin-1.md",
        b"<script>alert(1)</script>.md".replace(b"/", b"|"),
        b"[bold red]markup[/bold red]".replace(b"/", b"|") + b".md",
        "\u202egnp.exe.md".encode(),
        b"=1+1.md",
        b"-rf.md",
        "Gruppe Müller & Söhne.md".encode(),
    ],
)
def test_a_name_made_to_harm_is_marked_and_harmless(name, course):
    (course.folder / "submissions/step" / os.fsdecode(name)).write_text(RIGHT, encoding="utf-8")
    ran = course.grader("grade")
    assert (ran.status, ran.err) == (0, "")
    assert len(ran.out.splitlines()) == 7
    assert not set(ran.out) & set("\x1b\r\u202e")
    assert [mark["outcome"] for mark in course.results()["submissions"][0]["marks"]].count("review") == 1
    assert "\x1b" not in (course.folder / "results/step/index.html").read_text(encoding="utf-8")


def test_a_path_made_to_harm_a_terminal_is_harmless(course):
    ran = course.grader("grade", "--out", "out\x1b[31m")
    assert ran.out.splitlines()[-1] == "Overview: out⟨U+001B⟩[31m/step/index.html"


def test_a_terminal_that_knows_ascii_only_breaks_nothing(course):
    course.write("submissions/step/Gruppe ŷ.md", RIGHT)
    ran = course.grader("grade", environment={"PYTHONIOENCODING": "ascii"})
    assert (ran.status, ran.err) == (0, "")
    assert "Gruppe \\u0177" in ran.out


def test_a_reader_who_has_seen_enough_stops_nothing(course):
    """As in `grader grade | head -1`."""
    for number in range(30):
        course.write(f"submissions/step/group{number}.md", RIGHT)
    program = subprocess.Popen(
        [sys.executable, "-m", "grader", "grade"], cwd=course.folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    program.stdout.readline()
    program.stdout.close()
    assert program.stderr.read() == b""
    assert program.wait(60) == 0
    program.stderr.close()
    assert len(course.results()["submissions"]) == 32


def test_a_terminal_gets_a_bar_and_no_line_for_everybody(course):
    import pty

    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        [sys.executable, "-m", "grader", "grade"],
        cwd=course.folder,
        env=ENVIRONMENT | {"TERM": "xterm"},
        stdout=theirs,
        stderr=subprocess.PIPE,
    )
    os.close(theirs)
    shown = b""
    try:
        while part := os.read(ours, 4096):
            shown += part
    except OSError:  # Linux says so that the other end is closed
        pass
    assert program.wait(60) == 0
    assert program.stderr.read() == b""
    program.stderr.close()
    os.close(ours)
    text = shown.decode()
    assert "━" in text
    assert "2/2" in text
    assert "right: 6 of 8" not in text
    assert text.rstrip().endswith("Overview: results/step/index.html")
