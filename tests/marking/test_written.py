"""A value as people write it, with the digits as printed."""

from fractions import Fraction

import pytest
from answers_by_hand import entries

from grader.answer import Printed
from grader.written import written


@pytest.mark.parametrize(
    ("printed", "shown"),
    [
        ("14", "14"),
        ("14.0", "14.0"),
        ("-0.50", "−0.50"),
        ("61.064", "61.064"),
        ("15, 20", "(15, 20)"),
        ("1.56, 0.28, 2.00", "(1.56, 0.28, 2.00)"),
        ("1 2; 3 4", "((1, 2), (3, 4))"),
        ("71.2%", "71.2 %"),
        ("95%", "95 %"),
        ("18/25", "0.72"),
        ("1/3", "1/3"),
        ("-22/7", "−22/7"),
        ("4/2", "2"),
        ("2.1e4", "2.1e4"),
        ("5e-3", "0.005"),
        ("1e-20", "1e−20"),
        ("100", "100"),
        ("1/123457", "8.09999e−06"),
    ],
)
def test_as_printed(printed, shown):
    assert written(entries(printed)) == shown


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Printed(Fraction(200)), "200"),
        (Printed(Fraction(5, 2), Fraction(0)), "2.5"),
        (Printed(Fraction(10) ** 20), "1e+20"),
        (Printed(Fraction(3, 2), Fraction(1, 2), 2), "1.5"),
    ],
)
def test_numbers_without_a_last_digit(number, shown):
    assert written(number) == shown


def test_a_long_vector_is_cut_short():
    assert written(entries("1, " * 40)) == "(1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, …)"
    assert written(()) == "()"
