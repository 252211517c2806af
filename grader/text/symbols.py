"""A symbol as a label: what belongs to its name, its index, and the mark of the step it stands for."""

from collections.abc import Iterator
from dataclasses import dataclass

from grader.text.items import Group, Item, Number, Sign, Symbol

NEW = frozenset("new neu t+1 k+1 n+1 i+1 (1) upd updated next nach after + * *new new* (2) step".split())
OLD = frozenset("old alt t-1 k-1 (0) 0 prev previous vor before init".split())
PERHAPS_NEW = frozenset({"t", "1", "'", "k", "n"})
INDEX_LETTERS = frozenset("ijklmn")
LONGEST_INDEX = 9
"""Items between the brackets of an index."""
TRANSPOSED = frozenset(("T", "⊤", "top"))
ALL = frozenset((":", "::", "...", "…", "*", "·", "•"))
"""In an index they stand for every place along an axis."""


@dataclass(frozen=True)
class Label:
    """A symbol or derivative in a form that can be compared: `key` without index and marks of the step."""

    key: str
    index: str = ""
    """`1` for the component ŷ₁, `2,1` for the slice w₂₁, `:,1` for a column, a letter for ŷᵢ."""
    step: str = ""
    """`new`, `old`, `?` (a prime or ^t, which may mean new), or nothing."""
    exact: str = ""
    """The label with its step marks, without its index."""
    transposed: bool = False


def of_symbol(symbol: Symbol) -> Label | None:
    """The label of a symbol; a plain word is none."""
    base, mark = symbol.base, symbol.mark
    folded = base.casefold()
    if folded.endswith("hat") and len(folded) == 4:
        base, mark = base[0], "hat"
    program = symbol.sub.startswith("hat_") and len(base) == 1  # `y_hat_new`
    subs = [part for part in (symbol.sub.replace("_", ",") if program else symbol.sub).split(",") if part]
    if "hat" in subs and len(base) == 1:
        subs.remove("hat")
        mark = "hat"
    if not base or (symbol.word and not mark):
        return None
    told = marks(",".join(subs), symbol.sup, symbol.primes)
    key = f"{base}{'^' if mark == 'hat' else mark}"
    return Label(key + told.key, told.index, told.step, key + told.exact, any(bare in TRANSPOSED for _, bare in scripts("", symbol.sup)))


def marks(sub: str, sup: str, primes: int) -> Label:
    """Scripts told apart: what belongs to the name, the index, the mark of the step."""
    key = ""
    indices: list[str] = []
    steps: list[str] = []
    told: list[str] = []
    for place, bare in scripts(sub, sup):
        if (step := step_of(place, bare)) is not None:
            steps.append(step)
            told.append(bare.casefold() if bare[:1] == "(" else step if step != "?" else same_mark(bare))
        elif place == "_" and (bare.isdigit() or bare == ":" or (len(bare) == 1 and bare.casefold() in INDEX_LETTERS)):
            indices.append(bare)
        elif not (place == "^" and bare in TRANSPOSED):
            key += f"{place}{bare.replace(chr(92) + 'hat', '^') if place == '_' else bare}"
    if primes:
        steps.append("?")
        told.append("'" * primes)
    clear = [step for step in steps if step != "?"] or steps
    return Label(key, ",".join(indices), clear[-1] if clear else "", key + "".join(f"^{mark}" for mark in told))


def scripts(sub: str, sup: str) -> Iterator[tuple[str, str]]:
    """The single scripts of a symbol, each with its place."""
    for place, content in (("_", sub), ("^", sup)):
        pieces = [piece.strip() for piece in content.replace("{", "").replace("}", "").split(",")]
        while pieces and pieces[-1] in ALL:  # `w_{1,:,:}` is all of the first; `w_{:,1}` is a column
            pieces.pop()
        for bare in pieces:
            if bare:
                yield place, ":" if bare in ALL else bare


def step_of(place: str, bare: str) -> str | None:
    """What a script says of the step: `new`, `old`, `?` for a mark that may mean new; None where it says nothing."""
    folded = bare.casefold()
    if bare in TRANSPOSED and place == "^":
        return None
    if folded in NEW:
        return "new"
    if folded in OLD and not (place == "_" and folded == "0"):
        return "old"
    return "?" if place == "^" and folded in PERHAPS_NEW else None


def same_mark(bare: str) -> str:
    """`t`, `k` and `n` count the steps alike."""
    return "t" if bare.casefold() in ("t", "k", "n") else bare.casefold()


def places_in(group: Item) -> list[str]:
    """What stands between the commas of `[0, :, 1]`, `:` for all of an axis; `?` for anything that is no place."""
    if not isinstance(group, Group) or group.opening != "[" or not group.bare or len(group.items) > LONGEST_INDEX:
        return ["?"]
    texts = [item.text if isinstance(item, Number | Sign) and (isinstance(item, Sign) or item.bare) else "?" for item in group.items]
    return [place.strip() or "?" for place in " ".join(texts).replace(". . .", ":").split(",")]
