"""Loading a course's reference module: given values, functions, and what only the group can measure."""

import hashlib
import importlib.util
import inspect
import sys
from pathlib import Path
from types import FunctionType, ModuleType

from grader.errors import ReferenceFault
from grader.reference import Reference


def load_reference(path: Path) -> Reference:
    """The reference module of a course, which is trusted; raises ReferenceFault with file and line."""
    try:
        source = path.read_bytes()
    except OSError:
        message = f"{path.parent.name}/{path.name}: there is no such reference module; write it, or mend `reference:` in the rubric"
        raise ReferenceFault(message) from None
    module = imported(path, source)
    own = {name: value for name, value in vars(module).items() if not name.startswith("_")}
    functions = {name: value for name, value in own.items() if isinstance(value, FunctionType) and value.__module__ == module.__name__}
    givens = {name: value for name, value in own.items() if name not in functions and not isinstance(value, ModuleType | type) and not callable(value)}
    measured = frozenset(getattr(module, "__annotations__", {})) - frozenset(givens)
    lines = {name: function.__code__.co_firstlineno for name, function in functions.items()}
    shown = f"{path.parent.name}/{path.name}"
    return Reference(path.stem, shown, hashlib.sha256(source).hexdigest(), givens, functions, measured, lines)


def imported(path: Path, source: bytes) -> ModuleType:
    """The module, loaded under a name of its own."""
    name = f"reference_{path.stem}_{hashlib.sha256(source).hexdigest()[:12]}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        message = f"{path.parent.name}/{path.name}: is no Python file"
        raise ReferenceFault(message)
    module = importlib.util.module_from_spec(spec)
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        spec.loader.exec_module(module)
    except SyntaxError as problem:
        message = f"{path.parent.name}/{path.name}, line {problem.lineno}: {problem.msg}"
        raise ReferenceFault(message) from None
    except (Exception, SystemExit) as problem:  # the course's own module: whatever it raises is told with its line
        line = next((f.lineno for f in reversed(inspect.trace()) if f.filename == spec.origin), 1)
        message = f"{path.parent.name}/{path.name}, line {line}: {type(problem).__name__}: {' '.join(str(problem).split())}"
        raise ReferenceFault(message) from None
    finally:
        sys.dont_write_bytecode = before
    return module
