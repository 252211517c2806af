"""A small course of values, marked in this process; and a person who decides beside its results."""

import shutil
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from programs import REFERENCE, CourseFolder

from grader.batch import grade
from grader.course import Course
from grader.decisions.decision import Wish
from grader.decisions.decisions_file import read_decisions, write_decisions
from grader.decisions.making import decision_on
from grader.decisions.remarked import Sheet
from grader.records.results import MarkResult, Results, read_results
from grader.work import Batch

RUBRIC = """
title: One step
reference: step
tasks:
  1.1 Forward pass:
    - {close: y_hat, points: 1}
    - {close: loss, points: 2}
  1.2 Backward pass:
    - {close: grad_w, points: 1}
    - {review: Why it goes down, name: why, points: 2}
  1.3 One step:
    - {close: w_new, points: 2}
  2 Experiment:
    - {between: accuracy, from: 90%, to: 99%, points: 1}
written as:
  y_hat: [ŷ]
  loss: [L]
  grad_w: [∂L/∂w]
  w_new: [w_new]
  accuracy: [accuracy]
"""
MISREAD = """# 1.1 Forward pass

ŷ = 301

L = 0.5

# 1.2 Backward pass

∂L/∂w = -3

# 1.3 One step

w_new = 105.78

# 2 Experiment

accuracy = 94 %
"""
"""On paper ŷ is 310, which is wrong, and all that follows was worked out from it."""
TAKEN_FOR = {"y_hat": "wrong", "loss": "wrong", "grad_w": "wrong", "why": "review", "w_new": "follows", "accuracy": "right"}
SLIP, RIGHT = "submissions/step/slip/paper.md", "submissions/step/right/paper.md"
MORNING = datetime(2026, 3, 4, 9, 30, tzinfo=UTC)


@dataclass
class Office:
    """Where sheets are marked and decided."""

    course: CourseFolder

    @property
    def place(self):
        return self.course.folder / "results/step"

    def load(self):
        return Course(self.course.folder).load("step")

    def grade(self, **settings) -> Results:
        grade(Batch(self.load(), self.course.folder / "submissions/step", self.place.parent, **settings))
        return read_results(self.place / "results.json")

    def decide(self, name, *, group="slip", at=MORNING, by="A. Tutor", **what):
        """As `grader decide` does it."""
        results, assignment = read_results(self.place / "results.json"), self.load()
        wish = Wish(group, None, name, by=by, at=at, **what)
        decision = decision_on(results, wish, lambda: Sheet(assignment.rubric, assignment.search.wanted))
        write_decisions(self.place, read_decisions(self.place, "step").and_(decision))
        return decision

    def change(self, path, old, new):
        text = (self.course.folder / path).read_text(encoding="utf-8")
        assert old in text
        self.course.write(path, text.replace(old, new))


def copied(office: Office, folder: Path) -> Office:
    """A copy of a course with its results; the times of files stay."""
    shutil.copytree(office.course.folder, folder)
    course = copy(office.course)
    course.folder = folder
    return Office(course)


def office(course) -> Office:
    course.write("reference/step.py", REFERENCE)
    course.write("rubrics/step.yaml", RUBRIC)
    course.write(SLIP, MISREAD)
    course.write(RIGHT, MISREAD.replace("301", "317.25"))
    return Office(course)


def marks(results: Results, group="slip") -> dict[str, MarkResult]:
    (found,) = [one for one in results.submissions if one.group == group]
    return {mark.name: mark for mark in found.marks}


def outcomes(results: Results, group="slip") -> dict[str, str]:
    return {name: mark.outcome.value for name, mark in marks(results, group).items()}
