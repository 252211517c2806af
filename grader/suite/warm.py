"""Which libraries a test file imports that are worth loading once for all submissions."""

import ast
from importlib.util import find_spec
from pathlib import Path

HEAVY = ("numpy", "torch", "scipy", "pandas", "sympy", "hypothesis")


def worth_loading(file: Path) -> tuple[str, ...]:
    """Heavy libraries among its imports, as far as they are installed; nothing where it cannot be parsed, which pytest will tell."""
    try:
        tree = ast.parse(file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return ()
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return tuple(name for name in HEAVY if name in names and find_spec(name) is not None)
