"""What decides a stage runs that stage again, and nothing else does: each ingredient is changed in turn, and counted is what is done."""

import json
import shutil
from collections import Counter
from contextlib import contextmanager, nullcontext
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from programs import CourseFolder
from total_and_double import REFERENCE as TOTAL_AND_DOUBLE

from grader import batch as batches
from grader import collect, ground, hands, jailing, marking, own_source, recalled
from grader.answer import NotFound
from grader.batch import grade
from grader.course import Course
from grader.decisions.decision import Decisions, Wish
from grader.decisions.decisions_file import write_decisions
from grader.decisions.making import decision_on
from grader.decisions.remarked import Sheet
from grader.ground import Ground
from grader.jail.client import Jail
from grader.jail.level import Level
from grader.jail.levels import level_here
from grader.readers.pool import Readers
from grader.records.results import read_results
from grader.rosters.roster_file import load_roster
from grader.suite.run import Suites
from grader.work import Batch

REFERENCE = (
    TOTAL_AND_DOUBLE
    + '''

def triple(x):
    """Three times x."""
    return 3 * x


def triple_inputs(rng):
    yield (rng.normal(size=4),)


def whole():
    """The whole."""
    return 14.0
'''
)
RUBRIC = """title: Stages
reference: stages
tasks:
  1 Values:
    - {close: total, within: 0.5, points: 1}
  2 Code:
    - {same: double, in: code.py, points: 1}
    - {same: triple, in: code.py, points: 1}
    - {present: notes.txt, name: notes, points: 1}
"""
CODE = "def double(x):\n    return x + x\n\n\ndef triple(x):\n    return x + x + x\n"
ANNA, BEN = "submissions/stages/anna", "submissions/stages/ben"


@pytest.fixture(scope="module")
def level():
    return level_here()


@pytest.fixture(scope="module")
def marked_once(level, tmp_path_factory):
    """A course of two groups, marked."""
    course = CourseFolder(tmp_path_factory.mktemp("stages") / "course")
    course.write("reference/stages.py", REFERENCE)
    course.write("rubrics/stages.yaml", RUBRIC)
    course.write("starters/stages/code.py", "def double(x):\n    ...\n")
    for folder in (ANNA, BEN):
        course.write(f"{folder}/answers.md", "# 1 Values\n\ntotal = 14.2\n")
        course.write(f"{folder}/code.py", CODE)
        course.write(f"{folder}/notes.txt", "we did it\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jailing, "control", lambda *_: "")
        marked(course, ground=Ground(level))
    return course


@pytest.fixture
def stages(marked_once, tmp_path):
    """A copy of it, with its results."""
    course = CourseFolder(tmp_path / "course")
    shutil.copytree(marked_once.folder, course.folder, dirs_exist_ok=True)
    return course


def marked(course, **settings):
    """The results of a run."""
    grade(Batch(Course(course.folder).load("stages"), course.folder / "submissions/stages", course.folder / "results", **settings))
    return read_results(course.folder / "results/stages/results.json")


@pytest.fixture
def done(stages, level, monkeypatch):
    """Grades, and tells how often each stage was gone through.

    Files are read, submissions searched, questions asked in jobs, tests run, a group's functions judged, values weighed, and all marked.
    """
    counts = Counter()

    def counted(name, work):
        def working(*given, **more):
            counts[name] += 1
            return work(*given, **more)

        return working

    class CountingJail(Jail):
        @contextmanager
        def job(self, *given, **more):
            with super().job(*given, **more) as job:
                ask = job.ask
                job.ask = lambda message, seconds: counts.update(run=message["do"] == "ask") or ask(message, seconds)
                yield job

    monkeypatch.setattr(Readers, "read_data", counted("read", Readers.read_data))
    monkeypatch.setattr(recalled, "looked_for", counted("find", collect.looked_for))
    monkeypatch.setattr(hands, "mark", counted("mark", hands.mark))
    monkeypatch.setattr(jailing, "findings_of", counted("judge", jailing.findings_of))
    monkeypatch.setattr(marking, "ran", lambda line, case, really=marking.ran: counts.update(weigh=case.run is None) or really(line, case))
    monkeypatch.setattr(Suites, "run", counted("test", Suites.run))
    monkeypatch.setattr(jailing, "control", lambda *_: "")  # the course's own solution is asked, too

    def run(**settings):
        counts.clear()
        roster = load_roster(stages.folder / "roster.csv", ("stages",))
        settings = {"ground": Ground(level, open_jail=CountingJail), "roster": roster} | settings
        results = marked(stages, **settings)
        marks = {one.group: {mark.name: mark.outcome.value for mark in one.marks} for one in results.submissions}
        return dict(+counts), marks

    return run


def timeless(course):
    """All that results.json says, but for how long it took."""
    text = (course.folder / "results/stages/results.json").read_text()
    return json.loads(text, object_pairs_hook=lambda pairs: [one for one in pairs if one[0] != "seconds"])


GOOD = {"total": "right", "double": "right", "triple": "right", "notes": "right"}
BOTH = {"read": 4, "find": 2, "run": 4, "judge": 2, "weigh": 2, "mark": 2}
"""Of two submissions, each with two texts, and one question to each of two functions."""


def test_nothing_changed_and_nothing_is_done(done):
    assert done() == ({}, {"anna": GOOD, "ben": GOOD})
    assert done(workers=2) == ({}, {"anna": GOOD, "ben": GOOD})
    assert done(fresh=True) == (BOTH, {"anna": GOOD, "ben": GOOD})


CHANGES = {
    "a tolerance": (("rubrics/stages.yaml", "within: 0.5", "within: 0.1"), {"weigh": 2, "mark": 2}, {"total": "wrong"}),
    "points": (("rubrics/stages.yaml", "name: notes, points: 1", "name: notes, points: 2"), {"mark": 2}, {}),
    "a tolerance of code": (
        ("rubrics/stages.yaml", "same: triple, in: code.py,", "same: triple, in: code.py, within: 1%,"),
        {"judge": 2, "mark": 2},
        {},
    ),
    "a title": (("rubrics/stages.yaml", "title: Stages", "title: Stages of marking"), {"mark": 2}, {}),
    "a spelling": (
        ("rubrics/stages.yaml", "tasks:", "written as: {total: [sum]}\ntasks:"),
        {"find": 2, "judge": 2, "weigh": 2, "mark": 2},
        {"total": "review"},
    ),
    "a name": (("rubrics/stages.yaml", "close: total,", "close: whole, name: total,"), {"find": 2, "weigh": 2, "mark": 2}, {}),
    "a kind of number": (("reference/stages.py", "return 14.0", "return 14"), {"find": 2, "judge": 2, "weigh": 2, "mark": 2}, {}),
    "a section": (("rubrics/stages.yaml", "1 Values:", "1 Numbers:"), {"find": 2, "weigh": 2, "mark": 2}, {}),
    "a value of the reference": (
        ("reference/stages.py", "return 14.0", "return 99.0"),
        {"judge": 2, "weigh": 2, "mark": 2},
        {"total": "wrong"},
    ),
    "a shape of the reference": (
        ("reference/stages.py", "return 14.0", "return np.ones(3)"),
        {"find": 2, "judge": 2, "weigh": 2, "mark": 2},
        {"total": "review"},
    ),
    "what one function gives": (
        ("reference/stages.py", "return 3 * x", "return 4 * x"),
        {"run": 2, "judge": 2, "weigh": 2, "mark": 2},
        {"triple": "wrong"},
    ),
    "the inputs of one function": (("reference/stages.py", "size=4", "size=5"), {"run": 2, "judge": 2, "weigh": 2, "mark": 2}, {}),
    "the adapter of one function": (
        ("rubrics/stages.yaml", "same: triple, in: code.py,", "same: triple, in: code.py, through: answer = triple(x),"),
        {"run": 2, "judge": 2, "mark": 2},
        {},
    ),
    "a limit": (
        ("rubrics/stages.yaml", "same: triple, in: code.py,", "same: triple, in: code.py, seconds: 5,"),
        {"run": 2, "judge": 2, "mark": 2},
        {},
    ),
    "what was handed out": (("starters/stages/code.py", "...", "pass"), {"run": 4, "judge": 2, "mark": 2}, {}),
    "one group's text": ((f"{BEN}/answers.md", "14.2", "15"), {"read": 1, "find": 1, "weigh": 1, "mark": 1}, {}),
    "one group's code": ((f"{BEN}/code.py", "x + x + x", "x * 3"), {"find": 1, "run": 2, "judge": 1, "weigh": 1, "mark": 1}, {}),
    "one group's notes": (
        (f"{BEN}/notes.txt", "did", "have done"),
        {"read": 1, "find": 1, "run": 2, "judge": 1, "weigh": 1, "mark": 1},
        {},
    ),
}


@pytest.mark.parametrize(("change", "counts", "outcomes"), CHANGES.values(), ids=CHANGES)
def test_a_change_runs_again_what_depends_on_it_and_nothing_else(stages, done, change, counts, outcomes):
    path, old, new = change
    text = (stages.folder / path).read_text()
    assert old in text
    stages.write(path, text.replace(old, new))
    found, marks = done()
    assert found == counts
    assert marks["anna"] == GOOD | (outcomes if path.startswith(("rubrics", "reference")) else {})
    kept = timeless(stages)
    again, _ = done(fresh=True)
    assert kept == timeless(stages), "what was kept comes to the same as a fresh run"
    assert done() == ({}, marks)
    assert again["mark"] == 2


def test_what_could_not_be_opened_is_an_ingredient_of_what_code_lacks(stages, done):
    """A function may stand in what was left out: it is missing only where everything was looked into, in whatever order that comes."""
    stages.write(f"{BEN}/code.py", CODE.partition("\n\n\n")[0])
    assert done()[1]["ben"] == GOOD | {"triple": "missing"}
    stages.write(f"{BEN}/more.zip", b"no archive at all")
    assert done()[1]["ben"] == GOOD | {"triple": "review"}
    (stages.folder / BEN / "more.zip").unlink()
    assert done()[1]["ben"] == GOOD | {"triple": "missing"}


def test_runs_outlive_a_batch_that_only_looks_at_what_they_came_to(stages, done):
    stages.write("rubrics/stages.yaml", RUBRIC.replace("within: 0.5", "within: 0.1"))
    assert done()[0] == {"weigh": 2, "mark": 2}
    stages.write("reference/stages.py", REFERENCE.replace("return 3 * x", "return 4 * x"))
    assert done()[0] == {"run": 2, "judge": 2, "weigh": 2, "mark": 2}, "of the other function every run is still there"


@pytest.mark.parametrize(
    ("place", "name", "other"),
    [
        (hands, "reprinted", lambda *_: {"printed": NotFound("nothing was printed")}),
        (Readers, "read_data", lambda *given, really=Readers.read_data: (really(*given)[0], False)),
    ],
    ids=["values that code printed", "documents of which another try may read more"],
)
def test_what_hangs_on_more_than_what_was_read_is_weighed_each_time(stages, done, monkeypatch, place, name, other):
    monkeypatch.setattr(place, name, other)
    assert done(fresh=True)[0]["weigh"] == 2
    stages.write("rubrics/stages.yaml", RUBRIC.replace("title: Stages", "title: Stages of marking"))
    counts, marks = done()
    assert (counts["weigh"], marks) == (2, {"anna": GOOD, "ben": GOOD})


READS_BESIDE = REFERENCE.replace(
    "return 14.0",
    "return float(Path(__file__).with_name('total.csv').read_text()) * runpy.run_path(Path(__file__).with_name('unit.py'))['UNIT']",
).replace("import numpy as np", "import runpy\nfrom pathlib import Path\n\nimport numpy as np")
TESTS = """import json
from pathlib import Path

from factors import TIMES


def test_double(student, number):
    assert student.module().double(number) * TIMES == json.loads(Path("wanted.json").read_text())[number]
"""
COURSE_FILES = {
    "reference/stages.py": READS_BESIDE,
    "reference/total.csv": "14",
    "reference/unit.py": "UNIT = 1",
    "reference/other.py": "OTHER = 1",
    "rubrics/stages.yaml": RUBRIC + "    - {pytest: test_code.py, name: tested, in: code.py, points: 1}\n",
    "rubrics/other.yaml": "title: Other",
    "tests/stages/test_code.py": TESTS,
    "tests/stages/factors.py": "TIMES = 1",
    "tests/stages/wanted.json": "[0, 2, 4, 6, 9]",
    "tests/stages/conftest.py": "import pytest\n\n\n@pytest.fixture\ndef number():\n    return 3\n",
    "tests/stages/test_other.py": "OTHER = 1",
}
COURSE_CHANGES = (
    ("reference/other.py", "1", "2", {}),
    ("rubrics/other.yaml", "Other", "Another", {}),
    ("tests/stages/test_other.py", "1", "2", {}),
    ("reference/total.csv", "14", "28", {"total": "wrong"}),
    ("tests/stages/conftest.py", "3", "4", {"total": "wrong", "tested": "wrong"}),
    ("tests/stages/test_code.py", " * TIMES", " + TIMES", {"total": "wrong"}),
)
"""What the course's own Python files read or import, one after another, and what lies beside them for others."""


@pytest.fixture
def one_program_of_tests(monkeypatch):
    """The course's tests of all batches run in forks of one program, which takes a while to start."""
    with Suites() as suites:
        monkeypatch.setattr(jailing, "Suites", lambda: nullcontext(suites))
        yield


@pytest.mark.usefixtures("one_program_of_tests")
def test_what_the_courses_own_files_read_is_an_ingredient_too(stages, done):
    for path, text in COURSE_FILES.items():
        stages.write(path, text)
    good = GOOD | {"tested": "right"}
    assert done()[1] == {"anna": good, "ben": good}
    for path, old, new, outcomes in COURSE_CHANGES:
        assert old in COURSE_FILES[path]
        stages.write(path, COURSE_FILES[path].replace(old, new))
        counts = {"mark": 2, "test": 2} | ({"judge": 2, "weigh": 2} if path.startswith("reference") else {}) if outcomes else {}
        assert done() == (counts, dict.fromkeys(("anna", "ben"), good | outcomes)), path


@pytest.mark.parametrize(
    ("place", "name", "counts"),
    [
        (batches, "what_reads", {"read": 4, "find": 2, "weigh": 2, "mark": 2}),
        (own_source, "installed_version", {"read": 4, "find": 2, "weigh": 2, "mark": 2}),
        (ground, "our_own", {"run": 4, "judge": 2, "mark": 2}),
        (ground, "python_version", {"run": 4, "judge": 2, "mark": 2}),
        (ground, "installed_version", {"run": 4, "judge": 2, "mark": 2}),
    ],
    ids=["what reads", "libraries that read", "what runs", "Python", "libraries that code finds"],
)
def test_another_version_does_its_part_again(done, monkeypatch, place, name, counts):
    monkeypatch.setattr(place, name, lambda *_: "another version")
    assert done() == (counts, {"anna": GOOD, "ben": GOOD})


def test_another_jail_runs_everything_again(done, level):
    assert done(ground=Ground(level, unsafe=True, open_jail=Jail))[0].get("mark") == 2
    assert done()[0] == {"run": 4, "judge": 2, "mark": 2}, "what ran in the first one was forgotten when it ran in the second"


def test_another_level_of_the_jail_runs_everything_again(done, level):
    other = next(one for one in Level if one.holds and one is not level)
    ground = Ground(other, open_jail=lambda plan, workers: Jail(replace(plan, level=level), workers))
    assert done(ground=ground)[0] == {"judge": 2, "mark": 2}, "asked where nobody counts"
    assert done()[0] == {"run": 4, "judge": 2, "mark": 2}, "what ran at the first level was forgotten when it ran at the other"


def test_a_roster_that_comes_later_marks_nobody_again(stages, done):
    stages.write("roster.csv", "name,id,group\nAnna Nowak,123,anna\n")
    assert done() == ({}, {"anna": GOOD, "ben": GOOD})
    (anna, _) = read_results(stages.folder / "results/stages/results.json").submissions
    assert [member.name for member in anna.members] == ["Anna Nowak"], "it is laid over"
    stages.write("roster.csv", "name,id,group\nAnna Kowalska,123,anna\n")
    assert done()[0] == {}
    (anna, _) = read_results(stages.folder / "results/stages/results.json").submissions
    assert [member.name for member in anna.members] == ["Anna Kowalska"]


PERSON = {"group": "ben", "task": None, "by": "A. Tutor", "at": datetime(2026, 3, 4, tzinfo=UTC)}
DECISIONS = {
    "a value": ({"name": "total", "value": "15"}, {"weigh": 2, "mark": 2}, {"total": "wrong"}),
    "the value as it was read": ({"name": "total", "value": "14.2"}, {"weigh": 2, "mark": 2}, {}),
    "an outcome": ({"name": "triple", "outcome": "wrong"}, {}, {"triple": "wrong"}),
    "points": ({"name": "notes", "points": 0.5}, {}, {"notes": "mistake"}),
}
"""What a person says of one group: a value marks that group alone once more, with it beside once without it; an outcome is laid over."""


def test_a_decision_runs_nothing_and_marks_at_most_the_one_group(stages, done):
    place = stages.folder / "results/stages"
    _, before = done()
    assignment = Course(stages.folder).load("stages")
    sheet = Sheet(assignment.rubric, assignment.search.wanted)
    for told, (wish, counts, outcomes) in DECISIONS.items():
        decision = decision_on(read_results(place / "results.json"), Wish(**PERSON, **wish), lambda: sheet)
        write_decisions(place, Decisions("stages", (decision,)))
        after = {"anna": GOOD, "ben": GOOD | outcomes}
        assert done() == (counts, after), told
        assert done() == ({}, after), told
        write_decisions(place, Decisions("stages", (decision.model_copy(update={"note": "looked at twice", "by": "B. Tutor"}),)))
        assert done() == ({}, after), f"{told}: who decided and why is laid over"
        marks = {mark.name: mark for one in read_results(place / "results.json").submissions if one.group == "ben" for mark in one.marks}
        assert (marks[wish["name"]].decided_by, marks[wish["name"]].decision.note) == ("B. Tutor", "looked at twice")
        write_decisions(place, Decisions("stages"))
        assert done() == ({"weigh": 1, "mark": 1} if counts else {}, before), f"{told}, taken back"


LEANING = "def double(x):\n    return 2.5 * x\n\n\ndef triple(x):\n    return double(x) * 1.5001\n"


def test_what_follows_with_ours_in_its_place_is_asked_on_all_inputs_before_it_follows(stages, done):
    stages.write("reference/stages.py", REFERENCE.replace("yield (rng.normal(size=4),)", "yield from [(rng.normal(size=4),)] * 3"))
    rubric = RUBRIC.replace("same: triple, in: code.py,", "same: triple, in: code.py, within: 1e-6,")
    stages.write("rubrics/stages.yaml", rubric)
    stages.write(f"{BEN}/code.py", LEANING)
    assert done()[1]["ben"] == GOOD | {"double": "wrong", "triple": "wrong"}
    stages.write("rubrics/stages.yaml", rubric.replace("within: 1e-6", "within: 1%"))
    counts, marks = done()
    assert marks["ben"] == GOOD | {"double": "wrong", "triple": "follows"}
    assert counts == {"run": 3, "judge": 2, "mark": 2}, "the first one alone had been asked"
    stages.write("rubrics/stages.yaml", rubric)
    assert done() == ({"judge": 2, "mark": 2}, {"anna": GOOD, "ben": GOOD | {"double": "wrong", "triple": "wrong"}})
