"""Names in `through:` that nothing gives: a misspelt one sends every group to a person, however right it is."""

import ast
import builtins
import re
from collections.abc import Iterator, Mapping

from grader.checks.asking import Asking
from grader.checks.code_fields import ANSWER
from grader.checks.line import Line
from grader.course import Assignment
from grader.errors import ReferenceFault
from grader.nearest import did_you_mean, quoted
from grader.plan import Plan
from grader.proofs.proof import Remark, at

GIVEN = frozenset({"inject", "facts", ANSWER, *dir(builtins)})
"""What such a text always has."""


def has_text(line: Line) -> bool:
    """Whether a line asks through a text."""
    return isinstance(line, Asking) and bool(line.through)


def look(assignment: Assignment) -> Iterator[Remark]:
    """Every line with a text, once for each text."""
    plan = Plan(assignment.rubric, assignment.reference, assignment.starter)
    told = set[str]()
    for key, line in plan.same:
        if not line.through or line.through in told:
            continue
        told.add(line.through)
        try:
            arguments = frozenset(name for one in plan.asked(key, line).inputs for name in one.arguments)
        except ReferenceFault:
            continue  # another proof tells it
        yield from _strangers(line, arguments, plan)


def _strangers(line: Asking, arguments: frozenset[str], plan: Plan) -> Iterator[Remark]:
    """Names that are no argument, nothing of the text's own and nothing that the sheet speaks of."""
    tree = ast.parse(line.through or "")
    own, used = _bound(tree), _used(tree)
    if "*" in own:
        return  # `from torch import *` may give any name
    left = sorted(arguments - set(used))
    for name, number in used.items():
        if name in GIVEN | own | arguments | plan.taken or _handed_out(name, plan.starter):
            continue
        why = f"which is no argument of {quoted(line.key)} and no name of the sheet"
        said = f"{at(line)}: `through:` names {quoted(name)} (its line {number}), {why}"
        if wish := did_you_mean(name, left):
            yield Remark(f"{said}{wish}")
        else:
            unused = f"; is {' or '.join(map(quoted, left))} meant, which it never uses? Else " if left else "; "
            yield Remark(f"{said}{unused}import or assign it there, or only groups whose file has it can be marked", wrong=False)


def _used(tree: ast.Module) -> Mapping[str, int]:
    """Names that a text reads, each with its first line."""
    read = [node for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    return {node.id: node.lineno for node in sorted(read, key=lambda node: (node.lineno, node.col_offset), reverse=True)}


def _bound(tree: ast.Module) -> frozenset[str]:
    """Names that a text gives something itself, anywhere in it."""
    found = set[str]()
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store() | ast.Del()):
                found.add(name)
            case ast.arg(arg=name):
                found.add(name)
            case ast.alias(name=name, asname=other):
                found.add(other or name.partition(".")[0])
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                found.add(name)
            case ast.ExceptHandler(name=str(name)) | ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)):
                found.add(name)
    return frozenset(found)


def _handed_out(name: str, starter: Mapping[str, bytes]) -> bool:
    """Whether anything that was handed out speaks of a name: then groups have it, too."""
    word = re.compile(rf"\b{re.escape(name)}\b".encode())
    return any(word.search(data) for data in starter.values())
