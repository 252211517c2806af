"""Passages as students write them, with keys: the hard places of the three sheets, as Markdown, text, LaTeX and printed output."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import labelled
import yaml
from labelled import Outcome, Stated

from grader.answer import Found, NotFound, Printed
from grader.finding.find import find
from grader.readers.reading import read_bytes

HERE = Path(__file__).parent / "passages"
FILES = tuple(sorted(path.stem for path in HERE.glob("*.yaml")))
"""A sheet, and a sheet with `_held`: what was written afterwards in other ways, and measured before anything was mended by it."""


@dataclass(frozen=True)
class Passage:
    """What a few lines state; what is not listed is not stated there."""

    sheet: str
    name: str
    form: str
    """md, txt, tex, or output: what a notebook's cell printed."""
    text: str
    values: Mapping[str, Any]
    above: str = ""
    """The text cell above an output."""
    unclear: frozenset[str] = field(default_factory=frozenset)

    def stated(self, name: str) -> Stated:
        """What the passage says of a name."""
        if name in self.unclear:
            return Stated(unclear="several readings")
        return Stated(str(self.values.get(name, "")), self.values.get(name))

    def document(self) -> tuple[bytes, str]:
        """The passage as a file, and its name."""
        if self.form != "output":
            return self.text.encode(), f"passage.{self.form}"
        printed = {"output_type": "stream", "name": "stdout", "text": self.text}
        cells = [
            {"cell_type": "markdown", "metadata": {}, "source": self.above},
            {"cell_type": "code", "metadata": {}, "execution_count": 1, "source": "run()", "outputs": [printed]},
        ]
        return json.dumps({"nbformat": 4, "nbformat_minor": 4, "metadata": {}, "cells": cells}).encode(), "passage.ipynb"


def passages(file: str) -> Iterator[Passage]:
    """The passages of a file."""
    for told in yaml.load((HERE / f"{file}.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader):
        above = told.get("above", "")
        yield Passage(
            "_".join(file.split("_")[:2]),
            told["name"],
            told["form"],
            told["text"],
            told["values"],
            above if isinstance(above, str) else "\n\n".join(above),
            frozenset(told.get("unclear", ())),
        )


def read(passage: Passage) -> dict[str, Found]:
    """What is found in a passage."""
    search = labelled.search(passage.sheet)
    return find((read_bytes(*passage.document()),), search.wanted, search.nodes)


def outcomes(passage: Passage, found: Mapping[str, Found]) -> dict[str, Outcome]:
    """What became of each name; what is nowhere stated counts only where something was read all the same."""
    made = {name: labelled.outcome(as_told(one, passage.values.get(name)), passage.stated(name)) for name, one in found.items()}
    return {name: one for name, one in made.items() if one is not Outcome.NOTHING}


def as_told(found: Found, told: Any) -> Found:
    """A count out of all (`1887/1991`) as the share that the key has, where it rounds to it."""
    if isinstance(found, NotFound) or not isinstance(told, float) or not isinstance(found.entries, Printed):
        return found
    places = len(repr(told).partition(".")[2])
    rounded = Fraction(repr(told)) if round(float(found.entries.value), places) == told else found.entries.value
    return replace(found, entries=replace(found.entries, value=rounded))
