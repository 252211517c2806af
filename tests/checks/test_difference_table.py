"""The table of the largest difference: what a person looks at first."""

import numpy as np
import pytest

from grader.checks.agreement import compare
from grader.checks.difference_table import table


@pytest.mark.parametrize(
    ("obtained", "expected", "lines"),
    [
        (
            [[1.0, 3.25], [2.0, -1.0]],
            [[1.0, 3.75], [2.0, 1.0]],
            [
                " index   obtained   expected",
                "[1, 1]         -1          1",
                "entries that differ: 2 of 4, the first at [0, 1]",
                "largest absolute difference: 2",
                "largest relative difference: 200 %",
            ],
        ),
        (3.0, 4.0, ["obtained   expected", "       3          4", "largest absolute difference: 1", "largest relative difference: 25 %"]),
        ([np.nan], [1.0], ["index   obtained   expected", "  [0]        nan          1"]),
        ([1.0], [0.0], ["index   obtained   expected", "  [0]          1          0", "largest absolute difference: 1"]),
    ],
)
def test_the_worst_entry_stands_beside_what_it_should_be(obtained, expected, lines):
    found = compare(*(np.array(one) if isinstance(one, list) else one for one in (obtained, expected))).difference
    assert table(found).splitlines() == lines


def test_a_part_of_a_value_is_named():
    found = compare((1, np.arange(3.0)), (1, np.array([0.0, 1.0, 2.5])))
    assert table(found.difference, found.path).splitlines()[0] == "in the second of 2:"


def test_another_type_or_shape_that_was_let_pass_is_told():
    found = compare(np.array([[1, 2]]), np.array([1.0, 3.0])).difference
    assert found is None, "the shape fails first"
    found = compare(np.array([1, 2]), np.array([1.0, 3.0])).difference
    assert table(found).splitlines()[-1] == "int64 obtained, float64 expected"
