"""Random formulas from fixed seeds: the LaTeX sheets that hold them; what they mean is worked out by the LaTeX reader.

`python formulas.py DIRECTORY` writes the sheets; the tests make the same formulas again from the same seeds.
"""

import random
import sys
from pathlib import Path

SHEETS = {
    "formulas_cm": (1, r"\documentclass[10pt]{article}"),
    "formulas_lm": (2, r"\documentclass[11pt]{article}\usepackage[T1]{fontenc}\usepackage{lmodern}"),
    "formulas_times": (3, r"\documentclass[12pt]{article}\usepackage{mathptmx}"),
    "formulas_palatino": (5, r"\documentclass[11pt]{article}\usepackage{mathpazo}"),
}
A_SHEET = 60
LONGEST = 140
LETTERS = [*r"x y w b L a n \eta \lambda \sigma \hat{y} \hat{\mathbf{y}} \bar{x} \tilde{w} \mathcal{L} W f \hat{Y}".split(), r"\partial L"]
BELOW = r"1 2 i ij i+1 n-1 max \text{new} k_1".split()
ABOVE = r"2 T -1 (1) new n+1 * \top 2x".split()
FRACTIONS = ("frac", "frac", "dfrac", "tfrac")
ROW = r" \\ "
JOINTS = (" + ", " - ", r" \cdot ", r" \times ")


def formulas(seed: int) -> list[str]:
    """The formulas of one sheet."""
    dice = random.Random(seed)
    found: list[str] = []
    while len(found) < A_SHEET:
        formula = f"{_symbol(dice)} = {_term(dice, 3)}" + (f" = {_term(dice, 3)}" if dice.random() < 0.5 else "")
        if len(formula) < LONGEST:
            found.append(formula)
    return found


def sheet(name: str) -> str:
    """A sheet's LaTeX source: every third formula stands in a line of text, the others are displayed."""
    seed, head = SHEETS[name]
    shown = [
        rf"\[ Q_{{{number}}} : {formula} \]" if number % 3 else rf"\noindent Text $Q_{{{number}}} : {formula}$ more." + "\n"
        for number, formula in enumerate(formulas(seed))
    ]
    return "\n".join(
        [rf"{head}\usepackage[a4paper,margin=1.5cm]{{geometry}}\usepackage{{amsmath}}", r"\begin{document}", *shown, r"\end{document}", ""]
    )


def _symbol(dice: random.Random) -> str:
    found = dice.choice(LETTERS)
    primed = dice.random() < 0.3
    found += dice.choice(("'", "'", "''")) if primed else ""
    found += f"_{{{dice.choice(BELOW)}}}" if dice.random() < 0.4 else ""
    return found + (f"^{{{dice.choice(ABOVE)}}}" if dice.random() < 0.3 and not primed else "")


def _number(dice: random.Random) -> str:
    whole = str(dice.randint(0, 200))
    return dice.choice(
        (whole, f"{dice.uniform(0, 90):.2f}", str(dice.randint(0, 9)), f"{dice.randint(0, 60)}{{,}}{dice.randint(1, 99):02d}")
    )


def _term(dice: random.Random, depth: int) -> str:
    if depth <= 0 or dice.random() < 0.3:
        return _symbol(dice) if dice.random() < 0.6 else _number(dice)
    return dice.choices(list(TERMS.values()), TERMS)[0](dice, depth)


def _joined(dice: random.Random, depth: int) -> str:
    return _term(dice, depth - 1) + dice.choice(JOINTS) + _term(dice, depth - 1)


def _fraction(dice: random.Random, depth: int) -> str:
    return rf"\{dice.choice(FRACTIONS)}{{{_term(dice, depth - 2)}}}{{{_term(dice, depth - 2)}}}"


def _bracketed(dice: random.Random, depth: int) -> str:
    return rf"\left({_term(dice, depth - 1)}\right)" + dice.choice(("", "^{2}", "^{T}"))


def _root(dice: random.Random, depth: int) -> str:
    return rf"\sqrt{{{_term(dice, depth - 2)}}}"


def _sum(dice: random.Random, depth: int) -> str:
    return rf"\sum_{{i=1}}^{{{dice.choice('nmN3')}}} {_term(dice, depth - 1)}"


def _norm(dice: random.Random, _depth: int) -> str:
    return rf"\lVert {_term(dice, 0)} \rVert^{{2}}"


def _matrix(dice: random.Random, _depth: int) -> str:
    environment, rows, columns, plain = dice.choice(("bmatrix", "pmatrix")), dice.randint(2, 4), dice.randint(1, 3), dice.random() < 0.6
    cells = [[dice.choice(("", "", "-")) + _number(dice) if plain else _term(dice, 1) for _ in range(columns)] for _ in range(rows)]
    inner = ROW.join(map(" & ".join, cells))
    return rf"\begin{{{environment}}}{inner}\end{{{environment}}}"


TERMS = {20: _joined, 21: _fraction, 10: _bracketed, 6: _root, 4: _sum, 3: _norm, 8: _matrix}
"""How often each kind of term occurs."""


if __name__ == "__main__":
    for name in SHEETS:
        (Path(sys.argv[1]) / f"{name}.tex").write_text(sheet(name), encoding="utf-8")
