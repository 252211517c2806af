"""Other sheets than Freiburg's: counts, matrices, shares, measurements; and values that ask for the impossible."""

import sys
import time

import pytest
from answers_by_hand import ABSENT, PERHAPS, answer, ocr

from grader.answer import Doubt
from grader.references.quantity import CannotFollow
from grader.references.steps import OutOfSteps, counted
from grader.score import Flag, Outcome

STEP = """
\"\"\"The smallest course that reads values.\"\"\"
x, w = 2.0, 3.0
def y_hat(x, w):
    "Prediction."
    return x * w
"""


def close(*names, more=""):
    return "  1 Values:\n" + "".join(f"    - {{close: {name}, points: 1{more}}}\n" for name in names)


def test_the_smallest_course(sheet_of):
    sheet = sheet_of(STEP, close("y_hat"))
    assert [sheet.outcomes("y_hat", y_hat=text) for text in ("6", "6.0", "7")] == ["right", "right", "wrong"]


PARAMETERS = """
sets = [[0, 1, 2], [0, 1, 2, 3], [0, 1, 2, 3, 4, 5]]
counts = {3: 6, 4: 9, 6: 1}
title = "LeNet"
def c3(counts, sets, title):
    "Parameters of C3."
    return sum(number * (25 * size + 1) for size, number in counts.items())
def c3_regular(title):
    "Parameters of a regular C3."
    return 16 * (25 * 6 + 1)
def total(c3):
    "Parameters in all."
    return 59290 + c3
def reduction(c3, c3_regular):
    "Reduction."
    return c3_regular - c3
"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"c3": "1516", "c3_regular": "2416", "total": "60806", "reduction": "900"}, "right right right right"),
        ({"c3": "1520", "c3_regular": "2416", "total": "60810", "reduction": "896"}, "wrong right follows follows"),
        ({"c3": "1520", "c3_regular": "2416", "total": "60811", "reduction": "896"}, "wrong right wrong follows"),
        ({"c3": "1520", "c3_regular": "2416", "total": "60806", "reduction": "900"}, "wrong right right right"),
        ({"c3": ABSENT, "total": "60810"}, "missing missing review missing"),
        ({"c3": "1516", "total": "60806.5"}, "right missing wrong missing"),
        ({"c3": "1516", "total": "6.1e4"}, "right missing review missing"),
        ({"c3": "1516.4", "total": "60806"}, "wrong missing right missing"),
        ({"c3": "1e12", "total": "1000000059290"}, "wrong missing review missing"),
    ],
)
def test_counts_are_exact_and_totals_follow(given, expected, sheet_of):
    sheet = sheet_of(PARAMETERS, close("c3", "c3_regular", "total", "reduction"))
    assert sheet.outcomes("c3", "c3_regular", "total", "reduction", **given) == expected


def test_a_total_that_is_right_though_the_count_is_not_is_flagged(sheet_of):
    finding = sheet_of(PARAMETERS, close("c3", "total")).marks(c3="1520", total="60806")["total"].finding
    assert (finding.outcome, finding.flags) == (Outcome.RIGHT, (Flag.NOT_FROM_OWN,))


MATRICES = """
import numpy as np
X = np.arange(1.0, 10.0).reshape(3, 3)
def Y(X):
    "Response."
    return X @ X
def Y_negated(X):
    "You took a true convolution."
    return -(X @ X)
def column(Y):
    "Column sums, as a column."
    return Y.sum(axis=0).reshape(-1, 1)
def total(column):
    "Sum of all, from the column."
    return float((np.ones((1, 3)) @ column).item())
"""


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"Y": "30 36 42; 66 81 96; 102 126 150", "column": "198, 243, 288", "total": "729"}, "right right right"),
        ({"Y": "-30 -36 -42; -66 -81 -96; -102 -126 -150", "column": "-198, -243, -288", "total": "-729"}, "mistake follows follows"),
        ({"Y": "30 36 42; 66 81 96; 102 126 151", "column": "198, 243, 289", "total": "730"}, "wrong follows follows"),
        ({"Y": "30 66 102; 36 81 126; 42 96 150", "column": "198; 243; 288", "total": "729"}, "wrong right right"),
        ({"Y": "30, 36, 42, 66, 81, 96, 102, 126, 150", "column": "198, 243, 280"}, "wrong review missing"),
        ({"Y": "1 2; 3 4", "column": "4, 6", "total": "10"}, "wrong follows review"),
    ],
)
def test_matrices(given, expected, sheet_of):
    sheet = sheet_of(
        MATRICES,
        close("Y", more=", mistakes: {Y_negated: 50%}") + "".join(f"    - {{close: {n}, points: 1}}\n" for n in ("column", "total")),
    )
    assert sheet.outcomes("Y", "column", "total", **given) == expected


WIDE = """
def p():
    "Half."
    return 2.5
def q(p):
    "Ten."
    return 4 * p
def r(q):
    "Squared."
    return q * q
def a():
    return 4.3
def b():
    return 2.1
def gap(a, b):
    "Gap."
    return a - b
def n():
    return 5
def pairs(n):
    return len(range(n)) * 2
def column():
    return [[1.0], [2.0], [4.0]]
def distances(column):
    import numpy as np
    return np.sum((np.array(column) - np.array(column).T) ** 2)
"""


@pytest.mark.parametrize(
    ("name", "given", "outcome"),
    [
        # nothing between a whole q and its square could be rounded, whatever lies before q
        ("r", {"q": "12", "r": "144"}, "follows"),
        ("r", {"q": "12", "r": "144.5"}, "wrong"),
        # a difference magnifies the rounding of its parts; more than two per cent of that is a person's to decide
        ("gap", {"a": "10.2", "b": "9.8", "gap": "0.40"}, "follows"),
        ("gap", {"a": "10.2", "b": "9.8", "gap": "0.41"}, "follows"),
        ("gap", {"a": "10.2", "b": "9.8", "gap": "0.45"}, "review"),
        ("gap", {"a": "10.2", "b": "9.8", "gap": "0.53"}, "wrong"),
        # a size stays a whole number, a column a column
        ("pairs", {"n": "6", "pairs": "12"}, "follows"),
        ("pairs", {"n": "6.5", "pairs": "13"}, "review"),
        ("distances", {"column": "1, 2, 5", "distances": "52"}, "follows"),
    ],
)
def test_values_are_carried_in_the_form_of_the_true_ones(name, given, outcome, sheet_of):
    assert sheet_of(WIDE, close("q", "r", "a", "b", "gap", "n", "pairs", "column", "distances")).outcomes(name, **given) == outcome


def test_what_would_hold_a_known_mistake_is_too_coarse(sheet_of):
    reference = "def z():\n    return 0.718\ndef z_off():\n    'Off.'\n    return 0.722\n"
    sheet = sheet_of(reference, close("z", more=", mistakes: {z_off: 50%}"))
    assert [sheet.outcomes("z", z=text) for text in ("0.718", "0.72", "0.722")] == ["right", "review", "mistake"]


SIZES = """
def size():
    "Output size, as a tuple."
    return (12, 9)
def pixels(size):
    "Pixels of the output."
    height, width = size
    return height * width
def padded(size):
    "With padding."
    return size + (1,)
"""


def test_a_tuple_of_whole_numbers_is_carried_as_one(sheet_of):
    sheet = sheet_of(SIZES, close("size", "pixels", "padded"))
    assert sheet.outcomes("size", "pixels", "padded", size="12, 10", pixels="120", padded="12, 10, 1") == "wrong follows follows"


MEASUREMENTS = """
before: float
after: float
def drop(before, after):
    "Relative drop."
    return (before - after) / before
def drop_absolute(before, after):
    "You took the difference; the drop is relative."
    return before - after
def kept(drop):
    "Share that is kept."
    return 1 - drop
"""


@pytest.mark.parametrize(
    ("given", "outcome", "says"),
    [
        ({"before": "0.94", "after": "0.40", "drop": "57.45%"}, "follows", "right for your before = 0.94 and after = 0.40"),
        ({"before": "0.94", "after": "0.40", "drop": "57.2%"}, "follows", "right for your before = 0.94 and after = 0.40"),
        ({"before": "0.94", "after": "0.40", "drop": "54%"}, "mistake", "You took the difference; the drop is relative."),
        ({"before": "0.94", "after": "0.40", "drop": "40%"}, "wrong", "does not follow from your own before = 0.94 and after = 0.40"),
        ({"before": "0.94", "drop": "57.45%"}, "review", "cannot follow it: after not found, or not clearly"),
        ({"before": PERHAPS, "after": PERHAPS, "drop": "57.45%"}, "review", "cannot follow it: after and before not found, or not clearly"),
        ({"before": "0", "after": "0.40", "drop": "57.45%"}, "review", "cannot follow it: your earlier values do not lead to a number"),
        ({"before": ocr("0.94"), "after": "0.40", "drop": "40%"}, "review", ""),
        ({"before": answer("0.94", Doubt.CONFLICT), "after": "0.40", "drop": "57.45%"}, "review", ""),
    ],
)
def test_what_is_worked_out_from_measurements_follows_or_does_not(given, outcome, says, sheet_of):
    tasks = close("drop", more=", mistakes: {drop_absolute: 50%}")
    tasks += "    - {between: before, from: 0, to: 1, points: 0}\n    - {between: after, from: 0, to: 1, points: 0}\n"
    finding = sheet_of(MEASUREMENTS, tasks).marks(**given)["drop"].finding
    assert finding.outcome.value == outcome
    assert finding.expected is None
    assert finding.says == says or not says


# values that ask for the impossible

GREEDY = """
import numpy as np
def n():
    "Size."
    return 5
def rate():
    "Rate."
    return 0.5
def zeros(n):
    return np.sum(np.ones((n, n)))
def counting(n):
    return sum(range(n))
def halving(rate):
    x, steps = 1.0, 0
    while x > 0.01:
        x, steps = x * rate, steps + 1
    return steps
def one_line(rate):
    while rate >= 1: pass
    return rate + 1
def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)
def power(n):
    return float(2 ** n)
def leaving(rate):
    if rate > 1:
        raise SystemExit(0)
    return rate
def spoiling(rate):
    if rate > 1:
        raise MemoryError
    return rate
"""
BEHIND = ("zeros", "counting", "halving", "one_line", "deep", "power", "leaving", "spoiling")


@pytest.mark.parametrize("n", ["1000000000000", "1e30", "-7", "2.5", "0", "-1e9", "99999999"])
@pytest.mark.parametrize("rate", ["1", "1e300", "-1", "0", "1000000", "1.0000001"])
def test_no_value_of_a_groups_hangs_or_ends_the_batch(n, rate, sheet_of):
    sheet = sheet_of(GREEDY, close("n", "rate", *BEHIND))
    given = dict.fromkeys(BEHIND, "123.25")
    began = time.process_time()
    marks = sheet.marks(**{**given, "n": n, "rate": rate})
    assert time.process_time() - began < 5
    assert not [name for name in BEHIND if marks[name].finding.outcome is Outcome.FAULT]


def test_a_loop_that_would_never_end_is_cannot_follow(sheet_of):
    reference = sheet_of(GREEDY, close("halving")).assignment.reference
    assert reference.truth("halving") == 7
    with pytest.raises(CannotFollow, match="halving takes far more steps than on the sheet's own values"):
        reference.evaluate("halving", {"rate": 1.0})


def spin():
    while True:
        pass


def swallowing():
    while True:
        try:
            len("x")
        except Exception:  # noqa: BLE001 - as a course might write it
            len("y")


@pytest.mark.parametrize("endless", [spin, swallowing, lambda: [0 for _ in iter(int, 1)], lambda: sum(1 for _ in iter(int, 1))])
def test_steps_are_counted_whatever_the_loop_looks_like(endless):
    before = sys.gettrace()
    with pytest.raises(OutOfSteps):
        counted(endless, 10_000)
    assert sys.gettrace() is before


def test_the_same_call_takes_the_same_steps():
    assert counted(lambda: sum(n * n for n in range(50)))[1] == counted(lambda: sum(n * n for n in range(50)))[1] > 50


def test_a_large_reference_is_given_the_steps_it_needs(sheet_of):
    long = "n = 200000\ndef a():\n    return 1\ndef b(a, n):\n    for _ in range(n):\n        a += 1\n    return a\n"
    assert sheet_of(long, close("a", "b")).outcomes("a", "b", a="2", b="200002") == "wrong follows"


def test_given_values_cannot_be_spoilt_for_the_next_group(sheet_of):
    spoiling = "sizes = [1, 2]\ntable = {'a': [1]}\ndef a():\n    return 1.0\n"
    spoiling += "def b(a, sizes, table):\n    sizes.append(a)\n    table['a'].append(a)\n"
    sheet = sheet_of(spoiling + "    return len(sizes) + len(table['a']) + a\n", close("a", "b"))
    assert [sheet.outcomes("b", a="2", b="7") for _ in range(3)] == ["follows"] * 3
    assert sheet.outcomes("b", a="1", b="6") == "right"


def test_a_seeded_generator_gives_the_same_numbers_every_time(sheet_of):
    seeded = "import numpy as np\nrng = np.random.default_rng(7)\ndef a():\n    return 1.0\n"
    seeded += "def b(a, rng):\n    return a * np.round(rng.normal(), 3)\n"
    sheet = sheet_of(seeded, close("a", "b"))
    assert len({sheet.marks(a="2", b="1")["b"].finding.detail for _ in range(3)}) == 1


@pytest.mark.parametrize("kind", ["float32", "float64", "int64"])
def test_the_dust_of_floating_point_is_no_digit(kind, sheet_of):
    """0.72 in single precision is 0.72000003, and 28 must stay whole."""
    reference = f"import numpy as np\nb = np.array([28, 7], dtype='{kind}')\ndef z(b):\n    return b * np.{kind}(3) / np.{kind}(3)\n"
    sheet = sheet_of(reference, close("z"))
    assert sheet.marks(z="28, 7")["z"].finding.rule == "whole numbers: exactly"
    assert sheet.outcomes("z", z="28, 7.2") == "wrong"


def test_the_dust_of_single_precision_is_no_digit(sheet_of):
    """Ten times 0.1 is 1.0000001 there, and 1 all the same."""
    sheet = sheet_of("import numpy as np\ndef z():\n    return np.cumsum(np.full(10, 0.1, dtype='float32'))[-1]\n", close("z"))
    assert sheet.marks(z="1")["z"].finding.rule == "a whole number: exactly"


def test_a_zero_among_larger_numbers_is_zero(sheet_of):
    sheet = sheet_of("def z():\n    return [0.1 + 0.2 - 0.3, 1.0]\n", close("z"))
    assert [sheet.outcomes("z", z=text) for text in ("0, 1", "0.00, 1", "0.1, 1")] == ["right", "right", "wrong"]


def test_a_torch_tensor_is_a_value_like_any_other(sheet_of):
    pytest.importorskip("torch")
    reference = "import torch\nw = torch.tensor([1.5, 2.5])\ndef z(w):\n    return w * 2\ndef s(z):\n    return float(sum(z))\n"
    assert sheet_of(reference, close("z", "s")).outcomes("z", "s", z="3, 6", s="9") == "wrong follows"


HELPED = """
def window(values, size):
    return [max(values[at:at + size]) for at in range(len(values) - size + 1)]
def layout():
    return {"rows": 1}
def broken():
    return 1 / 0
x = [1, 5, 2, 4]
def peaks(x):
    "Peaks."
    layout()
    try:
        broken()
    except ZeroDivisionError:
        return window(x, 2)
"""


def test_a_helper_whose_arguments_nobody_knows_is_no_value_that_came_before(sheet_of):
    sheet = sheet_of(HELPED, close("peaks"))
    assert [sheet.outcomes("peaks", peaks=text) for text in ("5, 5, 4", "5, 5, 5")] == ["right", "wrong"]
