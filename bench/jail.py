# ruff: noqa: INP001 - a folder of programs, not a package
"""Processor seconds a submission: this jail, a fresh torch process, nbgrader and otter-grader on one generated class.

`python -m bench.jail` compares with a fresh process; `python -m bench.jail --peers FOLDER` installs nbgrader and otter-grader there, each
into an environment of its own, and compares with them too. What counts is the slope between the two larger classes, over the whole tree of
processes, so that what is paid once stands apart. All work on one submission after another, and every submission loads torch, as in a
course on deep learning; ours is measured once more without.

At last comes what a job costs by itself: a submission of one line, from the fork to the end of its job, as the median of a hundred.
"""

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from grader.jail.client import Jail
from grader.jail.level import Level
from grader.jail.server import Plan

ROOT = Path(__file__).resolve().parents[1]
SIZES = (5, 20, 60)
INPUTS = 6
LEAST = {"a fresh torch process": 20.0, "nbgrader": 35.0}
"""How many times more than ours the project promises that these cost."""
SOLUTION = '''import numpy as np
import torch


def solve(x, w):
    """The valid cross-correlation of x with w, by a loop."""
    size = len(x) - len(w) + 1
    return torch.tensor([np.sum(x[start:start + len(w)] * w) for start in range(size)])
'''
PLAIN = SOLUTION.replace("import torch\n", "").replace("torch.tensor", "np.array")
RUBRIC = """title: Cross-correlation
reference: corr
tasks:
  1 Cross-correlation:
    - same: solve
      in: solution.py
      points: 1
"""
REFERENCE = f'''import numpy as np


def solve(x, w):
    """Cross-correlation of x with w."""
    return np.correlate(x, w, mode="valid")


def solve_inputs(rng):
    """Signals and kernels of several sizes."""
    for size in range({INPUTS}):
        yield rng.normal(size=8 + size), rng.normal(size=3)
'''
TORCH = f"torch=={version('torch').partition('+')[0]}"
JOBS = 100
MOST_OVERHEAD = 50.0
"""Milliseconds."""
TESTS = f"""rng = np.random.default_rng(1)
for size in range({INPUTS}):
    x, w = rng.normal(size=8 + size), rng.normal(size=3)
    assert np.allclose(solve(x, w), np.correlate(x, w, mode="valid"))
"""
OTTER_TEST = """OK_FORMAT = False
from otter.test_files import test_case
import numpy as np
name = "q1"
points = 1


@test_case()
def test_solve(solve):
"""


@dataclass(frozen=True)
class Cost:
    """What one run cost."""

    cpu: float
    """Processor seconds of all processes."""
    wall: float


def cost_of(work: Callable[[], None]) -> Cost:
    """What the processes that are started cost, with all of theirs."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    work()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, time.perf_counter() - began)


def run(command: list[str], folder: Path) -> None:
    """A program, which must end well."""
    beside = {**os.environ, "PATH": f"{Path(command[0]).parent}{os.pathsep}{os.environ.get('PATH', '')}"}
    done = subprocess.run(command, cwd=folder, env=beside, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command[:4])} … failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")


def students(count: int) -> list[str]:
    """Their names."""
    return [f"student-{number:03}" for number in range(1, count + 1)]


def ours(folder: Path, count: int, solution: str = SOLUTION) -> Cost:
    """`grader grade` on a class of so many, reports and gradebook with it."""
    for name, text in (("rubrics/corr.yaml", RUBRIC), ("reference/corr.py", REFERENCE)):
        write(folder / name, text)
    for number, student in enumerate(students(count)):
        write(folder / "submissions" / "corr" / student / "solution.py", solution + f"\n# {number}\n")
    cost = cost_of(lambda: run([sys.executable, "-m", "grader", "grade", "--course", str(folder), "-j", "1"], ROOT))
    results = json.loads((folder / "results" / "corr" / "results.json").read_text(encoding="utf-8"))
    if any(one["points"] != 1 for one in results["submissions"]) or len(results["submissions"]) != count:
        raise SystemExit("ours: not everybody got the point")
    return cost


def fresh(_folder: Path, count: int) -> Cost:
    """A new process a submission that does no more than to load torch; a few stand for all."""
    few = min(count, 10)

    def work() -> None:
        for _ in range(few):
            run([sys.executable, "-c", "import torch"], ROOT)

    cost = cost_of(work)
    return Cost(cost.cpu * count / few, cost.wall * count / few)


def write(path: Path, text: str) -> None:
    """A file with its folders."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def cell(source: str, identity: str, nbgrader: Mapping[str, object] | None = None) -> dict[str, object]:
    """A code cell of a notebook."""
    metadata = {} if nbgrader is None else {"nbgrader": {"schema_version": 3, "grade_id": identity, **nbgrader}}
    return {"cell_type": "code", "id": identity, "execution_count": None, "metadata": metadata, "outputs": [], "source": source}


def notebook(*cells: dict[str, object]) -> str:
    """A notebook of these cells."""
    kernel = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}, "language_info": {"name": "python"}}
    return json.dumps({"cells": list(cells), "metadata": kernel, "nbformat": 4, "nbformat_minor": 5})


def nbgrader(environment: Path) -> Callable[[Path, int], Cost]:
    """`nbgrader autograde` on a class of so many."""
    program = str(environment / "bin" / "nbgrader")

    def cost(folder: Path, count: int) -> Cost:
        solution = {"grade": False, "solution": True, "locked": False, "task": False}
        test = {"grade": True, "solution": False, "locked": True, "points": 1, "task": False}
        blank = notebook(cell("### BEGIN SOLUTION\n### END SOLUTION", "solve", solution), cell(TESTS, "test", test))
        done = notebook(cell(SOLUTION, "solve", solution), cell(TESTS, "test", test))
        write(folder / "nbgrader_config.py", "c = get_config()\nc.CourseDirectory.course_id = 'corr'\n")
        write(folder / "source" / "corr" / "work.ipynb", blank)
        run([program, "generate_assignment", "corr", "--create"], folder)
        for student in students(count):
            write(folder / "submitted" / student / "corr" / "work.ipynb", done)
        return cost_of(lambda: run([program, "autograde", "corr", "--create"], folder))

    return cost


def otter(environment: Path) -> Callable[[Path, int], Cost]:
    """`otter run`, one submission after another, as its own containers do."""
    program = str(environment / "bin" / "otter")

    def cost(folder: Path, count: int) -> Cost:
        tests = OTTER_TEST + indented(TESTS)
        write(folder / "tests" / "q1.py", tests)
        run([program, "generate", "-t", "tests", "-o", "autograder.zip", "--no-environment"], folder)
        done = notebook(cell(SOLUTION, "solve"))
        for student in students(count):
            write(folder / student / "work.ipynb", done)
            (folder / f"{student}-out").mkdir()

        def work() -> None:
            for student in students(count):
                run([program, "run", "-a", "autograder.zip", "-o", f"{student}-out", "--no-logo", f"{student}/work.ipynb"], folder)

        return cost_of(work)

    return cost


def indented(text: str) -> str:
    """A body for a function."""
    return "".join(f"    {row}\n" for row in text.splitlines())


def installed(folder: Path, packages: list[str]) -> Path:
    """An environment with these packages, made when it is not there."""
    environment = folder / packages[0]
    if not (environment / "bin" / "python").exists():
        run([sys.executable, "-m", "venv", str(environment)], folder)
        run([str(environment / "bin" / "python"), "-m", "pip", "install", "--quiet", *packages], folder)
    return environment


def measured(name: str, of: Callable[[Path, int], Cost]) -> float:
    """Costs for every size, and the slope between the larger two, which is returned."""
    costs = {}
    for count in SIZES:
        with tempfile.TemporaryDirectory(prefix="grader-bench-") as folder:
            costs[count] = of(Path(folder), count)
    slope = (costs[SIZES[2]].cpu - costs[SIZES[1]].cpu) / (SIZES[2] - SIZES[1])
    start = costs[SIZES[1]].cpu - SIZES[1] * slope
    row = "  ".join(f"N={count}: {cost.cpu:7.2f} s CPU, {cost.wall:6.2f} s" for count, cost in costs.items())
    sys.stdout.write(f"{name:24} {row}  slope {1000 * slope:8.1f} ms  start-up {start:5.2f} s\n")
    return slope


def overhead() -> float:
    """Milliseconds that a submission of one line takes by the wall clock, with torch loaded, at the strongest level."""
    begin = {"do": "begin", "files": {"s.py": b"import torch\ndef f(x): return 2 * x\n"}, "starter": {}, "seed": 1, "stubs": True}
    load = {"do": "load", "file": "s.py", "whole": False}
    ask = {"do": "ask", "file": "s.py", "calls": ["f"], "through": "", "args": {"x": 1.5}, "seed": 1, "stubs": []}
    took = []
    with Jail(Plan(Level.NAMESPACES, ("numpy", "torch"))) as jail:
        for _ in range(JOBS):
            began = time.perf_counter()
            with jail.job() as job:
                told = [job.ask(message, 10.0).message for message in (begin, load, ask)][-1]
            took.append(1000 * (time.perf_counter() - began))
            if told.get("value") != 3.0:
                raise SystemExit(f"ours: {told}")
    median = statistics.median(took)
    sys.stdout.write(f"a job of one line: {median:.1f} ms (promised: at most {MOST_OVERHEAD:g}), fastest {min(took):.1f}\n")
    return median


def main(arguments: list[str]) -> None:
    """Measure and compare; fails where a promise is not kept."""
    slope = measured("ours", ours)
    measured("ours, without torch", lambda folder, count: ours(folder, count, PLAIN))
    others = {"a fresh torch process": measured("a fresh torch process", fresh)}
    if arguments[:1] == ["--peers"]:
        folder = Path(arguments[1]).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        others["nbgrader"] = measured("nbgrader", nbgrader(installed(folder, ["nbgrader", "numpy", "ipykernel", TORCH])))
        others["otter-grader"] = measured("otter-grader", otter(installed(folder, ["otter-grader", "numpy", "ipykernel", TORCH])))
    for name, cost in others.items():
        least = LEAST.get(name)
        promise = "" if least is None else f" (promised: {least:g})"
        sys.stdout.write(f"{name} costs {cost / slope:.0f} times as much{promise}\n")
    kept = [others[name] / slope >= least for name, least in LEAST.items() if name in others]
    sys.exit(not all([*kept, overhead() <= MOST_OVERHEAD]))


if __name__ == "__main__":
    main(sys.argv[1:])
