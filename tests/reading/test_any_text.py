"""Any text at all gives answers or reasons, never an exception, and in time that grows with its length alone."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from searches import freiburg, read

from grader.answer import Answer, NotFound
from grader.document import LineKind
from grader.errors import Unreadable
from grader.readers.transcription import read_transcription
from grader.text.latex import convert
from grader.text.notation import parse

PIECES = st.sampled_from(
    "# 1.1;;1);;ŷ;;\\hat{y};;=;;14;;20;;, ;;\n;;\n\n;;$;;$$;;\\begin{bmatrix};;\\\\;;\\end{bmatrix};;&;;L;;∂L/∂w;;|;;\t;;~~;;**;;`;;{;;};;_"
    ";;^;;';;0,28;;61.064;;MLP;;shifted;;Correction;;\\frac{1}{2};;is;;:;;→;;(;;)".split(";;")
)
LONG = {
    "brackets": "(" * 20_000,
    "braces": "{" * 20_000,
    "commands": r"\frac" * 4_000,
    "hats": r"\hat{" * 4_000,
    "matrices": r"\begin{bmatrix}&" * 1_200,
    "fences": "|a" * 10_000,
    "equals": "=" * 20_000,
    "chain": "L = 200 " * 2_500,
    "labels": "ŷ " * 10_000,
    "rows": "| 1 | 2 |\n" * 2_000,
    "dollars": "$" * 20_000,
    "headings": "1.1\n" * 5_000,
    "digits": "1" * 20_000,
    "commas": "1," * 10_000,
    "stars": "*" * 20_000,
    "tabs": "1\t" * 10_000,
}


@given(st.lists(PIECES, max_size=60).map("".join))
def test_any_scraps_of_homework_give_answers_or_reasons(text):
    if text.strip():
        found = read({"notes.md": text}, freiburg())
        assert all(isinstance(one, Answer | NotFound) for one in found.values())


@given(st.binary(max_size=400))
def test_any_bytes_give_a_document_or_one_sentence(data):
    try:
        lines = read_transcription(data, "notes.tex").lines
    except Unreadable:
        lines = ()
    assert all(line.kind in LineKind for line in lines)


@given(st.text(max_size=300))
def test_linear_notation_is_parsed_whatever_it_is(text):
    for item in parse(convert(text).text):
        assert 0 <= item.start <= item.end


@pytest.mark.parametrize("name", LONG)
def test_long_monotony_costs_no_more_than_its_length(name):
    began = time.process_time()
    read({"notes.md": LONG[name]}, freiburg())
    assert time.process_time() - began < 3


@given(st.sampled_from(["14, 20", "200", "28", "0.72", "61.064", "(44, 72, 100)"]))
def test_a_number_without_a_label_is_never_an_answer(value):
    found = read({"notes.md": f"# 1.1\n\n{value}\n\n# 1.2\n\n{value}\n\n# 1.3\n\n{value}\n"}, freiburg())
    assert not any(isinstance(one, Answer) for one in found.values())
