"""The corpus of formulas: nothing right is rejected, nothing wrong accepted, and most of what is right is decided."""

from collections import Counter
from functools import cache

import pytest
from corpus_entries import Entry, Judged, entries, judged, sheets

ANSWERS = (
    *("output_size", "parameter_count", "softmax_jacobian", "cross_entropy_gradient", "ridge_weights"),
    *("last_bias_gradient", "last_input_gradient", "bias_jacobian", "input_jacobian", "last_weight_gradient", "weight_gradient"),
)
DECIDED = {"first": 0.95, "open": 0.95, "held": 0.80}
PARTS = [pytest.param(part, marks=pytest.mark.long) if part == "open" else part for part in DECIDED]


@cache
def found(part: str) -> tuple[tuple[Entry, Judged], ...]:
    course = sheets()
    for one in {one.answer: one for one in entries(part)}.values():
        judged(course, one)  # names and symbols are prepared once
    return tuple((one, judged(course, one)) for one in entries(part))


@pytest.mark.parametrize("part", PARTS)
def test_nothing_wrong_is_accepted(part):
    accepted = [(one.answer, one.number) for one, got in found(part) if one.word == "wrong" and got.good]
    assert not accepted


@pytest.mark.parametrize("part", PARTS)
def test_nothing_right_is_rejected(part):
    rejected = [(one.answer, one.number) for one, got in found(part) if one.word in ("right", "remark") and got.bad]
    assert not rejected


@pytest.mark.parametrize("part", PARTS)
def test_what_nobody_could_tell_is_never_decided_against(part):
    told = [(one.answer, one.number) for one, got in found(part) if one.word == "review" and got.bad]
    assert not told


@pytest.mark.parametrize("part", PARTS)
def test_most_of_what_is_right_is_decided(part):
    good = [got.good for one, got in found(part) if one.word in ("right", "remark")]
    assert sum(good) >= DECIDED[part] * len(good)


@pytest.mark.parametrize("answer", ANSWERS)
def test_every_answer_has_at_least_forty_spellings_and_as_many_wrong_as_right(answer):
    words = Counter(one.word for part in ("open", "held") for one in entries(part) if one.answer == answer)
    assert sum(words.values()) >= 40
    assert words["wrong"] >= 0.75 * (words["right"] + words["remark"])


def test_a_line_of_the_corpus_is_one_answer_of_a_sheet():
    for part in DECIDED:
        assert {one.answer for one in entries(part)} == set(ANSWERS) <= set(sheets())
