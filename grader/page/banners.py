"""Titles that a program prints in a frame, `=== squared loss ===`, `<MLP>`, `[MLP]`: what stands below is said under them."""

import re
from dataclasses import dataclass, replace

from grader.document import Line, LineKind
from grader.text.phrases import SPLIT_WORDS

LONGEST, MOST_WORDS, DEEPEST = 120, 7, 4
_RULED = re.compile(r"(?P<rule>[=\-–—*#~_+>]{1,100})(?P<words>[^=|]{1,90}?)(?:[=\-–—*#~_+<>]{1,100}|:)?")
_BOXED = re.compile(r"(?P<rule>[\[<«|{])\s*(?P<words>[^\[\]<>«»|{}=]{1,90}?)\s*[\]>»|}]:?")
_NETWORK = re.compile(r"(?P<words>[A-Z][^\W_]{2,60})(?:\(\s*(?:\(\w{1,40}\): [A-Z]|$)|(?: |\\quad|\[[\d, -]{1,40}\]){1,20}--$)")
"""A network's class above its layers, as torch and torchinfo print it."""
_RUN = re.compile(
    r"[>=*#~\[–-]{0,20}\s{0,3}(?:run|experiment|versuch|lauf|durchlauf|durchgang|training|trial)\s?#?\d{1,2}\]?(?: ?[:.–—|,-] ?| \()"
    r"(?P<words>[^\W\d_][^:=|\d(),]{1,60}?)\)?\s{0,3}[=*#~<\]–-]{0,20}",
    re.IGNORECASE,
)
"""What a numbered run is of: `>>> run 1: cross entropy`, `--- Experiment 2 (square loss) ---`."""
_COUNTED = re.compile(r"(?<![^\W\d_])\d")
_SENTENCE = re.compile(r"[.,;!?](?:\s|$)|:")


@dataclass(frozen=True)
class Banner:
    """The words of such a title, the sign of its frame, and the block it stands in."""

    frame: str
    words: tuple[str, ...]
    block: int
    alone: bool = True
    """Nothing else of its block came behind it."""


Banners = tuple[Banner, ...]
"""Those that a line stands under, the widest first."""


def banner_of(line: Line) -> Banner | None:
    """The title that a line is, if it is one: a few words without numbers of their own in a frame of signs, or behind one."""
    if line.kind in (LineKind.HEADING, LineKind.MARGIN) or len(line.pieces) > LONGEST:
        return None
    text = line.text.strip()
    if text[:1].isupper() and (network := _NETWORK.match(text[: LONGEST * 2])) is not None:
        return Banner("(", (network["words"],), line.block)
    if line.printed and len(text) <= LONGEST and (run := _RUN.fullmatch(text)) is not None:
        return Banner(">run", tuple(SPLIT_WORDS.findall(run["words"])), line.block)
    if line.kind is LineKind.ROW or not text or len(text) > LONGEST or text[0].isalnum() or r"\quad" in text:
        return None
    found = _RULED.fullmatch(text) or _BOXED.fullmatch(text)
    if found is None or not is_frame(text, found):
        return None
    words = tuple(SPLIT_WORDS.findall(found["words"]))
    if not 0 < len(words) <= MOST_WORDS or _COUNTED.search(found["words"]) or _SENTENCE.search(found["words"].strip()):
        return None
    return Banner(found["rule"][0], words, line.block)


def is_frame(text: str, found: "re.Match[str]") -> bool:
    """Whether signs frame a title: on both sides, or two at least before it; a single one before it is the mark of a list."""
    closed = not text[-1].isalnum() and text[-1] not in ":)"
    rule = found["rule"]
    if rule in "[<«|{":
        return True
    if rule[0] == ">":  # `>>> x` is a prompt, `>>> x <<<` a title
        return len(rule) > 1 and text.endswith("<<")
    return (closed and len(rule) > 1) or (len(rule) > 1 and rule[0] not in "-–—+>") or (len(rule) > 2 and not closed) or rule == "#"


def under(above: Banners, banner: Banner) -> Banners:
    """The titles that hold below a new one: it ends the last one of its frame and those inside that."""
    at = next((at for at, one in enumerate(above) if one.frame == banner.frame), len(above))
    return (*above[:at], banner)[-DEEPEST:]


def below(above: Banners, block: int) -> Banners:
    """Those that hold for a line of a block: one with lines of its own block below it ends with that block."""
    if not above:
        return ()
    return tuple(replace(one, alone=one.block != block) for one in above if one.alone or one.block == block)
