"""What marks say of other lines, where people's decisions made that untrue."""

import re
from collections.abc import Sequence

from grader.at_odds import TOGETHER
from grader.marking import EARLIER, STILL_OPEN
from grader.records.results import MarkResult
from grader.score import Flag

_NAMED = re.compile(r"`([^`]+)` is ")


def without_untrue(marks: Sequence[MarkResult]) -> tuple[MarkResult, ...]:
    """The marks without remarks that an earlier value is undecided, or that another line came out otherwise, where a person decided it."""
    settled = {mark.name for mark in marks if mark.points is not None} - {mark.name for mark in marks if mark.points is None}
    decided = settled - {mark.name for mark in marks if not mark.decided_by}  # where two tasks share a name, both
    return tuple(_of_others(_of_earlier(mark, settled), decided) for mark in marks)


def _of_earlier(mark: MarkResult, settled: set[str]) -> MarkResult:
    says, found, rest = mark.says.rpartition(EARLIER)
    if not found or not rest.endswith(STILL_OPEN) or not settled >= {*mark.carried}:
        return mark
    return mark.model_copy(update={"says": says})


def _of_others(mark: MarkResult, decided: set[str]) -> MarkResult:
    """The remark goes when all lines that it names are decided: whether they fit each other was before the person's eyes."""
    says, found, rest = mark.says.rpartition("; but ")
    named = set(_NAMED.findall(rest))
    if not found or not rest.endswith(TOGETHER) or not named or not decided >= named:
        return mark
    return mark.model_copy(update={"says": says, "flags": tuple(flag for flag in mark.flags if flag is not Flag.CONFLICT)})
