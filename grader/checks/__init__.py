"""Kinds of checks, one file each: the folder lists itself, and a file's name is the word that a rubric's line begins with."""

import pkgutil
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module

from grader.checks.line import Line


class Kinds(Mapping[str, type[Line]]):
    """The kinds of checks in this folder by their words; each is loaded when it is asked for, all where they are counted or listed."""

    def __init__(self) -> None:
        self._files = sorted(module.name for module in pkgutil.iter_modules(__path__))

    def __getitem__(self, word: str) -> type[Line]:
        """The kind of check that a line beginning with this word is."""
        if word not in self._files:
            raise KeyError(word)
        for value in vars(import_module(f"{__name__}.{word}")).values():
            if isinstance(value, type) and issubclass(value, Line) and getattr(value, "word", None) == word:
                return value
        raise KeyError(word)

    def __iter__(self) -> Iterator[str]:
        """The words."""
        return (word for word in self._files if word in self)

    def __len__(self) -> int:
        """How many there are."""
        return sum(1 for _ in self)


@cache
def kinds() -> Mapping[str, type[Line]]:
    """Every kind of check in this folder, by its word."""
    return Kinds()
