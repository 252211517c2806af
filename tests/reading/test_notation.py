"""Linear notation: what LaTeX and Unicode become, and the items that a line is made of."""

import pytest

from grader.text.items import Fraction, Group, Matrix, Number, Sign, Struck, Symbol, walk
from grader.text.latex import convert, linear
from grader.text.notation import parse


@pytest.mark.parametrize(
    ("source", "notation"),
    [
        (r"\hat{\mathbf{y}}", r"\hat{y}"),
        (r"\mathbf{\hat{y}}_1", r"\hat{y}_{1}"),
        (r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}", r"⟦1 & 2 \\ 3 & 4⟧"),
        (r"\begin{bmatrix} 1 \\ 2 \\ \end{bmatrix}", r"⟦1 \\ 2⟧"),
        (r"\frac{\partial L}{\partial w}", r"\frac{∂ L}{∂ w}"),
        (r"\dfrac12", r"\frac{1}{2}"),
        (r"\left( 14, 20 \right)", "( 14, 20 )"),
        (r"0{,}28", "0,28"),
        (r"14 \quad 20", r"14 \quad 20"),
        (r"a \approx b \sim c", "a ≈ b ~ c"),
        (r"\boxed{200}", "200"),
        (r"\underbrace{\frac12 \cdot 400}_{\text{half}}", r"\frac{1}{2} · 400"),
        (r"L = 200 \tag{1}", "L = 200"),
        (r"\cancel{400}", r"\cancel{400}"),
        (r"61\,706", "61706"),
        (r"94.88\,\%", "94.88 %"),
        (r"\overset{(2)}{=} 200", "= 200"),
        (r"{\color{blue} 14}", "14"),
    ],
)
def test_latex_becomes_linear_notation(source, notation):
    assert " ".join(linear(source, math=True).split()) == notation


@pytest.mark.parametrize(
    ("source", "notation"),
    [
        ("ŷ", r"\hat{y}"),
        ("y\u0302", r"\hat{y}"),
        ("ŷ₁ = 14", r"\hat{y}_{1} = 14"),
        ("x²", "x^{2}"),
        ("½", r"\frac{1}{2}"),
        ("a − b", "a - b"),
        ("２０，５", "20,5"),
        ("٢٠٠", "200"),
        ("café", "café"),
        ("61\u202f706", "61706"),
    ],
)
def test_unicode_becomes_linear_notation(source, notation):
    assert linear(source) == notation


@pytest.mark.parametrize("source", [r"\frac{1}{", r"\begin{bmatrix} 1 & 2", r"a } b", r"\begin{bmatrix}1 & 2 \\ 3\end{bmatrix}", r"\hat"])
def test_damage_is_noticed(source):
    assert convert(source, math=True).broken


def test_each_part_knows_the_source_it_came_from():
    source = r"\hat{y} = \frac{1}{2}"
    for part in convert(source, math=True).parts:
        assert source[part.start : part.end]
    assert next(source[part.start : part.end] for part in convert(source, math=True).parts) == r"\hat{y}"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("14, 20", [Number, Sign, Number]),
        ("61.064.", [Number, Sign]),
        ("(14, 20)^T", [Group]),
        (r"⟦1 & 2⟧", [Matrix]),
        (r"\frac{1}{2} x", [Fraction, Symbol]),
        (r"\cancel{a}", [Struck]),
        ("the loss i.e. 3", [Symbol, Symbol, Symbol, Number]),
        ("np.array([1, 2])", [Symbol, Group]),
        ("‖y‖^2", [Group]),
        ("((", [Sign, Sign]),
    ],
)
def test_a_line_is_made_of_items(text, kinds):
    assert [type(item) for item in parse(text)] == kinds


@pytest.mark.parametrize(
    ("text", "number"),
    [("1e-3", "1e-3"), ("4·10^{-2}", "4e-2"), ("7.2 × 10^1", "7.2e1"), ("1.56.", "1.56"), (".72", ".72"), ("1,56", "1,56"), ("2e", "2")],
)
def test_digits_are_one_number_with_their_power_of_ten(text, number):
    first = parse(text)[0]
    assert isinstance(first, Number)
    assert first.text == number


def test_a_sentence_may_end_in_brackets():
    assert [item.text for item in walk(parse("[44. 72. 100.]")) if isinstance(item, Number)] == ["44.", "72.", "100."]
