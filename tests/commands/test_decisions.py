"""What a person decided holds whenever a sheet is marked again, and never as if nothing had happened since."""

import json
import shutil
from copy import copy
from io import StringIO

import pytest
from deciding import MISREAD, MORNING, RIGHT, SLIP, TAKEN_FOR, Office, marks, office, outcomes
from programs import CourseFolder

from grader.commands.report import Order, run_report
from grader.commands.terminal import Terminal
from grader.course import Course
from grader.decisions.decisions_file import FILE
from grader.errors import CommandError
from grader.records.results import read_results
from grader.score import Flag, Outcome

VALUE = {"name": "y_hat", "value": "310"}
OUTCOME = {"name": "loss", "outcome": "mistake", "points": 1.5}


@pytest.fixture(scope="module")
def marked_once(tmp_path_factory):
    made = office(CourseFolder(tmp_path_factory.mktemp("decided") / "course"))
    made.grade()
    return made


@pytest.fixture(scope="module")
def decided_once(marked_once, tmp_path_factory):
    made = another(marked_once, tmp_path_factory.mktemp("decided"))
    made.decide(**VALUE, note="why")
    made.grade()
    made.decide(**OUTCOME)
    made.grade()
    return made


@pytest.fixture
def step(marked_once, tmp_path):
    """A course that was marked already, to change."""
    return another(marked_once, tmp_path)


@pytest.fixture
def decided(decided_once, tmp_path):
    """One in which people decided, too."""
    return another(decided_once, tmp_path)


def another(made, folder):
    shutil.copytree(made.course.folder, folder / "course")
    course = copy(made.course)
    course.folder = folder / "course"
    return Office(course)


def test_a_corrected_value_makes_right_what_was_worked_out_from_it(step):
    assert outcomes(step.grade()) == TAKEN_FOR
    step.decide(**VALUE, note="the zero has a stroke")
    found = marks(step.grade())
    assert {name: mark.outcome.value for name, mark in found.items()} == TAKEN_FOR | {"loss": "follows", "grad_w": "follows"}
    assert found["loss"].says.startswith("right for your Prediction ŷ = 310")
    mark = found["y_hat"]
    assert (mark.outcome, mark.points, mark.decided_by, mark.corrected) == (Outcome.WRONG, 0.0, "A. Tutor", "310")
    assert (mark.answer.text, mark.answer.value, mark.answer.file, mark.answer.line) == ("310", 310.0, "paper.md", 3), "in its place"
    assert (mark.first.outcome, mark.first.points, mark.first.text, mark.first.value) == (Outcome.WRONG, 0.0, "301", 301.0)
    assert (mark.decision.decided_at, mark.decision.note, mark.decision.changed) == (MORNING.isoformat(), "the zero has a stroke", "")
    assert not mark.flags
    assert not found["loss"].decided_by


@pytest.mark.parametrize(
    ("what", "outcome", "points"),
    [
        ({"outcome": "right"}, "right", 2.0),
        ({"outcome": "wrong"}, "wrong", 0.0),
        ({"points": 0.25}, "mistake", 0.25),
        ({"points": 2}, "right", 2.0),
        ({"points": 0}, "wrong", 0.0),
        ({"outcome": "mistake", "points": 0}, "mistake", 0.0),
        ({"outcome": "mistake", "points": 2}, "mistake", 2.0),
    ],
)
def test_an_outcome_takes_the_place_of_the_automatic_one_which_stays_below_it(step, what, outcome, points):
    before = next(one for one in step.grade().submissions if one.group == "slip")
    step.decide("why", **what)
    after = next(one for one in step.grade().submissions if one.group == "slip")
    mark = next(one for one in after.marks if one.name == "why")
    assert (mark.outcome, mark.points, mark.decided_by) == (outcome, points, "A. Tutor")
    assert (mark.first.outcome, mark.first.points, mark.first.says) == (Outcome.REVIEW, None, "Why it goes down")
    assert (after.points, after.undecided) == (before.points + points, before.undecided - 2)


def test_what_rests_on_a_decided_line_no_longer_says_that_it_is_open(step):
    step.course.write(SLIP, MISREAD.replace("ŷ = 301", "So probably ŷ is 310."))  # a doubtful reading
    (before,) = [marks(step.grade())]
    assert before["y_hat"].outcome is Outcome.REVIEW
    assert before["loss"].says.endswith("still for a person to decide")
    step.decide("y_hat", outcome="wrong")
    assert marks(step.grade())["loss"].says == "right for your Prediction ŷ = 310"


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("y_hat", "right for your Gradient ∂L/∂w = −3"),
        ("why", "right for your Gradient ∂L/∂w = −3; but `y_hat` is not, and they go together"),
    ],
)
def test_what_goes_with_a_decided_line_no_longer_says_how_that_came_out(step, name, says):
    step.change(RUBRIC_FILE, "{close: w_new, points: 2}", "{close: w_new, points: 2, goes with: y_hat}")
    before = marks(step.grade())
    assert (before["w_new"].says, Flag.CONFLICT in before["w_new"].flags) == (
        "right for your Gradient ∂L/∂w = −3; but `y_hat` is not, and they go together",
        True,
    )
    step.decide(name, outcome="right")
    after = marks(step.grade())["w_new"]
    assert (after.says, Flag.CONFLICT in after.flags) == (says, name != "y_hat")


RUBRIC_FILE, REFERENCE_FILE = "rubrics/step.yaml", "reference/step.py"
CHANGES = {
    # what changes: where, from what, to what, whether the value stands on it, and the outcome
    "a title": (RUBRIC_FILE, "title: One step", "title: A step", False, False),
    "an unrelated line": (RUBRIC_FILE, "from: 90%", "from: 80%", False, False),
    "another line's points": (RUBRIC_FILE, "name: why, points: 2", "name: why, points: 3", False, False),
    "the line's tolerance": (RUBRIC_FILE, "close: loss,", "close: loss, within: 0.01,", False, True),
    "the line's points": (RUBRIC_FILE, "close: loss, points: 2", "close: loss, points: 4", False, True),
    "the expected value": (REFERENCE_FILE, "return 0.5 *", "return 0.6 *", False, True),
    "a sentence of another group": (RIGHT, "94 %", "95 %", False, False),
    "the value in the paper": (SLIP, "ŷ = 301", "ŷ = 311", True, True),
    "another line of the paper": (SLIP, "94 %", "95 %", True, True),
    "what is looked for": (RUBRIC_FILE, "y_hat: [ŷ]", "y_hat: [nobody wrote this]", True, False),
}


@pytest.mark.parametrize(("path", "old", "new", "value", "outcome"), CHANGES.values(), ids=CHANGES)
def test_a_decision_survives_a_re_mark_and_is_flagged_where_it_was_made_on_something_else(decided, path, old, new, value, outcome):
    before = marks(read_results(decided.place / "results.json"))
    assert not [mark.name for mark in before.values() if mark.flags]
    decided.change(path, old, new)
    found = marks(decided.grade())
    assert (found["y_hat"].decided_by, found["y_hat"].answer.value) == ("A. Tutor", 310.0)
    assert (found["loss"].decided_by, found["loss"].outcome, found["loss"].points) == ("A. Tutor", Outcome.MISTAKE, 1.5)
    assert found["w_new"].outcome is before["w_new"].outcome
    for name, flagged in (("y_hat", value), ("loss", outcome)):
        assert (Flag.DECIDED_ON_OTHER in found[name].flags, bool(found[name].decision.changed)) == (flagged, flagged), name


def test_what_changed_is_told_with_both_sides_until_somebody_decides_again(decided):
    decided.change(SLIP, "ŷ = 301", "ŷ = 302")
    found = marks(decided.grade())
    assert found["y_hat"].decision.changed == (
        "the group handed in something else since; read then: 301 (paper.md, line 3); now: 302 (paper.md, line 3)"
    )
    assert "Changed since</dt><dd>the group handed in" in (decided.place / "groups/slip/instructor.html").read_text(encoding="utf-8")
    overview = (decided.place / "index.html").read_text(encoding="utf-8")
    assert "Decisions to look at again" in overview
    assert "decided by <bdi>A. Tutor</bdi>: the group handed in something else since" in overview
    decided.decide(**VALUE)
    decided.decide(**OUTCOME)
    assert not any(Flag.DECIDED_ON_OTHER in mark.flags for mark in marks(decided.grade()).values())
    assert "Decisions to look at again" not in (decided.place / "index.html").read_text(encoding="utf-8")


def test_a_group_that_hands_in_something_else_altogether_is_flagged(decided):
    step = decided
    (step.course.folder / SLIP).unlink()
    step.course.write("submissions/step/slip/other.md", "# 1.1 Forward pass\n\nŷ = 317.25\n")
    found = marks(step.grade())
    assert {name for name, mark in found.items() if Flag.DECIDED_ON_OTHER in mark.flags} == {"y_hat", "loss"}
    assert "now: 317.25 (other.md, line 3)" in found["y_hat"].decision.changed


def test_a_withdrawn_decision_leaves_nothing_behind(decided, marked_once):
    step, before = decided, (marked_once.place / "results.json").read_bytes()
    data = json.loads((step.place / FILE).read_text(encoding="utf-8"))
    (step.place / FILE).write_text(json.dumps(data | {"decisions": []}), encoding="utf-8")
    step.grade()
    assert without_times(step.place / "results.json") == without_times(before)


def without_times(results):
    data = json.loads(results if isinstance(results, bytes) else results.read_bytes())
    for submission in data["submissions"]:
        submission["seconds"] = 0
    return data


def test_one_worker_two_workers_and_a_fresh_run_come_to_the_same(decided):
    step = decided
    step.decide("why", group="right", outcome="right")
    found = []
    for settings in ({"workers": 1}, {"workers": 2, "fresh": True}, {"workers": 1, "fresh": True}):
        step.grade(**settings)
        found.append(without_times(step.place / "results.json"))
    assert all(one == found[0] for one in found)
    assert sum("decided_by" in mark for one in found[0]["submissions"] for mark in one["marks"]) == 3


def test_what_nobody_here_handed_in_or_asks_for_is_kept_and_told(decided):
    step = decided
    kept = (step.place / FILE).read_text(encoding="utf-8").replace('"slip"', '"gone"', 1).replace('"y_hat"', '"lost"', 1)
    (step.place / FILE).write_text(kept, encoding="utf-8")
    results = step.grade()
    told = [(one.group, one.name, one.says) for one in results.astray]
    assert told == [("gone", "loss", "no such group"), ("slip", "lost", "no such line")]
    assert (step.place / FILE).read_text(encoding="utf-8") == kept
    assert outcomes(results) == TAKEN_FOR
    overview = (step.place / "index.html").read_bytes()
    assert "no such group; the decision is kept" in overview.decode("utf-8")
    order = Order(Course(step.course.folder), step.place, published=False, now=MORNING)
    run_report(order, Terminal(StringIO(), StringIO()))
    assert (step.place / "index.html").read_bytes() == overview, "built again from the stored results"


@pytest.mark.parametrize(
    ("line", "why"),
    [("{close: y_hat, points: 1}", "the line asks for a vector now"), ("{review: What is it, name: y_hat, points: 1}", "none at all")],
)
def test_a_value_that_the_line_has_no_use_for_any_more_is_for_a_person(step, line, why):
    step.decide(**VALUE)
    step.change(RUBRIC_FILE, "{close: y_hat, points: 1}", line)
    if "vector" in why:
        step.change(REFERENCE_FILE, "return x * w", "return x * w * __import__('numpy').ones(2)")
        step.change(RUBRIC_FILE, "- {close: loss, points: 2}", "- {review: loss, name: loss, points: 2}")
        step.change(RUBRIC_FILE, "- {close: grad_w, points: 1}", "- {review: grad, name: grad_w, points: 1}")
        step.change(RUBRIC_FILE, "- {close: w_new, points: 2}", "- {review: w, name: w_new, points: 2}")
    mark = marks(step.grade())["y_hat"]
    assert (mark.outcome, mark.points, mark.decided_by) == (Outcome.REVIEW, None, "")
    assert Flag.DECIDED_ON_OTHER in mark.flags
    assert mark.decision.changed.startswith("the value was not used: it is no value that the line asks for now")


def test_more_points_than_a_line_is_worth_by_now_are_told(step):
    step.decide(**OUTCOME)
    step.change(RUBRIC_FILE, "close: loss, points: 2", "close: loss, points: 1")
    mark = marks(step.grade())["loss"]
    assert (mark.points, mark.decision.changed.rpartition("; ")[2]) == (1.0, "more points were given than the line is worth now")


def test_a_paper_that_nobody_could_read_is_marked_by_what_a_person_reads_in_it(step):
    step.course.write("submissions/step/torn/paper.pdf", b"%PDF-1.4 and no more of it")
    found = marks(step.grade(), "torn")
    assert {mark.outcome for mark in found.values()} == {Outcome.REVIEW}
    step.decide("y_hat", group="torn", value="310")
    step.decide("loss", group="torn", value="0.5")
    results = step.grade()
    assert outcomes(results, "torn") == dict.fromkeys(TAKEN_FOR, "review") | {"y_hat": "wrong", "loss": "follows"}
    torn = next(one for one in results.submissions if one.group == "torn")
    assert (torn.state, torn.points, torn.undecided) == ("unmarkable", 2.0, 6.0)
    mark = marks(results, "torn")["loss"]
    assert (mark.answer.file, mark.first.outcome, mark.first.says, mark.flags) == ("paper.pdf", Outcome.REVIEW, "nothing could be read", ())


def test_two_people_who_read_one_value_differently_leave_it_to_a_third(step):
    step.change(RUBRIC_FILE, "    - {between: accuracy", "    - {close: y_hat, name: again, points: 1}\n    - {between: accuracy")
    step.grade()
    step.decide(**VALUE)
    step.decide("again", value="317.25")
    found = marks(step.grade())
    assert (found["y_hat"].outcome, found["again"].outcome) == (Outcome.REVIEW, Outcome.REVIEW)
    assert "stated more than once and not alike (310; 317.25)" in found["again"].says


def test_nothing_private_and_no_value_is_on_the_students_page_because_of_a_decision(step):
    step.change(RUBRIC_FILE, "{close: y_hat, points: 1}", "{close: y_hat, points: 1, visibility: hidden}")
    step.grade()
    step.decide(**VALUE, note="NOTE-1")
    step.decide("why", outcome="right", note="NOTE-2", by="B. Tutor")
    step.decide("accuracy", value="95 %", note="NOTE-3")
    step.grade()
    student, own = ((step.place / f"groups/slip/{page}.html").read_text(encoding="utf-8") for page in ("report", "instructor"))
    for private in ("NOTE", "310", "317.25", "A. Tutor, ", "2026-03-04", "Found first", "read as"):
        assert private not in student, private
        assert private in own or private == "A. Tutor, "
    assert "<dt>Decided by</dt><dd>B. Tutor</dd>" in student
    assert "paper.md, line 17</bdi>, as a person read it" in " ".join(student.split())
    for shown in ("NOTE-1", "NOTE-2", "2026-03-04 09:30", "read as 301"):
        assert shown in own, shown


DAMAGED = {
    "cut off": (lambda text: text[:-40], "line "),
    "no text": (lambda text: text.encode() + b"\xff", "is no text in UTF-8"),
    "empty": (lambda _: "", "line 1: Expecting value"),
    "a misspelt key": (lambda text: text.replace('"note"', '"note_"'), ".note_: nobody knows this key"),
    "no basis": (lambda text: text.replace('"basis"', '"bassis"'), "basis: is missing"),
    "two decisions on a line": (lambda text: text.replace('"loss"', '"y_hat"'), "two decisions on `slip 1.1 y_hat`"),
    "a value and an outcome": (lambda text: text.replace('"value": "310"', '"value": "310", "outcome": "right"'), "either a `value` or an"),
    "an outcome that nobody decides": (lambda text: text.replace('"mistake"', '"follows"'), "`outcome` must be right, mistake or wrong"),
    "points in words": (lambda text: text.replace("1.5", '"1.5"'), "points: Input should be a valid number"),
    "points without a number": (lambda text: text.replace("1.5", "NaN"), "points"),
    "lost points": (lambda text: text.replace('"points": 1.5,', ""), "`points` belong to the outcome `mistake`"),
    "a key twice": (lambda text: text.replace('"task": "1.1"', '"task": "1.1", "task": "1.2"', 1), "the key `task` stands twice"),
    "a time that is none": (lambda text: text.replace("2026-03-04T", "yesterday "), "decided_at: "),
    "nobody": (lambda text: text.replace('"A. Tutor"', '" "'), "by: says nothing"),
    "another sheet's": (lambda text: text.replace('"step"', '"stop"'), "its decisions are on `stop`, not on `step`"),
    "another version": (lambda text: text.replace('"schema": 1', '"schema": 2'), "schema: Input should be 1"),
    "brackets without end": (lambda _: "[" * 100_000, FILE),
}


@pytest.fixture(scope="module")
def written(decided_once, tmp_path_factory):
    made = another(decided_once, tmp_path_factory.mktemp("damaged"))
    return made, (made.place / FILE).read_text(encoding="utf-8"), (made.place / "results.json").read_bytes()


@pytest.mark.parametrize(("damage", "says"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_file_is_one_line_and_loses_nothing(written, damage, says):
    made, text, results = written
    damaged = damage(text)
    damaged = damaged.encode("utf-8") if isinstance(damaged, str) else damaged
    assert damaged != text.encode("utf-8")
    (made.place / FILE).write_bytes(damaged)
    for what in (made.grade, lambda: made.decide("why", outcome="right")):
        with pytest.raises(CommandError) as problem:
            what()
        said = str(problem.value)
        assert says in said
        assert said.startswith(str(made.place / FILE))
        assert "\n" not in said
        assert "nothing was changed" in said
    assert (made.place / FILE).read_bytes() == damaged
    assert (made.place / "results.json").read_bytes() == results
