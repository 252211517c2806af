"""What a look at the cells of a notebook says: cells that were to stay as they are, and names that have to be used by code that runs."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from grader.formalities.seen import Seen
from grader.run import Ending, Question, Reply, Run
from grader.score import Finding, Outcome, Proposal

STATES = frozenset({"same", "moved", "elsewhere", "changed", "gone"})
KEPT = frozenset({"same", "moved", "elsewhere"})
NOT_LOOKED = "the cells could not be looked at"
Row = tuple[int, str, int, Sequence[str]]
FEW = 0.5
"""Where fewer than so many of the cells are there, it may be another edition of the notebook."""


def about_cells(do: str, notebook: str, blank: str, names: Sequence[str] = ()) -> Question:
    """A look at the cells of a notebook, beside those of the blank one."""
    return Question(do, {"file": notebook, "blank": blank, "names": list(names)})


def beside_cells(finding: Finding, cells: Seen) -> Finding:
    """What a training came to counts by itself only where the cells that were to stay did; else a person decides."""
    if finding.outcome is not Outcome.RIGHT or (cells.share >= 1 and cells.certain):
        return finding
    proposed = Proposal(finding.outcome, finding.share) if not cells.certain else None
    says = f"{finding.says}; of the cells that were not to be changed {cells.says}; a person decides"
    return replace(finding, outcome=Outcome.REVIEW, says=says, share=0.0, proposed=proposed)


def _value(run: Run | None) -> tuple[Mapping[str, Any] | None, str]:
    """What came back, or why nothing did."""
    reply: Reply | None = run.replies[0] if run is not None and run.replies else None
    if reply is None:
        return None, NOT_LOOKED
    if reply.ending is not Ending.FINISHED or not isinstance(reply.value, dict):
        return None, f"{NOT_LOOKED} ({reply.says or reply.reason.value or reply.ending.value})"
    return reply.value, ""


def protected_seen(wanted: str, run: Run | None, *, handed_in: bool) -> Seen:
    """Cells that say of themselves that nobody is to change them."""
    rule = f"cells of {wanted} that were not to be changed; blanks and comments make no difference"
    if run is None and not handed_in:
        return Seen(0.0, f"{wanted} was not handed in", rule, nothing=True)
    value, why = _value(run)
    rows = None if value is None else _rows(value.get("cells"))
    if value is None or rows is None:
        return Seen(0.0, why or NOT_LOOKED, rule, certain=False, doubt="they could not be compared")
    if value.get("untouched"):
        return Seen(0.0, f"{wanted} is as it was handed out", rule, nothing=True)
    if not rows:
        return Seen(0.0, f"no cell of the {wanted} that was handed out says that it is to stay", rule, certain=False)
    kept = [row for row in rows if row[1] in KEPT]
    says = "; ".join([f"{len(kept)} of {len(rows)} as they were handed out", *map(_told, (row for row in rows if row[1] not in KEPT))])
    says += "; some stand in another order" if any(row[1] == "moved" for row in rows) else ""
    again = [(name, at) for name, at in value.get("again", ()) if isinstance(name, str) and isinstance(at, int)]
    says += "".join(f"; {name} is set once more in code cell {at}" for name, at in again)
    share = len(kept) / len(rows)
    if share < FEW:
        return Seen(share, says, rule, certain=False, doubt="it may be another edition of the notebook", opinion=True)
    return Seen(share, says, rule)


def _rows(value: object) -> list[Row] | None:
    """What is told of each cell; None where it is something else."""
    if not isinstance(value, list | tuple):
        return None
    found: list[Row] = []
    for row in value:
        if not isinstance(row, list | tuple) or [type(part) for part in row[:3]] != [int, str, int] or row[1] not in STATES:
            return None
        found.append((row[0], row[1], row[2], [str(line) for line in row[3]]))
    return found


def _told(row: Row) -> str:
    """One cell that is not as it was."""
    cell, state, at, difference = row
    if state == "gone":
        return f"code cell {cell} of the blank notebook is gone"
    lines = " · ".join(difference)
    return f"code cell {at} was changed: {lines}"


def calls_seen(wanted: str, names: Sequence[str], run: Run | None, *, handed_in: bool) -> Seen:
    """Names that are called, or handed to a call, by code that runs."""
    rule = f"{', '.join(names)} used by code that runs: not in a comment, a function that nobody calls or behind what never holds"
    if run is None and not handed_in:
        return Seen(0.0, f"{wanted} was not handed in", rule, nothing=True)
    value, why = _value(run)
    told = None if value is None else value.get("names")
    if value is None or not isinstance(told, dict) or any(not isinstance(told.get(name), dict) for name in names):
        return Seen(0.0, why or NOT_LOOKED, rule, certain=False, doubt="the code could not be read")
    used = [name for name in names if told[name].get("live")]
    says = "; ".join(_used(name, told[name]) for name in names)
    unread = str(value.get("unread", ""))
    bound = [name for name in used if told[name].get("bound")]
    if bound:
        doubt = f"{bound[0]} is given another value in {_places(told[bound[0]]['bound'][:1])}"
        return Seen(len(used) / len(names), says, rule, certain=False, doubt=doubt, opinion=True)
    if len(used) < len(names) and unread:
        return Seen(len(used) / len(names), says, rule, certain=False, doubt=f"not all of it is Python ({unread})", opinion=True)
    return Seen(len(used) / len(names), says, rule, nothing=not any(told[name].get("written") for name in names))


def _used(name: str, told: Mapping[str, Any]) -> str:
    """One name: where it is used, or where it only stands."""
    if told.get("live"):
        return f"{name} is used in {_places(told['live'])}"
    if told.get("written"):
        return f"{name} stands in {_places(told['written'])}, which never runs"
    return f"{name} is never used"


def _places(found: Sequence[object]) -> str:
    """Cells and lines; of notebooks code cells are counted here."""
    return ", ".join(f"code {one}" if str(one).startswith("cell") else str(one) for one in found[:3])
