"""A training of the course: a file with a function `measured`, whose arguments say what it is trained on; looked at without running it."""

import ast
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

from grader.errors import MissingPackage, ReferenceFault
from grader.nearest import did_you_mean, quoted
from grader.trainings.images import DATA

FUNCTION, SEED = "measured", "seed"
SEEDS = range(5)
"""Each is a run of its own."""
FORM = 1
"""Of what is kept; another number makes everything be trained anew."""


@dataclass(frozen=True)
class Training:
    """A file of `reference/trainings/`, as far as its text tells."""

    name: str
    path: Path
    source: bytes
    line: int
    """Where its function begins."""
    data: tuple[str, ...]
    """The data sets that its function asks for."""
    imports: tuple[str, ...]
    """Packages that it uses."""

    @property
    def where(self) -> str:
        """File and line of its function, as messages begin."""
        return f"{shown(self.path)}, line {self.line}"

    @cached_property
    def key(self) -> str:
        """All that its results depend on, in a word; raises MissingPackage."""
        if lacking := next((name for name in self.imports if not _here(name)), ""):
            raise MissingPackage(f"{shown(self.path)} uses `{lacking}`, which is not installed: `pip install {lacking}`")
        told = {
            "form": FORM,
            "source": hashlib.sha256(self.source).hexdigest(),
            "data": {name: DATA[name].sha256() for name in self.data},
            "versions": {name: _version(name) for name in sorted({"numpy", *self.imports})},
            "seeds": list(SEEDS),
        }
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()[:20]


def find_training(course: Path, name: str) -> Training:
    """The training of that name; raises ReferenceFault where there is none, or where it is none."""
    folder = course / "reference" / "trainings"
    path = folder / f"{name}.py"
    if not path.is_file():
        wish = did_you_mean(name, sorted(other.stem for other in folder.glob("*.py"))) or "; write it"
        raise ReferenceFault(f"there is no training {quoted(name)} ({shown(path)}){wish}")
    source = path.read_bytes()
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError) as problem:
        line = getattr(problem, "lineno", None) or 1
        raise ReferenceFault(f"{shown(path)}, line {line}: {getattr(problem, 'msg', None) or problem}") from None
    function = next((node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == FUNCTION), None)
    if function is None:
        said = f"has no function `{FUNCTION}({SEED}, …)`, which trains once and gives what it measured"
        raise ReferenceFault(f"{shown(path)}, line 1: {said}")
    imports = _imports(tree)
    for own in (one for one in imports if (folder / f"{one}.py").is_file() or (folder.parent / f"{one}.py").is_file()):
        if not _here(own):
            said = f"imports {quoted(own)}, a file of the course; a training is one file, so write what it needs into it"
            raise ReferenceFault(f"{shown(path)}, line {_line_of(tree, own)}: {said}")
    return Training(name, path, source, function.lineno, _data(function, path), imports)


def _data(function: ast.FunctionDef, path: Path) -> tuple[str, ...]:
    """The data that a function asks for by the names of its arguments."""
    names = [argument.arg for argument in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)]
    where = f"{shown(path)}, line {function.lineno}"
    if SEED not in names:
        raise ReferenceFault(f"{where}: `{FUNCTION}` takes no `{SEED}`, so that every run would be the same; give it that argument")
    for name in names:
        if name != SEED and name not in DATA:
            wish = did_you_mean(name, DATA) or f"; there is {', '.join(f'`{one}`' for one in sorted(DATA))}"
            raise ReferenceFault(f"{where}: `{FUNCTION}` asks for {quoted(name)}, which is no data set{wish}")
    return tuple(name for name in names if name != SEED)


def _imports(tree: ast.Module) -> tuple[str, ...]:
    """The packages that a file imports, wherever in it."""
    nodes = list(ast.walk(tree))
    dotted = [alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names]
    dotted += [node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level]
    return tuple(sorted({name.partition(".")[0] for name in dotted}))


def _line_of(tree: ast.Module, package: str) -> int:
    """Where a package is imported first."""
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Import | ast.ImportFrom))
    return min((node.lineno for node in found if package in _imports(ast.Module([node], []))), default=1)


def _here(package: str) -> bool:
    """Whether a package can be imported on this machine."""
    try:
        return find_spec(package) is not None
    except ValueError:  # it is loaded, and nothing tells from where
        return True


def _version(package: str) -> str:
    """Of an installed package; what is part of Python has none."""
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def shown(path: Path) -> str:
    """A training's file for people."""
    return f"reference/trainings/{path.name}"
