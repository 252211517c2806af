"""`grader report` of a whole class, read submission by submission: what all at once gives, or nothing at all."""

import io
import json
import sys
import weakref
from datetime import UTC, datetime
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).parents[1] / "output"))

from fixtures import a_class

from grader.commands import Status
from grader.commands.report import Order, run_report
from grader.commands.terminal import Terminal
from grader.course import Course
from grader.records import stored_results
from grader.records.gradebook import write_gradebook
from grader.records.results import as_json, write_results
from grader.reporting.report import write_pages


@pytest.fixture
def place(tmp_path):
    """A folder of results, and pages of an earlier time."""
    write_results(tmp_path / "out" / "results.json", a_class())
    for name in ("index.html", "gradebook.csv", "groups/group-a/report.html", "groups/gone/report.html"):
        path = tmp_path / "out" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("old")
    return tmp_path / "out"


def reported(place):
    """What the command comes to."""
    terminal = Terminal(io.StringIO(), io.StringIO())
    return run_report(Order(Course(place), place, published=False, now=datetime.now(UTC)), terminal), terminal


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_pages_and_gradebook_are_those_of_all_at_once(place, tmp_path):
    status, terminal = reported(place)
    assert (status, terminal.err.getvalue().count("\n")) == (Status.DONE, 0)
    write_results(tmp_path / "whole" / "results.json", a_class())
    write_gradebook(tmp_path / "whole" / "gradebook.csv", a_class())
    write_pages(tmp_path / "whole", a_class())
    assert files(place) == files(tmp_path / "whole")
    assert terminal.out.getvalue().startswith("freiburg_ex06: pages and gradebook of 7 submissions\n")


@pytest.mark.parametrize(
    ("found", "instead", "said"),
    [
        ('"outcome": "right"', '"outcome": "rigth"', "submissions[6].marks["),
        ("]\n}\n", "]\n", "Invalid JSON: EOF while parsing an object"),
        ('"group": "', '"group": "group-a"} {"', "Invalid JSON: expected `,` or `]`"),
    ],
)
def test_what_is_wrong_with_the_last_submission_leaves_every_page_as_it_is(place, found, instead, said):
    before, _, behind = as_json(a_class()).rpartition(found)
    (place / "results.json").write_text(before + instead + behind)
    kept = files(place)
    status, terminal = reported(place)
    assert (status, terminal.out.getvalue()) == (Status.WRONG, "")
    assert terminal.err.getvalue().startswith(f"{place / 'results.json'}: {said}")
    assert terminal.err.getvalue().count("\n") == 1
    assert files(place) == kept


def test_one_submission_at_a_time_is_held(place, monkeypatch):
    read, alive = stored_results._alone, []

    def watched(kind, text):
        seen[:] = [one for one in seen if one() is not None]
        alive.append(len(seen))
        found = read(kind, text)
        seen.append(weakref.ref(found))
        return found

    seen = []
    monkeypatch.setattr(stored_results, "_alone", watched)
    assert reported(place)[0] is Status.DONE
    assert len(alive) == 2 * len(json.loads((place / "results.json").read_bytes())["submissions"])
    assert max(alive) <= 1
