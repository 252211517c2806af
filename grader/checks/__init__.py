"""Kinds of checks, one file each: the folder lists itself, and a file's name is the word that a rubric's line begins with."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from grader.checks.line import Line

LATER = ("agrees", "satisfies", "formula", "same", "pytest", "prints", "present", "style")
"""Words of the contract; those that have a file by now are available, whatever this says."""


@cache
def kinds() -> Mapping[str, type[Line]]:
    """Every kind of check in this folder, by its word."""
    found: dict[str, type[Line]] = {}
    for module in pkgutil.iter_modules(__path__):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Line) and getattr(value, "word", None) == module.name:
                found[module.name] = value
    return MappingProxyType(found)


def not_yet() -> tuple[str, ...]:
    """Words of the contract that no file answers to yet."""
    return tuple(word for word in LATER if word not in kinds())
