"""A late submission: what is taken off, when it cannot be told, and what the page says of it."""

from zoneinfo import ZoneInfo

import pytest
from fixtures import group, score

from grader.late import late_policy
from grader.records.lateness import UNKNOWN, charged
from grader.records.recording import result_of
from grader.records.results import Results
from grader.reporting.group_page import student_page
from grader.reporting.report import group_html

DUE = "2023-12-05T23:59:00+01:00"
POLICY = late_policy({"grace": "15 minutes", "penalty": "1 point per day"})


def handed_in(**said):
    result = result_of(group("group-b", ("Lea Brandauer", "5170003")), score(()))
    return result.model_copy(update=said)


@pytest.mark.parametrize(
    ("submitted", "late", "penalty", "words"),
    [
        ("2023-12-05T23:59:00+01:00", False, 0.0, ""),
        ("2023-12-05T23:10:00+00:00", True, 0.0, "11 minutes"),  # another zone, and within the grace
        ("2023-12-06T00:20:00+01:00", True, 1.0, "21 minutes"),
        ("2023-12-07T12:00:00+01:00", True, 2.0, "1 day 12 hours"),
    ],
)
def test_the_penalty_goes_by_the_time_beyond_the_groups_own_deadline(submitted, late, penalty, words):
    found = charged(handed_in(submitted_at=submitted, deadline=DUE, late=late), POLICY)
    assert (found.penalty, found.late_by) == (penalty, words)
    assert found.points == handed_in().points  # a line of its own, never hidden in a task


@pytest.mark.parametrize(("submitted", "deadline"), [(None, DUE), (DUE, None), ("2023-12-06T00:20:00", DUE), ("yesterday", DUE)])
def test_who_is_late_by_an_unknown_time_loses_nothing_until_a_person_decides(submitted, deadline):
    found = charged(handed_in(submitted_at=submitted, deadline=deadline, late=True), POLICY)
    assert found.penalty == 0.0
    assert UNKNOWN in found.notes


@pytest.mark.parametrize("late", [False, None])
def test_nobody_is_charged_who_is_not_late_for_certain(late):
    before = handed_in(submitted_at="2023-12-09T00:00:00+01:00", deadline=DUE, late=late)
    assert charged(before, POLICY) == before


@pytest.mark.parametrize(
    ("submitted", "deadline", "penalty", "words"),
    [
        ("2023-10-29T23:30:00+01:00", "2023-10-28T23:59:00+02:00", 1.0, "23 hours 31 minutes"),  # 24.5 hours that passed
        ("2023-11-04T23:50:00+01:00", "2023-10-28T23:59:00+02:00", 7.0, "6 days 23 hours"),  # within the seven days
        ("2023-03-27T00:30:00+02:00", "2023-03-25T23:59:00+01:00", 1.0, "23 hours 31 minutes"),  # a day and a half hour by the clock
        ("2023-10-29T02:10:00+01:00", "2023-10-29T02:05:00+02:00", 1.0, "5 minutes"),
        ("2023-10-29T02:00:00+01:00", "2023-10-29T02:30:00+02:00", 1.0, "30 minutes"),  # earlier by the clock
    ],
)
def test_no_day_more_is_charged_because_clocks_were_put_forward_or_back(submitted, deadline, penalty, words):
    policy = late_policy({"penalty": "1 point per day", "until": "7 days"})
    late = handed_in(submitted_at=submitted, deadline=deadline, late=True).model_copy(update={"points": 9.0})
    found = charged(late, policy, ZoneInfo("Europe/Berlin"))
    assert (found.penalty, found.late_by) == (penalty, words)


def test_without_a_policy_lateness_is_told_and_costs_nothing():
    found = charged(handed_in(submitted_at="2023-12-06T00:20:00+01:00", deadline=DUE, late=True), None)
    assert (found.penalty, found.late_by) == (0.0, "21 minutes")


def test_the_page_says_how_late_and_what_it_costs():
    late = charged(handed_in(submitted_at="2023-12-07T12:00:00+01:00", deadline=DUE, late=True), POLICY)
    results = Results(
        assignment="a", title="A", possible=16.0, grader="0", rubric_sha256="", reference_sha256="", isolation="none", submissions=(late,)
    )
    page = group_html(student_page(results, late))
    assert "Late by 1 day 12 hours: 2 points to be taken off" in page
