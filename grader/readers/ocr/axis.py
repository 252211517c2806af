"""Runs of one row brought to one baseline: a hand does not keep to the line, and a fraction's bar or a bracket says where it is."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from grader.readers.ocr.blobs import Blob
from grader.readers.ocr.sizes import CAPITAL, Written
from grader.readers.pdf.items import AXIS

BESIDE = 1.5
"""How far from a bar or bracket a run may be that belongs to its row, in sizes."""
SAME_ROW = 3.0
"""The same for two runs."""
OFF_AXIS, OFF_LINE = 0.6, 0.55
"""By how much they may miss the row, in sizes."""
ALIKE = 0.85
WIDEST = 12.0
"""The widest bar of a fraction, in sizes; a table's rules are wider."""
HATTED = "ŷŶŵŴ"


def on_lines(runs: Sequence[Written], bars: Sequence[Blob], brackets: Sequence[tuple[str, Blob]]) -> list[Written]:
    """The runs, those of one row on one baseline."""
    found: list[Written] = []
    for run in sorted(runs, key=lambda run: run.letters[0].x0):
        if any(_over_or_under(run, bar) and not _framed(run, bar, bars) for bar in bars):
            found.append(run)
            continue
        base = next(_axes(run, bars, brackets), None)
        if base is None:
            base = next(_neighbours(run, found, [blob for _, blob in brackets]), None)
        found.append(run if base is None else replace(run, base=base))
    return found


def _over_or_under(run: Written, bar: Blob) -> bool:
    """Whether a run is the numerator or the denominator above or below a bar: it keeps its own line."""
    left, right = run.letters[0].x0, run.letters[-1].x1
    inside = bar.x0 - 0.3 * run.size < left and right < bar.x1 + 0.3 * run.size
    top, bottom = run.base - CAPITAL * run.size, run.base
    return (
        bar.height < bar.width < WIDEST * run.size and inside and -0.5 * run.size < max(top - bar.y1, bar.y0 - bottom) < CAPITAL * run.size
    )


def set_over(hat: Blob, runs: Sequence[Written], cap: float) -> tuple[Blob, float] | None:
    """A hat moved to the middle of the letter that it was drawn over, a little beside perhaps, and its size (0: none is there).

    None where the letter was recognised together with it.
    """
    below = [
        (abs((letter.x0 + letter.x1) / 2 - hat.centre), letter.x0, letter.x1, letter.y0, run.size, letter.text)
        for run in runs
        for letter in run.letters
        if letter.text.isalpha()
        and abs((letter.x0 + letter.x1) / 2 - hat.centre) < 0.6 * cap
        and -0.3 * cap < letter.y0 - hat.y1 < 0.6 * cap
    ]
    if not below:
        return hat, 0.0
    _, x0, x1, y0, size, text = min(below)
    if text in HATTED:
        return None
    left, bottom = round((x0 + x1 - hat.width) / 2), int(y0) - 1
    return replace(hat, x0=left, x1=left + hat.width, y0=bottom - hat.height, y1=bottom), size


def _axes(run: Written, bars: Sequence[Blob], brackets: Sequence[tuple[str, Blob]]) -> Iterator[float]:
    """Where the baseline is if the run stands beside a fraction or a matrix, the nearest first."""
    left, right = run.letters[0].x0, run.letters[-1].x1
    beside = [(bar, True, True) for bar in bars if bar.width > bar.height]
    beside += [(blob, kind in ")]|", kind in "([|") for kind, blob in brackets]
    found = []
    for blob, follows, leads in beside:
        gap = left - blob.x1 if follows and left >= blob.x1 else blob.x0 - right if leads and right <= blob.x0 else None
        if gap is not None and _fenced(run, blob, brackets):
            continue
        base = blob.middle + AXIS * run.size
        if gap is not None and gap < BESIDE * run.size and abs(base - run.base) < OFF_AXIS * run.size:
            found.append((gap, base))
    yield from (base for _, base in sorted(found))


def _framed(run: Written, bar: Blob, bars: Sequence[Blob]) -> bool:
    """Whether a bar is the edge of a frame around the run: an upright line stands at its end."""
    middle = run.base - CAPITAL * run.size / 2
    return any(
        one.height > one.width and min(abs(one.x0 - bar.x0), abs(one.x1 - bar.x1)) < 0.5 * run.size and one.y0 < middle < one.y1
        for one in bars
    )


def _fenced(run: Written, blob: Blob, brackets: Sequence[tuple[str, Blob]]) -> bool:
    """Whether a bracket stands between a run and a bar: a cell keeps to its row, whatever is before the matrix."""
    start, end = sorted((run.letters[0].x0, blob.centre))
    middle = run.base - CAPITAL * run.size / 2
    return any(start < one.centre < end and one.y0 < middle < one.y1 for _, one in brackets if one is not blob)


def _neighbours(run: Written, others: Sequence[Written], brackets: Sequence[Blob]) -> Iterator[float]:
    """The baselines of runs of like size to the left, on about the same line and not beyond a bracket, the nearest first."""
    left, middle = run.letters[0].x0, run.base - CAPITAL * run.size / 2
    fence = max((blob.x1 for blob in brackets if blob.x1 <= left and blob.y0 < middle < blob.y1), default=0)
    found = []
    for other in others:
        gap = left - other.letters[-1].x1
        alike = ALIKE < other.size / run.size < 1 / ALIKE
        if (
            alike
            and other.letters[-1].x1 > fence
            and -CAPITAL * run.size < gap < SAME_ROW * run.size
            and abs(other.base - run.base) < OFF_LINE * run.size
        ):
            found.append((gap, other.base))
    yield from (base for _, base in sorted(found))
