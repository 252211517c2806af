"""What was copied from a Python console: prompts are lines of a program, what it answered is output, named by what was asked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.readers.shown_names import is_bare, last_name, printed_names

_PROMPT = re.compile(r"\s*(?:>>>|In \[\d{0,5}\]:)(?:\s|$)")
_GOES_ON = re.compile(r"\s*\.\.\.(?:\s|:|$)")
_OUT = re.compile(r"\s*Out\[\d{0,5}\]:\s*")


@dataclass(frozen=True)
class Told:
    """A line of a session as it is to be read."""

    offset: int
    text: str
    program: bool


def session(rows: Sequence[tuple[int, str]]) -> list[Told] | None:
    """The lines of a session, by their numbers; None where it is none."""
    if not any(_PROMPT.match(row) for _, row in rows):
        return None
    told: list[Told] = []
    name, remarked = "", False
    for offset, row in rows:
        prompt = _PROMPT.match(row)
        if prompt is not None or _GOES_ON.match(row):
            name = asked_for(row[prompt.end() :].strip()) if prompt is not None and not remarked else ""
            remarked = "#" in row
            told.append(Told(offset, row, program=True))
        elif row.strip():
            answer = _OUT.sub("", row, count=1).strip()
            told.append(Told(offset, f"{name} = {answer}" if name and is_bare(answer) else answer, program=False))
            name = ""
    return told


def asked_for(source: str) -> str:
    """The variable whose value is the answer; nothing where something else is asked."""
    if "#" in source:  # what is remarked may say that it is none of theirs
        return ""
    shown = last_name(source)
    return shown or (names[0] if len(names := printed_names(source)) == 1 else "")
