"""Hundreds of made-up papers: nothing earns what it should not, nothing is refused that should earn, and little is left to a person."""

from pathlib import Path

import pytest
from habits import HABITS
from hazards import HAZARDS
from marking_them import examine
from scenarios import CLEAN

from grader.course import Course

ROOT = Path(__file__).resolve().parents[2]
EACH, EACH_LONG = 16, 100
"""Papers of each kind: more than 500 in all on every run, and some thousands in the long one."""
MOST_LEFT = 0.05
MOST_MISSING_LEFT = 0.6
WAITING: dict[str, str] = {}
"""Kinds that are known to go wrong and are not mended yet, with what goes wrong."""


def kinds(table):
    """Kinds of papers, those that wait for a mend marked."""
    return [
        pytest.param(kind, marks=[pytest.mark.xfail(strict=True, reason=WAITING[kind])] if kind in WAITING else [], id=kind)
        for kind in table
    ]


@pytest.fixture(scope="session")
def assignment():
    return Course(ROOT).load("freiburg_ex06")


@pytest.mark.parametrize("kind", kinds(CLEAN))
def test_papers_that_read_well_are_marked_as_a_careful_person_marks(assignment, kind, tmp_path, record_property):
    examined = examine(assignment, kind, CLEAN[kind], EACH, tmp_path)
    record_property("left", str(examined))
    print(f"{kind}: {examined}")  # noqa: T201 - shown by `pytest -rP`
    assert not examined.complaints, "\n".join(["", *examined.complaints])
    assert examined.left <= MOST_LEFT
    assert examined.missing_left <= MOST_MISSING_LEFT


@pytest.mark.parametrize("kind", kinds(HAZARDS | HABITS))
def test_hazards_end_as_a_careful_person_decides_or_with_a_person(assignment, kind, tmp_path, record_property):
    examined = examine(assignment, kind, (HAZARDS | HABITS)[kind], EACH, tmp_path)
    record_property("left", str(examined))
    print(f"{kind}: {examined}")  # noqa: T201 - shown by `pytest -rP`
    assert not examined.complaints, "\n".join(["", *examined.complaints])


@pytest.mark.long
@pytest.mark.parametrize("kind", kinds(CLEAN | HAZARDS | HABITS))
def test_the_same_with_thousands(assignment, kind, tmp_path):
    examined = examine(assignment, kind, (CLEAN | HAZARDS | HABITS)[kind], EACH_LONG, tmp_path)
    assert not examined.complaints, "\n".join(["", *examined.complaints])


def test_there_are_at_least_three_hundred():
    assert EACH * (len(CLEAN | HAZARDS | HABITS) - len(WAITING)) >= 300
