"""Percentages and decimals: when `71.2` is a share of one hundred, and when a number is only a part of what follows it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from grader.answer import Entries, Printed
from grader.document import LineKind
from grader.page.prose import words_in
from grader.page.scene import Scene
from grader.page.stated import Statement
from grader.text.items import Item, Number, Symbol
from grader.text.numerals import Kind
from grader.text.phrases import SPLIT_WORDS

LONGEST_TABLE = 30
CAPTION = re.compile(r"\s*(?:table|tabelle|tab)\b", re.IGNORECASE)


def as_share(entries: Entries, kind: Kind, *, percent_head: bool) -> tuple[Entries, bool]:
    """`71.2` under a per cent heading is 0.712; without the heading so it is, but that is a guess (the second thing told)."""
    if kind is not Kind.SHARE or not isinstance(entries, Printed) or entries.share or not 1 < entries.value <= 100:
        return entries, False
    unit = None if entries.unit is None else entries.unit / 100
    return replace(entries, value=entries.value / 100, unit=unit, share=True), not percent_head


def under_percent(scene: Scene, statement: Statement, behind: Sequence[Item]) -> bool:
    """Whether a heading, a caption, a name or the word behind it says that a value is a percentage."""
    said = (*statement.words, *statement.corner, *statement.context, *words_in(behind)[:2], *caption_of(scene, statement))
    return not {"%", "percent", "prozent", "percentage", "cent"}.isdisjoint(word.casefold() for word in said)


def caption_of(scene: Scene, statement: Statement) -> tuple[str, ...]:
    """The words of the caption right above a table: `Table 1: Accuracies in percent`."""
    lines, at = scene.document.lines, statement.line
    while statement.table and at and statement.line - at < LONGEST_TABLE and lines[at].kind is LineKind.ROW:
        at -= 1
    text = lines[at].text if statement.table else ""
    return tuple(SPLIT_WORDS.findall(text)) if CAPTION.match(text) else ()


def is_part_of(behind: Sequence[Item]) -> bool:
    """Whether what follows a number is the whole that it is a part of."""
    return len(behind) > 1 and isinstance(word := behind[0], Symbol) and word.base in ("of", "von") and isinstance(behind[1], Number)
