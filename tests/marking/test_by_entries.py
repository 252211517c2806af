"""Marks by the share of right entries: one slip costs one entry, and what is right only by its zeros earns nothing."""

import pytest
from answers_by_hand import answer, ocr

from grader.answer import Doubt
from grader.errors import GraderError

REFERENCE = '''
import numpy as np


def Y():
    """Output Y: of the first filter."""
    return np.array([[0, 2, -3], [4, 0, 6], [7, -8, 0]])


def Y_negated(Y):
    """You flipped the kernel."""
    return -Y


def Z(Y):
    """Twice Y."""
    return 2 * Y


def v():
    """Vector v: of five thirds."""
    return np.arange(1, 6) / 3
'''
TASKS = """
  1 A:
    - {close: Y, mistakes: {Y_negated: 50%}, points by: entries, points: 9}
    - {close: Z, points by: entries, at least: 70%, points: 9}
    - {close: v, points by: entries, points: 5}
"""


@pytest.fixture
def matrices(sheet_of):
    return sheet_of(REFERENCE, TASKS)


@pytest.mark.parametrize(
    ("given", "comes_to"),
    [
        ("0 2 -3; 4 0 6; 7 -8 0", "right 9"),
        ("0 2 -3; 4 0 6; 7 8 0", "mistake 8"),
        ("0 2 -3; 4 5 6; 7 -8 0", "mistake 8"),
        ("0 2 -3; 4 0 6; 1 1 1", "mistake 6"),
        ("1 2 -3; 4 1 6; 1 1 1", "wrong 0"),
        ("0 -2 3; -4 0 -6; -7 8 0", "mistake 4.5"),  # a known mistake comes first
        ("0 -2 3; -4 0 -6; -7 8 1", "wrong 0"),
        ("0 0 0; 0 0 0; 0 0 0", "wrong 0"),
        ("0 2 -3; -4 0 -6; 7 8 0", "wrong 0"),  # 6 of 9, but only 3 of the 6 that are not 0
        ("0 2 -3 1; 4 0 6 1; 7 -8 0 1", "wrong 0"),
        ("0 2; 4 0", "wrong 0"),
        ("0 2 -3; 4 0 6", "wrong 0"),
    ],
)
def test_a_share_of_the_entries_earns_that_share_of_the_points(given, comes_to, matrices):
    mark = matrices.marks(Y=given)["Y"]
    assert f"{mark.finding.outcome.value} {mark.points:g}" == comes_to


@pytest.mark.parametrize(
    ("given", "proposed"),
    [
        (answer("0 2 -3; 4 0 6; 7 8 0", Doubt.PROSE), ("mistake", 8 / 9)),
        (ocr("0 2 -3; 4 0 6; 7 8 0"), ("mistake", 8 / 9)),
        (answer("0 2 -3; 4 0 6; 7 8 0", Doubt.STRUCK_OUT), ("mistake", 8 / 9)),
        (answer("1 1 1; 1 0 1; 1 1 1", Doubt.PROSE), ("wrong", 0)),
    ],
)
def test_a_doubtful_reading_earns_no_share_without_a_person(given, proposed, matrices):
    finding = matrices.marks(Y=given)["Y"].finding
    assert finding.outcome.value == "review"
    assert (finding.proposed.outcome.value, finding.proposed.share) == proposed


@pytest.mark.parametrize(
    ("wrong", "comes_to", "says"),
    [
        ("0 4 -6; 8 0 12; 14 16 0", "follows", "right for your"),
        ("0 4 -6; 8 0 12; 14 16 1", "mistake", "8 of 9 entries are right for your Output Y"),
        ("0 4 -6; 8 0 12; 1 1 1", "wrong", "6 of 9 entries are right, too few to count"),
    ],
)
def test_entries_are_counted_beside_what_follows_from_the_groups_own_too(wrong, comes_to, says, matrices):
    finding = matrices.marks(Y="0 2 -3; 4 0 6; 7 8 0", Z=wrong)["Z"].finding
    assert finding.outcome.value == comes_to
    assert says in finding.says


def test_which_entries_are_wrong_is_told_to_the_instructor_alone(matrices):
    mark = matrices.marks(Y="0 2 -3; 4 5 6; 7 8 0")["Y"]
    assert mark.finding.says == "7 of 9 entries are right"
    assert mark.finding.detail.splitlines()[:2] == ["row 2, column 2: 5, expected 0", "row 3, column 2: 8, expected −8"]
    assert mark.finding.rule.endswith("points by the share of right entries, from 60 % of all and of those that are not 0")


def test_an_entry_with_too_few_digits_leaves_the_share_to_a_person(matrices):
    assert matrices.outcomes("v", v="0.333, 0.667, 1, 1.333, 1.67") == "right"
    assert matrices.outcomes("v", v="0.333, 0.667, 1, 2.333, 1.667") == "mistake"
    finding = matrices.marks(v="0.3, 0.667, 1, 2.333, 1.667")["v"].finding
    assert (finding.outcome.value, finding.proposed.share) == ("review", 0.8)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{close: Y, at least: 50%, points: 1}", "wants `points by: entries` too"),
        ("{close: one, points by: entries, points: 1}", "`one` is a single number"),
        ("{close: Y, points by: share, points: 1}", "wants `all` or `entries`"),
    ],
)
def test_a_line_that_shares_out_nothing_is_refused(line, says, sheet_of):
    with pytest.raises(GraderError) as problem:
        sheet_of(REFERENCE + "\n\ndef one():\n    return 1.0\n", f"  1 A:\n    - {line}\n")
    assert says in str(problem.value)
