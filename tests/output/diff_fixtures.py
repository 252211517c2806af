"""The invented class marked a second time: a wider rule, another reading, a person's decision, a new group, and one that is gone."""

from fixtures import a_class

from grader.comparing.sheet_facts import facts_of
from grader.comparing.sheets import compare
from grader.records.decision_results import FirstResult
from grader.records.results import Results
from grader.records.totals import totals
from grader.reporting.diff_page import DiffPage
from grader.score import Outcome

ONE_PER_CENT = "within 1 % of the value"


def remarked(results: Results) -> Results:
    """The class after a change of the rubric."""
    kept = [_remarked(one) for one in results.submissions if one.group != "group-a"]
    new = results.submissions[0].model_copy(update={"group": "group-new"})
    return results.model_copy(update={"submissions": (*kept, new), "rubric_sha256": "3a" * 32, "grader": "0.2.0"})


def _remarked(submission):
    marks = tuple(map(_other, submission.marks))
    sums = totals(marks)
    return submission.model_copy(update={"marks": marks, "points": sums.points, "undecided": sums.undecided, "penalty": 0.25})


def _other(mark):
    if mark.name == "y_hat":
        right = {"outcome": Outcome.RIGHT, "points": mark.possible} if mark.answer else {}
        return mark.model_copy(update={"rule": ONE_PER_CENT} | right)
    if mark.name == "explanation":
        decided = {"outcome": Outcome.RIGHT, "points": mark.possible, "decided_by": "M. Adler", "first": FirstResult(outcome=mark.outcome)}
        return mark.model_copy(update=decided)
    if mark.name == "grad_w" and mark.answer:
        other = mark.answer.model_copy(update={"text": "<b>45</b>, \u202e74, 103"})
        return mark.model_copy(update={"outcome": Outcome.REVIEW, "points": None, "answer": other})
    return mark


def looked_at_again(results: Results) -> tuple[Results, Results]:
    """Twice the same decision, of which one stands on another reading."""
    first = results.submissions[0]
    decided = {"decided_by": "M. Adler", "outcome": Outcome.RIGHT, "points": 0.5, "first": FirstResult(outcome=Outcome.REVIEW)}
    old = first.marks[0].model_copy(update=decided)
    new = old.model_copy(update={"answer": old.answer.model_copy(update={"text": "13, 19"})})
    one, other = (first.model_copy(update={"marks": (mark,)}) for mark in (old, new))
    return results.model_copy(update={"submissions": (one,)}), results.model_copy(update={"submissions": (other,)})


def a_page() -> DiffPage:
    """A page of three sheets: one that changed, one with a decision to look at again, one without any change."""
    results = a_class()
    again = looked_at_again(results)
    sheets = ((results, remarked(results)), again, (results, results))
    compared = tuple(compare(facts_of(one), facts_of(other)) for one, other in sheets)
    return DiffPage("before", "results<b>", compared, ("other: only in before; nothing to compare it with",))
