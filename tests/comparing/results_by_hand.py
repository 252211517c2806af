"""Results of a small sheet, written by hand, with whatever a test wants otherwise."""

from grader.comparing.sheet_facts import facts_of
from grader.comparing.sheets import compare
from grader.document import Source
from grader.records.code_results import AskedResult, CodeResult
from grader.records.results import AnswerResult, MarkResult, MemberResult, Results, State, SubmissionResult
from grader.records.totals import totals
from grader.score import Outcome

AS_PRINTED = "as printed: within half a unit of the last digit, whole numbers exactly"
ONE_PER_CENT = "within 1 % of the value"


def answer(text="61.06", value=61.06, **other):
    """What was read of a group."""
    return AnswerResult(**{"text": text, "value": value, "file": "a.md", "line": 3, "source": Source.MARKDOWN, "confidence": 0.97} | other)


def code(*inputs, **other):
    """What a group's code did: for each input whether it was right, or how else it ended."""
    asked = [AskedResult(ending="finished", right=one) if isinstance(one, bool) else AskedResult(ending=one) for one in inputs]
    return CodeResult(**{"file": "solver.py", "function": "solve", "source": "return x", "asked": tuple(asked)} | other)


def mark(name="loss", outcome=Outcome.RIGHT, points=1.0, **other):
    """One line, as it was decided."""
    known = {"task": "1.1", "name": name, "check": "close", "label": f"The {name}", "outcome": outcome, "points": points, "possible": 1.0}
    return MarkResult(**known | {"rule": AS_PRINTED, "expected": 61.06, "answer": answer()} | other)


def wrong(name="loss", **other):
    """The same, wrong."""
    return mark(name, Outcome.WRONG, 0.0, **other)


def review(name="loss", **other):
    """The same, for a person."""
    return mark(name, Outcome.REVIEW, None, **other)


def group(name, *marks, **other):
    """A group with the sums of its marks."""
    sums = totals(marks)
    known = {"state": State.MARKED, "points": sums.points, "undecided": sums.undecided, "possible": sums.possible}
    return SubmissionResult(**{"group": name, "members": (MemberResult(name="Ada Nowak", id="51"),), "marks": marks} | known | other)


def sheet(*groups, **other):
    """A sheet with these groups."""
    known = {"assignment": "step", "title": "One step", "possible": 1.0, "grader": "0.1.0", "isolation": "namespaces"}
    return Results(**known | {"rubric_sha256": "aa", "reference_sha256": "bb", "submissions": groups} | other)


def compared(before, after):
    """Two sheets compared."""
    return compare(facts_of(before), facts_of(after))


def change_of(before, after, old=None, new=None):
    """The only group that changed where one mark, or several, became others."""
    sides = [marks if isinstance(marks, tuple) else (marks,) for marks in (before, after)]
    (change,) = compared(sheet(group("ada", *sides[0]), **old or {}), sheet(group("ada", *sides[1]), **new or {})).changed
    return change
