"""Whether a name is really used: called or handed on by code that runs when its cells run, and not only written down."""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from grader.worker.channel import Channel
from grader.worker.loaded import Loaded
from grader.worker.source import Code

MOST_PLACES = 20
_Function = ast.FunctionDef | ast.AsyncFunctionDef
_ENDS = ast.Return | ast.Raise | ast.Break | ast.Continue
_EXITS = frozenset({"exit", "quit", "_exit"})


def answer(request: dict[str, Any], state: Loaded, _channel: Channel) -> dict[str, Any]:
    """For each name the places where it is used, and whether it is only written somewhere that never runs."""
    name = state.find(request["file"])
    if name is None or name not in state.codes:
        return {"is": "absent", "name": request["file"]}
    code = state.codes[name]
    try:
        told = {one: _told(code, one) for one in request["names"]}
    except (RecursionError, MemoryError) as problem:
        return {"is": "raised", "type": type(problem).__name__, "message": "too deeply nested", "trace": [], "chain": [], "hint": ""}
    return {"is": "done", "value": {"names": told, "unread": code.error[:300]}}


def _told(code: Code, name: str) -> dict[str, list[str]]:
    """Where it is used, where it is used in vain as well, and where it is bound to something of the group's own making."""
    names = _names(code.statements, name)
    live = [code.place(node.lineno) for node in uses(code.statements, names)]
    every = (node for one in code.statements for node in ast.walk(one))
    written = [code.place(node.lineno) for node in every if isinstance(node, ast.Call) and _is_use(node, names)]
    bound = [code.place(one.lineno) for one in code.statements if isinstance(one, ast.Assign) and name in _targets(one)]
    return {key: list(dict.fromkeys(found))[:MOST_PLACES] for key, found in (("live", live), ("written", written), ("bound", bound))}


def _names(statements: Sequence[ast.stmt], name: str) -> frozenset[str]:
    """The name and what `from torchinfo import summary as show` calls it besides."""
    found = (node for one in statements for node in ast.walk(one) if isinstance(node, ast.ImportFrom))
    return frozenset({name, *(alias.asname for node in found for alias in node.names if alias.name == name and alias.asname)})


def _targets(one: ast.Assign) -> set[str]:
    return {node.id for target in one.targets for node in ast.walk(target) if isinstance(node, ast.Name)}


def uses(statements: Sequence[ast.stmt], names: frozenset[str]) -> Iterator[ast.Call]:
    """Every live expression that calls it, or hands it to a call."""
    functions = {node.name: node for one in statements for node in ast.walk(one) if isinstance(node, _Function | ast.ClassDef)}
    for node in reached(statements, functions):
        if isinstance(node, ast.Call) and _is_use(node, names):
            yield node


def _is_use(node: ast.Call, names: frozenset[str]) -> bool:
    """`summary(…)`, `torchinfo.summary(…)`, `model.apply(weight_reset)`."""
    parts = (node.func, *node.args, *(keyword.value for keyword in node.keywords))
    return any(_named(part, name) for part in parts for name in names)


def _named(node: ast.expr, name: str) -> bool:
    """`summary`, or a module's or object's `summary`."""
    return (isinstance(node, ast.Name) and node.id == name) or (isinstance(node, ast.Attribute) and node.attr == name)


def reached(statements: Sequence[ast.stmt], functions: Mapping[str, ast.AST]) -> Iterator[ast.AST]:
    """All nodes that run: those at the top, and those of functions and classes that what runs speaks of."""
    waiting: list[ast.AST] = list(statements)  # what ends one cell ends no other
    entered: set[str] = set()
    while waiting:
        node = waiting.pop()
        yield node
        word = node.id if isinstance(node, ast.Name) else node.attr if isinstance(node, ast.Attribute) else ""
        if word in functions and word not in entered:
            entered.add(word)
            waiting += _inside(functions[word])
        waiting += _below(node)


def _inside(found: ast.AST) -> Iterable[ast.AST]:
    """What runs of a function that is called, or of a class that is used: all of its methods may."""
    if isinstance(found, ast.ClassDef):
        return [node for one in found.body for node in (_run(one.body) if isinstance(one, _Function) else [one])]
    return _run(found.body) if isinstance(found, _Function) else []


def _below(node: ast.AST) -> list[ast.AST]:
    """What runs of a node when it is met."""
    match node:
        case ast.FunctionDef() | ast.AsyncFunctionDef():
            return [*node.decorator_list, *node.args.defaults, *(one for one in node.args.kw_defaults if one is not None)]
        case ast.ClassDef():
            return [*node.decorator_list, *node.bases, *(one for one in node.body if not isinstance(one, _Function))]
        case ast.If() | ast.While():
            return [
                node.test,
                *(_run(node.body) if _may(node.test, wanted=True) else []),
                *(_run(node.orelse) if _may(node.test, wanted=False) else []),
            ]
        case ast.IfExp():
            return [
                node.test,
                *([node.body] if _may(node.test, wanted=True) else []),
                *([node.orelse] if _may(node.test, wanted=False) else []),
            ]
        case ast.For():
            return [node.iter, node.target, *(_run(node.body) if not _is_empty(node.iter) else []), *_run(node.orelse)]
        case ast.BoolOp():
            return list(_as_far_as(node))
        case ast.With() | ast.AsyncWith() | ast.AsyncFor():
            return [*(one for one in ast.iter_child_nodes(node) if not isinstance(one, ast.stmt)), *_run(node.body)]
        case ast.Try():
            return [*_run(node.body), *node.handlers, *_run(node.orelse), *_run(node.finalbody)]
    return list(ast.iter_child_nodes(node))


def _run(body: Sequence[ast.stmt]) -> list[ast.AST]:
    """The statements of a block, up to one behind which nothing runs."""
    found: list[ast.AST] = []
    for one in body:
        found.append(one)
        if isinstance(one, _ENDS) or _exits(one):
            break
    return found


def _exits(one: ast.stmt) -> bool:
    return isinstance(one, ast.Expr) and isinstance(one.value, ast.Call) and any(_named(one.value.func, name) for name in _EXITS)


def _may(test: ast.expr, *, wanted: bool) -> bool:
    """Whether a condition can come out so, as far as its text alone tells."""
    if isinstance(test, ast.Constant):
        return bool(test.value) is wanted
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        return _may(test.operand, wanted=not wanted)
    if isinstance(test, ast.BoolOp) and wanted and isinstance(test.op, ast.And):
        return all(_may(one, wanted=True) for one in test.values)
    return True


def _is_empty(looped: ast.expr) -> bool:
    """`[]`, `()`, `range(0)`."""
    if isinstance(looped, ast.List | ast.Tuple | ast.Set):
        return not looped.elts
    if isinstance(looped, ast.Call) and _named(looped.func, "range") and len(looped.args) == 1:
        return isinstance(looped.args[0], ast.Constant) and looped.args[0].value == 0
    return False


def _as_far_as(node: ast.BoolOp) -> Iterator[ast.expr]:
    """The parts of `a and b` up to one that settles it."""
    for one in node.values:
        yield one
        if not _may(one, wanted=isinstance(node.op, ast.And)):
            return
