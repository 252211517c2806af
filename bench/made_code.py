# ruff: noqa: INP001 - a folder of programs, not a package
"""The modules of a made-up class: three numpy functions, each right in several ways, wrong, crashing, blank or left out."""

import random
from collections.abc import Mapping
from dataclasses import dataclass

HEAD = "import numpy as np\n"
KINDS = {"right": 72, "wrong": 12, "crashes": 6, "blank": 5, "left out": 5}
"""How a function goes, and how often in a hundred."""
OUTCOMES = {"right": "right", "wrong": "wrong", "crashes": "wrong", "blank": "missing", "left out": "missing"}
BROKEN = 50
"""Of so many modules one has a line that is no Python."""


@dataclass(frozen=True)
class Function:
    """A function of the sheet: the course's own with its inputs, and bodies as groups write them."""

    reference: str
    arguments: str
    bodies: Mapping[str, tuple[str, ...]]


FUNCTIONS = {
    "standardise": Function(
        '''

def standardise(X):
    """Columns with mean 0 and standard deviation 1."""
    return (X - X.mean(axis=0)) / X.std(axis=0)


def standardise_inputs(rng):
    """Tables of several sizes."""
    for rows in range(3, 7):
        yield (rng.normal(size=(rows, 3)),)
''',
        "X",
        {
            "right": (
                "return (X - X.mean(axis=0)) / X.std(axis=0)",
                "centred = X - np.mean(X, axis=0)\nreturn centred / np.sqrt(np.mean(centred ** 2, axis=0))",
                "out = np.zeros(X.shape)\nfor j, x in enumerate(X.T):\n    out[:, j] = (x - x.mean()) / x.std()\nreturn out",
            ),
            "wrong": ("return (X - X.mean()) / X.std()", "return (X - X.mean(axis=0)) / X.std(axis=0, ddof=1)"),
            "crashes": ("return (X - X.mean(axis=2)) / X.std(axis=2)",),
        },
    ),
    "softmax": Function(
        '''

def softmax(scores):
    """The softmax of each row."""
    grown = np.exp(scores - scores.max(axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


def softmax_inputs(rng):
    """Scores of several classes."""
    for classes in range(2, 6):
        yield (rng.normal(size=(4, classes)),)
''',
        "scores",
        {
            "right": (
                "e = np.exp(scores - scores.max(axis=1, keepdims=True))\nreturn e / e.sum(axis=1, keepdims=True)",
                "e = np.exp(scores)\nreturn e / np.sum(e, axis=1)[:, None]",
                "return np.array([np.exp(row) / np.exp(row).sum() for row in scores])",
            ),
            "wrong": ("e = np.exp(scores)\nreturn e / e.sum()", "e = np.exp(scores)\nreturn e / e.sum(axis=0)"),
            "crashes": ("e = np.exp(scores)\nreturn e / e.sum(axis=1)[:, 1]", "return scores.softmax(axis=1)"),
        },
    ),
    "moving_average": Function(
        '''

def moving_average(values, width):
    """Means of so many neighbours each."""
    return np.convolve(values, np.ones(width) / width, mode="valid")


def moving_average_inputs(rng):
    """Series and widths."""
    for width in range(2, 6):
        yield rng.normal(size=9), width
''',
        "values, width",
        {
            "right": (
                'return np.convolve(values, np.ones(width) / width, mode="valid")',
                "return np.array([values[i:i + width].mean() for i in range(len(values) - width + 1)])",
                "total = np.cumsum(np.concatenate([[0.0], values]))\nreturn (total[width:] - total[:-width]) / width",
            ),
            "wrong": (
                'return np.convolve(values, np.ones(width) / width, mode="same")',
                "return np.array([values[i:i + width].sum() for i in range(len(values) - width + 1)])",
            ),
            "crashes": ("return np.array([values[i + j] / width for i in range(len(values)) for j in range(width)])",),
        },
    ),
}


def module_of(draw: random.Random, signed: str) -> tuple[bytes, dict[str, str]]:
    """A group's module, and the outcome of each function."""
    parts, kinds = [f"# {signed}\n{HEAD}"], {}
    for name, function in FUNCTIONS.items():
        kind = draw.choices(list(KINDS), weights=list(KINDS.values()))[0]
        kinds[name] = kind
        if kind != "left out":
            body = "raise NotImplementedError" if kind == "blank" else draw.choice(function.bodies[kind])
            parts.append(f"def {name}({function.arguments}):\n" + "".join(f"    {row}\n" for row in body.splitlines()))
    outcomes = {name: OUTCOMES[kind] for name, kind in kinds.items()}
    if draw.randrange(BROKEN) == 0:
        parts.append("print(standardise([1, 2)\n")
        # The rest of such a file is read and run all the same; what is not there may stand in what cannot be read.
        outcomes = {name: "review" if kinds[name] == "left out" else outcome for name, outcome in outcomes.items()}
    return "\n\n".join(parts).encode(), outcomes
