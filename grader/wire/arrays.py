"""Arrays, tensors and numbers of numpy as flat bytes: recognised by exact type, sizes judged before anything is copied."""

import struct
import sys
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType, ModuleType
from typing import Any

from grader.wire.limits import INT64, MOST_DIMENSIONS, MOST_NODES
from grader.wire.opaque import OTHERWISE, TOO_LARGE, Opaque, opaque, type_name

ITEM_BYTES = MappingProxyType(
    {
        **{"|b1": 1, "|i1": 1, "|u1": 1, "<i2": 2, "<u2": 2, "<i4": 4, "<u4": 4, "<i8": 8, "<u8": 8},
        **{"<f4": 4, "<f8": 8, "<c8": 8, "<c16": 16},
    }
)
"""The kinds of numbers that cross, and the bytes of one."""
_WIDENED = MappingProxyType({"f2": "<f4", "f12": "<f8", "f16": "<f8", "c24": "<c16", "c32": "<c16"})
"""Half floats widen; longer ones than anybody compares are rounded."""
_EXACT = 2**53
"""The largest whole number up to which floats hold all."""
_SCALARS = "bool_ bool int8 int16 int32 int64 longlong uint8 uint16 uint32 uint64 ulonglong intc uintc intp uintp".split()
_SCALARS += "float16 float32 float64 longdouble complex64 complex128 clongdouble".split()


@dataclass(frozen=True)
class Flat:
    """An array as it crosses."""

    dtype: str
    shape: tuple[int, ...]
    was: str
    """What it was: `torch.Tensor float16`."""
    data: bytes
    scalar: bool = False
    """A number of numpy's, not an array."""


@dataclass(frozen=True)
class Libraries:
    """The exact types that are arrays in this process."""

    ndarray: type | None = None
    scalars: frozenset[type] = frozenset()
    tensor: type | None = None
    parameter: type | None = None
    size: type | None = None
    """torch's shapes, which are tuples."""


def libraries() -> Libraries:
    """What is loaded here; nothing is imported for it."""
    return _libraries(_module("numpy"), _module("torch"), _module("torch.nn.parameter"))


def _module(name: str) -> ModuleType | None:
    found = sys.modules.get(name)
    return found if type(found) is ModuleType else None


@lru_cache(maxsize=8)  # keeps the types as they were before anybody's code could exchange them
def _libraries(numpy: ModuleType | None, torch: ModuleType | None, parameter: ModuleType | None) -> Libraries:
    scalars = frozenset(one for name in _SCALARS if (one := _class(numpy, name)) is not None and type(one) is type and one is not bool)
    return Libraries(_class(numpy, "ndarray"), scalars, _class(torch, "Tensor"), _class(parameter, "Parameter"), _class(torch, "Size"))


def _class(module: ModuleType | None, name: str) -> type | None:
    found = None if module is None else module.__dict__.get(name)
    return found if isinstance(found, type) else None


def flat(value: Any, here: Libraries, room: int) -> "Flat | Opaque | list[Any] | None":  # noqa: ANN401 - any object at all
    """An array as bytes, a list in its place, why it cannot cross in so many bytes, or None where it is no array."""
    kind = type(value)
    if kind is here.ndarray:
        return _array(value, room)
    if kind is here.tensor:
        return _tensor(value, "torch.Tensor", room)
    if kind is here.parameter:
        return _tensor(value, "torch.nn.Parameter", room)
    if kind is here.size:
        return [*tuple.__iter__(value)]
    if type(kind) is type and kind in here.scalars:
        return scalar(value)
    return None


def scalar(value: Any) -> Flat | Opaque:  # noqa: ANN401 - a number of numpy's
    """A number of numpy's as bytes."""
    dtype = _wire_dtype(value.dtype)
    was = f"numpy.{value.dtype.name}"
    return opaque(was, OTHERWISE) if dtype is None else Flat(dtype, (), was, value.astype(dtype).tobytes(), scalar=True)


def _array(value: Any, room: int) -> Flat | Opaque | list[Any]:  # noqa: ANN401 - an ndarray
    shape = value.shape
    if len(shape) > MOST_DIMENSIONS:
        return opaque("ndarray", f"{TOO_LARGE}: {len(shape)} dimensions")
    if value.dtype.kind == "O":
        return _numbers(value)
    dtype = _wire_dtype(value.dtype)
    if dtype is None:
        return opaque("ndarray", f"return an array of numbers, not of {value.dtype.name}")
    if value.size * max(ITEM_BYTES[dtype], value.itemsize) > room:
        return too_large("ndarray", shape)
    data = value if value.dtype.str == dtype else value.astype(dtype)
    return Flat(dtype, shape, f"numpy.ndarray {value.dtype.name}", data.tobytes())


def too_large(kind: str, shape: tuple[int, ...]) -> Opaque:
    """An array that does not fit into a message."""
    return opaque(kind, f"{TOO_LARGE}: its shape is ({', '.join(map(str, shape))}{',' if len(shape) == 1 else ''})")


def _wire_dtype(dtype: Any) -> str | None:  # noqa: ANN401 - a dtype of numpy's
    kind = f"{dtype.kind}{dtype.itemsize}"
    if kind in _WIDENED:
        return _WIDENED[kind]
    return next((one for one in (f"<{kind}", f"|{kind}") if one in ITEM_BYTES), None)


def _numbers(value: Any) -> Flat | Opaque | list[Any]:  # noqa: ANN401 - an ndarray of objects
    """An array of objects that are all plain numbers; whole numbers beyond 64 bits go as lists."""
    if value.size > MOST_NODES:
        return opaque("ndarray", f"{TOO_LARGE}: {value.size} objects; return an array of numbers")
    items = [_item(item) for item in value.ravel().tolist()]
    if not all(any(type(item) is kind for kind in (float, int, bool, complex)) for item in items):
        return opaque("ndarray", "return a list of arrays, or an array of numbers, not of objects")
    was, kinds = "numpy.ndarray object", {type(item) for item in items}
    whole = kinds <= {int, bool}
    if any(type(item) is int and (item not in INT64 if whole else abs(item) > _EXACT) for item in items):
        return value.tolist() if value.shape else items
    if kinds <= {bool}:
        return Flat("|b1", value.shape, was, bytes(items))
    if whole:
        return Flat("<i8", value.shape, was, struct.pack(f"<{len(items)}q", *items))
    if complex not in kinds:
        return Flat("<f8", value.shape, was, struct.pack(f"<{len(items)}d", *items))
    parts = [part for item in items for part in (item.real, item.imag)]
    return Flat("<c16", value.shape, was, struct.pack(f"<{len(parts)}d", *parts))


def _item(item: Any) -> Any:  # noqa: ANN401 - any object at all
    """A number of numpy's as Python's own; everything else as it is."""
    kind = type(item)
    return item.item() if type(kind) is type and kind in libraries().scalars else item


def _tensor(value: Any, kind: str, room: int) -> Flat | Opaque:  # noqa: ANN401 - a tensor
    why = _unreadable(value)
    if why:
        return opaque(kind, why)
    shape = tuple(value.shape)
    if value.numel() * max(value.element_size(), 4 if value.is_floating_point() else 1) > room:
        return too_large(kind, shape)
    if len(shape) > MOST_DIMENSIONS:
        return opaque(kind, f"{TOO_LARGE}: {len(shape)} dimensions")
    name = str(value.dtype).removeprefix("torch.")
    torch = sys.modules["torch"]
    try:
        dense = value.detach().resolve_conj().resolve_neg()
        if value.is_floating_point() and name not in ("float32", "float64"):
            dense = dense.to(torch.float32)
        elif name == "complex32":
            dense = dense.to(torch.complex64)
        array = dense.numpy()
        dtype = _wire_dtype(array.dtype)
        return opaque(kind, OTHERWISE) if dtype is None else Flat(dtype, shape, f"{kind} {name}", array.tobytes())
    except (RuntimeError, TypeError, NotImplementedError) as problem:  # a tensor inside vmap, a fake one
        return opaque(kind, f"return a tensor that has values: {type_name(problem)}")


def _unreadable(value: Any) -> str:  # noqa: ANN401 - a tensor
    """Why the numbers of a tensor cannot be read as they are."""
    if value.is_nested:
        return "return a list of tensors, not a nested tensor"
    if value.is_quantized:
        return "return answer.dequantize()"
    if str(value.layout) != "torch.strided":
        return "return answer.to_dense()"
    if value.device.type != "cpu":
        return "return a tensor that has values" if value.device.type == "meta" else "return answer.cpu()"
    return ""
