"""Rows of a table that say the same thing again and again: runs that a row below averages, tries with several sizes of a shift."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from grader.page.prose import words_in
from grader.page.stated import Statement
from grader.text.items import Group, Number
from grader.text.phrases import phrase

MEANS = frozenset("mean means average averaged avg avg. mittel mittelwert mittelwerte durchschnitt schnitt ø".split())
SIZES = phrase("shift offset pixel pixels px displacement Versatz noise Rauschen rotation angle Winkel")
"""Heads of a column that holds how much something was moved: which of its rows is asked for, nobody here knows."""
FEWEST = 2


def without_repeats(statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements with the words of an average's row as those of the answer; what is only one of many tries has no name."""
    if not any(one.table for one in statements):
        return tuple(statements)
    rows = [list(group) for _, group in groupby(statements, key=lambda one: (one.table, one.line))]
    out: list[Statement] = []
    for at, tables in groupby(range(len(rows)), key=lambda at: rows[at][0].table):
        own = [rows[place] for place in tables]
        out += [one for row in (settled(own) if at else own) for one in row]
    return tuple(out)


def settled(rows: Sequence[list[Statement]]) -> list[list[Statement]]:
    """The rows of neighbouring tables, each with what it is known to mean."""
    tries = [heads(row) for row in rows if is_try(row)]
    out: list[list[Statement]] = []
    for row in rows:
        same = tries.count(heads(row)) >= FEWEST
        if is_try(row) and same and (is_size(row) or any(is_mean(other, row) for other in rows)):
            out.append([replace(one, words=(), label=None, corner=()) for one in row])
        elif (first := next((other for other in rows if is_try(other) and is_mean(row, other)), None)) is not None and tries.count(
            heads(first)
        ) >= FEWEST:
            out.append([replace(one, words=one.words[1:]) for one in row])
        elif is_size(row) and remark(row):
            out.append([row[0], *(replace(one, words=(*one.words, *remark(row)), corner=()) for one in row[1:])])
        else:
            out.append(row)
    return out


def heads(row: Sequence[Statement]) -> tuple[tuple[str, ...], ...]:
    """The heads of a row's columns."""
    return tuple(one.words for one in row)


def is_try(row: Sequence[Statement]) -> bool:
    """Whether a row begins with nothing but a number."""
    return len(row) > 1 and bool(row[0].members) and len(items := row[0].members[-1].items) == 1 and isinstance(items[0], Number)


def is_size(row: Sequence[Statement]) -> bool:
    """Whether the first column holds how much something was moved."""
    return bool(phrase(" ".join(row[0].words)) & SIZES)


def is_mean(row: Sequence[Statement], one: Sequence[Statement]) -> bool:
    """Whether a row averages others that are like one of them."""
    named = all(cell.words and cell.words[0].casefold() in MEANS for cell in row)
    return named and [cell.words[1:] for cell in row] == [cell.words for cell in one[1:]]


def remark(row: Sequence[Statement]) -> tuple[str, ...]:
    """The words in brackets behind the number of the first column: `0 (original)`."""
    items = row[0].members[-1].items if row[0].members else ()
    noted = len(items) > 1 and isinstance(items[0], Number) and isinstance(items[1], Group)
    return words_in(items[1:]) if noted else ()
