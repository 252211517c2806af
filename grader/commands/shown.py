"""What students may see by now."""

from datetime import datetime

from grader.score import Visibility


def shown_by(now: datetime, due: datetime | None, *, published: bool = False) -> frozenset[Visibility]:
    """The lines that a student's page shows: some wait until the sheet was due, some until the marks are published."""
    shown = {Visibility.VISIBLE}
    if due is not None and now > due:
        shown.add(Visibility.AFTER_DUE_DATE)
    if published:
        shown.add(Visibility.AFTER_PUBLISHED)
    return frozenset(shown)
