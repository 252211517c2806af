"""Formulas that answer sheets (answers.yaml) state under their own names."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.document import Document, LineKind, Place, Source
from grader.finding.formula_programs import as_program
from grader.formulas.attempt import Attempt, FormulaWanted, Written
from grader.formulas.readings import readings
from grader.formulas.recognise import recognised
from grader.formulas.spellings import tokens_of
from grader.formulas.tokens import TooMuch
from grader.formulas.unread import NotRead
from grader.readers.sheet_name import is_sheet


def with_sheet(found: Written, sheet: tuple[Attempt, ...]) -> Written:
    """What was found with what an answer sheet states, which counts; elsewhere only what bears the answer's name can contradict it."""
    return Written((*(one for one in found.attempts if one.labelled), *sheet)) if sheet else found


def stated(w: FormulaWanted, documents: Sequence[Document]) -> Iterator[Attempt]:
    """What answer sheets (answers.yaml) state under the formula's own name."""
    for document in documents:
        for line in document.lines if is_sheet(document.file) else ():
            cells = [piece.raw.strip() for piece in line.pieces]
            if line.kind is LineKind.ROW and len(cells) > 1 and cells[0] == w.name and cells[1]:
                yield entered(w, cells[1], line.number, document.file)


def entered(w: FormulaWanted, text: str, number: int | None, file: str) -> Attempt:
    """One entry of an answer sheet."""
    base = Attempt(text, Place(file, line=number), Source.SHEET, labelled=True, alone=w.alone, context=text)
    try:
        return replace(base, readings=readings(recognised(tokens_of(text), w.words), w.words))
    except (NotRead, TooMuch) as problem:
        found = as_program(text, w.words)
        return replace(base, readings=found) if found else replace(base, why=str(problem))
