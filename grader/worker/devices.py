"""Torch without a graphics card and without helpers: what asks for one gets the processor, noted, as the numbers are the same."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from grader.worker.loaded import Loaded


def install(state: Loaded) -> None:
    """Send everything to the processor, and load data in this very process."""
    if find_spec("torch") is None:
        return
    import torch

    if any(word in line for code in state.codes.values() for line in code.lines for word in ("cuda", "mps", "xpu")):
        _processor_only(state)
    _no_workers(state, torch.utils.data.DataLoader)


def _processor_only(state: Loaded) -> None:
    """Only where a group speaks of a device at all: every call of torch's is looked at from now on."""
    import torch
    from torch.overrides import TorchFunctionMode

    here = torch.device("cpu")
    moves = {torch.Tensor.cuda, torch.Tensor.xpu}

    class ProcessorOnly(TorchFunctionMode):
        """Replaces a device by the processor in every call."""

        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:  # noqa: ANN401 - torch's own interface
            if func in moves:
                _noted(state)
                return args[0]
            kwargs = dict(kwargs or {})
            if _is_far(kwargs.get("device")):
                _noted(state)
                kwargs["device"] = here
            if func is torch.Tensor.to and any(map(_is_far, args[1:])):
                _noted(state)
                args = (args[0], *(here if _is_far(one) else one for one in args[1:]))
            if func is torch.load:
                kwargs["map_location"] = here
            return func(*args, **kwargs)

    mode: Any = ProcessorOnly()
    mode.__enter__()  # for as long as the job lives
    torch.nn.Module.cuda = lambda module, *_given: module  # type: ignore[method-assign]
    for name, given in {"synchronize": None, "set_device": None, "get_device_name": "cpu", "current_device": 0}.items():
        setattr(torch.cuda, name, _constant(given))


def _is_far(device: object) -> bool:
    """Whether it names a device that is not the processor."""
    import torch

    if isinstance(device, torch.device):
        return device.type not in ("cpu", "meta")
    return isinstance(device, str) and device.partition(":")[0] in ("cuda", "mps", "xpu")


def _noted(state: Loaded) -> None:
    state.note("there is no graphics card here; the processor was used in its place")


def _constant(value: object) -> Callable[..., Any]:
    def constant(*_given: object, **_options: object) -> object:
        return value

    return constant


def _no_workers(state: Loaded, loader: Any) -> None:  # noqa: ANN401 - a class of torch's
    """A loader of data without processes of its own."""
    before = loader.__init__

    def begun(self: Any, *given: Any, **options: Any) -> None:  # noqa: ANN401 - torch's own arguments
        if options.get("num_workers"):
            state.note("`DataLoader` worked without helper processes (`num_workers=0`)")
            options["num_workers"] = 0
        for name in ("persistent_workers", "prefetch_factor", "multiprocessing_context", "pin_memory", "timeout"):
            options.pop(name, None)
        before(self, *given, **options)

    loader.__init__ = begun
