"""What is run when a file is loaded, what is left for later, and what a question may still bring to run."""

import ast

import numpy as np
import pytest

from grader.worker.cut import cut

KEPT = [
    "import numpy as np",
    "from lib.layers import *",
    "X = 3",
    "LIMITS = {'low': -1, 'high': [1, 2]}",
    "a, b = 1, 2",
    "import numpy as np\nK = np.array([[1, 2], [3, 4]]).reshape(4)",
    "import torch\ndevice = torch.device('cuda' if torch.cuda.is_available() else 'cpu')",
    "import torch\nfrom torch import nn\nloss = nn.CrossEntropyLoss()",
    "import numpy as np\nnp.random.seed(3)",
    "import sys, os\nsys.path.append(os.path.join(os.path.dirname(__file__), '..'))",
    "try:\n    import tqdm\nexcept ImportError:\n    tqdm = None",
    "relu = lambda x: max(x, 0)",
    "from dataclasses import dataclass\n@dataclass\nclass P:\n    x: int = 0",
    "def f():\n    pass\ndef timed(g):\n    return g\nf = timed(f)",
    "if 3 > 2:\n    EPS = 1e-8\nelse:\n    EPS = 1",
    "'a text'",
    "from collections import namedtuple\nPoint = namedtuple('Point', 'x y')",
]
CUT = [
    "print('hello')",
    "exit()",
    "x = input()",
    "for i in range(10**9):\n    pass",
    "while True:\n    pass",
    "data = download('http://example.org')",
    "import urllib.request\nurllib.request.urlretrieve('http://example.org')",
    "import torch\nw = torch.load('weights.pt')",
    "import numpy as np\nd = np.loadtxt('data.csv')",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "if __name__ == '__main__':\n    main()",
    "import argparse\nargs = argparse.ArgumentParser().parse_args()",
    "assert f(3) == 4",
    "model = Net()",
    "with open('x') as f:\n    y = f.read()",
    "values = [train(i) for i in range(3)]",
    "from torchvision import datasets\nd = datasets.MNIST('.', download=True)",
]


@pytest.mark.parametrize("source", KEPT)
def test_what_only_defines_something_is_kept(source):
    assert cut(ast.parse(source).body).later == []


@pytest.mark.parametrize("source", CUT)
def test_what_trains_downloads_draws_or_ends_is_cut(source):
    statements = ast.parse(source).body
    found = cut(statements)
    assert statements[-1].lineno in found.lines
    assert not any(one is statements[-1] for one in found.kept)


def test_a_table_that_a_loop_fills_is_not_left_half_filled():
    found = cut(ast.parse("T = [0] * 4\nU = len(T)\nfor i in range(4):\n    T[i] = i * i\ndef f():\n    return T\n").body)
    assert [one.lineno for one in found.kept] == [5]


def test_a_question_runs_no_more_of_a_file_than_it_needs(job):
    job.begin(
        {"a.py": "print('loud')\nT = [0] * 4\nfor i in range(4):\n    T[i] = i * i\nimport time\ntime.sleep(60)\ndef f():\n    return T\n"}
    )
    assert job.value("a.py", "f") == [0, 1, 4, 9]
    assert job.printed() == ""


def test_what_a_dropped_name_needs_is_run_too(job):
    job.begin({"a.py": "def work(n):\n    return n + 1\nfirst = work(1)\nsecond = work(first)\ndef f():\n    return second * 10\n"})
    assert job.value("a.py", "f") == 30


def test_a_name_of_the_main_block_is_found(job):
    job.begin(
        {
            "a.py": (
                "def f(x):\n    return x * scale\ndef get():\n    return 3\nif __name__ == '__main__':\n"
                "    scale = get()\n    print(f(2))\n"
            )
        }
    )
    assert job.value("a.py", "f", args={"x": 2}) == 6
    assert job.printed() == ""


def test_the_whole_file_runs_as_a_program_when_asked(job):
    job.begin(
        {"a.py": "import sys\ntotal = 0\nfor i in range(4):\n    total += i\nif __name__ == '__main__':\n    total += 100\nprint(total)\n"}
    )
    assert job.do("load", file="a.py", whole=True)["is"] == "done"
    assert job.printed() == "106\n"
    assert job.value("a.py", "total") == 106


def test_a_default_or_a_base_class_that_was_dropped_is_run_at_loading(job):
    job.begin({"a.py": "def make():\n    return 5\nN = make()\ndef f(x=N):\n    return x\n"})
    assert job.value("a.py", "f") == 5


def test_a_failing_statement_costs_only_what_needs_it(job):
    job.begin(
        {
            "a.py": (
                "import no_such_package_at_all\nK = 1 / 0\ndef f():\n    return 1\ndef g():\n    return K\n"
                "class C(no_such_package_at_all.B):\n    pass\n"
            )
        }
    )
    assert job.value("a.py", "f") == 1
    assert job.ask("a.py", "g")["type"] == "ZeroDivisionError"
    missing = job.ask("a.py", "C")
    assert (missing["type"], missing["hint"]) == ("ModuleNotFoundError", "missing package no_such_package_at_all")


@pytest.mark.parametrize("branches", [100, 950, 1_500])
def test_what_is_too_deep_to_be_compiled_here_is_nobodys_slip(job, branches):
    chain = "n = 3\nif n < 0:\n    size = 0\n" + "".join(f"elif n == {one}:\n    size = {one}\n" for one in range(branches))
    job.begin({"a.py": f"{chain}def f():\n    return size\ndef g():\n    return 1\n"})
    reply = job.ask("a.py", "f")
    assert reply["is"] == "done" if branches < 1_000 else reply["hint"] == "too much", reply
    assert job.value("a.py", "g") == 1


FILES = {
    "repo-main/lib/base.py": "class Module:\n    def __call__(self, x):\n        return self.forward(x)\nprint('base')\n",
    "repo-main/lib/layers.py": "from lib.base import Module\nfrom .base import Module as Same\nimport base\nassert False\n"
    "class Twice(Module):\n    def forward(self, x):\n        return 2 * x\n"
    "def one_copy():\n    return Same is Module is base.Module\n",
    "repo-main/main.py": "from lib.layers import *\nprint(Twice()(3))\n",
}


def test_relative_absolute_and_careless_imports_meet_one_and_the_same_module(job):
    job.begin(FILES)
    assert job.value("repo-main/lib/layers.py", "one_copy") is True
    assert job.value("repo-main/main.py", through="answer = Twice()(3)") == 6
    assert job.printed() == ""


def test_a_name_that_was_left_out_is_there_for_whoever_imports_it(job):
    job.begin({
        "tables.py": "def make():\n    return [1, 2]\nTABLE = make()\n",
        "a.py": "from tables import TABLE\ndef f():\n    return TABLE\n",
        "b.py": "from tables import *\ndef f():\n    return TABLE\n",
        "c.py": "import tables\ndef f():\n    return tables.TABLE\n",
    })  # fmt: skip
    assert [job.value(f"{name}.py", "f") for name in "abc"] == [[1, 2]] * 3


@pytest.mark.parametrize("name", ["numpy", "sitecustomize", "conftest", "json", "random", "torch"])
def test_a_file_with_the_name_of_a_library_shadows_nothing(job, name):
    job.begin(
        {
            f"{name}.py": "raise SystemExit\ndef sum(x):\n    return 0\nX = 41\n",
            "a.py": "import numpy as np, json, random\ndef f(x):\n    return np.sum(x), json.dumps(1)\n",
        }
    )
    assert job.value("a.py", "f", args={"x": np.arange(3)}) == (3, "1")
    assert job.value(f"{name}.py", "X") == 41


@pytest.mark.parametrize("name", ["layer (1).py", "ответ.py", "2023-abgabe.py", "a b/c d.py", "안녕.py", "x.y.py"])
def test_a_file_is_loaded_whatever_it_is_called(job, name):
    job.begin({name: "def f():\n    return 1\n"})
    assert job.value(name, "f") == 1


def test_a_moved_file_is_found_by_those_who_import_it(job):
    survey = job.begin({"src/my/layers.py": "X = 5\n", "main.py": "from lib.layers import X\ndef f():\n    return X\n"})
    assert survey["notes"] == []
    reply = job.ask("main.py", "f")
    assert reply["value"] == 5
    assert "src/my/layers.py was used for `lib.layers`" in reply["notes"]


def test_files_that_import_one_another_in_a_circle_load(job):
    job.begin({"a.py": "import b\ndef f():\n    return b.g() + 1\n", "b.py": "import a\ndef g():\n    return 1\n"})
    assert job.value("a.py", "f") == 2


def test_a_syntax_error_costs_only_the_function_that_has_it(job):
    survey = job.begin(
        {
            "a.py": (
                "X = 2\ndef good(y):\n    return X * y\n\ndef bad(y):\n    return y +\n\ndef later():\n"
                "    return '''\nnot a statement: at all\n'''\n"
            )
        }
    )
    told = survey["files"]["a.py"]
    assert told["error"].startswith("line 6: ")
    assert set(told["definitions"]) == {"good", "later"}
    assert job.value("a.py", "good", args={"y": 4}) == 8
    bad = job.ask("a.py", "bad")
    assert (bad["type"], bad["trace"]) == ("SyntaxError", [["a.py", 6, "", "return y +"]])


def test_python_2_is_recognised(job):
    told = job.begin({"a.py": "def f(x):\n    return x\nprint 'result', f(3)\n"})["files"]["a.py"]
    assert told["python2"]
    assert job.value("a.py", "f", args={"x": 1}) == 1


def test_a_future_import_reaches_every_part_of_the_file(job):
    job.begin({"a.py": "from __future__ import annotations\nX = 1\ndef f(x: NotThere) -> NeitherThis:\n    return x\n"})
    assert job.value("a.py", "f", args={"x": 1}) == 1


def test_lines_are_right_after_cutting(job):
    job.begin({"a.py": "print(1)\n\n\ndef f():\n    x = []\n    return x[3]\n"})
    assert job.ask("a.py", "f")["trace"] == [["a.py", 6, "f", "return x[3]"]]


def test_an_old_editors_letters_are_read(job):
    survey = job.begin({"a.py": "# Lösung für Übung 6\ndef f():\n    return 1\n".encode("latin-1")})
    assert survey["files"]["a.py"]["error"] == ""
    assert "Latin-1" in survey["notes"][0]
    assert job.value("a.py", "f") == 1
