"""A written formula against the reference's function, by what both give at drawn points."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, Field

from grader.answer import Answer, Shown
from grader.checks.fields import Name, OneLongLine, Share, Shares, YesNo, one_line
from grader.checks.formula_answers import answer_of, conflicting, drawn
from grader.checks.line import Line
from grader.document import Source
from grader.errors import ReferenceFault
from grader.formulas.alarming import ALARMING
from grader.formulas.attempt import Attempt, Written
from grader.formulas.tree import Number, size
from grader.nearest import quoted
from grader.probes.compare import Match
from grader.probes.drawn import Order, untied
from grader.probes.formula_lines import shown_readings, shown_size
from grader.probes.proof import Proof, Verdict, judged, proof_of
from grader.probes.symbols import Symbol
from grader.references.reference import Reference
from grader.score import Finding, Outcome, Proposal
from grader.seeds import seed_of

if TYPE_CHECKING:
    from grader.checks.case import Case

HALF = 0.5
TIMES = re.compile(r"(\d{1,2}(?:\.\d)?)\s*[x×]")
LETTERS = re.compile(r"[a-zA-Z](?:[\s,]+[a-zA-Z])*")


def times(value: object) -> float:
    """`2x`."""
    said = one_line(value)
    if (found := TIMES.fullmatch(said)) is None or float(found[1]) < 1:
        raise ValueError(f"wants how many times the size of `shown as:`, such as `2x`, not {quoted(said)}")
    return float(found[1])


def letters(value: object) -> tuple[str, ...]:
    """`i j`."""
    said = one_line(value)
    found = tuple(re.split(r"[\s,]+", said)) if LETTERS.fullmatch(said) else ()
    if not found or len(set(found)) < len(found):
        raise ValueError(f"wants letters with blanks between them, such as `i j`, not {quoted(said)}")
    return found


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


class Formula(Line):
    """`formula: ridge_weights`: right where it gives what the reference's function gives, in whatever form."""

    word: ClassVar[str] = "formula"
    no_self_check: ClassVar[str] = "it would tell whether a formula is right"

    formula: Name
    indices: Annotated[tuple[str, ...], BeforeValidator(letters)] = ()
    shown_as: OneLongLine | None = Field(default=None, alias="shown as")
    at_most: Annotated[float | None, BeforeValidator(times)] = Field(default=None, alias="at most")
    unsimplified: Share | None = None
    transposed: Share | None = None
    each_way: YesNo = Field(default=False, alias="each way")
    mistakes: Shares = Field(default_factory=dict)

    def probed(self) -> tuple[str, ...]:
        """The formula itself and the known mistakes with it."""
        return (self.formula, *self.mistakes)

    def order(self, reference: Reference, sheet: str, symbols: Mapping[str, Symbol], besides: tuple[str, ...]) -> Order:
        """What is drawn: the same for every group, and known to nobody without the reference."""
        return Order(reference, self.formula, symbols, seed_of(sheet, reference.sha256, self.formula), besides)

    def proof(self, case: "Case") -> Proof:
        """The points, and what is right there. Raises ReferenceFault."""
        return proof_of(case.drawn[self.formula][0], tuple(self.mistakes))

    def run(self, case: "Case") -> Finding:
        """What was written, at the points."""
        found = case.formulas.get(self.formula)
        if found is None:
            return Finding(Outcome.REVIEW, "not looked for", rule=self.rule)
        if not found.attempts:
            return Finding(Outcome.MISSING if found.certain else Outcome.REVIEW, found.why, rule=self.rule)
        try:
            proof = self.proof(case)
        except ReferenceFault as problem:
            says = "the course's own formula fails; that is not your fault, and a person decides"
            return Finding(Outcome.FAULT, says, rule=self.rule, detail=str(problem))
        return replace(self.chosen(case, proof, found)[1], rule=self.rule, expected_formula=self.expected_formula(case))

    def expected_formula(self, case: "Case") -> Shown | None:
        """The formula of `shown as:`."""
        words = case.drawn[self.formula][1]
        return None if self.shown_as is None else drawn(shown_readings(self.shown_as, words)[0].tree, words)

    def chosen(self, case: "Case", proof: Proof, found: Written) -> tuple[Attempt, Finding]:
        """The place that counts, and what it comes to with the others beside it."""
        opinions = [self.opinion(case, proof, one) for one in found.attempts]
        if not found.attempts[-1].labelled:
            return of_nameless(opinions)
        if case.reference.arguments(self.formula):  # what comes out for an example is no other answer
            opinions = [one for one in opinions if not one.is_number] or opinions
        attempt, finding = of_named(opinions)
        if finding.outcome not in (Outcome.WRONG, Outcome.MISTAKE):
            return attempt, finding
        good = next((one for one in (self.opinion(case, proof, each) for each in found.nameless) if one.good), None)
        return (attempt, finding) if good is None else conflicting(attempt, good.finding, finding)

    def opinion(self, case: "Case", proof: Proof, attempt: Attempt) -> Opinion:
        """What one place comes to."""
        if not attempt.readings:
            return Opinion(attempt, Finding(Outcome.REVIEW, f"it could not be read as a formula ({attempt.why}); a person decides"))
        verdict = judged(attempt.readings, proof, attempt.order or self.indices, each_way=self.each_way)
        return Opinion(attempt, settled(self.found(case, proof, verdict), attempt), verdict)

    def found(self, case: "Case", proof: Proof, verdict: Verdict) -> Finding:
        """A verdict as a finding, the reading being sure."""
        agrees = f"agrees with the reference at {len(proof.points)} random points"
        if verdict.unsure:
            proposed = Proposal(Outcome.RIGHT, 1.0) if verdict.match is Match.SAME else Proposal(Outcome.WRONG, 0.0)
            return Finding(Outcome.REVIEW, f"{verdict.unsure}; a person decides", proposed=proposed)
        match verdict.match:
            case Match.SAME:
                return self.simple_enough(case, verdict, agrees)
            case Match.TRANSPOSED:
                return self.turned(agrees)
            case Match.NO_VALUE:
                return Finding(Outcome.REVIEW, f"it could not be worked out ({verdict.why}); a person decides")
        if verdict.mistake:
            return Finding(Outcome.MISTAKE, case.reference.sentence(verdict.mistake), self.mistakes[verdict.mistake])
        why = f"its parts do not fit: {verdict.why}" if verdict.match is Match.NO_FIT else "it gives other values than the right one"
        return Finding(Outcome.WRONG, why, 0.0)

    def simple_enough(self, case: "Case", verdict: Verdict, agrees: str) -> Finding:
        """Right, unless it had to be simplified and was not."""
        why = "" if self.at_most is None else self.left_to_do(case, verdict)
        if not why:
            return Finding(Outcome.RIGHT, agrees, 1.0)
        says = f"{agrees}, but is not simplified ({why})"
        if self.unsimplified is not None:
            return Finding(Outcome.MISTAKE if self.unsimplified < 1 else Outcome.RIGHT, says, self.unsimplified)
        return Finding(Outcome.REVIEW, f"{says}; a person decides", proposed=Proposal(Outcome.RIGHT, 1.0))

    def left_to_do(self, case: "Case", verdict: Verdict) -> str:
        """Why a formula is not simplified; empty where it is."""
        order, words = case.drawn[self.formula]
        if verdict.reading is None or self.at_most is None:
            return ""
        if size(verdict.reading.tree) > self.at_most * shown_size(words, self):
            return "it is far longer than it need be"
        free = judged([replace(verdict.reading, told=False)], proof_of(untied(order), ()), self.indices)
        return "it still uses that shares sum to 1" if free.match is Match.DIFFERENT else ""

    def turned(self, agrees: str) -> Finding:
        """Right but for a transpose."""
        says = f"{agrees} once it is transposed"
        if self.transposed is None:
            return Finding(Outcome.REVIEW, f"{says}; a person decides", proposed=Proposal(Outcome.RIGHT, 1.0))
        return Finding(Outcome.MISTAKE if self.transposed < 1 else Outcome.RIGHT, says, self.transposed)

    @property
    def rule(self) -> str:
        """What is asked for, for a report."""
        return "the same values as the reference at random points" + (", simplified" if self.at_most is not None else "")

    def shown(self, case: "Case") -> Answer | None:
        """The place that counts, with the formula as it was understood."""
        found = case.formulas.get(self.formula)
        if found is None or not found.attempts:
            return None
        try:
            proof = self.proof(case)
            attempt = self.chosen(case, proof, found)[0]
        except ReferenceFault:
            attempt = found.attempts[-1]
        return answer_of(attempt, case, self.formula)


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
