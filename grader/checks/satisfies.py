"""A value that may be right in several forms: a predicate of the reference says whether it does the job."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, Self

from pydantic import Field

from grader.answer import Value
from grader.askable import problems as problems_of
from grader.asked import Asked, Order, asked
from grader.checks.accepted import judgement, together
from grader.checks.asking import Asking
from grader.checks.fields import Name, Shares
from grader.checks.line import Line
from grader.checks.read_value import judged_as_read
from grader.checks.replies import unattempted, verdict
from grader.checks.shape_fields import Shaped
from grader.checks.short_values import written
from grader.errors import ReferenceFault
from grader.references.course_graph import problems as problems_below
from grader.references.predicate import EXAMPLE, Accepts, Shapes, example_of, form_of, inputs_of, not_callable, shapes_words
from grader.references.predicate import problems as unfit
from grader.references.quantity import CannotFollow, maybe_entries, plain, shape_of
from grader.references.reference import Reference
from grader.run import Ending, Run
from grader.score import Finding, Outcome
from grader.seeds import seed_of

if TYPE_CHECKING:
    from grader.checks.case import Case

SHOWN = 5
"""Inputs whose value is shown to the instructor, where it is not right."""

TO_DO = "look at it yourself, or let the predicate judge such values, too"
"""What an instructor does where a predicate cannot tell."""


class Satisfies(Asking):
    """`satisfies: difference_filter`: the reference's predicate of that name accepts the value that was read, or that code gives."""

    word: ClassVar[str] = "satisfies"
    no_self_check: ClassVar[str] = "it would tell whether a value is right"

    satisfies: Name
    shape: Shaped | None = None
    mistakes: Shares = Field(default_factory=dict)

    def wanted(self) -> tuple[str, ...]:
        """The value itself, unless code gives it."""
        return () if self.runs_code() else (self.satisfies,)

    def runs_code(self) -> bool:
        """Where the line says how the group's code gives the value."""
        return bool(self.file or self.through or self.calls or self.inputs)

    def after(self, earlier: Sequence[Line]) -> Self:
        """As for `same:`, where this line is about code."""
        return super().after(earlier) if self.runs_code() else self

    def spoken_of(self) -> tuple[str, ...]:
        """The predicate, and the known mistakes that it may name."""
        return (self.satisfies, *self.mistakes)

    def slips(self) -> Iterator[str]:
        """As for `same:`; and what is about code in a line that runs none."""
        yield from super().slips()
        for setting, given in (("random", self.random), ("seconds", self.seconds is not None)):
            if given and not self.runs_code():
                yield f"`{setting}:` is about code, and this line reads a value; leave it out, or say with `in:` where the code stands"

    def unfit(self, reference: Reference) -> Iterator[str]:
        """A predicate that cannot be asked, an example or a known mistake that cannot, or inputs that nothing yields."""
        for name in self.mistakes:
            yield from not_callable(reference, name)
        example = f"{self.satisfies}{EXAMPLE}"
        if self.runs_code():
            yield from problems_of(reference, self.satisfies, self.drawn_by, judges=True)
            return
        found = list(unfit(reference, self.satisfies, asks=False))
        yield from (*found, *problems_below(reference, [example]))
        if self.shape is None and not found and example not in reference.names and self.satisfies in reference.functions:
            said = f"nothing says which shape `{self.satisfies}` has; give it a `shape:`"
            yield f"{self.origin.file}, line {self.origin.line}: {said}, or write `def {example}():`, which gives a right one"

    def shapes(self, reference: Reference | None) -> Shapes | None:
        """The shapes that the value may have: those of the line, or that of the reference's example; None where neither tells."""
        if self.shape is not None or reference is None:
            return self.shape
        example = example_of(reference, self.satisfies, {})
        return None if maybe_entries(example) is None else (shape_of(example),)

    def counts(self, reference: Reference | None) -> bool:
        """Whether the value is a whole number, as the reference's example is: `23.316` is one in Germany."""
        example = None if reference is None else example_of(reference, self.satisfies, {})
        return isinstance(example, int) and not isinstance(example, bool)

    @property
    def ranged(self) -> bool:
        """A lone number passes by chance; a filter that does its job does not."""
        return self.shape is not None and () in self.shape

    def asked(self, reference: Reference, sheet: str, task: str) -> Asked:
        """The inputs, each with the predicate as it judges what comes back."""
        seed = seed_of(sheet, task, self.mark_name)
        return asked(reference, Order(self.satisfies, self.drawn_by, seed, self.random, judges=True, shapes=self.shape or ()))

    def prove(self, reference: Reference, sheet: str, task: str) -> None:
        """The reference's own example must do the job, and each of its known mistakes must be seen."""
        if self.runs_code():
            every = [one.expected for one in self.asked(reference, sheet, task).inputs]
        else:
            self._example_fits(reference)
            every = [self._accepts(reference, sheet, task)]
        for by in every:
            for name, share, mistake in ((f"{self.satisfies}{EXAMPLE}", 1.0, ""), *((one, 0.0, one) for one in self.mistakes)):
                value = _value_of(reference, name, by.arguments or {})
                if value is None:
                    continue
                said = judgement(value, by)
                if said.problem or (said.share, said.mistake) != (share, mistake):
                    told = said.problem or f"it says {f'`{said.mistake}`' if said.mistake else said.says or f'{100 * said.share:g} %'}"
                    wanted = f"must see `{mistake}`" if mistake else "must accept it"
                    where = f"{reference.where(self.satisfies)}: `{self.satisfies}` judges what `{name}` gives and {wanted}"
                    raise ReferenceFault(f"{where}, but {told}{'' if said.problem.endswith('?') else '; mend one of the two'}")

    def _example_fits(self, reference: Reference) -> None:
        """A right value of another shape than the line asks for would send every right answer to a person."""
        name = f"{self.satisfies}{EXAMPLE}"
        example = _value_of(reference, name, {})
        if self.shape and maybe_entries(example) is not None and form_of(shape_of(example), self.shape) is None:
            said = f"`shape:` is {shapes_words(self.shape)}, but `{name}` has the shape {shapes_words((shape_of(example),))}"
            raise ReferenceFault(f"{self.origin.file}, line {self.origin.line}: {said}; mend one of the two")

    def _accepts(self, reference: Reference, sheet: str, task: str, own: dict[str, Any] | None = None) -> Accepts:
        """The predicate for a value that was read."""
        return Accepts(reference, self.satisfies, self.shapes(reference) or (), own, seed_of(sheet, task, self.mark_name))

    def run(self, case: "Case") -> Finding:
        """What the predicate says of what was read, or of what code gave."""
        if self.runs_code():
            return self.tried(case)
        finding = replace(case.absent(self.satisfies), rule="")
        if (answer := case.answer(self.satisfies)) is not None:
            by = self._accepts(case.reference, case.sheet, case.task)
            finding = judged_as_read(case, answer, by, self.mistakes)
        return replace(finding, rule=self.words(case.reference), expected=self._example(case.reference))

    def words(self, reference: Reference) -> str:
        """The rule for people: what the predicate's docstring says behind its label."""
        does = reference.sentence(self.satisfies).partition(":")[2].strip().rstrip(".")
        shapes = "" if self.runs_code() else shapes_words(self.shapes(reference) or ())
        rule = f"any value that does this: {does}" if does else "any value that does what is asked for"
        return f"{rule}; shape {shapes}" if shapes else rule

    def _example(self, reference: Reference) -> Value | None:
        """A value that is right, for the instructor."""
        if inputs_of(reference, self.satisfies):
            return None
        example = example_of(reference, self.satisfies, {})
        return None if maybe_entries(example) is None else plain(example)

    def found(self, run: Run, what: Asked) -> Finding:
        """The finding from what came back; a known mistake or a share where every input that is not right earns it."""
        reference = what.inputs[0].expected.reference
        finding = replace(verdict(run, what, self.rules), rule=self.words(reference))
        pairs = list(zip(run.replies, what.inputs, strict=False))
        if any(reply.ending is not Ending.FINISHED or unattempted(reply, one) for reply, one in pairs) or len(pairs) < len(what.inputs):
            return finding
        judged = [judgement(reply.value, one.expected) for reply, one in pairs]
        said = together(judged)
        if amiss := [f"input {at}: it gives {written(pairs[at - 1][0].value)}" for at, one in enumerate(judged, start=1) if one.share < 1]:
            problem = f"{said.problem}; {TO_DO}" if said.problem else ""
            finding = replace(finding, detail="\n".join(part for part in (problem, *amiss[:SHOWN]) if part))
        if finding.outcome is not Outcome.WRONG:
            return finding
        share = self.mistakes.get(said.mistake, said.share)
        outcome = Outcome.MISTAKE if said.mistake in self.mistakes or share else Outcome.WRONG
        says = said.says if said.mistake else f"{100 * share:.3g} % of what is asked for" if share else finding.says
        return replace(finding, outcome=outcome, share=share, says=says)


def _value_of(reference: Reference, name: str, arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the sample solution gives
    """What a function of the reference gives, or a given value; None where there is none, or it is a sentence alone."""
    if name in reference.givens:
        return reference.givens[name]
    if name not in reference.functions or not set(reference.arguments(name)) <= reference.names | set(arguments):
        return None
    try:
        return reference.evaluate(name, arguments)
    except CannotFollow as problem:
        raise ReferenceFault(f"{reference.where(name)}: `{name}` fails ({problem}); mend it before marking") from None
