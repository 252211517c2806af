"""Letters as glyphs in points, so that the geometry of typed pages can read them."""

from collections.abc import Iterator, Sequence

from grader.readers.ocr.letters import Letter
from grader.readers.ocr.sizes import Written
from grader.readers.pdf.glyphs import Glyph

SCRIPT_SIZE = 0.7
THIN = 0.4
"""A gap behind a comma that is narrower than this, in sizes, may belong to a decimal comma as mathematics sets it."""


def glyphs_of(run: Written, scale: float) -> Iterator[Glyph]:
    """The run's letters as glyphs in points, with advances that show where spaces are."""
    ends = _advances(run)
    size = run.size / scale
    for letter, (start, end), base in zip(run.letters, ends, _bases(run), strict=True):
        own = size * (SCRIPT_SIZE if letter.level else 1.0)
        yield Glyph(
            letter.text,
            letter.raw,
            "",
            own,
            start / scale,
            end / scale,
            base / scale,
            letter.x0 / scale,
            letter.y0 / scale,
            letter.x1 / scale,
            letter.y1 / scale,
            bold=False,
        )


def _bases(run: Written) -> Iterator[float]:
    """The baseline of each letter: one for the run, one for each stretch of scripts."""
    for letter in run.letters:
        yield run.base - letter.level * (0.4 if letter.level > 0 else 0.2) * run.size


def _advances(run: Written) -> list[tuple[float, float]]:
    """Where each letter begins and ends: touching its neighbour unless there is a space between."""
    starts = [letter.x0 for letter in run.letters]
    ends = [letter.x1 for letter in run.letters]
    lists = _listed(run)
    for index, (one, other) in enumerate(zip(run.letters, run.letters[1:], strict=False)):
        gap = (other.x0 - one.x1) / run.size
        if not lists and _thin(run.letters, index, gap):
            ends[index], starts[index + 1] = other.x0 - 0.13 * run.size, other.x0
        elif _parted(one, other, gap) or (lists and _thin(run.letters, index, gap)):
            short = max(0.24 - gap, 0.0) * run.size / 2
            ends[index] -= short
            starts[index + 1] += short
        else:
            ends[index] = starts[index + 1] = (one.x1 + other.x0) / 2
    return list(zip(starts, ends, strict=True))


def _listed(run: Written) -> bool:
    """Whether commas between digits part the members of a list: all have much the same gap, and one of them is a space for certain."""
    letters = run.letters
    gaps = [
        (after.x0 - comma.x1) / run.size
        for before, comma, after in zip(letters, letters[1:], letters[2:], strict=False)
        if comma.text == "," and before.text.isdigit() and after.text.isdigit()
    ]
    return bool(gaps) and max(gaps) >= THIN and min(gaps) > 0.6 * max(gaps)


def _thin(letters: Sequence[Letter], index: int, gap: float) -> bool:
    """Whether there is a thin gap behind a comma between digits, which the whole document has to decide."""
    comma, after = letters[index], letters[index + 1]
    digits = index > 0 and letters[index - 1].text.isdigit() and after.text.isdigit()
    return comma.text == "," and digits and comma.level == after.level and 0.17 < gap < THIN


def _parted(one: Letter, other: Letter, gap: float) -> bool:
    """Whether there is a space between two letters; a number's digits are parted by what is seen, not by what is guessed."""
    if one.level != other.level:
        return gap > 0.5 or (other.spaced and gap > 0.3)
    if _numeric(one.text) and _numeric(other.text):
        return gap > 0.42 or (other.spaced and gap > 0.22)
    return gap > 0.6 or (other.spaced and gap > 0.1)


def _numeric(text: str) -> bool:
    return text.isdigit() or text in ".,"
