"""Program output with its caption below it, `Parameters: 60806` above `(a) Original layer`: read as if the caption stood above."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from grader.document import Document, Line, LineKind

_OUTPUT = re.compile(r"(?P<label>[^\W\d][^:=]{2,120})[:=]\s*[-−]?\d[\d.,]{0,20}\s?%?")
_CAPTION = re.compile(
    r"(?:\((?P<letter>[a-h])\)|(?:figure|fig|abbildung|abb|listing)\b\.?\s*(?P<number>\d{1,2})\s*[:.–-])\s*(?P<said>[^:=]{3,60})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?<![\w.])\d")


@dataclass(frozen=True)
class _Part:
    """Lines of output, or the caption of some."""

    start: int
    stop: int
    place: int = 0
    """Of a caption: its letter or number, from 1."""
    labels: tuple[str, ...] = ()


def under_their_captions(document: Document) -> Document:
    """The document with every caption before the output above it, where a whole row of both, from the first to the last, says so."""
    lines = list(document.lines)
    for run in _runs(lines):
        if _below(run):
            start, stop = run[0].start, run[-1].stop
            pairs = zip(run[::2], run[1::2], strict=True)
            lines[start:stop] = [line for output, caption in pairs for one in (caption, output) for line in lines[one.start : one.stop]]
    return replace(document, lines=tuple(lines)) if lines != list(document.lines) else document


def _below(run: Sequence[_Part]) -> bool:
    """Output and captions in turn, the same labels each time and the letters in order; it begins with output and ends with a caption."""
    places = [part.place for part in run[1::2]]
    in_turn = len(run) >= 4 and len(run) % 2 == 0 and not any(part.place for part in run[::2]) and all(places)
    alike = len({part.labels for part in run[::2]}) == 1
    return in_turn and alike and all(after == before + 1 for before, after in pairwise(places))


def _runs(lines: Sequence[Line]) -> Iterator[list[_Part]]:
    """Output and captions that follow one another."""
    run: list[_Part] = []
    for at, line in enumerate(lines):
        text = line.text.strip() if line.kind in (LineKind.TEXT, LineKind.ROW) and not line.doubts else ""
        caption, output = _CAPTION.fullmatch(text), _OUTPUT.fullmatch(text)
        if caption is not None and not _NUMBER.search(caption["said"]):
            run.append(_Part(at, at + 1, ord(caption["letter"]) - ord("a") + 1 if caption["letter"] else int(caption["number"])))
        elif output is not None and run and not run[-1].place:
            run[-1] = replace(run[-1], stop=at + 1, labels=(*run[-1].labels, output["label"].strip()))
        elif output is not None:
            run.append(_Part(at, at + 1, labels=(output["label"].strip(),)))
        else:
            yield run
            run = []
    yield run
