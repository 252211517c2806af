"""A student's objects: none of their code runs, and what cannot cross says what would."""

import io
import time
import types
from collections import namedtuple
from fractions import Fraction

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from grader.wire.decode import decode
from grader.wire.encode import encode
from grader.wire.frames import WireError, read_frame
from grader.wire.limits import MOST_FRAME
from grader.wire.opaque import Opaque, type_name


def crossed(value, cap=MOST_FRAME):
    """The value as the other side has it."""
    return decode(*read_frame(io.BytesIO(encode(value, cap)).read, cap))


RAN = []
"""What ran although it must not."""


def ran(*_args, **_names):
    RAN.append(1)
    raise AssertionError("code of a student ran")


@pytest.fixture(autouse=True)
def nothing_ran():
    RAN.clear()
    yield
    assert not RAN


class Meta(type):
    """A class of classes that would like to be asked."""

    __hash__ = __eq__ = __instancecheck__ = __subclasscheck__ = __repr__ = __str__ = ran
    __name__ = property(ran)
    __module__ = property(ran)


TRAPS = (
    "__eq__ __hash__ __repr__ __str__ __len__ __iter__ __getitem__ __array__ __array_interface__ __array_struct__ __array_ufunc__ "
    "__reduce__ __reduce_ex__ __bool__ __float__ __int__ __index__ __complex__ __bytes__ __format__ __sizeof__ __dlpack__ __getattr__ "
    "__getattribute__ __torch_function__ __length_hint__ __contains__ keys items values tolist tobytes"
).split()


def trap(*parents, meta=type, **more):
    """An object of a subclass whose every method is a trap."""
    return meta("Trap", parents, {**dict.fromkeys(TRAPS, ran), "__class__": property(ran), **more})


@pytest.mark.parametrize("meta", [type, Meta])
@pytest.mark.parametrize(
    ("parent", "make"),
    [
        (object, object.__new__),
        (int, lambda kind: int.__new__(kind, 5)),
        (float, lambda kind: float.__new__(kind, 5)),
        (complex, lambda kind: complex.__new__(kind, 5)),
        (str, lambda kind: str.__new__(kind, "5")),
        (bytes, lambda kind: bytes.__new__(kind, b"5")),
        (list, list.__new__),
        (tuple, tuple.__new__),
        (dict, dict.__new__),
        (set, set.__new__),
        (np.float64, lambda kind: np.float64.__new__(kind, 5)),
        (np.ndarray, lambda kind: np.ndarray.__new__(kind, (2,))),
    ],
)
def test_a_subclass_is_named_and_nothing_of_it_runs(meta, parent, make):
    value = make(trap(parent, meta=meta))
    for found in (crossed(value), crossed([value])[0], crossed({"a": value})["a"], crossed([1.0, value])[1], crossed([value, value])[1]):
        assert type(found) is Opaque
        assert found.type == "Trap"
        assert not found.too_large
    assert type(crossed({"k": (value,)})["k"][0]) is Opaque


def test_a_subclass_of_a_tensor_is_named_and_nothing_of_it_runs():
    kind = type("Mine", (torch.Tensor,), {"__torch_function__": classmethod(ran), "detach": ran, "numpy": ran})
    found = crossed(torch.Tensor._make_subclass(kind, torch.ones(2)))
    assert found.type == "Mine"


def test_a_dict_whose_key_is_a_subclass_of_text_is_refused():
    class Key(str):
        __slots__ = ()
        armed = False

        def __hash__(self):
            return ran() if Key.armed else 5

        __eq__ = __str__ = __repr__ = ran

    value = {Key("a"): 1}
    Key.armed = True
    assert crossed([value])[0].why == "return a dict whose keys are texts"
    assert crossed(value).type == "dict"


def test_an_object_array_of_students_objects_is_refused():
    kind = trap(float)
    array = np.empty(2, dtype=object)
    array[0] = float.__new__(kind, 1)
    array[1] = 2.0
    assert type(crossed(array)) is Opaque


def test_a_class_may_be_named_by_a_liar():
    class Name(str):
        __slots__ = ()
        __str__ = __repr__ = __len__ = __getitem__ = __eq__ = encode = translate = ran
        __hash__ = str.__hash__

    kind = type(Name("Liar"), (), {})
    assert type_name(kind()) == "Liar"
    assert type(type_name(kind())) is str
    assert crossed(kind()).type == "Liar"


def test_what_forges_an_opaque_is_refused():
    class Text(str):
        __slots__ = ()
        __str__ = __len__ = ran

    found = crossed([Opaque(Text("a"), "b", "c"), 1])
    assert type(found) is Opaque or type(found[0]) is Opaque


Point = namedtuple("Point", "x y")  # noqa: PYI024 - what a student writes


@pytest.mark.parametrize(
    ("value", "kind", "hint"),
    [
        ({1, 2}, "set", "list"),
        ((x for x in [1]), "generator", "list"),
        (map(abs, [1]), "map", "list"),
        ({}.keys(), "dict_keys", "list"),
        (len, "builtin_function_or_method", "brackets"),
        (lambda: 1, "function", "gives"),
        (Point, "type", "class"),
        (Point(1, 2), "Point", "tuples"),
        (types, "module", "module"),
        (Fraction(1, 2), "Fraction", "float"),
        (np.ones((1, 1)).view(np.matrix), "matrix", "np.asarray"),
        (np.ma.array([1]), "MaskedArray", "np.asarray"),
        (np.array(["a"]), "ndarray", "str"),
        (np.array([1], dtype="M8[s]"), "ndarray", "datetime"),
        (np.array([(1, 2.0)], dtype="i4,f8"), "ndarray", "void"),
        (np.array([[1], [1, 2]], dtype=object), "ndarray", "list of arrays"),
        (np.array([None, 1], dtype=object), "ndarray", "list of arrays"),
        (np.datetime64("2024-01-01"), "datetime64", ""),
        (torch.ones(2, device="meta"), "torch.Tensor", "values"),
        (torch.eye(2).to_sparse(), "torch.Tensor", "to_dense"),
        (torch.ones(2, 2).max(0), "max", "tuple"),
        (torch.nn.Linear(1, 1), "Linear", "numbers"),
        (ValueError("x"), "ValueError", "numbers"),
        (slice(3), "slice", "numbers"),
        (bytearray(3), "bytearray", "numbers"),
    ],
    ids=lambda value: type_name(value) if not isinstance(value, str) else value,
)
@pytest.mark.filterwarnings("ignore")
def test_what_cannot_cross_says_what_would(value, kind, hint):
    found = crossed(value)
    assert found.type == kind
    assert hint in found.why
    assert crossed([1, value, "a"]) == [1, found, "a"], "only that item is lost"


@pytest.mark.filterwarnings("ignore:torch.quantize_per_tensor")
def test_a_quantised_tensor_is_refused():
    found = crossed(torch.quantize_per_tensor(torch.ones(2), 0.1, 0, torch.qint8))
    assert found == Opaque("torch.Tensor", "return answer.dequantize()")


def test_a_tensor_inside_vmap_is_refused():
    seen = []
    torch.vmap(lambda x: seen.append(crossed(x)) or x)(torch.ones(2, 3))
    assert type(seen[0]) is Opaque


@pytest.mark.parametrize(
    "value",
    [
        np.broadcast_to(np.float64(1), (10**6, 10**6)),
        np.lib.stride_tricks.as_strided(np.zeros(1), (2**30, 2**29), (0, 0)),
        torch.ones(1).expand(10**6, 10**6),
        np.broadcast_to(np.array(None), (10**9,)),
        b"x" * (MOST_FRAME + 1),
        "x" * 100_000,
        [0.5] * 3_000_000,
        range(10**15),
        range(10**30),
        10**5000,
        [[1]] * 20_000,
        {str(i): i for i in range(20_000)},
        np.zeros((1,) * 20),
        [{"a": [{"b": [1, None]}] * 40}] * 400,
    ],
    ids=type_name,
)
def test_what_is_too_large_is_refused_at_once(value):
    began = time.process_time()
    found = crossed({"is": "done", "value": value, "more": 5})
    assert time.process_time() - began < 0.2
    assert found["value"].too_large
    assert (found["is"], found["more"]) == ("done", 5)


def test_a_bomb_in_a_list_costs_only_itself():
    found = crossed([1, np.broadcast_to(1.0, (10**9, 10**8)), "a", 10**5000])
    assert found[0] == 1
    assert found[1].too_large
    assert found[2] == "a"
    assert found[3].too_large


def test_what_contains_itself_is_refused():
    ring = [1]
    ring.append(ring)
    table = {"a": 1}
    table["b"] = [table]
    assert type(crossed(ring)[1]) is Opaque
    assert crossed([table])[0]["b"][0].why == "return something that does not contain itself"


def test_the_same_list_twice_is_no_ring():
    row = [1, None]
    assert crossed([row, row, [row]]) == [row, row, [row]]


def test_many_rings_at_once_end_soon():
    ring = []
    ring.extend([ring, [ring], {"a": ring}] * 100)
    began = time.process_time()
    crossed(ring)
    assert time.process_time() - began < 0.5


def test_deep_nesting_stops_at_its_limit():
    value = []
    for _ in range(5000):
        value = [value, 1]
    found = crossed(value)
    for _ in range(16):
        found = found[0]
    assert "deep" in found[0].why


@given(st.text(st.characters(), max_size=20) | st.text(st.sampled_from("\ud800\udfff\0a\udc80"), max_size=20))
def test_half_characters_and_nul_are_spelled_out(text):
    for found in (crossed(text), crossed([text, 1])[0], next(iter(crossed([{text: None}])[0]))):
        assert "\0" not in found
        found.encode("utf-8")
        if text.isascii() and "\0" not in text:
            assert found == text


@pytest.mark.parametrize("cap", [32_768, 100_000, 1 << 20])
@pytest.mark.parametrize("size", [0, 1, 30_000, 99_000, 10**6, 1 << 20])
def test_a_frame_is_never_longer_than_agreed(cap, size):
    for value in (b"x" * size, np.zeros(size, np.uint8), [b"x" * size] * 3, [True] * size, {"a": "x" * (size // 16)}):
        message = {"is": "done", "value": value, "other": value}
        assert len(encode(message, cap)) <= cap
        assert crossed(message, cap)["is"] == "done"


def test_what_must_arrive_whole_is_not_sent_in_part():
    with pytest.raises(WireError, match="set"):
        encode({"args": [1, {2}]}, whole=True)
    with pytest.raises(WireError, match="too large"):
        encode({"args": np.broadcast_to(1.0, (10**9,))}, whole=True)
    assert encode({"args": [1, Opaque("set", "return a list")]}, whole=True)


def test_a_patched_numpy_changes_nothing_afterwards(monkeypatch):
    crossed(np.ones(2))
    monkeypatch.setattr(np, "ndarray", trap(object))
    monkeypatch.setattr(np, "ascontiguousarray", ran)
    assert crossed({"a": np.ones(2)})["a"].tolist() == [1, 1]
