"""How code ended where an instructor should look, equal causes of all groups together."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from grader.records.code_results import AskedResult, CodeResult
from grader.records.results import MarkResult, Results, SubmissionResult
from grader.reporting import wording
from grader.reporting.endings import ended, took
from grader.reporting.page_links import Most, Whose, whose
from grader.run import Ending, Reason

_ABSENT = re.compile(r"No module named '(\w{1,60})|(\w{1,60}) is not installed\b", re.ASCII)
"""A package that is not here, in Python's words or in ours."""
LONGEST = 160
"""Characters of a cause."""
_PLACE = re.compile(r"\s*\([^()]*\bline \d+\)$|,? in line \d+$")
"""Where it failed, at the end of a sentence: the cause is the same in another line."""


@dataclass(frozen=True)
class Seen:
    """A mark whose code ended so."""

    group: str
    href: str
    line: str
    beside: str
    """What is proposed, or how long it took."""


@dataclass(frozen=True)
class Cause:
    """One cause, and the groups in which it was seen."""

    says: str
    count: int
    """Groups."""
    marks: tuple[Seen, ...]
    more: int
    """Marks beyond those listed."""


@dataclass(frozen=True)
class Unusual:
    """One kind of ending."""

    title: str
    explains: str
    count: int
    """Groups."""
    causes: tuple[Cause, ...]


@dataclass(frozen=True)
class _Kind:
    """What belongs together, and what is said of one case of it."""

    title: str
    explains: str
    cause: Callable[[CodeResult], str]
    """Empty where a line is not of this kind."""
    beside: Callable[[MarkResult], str]
    """What is another in every case."""


class Endings:
    """Gathers how code ended from one submission after another, and keeps none of them."""

    def __init__(self) -> None:
        self._alike: tuple[dict[str, _Alike], ...] = tuple({} for _ in KINDS)

    def add(self, group: Whose, submission: SubmissionResult) -> None:
        """The endings of one more submission."""
        for index, mark in enumerate(submission.marks):
            if mark.code is None or _ordinary(mark.code):
                continue
            for kind, alike in zip(KINDS, self._alike, strict=True):
                if says := kind.cause(mark.code):
                    seen = Seen(group.group, group.href(line=index), mark.name, kind.beside(mark))
                    alike.setdefault(says, _Alike()).add(seen)

    def unusual(self) -> Iterator[Unusual]:
        """Every kind of which there is a case, the one that concerns most groups first within its kind."""
        for kind, alike in zip(KINDS, self._alike, strict=True):
            if alike:
                causes = [Cause(says, len(one.groups), tuple(one.marks.first), one.marks.more) for says, one in alike.items()]
                groups = frozenset[str]().union(*(one.groups for one in alike.values()))
                yield Unusual(kind.title, kind.explains, len(groups), tuple(sorted(causes, key=lambda cause: -cause.count)))


@dataclass
class _Alike:
    """What ended for one cause."""

    groups: set[str] = field(default_factory=set)
    marks: Most[Seen] = field(default_factory=Most)

    def add(self, seen: Seen) -> None:
        """One more mark."""
        self.groups.add(seen.group)
        self.marks.add(seen)


def unusual(results: Results) -> Iterator[Unusual]:
    """The same of results that are there as a whole."""
    endings = Endings()
    for submission in results.submissions:
        endings.add(whose(submission), submission)
    return endings.unusual()


def _ordinary(code: CodeResult) -> bool:
    """Whether all came to its end, at once and without a word: then it is of no kind."""
    return not code.suspicious and all(
        asked.ending == Ending.FINISHED and not asked.reason and asked.first is None and asked.alone is None for asked in code.asked
    )


def _gaining_review(code: CodeResult) -> str:
    return (
        next((ended(asked) for asked in code.asked if asked.ending != Ending.FINISHED or asked.reason), "seen before it was asked")
        if code.suspicious
        else ""
    )


def _lacking(code: CodeResult) -> str:
    asked = _first(code, lambda one: one.reason == Reason.ENVIRONMENT)
    if asked is None:
        return ""
    absent = _ABSENT.search(asked.says)
    if absent is not None:
        return f"{absent[1] or absent[2]} is not installed here"
    says = _PLACE.sub("", asked.says) or asked.reason
    if ":" not in says and asked.trace:  # `AssertionError` alone says nothing
        says = f"{says}: {asked.trace[-1].text.strip()}"
    return says if len(says) <= LONGEST else f"{says[: LONGEST - 1]}…"


def _disturbed(code: CodeResult) -> str:
    asked = _first(code, lambda one: one.reason == Reason.DISTURBED or one.alone is not None)
    if asked is None:
        return ""
    return str(Reason.DISTURBED) if asked.alone is None else f"{ended(asked)}; in a job of its own: {ended(asked.alone)}"


def _without_answer(code: CodeResult) -> str:
    asked = _first(code, lambda one: one.ending in (Ending.CRASHED, Ending.NO_RESULT, Ending.FAULT))
    return "" if asked is None or code.suspicious else ended(asked)


def _retried(code: CodeResult) -> str:
    asked = _first(code, _under_load)
    if asked is None or asked.first is None:
        return ""
    return f"{ended(asked.first)}; alone: {ended(asked)}"


def _flooding(code: CodeResult) -> str:
    asked = _first(code, lambda one: one.first is not None and not _under_load(one))
    return "" if asked is None or asked.first is None else f"{ended(asked.first)}; in silence: {ended(asked)}"


def _under_load(asked: AskedResult) -> bool:
    """Whether it was tried again because of the machine's load."""
    return asked.first is not None and asked.first.reason != Reason.FLOOD


def _times(mark: MarkResult) -> str:
    """Both times of what was tried twice."""
    asked = None if mark.code is None else _first(mark.code, lambda one: one.first is not None)
    return "" if asked is None or asked.first is None else f"{took(asked.first.seconds)}, {took(asked.seconds)}"


def _proposed(mark: MarkResult) -> str:
    return "" if mark.proposed is None else f"proposed: {mark.proposed.outcome}, {wording.points(mark.proposed.points)}"


def _first(code: CodeResult, wanted: Callable[[AskedResult], bool]) -> AskedResult | None:
    return next((asked for asked in code.asked if wanted(asked)), None)


KINDS = (
    _Kind(
        "Sent to a person by its own doing",
        "It ended itself, crashed, waited, tried what is not allowed, or asked for a package that the sheet does not use. "
        "The group would have seen that in its own check, so 0 points are proposed.",
        _gaining_review,
        _proposed,
    ),
    _Kind(
        "This machine lacks something",
        "No group is marked down for it. Install what is missing and mark again, or let a person decide.",
        _lacking,
        _proposed,
    ),
    _Kind("Other questions change the answer", "Asked alone, the code does something else. A person decides.", _disturbed, _proposed),
    _Kind("Ended without an answer", "A crash, or something that is no answer.", _without_answer, _proposed),
    _Kind("Tried again alone", "The machine’s load may have been the reason; the second time counts.", _retried, _times),
    _Kind("Printed without end", "It was run once more with what it prints thrown away; what it gives then counts.", _flooding, _times),
)
