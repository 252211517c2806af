"""What a person sees while a batch goes on: how far it is, who is in hand, what failed so far; harmless whatever a group is called."""

import io
import os
import pty
import subprocess
import sys

from programs import ENVIRONMENT, RIGHT
from rich.console import Console

from grader.commands.progress import LONGEST_NAME, MOST_NAMES, HowFar, watching
from grader.commands.terminal import Terminal
from grader.records.results import State, SubmissionResult
from grader.reporting.brief import brief_of


def brief(group, state=State.MARKED):
    return brief_of(SubmissionResult(group=group, state=state, points=1.0, undecided=0.0, possible=2.0))


def drawn(far):
    console = Console(file=io.StringIO(), width=100)
    console.print(far)
    return console.file.getvalue()


def test_who_is_in_hand_and_what_failed_stands_below_the_bar():
    far = HowFar("Sheet 6")
    assert list(far.lines()) == []
    far.begun("anna")
    far.begun("ben")
    assert list(far.lines()) == ["in hand: anna, ben"]
    far.ended(brief("anna"), 1, 3)
    far.ended(brief("ben", State.UNMARKABLE), 2, 3)
    far.ended(brief("kept"), 3, 3)
    assert list(far.lines()) == ["could not be marked so far: ben"]
    said = drawn(far)
    assert "Sheet 6" in said
    assert "3/3" in said


def test_many_groups_are_counted_the_last_failures_first():
    far = HowFar("s")
    for number in range(MOST_NAMES + 3):
        far.begun(f"g{number}")
        far.ended(brief(f"g{number}", State.UNMARKABLE), number + 1, 100)
    (line,) = far.lines()
    assert line == "could not be marked so far: " + ", ".join(f"g{n}" for n in range(MOST_NAMES + 2, 2, -1)) + " and 3 more"


def test_a_name_made_to_harm_is_harmless_and_short():
    far = HowFar("[red]title[/red]\x1b[2J")
    far.begun("\x1b]0;x\x07[bold]" + "x" * 200)
    (line,) = far.lines()
    assert "\x1b" not in line
    assert len(line) <= LONGEST_NAME + len("in hand: ")
    assert "[bold]" in drawn(far)
    assert "\x1b" not in drawn(far)


def test_why_nothing_goes_on_stands_below_all_of_it_until_it_does_and_is_never_cut_off():
    far = HowFar("s")
    far.begun("anna")
    far.noted("no worker is left; " + "start one " * 20 + "or \x1b[2J [bold]stop")
    said = drawn(far)
    assert said.rstrip().endswith("stop")
    assert "[bold]stop" in " ".join(said.split())
    assert "\x1b" not in said
    far.noted("")
    assert drawn(far).rstrip().endswith("in hand: anna")


def test_without_a_terminal_why_nothing_goes_on_is_a_line_of_its_own_on_standard_error():
    terminal = Terminal(io.StringIO(), io.StringIO())
    with watching(terminal, "s") as watch:
        watch.noted("no worker is left")
        watch.noted("")
        watch.ended(brief("anna"), 1, 1)
    assert terminal.err.getvalue() == "no worker is left\n"
    assert terminal.out.getvalue() == "  anna: 1 of 2\n"


def test_in_a_terminal_the_bar_is_gone_when_all_is_done(course):
    course.write("submissions/step/broken.pdf", b"no pdf at all")
    course.write("submissions/step/late-one.md", RIGHT)
    ours, theirs = pty.openpty()
    environment = ENVIRONMENT | {"TERM": "xterm", "COLUMNS": "100"}
    with subprocess.Popen(
        [sys.executable, "-m", "grader", "grade"], cwd=course.folder, env=environment, stdout=theirs, stderr=theirs, stdin=theirs
    ) as run:
        os.close(theirs)
        said = b""
        while True:
            try:
                said += os.read(ours, 65536)
            except OSError:  # the other end is closed
                break
        assert run.wait(60) == 1
    os.close(ours)
    text = said.decode("utf-8")
    assert "4/4" in text
    assert "in hand: " in text or "could not be marked so far: broken" in text
    last = text.rsplit("\x1b[2K", 1)[1]
    assert "could not be marked so far" not in last
    assert "  broken: could not be marked: broken.pdf: not a PDF" in last
    assert "4 submissions: 3 marked, 1 could not be marked" in last
