"""What a group's network is, seen from what it does: the operations that torch carries out for it, however the network is written."""

import math
from typing import Any

from grader.worker.watched import Watched

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
    parameters, given = list(torch.nn.Module.parameters(model)), _as_loaded(images)
    watched = Watched(given, parameters)
    with torch.no_grad(), _watching(watched):
        scores = model(given)
    watched.end(scores)
    parameters, layers = [one for one in torch.nn.Module.parameters(model) if one.requires_grad], watched.layers
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


def _watching(watched: Watched) -> Any:  # noqa: ANN401 - a context of torch's
    """While this is entered, every operation is heard of."""
    from torch.utils import _python_dispatch

    mode: Any = _python_dispatch.TorchDispatchMode  # it has no types

    class Watch(mode):  # type: ignore[misc]  # nor has what is made of it
        """Hears of every operation below torch's own functions."""

        def __torch_dispatch__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:  # noqa: ANN401 - torch's own
            result = func(*args, **(kwargs or {}))
            watched.hear(str(func).removeprefix("aten.").partition(".")[0], args, kwargs or {}, result)
            return result

    return Watch()
