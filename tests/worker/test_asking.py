"""Questions: what is called, with what, and how it is told whatever happens."""

import numpy as np
import pytest

CONV = """
import numpy as np

class Parameter:
    def __init__(self, data):
        self.data, self.grad = data, np.zeros_like(data)

class Scale:
    def __init__(self, n):
        self.W = Parameter(np.ones(n))

    def __call__(self, x):
        return self.W.data * x

    def backward(self, g):
        self.W.grad += g
        return g

class Operator:
    def __init__(self, a, transposed=False):
        self.a, self.transposed = a, transposed

    def __matmul__(self, v):
        return (self.a.T if self.transposed else self.a) @ v

    @property
    def T(self):
        return Operator(self.a, not self.transposed)

def forward(x, w):
    return x * w, (x, w)

def backward(d, cache):
    return d * cache[1]

def spoil(x):
    x[...] = 0
    return x

def draw():
    return np.random.rand(2), __import__("random").random()

result = forward(3, 4)[0]
"""


@pytest.mark.parametrize(
    ("through", "args", "value"),
    [
        ("layer = Scale(2)\nlayer.W.data = w\nanswer = layer(x)", {"w": np.array([2.0, 3]), "x": np.array([1.0, 1])}, [2, 3]),
        ("layer = Scale(2)\nlayer.backward(x)\nlayer.backward(x)\nanswer = layer.W.grad", {"x": np.array([1.0, 2])}, [2, 4]),
        ("answer = Operator(a) @ v", {"a": np.array([[1.0, 2], [3, 4]]), "v": np.array([1.0, 0])}, [1, 3]),
        ("answer = Operator(a).T @ v", {"a": np.array([[1.0, 2], [3, 4]]), "v": np.array([1.0, 0])}, [1, 2]),
        ("answer = backward(x, forward(x, w)[1])", {"x": np.array([2.0]), "w": np.array([5.0])}, [10]),
        ("answer = [result]", {}, [12]),
    ],
)
def test_classes_operators_caches_and_variables_are_reached_through_a_text(job, through, args, value):
    job.begin({"a.py": CONV})
    reply = job.ask("a.py", through=through, args=args)
    assert reply["is"] == "done", reply
    assert np.array_equal(np.asarray(reply["value"]), value)


def test_arguments_are_made_afresh_for_every_question(job):
    job.begin({"a.py": CONV})
    args = {"x": np.ones(2)}
    job.value("a.py", "spoil", args=args)
    assert job.value("a.py", through="answer = x", args=args).tolist() == [1, 1]


def test_random_numbers_are_those_of_the_seed(job):
    job.begin({"a.py": CONV})
    first, again, other = (job.value("a.py", "draw", seed=seed) for seed in (1, 1, 2))
    assert first[0].tolist() == again[0].tolist() != other[0].tolist()
    assert first[1] == again[1] != other[1]


NAMES = (
    "def first(x):\n    raise NotImplementedError\ndef second(x):\n    return x\nclass Third:\n"
    "    @staticmethod\n    def deep(x):\n        return -x\n"
)


@pytest.mark.parametrize(
    ("calls", "told", "noted"),
    [
        ("second", 5, False),
        ("first second", 5, True),
        ("absent second", 5, True),
        ("Third.deep", -5, False),
        ("first", "NotImplementedError", False),
        ("absent first", "NotImplementedError", True),
        ("absent", "absent", False),
        ("Third.absent", "absent", False),
    ],
)
def test_the_first_name_that_is_there_and_written_is_called(job, calls, told, noted):
    job.begin({"a.py": NAMES})
    reply = job.ask("a.py", calls, args={"x": 5})
    assert reply.get("value", reply.get("type", reply["is"])) == told
    assert any("was used for" in note for note in reply.get("notes", [])) is noted


def test_a_text_names_what_was_found_under_another_name(job):
    job.begin({"a.py": "class ConvNet:\n    def __call__(self, x):\n        return x + 1\n"})
    assert job.value("a.py", "Net ConvNet", through="answer = Net()(x)", args={"x": 1}) == 2


def test_what_the_groups_file_does_not_have_is_absent_and_no_error(job):
    job.begin({"a.py": "x = 1\n"})
    assert job.ask("a.py", through="answer = gradients") == {"is": "absent", "name": "gradients"}
    assert job.ask("b.py", "f")["is"] == "absent"


def test_a_text_of_ours_that_is_wrong_is_our_fault(job):
    job.begin({"a.py": "x = 1\n"})
    assert "leaves no `answer`" in job.ask("a.py", through="y = x")["says"]
    assert "cannot be read as Python" in job.ask("a.py", through="answer = = x")["says"]
    assert "nothing is asked" in job.ask("a.py")["says"]


@pytest.mark.parametrize(
    ("body", "value"),
    [("return None", None), ("return ...", ...), ("pass", None), ("return [1, (2.0, 'x')]", [1, (2.0, "x")])],
)
def test_values_are_told_as_they_are(job, body, value):
    job.begin({"a.py": f"def f():\n    {body}\n"})
    assert job.value("a.py", "f") == value


ENDS = {
    "import sys\ndef f():\n    sys.exit(3)\n": "SystemExit",
    "def f():\n    exit()\n": "SystemExit",
    "def f():\n    raise KeyboardInterrupt\n": "KeyboardInterrupt",
    "class Odd(BaseException):\n    pass\ndef f():\n    raise Odd\n": "Odd",
    "class Mute(Exception):\n    def __str__(self):\n        raise ValueError\ndef f():\n    raise Mute\n": "Mute",
    "class Lies(Exception):\n    def __str__(self):\n        return type('S', (str,), {})('hm')\ndef f():\n    raise Lies\n": "Lies",
    "def f():\n    return f()\n": "RecursionError",
    "def f():\n    raise GeneratorExit\n": "GeneratorExit",
    "def f():\n    raise StopIteration\n": "StopIteration",
    "def f():\n    return next(g)\ndef h():\n    yield 1 / 0\ng = h()\n": "ZeroDivisionError",
    "def f():\n    return bytearray(10**15)\n": "MemoryError",
}


@pytest.mark.parametrize("source", ENDS)
def test_whatever_is_raised_is_told_and_the_next_question_is_answered(job, source):
    job.begin({"a.py": source, "b.py": "def f():\n    return 'well'\n"})
    reply = job.ask("a.py", "f")
    assert (reply["is"], reply["type"]) == ("raised", ENDS[source])
    assert len(reply["trace"]) <= 20
    assert job.value("b.py", "f") == "well"


def test_a_traceback_has_the_groups_lines_and_no_others(job):
    job.begin({"lib/a.py": "import numpy as np\ndef inner(x):\n    return np.linalg.inv(x)\ndef f(x):\n    return inner(x)\n"})
    reply = job.ask("lib/a.py", "f", args={"x": np.zeros((2, 2))})
    assert reply["type"] == "LinAlgError"
    assert reply["trace"] == [["lib/a.py", 5, "f", "return inner(x)"], ["lib/a.py", 3, "inner", "return np.linalg.inv(x)"]]


def test_the_chain_tells_what_led_to_an_error(job):
    job.begin({"a.py": "def f():\n    try:\n        1 / 0\n    except ZeroDivisionError as e:\n        raise ValueError('x') from e\n"})
    reply = job.ask("a.py", "f")
    assert (reply["chain"], reply["message"]) == (["ValueError", "ZeroDivisionError"], "x")


VANDALS = {
    "builtins": (
        "import builtins\n"
        "for name in ('len', 'isinstance', 'type', 'print', 'min', 'map', 'all', 'str', 'open'):\n"
        "    setattr(builtins, name, None)\n"
    ),
    "json": "import json, struct\njson.dumps = json.loads = struct.pack = None\nstruct.Struct = None\n",
    "os": "import os\nos.write = os.read = os.chdir = os.getcwd = None\n",
    "harness": (
        "import sys\nfor name, module in list(sys.modules.items()):\n    if name.startswith('grader.'):\n"
        "        for key in list(vars(module)):\n            if not key.startswith('__'):\n"
        "                setattr(module, key, None)\n"
    ),
    "trace": "import sys\nsys.settrace(lambda *a: 1 / 0)\nsys.setprofile(lambda *a: 1 / 0)\n",
    "streams": "import sys\nsys.stdout.close()\nsys.stdout = sys.stderr = None\n",
    "folder": "import os, shutil\nos.chdir('/')\n",
    "recursion": "import sys\nsys.setrecursionlimit(60)\n",
    "thread": "import threading, time\nthreading.Thread(target=time.sleep, args=(60,), daemon=False).start()\n",
    "numpy": "import numpy as np\nnp.array = np.asarray = np.frombuffer = np.ascontiguousarray = None\n",
    "gc": "import gc\ngc.disable()\n",
    "modules": "import sys\nsys.modules.pop('json')\nsys.modules['os'] = None\n",
    "alarm": "import signal\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\n",
}


@pytest.mark.parametrize("name", VANDALS)
def test_a_group_that_breaks_what_is_shared_still_gets_its_value(job, name):
    body = "".join(f"    {line}\n" for line in VANDALS[name].splitlines())
    job.begin(
        {"a.py": f"import numpy as np\ndef f():\n{body}    return 4.5\n", "b.py": "import numpy as np\ndef g(x):\n    return np.array(x)\n"}
    )
    reply = job.ask("a.py", "f")
    if name == "trace":  # which fails at the very next step, and that is the group's own doing
        assert reply["type"] == "ZeroDivisionError"
    else:
        assert reply.get("value") == 4.5, reply
    assert job.value("b.py", "g", args={"x": [1, 2]}).tolist() == [1, 2]


def test_an_end_without_an_answer_is_seen_as_one(job):
    job.begin({"a.py": "import os\ndef f():\n    os._exit(0)\n"})
    job.send(do="ask", file="a.py", calls=["f"], args={})
    assert job.channel.recv(1) == b""


def test_what_cannot_cross_is_told_for_that_question_only(job):
    job.begin(
        {"a.py": "class Liar(float):\n    pass\ndef f():\n    return Liar(3)\ndef g():\n    return 1\ndef h():\n    return 'x' * 10**8\n"}
    )
    assert job.value("a.py", "f").type == "Liar"
    assert job.value("a.py", "h").too_large
    assert job.value("a.py", "g") == 1


HINTS = [
    ("import no_such_thing_1", "missing package no_such_thing_1"),
    ("import sklearn.metrics as m\n    return m.accuracy_score([1], [1])", "missing package sklearn"),
    ("import helper_of_ours", ""),
    ("return np.no_such_function(1)", "removed from numpy"),
    ("from numpy import no_such_name", "removed from numpy"),
    ("return np.array([1]).itemset(0, 1)", "removed from numpy"),
    ("return np.array([1]).no_such_thing", ""),
    ("return np.zeros(3, colour=1)", "removed from numpy"),
    ("return helper(colour=1)", ""),
    ("return np.array(np.arange(3), dtype=float, copy=False)", "removed from numpy"),
    ("return open('../data/x.csv')", "data file"),
    ("raise FileNotFoundError('x')", ""),
    ("raise RuntimeError('CUDA')", ""),
    ("import torch\n    assert torch.cuda.is_available()", "gpu"),
    ("assert helper() == 'cuda'", ""),
    ("return np.find_common_type([], [])", "removed from numpy"),
    ("return np.uint8(300)", "removed from numpy"),
    ("import torch\n    return torch.lstsq(torch.eye(2), torch.eye(2))", "removed from torch"),
    ("raise AttributeError('this was removed in the NumPy 2.0 release')", ""),
    ("return xrange(3)", "python2"),
    ("return {}.has_key(1)", "python2"),
    ("import urllib2", "python2"),
    ("return undefined_name", ""),
    ("return np.ones(2) @ np.ones(3)", ""),
    ("import socket\n    return socket.create_connection(('127.0.0.1', 1), 0.1)", "network"),
    ("import urllib.request as r\n    return r.urlopen('http://127.0.0.1:1/')", "network"),
    ("raise ImportError('no')", ""),
]


@pytest.mark.parametrize(("body", "hint"), HINTS)
def test_what_may_not_be_the_students_fault_is_hinted_at(job, body, hint):
    files = {"a.py": f"import numpy as np\ndef helper():\n    return 1\ndef f():\n    {body}\n", "lib/helper_of_ours.py": "def broken(:\n"}
    if "helper_of_ours" in body:
        files["a.py"] = "def f():\n    import lib.helper_of_theirs\n"
    job.begin(files)
    reply = job.ask("a.py", "f")
    assert (reply["is"], reply["hint"]) == ("raised", hint), reply


OLD = {
    "np.float(2)": 2.0,
    "np.int(2.9)": 2,
    "np.object": "type",
    "np.product([2, 3])": 6,
    "np.cumproduct([2, 3]).tolist()": [2, 6],
    "bool(np.sometrue([0, 1]))": True,
    "bool(np.alltrue([0, 1]))": False,
    "np.in1d([[1, 2]], [2]).tolist()": [False, True],
    "np.trapz([1, 2, 3])": 4.0,
    "np.reshape(np.arange(4), newshape=(2, 2)).tolist()": [[0, 1], [2, 3]],
    "np.reshape(np.arange(4), (2, 2)).tolist()": [[0, 1], [2, 3]],
    "np.Inf": float("inf"),
    "-np.NINF": float("inf"),
    "np.row_stack([[1], [2]]).tolist()": [[1], [2]],
    "np.msort([2, 1]).tolist()": [1, 2],
    "np.asscalar(np.array([3]))": 3,
}


@pytest.mark.parametrize("expression", OLD)
@pytest.mark.filterwarnings("ignore")
def test_what_numpy_had_once_means_what_it_meant(job, expression):
    job.begin({"a.py": f"import numpy as np\ndef f():\n    return {expression}\n"})
    reply = job.ask("a.py", "f")
    value = reply["value"]
    assert (value.type if hasattr(value, "why") else value) == OLD[expression]


def test_a_name_given_back_is_noted_and_one_that_is_still_there_is_not(job):
    job.begin(
        {"a.py": "import numpy as np\nfrom numpy import product\ndef f():\n    return np.float(1)\ndef g():\n    return np.prod([2])\n"}
    )
    assert "`np.float` was removed from numpy; what it meant was put in its place" in job.ask("a.py", "f")["notes"]
    assert job.ask("a.py", "g")["notes"] == []


def test_a_helper_is_replaced_by_a_question_wherever_it_is_bound(job):
    job.begin({
        "lib/size.py": "def size(n, stride=1):\n    return -1\n",
        "lib/layer.py": (
            "from .size import size\nimport lib.size\nclass Layer:\n    def __call__(self, x):\n"
            "        return x + size(4, stride=2) + lib.size.size(5)\n"
        ),
    })  # fmt: skip
    request = {"file": "lib/layer.py", "calls": [], "through": "answer = Layer()(x)", "args": {"x": 100}, "seed": 0}
    assert job.do("ask", **request, stubs=[])["value"] == 98
    call = job.do("ask", **request, stubs=["size"])
    assert call == {"is": "call", "name": "size", "args": [4], "kwargs": {"stride": 2}}
    call = job.do("result", value=10)
    assert call == {"is": "call", "name": "size", "args": [5], "kwargs": {}}
    assert job.do("result", value=1)["value"] == 111
    assert job.do("ask", **request, stubs=[])["value"] == 98


def test_a_refused_call_is_an_error_of_that_question(job):
    job.begin({"a.py": "def g():\n    return 1\ndef f():\n    return g()\n"})
    assert job.do("ask", file="a.py", calls=["f"], args={}, stubs=["g"])["is"] == "call"
    reply = job.do("refuse", says="no such input")
    assert (reply["type"], reply["message"]) == ("Refused", "no such input")
    assert job.value("a.py", "f") == 1


def test_a_method_is_replaced_too(job):
    job.begin({"a.py": "class A:\n    def m(self, x):\n        return -1\n    def f(self, x):\n        return self.m(x)\n"})
    call = job.do("ask", file="a.py", calls=[], through="answer = A().f(7)", args={}, stubs=["A.m"])
    assert (call["name"], call["args"]) == ("A.m", [7])
    assert job.do("result", value=8)["value"] == 8


def test_calls_without_end_are_ended(job):
    job.begin({"a.py": "def g():\n    return 1\ndef f():\n    while True:\n        g()\n"})
    reply = job.do("ask", file="a.py", calls=["f"], args={}, stubs=["g"])
    count = 0
    while reply["is"] == "call":
        count += 1
        reply = job.do("result", value=1)
    assert count == 10_000
    assert reply["type"] == "Refused"


STUBS = {
    "import tqdm.notebook\nfrom tqdm import tqdm, trange\n": ("[x for x in tqdm([1, 2])] + [x for x in trange(2)]", [1, 2, 0, 1]),
    "from torchvision import datasets, transforms\nimport torchvision.models as models\nclass D(datasets.MNIST):\n    pass\n": ("1", 1),
    "import seaborn as sns\nsns.set()\n": ("sns.heatmap([[1]]) and 2", None),
    "from numba import njit, prange\n@njit\ndef add(x):\n    return x + 1\n@njit(parallel=True)\ndef more(x):\n    return x + 2\n": (
        "add(1) + more(1)",
        5,
    ),
    "try:\n    import skimage\n    HAVE = True\nexcept ImportError:\n    HAVE = False\n": ("HAVE", False),
    "import wandb\nwandb.init(project='x')\nwith wandb.init() as run:\n    pass\n": ("5", 5),
}


@pytest.mark.parametrize("head", STUBS)
def test_a_library_that_is_not_here_can_be_imported(job, head):
    expression, value = STUBS[head]
    job.begin({"a.py": f"{head}def f():\n    return {expression}\n"})
    reply = job.ask("a.py", "f")
    assert reply["is"] == "done", reply
    if value is not None:
        assert reply["value"] == value


@pytest.mark.parametrize("use", ["datasets.MNIST('.')", "transforms.Compose([])", "D()", "datasets.MNIST.classes()"])
def test_using_it_says_that_it_is_not_here(job, use):
    job.begin({"a.py": f"from torchvision import datasets, transforms\nclass D(datasets.MNIST):\n    pass\ndef f():\n    return {use}\n"})
    reply = job.ask("a.py", "f")
    assert (reply["type"], reply["hint"]) == ("NotAvailableHere", "missing package torchvision")
    assert reply["message"].startswith("torchvision is not installed where this was run")


def test_style_findings_are_told_and_the_groups_own_settings_are_not_read(job):
    job.begin(
        {
            "a.py": "import os,sys\nx = 1 \n" + "y = " + "1 + " * 40 + "1\n",
            "setup.cfg": "[pycodestyle]\nmax-line-length = 500\nignore = E\n",
        }
    )
    found = job.do("style", tool="pycodestyle", files=["a.py", "absent.py"], line_length=120)["value"]
    assert [(line, code) for _, line, _, code, _ in found] == [(1, "E401"), (1, "E231"), (2, "W291"), (3, "E501")]
    assert found[0][0] == "a.py"
    assert job.do("style", tool="ruff", files=["a.py"], line_length=120)["is"] == "fault"


TESTS = """
import numpy as np
import pytest
from lib.conv import size

@pytest.fixture
def three():
    return 3

def test_right(three):
    assert size(three) == 3

@pytest.mark.parametrize("n", [1, 2])
def test_wrong(n):
    assert size(n) == 2

def test_error():
    raise ValueError("odd")

@pytest.mark.skip(reason="later")
def test_later():
    pass

@pytest.fixture
def broken():
    raise KeyError("no")

def test_broken(broken):
    pass

def test_exits():
    raise SystemExit
"""


def test_an_official_test_file_is_run_in_the_job(job):
    starter = {"lib/conv.py": "def size(n):\n    # TODO\n    raise NotImplementedError\n", "tests/test_conv.py": TESTS}
    job.begin(
        {
            "r/lib/conv.py": "print('training')\ndef size(n):\n    return n\n",
            "r/conftest.py": "raise SystemExit\n",
            "r/pytest.ini": "[pytest]\naddopts = -x\n",
        },
        starter,
    )
    reply = job.do("pytest", file="tests/test_conv.py")
    assert reply["is"] == "done", reply
    assert [(name, outcome) for name, outcome, *_ in reply["value"]] == [
        ("test_right", "passed"),
        ("test_wrong[1]", "failed"),
        ("test_wrong[2]", "passed"),
        ("test_error", "failed"),
        ("test_later", "skipped"),
        ("test_broken", "error"),
        ("test_exits", "failed"),
    ]
    assert "ValueError: odd" in reply["value"][3][2]
    assert job.do("pytest", file="r/lib/conv.py")["is"] == "absent"


def test_an_official_test_file_that_cannot_import_the_groups_code_is_an_error(job):
    starter = {"lib/conv.py": "# TODO\n", "tests/test_conv.py": TESTS}
    job.begin({"lib/conv.py": "def other():\n    return 1\n"}, starter)
    (result,) = job.do("pytest", file="tests/test_conv.py")["value"]
    assert result[1] == "error"
    assert "cannot import name 'size'" in result[2]


SUM = "from work import total\n\ndef test_total():\n    assert total([1, 2]) == 3\n"


@pytest.mark.parametrize(
    ("source", "outcome", "kind", "hint"),
    [
        ("def total(x):\n    return sum(x)\n", "passed", "", ""),
        ("def total(x):\n    return 4\n", "failed", "AssertionError", ""),
        ("def total(x):\n    raise NotImplementedError\n", "failed", "NotImplementedError", ""),
        (
            "import no_such_thing\ndef total(x):\n    return no_such_thing.sum(x)\n",
            "failed",
            "ModuleNotFoundError",
            "missing package no_such_thing",
        ),
        ("import absent\ntotal = absent.sum\n", "error", "ModuleNotFoundError", "missing package absent"),
        ("START = print('a') or 0\ndef total(x):\n    return sum(x, START)\n", "passed", "", ""),
    ],
)
def test_what_is_behind_an_official_test_that_fails_is_told(job, source, outcome, kind, hint):
    job.begin({"work.py": source}, {"test_work.py": SUM})
    ((_, *told),) = job.do("pytest", file="test_work.py")["value"]
    assert (told[0], *told[2:]) == (outcome, kind, hint), told
