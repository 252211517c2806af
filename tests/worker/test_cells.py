"""Notebooks run again, cell by cell."""

import json

import pytest

from grader.worker.notebook_source import NotANotebook, code_cells, without_magics
from grader.worker.printed import FIRST, LAST, Printed


def notebook(*cells: str) -> bytes:
    found = [{"cell_type": "markdown", "source": ["# A title"]}]
    found += [{"cell_type": "code", "source": cell.splitlines(keepends=True), "outputs": [], "metadata": {}} for cell in cells]
    return json.dumps({"cells": found, "nbformat": 4, "nbformat_minor": 5, "metadata": {}}).encode()


def run(job, *cells, **fields):
    """All cells' values, then the last reply."""
    job.begin({"sub/x.ipynb": notebook(*cells), "sub/data.txt": "7", "sub/own.py": "print('loud')\nY = 3\n"})
    job.send(do="cells", file="sub/x.ipynb", **fields)
    told = []
    while True:
        reply = job.receive()
        if reply["is"] != "cell":
            return told, reply
        told.append(reply["value"])
        job.send(do="next")


def test_cells_run_one_after_the_other_and_one_that_fails_stops_nothing(heavy):
    told, last = run(heavy, "x = 2\nprint('hi')\nx + 1", "y = 1\nx / 0\nz = 3", "def f(:\n  pass", "x * 10")
    assert last == {"is": "done", "value": {"count": 4}}
    assert [one["output"] for one in told] == ["hi\n3\n", "", "", "20\n"]
    assert [one["error"].partition(":")[0] for one in told] == ["", "ZeroDivisionError", "SyntaxError", ""]
    assert [one["line"] for one in told] == ["", "line 2: x / 0", "line 1: def f(:", ""]
    assert [one["index"] for one in told] == [0, 1, 2, 3]


SKIPPED = {
    "!pip install torchsummary": "!pip install torchsummary",
    "%pip install x": "%pip install x",
    "files = !ls\nfiles": "!ls",
    "%%bash\nrm -rf /": "%%bash",
    "get_ipython().system('ls')": "!ls",
    "%no_such_magic 3": "%no_such_magic 3",
    "%%no_such_magic\n1 / 0": "%%no_such_magic",
    "%matplotlib inline\n%load_ext autoreload\n%autoreload 2": "",
    "%matplotlib notebook": "",
    "%timeit 1 + 1": "",
    "%%time\nq = 5": "",
    "%cd .": "",
    "%precision 3": "",
}


@pytest.mark.parametrize("cell", SKIPPED)
def test_magics_and_shell_lines_do_not_break_a_notebook(heavy, cell):
    told, _ = run(heavy, cell, "1 + 1")
    assert (told[0]["error"], told[0]["skipped"]) == ("", SKIPPED[cell])
    assert told[1]["output"] == "2\n"


HARMLESS = {
    "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()": "",
    "from IPython.display import display, HTML\ndisplay(HTML('<b>x</b>'), 3)": "<IPython.core.display.HTML object>\n3\n",
    "import ipywidgets as widgets\nfrom ipywidgets import interact\nwidgets.IntSlider(value=3)\ninteract(lambda x: x, x=(0, 3));": "",
    "from tqdm.notebook import tqdm\nfor i in tqdm(range(2)): print(i)": "0\n1\n",
    "with open('data.txt') as f: print(f.read())": "7\n",
    "from own import Y\nY": "3\n",
    "exit()": "",
    "import sys\nsys.stdout.flush(); print('to the other', file=sys.stderr)": "to the other\n",
    "_ = 3\nNone": "",
    "3;": "",
    "if __name__ == '__main__': print('main')": "main\n",
    "import os\nos.chdir('/')": "",
}


@pytest.mark.parametrize("cell", HARMLESS)
def test_plots_widgets_and_files_do_not_break_a_notebook(heavy, cell):
    told, _ = run(heavy, cell, "open('data.txt').read()")
    assert (told[0]["error"], told[0]["output"]) == ("", HARMLESS[cell])
    assert told[1]["output"] == "'7'\n"


def test_a_plot_does_not_break_where_the_library_was_not_loaded_beforehand(job):
    """Nobody has drawn anything in this process yet, so that pyplot has still to choose what it draws with."""
    pytest.importorskip("matplotlib")
    job.begin({"a.py": "import matplotlib.pyplot as plt\ndef f():\n    plt.plot([1, 2])\n    plt.show()\n    return 3\n"})
    assert job.value("a.py", "f") == 3


def test_a_cell_tells_what_was_adapted_for_it_and_what_may_be_to_blame(heavy):
    told, _ = run(heavy, "import ipywidgets", "import no_such_thing", "1 / 0")
    assert [one["hint"] for one in told] == ["", "missing package no_such_thing", ""]
    assert "`ipywidgets` is not installed here" in told[0]["notes"]
    assert [one["notes"] for one in told[1:]] == ["", ""]


def test_what_a_cell_writes_into_a_file_can_be_imported_without_running_it(job):
    cells = "%%writefile own.py\ndef twice(x):\n    return 2 * x\n", "from own import twice", "def f(x):\n    return twice(x)"
    job.begin({"a/x.ipynb": notebook(*cells, "%%file ../../etc.py\nx = 1\n", "%%file data.txt\nx\n")})
    assert job.value("a/x.ipynb", "f", args={"x": 3}) == 6


ENDS = {
    "import sys\nsys.exit(3)": "SystemExit: 3",
    "raise KeyboardInterrupt": "KeyboardInterrupt: ",
    "class Odd(BaseException): pass\nraise Odd": "Odd: ",
    "get_ipython().run_cell = None\n1 / 0": "ZeroDivisionError: division by zero",
    "import builtins\nbuiltins.len = None\nbuiltins.print = None\n1 / 0": "TypeError: ",
    "import sys\nsys.stdout = None\n1 / 0": "ZeroDivisionError: division by zero",
    "input()": "StdinNotImplementedError",
    "from os import no_such": "ImportError: cannot import name 'no_such' from 'os'",
}


@pytest.mark.parametrize("cell", ENDS)
def test_whatever_a_cell_does_the_next_one_runs(heavy, cell):
    told, last = run(heavy, cell, "print(len([1, 2]))")
    if "input" in cell:
        assert "Error: " in told[0]["error"]
    else:
        assert told[0]["error"].startswith(ENDS[cell])
    if "run_cell = None" not in cell:
        assert (told[1]["output"], told[1]["error"]) == ("2\n", "")
    assert last["value"] == {"count": 2}


def test_an_input_transformer_of_theirs_changes_only_their_own_cells(heavy):
    spoil = "get_ipython().input_transformers_post.append(lambda lines: ['1 / 0\\n'])"
    told, last = run(heavy, spoil, "x = 5")
    assert told[1]["error"].startswith("ZeroDivisionError")
    assert last["value"] == {"count": 2}
    assert heavy.ask("sub/x.ipynb", through="answer = 6")["value"] == 6


def test_questions_are_put_to_what_the_cells_left_behind(heavy):
    run(heavy, "def f(x):\n    return x", "rate = 0.1\nfor i in range(3):\n    rate *= 2", "def f(x):\n    return rate * x")
    assert heavy.value("sub/x.ipynb", "f", args={"x": 10}) == 8
    assert heavy.value("sub/x.ipynb", "rate") == 0.8


def test_a_cell_can_be_left_out_the_second_time(heavy):
    told, _ = run(heavy, "x = 1", "while True: pass", "x", skip=[1])
    assert [(one["output"], one["skipped"]) for one in told] == [("", ""), ("", "not run"), ("1\n", "")]


def test_a_flood_of_output_is_kept_at_its_ends(heavy):
    told, _ = run(heavy, "for i in range(100_000): print(i)")
    assert told[0]["output"].startswith("0\n1\n")
    assert told[0]["output"].endswith("99999\n")
    assert "characters left out" in told[0]["output"]
    assert len(told[0]["output"]) < 60_000


@pytest.mark.parametrize("sizes", [(3,), (FIRST,), (FIRST + 1,), (FIRST - 1, 5, LAST, 7), (FIRST + LAST + 10,)])
def test_printed_text_is_whole_as_long_as_it_is_short(sizes):
    stream = Printed()
    whole = ""
    for number, size in enumerate(sizes):
        part = str(number) * size
        stream.write(part)
        whole += part
    text = stream.text()
    assert text.startswith(whole[:FIRST])
    assert text.endswith(whole[-min(LAST, len(whole)) :] if len(whole) > FIRST + LAST else whole[FIRST:])
    assert ("left out" in text) is (len(whole) > FIRST + LAST)


def test_a_notebook_is_asked_without_being_run(job):
    cells = [
        "%matplotlib inline\nimport numpy as np\n!pip install x",
        "def f(x):\n    return x",
        "print('loud')\nwhile True: pass",
        "def f(x):\n    return 1 / x",
    ]
    survey = job.begin({"x.ipynb": notebook(*cells)})
    assert survey["files"]["x.ipynb"]["error"] == ""
    assert job.value("x.ipynb", "f", args={"x": 2}) == 0.5
    reply = job.ask("x.ipynb", "f", args={"x": 0})
    assert reply["trace"] == [["x.ipynb", 2, "cell 4, f", "return 1 / x"]]


def test_a_cell_that_cannot_be_read_costs_only_itself(job):
    survey = job.begin({"x.ipynb": notebook("x = = 1", "def f():\n    return 1")})
    assert survey["files"]["x.ipynb"]["error"].startswith("cell 1, line 1: ")
    assert job.value("x.ipynb", "f") == 1


@pytest.mark.parametrize(
    ("cell", "python"),
    [
        ("%%bash\nls\nls", "\n\n"),
        ("%%time\nx = 1", "\nx = 1"),
        ("!ls\nx = 1", "pass\nx = 1"),
        ("if x:\n    !ls\nelse:\n    %cd ..", "if x:\n    pass\nelse:\n    pass"),
        ("x = (5\n% 3)", "x = (5\n% 3)"),
        ("t = '''\n%no magic\n'''", "t = '''\n%no magic\n'''"),
        ("files = !ls\nprint?\n?print", "pass\npass\npass"),
    ],
)
def test_magics_are_blanked_and_lines_stay_where_they_are(cell, python):
    assert without_magics(cell) == python


def test_whitespace_without_end_is_read_in_time():
    without_magics("x = = 1\n" + " " * 200_000 + "\n" + "a." * 100_000 + "\n" + "a, " * 100_000)


@pytest.mark.parametrize("data", [b"", b"[]", b"{}", b"[" * 100_000, b'{"cells": 3}', b"\xff\xfe", b'{"worksheets": [3]}', b"null"])
def test_what_is_no_notebook_is_called_so(data):
    found: list[str] | str
    try:
        found = code_cells(data)
    except NotANotebook as problem:
        found = str(problem)
    assert found == [] or "this is no notebook" in found


def test_odd_cells_are_passed_over():
    cells = [
        3,
        {"cell_type": "code"},
        {"cell_type": "code", "source": [1, "x"]},
        {"cell_type": "code", "source": "a\r\nb"},
        {"cell_type": "raw", "source": "y"},
    ]
    assert code_cells(json.dumps({"cells": cells}).encode()) == ["", "x", "a\nb"]
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": ["x = 1"]}]}]}
    assert code_cells(json.dumps(old).encode()) == ["x = 1"]
