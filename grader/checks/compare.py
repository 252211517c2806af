"""A relation among the group's own values, such as `cnn_shifted > mlp_shifted`."""

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator

from grader.answer import Printed
from grader.checks.fields import OneLine, OneLongLine, Outside
from grader.checks.line import Line
from grader.nearest import quoted
from grader.follow import usable
from grader.reference import CannotFollow
from grader.score import Finding, Outcome, Proposal

if TYPE_CHECKING:
    from grader.checks.case import Case

Sign = Literal["<", "<=", ">", ">="]
SIGNS: dict[str, Sign] = {"<": "<", "<=": "<=", "≤": "<=", ">": ">", ">=": ">=", "≥": ">="}
COMPARED = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
RELATION = re.compile(r"\s*(\w+)\s*(<=|>=|<|>|≤|≥)\s*(\w+)\s*")


@dataclass(frozen=True)
class Relation:
    """`left sign right`, both names of values."""

    left: str
    sign: Sign
    right: str

    def holds(self, known: dict[str, float]) -> bool:
        """Whether it holds among some values."""
        return COMPARED[self.sign](known[self.left], known[self.right])


def relations(expression: str) -> tuple[Relation, ...]:
    """The relations of `a < b and c >= d`."""
    return tuple(_relation(part) for part in re.split(r"\band\b", expression))


def _relation(part: str) -> Relation:
    found = RELATION.fullmatch(part)
    if found is None or not (found[1].isidentifier() and found[3].isidentifier()):
        raise ValueError(f"wants relations such as `cnn_shifted > mlp_shifted`, joined by `and`, not {quoted(part)}")
    if found[1] == found[3]:
        raise ValueError(f"compares {quoted(found[1])} with itself")
    return Relation(found[1], SIGNS[found[2]], found[3])


def _readable(expression: str) -> str:
    relations(expression)
    return expression


class Compare(Line):
    """`compare: a > b and c < d`: holds among the group's own values; if not a person decides, unless `outside: wrong`."""

    word: ClassVar[str] = "compare"
    no_self_check: ClassVar[str] = "it would tell whether a number is right"

    name: OneLine
    compare: Annotated[OneLongLine, AfterValidator(_readable)]
    outside: Outside = "review"

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relations that must all hold."""
        return relations(self.compare)

    def mentioned(self) -> tuple[str, ...]:
        """All names in it, each once, in order."""
        return tuple(dict.fromkeys(name for relation in self.relations for name in (relation.left, relation.right)))

    def run(self, case: "Case") -> Finding:
        """Whether all relations hold."""
        values = {name: own_value(case, name) for name in self.mentioned()}
        lacking = [name for name, value in values.items() if value is None]
        rule = self.compare.replace("<=", "≤").replace(">=", "≥")
        if lacking:
            return replace(absent(case, lacking), rule=rule)
        known = {name: value for name, value in values.items() if value is not None}
        failing = [relation for relation in self.relations if not relation.holds(known)]
        stated = "".join(disagreements(case, known))
        if not failing:
            return Finding(Outcome.RIGHT, f"holds for your own values{stated}", 1.0, rule, carried=tuple(known))
        says = "; ".join(f"{one.left} {one.sign} {one.right} does not hold for your own values" for one in failing) + stated
        if self.outside == "wrong":
            return Finding(Outcome.WRONG, says, 0.0, rule, carried=tuple(known))
        return Finding(Outcome.REVIEW, says, 0.0, rule, proposed=Proposal(Outcome.WRONG, 0.0), carried=tuple(known))


def own_value(case: "Case", name: str) -> float | None:
    """A number the group stated, or what the reference makes of the group's own numbers; stated ones that can be worked out are worked out."""
    if name in case.reference.functions:
        own = {one: answer.value for one in case.reference.upstream(name) if (answer := case.answer(one)) is not None and usable(answer)}
        try:
            worked = case.reference.evaluate(name, own)
            return float(worked)
        except (CannotFollow, TypeError, ValueError):
            pass
    answer = case.answer(name)
    return answer.value if answer is not None and isinstance(answer.value, float) else None


def absent(case: "Case", lacking: list[str]) -> Finding:
    """Missing where a value it needs certainly is not there, else a person decides."""
    needed = [one for name in lacking for one in (case.reference.upstream(name) if name in case.reference.functions else (name,))]
    findings = [case.absent(name) for name in dict.fromkeys(needed) if case.answer(name) is None]
    if findings and all(finding.outcome is Outcome.MISSING for finding in findings):
        return Finding(Outcome.MISSING, "the values that it compares are not stated")
    return Finding(Outcome.REVIEW, "the values that it compares were not all found")


def disagreements(case: "Case", known: dict[str, float]) -> Iterator[str]:
    """Where a group states what also follows from its numbers: whether the two agree."""
    for name, worked in known.items():
        answer = case.answer(name)
        if answer is None or name not in case.reference.functions or not isinstance(answer.entries, Printed):
            continue
        unit = answer.entries.unit or 0
        agrees = abs(float(answer.entries.value) - worked) <= max(float(unit), 1e-4) * 1.05
        yield f"; {answer.text} as stated {'is' if agrees else 'is not'} what your own values give"
