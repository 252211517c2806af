"""Displays that no program shows as they were meant, and numbers behind a formula: what counts is never taken from the wrong row."""

import pytest
from corpus_entries import Entry, judged, sheets

RIGHT, WRONG = r"1 + \left\lfloor \frac{H + 2p - k}{s} \right\rfloor", r"1 + \left\lfloor \frac{H + p - k}{s} \right\rfloor"
DISPLAY = r"""$$
\begin{aligned}
O &= 1 + \left\lfloor \frac{H + 2p - k}{s} \right\rfloor \\
ODD
 &= 1 + \left\lfloor \frac{H + p - k}{s} \right\rfloor
\end{aligned}
$$
"""
ODD = [
    r"$\lambda = 3$",
    "$\\delta_{ij} = 1$ if $i = j$",
    "| a | b |",
    "| a | b | c |",
    "```python\nx = 1\n```",
    "\n\n\n$$\\sigma'(x) = 1$$",
    "\n\n\n$\\lambda = 3$",
    "H_p \\\\",
    "$\\lambda = 3$ \\\\",
]
WHOLE = [
    ("$$\nO = RIGHT\n$$", "right"),
    ("$$\n\\begin{aligned}\nH_p &= H + 2p \\\\\nO &= RIGHT\n\\end{aligned}\n$$", "right"),
    ("$$\nO = RIGHT \\quad \\text{where $s$ is the stride and $x_{1}$ a row}\n$$", "right"),
    ("O = RIGHT costs 3\\$", "right"),
    ("$$\n\\begin{aligned}\nO &= 1 \\cdot (RIGHT) \\\\\n&= RIGHT\n\\end{aligned}\n$$", "right"),
    ("$$\n\\begin{aligned}\nO &= RIGHT\n$$", "review"),
    ("$$\nO &= RIGHT\n\\end{aligned}\n$$", "review"),
    ("$$\n\\begin{aligned}\nO &= RIGHT\n\\end{align}\n$$", "review"),
]
NUMBERS = [
    ("$O = RIGHT$", "right"),
    ("$O = RIGHT = 28$", "review"),
    ("$O = WRONG = 28$", "wrong"),
    ("$O = RIGHT = \\lfloor (32 + 0 - 5)/1 \\rfloor + 1 = 28$", "review"),
    ("$O = WRONG = \\lfloor (32 + 0 - 5)/1 \\rfloor + 1 = 28$", "wrong"),
    ("$$O = RIGHT$$\n$= 0$", "review"),
    ("$$O = WRONG$$\n$= 0$", "wrong"),
    ("$O = RIGHT$\n\nSo with the numbers of the sheet $O = 32$.", "right"),
    ("$O = RIGHT$\n\nSo $O = RIGHT = 28$ with the numbers of the sheet.", "right"),
    ("$O = RIGHT$\n\nSo $O = WRONG = 28$ with the numbers of the sheet.", "review"),
]


@pytest.fixture(scope="module")
def course():
    return sheets()


def told(course, text, answer="output_size"):
    text = text.replace("RIGHT", RIGHT).replace("WRONG", WRONG)
    return judged(course, Entry(answer, 0, text, "md", "", ""))


@pytest.mark.parametrize("odd", ODD)
def test_a_row_that_is_no_formula_does_not_take_the_last_row_of_a_derivation_with_it(course, odd):
    got = told(course, DISPLAY.replace("ODD", odd))
    assert got.word in ("review", "wrong"), got.says


@pytest.mark.parametrize(("text", "word"), WHOLE, ids=[text for text, _ in WHOLE])
def test_a_display_that_is_opened_and_not_closed_is_for_a_person_and_a_whole_one_is_decided(course, text, word):
    assert told(course, text).word == word, told(course, text).says


@pytest.mark.parametrize(("text", "word"), NUMBERS, ids=[text for text, _ in NUMBERS])
def test_a_number_behind_a_formula_is_no_wrong_answer_and_hides_none(course, text, word):
    assert told(course, text).word == word, told(course, text).says


def test_a_formula_for_one_entry_is_not_the_answer_where_a_whole_one_ends_in_a_number(course):
    text = (
        r"We have $\frac{\partial y_L}{\partial (A_L)_{1j}} = (y_{L-1})_j$. All together"
        "\n\n"
        r"$$\frac{\partial y_L}{\partial A_L} = \frac{1}{n_{L-1}} y_{L-1}^T$$"
        "\n$= 0$"
    )
    assert told(course, text, "last_weight_gradient").word == "review"
