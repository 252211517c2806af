"""Formulas beside the reference's functions at drawn points: what is the same, what does not fit, what nobody can tell."""

import numpy as np
import pytest
from vocabularies import LAYER, RIDGE, SIZES, SOFTMAX, read

from grader.errors import ReferenceFault
from grader.formulas.program import program
from grader.probes.compare import Match
from grader.probes.drawn import Order, points
from grader.probes.proof import judged, proof_of
from grader.probes.symbols import symbol
from grader.references.course_module import load_reference

MODULE = '''
import numpy as np


def output_size(H, p, k, s):
    """Output size."""
    return (H + 2 * p - k) // s + 1


def without_floor(H, p, k, s):
    """The floor is missing."""
    return (H + 2 * p - k) / s + 1


def count(N, k, C):
    """Parameters."""
    return N * (k**2 * C + 1)


def y_hat(z):
    """Softmax."""
    return np.exp(z) / np.exp(z).sum()


def jacobian(y_hat):
    """Derivative of the softmax."""
    return np.diag(y_hat) - np.outer(y_hat, y_hat)


def ridge(X, y, n, lam):
    """Weights."""
    return np.linalg.solve(X.T @ X + n * lam * np.eye(X.shape[1]), X.T @ y)


def gradient(sigma, A, b, y, g):
    """Gradient by the weights."""
    return np.outer(sigma.slope(A @ y + b) * g, y)


def one():
    """One."""
    return 1.0


def never(k):
    """Never finite."""
    return k / 0 if k > 100 else float("nan")
'''
SYMBOLS = {
    name: symbol(said)
    for name, said in {
        **{
            "H": "whole 12 to 200",
            "p": "whole 0 to 5",
            "k": "whole 1 to 11",
            "s": "whole 2 to 5",
            "N": "whole 2 to 9",
            "C": "whole 2 to 5",
        },
        **{"X": "matrix n × d", "y": "vector n", "lam": "number 0.1 to 2", "z": "vector classes"},
    }.items()
}
OF_LAYERS = {
    name: symbol(said)
    for name, said in {
        **{"A": "matrix m × h", "b": "vector m", "y": "vector h", "g": "gradient m", "sigma": "function"},
    }.items()
}
VERDICTS = [
    ("output_size", SIZES, r"\lfloor (H + 2p - k)/s \rfloor + 1", Match.SAME, ""),
    ("output_size", SIZES, r"\lceil (H + 2p - k + 1)/s \rceil", Match.SAME, ""),
    ("output_size", SIZES, "(H + 2p - k + s)//s", Match.SAME, ""),
    ("output_size", SIZES, r"\lceil (H + 2p - k)/s \rceil + 1", Match.DIFFERENT, ""),
    ("output_size", SIZES, "(H + 2p - k)/s + 1", Match.DIFFERENT, "without_floor"),
    ("output_size", SIZES, "(H - k + p + p)/s + 1", Match.DIFFERENT, "without_floor"),
    ("count", SIZES, "N k k C + N", Match.SAME, ""),
    ("count", SIZES, "N(k^2 + 1)", Match.DIFFERENT, ""),
    ("count", SIZES, "N(2k C + 1)", Match.DIFFERENT, ""),
    ("jacobian", SOFTMAX, "p_i([i=j] - p_j)", Match.SAME, ""),
    ("jacobian", SOFTMAX, "p_l([l=k] - p_k)", Match.SAME, ""),
    ("jacobian", SOFTMAX, "diag(p) - p p^T", Match.SAME, ""),
    ("jacobian", SOFTMAX, "diag(p)(I - 1 p^T)", Match.SAME, ""),  # a 1 before a row is a column of ones beside the identity
    ("jacobian", SOFTMAX, "diag(p)(I - 2 p^T)", Match.NO_FIT, ""),
    ("jacobian", SOFTMAX, "p_i(1 - p_j)", Match.DIFFERENT, ""),
    ("jacobian", SOFTMAX, "p_i([i=j] - p_k)", Match.NO_VALUE, ""),
    ("jacobian", SOFTMAX, "p ⊙ (1 - p)", Match.DIFFERENT, ""),
    ("ridge", RIDGE, "(X^T X + nλI)^{-1} X^T y", Match.SAME, ""),
    ("ridge", RIDGE, "X^T (X X^T + nλI)^{-1} y", Match.SAME, ""),
    ("ridge", RIDGE, "(X^T X/n + λI)^{-1} X^T y/n", Match.SAME, ""),
    ("ridge", RIDGE, "solve(X^T X + nλI, X^T y)", Match.SAME, ""),
    ("ridge", RIDGE, "(X^T X + λI)^{-1} X^T y", Match.DIFFERENT, ""),
    ("ridge", RIDGE, "X^T y (X^T X + nλI)^{-1}", Match.NO_FIT, ""),
    ("ridge", RIDGE, "(X X^T + nλI)^{-1} X^T y", Match.NO_FIT, ""),
    ("ridge", RIDGE, "(X^T X + nλ)^{-1} X^T y", Match.NO_FIT, ""),
    ("ridge", RIDGE, "X^T y / (X^T X + nλI)", Match.NO_VALUE, ""),
    ("ridge", RIDGE, "(X^T X - X^T X)^{-1} X^T y", Match.NO_VALUE, ""),
    ("gradient", LAYER, "diag(σ'(A_l y_{l-1} + b_l)) (dy_L/dy_l)^T y_{l-1}^T", Match.SAME, ""),
    ("gradient", LAYER, "(σ'(A_l y_{l-1} + b_l) ⊙ (dy_L/dy_l)^T) y_{l-1}^T", Match.SAME, ""),
    ("gradient", LAYER, "y_{l-1} (dy_L/dy_l) diag(σ'(A_l y_{l-1} + b_l))", Match.TRANSPOSED, ""),
    ("gradient", LAYER, "diag(σ(A_l y_{l-1} + b_l)) (dy_L/dy_l)^T y_{l-1}^T", Match.DIFFERENT, ""),
    ("gradient", LAYER, "σ'(A_l y_{l-1} + b_l) (dy_L/dy_l)^T y_{l-1}^T", Match.NO_FIT, ""),
    ("one", SIZES, "1", Match.SAME, ""),
    ("one", SIZES, "I", Match.SAME, ""),
    ("one", SIZES, "I_n", Match.NO_VALUE, ""),
    ("one", SIZES, "0", Match.DIFFERENT, ""),
]
PROGRAMS = [
    ("output_size", SIZES, "(H + 2*p - k)//s + 1", Match.SAME),
    ("output_size", SIZES, "int(np.floor((H + 2*p - k)/s)) + 1", Match.SAME),
    ("output_size", SIZES, "(H + 2*p - k)/s + 1", Match.DIFFERENT),
    ("jacobian", SOFTMAX, "np.diag(p) - np.outer(p, p)", Match.SAME),
    ("jacobian", SOFTMAX, "np.diag(p) - p[:, None] * p[None, :]", Match.SAME),
    ("jacobian", SOFTMAX, "np.diag(p) - p * p", Match.DIFFERENT),
    ("jacobian", SOFTMAX, "p[i] * ((i == j) - p[j])", Match.SAME),
    ("jacobian", SOFTMAX, "p[i]*(1-p[i]) if i == j else -p[i]*p[j]", Match.SAME),
    ("ridge", RIDGE, "np.linalg.inv(X.T @ X + n*lam*np.eye(d)) @ X.T @ y", Match.SAME),
    ("ridge", RIDGE, "np.linalg.solve(X.T.dot(X) + n*lam*np.eye(d), X.T.dot(y))", Match.SAME),
    ("ridge", RIDGE, "np.linalg.inv(X.T @ X + n*lam) @ X.T @ y", Match.DIFFERENT),
    ("ridge", RIDGE, "np.linalg.inv(X.T * X + n*lam*np.eye(d)) @ X.T @ y", Match.NO_FIT),
]


@pytest.fixture(scope="module")
def reference(tmp_path_factory):
    path = tmp_path_factory.mktemp("course") / "reference" / "formulas.py"
    path.parent.mkdir()
    path.write_text(MODULE, encoding="utf-8")
    return load_reference(path)


def proof(reference, name):
    mistakes = ("without_floor",) if name == "output_size" else ()
    return proof_of(Order(reference, name, OF_LAYERS if name == "gradient" else SYMBOLS, 7), mistakes)


@pytest.mark.parametrize(("name", "words", "text", "match", "mistake"), VERDICTS, ids=[f"{name}: {text}" for name, _, text, *_ in VERDICTS])
def test_a_formula_is_judged_by_what_it_gives(reference, name, words, text, match, mistake):
    verdict = judged(read(text, words), proof(reference, name), ())
    assert (verdict.match, verdict.mistake, verdict.unsure) == (match, mistake, "")


@pytest.mark.parametrize(("name", "words", "text", "match"), PROGRAMS, ids=[text for _, _, text, _ in PROGRAMS])
def test_a_line_of_python_is_judged_by_a_programs_rules(reference, name, words, text, match):
    assert judged((program(text, words),), proof(reference, name), ()).match is match


@pytest.mark.parametrize(
    ("name", "words", "text"),
    [
        ("output_size", SIZES, "(H + 2p - k)/s + 1 + H + 2p - k/s - (H + 2p - k/s)"),
        ("count", SIZES, "1/2N * 2 (k k C + 1) N"),
        ("gradient", LAYER, "diag(σ'(A_l y_{l-1} + b_l)) (dy_L/dy_l) y_{l-1}^T"),
    ],
)
def test_what_a_kind_reader_would_allow_is_neither_right_nor_wrong(reference, name, words, text):
    verdict = judged(read(text, words), proof(reference, name), ())
    assert verdict.unsure or verdict.match is not Match.SAME


def test_the_sentence_about_shapes_names_them(reference):
    why = judged(read("(X X^T + nλI)^{-1} X^T y", RIDGE), proof(reference, "ridge"), ()).why
    sizes = {point.arguments["X"].shape for point in proof(reference, "ridge").points[:1]}
    ((rows, columns),) = sizes
    assert why == f"{rows}×{rows} times {columns}×{rows}"


def test_the_same_seed_draws_the_same_points_and_another_one_others(reference):
    one, again, other = (points(Order(reference, "ridge", SYMBOLS, seed)) for seed in (1, 1, 2))
    assert np.array_equal(one[0].arguments["X"], again[0].arguments["X"])
    assert not np.array_equal(one[0].arguments["y"][:2], other[0].arguments["y"][:2])


def test_all_sizes_of_a_point_differ(reference):
    for point in points(Order(reference, "gradient", OF_LAYERS, 3)):
        assert point.arguments["m"] != point.arguments["h"]


def test_a_reference_that_is_never_finite_is_told(reference):
    with pytest.raises(ReferenceFault, match="cannot be probed"):
        points(Order(reference, "never", SYMBOLS, 1))


def test_an_argument_that_nobody_declares_is_told_with_what_to_write(reference):
    with pytest.raises(ReferenceFault, match=r"`H`, which is no symbol of the rubric; say under `symbols:`"):
        points(Order(reference, "output_size", {}, 1))


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("hole 2 to 5", "did you mean `whole`"),
        ("whole 5 to 2", "from low to high"),
        ("whole 0.5 to 2", "wants whole numbers"),
        ("whole", "wants the form `whole 2 to 5`"),
        ("matrix n", "wants the form `matrix n × d`"),
        ("vector 13", "a number up to 12"),
        ("number 1 to 10000000", "of at most"),
    ],
)
def test_what_is_no_kind_of_symbol_is_told_with_what_is(said, why):
    with pytest.raises(ValueError, match=why):
        symbol(said)
