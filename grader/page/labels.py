"""What stands left of a relation: a symbol, a derivative or a phrase, and the spellings of the rubric to compare it with."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from grader.text.arithmetic import split_list
from grader.text.items import Fraction, Group, Item, Number, Sign, Symbol
from grader.text.latex import linear
from grader.text.lexicon import one_word
from grader.text.notation import parse
from grader.text.phrases import NEW_WORDS, NUMBERED_NOUN, OLD_WORDS, STOP_WORDS, phrase
from grader.text.symbols import Label, marks, of_symbol, places_in

FUNCTIONS = frozenset(
    "det tr trace rank diag log ln exp sqrt max min arg argmax argmin dim sin cos tan tanh norm var mean std len sum abs inv "
    "mean avg avg. average median total reverse reversed flip flipped sort sorted negate relu".split()
)
"""What is applied to a symbol without brackets: `det A = 3` does not say what A is."""
LONGEST_LIST = 60
DIFFERENTIALS = ("∂", "d", "δ", "Δ", "∆")
MARKS = {"new": "new", "neu": "new", "old": "old", "alt": "old"}
"""Words that mark a step behind a symbol."""
STARS = "⋆∗⊛*"


@dataclass(frozen=True)
class Spelling:
    """One entry of `written as:`, ready for comparison: a symbol or the words of a phrase."""

    label: Label | None
    words: tuple[frozenset[str], ...] = ()
    """The telling words of a phrase, each with its alternatives (`CNN/ConvNet`); all must be said, in any order."""

    def said_by(self, words: frozenset[str]) -> bool:
        """Whether some words hold all of the phrase."""
        for alternatives in self.words:  # asked for every name of every line: no generator
            if alternatives.isdisjoint(words):
                return False
        return bool(self.words)


def spelling(text: str) -> Spelling:
    """A spelling of the rubric: a symbol where it reads as one (`ŷ`, `∂L/∂w`, `L_w`), else a phrase."""
    items = parse(linear(text, math="\\" in text))
    found = last_label(items)
    if found is not None and found[1] == 0:
        return Spelling(found[0])
    alternatives = [phrase(word.replace("/", " ")) for word in one_word(NUMBERED_NOUN.sub(r"\1\2", text.casefold())).split()]
    return Spelling(None, tuple(words for words in alternatives if words))


def last_label(items: Sequence[Item]) -> tuple[Label, int] | None:
    """The label that these items end with, and where it begins; None where they end with anything else."""
    if not items or not isinstance(items[-1], Symbol | Fraction | Group):
        return None
    divided = any(isinstance(item, Sign) and item.text == "/" for item in items[-7:])
    for size, build in DERIVATIVES if divided else SYMBOLS:
        start = len(items) - size
        if start >= 0 and (label := build(items[start:])) is not None and stands_free(items, start):
            return label, start
    return None


def stands_free(items: Sequence[Item], start: int) -> bool:
    """Whether nothing before a label makes it part of an expression (`x w + b = 14` does not say what b is)."""
    if start == 0:
        return True
    before = items[start - 1]
    if isinstance(before, Sign):
        return (not before.operator and before.text not in "√∛∏∫") or (before.text in "*-·" and start == 1 and items[1].start > before.end)
    if isinstance(before, Symbol) and before.base.casefold() in FUNCTIONS:
        return False
    if isinstance(before, Symbol):
        return before.word or before.base.casefold() in STOP_WORDS or before.base == "cases"
    return isinstance(before, Group) and (start == 1 or any(isinstance(item, Symbol) and item.word for item in before.items))


def _single(items: Sequence[Item]) -> Label | None:
    (item,) = items
    if isinstance(item, Symbol):
        return _in_program(item) or of_symbol(item)
    if isinstance(item, Fraction):
        return _derivative(_differential(item.top), _differential(item.bottom), item)
    if isinstance(item, Group) and item.opening in "([" and not item.primes:
        if any(isinstance(part, Sign) and part.separator for part in item.items):
            return _listed(item)
        inner = last_label(item.items)
        return None if inner is None or inner[1] != 0 or len(item.items) > 6 else _scripted(inner[0], item)
    return None


def _listed(group: Group) -> Label | None:
    """`(w_1, w_2, w_3)`: a vector named by all of its components in their order."""
    if len(group.items) > LONGEST_LIST:
        return None
    labels = [last_label(part) for part in split_list(group.items)]
    found = [label for label, start in (one for one in labels if one is not None) if start == 0]
    numbered = [label.index for label in found] == [str(at) for at in range(1, len(labels) + 1)]
    if len(found) < 2 or not numbered or len({(label.key, label.exact) for label in found}) > 1:
        return None
    return _scripted(replace(found[0], index=""), group)


def _in_program(symbol: Symbol) -> Label | None:
    """`dL_dw`, as programs write ∂L/∂w."""
    if len(symbol.base) not in (2, 5) or symbol.mark or symbol.sup or symbol.primes or symbol.sub[:1] != "d" or len(symbol.sub) < 2:
        return None
    return _derivative(_differential((replace(symbol, sub=""),)), _differential(parse(symbol.sub)))


def _called(items: Sequence[Item]) -> Label | None:
    """`L(y, ŷ)^t`: what a symbol is applied to says nothing, its scripts do; `w (new)` says something."""
    symbol, group = items
    if not isinstance(symbol, Symbol | Fraction) or not isinstance(group, Group):
        return None
    if group.opening == "[":
        return _indexed(symbol, group)
    if group.opening != "(":
        return None
    if isinstance(symbol, Symbol) and symbol.word and len(symbol.base) > 4:
        return None
    label = _single((symbol,))
    if label is None or any(isinstance(item, Sign) and item.relation for item in group.items):
        return None
    said = {item.base.casefold() for item in group.items if isinstance(item, Symbol)}
    if said & NEW_WORDS:
        return replace(label, step="new", exact=f"{label.exact}^new")
    if said & OLD_WORDS:
        return replace(label, step="old", exact=f"{label.exact}^old")
    if any(isinstance(item, Number) for item in group.items):
        return None
    return _scripted(label, group)


def _indexed(symbol: Symbol | Fraction, *groups: Item) -> Label | None:
    """`y_hat[0]`, `w[0, :, :]`, `w[1][0]`: a component as a program counts them."""
    label = _single((symbol,))
    if label is None or label.index or any(one.start != before.end for before, one in pairwise((symbol, *groups))):
        return None
    places = [place for group in groups for place in places_in(group)]
    while places and places[-1] == ":":
        places.pop()
    return replace(label, index=",".join(places)) if places and all(place == ":" or place.isdecimal() for place in places) else None


def _indexed_twice(items: Sequence[Item]) -> Label | None:
    """`w[1][0]`."""
    symbol, *groups = items
    return _indexed(symbol, *groups) if isinstance(symbol, Symbol) else None


def _scripted(label: Label, group: Group) -> Label:
    outer = marks(group.sub, group.sup, group.primes)
    if outer.exact == "" and not outer.index:
        return label
    return Label(label.key + outer.key, label.index or outer.index, outer.step or label.step, label.exact + outer.exact)


def _differential(items: Sequence[Item]) -> Label | None:
    """`∂L(ŷ, y)`, `d w`, `dL`, `∂ŷ₁`: what is differentiated, or by what."""
    if not items or not isinstance(items[0], Symbol):
        return None
    first, rest = items[0], list(items[1:])
    if first.base in DIFFERENTIALS:
        if not rest:
            return None
    elif first.base[:1] == "d" and len(first.base) in (2, 5) and not first.mark:
        decomposed = unicodedata.normalize("NFD", first.base[1:])
        letter, hatted = decomposed[:1], decomposed[1:] == "\u0302"
        rest = [replace(first, base=letter if hatted else first.base[1:], mark="hat" if hatted else ""), *rest]
    else:
        return None
    found = last_label(rest)
    return found[0] if found is not None and found[1] == 0 else None


def _derivative(of: Label | None, by: Label | None, holder: Item | None = None) -> Label | None:
    if of is None or by is None:
        return None
    step = of.step or by.step
    exact = f"∂{of.exact}/∂{by.exact}"
    label = Label(f"∂{of.key}/∂{by.key}", by.index, step, exact)
    return (
        label if not isinstance(holder, Fraction) or holder.bare else _scripted(label, Group(0, 0, holder.sub, holder.sup, holder.primes))
    )


def _inline_derivative(items: Sequence[Item]) -> Label | None:
    """`∂L/∂w`, `dL/dw`, `∂L(y, ŷ)/∂w`."""
    slash = [at for at, item in enumerate(items) if isinstance(item, Sign) and item.text == "/"]
    if len(slash) != 1:
        return None
    return _derivative(_differential(items[: slash[0]]), _differential(items[slash[0] + 1 :]))


def _nabla(items: Sequence[Item]) -> Label | None:
    """`∇_w L`."""
    nabla, of = items
    if not isinstance(nabla, Symbol) or nabla.base not in ("∇", "∂") or not nabla.sub or not isinstance(of, Symbol):
        return None
    inner = last_label(parse(nabla.sub))
    return None if inner is None else _derivative(of_symbol(of), inner[0])


def _nabla_of(items: Sequence[Item]) -> Label | None:
    """`∇w L`, with its letter on the line."""
    nabla, by, of = items
    if not isinstance(nabla, Symbol) or nabla.base != "∇" or not nabla.bare or not isinstance(by, Symbol) or by.start != nabla.end:
        return None
    if not isinstance(of, Symbol) or len(of.base) != 1 or of.start == by.end:
        return None
    return _derivative(of_symbol(of), of_symbol(by))


def _of_torch(items: Sequence[Item]) -> Label | None:
    """`w.grad`, as programs write ∂L/∂w."""
    by, point, grad = items
    called = isinstance(grad, Symbol) and grad.base == "grad" and grad.bare and isinstance(point, Sign) and point.text == "."
    if not called or not isinstance(by, Symbol) or by.end != point.start or grad.start != point.end:
        return None
    return _derivative(Label("L", exact="L"), of_symbol(by))


def _marked(items: Sequence[Item]) -> Label | None:
    """`w_1 neu`, `L new`: the mark of the step stands behind the symbol as a word."""
    symbol, word = items
    if not isinstance(symbol, Symbol) or not isinstance(word, Symbol) or not word.bare or word.start == symbol.end:
        return None
    step = MARKS.get(word.base.casefold())
    label = of_symbol(symbol) if step else None
    return None if label is None or label.step or step is None else replace(label, step=step, exact=f"{label.exact}^{step}")


def _convolved(items: Sequence[Item]) -> Label | None:
    """`K_1 ⋆ X`: a numbered filter and what it is moved over, where a name is spelt so."""
    filter_, star, over = items
    if not isinstance(filter_, Symbol) or not isinstance(star, Sign) or star.text not in STARS or not isinstance(over, Symbol):
        return None
    label, onto = of_symbol(filter_), of_symbol(over)
    if label is None or onto is None or not label.index.isdigit() or len(label.key) != 1 or not onto.key.isupper() or onto.index:
        return None
    return Label(f"{label.key}⋆{onto.key}", label.index, exact=f"{label.exact}⋆{onto.exact}")


ONE_AXIS_EACH = ((4, _indexed_twice), (3, _indexed_twice))
SYMBOLS = (*ONE_AXIS_EACH, (3, _nabla_of), (3, _of_torch), (3, _convolved), (2, _nabla), (1, _single), (2, _called), (2, _marked))
DERIVATIVES = (*((size, _inline_derivative) for size in (6, 7, 4, 5, 3)), *SYMBOLS)
"""How many items a label takes, and what may be made of them."""
