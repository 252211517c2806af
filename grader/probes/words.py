"""The vocabulary of a formula, from its symbols in the rubric and what the reference makes of them."""

from collections.abc import Mapping, Sequence

from grader.formulas.spellings import tokens_of, variants
from grader.formulas.vocabulary import Vocabulary
from grader.probes.drawn import Order, needed
from grader.probes.proof import Proof
from grader.text.latex_symbols import SYMBOLS

ACCENTS = {"_hat": "hat", "_bar": "bar", "_tilde": "tilde"}


def vocabulary(order: Order, written_as: Mapping[str, Sequence[str]], proof: Proof, indices: Sequence[str] = ()) -> Vocabulary:
    """The words that may stand in a formula; what only may stand in a wrong one loses the spellings that mean something else here."""
    own = needed(order.reference, order.name, order.symbols)
    spellings = {one: spelt(one, written_as) for one in own}
    taken = {pattern for found in spellings.values() for spelling in found for pattern in variants(tokens_of(spelling))}
    for one in order.besides:
        left = tuple(spelling for spelling in spelt(one, written_as) if taken.isdisjoint(variants(tokens_of(spelling))))
        if left and one not in spellings:
            spellings[one] = left
            taken |= {pattern for spelling in left for pattern in variants(tokens_of(spelling))}
    values, symbols = proof.points[0].columns.values, order.symbols
    return Vocabulary(
        spellings=spellings,
        functions=frozenset(one for one in spellings if one in symbols and symbols[one].sort == "function"),
        arrays=frozenset(one for one in spellings if getattr(values.get(one), "shape", ())),
        indices=tuple(indices),
        answers=tuple(dict.fromkeys((*written_as.get(order.name, ()), order.name))),
    )


def spelt(name: str, written_as: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """All spellings of a symbol, the rubric's first."""
    return tuple(dict.fromkeys((*written_as.get(name, ()), *usual(name), name)))


def usual(name: str) -> tuple[str, ...]:
    """How a name is spelt that stands for a Greek letter or a letter with an accent."""
    for end, accent in ACCENTS.items():
        if name.endswith(end) and len(base := name.removesuffix(end)) == 1:
            return (f"\\{accent}{{{base}}}",)
    greek = SYMBOLS.get("lambda" if name in ("lam", "lambda_") else name, "")
    return (greek, name if name != "lambda_" else "lambda") if len(greek) == 1 and "α" <= greek <= "ω" else ()
