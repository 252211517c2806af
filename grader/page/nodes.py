"""The tasks of a sheet as headings name them: their numbers, and the words that their headings may consist of."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

Path = tuple[str, ...]
"""A task's number: ("1", "1") for 1.1, ("2", "1", "v") for 2.1 v."""

_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class Node:
    """A task or a chapter of tasks, with the words that its heading may consist of."""

    path: Path
    titles: tuple[str, ...] = ()
    """From the rubric's own heading: must be met whole."""
    headings: tuple[str, ...] = ()
    """As students write it (`headings:` in the rubric): may stand among a few other words."""

    @cached_property
    def phrases(self) -> tuple[tuple[str, ...], ...]:
        """The words of its headings."""
        return tuple(words for heading in self.headings if (words := words_of(heading)))

    @cached_property
    def names(self) -> frozenset[tuple[str, ...]]:
        """The words of its titles."""
        return frozenset(words_of(title) for title in self.titles)


def path_of(task: str) -> Path:
    """The path of a task's id: `2.1 v` is ("2", "1", "v"); an id that is no number is a path of one."""
    match = re.fullmatch(r"(\d+(?:\.\d+)*)(?:\s+(\w+))?", task.strip())
    if match is None:
        return (task,)
    return (*match.group(1).split("."), *([match.group(2)] if match.group(2) else []))


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(word.casefold() for word in _WORD.findall(unicodedata.normalize("NFKC", text)))
