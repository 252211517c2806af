"""What crosses comes out as it went in, bit by bit."""

import io
import math
import struct
import subprocess
import sys
import time
from collections import Counter, OrderedDict, defaultdict

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as of_numpy

from grader.wire.decode import decode, origin
from grader.wire.encode import encode, origin_of
from grader.wire.frames import read_frame
from grader.wire.limits import MOST_FRAME


def crossed(value, cap=MOST_FRAME, tensors=None):
    """The value as the other side has it."""
    return decode(*read_frame(io.BytesIO(encode(value, cap)).read, cap), tensors)


def header_of(value):
    """Only the structure."""
    return read_frame(io.BytesIO(encode(value)).read)[0]


def same(one, other):
    """Equal in type, shape and every bit, so that NaN is itself and -0.0 is not 0.0."""
    if type(one) is not type(other):
        return False
    if isinstance(one, np.ndarray | np.generic):
        return one.dtype == other.dtype and one.shape == other.shape and one.tobytes() == other.tobytes()
    if isinstance(one, float):
        return struct.pack("d", one) == struct.pack("d", other)
    if isinstance(one, complex):
        return same(one.real, other.real) and same(one.imag, other.imag)
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return list(one) == list(other) and all(map(same, one.values(), other.values()))
    return one == other


WHOLE = st.integers(-(10**40), 10**40) | st.integers(-(2**64), 2**64)
TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50)
DTYPES = st.sampled_from("?,i1,u1,<i2,<u2,<i4,<u4,<i8,<u8,<f4,<f8,<c8,<c16".split(","))
ARRAYS = of_numpy.arrays(DTYPES, of_numpy.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4))
SINGLE = st.none() | st.just(...) | st.booleans() | WHOLE | st.floats() | st.complex_numbers() | TEXT | st.binary(max_size=50) | ARRAYS
KEYS = TEXT | st.integers(-(2**63), 2**63 - 1) | st.tuples(st.integers(-5, 5), TEXT)
VALUES = st.recursive(
    SINGLE,
    lambda inner: (
        st.lists(inner, max_size=5) | st.lists(inner, max_size=5).map(tuple) | st.dictionaries(TEXT, inner) | st.dictionaries(KEYS, inner)
    ),
    max_leaves=15,
)


@given(VALUES)
def test_every_value_comes_out_as_it_went_in(value):
    assert same(crossed(value), value)


@given(st.lists(st.floats()) | st.lists(WHOLE) | st.lists(st.booleans()) | st.lists(st.one_of(st.floats(), WHOLE, st.booleans())))
def test_lists_of_numbers_come_out_as_they_went_in(numbers):
    assert same(crossed(numbers), numbers)
    assert same(crossed(tuple(numbers)), tuple(numbers))


@pytest.mark.parametrize(
    "name", "bool_ int8 uint8 int16 uint16 int32 uint32 int64 uint64 longlong ulonglong float32 float64 complex64 complex128".split()
)
def test_a_number_of_numpys_stays_one(name):
    number = getattr(np, name)(1)
    assert same(crossed(number), number if number.dtype.char not in "qQ" else number.astype(number.dtype.str))
    assert crossed([number, number]) == [number, number]
    assert type(crossed([number])[0]) is type(crossed(number))


@pytest.mark.parametrize("name", ["float16", "longdouble"])
def test_unusual_floats_become_usual_ones(name):
    number = getattr(np, name)(0.1)
    for crossing in (crossed(number), crossed([number])[0], crossed(np.array([number]))[0]):
        assert crossing == pytest.approx(0.1, rel=1e-3)
        assert crossing.dtype in (np.float32, np.float64)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6).reshape(2, 3).T,
        np.arange(24.0).reshape(2, 3, 4)[:, ::2, ::-1],
        np.asfortranarray(np.ones((3, 2))),
        np.broadcast_to(np.float32(2), (3, 4)),
        np.arange(5, dtype=">i4"),
        np.arange(5, dtype=">f8"),
        np.zeros((0, 5)),
        np.zeros((3, 0, 10**6)),
        np.array(5.0),
        np.frombuffer(b"\x01\x00\x01", dtype=bool),
    ],
    ids=str,
)
def test_views_strides_and_byte_orders_make_no_difference(array):
    crossing = crossed(array)
    assert np.array_equal(crossing, array)
    assert crossing.shape == array.shape
    assert crossing.flags.c_contiguous
    assert crossing.flags.writeable
    assert crossing.flags.owndata


@pytest.mark.parametrize(
    "tensor",
    [
        torch.arange(6).reshape(2, 3).T,
        torch.ones(2, 2, requires_grad=True) * 2,
        torch.nn.Parameter(torch.ones(3)),
        torch.tensor([1 + 2j]).conj(),
        torch.tensor([1 + 2j]).conj().imag,
        torch.tensor([True, False]),
        torch.tensor(3.5),
        torch.zeros(0, 2),
        torch.ones(3, 1).expand(3, 4),
    ],
    ids=str,
)
def test_a_tensor_crosses_with_its_numbers(tensor):
    plain = tensor.detach().resolve_conj().resolve_neg()
    assert np.array_equal(crossed(tensor), plain.numpy())
    again = crossed([tensor], tensors=torch.from_numpy)[0]
    assert type(again) is torch.Tensor
    assert torch.equal(again, plain)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_floats_widen(dtype):
    crossing = crossed(torch.tensor([1.5, -2.0], dtype=dtype))
    assert crossing.dtype == np.float32
    assert crossing.tolist() == [1.5, -2.0]


@pytest.mark.parametrize("payload", [0x7FF8000000000001, 0xFFF0000000000001, 0x7FFFFFFFFFFFFFFF])
def test_a_nan_may_carry_what_it_likes(payload):
    array = np.array([payload], dtype=np.uint64).view(np.float64)
    assert crossed(array).view(np.uint64)[0] == payload
    assert math.isnan(crossed(struct.unpack("d", struct.pack("Q", payload))[0]))


@pytest.mark.parametrize(
    ("objects", "wanted"),
    [
        ([1, 2.5], [1.0, 2.5]),
        ([1, 2], [1, 2]),
        ([True, False], [True, False]),
        ([1, 2j], [1, 2j]),
        ([np.float64(2), 3, True], [2.0, 3.0, 1.0]),
        ([np.int32(2), 3], [2, 3]),
    ],
)
def test_an_array_of_objects_that_are_numbers_crosses_as_numbers(objects, wanted):
    array = np.array(objects, dtype=object).reshape(2, -1) if len(objects) == 2 else np.array(objects, dtype=object)
    crossing = crossed(array)
    assert crossing.dtype.kind in "bifc"
    assert crossing.shape == array.shape
    assert crossing.ravel().tolist() == wanted
    assert origin(header_of(array)) == "numpy.ndarray object"


def test_an_array_of_huge_whole_numbers_loses_no_digit():
    assert crossed(np.array([2**70, 1], dtype=object)) == [2**70, 1]
    assert crossed(np.array([2**60 + 1, 0.5], dtype=object)) == [2**60 + 1, 0.5]


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (range(3), [0, 1, 2]),
        (range(0), []),
        (OrderedDict(a=1), {"a": 1}),
        (defaultdict(list, a=[1]), {"a": [1]}),
        (Counter("aab"), {"a": 2, "b": 1}),
        ({0: 1.5, (1, 2): None, None: "x", True: 2}, {0: 1.5, (1, 2): None, None: "x", True: 2}),
        ({"a\nb": 1}, {"a\nb": 1}),
    ],
)
def test_a_few_relatives_cross_as_what_they_stand_for(value, wanted):
    assert same(crossed(value), wanted)


@pytest.mark.parametrize("size", [2**63 - 1, 2**63, -(2**63), -(2**63) - 1, 10**4000 - 1, -(10**4000) + 1, 2**100, -(2**100)])
def test_a_whole_number_keeps_all_its_digits(size):
    assert crossed(size) == size


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        (1, "int"),
        (2**80, "int"),
        (True, "bool"),
        (None, "None"),
        (..., "..."),
        ("a", "str"),
        (1.5, "float"),
        (1j, "complex"),
        ([], "list"),
        ([1, 2], "list"),
        ((1.5,), "tuple"),
        ({"a": 1}, "dict"),
        ({1: 1}, "dict"),
        (np.float32(1), "numpy.float32"),
        ([np.float32(1)], "list"),
        (np.ones(2), "numpy.ndarray float64"),
        (torch.ones(2), "torch.Tensor float32"),
        (torch.ones(2, dtype=torch.bfloat16), "torch.Tensor bfloat16"),
        (torch.nn.Parameter(torch.ones(2)), "torch.nn.Parameter float32"),
        ({1, 2}, "set"),
    ],
    ids=str,
)
def test_it_is_told_what_a_value_was(value, wanted):
    assert origin(header_of(value)) == wanted
    assert origin(header_of({"is": "done", "value": value}), "value") == wanted
    if value is not None and value is not ...:
        assert origin_of(value) == wanted


def test_the_encoder_loads_neither_numpy_nor_torch():
    program = """
import io, sys
from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import read_frame
value = {"a": [1, 2.5, None, "x", (1,)]}
assert decode(*read_frame(io.BytesIO(encode(value)).read)) == value
assert not {"numpy", "torch"} & set(sys.modules)
"""
    subprocess.run([sys.executable, "-c", program], check=True)


def quickest(work, times=15):
    spent = []
    for _ in range(times):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


def test_a_small_message_costs_next_to_nothing():
    message = {"is": "done", "value": (np.ones((3, 4)), np.arange(5), torch.ones(3)), "origin": "tuple"}
    crossed(message)
    assert quickest(lambda: [crossed(message) for _ in range(20)]) / 20 < 0.000_5  # seldom more than 0.00005


@pytest.mark.parametrize("item", [0.1, 7, np.float64(2)], ids=str)
def test_ten_thousand_numbers_in_a_list_are_no_trouble(item):
    assert crossed([item] * 10_000) == [item] * 10_000
    assert quickest(lambda: crossed([item] * 10_000)) < 0.03  # seldom more than 0.004
