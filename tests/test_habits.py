"""Habits that a linter does not know: short files, telling names, few places that catch everything."""

import ast
import warnings
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "grader"
FILES = {path.relative_to(PACKAGE).as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}

LONG, TOO_LONG = 250, 300
NAMES_WITHOUT_AN_IDEA = {"util", "utils", "helper", "helpers", "manager", "misc", "common", "handler", "base", "tools", "stuff"}
CATCHES_EVERYTHING = {
    "marking.py": (1, "a check that fails is Outcome.FAULT, and the other lines are marked all the same"),
    "references/course_module.py": (1, "the instructor's module may raise anything while it is loaded"),
    "references/reference.py": (1, "a function of the instructor's may raise anything on a group's values"),
    "asked.py": (1, "a function of the instructor's may raise anything on the inputs that it is asked on"),
    "jail/zygote.py": (2, "whatever hinders the start of the fork server or of a job is told to the grader, which says it is our fault"),
    "cli.py": (1, "no traceback reaches a user"),
}
"""The files that may say `except Exception`, how often, and why."""
CATCHES_EVEN_CTRL_C = {
    "worker/attempt.py": (3, "inside a job a group's code may raise anything, `exit()` among it; the job is ended from outside")
}
"""The same for `except BaseException`."""


def handlers(source: str) -> list[ast.ExceptHandler]:
    """All `except` clauses of a source."""
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ExceptHandler)]


def names_caught(handler: ast.ExceptHandler) -> set[str]:
    """`except (A, B):` catches A and B; a bare `except:` catches everything."""
    if handler.type is None:
        return {"BaseException"}
    return {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}


@pytest.mark.parametrize("file", FILES)
@pytest.mark.filterwarnings("default")
def test_a_file_has_one_idea_and_so_few_lines(file):
    lines = len(FILES[file].read_text(encoding="utf-8").splitlines())
    assert lines <= TOO_LONG, f"grader/{file} has {lines} lines; split it by its ideas"
    if lines > LONG:
        warnings.warn(f"grader/{file} has {lines} lines; from {TOO_LONG} on this is an error", stacklevel=1)


@pytest.mark.parametrize("file", FILES)
def test_a_file_is_named_after_its_idea(file):
    assert not NAMES_WITHOUT_AN_IDEA & set(Path(file).with_suffix("").parts), f"grader/{file}: name the idea"


@pytest.mark.parametrize("file", FILES)
def test_a_file_says_its_idea_in_its_first_sentence(file):
    assert ast.get_docstring(ast.parse(FILES[file].read_text(encoding="utf-8"))), f"grader/{file} has no docstring"


@pytest.mark.parametrize("file", FILES)
def test_few_places_catch_everything_and_each_has_a_reason(file):
    caught = [names_caught(handler) for handler in handlers(FILES[file].read_text(encoding="utf-8"))]
    even_ctrl_c = sum("BaseException" in names for names in caught)
    assert even_ctrl_c <= CATCHES_EVEN_CTRL_C.get(file, (0, ""))[0], f"grader/{file} catches even Ctrl-C"
    everything = sum("Exception" in names for names in caught)
    assert everything <= CATCHES_EVERYTHING.get(file, (0, ""))[0], f"grader/{file} says `except Exception`; name what can happen"


@pytest.mark.parametrize("file", [file for file in FILES if file != "cli.py"])
def test_only_the_command_line_prints(file):
    for node in ast.walk(ast.parse(FILES[file].read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Name) and node.id == "print"), f"grader/{file}, line {node.lineno} prints"


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ("try: pass\nexcept: pass", {"BaseException"}),
        ("try: pass\nexcept Exception: pass", {"Exception"}),
        ("try: pass\nexcept (OSError, Exception): pass", {"OSError", "Exception"}),
        ("try: pass\nexcept OSError as problem: pass", {"OSError"}),
    ],
)
def test_an_except_clause_is_understood(source, names):
    assert [names_caught(handler) for handler in handlers(source)] == [names]
