"""An instructor's pytest file over a group's code: what a test may do, whose fault a failure is, and what must not decide a test."""

import textwrap

import pytest
from doubles import Jobs

from grader.run import Ending, Reason
from grader.suite.run import Order, Suites


@pytest.fixture(scope="module")
def suites():
    with Suites() as running:
        yield running


@pytest.fixture
def outcomes(suites, tmp_path):
    """Run a test file over a solution; outcomes by test, with the replies behind them."""

    def run(tests, solution="", **files):
        file = tmp_path / "test_sheet.py"
        file.write_text(textwrap.dedent(tests), encoding="utf-8")
        jobs = Jobs(solution=textwrap.dedent(solution), **files)
        replies = suites.run(Order(str(file), "solution.py"), jobs.open)
        run.replies, run.jobs = replies, jobs
        return {one.value["test"]: one.value["outcome"] for one in replies if one.value}

    return run


def test_a_call_gives_data_and_one_item_for_each_test(outcomes):
    found = outcomes(
        """
        import numpy as np
        def test_right(student):
            '''Twice a vector.'''
            assert np.allclose(student.module().double(np.arange(3.0)), [0, 2, 4])
        def test_wrong(student):
            assert student.module("solution.py").double(3) == 7
        """,
        "def double(x): return 2 * x",
    )
    assert found == {"test_right": "passed", "test_wrong": "failed"}
    right, wrong = outcomes.replies
    assert right.value["says"] == "Twice a vector."
    assert "assert 6 == 7" in wrong.value["message"]
    assert (right.ending, wrong.ending) == (Ending.FINISHED, Ending.FINISHED)
    assert len(outcomes.jobs.opened) == 2


USES = {
    "attributes": "layer = student.open(m.Layer(2)); layer.w = np.ones(3); assert layer.w.sum() == 3",
    "a nested attribute": "layer = student.open(m.Layer(2)); layer.p.data = 5; layer.p.data += 1; assert layer.p.data == 6",
    "a method": "assert student.open(m.Layer(2)).forward(4) == 8",
    "calling an object": "assert student.open(m.Layer(2))(4) == 8",
    "keyword arguments": "assert m.add(a=1, b=2) == 3",
    "an operator": "A = student.open(m.Filter(3)); assert list(A @ np.ones(2)) == [3, 3]",
    "an operator from the left": "A = student.open(m.Filter(3)); assert list(np.ones(2) @ A) == [3, 3]",
    "an attribute of a part": "A = student.open(m.Filter(3)); assert A.T.n == 3",
    "a cache handed on": "out, cache = m.forward(2); assert out == 4 and m.backward(cache) == 2",
    "a handle within a list": "assert m.total([m.Layer(1), m.Layer(2)]) == 3",
    "indexing": "assert student.open(m.Layer(2))[1:3] == 'slice(1, 3, None)'",
    "setting an item": "d = student.open(m.Layer(2)); d[4] = 5; assert d.items == {4: 5}",
    "a loop": "assert [one for one in m.numbers()] == [0, 1, 2]",
    "a loop that is left": "assert next(one for one in m.endless() if one > 300) == 301",
    "a loop over objects": "assert [student.open(one).n for one in m.layers()] == [1, 2]",
    "a loop twice": "layers = m.layers(); assert len(list(layers)) == len(list(layers)) == 2",
    "a length": "assert len(m.Layer(7)) == 7",
    "text and None": "assert m.text() == 'äöü' and m.nothing() is None",
    "changed in place": "v = student.keep([3, 1, 2]); m.sort(v); assert student.data(v) == [1, 2, 3]",
    "numpy's own scalars": "assert isinstance(m.mean([1, 2]), np.floating)",
    "a real exception": "with pytest.raises(ValueError, match='odd'): m.refuse(3)",
    "any exception": "with pytest.raises(Exception, match='odd') as caught: m.refuse(3)\n    assert caught.value.type_name == 'ValueError'",
}
SOLUTION = """
    import itertools
    import numpy as np
    class P: data = 0
    class Layer:
        def __init__(self, n): self.n, self.p, self.items = n, P(), {}
        def forward(self, x): return self.n * x
        __call__ = forward
        def __getitem__(self, key): return str(key)
        def __setitem__(self, key, value): self.items[key] = value
        def __len__(self): return self.n
    class Filter:
        __array_ufunc__ = None
        def __init__(self, n): self.n = n
        def __matmul__(self, x): return self.n * x
        __rmatmul__ = __matmul__
        @property
        def T(self): return self
    def layers(): return [Layer(1), Layer(2)]
    def add(a, b): return a + b
    def forward(x): return 2 * x, P
    def backward(cache): return 2 if cache is P else 0
    def total(layers): return sum(layer.n for layer in layers)
    def numbers(): yield from range(3)
    def endless(): return itertools.count()
    def text(): return "äöü"
    def nothing(): return None
    def sort(v): v.sort()
    def mean(v): return np.mean(v)
    def refuse(x): raise ValueError("odd numbers are not")
"""


def test_everything_a_test_may_do_with_their_code(outcomes):
    tests = "import numpy as np, pytest\n" + "".join(
        f"def test_{number}(student):\n    m = student.module()\n    {body}\n" for number, body in enumerate(USES.values())
    )
    found = outcomes(tests, SOLUTION)
    assert {name: outcome for name, outcome in zip(USES, found.values(), strict=True) if outcome != "passed"} == {}


LIES = {
    "an object equal to everything": "assert m.lie() == 14",
    "an object that is true": "assert m.lie()",
    "an object with no distance to anything": "assert abs(m.lie() - 14) < 1e-6",
    "an object with no distance, from the other side": "assert abs(14 - m.lie()) < 1e-6",
    "an array that is close to everything": "assert np.allclose(m.lie(), [1, 2])",
    "an inverse of everything": "assert np.allclose(m.lie() @ np.eye(2), np.eye(2))",
    "a shape of its own": "assert m.lie().shape == (2, 3)",
    "more than anything": "assert m.lie() > 3",
    "a method of its own": "assert m.lie().sum() == 0",
    "a subclass of float": "assert m.number() == 14",
    "a subclass of an array": "assert np.all(m.array() == 14)",
    "a class in the place of a function": "assert abs(m.Lie(3) - 14) < 1e-6",
}
LYING = """
    import numpy as np
    class Zero(float):
        def __lt__(self, other): return True
        def __abs__(self): return self
        def __eq__(self, other): return True
        __hash__ = float.__hash__
    class Lie:
        shape = (2, 3)
        def __init__(self, *args): pass
        def __eq__(self, other): return True
        def __sub__(self, other): SEEN.append(other); return 0
        __rsub__ = __sub__
        def __matmul__(self, other): return np.eye(2)
        def __gt__(self, other): return True
        def __bool__(self): return True
        def __array__(self, *args): return np.array([1, 2])
        def sum(self): return 0
    class Arr(np.ndarray):
        def __eq__(self, other): return np.ones(2, dtype=bool)
    SEEN = []
    def lie(): return Lie()
    def number(): return Zero(3)
    def array(): return np.zeros(2).view(Arr)
"""


def test_an_object_made_to_please_decides_no_test_and_meets_no_expected_value(outcomes):
    tests = "import numpy as np\n" + "".join(
        f"def test_{number}(student):\n    m = student.module()\n    {body}\n" for number, body in enumerate(LIES.values())
    )
    found = outcomes(tests, LYING)
    assert {name: outcome for name, outcome in zip(LIES, found.values(), strict=True) if outcome != "failed"} == {}
    verbs = {message["verb"] for job in outcomes.jobs.opened for message in job.asked}
    assert verbs <= {"import", "get", "call", "operator", "item", "items"}
    assert not any(message["verb"] == "operator" and message["name"] != "len" for job in outcomes.jobs.opened for message in job.asked)


@pytest.mark.parametrize(
    ("test", "solution", "outcome", "ending", "reason"),
    [
        ("assert m.f(1) == 1", "def f(x): raise NotImplementedError", "failed", Ending.RAISED, Reason.NOT_IMPLEMENTED),
        ("assert m.f(1) == 1", "def f(x): return 1 / 0", "failed", Ending.RAISED, Reason.NONE),
        ("assert m.f(1) == 1", "def f(x): raise TimeoutError", "failed", Ending.OUT_OF_TIME, Reason.NONE),
        ("assert m.f(1) == 1", "", "failed", Ending.NOT_RUN, Reason.NO_FUNCTION),
        ("assert student.module('other.py').f(1) == 1", "", "failed", Ending.NOT_RUN, Reason.NO_FILE),
        ("assert m.f(1).shape == 3", "def f(x): return None", "failed", Ending.FINISHED, Reason.NONE),
        ("assert undefined_here", "", "error", Ending.FAULT, Reason.NONE),
        ("import no_such_library", "", "error", Ending.FAULT, Reason.NONE),
        ("m.f({1, 2})", "def f(x): return 1", "error", Ending.FAULT, Reason.NONE),
        ("pytest.skip('not this year')", "", "skipped", Ending.FINISHED, Reason.NONE),
    ],
)
def test_whose_fault_a_failure_is(outcomes, test, solution, outcome, ending, reason):
    found = outcomes(f"import pytest\ndef test_it(student):\n    m = student.module()\n    {test}\n", solution)
    assert found == {"test_it": outcome}
    (reply,) = outcomes.replies
    assert (reply.ending, reply.reason) == (ending, reason)


def test_an_exception_that_a_test_expects_cannot_be_a_time_out(outcomes):
    found = outcomes(
        "import pytest\ndef test_it(student):\n    with pytest.raises(Exception): student.module().f()\n", "def f(): raise TimeoutError"
    )
    assert found == {"test_it": "failed"}
    assert outcomes.replies[0].ending is Ending.OUT_OF_TIME


def test_a_test_that_swallows_everything_does_not_pass_by_it(outcomes):
    found = outcomes(
        "def test_it(student):\n    try: student.module().f()\n    except BaseException: pass\n", "def f(): raise TimeoutError"
    )
    assert found == {"test_it": "failed"}


def test_a_job_that_ended_is_no_further_tests_loss(outcomes):
    found = outcomes(
        "def test_a(student):\n    student.module().hang()\ndef test_b(student):\n    assert student.module().f() == 1\n",
        "def hang(): raise TimeoutError\ndef f(): return 1",
    )
    assert found == {"test_a": "failed", "test_b": "passed"}


def test_no_test_meets_what_another_one_left(outcomes):
    found = outcomes(
        "def test_a(student):\n    assert student.module().count() == 1\ndef test_b(student):\n    assert student.module().count() == 1\n",
        "n = 0\ndef count():\n    global n\n    n += 1\n    return n",
    )
    assert set(found.values()) == {"passed"}


def test_a_handle_of_an_earlier_test_is_the_courses_mistake(outcomes):
    found = outcomes(
        "kept = []\ndef test_a(student):\n    kept.append(student.module())\ndef test_b(student):\n    kept[0].f()\n", "def f(): return 1"
    )
    assert found == {"test_a": "passed", "test_b": "error"}


@pytest.mark.parametrize(
    ("tests", "says"),
    [
        ("def test_it(student: pass", "SyntaxError"),
        ("from lib.convolutions import conv\ndef test_it(): assert conv(1)", "No module named 'lib'"),
        ("x = 1", "there is no test"),
        ("import sys\nsys.exit(0)", "there is no test"),
        ("import os\nos._exit(0)", "there is no test"),
    ],
)
def test_a_file_that_cannot_be_run_is_the_courses_fault(outcomes, tests, says):
    assert outcomes(tests) == {}
    (reply,) = outcomes.replies
    assert reply.ending is Ending.FAULT
    assert says in reply.says


def test_a_broken_fixture_is_the_courses_fault(outcomes):
    found = outcomes("import pytest\n@pytest.fixture\ndef data(): raise OSError('gone')\ndef test_it(student, data): pass\n")
    assert found == {"test_it": "error"}


def test_a_fixture_of_the_courses_may_use_their_code_and_its_failure_is_theirs(outcomes):
    tests = "import pytest\n@pytest.fixture\ndef layer(student): return student.module().f()\ndef test_it(layer): pass\n"
    assert outcomes(tests, "def f(): return 1 / 0") == {"test_it": "failed"}


def test_a_fixture_that_their_code_leaves_is_no_broken_fixture_for_the_next_test(outcomes):
    tests = "import pytest\n@pytest.fixture\ndef layer(student): return student.module().f()\n"
    tests += "def test_a(layer): pass\ndef test_b(layer): pass\n"
    assert outcomes(tests, "def f(): raise TimeoutError") == {"test_a": "failed", "test_b": "failed"}
    assert [one.ending for one in outcomes.replies] == [Ending.OUT_OF_TIME] * 2


@pytest.mark.parametrize(
    ("solution", "expected", "outcome"),
    [
        ("class ShapeError(ValueError): pass\ndef f(): raise ShapeError('odd')", "ValueError", "passed"),
        ("class ShapeError(ValueError): pass\ndef f(): raise ShapeError('odd')", "TypeError", "failed"),
        ("import numpy as np\ndef f(): np.linalg.inv(np.zeros((2, 2)))", "np.linalg.LinAlgError", "passed"),
        ("def f(): return {}[3]", "LookupError", "passed"),
        ("class Odd(Exception): pass\ndef f(): raise Odd", "Exception", "passed"),
        ("class Odd(Exception): pass\ndef f(): raise Odd", "ValueError", "failed"),
    ],
)
def test_an_exception_is_expected_by_any_class_that_it_inherits_from(outcomes, solution, expected, outcome):
    tests = "import numpy as np\nimport pytest\ndef test_it(student):\n    with pytest.raises({}): student.module().f()\n"
    assert outcomes(tests.format(expected), solution) == {"test_it": outcome}


def test_a_message_shows_the_tests_own_line_and_none_of_ours(outcomes):
    outcomes("def test_it(student):\n    assert student.module().f() == 1\n", "def f(): raise ValueError('odd')")
    (reply,) = outcomes.replies
    assert reply.value["message"].startswith("ValueError: odd\n")
    assert "student.module().f()" in reply.value["message"]
    assert "grader" not in reply.value["message"]


def test_parametrised_tests_are_tests_of_their_own(outcomes):
    tests = "import pytest\n@pytest.mark.parametrize('n', [1, 2])\ndef test_it(student, n): assert student.module().f(n) == 1\n"
    assert outcomes(tests, "def f(n): return n") == {"test_it[1]": "passed", "test_it[2]": "failed"}


def test_the_courses_own_settings_of_pytest_change_nothing(outcomes, tmp_path):
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = --no-such-option\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.pytest.ini_options]\nfilterwarnings = ['error']\n", encoding="utf-8")
    assert outcomes("def test_it(student): assert student.module().f() == 1", "def f(): return 1") == {"test_it": "passed"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["pyproject.toml", "pytest.ini", "test_sheet.py"]


def test_a_tensor_is_a_tensor_again(outcomes):
    pytest.importorskip("torch")
    found = outcomes(
        """
        import torch
        def test_it(student):
            out, again = student.module().f(torch.ones(2))
            assert torch.equal(out, 2 * torch.ones(2)) and torch.equal(again, out)
        """,
        "def f(x): return 2 * x, 2 * x",
    )
    assert found == {"test_it": "passed"}
