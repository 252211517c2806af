"""Whatever comes instead of a frame is refused, quickly, and nothing else happens."""

import io
import json
import struct
import time

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.wire.decode import decode, origin
from grader.wire.encode import encode
from grader.wire.frames import WireError, frame_bytes, read_frame
from grader.wire.limits import MOST_HEADER

GOOD = encode(
    {"is": "done", "value": [np.arange(3), (1.5, 2), {"a": np.float32(1)}, {1: "é"}, None, 2**70, [True, False], [np.int8(3)] * 2, b"x"]}
)
HEADER, BODY = read_frame(io.BytesIO(GOOD).read)


def refused(header, body=b""):
    """Refused with a WireError, as bytes or as a structure."""
    data = header if isinstance(header, bytes) else json.dumps(header).encode()
    began = time.process_time()
    with pytest.raises(WireError):
        decode(data, body)
    assert time.process_time() - began < 0.3


@pytest.mark.parametrize("size", [0, 1, 11])
def test_a_frame_that_ends_early_is_refused(size):
    with pytest.raises(WireError):
        read_frame(io.BytesIO(GOOD[:size]).read)
    with pytest.raises(WireError):
        read_frame(io.BytesIO(GOOD[: len(GOOD) - 1 - size]).read)


@pytest.mark.parametrize(
    ("header", "body"), [(0, 0), (1, 0), (MOST_HEADER + 1, 0), (2**32 - 1, 0), (10, 2**64 - 1), (10, 1 << 24), (10, 2**63)]
)
def test_impossible_lengths_are_refused_before_a_byte_is_read(header, body):
    asked = []

    def read_exactly(size):
        asked.append(size)
        return struct.pack("<IQ", header, body)

    with pytest.raises(WireError):
        read_frame(read_exactly)
    assert asked == [12]


def test_frames_follow_one_another():
    channel = io.BytesIO(GOOD + frame_bytes(b'"none"') + GOOD)
    assert [read_frame(channel.read) for _ in range(3)] == [(HEADER, BODY), (b'"none"', b""), (HEADER, BODY)]


ARRAY = "numpy.ndarray float64"


@pytest.mark.parametrize(
    ("header", "body"),
    [
        # no structure of ours
        ({}, b""),
        ([], b""),
        ({"t": "list"}, b""),
        (1, b""),
        (True, b""),
        (None, b""),
        ([["list"]], b""),
        ([None], b""),
        (["nonsense"], b""),
        ("nonsense", b""),
        ("array", b""),
        ("list", b""),
        (["none"], b""),
        (["float"], b"12345678"),
        # numbers in the header
        (b'["list",1.5]', b""),
        (b'["list",NaN]', b""),
        (b'["list",Infinity]', b""),
        (b'["list",1e5]', b""),
        (b'["text",-1]', b""),
        (b'["text",' + b"1" * 5000 + b"]", b""),
        (b'["text",1.0]', b"a"),
        (["text", "1"], b"a"),
        (["text", True], b"a"),
        (["text", None], b"a"),
        (["text"], b""),
        (["text", 1, 2], b"a"),
        # bodies that do not fit
        ("float", b""),
        ("float", b"1234567"),
        ("float", b"123456789"),
        ("none", b"x"),
        (["text", 2], b"a"),
        (["text", 1], b"ab"),
        (["text", 1], b"\xff"),
        (["text", 3], b"\xed\xa0\x80"),
        (["bytes", 10**14], b"a"),
        (["big", 2], b"\1\0"),
        (["big", 8], b"\1" * 8),
        (["big", 5000], b"\1" * 5000),
        # packed numbers
        (["floats", "list"], b""),
        (["floats", "dict", 1], b"12345678"),
        (["floats", "list", 10**14], b""),
        (["floats", "list", True], b"12345678"),
        (["ints", "list", 2], b"12345678"),
        (["bools", "list", 2], b"\1\2"),
        (["bools", "list", 2_000_000], b"\1" * 2_000_000),
        (["scalars", "list", 1, "|O", "numpy.float64"], b"12345678"),
        (["scalars", "list", 1, "<f8"], b"12345678"),
        (["scalars", "list", -1, "<f8", "numpy.float64"], b""),
        (["scalar", "<f8", ARRAY], b""),
        (["scalar", "<f8"], b"12345678"),
        # arrays
        (["array"], b""),
        (["array", "<f8", [1]], b"12345678"),
        (["array", "<f8", [1], "<script>"], b"12345678"),
        (["array", "<f8", [1], "a" * 100], b"12345678"),
        (["array", "<f8", [1], None], b"12345678"),
        (["array", "<f8", ["1"], ARRAY], b"12345678"),
        (["array", "<f8", [True], ARRAY], b"12345678"),
        (["array", "<f8", [[1]], ARRAY], b"12345678"),
        (["array", "<f8", 1, ARRAY], b"12345678"),
        (["array", "<f8", [2], ARRAY], b"12345678"),
        (["array", "<f8", [-1], ARRAY], b"12345678"),
        (["array", "<f8", [1] * 17, ARRAY], b"12345678"),
        (["array", "<f8", [2**40, 2**40], ARRAY], b"12345678"),
        (["array", "<f8", [10**14] * 16, ARRAY], b"12345678"),
        (["array", "<f8", [0] + [10**14] * 15, ARRAY], b""),
        (["array", "|b1", [3], ARRAY], b"\0\1\2"),
        *(
            (["array", dtype, [1], ARRAY], b"12345678")
            for dtype in ("|O", "O", ">f8", "f8", "<U2", "|S8", "<M8[s]", "|V8", "<f2", "i4,i4", None, 1)
        ),
        # dicts
        (["dict"], b""),
        (["dict", "a", "none"], b""),
        (["dict", ["a"]], b""),
        (["dict", ["a"], "none", "none"], b""),
        (["dict", ["a", "a"], "none", "none"], b""),
        (["dict", [1], "none"], b""),
        (["pairs", "none"], b""),
        (["pairs", "none", "none", "none", "none"], b""),
        (["pairs", ["list"], "none"], b""),
        (["pairs", "float", "none"], b"12345678"),
        (["pairs", ["tuple", ["list"]], "none"], b""),
        (["pairs", ["array", "<f8", [1], ARRAY], "none"], b"12345678"),
        (["pairs", ["opaque", "a", "b", "c"], "none"], b""),
        # what could not cross
        (["opaque"], b""),
        (["opaque", "a", "b", 1], b""),
        (["opaque", "a", "b", ["c"]], b""),
        # too much
        (["list"] + ["none"] * 10_000, b""),
        (b"[" * 100_000, b""),
        (b'["list",' * 20_000, b""),
        (b'{"a":' * 40_000, b""),
        (b'["list",' * 18 + b'"none"' + b"]" * 18, b""),
        (b"[" * 20 + b']"' + b'\\"' * 130_000, b""),
        (b'["list","' * 25_000, b""),
        (b'"none"' + b" " * MOST_HEADER, b""),
        # no JSON
        (b"", b""),
        (b"\xff\xfe", b""),
        (b"nul", b""),
        (b'["list"', b""),
        (b'"none""none"', b""),
        ('"é"'.encode(), b""),
    ],
    ids=lambda part: str(part)[:40],
)
def test_what_is_no_frame_of_ours_is_refused(header, body):
    refused(header, body)


@given(st.binary(max_size=300), st.binary(max_size=50))
def test_any_bytes_are_refused_or_a_value(header, body):
    try:
        decode(header, body)
    except WireError:
        return
    origin(header)


@given(st.data())
def test_a_frame_with_bytes_exchanged_is_refused_or_a_value(data):
    broken = bytearray(GOOD)
    for _ in range(data.draw(st.integers(1, 4))):
        broken[data.draw(st.integers(0, len(GOOD) - 1))] = data.draw(st.integers(0, 255))
    try:
        decode(*read_frame(io.BytesIO(bytes(broken)).read))
    except WireError:
        return


WORDS = st.sampled_from(
    "none true int float complex list tuple dict pairs array scalar scalars floats ints bools text bytes big opaque <f8 <i4 |b1".split()
)
TREES = st.recursive(
    WORDS | st.integers(0, 30) | st.just(ARRAY) | st.just("numpy.float64"), lambda inner: st.lists(inner, max_size=5), max_leaves=20
)


@given(TREES, st.binary(max_size=100))
def test_any_structure_is_refused_or_a_value(tree, body):
    header = json.dumps(tree).encode()
    for read in (lambda: decode(header, body), lambda: origin(header), lambda: origin(header, "value")):
        try:
            read()
        except WireError:
            continue


def test_nan_stays_nan_and_texts_stay_harmless():
    assert decode(b'["list",["opaque","\\ud800","a\\u0000b","c"]]', b"")[0].type == "\\ud800"
    assert decode(b'["dict",["\\ud800"],"none"]', b"") == {"\\ud800": None}


def test_what_is_made_is_our_own():
    made = decode(b'["array","<f8",[2],"numpy.ndarray float64"]', bytes(16))
    made += 1
    assert made.tolist() == [1, 1]
