"""What a group's network is, seen from what it does: the operations that torch carries out for it, however the network is written."""

import math
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

MOST_LAYERS = 400
MOST_NUMBERS = 400_000
"""Weights that are told; of a larger network only their shapes are."""


class NoNetwork(Exception):
    """What was built is none of torch's modules."""


def facts(model: Any, images: Any) -> dict[str, Any] | None:  # noqa: ANN401 - a model of anybody's, an array
    """Scores on some images, trainable parameters, and the layers in the order in which they were carried out; None of nothing.

    `model` is a network or what builds one. A module, a function of torch and a method of a tensor come to the same operation, and what is
    defined and never used to none.
    """
    import torch

    if callable(model) and not isinstance(model, torch.nn.Module):
        model = model()
    if model is None:
        return None
    if not isinstance(model, torch.nn.Module):
        raise NoNetwork(f"a {type(model).__name__} is no torch.nn.Module")
    torch.nn.Module.eval(model)
    layers: list[dict[str, Any]] = []
    with torch.no_grad(), _watched(layers):
        scores = model(_as_loaded(images))
    parameters = [one for one in torch.nn.Module.parameters(model) if one.requires_grad]
    if sum(map(_numbers, layers)) > MOST_NUMBERS:
        layers = [{**layer, "weight": None, "bias": None} if "weight" in layer else layer for layer in layers]
    return {
        "images": images,
        "shape": tuple(getattr(scores, "shape", ())),
        "scores": scores,
        "parameters": sum(one.numel() for one in parameters),
        "layers": layers,
    }


def _as_loaded(images: Any) -> Any:  # noqa: ANN401 - an array, a tensor
    """Images as torchvision's `ToTensor` gives them: in the type that new tensors have, which a program may have set."""
    import torch

    given = torch.as_tensor(images)
    return given.to(torch.get_default_dtype()) if given.is_floating_point() else given


def _numbers(layer: dict[str, Any]) -> int:
    """How many weights a layer has."""
    return math.prod(layer.get("sizes", (0,)))


def _watched(layers: list[dict[str, Any]]) -> Any:  # noqa: ANN401 - a context of torch's
    """While this is entered, every operation is noted in `layers`."""
    from torch.utils import _python_dispatch

    mode: Any = _python_dispatch.TorchDispatchMode  # it has no types

    class Watch(mode):  # type: ignore[misc]  # nor has what is made of it
        """Hears of every operation below torch's own functions."""

        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:  # noqa: ANN401 - torch's own
            noted = _NOTED.get(str(func).removeprefix("aten.").partition(".")[0])
            if noted is not None and len(layers) < MOST_LAYERS:
                layers.append(noted(*args, **(kwargs or {})))
            return func(*args, **(kwargs or {}))

    return Watch()


def _convolution(_images: Any, weight: Any, bias: Any, stride: Any, padding: Any, *rest: Any) -> dict[str, Any]:  # noqa: ANN401 - torch's own
    """A convolution; `rest` ends with the number of its groups."""
    geometry = {"stride": tuple(stride), "padding": tuple(padding), "groups": int(rest[-1])}
    return {"is": "convolution", "sizes": tuple(weight.shape), "weight": weight, "bias": bias, **geometry}


def _with_bias(bias: Any, _given: Any, weight: Any, **_more: Any) -> dict[str, Any]:  # noqa: ANN401 - torch's own
    """A linear layer, whose weight torch hands on transposed."""
    return {"is": "linear", "sizes": tuple(weight.t().shape), "weight": weight.t().contiguous(), "bias": bias}


def _without_bias(given: Any, weight: Any, **_more: Any) -> dict[str, Any]:  # noqa: ANN401 - torch's own
    """A linear layer without a bias."""
    return _with_bias(None, given, weight)


def _plain(what: str) -> Callable[..., dict[str, Any]]:
    """An operation without weights of its own."""
    return lambda *_args, **_more: {"is": what}


_NOTED: Mapping[str, Callable[..., dict[str, Any]]] = MappingProxyType(
    {
        "convolution": _convolution,
        "addmm": _with_bias,
        "mm": _without_bias,
        **dict.fromkeys(("relu", "relu_", "clamp_min", "clamp_min_", "threshold", "threshold_"), _plain("relu")),
        **dict.fromkeys(("max_pool2d", "max_pool2d_with_indices"), _plain("max pooling")),
        **dict.fromkeys(("avg_pool2d", "_adaptive_avg_pool2d"), _plain("average pooling")),
        **dict.fromkeys(("native_batch_norm", "_native_batch_norm_legit_no_training"), _plain("batch norm")),
        **dict.fromkeys(("bmm", "baddbmm", "im2col"), _plain("product")),
        "_softmax": _plain("softmax"),
        "_log_softmax": _plain("log softmax"),
    }
)
