"""`present:`, `style:`, `prints:` and `pytest:` from a rubric's text to a finding, with a real jail."""

import textwrap

import pytest
from lines_by_hand import REFERENCE, as_bytes, code, document, notebook

from grader.course import Course
from grader.jail.client import Jail
from grader.jail.level import Level
from grader.jail.server import Plan
from grader.marking import mark
from grader.other_lines import Around, Group, other_runs
from grader.reprinted import reprinted
from grader.run import Ending
from grader.score import Outcome
from grader.suite.run import Suites


@pytest.fixture(scope="module")
def jail():
    with Jail(Plan(Level.NAMESPACES, ("numpy", "ipython", "pycodestyle", "pytest")), count=2) as jail:
        yield jail


@pytest.fixture(scope="module")
def suites():
    with Suites() as running:
        yield running


@pytest.fixture
def marks(jail, suites, tmp_path):
    """The marks of one group by their names; `jobs` may be another place to run code, or none."""

    def find(lines, files, starter=None, tests="", jobs=jail):
        for name, content in {"reference/tiny.py": REFERENCE, "rubrics/test_sheet.py": textwrap.dedent(tests), **(starter or {})}.items():
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content, encoding="utf-8")
        rubric = "reference: tiny\ntasks:\n  1 Task:\n" + "".join(f"    - {line}\n" for line in lines)
        (tmp_path / "rubrics/tiny.yaml").write_text(rubric, encoding="utf-8")
        assignment = Course(tmp_path).load("tiny")
        data = as_bytes(files)
        runs = other_runs(Around(assignment.plan, tmp_path, suites), Group(data, data), jobs)
        documents = [document(name, content) for name, content in files.items() if not name.endswith(".py")]
        found = reprinted(assignment.rubric, assignment.reference, documents, runs)
        find.runs = runs
        return {one.name: one.finding for one in mark(assignment.rubric, assignment.reference, found, runs, documents).marks}

    return find


TESTS = """
    import numpy as np
    import pytest

    def test_twice(student):
        '''Twice a vector.'''
        assert np.allclose(student.module().double(np.arange(3.0)), [0, 2, 4])

    def test_layer(student):
        layer = student.open(student.module("solution.py").Layer(3))
        layer.w = np.ones(3)
        assert np.allclose(layer(np.ones(3)), 3)

    def test_refuses(student):
        with pytest.raises(ValueError, match="odd"):
            student.module().refuse(3)

    def test_ends(student):
        assert student.module().ends() == 1
"""
SOLUTION = """
import numpy as np
print("loading")
FACTOR = int("2")


def double(x):
    return FACTOR * x


class Layer:
    def __init__(self, n):
        self.w = np.zeros(n)

    def __call__(self, x):
        return self.w @ x


def refuse(n):
    raise ValueError("odd numbers are not")


def ends():
    return 1
"""
PYTEST = "{pytest: test_sheet.py, in: solution.py, name: tests, points: 4, seconds: 1}"


def test_tests_of_the_course_reach_code_in_the_jail(marks):
    found = marks([PYTEST], {"solution.py": SOLUTION}, tests=TESTS)["tests"]
    assert (found.outcome, found.share) == (Outcome.RIGHT, 1.0), found.detail


@pytest.mark.parametrize(
    ("body", "outcome", "share"),
    [
        ("return 2", Outcome.MISTAKE, 0.75),
        ("raise NotImplementedError", Outcome.MISTAKE, 0.75),
        ("import os; os._exit(0)", Outcome.REVIEW, 0.0),
        ("while True: pass", Outcome.MISTAKE, 0.75),
        ("import no_such_library", Outcome.REVIEW, 0.0),
        ("return open('../data/train.csv').read()", Outcome.REVIEW, 0.0),
        ("import ctypes; ctypes.string_at(0)", Outcome.REVIEW, 0.0),
    ],
)
def test_one_bad_function_costs_its_own_test_and_no_other(marks, body, outcome, share):
    found = marks([PYTEST], {"solution.py": SOLUTION.replace("return 1", body)}, tests=TESTS)["tests"]
    assert (found.outcome, found.share) == (outcome, share), found.says
    assert [one.value["outcome"] for one in found.ran.run.replies] == ["passed", "passed", "passed", "failed"]


def test_an_official_file_may_run_wholly_inside(marks):
    starter = {"starters/tiny/tests/test_official.py": "from solution import double\n\n\ndef test_double():\n    assert double(2) == 4\n"}
    line = "{pytest: test_official.py, wholly inside: yes, name: tests, points: 1}"
    found = marks([line], {"solution.py": SOLUTION}, starter)["tests"]
    assert found.outcome is Outcome.RIGHT, found.says
    assert "weaker evidence" in found.rule
    wrong = marks([line], {"solution.py": SOLUTION.replace("FACTOR * x", "x")}, starter)["tests"]
    assert wrong.outcome is Outcome.WRONG


def test_style_runs_in_the_jail(marks):
    line = "{style: pycodestyle, name: code_style, line length: 120, points: 1}"
    clean = SOLUTION.replace('\nimport numpy as np\nprint("loading")', "import numpy as np\n")
    assert marks([line], {"solution.py": clean})["code_style"].outcome is Outcome.RIGHT
    found = marks([line], {"solution.py": clean + "x=1 \n"})["code_style"]
    assert "E225" in found.says
    assert "W291" in found.says


CELLS = [
    code("import numpy as np\nx = np.array([0.75, 0.875])", count=1),
    code("print('accuracy:', x.mean())", "accuracy: 0.8125\n", count=2),
]
BAD_CELLS = ["while True: pass", "import os; os._exit(0)", "import ctypes; ctypes.string_at(0)", "%matplotlib widget\n1 / 0", "!ls"]
PRINTS = "{prints: accuracy, points: 1}"


def test_a_notebook_is_run_again_cell_by_cell(marks):
    found = marks([PRINTS], {"work.ipynb": notebook(*CELLS)})["accuracy"]
    assert found.outcome is Outcome.RIGHT
    assert "saved: 0.8125; run again: 0.8125" in found.says
    faked = notebook(CELLS[0], code("print('accuracy:', x.min())", "accuracy: 0.8125\n", count=2))
    found = marks([PRINTS], {"work.ipynb": faked})["accuracy"]
    assert found.outcome is Outcome.REVIEW
    assert "saved: 0.8125; run again: 0.75" in found.says


def test_a_notebook_is_run_once_for_all_lines_about_it(marks):
    marks([PRINTS, "{prints: weights, points: 1}"], {"work.ipynb": notebook(*CELLS)})
    one, other = marks.runs.values()
    assert one.replies
    assert all(mine is theirs for mine, theirs in zip(one.replies, other.replies, strict=True))


@pytest.mark.parametrize("bad", BAD_CELLS)
def test_a_cell_that_ends_the_job_costs_no_other_cell(marks, bad):
    cells = [CELLS[0], code(bad), CELLS[1]]
    found = marks(["{prints: accuracy, seconds: 1, points: 1}"], {"work.ipynb": notebook(*cells)})["accuracy"]
    assert found.outcome is Outcome.RIGHT, found.says
    assert "run again: 0.8125" in found.says


def test_without_isolation_nothing_of_theirs_runs_and_files_are_looked_at_all_the_same(marks):
    lines = [PYTEST, PRINTS, "{style: ruff, name: code_style, points: 1}", "{present: feedback.md, name: feedback, points: 1}"]
    files = {"solution.py": SOLUTION, "work.ipynb": notebook(*CELLS), "feedback.md": "fine"}
    found = marks(lines, files, tests=TESTS, jobs=None)
    assert {name: one.outcome for name, one in found.items()} == {
        "tests": Outcome.REVIEW,
        "accuracy": Outcome.REVIEW,
        "code_style": Outcome.RIGHT,
        "feedback": Outcome.RIGHT,
    }
    assert all(reply.ending in (Ending.NOT_RUN, Ending.FINISHED) for run in marks.runs.values() for reply in run.replies)
