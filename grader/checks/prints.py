"""A value that a notebook printed: in its saved outputs, which are a claim, and apart from that when it is run again."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, ClassVar, Literal, Self

from pydantic import Field, model_validator

from grader.answer import Answer, Doubt, Entries, NotFound, Printed, Value, flat, shape
from grader.checks.between import in_range
from grader.checks.code_fields import FilePath, Seconds
from grader.checks.fields import Name, Number, Tolerance, Whole, YesNo
from grader.checks.line import Line
from grader.checks.notebook_cells import about_cells, beside_cells, protected_seen
from grader.checks.notebook_named import is_notebook, may_be_meant, notebook_meant
from grader.checks.rerun_cells import as_cells, why_not_run
from grader.checks.trained import Saved, Wanted, shown, trained
from grader.checks.verdict import verdict
from grader.formalities.left_out import may_be
from grader.printed.training_log import trainings
from grader.references.follow import true_value
from grader.references.tolerance import Rule
from grader.run import Question, Run
from grader.score import Finding, Flag, Outcome, Proposal, Ran
from grader.written import written

if TYPE_CHECKING:
    from grader.checks.case import Case

SECONDS = 60.0
"""Processor time of one cell."""
GOOD = (Outcome.RIGHT, Outcome.FOLLOWS)
Origin = Literal["saved", "re-run", "paper"]
ORIGINS: tuple[Origin, Origin] = ("saved", "re-run")


def place(mark_name: str, origin: Origin) -> str:
    """Under which name what was found for a line stands among all that was found; no value's name has a blank."""
    return f"{mark_name} {origin}"


@dataclass(frozen=True)
class Half:
    """What one of the two sources says."""

    answer: Answer | None
    finding: Finding | None
    """None where nothing was found."""

    @property
    def good(self) -> bool:
        """Whether it is right."""
        return self.finding is not None and self.finding.outcome in GOOD


class Prints(Line):
    """`prints: accuracy`, in the one notebook or that of `in:`: right in the saved outputs, and in a re-run unless `rerun: no`."""

    word: ClassVar[str] = "prints"
    no_self_check: ClassVar[str] = "it would tell whether a number is right"

    prints: Name
    file: FilePath | None = Field(default=None, alias="in")
    cell: Whole | None = None
    within: Tolerance | None = None
    digits: Whole | None = None
    low: Number | None = Field(default=None, alias="from")
    high: Number | None = Field(default=None, alias="to")
    epochs: Whole | None = None
    model: Name | None = None
    unchanged: YesNo = False
    rerun: YesNo = True
    seconds: Seconds | None = None

    @model_validator(mode="after")
    def _range_or_reference(self) -> Self:
        if (self.low is None) != (self.high is None):
            raise ValueError("has only one of `from:` and `to:`; a range needs both")
        if self.low is not None and self.high is not None and self.low >= self.high:
            raise ValueError(f"`from:` must be below `to:`, and {self.low:g} is not below {self.high:g}")
        if self.low is not None and (self.within is not None or self.digits is not None):
            raise ValueError("has a range, so `within:` and `digits:` say nothing; leave them out")
        if self.epochs is not None and (self.low is None or self.rerun):
            raise ValueError("`epochs:` is about a training: it wants `from:`, `to:` and `rerun: no`")
        if self.epochs is not None and self.low is not None and self.high is not None and not 0 <= self.low < self.high <= 1:
            raise ValueError(f"`epochs:` wants a range of accuracies, such as `from: 70%`, `to: 100%`, not {self.low:g} to {self.high:g}")
        if self.epochs is not None and self.cell is not None:
            raise ValueError("`epochs:` reads the last training of the whole notebook, so `cell:` says nothing; leave it out")
        if self.seconds is not None and not self.rerun:
            raise ValueError("`seconds:` is about a re-run, and `rerun: no` wants none; leave one of them out")
        if self.file is not None and not self.file.endswith(".ipynb"):
            raise ValueError("`in:` wants a notebook")
        return self

    @model_validator(mode="after")
    def _about_a_training(self) -> Self:
        if self.unchanged and (self.epochs is None or self.file is None):
            raise ValueError("`unchanged: yes` is about a training of one notebook: it wants `epochs:` and `in:`")
        if self.model is not None and self.epochs is None:
            raise ValueError("`model:` is about a training: it wants `epochs:`")
        return self

    @property
    def ranged(self) -> bool:
        """Whether anything in a range will do."""
        return self.low is not None

    def computed(self) -> tuple[str, ...]:
        """The value itself, where it is not only a range."""
        return () if self.ranged else (self.prints,)

    def mentioned(self) -> tuple[str, ...]:
        """The value itself."""
        return (self.prints,)

    def leans_on(self) -> tuple[str, ...]:
        """What a training came to is read from its log alone."""
        return () if self.epochs is not None else self.mentioned()

    def runs_code(self) -> bool:
        """For the re-run; cells are compared in a job as well, and none of them is run there."""
        return self.rerun or self.unchanged

    def questions(self, files: Collection[str]) -> tuple[Question, ...]:
        """The cells of the notebook, one after another, or whether those that were to stay did; nothing where it is not clear which one."""
        notebook = self.notebook(files)
        if self.unchanged and notebook is not None:
            return (about_cells("protected", notebook, self.file or ""),)
        return (Question("cells", {"file": notebook}, self.seconds or SECONDS),) if self.rerun and notebook is not None else ()

    def notebook(self, files: Collection[str]) -> str | None:
        """The notebook that is meant: the one of that name, whatever stands round it, or the only one."""
        if self.file is not None:
            return notebook_meant(self.file, files, lone=self.epochs is None)  # whose training it is must be clear
        found = [name for name in files if is_notebook(name)]
        return found[0] if len(found) == 1 else None

    def meant(self, name: str) -> bool:
        """Whether a file may be the notebook."""
        return is_notebook(name) if self.file is None else may_be_meant(self.file, name)

    def run(self, case: "Case") -> Finding:
        """Both sources apart, then together; a training is read as one."""
        if self.epochs is not None and self.low is not None and self.high is not None:
            finding = trained(self.training(case), Wanted(self.low, self.high, self.epochs))
            return beside_cells(finding, protected_seen(self.file or "", case.run, handed_in=True)) if self.unchanged else finding
        saved, rerun = self.half(case, "saved"), self.half(case, "re-run")
        both = self.together(case, saved, rerun)
        ran = None if case.run is None or not case.run.replies else Ran(as_cells(case.run))
        return replace(both, rule=self.rule_in_words, expected=self.expected_value(case), ran=ran)

    def half(self, case: "Case", origin: Origin) -> Half:
        """What one source says."""
        answer = case.answer(place(self.mark_name, origin))
        if answer is None:
            return Half(None, None)
        finding = self.judged(case, answer)
        others = [self.judged(case, one) for one in answer.also] if Doubt.CONFLICT in answer.doubts else []
        if any((one.outcome in GOOD) != (finding.outcome in GOOD) for one in others):
            values = dict.fromkeys(written(one.entries) for one in (answer, *answer.also))
            finding = doubted(finding, f"printed more than once and not alike ({', '.join(values)})")
        return Half(answer, finding)

    def judged(self, case: "Case", answer: Answer) -> Finding:
        """Whether a value is right."""
        if not self.ranged:
            return verdict(case, answer, self.prints, self.rule, {})
        if not isinstance(answer.entries, Printed):
            return Finding(Outcome.REVIEW, "a single number is asked for, and this is none")
        return in_range(answer.entries, self.low or 0.0, self.high or 0.0)

    def together(self, case: "Case", saved: Half, rerun: Half) -> Finding:
        """What the two come to: a contradiction and whatever is unsure go to a person."""
        if saved.answer is not None and rerun.answer is not None:
            return self.both(saved, rerun)
        if saved.answer is not None:
            return self.saved_alone(saved, case.run)
        if rerun.answer is not None and rerun.finding is not None:
            shown = f"not among the saved outputs; run again it prints {written(rerun.answer.entries)}"
            if rerun.good:
                return replace(rerun.finding, says=f"{shown}: {rerun.finding.says}")
            return doubted(rerun.finding, f"{shown}, {rerun.finding.says}")
        return self.absent(case)

    def both(self, saved: Half, rerun: Half) -> Finding:
        """Both are there."""
        if saved.answer is None or rerun.answer is None or saved.finding is None or rerun.finding is None:
            raise ValueError("one of the two is not there")
        shown = f"saved: {written(saved.answer.entries)}; run again: {written(rerun.answer.entries)}"
        same = alike(saved.answer.entries, rerun.answer.entries)
        if saved.good and rerun.good:
            return replace(saved.finding, says=f"{saved.finding.says} ({shown})")
        if saved.good != rerun.good or not same:
            found = doubted(rerun.finding if same else better(saved.finding, rerun.finding), f"the two sources do not agree ({shown})")
            return replace(found, flags=tuple(dict.fromkeys((*found.flags, Flag.CONFLICT))))
        return self.sure(saved, f"{saved.finding.says} ({shown})")

    def saved_alone(self, saved: Half, run: Run | None) -> Finding:
        """Only the saved outputs are there: anybody can write some, and unless the rubric is content with them a person decides."""
        if saved.answer is None or saved.finding is None:
            raise ValueError("it is not there")
        why = why_not_run(run) if self.rerun else ""
        says = f"{saved.finding.says} (saved: {written(saved.answer.entries)}{why})"
        if saved.good and self.rerun:
            return doubted(saved.finding, says)
        return self.sure(saved, says)

    def sure(self, half: Half, says: str) -> Finding:
        """A finding as it is, unless what it stands on was read with doubts."""
        if half.answer is None or half.finding is None:
            raise ValueError("it is not there")
        found = replace(half.finding, says=says)
        if half.good or found.outcome is Outcome.REVIEW or half.answer.sure:
            return found
        return doubted(found, f"as it was read: {says}; but the reading is doubtful")

    def shown(self, case: "Case") -> Answer | None:
        """What was saved, and beside it what a re-run prints."""
        if self.epochs is not None and self.low is not None and self.high is not None:
            return shown(self.training(case), Wanted(self.low, self.high, self.epochs))
        saved, rerun = (case.answer(place(self.mark_name, origin)) for origin in ORIGINS)
        if saved is None or rerun is None:
            return saved or rerun
        return replace(saved, also=(*saved.also, rerun))

    def training(self, case: "Case") -> Saved:
        """What the outputs of the notebook say of its trainings, and what the paper says of them."""
        name = self.notebook([one.file for one in case.documents])
        document = next((one for one in case.documents if one.file == name), None)
        clear = document is not None or not any(self.meant(one.file) for one in case.documents)
        paper = case.answer(place(self.mark_name, "paper"))
        return Saved(document, trainings(document.lines) if document is not None else (), paper, clear, self.model, self.left_out(case))

    def left_out(self, case: "Case") -> str:
        """Why the notebook may have been handed in although it is not seen."""
        seen = self.notebook([one.file for one in case.documents]) is not None
        return "" if seen else may_be(self.file or "*.ipynb", case.handed)

    def absent(self, case: "Case") -> Finding:
        """Neither is there."""
        found = [case.found.get(place(self.mark_name, origin)) for origin in ORIGINS]
        first = next((one for one in found if isinstance(one, NotFound)), None)
        if first is None:
            return Finding(Outcome.REVIEW, "no notebook could be looked into; a person decides")
        if left_out := self.left_out(case):
            return Finding(Outcome.REVIEW, f"{first.why}; {left_out}; a person decides")
        certain = all(one.certain for one in found if isinstance(one, NotFound))
        return Finding(Outcome.MISSING if certain else Outcome.REVIEW, first.why if certain else f"{first.why}; a person decides")

    def expected_value(self, case: "Case") -> Value | None:
        """What is right, where there is one."""
        return None if self.ranged else true_value(case.reference, self.prints)

    @property
    def rule(self) -> Rule:
        """How close is close enough on this line."""
        amount = None if self.within is None else Fraction(repr(self.within.amount))
        return Rule(amount, self.within is not None and self.within.relative, self.digits)

    @property
    def rule_in_words(self) -> str:
        """The rule for a report."""
        return f"from {self.low:g} to {self.high:g}" if self.low is not None and self.high is not None else self.rule.words()


def doubted(finding: Finding, says: str) -> Finding:
    """For a person, with what it looks like."""
    proposed = None if finding.outcome is Outcome.REVIEW else Proposal(finding.outcome, finding.share)
    return replace(finding, outcome=Outcome.REVIEW, says=f"{says}; a person decides", share=0.0, proposed=proposed)


def better(one: Finding, other: Finding) -> Finding:
    """The one that is worth more."""
    return other if other.share > one.share else one


def alike(one: Entries, other: Entries) -> bool:
    """Whether two printed values are the same within what they were printed with."""
    if shape(one) != shape(other):
        return False
    pairs = zip(flat(one), flat(other), strict=True)
    return all(abs(a.value - b.value) <= max(a.unit or Fraction(0), b.unit or Fraction(0)) for a, b in pairs)
