"""What may lie behind an error that is not the student's: a missing package, an old library, no network; the grader decides."""

import re
from collections.abc import Sequence
from functools import partial
from types import ModuleType
from typing import Any

from grader.worker.attempt import attempt
from grader.worker.loaded import Loaded
from grader.worker.source import TOO_MUCH

_PYTHON_2_MODULES = frozenset(
    {"urllib2", "cPickle", "Queue", "Tkinter", "ConfigParser", "StringIO", "cStringIO", "__builtin__", "commands"}
)
_PYTHON_2_NAMES = frozenset({"xrange", "raw_input", "unicode", "basestring", "long", "unichr", "cmp", "execfile", "reduce", "file"})
_PYTHON_2_METHODS = frozenset({"has_key", "iteritems", "itervalues", "iterkeys"})
_OLD_METHODS = frozenset({"itemset", "newbyteorder", "ptp", "tostring"})
_LIBRARIES = ("numpy", "torch", "scipy", "matplotlib", "torchvision", "sklearn", "pandas")
_NETWORK = ("socket", "urllib", "http", "requests", "urllib3", "ssl", "httpx", "aiohttp", "gdown", "wget")
_UNKNOWN_KEYWORD = re.compile(r"([\w.]+)\(\) got an unexpected keyword argument")
_REMOVED = re.compile(
    r"\b(?:was|is|is now|has been) removed\b|^Unable to avoid copy while creating an array|^Python integer -?\d+ out of bounds for"
)
"""How libraries speak of what they had or did once."""
_ASKS_FOR_GPU = re.compile(r"\bis_available\(\)|\bdevice_count\(\)")
_GPU = re.compile(r"\bCUDA\b|\bcuda\b|\bMPS\b|\bmps\b|\bNVIDIA\b|\bnvcc\b|\bGPU")


def hint_of(error: BaseException, chain: Sequence[BaseException], text: str, state: Loaded) -> str:
    """The first hint in an error or in what led to it; `text` is the group's line that failed."""
    for one in chain:
        found = attempt(partial(_hint, one, text, state))
        if isinstance(found.value, str) and found.value:
            return found.value
    if type(error) is not SyntaxError:
        return ""
    codes = state.codes.values()
    if any(TOO_MUCH in refused.says for code in codes for refused in code.refused):
        return TOO_MUCH
    return "python2" if any(code.python2 for code in codes) else "newer python" if any(code.newer for code in codes) else ""


def _hint(error: BaseException, text: str, state: Loaded) -> str:  # noqa: C901, PLR0911 - one line a kind of error
    """What one error tells."""
    kind = type(error)
    if getattr(error, "not_available_here", False) is True and isinstance(error, ImportError):
        return f"missing package {error.name}"
    if kind.__name__ == "NoFit" and kind.__module__ == "grader.worker.inject":
        return "no fit"
    if re.match(r"raise\b", text) and not isinstance(error, ImportError):
        return ""  # they said it themselves
    if getattr(error, "too_much", False) is True and kind is SyntaxError:
        return TOO_MUCH
    if kind is ModuleNotFoundError or kind is ImportError:
        return _import(error, state)
    if kind is AttributeError:
        return _attribute(error, state)
    if kind is TypeError and (found := _UNKNOWN_KEYWORD.search(str(error))):
        return _keyword(found[1].rpartition(".")[2], state)
    if kind in (RuntimeError, ValueError, OverflowError) and _REMOVED.search(str(error)):
        return "removed from torch" if kind is RuntimeError else "removed from numpy"
    if kind is NameError:
        return "python2" if error.name in _PYTHON_2_NAMES else ""  # type: ignore[attr-defined]  # a NameError has one
    if kind in (ValueError, RuntimeError) and "uninitialized parameter" in str(error):
        return "no fit"  # a lazy layer, which has no shape yet
    if _raised_in(error, _NETWORK) or kind.__module__.partition(".")[0] in _NETWORK:
        return "network"
    if isinstance(error, OSError):
        return _system(error)
    return _gpu(error, text)


def _gpu(error: BaseException, text: str) -> str:
    """A graphics card that is not there: torch says so, or their own `assert torch.cuda.is_available()`."""
    if type(error) is AssertionError and text.startswith("assert"):
        return "gpu" if _GPU.search(text) and _ASKS_FOR_GPU.search(text) else ""
    kinds = (AssertionError, RuntimeError, NotImplementedError, TypeError)
    return "gpu" if type(error) in kinds and _GPU.search(str(error)) else ""


def _import(error: BaseException, state: Loaded) -> str:
    """A module that is not there, or a library without a name that it had once."""
    name = getattr(error, "name", None)
    if str(error).startswith("attempted relative import"):
        return "data file"  # their folders were others than those that were handed in
    if not isinstance(name, str) or not name:
        return ""
    top = name.partition(".")[0]
    if type(error) is ModuleNotFoundError:
        if name in _PYTHON_2_MODULES:
            return "python2"
        if any(file.rpartition("/")[2] == f"{name.rpartition('.')[2]}.py" for file in state.codes):
            return "data file"  # it was handed in, and lies elsewhere than where it was written
        theirs = any(part in (top, f"{top}.py") for file in state.codes for part in file.split("/"))
        return "" if theirs else f"missing package {top}"
    return "" if _is_theirs(name, state) else f"removed from {top}"


def _attribute(error: BaseException, state: Loaded) -> str:
    """A name that a library does not have, or no longer."""
    owner, name = getattr(error, "obj", None), getattr(error, "name", None)
    if name in _PYTHON_2_METHODS and isinstance(owner, dict):
        return "python2"
    if owner is None and _REMOVED.search(str(error)):  # numpy raises these by hand
        return "removed from numpy"
    if isinstance(owner, ModuleType):
        full = str(vars(owner).get("__name__", ""))
        return "" if _is_theirs(full, state) else f"removed from {full.partition('.')[0]}"
    if name in _OLD_METHODS and type(owner).__module__.partition(".")[0] == "numpy":
        return "removed from numpy"
    return ""


def _keyword(function: str, state: Loaded) -> str:
    """A function of a library that does not know a keyword."""
    import sys

    if any(name.rpartition(".")[2] == function for states in state.states.values() for name in states):
        return ""
    for library in _LIBRARIES:
        module: Any = sys.modules.get(library)
        if module is not None and callable(vars(module).get(function)):
            return f"removed from {library}"
    return ""


def _system(error: OSError) -> str:
    """What the system refused."""
    import errno

    if _raised_in(error, ("subprocess", "multiprocessing")) or isinstance(error, BlockingIOError | ChildProcessError):
        return "blocked"
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return "data file"
    if isinstance(error, ConnectionError | TimeoutError):
        return "network"
    return (
        "blocked" if error.errno in (errno.EPERM, errno.EACCES, errno.EROFS, errno.ENOSYS, errno.EDQUOT, errno.ENOSPC, errno.EAGAIN) else ""
    )


def _raised_in(error: BaseException, modules: Sequence[str]) -> bool:
    """Whether it was raised within one of these modules."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace is not None and str(trace.tb_frame.f_globals.get("__name__", "")).partition(".")[0] in modules


def _is_theirs(name: str, state: Loaded) -> bool:
    """Whether a module is the group's own."""
    return any(group.module.__name__ == name or group.module.__name__.startswith(f"{name}.") for group in state.groups.values())
