"""The groups of two results side by side, in whatever order they stand there, with one of each in hand at a time."""

from collections.abc import Iterator

from grader.comparing.sheet_facts import Groups
from grader.filenames import natural
from grader.records.results import SubmissionResult

Numbered = tuple[int, SubmissionResult]
"""A submission, and which of its results it is."""


def side_by_side(old: Groups, new: Groups) -> Iterator[tuple[SubmissionResult | None, SubmissionResult | None]]:
    """Every group of either result once, with what the other one has of it, if anything.

    Results stand in the order that people count in, so both are gone through once, together. Of a group that has no other beside it
    there only its number is kept; it is read again when all are known, and in any other order that is all that happens.
    """
    gone: dict[str, int] = {}
    come: dict[str, int] = {}
    before, after = enumerate(old), enumerate(new)
    one, other = next(before, None), next(after, None)
    while one is not None and other is not None:
        if one[1].group == other[1].group:
            yield one[1], other[1]
            one, other = next(before, None), next(after, None)
        elif natural(one[1].group) < natural(other[1].group):
            gone[one[1].group] = one[0]
            one = next(before, None)
        else:
            come[other[1].group] = other[0]
            other = next(after, None)
    gone.update(_others(one, before))
    come.update(_others(other, after))
    for group, number in gone.items():
        if group not in come:
            yield old[number], None
    for group, number in come.items():
        yield old[gone[group]] if group in gone else None, new[number]


def _others(first: Numbered | None, behind: Iterator[Numbered]) -> Iterator[tuple[str, int]]:
    """What is left on one side."""
    while first is not None:
        yield first[1].group, first[0]
        first = next(behind, None)
