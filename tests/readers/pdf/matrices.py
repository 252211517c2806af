"""Random matrices from fixed seeds: the LaTeX sheets that hold them, and what a reader must find in them.

`python matrices.py DIRECTORY` writes the sheets; the tests make the same matrices again from the same seeds.
"""

import random
import sys
from dataclasses import dataclass
from pathlib import Path

SHEETS = {
    "matrices_cm": (1, r"\documentclass[10pt]{article}"),
    "matrices_lm": (2, r"\documentclass[11pt]{article}\usepackage[T1]{fontenc}\usepackage{lmodern}"),
    "matrices_times": (3, r"\documentclass[12pt]{article}\usepackage{mathptmx}"),
    "matrices_palatino": (4, r"\documentclass[11pt]{article}\usepackage{mathpazo}"),
}
ENVIRONMENTS = ("bmatrix", "bmatrix", "pmatrix", "pmatrix", "array", "smallmatrix")
ABSTAINED = ("Bmatrix", "braces")
A_SHEET = 45


@dataclass(frozen=True)
class Made:
    """One matrix: how it is set, and its cells as they must be read."""

    number: int
    environment: str
    cells: tuple[tuple[str, ...], ...]

    @property
    def latex(self) -> str:
        """The matrix in LaTeX."""
        inner = r" \\ ".join(" & ".join(row) for row in self.cells).replace(",", "{,}")
        match self.environment:
            case "array":
                return rf"\left[\begin{{array}}{{{'r' * len(self.cells[0])}}} {inner} \end{{array}}\right]"
            case "smallmatrix":
                return rf"\bigl(\begin{{smallmatrix}} {inner} \end{{smallmatrix}}\bigr)"
            case "braces":
                return rf"\left\{{\begin{{array}}{{{'c' * len(self.cells[0])}}} {inner} \end{{array}}\right\}}"
            case name:
                return rf"\begin{{{name}}} {inner} \end{{{name}}}"

    @property
    def linear(self) -> str:
        """The matrix in linear notation."""
        return "⟦" + r" \\ ".join(" & ".join(row) for row in self.cells) + "⟧"


def matrices(seed: int) -> list[Made]:
    """The matrices of one sheet."""
    dice = random.Random(seed)
    return [_made(dice, number) for number in range(1, A_SHEET + 1)]


def _made(dice: random.Random, number: int) -> Made:
    environment = dice.choice(ABSTAINED) if dice.random() < 0.15 else dice.choice(ENVIRONMENTS)
    most = 3 if environment == "smallmatrix" else 6
    rows, columns = dice.randint(1, most), dice.randint(1, most)
    kind = dice.choice(("digits", "whole", "signed", "decimal", "comma"))
    cells = [[_entry(dice, kind) for _ in range(columns)] for _ in range(max(rows, 2 if columns == 1 else 1))]
    return Made(number, environment, tuple(map(tuple, cells)))


def _entry(dice: random.Random, kind: str) -> str:
    match kind:
        case "digits":
            return str(dice.randint(0, 9))
        case "whole":
            return str(dice.randint(0, 9999))
        case "signed":
            return str(dice.randint(-30, 30))
        case "decimal":
            return f"{dice.uniform(-20, 20):.{dice.randint(1, 3)}f}"
        case _:
            return f"{dice.uniform(-20, 20):.2f}".replace(".", ",")


def sheet(name: str) -> str:
    """A sheet's LaTeX source."""
    seed, head = SHEETS[name]
    shown = "\n".join(rf"\[ Y_{{{made.number}}} = {made.latex}, \quad n = {made.number} \]" for made in matrices(seed))
    return f"{head}\n\\usepackage[a4paper,margin=2cm]{{geometry}}\\usepackage{{amsmath}}\n\\begin{{document}}\n{shown}\n\\end{{document}}\n"


if __name__ == "__main__":
    for name in SHEETS:
        (Path(sys.argv[1]) / f"{name}.tex").write_text(sheet(name), encoding="utf-8")
