"""A module imports only from its own layer or from those below; a new module must be given a layer first."""

import ast
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "grader"

LAYERS: tuple[frozenset[str], ...] = tuple(
    frozenset(names.split())
    for names in (
        """__init__ errors full_disk document answer score submission legible nearest whole wire run turns picture_bytes plain_json
        fingerprint within_reach shelf""",
        """text printed formulas references probes rosters lines syntax due filenames seeds askable asked measuring added saved written
        style_findings ruff_tool identity trainings""",
        "checks formalities readers jail worker",
        "page",
        "sentences",
        "finding",
        "rubric scheme late entries requirements",
        """intake collect formula_orders untouched charging at_odds marking course course_files handed surveyed targets
        search session kept_runs kept_findings bench plan questions stand_ins following_code running suite reprinted laid_out
        surroundings""",
        "records own_source picturing",
        "reporting comparing decisions",
        """control jailing other_lines beside notebooks proofs batch draining hands judged laying_over publish recalled later_names watch
        cluster cluster_worker parcels station formulas_told beforehand selfcheck doctor capability libraries hand_in
        work means anew publication written_out
        ground keys""",
        "app cli cli_results commands __main__",
    )
)
"""A package stands in one layer with all its modules."""
LEVEL = {name: depth for depth, names in enumerate(LAYERS) for name in names}
WHAT_GIVES_ANSWERS_AWAY = frozenset("references probes course rubric checks charging marking".split())
"""What a reader must never meet: it reads the page without knowing what would be right."""
ASK_FOR_NAMES_ONLY = frozenset("readers text printed formulas page sentences finding".split())


def module_name(path: Path) -> str:
    """`checks/close.py` is `checks.close`, `checks/__init__.py` is `checks`."""
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" and len(parts) > 1 else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def top(module: str) -> str:
    """The part of a module's name that has a layer."""
    return module.split(".", maxsplit=1)[0]


def imported(source: str, module: str = "") -> set[str]:
    """All modules of ours that a source imports, wherever in the file the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            found |= {alias.name.removeprefix("grader.") for alias in node.names if alias.name.startswith("grader.")}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module} uses a relative import in line {node.lineno}; write `from grader.… import …`"
            inside = (node.module or "").removeprefix("grader").removeprefix(".")
            if node.module == "grader" or (node.module or "").startswith("grader."):
                names = {f"{inside}.{alias.name}".strip(".") for alias in node.names}
                found |= {name if name in MODULES else inside or "__init__" for name in names}
    return found - {module}


@cache
def imports() -> dict[str, set[str]]:
    """What each module imports; worked out where it is asked for, not by every process that collects tests."""
    return {module: imported(path.read_text(encoding="utf-8"), module) for module, path in MODULES.items()}


@cache
def reached_from(module: str) -> set[str]:
    """Everything of ours that a module imports, directly or through others."""
    seen: set[str] = set()
    todo = [module]
    while todo:
        for name in imports().get(todo.pop(), ()):
            if name not in seen:
                seen.add(name)
                todo.append(name)
    return seen


def test_a_module_has_a_layer():
    homeless = sorted({top(module) for module in MODULES} - LEVEL.keys())
    assert not homeless, f"give {homeless} a layer in tests/test_layers.py"


def test_a_layer_has_no_name_of_what_is_gone():
    gone = sorted(LEVEL.keys() - {top(module) for module in MODULES})
    assert not gone, f"no module is called {gone}"


def test_a_module_imports_only_from_its_own_layer_or_below():
    upwards = [(module, name) for module in MODULES for name in imports()[module] if LEVEL.get(top(name), 99) > LEVEL.get(top(module), -1)]
    assert not upwards, f"these may not import those: {upwards}"


def test_no_module_imports_itself_in_a_circle():
    circles = [module for module in MODULES if module in reached_from(module)]
    assert not circles, f"in a circle of imports: {circles}"


def test_who_reads_a_page_never_meets_an_expected_value():
    for module in MODULES:
        met = {name for name in reached_from(module) if top(name) in WHAT_GIVES_ANSWERS_AWAY}
        fault = f"{module} is read in a jail and in front of students' pages; it must not reach {sorted(met)}"
        assert not met or top(module) not in ASK_FOR_NAMES_ONLY, fault


def test_who_runs_student_code_never_meets_an_expected_value():
    for module in MODULES:
        met = {name for name in reached_from(module) if top(name) in WHAT_GIVES_ANSWERS_AWAY}
        fault = f"{module} runs beside student code; it must not reach {sorted(met)}"
        assert not met or top(module) not in ("jail", "worker", "wire"), fault


def test_what_stands_beside_student_code_knows_values_and_itself_only():
    for module in MODULES:
        if top(module) == "worker":
            assert {top(name) for name in reached_from(module)} <= {"worker", "wire", "__init__"}, module


def test_checks_never_see_files_or_pages():
    for module in MODULES:
        if top(module) == "checks":
            assert not {top(name) for name in reached_from(module)} & {"submission", "readers", "report", "results"}, module


@pytest.mark.parametrize(
    ("source", "modules"),
    [
        ("from grader.errors import GraderError", {"errors"}),
        ("import grader.score", {"score"}),
        ("def late():\n    from grader.answer import SURE", {"answer"}),
        ("from grader import errors", {"errors"}),
        ("from grader import __version__", {"__init__"}),
        ("import numpy\nfrom graders.errors import x", set()),
    ],
)
def test_imports_are_seen_wherever_they_stand(source, modules):
    assert imported(source) == modules


def test_a_relative_import_is_refused():
    with pytest.raises(AssertionError, match="relative import"):
        imported("from . import errors", "score")
