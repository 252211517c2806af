# ruff: noqa: INP001 - a folder of programs, not a package
"""A made-up class of any size for `bench.scale`: one sheet, and for each group a paper, a module, and what must come of every line.

A group is drawn from its own number, so that a class of a hundred is the beginning of the class of a thousand. Nobody in it is real, and no
two files of it are alike.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench.made_code import FUNCTIONS, module_of
from bench.made_pdf import page

SHEET = "fit"
TOLERANCES = ("1%", "2%")
"""How close the loss must be, before and after it is changed: the coarse papers lie between the two."""
REFERENCE = '''"""One step towards the line of best fit, ŷ = w x + b."""
import numpy as np

x, y = np.array([1.0, 2.0, 4.0]), np.array([2.5, 3.0, 7.5])
w, b, rate = 1.5, 0.5, 0.1


def y_hat(x, w, b):
    """Predictions ŷ: w times x, plus b."""
    return w * x + b


def y_hat_without_b(x, w):
    """You left out the intercept b."""
    return w * x


def loss(y, y_hat):
    """Loss L: half the mean squared error."""
    return 0.5 * np.mean((y_hat - y) ** 2)


def slope(x, y, y_hat):
    """Slope of the loss: by the weight w."""
    return np.mean((y_hat - y) * x)


def w_new(w, slope, rate):
    """New weight: after one step."""
    return w - rate * slope
'''
PAPER_TASKS = """  1.1 Forward pass:
    - {{close: y_hat, points: 1, mistakes: {{y_hat_without_b: 50%}}}}
    - {{close: loss, points: 1, within: {tolerance}}}
  1.2 One step:
    - {{close: slope, points: 1}}
    - {{close: w_new, points: 1}}
  3 Names:
    - {{present: members, name: members, numbers: 1, points: 1}}
"""
CODE_TASK = "  2 Functions:\n" + "".join(f"    - {{same: {name}, in: model.py, points: 1}}\n" for name in FUNCTIONS)
WRITTEN_AS = r"""written as:
  y_hat: [ŷ, '\hat{y}', prediction]
  loss: [L, '\mathcal{L}', loss]
  slope: [s, dL/dw, slope]
  w_new: ["w'", new weight]
"""
X, Y, WEIGHT, INTERCEPT, RATE = (1.0, 2.0, 4.0), (2.5, 3.0, 7.5), 1.5, 0.5, 0.1
SLIPS = {"none": 45, "no b": 15, "prediction": 12, "slope": 12, "coarse": 8, "left out": 8}
"""What goes wrong on paper, and how often in a hundred."""
FIRST = ("Mira", "Jonas", "Ayla", "Tobias", "Noor", "Emil", "Sofia", "Levin", "Ida", "Matteo")
LAST = ("Okonkwo", "Feldhaus", "Lindqvist", "Baranowski", "Castellano", "Yildirim", "Nakamura", "Brandt")
WORDS = (
    "We put every point into the line.",
    "Then we compare with what was measured.",
    "The step goes against the slope.",
    "All results are rounded.",
    "Checked with a calculator.",
    "The second part uses what came out above.",
    "We left the intercept as it was.",
)
LABELS = (
    {"y_hat": r"$\hat{{y}} = {}$", "loss": "$L = {}$", "slope": "$s = {}$", "w_new": "$w' = {}$"},
    {"y_hat": "ŷ = {}", "loss": "so the loss is L = {}", "slope": "dL/dw = {}", "w_new": "w' = {}"},
    {"y_hat": "* Prediction: {}", "loss": "* Loss: {}", "slope": "* Slope: {}", "w_new": "* New weight: {}"},
)
"""How groups write what they found."""


@dataclass(frozen=True)
class Group:
    """What one group hands in, and the outcome of every line of the sheet by the mark's name."""

    name: str
    files: Mapping[str, bytes]
    paper: Mapping[str, str]
    code: Mapping[str, str]
    coarse: bool = False
    """Whether its loss is wrong at the first tolerance and right at the second."""

    def outcomes(self, sheet: "Sheet") -> dict[str, str]:
        """What must come of each line."""
        paper = dict(self.paper) if sheet.paper else {}
        if paper and self.coarse and sheet.tolerance == TOLERANCES[1]:
            paper["loss"] = "right"
        return paper | dict(self.code)


@dataclass(frozen=True)
class Sheet:
    """What is asked: paper and code, or code alone."""

    paper: bool = True
    tolerance: str = TOLERANCES[0]

    def rubric(self) -> str:
        """The marking scheme."""
        tasks = PAPER_TASKS.format(tolerance=self.tolerance) if self.paper else ""
        return f"title: A line of best fit\nreference: {SHEET}\ntasks:\n{tasks}{CODE_TASK}{WRITTEN_AS if self.paper else ''}"


@dataclass(frozen=True)
class Worked:
    """The numbers on a paper, and what they are worth."""

    y_hat: tuple[float, ...]
    loss: float
    slope: float
    w_new: float | None
    outcomes: Mapping[str, str] = field(default_factory=dict)


def course(folder: Path, size: int, sheet: Sheet, pdf_every: int = 50) -> None:
    """A course with a class of so many."""
    write_sheet(folder, sheet)
    for group in groups(size, pdf_every):
        place = folder / "submissions" / SHEET / group.name
        place.mkdir(parents=True)
        for name, data in group.files.items():
            if sheet.paper or name == "model.py":
                (place / name).write_bytes(data)


def write_sheet(folder: Path, sheet: Sheet) -> None:
    """The sample solution and the marking scheme."""
    reference = REFERENCE + "".join(function.reference for function in FUNCTIONS.values())
    for name, text in ((f"rubrics/{SHEET}.yaml", sheet.rubric()), (f"reference/{SHEET}.py", reference)):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def change_one(folder: Path, size: int) -> None:
    """A group in the middle of the class hands in a paper and a module with one more remark."""
    place = folder / "submissions" / SHEET / name_of(size // 2 + 1)
    paper = place / "answer.md"
    if paper.is_file():
        paper.write_text(paper.read_text(encoding="utf-8") + "\nCopied out once more.\n", encoding="utf-8")
    with (place / "model.py").open("a", encoding="utf-8") as module:
        module.write("\n# Looked through once more.\n")


def groups(size: int, pdf_every: int = 50) -> Iterator[Group]:
    """So many groups; every so-and-so-manieth hands in a PDF in place of Markdown."""
    for number in range(1, size + 1):
        draw = random.Random(number)  # noqa: S311 - made-up papers, no secrets
        source, code = module_of(draw, f"Group {number}")
        slip = draw.choices(list(SLIPS), weights=list(SLIPS.values()))[0]
        worked = worked_out(slip, draw)
        member = f"{draw.choice(FIRST)} {draw.choice(LAST)}, {5_000_000 + number}"
        pdf = pdf_every and number % pdf_every == 0
        paper = {"answer.pdf": printed(worked, member)} if pdf else {"answer.md": typed(worked, member, draw)}
        yield Group(name_of(number), {**paper, "model.py": source}, {**worked.outcomes, "members": "right"}, code, slip == "coarse")


def name_of(number: int) -> str:
    """A group's name."""
    return f"group-{number:05}"


def worked_out(slip: str, draw: random.Random) -> Worked:
    """The numbers of a paper with such a slip, each from those above it, as they were rounded."""
    y_hat = [WEIGHT * one + (0.0 if slip == "no b" else INTERCEPT) for one in X]
    if slip == "prediction":
        y_hat[draw.randrange(3)] += draw.choice((-1, 1)) * round(draw.uniform(1.2, 1.8), 2)  # by 1 or 2 the loss may come out right again
    errors = [round(one, 4) - measured for one, measured in zip(y_hat, Y, strict=True)]
    loss = sum(error * error for error in errors) / 6 * (1.015 if slip == "coarse" else 1.0)
    slope = sum(error * one for error, one in zip(errors, X, strict=True)) / 3
    if slip == "slope":
        slope = -slope + draw.uniform(0.2, 0.9)
    w_new = None if slip == "left out" else WEIGHT - RATE * round(slope, 4)
    own = {"none": "right", "no b": "follows", "prediction": "follows"}.get(slip, "right")
    outcomes = {"y_hat": "right", "loss": own, "slope": own, "w_new": own}
    match slip:
        case "no b":
            outcomes["y_hat"] = "mistake"
        case "prediction":
            outcomes["y_hat"] = "wrong"
        case "slope":
            outcomes |= {"slope": "wrong", "w_new": "follows"}
        case "coarse":
            outcomes["loss"] = "wrong"
        case "left out":
            outcomes["w_new"] = "missing"
    return Worked(tuple(y_hat), loss, slope, w_new, outcomes)


def rows_of(worked: Worked, labels: Mapping[str, str]) -> list[tuple[str, list[str]]]:
    """The sections of a paper with the lines below each."""
    vector = "(" + ", ".join(shown(one) for one in worked.y_hat) + ")"
    last = [] if worked.w_new is None else [labels["w_new"].format(shown(worked.w_new))]
    return [
        ("1.1 Forward pass", [labels["y_hat"].format(vector), labels["loss"].format(shown(worked.loss))]),
        ("1.2 One step", [labels["slope"].format(shown(worked.slope)), *last]),
    ]


def typed(worked: Worked, member: str, draw: random.Random) -> bytes:
    """A paper in Markdown."""
    text = f"Name: {member}\n"
    for heading, rows in rows_of(worked, draw.choice(LABELS)):
        text += f"\n# {heading}\n\n" + " ".join(draw.sample(WORDS, 2)) + "\n\n" + "".join(f"{row}\n\n" for row in rows)
    return text.encode()


def printed(worked: Worked, member: str) -> bytes:
    """A paper as a PDF."""
    labels = {"y_hat": "prediction = {}", "loss": "loss = {}", "slope": "slope = {}", "w_new": "new weight = {}"}
    rows = [f"Name: {member}"]
    for heading, below in rows_of(worked, labels):
        rows += ["", heading, "", *(part for row in below for part in (row, ""))]
    return page(rows)


def shown(number: float) -> str:
    """A number to four places, without zeros at its end."""
    return f"{number:.4f}".rstrip("0").rstrip(".")
