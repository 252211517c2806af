"""Habits that a linter does not know: short files, telling names, few places that catch everything."""

import ast
import warnings
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "grader"
SOURCES = {path.relative_to(PACKAGE).as_posix(): path.read_text(encoding="utf-8") for path in sorted(PACKAGE.rglob("*.py"))}

LONG, TOO_LONG = 250, 300
NAMES_WITHOUT_AN_IDEA = {"util", "utils", "helper", "helpers", "manager", "misc", "common", "handler", "base", "tools", "stuff"}
CATCHES_EVERYTHING = {
    "marking.py": (1, "a check that fails is Outcome.FAULT, and the other lines are marked all the same"),
    "references/course_module.py": (1, "the instructor's module may raise anything while it is loaded"),
    "references/reference.py": (1, "a function of the instructor's may raise anything on a group's values"),
    "asked.py": (1, "a function of the instructor's may raise anything on the inputs that it is asked on"),
    "trainings/run.py": (1, "a training of the instructor's may raise anything"),
    "jail/zygote.py": (2, "whatever hinders the start of the fork server or of a job is told to the grader, which says it is our fault"),
    "commands/guarding.py": (1, "no traceback reaches a user"),
}
"""The files that may say `except Exception`, how often, and why."""
CATCHES_EVEN_CTRL_C = {
    "worker/attempt.py": (3, "inside a job a group's code may raise anything, `exit()` among it; the job is ended from outside")
}
"""The same for `except BaseException`."""


@cache
def trees() -> dict[str, ast.Module]:
    """All files as trees; worked out where they are asked for, not by every process that collects tests."""
    return {file: ast.parse(source) for file, source in SOURCES.items()}


def handlers(tree: ast.Module) -> list[ast.ExceptHandler]:
    """All `except` clauses of a file."""
    return [node for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler)]


def names_caught(handler: ast.ExceptHandler) -> set[str]:
    """`except (A, B):` catches A and B; a bare `except:` catches everything."""
    if handler.type is None:
        return {"BaseException"}
    return {node.id for node in ast.walk(handler.type) if isinstance(node, ast.Name)}


@pytest.mark.filterwarnings("default")
def test_a_file_has_one_idea_and_so_few_lines():
    sizes = {file: len(source.splitlines()) for file, source in SOURCES.items()}
    too_long = [f"grader/{file} has {lines} lines; split it by its ideas" for file, lines in sizes.items() if lines > TOO_LONG]
    assert not too_long, "\n".join(too_long)
    if long := [f"grader/{file} has {lines}" for file, lines in sizes.items() if lines > LONG]:
        warnings.warn(f"long files; from {TOO_LONG} lines on this is an error: {', '.join(long)}", stacklevel=1)


def test_a_file_is_named_after_its_idea():
    nameless = [file for file in SOURCES if NAMES_WITHOUT_AN_IDEA & set(Path(file).with_suffix("").parts)]
    assert not nameless, f"name the idea of {nameless}"


def test_a_file_says_its_idea_in_its_first_sentence():
    silent = [file for file, tree in trees().items() if not ast.get_docstring(tree)]
    assert not silent, f"no docstring: {silent}"


def test_few_places_catch_everything_and_each_has_a_reason():
    for file, tree in trees().items():
        caught = [names_caught(handler) for handler in handlers(tree)]
        even_ctrl_c = sum("BaseException" in names for names in caught)
        assert even_ctrl_c <= CATCHES_EVEN_CTRL_C.get(file, (0, ""))[0], f"grader/{file} catches even Ctrl-C"
        everything = sum("Exception" in names for names in caught)
        assert everything <= CATCHES_EVERYTHING.get(file, (0, ""))[0], f"grader/{file} says `except Exception`; name what can happen"


def test_only_the_command_line_prints():
    for file, tree in trees().items():
        lines = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Name) and node.id == "print"]
        assert file == "cli.py" or not lines, f"grader/{file} prints in lines {lines}"


def test_there_are_files_to_look_at():
    assert len(SOURCES) > 400


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
    assert [names_caught(handler) for handler in handlers(ast.parse(source))] == [names]
