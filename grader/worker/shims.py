"""Names that numpy had once: given back where they mean exactly what they meant, and noted when they are used."""

from collections.abc import Callable
from importlib.util import find_spec
from typing import Any

from grader.worker.loaded import Loaded

_TYPES = {"float": float, "int": int, "object": object, "str": str, "complex": complex, "bool": bool, "unicode": str}
_SAME = {
    "float_": "float64",
    "complex_": "complex128",
    "cfloat": "complex128",
    "singlecomplex": "complex64",
    "int0": "intp",
    "uint0": "uintp",
    "bool8": "bool_",
    "object0": "object_",
    "unicode_": "str_",
    "string_": "bytes_",
    "Inf": "inf",
    "Infinity": "inf",
    "infty": "inf",
    "PINF": "inf",
    "NaN": "nan",
    "NAN": "nan",
    "product": "prod",
    "cumproduct": "cumprod",
    "sometrue": "any",
    "alltrue": "all",
    "round_": "round",
    "trapz": "trapezoid",
    "row_stack": "vstack",
    "mat": "asmatrix",
}


def install(state: Loaded) -> bool:
    """Let numpy answer for what it had once; whether there is a numpy."""
    if find_spec("numpy") is None:
        return False
    import numpy as np

    before: Callable[[str], Any] = vars(np).get("__getattr__", _none(np))

    def missing(name: str) -> Any:  # noqa: ANN401 - a function, a type or a number
        found = _old(name)
        if found is None:
            return before(name)
        state.note(f"`np.{name}` was removed from numpy; what it meant was put in its place")
        return found

    vars(np)["__getattr__"] = missing
    if "newshape" not in _parameters(np.reshape):
        vars(np)["reshape"] = _reshape(state)
    return True


def _old(name: str) -> Any:  # noqa: ANN401 - a function, a type or a number
    """What a removed name meant."""
    import numpy as np

    if name in _TYPES:
        return _TYPES[name]
    if name in _SAME:
        return getattr(np, _SAME[name], None)
    made = {
        "NINF": -np.inf,
        "PZERO": 0.0,
        "NZERO": -0.0,
        "in1d": _in1d,
        "msort": lambda a: np.sort(a, axis=0),
        "asscalar": lambda a: a.item(),
        "asfarray": lambda a, dtype=np.float64: np.asarray(a, dtype=dtype if np.issubdtype(dtype, np.inexact) else np.float64),
        "issubclass_": lambda one, other: isinstance(one, type) and issubclass(one, other),
    }
    return made.get(name)


def _in1d(one: Any, other: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever numpy takes
    """As it was: the answer is flat whatever came."""
    import numpy as np

    return np.isin(np.asarray(one).ravel(), other, **options)


def _reshape(state: Loaded) -> Callable[..., Any]:
    """`np.reshape` that still knows what its `shape` was called once."""
    import functools

    import numpy as np

    now = np.reshape

    @functools.wraps(now)
    def reshape(*given: Any, **options: Any) -> Any:  # noqa: ANN401 - whatever numpy takes
        if "newshape" in options and "shape" not in options:
            state.note("`np.reshape(…, newshape=…)` is now `shape=…`; it was taken so")
            options["shape"] = options.pop("newshape")
        return now(*given, **options)

    return reshape


def _parameters(function: Any) -> set[str]:  # noqa: ANN401 - a function of numpy's
    """The names of a function's arguments."""
    import inspect

    try:
        return set(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        return set()


def _none(module: Any) -> Callable[[str], Any]:  # noqa: ANN401 - a module
    """What a module says that has no such name."""

    def none(name: str) -> Any:  # noqa: ANN401 - never returns
        raise AttributeError(f"module {module.__name__!r} has no attribute {name!r}", name=name, obj=module)

    return none
