"""As printed: tables of (printed, truth, outcome), and what must hold for every number."""

from fractions import Fraction

import pytest
from answers_by_hand import entries, number
from hypothesis import assume, given
from hypothesis import strategies as st

from grader.answer import Printed
from grader.references.tolerance import AS_PRINTED, FLOOR, GOOD, MOST, Fit, Rule, Target, fits, told


def target(text, avoid=(), rounded=False):
    numbers = [Fraction(part) for part in text.split(",")]
    others = tuple(tuple(Fraction(part) for part in one.split(",")) for one in avoid)
    return Target(tuple(numbers), (len(numbers),) if "," in text else (), others, rounded=rounded)


AS_WRITTEN = [
    # a whole truth is met by itself alone, and needs no more
    ("14", "14", Fit.EQUAL),
    ("14.0", "14", Fit.EQUAL),
    ("14.000", "14", Fit.EQUAL),
    ("14.4", "14", Fit.DIFFERENT),
    ("14.01", "14", Fit.DIFFERENT),
    ("13.99999", "14", Fit.EQUAL),
    ("0", "0", Fit.EQUAL),
    ("0.0", "0", Fit.EQUAL),
    ("0.4", "0", Fit.DIFFERENT),
    ("1e-17", "0", Fit.EQUAL),
    ("1000005", "1000000", Fit.DIFFERENT),
    ("1000000.4", "1000000", Fit.DIFFERENT),
    ("60807", "60806", Fit.DIFFERENT),
    ("1.5e3", "1516", Fit.COARSE),
    ("1.4e3", "1516", Fit.DIFFERENT),
    ("2e2", "200", Fit.EQUAL),
    ("400", "200", Fit.DIFFERENT),
    ("-14", "14", Fit.DIFFERENT),
    # any other: half a unit of the last digit
    ("61.064", "61.064", Fit.EQUAL),
    ("61.06", "61.064", Fit.EQUAL),
    ("61.1", "61.064", Fit.EQUAL),
    ("61", "61.064", Fit.EQUAL),
    ("61.07", "61.064", Fit.DIFFERENT),
    ("61.05", "61.064", Fit.DIFFERENT),
    ("61.2", "61.064", Fit.DIFFERENT),
    ("61.0640", "61.064", Fit.EQUAL),
    ("61.065", "61.064", Fit.DIFFERENT),
    ("-61.06", "61.064", Fit.DIFFERENT),
    ("0.71", "0.72", Fit.DIFFERENT),
    ("0.71999997", "0.72", Fit.EQUAL),
    ("0.7", "0.72", Fit.COARSE),
    ("1", "0.72", Fit.COARSE),
    ("0", "0.72", Fit.DIFFERENT),
    ("0.5", "0.5", Fit.EQUAL),
    ("0.50", "0.5", Fit.EQUAL),
    ("0.6", "0.5", Fit.DIFFERENT),
    ("9", "8.84", Fit.COARSE),
    ("13", "12.68", Fit.COARSE),
    ("60", "61.064", Fit.DIFFERENT),
    ("6e1", "61.064", Fit.COARSE),
    ("0.13", "0.125", Fit.COARSE),
    ("0.12", "0.125", Fit.COARSE),
    ("0.812", "0.8125", Fit.EQUAL),
    ("0.813", "0.8125", Fit.EQUAL),
    # cut off
    ("61.0", "61.064", Fit.CUT_OFF),
    ("12.6", "12.68", Fit.CUT_OFF),
    ("-12.6", "-12.68", Fit.CUT_OFF),
    ("12.7", "12.68", Fit.EQUAL),
    ("0.66", "2/3", Fit.CUT_OFF),
    ("0.67", "2/3", Fit.EQUAL),
    ("0.65", "2/3", Fit.DIFFERENT),
    ("8.8", "8.89", Fit.CUT_OFF),
    ("8", "8.84", Fit.COARSE),
    # a printed fraction is exact
    ("18/25", "0.72", Fit.EQUAL),
    ("7633/125", "61.064", Fit.EQUAL),
    ("61/1", "61.064", Fit.DIFFERENT),
    ("2/3", "0.666666666667", Fit.EQUAL),
    ("22/7", "3.14159265359", Fit.DIFFERENT),
    # shares
    ("57.45%", "0.574468", Fit.EQUAL),
    ("57%", "0.574468", Fit.EQUAL),
    ("58%", "0.574468", Fit.DIFFERENT),
    ("50%", "0.5", Fit.EQUAL),
    # very small truths
    ("5e-13", "1e-13", Fit.DIFFERENT),
    ("0", "0.00000000000003", Fit.COARSE),
    ("1.23e-8", "0.000000012345", Fit.EQUAL),
    ("1.2e-8", "0.000000012345", Fit.COARSE),
]


@pytest.mark.parametrize(("printed", "truth", "fit"), AS_WRITTEN)
def test_as_printed(printed, truth, fit):
    assert fits(entries(printed), target(truth)) is fit


@pytest.mark.parametrize(
    ("printed", "truth", "avoid", "fit"),
    [
        ("2, 0, 2", "1.56, 0.28, 2", (), Fit.COARSE),
        ("1.56, 0.28, 2", "1.56, 0.28, 2", (), Fit.EQUAL),
        ("1.56, 0.28, 2.0", "1.56, 0.28, 2", (), Fit.EQUAL),
        ("1.6, 0.28, 2", "1.56, 0.28, 2", (), Fit.COARSE),
        ("1.56, 0.28, 2.1", "1.56, 0.28, 2", (), Fit.DIFFERENT),
        ("1.56, 0.3, 2.1", "1.56, 0.28, 2", (), Fit.DIFFERENT),
        ("9, 13", "8.84, 12.68", (), Fit.COARSE),
        ("8.8, 12.7", "8.84, 12.68", (), Fit.EQUAL),
        ("14, 20", "14", (), Fit.SHAPE),
        ("28", "28, 29", (), Fit.SHAPE),
        ("14, 20, 0", "14, 20", (), Fit.SHAPE),
        # a value before the step, or a known mistake, within reach
        ("1.00", "0.998", ("1",), Fit.COARSE),
        ("0.998", "0.998", ("1",), Fit.EQUAL),
        ("1.00", "0.998", (), Fit.EQUAL),
        ("1.00, 5.3", "0.998, 5.3", ("1, 2",), Fit.COARSE),
        ("1.00, 5.3", "0.998, 5.3", ("2, 1",), Fit.EQUAL),
        ("0.72", "0.718", ("0.722",), Fit.COARSE),
        ("0.72", "0.718", ("0.74",), Fit.EQUAL),
        # what shares an entry with the truth cannot be avoided there
        ("61.06, 2", "61.064, 2", ("61.064, 3",), Fit.EQUAL),
        # the value before the step is so near that even the floor would hold it
        ("1", "0.999995", ("1",), Fit.COARSE),
    ],
)
def test_entry_by_entry(printed, truth, avoid, fit):
    assert fits(entries(printed), target(truth, avoid)) is fit


@pytest.mark.parametrize(
    ("printed", "truth", "fit"),
    [
        ("1000000, 0.5", "1000000, 0.5", Fit.EQUAL),
        ("1000000, 9", "1000000, 0.5", Fit.DIFFERENT),  # within 1e-5 of the largest, and eighteen times too large
        ("1000000, 0.6", "1000000, 0.5", Fit.DIFFERENT),
        ("1000000, 0.500001", "1000000, 0.5", Fit.EQUAL),
        ("1000000, 9.5", "1000000, 0", Fit.DIFFERENT),
        ("1000000, 1", "1000000, 0", Fit.DIFFERENT),
        ("1000000, 1e-9", "1000000, 0", Fit.EQUAL),
        ("0.3, 2e-18", "0.3, 0", Fit.EQUAL),
    ],
)
def test_a_large_entry_does_not_excuse_a_small_one(printed, truth, fit):
    assert fits(entries(printed), target(truth)) is fit


@pytest.mark.parametrize(
    ("printed", "truth", "rounded", "fit"),
    [
        ("60.96", "61.064", True, Fit.NEAR),
        ("60.96", "61.064", False, Fit.DIFFERENT),
        ("60.75", "61.064", True, Fit.DIFFERENT),
        ("61.36", "61.064", True, Fit.NEAR),
        ("199.5", "200", True, Fit.NEAR),
        ("199.5", "200", False, Fit.DIFFERENT),
        ("0.1", "0", True, Fit.DIFFERENT),
        ("8.83, 12.68", "8.84, 12.68", True, Fit.NEAR),
        ("8.83, 13.68", "8.84, 12.68", True, Fit.DIFFERENT),
    ],
)
def test_a_near_miss_is_one_only_where_something_was_rounded_on_the_way(printed, truth, rounded, fit):
    assert fits(entries(printed), target(truth, rounded=rounded)) is fit


@pytest.mark.parametrize(
    ("rule", "printed", "truth", "fit"),
    [
        (Rule(digits=3), "61", "61.064", Fit.COARSE),
        (Rule(digits=3), "61.1", "61.064", Fit.EQUAL),
        (Rule(digits=3), "61.0", "61.064", Fit.CUT_OFF),
        (Rule(digits=3), "60", "61.064", Fit.DIFFERENT),
        (Rule(digits=3), "14", "14", Fit.EQUAL),
        (Rule(digits=3), "0.5", "0.5", Fit.EQUAL),
        (Rule(digits=3), "1/3", "1/3", Fit.EQUAL),
        (Rule(Fraction(1, 200), relative=True), "61.3", "61.064", Fit.EQUAL),
        (Rule(Fraction(1, 200), relative=True), "61.4", "61.064", Fit.DIFFERENT),
        (Rule(Fraction(1, 200), relative=True), "61", "61.064", Fit.EQUAL),
        (Rule(Fraction(1, 100)), "61.07", "61.064", Fit.EQUAL),
        (Rule(Fraction(1, 100)), "61.08", "61.064", Fit.DIFFERENT),
        (Rule(Fraction(1, 100)), "61.1", "61.064", Fit.COARSE),
        (Rule(Fraction(1, 100)), "14.01", "14", Fit.EQUAL),
        (Rule(Fraction(1, 10), digits=3), "61", "61.064", Fit.COARSE),
        (Rule(Fraction(1, 10), relative=True), "1000, 1", "1000, 0", Fit.DIFFERENT),
        (Rule(Fraction(1, 10), relative=True), "1000, 1e-7", "1000, 0", Fit.EQUAL),
        (Rule(Fraction(1, 1000), relative=True), "60.96", "61.064", Fit.DIFFERENT),
    ],
)
def test_what_the_rubric_asks_for_replaces_the_default(rule, printed, truth, fit):
    assert fits(entries(printed), target(truth, rounded=True), rule) is fit


def test_rows_and_columns_make_no_difference_but_a_transpose_does():
    column = Target((Fraction(14), Fraction(20)), (2, 1))
    assert fits(entries("14, 20"), column) is Fit.EQUAL
    assert fits(entries("14 20; 1 2"), Target(tuple(map(Fraction, (14, 1, 20, 2))), (2, 2))) is Fit.DIFFERENT
    assert fits(entries("14,"), Target((Fraction(14),), ())) is Fit.EQUAL


@pytest.mark.parametrize("nothing", [(), ((),)])
def test_an_empty_answer_fits_nothing(nothing):
    assert fits(nothing, Target((), (0,))) is Fit.SHAPE


def test_rows_of_different_lengths_fit_nothing():
    ragged = ((number("1"), number("2")), (number("3"),))
    assert fits(ragged, Target(tuple(map(Fraction, (1, 2, 3, 4))), (2, 2))) is Fit.SHAPE


def test_the_spread_of_carried_values_widens_each_entry_by_its_own():
    widened = Target((Fraction("8.84"), Fraction("12.68")), (2,), spread=(Fraction("0.1"), Fraction(0)))
    assert fits(entries("8.93, 12.68"), widened) is Fit.EQUAL
    assert fits(entries("8.84, 12.78"), widened) is Fit.DIFFERENT
    assert fits(entries("14.05"), Target((Fraction(14),), (), spread=(Fraction("0.1"),))) is Fit.EQUAL


def test_a_spread_that_would_hold_a_known_mistake_is_too_coarse():
    wide = Target((Fraction("8.84"),), (), avoid=((Fraction("8.9"),),), spread=(Fraction("0.1"),))
    assert fits(entries("8.84"), wide) is Fit.EQUAL  # the value itself is never too coarse
    assert fits(entries("8.85"), wide) is Fit.COARSE


@pytest.mark.parametrize(
    ("printed", "truth", "rule", "words"),
    [
        ("14", "14", AS_PRINTED, "a whole number: exactly"),
        ("14, 20", "14, 20", AS_PRINTED, "whole numbers: exactly"),
        ("61.06", "61.064", AS_PRINTED, "as printed: within half a unit of the last digit (±0.005)"),
        ("8.8, 12.68", "8.84, 12.68", AS_PRINTED, "as printed: within half a unit of the last digit (±0.005 to ±0.05)"),
        (
            "1.56, 0.28, 2",
            "1.56, 0.28, 2",
            AS_PRINTED,
            "as printed: within half a unit of the last digit (±0.005); whole numbers exactly",
        ),
        ("61.06", "61.064", Rule(digits=3), "as printed: within half a unit of the last digit (±0.005), with at least 3 digits"),
        ("18/25", "0.72", AS_PRINTED, "an exact number: within 0.001 % of the value"),
        ("61", "61.064", Rule(Fraction(1, 200), relative=True), "within 0.5 % of the value"),
        ("61", "61.064", Rule(Fraction(1, 100)), "within 0.01"),
        ("61", "61.064", Rule(Fraction(1, 100), digits=1), "within 0.01, with at least 1 digit"),
        ("14, 20", "14", AS_PRINTED, "as printed: within half a unit of the last digit, whole numbers exactly"),
        ("71.2%", "0.7124", AS_PRINTED, "as printed: within half a unit of the last digit (±0.0005)"),
    ],
)
def test_the_rule_is_told_in_words(printed, truth, rule, words):
    assert told(entries(printed), target(truth), rule) == words


def test_the_rounding_of_earlier_values_is_told_in_the_rule():
    widened = Target((Fraction("8.84"),), (), spread=(Fraction("0.1"),))
    assert told(entries("8.9"), widened, AS_PRINTED).endswith("(±0.05), and ±0.1 for the rounding of earlier values")


@st.composite
def truths(draw):
    """Numbers of any magnitude, whole or not, of either sign."""
    digits, power = draw(st.integers(1, 10**6)), draw(st.integers(-8, 2))
    return Fraction(digits) * Fraction(10) ** power * draw(st.sampled_from([1, -1]))


def rounded_to(truth, unit):
    """A number as people round it, with its unit and digits."""
    units = round(truth / unit)
    return Printed(units * unit, unit, len(str(abs(units))))


@given(truths(), st.integers(-9, 4))
def test_a_truth_rounded_at_any_digit_is_never_wrong(truth, power):
    unit = Fraction(10) ** power
    printed = rounded_to(truth, unit)
    fit = fits(printed, Target((truth,), ()))
    if truth.denominator == 1 and unit <= 1:
        assert fit is Fit.EQUAL
    elif truth.denominator == 1 and printed.value != truth:
        assert fit is Fit.COARSE
    else:
        assert fit in (Fit.EQUAL, Fit.COARSE)
    if printed.digits >= 2 and unit / 2 <= MOST * abs(truth) and truth.denominator != 1:
        assert fit is Fit.EQUAL


@given(truths(), st.integers(-9, 4))
def test_a_value_a_unit_off_is_never_right(truth, power):
    unit = Fraction(10) ** power
    assume(unit > 3 * FLOOR * abs(truth))
    for sign in (-1, 1):
        off = Printed(truth + sign * unit, unit, len(str(abs(round(truth / unit)))))
        assert fits(off, Target((truth,), ())) not in GOOD


@given(truths(), truths(), st.integers(-9, 4), st.booleans())
def test_signs_make_no_difference(truth, value, power, rounded):
    unit = Fraction(10) ** power
    printed = rounded_to(value, unit)
    mirrored = Printed(-printed.value, printed.unit, printed.digits)
    assert fits(printed, Target((truth,), (), rounded=rounded)) is fits(mirrored, Target((-truth,), (), rounded=rounded))


@given(st.lists(st.tuples(truths(), truths(), st.integers(-4, 2)), min_size=1, max_size=4))
def test_a_vector_is_as_bad_as_its_worst_entry(rows):
    numbers = tuple(rounded_to(value, Fraction(10) ** power) for _, value, power in rows)
    alone = [fits(number, Target((truth,), ())) for number, (truth, _, _) in zip(numbers, rows, strict=True)]
    assert fits(numbers, Target(tuple(truth for truth, _, _ in rows), (len(rows),))) is max(alone)


@given(truths(), st.integers(-6, 2), st.integers(1, 4))
def test_trailing_zeros_widen_nothing(truth, power, zeros):
    short = rounded_to(truth, Fraction(10) ** power)
    longer = Printed(short.value, short.unit / 10**zeros, short.digits + zeros)
    if fits(longer, Target((truth,), ())) in GOOD:
        assert fits(short, Target((truth,), ())) in (*GOOD, Fit.COARSE)


def test_what_passes_and_what_does_not_are_told_apart_by_a_digit():
    """The design's own example: for 61.064 both 61.06 and 61.064 are right, and 61.07 is not."""
    assert [fits(entries(one), target("61.064")) in GOOD for one in ("61.06", "61.064", "61.07")] == [True, True, False]
