r"""Random matrices from fixed seeds: the sheets that hold them, and what a reader must find in them.

`python matrices.py DIRECTORY` writes the sheets (LaTeX; one for typst; one as HTML, which a browser prints); the tests make the same
matrices again from the same seeds.
"""

import random
import re
import sys
from dataclasses import dataclass
from pathlib import Path

_T1 = r"\usepackage[T1]{fontenc}"
_UNICODE = r"\documentclass[11pt]{article}\usepackage{fontspec,unicode-math}"
SHEETS = {
    "matrices_cm": (1, r"\documentclass[10pt]{article}"),
    "matrices_lm": (2, rf"\documentclass[11pt]{{article}}{_T1}\usepackage{{lmodern}}"),
    "matrices_times": (3, r"\documentclass[12pt]{article}\usepackage{mathptmx}"),
    "matrices_palatino": (4, r"\documentclass[11pt]{article}\usepackage{mathpazo}"),
    "matrices_newtx": (5, rf"\pdfmapfile{{+newtx.map}}\documentclass[11pt]{{article}}{_T1}\usepackage{{newtxtext,newtxmath}}"),
    "matrices_bitmap": (6, r"\pdfmapfile{}\documentclass[11pt]{article}"),
    "matrices_lmmath": (7, rf"{_UNICODE}\setmainfont{{Latin Modern Roman}}\setmathfont{{Latin Modern Math}}"),
    "matrices_pagella": (8, rf"{_UNICODE}\setmainfont{{TeX Gyre Pagella}}\setmathfont{{TeX Gyre Pagella Math}}"),
    "matrices_stix2": (9, rf"{_UNICODE}\setmainfont{{STIXTwoText-Regular.otf}}\setmathfont{{STIXTwoMath-Regular.otf}}"),
    "matrices_typst": (10, "typst"),
    "matrices_browser": (11, "html"),
}
"""`bitmap` has Type 3 fonts without names; `…math` and `…gella` are set by lualatex; the last two by typst and Chromium."""
BRACKETS = {"bmatrix": "[]", "array": "[]", "augmented": "[]", "Bmatrix": "{}", "braces": "{}", "vmatrix": "||", "Vmatrix": "‖‖"}
"""All others stand in parentheses."""
ENVIRONMENTS = tuple(
    "bmatrix bmatrix pmatrix pmatrix array columns ruled augmented vmatrix Vmatrix Bmatrix braces smallmatrix nested beside".split()
)
SMALL = 3
A_SHEET = 40


@dataclass(frozen=True)
class Made:
    """One matrix: how it is set, and its cells as they must be read."""

    number: int
    environment: str
    cells: tuple[tuple[str, ...], ...]

    @property
    def latex(self) -> str:
        """The matrix in LaTeX."""
        inner = r" \\ ".join(" & ".join(row) for row in self.cells).replace(",", "{,}").replace("·", r"\cdot ")
        columns = len(self.cells[0])
        match self.environment:
            case "array":
                return rf"\left[\begin{{array}}{{{'r' * columns}}} {inner} \end{{array}}\right]"
            case "columns":
                return rf"\left(\begin{{array}}{{{'c' * columns}}} {inner} \end{{array}}\right)"
            case "ruled":
                return rf"\left(\begin{{array}}{{{'|'.join('r' * columns)}}} {inner} \end{{array}}\right)"
            case "augmented":
                return rf"\left[\begin{{array}}{{{'c' * (columns - 1)}|c}} {inner} \end{{array}}\right]"
            case "smallmatrix":
                return rf"\left(\begin{{smallmatrix}} {inner} \end{{smallmatrix}}\right)"
            case "braces":
                return rf"\left\{{\begin{{array}}{{{'c' * columns}}} {inner} \end{{array}}\right\}}"
            case "nested":
                return rf"\left( \begin{{bmatrix}} {inner} \end{{bmatrix}} + 1 \right)"
            case "beside":
                return rf"\begin{{bmatrix}} {inner} \end{{bmatrix}} \begin{{pmatrix}} 1 \\ 2 \end{{pmatrix}}"
            case name:
                return rf"\begin{{{name}}} {inner} \end{{{name}}}"

    @property
    def typst(self) -> str:
        """The matrix in typst."""
        rows = "; ".join(
            ", ".join(row) for row in [[cell.replace(",", '","').replace("·", "dot.op") for cell in row] for row in self.cells]
        )
        left = BRACKETS.get("bmatrix" if self.environment in ("nested", "beside") else self.environment, "(")[0]
        augment = f"augment: #{len(self.cells[0]) - 1}, " if self.environment == "augmented" and len(self.cells[0]) > 1 else ""
        found = f'mat(delim: "{left}", {augment}{rows})'
        return {"nested": f"({found} + 1)", "beside": f'{found} mat(delim: "(", 1; 2)'}.get(self.environment, found)

    @property
    def mathml(self) -> str:
        """The matrix in MathML."""
        left, right = BRACKETS.get("bmatrix" if self.environment in ("nested", "beside") else self.environment, "()")
        found = _table(self.cells, left, right)
        if self.environment == "nested":
            return f"<mrow><mo>(</mo>{found}<mo>+</mo><mn>1</mn><mo>)</mo></mrow>"
        return found + _table((("1",), ("2",)), "(", ")") if self.environment == "beside" else found

    @property
    def linear(self) -> str:
        """The matrix in linear notation."""
        found = "⟦" + r" \\ ".join(" & ".join(row) for row in self.cells) + "⟧"
        fence = {"vmatrix": "|", "Vmatrix": "‖"}.get(self.environment, "")
        around = {"nested": f"({found} + 1)", "beside": rf"{found} ⟦1 \\ 2⟧"}
        return around.get(self.environment, fence + found + fence)


def matrices(seed: int) -> list[Made]:
    """The matrices of one sheet."""
    dice = random.Random(seed)
    return [_made(dice, number) for number in range(1, A_SHEET + 1)]


def _made(dice: random.Random, number: int) -> Made:
    environment = dice.choice(ENVIRONMENTS)
    most = SMALL if environment == "smallmatrix" else 6 if environment != "beside" else 4
    rows, columns = dice.randint(1, most), dice.randint(1, most)
    kind = dice.choice(("digits", "whole", "signed", "decimal", "comma", "sums"))
    if kind == "sums" or environment == "augmented":
        columns = min(max(columns, 2), 3)
    if environment in BRACKETS or environment in ("nested", "ruled"):
        rows = max(rows, 2)
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
        case "sums":
            return f"{dice.randint(1, 9)} · {dice.randint(1, 9)} + {dice.randint(0, 99)}"
        case _:
            return f"{dice.uniform(-20, 20):.2f}".replace(".", ",")


def _table(cells: tuple[tuple[str, ...], ...], left: str, right: str) -> str:
    rows = "".join(f"<mtr>{''.join(f'<mtd><mrow>{_tokens(cell)}</mrow></mtd>' for cell in row)}</mtr>" for row in cells)
    return f"<mrow><mo fence=true stretchy=true>{left}</mo><mtable>{rows}</mtable><mo fence=true stretchy=true>{right}</mo></mrow>"


def _tokens(cell: str) -> str:
    return "".join(
        f"<mn>{one}</mn>" if one[0].isdigit() else f"<mo>{one}</mo>" for one in re.findall(r"[\d.,]+|\S", cell.replace("-", "−"))
    )


def sheet(name: str) -> str:
    """A sheet's source."""
    seed, head = SHEETS[name]
    made = matrices(seed)
    if head == "typst":
        shown = (f"$ Y_{one.number} = {one.typst}, quad n = {one.number} $" for one in made)
        return "\n".join(['#set page(paper: "a4", margin: 2cm)', *shown, ""])
    if head == "html":
        label = "<msub><mi>Y</mi><mn>{0}</mn></msub><mo>=</mo>{1}<mo>,</mo><mspace width='2em'/><mi>n</mi><mo>=</mo><mn>{0}</mn>"
        shown = (f"<p><math display=block>{label.format(one.number, one.mathml)}</math></p>" for one in made)
        return "\n".join(["<meta charset=utf-8><style>math{font-family:'Latin Modern Math'}</style>", *shown, ""])
    displayed = "\n".join(rf"\[ Y_{{{one.number}}} = {one.latex}, \quad n = {one.number} \]" for one in made)
    packages = r"\usepackage[a4paper,margin=2cm]{geometry}\usepackage{amsmath}"
    return f"{head}\n{packages}\n\\begin{{document}}\n{displayed}\n\\end{{document}}\n"


def ending(name: str) -> str:
    """What a sheet's file ends with."""
    return {"typst": "typ", "html": "html"}.get(SHEETS[name][1], "tex")


if __name__ == "__main__":
    for name in SHEETS:
        (Path(sys.argv[1]) / f"{name}.{ending(name)}").write_text(sheet(name), encoding="utf-8")
