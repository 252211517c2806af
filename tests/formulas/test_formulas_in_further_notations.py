"""Notations that students use besides the usual ones: each right one beside a wrong twin, which must not be taken for it."""

import pytest
from corpus_entries import Entry, judged, sheets

BIAS = r"\frac{\partial y_\ell}{\partial b_\ell} = "
INPUT = r"\frac{\partial y_\ell}{\partial y_{\ell-1}} = "
Z = r"With $z = A_\ell y_{\ell-1} + b_\ell$: "
RENAMED = r"With $W := A_\ell$, $a := y_{\ell-1}$ and $z = Wa + b_\ell$: "
NOTATIONS = [
    ("cross_entropy_gradient", "txt", "dL/dz_i = yhat_i - y_i", "dL/dz_i = yhat_i + y_i"),
    (
        "cross_entropy_gradient",
        "tex",
        r"$\frac{\partial L}{\partial z_i} = (y_i \oslash y_i) \hat y_i - y_i$",
        r"$\frac{\partial L}{\partial z_i} = \hat y_i \oslash y_i$",
    ),
    ("last_input_gradient", "txt", "d y_L / d y_{L-1} = A_L", "d y_L / d y_{L-1} = A_L A_L"),
    ("last_input_gradient", "txt", "dyL/dy(L-1) = A_L", "dyL/dy(L-1) = 2 A_L"),
    ("last_input_gradient", "txt", "dy_L/dy_{L-1} = A_L   ✓ (Zeile, 1×n)", "dy_L/dy_{L-1} = -A_L   ✓ (Zeile, 1×n)"),
    (
        "last_input_gradient",
        "tex",
        r"$\frac{\partial y_L}{\partial y_{L-1}} = A_L \quad (1 \times n)$",
        r"$\frac{\partial y_L}{\partial y_{L-1}} = 2 A_L \quad (1 \times n)$",
    ),
    ("ridge_weights", "txt", "w = (X'*X + n*lambda*eye(d)) \\ (X'*y)", "w = (X'*X + lambda*eye(d)) \\ (X'*y)"),
    ("ridge_weights", "txt", "w = (X'*X + n*lambda*eye(d))\\(X'*y)", "w = (X'*y)\\(X'*X + n*lambda*eye(d))"),
    (
        "ridge_weights",
        "txt",
        "w = inv(X^T X + N λ I) X^T y with N = number of samples",
        "w = inv(X^T X + N λ I) X^T y with N = number of filters",
    ),
    (
        "bias_jacobian",
        "md",
        Z + rf"${BIAS}\operatorname{{diag}}(\sigma'(z_1), \ldots, \sigma'(z_n))$",
        Z + rf"${BIAS}\operatorname{{diag}}(\sigma(z_1), \ldots, \sigma(z_n))$",
    ),
    (
        "bias_jacobian",
        "md",
        Z + rf"${BIAS}\operatorname{{diag}}(\sigma'(z_1), \sigma'(z_2), \ldots, \sigma'(z_n))$",
        Z + rf"${BIAS}\operatorname{{diag}}(\sigma'(z_1), \sigma(z_2), \ldots, \sigma'(z_n))$",
    ),
    (
        "bias_jacobian",
        "md",
        Z + rf"${BIAS}\operatorname{{diag}}\left(\left.\frac{{d\sigma}}{{dt}}\right|_{{t = z}}\right)$",
        Z + rf"${BIAS}\operatorname{{diag}}\left(\left.\frac{{d\sigma}}{{dt}}\right|_{{t = b_\ell}}\right)$",
    ),
    (
        "bias_jacobian",
        "md",
        Z + rf"${BIAS}\operatorname{{diag}}(f'(z))$ with the activation $f = \sigma$",
        Z + rf"${BIAS}\operatorname{{diag}}(f(z))$ with the activation $f = \sigma$",
    ),
    ("bias_jacobian", "md", Z + rf"${BIAS}I \odot (\sigma'(z) \mathbf 1^\top)$", Z + rf"${BIAS}\sigma'(z) \mathbf 1^\top$"),
    (
        "bias_jacobian",
        "py",
        "z = A_l @ y_prev + b_l\ndy_l_db_l = np.eye(m) * sigma_prime(z)",
        "z = A_l @ y_prev + b_l\ndy_l_db_l = np.eye(m) * sigma(z)",
    ),
    (
        "input_jacobian",
        "md",
        Z + rf"${INPUT}(\sigma'(z) \mathbf 1^\top) \odot A_\ell$",
        Z + rf"${INPUT}(\sigma(z) \mathbf 1^\top) \odot A_\ell$",
    ),
    (
        "input_jacobian",
        "md",
        Z + rf"${INPUT}D A_\ell$, where $\operatorname{{diag}}(\sigma'(z)) =: D$",
        Z + rf"${INPUT}D A_\ell$, where $\operatorname{{diag}}(\sigma(z)) =: D$",
    ),
    (
        "softmax_jacobian",
        "md",
        r"$J = \operatorname{diag}(\hat y)(I - \mathbf 1 \hat y^T)$",
        r"$J = \operatorname{diag}(\hat y)(I + \mathbf 1 \hat y^T)$",
    ),
    (
        "softmax_jacobian",
        "py",
        "p = softmax(z)\nJ = torch.diag(p) - p.unsqueeze(1) @ p.unsqueeze(0)",
        "p = softmax(z)\nJ = torch.diag(p) + p.unsqueeze(1) @ p.unsqueeze(0)",
    ),
    (
        "output_size",
        "py",
        "h, f, pad, stride = H, k, p, s\nh_out = int((h - f + 2*pad) / stride) + 1",
        "h, f, pad, stride = H, k, s, p\nh_out = int((h - f + 2*pad) / stride) + 1",
    ),
    (
        "output_size",
        "md",
        "Let $n$ be the side length (so $n = H$) and $f$ that of the filter ($f = k$): $O = \\lfloor (n+2p-f)/s \\rfloor + 1$",
        "Let $n$ be the side length (so $n = k$) and $f$ that of the filter ($f = H$): $O = \\lfloor (n+2p-f)/s \\rfloor + 1$",
    ),
    (
        "output_size",
        "md",
        "$O = \\lfloor (H+2p-k)/s \\rfloor + 1$. With $H = 5$, $k = 3$, $p = s = 1$ we get $O = 5$.",
        "$O = \\lfloor (H+2p)/s \\rfloor + 1$. With $H = 5$, $k = 3$, $p = s = 1$ we get $O = 5$.",
    ),
    (
        "parameter_count",
        "md",
        "Sei $F$ die Anzahl der Filter. Das macht $P = (k k C + 1) F$.",
        "Sei $F$ die Anzahl der Filter. Das macht $P = k k C F$.",
    ),
    (
        "weight_gradient",
        "md",
        RENAMED + r"$\frac{\partial y_L}{\partial W} = \diag(\sigma'(z)) (\frac{\partial y_L}{\partial y_\ell})^T a^T$",
        RENAMED + r"$\frac{\partial y_L}{\partial W} = \diag(\sigma(z)) (\frac{\partial y_L}{\partial y_\ell})^T a^T$",
    ),
    (
        "last_bias_gradient",
        "md",
        "$\\frac{\\partial y_L}{\\partial b_L} = \\lim_{h \\to 0} \\frac{h}{h} = 1$",
        "$\\frac{\\partial y_L}{\\partial b_L} = \\lim_{h \\to 0} \\frac{h}{h} = 0$",
    ),
    ("last_bias_gradient", "py", "grads['b_L'] = np.array([1.0])", "grads['b_L'] = np.array([2.0])"),
    (
        "softmax_jacobian",
        "md",
        "$\\frac{\\partial \\hat y_i}{\\partial z_j} = \\frac{e^{z_i}}{\\sum_{k=1}^{m} e^{z_k}} (\\delta_{ij} - \\hat y_j)$",
        "$\\frac{\\partial \\hat y_i}{\\partial z_j} = \\frac{e^{z_i}}{\\sum_{k=1}^{i} e^{z_k}} (\\delta_{ij} - \\hat y_j)$",
    ),
]


DEEP = "With $F = k$ the filter size, $D = C$ the depth of the input and $K = N$ the number of filters: $P = (F F D + 1) K$"


@pytest.fixture(scope="module")
def course():
    return sheets()


@pytest.mark.parametrize(("answer", "kind", "right", "wrong"), NOTATIONS, ids=[right for _, _, right, _ in NOTATIONS])
def test_a_notation_is_read_and_its_wrong_twin_is_not_right(course, answer, kind, right, wrong):
    good = judged(course, Entry(answer, 0, right, kind, "", ""))
    assert good.good, good.says
    bad = judged(course, Entry(answer, 0, wrong, kind, "", ""))
    assert not bad.good, bad.says


def test_a_word_inside_another_noun_gives_no_letter_its_meaning(course):
    assert judged(course, Entry("parameter_count", 0, DEEP, "md", "", "")).good
    for letter in "FD":
        assert not judged(course, Entry("parameter_count", 0, DEEP.replace(f"${letter} = ", "$"), "md", "", "")).bad, letter
