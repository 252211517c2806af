"""Numbers, vectors and arithmetic as people write them: every row is a way to read one wrongly."""

import time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.answer import Doubt, Printed, values
from grader.text.arithmetic import work_out
from grader.text.latex import linear
from grader.text.literals import literal
from grader.text.notation import parse
from grader.text.numerals import Custom, Kind, read
from grader.text.scalars import Wish

POINTS, COMMAS, NEITHER = Custom(points=True), Custom(commas=True), Custom()


def found(text, shape, custom=NEITHER):
    return literal(parse(linear(text, math="\\" in text)), Wish(shape), custom)


@pytest.mark.parametrize(
    ("text", "shape", "custom", "value"),
    [
        ("14, 20", (2,), NEITHER, (14, 20)),
        ("(14,20)", (2,), NEITHER, (14, 20)),
        ("(12,16)", (), NEITHER, (12, 16)),
        ("14,20", (2,), COMMAS, 14.2),
        ("[1,56, 0,28, 2]", (3,), NEITHER, (1.56, 0.28, 2)),
        ("1,56; 0,28; 2", (3,), NEITHER, (1.56, 0.28, 2)),
        ("61,064", (), COMMAS, 61.064),
        ("~61.06", (), NEITHER, 61.06),
        ("57.45 %", (), NEITHER, 0.5745),
        ("18/25", (), NEITHER, 0.72),
        (r"\frac{7633}{125}", (), NEITHER, 61.064),
        (r"[44 \quad 72 \quad 100]", (3,), NEITHER, (44, 72, 100)),
        ("(14, 20)^T", (2,), NEITHER, (14, 20)),
        (r"\begin{bmatrix}8,84\\12,68\end{bmatrix}", (2,), NEITHER, (8.84, 12.68)),
        ("[1.56,0.28,2]", (3,), POINTS, (1.56, 0.28, 2)),
        ("[[1,2],[3,4]]", (2, 2), NEITHER, ((1, 2), (3, 4))),
        ("[1 -2 3]", (3,), NEITHER, (1, -2, 3)),
        ("1e-3", (), NEITHER, 0.001),
        ("4·10^{-2}", (), NEITHER, 0.04),
        ("1,234.5", (), NEITHER, 1234.5),
        ("12.345,67", (), NEITHER, 12345.67),
        (r"200 \quad (3)", (), NEITHER, 200),
    ],
)
def test_a_value_is_read_as_it_was_meant(text, shape, custom, value):
    assert values(found(text, shape, custom).entries) == value
    assert Doubt.AMBIGUOUS_COMMA not in found(text, shape, custom).doubts


@pytest.mark.parametrize(("text", "shape"), [("61,064", ()), ("[1,56,0,28,2]", (3,))])
def test_an_ambiguous_comma_is_said_to_be_one(text, shape):
    assert Doubt.AMBIGUOUS_COMMA in found(text, shape).doubts


@pytest.mark.parametrize("text", ["14 +", "x", "14 20", "1,56.1 + 0,28.2", "2½", "a/b", "(14, x)", ""])
def test_what_is_no_value_is_none(text):
    assert found(text, ()) is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("½[(14−2)² + (20−4)²]", 200),
        ("1 - 0,01·28", Fraction(18, 25)),
        ("[2 1 3]·[1 2 3]+1", 14),
        ("-3·-2", 6),
        ("2·(3+4)/7", 2),
        (r"\frac12 \| \begin{bmatrix} 2\\4\end{bmatrix} - \begin{bmatrix} 14\\20\end{bmatrix}\|_2^2", 200),
    ],
)
def test_arithmetic_left_unevaluated_is_worked_out_exactly(text, value):
    assert work_out(parse(linear(text, math="\\" in text))) == value


@pytest.mark.parametrize("text", ["9^9^9", "1/0", "2^{1000}", "9^{99}^{99}", "x+1", "2 3", "(" * 500, "1" * 500 + "+1"])
def test_arithmetic_beyond_bounds_is_left_alone_at_once(text):
    began = time.perf_counter()
    assert work_out(parse(text)) is None
    assert time.perf_counter() - began < 0.2


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_a_printed_number_is_read_back_in_every_custom(whole, decimals):
    number = Fraction(whole, 10**decimals)
    body = f"{abs(whole):0{decimals + 1}d}"
    point = f"{body[:-decimals]}.{body[-decimals:]}" if decimals else body
    for text, custom in ((point, POINTS), (point.replace(".", ","), COMMAS)):
        numbers = read(text, Kind.NUMBER, custom).numbers
        assert numbers[0].value == abs(number)
        assert numbers[0].unit == Fraction(1, 10**decimals)


@given(st.text(alphabet="0123456789.,+-*/^()[]{}eE ½²%&|\\⟦⟧"))
def test_nothing_that_looks_like_numbers_ends_in_an_exception(text):
    one = literal(parse(text), Wish(()), NEITHER)
    assert one is None or all(isinstance(entry, Printed) for entry in ([one.entries] if isinstance(one.entries, Printed) else []))


def test_double_bars_around_a_matrix_are_its_brackets_where_a_matrix_is_asked_for():
    assert values(found("‖⟦1 & -2 \\\\ 3 & 4⟧‖", (2, 2)).entries) == values(found("⟦1 & -2 \\\\ 3 & 4⟧", (2, 2)).entries)
    assert found("|⟦1 & -2 \\\\ 3 & 4⟧|", (2, 2)) is None
