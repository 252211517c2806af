"""What each place of a formula comes to, and which of several places counts."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.checks.formula_answers import conflicting
from grader.document import Source
from grader.formulas.alarming import ALARMING
from grader.formulas.attempt import Attempt
from grader.formulas.tree import Number, size
from grader.probes.compare import Match
from grader.probes.proof import Verdict
from grader.score import Finding, Outcome, Proposal

HALF = 0.5


@dataclass(frozen=True)
class Opinion:
    """What one place comes to."""

    attempt: Attempt
    finding: Finding
    verdict: Verdict | None = None

    @property
    def read(self) -> bool:
        """Whether it could be read and worked out."""
        return self.verdict is not None and self.verdict.match is not Match.NO_VALUE and not self.verdict.unsure

    @property
    def size(self) -> int:
        """How long the formula is."""
        return size(self.attempt.readings[0].tree) if self.attempt.readings else 0

    @property
    def is_number(self) -> bool:
        """Whether it is a single number, as for an example."""
        return any(isinstance(one.tree, Number) and not one.program for one in self.attempt.readings[:1])

    @property
    def good(self) -> bool:
        """Whether it is right, or nearly."""
        return self.verdict is not None and not self.verdict.unsure and self.verdict.match in (Match.SAME, Match.TRANSPOSED)


def without_examples(opinions: Sequence[Opinion]) -> list[Opinion]:
    """The places without the numbers that come out for an example: `out = ⌊…⌋ + 1 = 28` tells a formula and then a number.

    A number that is right itself counts. A right formula with another number behind it is for a person, unless one stands somewhere
    without a number.
    """
    plain = any(one.good and not one.attempt.before_number for one in opinions)
    out: list[Opinion] = []
    for at, one in enumerate(opinions):
        behind = at > 0 and opinions[at - 1].attempt.before_number
        if one.attempt.before_number and not any(number.good for number in opinions[at + 1 : at + 2]):
            why = "a number is said to equal it, which may be an example"
            out.append(replace(one, finding=unsettled(one.finding, why)) if one.good and not plain else one)
        elif one.good or not (behind or one.is_number or one.attempt.before_number):
            out.append(one)
    return out or list(opinions)


def of_named(opinions: Sequence[Opinion]) -> tuple[Attempt, Finding]:
    """Behind the answer's name: the last place, as derivations end with their result, unless another one contradicts it."""
    main = opinions[-1]
    ways = [one for one in opinions[:-1] if one.attempt.denied and not one.attempt.readings]
    if main.good and ways:
        return main.attempt, unsettled(main.finding, "there is another way through the program")
    against = [one for one in opinions[:-1] if one.good != main.good and (one.good or one.read)]
    if against and (main.good or against[-1].good):
        good, bad = (main, against[-1]) if main.good else (against[-1], main)
        return conflicting(main.attempt, good.finding, bad.finding)
    if any(one.attempt.when is not None or one.attempt.otherwise for one in opinions[:-1]):
        return main.attempt, settled(main.finding, main.attempt) if main.good else unsettled(main.finding, "a case is told apart beside it")
    return main.attempt, main.finding


def of_nameless(opinions: Sequence[Opinion]) -> tuple[Attempt, Finding]:
    """Without a name: what stands by itself before what stands in a sentence, the last one, or else the largest, if it is right."""
    apart = [one for one in opinions if one.attempt.whole and not (one.attempt.alarm or one.attempt.denied)] or list(opinions)
    main, sizes = apart[-1], [one.size for one in apart]
    best = next((at for at, one in reversed(list(enumerate(apart))) if one.good), len(apart))
    if known := [one for one in apart[best + 1 :] if one.verdict is not None and one.verdict.mistake]:
        return conflicting(main.attempt, apart[best].finding, known[-1].finding)
    if main.good and (main.attempt.whole or main.size == max(sizes)):
        return main.attempt, main.finding
    told = opinions if not any(one.attempt.display for one in opinions) else apart
    largest = [one for one in told if one.size == max(each.size for each in told)]
    if len(largest) == 1 and largest[0].good:
        return largest[0].attempt, largest[0].finding
    good = next((one for one in reversed(opinions) if one.good), None)
    if good is not None:
        return conflicting(main.attempt, good.finding, main.finding)
    if len({one.attempt.text for one in apart}) > 1:
        return main.attempt, unsettled(main.finding, "several formulas stand there, none behind the name of the answer")
    return main.attempt, main.finding


def unsettled(finding: Finding, why: str) -> Finding:
    """A finding that only a person can make."""
    if finding.outcome is Outcome.REVIEW:
        return finding
    says = f"as it was read: {finding.says}; but that is doubtful ({why}), so a person decides"
    return replace(finding, outcome=Outcome.REVIEW, says=says, share=0.0, proposed=Proposal(finding.outcome, finding.share))


def settled(finding: Finding, attempt: Attempt) -> Finding:
    """The contract's most important rule: what was not read for certain is right at best, and never wrong."""
    if attempt.when is not None or attempt.otherwise:
        return unsettled(finding, "it is told for one case only")
    if attempt.denied:
        return unsettled(
            finding, "what stands beside it may change, deny or go on with it, or says that it is something else, another's or a guess"
        )
    if attempt.strays:
        return unsettled(finding, "its indices are not those of its left-hand side")
    if finding.outcome is Outcome.REVIEW or (finding.outcome is Outcome.RIGHT and (attempt.labelled or not attempt.alarm)):
        return finding
    if finding.outcome is Outcome.MISTAKE and finding.share > HALF and not attempt.alarm and not alarmed(attempt) and attempt.alone:
        return finding
    why = doubt(attempt) or ("" if finding.share > HALF else attempt.leeway)
    return unsettled(finding, why) if why else finding


def alarmed(attempt: Attempt) -> bool:
    """Whether any word of the line might say more; or the page was not read for certain there."""
    return (
        bool(attempt.doubts)
        or attempt.source is Source.OCR
        or not ALARMING.isdisjoint(re.findall(r"[^\W\d_]+", attempt.context.casefold()))
    )


def doubt(attempt: Attempt) -> str:
    """Why the reading of a place is not sure; empty where it is."""
    if attempt.doubts or attempt.source is Source.OCR:
        return ", ".join(attempt.doubts) or "read by OCR"
    if attempt.labelled:
        return "the word behind it may belong to it" if attempt.cut else ""
    if attempt.beside_unread:
        return "something else there looks like a formula and could not be read"
    if not attempt.alone:
        return "it does not bear the name of the answer, and more than one formula is asked for"
    if attempt.alarm:
        return "the words beside it may say more"
    return "" if attempt.whole else "it stands among the words of a sentence"
