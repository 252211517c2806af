"""Whose parameters a line of a program counts: `sum(p.numel() for p in Net().parameters())`, `count_parameters(net)`."""

import ast
import re
from collections.abc import Iterable, Mapping, Sequence

MOST_MODELS = 200
_COUNTS = re.compile(
    r"(?:get_?)?(?:count|num|number|n|nr|total|anzahl|zaehle|zähle)?_?(?:(?:of|der|trainable|all|model|net)_?)*"
    r"param(?:s|eters?|etern)?(?:_?(?:count|zahl|anzahl))?"
)
"""How functions are called that count."""
_SIZES = frozenset("numel nelement".split())
MOVED = frozenset("to cuda cpu eval train double float".split())
"""What may be asked of a network without making another one of it."""
SUFFIX = " parameters"


def counted(node: ast.expr, models: Mapping[str, str]) -> str:
    """`ImageClassifier parameters`, where an expression counts all the parameters of one network; nothing where it is anything else."""
    if not isinstance(node, ast.Call) or node.keywords:
        return ""
    if isinstance(node.func, ast.Name) and node.func.id in ("int", "sum") and len(node.args) == 1:
        inner = node.args[0]
        if node.func.id == "int":
            return counted(inner, models)
        return summed(inner, models) if isinstance(inner, ast.GeneratorExp | ast.ListComp) else ""
    if isinstance(node.func, ast.Name) and len(node.args) == 1 and counts(node.func.id):
        return named(node.args[0], models)
    method = isinstance(node.func, ast.Attribute) and not node.args and counts(node.func.attr) and "_" in node.func.attr
    return named(node.func.value, models) if method and isinstance(node.func, ast.Attribute) else ""


def counts(function: str) -> bool:
    """Whether a function's name says that it counts parameters."""
    return _COUNTS.fullmatch(function.casefold()) is not None


def summed(inner: ast.GeneratorExp | ast.ListComp, models: Mapping[str, str]) -> str:
    """The network over whose parameters a sum of sizes goes."""
    if len(inner.generators) != 1 or not is_size(inner.elt):
        return ""
    over = inner.generators[0]
    called = isinstance(over.iter, ast.Call) and not over.iter.args and not over.iter.keywords
    if not called or not isinstance(over.iter, ast.Call) or not isinstance(over.iter.func, ast.Attribute):
        return ""
    trained = all(isinstance(one, ast.Attribute) and one.attr == "requires_grad" for one in over.ifs)
    return named(over.iter.func.value, models) if over.iter.func.attr == "parameters" and trained else ""


def is_size(node: ast.expr) -> bool:
    """`p.numel()`, `p.data.nelement()`, `np.prod(p.shape)`."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    if node.func.attr in _SIZES:
        return not node.args
    shaped = len(node.args) == 1 and any(isinstance(part, ast.Attribute | ast.Name) for part in ast.walk(node.args[0]))
    return node.func.attr == "prod" and shaped and re.search(r"\.(?:shape|size\(\))", ast.unparse(node.args[0])) is not None


def named(node: ast.expr, models: Mapping[str, str]) -> str:
    """The words for a network: its class, or the variable where its class is not known; a layer of it is none."""
    name = class_of(node)
    if not name and isinstance(node, ast.Name):
        name = models.get(node.id, "") or node.id.replace("_", " ")
    return f"{name}{SUFFIX}" if name else ""


def class_of(node: ast.expr) -> str:
    """`Net` of `Net()` or `Net(10).to(device)`."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in MOVED:
        node = node.func.value
    made = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id[:1].isupper()
    return node.func.id if made and isinstance(node, ast.Call) and isinstance(node.func, ast.Name) else ""


def learnt(models: dict[str, str], body: Sequence[ast.stmt]) -> None:
    """Note which variables stand for a network of which class; one that is given anything else is forgotten."""
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                models.pop(node.id, None)
        if isinstance(statement, ast.Assign) and len(statement.targets) == 1 and isinstance(target := statement.targets[0], ast.Name):
            name = class_of(statement.value)
            if name and len(models) < MOST_MODELS:
                models[target.id] = name


def settled(sources: Iterable[Sequence[ast.stmt]]) -> dict[str, str]:
    """The variables that stand for networks of one class alone in all cells of a notebook, whatever their order."""
    classes: dict[str, set[str]] = {}
    for statement in (one for body in sources for one in body):
        models: dict[str, str] = {}
        learnt(models, [statement])
        for node in ast.walk(statement):
            if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                classes.setdefault(node.id, set()).add(models.get(node.id, ""))
    return {name: next(iter(ones)) for name, ones in classes.items() if len(ones) == 1 and "" not in ones}
