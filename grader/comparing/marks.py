"""One mark before and after: whether a person should be told, and what differs below it."""

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from grader.comparing.causes import BELOW_A_DECISION, Cause, Kind
from grader.comparing.code import code_causes
from grader.comparing.facts import MarkFacts, Reading, Verdict
from grader.reporting.wording import counted
from grader.score import Outcome

Line = tuple[str, str]
"""A task and a name."""
Move = tuple[Outcome | None, Outcome | None]
"""An outcome before and after; None where there was no such line."""


@dataclass(frozen=True, slots=True)
class MarkChange:
    """A mark that is not what it was."""

    task: str
    name: str
    label: str
    before: Verdict | None
    """None where the line is new."""
    after: Verdict | None
    """None where the line is gone."""
    causes: tuple[Cause, ...]
    look_again: bool = False
    """Whether a person's decision stands on something else now."""

    @property
    def move(self) -> Move:
        """Its outcomes."""
        return (None if self.before is None else self.before.outcome, None if self.after is None else self.after.outcome)


@dataclass(frozen=True)
class Between:
    """What is known of the two sheets as a whole."""

    causes: tuple[Cause, ...] = ()
    """What differs for all marks."""
    moved: Mapping[Line, str] = field(default_factory=dict)
    """The new task of each line that stands under another one now."""
    rules_before: Mapping[Line, AbstractSet[str]] = field(default_factory=dict)
    """By which rules anybody's answer to a line was judged."""
    rules_after: Mapping[Line, AbstractSet[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Around:
    """What stands beside a mark in both results."""

    between: Between
    before: Mapping[str, Reading | None]
    """The group's own values by name."""
    after: Mapping[str, Reading | None]


def mark_change(before: MarkFacts | None, after: MarkFacts | None, around: Around) -> MarkChange | None:
    """What is to be told of a mark; nothing where it is what it was, and no decision stands on something else."""
    if before is None or after is None:
        return _one_sided(before, after)
    if before == after:
        return None
    causes = tuple(_differences(before, after, around))
    decided = bool(before.verdict.decided_by and after.verdict.decided_by)
    below = {Kind.DECIDED_ON} if after.corrected else BELOW_A_DECISION  # a value that was read stands on the paper alone
    look_again = decided and any(cause.kind in below for cause in causes)
    if (before.verdict, before.corrected) == (after.verdict, after.corrected) and not look_again:
        return None
    known = causes or tuple(_unexplained(before, after, around.between.causes))
    return MarkChange(after.task, after.name, after.label, before.verdict, after.verdict, known, look_again)


def _one_sided(before: MarkFacts | None, after: MarkFacts | None) -> MarkChange | None:
    """A line that only one of the two has."""
    if after is not None:
        by = after.verdict.decided_by
        causes = (Cause(Kind.NEW_LINE), *([Cause(Kind.DECIDED, after=by)] if by else []))
        return MarkChange(after.task, after.name, after.label, None, after.verdict, causes)
    if before is not None:
        by = before.verdict.decided_by
        causes = (Cause(Kind.GONE_LINE), *([Cause(Kind.NOT_DECIDED, before=by)] if by else []))
        return MarkChange(before.task, before.name, before.label, before.verdict, None, causes)
    return None


def _differences(before: MarkFacts, after: MarkFacts, around: Around) -> Iterator[Cause]:
    """All that differs below a mark: of the rubric's line, of a person's decision, of what the group handed in."""
    yield from _of_the_line(before, after)
    if _another_rule(before, after, around.between):
        yield Cause(Kind.RULE, before.rule or "none", after.rule or "none")
    yield from _of_a_person(before, after)
    if before.corrected or after.corrected:
        if before.corrected != after.corrected:
            yield Cause(Kind.CORRECTED, *(mark.corrected or (mark.reading.text if mark.reading else "") for mark in (before, after)))
    else:
        yield from _of_the_reading(before.reading, after.reading)
    if before.also != after.also:
        yield Cause(Kind.ALSO, before.also, after.also)
    yield from _of_earlier_values(before, after, around)
    code = tuple(code_causes(before.tried, after.tried))
    yield from code
    if code:
        yield from (cause for cause in around.between.causes if cause.kind is Kind.ISOLATION)


def _of_the_line(before: MarkFacts, after: MarkFacts) -> Iterator[Cause]:
    one, other = before.verdict, after.verdict
    if before.task != after.task:
        yield Cause(Kind.MOVED, before.task, after.task)
    if before.check != after.check:
        yield Cause(Kind.CHECK, f"`{before.check}`", f"`{after.check}`")
    if one.possible != other.possible:
        yield Cause(Kind.WORTH, counted(one.possible, "point"), counted(other.possible, "point"))
    if one.bonus != other.bonus:
        yield Cause(Kind.BONUS, *("a bonus" if verdict.bonus else "an ordinary line" for verdict in (one, other)))
    if before.expected != after.expected and _told(before, after, before.expected, after.expected):
        yield Cause(Kind.EXPECTED, before.expected or "none", after.expected or "none")


def _told(before: MarkFacts, after: MarkFacts, *texts: str) -> bool:
    """Whether a line says something on both sides; where nothing was read it says nothing of rules and values, and that is no change."""
    return all(texts) or before.reading == after.reading is not None


def _another_rule(before: MarkFacts, after: MarkFacts, between: Between) -> bool:
    """Whether the rule is another one.

    It is told as it was applied to an answer (`within half a unit of the last digit (±0.05)`), and not at all where there was none:
    of another answer, it is another rule only where nobody was judged by it before.
    """
    if before.rule == after.rule or not _told(before, after, before.rule, after.rule):
        return False
    if before.reading == after.reading:
        return True
    if not any(cause.kind in (Kind.RUBRIC, Kind.REFERENCE, Kind.GRADER) for cause in between.causes):
        return False
    old = between.rules_before.get((before.task, before.name), frozenset())
    new = between.rules_after.get((after.task, after.name), frozenset())
    return after.rule not in old and before.rule not in new


def _of_a_person(before: MarkFacts, after: MarkFacts) -> Iterator[Cause]:
    """A decision that came, went, is another one, or stands on another finding."""
    one, other = before.verdict, after.verdict
    if not one.decided_by and not other.decided_by:
        return
    if not one.decided_by:
        yield Cause(Kind.DECIDED, after=other.decided_by)
    elif not other.decided_by:
        yield Cause(Kind.NOT_DECIDED, before=one.decided_by)
    else:
        if (one.outcome, one.points, one.decided_by) != (other.outcome, other.points, other.decided_by):
            yield Cause(Kind.DECIDED_ANEW, one.decided_by, other.decided_by)
        if before.first != after.first:
            yield Cause(Kind.FIRST, before.first or "none", after.first or "none")
    if after.decided_on and before.decided_on != after.decided_on:  # where it was mended, somebody has looked
        yield Cause(Kind.DECIDED_ON, after=after.decided_on)


def _of_the_reading(before: Reading | None, after: Reading | None) -> Iterator[Cause]:
    """What was read: another text, another sense of the same text, or another place, source or certainty."""
    if before == after:
        return
    if before is None or after is None:
        yield Cause(Kind.LOST, before=before.text) if before is not None else Cause(Kind.FOUND, after=after.text if after else "")
        return
    if before.text != after.text:
        yield Cause(Kind.READ, before.text, after.text)
    elif before.value != after.value:
        yield Cause(Kind.UNDERSTOOD, before.value, after.value)
    if before.where != after.where:
        yield Cause(Kind.PLACE, before.where, after.where)
    if before.source != after.source:
        yield Cause(Kind.SOURCE, before.source, after.source)
    if before.sure != after.sure:
        yield Cause(Kind.SURE, f"{before.sure} %", f"{after.sure} %")
    if before.doubts != after.doubts:
        yield Cause(Kind.DOUBTS, before.doubts or "no doubt", after.doubts or "no doubt")


def _of_earlier_values(before: MarkFacts, after: MarkFacts, around: Around) -> Iterator[Cause]:
    """The group's own earlier values, of which a mark says that it rests on them."""
    for name in dict.fromkeys((*before.carried, *after.carried)):
        one, other = around.before.get(name), around.after.get(name)
        texts = [reading.text if reading is not None else "nothing read" for reading in (one, other)]
        senses = [reading.value if reading is not None else "" for reading in (one, other)]
        was, now = texts if texts[0] != texts[1] else senses
        if was != now:
            yield Cause(Kind.CARRIED, was, now, about=name)


def _unexplained(before: MarkFacts, after: MarkFacts, sheet: tuple[Cause, ...]) -> Iterator[Cause]:
    """What can be said where nothing below the mark differs: what is said of it, and what changed for the whole sheet."""
    if before.carried != after.carried:
        yield Cause(Kind.RESTS, ", ".join(before.carried) or "none", ", ".join(after.carried) or "none")
        return  # where anything else differs, this only follows from it
    one, other = before.verdict, after.verdict
    if one.outcome is other.outcome and one.points is not None and other.points is not None and one.possible > 0:
        yield Cause(Kind.SHARE, f"{100 * one.points / one.possible:.3g} %", f"{100 * other.points / one.possible:.3g} %")
    if before.says != after.says:
        yield Cause(Kind.SAYS, before.says or "nothing", after.says or "nothing")
    since = [cause for cause in sheet if cause.kind in (Kind.RUBRIC, Kind.REFERENCE, Kind.GRADER)]
    if not since:
        yield Cause(Kind.UNKNOWN)
    elif [cause.kind for cause in since] == [Kind.GRADER]:
        yield Cause(Kind.MARKING, f"grader {since[0].before}", since[0].after)
    else:
        words = {Kind.RUBRIC: "the rubric", Kind.REFERENCE: "the reference"}
        yield Cause(Kind.SINCE, after=", ".join(words.get(cause.kind, f"the grader ({cause.before} → {cause.after})") for cause in since))
