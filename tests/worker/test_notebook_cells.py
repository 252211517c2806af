"""Cells that were to stay, and names that have to be used, seen from a notebook's text alone."""

import json

import pytest

from grader.worker.live import uses
from grader.worker.protected import defined_again, kept_cells
from grader.worker.source import read_code

FIXED = """# Do not change this cell.
import torch


def train(model, epochs=10):
    for epoch in range(epochs):
        print(epoch)  # slow
"""
OTHER = "# Bitte nicht verändern\nepochs = 10\ntorch.manual_seed(2)\n"
BLANK = ["class Net:\n    ...  # TODO", FIXED, "x = 1", OTHER]


def as_notebook(*cells):
    """A notebook of code cells."""
    return json.dumps({"cells": [{"cell_type": "code", "source": one} for one in cells]}).encode()


@pytest.mark.parametrize(
    ("theirs", "states"),
    [
        (BLANK, ["same", "same"]),
        (["!pip install torchsummary", *BLANK, "print(x)"], ["same", "same"]),
        ([BLANK[0], FIXED.replace("\n", "  \r\n").replace("    ", "\t"), OTHER], ["same", "same"]),
        ([BLANK[0], FIXED.replace("  # slow", "").replace("# Do not change this cell.", ""), OTHER], ["same", "same"]),
        ([BLANK[0], FIXED.replace("print(epoch)", "print( epoch )").replace("\n\n\n", "\n"), OTHER], ["same", "same"]),
        ([OTHER, FIXED], ["moved", "moved"]),
        ([f"{FIXED}\n{OTHER}"], ["elsewhere", "elsewhere"]),
        ([*FIXED.split("\n\n\n"), OTHER], ["elsewhere", "same"]),
        ([FIXED.replace("epochs=10", "epochs=30"), OTHER], ["changed", "same"]),
        ([FIXED.replace("print(epoch)", "pass"), OTHER], ["changed", "same"]),
        ([FIXED], ["same", "gone"]),
        ([FIXED, f'"""{OTHER}"""'], ["same", "changed"]),
        ([FIXED, "# " + OTHER.replace("\n", "\n# ")], ["same", "gone"]),
        (["y = 2"], ["gone", "gone"]),
    ],
)
def test_what_became_of_a_protected_cell(theirs, states):
    assert [one.state for one in kept_cells(BLANK, theirs)] == states


def test_a_changed_cell_is_told_by_its_lines():
    (one,) = kept_cells([FIXED], ["x = 1", FIXED.replace("epochs=10", "epochs=30")])
    assert (one.cell, one.at) == (1, 2)
    assert one.difference == ("-def train(model, epochs=10):", "+def train(model, epochs=30):")


def test_what_is_set_once_more_elsewhere_is_told():
    more = [*BLANK, "epochs = 30", "def train(model):\n    pass", "x = 2", "import torch"]
    assert defined_again(BLANK, more, {2, 4}) == [["epochs", 5], ["train", 6]]
    assert defined_again(BLANK, [FIXED, "x = 3", f"{OTHER}\ny = 1"], {1}) == []


LIVE = {
    "ghost.apply(weight_reset)": True,
    "weight_reset(ghost)": True,
    "for layer in ghost.children():\n    weight_reset(layer)": True,
    "def go():\n    ghost.apply(weight_reset)\n\ngo()": True,
    "class Run:\n    def start(self):\n        ghost.apply(weight_reset)\n\nRun().start()": True,
    "if torch.cuda.is_available():\n    ghost.cuda()\nghost.apply(fn=weight_reset)": True,
    "%%time\nghost.apply(weight_reset)": True,
    "try:\n    ghost.apply(weight_reset)\nexcept Exception:\n    pass": True,
    "with torch.no_grad():\n    ghost.apply(weight_reset)": True,
    "[weight_reset(one) for one in ghost.children()]": True,
    "ghost.apply(lambda one: weight_reset(one))": True,
    "from course import weight_reset as fresh\nghost.apply(fresh)": True,
    "# ghost.apply(weight_reset)": False,
    "'ghost.apply(weight_reset)'": False,
    "def go():\n    ghost.apply(weight_reset)": False,
    "class Run:\n    def start(self):\n        ghost.apply(weight_reset)": False,
    "if False:\n    ghost.apply(weight_reset)": False,
    "if 0 and x:\n    ghost.apply(weight_reset)": False,
    "if not True:\n    ghost.apply(weight_reset)": False,
    "while False:\n    ghost.apply(weight_reset)": False,
    "for _ in range(0):\n    ghost.apply(weight_reset)": False,
    "for _ in []:\n    ghost.apply(weight_reset)": False,
    "False and ghost.apply(weight_reset)": False,
    "ghost.apply(weight_reset) if False else None": False,
    "def go():\n    return 1\n    ghost.apply(weight_reset)\n\ngo()": False,
    "weight_reset": False,
    "%%script false --no-raise-error\nghost.apply(weight_reset)": False,
    "": False,
}


@pytest.mark.parametrize("text", LIVE)
def test_a_name_is_used_where_code_that_runs_calls_it_or_hands_it_on(text):
    code = read_code("a.ipynb", as_notebook("def weight_reset(m):\n    m.reset_parameters()", text, "print(1)"))
    assert bool(list(uses(code.statements, frozenset({"weight_reset", "fresh"})))) is LIVE[text]


def test_a_cell_that_ends_with_an_error_ends_no_other():
    code = read_code("a.py", b"raise ValueError\nghost.apply(weight_reset)\n")
    assert list(uses(code.statements, frozenset({"weight_reset"})))


def test_the_job_tells_both_of_a_notebook(job):
    job.begin(
        {"Task 1.ipynb": as_notebook("go = lambda: 1", FIXED, "from t import summary as show\nshow(1)")},
        {"Task_1.ipynb": as_notebook(*BLANK)},
    )
    asked = {"file": "Task 1.ipynb", "blank": "Task_1.ipynb", "names": ["summary", "go", "train"]}
    assert [row[1] for row in job.do("protected", **asked)["value"]["cells"]] == ["same", "gone"]
    names = job.do("live", **asked)["value"]["names"]
    assert names["summary"]["live"] == ["cell 3, line 2"]
    assert names["go"]["bound"] == ["cell 1, line 1"]
    assert names["train"] == {"live": [], "written": [], "bound": []}
    assert job.do("protected", **(asked | {"blank": "no.ipynb"}))["is"] == "absent"
