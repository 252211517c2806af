"""What being late costs: the rubric's `late:` as an instructor writes it, and the points that it takes off."""

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction
from types import MappingProxyType
from typing import TypeVar

from grader.checks.fields import SettingError, exact, one_line
from grader.nearest import did_you_mean, quoted

T = TypeVar("T")
SETTINGS = ("grace", "penalty", "most", "until")
UNITS = MappingProxyType({"minute": timedelta(minutes=1), "hour": timedelta(hours=1), "day": timedelta(days=1), "week": timedelta(weeks=1)})
_SPAN = re.compile(r"(\d{1,4}(?:\.\d{1,2})?) ?([a-z]+?)s?", re.ASCII)
_AMOUNT = re.compile(
    r"(?P<amount>[\d.]{1,9}) ?(?P<unit>%|points?)(?P<base> of what was earned)?(?: (?:per|a|an|each) (?P<each>[a-z]+))?", re.ASCII
)
LONGEST = timedelta(weeks=60)


@dataclass(frozen=True)
class Charge:
    """An amount to be taken off: points, or a share of the sheet's points or of those earned."""

    amount: Fraction
    share: bool
    of_earned: bool = False

    def of(self, possible: float, earned: float) -> Fraction:
        """The amount in points."""
        if not self.share:
            return self.amount
        return self.amount * Fraction(earned if self.of_earned else possible)


@dataclass(frozen=True)
class LatePolicy:
    """`late:` in a rubric."""

    penalty: Charge
    each: timedelta | None = None
    """The charge is made for every such span that has begun; None charges once."""
    grace: timedelta = timedelta(0)
    """Being late by no more than this costs nothing; who is later is late from the deadline on."""
    most: Charge | None = None
    until: timedelta | None = None
    """What comes later than this is not accepted: all that was earned is taken off."""

    def taken_off(self, late: timedelta, possible: float, earned: float) -> float:
        """The points that a submission loses, never more than it earned; `late` counts from its own deadline."""
        if late <= self.grace or earned <= 0:
            return 0.0
        if self.until is not None and late > self.until:
            return earned
        times = 1 if self.each is None else math.ceil(late / self.each)
        off = times * self.penalty.of(possible, earned)
        if self.most is not None:
            off = min(off, self.most.of(possible, earned))
        return float(min(off, Fraction(earned)))


def late_policy(value: object) -> LatePolicy:
    """The policy that a rubric states, or a ValueError that says what is wrong with it."""
    said: Mapping[str, object] = value if isinstance(value, dict) else {"penalty": value}
    for key in said:
        if key not in SETTINGS:
            wish = did_you_mean(key, SETTINGS) or f"; there are {', '.join(f'`{word}`' for word in SETTINGS)}"
            raise SettingError(key, f"has no setting {quoted(str(key))}{wish}")
    if "penalty" not in said:
        raise ValueError("wants a `penalty:`, such as `10% per day`")
    penalty, each = _read(said, "penalty", _charge)
    most, repeated = _read(said, "most", _charge) if "most" in said else (None, None)
    if repeated is not None:
        raise SettingError(
            "most", f"wants an amount behind `most:` that is taken off once, such as `50%`, not {quoted(one_line(said['most']))}"
        )
    spans = {key: _read(said, key, span) for key in ("grace", "until") if key in said}
    policy = LatePolicy(penalty, each, spans.get("grace", timedelta(0)), most, spans.get("until"))
    if policy.until is not None and policy.until <= policy.grace:
        raise SettingError("until", "accepts nothing that is late: `until:` is no longer than `grace:`")
    return policy


def _read(said: Mapping[str, object], key: str, reader: Callable[[object], T]) -> T:
    """One setting; what is wrong with it is told with its name."""
    try:
        return reader(said[key])
    except ValueError as problem:
        raise SettingError(key, f"{quoted(key + ':')} {problem}" if len(said) > 1 else str(problem)) from None


def span(value: object) -> timedelta:
    """A length of time: `15 minutes`, `1 day`, `1.5 hours`."""
    said = " ".join(one_line(value).casefold().split())
    found = _SPAN.fullmatch(said)
    if found is None or found[2] not in UNITS:
        raise ValueError(f"wants a length of time, such as `15 minutes`, `1 hour` or `3 days`, not {quoted(said)}")
    length = float(found[1]) * UNITS[found[2]]
    if length > LONGEST:
        raise ValueError(f"is longer than a year: {quoted(said)}")
    return length


def _charge(value: object) -> tuple[Charge, timedelta | None]:
    """`10% per day`, `1 point per hour`, `25%`, `10% of what was earned per day`."""
    said = " ".join(one_line(value).casefold().split())
    found = _AMOUNT.fullmatch(said)
    share = found is not None and found["unit"] == "%"
    if found is None or (found["base"] and not share) or (found["each"] and found["each"] not in UNITS):
        raise ValueError(f"wants an amount, such as `10% per day`, `1 point per hour` or `25%`, not {quoted(said)}")
    amount = exact(found["amount"] + ("%" if share else ""))
    if amount <= 0 or (share and amount > 1):
        raise ValueError(f"takes off nothing, or more than there is: {quoted(said)}")
    return Charge(amount, share, bool(found["base"])), UNITS[found["each"]] if found["each"] else None


def late_by(submitted: datetime, deadline: datetime, zone: tzinfo | None = None) -> timedelta:
    """How late a submission is; nothing where it is in time.

    Where the clocks of a zone were put forward or back in between, by the clock or by the hours that passed, whichever is less.
    """
    late = max(submitted - deadline, timedelta(0))
    if zone is None or not late:
        return late
    by_the_clock = submitted.astimezone(zone).replace(tzinfo=None) - deadline.astimezone(zone).replace(tzinfo=None)
    return min(late, by_the_clock) if by_the_clock > timedelta(0) else late


def in_words(late: timedelta) -> str:
    """`2 days 3 hours`, `14 minutes`: the two largest units, rounded down, never nothing."""
    seconds = int(late.total_seconds())
    parts = []
    for name, length in (("day", 86_400), ("hour", 3_600), ("minute", 60), ("second", 1)):
        count, seconds = divmod(seconds, length)
        if count:
            parts.append(f"{count} {name}{'s' if count > 1 else ''}")
    return " ".join(parts[:2]) or "less than a second"
