"""A relation among the group's own values, such as `cnn_shifted > mlp_shifted`."""

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import AfterValidator

from grader.answer import Answer, Printed
from grader.checks.fields import OneLine, OneLongLine, Outside
from grader.checks.line import Line
from grader.nearest import quoted
from grader.references.carried import readings
from grader.references.follow import Followed, follow, own_target
from grader.references.quantity import maybe_entries
from grader.references.spread import spread
from grader.references.tolerance import Fit, fits
from grader.score import Finding, Flag, Outcome, Proposal

if TYPE_CHECKING:
    from grader.checks.case import Case

Sign = Literal["<", "<=", ">", ">="]
SIGNS: dict[str, Sign] = {"<": "<", "<=": "<=", "≤": "<=", ">": ">", ">=": ">=", "≥": ">="}
SHOWN: dict[Sign, str] = {"<": "<", "<=": "≤", ">": ">", ">=": "≥"}
COMPARED: dict[Sign, Callable[[float, float], bool]] = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
RELATION = re.compile(r"\s*(\w+)\s*(<=|>=|<|>|≤|≥)\s*(\w+)\s*")


@dataclass(frozen=True)
class Relation:
    """`left sign right`, both names of values."""

    left: str
    sign: Sign
    right: str

    def holds(self, known: Mapping[str, float]) -> bool:
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
        known = {name: value for name, value in values.items() if value is not None}
        rule = self.compare.replace("<=", "≤").replace(">=", "≥")
        if len(known) < len(values):
            return replace(lacking(case, [name for name in values if name not in known]), rule=rule)
        carried = tuple(dict.fromkeys(one for value in known.values() for one in value.read))
        failing = [one for one in self.relations if not one.holds({name: value.number for name, value in known.items()})]
        remarks, flags = stated(case, known)
        if not failing:
            return Finding(Outcome.RIGHT, "; ".join(["holds for your own values", *remarks]), 1.0, rule, flags=flags, carried=carried)
        said = (f"{case.label(one.left)} {SHOWN[one.sign]} {case.label(one.right)} does not hold for your own values" for one in failing)
        says = "; ".join([*said, *remarks])
        if self.outside == "wrong":
            return Finding(Outcome.WRONG, says, 0.0, rule, flags=flags, carried=carried)
        return Finding(Outcome.REVIEW, says, 0.0, rule, proposed=Proposal(Outcome.WRONG, 0.0), flags=flags, carried=carried)


@dataclass(frozen=True)
class Own:
    """A number of the group's own, and the values that were read for it."""

    number: float
    read: tuple[str, ...]
    followed: Followed | None = None
    """Where it was worked out from others."""


def own_value(case: "Case", name: str) -> Own | None:
    """What the reference makes of the group's own numbers; where it makes nothing of them, the number that the group stated."""
    if name in case.reference.functions:
        followed = follow(case.reference, name, case.found)
        if followed.carried and not followed.unread and followed.value is not None and (number := only(followed.value)) is not None:
            return Own(number, tuple(followed.carried), followed)
    answer = case.answer(name)
    if answer is None or not isinstance(answer.entries, Printed):
        return None
    return Own(float(answer.entries.value), (name,))


def lacking(case: "Case", names: list[str]) -> Finding:
    """Missing where a value that is needed is not there; where all are there, and some are no single numbers, a person decides."""
    leaves = {leaf for name in names for leaf in (case.reference.measured_for(name) or (name,))}
    if any(case.answer(leaf) is None for leaf in leaves):
        return Finding(Outcome.MISSING, "the values that it compares were not all found")
    return Finding(Outcome.REVIEW, "the values that it compares could not all be read as single numbers")


def only(value: object) -> float | None:
    """The one number that a value of the reference is."""
    entries = maybe_entries(value)
    return float(entries[0]) if entries is not None and len(entries) == 1 else None


def stated(case: "Case", known: Mapping[str, Own]) -> tuple[tuple[str, ...], tuple[Flag, ...]]:
    """Where a group states what also follows from its numbers: whether the two agree."""
    remarks: list[str] = []
    flags: tuple[Flag, ...] = ()
    for name, own in known.items():
        answer = case.answer(name)
        if own.followed is None or answer is None:
            continue
        agrees = agree(case, name, own.followed, answer)
        remarks.append(f"{case.stated(name)} {'is' if agrees else 'is not'} what your own values give")
        flags = flags if agrees else (Flag.NOT_FROM_OWN,)
    return tuple(remarks), flags


def agree(case: "Case", name: str, followed: Followed, answer: Answer) -> bool:
    """Whether a stated value is what follows from others, within the rounding of both."""
    target = replace(own_target(case.reference, name, followed), avoid=(), spread=spread(case.reference, name, followed, case.found).wide)
    return any(fits(one, target) <= Fit.NEAR for one in readings(answer))
