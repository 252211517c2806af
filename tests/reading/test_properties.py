"""What holds whatever the numbers are: printed and read back, a stray number changes nothing, the order of sections neither."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searches import as_wanted, freiburg, read, shown

from grader.answer import Answer

SECTIONS = {
    "1.1": "ŷ = (14, 20)\n\nL = 200",
    "1.2": "∂L/∂ŷ = (12, 16), ∂L/∂w = (44, 72, 100)\n\n∂L/∂b = 28",
    "1.3": "w' = (1.56, 0.28, 2) and b' = 0.72\n\nŷ = (8.84, 12.68)\n\nL = 61.064",
    "6.2": "| | original | shifted |\n|---|---|---|\n| MLP | 0.9488 | 0.4037 |\n| CNN | 0.9672 | 0.594 |",
}
NUMBERS = st.decimals(-999, 999, places=2, allow_nan=False).map(lambda number: f"{number:f}")


def document(order=tuple(SECTIONS), extra=""):
    return "\n\n".join(f"# {number}\n\n{SECTIONS[number]}" for number in order) + extra


def decided(text):
    """Names with the values that are read for sure."""
    found = read({"notes.md": text}, freiburg())
    return {name: one.value for name, one in found.items() if isinstance(one, Answer) and one.sure}


def test_all_of_the_document_is_read():
    assert len(decided(document())) == 13


@pytest.mark.parametrize("order", list(permutations(SECTIONS)))
def test_the_order_of_sections_changes_nothing(order):
    assert decided(document(order)) == decided(document())


@given(
    st.sampled_from(["200", "14, 20", "0.72", "(1, 2, 3)", "94 %", "61.064", "28", "[8.84, 12.68]", "3.5"]), st.sampled_from(list(SECTIONS))
)
def test_a_stray_number_never_changes_what_was_decided(stray, section):
    order = (*(number for number in SECTIONS if number != section), section)
    assert decided(document(order, f"\n\n{stray}\n")) == decided(document())


@given(st.lists(NUMBERS, min_size=2, max_size=2), st.sampled_from(["({}, {})", "[{} {}]", "{}, {}", "{}; {}", "({} | {})"]))
def test_a_vector_is_read_back_as_it_was_printed(numbers, custom):
    text = custom.format(*numbers) if "|" not in custom else rf"$\begin{{pmatrix}} {numbers[0]} \\ {numbers[1]} \end{{pmatrix}}$"
    found = read({"notes.md": f"# 1.1\n\nŷ = {text}\n"}, freiburg())["y_hat"]
    assert as_wanted(found, [float(number) for number in numbers]), shown(found)


@given(st.lists(NUMBERS, min_size=3, max_size=3), st.sampled_from(["({}; {}; {})", "({}, {}, {})", "pmatrix"]))
def test_decimal_commas_are_read_back_as_they_were_printed(numbers, custom):
    printed = [number.replace(".", ",") for number in numbers]
    text = custom.format(*printed) if custom != "pmatrix" else r"$\begin{pmatrix} " + r" \\ ".join(printed) + r" \end{pmatrix}$"
    found = read({"notes.md": f"# 1.2\n\n∂L/∂w = {text}\n"}, freiburg())["grad_w"]
    assert as_wanted(found, [float(number) for number in numbers]), shown(found)


@given(
    NUMBERS,
    st.sampled_from(["L = {}", "$L = {}$", "The loss: {}", "| L | {} |\n|---|---|\n| b | 3 |", "L =\n{}", "**L** = `{}`", "L = ... = {}"]),
)
def test_a_number_is_read_back_from_every_form_of_statement(number, form):
    found = read({"notes.md": f"# 1.1\n\n{form.format(number)}\n"}, freiburg())["loss"]
    assert as_wanted(found, float(number)), shown(found)


@given(st.lists(st.lists(st.integers(-99, 99), min_size=2, max_size=2), min_size=1, max_size=3))
def test_what_is_read_twice_from_two_files_is_one_answer(rows):
    value = [float(number) for number in rows[0]]
    files = {f"{index}.md": f"# 1.1\n\nŷ = ({rows[0][0]}, {rows[0][1]})" for index in range(len(rows))}
    assert as_wanted(read(files, freiburg())["y_hat"], value)
