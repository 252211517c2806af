"""An answer's value as people write it, with the digits as printed: (1.56, 0.28, 2.00)."""

from decimal import Decimal
from fractions import Fraction

from grader.answer import Entries, Printed

MOST = 12
"""So many entries of a vector are written out."""
LONGEST_FRACTION = 1000


def written(entries: Entries) -> str:
    """A number, `(14, 20)`, or `((1, 2), (3, 4))`."""
    if isinstance(entries, Printed):
        return _number(entries)
    said = [written(entry) for entry in entries[:MOST]]
    return f"({', '.join([*said, '…'] if len(entries) > MOST else said)})"


def _number(number: Printed) -> str:
    scale = 100 if number.share else 1
    value, unit = number.value * scale, (number.unit or Fraction(0)) * scale
    said = _to_the_digit(value, unit, number.digits) if _is_power_of_ten(unit) else _exact(value)
    return said.replace("-", "−") + (" %" if number.share else "")


def _to_the_digit(value: Fraction, unit: Fraction, digits: int) -> str:
    """A number with the decimals it was printed with."""
    decimals = len(str(unit.denominator)) - 1
    if unit > 1 or decimals > MOST:
        mantissa, _, power = f"{float(value):.{max(0, min(digits, 16) - 1)}e}".partition("e")
        return f"{mantissa}e{int(power)}"
    return f"{Decimal(value.numerator) / Decimal(value.denominator):.{decimals}f}"


def _exact(value: Fraction) -> str:
    """A number without rounding: whole, a decimal, or the fraction that it is."""
    if value.denominator == 1:
        return str(value.numerator) if abs(value) < 10**15 else f"{float(value):.6g}"
    short = f"{float(value):.6g}"
    if Fraction(short) == value or value.denominator > LONGEST_FRACTION:
        return short
    return f"{value.numerator}/{value.denominator}"


def _is_power_of_ten(unit: Fraction) -> bool:
    digits = str(max(unit.numerator, unit.denominator))
    return unit > 0 and 1 in (unit.numerator, unit.denominator) and digits.strip("0") == "1"
