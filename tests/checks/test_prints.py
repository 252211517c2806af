"""`prints:`: what a notebook printed, as it was saved and as it is run again; a contradiction is a person's to decide."""

import pytest
from lines_by_hand import REFERENCE, code, document, notebook, refused, rubric_of, text

from grader.checks.case import Case
from grader.notebooks import notes_of_cells
from grader.references.course_module import load_reference
from grader.reprinted import reprinted
from grader.run import Ending, Reason, Reply, Run
from grader.score import Flag, Outcome

LINE = "{prints: accuracy, points: 2}"
RANGE = "{prints: accuracy, from: 70%, to: 100%, points: 2}"
SPELT = "written as:\n  accuracy: [Test accuracy, accuracy]\n"
RIGHT = code("print(acc)", "Test accuracy: 0.8125\n")
WRONG = code("print(acc)", "Test accuracy: 0.5625\n")
SILENT = code("x = 1")


def cell(index, output="", error=""):
    """A cell that was run again."""
    value = {"index": index, "output": output, "error": error, "line": "", "skipped": ""}
    return Reply(Ending.FINISHED, value, says=error)


SAME, OTHER, NOTHING = cell(1, "Test accuracy: 0.8125\n"), cell(1, "Test accuracy: 0.5625\n"), cell(1, "done\n")


@pytest.fixture
def finding(tmp_path):
    """The finding of a line over a notebook's cells and the replies of its re-run."""

    def find(line, cells, replies=(), name="work.ipynb", more=()):
        rubric = rubric_of(line, SPELT)
        ((task, check),) = rubric.lines
        (tmp_path / "tiny.py").write_text(REFERENCE, encoding="utf-8")
        reference = load_reference(tmp_path / "tiny.py")
        run = Run(tuple(replies)) if replies else None
        documents = [document(name, notebook(*cells)), *more] if cells is not None else list(more)
        found = reprinted(rubric, reference, documents, {(task.id, check.mark_name): run} if run else {})
        find.found = found
        return check.run(Case(reference, found, run=run, documents=tuple(documents)))

    return find


@pytest.mark.parametrize(
    ("cells", "replies", "outcome", "says"),
    [
        ([RIGHT], [SAME], Outcome.RIGHT, "saved: 0.8125; run again: 0.8125"),
        ([WRONG], [OTHER], Outcome.WRONG, "saved: 0.5625; run again: 0.5625"),
        ([RIGHT], [OTHER], Outcome.REVIEW, "do not agree (saved: 0.8125; run again: 0.5625)"),
        ([WRONG], [SAME], Outcome.REVIEW, "do not agree (saved: 0.5625; run again: 0.8125)"),
        ([WRONG], [cell(1, "Test accuracy: 0.25\n")], Outcome.REVIEW, "do not agree"),
        ([SILENT], [SAME], Outcome.RIGHT, "not among the saved outputs"),
        ([SILENT], [OTHER], Outcome.REVIEW, "not among the saved outputs"),
        ([SILENT], [NOTHING], Outcome.MISSING, ""),
        ([RIGHT], [], Outcome.REVIEW, "not run again"),
        ([WRONG], [], Outcome.WRONG, "not run again"),
        ([RIGHT], [Reply(Ending.NOT_RUN, reason=Reason.NO_ISOLATION)], Outcome.REVIEW, "cannot isolate"),
        ([RIGHT], [Reply(Ending.OUT_OF_TIME, says="not done after 60 s")], Outcome.REVIEW, "not done after 60 s"),
        ([RIGHT], [cell(1, error="ModuleNotFoundError: No module named 'torchvision'")], Outcome.REVIEW, "torchvision"),
        ([RIGHT], [cell(1, error="URLError: no network")], Outcome.REVIEW, "no network"),
        ([RIGHT], [cell(1, error="NameError: name 'acc' is not defined")], Outcome.REVIEW, "NameError"),
        ([RIGHT], [NOTHING], Outcome.REVIEW, "run again it prints no such value"),
        ([SILENT], [Reply(Ending.OUT_OF_TIME)], Outcome.REVIEW, ""),
        ([SILENT], [], Outcome.REVIEW, ""),
        (None, [], Outcome.MISSING, "no such notebook"),
        ([text("The test accuracy: 0.8125")], [NOTHING], Outcome.MISSING, ""),
    ],
)
def test_saved_and_run_again_are_two_sources(finding, cells, replies, outcome, says):
    found = finding(LINE, cells, replies)
    assert found.outcome is outcome, found.says
    assert says in found.says
    assert (Flag.CONFLICT in found.flags) == ("do not agree" in found.says)


LACKING = {**cell(1, error="ModuleNotFoundError: No module named 'x'").value, "hint": "missing package x"}
OLD = {**cell(1, error="AttributeError: module 'numpy' has no attribute 'x'").value, "hint": "removed from numpy"}


@pytest.mark.parametrize("value", [LACKING, OLD])
def test_a_re_run_that_lacks_something_here_makes_nothing_missing(finding, value):
    found = finding(LINE, [SILENT], [Reply(Ending.FINISHED, value, says=value["error"]), cell(2)])
    assert found.outcome is Outcome.REVIEW, found.says


def test_a_notebook_without_cells_printed_nothing_for_certain(tmp_path):
    ((task, check),) = rubric_of(LINE, SPELT).lines
    (tmp_path / "tiny.py").write_text(REFERENCE, encoding="utf-8")
    reference, empty = load_reference(tmp_path / "tiny.py"), document("work.ipynb", notebook())
    found = reprinted(rubric_of(LINE, SPELT), reference, [empty], {(task.id, check.mark_name): Run()})
    assert check.run(Case(reference, found, run=Run(), documents=(empty,))).outcome is Outcome.MISSING


def test_what_became_of_each_cell_goes_on_record_with_its_line(finding):
    broken = cell(2, error="ZeroDivisionError: division by zero")
    broken.value["line"] = "line 1: 1 / 0"
    late = Reply(Ending.OUT_OF_TIME, {"index": 4}, says="not done after 1 s")
    found = finding(LINE, [RIGHT], [SAME, broken, Reply(Ending.FINISHED, LACKING, says="no"), late])
    told = found.ran.run.replies
    assert [one.ending for one in told] == [Ending.FINISHED, Ending.RAISED, Ending.RAISED, Ending.OUT_OF_TIME]
    assert told[1].says == "ZeroDivisionError: division by zero (line 1: 1 / 0)"
    assert [one.reason for one in told[1:3]] == [Reason.NONE, Reason.ENVIRONMENT]


def test_what_was_left_out_of_a_cell_is_noted():
    value = {**SAME.value, "skipped": "!pip install x", "hint": "", "notes": "`y` is not installed here"}
    plain = {**value, "index": 2, "skipped": "", "notes": ""}
    replies = [Reply(Ending.FINISHED, one) for one in (value, plain, {"index": 3})]
    assert list(notes_of_cells(replies)) == ["cell 1: `!pip install x` was left out", "cell 1: `y` is not installed here"]


@pytest.mark.parametrize(
    ("output", "outcome"),
    [
        ("Test accuracy: 71.9 %\n", Outcome.RIGHT),
        ("Test accuracy: 0.72\n", Outcome.RIGHT),
        ("Test accuracy: 0.69\n", Outcome.WRONG),
        ("\x1b[32mTest accuracy:\x1b[0m 0.72\n", Outcome.RIGHT),
        ("10%|#\r50%|##\rTest accuracy: 0.72\n", Outcome.RIGHT),
    ],
)
def test_a_range_takes_any_value_in_it(finding, output, outcome):
    assert finding(RANGE.replace("points", "rerun: no, points"), [code("train()", output)]).outcome is outcome


def test_a_range_without_its_per_cent_signs_makes_no_training_wrong(finding):
    line = "{prints: accuracy, from: 70, to: 100, rerun: no, points: 2}"
    assert finding(line, [code("train()", "Test accuracy: 81.2 %\n")]).outcome is Outcome.REVIEW
    assert finding(line, [code("train()", "Test accuracy: 61.2 %\n")]).outcome is not Outcome.RIGHT


def test_two_runs_of_a_training_need_not_agree_where_both_are_in_range(finding):
    found = finding(RANGE, [code("t()", "Test accuracy: 0.72\n")], [cell(1, "Test accuracy: 0.74\n")])
    assert found.outcome is Outcome.RIGHT
    assert "saved: 0.72; run again: 0.74" in found.says


def test_values_that_contradict_each_other_in_one_notebook_go_to_a_person(finding):
    assert finding(RANGE, [code("t()", "Test accuracy: 0.72\n"), code("u()", "Test accuracy: 0.31\n")]).outcome is Outcome.REVIEW


def test_one_cell_may_be_asked_for(finding):
    cells = [code("a()", "Test accuracy: 0.5\n"), text("# Later"), RIGHT]
    line = "{prints: accuracy, cell: 2, points: 2}"
    assert finding(line, cells, [cell(1, "Test accuracy: 0.5\n"), cell(2, "Test accuracy: 0.8125\n")]).outcome is Outcome.RIGHT
    assert finding("{prints: accuracy, cell: 1, rerun: no, points: 2}", cells).outcome is Outcome.WRONG


def test_which_notebook_is_meant_may_have_to_be_said(finding):
    other = document("other.ipynb", notebook(WRONG))
    assert finding(LINE, [RIGHT], more=[other]).outcome is Outcome.REVIEW
    assert finding("{prints: accuracy, in: work.ipynb, rerun: no, points: 2}", [RIGHT], more=[other]).outcome is Outcome.RIGHT
    assert (
        finding("{prints: accuracy, in: work.ipynb, rerun: no, points: 2}", [RIGHT], name="repo/work.ipynb", more=[other]).outcome
        is Outcome.RIGHT
    )


def test_a_value_has_its_cell_as_its_place(finding):
    finding(LINE, [SILENT, RIGHT], [cell(1), cell(2, "Test accuracy: 0.8125\n")])
    assert [one.place.page for one in finding.found.values()] == [2, 2]
    assert {one.source for one in finding.found.values()} == {"notebook"}


def test_what_a_job_says_of_its_cells_is_only_text(finding):
    strange = [
        Reply(Ending.FINISHED, value) for value in (3, None, {"index": "1", "output": "accuracy: 0.8125"}, {"index": 1, "output": 3})
    ]
    assert finding(LINE, [SILENT], strange).outcome in (Outcome.REVIEW, Outcome.MISSING)


def test_the_re_run_is_asked_for_only_where_it_is_wanted():
    ((_, wanted),) = rubric_of(LINE).lines
    assert [one.do for one in wanted.questions(["a.py", "repo/work.ipynb"])] == ["cells"]
    assert wanted.questions(["a.ipynb", "b.ipynb"]) == ()
    ((_, saved),) = rubric_of("{prints: accuracy, rerun: no, points: 1}").lines
    assert saved.questions(["work.ipynb"]) == ()
    assert not saved.runs_code()


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{prints: accuracy, from: 1, points: 1}", "only one of"),
        ("{prints: accuracy, from: 2, to: 1, points: 1}", "must be below"),
        ("{prints: accuracy, from: 1, to: 2, within: 1%, points: 1}", "say nothing"),
        ("{prints: accuracy, in: work.py, points: 1}", "wants a notebook"),
        ("{prints: accuracy, cell: 0, points: 1}", "`cell:`"),
        ("{prints: accuracy, rerun: maybe, points: 1}", "`rerun:`"),
        ("{prints: accuracy, rerun: no, seconds: 30, points: 1}", "`seconds:` is about a re-run, and `rerun: no` wants none"),
        ("{prints: accuracy, from: 70%, to: 96%, rerun: no, epochs: 3, cell: 2, points: 1}", "`cell:` says nothing; leave it out"),
        ("{prints: accuracy, from: 70, to: 96, rerun: no, epochs: 3, points: 1}", "wants a range of accuracies, such as `from: 70%`"),
        ("{prints: accuracy, from: -1, to: 1, rerun: no, epochs: 3, points: 1}", "`to: 100%`, not -1 to 1"),
    ],
)
def test_what_is_wrong_with_a_line_is_told_with_its_place(line, says):
    told = refused(line)
    assert says in told
    assert told.startswith("tiny.yaml, line 4:")
