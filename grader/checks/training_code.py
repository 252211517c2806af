"""What the code of a notebook says against a training that its outputs tell of: numbers written by hand, another network, a later one."""

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from grader.document import ProgramText
from grader.printed.training_log import Stated, Training

LONGEST = 20_000
"""Characters of a cell that are looked through."""
_PARTS = re.compile(
    r"#[^\n]*"
    r"|(?P<text>\"\"\"(?:[^\\]|\\.)*?(?:\"\"\"|\\?\Z)|'''(?:[^\\]|\\.)*?(?:'''|\\?\Z)"
    r"|\"(?:[^\"\\\n]|\\.)*\"?|'(?:[^'\\\n]|\\.)*'?)"
    r"|(?<![\w.])(?P<number>\d{1,9}(?:\.\d{0,12})?|\.\d{1,12})(?![\w.])",
    re.DOTALL,
)
"""Comments, texts and numbers of a program: people note in comments what came out. A text without an end is one, too."""
_NUMBER = re.compile(r"(?<![\w.,{:])\d{1,6}(?:[.,]\d{1,12})?(?![\w}]|[.,]\d)")


def against(last: Stated, counted: Training, trainings: Sequence[Training], programs: Sequence[ProgramText], model: str | None) -> str:
    """Why an accuracy may not be what the network that is asked for came to; nothing where no code says so."""
    if (cell := _by_hand(last, programs)) is not None:
        return f"the code of cell {cell} holds that number itself"
    if model is not None and last.cell is not None:
        named = [one.page for one in programs if one.page is not None and re.search(rf"\b{re.escape(model)}\b", one.text)]
        if named and last.cell < min(named):
            return f"it was printed by cell {last.cell}, and `{model}` stands in no cell before cell {min(named)}"
    at = next(number for number, one in enumerate(trainings) if one is counted)
    if any(_begins(one) for one in trainings[at + 1 :]):
        return "a later training tells no validation accuracy"
    return ""


def _begins(training: Training) -> bool:
    """Whether it is a training of its own, and no remark on one epoch (`weights of epoch 6`)."""
    return bool(training.epochs) and (training.first <= 1 or len(training.epochs) > 1)


def _by_hand(last: Stated, programs: Sequence[ProgramText]) -> int | None:
    """The cell that printed an accuracy, if the accuracy is written in its code."""
    own = next((one for one in programs if one.page is not None and one.page == last.cell), None)
    if own is None or not any(last.value in (one, one / 100) for one in _numbers(own.text[:LONGEST])):
        return None
    return own.page


def _numbers(program: str) -> Iterator[Fraction]:
    """The numbers of a program, those in its texts too."""
    for part in _PARTS.finditer(program):
        if part["number"]:
            yield Fraction(part["number"] if not part["number"].endswith(".") else f"{part['number']}0")
        elif part["text"]:
            yield from (Fraction(one[0].replace(",", ".")) for one in _NUMBER.finditer(part["text"]))
