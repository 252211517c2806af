"""Decisions laid over a marked submission: outcomes replaced, sums made anew, a flag where a decision stands on something else now."""

from grader.decisions.basis import basis_of, changes
from grader.decisions.decision import Decision, Decisions
from grader.decisions.remarks import without_untrue
from grader.legible import encodable
from grader.records.decision_results import DecisionResult, FirstResult, ProposedResult
from grader.records.results import MarkResult, State, SubmissionResult
from grader.records.totals import totals
from grader.score import Flag, Outcome

SAYS = "a person looked at this and decided"


def decided(result: SubmissionResult, decisions: Decisions) -> SubmissionResult:
    """The result with what people decided on the group's lines."""
    own = decisions.of(result.group)
    if not own:
        return result
    marks = [_decided(mark, own.get((mark.task, mark.name)), result) for mark in result.marks]
    told = without_untrue(marks)
    sums = totals(told)
    return result.model_copy(update={"marks": told, "points": sums.points, "undecided": sums.undecided})


def _decided(mark: MarkResult, decision: Decision | None, result: SubmissionResult) -> MarkResult:
    if decision is None:
        return mark
    changed = changes(decision.basis, basis_of(mark, result.content_sha256, value=decision.value is not None))
    if decision.value is not None and not mark.corrected:
        why = "it is no value that the line asks for now" if result.state is State.MARKED else "the submission could not be marked"
        return _unused(mark, decision, f"the value was not used: {why}; {changed}".removesuffix("; "))
    update = {"outcome": mark.outcome} if decision.value is not None else _outcome(mark, decision)
    if decision.points is not None and decision.points > mark.possible:
        changed = f"{changed}; more points were given than the line is worth now".removeprefix("; ")
    flags = tuple(mark.flags if decision.value is not None else ()) + ((Flag.DECIDED_ON_OTHER,) if changed else ())
    return mark.model_copy(update={**update, "decided_by": encodable(decision.by), "flags": flags, "decision": _told(decision, changed)})


def _outcome(mark: MarkResult, decision: Decision) -> dict[str, object]:
    """What a decided outcome replaces; the finding stays below it."""
    points = min(decision.points or 0.0, mark.possible)
    if decision.outcome is not Outcome.MISTAKE:
        points = mark.possible if decision.outcome is Outcome.RIGHT else 0.0
    return {"outcome": decision.outcome, "points": points, "says": SAYS, "proposed": None, "first": _first(mark)}


def _first(mark: MarkResult) -> FirstResult:
    return FirstResult(outcome=mark.outcome, points=mark.points, says=mark.says, proposed=mark.proposed)


def _unused(mark: MarkResult, decision: Decision, changed: str) -> MarkResult:
    """A value that could not be used: what the machine read in its place was not right, so a person looks again."""
    proposed = mark.proposed if mark.points is None else ProposedResult(outcome=mark.outcome, points=mark.points)
    return mark.model_copy(
        update={
            "outcome": Outcome.REVIEW,
            "points": None,
            "says": "a person read another value here, which could not be used; a person decides",
            "proposed": proposed,
            "first": _first(mark),
            "flags": (*mark.flags, Flag.DECIDED_ON_OTHER),
            "decision": _told(decision, changed),
        }
    )


def _told(decision: Decision, changed: str) -> DecisionResult:
    return DecisionResult(decided_at=decision.decided_at, note=encodable(decision.note), changed=encodable(changed))
