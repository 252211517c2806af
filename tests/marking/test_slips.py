"""What must hold for every group: a slip costs its own points and no others; right numbers are never wrong, however rounded."""

from fractions import Fraction

import numpy as np
import pytest
from answers_by_hand import ABSENT, RIGHT, answer
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from grader.answer import Answer, Printed, values
from grader.document import Place, Source
from grader.references.carried import as_given
from grader.references.quantity import entries_of, shape_of
from grader.references.tolerance import MOST
from grader.score import Flag, Outcome

NAMES = tuple(RIGHT)
UNHURT = (Outcome.RIGHT, Outcome.FOLLOWS)
steady = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.filter_too_much])


def printed(number, digits):
    """A number rounded to some significant digits, as people print it."""
    if number == 0:
        return Printed(Fraction(0), Fraction(1), 1)
    exponent = len(str(int(abs(number)))) if abs(number) >= 1 else -len(str(int(1 / abs(number)))) + 1
    unit = min(Fraction(1), Fraction(10) ** (exponent - digits))
    units = round(number / unit)
    return Printed(units * unit, unit, len(str(abs(units))))


def as_answer(value, digits=9):
    """A value of the reference as an answer."""
    numbers = tuple(printed(entry, digits) for entry in entries_of(value))
    written = numbers if shape_of(value) else numbers[0]
    return Answer(str(values(written)), written, Place("answers.md", line=1), Source.MARKDOWN, 0.95)


def carried_on(reference, start, slip, digits, left_out=()):
    """All nine values of a group that goes wrong in one and carries that on correctly, from what it has printed."""
    answers, own = {}, {}
    for name in NAMES:
        found = slip if name == start else as_answer(reference.evaluate(name, own), digits)
        if name not in left_out:
            answers[name] = found
            own[name] = as_given(reference, name, found.entries)
        else:
            own[name] = reference.evaluate(name, own)
    return answers


def slipped(reference, name, shares):
    """The true value with some of its entries wrong, by three per cent at least."""
    truth = np.atleast_1d(np.asarray(reference.truth(name), dtype=float))
    factors = np.resize(np.array(shares), truth.shape)
    moved = np.round(truth * (1 + factors), 3)
    return as_answer(moved if np.shape(reference.truth(name)) else float(moved[0]))


slips = st.lists(st.sampled_from([-1.6, -0.7, -0.31, -0.03, 0.0, 0.031, 0.17, 0.9, 4.3]), min_size=3, max_size=3)


@pytest.mark.parametrize("start", NAMES)
@steady
@given(shares=slips, digits=st.integers(5, 9))
def test_a_slip_costs_its_own_points_and_nothing_else(start, shares, digits, freiburg):
    reference = freiburg.assignment.reference
    assume(shares[0])
    marks = freiburg.marks(**carried_on(reference, start, slipped(reference, start, shares), digits))
    against = (Outcome.WRONG, Outcome.MISTAKE, Outcome.REVIEW)
    assert marks[start].finding.outcome in against
    hurt = [name for name in NAMES if name != start and marks[name].finding.outcome not in UNHURT]
    if start != "grad_y_hat":
        assert marks[start].finding.outcome is not Outcome.REVIEW
        assert hurt == []
        return
    charged = [name for name in NAMES if Flag.CHARGED in marks[name].finding.flags]
    assert hurt == charged
    assert charged == ["grad_w"] or (charged == ["grad_b"] and marks["grad_w"].finding.outcome is Outcome.RIGHT)


@pytest.mark.parametrize("start", ["y_hat", "grad_w", "grad_b", "w_new", "b_new"])
@steady
@given(shares=slips, left_out=st.sets(st.sampled_from(["grad_y_hat", "w_new", "b_new", "y_hat_new"])))
def test_what_is_not_stated_is_worked_out_on_the_way(start, shares, left_out, freiburg):
    reference = freiburg.assignment.reference
    assume(shares[0])
    stated = carried_on(reference, start, slipped(reference, start, shares), 7, left_out - {start})
    marks = freiburg.marks(**{**dict.fromkeys(NAMES, ABSENT), **stated})
    assert [name for name in stated if name != start and marks[name].finding.outcome not in UNHURT] == []


def sensible(number, digits):
    """So many digits, or as many as the rule about two per cent asks for; a whole number in full."""
    for more in range(digits, 12):
        one = printed(number, more)
        if number.denominator == 1 or (one.digits >= 2 and one.unit / 2 <= MOST * abs(number)):
            return one
    raise AssertionError


@steady
@given(digits=st.lists(st.integers(2, 6), min_size=len(NAMES), max_size=len(NAMES)))
def test_right_numbers_are_never_wrong_however_they_are_rounded(digits, freiburg):
    reference = freiburg.assignment.reference
    answers = {}
    for name, count in zip(NAMES, digits, strict=True):
        truth = reference.truth(name)
        numbers = tuple(sensible(entry, count) for entry in entries_of(truth))
        answers[name] = Answer("", numbers if shape_of(truth) else numbers[0], Place("answers.md"), Source.MARKDOWN, 0.95)
    marks = freiburg.marks(**answers)
    few = {name: marks[name].finding.outcome for name in NAMES if marks[name].finding.outcome is not Outcome.RIGHT}
    assert few in ({}, {"loss_new": Outcome.REVIEW})  # the sheet asks for three digits there
    assert not few or answers["loss_new"].entries.digits < 3
    assert not [name for name in NAMES if marks[name].finding.flags]


@steady
@given(digits=st.lists(st.integers(1, 6), min_size=len(NAMES), max_size=len(NAMES)), given_digits=st.integers(1, 6))
def test_numbers_worked_out_from_rounded_ones_are_never_wrong(digits, given_digits, freiburg):
    """A group that rounds at every step and goes on with what it has written, coarsely or not."""
    reference = freiburg.assignment.reference
    own, answers = {}, {}
    for name, count in zip(NAMES, digits, strict=True):
        answers[name] = as_answer(reference.evaluate(name, own), max(count, given_digits))
        own[name] = as_given(reference, name, answers[name].entries)
    marks = freiburg.marks(**answers)
    assert not [name for name in NAMES if marks[name].finding.outcome in (Outcome.WRONG, Outcome.MISTAKE, Outcome.FAULT)]


@pytest.mark.parametrize("start", ["y_hat", "grad_w", "w_new", "b_new", "y_hat_new"])
@steady
@given(shares=slips, digits=st.integers(2, 5))
def test_a_slip_whose_followers_are_rounded_unrounded_or_cut_is_never_charged_twice(start, shares, digits, freiburg):
    """A group that goes on with its unrounded numbers and prints fewer digits: at worst a person looks."""
    reference = freiburg.assignment.reference
    assume(shares[0])
    slip = slipped(reference, start, shares)
    own, answers = {start: as_given(reference, start, slip.entries)}, {start: slip}
    for name in NAMES:
        if name != start:
            own[name] = reference.evaluate(name, own)
            answers[name] = as_answer(own[name], digits)
    marks = freiburg.marks(**answers)
    behind = [name for name in NAMES if start in reference.upstream(name)]
    assert not [name for name in behind if marks[name].finding.outcome in (Outcome.WRONG, Outcome.MISTAKE, Outcome.FAULT)]


numbers = st.builds(
    lambda mantissa, power: Printed(Fraction(mantissa) * Fraction(10) ** power, Fraction(10) ** power, len(str(abs(mantissa)))),
    st.integers(-(10**6), 10**6),
    st.integers(-9, 6),
)
any_entries = st.recursive(numbers, lambda inner: st.lists(inner, max_size=4).map(tuple), max_leaves=8)


@steady
@given(read=st.dictionaries(st.sampled_from(NAMES), any_entries, max_size=9), confidence=st.sampled_from([0.5, 0.95]))
def test_whatever_was_read_there_is_an_outcome_and_no_fault(read, confidence, freiburg):
    answers = {name: Answer("", one, Place("answers.md"), Source.MARKDOWN, confidence) for name, one in read.items()}
    marks = freiburg.marks(**{**dict.fromkeys(NAMES, ABSENT), **answers})
    for name in answers:
        finding = marks[name].finding
        assert finding.outcome is not Outcome.FAULT, finding.detail
        assert 0 <= finding.share <= 1
        assert finding.says
        assert confidence > 0.9 or finding.outcome not in (Outcome.WRONG, Outcome.MISTAKE)


def test_the_slips_of_these_tests_are_seen():
    assert answer("14, 20").value != answer("14, 21").value
