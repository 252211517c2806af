"""`grader check` on code: what may be tried beforehand is shown whole, and of all other lines nothing."""

import shutil

import numpy as np
import pytest

from grader.beforehand import written
from grader.wire.opaque import Opaque

REFERENCE = '''"""T."""


def double(values):
    """Doubled values."""
    return [2 * value for value in values]


def double_inputs(rng):
    """Open."""
    yield [1, 20, 300]


def secret_inputs(rng):
    """Secret."""
    yield [7001, 7003]


def cube(n):
    """The cube."""
    return n**3


def cube_inputs(rng):
    """Secret."""
    yield 19
'''
RUBRIC = """title: Lists
reference: lists
tasks:
  1 Lists:
    - {same: double, in: work.py, seconds: 1, points: 1, self-check: yes}
    - {same: double, name: double_again, inputs: secret_inputs, label: Other lists, points: 1}
    - {same: cube, in: work.py, points: 1}
    - {pytest: test_work.py, name: tests, label: Tests of the course, points: 1}
  2 Form:
    - {present: feedback.md, name: feedback, points: 1, self-check: yes}
    - {present: members, name: members, label: Names on the paper, points: 1}
    - {review: 'What did you see?', name: seen, points: 1}
"""
SECRETS = ("7001", "7003", "14002", "14006", "6859", "19", "secret_inputs", "cube_inputs", "hush")
WRONG = "def double(values):\n    return values\n\n\ndef cube(n):\n    raise ValueError(f'hush {n}')\n"


@pytest.fixture
def sheet(empty_course):
    """A course with a sheet about code, and no submissions."""
    empty_course.write("reference/lists.py", REFERENCE)
    empty_course.write("rubrics/lists.yaml", RUBRIC)
    empty_course.write("tests/test_work.py", "def test_it(student):\n    assert student.module().cube(2) == 8, 'hush'\n")
    return empty_course


def checked(sheet, code: str, **environment: str) -> str:
    """What a student is told of a file."""
    sheet.write("mine/work.py", code)
    ran = sheet.grader("check", "mine", "--rubric", "lists", environment=environment or None)
    assert (ran.status, ran.err) == (0, "")
    assert max(map(len, ran.out.splitlines())) <= 80
    assert not [secret for secret in SECRETS if secret in ran.out]
    return ran.out


@pytest.mark.parametrize("level", ["namespaces", "none"])
def test_the_first_input_that_is_not_right_is_shown_whole_and_no_other_line_is_tried(sheet, level):
    said = checked(sheet, WRONG, GRADER_LEVEL=level)
    assert "  wrong         Doubled values\n" in said
    assert "tried with values = [1, 20, 300]\n" in said
    assert "wanted [2, 40, 600]\n" in said
    assert "yours gives [1, 20, 300]\n" in said
    for label in ("Other lists", "The cube", "Tests of the course", "Names on the paper"):
        assert f"  told later    {label}\n" in said
    assert "  missing       feedback\n" in said
    assert "  for a person  What did you see?\n" in said
    assert said.splitlines()[-1] == "No values are looked for. Tried: 1 wrong, 1 missing. For a person: 1 question."
    assert ("without isolation: it is your own" in said) is (level == "none")


@pytest.mark.parametrize(
    ("code", "state", "says"),
    [
        pytest.param(
            "def double(values):\n    while True:\n        pass\n",
            "wrong",
            "not done after 1 s of processor time; tried again alone: not done after 2 s of processor time",
            marks=pytest.mark.long,
        ),
        ("def double(values):\n    return [2 * value for value in values]\n", "right", "1 right"),
        ("x = 1\n", "missing", "no other file does"),
    ],
)
def test_code_that_loops_fails_or_is_not_there_is_told_as_it_will_be_marked(sheet, code, state, says):
    said = checked(sheet, code)
    assert f"  {state:<14}Doubled values\n" in said
    assert says in " ".join(said.split())
    assert "It does not say whether" not in said


def test_without_the_reference_everything_is_told_later(sheet):
    shutil.rmtree(sheet.folder / "reference")
    said = checked(sheet, WRONG)
    for name in ("double", "Other lists", "cube", "Tests of the course", "feedback"):
        assert f"  told later    {name}\n" in said
    assert "It does not say whether any of it is right." in said


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (np.array([[1.0, 0.25]]), "[[1. , 0.25]]"),
        (
            np.arange(120.0).reshape(3, 40),
            "[[ 0., 1., ..., 38., 39.], [ 40., 41., ..., 78., 79.], [ 80., 81., ..., 118., 119.]], shape (3, 40)",
        ),
        ([10**5000, -3], "[a whole number of thousands of digits, -3]"),
        ("\x1b[31m\n", r"'\x1b[31m\n'"),
        (Opaque("DataFrame", "return np.asarray(x)", ""), "a DataFrame"),
        (list(range(99)), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, ...]"),
    ],
)
def test_a_value_is_shown_as_python_writes_it_and_never_at_length(value, said):
    assert written(value) == said


def test_a_tensor_is_shown_as_its_numbers():
    torch = pytest.importorskip("torch")
    assert written(torch.nn.Parameter(torch.tensor([1.5, 2.0], dtype=torch.bfloat16))) == "[1.5, 2. ]"
