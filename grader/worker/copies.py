"""Values made afresh for each call: what a group does to its arguments must not reach the next call."""

import copy
import sys
from collections.abc import Mapping
from typing import Any


def afresh(args: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments again, sharing nothing with those given before."""
    return {name: _copied(value) for name, value in args.items()}


def _copied(value: Any) -> Any:  # noqa: ANN401 - whatever can cross
    """Only values that came over the wire are ever copied, so no student's `__deepcopy__` is met."""
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(value, torch.Tensor):
        return value.detach().clone().requires_grad_(value.requires_grad)
    return copy.deepcopy(value)
