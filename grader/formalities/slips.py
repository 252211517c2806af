"""Numbers that may be a student's although they are none as they stand: with gaps, too long, or with a letter for a digit."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from grader.document import Document
from grader.formalities.head_lines import LONGEST_LINE, head_lines, is_called
from grader.formalities.written_names import DATE, names_in

LEAST = 5
"""Digits from which on a number beside a name may be a student's."""
ALMOST = 0.8
"""How much of two numbers must agree; one wrong digit of five does."""
MOST = 2_000
"""Different ones of a document that are compared."""
_WHOLE_DATE = re.compile(r"\b\d{1,2}[./-] ?\d{1,2}[./-] ?(?:\d{4}|\d\d)\b|\b\d{4}-\d\d-\d\d\b", re.ASCII)
_CODE = re.compile(r"\w*\d\w*(?:[ .\-/\u2009\u202f\xa0]{1,2}\w*\d\w*)*", re.ASCII)
_MISTAKEN = str.maketrans("oilszb", "011528")
"""Letters that people and keyboards put for digits."""


def may_be_numbers(document: Document) -> bool:
    """Whether something stands where members stand that may be meant for a student's number."""
    for line in head_lines(document):
        text = _WHOLE_DATE.sub(" ", line.text[:LONGEST_LINE])
        codes = [code for code in _codes(text) if not DATE.fullmatch(code)]
        bare = not any(character.isalpha() for character in text.replace(r"\quad", ""))
        if codes and is_called(text):
            return True
        if "=" not in text and (bare or names_in(text)) and any(sum(map(str.isdigit, code)) >= LEAST for code in codes):
            return True
    return False


def slips_of(number: str, documents: Iterable[Document], others: Iterable[str]) -> bool:
    """Whether a number stands there that is almost the wanted one and nobody else's of the group."""
    wanted = _plain(number)
    known = {_plain(other) for other in others} - {wanted}
    for document in documents:
        seen = {_plain(code) for line in head_lines(document) for code in _codes(line.text[:LONGEST_LINE])} - known
        if len(seen) > MOST or any(_almost(wanted, one) for one in seen):
            return True
    return False


def _codes(text: str) -> Iterator[str]:
    """Whatever has a digit in it: each by itself, and several that only a gap parts as one."""
    for found in _CODE.finditer(text.casefold()):
        parts = re.split(r"[ .\-/\u2009\u202f\xa0]+", found.group())
        yield from parts
        if len(parts) > 1:
            yield "".join(parts)


def _plain(number: str) -> str:
    """Without gaps, letters that look like digits taken for these."""
    return "".join(filter(str.isalnum, number.casefold())).translate(_MISTAKEN)


def _almost(wanted: str, one: str) -> bool:
    """Whether two numbers may be the same, one of them mistyped."""
    if len(one) < LEAST - 1 or abs(len(one) - len(wanted)) > 2:
        return False
    matcher = SequenceMatcher(None, wanted, one, autojunk=False)
    return matcher.quick_ratio() >= ALMOST and matcher.ratio() >= ALMOST
