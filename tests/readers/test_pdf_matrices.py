"""Random matrices in many fonts and programs, typeset and read back: none is read wrong; what cannot be told for certain has a doubt."""

import importlib.util
import re
from functools import cache
from pathlib import Path

import pytest

from grader.readers.pdf.reader import read_pdf

PDF = Path(__file__).parent / "pdf"
LINE = re.compile(r"Y_\{(\d+)\} ?= ?(.*?),? ?\\quad n ?= ?\d+$")


def source(name):
    """The module that made the sheets."""
    spec = importlib.util.spec_from_file_location(name, PDF / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MATRICES = source("matrices")


@cache
def as_read(name):
    """Each matrix's linear notation and doubts, by its number."""
    lines = read_pdf((PDF / f"{name}.pdf").read_bytes(), name).lines
    return {int(match[1]): (closed_up(match[2]), line.doubts) for line in lines if (match := LINE.match(line.text))}


def closed_up(text):
    """Spaces do not matter here."""
    return re.sub(r"(?<!\\)\s+", "", text.replace(r"\quad", " "))


def acceptable(made):
    """The matrix; a single row may also stand in ordinary brackets."""
    found = closed_up(made.linear)
    if len(made.cells) > 1:
        return {found}
    row = "&".join(map(closed_up, made.cells[0]))
    return {found} | {found.replace(f"⟦{row}⟧", left + row.replace("&", "") + right) for left, right in ("()", "[]", "{}")}


def sure(name):
    """The matrices of a sheet that were read without a doubt."""
    read = as_read(name)
    return [one for one in MATRICES.matrices(MATRICES.SHEETS[name][0]) if one.number in read and not read[one.number][1]]


@pytest.mark.parametrize("name", MATRICES.SHEETS)
def test_no_matrix_is_read_wrong(name):
    read = as_read(name)
    wrong = [(one.linear, read[one.number][0]) for one in sure(name) if read[one.number][0] not in acceptable(one)]
    assert wrong == []


@pytest.mark.parametrize("name", MATRICES.SHEETS)
def test_nearly_every_matrix_is_read_in_every_font(name):
    assert len(sure(name)) >= 0.9 * MATRICES.A_SHEET


def test_of_all_matrices_nineteen_in_twenty_are_read():
    assert len(MATRICES.SHEETS) * MATRICES.A_SHEET >= 400
    assert sum(map(len, map(sure, MATRICES.SHEETS))) >= 0.95 * len(MATRICES.SHEETS) * MATRICES.A_SHEET
