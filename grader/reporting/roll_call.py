"""What the overview says about who handed in: people without a submission, and what is not clear about the others."""

from collections.abc import Mapping
from dataclasses import dataclass

from grader.records.roll_results import RollResult
from grader.reporting.wording import counted


@dataclass(frozen=True)
class Missing:
    """People of one group without a submission."""

    group: str
    people: str


@dataclass(frozen=True)
class Said:
    """One thing to look at, with the way to the submission that it is about."""

    kind: str
    says: str
    href: str


@dataclass(frozen=True)
class RollCall:
    """The section of the overview."""

    roster: str
    missing: tuple[Missing, ...]
    excused: str
    summary: str
    said: tuple[Said, ...]


def roll_call(roll: RollResult | None, pages: Mapping[str, str]) -> RollCall | None:
    """The section, with the ways to the pages of the groups; None where there is nothing to say."""
    if roll is None or not (roll.without or roll.noticed):
        return None
    missing: dict[str, list[str]] = {}
    for one in roll.without:
        if not one.excused:
            missing.setdefault(one.group, []).append(_named(one.name, one.id))
    said = tuple(Said(one.kind, one.says, pages.get(one.group, "")) for one in roll.noticed)
    return RollCall(
        roll.roster,
        tuple(Missing(group, ", ".join(people)) for group, people in missing.items()),
        ", ".join(_named(one.name, one.id) for one in roll.without if one.excused),
        counted(sum(map(len, missing.values())), "person", "people"),
        said,
    )


def _named(name: str, identity: str) -> str:
    return f"{name} ({identity})" if identity else name
