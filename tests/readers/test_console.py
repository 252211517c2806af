"""What was copied from a Python console into Markdown."""

import pytest

from grader.readers.console import session
from grader.readers.program import IN_PROGRAM
from grader.readers.reading import read_bytes


def lines(text: str, language: str = "python"):
    """The lines of a fence, each with whether it is a program's."""
    found = read_bytes(f"```{language}\n{text}\n```\n".encode(), "a.md").lines
    return [(" ".join(line.text.split()), IN_PROGRAM in line.doubts) for line in found]


@pytest.mark.parametrize("language", ["python", "pycon", ""])
def test_an_answer_bears_the_name_that_was_asked_for(language):
    assert lines(">>> loss = f(w)\n>>> loss\n200.0", language) == [(">>> loss = f(w)", True), (">>> loss", True), ("loss = 200.0", False)]


@pytest.mark.parametrize(
    ("asked", "answer", "read"),
    [
        (">>> print(b)", "0.72", "b = 0.72"),
        (">>> w.grad", "tensor([44., 72., 100.])", "w.grad = tensor([44., 72., 100.])"),
        (">>> y", "tensor([14., 20.], grad_fn=<AddBackward0>)", "y = tensor([14., 20.], grad_fn=<AddBackward0>)"),
        ("In [3]: Y", "Out[3]: array([1, 2])", "Y = array([1, 2])"),
        (">>> f(w)", "200.0", "200.0"),
        (">>> w + b", "200.0", "200.0"),
        (">>> print('b', b)", "b 0.72", "b 0.72"),
        (">>> loss", "loss = 3", "loss = 3"),
        (">>> y_hat.detach().numpy()", "array([14., 20.])", "y_{hat} = array([14., 20.])"),
    ],
)
def test_only_a_name_alone_names_the_answer(asked, answer, read):
    text, program = lines(f"{asked}\n{answer}")[-1]
    assert (text.replace("grad_{fn}", "grad_fn"), program) == (read, False)


def test_an_answer_over_several_lines_is_one():
    assert lines(">>> Y\narray([[1, 2],\n       [3, 4]])")[-1][0].replace(r" \quad", "") == "Y = array([[1, 2], [3, 4]])"


def test_only_the_first_line_of_an_answer_is_named():
    assert [text for text, _ in lines(">>> b\nthe value\n3")] == [">>> b", "the value", "3"]


def test_a_prompt_that_goes_on_asks_for_nothing():
    assert lines(">>> for k in range(2):\n...     b\n1")[-1] == ("1", False)


def test_a_program_without_prompts_is_no_session():
    assert session([(0, "b = 3"), (1, "print(b)")]) is None
    assert lines("b = 3\nprint(b)") == [("b = 3", True), ("print(b)", True)]


@pytest.mark.parametrize("asked", [">>> loss  # not ours", ">>> # the sample solution says\n>>> loss", "In [2]: loss # theirs"])
def test_what_is_remarked_names_no_answer(asked):
    assert lines(f"{asked}\n200.0")[-1] == ("200.0", False)
