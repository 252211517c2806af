"""What being late costs: every way to write it, and every way to get it wrong."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.late import in_words, late_by, late_policy, span

DAY, HOUR, MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)
DAILY = {"grace": "15 minutes", "penalty": "10% per day", "most": "50%", "until": "7 days"}


@pytest.mark.parametrize(
    ("policy", "late", "off"),
    [
        (DAILY, timedelta(0), 0.0),
        (DAILY, 15 * MINUTE, 0.0),
        (DAILY, 15 * MINUTE + timedelta(seconds=1), 1.6),  # grace is no gift to who is later
        (DAILY, DAY, 1.6),
        (DAILY, DAY + timedelta(seconds=1), 3.2),
        (DAILY, 6 * DAY, 8.0),
        (DAILY, 7 * DAY, 8.0),
        (DAILY, 7 * DAY + timedelta(seconds=1), 12.0),
        ("25%", MINUTE, 4.0),
        ("1 point per hour", 90 * MINUTE, 2.0),
        ("0.5 points an hour", 90 * MINUTE, 1.0),
        ("10% of what was earned per day", DAY, 1.2),
        ("5 points per day", 10 * DAY, 12.0),  # never more than was earned
        ({"penalty": "10% per day", "most": "2 points"}, 3 * DAY, 2.0),
    ],
)
def test_a_late_sheet_loses_what_the_rubric_says_and_never_more_than_it_earned(policy, late, off):
    assert late_policy(policy).taken_off(late, possible=16.0, earned=12.0) == pytest.approx(off)


def test_nothing_earned_is_nothing_lost():
    assert late_policy("1 point per day").taken_off(DAY, 16.0, 0.0) == 0.0


@pytest.mark.parametrize(
    ("policy", "said"),
    [
        ("ten per cent", "wants an amount"),
        ("10 % per dy", "wants an amount"),
        ("110%", "more than there is"),
        ("0 points", "takes off nothing"),
        ({"grace": "15 minutes"}, "wants a `penalty:`"),
        ({"penalty": "10%", "gracee": "1 hour"}, "did you mean `grace`"),
        ({"penalty": "10%", "grace": "15"}, "wants a length of time"),
        ({"penalty": "10%", "grace": "3 days", "until": "2 days"}, "accepts nothing that is late"),
        ({"penalty": "10%", "most": "5% per day"}, "taken off once"),
        ({"penalty": "10%", "until": "900 weeks"}, "longer than a year"),
        ({"penalty": ["10%"]}, "wants text"),
        ("1 point of what was earned", "wants an amount"),
    ],
)
def test_a_policy_that_says_nothing_sensible_is_refused_with_an_example(policy, said):
    with pytest.raises(ValueError, match=re.escape(said)):
        late_policy(policy)


@pytest.mark.parametrize(
    ("text", "length"), [("1 day", DAY), ("1.5 hours", 90 * MINUTE), ("2 Weeks", 14 * DAY), ("90 minutes", 90 * MINUTE)]
)
def test_lengths_of_time_are_read_as_people_write_them(text, length):
    assert span(text) == length


@given(st.text(max_size=40))
def test_no_text_makes_anything_but_a_policy_or_a_sentence(text):
    try:
        policy = late_policy(text)
    except ValueError:
        return
    assert 0 <= policy.taken_off(DAY, 16.0, 10.0) <= 10.0


@given(st.floats(0, 1e4), st.floats(0, 1e4))
def test_to_be_later_never_costs_less(one, other):
    sooner, later = sorted((one, other))
    policy = late_policy(DAILY)
    assert policy.taken_off(timedelta(hours=sooner), 16.0, 9.0) <= policy.taken_off(timedelta(hours=later), 16.0, 9.0)


def test_a_submission_in_time_is_not_late_whatever_its_zone():
    due = datetime.fromisoformat("2023-12-05T23:59:00+01:00")
    assert late_by(datetime(2023, 12, 5, 22, 59, tzinfo=UTC), due) == timedelta(0)
    assert late_by(datetime(2023, 12, 5, 23, 0, tzinfo=UTC), due) == MINUTE


@pytest.mark.parametrize(
    ("late", "words"),
    [
        (timedelta(days=2, hours=3, minutes=4), "2 days 3 hours"),
        (14 * MINUTE, "14 minutes"),
        (timedelta(microseconds=5), "less than a second"),
    ],
)
def test_lateness_is_told_in_two_units_at_most(late, words):
    assert in_words(late) == words
