"""What agrees with what, and which of the four stages is named where it does not."""

import json
import warnings
from dataclasses import asdict
from io import BytesIO

import numpy as np
import pytest
import torch
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as of_numpy

from grader.checks import agreement
from grader.checks.agreement import Agreement, Rules, compare
from grader.checks.fields import Within
from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import read_frame
from grader.wire.opaque import Opaque

NAN, INF = float("nan"), float("inf")
SQUARE = np.array([[1.0, 2.0], [3.0, 4.0]])
VECTOR = np.array([1.0, 2.0, 3.0])
COLUMN = VECTOR.reshape(3, 1)
FRAME = Opaque("DataFrame", "return np.asarray(answer)")
POLICIES = ("exact", "squeeze", "row or column", "ravel", "transposed")


def f4(*numbers):
    return np.array(numbers, dtype=np.float32)


def i8(*numbers):
    return np.array(numbers, dtype=np.int64)


RIGHT = "right"
CASES = [
    # lone numbers
    (3.0, 3.0, {}, RIGHT),
    (3, 3.0, {}, RIGHT),
    (3.5, 3.0, {}, "values"),
    (np.float32(0.1), 0.1, {}, RIGHT),
    (np.float64(0.1), np.float32(0.1), {}, RIGHT),
    (np.array(3.0), 3.0, {}, RIGHT),
    (3.0, torch.tensor(3.0), {}, RIGHT),
    (np.array([3.0]), 3.0, {}, "shape"),
    (np.array([3.0]), 3.0, {"shape": "squeeze"}, RIGHT),
    (np.array([[3.0]]), 3.0, {"shape": "ravel"}, RIGHT),
    (np.array([3.0]), 3.0, {"shape": "row or column"}, "shape"),
    ([3.0], 3.0, {}, "kind"),
    ([3.0], 3.0, {"shape": "squeeze"}, RIGHT),
    (3.0, np.array([3.0]), {}, "kind"),
    (np.array(3.0), np.array([3.0]), {"shape": "squeeze"}, "kind"),
    ("3", 3, {}, "kind"),
    (None, 3, {}, "kind"),
    (..., 3, {}, "kind"),
    ({"a": 3}, 3, {}, "kind"),
    # whole numbers
    (3.0, 3, {}, RIGHT),
    (2.9999999999999996, 3, {}, RIGHT),
    (3.00001, 3, {}, RIGHT),
    (3.0001, 3, {}, "values"),
    (4, 3, {}, "values"),
    (1_000_001, 1_000_000, {}, "values"),
    (1_000_001.0, 1_000_000, {}, "values"),
    (1_000_000.5, 1_000_000, {}, "values"),
    (1_000_000.0001, 1_000_000, {}, RIGHT),
    (i8(10**9 + 1, 5), i8(10**9, 5), {}, "values"),
    (np.array([10.0**9 + 1, 5]), i8(10**9, 5), {}, "values"),
    (f4(20_000_001), i8(20_000_001), {}, RIGHT),
    (f4(20_000_010), i8(20_000_001), {}, "values"),
    (1e-17, 0, {}, RIGHT),
    (np.uint8(250), 250, {}, RIGHT),
    (np.array([250, 1], dtype=np.uint8), i8(-6, 1), {}, "values"),
    (np.array(2**63, dtype=np.uint64), np.array(-(2**63)), {}, "values"),
    (np.array(2**63 + 1, dtype=np.uint64), 2**63, {}, "values"),
    (2**62 + 1, 2**62, {}, "values"),
    (10**400, 10**400, {}, RIGHT),
    (10**400, 10**400 + 1, {}, "values"),
    (-(10**400), 1.5, {}, "values"),
    (INF, 10**400, {}, "values"),
    (NAN, 10**400, {}, "values"),
    (10**400 + 1, 10**400, {"within": Within(0.01, relative=True)}, RIGHT),
    (1e308, 10**400, {}, "values"),
    ([2**70, 1], [2**70, 1], {}, RIGHT),
    ([2**70, 2], [2**70, 1], {}, "values"),
    (3.4, 3, {"within": Within(0.5, relative=False)}, RIGHT),
    (4, 3, {"within": Within(0.5, relative=False)}, "values"),
    (103, 100, {"within": Within(0.05, relative=True)}, RIGHT),
    # kinds of numbers
    (3.0, 3, {"dtype": "integer"}, "dtype"),
    (3, 3, {"dtype": "integer"}, RIGHT),
    (np.array([1.0]), i8(1), {"dtype": "integer"}, "dtype"),
    ([2**70], [2**70], {"dtype": "integer"}, RIGHT),
    (VECTOR, f4(1, 2, 3), {"dtype": "same"}, "dtype"),
    (f4(1, 2, 3), f4(1, 2, 3), {"dtype": "same"}, RIGHT),
    (1, 1.0, {"dtype": "same"}, "dtype"),
    (1 + 0j, 1.0, {}, RIGHT),
    (1 + 1j, 1.0, {}, "dtype"),
    (1.0, 1 + 1j, {}, "values"),
    (1 + 1j, 1 + 1j, {}, RIGHT),
    (np.array([1 + 1e-12j, 2]), np.array([1.0, 2.0]), {}, RIGHT),
    (True, 1, {}, "kind"),
    (1, True, {}, RIGHT),
    (2, True, {}, "kind"),
    (True, True, {}, RIGHT),
    (np.bool_(True), True, {}, RIGHT),
    (True, False, {}, "values"),
    (np.array([True, False]), np.array([1.0, 0.0]), {}, "dtype"),
    (np.array([1.0, 0.0]), np.array([True, False]), {}, RIGHT),
    (np.array([1.0, 0.5]), np.array([True, False]), {}, "dtype"),
    ([True, 1], [1, 1], {}, "kind"),
    # shapes
    (VECTOR, VECTOR, {}, RIGHT),
    (COLUMN, VECTOR, {}, "shape"),
    (COLUMN, VECTOR, {"shape": "row or column"}, RIGHT),
    (COLUMN.T, COLUMN, {"shape": "row or column"}, RIGHT),
    (COLUMN.reshape(3, 1, 1), VECTOR, {"shape": "row or column"}, "shape"),
    (COLUMN.reshape(3, 1, 1), VECTOR, {"shape": "squeeze"}, RIGHT),
    (SQUARE.ravel(), SQUARE, {"shape": "squeeze"}, "shape"),
    (SQUARE.ravel(), SQUARE, {"shape": "ravel"}, RIGHT),
    (SQUARE.T, SQUARE, {}, "values"),
    (SQUARE.T, SQUARE, {"shape": "transposed"}, RIGHT),
    (SQUARE, SQUARE, {"shape": "transposed"}, RIGHT),
    (SQUARE[:1], SQUARE[:1].T, {"shape": "transposed"}, RIGHT),
    (VECTOR, COLUMN, {"shape": "transposed"}, "shape"),
    (VECTOR[:2], VECTOR, {"shape": "ravel"}, "shape"),
    (np.zeros((0, 3)), np.zeros((0, 3)), {}, RIGHT),
    (np.zeros((3, 0)), np.zeros((0, 3)), {}, "shape"),
    ([], np.zeros(0), {}, RIGHT),
    # lists and arrays
    ([1, 2, 3.0], VECTOR, {}, RIGHT),
    ((1, 2, 3), VECTOR, {}, RIGHT),
    ([[1, 2], [3, 4]], SQUARE, {}, RIGHT),
    ([np.array([1.0, 2.0]), np.array([3.0, 4.0])], SQUARE, {}, RIGHT),
    ([np.float32(1), np.array(2.0), 3], VECTOR, {}, RIGHT),
    ([[1, 2], [3]], SQUARE, {}, "shape"),
    ([[1, 2], "x"], SQUARE, {}, "kind"),
    ([1, 2, None], VECTOR, {}, "kind"),
    ("abc", VECTOR, {}, "kind"),
    (VECTOR, [1.0, 2.0, 3.0], {}, RIGHT),
    (COLUMN, [1.0, 2.0, 3.0], {}, "shape"),
    ((1, 2, 3), [1, 2, 3], {}, RIGHT),
    ([1, 2, 3], (1, 2, 3), {}, RIGHT),
    (VECTOR, (1, 2, 3), {}, RIGHT),
    ([1, 2], [1, 2, 3], {}, "shape"),
    ([1, 2], (1, 2, 3), {}, "shape"),
    (5, [5], {}, "kind"),
    (5, (5, 6), {}, "kind"),
    ([], [], {}, RIGHT),
    ((), [], {}, RIGHT),
    ([1], [], {}, "shape"),
    # each item of a tuple by its own size, the entries of a list or an array by the largest
    ((1e6, 0.01), (1e6, 0.001), {}, "values"),
    ([1e6, 0.01], [1e6, 0.001], {}, RIGHT),
    ([10**6, 0.01], [10**6, 0.001], {}, "values"),
    # nested
    ((SQUARE, 1.0), (SQUARE, 1.0), {}, RIGHT),
    ([SQUARE, 1.0], (SQUARE, 1.0), {}, RIGHT),
    ((SQUARE, 2.0), (SQUARE, 1.0), {}, "values"),
    ((SQUARE, SQUARE), (SQUARE, SQUARE), {}, RIGHT),
    (np.stack([SQUARE, SQUARE]), (SQUARE, SQUARE), {}, RIGHT),
    ((SQUARE, VECTOR), (SQUARE, COLUMN), {"shape": "row or column"}, RIGHT),
    ((SQUARE + 1, VECTOR), (SQUARE, COLUMN), {}, "shape"),
    ((COLUMN, "x"), (VECTOR, 1), {}, "kind"),
    ({"w": SQUARE, "b": [1, 2.5]}, {"b": (1, 2.5), "w": SQUARE}, {}, RIGHT),
    ({"w": SQUARE}, {"w": SQUARE, "b": 1}, {}, "kind"),
    ({"w": 1, "b": 1}, {"w": 1}, {}, "kind"),
    ({0: 1, (1, 2): 2}, {0: 1, (1, 2): 2}, {}, RIGHT),
    ({"0": 1}, {0: 1}, {}, "kind"),
    ([("a", 1), ("b", 2.0)], [("a", 1), ("b", 2.0)], {}, RIGHT),
    ([("a", 1), ("c", 2.0)], [("a", 1), ("b", 2.0)], {}, "values"),
    ([(1, 2), (3, 4)], [(1, 2), (3, 4)], {}, RIGHT),
    ([1], {"a": 1}, {}, "kind"),
    ({"a": 1}, [1], {}, "kind"),
    # texts, bytes, nothing
    ("abc", "abc", {}, RIGHT),
    ("abd", "abc", {}, "values"),
    (b"abc", "abc", {}, "kind"),
    (b"abd", b"abc", {}, "values"),
    (1, "abc", {}, "kind"),
    (None, None, {}, RIGHT),
    (0, None, {}, "kind"),
    (..., ..., {}, RIGHT),
    # NaN and infinity by their place
    (INF, INF, {}, RIGHT),
    (-INF, INF, {}, "values"),
    (1e300, INF, {}, "values"),
    (NAN, 1.0, {}, "values"),
    (np.array([NAN, 1.0]), np.array([1.0, 1.0]), {}, "values"),
    (np.array([NAN, 1.0]), np.array([NAN, 1.0]), {"nan_equal": True}, RIGHT),
    (np.array([1.0, NAN]), np.array([NAN, 1.0]), {"nan_equal": True}, "values"),
    (np.array([INF, 1.0]), np.array([INF, 1.0]), {}, RIGHT),
    (np.array([INF, 1.1]), np.array([INF, 1.0]), {}, "values"),
    (np.array([1.0, 1.0]), np.array([INF, 1.0]), {"within": Within(1e300, relative=False)}, "values"),
    # single precision, cancellation, zeros
    (np.float32(SQUARE / 3), SQUARE / 3, {}, RIGHT),
    (np.array([1.0, 1e-7]), np.array([1.0, 0.0]), {}, RIGHT),
    (np.array([1.0, 1e-4]), np.array([1.0, 0.0]), {}, "values"),
    (f4(1e-7, -1e-7), np.zeros(2), {}, RIGHT),
    (np.array([1e-7, 0.0]), np.zeros(2), {}, "values"),
    (np.array([1e-16, 0.0]), np.zeros(2), {}, RIGHT),
    (np.array([0.0, 0.0]), np.array([1e-17, -3e-17]), {}, RIGHT),
    (1e-10, 2e-10, {}, "values"),
    (1e-3, 0.0, {"within": Within(0.01, relative=False)}, RIGHT),
    (0.995, 1.0, {"within": Within(0.01, relative=True)}, RIGHT),
    (0.98, 1.0, {"within": Within(0.01, relative=True)}, "values"),
    (1.7e308, -1.7e308, {}, "values"),
]


@pytest.mark.parametrize(("obtained", "expected", "rules", "stage"), CASES, ids=lambda value: str(value).replace("\n", "")[:40])
def test_what_agrees_and_where_it_fails(obtained, expected, rules, stage):
    found = compare(obtained, expected, Rules(**rules))
    assert (found.stage or RIGHT) == stage, found
    assert found.right == (stage == RIGHT)
    assert bool(found.says) == bool(found.quiet) == (stage != RIGHT)
    assert not found.cannot_cross
    assert not found.ours
    json.dumps(asdict(found), allow_nan=False)


@pytest.mark.parametrize(
    ("obtained", "expected", "says"),
    [
        (np.zeros((4, 1)), np.zeros(4), "shape (4, 1), wanted (4,)"),
        (np.zeros((4, 1)), 1.0, "shape (4, 1), wanted a single number"),
        (1.0, np.zeros(4), "a number, wanted an array of shape (4,)"),
        ("x", {"a": 1}, "a text, wanted a dict of 1"),
        ([1, 2], (1, 2, 3), "2 items, wanted 3"),
        (None, 1, "nothing (None), wanted a number"),
        ({"a": 1}, {"a": 1, "b": 2}, "a dict without the key `b`"),
        (1.0 + 1j, 1.0, "complex number, wanted real"),
    ],
)
def test_the_stage_is_told_without_any_value(obtained, expected, says):
    found = compare(obtained, expected)
    assert found.says == found.quiet == says
    assert not found.reveals


@pytest.mark.parametrize(
    ("obtained", "expected", "says", "quiet"),
    [
        (3.5, 3.0, "3.5, wanted 3", "3.5 is not right"),
        (1.23456789, 1.2346, "1.23457, wanted 1.2346", "1.23457 is not right"),
        (1_000_000.5, 1_000_000, "1000000.5, wanted 1000000", "1000000.5 is not right"),
        ("abc", "abd", "`abc`, wanted `abd`", "`abc` is not right"),
        (
            np.array([[1.0, 2.0], [3.5, 7.0]]),
            SQUARE,
            "2 of 4 entries are not right, most of all at [1, 1]: 7, wanted 4",
            "2 of 4 entries are not right, such as 7 at [1, 1]",
        ),
        (
            VECTOR + 1,
            VECTOR,
            "none of the 3 entries is right, most of all at [0]: 2, wanted 1",
            "none of the 3 entries is right, such as 2 at [0]",
        ),
        ((1, SQUARE, 2.5), (1, SQUARE, 2.25), "the third of 3: 2.5, wanted 2.25", "the third of 3: 2.5 is not right"),
        (
            {"w": (1, 2.5)},
            {"w": (1, 2.25)},
            "at `w`, in it the second of 2: 2.5, wanted 2.25",
            "at `w`, in it the second of 2: 2.5 is not right",
        ),
    ],
)
def test_a_wrong_value_has_two_sentences_and_one_gives_nothing_away(obtained, expected, says, quiet):
    found = compare(obtained, expected)
    assert (found.says, found.quiet, found.reveals) == (says, quiet, True)


@pytest.mark.parametrize(
    ("obtained", "expected", "rules", "remarks"),
    [
        (3.0, 3, {}, ("3.0 for 3",)),
        (VECTOR, i8(1, 2, 3), {}, ("floats for whole numbers",)),
        ([1.0, 2.0, 3.0], VECTOR, {}, ("a list for an array",)),
        (VECTOR, [1.0, 2.0, 3.0], {}, ("an array for a list",)),
        ([1, 2], (1, 2), {}, ("a list for a tuple",)),
        ([SQUARE, (1, 2)], (SQUARE, [1, 2]), {}, ("a list for a tuple", "the second of 2: a tuple for a list")),
        (COLUMN, VECTOR, {"shape": "row or column"}, ("shape (3, 1) for (3,)",)),
        (SQUARE.T, SQUARE, {"shape": "transposed"}, ("transposed",)),
        (1, True, {}, ("1 and 0 for True and False",)),
        (1 + 0j, 1.0, {}, ("complex numbers without imaginary part",)),
        (VECTOR, VECTOR, {}, ()),
    ],
)
def test_what_is_let_pass_is_remarked(obtained, expected, rules, remarks):
    assert compare(obtained, expected, Rules(**rules)) == Agreement(remarks=remarks)


@pytest.mark.parametrize("obtained", [FRAME, [1, FRAME], (1.0, FRAME)])
@pytest.mark.parametrize("expected", [1, VECTOR, [1, 2], (1, 2.0), "x"])
def test_what_could_not_cross_is_no_wrong_answer(obtained, expected):
    found = compare(obtained, expected)
    if found.stage == "shape":
        return
    assert (found.stage, found.cannot_cross, found.ours) == ("kind", True, False)
    assert "a DataFrame, which cannot be compared: return np.asarray(answer)" in found.says


@pytest.mark.parametrize(
    "expected", [{1, 2}, [1, {2}], np.array(["a"]), torch.eye(2).to_sparse(), object()], ids=lambda value: type(value).__name__
)
def test_a_reference_that_cannot_be_compared_is_the_courses_fault(expected):
    found = compare(1, expected)
    assert found.ours
    assert not found.cannot_cross


def test_a_reference_that_gives_nan_is_the_courses_fault_where_nothing_else_is_wrong():
    assert compare(np.array([NAN, 1.0]), np.array([NAN, 1.0])).ours
    assert not compare(np.array([NAN, 1.0]), np.array([NAN, 2.0])).ours
    assert not compare(np.array([1.0, 1.0]), np.array([NAN, 1.0])).ours


@pytest.mark.parametrize(
    "expected",
    [
        torch.tensor([1.0, 2.0, 3.0], requires_grad=True),
        torch.nn.Parameter(torch.tensor([1.0, 2.0, 3.0])),
        VECTOR,
        [torch.tensor(1.0), torch.tensor(2.0), torch.tensor(3.0)],
    ],
    ids=str,
)
def test_a_reference_may_give_tensors(expected):
    assert compare(VECTOR, expected).right
    assert compare((VECTOR, 1), (expected, 1)).right
    assert compare(VECTOR + 1, expected).stage == "values"


def test_a_difference_is_told_as_a_test_library_tells_it():
    found = compare(np.array([[1.0, 2.0], [0.0, 5.0]], dtype=np.float32), SQUARE).difference
    assert asdict(found) == {
        "index": (1, 0),
        "obtained": "0",
        "expected": "3",
        "largest_absolute": 3.0,
        "largest_relative": 1.0,
        "differing": 2,
        "entries": 4,
        "obtained_shape": (2, 2),
        "expected_shape": (2, 2),
        "obtained_dtype": "float32",
        "expected_dtype": "float64",
        "first": (1, 0),
    }


def test_what_is_not_finite_is_the_worst_and_has_no_size():
    found = compare(np.array([9.0, NAN, 1.0]), np.array([1.0, 2.0, 1.0])).difference
    assert (found.index, found.first, found.obtained, found.differing) == ((1,), (0,), "nan", 2)
    assert found.largest_absolute is None
    assert found.largest_relative == 8.0


def test_a_huge_number_is_shown_shortened():
    found = compare(10**3000, 10**3000 + 1)
    assert len(found.says) < 200
    assert "(3001 digits)" in found.says
    assert len(compare(1, 10**3900).says) < 200


def test_control_characters_in_a_text_are_not_repeated():
    assert "\x1b" not in compare("\x1b[31mred", "red").says


@pytest.mark.parametrize(
    "rules",
    [
        Rules(),
        Rules("squeeze", "integer", Within(0.01, relative=True)),
        Rules("transposed", "same", Within(2, relative=False), nan_equal=True),
    ],
)
def test_the_rule_is_told_in_words(rules):
    assert rules.words()
    assert "nan" not in rules.words()


FINITE = st.floats(-1e6, 1e6).map(lambda number: round(number, 6))
TRUTHS = of_numpy.arrays(np.float64, of_numpy.array_shapes(min_dims=1, max_dims=3, max_side=4), elements=FINITE)
CLOTHES = [
    np.copy,
    np.ndarray.tolist,
    lambda truth: tuple(truth.tolist()),
    list,
    lambda truth: truth.astype(np.float32),
    lambda truth: truth.astype(np.complex128),
    np.asfortranarray,
    lambda truth: truth * (1 + 1e-9),
    torch.from_numpy,
    lambda truth: truth.astype(object),
]


def arrived(value):
    """The value as it comes out of a job."""
    return decode(*read_frame(BytesIO(encode([value])).read))[0]


@given(TRUTHS, st.sampled_from(CLOTHES), st.sampled_from(POLICIES))
def test_the_truth_in_any_clothing_is_right(truth, dressed, policy):
    assert compare(arrived(dressed(truth)), truth, Rules(policy)).right
    assert compare((arrived(dressed(truth)), 1), (truth, 1), Rules(policy)).right
    assert compare(arrived(dressed(truth)), torch.from_numpy(truth), Rules(policy)).right


@given(TRUTHS, st.data())
def test_the_truth_in_an_allowed_shape_is_right_and_else_the_shape_is_named(truth, data):
    forms = {
        "squeeze": truth[None, ..., None],
        "ravel": truth.ravel(),
        "transposed": truth.T,
        "row or column": truth.reshape(1, -1) if truth.ndim == 1 else truth,
    }
    policy = data.draw(st.sampled_from(sorted(forms)))
    assert compare(forms[policy], truth, Rules(policy)).right
    if forms[policy].shape != truth.shape:
        assert compare(forms[policy], truth).stage == "shape"


@given(TRUTHS, st.data(), st.sampled_from([1, -1]))
def test_a_value_a_few_tolerances_off_is_wrong(truth, data, sign):
    largest = np.abs(truth).max()
    assume(largest > 1e-9)
    at = tuple(data.draw(st.integers(0, length - 1)) for length in truth.shape)
    wrong = truth.copy()
    wrong[at] += sign * 3e-5 * largest
    found = compare(wrong, truth)
    assert found.stage == "values"
    assert found.difference.index == found.difference.first == at
    assert found.difference.differing == 1
    near = truth.copy()
    near[at] += sign * 0.9e-5 * largest
    assert compare(near, truth).right


@given(st.lists(st.integers(-(10**20), 10**20), min_size=1, max_size=5), st.data())
def test_whole_numbers_are_right_exactly(numbers, data):
    assert compare(list(numbers), numbers).right
    wrong = list(numbers)
    wrong[data.draw(st.integers(0, len(numbers) - 1))] += data.draw(st.sampled_from([1, -1, 10**9]))
    assert compare(wrong, numbers).stage == "values"


DTYPES = st.sampled_from("?,i1,u1,<i4,<i8,<u8,<f4,<f8,<c8,<c16".split(","))
ARRAYS = of_numpy.arrays(DTYPES, of_numpy.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=3))
HUGE = st.integers(-(10**30), 10**30) | st.sampled_from([10**400, -(10**400), 2**63, -(2**63)])
SINGLE = (
    st.none()
    | st.just(...)
    | st.booleans()
    | HUGE
    | st.floats()
    | st.complex_numbers()
    | st.text(max_size=3)
    | st.binary(max_size=3)
    | ARRAYS
)
LEAVES = SINGLE | st.just(FRAME) | st.sampled_from([np.float32(1), np.int8(3), np.bool_(True)])
TREES = st.recursive(
    LEAVES,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=2) | st.integers(0, 2), inner, max_size=3)
    ),
    max_leaves=8,
)
RULES = st.builds(
    Rules,
    st.sampled_from(POLICIES),
    st.sampled_from(["any", "integer", "same"]),
    st.none() | st.builds(Within, st.sampled_from([1e-9, 0.5, 1e300]), st.booleans()),
    st.booleans(),
)


@given(TREES, TREES, RULES)
def test_comparing_never_raises_and_what_it_says_can_be_kept(obtained, expected, rules):
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = compare(arrived(obtained), expected, rules)
    json.dumps(asdict(found), allow_nan=False)
    assert bool(found.says) == (not found.right)


@given(TREES, st.sampled_from(POLICIES))
def test_everything_that_can_be_compared_agrees_with_itself(value, policy):
    found = compare(arrived(value), value, Rules(policy, nan_equal=True))
    assert found.right or found.ours


@given(TREES, TREES)
def test_the_second_sentence_never_depends_on_an_expected_value(obtained, expected):
    found = compare(arrived(obtained), expected)
    assert found.reveals == (found.says != found.quiet) or found.ours or found.stage == ""


@given(ARRAYS | st.floats(), RULES)
def test_what_is_the_same_to_the_last_bit_is_told_as_by_all_four_stages(value, rules):
    other = value.copy() if isinstance(value, np.ndarray) else value
    expected = compare(value, other, rules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(agreement, "identical", lambda *_: False)
        assert repr(compare(value, other, rules)) == repr(expected)
