"""Whether somebody wrote something into a function or a class, seen from its text alone."""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


class State(StrEnum):
    """What stands in a body."""

    WRITTEN = "written"
    EMPTY = "empty"
    NOT_IMPLEMENTED = "not implemented"
    ELLIPSIS = "ellipsis"
    NONE = "none"
    UNTOUCHED = "untouched"


@dataclass(frozen=True)
class Defined:
    """A function or class of a file and what is in it."""

    name: str
    """Qualified: `Conv2d.forward`."""
    node: Definition
    state: State


def definitions(statements: Sequence[ast.stmt], starter: Mapping[str, str]) -> dict[str, Defined]:
    """All functions, classes and methods by qualified name; the last of a name wins. `starter`: how those handed out read."""
    found: dict[str, Defined] = {}
    inside: dict[str, dict[str, None]] = {}  # the names in each class, for a class that is defined again takes them along
    for name, node in named(statements):
        if isinstance(node, ast.ClassDef):
            _forget(name, found, inside)
        inside.setdefault(name.rpartition(".")[0], {})[name] = None
        if isinstance(node, ast.ClassDef):
            found[name] = Defined(name, node, State.WRITTEN)
        else:
            found[name] = Defined(name, node, State.UNTOUCHED if _is_untouched(node, starter.get(name)) else state_of(node))
    for name, one in found.items():
        if isinstance(one.node, ast.ClassDef):
            methods = [found[other] for other in inside.get(name, ())]
            found[name] = Defined(name, one.node, _class_state(one.node, methods, starter.get(name)))
    return found


def _forget(name: str, found: dict[str, Defined], inside: dict[str, dict[str, None]]) -> None:
    """Take out what stands in a class, and in classes in it."""
    waiting = [*inside.pop(name, ())]
    while waiting:
        found.pop(other := waiting.pop(), None)
        waiting += inside.pop(other, ())


def _is_untouched(node: Definition, handed_out: str | None) -> bool:
    """Whether it is as it was handed out; what is too deeply nested to be compared was written by somebody."""
    try:
        return handed_out is not None and handed_out == shape(node)
    except (RecursionError, MemoryError):
        return False


def named(statements: Sequence[ast.stmt]) -> Iterator[tuple[str, Definition]]:
    """Every definition with its qualified name, those under `if`, `try` and `with` too; however many `elif` hang on each other."""
    waiting: list[tuple[str, ast.AST]] = [("", node) for node in reversed(statements)]
    while waiting:
        before, node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield f"{before}{node.name}", node
        if isinstance(node, ast.ClassDef):
            waiting += [(f"{before}{node.name}.", one) for one in reversed(node.body)]
        elif isinstance(node, ast.If | ast.Try | ast.With | ast.ExceptHandler):
            parts = [one for part in ("body", "handlers", "orelse", "finalbody") for one in getattr(node, part, ())]
            waiting += [(before, one) for one in reversed(parts)]


def shape(node: Definition) -> str:
    """What a definition does, without its docstrings and places: two with equal shapes are the same."""
    return ast.dump(ast.Module([_bare(node)], []), annotate_fields=False)


def _bare(node: Definition) -> Definition:
    """A copy without docstrings, decorators and annotations, which say nothing about what was written."""
    copied = ast.parse(ast.unparse(node)).body[0]
    for inner in ast.walk(copied):
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            inner.body = without_docstring(inner.body) or [ast.Pass()]
            inner.decorator_list = []
        if isinstance(inner, ast.FunctionDef | ast.AsyncFunctionDef):
            inner.returns = None
        if isinstance(inner, ast.arg):
            inner.annotation = None
    if not isinstance(copied, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        raise TypeError("what was unparsed is something else")
    return copied


def without_docstring(body: list[ast.stmt]) -> list[ast.stmt]:
    """The statements that do something."""
    return [
        one for one in body if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) and isinstance(one.value.value, str))
    ]


def state_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> State:
    """What stands in a function."""
    body = [one for one in without_docstring(node.body) if not isinstance(one, ast.Pass)]
    if not body:
        return State.EMPTY
    if all(_is(one, ...) for one in body):
        return State.ELLIPSIS
    last = body[-1]
    if isinstance(last, ast.Raise) and _raised(last) == "NotImplementedError" and all(map(_gap, body[:-1])):
        return State.NOT_IMPLEMENTED
    if not all(map(_gap, body[:-1])):
        return State.WRITTEN
    if isinstance(last, ast.Return):
        return _returned(last.value, body[:-1])
    return State.NONE if _gap(last) else State.WRITTEN


def _returned(value: ast.expr | None, before: list[ast.stmt]) -> State:
    """What a function gives that does nothing else than fill names with None."""
    if value is None or (isinstance(value, ast.Constant) and value.value is None):
        return State.NONE
    if isinstance(value, ast.Constant) and value.value is ...:
        return State.ELLIPSIS
    filled = {target.id for one in before if isinstance(one, ast.Assign) for target in one.targets if isinstance(target, ast.Name)}
    parts = value.elts if isinstance(value, ast.Tuple) else [value]
    given = {part.id for part in parts if isinstance(part, ast.Name)}
    return State.NONE if len(given) == len(parts) and given and given <= filled else State.WRITTEN


def _gap(one: ast.stmt) -> bool:
    """`...`, or `out = None`."""
    if isinstance(one, ast.Assign):
        names = all(isinstance(target, ast.Name) for target in one.targets)
        return names and isinstance(one.value, ast.Constant) and (one.value.value is None or one.value.value is ...)
    return _is(one, ...)


def _is(one: ast.stmt, value: object) -> bool:
    return isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant) and one.value.value is value


def _raised(one: ast.Raise) -> str:
    """The name of what is raised."""
    raised = one.exc.func if isinstance(one.exc, ast.Call) else one.exc
    return raised.id if isinstance(raised, ast.Name) else ""


def _class_state(node: ast.ClassDef, methods: list[Defined], starter: str | None) -> State:
    """A class is as its methods are; one without any is empty, unless it sets something or inherits all that it needs."""
    if _is_untouched(node, starter):
        return State.UNTOUCHED
    if all(isinstance(one, ast.Pass) or _is(one, ...) for one in without_docstring(node.body)):
        return State.WRITTEN if node.bases else State.EMPTY
    telling = [one for one in methods if not one.name.endswith(".__init__")]
    if telling and all(one.state is not State.WRITTEN for one in telling):
        return telling[0].state
    return State.WRITTEN
