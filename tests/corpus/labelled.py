"""The labelled corpus: documents with their keys, what the finder is asked about each sheet, and how a reading compares with a key."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from grader.answer import Found, NotFound, Printed
from grader.marking import HANDS_OFF
from grader.page.labels import spelling
from grader.page.nodes import Node, path_of
from grader.page.wanted import Wanted
from grader.text.numerals import Kind
from grader.text.scalars import Wish

HERE = Path(__file__).parent
RUBRICS = HERE.parents[1] / "rubrics"


class Outcome(StrEnum):
    """What became of one quantity of a document."""

    RIGHT = "right and sure"
    PROPOSED = "right, not sure"
    WRONG = "wrong and sure"
    GUESSED = "wrong, not sure"
    UNDECIDED = "undecided"
    LOST = "said to be missing"
    NOTHING = "rightly nothing for sure"


UNSEEN = "unseen"
"""The batch that no reader was made with: the bench reads it, no test holds a reader to it."""
COUNT = re.compile(r"(\d+) ?/ ?(\d+)")


@dataclass(frozen=True)
class Stated:
    """What a document says about a quantity."""

    text: str = ""
    """As printed."""
    value: Any = None
    """A number, or lists of numbers; None where it is absent or unclear."""
    unclear: str = ""
    """Why a careful person could not say."""
    doubt: str = ""
    """What makes a reader hesitate, and rightly: `prose`, `inside` another expression, a `comma`, something `struck` beside it."""

    @property
    def present(self) -> bool:
        """Whether there is a value that a careful person reads."""
        return self.value is not None

    def is_said_by(self, value: Any) -> bool:
        """Whether a value is the one that stands there; of a count and its percentage each says the same."""
        count = COUNT.search(self.text)
        return same(value, self.value) or (count is not None and same(value, int(count[1]) / int(count[2])))


@dataclass(frozen=True)
class Key:
    """What is known of a document."""

    name: str
    sheet: str
    kind: str
    """What it was written with: latex, typst, word, docs, markdown, text, notebook, handwriting."""
    look: str
    language: str
    values: Mapping[str, Stated]
    batch: str
    """2, 3 … for what was written after readers had seen the first; the gap between them is the honest figure. `unseen`: see there."""


@dataclass(frozen=True)
class Search:
    """The finder's orders for a sheet, with the spellings as they were written for those who know no better."""

    wanted: tuple[Wanted, ...]
    nodes: tuple[Node, ...]
    written_as: Mapping[str, Sequence[str]]


@cache
def key(name: str) -> Key:
    """The key of a document."""
    told = yaml.load((HERE / "keys" / f"{name}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    values = {quantity: stated(value) for quantity, value in told["values"].items()}
    return Key(name, told["sheet"], told["kind"], told["look"], told["language"], values, str(told.get("batch", 1)))


def stated(told: Any) -> Stated:
    """An entry of a key: `absent`, or a table."""
    if told == "absent":
        return Stated()
    return Stated(told["text"], told.get("is"), told.get("unclear", ""), told.get("doubt", ""))


def documents() -> Iterator[Path]:
    """The typed documents."""
    return iter(sorted((HERE / "documents").iterdir()))


@cache
def search(sheet: str) -> Search:
    """What is looked for on a sheet."""
    told = yaml.load((HERE / "sheets" / f"{sheet}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    rubric = told
    if "rubric" in told:
        rubric = yaml.load((RUBRICS / f"{told['rubric']}.yaml").read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - our own
    spellings, headings = rubric["written as"], {str(number): tuple(words) for number, words in rubric.get("headings", {}).items()}
    givens = tuple((name, given(value)) for name, value in told.get("givens", {}).items())
    wanted = []
    for task, names in told["tasks"].items():
        for name, told_of in names.items():
            wish = Wish(tuple(told_of["shape"]), Kind.NUMBER if told_of["kind"] == "matrix" else Kind(told_of["kind"]))
            spelled = tuple(spelling(text) for text in spellings.get(name, [name]))
            wanted.append(Wanted(name, path_of(task), spelled, wish, () if wish.kind is Kind.SHARE else givens))
    titles = {task.split(" ", 1)[0]: (task.split(" ", 1)[1],) for task in rubric["tasks"] if " " in task}
    numbers = dict.fromkeys([*map(str, told["tasks"]), *titles, *headings])
    nodes = tuple(Node(path_of(number), titles.get(number, ()), headings.get(number, ())) for number in numbers)
    return Search(tuple(wanted), nodes, {one.name: spellings.get(one.name, [one.name]) for one in wanted})


def given(value: Any) -> Any:
    """A given value as a reference hands it over."""
    return tuple(given(one) for one in value) if isinstance(value, list) else Printed(Fraction(value))


def plain(value: Any) -> Any:
    """Lists for tuples, without axes of length one."""
    if not isinstance(value, list | tuple):
        return value
    inner = [plain(one) for one in value]
    return inner[0] if len(inner) == 1 else inner


def same(value: Any, other: Any) -> bool:
    """Whether two values are the same, number for number."""
    one, two = plain(value), plain(other)
    if isinstance(one, list) or isinstance(two, list):
        both = isinstance(one, list) and isinstance(two, list) and len(one) == len(two)
        return both and all(same(a, b) for a, b in zip(one, two, strict=True))
    return abs(float(one) - float(two)) <= 1e-9 * (1 + abs(float(two)))


def outcome(found: Found, told: Stated) -> Outcome:
    """How a reading compares with what stands there."""
    if isinstance(found, NotFound):
        if not told.present:
            return Outcome.NOTHING
        return Outcome.LOST if found.certain else Outcome.UNDECIDED
    if told.present and told.is_said_by(found.value):
        if found.sure:
            return Outcome.RIGHT
        return Outcome.UNDECIDED if HANDS_OFF & set(found.doubts) else Outcome.PROPOSED
    if told.unclear and not found.sure:
        return Outcome.NOTHING
    return Outcome.WRONG if found.sure else Outcome.GUESSED


def shown(found: Found) -> str:
    """A reading for the list of what went wrong."""
    if isinstance(found, NotFound):
        return f"nothing ({found.why})"
    doubts = ", ".join(found.doubts)
    return f"{plain(found.value)} at {found.confidence:.2f}{f' [{doubts}]' if doubts else ''} from {found.text[:60]!r}"
