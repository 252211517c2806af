"""Numbers as people print them: decimal points and commas, thousands, precision."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from grader.answer import Printed

MOST_DIGITS = 40
TEN = Fraction(10)
_PARTS = re.compile(r"^(?P<body>[\d.,]+?)(?:[eE](?P<power>[+-]?\d{1,3}))?$")


class Kind(StrEnum):
    """What sort of number is asked for; known from the type of the reference's value, never from the value."""

    NUMBER = "number"
    WHOLE = "whole"
    SHARE = "share"


@dataclass(frozen=True)
class Custom:
    """How numbers are written around here, as far as unambiguous neighbours show."""

    commas: bool = False
    """A decimal comma was seen."""
    points: bool = False
    """A decimal point was seen."""


def printed(body: str, power: int = 0) -> Printed | None:
    """A plain numeral (`61.06`, `14`) with the precision it was printed with; None where it is too long or no number."""
    try:
        decimal = Decimal(body)
    except InvalidOperation:
        return None
    if len(body) > MOST_DIGITS or abs(power) > MOST_DIGITS or not decimal.is_finite():
        return None
    places = len(body) - body.index(".") - 1 if "." in body else 0
    digits = len(body.replace(".", "").lstrip("0")) or 1
    unit = TEN ** (power - places)
    return Printed(int(body.replace(".", "") or "0") * unit, unit, digits)


@dataclass(frozen=True)
class Readings:
    """What digits may mean: the likeliest number first, or the members of a list run together."""

    numbers: tuple[Printed, ...] = ()
    """Readings as one number."""
    members: tuple[Printed, ...] = ()
    """The reading as a list without spaces (`14,20`)."""


def read(text: str, kind: Kind, custom: Custom) -> Readings:
    """What a run of digits, points and commas may mean."""
    return Readings() if len(text) > 4 * MOST_DIGITS else _read(text, kind, custom)


@lru_cache(maxsize=2048)
def _read(text: str, kind: Kind, custom: Custom) -> Readings:
    """The same for digits that are few enough; each name that is looked for reads them again."""
    match = _PARTS.match(text)
    if match is None:
        return Readings()
    body, power = match["body"], int(match["power"] or 0)
    commas, points = body.count(","), body.count(".")
    if not commas and points <= 1:
        return Readings(_point(body, power, custom, kind))
    if commas == 1 and not points:
        return Readings(_comma(body, power, custom, kind), _members(body))
    if commas and points == 1 and body.rindex(".") > body.rindex(",") and _grouped(body[: body.index(".")], ","):
        return Readings(_kept(printed(body.replace(",", ""), power)), _members(body) if commas == 1 else ())
    if points and commas == 1 and body.rindex(",") > body.rindex(".") and _grouped(body[: body.index(",")], "."):
        return Readings(_kept(printed(body.replace(".", "").replace(",", "."), power)))
    if commas > 1 and not points and _grouped(body, ","):
        return Readings(_kept(printed(body.replace(",", ""), power)), _members(body))
    return Readings((), _members(body))


def _kept(*numbers: Printed | None) -> tuple[Printed, ...]:
    return tuple(number for number in numbers if number is not None)


def _point(body: str, power: int, custom: Custom, kind: Kind) -> tuple[Printed, ...]:
    decimal = printed(body, power)
    if re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", body) and (kind is Kind.WHOLE or (custom.commas and not custom.points)):
        thousands = printed(body.replace(".", ""), power)
        return _kept(thousands) if kind is Kind.WHOLE else _kept(decimal, thousands)
    return _kept(decimal)


def _comma(body: str, power: int, custom: Custom, kind: Kind) -> tuple[Printed, ...]:
    decimal = printed(body.replace(",", "."), power)
    if re.fullmatch(r"[1-9]\d{0,2},\d{3}", body):
        thousands = printed(body.replace(",", ""), power)
        if kind is Kind.WHOLE:
            return _kept(thousands)
        if kind is Kind.SHARE or (custom.commas and not custom.points):
            return _kept(decimal)
        return _kept(decimal, thousands)
    return _kept(decimal)


def _grouped(body: str, separator: str) -> bool:
    """Whether digits are set in groups of three."""
    return re.fullmatch(rf"[1-9]\d{{0,2}}(?:\{separator}\d{{3}})+", body) is not None


def _members(body: str) -> tuple[Printed, ...]:
    numbers = [printed(part) for part in body.split(",")] if all(body.split(",")) else []
    return tuple(number for number in numbers if number is not None) if None not in numbers else ()
