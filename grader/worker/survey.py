"""What a group wrote, told before any of it runs: so nothing that runs later can change it."""

import ast
from collections.abc import Iterator, Mapping
from typing import Any

from grader.worker.bodies import Defined, State, definitions, named, shape
from grader.worker.source import TOO_DEEP, TOO_MUCH, Code, too_deep

MOST_FILES, MOST_DEFINITIONS, MOST_IMPORTS, MOST_DEFINED = 250, 600, 400, 800
"""In all, so that the answer fits into one message."""
MOST_SOURCE = 4_000
"""Characters of one definition."""
MOST_NAME = 200
CUT = f"{TOO_MUCH} is defined in the submission for all of it to be looked at"


def survey(codes: Mapping[str, Code], starter: Mapping[str, Code]) -> dict[str, dict[str, Any]]:
    """By file: whether it can be read, what it defines and imports."""
    handed_out = {name: shapes(code) for name, code in starter.items()}
    room = {"definitions": MOST_DEFINITIONS, "imports": MOST_IMPORTS, "defines": MOST_DEFINED}
    found = {}
    for name in list(codes)[:MOST_FILES]:
        try:
            found[name] = _surveyed(codes[name], handed_out_for(name, handed_out), room)
        except TOO_DEEP as problem:
            found[name] = _nothing(too_deep(problem))
    return found


def handed_out_for(name: str, handed_out: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """What was handed out in the file of that name, wherever the group put it; else in all files together."""
    last = name.rpartition("/")[2]
    same = [one for one in handed_out if name == one or name.endswith(f"/{one}")] or [
        one for one in handed_out if one.rpartition("/")[2] == last
    ]
    return {key: text for one in same or handed_out for key, text in handed_out[one].items()}


def shapes(code: Code) -> dict[str, str]:
    """How each definition of a file reads, but for docstrings and places."""
    try:
        return {name: shape(node) for name, node in named(code.statements)}
    except TOO_DEEP:
        return {}


def top_level_names(statements: tuple[ast.stmt, ...] | list[ast.stmt]) -> list[str]:
    """The names that are assigned at top level, in loops and under conditions too, but not within functions."""
    found: dict[str, None] = {}
    for node in outer_nodes(statements):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            found[node.id] = None
    return list(found)


def outer_nodes(statements: tuple[ast.stmt, ...] | list[ast.stmt]) -> Iterator[ast.AST]:
    """All nodes that run when the file runs: nothing within functions, classes and comprehensions."""
    waiting: list[ast.AST] = list(reversed(statements))
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            waiting += [*node.decorator_list, *node.args.defaults, *(one for one in node.args.kw_defaults if one is not None)]
        elif isinstance(node, ast.ClassDef):
            waiting += [*node.decorator_list, *node.bases, *node.keywords]
        elif not isinstance(node, ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp):
            waiting += reversed(list(ast.iter_child_nodes(node)))


def _surveyed(code: Code, handed_out: Mapping[str, str], room: dict[str, int]) -> dict[str, Any]:
    every, assigned = definitions(code.statements, handed_out), top_level_names(code.statements)
    cut = len(every) > room["definitions"] or len(assigned) > room["defines"]
    defined = list(every.items())[: room["definitions"]]
    imported = code.imported[: room["imports"]]
    names = [name[:MOST_NAME] for name in assigned[: room["defines"]]]
    for word, count in (("definitions", len(defined)), ("imports", len(imported)), ("defines", len(names))):
        room[word] -= count
    return {
        "error": code.error[:300] or (CUT if cut else ""),
        "python2": code.python2,
        "newer": code.newer,
        "definitions": {name[:MOST_NAME]: _told(one, code) for name, one in defined},
        "imports": [[module[:MOST_NAME], line] for module, line in imported],
        "defines": names,
    }


def _nothing(error: str) -> dict[str, Any]:
    return {"error": error, "python2": False, "newer": False, "definitions": {}, "imports": [], "defines": []}


def _told(one: Defined, code: Code) -> dict[str, Any]:
    """One definition with its own lines."""
    # The number stands beside the text on pages, so it is that of the text's first line.
    first = min([one.node.lineno, *(decorator.lineno for decorator in one.node.decorator_list)])
    last = one.node.end_lineno or one.node.lineno
    text = "\n".join(code.lines[first - 1 : min(last, first + 400)])
    cell, line = code.cell(first)
    return {
        "line": line,
        "cell": cell,
        "end": last,
        "state": one.state.value,
        "kind": "class" if isinstance(one.node, ast.ClassDef) else "function",
        "source": text[:MOST_SOURCE],
    }


def attempted(states: Mapping[str, str], name: str) -> bool:
    """Whether a name is written, as far as its text tells; a name that is no function or class may be anything."""
    return states.get(name, State.WRITTEN.value) == State.WRITTEN.value
