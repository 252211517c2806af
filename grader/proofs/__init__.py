"""Proofs of a rubric and its reference, one file each; that they can be read and fit each other is told before, while they are loaded."""

from grader.checks.same import Same
from grader.proofs import code_mistakes, formulas, inputs, own_values, predicates, slips, spellings, through, trainings
from grader.proofs.proof import Proof

PROOFS: tuple[Proof, ...] = (
    Proof(
        "the reference's values are right on their lines, others are not, and each known mistake is found as itself",
        own_values.look,
        lambda line: line.word == "close",
    ),
    Proof("the reference answers all that code is asked, and no constant would do", inputs.look, lambda line: line.word == "same"),
    Proof("each known mistake of code is found as itself", code_mistakes.look, lambda line: isinstance(line, Same) and bool(line.mistakes)),
    Proof("a slip in what code is compared with would be told by some input", slips.look, lambda line: line.word == "same"),
    Proof("predicates say yes or no, and accept neither zeros nor ones", predicates.look, lambda line: line.word == "satisfies"),
    Proof("every name in `through:` is given by something", through.look, through.has_text),
    Proof("each slip in a formula, and each known mistake, is told at some point", formulas.look, lambda line: line.word == "formula"),
    Proof("no two names of a task are spelt alike", spellings.look, lambda line: bool(line.wanted())),
    Proof(
        "ranges and relations hold what the course's own trainings came to",
        trainings.look,
        trainings.names_training,
    ),
)
"""In the order in which they are told. Another one: a file beside these, and a line here."""
