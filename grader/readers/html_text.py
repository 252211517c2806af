"""HTML among Markdown or put out by a notebook as plain lines: tables as tab-separated rows, what a browser hides left out."""

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass

from grader.document import Unread
from grader.printed.data_frames import uncounted
from grader.readers.html_rows import Rows

LONGEST = 400_000
MOST_ROWS = 2_000
TABLES = frozenset("table thead tbody tfoot tr td th caption colgroup col".split())
BREAKS = frozenset("br p div li ul ol hr h1 h2 h3 h4 h5 h6 section article details summary blockquote dl dt dd pre center".split())
UNSEEN = frozenset("script style template head title noscript".split())
VOID = frozenset("br hr col img input meta link".split())
WRITTEN = {"sup": ("^{", "}"), "sub": ("_{", "}"), "s": ("~~", "~~"), "del": ("~~", "~~"), "strike": ("~~", "~~")}
PLAIN = frozenset(
    "b i u em strong code span font a mark small big kbd tt ins var samp abbr label button img input html body meta link".split()
)
NAMES = TABLES | BREAKS | UNSEEN | WRITTEN.keys() | PLAIN
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,12})(?=[\s/>])((?:[^<>\"']|\"[^\"<>]*\"|'[^'<>]*')*+)>")
_ENTITY = re.compile(r"&(?:#\d{1,6}|#x[0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,20});")
_HIDING = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0?(?:\.0\d*)?(?![\d.])|font-size\s*:\s*[01](?:\.\d+)?(?:px|pt|em|%)?(?![\d.])"
    r"|(?<![-\w])color\s*:\s*(?:white|transparent|#f{3}(?:f{3}|[0f])?(?![0-9a-f])|rgba?\(\s*2[45]\d\s*,\s*2[45]\d\s*,\s*2[45]\d|rgba\([^()]{0,40},\s*0?\.?0+\s*\))"
    r"|(?:left|top|text-indent)\s*:\s*-\d{3,}|(?<![-\w])(?:height|width|max-height)\s*:\s*0(?![\d.])|clip(?:-path)?\s*:"
)
_HIDDEN_ATTRIBUTE = re.compile(
    r"(?:^|\s)hidden(?=[\s=/]|$)|\bcolor\s*=\s*[\"']?(?:white|#fff)"
    r"|\bclass\s*=\s*(?:[\"'][^\"']*?(?<![\w-]))?(?:d-none|hidden|hide|invisible|sr-only|visually-hidden|accesshide|text-white|opacity-0)(?![\w-])"
)
"""Classes are those that learning platforms bring with them."""
_PICTURE_BESIDE = re.compile(r"(?<=[\d.,])[ \t]*<img\b[^<>]{0,2000}>|<img\b[^<>]{0,2000}>[ \t]*(?=[\d.,])", re.IGNORECASE)
"""It may show a digit or a sign of the number."""
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?(\d{1,2})(?!\d)")
_UNSHOWN_LINE = re.compile(r"^ {0,3}\[[^\]\n]{1,60}\]:\s*(?:#|<>)\s")
"""`[//]: # (a remark)`: a link that nobody sees."""


_VALUE = re.compile(r"[=≈:|&,;%\[({]\s{0,9}[-+−]?\s{0,3}\.?\d|\d\s{0,9}[%&;\])}|]|\d[.,]\d|\A[\d\W]*\Z")
"""What a remark at the top must not hold to be one about the file alone: `<!-- group 52, made with Pandoc -->`."""


@dataclass(frozen=True)
class Shown:
    """What is to be seen of a text: its lines, each with the line of the source that it stands in, and what was left out."""

    text: str
    numbers: tuple[int, ...]
    unread: tuple[Unread, ...] = ()

    def number(self, line: int) -> int:
        """The line of the source."""
        return self.numbers[min(max(line, 1), len(self.numbers)) - 1] if self.numbers else line


def has_html(text: str) -> bool:
    """Whether there is anything to do."""
    return "<" in text or "&" in text or "]:" in text


def shown(text: str, *, fenced: Sequence[tuple[int, int]] = ()) -> Shown:
    """The text as a browser shows it; rows between code fences (by number from 0, ends included) stay as they are."""
    reader = _Reader(_PICTURE_BESIDE.sub("\ufffd", text[:LONGEST]), fenced)
    reader.run()
    if len(text) > LONGEST:
        reader.unread.append(Unread("what stands below a long stretch of HTML was not read"))
    return Shown("\n".join(map("".join, reader.lines)), tuple(reader.numbers), tuple(reader.unread))


def hides(attributes: str) -> bool:
    """Whether the attributes of an element hide what stands in it; one with escapes in its style has no honest reason for them."""
    told = html.unescape(attributes)
    return bool(_HIDDEN_ATTRIBUTE.search(told) or _HIDING.search(told) or ("style" in told and "\\" in told))


class _Reader:
    """Goes through a text once, tag by tag."""

    def __init__(self, text: str, fenced: Sequence[tuple[int, int]]) -> None:
        self.source = text
        self.fenced = fenced
        self.lines: list[list[str]] = [[]]
        self.numbers: list[int] = [1]
        self.number = 1
        self.unread: list[Unread] = []
        self.skipping: list[str] = []
        """The hidden element that is open, and elements of its name inside it."""
        self.unseen: list[str] = []
        self.tables: list[Rows] = []
        self.cell: tuple[list[str], int, int] | None = None

    def run(self) -> None:
        """Read it all."""
        rows = self.source.split("\n")
        at = 0
        for first, last in (*self.fenced, (len(rows), len(rows))):
            self.marked("\n".join(rows[at:first]) + ("\n" if at < first < len(rows) else ""))
            self.verbatim("\n".join(rows[first : last + 1]) + ("\n" if last + 1 < len(rows) else ""))
            at = last + 1
        while self.tables:
            self.end_table()
        self.forget()

    def marked(self, text: str) -> None:
        """A stretch with tags in it."""
        at = 0
        while (start := text.find("<!--", at)) >= 0:
            self.tagged(text[at:start])
            end = text.find("-->", start + 4)
            end = len(text) if end < 0 else end + 3
            first = at == 0 and len(self.lines) == 1 and not "".join((*self.lines[0], text[:start])).strip()
            about_file = first and not _VALUE.search(text[start + 4 : end - 3])
            self.left_out("\n" * text.count("\n", start, end) if about_file else text[start:end])
            at = end
        self.tagged(text[at:])

    def tagged(self, text: str) -> None:
        """A stretch without comments."""
        at = 0
        for match in _TAG.finditer(text):
            if (name := match[2].casefold()) in NAMES:
                self.data(text[at : match.start()])
                self.tag(name, match[3].casefold(), closing=bool(match[1]))
                self.number += match[0].count("\n")
                at = match.end()
        self.data(text[at:])

    def tag(self, name: str, told: str, *, closing: bool) -> None:
        """One tag."""
        if self.skipping:
            if name == self.skipping[0] and name not in VOID:
                self.skipping.pop() if closing else self.skipping.append(name)
                if not self.skipping:
                    self.forget()
        elif not closing and name not in VOID and (name in UNSEEN or hides(told)):
            self.skipping = [name]
        elif name in TABLES:
            self.of_table(name, told, closing=closing)
        elif name in WRITTEN:
            self.put(WRITTEN[name][closing])
        elif name in BREAKS:
            self.put(" ") if self.cell is not None else self.broken()

    def of_table(self, name: str, told: str, *, closing: bool) -> None:
        """A tag of a table."""
        if name in ("td", "th", "tr") and self.tables:
            self.end_cell()
            if name == "tr" and not closing:
                self.tables[-1].begin()
            elif not closing:
                spans = {what: int(count) for what, count in _SPAN.findall(told)}
                self.cell = ([], max(1, spans.get("col", 1)), max(1, spans.get("row", 1)))
        elif name == "table" and not closing and not self.tables:
            self.broken()
            self.tables.append(Rows())
        elif name == "table" and closing and self.tables:
            self.end_table()

    def end_cell(self) -> None:
        """Put the open cell into its row."""
        if self.cell is not None and self.tables and len(self.tables[-1].rows) <= MOST_ROWS:
            texts, columns, rows = self.cell
            self.tables[-1].add(" ".join("".join(texts).split()), columns, rows)
        self.cell = None

    def end_table(self) -> None:
        """Write the rows, in a paragraph of their own."""
        self.end_cell()
        table = self.tables.pop()
        self.line("")
        for row in uncounted(table.rows):
            if any(row):
                self.line("\t".join(row))
        self.line("")
        self.line("")

    def data(self, text: str) -> None:
        """Text between tags."""
        if self.skipping:
            self.unseen.append(text)
            self.number += text.count("\n")
            return
        for at, row in enumerate(text.split("\n")):
            if at:
                self.number += 1
                if self.cell is None and not self.tables:
                    self.line("")
                else:
                    self.put(" ")
            if _UNSHOWN_LINE.match(row):
                self.left_out(row)
            else:
                self.put(_ENTITY.sub(lambda match: html.unescape(match[0]), row))

    def verbatim(self, text: str) -> None:
        """What stands between code fences."""
        for at, row in enumerate(text.split("\n")):
            if at:
                self.number += 1
                self.line("")
            self.lines[-1].append(row)

    def put(self, text: str) -> None:
        """Text where it belongs: in the open cell, else on the last line."""
        if self.cell is not None:
            self.cell[0].append(text)
        elif not self.tables:
            self.lines[-1].append(text)

    def broken(self) -> None:
        """A line's end that HTML makes; an empty line would part paragraphs."""
        if any(part.strip() for part in self.lines[-1]):
            self.line("")

    def line(self, text: str) -> None:
        """Begin a line."""
        self.lines.append([text])
        self.numbers.append(self.number)

    def left_out(self, text: str) -> None:
        """What nobody sees."""
        self.unseen.append(text)
        self.forget()
        for _ in range(text.count("\n")):
            self.number += 1
            if self.cell is None and not self.tables:
                self.line("")

    def forget(self) -> None:
        """Note what was hidden, where it may hold a value."""
        text = "".join(self.unseen)
        self.unseen = []
        if "{" in text and "}" in text and _HIDING.search(text.casefold()):
            self.unread.append(Unread(f"a style in line {self.number} can hide what stands here"))
        elif any(char.isdigit() for char in text) and "{" not in text:
            self.unread.append(Unread(f"hidden text in line {self.number} was left out"))
