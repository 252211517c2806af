"""Loading a course's reference module: given values, functions, and what only the group can measure."""

import ast
import hashlib
import importlib.util
import inspect
import sys
from collections.abc import Iterator
from inspect import Parameter
from pathlib import Path
from types import FunctionType, ModuleType
from typing import Any

from grader.errors import ReferenceFault
from grader.nearest import did_you_mean
from grader.references.reference import Reference
from grader.within_reach import hash_within_reach

VARIADIC = {Parameter.VAR_POSITIONAL: "*", Parameter.VAR_KEYWORD: "**"}
Defined = ast.FunctionDef | ast.AsyncFunctionDef


def load_reference(path: Path) -> Reference:
    """The reference module of a course, which is trusted; raises ReferenceFault with file and line."""
    source = _source(path)
    module = imported(path, source)
    shown = f"{path.parent.name}/{path.name}"
    tree = ast.parse(source)
    _defined_once(tree, shown)
    own = {name: value for name, value in vars(module).items() if not name.startswith("_") and not isinstance(value, ModuleType)}
    called = {name: value for name, value in own.items() if callable(value)}
    functions = {name: value for name, value in called.items() if isinstance(value, FunctionType) and value.__module__ == module.__name__}
    givens = {name: _fixed(value) for name, value in own.items() if name not in called}
    parameters = {name: tuple(_required(function)) for name, function in functions.items()}
    odd = {name: why for name, function in functions.items() if (why := _odd_arguments(function, {*own}))}
    strangers = {name: _no_function(value, module.__name__) for name, value in called.items() if name not in functions}
    return Reference(
        name=path.stem,
        file=shown,
        sha256=hash_within_reach(path, source),
        givens=givens,
        functions=functions,
        sentences={name: _first_line(function) for name, function in functions.items()},
        parameters=parameters,
        calls=_calls(tree),
        measured=frozenset(inspect.get_annotations(module)) - frozenset(own),
        lines=_lines(tree),
        source=source,
        strangers={**strangers, **odd},
    )


def _source(path: Path) -> bytes:
    """The module's text; says which modules there are where it is not."""
    try:
        return path.read_bytes()
    except OSError as problem:
        shown = f"{path.parent.name}/{path.name}"
        if path.exists():
            raise ReferenceFault(f"{shown}: cannot be read ({problem.strerror}); make it a file that can be") from None
        wish = did_you_mean(path.stem, sorted(other.stem for other in path.parent.glob("*.py")))
        raise ReferenceFault(
            f"{shown}: there is no such reference module{wish or '; write it, or mend `reference:` in the rubric'}"
        ) from None


def imported(path: Path, source: bytes, called: str = "") -> ModuleType:
    """The module, loaded under a name of its own; `called` is its file for people."""
    shown = called or f"{path.parent.name}/{path.name}"
    name = f"reference_{path.stem}_{hashlib.sha256(source).hexdigest()[:12]}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ReferenceFault(f"{shown}: is no Python file; name it `{path.stem}.py`")
    module = importlib.util.module_from_spec(spec)
    before = sys.dont_write_bytecode
    sys.dont_write_bytecode = True
    try:
        spec.loader.exec_module(module)
    except SyntaxError as problem:
        raise ReferenceFault(f"{shown}, line {problem.lineno or 1}: {problem.msg}") from None
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - the course's own module: whatever it raises is told with its line
        line = next((f.lineno for f in reversed(inspect.trace()) if f.filename == spec.origin), 1)
        said = " ".join(f"{type(problem).__name__}: {problem}".split())
        raise ReferenceFault(f"{shown}, line {line}: {said}") from None
    finally:
        sys.dont_write_bytecode = before
    return module


def _defined_once(tree: ast.Module, shown: str) -> None:
    """Refuse a name that is a function and something else, for only the later of the two would count."""
    first: dict[str, tuple[int, bool]] = {}
    for line, name, is_function in _definitions(tree):
        before, was_function = first.setdefault(name, (line, is_function))
        if before != line and (is_function or was_function):
            both = "a function twice" if is_function and was_function else "a given value and a function"
            raise ReferenceFault(f"{shown}, line {line}: `{name}` is {both} (see line {before}); give one of them another name")


def _definitions(tree: ast.Module) -> Iterator[tuple[int, str, bool]]:
    """Every name that the module defines at its top: line, name, whether as a function."""
    for node in tree.body:
        if isinstance(node, Defined):
            yield node.lineno, node.name, True
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            for part in (part for target in targets for part in ast.walk(target)):
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                    yield node.lineno, part.id, False


def _lines(tree: ast.Module) -> dict[str, int]:
    """The line in which each name was last defined."""
    classes = {node.name: node.lineno for node in tree.body if isinstance(node, ast.ClassDef)}
    return {**classes, **{name: line for line, name, _ in _definitions(tree)}}


def _calls(tree: ast.Module) -> dict[str, tuple[str, ...]]:
    """The names that each function calls; nothing is known of one that was made without `def`."""
    found: dict[str, tuple[str, ...]] = {name: () for _, name, _ in _definitions(tree)}
    for node in tree.body:
        if isinstance(node, Defined):
            calls = (part.func.id for part in ast.walk(node) if isinstance(part, ast.Call) and isinstance(part.func, ast.Name))
            found[node.name] = tuple(dict.fromkeys(calls))
    return found


def _required(function: FunctionType) -> Iterator[str]:
    """The arguments that must be known; one with a default is a setting of the function's own."""
    for parameter in inspect.signature(function).parameters.values():
        if parameter.default is Parameter.empty and parameter.kind not in VARIADIC:
            yield parameter.name


def _odd_arguments(function: FunctionType, names: set[str]) -> str:
    """Why the names of a function's arguments do not say what it is worked out from; nothing where they do."""
    for parameter in inspect.signature(function).parameters.values():
        if parameter.kind in VARIADIC:
            return f"takes `{VARIADIC[parameter.kind]}{parameter.name}`, which does not say what it is worked out from; name every argument"
        if parameter.kind is Parameter.POSITIONAL_ONLY:
            return "takes arguments before a `/`; delete the `/`, for they are given by name"
        if parameter.default is not Parameter.empty and parameter.name in names:
            return f"has a default for `{parameter.name}`, which this module defines as well; delete the default"
    return ""


def _no_function(value: Any, module: str) -> str:  # noqa: ANN401 - a module may hold anything
    """Why something that can be called cannot be asked for an answer."""
    home = getattr(value, "__module__", None)
    if isinstance(value, FunctionType) and home and home != module:
        return f"was imported from `{home}`; write a function of that name that calls it"
    kind = "class" if isinstance(value, type) else type(value).__name__
    return f"is no plain function (it is a {kind}); write it as `def …`"


def _first_line(function: FunctionType) -> str:
    """The first line of a function's docstring."""
    return (inspect.getdoc(function) or "").strip().split("\n")[0].strip()


def _fixed(value: Any) -> Any:  # noqa: ANN401 - a given value may be anything
    """A given value; an array can no longer be changed, so that no function spoils it for the next."""
    import numpy as np

    if isinstance(value, np.ndarray):
        value.flags.writeable = False
    return value
