"""Small pieces of Python that a formula may be written with: sizes, shapes, names with dots, slices, numbers."""

import ast
from fractions import Fraction

from grader.formulas.tree import Call, Number, Transposed, Tree
from grader.formulas.unread import NotRead

ENDS = ("_prime", "_derivative", "_deriv", "_grad", "_d", "_slope", "Prime", "_p", "_dash", "_strich")
"""What stands behind a function's name where its derivative is meant."""


def sized(base: Tree, place: ast.expr) -> Tree | None:
    """`X.shape[0]`, `X.shape[1]`; None for any other place."""
    if not isinstance(place, ast.Constant) or place.value not in (0, 1):
        return None
    return Call("length", (base if place.value == 0 else Transposed(base),))


def reshaped(base: Tree, arguments: list[ast.expr]) -> Tree:
    """`reshape(1, -1)`, `reshape(-1)`: a row, a column, or flat. Raises NotRead."""
    shape = ",".join(ast.unparse(one) for one in arguments).replace(" ", "").strip("()")
    if shape in ("1,-1", "-1,1"):
        return Call("row" if shape == "1,-1" else "column", (base,))
    if shape == "-1":
        return base
    raise NotRead("a shape that is not read here")


def fronted(called: str) -> tuple[tuple[str, bool], ...]:
    """`dsigma`, `d_sigma`, `grad_sigma`."""
    return tuple((called.removeprefix(front), True) for front in ("d_", "d", "grad_", "deriv_", "derivative_") if called.startswith(front))


def is_layer(node: ast.expr) -> bool:
    """`[l]`, which layer of a list is meant."""
    return isinstance(node, ast.Name) and node.id in ("l", "L", "ell", "layer")


def only(node: ast.expr) -> ast.expr | None:
    """The entry of `[1.0]` and `[[1.0]]`; None where there are more, or none."""
    while isinstance(node, ast.List) and len(node.elts) == 1:
        node = node.elts[0]
        if not isinstance(node, ast.List):
            return node
    return None


def root(node: ast.expr) -> str:
    """The first name of `np.linalg.inv`; nothing where it begins with no name."""
    while isinstance(node, ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def dotted(node: ast.expr) -> str:
    """`np.linalg.inv`. Raises NotRead where it is no such name."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    raise NotRead("a call of something that has no name")


def slice_kind(node: ast.expr) -> str:
    """What a part of a subscript is, where it is no index."""
    if isinstance(node, ast.Slice) and node.lower is node.upper is node.step is None:
        return ":"
    if isinstance(node, ast.Constant) and node.value in (None, ...):
        return "None" if node.value is None else "..."
    return "None" if isinstance(node, ast.Attribute) and node.attr == "newaxis" else ""


def number(value: float) -> Number:
    """A number of a program, exactly as it was written. Raises NotRead."""
    try:
        return Number(Fraction(repr(value)))
    except ValueError:
        raise NotRead("a number that is none") from None
