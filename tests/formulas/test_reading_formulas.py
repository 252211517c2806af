"""What formulas are read as, and what is not read at all."""

import pytest
from vocabularies import LAYER, RIDGE, SIZES, SOFTMAX, read, shown

from grader.formulas.tokens import TooMuch
from grader.formulas.unread import NotRead

READ = [
    (SIZES, r"\left\lfloor\frac{H+2p-k}{s}\right\rfloor+1", "⌊(H + 2 p − k) / s⌋ + 1"),
    (SIZES, "⌊(H + 2p − k)/s⌋ + 1", "⌊(H + 2 p − k) / s⌋ + 1"),
    (SIZES, "floor((H + 2*p - k)/s) + 1", "⌊(H + 2 * p − k) / s⌋ + 1"),
    (SIZES, r"{H + 2p - k \over s} + 1", "(H + 2 p − k) / s + 1"),
    (SIZES, r"$$\lceil (H - k + 1) / s \rceil$$".strip("$"), "⌈(H − k + 1) / s⌉"),
    (SIZES, "(H + 2p - k) // s + 1", "⌊(H + 2 p − k) / s⌋ + 1"),
    (SIZES, "N(k²C + 1)", "N (k^2 C + 1)"),
    (SIZES, "NkkC + N", "N k k C + N"),
    (SIZES, "k x k x C x N", "k × k × C × N"),
    (SIZES, "kernel_size^2", "k^2"),
    (SOFTMAX, r"\hat y_i(\delta_{ij} - \hat{y}_j)", "y_hat_i ([i = j] − y_hat_j)"),
    (SOFTMAX, r"\hat{y_i}(\delta_{i,j} - \hat{y_j})", "y_hat_i ([i = j] − y_hat_j)"),
    (SOFTMAX, r"p_i (\mathbb{1}_{\{i=j\}} - p_j)", "y_hat_i ([i = j] − y_hat_j)"),
    (SOFTMAX, r"p_i (\mathbf 1_{i=j} - p_j)", "y_hat_i ([i = j] − y_hat_j)"),
    (SOFTMAX, "p_i([i=j] - p_j)", "y_hat_i ([i = j] − y_hat_j)"),
    (SOFTMAX, "p_i(I(i=j) - p_j)", "y_hat_i ([i = j] − y_hat_j)"),
    (SOFTMAX, "pᵢ(δᵢⱼ − pⱼ)", "y_hat_i ([i = j] − y_hat_j)"),
    (SOFTMAX, "δij p_i", "[i = j] y_hat_i"),
    (SOFTMAX, r"\frac{e^{z_i}}{\sum_{k=1}^3 e^{z_k}}", "exp(z_i) / (Σ_(k = 1)^3 exp(z_k))"),
    (SOFTMAX, "e^z_i / sum_k e^z_k", "exp(z_i) / (Σ_(k) exp(z_k))"),
    (SOFTMAX, r"\sum_{k \neq i} p_k", "Σ_(k ≠ i) y_hat_k"),
    (SOFTMAX, "p_i(1-p_i) if i = j, -p_i p_j otherwise", "{y_hat_i (1 − y_hat_i) if i = j; −y_hat_i y_hat_j otherwise}"),
    (SOFTMAX, r"\begin{cases} p_i & i=j \\ 0 & i \neq j \end{cases}", "{y_hat_i if i = j; 0 if i ≠ j}"),
    (SOFTMAX, r"\left\{\begin{array}{ll} p_i & \text{if } i=j\\ 0 & \text{else}\end{array}\right.", "{y_hat_i if i = j; 0 otherwise}"),
    (SOFTMAX, r"\mathrm{softmax}(z)_i", "y_hat_i"),
    (SOFTMAX, r"\operatorname{diag}(\hat{y}) - \hat{y}\hat{y}^\top", "diag(y_hat) − y_hat y_hatᵀ"),
    (RIDGE, r"(X^\top X + n\lambda I_{d\times d})^{-1} X^\top y", "(Xᵀ X + n lam I_d)⁻¹ Xᵀ y"),
    (RIDGE, "(XᵀX + nλI)⁻¹Xᵀy", "(Xᵀ X + n lam I)⁻¹ Xᵀ y"),
    (RIDGE, "(X^TX + n*lam*I)^-1 X^Ty", "(Xᵀ X + n * lam * I)⁻¹ Xᵀ y"),
    (RIDGE, "(X'X + nλI)^(-1) X'y", "(Xᵀ X + n lam I)⁻¹ Xᵀ y"),
    (RIDGE, r"\left(\frac1n X^{\mathsf T}X + \lambda \mathbb{1}\right)^{-1}\frac{X^{\!\top} y}{n}", "(1 / n Xᵀ X + lam I)⁻¹ (Xᵀ y / n)"),
    (RIDGE, "inv(X.T @ X) @ X.T @ y", "inv(Xᵀ X) Xᵀ y"),
    (LAYER, r"\mathrm{diag}(\sigma'(A_\ell y_{\ell-1} + b_\ell)) A_\ell", "diag(sigma′(A y + b)) A"),
    (LAYER, r"\dot\sigma(A_l y_{l-1} + b_l) \odot (\partial y_L / \partial y_l)^T", "sigma′(A y + b) ⊙ gᵀ"),
    (LAYER, r"\sigma^{\prime}(A^{(\ell)} y^{(\ell-1)} + b^{(\ell)})", "sigma′(A y + b)"),
    (LAYER, "(dy_L/dy_l)^T y_{l-1}^T", "gᵀ yᵀ"),
    (LAYER, r"\left(\nabla_{y_\ell} y_L\right)^T", "gᵀ"),
    (LAYER, r"\frac{\partial y_L}{\partial (y_\ell)_i}", "g_i"),
    (LAYER, "y_{l-1,j}", "y_j"),
    (LAYER, "A_l y_l-1", "A y"),
]
NOT_READ = [
    (RIDGE, "XTX", "`XTX` is not known"),
    (RIDGE, "(X^T X + nλI", "a bracket is not closed"),
    (RIDGE, "X^T X +", "something is missing"),
    (RIDGE, "w", "`w` is not known"),
    (RIDGE, "", "something is missing"),
    (RIDGE, "X ? y", "`?` was not expected"),
    (SIZES, "H 2", "a number right behind another factor"),
    (SIZES, "H_1", "has no entries"),
    (LAYER, r"\sigma''(A_l y_{l-1})", "a second derivative"),
    (LAYER, r"\mathrm{diag}(\sigma')", "a function without its argument"),
    (SOFTMAX, r"\sum p_k", "a sum without its index"),
    (SOFTMAX, r"\delta p_i", "δ without two indices"),
    (SOFTMAX, "p_{i+1}", "an index that is more than a letter"),
    (SOFTMAX, r"\begin{pmatrix} p_1 & 0 \\ 0 & p_2 \end{pmatrix}", "a matrix of entries"),
    (SOFTMAX, "‖p‖", "was not expected"),
]


@pytest.mark.parametrize(("words", "text", "meant"), READ, ids=[text for _, text, _ in READ])
def test_a_formula_is_read_as_it_was_meant(words, text, meant):
    assert shown(text, words) == meant


@pytest.mark.parametrize(("words", "text", "why"), NOT_READ, ids=[text for _, text, _ in NOT_READ])
def test_what_is_not_wholly_known_is_not_read(words, text, why):
    with pytest.raises(NotRead, match=why.replace("?", r"\?")):
        read(text, words)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 60 + "H" + ")" * 60,
        "(" * 900 + "H" + ")" * 900,
        "-" * 1900 + "H",
        "H" + "'" * 1900,
        "H" * 3000,
        "H*" * 900 + "H",
        "1" * 40,
        "H" + "^{H" * 40 + "}" * 40,
    ],
)
def test_a_formula_beyond_all_bounds_is_refused_at_once(text):
    with pytest.raises((NotRead, TooMuch)):
        read(text, SIZES)


@pytest.mark.parametrize(
    ("text", "ways", "kind"),
    [
        ("1/2H", 2, [False, False]),
        ("1/2 H", 1, [False]),
        ("H + 2p - k/s + 1", 2, [False, True]),
        ("[(H - k)/s] + 1", 2, [False, True]),
        (r"\frac{1}{2}H", 1, [False]),
    ],
)
def test_what_may_be_meant_in_two_ways_is_read_in_both(text, ways, kind):
    found = read(text, SIZES)
    assert (len(found), [one.kind for one in found]) == (ways, kind)


@pytest.mark.parametrize("text", ["(H-k)/s+1 × (H-k)/s+1", "((H-k)/s+1, (H-k)/s+1)", "(H-k)/s+1 x (H-k)/s+1"])
def test_the_same_for_two_directions_is_told(text):
    assert read(text, SIZES)[0].each


def test_what_is_not_quite_the_same_for_two_directions_is_a_product():
    assert not read("((H-k)/s+1) × ((H-k)/s+2)", SIZES)[0].each
