"""Counts and percentages as they stand in a line, `1897/1991 (95.28)%`, and which count stands beside which percentage."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from grader.answer import Printed
from grader.text.numerals import printed

LONGEST, FAR = 2_000, 80
_PLAIN = (
    (re.compile(r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}"), r"\1/\2"),
    (re.compile(r"\\(?:text|mathrm|textbf|mbox)\s*\{([^{}]*)\}"), r" \1 "),
    (re.compile(r"\\approx\b|\\simeq\b"), "≈"),
    (re.compile(r"(?<=\d)(?:\\[,;:!]|[\u00a0\u2009\u202f'’])(?=\d{3}(?!\d))"), ""),
    (re.compile(r"\\(?:[,;:! ]|quad\b|qquad\b)|[\u00a0\u2009\u202f~$*`]"), " "),
    (re.compile(r"\\%|\bper ?cents?\b|\bprozent\b", re.IGNORECASE), "%"),
    (re.compile(r"\{([,.])\}"), r"\1"),
)
"""How a line is made plain: LaTeX's fractions and spaces, spaces between thousands, words for the sign."""
_COUNT = re.compile(
    r"(?<![\d.,/])(?P<part>[1-9]\d{0,2}(?:[.,]\d{3})+|\d{1,9})"
    r"(?:\s*[/∕⁄]\s*|\s+(?:[^\W\d]+\s+){0,4}?(?:out\s+of|of|von|aus)\s+(?:[^\W\d]+\s+){0,2}?)"
    r"(?P<whole>[1-9]\d{0,2}(?:[.,]\d{3})+|\d{1,9})(?!\d|[.,]\d|\s*/\s*\d|\s?%)",
    re.IGNORECASE,
)
_SHARE = re.compile(r"(?<![\d.,/])(?P<number>\d{1,3}(?:[.,]\d{1,20})?)(?P<sign>\s*[)\]]?\s?%)?(?!\d|[.,]\d)")
_OTHER_THINGS = re.compile(
    r"\s*(?:epoch|step|batch|iter|run|seed|fold|page|seite|schritt|lauf|läufe|minute|second|sekunde|hour|stunde|layer)", re.IGNORECASE
)
"""What is counted there is no answers."""
_LINKS = frozenset(
    "i e d h that is das sind also entspricht or oder bzw about approximately roughly ca rund etwa accuracy acc genauigkeit trefferquote "
    "share correct correctly right classified images digits samples examples test testimages which are of the equals so thus hence with "
    "mit richtig korrekt klassifiziert klassifizierte richtige bilder bildern testbilder testbildern ziffern an a eine gleich".split()
)
"""Words that may stand between a count and its own percentage."""


@dataclass(frozen=True)
class Count:
    """`1897/1991`."""

    part: int
    whole: int
    start: int
    end: int

    @property
    def share(self) -> Fraction:
        """What it comes to."""
        return Fraction(self.part, self.whole)


@dataclass(frozen=True)
class Share:
    """`95.28 %` or `0.9528`."""

    number: Printed
    start: int
    end: int


@dataclass(frozen=True)
class Beside:
    """A count and the percentage that belongs to it, as far as they are there."""

    count: Count | None = None
    share: Printed | None = None
    close: bool = True
    """Nothing stands between them but what joins them; else the count may be another thing's."""


def beside(line: str, value: Fraction, whole: int | None = None) -> Beside:
    """What stands in a line beside the value that was read there; `whole` is what a count must be out of, where that is known."""
    text = plain(line)
    counts = [*counts_in(text), *(columns_in(text, whole) if whole else ())]
    shares = list(shares_in(text, counts))
    pairs = [
        (_gap(count, share), Beside(count, share.number, close=_joined(text, count, share)))
        for count in counts
        for share in shares
        if value in (count.share, share.number.value) and _alone(count, share, (*counts, *shares)) and _gap(count, share) <= FAR
    ]
    near = [(gap, pair) for gap, pair in pairs if pair.close] or pairs
    if near:
        return min(near, key=lambda pair: pair[0])[1]
    own = next((count for count in counts if count.share == value), None)
    if own is not None:
        return Beside(own)
    share = next((share.number for share in shares if share.number.value == value), None)
    return Beside(lone_count(text, share, whole), share)


def plain(line: str) -> str:
    """A line without LaTeX and odd spaces."""
    text = line[:LONGEST]
    for pattern, meant in _PLAIN:
        text = pattern.sub(meant, text)
    return text


def counts_in(text: str) -> Iterator[Count]:
    """Every `N/M`, `N of M`, `N von M` where N may be a part of M, but for those of epochs and the like."""
    for found in _COUNT.finditer(text):
        part, whole = (int(re.sub(r"\D", "", found[name])) for name in ("part", "whole"))
        if part <= whole and whole > 1 and not _OTHER_THINGS.match(text, found.end()):
            yield Count(part, whole, found.start(), found.end())


def columns_in(text: str, whole: int) -> Iterator[Count]:
    """A count in two columns of a row: a number before the one that it must be out of."""
    for found in re.finditer(rf"(?<![\d.,])(\d{{1,9}})\s+{whole}(?![\d.,%])", text):
        if int(found[1]) <= whole:
            yield Count(int(found[1]), whole, found.start(), found.end())


def shares_in(text: str, counts: Sequence[Count]) -> Iterator[Share]:
    """Every percentage, and every decimal from 0 to 1, outside of the counts."""
    for found in _SHARE.finditer(text):
        number = printed(found["number"].replace(",", "."))
        if number is None or any(count.start < found.end() and found.start() < count.end for count in counts):
            continue
        if found["sign"]:
            unit = None if number.unit is None else number.unit / 100
            yield Share(replace(number, value=number.value / 100, unit=unit, share=True), found.start(), found.end())
        elif number.unit is not None and number.unit < 1 and number.value <= 1:
            yield Share(number, found.start(), found.end())


def lone_count(text: str, share: Printed | None, whole: int | None) -> Count | None:
    """A whole number in the line that is just that share of what counts must be out of: `CE   1897   95.28 %`."""
    if share is None or whole is None:
        return None
    for found in re.finditer(r"(?<![\d.,/])\d{1,9}(?![\d/%]|[.,]\d)", text):
        if int(found[0]) <= whole and abs(Fraction(int(found[0]), whole) - share.value) <= (share.unit or 0) / 2:
            return Count(int(found[0]), whole, found.start(), found.end())
    return None


def _gap(count: Count, share: Share) -> int:
    return max(share.start - count.end, count.start - share.end)


def _alone(count: Count, share: Share, every: Sequence[Count | Share]) -> bool:
    """Whether nothing of their kind stands between them."""
    low, high = min(count.end, share.end), max(count.start, share.start)
    return not any(low <= one.start and one.end <= high for one in every)


def _joined(text: str, count: Count, share: Share) -> bool:
    """Whether nothing stands between them but signs and words that join a count to its percentage."""
    between = text[min(count.end, share.end) : max(count.start, share.start)]
    words = re.findall(r"[^\W_]+", between.casefold())
    return not {*words} - _LINKS and not re.search(r"[.;!?]\s+\S*\s*[A-ZÄÖÜ]", between)
