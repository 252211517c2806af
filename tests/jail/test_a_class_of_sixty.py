"""A class of sixty in which three answer one question with a loop, a crash and a bomb: nobody else notices, and they lose that question."""

import os
import re
import signal
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from grader.batch import grade
from grader.course import Course
from grader.ground import Ground
from grader.jail.client import Jail
from grader.jail.identity import is_root
from grader.jail.level import Level
from grader.records.results import read_results
from grader.watch import Watch
from grader.work import Batch

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no level holds elsewhere")

IN_REFERENCE, IN_RUBRIC, IN_NAME = "ochre-pangolin", "umber-numbat", "sienna-tapir"
"""What is looked for in the memory of the fork server."""
REFERENCE = f'''
"""{IN_REFERENCE} 5119273.0046"""
KEPT = "{IN_REFERENCE}"

def first(x):
    """Half of x."""
    return x / 2

def second(x):
    """Twice x."""
    return 2 * x

def third(x):
    """The square of x."""
    return x * x

def first_inputs(rng):
    yield from ((rng.normal(size=4),) for _ in range(2))

second_inputs = third_inputs = first_inputs
'''
RUBRIC = f"""
title: {IN_RUBRIC}
reference: tiny
tasks:
  1 Three functions:
    - {{same: first, in: solution.py, points: 1, seconds: 0.5}}
    - {{same: second, in: solution.py, points: 1, seconds: 0.5}}
    - {{same: third, in: solution.py, points: 1, seconds: 0.5}}
"""
SOLUTION = "def first(x):\n    return {first}\n\ndef second(x):\n    {second}\n\ndef third(x):\n    return {third}\n"
RIGHT = {"first": "x / 2", "second": "return x + x", "third": "x ** 2"}
HONEST = (
    (RIGHT, ("right", "right", "right")),
    (RIGHT | {"second": "return x"}, ("right", "wrong", "right")),
    (RIGHT | {"third": "x * y"}, ("right", "right", "wrong")),
    (RIGHT | {"second": "pass"}, ("right", "missing", "right")),
)
ODD = {
    "a-loop": ("while True:\n        pass", "wrong"),
    "b-crash": ("import ctypes\n    ctypes.string_at(0)", "review"),
    "c-bomb": ("kept = []\n    while True:\n        kept.append(bytearray(1 << 24))", "wrong"),
}
"""What they do in the second question, and what comes of it."""
SIZE = 60


@pytest.fixture(scope="module")
def course(tmp_path_factory):
    folder = tmp_path_factory.mktemp("course")
    for name, text in {"reference/tiny.py": REFERENCE, "rubrics/tiny.yaml": RUBRIC}.items():
        (folder / name).parent.mkdir()
        (folder / name).write_text(text, encoding="utf-8")
    for number in range(SIZE - len(ODD)):
        hand_in(folder / "honest" / f"group-{number:02}-{IN_NAME}", HONEST[number % len(HONEST)][0])
        hand_in(folder / "all" / f"group-{number:02}-{IN_NAME}", HONEST[number % len(HONEST)][0])
    for name, (second, _) in ODD.items():
        hand_in(folder / "all" / f"group-{ord(name[0]) % 30}{name}", RIGHT | {"second": second})
    return folder


def hand_in(folder, functions):
    folder.mkdir(parents=True)
    (folder / "solution.py").write_text(SOLUTION.format(**functions), encoding="utf-8")


@dataclass
class Watched:
    """Jails as they are opened, and what is done while a batch is marked."""

    jails: list = field(default_factory=list)
    found: set = field(default_factory=set)
    looks: int = 0

    def open_jail(self, plan, count):
        self.jails.append(Jail(plan, count))
        return self.jails[-1]


def marked(course, folder, out, watch=lambda *_: None, level=Level.NAMESPACES):
    """Each group's marks: outcome, points and what is said."""
    watched = Watched()
    ground = Ground(level, open_jail=watched.open_jail)
    batch = Batch(Course(course).load("tiny"), course / folder, out, workers=2, ground=ground)
    grade(batch, Watch(lambda _result, done, _count: watch(watched, done)))
    results = read_results(out / "tiny/results.json")
    marks = {one.group: [(mark.name, mark.outcome.value, mark.points, mark.says) for mark in one.marks] for one in results.submissions}
    return marks, watched


@pytest.fixture(scope="module")
def alone(course, tmp_path_factory):
    """The marks of a class in which everybody is honest."""
    return marked(course, "honest", tmp_path_factory.mktemp("alone"))[0]


def outcomes(marks):
    return tuple(outcome for _, outcome, _, _ in marks)


def test_one_loop_one_crash_and_one_bomb_cost_nobody_else_anything(course, alone, tmp_path):
    marks, watched = marked(course, "all", tmp_path, look_into_the_memory)
    assert len(marks) == SIZE
    assert {group: marks[group] for group in alone} == alone
    assert {outcomes(alone[group]) for group in alone} == {wanted for _, wanted in HONEST}
    odd = {group: outcomes(found) for group, found in marks.items() if group not in alone}
    assert sorted(odd.values()) == sorted(("right", outcome, "right") for _, outcome in ODD.values())
    assert [jail.started for jail in watched.jails] == [1, 1], "one fork server for the control run, and one for all groups"
    if is_root():
        assert watched.looks >= 3
        assert watched.found == {"grader.jail.zygote"}, "the fork server knows itself, and nobody else"


def test_a_fork_server_that_is_killed_in_the_middle_costs_nobody_a_mark(course, alone, tmp_path):
    def kill(watched, done):
        if done in (5, 20):
            os.kill(watched.jails[-1]._server.pid, signal.SIGKILL)

    marks, watched = marked(course, "honest", tmp_path, kill, Level.LANDLOCK)
    assert marks == alone
    assert watched.jails[-1].started == 3


# The memory of the fork server


def look_into_the_memory(watched, done):
    """Search it for what only the trusted side may know, and for what surely stands there."""
    if not is_root() or done % 20:
        return
    needles = [IN_REFERENCE, "5119273.0046", IN_RUBRIC, IN_NAME, "first_inputs", "grader.jail.zygote"]
    server = watched.jails[-1]._server.pid
    for pid in (server, *(int(one) for one in Path(f"/proc/{server}/task/{server}/children").read_text(encoding="ascii").split())):
        memory = b"".join(writable_memory(pid))
        watched.looks += bool(memory)
        watched.found |= {needle for needle in needles if re.search(re.escape(needle.encode()), memory)}


def writable_memory(pid):
    """All that a process could have written down."""
    with suppress(OSError), Path(f"/proc/{pid}/maps").open(encoding="utf-8") as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps:
            region, rights = line.split()[:2]
            if rights.startswith("rw"):
                begin, end = (int(one, 16) for one in region.split("-"))
                with suppress(OSError, OverflowError, ValueError):
                    memory.seek(begin)
                    yield memory.read(end - begin)
