"""A person's decision on one line of one group: an outcome with its points, or the value that they read in the paper."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, field_validator, model_validator

from grader.filenames import natural
from grader.score import Outcome

Line = tuple[str, str]
"""A task and the name of a mark."""
OUTCOMES = (Outcome.RIGHT, Outcome.MISTAKE, Outcome.WRONG)
"""What a person may decide."""
LONGEST_NAME, LONGEST_NOTE, LONGEST_VALUE = 200, 2_000, 5_000


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("says nothing")
    return text


Said = Annotated[str, AfterValidator(_said)]


class _Part(BaseModel):
    """A part of decisions.json: frozen, and nothing in it that nobody knows, for a misspelt key would be lost."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, allow_inf_nan=False)


class Basis(_Part):
    """What a person had before them when they decided."""

    handed_in: str
    """The hash of all that the group handed in."""
    read: str
    """What had been read, and where."""
    found: str = ""
    """The automatic finding; like what follows it counts for an outcome alone, and not for a value."""
    line: str = ""
    """How the line was checked, what it was worth and what was expected."""
    sha256: str
    """Of all this, not cut to be legible."""


class Decision(_Part):
    """Either an outcome or a value."""

    group: str
    task: str
    name: str
    value: Annotated[Said | None, "as an answers.yaml has it"] = None
    outcome: Outcome | None = None
    points: float | None = None
    by: Said
    decided_at: str
    note: str = ""
    basis: Basis

    @field_validator("decided_at")
    @classmethod
    def _is_a_time(cls, text: str) -> str:
        datetime.fromisoformat(text)
        return text

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.value is None) is (self.outcome is None):
            raise ValueError("wants either a `value` or an `outcome`")
        if self.outcome is not None and self.outcome not in OUTCOMES:
            raise ValueError(f"`outcome` must be {', '.join(OUTCOMES[:-1])} or {OUTCOMES[-1]}")
        if (self.points is not None) is not (self.outcome is Outcome.MISTAKE):
            raise ValueError("`points` belong to the outcome `mistake`, and to no other: `right` has all, `wrong` none")
        if self.points is not None and (self.points < 0 or not math.isfinite(self.points)):
            raise ValueError("`points` must be a number from 0 on")
        return self

    @property
    def line(self) -> Line:
        """On which line it is."""
        return self.task, self.name

    @property
    def where(self) -> str:
        """Whose line it is, for people."""
        return f"{self.group} {self.task} {self.name}"


@dataclass(frozen=True)
class Decisions:
    """All decisions on an assignment, at most one for a line of a group."""

    assignment: str
    every: tuple[Decision, ...] = ()

    @cached_property
    def by_group(self) -> Mapping[str, Mapping[Line, Decision]]:
        """Decisions by group and line."""
        found: dict[str, dict[Line, Decision]] = {}
        for one in self.every:
            found.setdefault(one.group, {})[one.line] = one
        return found

    def of(self, group: str) -> Mapping[Line, Decision]:
        """Those on a group."""
        return self.by_group.get(group, {})

    def values(self, group: str) -> Mapping[Line, str]:
        """The values that people read in a group's paper: what its marks are worked out from beside what was handed in."""
        return {line: one.value for line, one in self.of(group).items() if one.value is not None}

    def but(self, group: str, line: Line) -> "Decisions":
        """Without the decision on a line."""
        return replace(self, every=tuple(one for one in self.every if (one.group, one.line) != (group, line)))

    def and_(self, decision: Decision) -> "Decisions":
        """With a decision, in the place of an earlier one on the same line."""
        kept = (*self.but(decision.group, decision.line).every, decision)
        return replace(self, every=tuple(sorted(kept, key=_order)))


def _order(decision: Decision) -> tuple[object, ...]:
    return natural(decision.group), natural(decision.task), decision.name


NO_DECISIONS = Decisions("")


@dataclass(frozen=True)
class Wish:
    """What a person wants to decide, as they said it."""

    group: str
    task: str | None
    name: str
    value: str | None = None
    outcome: str | None = None
    points: float | None = None
    by: str = ""
    note: str = ""
    at: datetime = field(default_factory=lambda: datetime.fromtimestamp(0).astimezone())
