"""How outcomes, numbers and places are said on pages."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType

from grader.document import Source
from grader.records.decision_results import Numbers
from grader.records.results import AnswerResult
from grader.score import Flag, Outcome, Visibility

REMEMBERED = 1_024
"""Numbers of points, and places, whose words are remembered; they stand on page after page."""
MEANINGS = MappingProxyType(
    {
        Outcome.RIGHT: "the right answer",
        Outcome.FOLLOWS: "right, given your own earlier numbers: full points",
        Outcome.MISTAKE: "a known mistake: part of the points",
        Outcome.WRONG: "not right",
        Outcome.MISSING: "looked for and not there",
        Outcome.REVIEW: "a person decides: undecided, not lost",
        Outcome.FAULT: "the grader failed, not you: a person decides",
    }
)
FLAGS = MappingProxyType(
    {
        Flag.TRIVIAL: "A carried value makes the rest trivial",
        Flag.NOT_FROM_OWN: "True, but not from their own numbers",
        Flag.CHARGED: "An earlier wrong value is charged here",
        Flag.CONFLICT: "Readings that contradict each other",
        Flag.DECIDED_ON_OTHER: "A person decided this on something else than is there now",
    }
)
LATER = MappingProxyType(
    {
        Visibility.VISIBLE: "now",
        Visibility.AFTER_DUE_DATE: "shown after the due date",
        Visibility.AFTER_PUBLISHED: "shown once the marks are published",
        Visibility.HIDDEN: "not shown",
    }
)
_SOURCES = MappingProxyType(
    {
        Source.TEXT: "typed text",
        Source.TABLE: "a table",
        Source.OCR: "recognised from a picture",
        Source.MARKDOWN: "a transcription",
        Source.NOTEBOOK: "a notebook",
        Source.CODE: "code",
        Source.SHEET: "an answer sheet",
    }
)


@lru_cache(maxsize=REMEMBERED)
def points(value: float) -> str:
    """Points as people write them: `7.5`, `16`, `0.083`."""
    return f"{round(value, 3) + 0.0:.3f}".rstrip("0").rstrip(".")


def counted(count: float, one: str, many: str = "") -> str:
    """`1 line`, `3 lines`, `0.5 points`."""
    return f"{points(count)} {one if count == 1 else many or one + 's'}"


def value(entry: str | Numbers) -> str:
    """A value as it was understood: `61.064`, `(14, 20)`, a matrix with a row a line, several one below the other; empty for nothing."""
    if not isinstance(entry, tuple):
        return entry if isinstance(entry, str) else _number(entry)
    if entry and all(isinstance(row, tuple) and not any(isinstance(cell, tuple) for cell in row) for row in entry):
        return _matrix([[_number(cell) for cell in row] for row in entry if isinstance(row, tuple)])
    if entry and all(isinstance(part, tuple) and part and isinstance(part[0], tuple) for part in entry):
        return "\n\n".join(value(part) for part in entry)
    return "(" + ", ".join(value(part) for part in entry) + ")"


def place(answer: AnswerResult) -> str:
    """`submission.pdf, page 1`, `notes.md, line 12` or `training.ipynb, cell 7 (output), line 2`."""
    return located(answer.file, answer.page, answer.line, printed=answer.printed)


@lru_cache(maxsize=REMEMBERED)
def located(file: str, page: int | None, line: int | None = None, *, printed: bool = False) -> str:
    """A place in words; what a cell of a notebook put out is told from its text."""
    part = "cell" if file.casefold().endswith(".ipynb") else "page"
    which = f"{part} {page}{' (output)' if printed else ''}" if page is not None else ""
    where = [file, which, f"line {line}" if line is not None else ""]
    return ", ".join(one for one in where if one)


def located_on(file: str, pages: Sequence[int | None]) -> str:
    """Several places of a file in words: `scan.pdf, pages 1, 2 and 4`."""
    numbers = [str(page) for page in pages if page is not None]
    if len(numbers) < 2:
        return located(file, pages[0] if pages else None)
    part = "cells" if file.casefold().endswith(".ipynb") else "pages"
    return f"{file}, {part} {', '.join(numbers[:-1])} and {numbers[-1]}"


def source(kind: Source) -> str:
    """Where a value was read, in words."""
    return _SOURCES[kind]


def task_heading(task: str, headings: Mapping[str, str]) -> str:
    """`1.1 Forward pass` where the rubric's heading is known, else `Task 1.1`."""
    if task in headings:
        return headings[task]
    return f"Task {task}" if task[:1].isdigit() else task


def minute(time: str) -> str:
    """A time as people read it: `2026-11-22 18:01`."""
    return time.replace("T", " ")[:16]


def _number(number: object) -> str:
    """A number in as many digits as say something; `no finite number` for null."""
    return f"{number:.10g}" if isinstance(number, float | int) else "no finite number"


def _matrix(rows: list[list[str]]) -> str:
    """Rows under each other, columns flush right."""
    width = max((len(cell) for row in rows for cell in row), default=0)
    return "\n".join("[" + "  ".join(cell.rjust(width) for cell in row) + "]" for row in rows)
