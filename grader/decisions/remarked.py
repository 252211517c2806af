"""Values that people read in a paper take the place of what was found, before anything is marked: so all that follows is marked anew."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from grader.answer import Answer, Doubt, Found, NotFound
from grader.checks.compare import Compare
from grader.checks.line import Line
from grader.decisions.decision import Line as Which
from grader.decisions.values import value_read
from grader.document import Document, Place, Source
from grader.finding.confidence import AT_MOST
from grader.legible import encodable
from grader.page.wanted import Wanted
from grader.scheme import Rubric
from grader.score import Mark, Score

Marking = Callable[[Mapping[str, Found]], Score]
"""Marks a submission by these values, whatever else is known of it."""
UNREAD = NotFound("nothing could be read")


@dataclass(frozen=True)
class Sheet:
    """What a value is read for: the rubric, and what is asked of each name."""

    rubric: Rubric
    wanted: Sequence[Wanted]

    def reads(self) -> Iterator[tuple[Which, Line]]:
        """Lines whose value a person may correct."""
        known = {one.name for one in self.wanted}
        for task, line in self.rubric.lines:
            if line.wanted() == (line.key,) and line.key in known:
                yield (encodable(task.id), encodable(line.mark_name)), line

    def wanted_for(self, which: Which) -> Wanted | None:
        """What is asked of the value of a line; None where it reads none."""
        line = dict(self.reads()).get(which)
        return None if line is None else next(one for one in self.wanted if one.name == line.key)


def remarked(
    sheet: Sheet, texts: Mapping[Which, str], found: Mapping[str, Found], documents: Sequence[Document], marking: Marking
) -> Score:
    """All marks, by the values that people read where they read some; a mark of such a value keeps what was found before."""
    score = marking(found)
    by_hand = _values(sheet, texts, found, documents) if texts else {}
    if not by_hand:
        return score
    anew = marking({**found, **_by_name(sheet, by_hand)})
    return Score(tuple(_corrected(new, old, texts, by_hand) for new, old in zip(anew.marks, score.marks, strict=True)))


def by_hand_alone(sheet: Sheet, texts: Mapping[Which, str], score: Score, documents: Sequence[Document], marking: Marking) -> Score:
    """The marks of a submission of which nothing could be read: those that rest on values that a person read, the others as they are."""
    nothing: dict[str, Found] = dict.fromkeys((one.name for one in sheet.wanted), UNREAD)
    by_hand = _values(sheet, texts, nothing, documents) if texts else {}
    if not by_hand:
        return score
    known = _by_name(sheet, by_hand)
    anew = marking({**nothing, **known})
    resting = {
        (encodable(task.id), encodable(line.mark_name))
        for task, line in sheet.rubric.lines
        if isinstance(line, Compare) and {*line.mentioned()} <= known.keys()
    } | by_hand.keys()
    return Score(
        tuple(
            _corrected(new, old, texts, by_hand) if _which(new) in resting else old
            for new, old in zip(anew.marks, score.marks, strict=True)
        )
    )


def _corrected(new: Mark, old: Mark, texts: Mapping[Which, str], by_hand: Mapping[Which, Answer]) -> Mark:
    which = _which(new)
    return replace(new, corrected=texts[which], first=old) if which in by_hand else new


def _which(mark: Mark) -> Which:
    return encodable(mark.task), encodable(mark.name)


def _values(sheet: Sheet, texts: Mapping[Which, str], found: Mapping[str, Found], documents: Sequence[Document]) -> dict[Which, Answer]:
    """What can be used of what people read, each in its place in the paper."""
    values: dict[Which, Answer] = {}
    for which, line in sheet.reads():
        wanted = sheet.wanted_for(which)
        if which in texts and wanted is not None and isinstance(answer := value_read(texts[which], wanted), Answer):
            values[which] = placed(answer, texts[which], found.get(line.key), documents)
    return values


def placed(answer: Answer, text: str, before: Found | None, documents: Sequence[Document]) -> Answer:
    """The value where the first one stood; where nothing had been found, where a person was sent to look, or the only file."""
    source, place, label = Source.TEXT, None, ""
    if isinstance(before, Answer):
        source, place, label = before.source, before.place, before.label
    elif before is not None:
        place = before.place
    if place is None:
        place = Place(documents[0].file if len(documents) == 1 else "")
    return replace(answer, text=" ".join(text.split()), context=text, place=place, source=source, label=label)


def _by_name(sheet: Sheet, by_hand: Mapping[Which, Answer]) -> dict[str, Found]:
    """One value for each name; where two lines ask for it and two people read it differently, nobody knows which it is."""
    values: dict[str, Found] = {}
    for which, line in sheet.reads():
        if (answer := by_hand.get(which)) is None:
            continue
        other = values.setdefault(line.key, answer)
        if isinstance(other, Answer) and other.entries != answer.entries:
            doubts = tuple(dict.fromkeys((*other.doubts, Doubt.CONFLICT)))
            values[line.key] = replace(other, doubts=doubts, confidence=AT_MOST, also=(*other.also, answer))
    return values
