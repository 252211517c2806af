"""Putting our weights into a group's model, whose attributes nobody knows: by kind and shape, in the order of its modules."""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_ENDS = ("weight", "bias", "running_mean", "running_var")
_COUNTS = ("num_batches_tracked",)


class NoFit(Exception):
    """The weights do not go into this model."""


@dataclass(frozen=True)
class Place:
    """Where a weight goes: a parameter of torch's, or an object with `.data`."""

    name: str
    shape: tuple[int, ...]
    kind: str
    """`weight`, `bias`, …; nothing where the name does not tell."""
    put: Callable[[Any], None]


@dataclass(frozen=True)
class Weight:
    """One of ours."""

    shape: tuple[int, ...]
    kind: str
    value: Any


def inject(model: Any, weights: Any) -> Any:  # noqa: ANN401 - a model of anybody's; a dict or a list of arrays
    """The same model with our weights in it; NoFit tells why they do not fit."""
    ours = list(_weights(weights))
    buffers = any(weight.kind.startswith("running") for weight in ours)
    places = list(_places(model, buffers=buffers))
    if not places:
        raise NoFit("the model has no parameters")
    _compare([place.shape for place in places], [weight.shape for weight in ours])
    if _in_order(places, ours):
        for place, weight in zip(places, ours, strict=True):
            place.put(weight.value)
    else:
        _by_shape(model, places, ours)
    return model


def _weights(weights: Any) -> Iterable[Weight]:  # noqa: ANN401 - a dict or a list of arrays
    """Ours, in their order; a dict's names tell the kind."""
    import numpy as np

    pairs = weights.items() if isinstance(weights, Mapping) else ((None, value) for value in weights)
    for name, value in pairs:
        kind = _kind(name)
        if kind not in _COUNTS:
            yield Weight(tuple(np.shape(value)), kind, value)


def _kind(name: object) -> str:
    last = str(name or "").rpartition(".")[2]
    return last if last in (*_ENDS, *_COUNTS) else ""


def _places(model: Any, *, buffers: bool) -> Iterable[Place]:  # noqa: ANN401 - a model of anybody's
    """Where weights go, in the order in which the model names its modules."""
    import sys

    torch: Any = sys.modules.get("torch")
    if torch is not None and isinstance(model, torch.nn.Module):
        named = model.state_dict(keep_vars=True).items() if buffers else model.named_parameters()
        for name, tensor in named:
            if torch.nn.parameter.is_lazy(tensor):
                raise NoFit(f"{name} has no shape before the model is first called")
            if _kind(name) not in _COUNTS:
                yield Place(name, tuple(tensor.shape), _kind(name), _into_tensor(tensor))
        return
    parameters = getattr(model, "parameters", None)
    found = parameters() if callable(parameters) else None
    if found is None:
        raise NoFit(f"a {type(model).__name__} is no model with parameters")
    for number, parameter in enumerate(found.values() if isinstance(found, Mapping) else found):
        if not hasattr(parameter, "data") or not hasattr(parameter.data, "shape"):
            raise NoFit(f"parameter {number + 1} of the model is a {type(parameter).__name__} without data")
        yield Place(str(getattr(parameter, "name", number)), tuple(parameter.data.shape), "", _into_data(parameter))


def _into_tensor(tensor: Any) -> Callable[[Any], None]:  # noqa: ANN401 - a tensor
    def put(value: Any) -> None:  # noqa: ANN401 - an array or a tensor
        import torch

        with torch.no_grad():
            tensor.copy_(torch.as_tensor(value))

    return put


def _into_data(parameter: Any) -> Callable[[Any], None]:  # noqa: ANN401 - the course's own kind of parameter
    def put(value: Any) -> None:  # noqa: ANN401 - an array or a tensor
        import numpy as np

        parameter.data = np.array(value, dtype=parameter.data.dtype)

    return put


def _compare(theirs: Sequence[tuple[int, ...]], ours: Sequence[tuple[int, ...]]) -> None:
    """As many of each shape, or NoFit with the first difference."""
    if Counter(theirs) == Counter(ours):
        return
    more, less = Counter(theirs) - Counter(ours), Counter(ours) - Counter(theirs)
    says = f"the model has {len(theirs)} parameters where {len(ours)} are given"
    if len(theirs) == len(ours):
        says = "the model's parameters have other shapes"
    for word, rest in (("it has", more), ("it lacks", less)):
        if rest:
            says += f"; {word} " + ", ".join(f"{count} of shape {shape}" for shape, count in sorted(rest.items())[:3])
    raise NoFit(says)


def _in_order(places: Sequence[Place], ours: Sequence[Weight]) -> bool:
    """Whether the model names its parameters in the order in which ours come."""
    return all(place.shape == weight.shape and _kinds_agree(place.kind, weight.kind) for place, weight in zip(places, ours, strict=True))


def _kinds_agree(one: str, other: str) -> bool:
    return not one or not other or one == other


def _by_shape(model: Any, places: Sequence[Place], ours: Sequence[Weight]) -> None:  # noqa: ANN401 - a model of anybody's
    """Shapes that occur once go by their shape; those that occur more often in the order in which the model calls its modules."""
    key: Callable[[Place | Weight], tuple[tuple[int, ...], str]] = lambda one: (one.shape, one.kind)  # noqa: E731 - short and typed
    if not all(place.kind for place in places) or not all(weight.kind for weight in ours):
        key = lambda one: (one.shape, "")  # noqa: E731
    if Counter(map(key, places)) != Counter(map(key, ours)):
        raise NoFit("the model has its weights and biases in other shapes")
    queues: dict[Any, deque[Weight]] = {}
    for weight in ours:
        queues.setdefault(key(weight), deque()).append(weight)
    waiting = {place.name: place for place in places}
    for place in places:
        if len(queues[key(place)]) == 1:
            waiting.pop(place.name).put(queues[key(place)].popleft().value)
    if waiting:
        _when_called(model, waiting, queues, key)


def _when_called(
    model: Any,  # noqa: ANN401 - a model of anybody's
    waiting: dict[str, Place],
    queues: dict[Any, deque[Weight]],
    key: Callable[[Place | Weight], Any],
) -> None:
    """Give the rest to the modules one by one, each when it is first called."""
    if not hasattr(model, "named_modules"):
        raise NoFit("several of the model's parameters have the same shape, in another order than ours")

    def fill(names: Sequence[str]) -> None:
        for name in names:
            place = waiting.pop(name, None)
            if place is not None:
                place.put(queues[key(place)].popleft().value)

    for prefix, module in model.named_modules():
        names = [f"{prefix}.{name}" if prefix else name for name, _ in module.named_parameters(recurse=False)]
        if any(name in waiting for name in names):
            module.register_forward_pre_hook(lambda _module, _args, names=names: fill(names))
