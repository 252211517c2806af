"""The part of results.json about people's decisions: what was found before, who decided when, and on what."""

from typing_extensions import TypeAliasType

from grader.records.recorded import Points, Recorded
from grader.score import Outcome

Numbers = TypeAliasType("Numbers", "float | tuple[Numbers, ...] | None")
"""A number or nested lists of numbers; null stands for one that is infinite or none at all."""


class ProposedResult(Recorded):
    """The machine's opinion on a line that a person decides."""

    outcome: Outcome
    points: Points


class FirstResult(Recorded):
    """The automatic finding that a person's decision replaced."""

    optional = frozenset({"proposed", "rule", "text", "value", "also"})
    outcome: Outcome
    points: Points | None = None
    says: str = ""
    proposed: ProposedResult | None = None
    rule: str = ""
    """This and what follows only where a person corrected the value: by which rule the first one was judged."""
    text: str = ""
    """What had been read; nothing where nothing was."""
    value: str | Numbers = None
    also: tuple[str, ...] = ()


class DecisionResult(Recorded):
    """A decision beside its outcome; for the instructor alone."""

    optional = frozenset({"note", "changed"})
    decided_at: str
    note: str = ""
    changed: str = ""
    """What is no longer as it was when the decision was made."""


class AstrayResult(Recorded):
    """A decision on a group or a line that is not there; it is kept."""

    group: str
    task: str
    name: str
    decided_by: str
    says: str
    """What is not there."""
