"""The corpus of formulas: each entry handed in as a document of its own below its task's heading, marked by the sheet's rubric."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from grader.collect import collect
from grader.course import Assignment, Course
from grader.document import Document
from grader.marking import Besides, mark
from grader.readers.reading import read_bytes
from grader.scheme import Task
from grader.score import Mark, Outcome
from grader.submission import Submission, SubmittedFile

CORPUS = Path(__file__).parent / "corpus"
COURSE = Path(__file__).resolve().parents[2]
SHEETS = ("rptu_ex02", "mfdnn_hw4")
GOOD = {"right": {"right", "remark"}, "remark": {"right", "remark"}, "wrong": {"wrong"}, "review": {"review"}}
HEADINGS = {
    "md": "# {}\n\n{}\n",
    "txt": "Task {}\n\n{}\n",
    "tex": "\\documentclass{{article}}\n\\begin{{document}}\n\\section*{{{}}}\n{}\n\\end{{document}}\n",
}


@dataclass(frozen=True)
class Entry:
    """What one student wrote for one formula, and what a person says to it."""

    answer: str
    number: int
    text: str
    kind: str
    word: str
    """right, remark, wrong or review."""
    why: str

    @property
    def expected(self) -> set[str]:
        """The decisions that agree with the key."""
        return GOOD[self.word]


@dataclass(frozen=True)
class Judged:
    """How an entry was decided."""

    outcome: Outcome
    share: float
    says: str
    seconds: float

    @property
    def good(self) -> bool:
        """Whether it was taken for right, or nearly."""
        return self.outcome is Outcome.RIGHT or (self.outcome is Outcome.MISTAKE and self.share > 0.5)

    @property
    def bad(self) -> bool:
        """Whether it was taken for wrong."""
        return self.outcome in (Outcome.WRONG, Outcome.MISSING) or (self.outcome is Outcome.MISTAKE and self.share <= 0.5)

    @property
    def word(self) -> str:
        """In the corpus' words."""
        if self.good:
            return "right" if self.outcome is Outcome.RIGHT else "remark"
        return "wrong" if self.bad else "review"


@cache
def entries(part: str) -> tuple[Entry, ...]:
    """All entries of `open` or `held`; `first` are those of `open` that were never held."""
    found = []
    paths = (CORPUS / "open").glob("*.yaml") if part == "first" else (CORPUS / part).rglob("*.yaml")
    for path in sorted(paths):
        for number, one in enumerate(yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)):
            found.append(Entry(path.stem, number, one["text"], one["as"], one["is"], one["why"]))
    return tuple(found)


def sheets(course: Path = COURSE) -> Mapping[str, tuple[Assignment, Task]]:
    """For each formula its sheet and task."""
    found = {}
    for name in SHEETS:
        assignment = Course(course).load(name)
        found |= {line.key: (assignment, task) for task, line in assignment.rubric.lines if line.word == "formula"}
    return found


def handed_in(entry: Entry, task: Task) -> tuple[str, bytes]:
    """The entry as a file."""
    if entry.kind == "py":
        cells = [cell("markdown", f"## {task.heading}"), cell("code", entry.text)]
        return "answer.ipynb", json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode()
    return f"answer.{entry.kind}", HEADINGS[entry.kind].format(task.heading, entry.text).encode()


def cell(kind: str, text: str) -> dict[str, object]:
    """A cell of a notebook."""
    code = {"execution_count": None, "outputs": []} if kind == "code" else {}
    return {"cell_type": kind, "metadata": {}, "source": text.splitlines(keepends=True), **code}


class Given:
    """Reads what is at hand."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def read(self, path: Path, name: str) -> Document:
        """The document in it."""
        _ = path
        return read_bytes(self.data, name)


def marked(course: Mapping[str, tuple[Assignment, Task]], entry: Entry) -> Mark:
    """The mark of an entry."""
    assignment, task = course[entry.answer]
    name, data = handed_in(entry, task)
    submission = Submission("group", (SubmittedFile(name, Path(name)),))
    found = collect(submission, assignment.search, Given(data))
    besides = Besides(formulas=found.formulas)
    score = mark(assignment.rubric, assignment.reference, found.found, documents=found.documents, besides=besides)
    return next(one for one in score.marks if one.name == entry.answer)


def judged(course: Mapping[str, tuple[Assignment, Task]], entry: Entry) -> Judged:
    """How an entry is decided."""
    began = time.process_time()
    finding = marked(course, entry).finding
    return Judged(finding.outcome, finding.share, finding.says, time.process_time() - began)
