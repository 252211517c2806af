"""What is seen of things that had to be handed in, and how sure it is that they are not there."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePosixPath

from grader.added import words
from grader.document import Document, Line, LineKind, Source
from grader.run import Ending, Run
from grader.saved import saved_outputs

NUMBER = re.compile(r"(?<![\d.,])\d{5,9}(?![\d.,]\d|\d)", re.ASCII)
CALLED = re.compile(r"matr|mat\.?\s*-?\s*n(?:r|o|um)|student\s*(?:id|n(?:o|um))|immatr|학번", re.IGNORECASE)
GROUP = re.compile(r"\b(?:group|gruppe|team|abgabegruppe|übungsgruppe)\s*(?:n(?:o|r|umber|ummer)?\.?)?\s*[:#]?\s*\d{1,4}\b", re.IGNORECASE)
NAME = re.compile(r"[^\W\d_][^\W\d_'’.-]+", re.UNICODE)
NUMBERED = frozenset({"task", "exercise", "question", "aufgabe", "teil", "part"})
FAR_DOWN = 60
"""Lines from the beginning of a document where names stand that are not called matriculation numbers."""
LONGEST_LINE = 2_000


@dataclass(frozen=True)
class Seen:
    """What was seen of something, and what that is worth."""

    share: float
    says: str
    rule: str
    certain: bool = True
    nothing: bool = False
    """Whether nothing at all of it is there."""
    doubt: str = ""
    """Why it is not certain."""
    opinion: bool = False
    """Whether a person can be told what it looks like."""


def file_seen(wanted: str, least: tuple[float, str] | None, run: Run | None, documents: Sequence[Document]) -> Seen:
    """A file, with what was added to the form; of a file that is no text the document says how much stands in it."""
    rule = f"{wanted} is handed in" + (f", with at least {least[0]:g} {least[1]} of your own" if least else "")
    looked = run.replies[0] if run is not None and run.replies else None
    if looked is None or looked.ending is not Ending.FINISHED or not isinstance(looked.value, dict):
        return Seen(0.0, f"it was not looked for {wanted}", rule, certain=False, doubt="the files could not be looked at")
    found = looked.value
    if not found:
        return Seen(0.0, f"{wanted} was not handed in", rule, nothing=True)
    file, fullest = max(found.items(), key=lambda item: (_amount(item[1], documents, item[0], least) or 0, item[0]))
    where = "" if PurePosixPath(file).match(wanted) and "/" not in file.removesuffix(wanted) else f" (as {file})"
    if least is None:
        if not fullest["bytes"]:
            return Seen(0.0, f"{file} is empty", rule, nothing=True)
        if fullest["form"] and fullest.get("same"):
            return Seen(0.0, f"{file} is as it was handed out", rule, nothing=True)
        return Seen(1.0, f"handed in{where}", rule)
    count = _amount(fullest, documents, file, least)
    if count is None:
        return Seen(0.0, f"{file} was handed in and could not be read", rule, certain=False)
    if count >= least[0]:
        return Seen(1.0, f"handed in{where}, with {count} {least[1]} of your own", rule)
    if count == 0:
        return Seen(0.0, f"{file} is the blank form" if fullest["form"] else f"there is nothing in {file}", rule, nothing=True)
    return Seen(0.0, f"{file} has {count} {least[1]} beyond the form", rule)


def _amount(facts: dict[str, int | None], documents: Sequence[Document], file: str, least: tuple[float, str] | None) -> int | None:
    """Words or lines of their own; None where nobody could count them."""
    if least is None:
        return facts["bytes"]
    if facts.get(least[1]) is not None:
        return facts[least[1]]
    read = [one for one in documents if one.file == file and not one.unread]
    if not read:
        return None
    return sum(len(words(line.text)) if least[1] == "words" else 1 for one in read for line in one.lines)


def headings_seen(wanted: Sequence[str], documents: Sequence[Document]) -> Seen:
    """Headings, each on a line of its own; a number before it makes no difference."""
    lines = [words(line.text[:LONGEST_LINE]) for one in documents for line in one.lines if _may_be_heading(line)]
    missing = [heading for heading in wanted if not any(_is_heading(line, words(heading)) for line in lines)]
    rule = f"headings: {', '.join(wanted)}"
    if not missing:
        return Seen(1.0, "all headings are there", rule)
    share = 1 - len(missing) / len(wanted)
    says = f"no heading {' and no heading '.join(f'“{one}”' for one in missing)}"
    return Seen(share, says, rule, certain=well_read(documents), nothing=not share, opinion=bool(documents))


def _may_be_heading(line: Line) -> bool:
    return line.kind in (LineKind.HEADING, LineKind.TEXT) and len(line.text) <= LONGEST_LINE


def _is_heading(line: list[str], heading: list[str]) -> bool:
    """Whether a line is a heading: its words, perhaps behind a number such as `2.1` or `b)`."""
    before = line[: len(line) - len(heading)]
    numbered = len(before) <= 2 and all(len(one) <= 4 or one in NUMBERED for one in before)
    return numbered and line[len(before) :] == heading


def members_seen(least: int, documents: Sequence[Document], *, group_number: bool) -> Seen:
    """Names with matriculation numbers, at the top of a document or where they are called so."""
    rule = f"at least {least} name{'s' * (least != 1)} with matriculation numbers" + (" and the group's number" if group_number else "")
    best: list[str] = []
    grouped = nameless = False
    for document in documents:
        lines = list(_near_the_top(document))
        numbers = list(dict.fromkeys(number for text in lines for number in NUMBER.findall(text)))
        grouped |= any(GROUP.search(text) for text in lines)
        if len(numbers) > len(best):
            best, nameless = numbers, not any(_named(text) for text in lines)
    lacking = ([f"{len(best) or 'no'} matriculation number{'s' * (len(best) != 1)}"] if len(best) < least else []) + (
        ["no group number"] if group_number and not grouped else []
    )
    if lacking:
        says = f"found {' and '.join(lacking)}" if best else " and ".join(lacking)
        return Seen(0.0, says, rule, certain=well_read(documents) and not best, nothing=not best, opinion=bool(documents))
    remark = "; no names were seen beside them" if nameless else ""
    return Seen(1.0, f"{len(best)} matriculation number{'s' * (len(best) != 1)}{remark}", rule)


def _near_the_top(document: Document) -> Iterator[str]:
    """Lines where members stand: at the top, and wherever a matriculation number is called so."""
    called = False
    for at, line in enumerate(document.lines):
        text = line.text[:LONGEST_LINE]
        before, called = called, CALLED.search(text) is not None
        if at < FAR_DOWN or called or before:
            yield text


def _named(text: str) -> bool:
    """Whether there are two words in a row that begin with a capital, as a name does."""
    found = NAME.findall(text)
    return any(one[0].isupper() and other[0].isupper() for one, other in pairwise(found)) or not text.isascii()


def outputs_seen(notebooks: Sequence[Document], least: float) -> Seen:
    """Saved outputs: of every notebook most cells were run, and something came of it."""
    rule = f"notebooks are saved with their outputs: at least {100 * least:g} % of the code cells were run"
    if not notebooks:
        return Seen(0.0, "no notebook was handed in", rule, nothing=True)
    told = [(one, saved_outputs(one)) for one in notebooks]
    if any(outputs is None for _, outputs in told):
        unread = next(one.file for one, outputs in told if outputs is None)
        return Seen(0.0, f"{unread} could not be read", rule, certain=False)
    found = [(one.file, outputs) for one, outputs in told if outputs is not None]
    poor = [(file, outputs) for file, outputs in found if not outputs.outputs or outputs.run < least * outputs.cells]
    remarks = [f"{file}: the cells were not run in their order" for file, outputs in found if not outputs.in_order]
    if not poor:
        return Seen(1.0, "; ".join(["saved with outputs", *remarks]), rule)
    says = "; ".join(f"{file}: {one.run} of {one.cells} code cells were run, {one.outputs} have outputs" for file, one in poor)
    return Seen(0.0, says, rule, nothing=all(not one.outputs for _, one in poor))


def well_read(documents: Sequence[Document]) -> bool:
    """Whether everything that could hold it was read well."""
    read = [one for one in documents if one.lines or one.unread]
    lines = [line for one in read for line in one.lines]
    return bool(lines) and not any(one.unread for one in read) and not any(line.doubts or line.source is Source.OCR for line in lines)
