"""Whether what stands around a formula keeps it from being an answer given for sure: another's, a guess, an example, taken back."""

import re
from collections.abc import Sequence

from grader.document import LineKind
from grader.finding.formula_chains import Chain
from grader.finding.formula_lines import Stretch
from grader.page import reservation_words as words

SHORT_TITLE = 60
SENTENCES = re.compile(r"(?<=[.!?;])\s+")


def reserved(chain: Chain, lines: Sequence[Stretch], at: int) -> bool:
    """Whether the words around a chain, whose first line is the one at a place, leave it open whether it is meant as the answer."""
    head, last = chain.members[0], chain.last
    above = lines[at - 1] if at else None
    begin = head.tokens[0].start if head.tokens else 0
    sentence = SENTENCES.split(head.line.text[:begin])[-1]
    if not sentence.strip(" -*•") and above is not None and leads_on(above, head.line):
        sentence = SENTENCES.split(above.text.rstrip())[-1]
    said = sentence[-words.LONGEST :]
    if words.BEFORE.search(said) or words.TAKEN_BACK.search(words.FINISHED.sub(" ", re.split(r"[,;]", said)[-1])):
        return True
    if above is not None and words.ANNOUNCED.search(above.text[-words.LONGEST :]):
        return True
    return taken_back(last.line.text[last.tokens[-1].end if last.tokens else 0 :], below(lines, last.line)) or titled(lines[: at + 1])


def leads_on(above: Stretch, line: Stretch) -> bool:
    """Whether a line goes on in the one below it."""
    if above.heading:
        return False
    text = above.text.rstrip()
    return text.endswith(":") or (above.block == line.block and line.kind is LineKind.TEXT and not text.endswith((".", "!", "?")))


def below(lines: Sequence[Stretch], line: Stretch) -> str:
    """The text of the line behind one, where it is no heading."""
    at = next((place for place, one in enumerate(lines) if one is line), len(lines))
    following = lines[at + 1 : at + 2]
    return following[0].text[: words.LONGEST] if following and not following[0].heading else ""


def taken_back(behind: str, following: str) -> bool:
    """Whether the words right behind a formula, the next sentence or the next line say that it is not meant."""
    behind = re.sub(r"^\s*(?:\\quad\s*)+", " ", behind[: words.LONGEST])
    first, *more = SENTENCES.split(behind)
    if words.SAID_BEHIND.match(first) or words.ASKED.match(first):
        return True
    return any(words.REVOKED.match(one) for one in (following, *more[:1]))


def titled(above: Sequence[Stretch]) -> bool:
    """Whether what a formula stands under says that it is no answer: `Wrong attempts`, `Sample solution`."""
    title = next((one.text.strip() for one in reversed(above) if one.heading), "")
    return len(title) <= SHORT_TITLE and (words.TITLE.search(title) is not None or words.WHOLE_TITLE.match(title) is not None)
