"""Decisions laid over marks of every kind: what each was made on is the same however the marks came, and the sums are right."""

import pytest
from code_fixtures import a_code_class
from fixtures import a_class

from grader.decisions.basis import basis_of, changes
from grader.decisions.decision import Decision, Decisions
from grader.decisions.laid_over import decided
from grader.records.results import SubmissionResult, submission_text
from grader.score import Flag, Outcome

SUBMISSIONS = {
    f"{results.assignment} {one.group!a}": one.model_copy(update={"content_sha256": "abc"})
    for results in (a_class(), a_code_class())
    for one in results.submissions
    if one.group != "group-ill"  # which no results.json holds
}


def decision(submission, mark, **what):
    basis = basis_of(mark, submission.content_sha256, value="value" in what)
    made = {"by": "A. Tutor", "decided_at": "2026-03-04T09:30:00+00:00", "basis": basis}
    return Decision(group=submission.group, task=mark.task, name=mark.name, **made | what)


@pytest.mark.parametrize("submission", SUBMISSIONS.values(), ids=SUBMISSIONS)
@pytest.mark.parametrize("outcome", [Outcome.RIGHT, Outcome.WRONG])
def test_every_mark_can_be_decided_and_stands_on_what_it_was_decided_on(submission, outcome):
    again = SubmissionResult.model_validate_json(submission_text(submission))
    every = Decisions("freiburg_ex06", tuple(decision(again, mark, outcome=outcome) for mark in again.marks))
    result = decided(submission, every)
    for mark, before in zip(result.marks, submission.marks, strict=True):
        assert (mark.decided_by, mark.decision.changed, mark.proposed, mark.flags) == ("A. Tutor", "", None, ())
        assert mark.points == (mark.possible if outcome is Outcome.RIGHT else 0)
        assert (mark.first.outcome, mark.first.points, mark.first.says) == (before.outcome, before.points, before.says)
        assert changes(basis_of(before, "abc", value=False), basis_of(mark, "abc", value=False)) == "", "and can be decided once more"
    ordinary = sum(mark.possible for mark in result.marks if not mark.bonus)
    bonus = sum(mark.possible for mark in result.marks if mark.bonus)
    assert (result.points, result.undecided) == (pytest.approx(ordinary + bonus if outcome is Outcome.RIGHT else 0), 0)
    assert decided(submission, Decisions("freiburg_ex06")) is submission


@pytest.mark.parametrize(
    ("change", "value", "outcome"),
    [
        ({"label": "Another label"}, False, False),
        ({"detail": "other values carried"}, False, False),
        ({"flags": (Flag.TRIVIAL,)}, False, False),
        ({"says": "something else"}, False, True),
        ({"points": 0.25}, False, True),
        ({"outcome": Outcome.FOLLOWS}, False, True),
        ({"rule": "within 1 %"}, False, True),
        ({"expected": 15.0}, False, True),
        ({"expect": ("the kernel",)}, False, True),
        ({"possible": 3.0}, False, True),
        ({"check": "between"}, False, True),
        ({"bonus": True}, False, True),
        ({"answer": None}, True, True),
        ({"answer": {"text": "15, 21"}}, True, True),
        ({"answer": {"value": (15.0, 21.0)}}, True, True),
        ({"answer": {"page": 2}}, True, True),
        ({"answer": {"box": (1.0, 2.0, 3.0, 4.0)}}, True, True),
        ({"answer": {"file": "other.pdf"}}, True, True),
        ({"answer": {"confidence": 0.5}}, False, False),
        ({"answer": {"context": "masked"}}, False, False),
        ({"also": "itself"}, True, True),
    ],
)
def test_what_counts_for_a_value_and_what_for_an_outcome(change, value, outcome):
    submission = next(one for name, one in SUBMISSIONS.items() if name.endswith("'group-b'"))
    mark = submission.marks[0]
    if isinstance(change.get("answer"), dict):
        change = {"answer": mark.answer.model_copy(update=change["answer"])}
    elif "also" in change:
        change = {"also": (mark.answer,)}
    other = mark.model_copy(update=change)
    for of_value, differs in ((True, value), (False, outcome)):
        assert bool(changes(basis_of(mark, "abc", value=of_value), basis_of(other, "abc", value=of_value))) is differs
        assert changes(basis_of(mark, "abc", value=of_value), basis_of(mark, "abd", value=of_value)) == (
            "the group handed in something else since"
        )
