"""Slips of a function of the reference, one at a time: another sign, a number one higher, a comparison turned, a transpose left out."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from types import CodeType, FunctionType
from typing import Any, TypeGuard

from grader.references.reference import Reference

SIGNS: dict[type[ast.operator], tuple[type[ast.operator], str]] = {
    ast.Add: (ast.Sub, "`-` for `+`"),
    ast.Sub: (ast.Add, "`+` for `-`"),
    ast.Mult: (ast.Add, "`+` for `*`"),
    ast.Div: (ast.Mult, "`*` for `/`"),
    ast.FloorDiv: (ast.Div, "`/` for `//`"),
    ast.Mod: (ast.Add, "`+` for `%`"),
    ast.Pow: (ast.Mult, "`*` for `**`"),
    ast.MatMult: (ast.Mult, "`*` for `@`"),
}
COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], str]] = {
    ast.Lt: (ast.GtE, "`>=` for `<`"),
    ast.LtE: (ast.Gt, "`>` for `<=`"),
    ast.Gt: (ast.LtE, "`<=` for `>`"),
    ast.GtE: (ast.Lt, "`<` for `>=`"),
    ast.Eq: (ast.NotEq, "`!=` for `==`"),
    ast.NotEq: (ast.Eq, "`==` for `!=`"),
}
"""Turned round altogether: drawn numbers hardly ever lie right on a bound."""
WORDS = {"sum": "mean", "mean": "sum", "max": "min", "min": "max", "floor": "ceil", "ceil": "floor", "correlate": "convolve", "T": "real"}
"""`.real` of an array of real numbers is the array itself: a transpose that was left out."""
Slip = Callable[[ast.AST], None]


@dataclass(frozen=True)
class Mutant:
    """The reference with one slip in one function."""

    reference: Reference
    line: int
    says: str
    """`` `-` for `+` ``."""


def mutants(reference: Reference, name: str) -> Iterator[Mutant]:
    """The reference with each slip of a function in turn, in the order of the text; all that calls it meets the slip, too."""
    body = next((node for node in ast.parse(reference.source).body if isinstance(node, ast.FunctionDef) and node.name == name), None)
    if body is None or not _plain(_home(reference).get(name), reference):
        return
    for line, slip, says in _slips(body):
        changed = copy.deepcopy(body)
        slip(changed)
        functions = _functions(reference, name, changed)
        yield Mutant(replace(reference, functions=functions, asked={}, _truths={}, _steps={}), line, says)


def behind(reference: Reference, name: str) -> Iterator[str]:
    """A function and all functions of the module that it calls, directly or through others."""
    seen, waiting = {name}, [name]
    while waiting:
        yield (current := waiting.pop())
        calls = [one for one in reference.calls.get(current, ()) if one in reference.calls and one not in seen]
        seen |= {*calls}
        waiting += calls


def _slips(body: ast.FunctionDef) -> Iterator[tuple[int, Slip, str]]:
    """Line, change and words of each slip; a change is made in a copy, at the place that it has there, too."""
    places = list(ast.walk(body))
    inside = {id(node) for statement in body.body for node in ast.walk(statement)} - _counted_from_the_end(body)
    for at, node in enumerate(places):
        if id(node) in inside and (found := _slip(node)) is not None:
            change, says = found
            yield getattr(node, "lineno", body.lineno), _at(at, change), says


def _counted_from_the_end(body: ast.FunctionDef) -> set[int]:
    """Minus signs as in `shape[-2:]`: they only count the other way, and often to the same place."""
    places = (node.slice for node in ast.walk(body) if isinstance(node, ast.Subscript))
    return {id(node) for place in places for node in ast.walk(place) if isinstance(node, ast.UnaryOp)}


def _at(place: int, change: Slip) -> Slip:
    """The change at a place of a tree, counted as `ast.walk` goes."""
    return lambda tree: change(next(node for at, node in enumerate(ast.walk(tree)) if at == place))


def _slip(node: ast.AST) -> tuple[Slip, str] | None:
    """The slip that one may make in a place, and what to call it."""
    match node:
        case ast.BinOp(op=sign) | ast.AugAssign(op=sign) if type(sign) in SIGNS:
            other, says = SIGNS[type(sign)]
            return _with("op", other()), says
        case ast.Compare(ops=[sign]) if type(sign) in COMPARISONS:
            turned, says = COMPARISONS[type(sign)]
            return _with("ops", [turned()]), says
        case ast.UnaryOp(op=ast.USub()):
            return _with("op", ast.UAdd()), "no minus sign"
        case ast.Constant(value=value) if isinstance(value, int | float) and not isinstance(value, bool):
            return _with("value", value + 1), f"`{value + 1}` for `{value}`"
        case ast.Attribute(attr=word) if word in WORDS:
            return _with("attr", WORDS[word]), "no transpose" if word == "T" else f"`{WORDS[word]}` for `{word}`"
    return None


def _with(field: str, value: object) -> Slip:
    """A change of one field of a node."""
    return lambda node: setattr(node, field, value)


def _functions(reference: Reference, name: str, changed: ast.FunctionDef) -> dict[str, Callable[..., Any]]:
    """The functions of the reference in surroundings of their own, where one of them is another."""
    changed.decorator_list, changed.returns = [], None
    code = compile(ast.Module([changed], []), reference.file, "exec")
    slipped = next(one for one in code.co_consts if isinstance(one, CodeType) and one.co_name == name)
    home = _home(reference)
    around = dict(home)
    for one, function in home.items():
        if _plain(function, reference):
            around[one] = FunctionType(slipped if one == name else function.__code__, around, one, function.__defaults__)
            around[one].__kwdefaults__ = function.__kwdefaults__
    return {one: around[one] for one in reference.functions}


def _home(reference: Reference) -> dict[str, Any]:
    """The names of the module."""
    return next((function.__globals__ for function in reference.functions.values() if isinstance(function, FunctionType)), {})


def _plain(function: object, reference: Reference) -> TypeGuard[FunctionType]:
    """Whether a function was written in the module just so, without a wrapper."""
    return isinstance(function, FunctionType) and function.__globals__ is _home(reference) and not function.__closure__
