"""The layers of a network while torch carries it out: a sum behind a product is its bias; what else is done with weights is a product.

An operation tells its tensors, not what they are. So every storage is followed: whether it holds what came of the images or of the
weights, and of which layer it is the output as long as nothing was done with it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

MOST_LAYERS = 400
PRODUCT = MappingProxyType({"is": "product"})
"""Weights are used by hand, and not as a layer whose sizes and bias would be certain."""
_NOT_ASKED = (RuntimeError, TypeError, ValueError, AttributeError, LookupError)
"""What torch raises of its own kinds of tensors (sparse, empty, of other devices) that cannot be asked what others can."""


@dataclass(frozen=True)
class Output:
    """A tensor that a layer gave, to which a bias may still be added."""

    layer: dict[str, Any]
    shape: tuple[int, ...]
    strides: tuple[int, ...]


class Watched:
    """What is heard of every operation, in their order."""

    def __init__(self, images: Any, parameters: Sequence[Any]) -> None:  # noqa: ANN401 - a tensor
        self.layers: list[dict[str, Any]] = []
        self._data = {_place(images)} - {0}
        self._learnt = {*map(_place, parameters)} - {0}
        self._outputs: dict[int, Output] = {}
        self._used = set[int]()

    def hear(self, name: str, args: Sequence[Any], more: Mapping[str, Any], result: Any) -> None:  # noqa: ANN401 - torch's own
        """One operation, after it was carried out; that we cannot follow it is never the network's failure."""
        try:
            self._hear(name, args, more, result)
        except _NOT_ASKED:
            self._note({**PRODUCT})

    def _hear(self, name: str, args: Sequence[Any], more: Mapping[str, Any], result: Any) -> None:  # noqa: ANN401 - torch's own
        """One operation."""
        given = [*_tensors(args), *_tensors(tuple(more.values()))]
        data, learnt = any(map(self._is_data, given)), any(map(self._is_learnt, given))
        before = {place: self._outputs[place] for one in given if (place := _place(one)) in self._outputs}
        noted = self._noted(name, args, more)
        for one in _tensors((result,)):
            self._mark(_place(one), data=data, learnt=learnt and not data)
            if not _is_view(name, _place(one), before):
                self._outputs.pop(_place(one), None)
        if noted is not None:
            self._note(noted)
            if name in _WEIGHT_AT and "sizes" in noted and self._is_odd(name, args):
                self._note({**PRODUCT})
            if "sizes" in noted:
                self._outputs[_place(result)] = Output(noted, tuple(result.shape), tuple(result.stride()))
                bias = args[0] if name == "addmm" else None
                if bias is not None and not (_plain_sum(more) and self._given_bias(result, bias, result)):
                    self._note({**PRODUCT})
        elif name in _COPIES and (copied := before.get(_place(args[0]))) is not None:
            self._outputs[_place(result)] = copied
        elif name in _SUMS and self._is_bias(name, args, more, before, result):
            return
        elif data and learnt and name not in _WITH_WEIGHTS and not _is_view(name, _place(result), before):
            self._note({**PRODUCT})

    def end(self, scores: Any) -> None:  # noqa: ANN401 - whatever a network gives
        """What a network gave in the end: scores that differ and yet come of no images were worked out by something else than torch."""
        try:
            apart = _place(scores) and not self._is_data(scores) and scores.dim() and bool((scores != scores[:1]).any())
        except _NOT_ASKED:
            apart = True
        if apart:
            self._note({**PRODUCT})

    def _is_odd(self, name: str, args: Sequence[Any]) -> bool:
        """Whether weights were used before, as for one image after another, or a column of ones may make one of them a bias."""
        at = _WEIGHT_AT[name]
        place, given = _place(args[at]), args[at - 1]
        again = place in self._used
        self._used.add(place)
        return again or (name != "convolution" and _has_ones(given))

    def _noted(self, name: str, args: Sequence[Any], more: Mapping[str, Any]) -> dict[str, Any] | None:
        """An operation as it is told, if it is."""
        at = _WEIGHT_AT.get(name)
        if at is not None and self._is_data(args[at]):
            return {**PRODUCT}  # the images stand where the weights do
        if name == "mm" and all(map(self._is_learnt, args[:2])):
            return None  # weights that are worked out
        told = _TOLD.get(name)
        return None if told is None else told(*args, **more)

    def _is_bias(self, name: str, args: Sequence[Any], more: Mapping[str, Any], before: Mapping[int, Output], result: Any) -> bool:  # noqa: ANN401 - torch's own
        """Whether a sum adds its bias to a layer's output, and nothing is unclear about that."""
        first, second = args[0], args[1]
        if name.startswith("sub"):
            second = -second if _place(second) and not self._is_data(second) else second
        elif _place(second) in before and not self._is_data(first):
            first, second = second, first
        found = before.get(_place(first))
        if found is None or not _place(second) or self._is_data(second) or not _plain_sum(more):
            return False
        self._outputs.pop(_place(first), None)  # another sum with it would be another layer's
        self._outputs[_place(result)] = found
        if self._given_bias(first, second, result):
            return True
        self._outputs.pop(_place(result), None)
        return False

    def _given_bias(self, output: Any, bias: Any, result: Any) -> bool:  # noqa: ANN401 - tensors
        """Give the layer of an output its bias, where that is the same at every place; whether it is."""
        found = self._outputs[_place(result)]
        values = None if self._is_data(bias) else bias_of(found, output, bias)
        if values is None:
            return False
        old = found.layer["bias"]
        found.layer["bias"] = values if old is None else old + values
        return True

    def _note(self, layer: dict[str, Any]) -> None:
        if len(self.layers) < MOST_LAYERS:
            self.layers.append(layer)

    def _mark(self, place: int, *, data: bool, learnt: bool) -> None:
        """What a storage holds from now on; the place of one that is gone may be another's."""
        for kind, holds in ((self._data, data), (self._learnt, learnt)):
            kind.discard(place)
            if holds and place:
                kind.add(place)

    def _is_data(self, one: Any) -> bool:  # noqa: ANN401 - a tensor or anything else
        return _place(one) in self._data

    def _is_learnt(self, one: Any) -> bool:  # noqa: ANN401 - the same
        return _place(one) in self._learnt or bool(getattr(one, "requires_grad", False) and one.is_leaf)


def bias_of(found: Output, output: Any, added: Any) -> Any:  # noqa: ANN401 - tensors
    """One number for each of a layer's outputs, where that is what a tensor adds to it; else None."""
    at = _axis_of(found, output)
    if at is None or added.dim() > output.dim():
        return None
    try:
        every = added.expand(output.shape)
    except RuntimeError:
        return None
    if added.numel() > 1 and every.shape[at] > 1 and every.stride(at) == 0:
        return None  # it is spread over the layer's outputs, and differs elsewhere
    rows = every.movedim(at, 0).reshape(every.shape[at], -1)
    return rows[:, 0].clone() if bool((rows == rows[:, :1]).all()) else None


def _axis_of(found: Output, output: Any) -> int | None:  # noqa: ANN401 - a tensor
    """Along which axis a layer's outputs lie, in what may be another view of them."""
    size, strides = tuple(output.shape), tuple(output.stride())
    if found.layer["is"] == "convolution":
        return 1 if (size, strides) == (found.shape, found.strides) else None
    axes = [at for at, (many, step) in enumerate(zip(size, strides, strict=True)) if (many, step) == (found.shape[-1], 1)]
    return axes[0] if len(axes) == 1 and output.numel() == found.shape[0] * found.shape[-1] else None


def _place(one: Any) -> int:  # noqa: ANN401 - a tensor or anything else
    """Where a tensor's numbers lie; 0 of what is none, or has none."""
    try:
        return int(one.untyped_storage().data_ptr())
    except _NOT_ASKED:
        return 0


def _tensors(values: Sequence[Any]) -> Iterator[Any]:
    """All tensors among the arguments of an operation."""
    for one in values:
        if isinstance(one, list | tuple):
            yield from _tensors(one)
        elif hasattr(one, "untyped_storage"):
            yield one


def _has_ones(given: Any) -> bool:  # noqa: ANN401 - a tensor
    """Whether one column is 1 for every image, where images differ."""
    ones, alike = (given == 1).all(0), (given == given[:1]).all()
    return bool(ones.any()) and not bool(alike)


def _is_view(name: str, place: int, before: Mapping[int, Output]) -> bool:
    """Whether an operation only looks at a layer's output otherwise, and changes nothing in it."""
    return place in before and (not name.endswith("_") or name in _SHAPES)


def _plain_sum(more: Mapping[str, Any]) -> bool:
    """Whether nothing is multiplied before it is added."""
    return all(more.get(name, 1) == 1 for name in ("alpha", "beta"))


def _convolution(_images: Any, weight: Any, bias: Any, stride: Any, padding: Any, *rest: Any) -> dict[str, Any]:  # noqa: ANN401 - torch's own
    """A convolution; `rest` ends with the number of its groups."""
    geometry = {"stride": tuple(stride), "padding": tuple(padding), "groups": int(rest[-1])}
    return {"is": "convolution", "sizes": tuple(weight.shape), "weight": weight, "bias": bias, **geometry}


def _linear(_images: Any, weight: Any, **_more: Any) -> dict[str, Any]:  # noqa: ANN401 - torch's own
    """A linear layer, whose weight torch hands on transposed."""
    return {"is": "linear", "sizes": tuple(weight.t().shape), "weight": weight.t().contiguous(), "bias": None}


def _plain(what: str) -> Callable[..., dict[str, Any]]:
    """An operation without weights of its own."""
    return lambda *_args, **_more: {"is": what}


_TOLD: Mapping[str, Callable[..., dict[str, Any]]] = MappingProxyType(
    {
        "convolution": _convolution,
        "addmm": lambda _bias, *args, **more: _linear(*args, **more),
        "mm": _linear,
        **dict.fromkeys(("relu", "relu_", "clamp_min", "clamp_min_", "threshold", "threshold_"), _plain("relu")),
        **dict.fromkeys(("max_pool2d", "max_pool2d_with_indices"), _plain("max pooling")),
        **dict.fromkeys(("avg_pool2d", "_adaptive_avg_pool2d"), _plain("average pooling")),
        **dict.fromkeys(("native_batch_norm", "_native_batch_norm_legit_no_training"), _plain("batch norm")),
        **dict.fromkeys(("bmm", "baddbmm", "im2col"), _plain("product")),
        "_softmax": _plain("softmax"),
        "_log_softmax": _plain("log softmax"),
    }
)
_WEIGHT_AT: Mapping[str, int] = MappingProxyType({"convolution": 1, "mm": 1, "addmm": 2})
_SUMS = frozenset(("add", "add_", "sub", "sub_"))
_COPIES = frozenset(("clone", "_to_copy"))
_SHAPES = frozenset(("unsqueeze_", "squeeze_", "transpose_", "t_", "detach_"))
"""What is done in place and leaves every number as it is."""
_WITH_WEIGHTS = frozenset(("native_layer_norm", "native_group_norm", "_fused_rms_norm", "_prelu_kernel"))
"""Modules of torch with weights of their own that are no layers here, and done by nobody's hand."""
