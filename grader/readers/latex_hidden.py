r"""What LaTeX or MathJax sets so that nobody sees it: white on white, phantoms, and what a source leaves out of the page."""

import re
from collections.abc import Iterator

from grader.document import Unread

LONGEST = 10_000
"""Characters that one command is followed over."""
_ONES = r"1(?:\.0*)?\s*,\s*1(?:\.0*)?\s*,\s*1(?:\.0*)?"
_WHITE = rf"(?:\[[^\]\n]{{0,20}}\])?\s*\{{\s*(?:white|white!\d{{2,3}}|#?f{{3}}(?:f{{3}})?|{_ONES}|255\s*,\s*255\s*,\s*255)\s*\}}"
_HIDING = re.compile(
    rf"\\(?:(?:textcolor\s*{_WHITE}|[hv]?phantom|transparent\s*\{{\s*0?\.?0*\s*\}})\s*|(?P<switch>color\s*{_WHITE}))", re.IGNORECASE
)
LEFT_OUT = (("\\iffalse", "\\fi"), ("\\begin{comment}", "\\end{comment}"))
_VISIBLE = re.compile(r"[^\n]")


def unhidden(text: str) -> tuple[str, tuple[Unread, ...]]:
    """The text with blanks for what is not to be seen, and what was left out where it may hold a value; lines stay where they are."""
    if "\\" not in text:
        return text, ()
    for opening, closing in LEFT_OUT:
        text = "".join(without(text, opening, closing))
    kept: list[str] = []
    unread: list[Unread] = []
    at = line = counted = 0
    for start, end in stretches(text):
        line += text.count("\n", counted, start)
        counted = start
        kept += [text[at:start], blank(text[start:end])]
        at = end
        if any(char.isdigit() for char in _HIDING.sub("", text[start:end])):
            unread.append(Unread(f"hidden text in line {line + 1} was left out"))
    return "".join((*kept, text[at:])), tuple(unread)


def without(text: str, opening: str, closing: str) -> Iterator[str]:
    """The text with blanks for what a source leaves out of the page."""
    at = 0
    while (start := text.find(opening, at)) >= 0 and (end := text.find(closing, start)) >= 0:
        yield text[at:start]
        at = end + len(closing)
        yield blank(text[start:at])
    yield text[at:]


def stretches(text: str) -> Iterator[tuple[int, int]]:
    """Where something is hidden: from the command to the end of its argument, or of what it is a switch in."""
    at = 0
    while (match := _HIDING.search(text, at)) is not None:
        if match["switch"] is None and not text.startswith("{", match.end()):
            at = match.end()
            continue
        at = end_of(text, match.end(), argument=match["switch"] is None)
        yield match.start(), at


def end_of(text: str, start: int, *, argument: bool) -> int:
    """Where braces that open here close again, or those (or the formula, or the paragraph) that are open already."""
    depth = 0
    ends = ("$", "\\]", "\\)", "\\end", "\n\n") if in_formula(text, start) else ("\n\n",)
    for at in range(start, min(len(text), start + LONGEST)):
        char = text[at]
        if char == "{" and text[at - 1] != "\\":
            depth += 1
        elif char == "}" and text[at - 1] != "\\":
            depth -= 1
            if depth < 0 or (argument and not depth):
                return at + (1 if argument else 0)
        elif not argument and not depth and text.startswith(ends, at):
            return at
    return min(len(text), start + LONGEST)


def in_formula(text: str, at: int) -> bool:
    """Whether dollars or brackets of a formula are open, as far as the paragraph shows."""
    before = text[max(0, at - 2_000) : at].rpartition("\n\n")[2]
    return before.count("$") % 2 == 1 or "$$" in before or before.rfind("\\[") > before.rfind("\\]") or "\\begin" in before


def blank(text: str) -> str:
    """As long, and with nothing in it."""
    return _VISIBLE.sub(" ", text)
