"""The number grammar and the transcription parser against whatever comes: nothing uncaught, nothing slow."""

import math
import time
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from grader.answer import flat
from grader.document import LineKind
from grader.errors import Unreadable
from grader.page.customs import customs
from grader.readers.transcription import read_transcription
from grader.text.literals import literal
from grader.text.notation import parse
from grader.text.numerals import Custom, Kind
from grader.text.scalars import Wish

SLOW = 0.5
"""Seconds of processor time for an input of a few hundred characters; an honest one takes a hundredth of that."""
QUICKLY, THOROUGHLY = 250, 25_000
NUMERALS = st.sampled_from(
    "0;;7;;14;;1,56;;0,28;;61.064;;61,064;;1.234,5;;12,345;;1e-3"
    ";;1e999;;9e-99;;.5;;5.;;007;;½;;²;;10^{-2};;·10^{3};;\\frac{1}{2};;\\frac{18}{25};;"
    "-;;+;;·;;×;;*;;/;;^;;^{2};;_{1};;(;;);;[;;];;⟦;;⟧;;{;;};;&;;\\\\;;,;;, ;;;;; ;; \\quad ;;%;;≈;;~;;="
    ";;and;;und;;array;;np.array(;;T;;^{T};;'"
    ";;|;;‖;;√;;∞;;nan;;inf;;\\cancel{3};;٣;;Ⅷ;;①;;1\u2009234;;1'234;;−;;–".split(";;")
)
SCRAPS = st.sampled_from(
    "# ;;## 1.1\n;;1);;\n;;\n\n;;\t;;| ;;|---|---|\n;;$;;$$;;\\[;;\\];;\\(;;\\begin{align};;\\end{align}"
    ";;\\begin{pmatrix};;\\end{pmatrix};;\\begin{cases};;&;;\\\\;;"
    "\\frac;;\\frac{;;{;;};;^;;_;;\\hat{y};;\\hat;;\\left(;;\\right);;\\sqrt[3]{;;\\text{;;\\cancel{"
    ";;\\newcommand{\\a}{\\a\\a};;\\def\\x{;;\\input{a};;%;;~~;;**;;*;;`;;```\n;;"
    "```python\n;;<b>;;<!--;;-->;;![a](b.png);;[a](b);;ŷ;;L;;∂L/∂w;;=;;≈;;14;;61,06;;0.72;;Correction\n;;\ufeff;;\u202e;;\x00;;\x0c;;𝐋;;ﬁ;;é;;e\u0301".split(
        ";;"
    )
)
WISHES = st.builds(Wish, st.sampled_from([None, (), (2,), (3,), (2, 2), (2, 3, 3)]), st.sampled_from(list(Kind)))
CUSTOMS = st.builds(Custom, st.booleans(), st.booleans())


def timed(work):
    """What came of it, and whether it was quick: what is slow for its own sake is so twice, a busy machine is not to blame."""
    for _ in range(2):
        began = time.process_time()
        found = work()
        if time.process_time() - began < SLOW:
            return found, True
    return found, False


def numbers_from(parts, wish, custom):
    """What the grammar makes of some text; every number it gives is finite and keeps its precision."""
    items = parse("".join(parts))
    customs(items)
    found, quick = timed(lambda: literal(items, wish, custom))
    assert quick, parts
    for number in () if found is None else flat(found.entries):
        assert isinstance(number.value, Fraction)
        assert number.unit is None or number.unit > 0
        assert math.isfinite(float(number.value)) or abs(number.value) > 1e300


def document_from(parts, ending):
    """What the parser makes of some text: lines of a known kind, or a sentence."""
    lines, quick = timed(lambda: lines_of("".join(parts).encode("utf-8", "surrogatepass"), f"notes{ending}"))
    assert quick, parts
    for line in lines:
        assert line.kind in LineKind
        parse(line.text)


def lines_of(data, name):
    try:
        return read_transcription(data, name).lines
    except Unreadable as problem:
        assert str(problem).startswith(name)  # noqa: PT017 - a document is as good
        return ()


some_numerals = given(st.lists(NUMERALS, max_size=40), WISHES, CUSTOMS)
any_text = given(st.text(max_size=200).map(lambda text: [text]), WISHES, CUSTOMS)
some_scraps = given(st.lists(SCRAPS, max_size=60), st.sampled_from([".md", ".tex", ".txt"]))
any_notes = given(st.lists(st.one_of(SCRAPS, st.text(max_size=20)), max_size=30), st.sampled_from([".md", ".tex", ".txt"]))


def often(count):
    return settings(max_examples=count, deadline=None, suppress_health_check=list(HealthCheck), database=None)


@pytest.mark.parametrize("inputs", [some_numerals, any_text], ids=["numerals", "any text"])
def test_no_text_surprises_the_number_grammar(inputs):
    often(QUICKLY)(inputs(numbers_from))()


@pytest.mark.parametrize("inputs", [some_scraps, any_notes], ids=["scraps", "any text"])
def test_no_text_surprises_the_transcription_parser(inputs):
    often(QUICKLY)(inputs(document_from))()


@pytest.mark.long
@pytest.mark.parametrize("inputs", [some_numerals, any_text], ids=["numerals", "any text"])
def test_no_text_of_very_many_surprises_the_number_grammar(inputs):
    often(THOROUGHLY)(inputs(numbers_from))()


@pytest.mark.long
@pytest.mark.parametrize("inputs", [some_scraps, any_notes], ids=["scraps", "any text"])
def test_no_text_of_very_many_surprises_the_transcription_parser(inputs):
    often(THOROUGHLY)(inputs(document_from))()
