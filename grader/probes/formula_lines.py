"""The formula that a rubric shows for an answer (`shown as:`), read like a student's."""

from collections.abc import Sequence
from typing import Protocol

from grader.errors import ReferenceFault
from grader.formulas.readings import Reading, readings
from grader.formulas.recognise import recognised
from grader.formulas.spellings import tokens_of
from grader.formulas.tokens import TooMuch
from grader.formulas.tree import size
from grader.formulas.unread import NotRead
from grader.formulas.vocabulary import Vocabulary


class ShownAs(Protocol):
    """A line with a formula to show."""

    @property
    def shown_as(self) -> str | None:
        """The formula."""
        ...


def shown_readings(written: str, words: Vocabulary) -> Sequence[Reading]:
    """The ways to read it. Raises ValueError with what is wrong."""
    try:
        return readings(recognised(tokens_of(written), words), words)
    except (NotRead, TooMuch) as problem:
        raise ValueError(f"cannot be read ({problem})") from None


def shown_size(words: Vocabulary, line: ShownAs) -> int:
    """How long the shown formula is."""
    try:
        return size(shown_readings(line.shown_as or "", words)[0].tree)
    except ValueError as problem:
        raise ReferenceFault(f"`shown as:` {problem}") from None


__all__ = ["ShownAs", "shown_readings", "shown_size"]
