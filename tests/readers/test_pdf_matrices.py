"""Random matrices, typeset and read back: none is read wrong; what cannot be told for certain carries a doubt."""

import importlib.util
import re
from pathlib import Path

import pytest

from grader.readers.pdf import read_pdf

PDF = Path(__file__).parent / "pdf"
LINE = re.compile(r"Y_\{(\d+)\} = (.*?),? \\quad n = \d+$")


def source(name):
    """The module that made the sheets."""
    spec = importlib.util.spec_from_file_location(name, PDF / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MATRICES = source("matrices")


def as_read(name):
    """Each matrix's linear notation and doubts, by its number."""
    lines = read_pdf((PDF / f"{name}.pdf").read_bytes(), name).lines
    return {int(match[1]): (match[2], line.doubts) for line in lines if (match := LINE.match(line.text))}


def acceptable(made):
    """The matrix; a single row may also stand in ordinary brackets, with gaps between its numbers."""
    if len(made.cells) > 1:
        return {made.linear}
    return {made.linear} | {f"{left}{gap.join(made.cells[0])}{right}" for left, right in ("()", "[]", "{}") for gap in (" ", r" \quad ")}


def tight(text):
    return re.sub(r"(?<=[(\[{]) | (?=[)\]}])", "", text)


@pytest.mark.parametrize("name", MATRICES.SHEETS)
def test_no_matrix_is_read_wrong(name):
    read = as_read(name)
    made = [one for one in MATRICES.matrices(MATRICES.SHEETS[name][0]) if one.number in read]
    wrong = [
        (one.linear, read[one.number]) for one in made if not read[one.number][1] and tight(read[one.number][0]) not in acceptable(one)
    ]
    assert wrong == []


@pytest.mark.parametrize("name", MATRICES.SHEETS)
def test_nearly_every_matrix_in_brackets_or_parentheses_is_read(name):
    read = as_read(name)
    supported = [one for one in MATRICES.matrices(MATRICES.SHEETS[name][0]) if one.environment in MATRICES.ENVIRONMENTS]
    sure = [one for one in supported if one.number in read and not read[one.number][1]]
    assert len(sure) >= 0.9 * len(supported)
