"""One thing that a document states: a label, and the members of the chain of equalities behind it."""

from dataclasses import dataclass, field

from grader.page.sections import Spot
from grader.text.items import Item
from grader.text.symbols import Label


@dataclass(frozen=True)
class Member:
    """One member of a chain: items of line `line` (its index in the document)."""

    line: int
    items: tuple[Item, ...]
    rounded: bool = False


@dataclass
class Statement:
    """A label and what it is said to equal."""

    line: int
    spot: Spot
    label: Label | None
    words: tuple[str, ...]
    """The words left of the relation, for spellings that are phrases."""
    members: list[Member] = field(default_factory=list)
    prose: bool = False
    """Said in a sentence ("the loss is 200")."""
    clause: tuple[str, ...] = ()
    """The words right before its symbol."""
    denied: bool = False
    """Said not to be so, or only supposed."""
    struck: bool = False
    unclear: Member | None = None
    """A value with a symbol right behind it (the next one's name, or a factor), or before it (`200 = L`)."""
    noted: bool = False
    """A value behind its name without a word or sign between them (`mlp shifted 38.2 %`)."""
    table: bool = False
    corner: tuple[str, ...] = ()
    """The words over the labels of a table's rows."""
    parts: tuple[frozenset[str], ...] = ()
    """Of which part a table's row and column are, where others sum them up."""
    step: str = ""
    """`new` or `old` by the words before the label."""
    left: tuple[Item, ...] = ()
    """What stands left of the first relation."""
    context: tuple[str, ...] = ()
    """The words of the heading, or of the sentence with a colon, that it stands under."""

    def led_by(self, words: tuple[str, ...], step: str) -> None:
        """Take over what the words at the head of its line say of it, too."""
        self.context, self.step = (*self.context, *words), self.step or step
