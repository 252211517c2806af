"""What a paper says around a formula: whose it is, whether it is meant, and in what notation; a person decides where it says so."""

import json

import corpus_entries
import pytest
from corpus_entries import Entry, judged, sheets

RIDGE = r"(X^TX + n\lambda I)^{-1}X^Ty"
ANOTHERS = [
    "The sample solution has $w = RIGHT$.",
    "According to ChatGPT, $w = RIGHT$.",
    "Our friends from group 7 say $w = RIGHT$.",
    "Die Musterlösung sagt: $w = RIGHT$",
    "A first guess is $w = RIGHT$.",
    "We are not sure, but probably $w = RIGHT$.",
    "One might think that $w = RIGHT$.",
    "Man könnte meinen, dass $w = RIGHT$ ist.",
    "For example $w = RIGHT$.",
    "Last week's sheet had $w = RIGHT$.",
    "$w = RIGHT$ (copied from the book)",
    "$w = RIGHT$?",
    "$w = RIGHT$, I guess.",
    "$w = RIGHT$\n\nThis is wrong.",
    "The sample solution says:\n\n$$w = RIGHT$$",
    "### Wrong attempts\n\n$$w = RIGHT$$",
]
OURS = [
    "As expected, $w = RIGHT$.",
    "Setting the gradient to zero, we get $w = RIGHT$, which is the closed form of the lecture.",
    "With the hint on the sheet we have $w = RIGHT$.",
    "Somebody who only has $n$ samples gets:\n\n$$w = RIGHT$$\n\nThis is our answer.",
]
JACOBIAN = r"\hat y_i(\delta_{ij} - \hat y_j)"
HEAD = r"\frac{\partial \hat y_i}{\partial z_j}"
NOTATION = [
    ("softmax_jacobian", "md", f"${HEAD} = {JACOBIAN}$, where $\\delta_{{ij}} = 1$ if $i \\neq j$ and $0$ otherwise.", "review"),
    ("softmax_jacobian", "md", f"${HEAD} = {JACOBIAN}$, where $\\delta_{{ij}} = 1 - [i = j]$.", "review"),
    ("softmax_jacobian", "md", f"${HEAD} = {JACOBIAN}$, where $\\delta_{{ij}} = 1$ if $i = j$ and $0$ otherwise.", "right"),
    (
        "softmax_jacobian",
        "md",
        f"${HEAD} = {JACOBIAN}$ with $\\delta_{{ij}} = \\begin{{cases}} 1 & i = j \\\\ 0 & i \\neq j \\end{{cases}}$",
        "right",
    ),
    (
        "softmax_jacobian",
        "md",
        f"${HEAD} = {JACOBIAN}$ with $\\delta_{{ij}} = \\begin{{cases}} 0 & i = j \\\\ 1 & i \\neq j \\end{{cases}}$",
        "review",
    ),
    ("softmax_jacobian", "md", f"${HEAD} = {JACOBIAN}$ with the Kronecker delta $\\delta_{{ij}}$.", "right"),
    (
        "bias_jacobian",
        "md",
        r"$\frac{\partial y_\ell}{\partial b_\ell} = \diag(\sigma'(A_\ell y_{\ell-1} + b_\ell))$ where $\sigma'(x) = \sigma(x)$.",
        "review",
    ),
    ("ridge_weights", "md", r"We store the samples as columns of $X$. $w = (XX^T + n\lambda I)^{-1}Xy$", "review"),
    ("ridge_weights", "md", r"Let $X \in \mathbb{R}^{d \times n}$. $w = (XX^T + n\lambda I)^{-1}Xy$", "review"),
    ("ridge_weights", "md", r"Let $X \in \mathbb{R}^{n \times d}$. $w = (XX^T + n\lambda I)^{-1}Xy$", "review"),
    ("ridge_weights", "md", r"$w = (XX^T + n\lambda I)^{-1}Xy$", "wrong"),
    ("ridge_weights", "md", r"With $\lambda = 1$ we get $w = (X^TX + nI)^{-1}X^Ty$.", "review"),
    ("output_size", "md", r"For $k = 3$: $O = \lfloor (H + 2p - 3)/s \rfloor + 1$", "review"),
    ("ridge_weights", "md", r"$w = (X^TX + \lambda I)^{-1}X^Ty$, where $\lambda$ is the regularisation parameter times $n$.", "review"),
    ("ridge_weights", "md", r"$w = (X^TX + n\lambda I)^{-1}X^Ty$, where $X$ is the transposed data matrix.", "review"),
    ("ridge_weights", "md", r"$w = (X^TX + n\lambda I)^{-1}X^Ty$, where $X$ is the data matrix and $\lambda$ the penalty.", "right"),
    ("ridge_weights", "md", r"$w = (X^TX + n\lambda I)^{-1}X^Ty$, where $X^T$ is the transposed matrix.", "right"),
    ("ridge_weights", "md", r"$w = (X^TX + \lambda I)^{-1}X^Ty$, where $X$ is the data matrix.", "wrong"),
]
INDICES = [
    ("cross_entropy_gradient", r"$\frac{\partial L}{\partial z_k} = \hat y_i - y_i$", "review"),
    ("cross_entropy_gradient", r"$\frac{\partial L}{\partial z_k} = \hat y_k - y_k$", "right"),
    ("cross_entropy_gradient", r"$\frac{\partial L}{\partial z_k} = y_k - \hat y_k$", "wrong"),
    ("cross_entropy_gradient", r"$\frac{\partial L}{\partial z} = \hat y_i - y_i$", "right"),
    ("softmax_jacobian", r"$\frac{\partial \hat y_i}{\partial z_j} = \hat y_k(\delta_{kj} - \hat y_j)$", "review"),
    ("softmax_jacobian", r"$\frac{\partial \hat y_i}{\partial z_j} = \hat y_k(\delta_{kl} - \hat y_l)$", "review"),
    ("softmax_jacobian", r"$\frac{\partial \hat y_k}{\partial z_l} = \hat y_k(\delta_{kl} - \hat y_l)$", "right"),
]
ALIGNED = r"""$$
\begin{aligned}
\frac{\partial L}{\partial z_i} &= -\sum_{k} y_k (\delta_{ki} - \hat y_i) \\
TALK
&= LAST
\end{aligned}
$$"""
BETWEEN = [
    "",
    r"\text{(chain rule)}",
    r"\text{so that by the definition of the loss}",
    r"\text{and hence}",
    r"\intertext{we get}",
    "for all n:",
]
BESIDE = [
    ("ridge_weights", "md", f"$w = (X^TX + \\lambda I)^{{-1}}X^Ty$\n\n${RIDGE}$", "review"),
    ("ridge_weights", "md", "$w = (X^TX + \\lambda I)^{-1}X^Ty$\n\n$X^TX + n\\lambda I$", "wrong"),
]
PY_RIDGE = "np.linalg.inv(X.T @ X + n*lam*np.eye(d)) @ X.T @ y"
PY_JACOBIAN = "np.diag(softmax(z)) - np.outer(softmax(z), softmax(z))"
OWN_WORDS = [
    ("ridge_weights", f"import numpy as np\nw = {PY_RIDGE}", "right"),
    ("ridge_weights", f"import mine as np\nw = {PY_RIDGE}", "review"),
    ("ridge_weights", f"class np:\n    pass\nw = {PY_RIDGE}", "review"),
    ("softmax_jacobian", f"def softmax(z):\n    return z\nJ = {PY_JACOBIAN}", "review"),
    ("softmax_jacobian", f"softmax = lambda z: z\nJ = {PY_JACOBIAN}", "review"),
    ("softmax_jacobian", f"from mine import softmax\nJ = {PY_JACOBIAN}", "review"),
    ("softmax_jacobian", f"J = {PY_JACOBIAN}", "right"),
    ("output_size", "from math import floor\nO = floor((H + 2*p - k)/s) + 1", "right"),
    ("output_size", "def floor(x):\n    return x\nO = floor((H + 2*p - k)/s) + 1", "review"),
    ("output_size", "def output_size(H, k, p, s):\n    return (H + 2*p - k)//s + 1", "right"),
    ("softmax_jacobian", "p = softmax(z)\nfor i in range(N):\n    for j in range(N):\n        J[i, j] = p[i] * ((i == j) - p[j])", "right"),
    (
        "softmax_jacobian",
        "p = softmax(z)\nfor i in range(N):\n    for j in range(N):\n        J[i, j] = p[i] * ((i == k) - p[k])",
        "review",
    ),
    ("bias_jacobian", "def sigma_prime(x):\n    return sigma(x)\nJ = np.diag(sigma_prime(A_l @ y_prev + b_l))", "review"),
]


@pytest.fixture(scope="module")
def course():
    return sheets()


@pytest.mark.parametrize("text", ANOTHERS)
def test_a_formula_that_is_anothers_a_guess_or_taken_back_is_for_a_person(course, text):
    for formula in (RIDGE, r"(X^TX + \lambda I)^{-1}X^Ty"):
        got = judged(course, Entry("ridge_weights", 0, text.replace("RIGHT", formula), "md", "review", ""))
        assert got.word == "review", got.says


@pytest.mark.parametrize("text", OURS)
def test_a_formula_that_is_ones_own_is_decided_whatever_else_is_said(course, text):
    for formula, word in ((RIDGE, "right"), (r"(X^TX + \lambda I)^{-1}X^Ty", "wrong")):
        got = judged(course, Entry("ridge_weights", 0, text.replace("RIGHT", formula), "md", word, ""))
        assert got.word == word, got.says


@pytest.mark.parametrize(("answer", "kind", "text", "word"), NOTATION, ids=[f"{word}: {text}" for _, _, text, word in NOTATION])
def test_what_a_paper_says_of_its_notation_is_never_passed_over(course, answer, kind, text, word):
    got = judged(course, Entry(answer, 0, text, kind, word, ""))
    assert got.word == word, got.says


@pytest.mark.parametrize(("answer", "text", "word"), INDICES, ids=[f"{word}: {text}" for _, text, word in INDICES])
def test_indices_that_are_not_those_of_the_left_hand_side_are_for_a_person(course, answer, text, word):
    got = judged(course, Entry(answer, 0, text, "md", word, ""))
    assert got.word == word, got.says


@pytest.mark.parametrize("talk", BETWEEN)
@pytest.mark.parametrize(("last", "words"), [(r"\hat y_i - y_i", {"right", "remark", "review"}), (r"\hat y_i + y_i", {"wrong", "review"})])
def test_words_between_the_rows_of_a_derivation_do_not_end_it(course, talk, last, words):
    text = ALIGNED.replace("TALK", talk).replace("LAST", last)
    got = judged(course, Entry("cross_entropy_gradient", 0, text, "md", "", ""))
    assert got.word in words, got.says


@pytest.mark.parametrize("last", [r"\hat y_i - y_i", r"\hat y_i + y_i"])
def test_a_display_that_goes_on_below_an_inline_equation_is_for_a_person(course, last):
    text = rf"$$\frac{{\partial L}}{{\partial z_i}} = -\sum_k y_k (\delta_{{ki}} - \hat y_i)$$ and with $\sum_k y_k = 1$ $$= {last}$$"
    got = judged(course, Entry("cross_entropy_gradient", 0, text.replace("$$ ", "$$\n\n").replace(" $$", "\n\n$$"), "md", "", ""))
    assert got.word == "review", got.says


@pytest.mark.parametrize(("answer", "kind", "text", "word"), BESIDE, ids=[f"{word}: {text}" for _, _, text, word in BESIDE])
def test_a_right_formula_without_the_name_beside_a_wrong_one_with_it_is_for_a_person(course, answer, kind, text, word):
    got = judged(course, Entry(answer, 0, text, kind, word, ""))
    assert got.word == word, got.says


def test_a_function_of_an_earlier_cell_is_a_programs_own(course, monkeypatch):
    text = f"J = {PY_JACOBIAN}"
    plain = corpus_entries.handed_in
    for defined, word in (
        ("def softmax(z):\n    return z", "review"),
        ("%matplotlib inline\nsoftmax = lambda z: z", "review"),
        ("a = 1", "right"),
    ):

        def with_a_cell(entry, task, defined=defined):
            name, data = plain(entry, task)
            book = json.loads(data)
            book["cells"].insert(0, corpus_entries.cell("code", defined))
            return name, json.dumps(book).encode()

        monkeypatch.setattr(corpus_entries, "handed_in", with_a_cell)
        got = judged(course, Entry("softmax_jacobian", 0, text, "py", word, ""))
        assert got.word == word, (defined, got.says)


@pytest.mark.parametrize("defined", ["sigma_prime = sigma", "sigma_prime: object = lambda x: x", "sigma_prime = mine.slope"])
def test_a_slope_that_an_earlier_cell_gives_another_meaning_is_a_programs_own(course, monkeypatch, defined):
    plain = corpus_entries.handed_in

    def with_a_cell(entry, task):
        name, data = plain(entry, task)
        book = json.loads(data)
        book["cells"].insert(0, corpus_entries.cell("code", defined))
        return name, json.dumps(book).encode()

    text = "J = np.diag(sigma_prime(A_l @ y_prev + b_l))"
    assert judged(course, Entry("bias_jacobian", 0, text, "py", "", "")).good
    assert not judged(course, Entry("bias_jacobian", 0, f"{defined}\n{text}", "py", "", "")).good
    monkeypatch.setattr(corpus_entries, "handed_in", with_a_cell)
    assert judged(course, Entry("bias_jacobian", 0, text, "py", "", "")).word == "review"


@pytest.mark.parametrize(("answer", "text", "word"), OWN_WORDS, ids=[f"{word}: {text}" for _, text, word in OWN_WORDS])
def test_a_program_with_functions_or_libraries_of_its_own_is_for_a_person(course, answer, text, word):
    got = judged(course, Entry(answer, 0, text, "py", word, ""))
    assert got.word == word, got.says
