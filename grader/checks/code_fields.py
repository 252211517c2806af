"""How the settings of lines about code are read: files, names, a few lines of Python, seconds."""

import ast
import warnings
from pathlib import PurePosixPath
from symtable import symtable
from typing import Annotated

from pydantic import BeforeValidator

from grader.checks.fields import exact, name, one_line, one_of, text, texts
from grader.nearest import quoted

LONGEST_SECONDS = 3600
ANSWER = "answer"
"""What the lines of `through:` leave."""


def file_path(value: object) -> str:
    """A file of a submission: `lib/convolutions.py`."""
    said = one_line(value)
    path = PurePosixPath(said)
    if path.is_absolute() or ".." in path.parts or "\\" in said or str(path) != said:
        raise ValueError(f"wants a path inside a submission, such as `lib/layers.py`, not {quoted(said)}")
    if path.suffix not in (".py", ".ipynb"):
        raise ValueError(f"wants a .py file or a notebook, not {quoted(said)}")
    return said


def python(value: object) -> str:
    """A few lines of Python that leave `answer`."""
    said = text(value)
    try:
        tree = ast.parse(said)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(tree, "<through>", "exec", dont_inherit=True)  # tells a `return` or a `yield` that belongs to no function
    except (SyntaxError, ValueError, RecursionError) as problem:
        line = f" (its line {problem.lineno})" if isinstance(problem, SyntaxError) and problem.lineno else ""
        why = problem.msg if isinstance(problem, SyntaxError) else str(problem)
        raise ValueError(f"is no Python{line}: {why}") from None
    if not _leaves(ANSWER, tree, said):
        raise ValueError("leaves no `answer`; its last line may be `answer = …`")
    return said


def _leaves(name: str, tree: ast.Module, said: str) -> bool:
    """Whether a text gives a name of its own a value: one within a function, or a type alone, leaves nothing."""
    empty = {id(node.target) for node in ast.walk(tree) if isinstance(node, ast.AnnAssign) and node.value is None}
    stored = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)]
    if all(id(node) in empty for node in stored):
        return False
    top = symtable(said, "<through>", "exec")
    outward = any(isinstance(node, ast.NamedExpr | ast.Global) for node in ast.walk(tree))  # these may reach out of what they stand in
    return outward or (name in top.get_identifiers() and top.lookup(name).is_assigned())


def names(value: object) -> tuple[str, ...]:
    """One name or a list of them."""
    found = texts(value)
    if dotted := next((one for one in found if "." in one), ""):
        raise ValueError(f"wants names of functions or classes, not {quoted(dotted)}; `through:` says how a method is called")
    return tuple(dict.fromkeys(map(name, found)))


def texts_by_name(value: object) -> dict[str, tuple[str, ...]]:
    """Names, each with texts behind it."""
    if not isinstance(value, dict) or not value:
        raise ValueError("wants known mistakes, each with a list of texts, such as `{loss_broadcast: [squeeze(, view(-1)]}`")
    return {name(key): texts(said) for key, said in value.items()}


def seconds(value: object) -> float:
    """Seconds of processor time."""
    amount = exact(value)
    if not 0 < amount <= LONGEST_SECONDS or text(value).endswith("%"):
        raise ValueError(f"wants seconds, above 0 and at most {LONGEST_SECONDS}, not {quoted(text(value))}")
    return float(amount)


FilePath = Annotated[str, BeforeValidator(file_path)]
Python = Annotated[str, BeforeValidator(python)]
TextsByName = Annotated[dict[str, tuple[str, ...]], BeforeValidator(texts_by_name)]
Names = Annotated[tuple[str, ...], BeforeValidator(names)]
Seconds = Annotated[float, BeforeValidator(seconds)]
ShapePolicy = Annotated[str, BeforeValidator(one_of("exact", "squeeze", "row or column", "ravel", "transposed"))]
NumberPolicy = Annotated[str, BeforeValidator(one_of("any", "integer", "same"))]
NanPolicy = Annotated[str, BeforeValidator(one_of("equal", "different"))]
