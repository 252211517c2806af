"""Where formulas are looked for in what was handed in, and when a person decides; each trap beside its right twin."""

from dataclasses import replace

import corpus_entries
import pytest
from corpus_entries import Entry, judged, marked, sheets
from pydantic import TypeAdapter

from grader.checks.formula import settled
from grader.document import Place, Source
from grader.formulas.attempt import Attempt
from grader.records.results import Markup
from grader.score import Finding, Outcome

TASK = {"output_size": "rptu", "ridge_weights": "rptu", "softmax_jacobian": "rptu", "weight_gradient": "mfdnn"}
DECIDED = [
    ("parameter_count", "md", "- weights: $W = k k C N$\n- biases: $B = N$\n- **total: $W + B = k k C N + N$**", "right"),
    ("parameter_count", "md", "- weights: $W = k k C N$\n- biases: $B = N$\n- total: $W + B = k k C N + N k$", "review"),
    ("parameter_count", "md", "- weights: $k k C N$\n- total: $k k C N + N \\dots$", "review"),
    ("last_bias_gradient", "md", "$\\frac{\\mathrm d y_L}{\\mathrm d b_L} = 1$", "right"),
    ("cross_entropy_gradient", "txt", "dL/dz_i = y_i - t_i", "review"),
    ("cross_entropy_gradient", "txt", "dL/dz_i = t_i - p_i", "wrong"),
    ("ridge_weights", "md", "$w = (X^TX + n\\lambda I)^{-1}X^Ty$", "right"),
    ("ridge_weights", "md", "Hence $w = (X^TX + n\\lambda I)^{-1}X^Ty$, where $I$ is the identity.", "right"),
    ("ridge_weights", "md", "With $A = X^TX + n\\lambda I$ we get $w = A^{-1}X^Ty$.", "right"),
    ("ridge_weights", "md", "With $A = X^TX + \\lambda I$ we get $w = A^{-1}X^Ty$.", "wrong"),
    ("ridge_weights", "md", "$w = (X^TX + n\\lambda I)^{-1}X^Ty$ or $w = (X^TX + \\lambda I)^{-1}X^Ty$", "review"),
    ("ridge_weights", "md", "$w = (X^TX + n\\lambda I)^{-1}X^Tt$", "review"),
    ("ridge_weights", "md", "$(X^TX + n\\lambda I) w = X^T y$", "review"),
    ("ridge_weights", "md", "$w = \\cdots$", "review"),
    ("ridge_weights", "md", "~~$w = (X^TX + n\\lambda I)^{-1}X^Ty$~~", "review"),
    ("ridge_weights", "txt", "w = (X^T X + n lam I)^-1 X^T y", "right"),
    ("ridge_weights", "txt", "(X^T X + n lam I)^-1 X^T y = w", "right"),
    ("ridge_weights", "txt", "w = inverse of (X^T X + n lam I) times X^T y", "review"),
    ("ridge_weights", "py", "A = X.T @ X + n * lam * np.eye(d)\nw = np.linalg.solve(A, X.T @ y)", "right"),
    ("ridge_weights", "py", "def ridge_weights(X, y, n, lam):\n    return np.linalg.inv(X.T @ X + lam * np.eye(d)) @ X.T @ y", "wrong"),
    ("ridge_weights", "md", "- $w = (X^TX + n\\lambda I)^{-1}X^Ty$\n- $w = X^Ty$", "review"),
    ("ridge_weights", "md", "- $w = (X^TX + n\\lambda I)^{-1}X^Ty$", "right"),
    ("ridge_weights", "md", "With $E = nI$: $w = (X^TX+\\lambda E)^{-1}X^Ty$.", "right"),
    ("ridge_weights", "py", "n, d = X.shape\nw = np.linalg.inv(X.T @ X + n*lam*np.eye(d)) @ X.T @ y", "right"),
    ("output_size", "py", "O = ((H + 2*p - k)/s).astype(int) + 1", "right"),
    (
        "softmax_jacobian",
        "md",
        "$\\frac{\\partial p_i}{\\partial z_i} = p_i(1 - p_i)$\n\n$\\frac{\\partial p_i}{\\partial z_j} = -p_i p_j$",
        "review",
    ),
    ("cross_entropy_gradient", "md", "$\\frac{\\partial L}{\\partial z_i} = p_i - 1$ for the right class, else $p_i$", "review"),
    ("output_size", "md", "The size is $\\lfloor (H+2p-k)/s \\rfloor + 1$.", "right"),
    ("output_size", "md", "With $F$ the filter size: $O = \\lfloor (H+2p-F)/s \\rfloor + 1$", "right"),
    ("output_size", "md", "With $F$ the number of feet: $O = \\lfloor (H+2p-F)/s \\rfloor + 1$", "review"),
    ("output_size", "txt", "O = (H + 2p - k) / s", "wrong"),
    ("softmax_jacobian", "txt", "It is symmetric. Its diagonal is positive.", "review"),
    ("softmax_jacobian", "txt", "pz is what we get, as can be seen.", "review"),
    ("output_size", "txt", "Not floor((H + 2p - k)/s) + 1", "review"),
    ("softmax_jacobian", "txt", "if i = j: p_i (1 - p_i)\nif i != j: -p_i p_j", "right"),
    ("softmax_jacobian", "txt", "if i = j: p_i (1 - p_i)", "review"),
    ("softmax_jacobian", "md", "$\\frac{\\partial \\hat y_m}{\\partial z_n} = \\hat y_m(\\delta_{mn} - \\hat y_n)$", "right"),
    ("softmax_jacobian", "md", "$\\frac{\\partial \\hat y_i}{\\partial z_j} = \\hat y_i(\\delta_{ij} - \\hat y_i)$", "wrong"),
    (
        "weight_gradient",
        "md",
        "$\\operatorname{diag}(\\sigma'(A_\\ell y_{\\ell-1} + b_\\ell)) (\\frac{\\partial y_L}{\\partial y_\\ell})^T y_{\\ell-1}^T$",
        "right",
    ),
    (
        "weight_gradient",
        "md",
        "$\\operatorname{diag}(\\sigma(A_\\ell y_{\\ell-1} + b_\\ell)) (\\frac{\\partial y_L}{\\partial y_\\ell})^T y_{\\ell-1}^T$",
        "review",
    ),
]


DENIED = [
    "$w = RIGHT$ is not the answer.",
    "It is wrong to say $w = RIGHT$.",
    "Das gilt nicht: $w = RIGHT$",
    "$w = RIGHT$, transposed.",
    "$w = RIGHT$ or the same without $n$.",
    "$w \\neq RIGHT$",
    "$w \\leq RIGHT$",
    "$2w = RIGHT$",
    "$\\|w\\| = RIGHT$",
    "$w^T = RIGHT$",
    "$0 = RIGHT$",
    "$\\frac{\\partial L}{\\partial X} = RIGHT$",
    "$w = RIGHT$ with $n = d$.",
    "$w = RIGHT$ where $y = \\lambda y$.",
    "$RIGHT$\n\n$(X^TX + \\lambda I)^{-1}X^Ty$\n\n$X^Ty$",
]
WAYS = [
    "w = RIGHT\nw[0] = 0",
    "w = RIGHT\nw, b = 0, 0",
    "w = RIGHT\nwhile lam > 1:\n    w = 0",
    "w = RIGHT\nfor i in range(3):\n    w += 1",
    "w = RIGHT\ndel w",
    "n = X.shape[1]\nw = RIGHT",
    "d, n = X.shape\nw = RIGHT",
    "lam, n = n, 1\nw = RIGHT",
    "X[:] = 1\nw = RIGHT",
    "for n in range(3):\n    w = RIGHT",
    "def ridge_weights(X, y, n, lam):\n    if n > 3:\n        return X.T @ y\n    return RIGHT",
]


@pytest.fixture(scope="module")
def course():
    return sheets()


@pytest.mark.parametrize(("answer", "kind", "text", "word"), DECIDED, ids=[f"{word}: {text}" for _, _, text, word in DECIDED])
def test_a_formula_in_a_paper_is_decided_or_left_to_a_person(course, answer, kind, text, word):
    got = judged(course, Entry(answer, 0, text, kind, word, ""))
    assert got.word == word, got.says


@pytest.mark.parametrize(
    ("changes", "outcome"),
    [
        ({}, Outcome.WRONG),
        ({"source": Source.OCR}, Outcome.REVIEW),
        ({"doubts": ("rows differ in length",)}, Outcome.REVIEW),
        ({"labelled": False, "whole": False}, Outcome.REVIEW),
        ({"labelled": False, "alone": False}, Outcome.REVIEW),
        ({"labelled": False, "alarm": True}, Outcome.REVIEW),
        ({"cut": True}, Outcome.REVIEW),
        ({"leeway": "two ways"}, Outcome.REVIEW),
        ({"otherwise": True}, Outcome.REVIEW),
    ],
)
def test_a_reading_that_is_not_sure_is_right_at_best_and_never_wrong(changes, outcome):
    attempt = replace(Attempt("w", Place("a.pdf"), Source.TEXT, labelled=True), **changes)
    assert settled(Finding(Outcome.WRONG, "other values"), attempt).outcome is outcome
    if "otherwise" not in changes and "alarm" not in changes:
        assert settled(Finding(Outcome.RIGHT, "agrees", 1.0), attempt).outcome is Outcome.RIGHT


@pytest.mark.parametrize("text", DENIED)
def test_a_right_formula_that_is_denied_changed_or_said_of_something_else_is_not_right(course, text):
    text = text.replace("RIGHT", r"(X^TX + n\lambda I)^{-1}X^Ty")
    assert judged(course, Entry("ridge_weights", 0, text, "md", "review", "")).word == "review"


@pytest.mark.parametrize("text", WAYS)
def test_a_program_that_goes_another_way_besides_is_not_right(course, text):
    text = text.replace("RIGHT", "np.linalg.inv(X.T @ X + n*lam*np.eye(d)) @ X.T @ y")
    assert not judged(course, Entry("ridge_weights", 0, text, "py", "review", "")).good


Z = r"$z_\ell = A_\ell y_{\ell-1} + b_\ell$"
PARTS = {
    "told above the parts": (Z, "", "right"),
    "told in the part before": ("", Z, "right"),
    "told wrongly in the part before": ("", r"$z_\ell = A_\ell y_{\ell-1}$", "wrong"),
    "told twice and not alike": (Z, r"$z_\ell = A_\ell y_{\ell-1}$", "review"),
    "told nowhere": ("", "", "review"),
}
GRADIENT = (
    r"\frac{\partial y_L}{\partial A_\ell} = \operatorname{diag}(\sigma'(z_\ell)) (\frac{\partial y_L}{\partial y_\ell})^T y_{\ell-1}^T"
)


@pytest.mark.parametrize(("above", "part", "word"), PARTS.values(), ids=PARTS)
def test_a_letter_keeps_the_meaning_that_it_got_earlier_in_the_same_problem(course, monkeypatch, above, part, word):
    paper = f"# 6 Backprop\n\n{above}\n\n## 6 a\n\n{part}\n\n## 6 b\n\n$${GRADIENT}$$\n"
    monkeypatch.setitem(corpus_entries.HEADINGS, "md", paper.replace("{", "{{").replace("}", "}}"))
    got = judged(course, Entry("weight_gradient", 0, "", "md", word, ""))
    assert got.word == word, got.says


@pytest.mark.parametrize("text", ["O = " + "H " * 110, "O = H" + "/p" * 110, "O = H" + "'" * 100, "O = " + "(" * 38 + "H" + "+1)/2" * 38])
def test_a_formula_of_a_hundred_levels_leaves_results_that_can_be_read(course, text):
    answer = marked(course, Entry("output_size", 0, text, "txt", "wrong", "")).answer
    kept = TypeAdapter(list[list[list[list[list[Markup]]]]])
    assert kept.validate_json(kept.dump_json([[[[[answer.formula.markup]]]]]))
