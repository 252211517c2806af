"""Loading a group's file: first only what defines something, later what turns out to be needed, all of it when asked."""

import __future__

import ast
import builtins
import importlib
import linecache
import re
import sys
from functools import partial
from importlib.machinery import ModuleSpec
from types import CodeType, ModuleType
from typing import Any

from grader.worker.attempt import Attempt, attempt
from grader.worker.channel import Channel
from grader.worker.cut import all_touched, cut, loads, touches
from grader.worker.failing import raised
from grader.worker.loaded import Group, Loaded
from grader.worker.packages import beside, module_name
from grader.worker.source import TOO_DEEP, Code, Refused, too_deep_to_compile

MOST_TRIES = 25
"""Names that are missed one after the other."""


def answer(request: dict[str, Any], state: Loaded, _channel: Channel) -> dict[str, Any]:
    """Load a file, wholly or as far as it defines something."""
    name = state.find(request["file"])
    if name is None or name not in state.codes:
        return {"is": "absent"}
    before = len(state.notes)
    problem = ready(state, name, whole=bool(request.get("whole")))
    if problem is not None and state.codes[name].cells and state.groups.pop(name, None) is not None:
        # In a notebook a cell that fails ends no other: what is asked for may do without it.
        state.note(f"{name} could not be run from its first cell to its last ({type(problem).__name__}); what is asked for was run alone")
        problem = ready(state, name)
    if problem is not None:
        return raised(problem, state)
    lines = [one.lineno for one in state.groups[name].later]
    return {"is": "done", "value": {"notes": state.new_notes(before), "cut": lines[:500]}}


def ready(state: Loaded, name: str, *, whole: bool = False) -> BaseException | None:
    """Have a file loaded; what hinders it, where nothing of it could be loaded."""
    group = state.groups.get(name)
    if group is not None and (group.whole or not whole):
        return None
    code = state.codes[name]
    if code.refused and (whole or not code.statements):
        return as_syntax_error(state, code)
    for refused in code.refused:
        state.note(f"{name}, {code.place(refused.line)}: {refused.says}; what can be read of the file was used")
    done = state.attempt(lambda: load_into(state, name, new_module(state, name), whole=whole))
    problem: BaseException | None = done.error or done.value
    return problem


def as_syntax_error(state: Loaded, code: Code, refused: Refused | None = None) -> SyntaxError:
    """What Python says of a file that it cannot read."""
    first = refused or code.refused[0]
    return SyntaxError(first.says, (str(state.home / code.name), first.line, 1, code.text(first.line)))


def new_module(state: Loaded, name: str) -> ModuleType:
    """An empty module for a file, its packages imported."""
    full = module_name(state, name)
    module = ModuleType(full)
    module.__file__ = str(state.home / name)
    package = full if name.endswith("/__init__.py") else full.rpartition(".")[0]
    if package == full:
        module.__path__ = [str((state.home / name).parent)]
    if not package and any(isinstance(one, ast.ImportFrom) and one.level for one in state.codes[name].statements):
        package = beside(state, name)
    module.__package__ = package
    module.__spec__ = ModuleSpec(full, None, origin=module.__file__, is_package=package == full)
    parent = full.rpartition(".")[0]
    state.asking = name
    if parent:
        attempt(lambda: importlib.import_module(parent))
    return module


def load_into(state: Loaded, name: str, module: ModuleType, *, whole: bool = False) -> BaseException | None:
    """Run a file in a module, which from then on is that file for everybody who imports it."""
    code = state.codes[name]
    parts = cut(code.statements)
    group = Group(name, code, module, whole, [] if whole else parts.later)
    state.groups[name] = group
    sys.modules[module.__name__] = module
    file = str(state.home / name)
    linecache.cache[file] = (sum(map(len, code.lines)), None, [f"{line}\n" for line in code.lines], file)
    if whole:
        return _run_whole(state, group)
    if "__getattr__" not in all_touched(parts.kept):
        vars(module)["__getattr__"] = _late(state, group)
    for statement in parts.kept:
        _run(state, group, statement)
    return None


def missed(state: Loaded, error: BaseException | None) -> tuple[Group, str] | None:
    """Which name of which file was missed, where an error says so."""
    if type(error) is not NameError or not isinstance(error.name, str) or hasattr(builtins, error.name):
        return None
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return None
    found = trace.tb_frame.f_globals
    for group in state.groups.values():
        if vars(group.module) is found or found.get("__file__") == group.module.__file__:
            return group, error.name
    return None


def define(state: Loaded, group: Group, name: str) -> bool:
    """Run what defines a name that was left out, and all that this needs; whether there was anything to run."""
    chosen = _needed(group, name)
    if not chosen:
        return _from_star(state, group, name)
    statements = [one for one in group.later if one in chosen]
    group.later = [one for one in group.later if one not in chosen]
    for one in statements:
        _run(state, group, one)
    if name in vars(group.module):
        state.note(f"{group.name}: what stands in line {', '.join(str(one.lineno) for one in statements[:5])} was run for `{name}`")
    return name in vars(group.module)


def why_not(state: Loaded, group: Group, name: str) -> BaseException | None:
    """What was raised by the statement that would have defined a name, or what Python says of it where it cannot read it."""
    failed = next((error for names, error in group.failed if name in names), None)
    if failed is not None:
        return failed
    spoken_of = re.compile(rf"\b{re.escape(name)}\b")
    unread = next((one for one in group.code.refused if spoken_of.search(group.code.text(one.line))), None)
    return None if unread is None else as_syntax_error(state, group.code, unread)


def _needed(group: Group, name: str) -> list[ast.stmt]:
    """The statements left out that bind or change a name, and those that they need in turn."""
    wanted: set[str] = {name}
    chosen: list[ast.stmt] = []
    there = vars(group.module).keys() | vars(builtins).keys()
    while True:
        more = [one for one in group.later if one not in chosen and touches(one) & wanted]
        if not more:
            return chosen
        chosen += more
        for one in more:
            wanted |= loads(one) - there


def _from_star(state: Loaded, group: Group, name: str) -> bool:
    """A name that `from layers import *` would have brought, had it not been left out there."""
    for one in group.code.statements:
        if isinstance(one, ast.ImportFrom) and any(alias.name == "*" for alias in one.names):
            full = "." * one.level + (one.module or "")
            found = attempt(partial(importlib.import_module, full, group.module.__package__)).value
            other = next((theirs for theirs in state.groups.values() if theirs.module is found), None)
            if other is not None and other is not group and (name in vars(other.module) or define(state, other, name)):
                vars(group.module)[name] = vars(other.module)[name]
                return True
    return False


def _late(state: Loaded, group: Group) -> Any:  # noqa: ANN401 - a module's own `__getattr__`
    """For `from layers import table`, where the table was left out."""

    def late(name: str) -> Any:  # noqa: ANN401 - whatever it is
        if not name.startswith("__") and define(state, group, name):
            return vars(group.module)[name]
        problem = why_not(state, group, name)
        if problem is not None:
            raise problem
        raise AttributeError(f"module {group.module.__name__!r} has no attribute {name!r}")

    return late


def _run(state: Loaded, group: Group, statement: ast.stmt) -> None:
    """Run one statement; what it misses is run before it; what it raises is kept for when a name of it is asked for."""
    compiled = attempt(lambda: _compiled(state, group, [statement]))
    done = compiled if compiled.error else attempt(lambda: exec(compiled.value, vars(group.module)))  # noqa: S102 - that is what a job is for
    for _ in range(MOST_TRIES):
        lacking = missed(state, done.error)
        if lacking is None or not define(state, *lacking):
            break
        done = attempt(lambda: exec(compiled.value, vars(group.module)))  # noqa: S102
    if done.error is not None:
        lacking = missed(state, done.error)
        cause = why_not(state, *lacking) if lacking is not None else None
        group.failed.append((frozenset(touches(statement)), cause or done.error))


def _run_whole(state: Loaded, group: Group) -> BaseException | None:
    """Run a file as Python runs a program: from its first line to its end or to the first error."""
    module = group.module
    before = sys.argv
    vars(module)["__name__"] = "__main__"
    sys.modules["__main__"] = module
    sys.argv = [group.module.__file__ or ""]
    compiled = attempt(lambda: _compiled(state, group, list(group.code.statements)))
    done: Attempt = compiled if compiled.error else attempt(lambda: exec(compiled.value, vars(module)))  # noqa: S102
    sys.argv = before
    return done.error


def _compiled(state: Loaded, group: Group, statements: list[ast.stmt]) -> CodeType:
    """Code whose lines are the file's, with the future that the file asked for."""
    flags = 0
    for one in group.code.statements:
        if isinstance(one, ast.ImportFrom) and one.module == "__future__":
            for alias in one.names:
                flags |= getattr(getattr(__future__, alias.name, None), "compiler_flag", 0)
    try:
        compiled: CodeType = compile(ast.Module(statements, []), str(state.home / group.name), "exec", flags=flags, dont_inherit=True)
    except TOO_DEEP as problem:  # of a tree Python takes less than of the same text
        raise too_deep_to_compile(problem) from None
    return compiled
