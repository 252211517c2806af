"""A written formula against the reference's function, by what both give at drawn points."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Annotated, ClassVar

from pydantic import BeforeValidator, Field

from grader.answer import Answer, Shown
from grader.checks.fields import Name, OneLongLine, Share, Shares, YesNo, one_line
from grader.checks.formula_answers import answer_of, conflicting, drawn
from grader.checks.formula_opinions import Opinion, of_named, of_nameless, settled, without_examples
from grader.checks.line import Line
from grader.errors import ReferenceFault
from grader.formulas.attempt import Attempt, Written
from grader.formulas.tree import size
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
        if case.reference.arguments(self.formula):
            opinions = without_examples(opinions)
        else:  # it is a number, and what stands before that only leads to it
            opinions = [one for one in opinions if not one.attempt.before_number]
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
