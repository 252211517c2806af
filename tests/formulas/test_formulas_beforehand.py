"""What a group is told of its formulas before handing in: how they were read, and never whether they are right."""

from pathlib import Path

import pytest

from grader.beforehand import Sheet
from grader.course import Course
from grader.readers.pool import Readers
from grader.selfcheck import State, check

COURSE = Path(__file__).resolve().parents[2]
RIGHT, WRONG = "w = (X^T X + n λ I)^-1 X^T y", "w = (X^T X + λ I)^-1 X^T y"


@pytest.fixture
def told(tmp_path):
    """The item of the ridge weights for a text."""
    assignment = Course(COURSE).load("rptu_ex02")

    def item(text, name="g.md"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        with Readers(1) as readers:
            found = check(path, Sheet(assignment.rubric, assignment.reference, COURSE), readers)
        return next(one for section in found.sections for one in section.items if one.name == "ridge_weights")

    return item


def test_a_formula_is_shown_as_it_was_read(told):
    item = told(f"# 2.3\n\n{RIGHT}\n")
    assert (item.state, item.value, item.where) == (State.READ, "(Xᵀ X + n λ I)⁻¹ Xᵀ y", "g.md, line 3")


def test_a_wrong_formula_is_told_no_otherwise_than_a_right_one(told):
    right, wrong = told(f"# 2.3\n\n{RIGHT}\n"), told(f"# 2.3\n\n{WRONG}\n")
    assert (right.state, right.remarks, right.others) == (wrong.state, wrong.remarks, wrong.others)


def test_two_formulas_are_both_told_whichever_is_right(told):
    for first, last in ((RIGHT, WRONG), (WRONG, RIGHT)):
        item = told(f"# 2.3\n\n{first}\n\n{last}\n")
        assert item.state is State.SEVERAL
        assert len(item.others) == 1


def test_what_cannot_be_read_is_told_with_what_is_not_known(told):
    item = told("# 2.3\n\nw = (X^T X + n λ I)^-1 X^T t\n")
    assert item.state is State.UNCERTAIN
    assert "`t` is not known" in item.remarks[0]


def test_an_answer_sheet_may_state_a_formula(told):
    assert told("ridge_weights: (X^T X + n lam I)^-1 X^T y\n", "answers.yaml").value == "(Xᵀ X + n λ I)⁻¹ Xᵀ y"


def test_a_formula_that_is_not_there_is_told_with_how_to_write_its_name(told):
    item = told("# 2.3\n\nI did not get this.\n")
    assert item.state is State.NOT_FOUND
    assert item.spellings[0] == "w"
