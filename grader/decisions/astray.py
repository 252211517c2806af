"""Decisions on a group or a line that is not there."""

from collections.abc import Collection

from grader.decisions.decision import Decisions
from grader.legible import encodable
from grader.records.decision_results import AstrayResult
from grader.scheme import Rubric


def astray(decisions: Decisions, groups: Collection[str], rubric: Rubric) -> tuple[AstrayResult, ...]:
    """Decisions on a group or a line that is not there; they are kept, and apply again when it is."""
    lines = {(encodable(task.id), encodable(line.mark_name)) for task, line in rubric.lines}
    missing = ((one, "no such group" if one.group not in groups else "no such line") for one in decisions.every)
    return tuple(
        AstrayResult(group=one.group, task=one.task, name=one.name, decided_by=one.by, says=says)
        for one, says in missing
        if one.group not in groups or one.line not in lines
    )
