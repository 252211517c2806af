"""Kinds of checks, one file each: the folder lists itself, and a file's name is the word that a rubric's line begins with."""

import pkgutil
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from types import MappingProxyType

from grader.checks.line import Line


@cache
def kinds() -> Mapping[str, type[Line]]:
    """Every kind of check in this folder, by its word."""
    found: dict[str, type[Line]] = {}
    for module in pkgutil.iter_modules(__path__):
        for value in vars(import_module(f"{__name__}.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, Line) and getattr(value, "word", None) == module.name:
                found[module.name] = value
    return MappingProxyType(found)
