"""What is made anew after a run, and what is left as it lies there: never a stale page, and no work where nothing has changed."""

import re
from dataclasses import dataclass, field, replace

import pytest

from grader import publish, written_out
from grader.batch import grade
from grader.course import Course
from grader.records.results import SubmissionResult, read_results
from grader.rosters.roster_file import load_roster
from grader.score import Visibility
from grader.work import Batch

BOTH = ["right", "slip"]
SECONDS = re.compile(rb'"seconds": [\d.]+')


@dataclass
class Step:
    """The course with a batch of two groups."""

    course: object
    batch: Batch
    made: list[str] = field(default_factory=list)
    """The groups whose pages the last run made; `all` for what is made of all groups together."""

    @property
    def place(self):
        return self.batch.out / "step"

    def run(self, **settings):
        self.made.clear()
        batch = replace(self.batch, assignment=Course(self.course.folder).load("step"), **settings)
        return grade(batch)

    def texts(self):
        """All that lies there but the store; times apart."""
        files = (file for file in self.place.rglob("*") if file.is_file() and file.suffix != ".sqlite")
        return {str(file.relative_to(self.place)): SECONDS.sub(b"", file.read_bytes()) for file in files}

    def change(self, path, old, new):
        text = (self.course.folder / path).read_text(encoding="utf-8")
        assert old in text
        self.course.write(path, text.replace(old, new))


@pytest.fixture
def step(course, monkeypatch):
    batch = Batch(Course(course.folder).load("step"), course.folder / "submissions/step", course.folder / "results")
    found = Step(course, batch)

    def write_group(place, head, submission, *more, write=written_out.write_group):
        found.made.append(submission.group)
        write(place, head, submission, *more)

    def write_overview(*given, write=written_out.write_overview):
        found.made.append("all")
        write(*given)

    monkeypatch.setattr(written_out, "write_group", write_group)
    monkeypatch.setattr(written_out, "write_overview", write_overview)
    found.run()
    assert found.made == [*BOTH, "all"]
    return found


def test_where_nothing_changed_no_result_is_even_parsed(step, monkeypatch):
    before = step.texts()
    monkeypatch.setattr(SubmissionResult, "model_validate_json", None)
    graded = step.run()
    assert step.made == []
    assert step.texts() == before
    results = read_results(step.place / "results.json")
    assert [(one.group, one.points, one.possible) for one in graded.briefs] == [
        (one.group, one.points, one.possible) for one in results.submissions
    ]


def touched(step):
    step.change("submissions/step/slip.md", "# 1", "\n# 1")


def another_tolerance(step):
    step.change("rubrics/step.yaml", "title: ", "title: Another ")


def third(step):
    step.course.write("submissions/step/third.md", "# 1.1\n\nnothing\n")


def gone(step):
    (step.course.folder / "submissions/step/slip.md").unlink()


def removed(name):
    return lambda step: (step.place / name).unlink()


def written_over(name):
    return lambda step: (step.place / name).write_text("another hand was here", encoding="utf-8")


CHANGES = {
    "a group's answers": (touched, ["slip", "all"]),
    "the title of the sheet": (another_tolerance, [*BOTH, "all"]),
    "a further group, which the last page leads to": (third, ["slip", "third", "all"]),
    "a group that is gone, which the first page led to": (gone, ["right", "all"]),
    "a page that is gone": (removed("groups/slip/report.html"), ["slip", "all"]),
    "a page that somebody wrote over": (written_over("groups/right/instructor.html"), ["right", "all"]),
    "results.json that is gone": (removed("results.json"), ["all"]),
    "results.json that somebody wrote over": (written_over("results.json"), ["all"]),
    "a gradebook that somebody wrote over": (written_over("gradebook.csv"), ["all"]),
    "an overview that is gone": (removed("index.html"), ["all"]),
}


@pytest.mark.parametrize(("change", "made"), CHANGES.values(), ids=CHANGES)
def test_a_change_makes_anew_what_shows_it_and_nothing_else(step, change, made):
    change(step)
    step.run()
    assert step.made == made
    found = step.texts()
    step.run(fresh=True)
    assert step.texts() == found, "just what a run from scratch writes"
    step.run()
    assert step.made == []


def test_lines_that_students_may_see_by_now_are_on_their_pages(step):
    later = frozenset({Visibility.VISIBLE, Visibility.AFTER_DUE_DATE})
    step.run(shown=later)
    assert step.made == [*BOTH, "all"]
    step.run(shown=later)
    assert step.made == []
    step.run()
    assert step.made == [*BOTH, "all"]


def test_another_version_of_the_pages_makes_them_all_again(step, monkeypatch):
    monkeypatch.setattr(publish, "what_writes", lambda: "another version")
    step.run()
    assert step.made == [*BOTH, "all"]


def test_who_became_known_stands_on_the_pages_of_the_group(step):
    step.course.write("roster.csv", "name,id,group\nAnna Nowak,123,slip\n")
    step.run(roster=load_roster(step.course.folder / "roster.csv", ("step",)))
    assert step.made == ["slip", "all"]
    assert b"Anna Nowak" in step.texts()["groups/slip/instructor.html"]


def test_pages_that_another_command_made_meanwhile_are_grades_own_again(step):
    before = step.texts()
    for page in ("report.html", "instructor.html"):
        written_over(f"groups/right/{page}")(step)
    written_over("gradebook.csv")(step)
    step.run()
    assert step.texts() == before
