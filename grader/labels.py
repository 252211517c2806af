"""What stands left of a relation: a symbol, a derivative or a phrase, and how it compares with a spelling of the rubric."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.latex import linear
from grader.notation import Fraction, Group, Item, Number, Sign, Symbol, parse

NEW = frozenset({"new", "neu", "t+1", "k+1", "n+1", "i+1", "(1)", "upd", "updated", "next", "nach", "after", "+", "*", "*new", "new*", "2", "(2)", "step"})
OLD = frozenset({"old", "alt", "t-1", "k-1", "(0)", "0", "prev", "previous", "vor", "before", "init"})
PERHAPS_NEW = frozenset({"t", "1", "'", "k", "n"})
NEW_WORDS = frozenset({"new", "neu", "neue", "neuer", "neues", "neuen", "updated", "aktualisierte", "aktualisierter", "aktualisiertes", "after", "nach"})
OLD_WORDS = frozenset({"old", "alt", "alte", "alter", "altes", "alten", "initial", "previous", "original", "ursprünglich", "before", "vor"})
INDEX_LETTERS = frozenset("ijklmn")
DIFFERENTIALS = ("∂", "d", "δ", "Δ", "∆")
HATS = {"yhat": "y", "hat": ""}
STOP_WORDS = frozenset(
    "a an the of on for using with our my your in to is are was were be and und der die das ein eine einer des dem den mit von vom auf für bei im "
    "am we wir i get obtain have has this that these those als zu by from at it its model models modell network netz data daten set value wert dataset".split()
)
NEGATIONS = re.compile(r"\b(?:not|non|un|nicht|without|ohne)(?:[\s-]+(?:any|the|a|eine|den|die)\b)?[\s-]+(?=[^\W\d_])")
SPLIT_WORDS = re.compile(r"[^\W\d_]+|%")


@dataclass(frozen=True)
class Label:
    """A symbol or derivative in a form that can be compared: `key` without index and marks of the step."""

    key: str
    index: str = ""
    """`1` for the component ŷ₁, a letter for ŷᵢ."""
    step: str = ""
    """`new`, `old`, `?` (a prime or ^t, which may mean new), or nothing."""
    exact: str = ""
    """The label with its step marks, without its index."""


@dataclass(frozen=True)
class Spelling:
    """One entry of `written as:`, ready for comparison: a symbol or the words of a phrase."""

    label: Label | None
    words: tuple[frozenset[str], ...] = ()
    """The telling words of a phrase, each with its alternatives (`CNN/ConvNet`); all must be said, in any order."""

    def said_by(self, words: frozenset[str]) -> bool:
        """Whether some words hold all of the phrase."""
        return bool(self.words) and all(alternatives & words for alternatives in self.words)


def spelling(text: str) -> Spelling:
    """A spelling of the rubric: a symbol where it reads as one (`ŷ`, `∂L/∂w`, `L_w`), else a phrase."""
    items = parse(linear(text, math="\\" in text))
    found = last_label(items)
    if found is not None and found[1] == 0:
        return Spelling(found[0])
    alternatives = [phrase(word.replace("/", " ")) for word in text.split()]
    return Spelling(None, tuple(words for words in alternatives if words))


def phrase(text: str) -> frozenset[str]:
    """The telling words of a text, without number and ending; `not shifted` is one word, and another one than `shifted`."""
    folded = NEGATIONS.sub("un", text.casefold().replace("_", " "))
    return frozenset(stem(word) for word in SPLIT_WORDS.findall(folded) if word not in STOP_WORDS)


def stem(word: str) -> str:
    """`accuracies` and `accuracy`, `losses` and `loss`, `shifted` and `shift`, `verschobenen` and `verschoben` are one word."""
    for ending, instead in (("ies", "y"), ("sses", "ss"), ("ed", ""), ("enen", "en"), ("ener", "en"), ("enes", "en"), ("enem", "en"), ("ene", "en")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word[: -len(ending)] + instead
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word  # noqa: PLR2004 - not `is`


def last_label(items: Sequence[Item]) -> tuple[Label, int] | None:
    """The label that these items end with, and where it begins; None where they end with anything else."""
    for length, build in ((6, _inline_derivative), (4, _inline_derivative), (3, _inline_derivative), (2, _nabla), (1, _single), (2, _called)):
        for extra in (0, 1):
            size = length + extra
            if size > len(items) or (extra and length < 3):  # noqa: PLR2004 - only derivatives vary
                continue
            label = build(items[len(items) - size :])
            if label is not None and stands_free(items, len(items) - size):
                return label, len(items) - size
    return None


def stands_free(items: Sequence[Item], start: int) -> bool:
    """Whether nothing before a label makes it part of an expression (`x w + b = 14` does not say what b is)."""
    if start == 0:
        return True
    before = items[start - 1]
    if isinstance(before, Sign):
        return not before.operator or (before.text in "*-·" and start == 1)
    if isinstance(before, Symbol):
        return before.word or before.base.casefold() in STOP_WORDS or before.base == "cases"
    return isinstance(before, Group) and (start == 1 or any(isinstance(item, Symbol) and item.word for item in before.items))


def _single(items: Sequence[Item]) -> Label | None:
    (item,) = items
    if isinstance(item, Symbol):
        return of_symbol(item)
    if isinstance(item, Fraction):
        return _derivative(_differential(item.top), _differential(item.bottom), item)
    if isinstance(item, Group) and item.opening in "([" and not item.primes:
        inner = last_label(item.items)
        return None if inner is None or inner[1] != 0 or len(item.items) > 6 else _scripted(inner[0], item)  # noqa: PLR2004 - a derivative
    return None


def _called(items: Sequence[Item]) -> Label | None:
    """`L(y, ŷ)^t`: what a symbol is applied to says nothing, its scripts do; `w (new)` says something."""
    symbol, group = items
    if not isinstance(symbol, Symbol | Fraction) or not isinstance(group, Group) or group.opening != "(":
        return None
    if isinstance(symbol, Symbol) and symbol.word and len(symbol.base) > 4:  # noqa: PLR2004 - a word, not a function
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


def _scripted(label: Label, group: Group) -> Label:
    outer = _marks(group.sub, group.sup, group.primes)
    if outer.exact == "" and not outer.index:
        return label
    return Label(label.key + outer.key, label.index or outer.index, outer.step or label.step, label.exact + outer.exact)


def of_symbol(symbol: Symbol) -> Label | None:
    """The label of a symbol; a plain word is none."""
    base, mark = symbol.base, symbol.mark
    folded = base.casefold()
    if folded.endswith("hat") and len(folded) == 4:  # noqa: PLR2004 - `yhat`
        base, mark = base[0], "hat"
    subs = [part for part in symbol.sub.split(",") if part]
    if "hat" in subs and len(base) == 1:
        subs.remove("hat")
        mark = "hat"
    if not base or symbol.word and not mark:
        return None
    marks = _marks(",".join(subs), symbol.sup, symbol.primes)
    key = f"{base}{'^' if mark == 'hat' else mark}"
    return Label(key + marks.key, marks.index, marks.step, key + marks.exact)


def _marks(sub: str, sup: str, primes: int) -> Label:
    """Scripts told apart: what belongs to the name, the index, the mark of the step."""
    key, index, step = "", "", ""
    steps: list[str] = []
    for place, content in (("_", sub), ("^", sup)):
        for part in [piece for piece in content.replace("{", "").replace("}", "").split(",") if piece] if content else []:
            bare = part.strip()
            folded = bare.casefold()
            if folded in NEW and not (place == "_" and folded == "2"):
                step = "new"
                steps.append("new")
            elif folded in OLD and not (place == "_" and folded == "0"):
                step = "old"
                steps.append("old")
            elif place == "_" and (bare.isdigit() or (len(bare) == 1 and folded in INDEX_LETTERS)):
                index = bare
            elif place == "^" and folded in PERHAPS_NEW:
                step = step or "?"
                steps.append("t" if folded in ("t", "k", "n") else folded)
            elif place == "^" and folded in ("T", "t", "⊤", "*", "star"):
                continue
            else:
                key += f"{place}{bare.replace(chr(92) + 'hat', '^') if place == '_' else bare}"
    if primes:
        step = step or "?"
        steps.append("'" * primes)
    return Label(key, index, step, key + "".join(f"^{mark}" for mark in steps))


def _differential(items: Sequence[Item]) -> Label | None:
    """`∂L(ŷ, y)`, `d w`, `dL`, `∂ŷ₁`: what is differentiated, or by what."""
    if not items or not isinstance(items[0], Symbol):
        return None
    first, rest = items[0], list(items[1:])
    if first.base in DIFFERENTIALS:
        if not rest:
            return None
    elif first.base[:1] == "d" and len(first.base) in (2, 5) and not first.mark:
        rest = [replace(first, base=first.base[1:]), *rest]
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
    return label if not isinstance(holder, Fraction) or holder.bare else _scripted(label, Group(0, 0, holder.sub, holder.sup, holder.primes))


def _inline_derivative(items: Sequence[Item]) -> Label | None:
    """`∂L/∂w`, `dL/dw`, `∂L(y, ŷ)/∂w`."""
    slash = [at for at, item in enumerate(items) if isinstance(item, Sign) and item.text == "/"]
    if len(slash) != 1:
        return None
    return _derivative(_differential(items[: slash[0]]), _differential(items[slash[0] + 1 :]))


def _nabla(items: Sequence[Item]) -> Label | None:
    """`∇_w L`."""
    nabla, of = items
    if not isinstance(nabla, Symbol) or nabla.base != "∇" or not nabla.sub or not isinstance(of, Symbol):
        return None
    inner = last_label(parse(nabla.sub))
    return None if inner is None else _derivative(of_symbol(of), inner[0])


def marked_by_words(words: Sequence[str]) -> str:
    """`new` or `old` where the words right before a label say so ("the new w = …")."""
    folded = [word.casefold() for word in words[-2:]]
    if any(word in NEW_WORDS for word in folded):
        return "new"
    return "old" if any(word in OLD_WORDS for word in folded) else ""
