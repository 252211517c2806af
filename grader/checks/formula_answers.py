"""A formula's place as an answer, with the formula as it was understood; and what is said where two places do not agree."""

import re
from typing import TYPE_CHECKING

from grader.answer import Answer, Shown
from grader.document import Source
from grader.formulas.attempt import Attempt
from grader.formulas.mathml import Drawing, of_few_levels, of_tokens
from grader.formulas.plain import plain
from grader.formulas.spellings import tokens_of
from grader.formulas.tree import Tree
from grader.formulas.vocabulary import Vocabulary
from grader.score import Finding, Flag, Outcome, Proposal
from grader.text.latex import linear
from grader.text.readable import readable

if TYPE_CHECKING:
    from grader.checks.case import Case

CONFIDENT, DOUBTFUL = 0.95, 0.6
INDEX = re.compile(r"_\{([^{}()]*[-+][^{}()]*)\}")
"""An index that is worked out."""


def conflicting(attempt: Attempt, good: Finding, other: Finding) -> tuple[Attempt, Finding]:
    """Two places that do not say the same: a person decides, and sees what the good one is worth."""
    says = f"written more than once and not alike: one place {_said(good)}, another one does not ({_said(other)}); a person decides"
    proposed = Proposal(good.outcome, good.share) if good.outcome is not Outcome.REVIEW else good.proposed
    return attempt, Finding(Outcome.REVIEW, says, proposed=proposed, flags=(Flag.CONFLICT,))


def _said(finding: Finding) -> str:
    return finding.says.removesuffix("; a person decides")


def answer_of(attempt: Attempt, case: "Case", name: str) -> Answer:
    """The answer to show."""
    sure = not attempt.doubts and attempt.source is not Source.OCR
    words = case.drawn[name][1] if name in case.drawn else None
    formula = drawn(attempt.readings[0].tree, words) if attempt.readings and words is not None else None
    return Answer(
        text=readable(attempt.text) if not (attempt.readings and attempt.readings[0].program) else attempt.text,
        entries=(),
        place=attempt.place,
        source=attempt.source,
        confidence=CONFIDENT if sure else DOUBTFUL,
        label=attempt.label,
        context=attempt.context,
        formula=formula or Shown("", ("mrow", ())),
    )


def on_a_line(spelling: str) -> str:
    """A symbol on a line of text, holding together: `(∂y_L/∂y_ℓ)`, `y_(ℓ-1)`."""
    said = readable(INDEX.sub(r"_{(\1)}", linear(spelling, math="\\" in spelling))).replace(" ", "")
    return f"({said})" if "/" in said else said


def drawn(tree: Tree, words: Vocabulary) -> Shown:
    """A tree in plain notation and as MathML, its symbols as the rubric spells them first."""
    first = {name: spellings[0] if spellings else name for name, spellings in words.spellings.items()}
    text = plain(tree, {name: on_a_line(spelling) for name, spelling in first.items()})
    markup = Drawing({name: of_tokens(tokens_of(spelling)) for name, spelling in first.items()}).of(tree)
    return Shown(text, of_few_levels(markup, text))
