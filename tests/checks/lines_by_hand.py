"""One line of a rubric tried on one group's files, without a jail: what stands before and behind it is real."""

import json
from dataclasses import dataclass, field
from pathlib import Path

from grader.beside import Beside, answered
from grader.checks.case import Case
from grader.document import Document, Unread
from grader.errors import RubricError, Unreadable
from grader.readers.reading import read_bytes
from grader.references.course_module import load_reference
from grader.rubric import read_rubric
from grader.run import Run

REFERENCE = "def accuracy():\n    return 0.8125\n\n\ndef weights():\n    return [1.5, 2.0]\n"


def rubric_of(line: str, more: str = ""):
    """A rubric with one line, given in braces."""
    return read_rubric(f"reference: tiny\ntasks:\n  1 Task:\n    - {line}\n{more}".encode(), "tiny.yaml")


def refused(line: str) -> str:
    """What is wrong with a line."""
    try:
        rubric_of(line)
    except RubricError as problem:
        return str(problem)
    return ""


def document(name: str, content: str | bytes) -> Document:
    """A file as it is read."""
    data = content.encode() if isinstance(content, str) else content
    try:
        return read_bytes(data, name)
    except Unreadable as problem:
        return Document(name, unread=(Unread(str(problem)),))


@dataclass
class Sheet:
    """What surrounds a line."""

    folder: Path
    files: dict[str, str | bytes] = field(default_factory=dict)
    starter: dict[str, str | bytes] = field(default_factory=dict)
    documents: tuple[Document, ...] = ()
    open_job: object = None

    def finding(self, line: str):
        """The finding of a line."""
        ((_, check),) = rubric_of(line).lines
        return check.run(self.case(check))

    def case(self, check, found=None, more=()):
        """All that the check may look at."""
        (self.folder / "tiny.py").write_text(REFERENCE, encoding="utf-8")
        reference = load_reference(self.folder / "tiny.py")
        here = Beside(as_bytes(self.files), as_bytes(self.starter), open_job=self.open_job)
        replies = [
            reply
            for question in check.questions(tuple(self.files))
            if question.do in ("look", "style")
            for reply in answered(question, here)
        ]
        return Case(reference, found or {}, documents=self.documents, run=Run((*replies, *more)) if replies or more else None)


def as_bytes(files):
    """Texts as they lie on disk."""
    return {name: content.encode() if isinstance(content, str) else content for name, content in files.items()}


def code(source: str, *outputs: str, count: int | None = 1):
    """A code cell with what it printed."""
    told = [{"output_type": "stream", "name": "stdout", "text": text} for text in outputs]
    return {"cell_type": "code", "source": source, "metadata": {}, "execution_count": count, "outputs": told}


def text(source: str):
    """A text cell."""
    return {"cell_type": "markdown", "source": source, "metadata": {}}


def notebook(*cells) -> bytes:
    """A notebook's file."""
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": list(cells)}).encode()
