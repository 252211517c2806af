"""The line on the deadline: in the course's zone by name, by the platform's stamp only, early or late by how much."""

from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from fixtures import group, score

from grader.records.deadline import before_handing_in, deadline_of
from grader.records.recording import result_of

BERLIN = ZoneInfo("Europe/Berlin")
DUE = datetime(2023, 11, 27, 23, 59, tzinfo=BERLIN)
OWN = "2023-11-27T23:59:00+01:00"


def line(due=DUE, **said):
    result = result_of(group("group-b", ("Lea Brandauer", "5170003")), score(())).model_copy(update={"deadline": OWN, **said})
    return deadline_of(result, due)


@pytest.mark.parametrize(
    ("said", "state", "says"),
    [
        (
            {"submitted_at": "2023-11-27T22:10:00+01:00", "late": False},
            "in time",
            "handed in 2023-11-27 22:10 Europe/Berlin, 1 hour 49 minutes early",
        ),
        ({"submitted_at": "2023-11-28T00:10:00+01:00", "late": True}, "late", "handed in 2023-11-28 00:10 Europe/Berlin, 11 minutes late"),
        ({"submitted_at": "2023-11-27T21:10:00+00:00", "late": False}, "in time", "handed in 2023-11-27 22:10 Europe/Berlin"),
        ({"submitted_at": OWN, "late": False}, "in time", "at the last moment"),
        ({"late": True}, "late", "the platform marks it as late; when it came is not known"),
        ({"late": False}, "in time", "the platform marks it as in time"),
        ({}, "not known", "no platform told when it came"),
        ({"submitted_at": "2023-11-28T00:10:00+01:00"}, "not certain", "for a person to say"),
        ({"submitted_at": "yesterday"}, "not known", "no platform told when it came"),
        ({"submitted_at": "2023-11-28T00:10:00", "late": None}, "not certain", "in a time zone that is not known"),
    ],
)
def test_a_time_is_told_in_the_zone_of_the_course(said, state, says):
    (found,) = line(**said)
    assert (found.asked, found.state) == ("due 2023-11-27 23:59 Europe/Berlin", state)
    assert says in found.says


def test_more_time_that_was_granted_is_named():
    (found,) = line(deadline="2023-11-29T22:59:00+00:00", submitted_at="2023-11-28T12:00:00+01:00", late=False)
    assert found.asked == "due 2023-11-27 23:59 Europe/Berlin, for this group 2023-11-29 23:59 Europe/Berlin"
    assert "1 day 11 hours early" in found.says


def test_a_zone_without_a_name_is_told_by_its_offset():
    (found,) = line(due=datetime(2024, 4, 1, 17, 0, tzinfo=timezone(timedelta(hours=9))), deadline=None)
    assert found.asked == "due 2024-04-01 17:00 UTC+09:00"
    assert line(due=None) == ()


def test_before_handing_in_the_time_left_is_told():
    (left,) = before_handing_in(DUE, datetime(2023, 11, 26, 21, 59, tzinfo=UTC))
    assert (left.state, left.says) == ("in time", "1 day 1 hour left")
    (over,) = before_handing_in(DUE, datetime(2023, 11, 28, 0, 59, tzinfo=BERLIN))
    assert over.state == "late"
    assert over.says.startswith("that was 1 hour ago")
    assert before_handing_in(None, datetime.now(UTC)) == ()
