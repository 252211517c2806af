"""A change that is told by its sign, `relative change: -56.1 %`, as the drop that it is."""

from collections.abc import Sequence
from dataclasses import replace

from grader.page.stated import Member, Statement
from grader.page.wanted import Wanted
from grader.sentences.naming import CHANGES
from grader.text.items import Item, Number, Sign
from grader.text.numerals import Kind
from grader.text.phrases import phrase

TURNED = frozenset("change changes changed changing änderung veränderung abweichung delta δ".split())
"""Words that leave it to a sign whether something rises or falls."""
FALLS = CHANGES | phrase("reduction loss Rückgang Abfall Einbruch Verlust Abnahme")
DROP = "drop"


def fallen(statement: Statement) -> Statement:
    """The statement of a share below nothing as that of a drop, without its minus; any other one as it is."""
    member = statement.members[-1] if len(statement.members) == 1 else None
    if member is None or not is_negative_share(member.items):
        return statement
    words = tuple(DROP if word.casefold() in TURNED else word for word in statement.words)
    if not phrase(" ".join(words)) & FALLS:
        return statement
    return replace(statement, words=words, members=[Member(member.line, tuple(member.items[1:]))])


def is_negative_share(items: Sequence[Item]) -> bool:
    """Whether a minus stands before a percentage."""
    minus, number, percent = items if len(items) == len("-1%") else (None, None, None)
    signs = isinstance(minus, Sign) and minus.text == "-" and isinstance(percent, Sign) and percent.text == "%"
    return signs and isinstance(number, Number)


def may_have_fallen(w: Wanted) -> bool:
    """Whether a name asks for a share that is said to be lost."""
    return w.wish.kind is Kind.SHARE and w.wish.shape == () and bool(w.vocabulary & FALLS)
