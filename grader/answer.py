"""An answer as it was read: numbers with the precision they were printed with, their place, and how sure the reader is."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from grader.document import Place, Source

Value = float | tuple["Value", ...]
SURE = 0.85
"""From this confidence on a reading may be called wrong; below it a person decides."""


class Doubt(StrEnum):
    """Why a reading is not certain, or how it came about; the words stand in reports."""

    CONFLICT = "conflicting values"
    AMBIGUOUS_COMMA = "ambiguous comma"
    PROSE = "read from a sentence"
    BY_ORDER = "assigned by order"
    NOT_STATED_WHOLE = "never stated as a whole"
    UNEVALUATED = "unevaluated, worked out by us"
    LOOSE_LABEL = "label matched loosely"
    SURMISED = "taken from the words around it"
    GARBLED = "garbled surroundings"
    ELSEWHERE = "stands under another task"
    STRUCK_OUT = "struck out"
    NOTED = "stands behind its name without a sign between them"
    RESTATES_GIVEN = "restates a given value"
    PARTIAL = "only a part was read"
    ODD_SHAPE = "not of the kind that was asked for"
    NO_PER_CENT = "taken for a percentage without its sign"
    PRINTED_AGAIN = "printed again with another value"
    STRAY_PRINT = "printed outside of its task"
    IN_TRAINING = "printed where a network is trained"
    RESERVED = "told with a reservation"
    SEEN_OTHERWISE = "what a person sees there may be another value"
    DISAGREES = "the count beside it is another percentage"
    ALSO_UNREAD = "stated once more, where it could not be read"


@dataclass(frozen=True)
class Printed:
    """One number as it was printed."""

    value: Fraction
    unit: Fraction | None = None
    """What one step of the last printed digit is worth (0.01 for 61.06, 1 for 14); None where the number is exact (18/25)."""
    digits: int = 0
    """Significant digits as printed; 0 where exact."""
    share: bool = False
    """Printed with a per cent sign; `value` is the fraction already."""


Entries = Printed | tuple["Entries", ...]
"""A scalar, a vector or a matrix of printed numbers."""


def values(entries: Entries) -> Value:
    """The numbers alone, nested like the entries."""
    if isinstance(entries, Printed):
        return float(entries.value)
    return tuple(values(entry) for entry in entries)


def shape(entries: Entries) -> tuple[int, ...]:
    """() for a number, (n,) for a vector, (n, m) for a matrix."""
    if isinstance(entries, Printed):
        return ()
    return (len(entries), *(shape(entries[0]) if entries else ()))


def same_shape(one: tuple[int, ...], other: tuple[int, ...]) -> bool:
    """Whether two shapes are the same but for dimensions of one."""
    return tuple(n for n in one if n != 1) == tuple(n for n in other if n != 1)


def flat(entries: Entries) -> tuple[Printed, ...]:
    """All numbers in row-major order."""
    if isinstance(entries, Printed):
        return (entries,)
    return tuple(number for entry in entries for number in flat(entry))


Markup = tuple[str, "tuple[Markup, ...] | str"]
"""A tag of MathML with its text, or with the elements in it."""


@dataclass(frozen=True)
class Shown:
    """A formula as it was understood."""

    text: str
    """In plain notation."""
    markup: Markup


@dataclass(frozen=True)
class Answer:
    """A value found for a name, with its evidence."""

    text: str
    """As printed."""
    entries: Entries
    place: Place
    source: Source
    confidence: float
    doubts: tuple[Doubt, ...] = ()
    label: str = ""
    """The label as it stands on the page."""
    context: str = ""
    """The line it stands in, as printed."""
    also: tuple["Answer", ...] = ()
    """Further readings: a conflict, an earlier statement."""
    formula: Shown | None = None
    """Where the answer is a formula; `entries` is empty then."""

    @property
    def value(self) -> Value:
        """The numbers, as floats; of a formula none."""
        return values(self.entries)

    @property
    def sure(self) -> bool:
        """Whether a mismatch may be called wrong."""
        return self.confidence >= SURE and Doubt.CONFLICT not in self.doubts


@dataclass(frozen=True)
class NotFound:
    """No value for a name. `certain` only where everything that could hold it was read well and nothing unexplained is left."""

    why: str
    certain: bool = False
    place: Place | None = None
    """Where a person should look."""


Found = Answer | NotFound
