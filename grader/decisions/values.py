"""A value as a person wrote it down, in the notation of an answers.yaml: what it is, or why it cannot be used."""

from dataclasses import replace

from grader.answer import Answer, Doubt, Entries, NotFound, Printed, same_shape, shape
from grader.decisions.decision import LONGEST_VALUE
from grader.errors import Unreadable
from grader.finding.sheet import sheet_of
from grader.page.wanted import Wanted
from grader.readers.answer_sheet import read_sheet
from grader.text.scalars import Wish

FILE, NAME = "answers.yaml", "value"
HARMLESS = frozenset({Doubt.UNEVALUATED, Doubt.DISAGREES})
"""That a person copied a calculation; that a count and its percentage differ, which is what `agrees:` asks."""
TO_DO = {
    Doubt.AMBIGUOUS_COMMA: "its comma can be read in two ways: write decimals with a point, or a semicolon between numbers",
    Doubt.NO_PER_CENT: "write the percentage with its sign, or the share as 0.94",
    Doubt.ODD_SHAPE: "is not of the kind that is asked for",
    Doubt.PARTIAL: "only a part of it can be read; write that part alone",
}


def value_read(text: str, wanted: Wanted) -> Answer | str:
    """The value that is meant, or why it cannot be used."""
    if len(text) > LONGEST_VALUE:
        return f"is longer than {LONGEST_VALUE:,} characters, which no answer is"
    found = _as_entry(text.replace("\n", "\n  "), wanted)
    if isinstance(found, Answer):
        return found
    quoted = text.strip().replace("'", "''")
    return _as_entry(f"'{quoted}'", wanted)  # what YAML would take for a slip, such as `[12, 16]ᵀ`


def _as_entry(text: str, wanted: Wanted) -> Answer | str:
    """The value of an entry of a sheet."""
    try:
        document = read_sheet(f"{NAME}: {text}\n".encode("utf-8", "replace"), FILE)
    except Unreadable as problem:
        return str(problem)
    if len(document.lines) != 1 or document.unread or len(document.lines[0].pieces) != 2:
        return "is not one value"
    one = replace(wanted, name=NAME)
    sheet = sheet_of([document], [one])
    found = None if sheet is None else sheet.found.get(NAME)
    if not isinstance(found, Answer):
        return f"{_why_not(found)}; {_asked(one.wish)}"
    if doubt := next((doubt for doubt in found.doubts if doubt not in HARMLESS), None):
        return f"{TO_DO.get(doubt, doubt.value)}; {_asked(one.wish)}"
    if not _regular(found.entries):
        return f"has rows that differ in length; {_asked(one.wish)}"
    if not _fits(found, one.wish):
        return f"has the shape {_shape(shape(found.entries))}; {_asked(one.wish)}"
    return found


def _why_not(found: NotFound | None) -> str:
    """Without the name of a file that does not exist."""
    why = "" if found is None else found.why
    return f"cannot be read: {why.partition(': ')[2]}" if ": " in why else "is empty or no value"


def _fits(answer: Answer, wish: Wish) -> bool:
    """Whether it has a shape that is asked for; dimensions of 1 make no difference."""
    return wish.shape is None or any(same_shape(shape(answer.entries), one) for one in (wish.shape, *wish.others))


def _regular(entries: Entries) -> bool:
    """Whether all rows have one shape."""
    return isinstance(entries, Printed) or (all(map(_regular, entries)) and len(set(map(shape, entries))) <= 1)


def _asked(wish: Wish) -> str:
    if wish.shape is None:
        return "something else is asked for"
    return f"asked for is {' or '.join(_shape(one) for one in (wish.shape, *wish.others))} ({wish.kind})"


def _shape(size: tuple[int, ...]) -> str:
    return "a single number" if size == () else f"{size[0]} numbers" if len(size) == 1 else "×".join(map(str, size))
