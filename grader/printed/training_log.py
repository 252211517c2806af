"""What a training printed: which accuracy was reached after which epoch, and on which data; what is not clear is said to be so."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import islice
from typing import Literal

from grader.document import Line

LONGEST_LINE = 600
MOST_EPOCHS = 2_000
MOST_OF_A_LINE = 8
"""Accuracies that are read of one line."""
Kind = Literal["validation", "training", "unclear"]

_EPOCH = re.compile(r"\bepoche?\b\W{0,4}?(\d{1,4})(?:\s*(?:/|of|von)\s*(\d{1,4}))?", re.IGNORECASE)
_BRACKET = re.compile(r"^\s*\[\s*(\d{1,4})\s*(?:/\s*(\d{1,4})\s*\]|,\s*\d+\s*\]\s*loss)", re.IGNORECASE)
_ACCURACY = re.compile(r"(?<![a-z])(?:acc(?:uracy)?|genauigkeit|trefferquote)(?![a-z])", re.IGNORECASE)
_VALIDATION = re.compile(
    r"(?<![a-z])(?:val(?:id(?:ation|ierungs?)?)?|test(?:ing|s)?|eval(?:uation)?|held.?out)(?:daten\w*|menge|set|bilder\w*)?(?![a-z])",
    re.IGNORECASE,
)
_TRAINING = re.compile(r"(?<![a-z])(?:tr(?:ai)?n(?:ings?)?)(?:daten\w*|menge|set|bilder\w*)?(?![a-z])", re.IGNORECASE)
_OF_A_CLASS = re.compile(
    r"\b(?:(?:for|of|per) class|class:|klasse|"
    r"(?:air)?planes?|cars?|automobiles?|birds?|cats?|deers?|dogs?|frogs?|horses?|ships?|trucks?)\b",
    re.IGNORECASE,
)
_BEST = re.compile(r"\b(?:best|max(?:imum)?|highest|beste)\b", re.IGNORECASE)
_CALLED_BEST = re.compile(r"\s*[(\[]\s*best[e)\]]", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?<![\w.])(\d{1,6}(?:[.,]\d{1,12})?|\.\d{1,12})(?![\w.]*\d)(?:\s*/\s*(\d{1,6})(?:\s*\(\s*(\d{1,3}(?:[.,]\d{1,6})?)\s*%)?)?\s*(%?)"
)
_COUNTED = re.compile(r"\s*(?:\w+\s+)?(?:images|bilder\w*|samples|examples|epochs?|epochen|classes)\b", re.IGNORECASE)
_COUNTER = re.compile(r"\b(?:epoche?|top|step|batch)[\s#-]*$", re.IGNORECASE)
"""What stands before a number that only says which one: `Epoche 10`, `top-5`."""
_GLUED = re.compile(r"(?<=[a-zß])(?=(?:genauigkeit|accuracy)\b)|(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Stated:
    """One accuracy, as it was printed."""

    value: Fraction
    unit: Fraction
    """What one step of its last digit is worth."""
    text: str
    """The line in which it stands."""
    cell: int | None
    line: int | None
    kind: Kind
    best: bool = False
    """Told as the best of several."""


@dataclass(frozen=True)
class Epoch:
    """What was printed for one epoch."""

    number: int
    stated: tuple[Stated, ...] = ()

    def accuracy(self, kind: Kind) -> Stated | None:
        """The last of a kind that is not told as the best of several."""
        return next((one for one in reversed(self.stated) if one.kind == kind and not one.best), None)


@dataclass(frozen=True)
class Training:
    """One training from its first epoch to what was printed behind it."""

    epochs: tuple[Epoch, ...] = ()
    total: int = 0
    """Of how many epochs it speaks itself; 0 where it does not say."""
    after: tuple[Stated, ...] = field(default=())
    """Accuracies that were printed behind the last epoch."""

    @property
    def first(self) -> int:
        """The number of its first epoch: programs count from 0 or from 1."""
        return min((one.number for one in self.epochs), default=1)

    @property
    def length(self) -> int:
        """How many epochs there were, as far as it was printed."""
        return max((one.number for one in self.epochs), default=0) + (1 if self.first == 0 else 0)

    def done(self, epoch: Epoch) -> int:
        """How many epochs were over when an epoch's accuracy was printed."""
        return epoch.number + (1 if self.first == 0 else 0)


def trainings(lines: Iterable[Line]) -> tuple[Training, ...]:
    """All trainings in the order in which they were printed; one without epochs is what was printed before or without any."""
    found = [Training()]
    printed = [(line, text) for line in lines if line.printed and (text := _text(line)).strip()]
    twins = _twins([text for _, text in printed])
    for line, text in _told_row_by_row(printed):
        marker = _EPOCH.search(text) or _BRACKET.search(text)
        stated = tuple(accuracies(text, line, twins))
        if marker is not None:
            found[-1:] = _at_epoch(found[-1], int(marker[1]), int(marker[2] or 0), stated)
        elif stated:
            found[-1] = _between(found[-1], stated)
    return tuple(one for one in found if one.epochs or one.after)


def _text(line: Line) -> str:
    """A line as it was printed, its cells apart."""
    return "  ".join(piece.raw or piece.text for piece in line.pieces)[:LONGEST_LINE]


def _told_row_by_row(printed: Iterable[tuple[Line, str]]) -> Iterator[tuple[Line, str]]:
    """The rows of a table with an epoch in front, each with its columns' names; all other lines as they are."""
    heads: list[str] = []
    for line, text in printed:
        cells = [cell.strip() for cell in re.split(r"\s{2,}|\t|\|", text) if cell.strip()]
        if not re.search(r"\d", text) and _ACCURACY.search(_plain(text)) and re.match(r"epoche?$", cells[0], re.IGNORECASE):
            heads = cells
        elif heads and len(cells) == len(heads) and cells[0].isdigit():
            yield line, "; ".join([f"epoch {cells[0]}", *(f"{head}: {cell}" for head, cell in zip(heads[1:], cells[1:], strict=True))])
        else:
            yield line, text


def _at_epoch(last: Training, number: int, total: int, stated: Sequence[Stated]) -> list[Training]:
    """A line that names an epoch: of the same training, or of the next one."""
    before = last.epochs[-1] if last.epochs else None
    again = before is not None and number == before.number and _validated(before) and any(one.kind == "validation" for one in stated)
    if before is None or number < before.number or again or (last.after and number <= 1):
        fresh = Training((Epoch(number, tuple(stated)),), total)
        return [replace(fresh, after=last.after)] if before is None and not last.after else [last, fresh]
    if number == before.number:
        return [replace(last, epochs=(*last.epochs[:-1], replace(before, stated=(*before.stated, *stated))))]
    if len(last.epochs) >= MOST_EPOCHS:
        return [last]
    return [replace(last, epochs=(*last.epochs, Epoch(number, tuple(stated))), total=max(last.total, total))]


def _between(last: Training, stated: Sequence[Stated]) -> Training:
    """A line without an epoch: still of the last one as long as that has no accuracy of its kind, else behind the training."""
    if last.epochs and not last.after:
        epoch = last.epochs[-1]
        if all(epoch.accuracy(one.kind) is None and not one.best for one in stated):
            return replace(last, epochs=(*last.epochs[:-1], replace(epoch, stated=(*epoch.stated, *stated))))
    return replace(last, after=(*last.after, *stated))


def _validated(epoch: Epoch) -> bool:
    return epoch.accuracy("validation") is not None


def accuracies(text: str, line: Line, twins: Collection[str] = ()) -> Iterator[Stated]:
    """The accuracies of one line but for those of single classes, each with the data it was measured on.

    `twins` are lines that are said of either data, so that the word at their beginning goes for all of the line.
    """
    plain = _plain(text)
    words = list(islice(_ACCURACY.finditer(plain), MOST_OF_A_LINE))
    if not words:
        return
    ends = [*(word.start() for word in words[1:]), len(plain)]
    numbers = [_number(plain, word.end(), end) for word, end in zip(words, ends, strict=True)]
    kinds = [_named(plain, word, number) for word, number in zip(words, numbers, strict=True)]
    for at, (number, end) in enumerate(zip(numbers, ends, strict=True)):
        read = None if number is None or _OF_A_CLASS.search(plain, 0, end) else _share(number)
        if number is not None and read is not None:
            kind = _kind(kinds, at)
            if kind == "unclear" and _skeleton(text) in twins:
                kind = "training" if _TRAINING.match(plain.lstrip()) else "validation"
            best = _BEST.search(plain, words[at - 1].end() if at else 0, words[at].start()) or _CALLED_BEST.match(plain, number.end())
            yield Stated(*read, text.strip(), line.page, line.number, kind, best is not None)


def _plain(text: str) -> str:
    """The words of a line apart: `val_acc`, `valAcc`, `Validierungsgenauigkeit`."""
    return _GLUED.sub(" ", text).replace("_", " ")


def _number(text: str, start: int, end: int) -> re.Match[str] | None:
    """The first number that does not count images or epochs."""
    found = (one for one in _NUMBER.finditer(text, start, end) if not _COUNTED.match(text, one.end()))
    return next((one for one in found if not _COUNTER.search(text, max(start, one.start() - 12), one.start())), None)


def _skeleton(text: str) -> str:
    """A line without its numbers, where it begins with the data that it is about; else nothing."""
    plain = _plain(text).lstrip()
    head = next((one for _, pattern in _DATA if (one := pattern.match(plain))), None)
    return "" if head is None else re.sub(r"[\d.,%\s]+", "#", plain[head.end() :])


def _twins(texts: Iterable[str]) -> frozenset[str]:
    """What is said of validation and of training data in the same words."""
    told = {kind: {_skeleton(text) for text in texts if pattern.match(_plain(text).lstrip())} for kind, pattern in _DATA}
    return frozenset(told["validation"] & told["training"] - {""})


@dataclass(frozen=True)
class _Named:
    """Which data a line names for one accuracy, and whether it is named for that accuracy itself."""

    kind: Kind
    own: bool


def _named(text: str, word: re.Match[str], number: re.Match[str] | None) -> _Named:
    """The word between `accuracy` and its number, else the nearest one before it."""
    behind = text[word.end() : number.start() if number else len(text)]
    told = {kind for kind, pattern in _DATA if pattern.search(behind)}
    if told:
        return _Named(told.pop() if len(told) == 1 else "unclear", own=True)
    before = max(
        ((one.start(), one.end(), kind) for kind, pattern in _DATA for one in pattern.finditer(text, 0, word.start())), default=None
    )
    if before is None:
        return _Named("unclear", own=True)
    between = text[before[1] : word.start()]
    heads = re.match(r"\s*(?:set|data|phase|daten)?\s*[:|\]]", between, re.IGNORECASE) is not None
    return _Named(before[2], own=heads or not re.search(r"\d", between))


_DATA: tuple[tuple[Kind, re.Pattern[str]], ...] = (("validation", _VALIDATION), ("training", _TRAINING))


def _kind(kinds: Sequence[_Named], at: int) -> Kind:
    """A word that belongs to another number (`training loss 1.2, accuracy 0.5`) tells only where two accuracies have different ones."""
    if kinds[at].own or len({one.kind for one in kinds} - {"unclear"}) > 1:
        return kinds[at].kind
    return "unclear"


def _share(found: re.Match[str]) -> tuple[Fraction, Fraction] | None:
    """An accuracy as a share, with its last digit; None where it can be none."""
    number, of, per_cent, sign = (part.replace(",", ".") for part in found.groups(""))
    if of and not per_cent:
        whole = int(of)
        return (Fraction(number) / whole, Fraction(1, whole)) if whole and "." not in number and int(number) <= whole else None
    digits = per_cent or number
    value, unit = Fraction(f"0{digits}"), Fraction(1, 10 ** len(digits.partition(".")[2]))
    if sign or per_cent or value > 1:
        value, unit = value / 100, unit / 100
    elif value == 1 and "." not in digits:
        return None
    return (value, unit) if value <= 1 else None
