"""A text typed into the page of a learning platform: HTML that the platform has cleaned, read as a browser shows it."""

import re

from grader.document import Document, Unread
from grader.errors import Unreadable
from grader.readers.html_text import shown
from grader.readers.latex_hidden import unhidden
from grader.readers.stretches import LONGEST_FILE, decoded
from grader.readers.transcription import lines_of, pictures

_VERBATIM = re.compile(r"(<pre\b.*?</pre\s*>)", re.DOTALL | re.IGNORECASE)
_FOREIGN = re.compile(r"<(style|script|link|iframe|object|embed|svg|math)\b", re.IGNORECASE)
"""What a platform takes out of such texts, or shows in a way that cannot be told from the source."""


def read_online_text(data: bytes, name: str) -> Document:
    """The text as it is shown; raises Unreadable where it is no text.

    Its lines are counted as they are shown: the source is what an editor made of them, often one long line.
    """
    if len(data) > LONGEST_FILE:
        message = f"{name}: has {len(data) // 1_000_000} MB of text; hand in the answers alone"
        raise Unreadable(message)
    text, hidden = unhidden(_one_line_each(decoded(data, name)))
    page = shown(text)
    foreign = tuple(Unread(f"what <{found}> shows was not read") for found in sorted({tag.lower() for tag in _FOREIGN.findall(text)}))
    return Document(name, tuple(lines_of(page.text)), unread=(*pictures(text), *hidden, *page.unread, *foreign), pages=1)


def _one_line_each(source: str) -> str:
    """A browser takes the end of a line in the source for a space, but between <pre> and </pre>."""
    parts = _VERBATIM.split(source)
    return "".join(part if at % 2 else " ".join(part.split("\n")) for at, part in enumerate(parts))
