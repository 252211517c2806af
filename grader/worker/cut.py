"""Cutting a file down to what defines something: what trains, downloads, draws, prints or exits is left for later."""

import ast
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from grader.worker.simple import Simple
from grader.worker.survey import outer_nodes

_LOOKS = frozenset(
    """show savefig summary print train eval fit head tail describe info write flush close plot imshow display pprint figure legend title
    xlabel ylabel subplots subplot hist scatter test evaluate main run set_title set_xlabel set_ylabel axis grid tight_layout exit
    quit input show_images visualize""".split()
)
"""Calls whose result nobody keeps and which change nothing that a function needs."""
_DEFINES = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom


@dataclass(frozen=True)
class Cut:
    """A file in two parts."""

    kept: list[ast.stmt]
    later: list[ast.stmt]
    """In the order of the document; what stood under `if __name__ == "__main__":` as if it stood at top level."""
    lines: list[int]
    """Where something was cut away."""


def cut(statements: Sequence[ast.stmt]) -> Cut:
    """Imports, functions, classes and simple assignments are kept, and only as far as nothing cut away has a say in them."""
    simple = Simple(statements)
    kept = [_seen_to_keep(one, simple) or _redefines(one, statements) for one in statements]
    while True:
        doubtful = _doubtful(statements, kept)
        moved = [place for place, one in enumerate(statements) if kept[place] and not _is_fixed(one) and _has_to_do_with(one, doubtful)]
        if not moved:
            break
        for place in moved:
            kept[place] = False
    away = [one for place, one in enumerate(statements) if not kept[place]]
    later = [inner for one in away for inner in (_inside_guard(one) or [one])]
    return Cut([one for place, one in enumerate(statements) if kept[place]], later, [one.lineno for one in away])


def touches(statement: ast.stmt) -> set[str]:
    """The names that a statement binds or whose values it may change."""
    found: set[str] = set()
    for node in outer_nodes([statement]):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load):
            found.add(node.id)
        elif isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load):
            found |= _root(node)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {alias.asname or alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
            found |= _changed_by(node.value)
    return found


def loads(statement: ast.stmt) -> set[str]:
    """The names that a statement needs when it runs; what its functions need when they are called is not told."""
    return {node.id for node in outer_nodes([statement]) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)}


def is_main_guard(statement: ast.stmt) -> bool:
    """`if __name__ == "__main__":`."""
    if not isinstance(statement, ast.If) or not isinstance(statement.test, ast.Compare):
        return False
    sides = [statement.test.left, *statement.test.comparators]
    return any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)


def _inside_guard(statement: ast.stmt) -> list[ast.stmt]:
    return statement.body if isinstance(statement, ast.If) and is_main_guard(statement) else []


def _seen_to_keep(one: ast.stmt, simple: Simple) -> bool:
    """The same; what is too deep to be looked through is left for later, and runs where something needs it."""
    try:
        return _keeps(one, simple)
    except RecursionError:
        return False


def _keeps(one: ast.stmt, simple: Simple) -> bool:
    """Whether a statement only defines something."""
    match one:
        case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Import() | ast.ImportFrom() | ast.Pass():
            return True
        case ast.Assign() | ast.AugAssign():
            targets = one.targets if isinstance(one, ast.Assign) else [one.target]
            return all(map(simple.expression, targets)) and simple.expression(one.value)
        case ast.AnnAssign():
            return simple.expression(one.target) and simple.expression(one.value)
        case ast.Expr():
            return isinstance(one.value, ast.Constant) or simple.setting(one.value)
        case ast.If():
            return not is_main_guard(one) and simple.expression(one.test) and all(_keeps(part, simple) for part in one.body + one.orelse)
        case ast.Try():
            parts = [*one.body, *(part for handler in one.handlers for part in handler.body), *one.orelse, *one.finalbody]
            return any(isinstance(part, ast.Import | ast.ImportFrom) for part in one.body) or all(_keeps(part, simple) for part in parts)
    return type(one).__name__ == "TypeAlias"


def _redefines(one: ast.stmt, statements: Sequence[ast.stmt]) -> bool:
    """`forward = timed(forward)`: a decorator by other means."""
    if not isinstance(one, ast.Assign) or not isinstance(one.value, ast.Call) or len(one.targets) != 1:
        return False
    defined = {node.name for node in statements if isinstance(node, ast.FunctionDef | ast.ClassDef)}
    names = [one.targets[0], *one.value.args]
    return not one.value.keywords and all(isinstance(name, ast.Name) and name.id in defined for name in names)


def _is_fixed(one: ast.stmt) -> bool:
    """What is kept whatever happens: a definition, an import, also one that is tried."""
    return isinstance(one, _DEFINES | ast.Try)


def _doubtful(statements: Sequence[ast.stmt], kept: Sequence[bool]) -> set[str]:
    """The names that something cut away binds or changes; what is defined or imported stays as it is."""
    fixed = {name for one, keep in zip(statements, kept, strict=True) if keep and _is_fixed(one) for name in touches(one)}
    away = [part for one, keep in zip(statements, kept, strict=True) if not keep for part in (_inside_guard(one) or [one])]
    return {name for one in away for name in touches(one)} - fixed


def _has_to_do_with(one: ast.stmt, names: set[str]) -> bool:
    return bool((touches(one) | loads(one)) & names)


def _changed_by(call: ast.Call) -> set[str]:
    """What a call may change whose result nobody keeps: the object whose method it is, and what is handed to it."""
    called = call.func.attr if isinstance(call.func, ast.Attribute) else call.func.id if isinstance(call.func, ast.Name) else ""
    if called in _LOOKS:
        return set()
    handed = {argument.id for argument in call.args if isinstance(argument, ast.Name)}
    return handed | (_root(call.func) if isinstance(call.func, ast.Attribute) else set())


def _root(node: ast.expr) -> set[str]:
    """The name that a chain of attributes and items begins with."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return {node.id} if isinstance(node, ast.Name) else set()


def all_touched(statements: Iterable[ast.stmt]) -> set[str]:
    """The names that any of them binds or changes."""
    return {name for one in statements for name in touches(one)}
