"""What was copied from a Python console: prompts are lines of a program, what it answered is output, named by what was asked."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from grader.readers.counted_names import SUFFIX, learnt
from grader.readers.shown_names import is_bare, last_name, printed_names, statements_of

LONGEST_ROW = 300
_PROMPT = re.compile(r"\s*(?:>>>|In \[\d{0,5}\]:)(?:\s|$)")
_GOES_ON = re.compile(r"\s*\.\.\.(?:\s|:|$)")
_OUT = re.compile(r"\s*Out\[\d{0,5}\]:\s*")


_REMARKED = re.compile(
    r"#\s*(?:(?:[-=]{0,3}>|→|⇒|=|:|output:?|prints:?|ergibt:?|gibt)\s*)?"
    r"(?P<value>\d[\d.,_' ]{0,12})(?<! )\s*(?:param(?:eter)?s?)?\s*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d[\d.,]{0,12}")
_UPDATED = re.compile(
    r"(?P<name>[A-Za-z]\w{0,20})\s*(?:-=|=\s*(?P=name)\s*[-−])[^#=]{1,100}#\s*(?:[-=]{0,2}>|→|⇒|=)\s*"
    r"(?P<value>[-+−]?\d[\d.]{0,12}|[\[(][-+−\d., ]{1,80}[\])])\s*"
)
"""`w = w - lr * dw  # -> 0.72`: what stands behind it is the new one."""


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
    models: dict[str, str] = {}
    for offset, row in rows:
        prompt = _PROMPT.match(row)
        if prompt is not None or _GOES_ON.match(row):
            source = row[prompt.end() :].strip() if prompt is not None else ""
            name = asked_for(source, models) if not remarked else ""
            learnt(models, statements_of(source))
            remarked = "#" in row
            told.append(Told(offset, row, program=True))
        elif row.strip():
            answer = _OUT.sub("", row, count=1).strip()
            told.append(Told(offset, f"{name} = {answer}" if name and is_bare(answer) else answer, program=False))
            name = ""
    return told


def remarked(rows: Sequence[tuple[int, str]]) -> list[Told]:
    """The lines of a program; how many parameters one counts may stand behind it as a remark, or below it."""
    told: list[Told] = []
    models: dict[str, str] = {}
    name = ""
    for offset, row in rows:
        if name and _NUMBER.fullmatch(row.strip()):
            told.append(Told(offset, f"{name} = {row.strip()}", program=False))
            name = ""
            continue
        told.append(Told(offset, updated(row) or row, program=True))
        if not row.strip() or row[0].isspace():
            continue
        source, sign, remark = row.partition("#")
        name = asked_for(source.strip(), models)
        name = name if name.endswith(SUFFIX) else ""
        learnt(models, statements_of(source))
        if sign:
            value = _REMARKED.fullmatch(f"#{remark}".rstrip())
            if value is not None and name:
                told.append(Told(offset, f"{name} = {value['value'].strip()}", program=False))
            name = ""
    return told


def updated(row: str) -> str:
    """`w_new = 0.72` of a step whose result is remarked behind it; nothing of any other row."""
    found = _UPDATED.fullmatch(row) if "#" in row and len(row) <= LONGEST_ROW else None
    return f"{found['name']}_new = {found['value']}" if found is not None else ""


def asked_for(source: str, models: Mapping[str, str]) -> str:
    """The variable whose value is the answer; nothing where something else is asked."""
    if "#" in source:  # what is remarked may say that it is none of theirs
        return ""
    shown = last_name(source, models)
    return shown or (names[0] if len(names := printed_names(source, models)) == 1 else "")
