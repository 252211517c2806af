"""Whether a training reached what was asked for within so many epochs: by its own printed log, which nobody can run again here."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from grader.answer import Answer, Doubt, Printed
from grader.checks.training_code import against
from grader.document import Document, Place, Source
from grader.printed.training_log import Stated, Training
from grader.saved import saved_outputs
from grader.score import Finding, Flag, Outcome, Proposal

SURE, UNSURE = 0.95, 0.5
AS_ROUNDED = Fraction(51, 10_000)
"""What a paper may round away: 71.4 % told as 71 %."""
DUST = 1e-9
APART = Fraction(1, 100)
"""An accuracy that is measured once more behind the last epoch is the same, or the best one."""
PERSON = "a person decides"


@dataclass(frozen=True)
class Wanted:
    """What a training has to reach."""

    low: float
    high: float
    epochs: int

    @property
    def words(self) -> str:
        """The rule for a report."""
        return (
            f"{percent(self.low)} to {percent(self.high)} after at most {self.epochs} epochs, as saved; the training is not run again here"
        )


@dataclass(frozen=True)
class Saved:
    """What stands in the outputs of a notebook."""

    document: Document | None
    trainings: tuple[Training, ...]
    paper: Answer | None = None
    """What another document says of it."""
    clear: bool = True
    """Whether it is clear which notebook is meant."""
    model: str | None = None
    """The class of the network that is asked for."""
    left_out: str = ""
    """What of the submission could not be looked into, although the notebook may be in it."""


@dataclass(frozen=True)
class Reached:
    """The accuracies of the training that counts."""

    training: Training
    by_epoch: tuple[tuple[int, Stated], ...]
    """On validation data, each with the number of epochs that were over."""
    last: Stated
    """What the training came to in the end."""

    def within(self, most: int) -> tuple[Stated, ...]:
        """Those of the first epochs."""
        return tuple(one for done, one in self.by_epoch if done <= most)


def percent(value: float | Fraction) -> str:
    """`71.3 %`."""
    return f"{float(100 * value):.2f}".rstrip("0").rstrip(".") + " %"


def reached(training: Training) -> Reached | None:
    """The validation accuracies of a training; None where it printed none."""
    told = ((training.done(epoch), epoch.accuracy("validation")) for epoch in training.epochs)
    by_epoch = tuple((done, one) for done, one in told if one is not None)
    after = [one for one in training.after if one.kind == "validation" and not one.best]
    last = after[-1] if after else by_epoch[-1][1] if by_epoch else None
    return None if last is None else Reached(training, by_epoch, last)


def trained(saved: Saved, wanted: Wanted) -> Finding:
    """The finding: by the last training that tells a validation accuracy."""
    every = [found for one in saved.trainings if (found := reached(one)) is not None]
    if not every:
        return _nothing_told(saved, wanted)
    finding = _by_epochs(every[-1], wanted)
    elsewhere = next((one for one in every[:-1] if float(one.last.value) >= wanted.low), None)
    if finding.outcome is Outcome.WRONG and elsewhere is not None:
        finding = _person(finding, f"another training comes to {percent(elsewhere.last.value)}")
    programs = () if saved.document is None else saved.document.programs
    if why := against(every[-1].last, every[-1].training, saved.trainings, programs, saved.model):
        finding = replace(_person(finding, why), proposed=None)
    return _beside_the_paper(finding, every[-1], saved.paper, wanted)


def _by_epochs(found: Reached, wanted: Wanted) -> Finding:
    """What one training comes to."""
    length, last = found.training.length, float(found.last.value)
    says = f"{percent(found.last.value)} validation accuracy after {length} epoch{'s' * (length != 1)}"
    if not length:
        finding = _judged(last, wanted, f"{percent(found.last.value)} validation accuracy")
        return _person(finding, "after how many epochs is not printed")
    finding = _judged(last, wanted, says)
    if length > wanted.epochs:
        return _too_long(found, wanted, says)
    best = max((one.value for _, one in found.by_epoch), default=found.last.value)
    if found.by_epoch and all(abs(one.value - found.last.value) > APART for one in (found.by_epoch[-1][1], *_best(found))):
        return _person(finding, f"the last epoch itself printed {percent(found.by_epoch[-1][1].value)}")
    if finding.outcome is Outcome.WRONG and float(best) >= wanted.low:
        return _person(_judged(float(best), wanted, says), f"an earlier epoch came to {percent(best)}")
    return finding


def _best(found: Reached) -> Sequence[Stated]:
    """The best epoch, whose weights a program may have loaded again."""
    return [max((one for _, one in found.by_epoch), key=lambda one: one.value)]


def _too_long(found: Reached, wanted: Wanted, says: str) -> Finding:
    """More epochs than are allowed: what the allowed ones came to counts."""
    within = found.within(wanted.epochs)
    if within and float(within[-1].value) >= wanted.low:
        count = f"after {wanted.epochs} epochs, which are allowed, it was {percent(within[-1].value)}"
        return _judged(float(within[-1].value), wanted, f"{says}; {count}")
    finding = Finding(Outcome.WRONG, says, rule=wanted.words)
    if float(found.last.value) < wanted.low:
        return _judged(float(found.last.value), wanted, says)
    best = max((one.value for one in within), default=None)
    told = f"{wanted.epochs} epochs are allowed" + (f", and within them it comes to {percent(best)}" if best is not None else "")
    return _person(finding, told)


def _judged(value: float, wanted: Wanted, says: str) -> Finding:
    """One accuracy against what is asked for; a float's dust makes no difference."""
    if value > wanted.high + DUST:
        return _person(Finding(Outcome.WRONG, says, rule=wanted.words), "that is more than is plausible")
    if value >= wanted.low - DUST:
        return Finding(Outcome.RIGHT, says, 1.0, wanted.words)
    return Finding(Outcome.WRONG, f"{says}; at least {percent(wanted.low)} was asked for", rule=wanted.words)


def _person(finding: Finding, why: str) -> Finding:
    """For a person, with what it looks like."""
    if finding.outcome is Outcome.REVIEW:
        return finding
    says = f"{finding.says}; {why}; {PERSON}"
    return Finding(Outcome.REVIEW, says, rule=finding.rule, proposed=Proposal(finding.outcome, finding.share))


def _beside_the_paper(finding: Finding, found: Reached, paper: Answer | None, wanted: Wanted) -> Finding:
    """A paper that says something else than the outputs; what the sheet asks for is often said again."""
    if paper is None or not isinstance(paper.entries, Printed):
        return finding
    told = paper.entries.value
    if abs(float(told) - wanted.low) < DUST:
        return finding
    printed = [found.last.value, *(one.value for _, one in found.by_epoch)]
    if any(abs(told - one) <= max(AS_ROUNDED, paper.entries.unit or Fraction(0)) for one in printed):
        return finding
    contradiction = f"{paper.place.file} says {percent(told)}"
    if Doubt.SURMISED in paper.doubts:
        return Finding(finding.outcome, f"{finding.says}; {contradiction}", finding.share, finding.rule, proposed=finding.proposed)
    if finding.outcome is Outcome.REVIEW:
        return Finding(
            finding.outcome, f"{finding.says}; {contradiction}", rule=finding.rule, proposed=finding.proposed, flags=(Flag.CONFLICT,)
        )
    says = f"{finding.says}, but {contradiction}; {PERSON}"
    proposed = Proposal(finding.outcome, finding.share)
    return Finding(Outcome.REVIEW, says, rule=finding.rule, proposed=proposed, flags=(Flag.CONFLICT,))


def _nothing_told(saved: Saved, wanted: Wanted) -> Finding:
    """No accuracy that is said to be one on validation data."""
    paper = "" if saved.paper is None else f"; {saved.paper.place.file} speaks of {saved.paper.text}"
    if saved.document is None:
        says = "no such notebook was handed in" if saved.clear else "it is not clear which notebook is meant"
        says = f"{says}; {saved.left_out}" if saved.left_out else says
        certain = saved.clear and not paper and not saved.left_out
    else:
        unclear = [
            one for each in saved.trainings for one in (*(s for e in each.epochs for s in e.stated), *each.after) if one.kind == "unclear"
        ]
        if unclear:
            finding = _judged(float(unclear[-1].value), wanted, f"{percent(unclear[-1].value)} accuracy")
            return _person(finding, f"on which data is not printed{paper}")
        facts = saved_outputs(saved.document)
        nothing = facts is not None and not facts.outputs
        says = f"{saved.document.file} has no outputs" if nothing else f"{saved.document.file} prints no validation accuracy"
        certain = (nothing or not saved.document.unread) and not paper
    outcome = Outcome.MISSING if certain else Outcome.REVIEW
    return Finding(outcome, f"{says}{paper}" + ("" if certain else f"; {PERSON}"), rule=wanted.words)


def shown(saved: Saved, wanted: Wanted) -> Answer | None:
    """The accuracy that counts, with its place in the output of a cell."""
    every = [found for one in saved.trainings if (found := reached(one)) is not None]
    if saved.document is None or not every:
        return saved.paper
    within = every[-1].within(wanted.epochs)
    one = within[-1] if every[-1].training.length > wanted.epochs and within else every[-1].last
    entries = Printed(one.value, one.unit, len(str(one.value.numerator)), share=True)
    place = Place(saved.document.file, page=one.cell, line=one.line, printed=True)
    doubts = () if every[-1].training.length else (Doubt.IN_TRAINING,)
    also = () if saved.paper is None else (saved.paper,)
    return Answer(percent(one.value), entries, place, Source.NOTEBOOK, SURE if not doubts else UNSURE, doubts, context=one.text, also=also)
