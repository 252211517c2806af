"""What was found of a formula that was asked for: each place where it may stand, with the ways to read it."""

from dataclasses import dataclass

from grader.document import Place, Source
from grader.formulas.readings import Reading
from grader.formulas.tree import Condition
from grader.formulas.vocabulary import Vocabulary


@dataclass(frozen=True)
class FormulaWanted:
    """The finder's order: the name, its task, and the words that may stand in it; never what is right."""

    name: str
    task: tuple[str, ...]
    words: Vocabulary
    alone: bool = True
    """Whether its task asks for no other formula, so that one without a name can only be this one."""


@dataclass(frozen=True)
class Attempt:
    """A formula at its place."""

    text: str
    """In linear notation, or as a program has it."""
    place: Place
    source: Source
    readings: tuple[Reading, ...] = ()
    """The plain one first; none where it could not be read."""
    why: str = ""
    """Why it could not be read."""
    labelled: bool = False
    """Whether it stands behind the name of the answer."""
    whole: bool = True
    """Whether it stands by itself, with no words of a sentence right beside it."""
    alarm: bool = False
    """Whether words stand beside it by which it may not be all, or not be meant."""
    denied: bool = False
    """Whether it is denied or changed by words, or said of something else than the answer, so that even its name does not make it right."""
    order: tuple[str, ...] = ()
    """Its free indices in the order of the answer's, where the left-hand side tells."""
    cut: bool = False
    """Whether a word stands right behind it that may belong to it."""
    leeway: str = ""
    """Why it may be right although its values are not: one symbol is written in two ways, or the text tells a notation of its own."""
    strays: bool = False
    """Whether it has indices that its left-hand side does not have."""
    beside_unread: bool = False
    """Whether something else stands in its task that looks like a formula and could not be read: the answer may be that."""
    display: bool = False
    """Whether it is set apart from the text."""
    alone: bool = True
    """Whether its task asks for no other formula."""
    when: Condition | None = None
    """The only case that it is told for."""
    otherwise: bool = False
    """Whether it is told for all cases but one that stands elsewhere."""
    before_number: bool = False
    """Whether it bears the name, and the next place is a number that it is said to equal: an example, or the answer itself."""
    doubts: tuple[str, ...] = ()
    """Why the page was not read for certain there."""
    label: str = ""
    context: str = ""
    """The line it stands in."""


@dataclass(frozen=True)
class Written:
    """All that was found for one formula."""

    attempts: tuple[Attempt, ...] = ()
    nameless: tuple[Attempt, ...] = ()
    """Formulas without the name of the answer beside those that bear it: a right one among them may be what is meant."""
    why: str = ""
    """Why there is none."""
    certain: bool = False
    """Whether it is certain that there is none."""
    look: Place | None = None
    """Where a person should look."""
