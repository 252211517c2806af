"""The body of a LaTeX source: sections as headings, list items numbered, comments and preamble gone; lines stay where they are."""

import re

from grader.text.latex_macros import written_out

_COMMENT = re.compile(r"(?<!\\)%.*")
_SECTION = re.compile(r"\\(?:part|chapter|(?:sub){0,2}section|paragraph)\*?\s*(?:\[[^\]\n]*\])?\{([^{}\n]*(?:\{[^{}\n]*\}[^{}\n]*)*)\}")
_LIST = re.compile(r"\\(begin|end)\s*\{(enumerate|itemize|description)\}(?:\s*\[([^\]\n]{0,40})\])?|\\item\b(?:\s*\[([^\]\n]{0,40})\])?")
DEEPEST_STYLE = 3
_ITEM_NUMBER = re.compile(r"\(?(?:\d{1,2}(?:\.\d{1,2})*|[a-zA-Z])")
_NESTED = r"([^{}]{0,2000}(?:\{[^{}]{0,500}\}[^{}]{0,2000}){0,40})"
_SIZED = re.compile(
    r"\{\s*\\(?:tiny|small|footnotesize|normalsize|large|Large|LARGE|huge|Huge|bf|it|em|bfseries|itshape|centering|color\{\w+\})(?![a-z])"
    + _NESTED
    + r"\}"
)
_COLOURED = re.compile(r"\\(?:textcolor|colorbox)\s*\{[^{}]{0,40}\}\s*\{" + _NESTED + r"\}")
_SPANNED = re.compile(r"\\multi(?:column\s*\{(\d{1,2})\}\s*\{[^{}]{0,40}\}|row\s*\{[^{}]{0,10}\}\s*\{[^{}]{0,20}\})\s*\{([^{}]{0,200})\}")
MOST_SPANNED = 20
_STACKED = re.compile(r"\\(?:makecell|shortstack|thead)\*?(?:\[[^\]]{0,10}\])?\{([^{}]{0,200})\}")
_NEXT_ROW = re.compile(r"\\\\\*?(?:\[[^\]]{0,20}\])?")
NEXT_ROW = "\x1e"
"""Between the rows of a table that stand in one line of the source."""
BESIDE = "\x1d"
"""Between a table and the text that stands beside it in a line of the source."""
_ARGUMENTS = re.compile(r"\s*(?:\[[^\]\n]{0,20}\])?(?:\s*\{(?:[^{}\n]|\{[^{}\n]{0,40}\}){0,80}\}){1,2}")
_FLOATING = re.compile(
    r"\\(?:begin|end)\s*\{(?:table|center|figure|minipage)\*?\}(?:\[[^\]\n]{0,20}\])?(?:\{[^{}\n]{0,40}\})?|\\(?:centering|small|footnotesize)\b"
)
_IN_FORMULA = re.compile(r"(?:\$|\\\[|\\left[.(\[])\s{0,20}\\begin\s*\{tabular")
_TABULAR = re.compile(r"\\(begin|end)\s*\{(?:tabularx?|tabular\*)\}")
_NUMBERS = (lambda n: f"{n}.", lambda n: f"({'abcdefghijklmnopqrstuvwxyz'[(n - 1) % 26]})", lambda n: f"{'i' * n}.")


def plain_body(source: str) -> str:
    """The source as the transcription reader takes it, with as many lines as before."""
    source = written_out(_COMMENT.sub("", source)).replace("{,}", ",")
    begin = source.find(r"\begin{document}")
    if begin >= 0:
        source = "\n" * source.count("\n", 0, begin) + source[begin + len(r"\begin{document}") :]
    end = source.find(r"\end{document}")
    source = source if end < 0 else source[:end]
    for _ in range(DEEPEST_STYLE):
        source = _COLOURED.sub(r"\1", _SIZED.sub(r"\1", source))
    return listed(tabular(headed(source)))


def headed(source: str) -> str:
    """Sections become headings on lines of their own."""
    lines = []
    for line in source.split("\n"):
        match = _SECTION.search(line)
        lines.append(
            line if match is None else f"# {match.group(1)}" + (" " + line[match.end() :].strip() if line[match.end() :].strip() else "")
        )
    return "\n".join(lines)


def spread(match: "re.Match[str]") -> str:
    """A cell over several columns or rows, as one with empty ones behind it."""
    columns = match.group(1)
    return match.group(2) + " &" * (min(int(columns), MOST_SPANNED) - 1 if columns else 0)


def tabular_beside(text: str) -> str:
    """A text that is no LaTeX but holds a table in it, outside of formulas."""
    return tabular(text) if _TABULAR.search(text) and not _IN_FORMULA.search(text) else text


def tabular(source: str) -> str:
    """Rows of a table become tab-separated lines; what stands beside a table in its first or last line stays beside it."""
    out = []
    inside = False
    for line in source.split("\n"):
        match = _TABULAR.search(line)
        if match is None:
            out.append(rows_of(line) if inside else line)
        elif inside or match[1] == "end":
            inside = False
            out.append(with_beside("", rows_of(line[: match.start()]), line[match.end() :]))
        else:
            rest = _ARGUMENTS.sub("", line[match.end() :], count=1)
            end = _TABULAR.search(rest)
            inside = end is None
            body, behind = (rest, "") if end is None else (rest[: end.start()], rest[end.end() :])
            out.append(with_beside(line[: match.start()], rows_of(body), behind))
    return "\n".join(out)


def rows_of(line: str) -> str:
    """The rows in a line of a table."""
    whole = re.sub(r"\\(?:hline|toprule|midrule|bottomrule|cline\{[^}]*\})", "", line)
    whole = _STACKED.sub(lambda match: match[1].replace(r"\\", " "), whole)
    rows = [row for row in (part.strip() for part in _NEXT_ROW.split(whole)) if row]
    return NEXT_ROW.join("\t".join(cell.strip() for cell in re.split(r"(?<!\\)&", _SPANNED.sub(spread, row))) for row in rows)


def with_beside(before: str, rows: str, behind: str) -> str:
    """Rows with the text on either side of them, where that is whole."""
    said = [_FLOATING.sub("", text).strip() for text in (before, behind)]
    whole = [text if text.count("{") == text.count("}") and text.count("$") % 2 == 0 else "" for text in said]
    return BESIDE.join([whole[0], rows, whole[1]]) if any(whole) else rows


def listed(source: str) -> str:
    """List items bear the numbers that LaTeX would print."""
    levels: list[tuple[str, int]] = []

    def numbered(match: "re.Match[str]") -> str:
        if match.group(1) == "begin":
            levels.append((match.group(2), 0))
            return ""
        if match.group(1) == "end":
            if levels:
                levels.pop()
            return ""
        if match.group(4) is not None:
            named = levels and levels[-1][0] == "description" and match.group(4).strip()[-1:].isalnum()
            return match.group(4) + (") " if _ITEM_NUMBER.fullmatch(match.group(4).strip()) else ": " if named else " ")
        if not levels or levels[-1][0] != "enumerate":
            return "- "
        kind, count = levels.pop()
        levels.append((kind, count + 1))
        depth = sum(name == "enumerate" for name, _ in levels)
        return _NUMBERS[min(depth, len(_NUMBERS)) - 1](count + 1) + " "

    return _LIST.sub(numbered, source)
