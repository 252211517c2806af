"""What a batch does when the grader itself fails, or when it is stopped while a document is being read."""

import signal
import subprocess
import sys
import time
from functools import partial

import pytest

from grader import anew, hands
from grader.batch import grade
from grader.course import Course
from grader.readers import trials
from grader.readers.pool import Readers
from grader.records.results import State, read_results
from grader.work import Batch

AT_ONCE = 8.0
"""Seconds; a document that never ends may take much longer than this before it is given up."""


@pytest.fixture
def batch(course):
    """The two groups of the course."""
    return Batch(Course(course.folder).load("step"), course.folder / "submissions/step", course.folder / "results", workers=2)


def in_results(batch):
    """The submissions as results.json has them."""
    return read_results(batch.out / "step/results.json").submissions


def failing_on(group):
    """Marking that fails on one group as no check and no reader of ours should."""
    real = hands.mark_one

    def mark_one(work, *more):
        if work.submission.group == group:
            raise RecursionError("too\ndeep")
        return real(work, *more)

    return mark_one


def test_a_failure_of_ours_on_one_submission_costs_nobody_a_mark(batch, monkeypatch):
    monkeypatch.setattr(hands, "mark_one", failing_on("slip"))
    grade(batch)
    right, slip = in_results(batch)
    assert (right.group, right.state) == ("right", State.MARKED)
    assert (slip.group, slip.state, slip.undecided) == ("slip", State.UNMARKABLE, 8.0)
    assert slip.message == "the grader itself failed on this submission (RecursionError: too deep); report it"
    assert any("RecursionError" in line for line in slip.remarks)


def test_a_failure_of_ours_is_tried_again_by_the_next_run(batch, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(hands, "mark_one", failing_on("slip"))
        grade(batch)
    grade(batch)
    assert [submission.state for submission in in_results(batch)] == [State.MARKED, State.MARKED]


def test_stopping_waits_for_no_document_that_is_being_read(batch, monkeypatch):
    monkeypatch.setattr(anew, "Readers", partial(Readers, reader=f"{trials.__file__}:never_end"))
    began = time.monotonic()

    def stop(*_):
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, 1.5)
    try:
        with pytest.raises(KeyboardInterrupt):
            grade(batch)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert time.monotonic() - began < AT_ONCE


MARKING = """grader.anew grader.hands grader.collect grader.finding.find grader.search grader.page.labels grader.page.headings
    grader.readers.pool grader.readers.answer_sheet grader.readers.ocr.pages grader.jailing grader.hand_in grader.other_lines grader.beside
    grader.asked grader.marking grader.formula_orders grader.formulas.tree grader.checks.verdict grader.checks.by_entries
    grader.checks.formula grader.checks.prints grader.laying_over grader.decisions.laid_over jinja2""".split()
"""What is loaded where something has to be marked or written."""


def test_where_nothing_changed_nothing_is_loaded_that_marks_or_writes(course):
    again = f"""if True:
        import sys
        from grader.cli import main
        sys.argv = ["grader", "grade", "--course", {str(course.folder)!r}]
        try:
            main()
        except SystemExit:
            pass
        print([name for name in {MARKING!r} if name in sys.modules])"""
    loaded = []
    for _ in range(2):
        ran = subprocess.run([sys.executable, "-c", again], capture_output=True, text=True, check=True)
        loaded.append(ran.stdout.splitlines()[-1])
    assert loaded == [str(MARKING), "[]"]
