"""Random formulas, typeset and read back: what the page gives is what the LaTeX says, or a doubt stands beside it."""

import importlib.util
import re
from pathlib import Path

import pytest

from grader.readers.pdf.reader import read_pdf
from grader.text.latex import convert

PDF = Path(__file__).parent / "pdf"


def source(name):
    """The module that made the sheets."""
    spec = importlib.util.spec_from_file_location(name, PDF / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FORMULAS = source("formulas")
NUMBERED = re.compile(r"(?:Text )?Q_\{(\d+)\} ?: (.*?)(?: more\.)?$")


def closed_up(text):
    """Spaces do not matter here."""
    return re.sub(r"\\quad|(?<!\\)\s+", "", text)


def meant(formula):
    return closed_up("".join(part.text for part in convert(formula, math=True).parts))


@pytest.mark.parametrize("name", FORMULAS.SHEETS)
def test_a_formula_is_read_as_it_was_meant_or_with_a_doubt(name):
    found = {}
    for line in read_pdf((PDF / f"{name}.pdf").read_bytes(), name).lines:
        if match := NUMBERED.match(line.text):
            found[int(match[1])] = (closed_up(match[2]), line.doubts)
    formulas = FORMULAS.formulas(FORMULAS.SHEETS[name][0])
    wrong = [
        (formula, found[number][0])
        for number, formula in enumerate(formulas)
        if number in found and not found[number][1] and found[number][0] != meant(formula)
    ]
    assert wrong == []
    sure = sum(not doubts for _, doubts in found.values())
    assert sure >= 0.9 * len(formulas), "too many doubts to be of use"
