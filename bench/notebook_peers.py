# ruff: noqa: INP001 - a folder of programs, not a package
"""The class of `bench.scale` for nbgrader and otter-grader: the same functions in a notebook each, and tests with asserts.

otter-grader works as it does inside its own containers (`otter run`, one submission after another), without Docker; nbgrader's `autograde`
runs them all in one go. What each gives is compared with what was made up: a point for every function that is right.
"""

import csv
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.jail import OTTER_TEST, cell, indented, notebook, write
from bench.made_class import Group, groups
from bench.made_code import FUNCTIONS, HEAD
from bench.watched import Watched, watch

TEST = """sheet = {{"np": __import__("numpy")}}
exec({reference!r}, sheet)
for inputs in sheet["{name}_inputs"](sheet["np"].random.default_rng(1)):
    assert sheet["np"].allclose({name}(*inputs), sheet["{name}"](*inputs))
"""


@dataclass(frozen=True)
class Marked:
    """What a class cost, and the points that each group was given."""

    cpu: float
    points: dict[str, float]


Peer = Callable[[Path, Path, int], Marked]
"""Marks a class in a folder, with the Python of an environment."""


def measured(peer: Peer, python: Path, size: int) -> float:
    """Processor seconds for a class of so many, once its points were found to be right."""
    with tempfile.TemporaryDirectory(prefix="grader-bench-") as folder:
        marked = peer(python, Path(folder), size)
    made_up = {group.name: float(right_of(group)) for group in groups(size)}
    if marked.points != made_up:
        raise SystemExit(f"they gave {marked.points}, made up was {made_up}")
    return marked.cpu


def right_of(group: Group) -> int:
    """How many of its functions are right in a notebook, where nothing is run that cannot be read as a whole."""
    broken = b"standardise([1, 2)" in group.files["model.py"]
    return 0 if broken else sum(outcome == "right" for outcome in group.code.values())


def tests() -> Iterator[tuple[str, str]]:
    """For each function the test that it is put to."""
    for name, function in FUNCTIONS.items():
        yield name, TEST.format(name=name, reference=function.reference)


def nbgrader(python: Path, folder: Path, size: int) -> Marked:
    """`nbgrader autograde`."""
    solution = {"grade": False, "solution": True, "locked": False, "task": False}
    test = {"grade": True, "solution": False, "locked": True, "points": 1, "task": False}
    checks = [cell(text, name, test) for name, text in tests()]
    write(folder / "nbgrader_config.py", "c = get_config()\nc.CourseDirectory.course_id = 'fit'\n")
    write(folder / "source" / "fit" / "work.ipynb", notebook(cell("### BEGIN SOLUTION\n### END SOLUTION", "solve", solution), *checks))
    run(python, ["nbgrader", "generate_assignment", "fit", "--create"], folder)
    for group in groups(size):
        done = notebook(cell(group.files["model.py"].decode(), "solve", solution), *checks)
        write(folder / "submitted" / group.name / "fit" / "work.ipynb", done)
    cpu = run(python, ["nbgrader", "autograde", "fit", "--create"], folder).cpu
    run(python, ["nbgrader", "export"], folder)
    with (folder / "grades.csv").open(newline="", encoding="utf-8") as rows:
        return Marked(cpu, {row["student_id"]: float(row["score"]) for row in csv.DictReader(rows)})


def otter(python: Path, folder: Path, size: int) -> Marked:
    """`otter run`, one submission after another."""
    for name, text in tests():
        head = OTTER_TEST.replace('name = "q1"', f'name = "{name}"').replace("test_solve(solve)", f"test_it({name})")
        write(folder / "tests" / f"{name}.py", head + indented(text))
    run(python, ["otter", "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"], folder)
    cpu, points = 0.0, {}
    for group in groups(size):
        # What is left out would end all of its tests: so a function that raises stands in its place.
        absent = "".join(f"def {name}(*_):\n    raise NotImplementedError\n\n\n" for name in FUNCTIONS)
        write(folder / group.name / "work.ipynb", notebook(cell(HEAD + absent, "blank"), cell(group.files["model.py"].decode(), "solve")))
        out = folder / f"{group.name}-out"
        out.mkdir()
        cpu += run(python, ["otter", "run", "-a", "autograder.zip", "-o", str(out), "--no-logo", f"{group.name}/work.ipynb"], folder).cpu
        told = json.loads((out / "results.json").read_text(encoding="utf-8"))["tests"]
        points[group.name] = sum(float(one.get("score", 0.0)) for one in told if any(name in one["name"] for name in FUNCTIONS))
    return Marked(cpu, points)


def run(python: Path, words: Sequence[str], folder: Path) -> Watched:
    """A program of the environment, which finds its own others and nothing of ours."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    environment["PATH"] = f"{python.parent}{os.pathsep}{environment.get('PATH', '')}"
    return watch([str(python), "-m", *words], folder, environment)


PEERS: dict[str, Peer] = {"nbgrader": nbgrader, "otter-grader": otter}


if __name__ == "__main__":
    for name, peer in PEERS.items():
        sys.stdout.write(f"{name}: {measured(peer, Path(sys.argv[1]), int(sys.argv[2])):.1f} s of CPU, {os.cpu_count()} cores\n")
