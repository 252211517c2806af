"""`grader decide`: what it writes, what it refuses in one line, what it tells; and `grader diff` after it."""

import json
import shutil
from io import StringIO
from multiprocessing import get_context

import pytest
from deciding import MORNING, Office, copied, marks, office
from programs import CourseFolder

from grader.commands.decide import Order, run_decide
from grader.commands.terminal import Terminal
from grader.course import Course
from grader.decisions.decision import Wish
from grader.decisions.decisions_file import FILE, read_decisions
from grader.errors import CommandError


@pytest.fixture(scope="module")
def marked_once(tmp_path_factory):
    made = office(CourseFolder(tmp_path_factory.mktemp("decide") / "course"))
    made.course.write("submissions/step/group-10/paper.md", "# 1.1 Forward pass\n\nŷ = 301\n")
    made.grade()
    return made


@pytest.fixture
def step(marked_once, tmp_path):
    return copied(marked_once, tmp_path / "course")


def wish(group="slip", name="y_hat", **more):
    return Wish(group, more.pop("task", None), name, **({"by": "A. Tutor", "at": MORNING} | more))


def run(step, wished=None, *, out="results", withdraw=False):
    out_, err = StringIO(), StringIO()
    run_decide(Order(Course(step.course.folder), step.course.folder / out, wished, withdraw), Terminal(out_, err))
    assert not err.getvalue()
    return out_.getvalue()


REFUSED = {
    "a group that is not there": (wish(group="slib", outcome="right"), "step has no group `slib`; did you mean `slip`?"),
    "another group": (wish(group="zoe", outcome="right"), "no group `zoe`; there is `group-10`, `right`, `slip`"),
    "a task that is not there": (wish(task="11", outcome="right"), "there is no task `11`; did you mean `1.1`?"),
    "a name that is not there": (wish(name="y_hut", outcome="right"), "the rubric has no line `y_hut`; did you mean `y_hat`?"),
    "a name of another task": (wish(task="1.2", outcome="right"), "task `1.2` has no line `y_hat`; it stands in task `1.1`"),
    "nothing": (wish(), "say what is decided: `--outcome right`, `--points 0.5`, or `--value"),
    "nobody": (wish(outcome="right", by=" "), "say who decides, with `--by"),
    "another outcome": (wish(outcome="rihgt"), "`--outcome` wants one of `right`, `mistake`, `wrong`, not `rihgt`; did you mean `right`?"),
    "an outcome of the machine's": (wish(outcome="follows"), "wants one of `right`, `mistake`, `wrong`, not `follows`"),
    "a mistake without points": (wish(outcome="mistake"), "say how many of 1 with `--points`"),
    "more points than there are": (wish(points=3), "`--points` wants a number from 0 to 1, what `y_hat` is worth, not 3"),
    "less than none": (wish(points=-1), "from 0 to 1"),
    "points that are no number": (wish(points=float("nan")), "from 0 to 1"),
    "points without end": (wish(points=float("inf")), "from 0 to 1"),
    "right with some of the points": (wish(outcome="right", points=0.5), "`right` earns all of the 1 points, not 0.5"),
    "wrong with some": (wish(outcome="wrong", points=0.5), "`wrong` earns none of the 1 points, not 0.5"),
    "a value and an outcome": (wish(value="1", outcome="right"), "`--value` goes with neither `--outcome` nor `--points`"),
    "an empty value": (wish(value=" "), "`--value` is empty"),
    "no number": (wish(value="many"), "the value `many`: cannot be read: no number, vector or matrix; asked for is a single number"),
    "another shape": (wish(value="[1, 2, 3]"), "asked for is a single number"),
    "a comma of two kinds": (wish(value="317,250"), "its comma can be read in two ways: write decimals with a point"),
    "a second entry": (wish(value="1\nloss: 2"), "the value `1 loss: 2`"),
    "a share without its sign": (wish(name="accuracy", value="94.2"), "write the percentage with its sign, or the share as 0.94"),
    "a value for a question": (wish(name="why", value="1"), "`why` reads no number, vector or matrix that could be corrected"),
    "a note without end": (wish(outcome="right", note="x" * 2001), "`--note` has more than 2,000 characters"),
    "a value without end": (wish(value="1" * 5001), "`--value` has more than 5,000 characters"),
}


@pytest.mark.parametrize(("wished", "says"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_decided_so_is_one_line_and_nothing_is_written(marked_once, wished, says):
    with pytest.raises(CommandError) as problem:
        run(marked_once, wished)
    assert says in str(problem.value)
    assert "\n" not in str(problem.value)
    assert not (marked_once.place / FILE).exists()


def test_the_last_decision_on_a_line_counts_and_what_it_replaced_is_told(step):
    said = run(step, wish(value="310", note="looked closely"))
    assert said.splitlines()[0] == "slip 1.1 y_hat: the value is 310, by A. Tutor"
    assert f"{FILE}; `grader grade` applies it." in said
    said = run(step, wish(points=0.5, by="B. Tutor"))
    assert said.splitlines()[1] == "  in the place of: the value is 310, by A. Tutor, 2026-03-04 09:30"
    (only,) = read_decisions(step.place, "step").every
    assert (only.outcome, only.points, only.value, only.by) == ("mistake", 0.5, None, "B. Tutor")


def test_the_file_is_sorted_as_people_count_and_says_all_in_words(step):
    half = wish("group-10", "why", points=1, note="half of it")
    for wished in (wish(outcome="right"), wish("right", "loss", value="1 / 2"), half):
        run(step, wished)
    text = (step.place / FILE).read_text(encoding="utf-8")
    data = json.loads(text)
    assert [one["group"] for one in data["decisions"]] == ["group-10", "right", "slip"]
    assert list(data) == ["schema", "assignment", "decisions"]
    assert data["decisions"][0] | {"basis": None} == {
        "group": "group-10", "task": "1.2", "name": "why", "outcome": "mistake", "points": 1.0,
        "by": "A. Tutor", "decided_at": "2026-03-04T09:30:00+00:00", "note": "half of it", "basis": None,
    }  # fmt: skip
    assert data["decisions"][1]["basis"]["read"] == "0.5 (paper.md, line 5)"
    assert set(data["decisions"][1]["basis"]) == {"handed_in", "read", "sha256"}, "a value stands on the paper alone"
    basis = data["decisions"][2]["basis"]
    assert basis["found"] == "wrong, 0 points: not the value"
    assert basis["line"] == "close, 1 point; as printed: within half a unit of the last digit (±0.5); expected 317.25"
    assert text.endswith("}\n")


def test_a_decision_is_taken_back_also_where_its_group_is_gone(step):
    run(step, wish(value="310"))
    path = step.place / FILE
    path.write_text(path.read_text(encoding="utf-8").replace('"slip"', '"gone"'), encoding="utf-8")
    with pytest.raises(CommandError, match="there is no decision on `slip y_hat`; `grader decide` without a group lists them"):
        run(step, wish(), withdraw=True)
    with pytest.raises(CommandError, match=r"no decision on `gone y_hut`; did you mean `gone 1\.1 y_hat`"):
        run(step, wish("gone", "y_hut"), withdraw=True)
    assert run(step, wish("gone"), withdraw=True).startswith("gone 1.1 y_hat: taken back: the value is 310, by A. Tutor")
    assert not read_decisions(step.place, "step").every


def test_the_list_begins_with_what_somebody_has_to_look_at_again(step):
    assert run(step) == "step: 0 decisions\n"
    run(step, wish("group-10", "why", outcome="right", note="well said"))
    run(step, wish("right", outcome="wrong"))
    run(step, wish(value="310"))
    assert run(step).count("not applied yet: `grader grade` does it") == 3
    step.change("submissions/step/slip/paper.md", "ŷ = 301", "ŷ = 302")
    step.grade()
    assert run(step).splitlines() == [
        "step: 3 decisions, 1 to look at again",
        "  look again: slip 1.1 y_hat: the value is 310, by A. Tutor, 2026-03-04 09:30",
        "    the group handed in something else since; read then: 301 (paper.md, line 3); now: 302 (paper.md, line 3)",
        "  group-10 1.2 why: right, all points, by A. Tutor, 2026-03-04 09:30",
        "    note: well said",
        "  right 1.1 y_hat: wrong, 0 points, by A. Tutor, 2026-03-04 09:30",
    ]


def test_a_space_at_the_end_of_a_name_and_a_mark_at_the_start_of_the_file_are_nobodys_slip(step):
    assert run(step, wish(" slip ", outcome="right")).startswith("slip 1.1 y_hat: right")
    path = step.place / FILE
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert run(step).startswith("step: 1 decision\n")


def test_what_was_decided_once_can_be_decided_otherwise_on_what_the_machine_found(step):
    run(step, wish(value="310"))
    step.grade()
    run(step, wish(outcome="right"))
    found = marks(step.grade())["y_hat"]
    assert (found.corrected, found.answer.text, found.first.outcome, found.decision.changed) == ("", "301", "wrong", "")
    run(step, wish(points=0.5))
    assert marks(step.grade())["y_hat"].decision.changed == ""


def test_of_several_sheets_one_must_be_named(step):
    shutil.copytree(step.place, step.place.parent / "stop")
    with pytest.raises(CommandError, match="has the results of several sheets; name the folder of one of them: `step`, `stop`"):
        run(step, wish(outcome="right"))
    assert "slip 1.1 y_hat" in run(step, wish(outcome="right"), out="results/step")


def test_results_that_do_not_say_what_was_handed_in_have_to_be_made_again_first(step):
    path = step.place / "results.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    for one in data["submissions"]:
        del one["content_sha256"]
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(CommandError, match="do not say what `slip` handed in, because an earlier version wrote them; run `grader grade`"):
        run(step, wish(outcome="right"))


def _decide(folder, name):
    made = CourseFolder.__new__(CourseFolder)
    made.folder = folder
    run(Office(made), wish(name=name, outcome="right"))


def test_people_who_decide_at_the_same_time_lose_nothing(step):
    names = ["y_hat", "loss", "grad_w", "why", "w_new", "accuracy"]
    context = get_context("fork")
    people = [context.Process(target=_decide, args=(step.course.folder, name)) for name in names]
    for one in people:
        one.start()
    for one in people:
        one.join(60)
    assert sorted(one.name for one in read_decisions(step.place, "step").every) == sorted(names)


def test_the_program_decides_lists_applies_and_tells_the_difference(step):
    course = step.course
    shutil.copytree(step.place, course.folder / "before")
    ran = course.grader("decide", "--group", "slip", "--name", "y_hat", "--value", "310", "--by", "A. Tutor")
    assert (ran.status, ran.err) == (0, "")
    assert course.grader("decide", "results/step").out.startswith("step: 1 decision\n  slip 1.1 y_hat: the value is 310, by A. Tutor")
    assert course.grader("grade").status == 0
    said = course.grader("diff", "before", "results/step").out
    assert "1.1 Prediction ŷ: still wrong, 0 of 1: a person decided: A. Tutor; a person read another value: “301” → “310”" in said
    assert "1.1 Loss L: wrong → follows, 0 → 2 of 2: an earlier value of theirs changed (y_hat): “301” → “310”" in said
    ran = course.grader("decide", "--group", "slip")
    assert (ran.status, ran.complaint[:22]) == (2, "say whose line it is, ")
    assert course.grader("decide", "--outcome", "right").status == 2
    assert "Invalid value for '--points'" in course.grader("decide", "--points", "many").complaint
    (step.place / FILE).write_text("{", encoding="utf-8")
    for command in (("grade",), ("decide",)):
        ran = course.grader(*command)
        assert (ran.status, f"{FILE}, line 1: " in ran.err) == (2, True)


def test_marking_tells_in_the_terminal_at_which_decisions_to_look_again(step):
    run(step, wish(value="310"))
    step.change("submissions/step/slip/paper.md", "ŷ = 301", "ŷ = 302")
    said = step.course.grader("grade").out
    assert "Look again at 1 decision; what they were made on is not the same:" in said
    assert "  slip 1.1 y_hat: the group handed in something else since; read then: 301 (paper.md, line 3); now: 302" in said
