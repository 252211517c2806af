"""Conditions on indices, and values told apart by them: `i = j`, `… if i = j, … otherwise`, `for i = j: …`."""

from collections.abc import Sequence
from fractions import Fraction

from grader.formulas.brackets import levels
from grader.formulas.tokens import Kind, Token
from grader.formulas.tree import Condition, Letter, Number, Tree
from grader.formulas.unread import NotRead
from grader.formulas.words import ELSE, IF

RELATIONS = {"=": "=", "==": "=", "≠": "≠", "!=": "≠", "<": "<", ">": ">", "≤": "≤", "≥": "≥", "<=": "≤", ">=": "≥"}
BETWEEN = frozenset((",", ";", "and", "und", "but", "aber", "or", "oder", "."))
LENGTH = 3
"""Tokens of a condition."""


def is_condition(found: Sequence[Token]) -> bool:
    """Whether tokens compare two indices."""
    found = bare(found)
    return len(found) == LENGTH and found[1].kind is Kind.SIGN and found[1].text in RELATIONS and _index(found[0]) and _index(found[2])


def condition(found: Sequence[Token]) -> Condition:
    """The condition that tokens are. Raises NotRead."""
    found = bare(found)
    if not is_condition(found):
        raise NotRead("a condition that compares more than two indices", found[0].start if found else 0)
    return Condition(_one(found[0]), RELATIONS[found[1].text], _one(found[2]))


def bare(found: Sequence[Token]) -> Sequence[Token]:
    """Without braces around, as in `1_{{i=j}}`."""
    while len(found) > LENGTH and found[0].text in ("{", "(", "[") and found[-1].text in ("}", ")", "]"):
        found = found[1:-1]
    return found


def _index(token: Token) -> bool:
    return (token.kind in (Kind.LETTERS, Kind.NAME) and len(token.text) == 1) or (token.kind is Kind.NUMBER and token.text.isdecimal())


def _one(token: Token) -> Tree:
    return Number(Fraction(token.text)) if token.kind is Kind.NUMBER else Letter(token.text)


def piecewise(found: Sequence[Token], *, whole: bool = False) -> list[tuple[list[Token], Condition | None]] | None:
    """Values with their conditions, told in words or (in a row of cases, `whole`) by a condition alone; None where there are none."""
    marks = [at for at, (token, depth) in enumerate(zip(found, levels(found), strict=True)) if depth == 0 and _word(token)]
    if not marks:
        return _bare_row(found) if whole else None
    if marks[0] == 0 and found[0].text.casefold() not in ELSE:
        return _conditions_first(found)
    out: list[tuple[list[Token], Condition | None]] = []
    at = 0
    while at < len(found):
        mark = next((one for one in marks if one >= at), None)
        if mark is None:
            raise NotRead("one of the cases has no condition", found[at].start)
        value = _trimmed(found[at:mark])
        if found[mark].text.casefold() in ELSE:
            at = mark + 1
            if not value:  # `a if i = j else b`
                value, at = _trimmed(found[at:]), len(found)
            out.append((value, None))
        else:
            at = mark + 1
            out.append((value, condition(found[at : at + LENGTH])))
            at += LENGTH
        while at < len(found) and found[at].text in BETWEEN:
            at += 1
    if any(not value for value, _ in out):
        raise NotRead("a condition without its value")
    return out


def _word(token: Token) -> bool:
    return token.kind is Kind.LETTERS and token.text.casefold() in (IF | ELSE)


def _bare_row(found: Sequence[Token]) -> list[tuple[list[Token], Condition | None]] | None:
    """`a  i = j`, as the cells of a row."""
    row = _trimmed(found)
    if len(row) > LENGTH and is_condition(row[-LENGTH:]):
        return [(_trimmed(row[:-LENGTH]), condition(row[-LENGTH:]))]
    return None


def _conditions_first(found: Sequence[Token]) -> list[tuple[list[Token], Condition | None]]:
    """`for i = j: a; for i ≠ j: b`, `if i = j then a else b`."""
    out: list[tuple[list[Token], Condition | None]] = []
    at, depths = 0, levels(found)
    while at < len(found):
        other = found[at].text.casefold() in ELSE
        when = None if other else condition(found[at + 1 : at + 1 + LENGTH])
        at += 1 if other else 1 + LENGTH
        end = next((one for one in range(at, len(found)) if depths[one] == 0 and _word(found[one])), len(found))
        value = _trimmed(found[at:end])
        if not value:
            raise NotRead("a condition without its value")
        out.append((value, when))
        at = end
    return out


def _trimmed(found: Sequence[Token]) -> list[Token]:
    """Without what only parts cases."""
    row = list(found)
    while row and row[-1].text in BETWEEN:
        row.pop()
    while row and row[0].text in (*BETWEEN, ":", "then", "dann"):
        row.pop(0)
    return row
