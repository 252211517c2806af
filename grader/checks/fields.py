"""How the settings of a rubric's line are read from text: shares, numbers, names, yes and no."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Annotated

from pydantic import BeforeValidator

from grader.nearest import did_you_mean, quoted
from grader.score import Visibility

LONGEST_TEXT = 2000
LONGEST_NAME = 100
MOST_POINTS = 10_000
NUMBER = re.compile(r"[+-]?(\d{1,18}(\.\d{0,18})?|\.\d{1,18})([eE][+-]?\d{1,2})?", re.ASCII)
FRACTION = re.compile(r"([+-]?\d{1,9})/(\d{1,9})", re.ASCII)


@dataclass(frozen=True)
class Within:
    """A tolerance that an instructor chose: `0.5%` of the truth, or `0.01` either way."""

    amount: float
    relative: bool


class SettingError(ValueError):
    """What is wrong with one setting of a table, by its key: whoever knows in which line that stands can say so."""

    def __init__(self, setting: str, says: str) -> None:
        super().__init__(says)
        self.setting = setting


def text(value: object) -> str:
    """Text on one line or several, but not nothing."""
    if not isinstance(value, str):
        raise ValueError("wants text, not a list or a table; text with a colon, comma or bracket must stand in quotes")
    if not value.strip():
        raise ValueError("has nothing behind it")
    if len(value) > LONGEST_TEXT:
        raise ValueError(f"is longer than {LONGEST_TEXT} characters")
    return value.strip()


def texts(value: object) -> tuple[str, ...]:
    """A list of texts; one alone needs no brackets."""
    if isinstance(value, list):
        if not value:
            raise ValueError("is an empty list; write what belongs into it, or leave it out")
        return tuple(text(item) for item in value)
    return (text(value),)


def one_line(value: object) -> str:
    """Text that fits on a line: a mark's name, a label."""
    said = text(value)
    if "\n" in said or len(said) > LONGEST_NAME:
        raise ValueError(f"must fit on one line of at most {LONGEST_NAME} characters")
    return said


def one_long_line(value: object) -> str:
    """Text without line breaks; a text folded over several lines is put together."""
    return " ".join(text(value).split())


def name(value: object) -> str:
    """The name of an answer, as a function of the reference could bear it."""
    said = one_line(value)
    if not said.isidentifier():
        raise ValueError(f"wants a name of letters, digits and `_`, not {quoted(said)}")
    return said


def exact(value: object) -> Fraction:
    """`0.5`, `1/2`, `1e-3` or `99.7%`, without loss."""
    said = text(value).replace("−", "-")
    bare = said.removesuffix("%").rstrip()
    if found := FRACTION.fullmatch(bare):
        if int(found[2]) == 0:
            raise ValueError(f"divides by 0: {quoted(said)}")
        number = Fraction(int(found[1]), int(found[2]))
    elif NUMBER.fullmatch(bare):
        number = Fraction(bare)
    elif "," in bare and NUMBER.fullmatch(bare.replace(",", ".", 1)):
        raise ValueError(f"wants a decimal point: write `{said.replace(',', '.', 1)}`, not {quoted(said)}")
    else:
        raise ValueError(f"wants a number, not {quoted(said)}")
    return number / 100 if said.endswith("%") else number


def number(value: object) -> float:
    """A number, or a percentage as its fraction."""
    return float(exact(value))


def points(value: object) -> float:
    """Points: a number that is not below 0, and no percentage."""
    said = text(value)
    if said.endswith("%"):
        raise ValueError(f"wants points, such as `0.5`, not a percentage: {quoted(said)}")
    if (amount := exact(value)) < 0:
        raise ValueError(f"may not be below 0: {quoted(said)}")
    if amount > MOST_POINTS:
        raise ValueError(f"may not be above {MOST_POINTS}: {quoted(said)}")
    return float(amount)


def share(value: object) -> float:
    """A share of the points: `50%`, `0.5` or `1/2`."""
    if not 0 <= (part := exact(value)) <= 1:
        raise ValueError(f"wants a share from 0% to 100%, not {quoted(text(value))}")
    return float(part)


def within(value: object) -> Within:
    """A tolerance: a percentage is relative to the truth, a number is not."""
    if (amount := exact(value)) <= 0:
        raise ValueError(f"must be above 0: {quoted(text(value))}")
    return Within(float(amount), relative=text(value).endswith("%"))


def whole(value: object) -> int:
    """A whole number, from 1 on."""
    amount = exact(value)
    if amount.denominator != 1 or amount < 1 or text(value).endswith("%"):
        raise ValueError(f"wants a whole number from 1 on, not {quoted(text(value))}")
    return int(amount)


def yes_no(value: object) -> bool:
    """`yes` or `no`."""
    said = text(value).casefold()
    if said not in ("yes", "no"):
        raise ValueError(f"wants `yes` or `no`, not {quoted(said)}")
    return said == "yes"


def shares(value: object) -> dict[str, float]:
    """Known mistakes and what each still earns."""
    if not isinstance(value, dict) or not value:
        raise ValueError("wants functions of the reference and their shares, such as `{y_hat_flipped: 50%}`")
    return {name(key): _share_of(key, part) for key, part in value.items()}


def _share_of(mistake: str, part: object) -> float:
    try:
        return share(part)
    except ValueError as problem:
        raise ValueError(f"has {quoted(mistake)}, which {problem}") from None


def visibility(value: object) -> Visibility:
    """One of the contract's four words; spaces may stand for `_`."""
    said = text(value)
    words = [word.value for word in Visibility]
    if (word := said.replace(" ", "_")) not in words:
        known = ", ".join(f"`{word}`" for word in words)
        raise ValueError(f"wants one of {known}, not {quoted(said)}{did_you_mean(word, words)}")
    return Visibility(word)


def one_of(*words: str) -> Callable[[object], str]:
    """One of a few words."""

    def read(value: object) -> str:
        if (said := text(value)) not in words:
            raise ValueError(f"wants {' or '.join(f'`{word}`' for word in words)}, not {quoted(said)}{did_you_mean(said, words)}")
        return said

    return read


Words = Annotated[str, BeforeValidator(text)]
Texts = Annotated[tuple[str, ...], BeforeValidator(texts)]
OneLongLine = Annotated[str, BeforeValidator(one_long_line)]
OneLine = Annotated[str, BeforeValidator(one_line)]
Name = Annotated[str, BeforeValidator(name)]
Number = Annotated[float, BeforeValidator(number)]
Points = Annotated[float, BeforeValidator(points)]
Share = Annotated[float, BeforeValidator(share)]
Shares = Annotated[dict[str, float], BeforeValidator(shares)]
Tolerance = Annotated[Within, BeforeValidator(within)]
Whole = Annotated[int, BeforeValidator(whole)]
YesNo = Annotated[bool, BeforeValidator(yes_no)]
Shown = Annotated[Visibility, BeforeValidator(visibility)]
Outside = Annotated[str, BeforeValidator(one_of("review", "wrong"))]
