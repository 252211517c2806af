"""A line of prose with the formulas in it: marks of emphasis gone, what is struck out marked, wide gaps kept."""

import re

from grader.text.latex import Part, convert

_INLINE = re.compile(r"(?<!\\)\$(?!\$)([^$]{1,4000}?)(?<!\\)\$|\\\(((?:[^\\]|\\(?![()])){1,4000}?)\\\)", re.DOTALL)
_RELATION = re.compile(r"[=≈]|\\approx")
_PAIRED = re.compile(r"(?<![\w*\\)\]}])(?P<mark>\*{1,3}|_{2,3})(?=\S)(?P<inner>.{1,400}?)(?<=\S)(?P=mark)(?![\w*(\[{])")
_CODE = re.compile(r"(?<![\w`)\]}])(?P<mark>`{1,2})(?!`)(?P<inner>.{1,300}?)(?<!`)(?P=mark)(?![\w`])")
_BLANKED = re.compile(
    r"(?<!\S)(?:\*\*|__)(?=\S)|(?<=\S)(?:\*\*|__)(?!\S)"  # emphasis that goes on over a line's end
    r"|\[\^[\w-]{1,20}\]:?"  # footnotes
    r"|!\[[^\]\n]{0,300}\]\([^()\n]{0,300}\)"  # pictures
    r"|(?<=\])\((?:https?:|www\.|mailto:|#|\.{0,2}/)[^()\s]{1,300}\)|https?://\S{1,300}"  # addresses
    r"|</?(?:b|i|u|em|strong|code|span|div|p|br|center|mark|sup|sub)\b[^<>]{0,80}>"
)
_CARET = re.compile(r"(?:(?<=\b[a-zA-Z])|(?<=\bd[a-zA-Z])|(?<=∂[a-zA-Z]))\^(?=_|\s*(?:[=≈),;:]|$))")
"""`y^_1 = 14`, `dL/dy^`: a caret that raises nothing is a hat."""
_STRUCK = re.compile(r"~~(?=\S)(.{1,300}?)(?<=\S)~~|<(?:s|del|strike)>(.{1,300}?)</(?:s|del|strike)>")
_WIDE = re.compile(r"(?<=\S)(?:\t+| {3,})(?=\S)")
BLANK = "\u200b"


def inline(body: str) -> list[Part]:
    """Prose and the formulas in it."""
    parts: list[Part] = []
    at = 0
    for match in _INLINE.finditer(body):
        parts.extend(words(body, at, match.start()))
        group = 1 if match.group(1) is not None else 2
        beside = bool(parts) and not body[at : match.start()].strip() and _RELATION.search(match.group(group))
        parts.append(Part(r" \quad " if beside else " ", match.start(), match.start()))
        offset = match.start(group)
        parts.extend(Part(p.text, p.start + offset, p.end + offset) for p in convert(match.group(group), math=True).parts)
        parts.append(Part(" ", match.end(), match.end()))
        at = match.end()
    parts.extend(words(body, at, len(body)))
    return parts


def broken_inline(body: str) -> tuple[str, ...]:
    """What is damaged in the formulas of a line."""
    found: dict[str, None] = {}
    for match in _INLINE.finditer(body):
        found.update(dict.fromkeys(convert(match.group(1) or match.group(2), math=True).broken))
    return tuple(found)


def words(body: str, start: int, end: int) -> list[Part]:
    """Prose without its marks of emphasis; what is struck out stays marked; wide gaps stay gaps."""
    text = unmarked(body[start:end])
    struck = [
        (match.start(), match.end(), match.span(1) if match.group(1) is not None else match.span(2)) for match in _STRUCK.finditer(text)
    ]
    gaps = [(match.start(), match.end(), None) for match in _WIDE.finditer(text)]
    parts: list[Part] = []
    at = 0
    for cut, stop, inner in sorted([*struck, *gaps], key=lambda found: found[:2]):
        if cut < at:
            continue
        parts.extend(plain(text, at, cut, start))
        shown = r" \quad " if inner is None else f"\\cancel{{{convert(text[inner[0] : inner[1]], math=False).text}}}"
        parts.append(Part(shown, cut + start, stop + start))
        at = stop
    parts.extend(plain(text, at, len(text), start))
    return parts


def words_and_gaps(row: str) -> list[Part]:
    """A line as a program printed it: no emphasis, wide gaps kept."""
    parts: list[Part] = []
    at = 0
    for match in _WIDE.finditer(row):
        parts.extend([*plain(row, at, match.start(), 0), Part(r" \quad ", match.start(), match.end())])
        at = match.end()
    return [*parts, *plain(row, at, len(row), 0)]


def unmarked(text: str) -> str:
    """The text with marks of emphasis, code and footnotes blanked out; every offset stays."""
    if "*" in text or "__" in text:
        text = _PAIRED.sub(kept_inside, text)
        text = _PAIRED.sub(kept_inside, text)
    if "`" in text:
        text = _CODE.sub(kept_inside, text)
    return _BLANKED.sub(lambda match: BLANK * len(match.group()), text)


def kept_inside(match: "re.Match[str]") -> str:
    """What stands between two marks, the marks blank."""
    blank = BLANK * len(match["mark"])
    return blank + match["inner"] + blank


def plain(text: str, start: int, end: int, offset: int) -> list[Part]:
    """Prose with mathematics in Unicode."""
    written = text[start:end]
    if "^" in written:
        written = _CARET.sub("\u0302", written)  # as long as before, so that every place stays
    return [Part(p.text, p.start + start + offset, p.end + start + offset) for p in convert(written, math=False).parts]
