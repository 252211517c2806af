"""What the tests of clusters share: one class, its results, one scheduler."""

import json
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # the folder is no package, and its tests share a file
sys.path.append(str(Path(__file__).parents[1] / "commands"))

import pytest
from far_away import RUBRIC, SIZE, marked, started, written
from total_and_double import REFERENCE


@pytest.fixture(scope="session")
def course(tmp_path_factory):
    """A class, some of it right."""
    files = {"reference/far.py": REFERENCE, "rubrics/far.yaml": RUBRIC}
    for number in range(SIZE):
        group = f"submissions/far/group-{number:02}"
        files[f"{group}/answers.md"] = f"# 1 Values\n\ntotal = {14 if number % 3 else 15}\n"
        files[f"{group}/code.py"] = f"def double(x):\n    return {2 if number % 4 else 3} * x\n"
    files["submissions/far/broken.pdf"] = "no pdf"
    return written(files, tmp_path_factory.mktemp("far") / "course")


@pytest.fixture(scope="session")
def here(course, tmp_path_factory):
    """The results of this machine alone."""
    return marked(course, tmp_path_factory.mktemp("here"))


@pytest.fixture(scope="session")
def scheduler(tmp_path_factory):
    """Its address."""
    told = tmp_path_factory.mktemp("scheduler") / "told.json"
    with started("distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)):
        until = time.monotonic() + 60
        while not told.exists():
            assert time.monotonic() < until
            time.sleep(0.05)
        time.sleep(0.1)
        yield json.loads(told.read_text())["address"]
