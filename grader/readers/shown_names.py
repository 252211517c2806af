"""Which variable a bare output is the value of: the name alone that a code cell ends with, or that it prints."""

import ast
import re
import warnings
from collections.abc import Mapping, Sequence

from grader.readers.counted_names import counted, learnt

LONGEST = 20_000
_NOT_PYTHON = re.compile(r"^[ \t]*[%!?].*$", re.MULTILINE)
SAME_VALUE = frozenset("item numpy detach cpu tolist clone copy data".split())
"""What may be asked of a variable without making another value of it."""
_BARE = re.compile(
    r"(?:(?:np\.|jnp\.|tf\.)?(?:[Aa]rray|DeviceArray|[Tt]ensor|Matrix)\(|np\.(?:float|int)\d{1,2}\("
    r"|<tf\.(?:Tensor|Variable)[^<>\n]{0,200}?numpy=(?:array\()?)?[\s(\[]*[-+]?\.?\d"
)
_SHOWS = re.compile(r"(?P<nabla>∇)?(?P<name>[^\W\d][\w\u0300-\u036f]{0,40})(?:\s*=(?![=>]).*[^;\s,+*/=&|(\[{-])?\s*")
"""The last line of a cell in Julia: `ŷ`, or `ŷ = W * x .+ b`, whose value is shown too."""
_GOES_ON = re.compile(r"(?:[-+*/=,&|(\[{\\]|\b(?:in|and|or|if|else|return|end))\s*$")
_WORDS = frozenset("end else return break continue nothing true false".split())


def last_name(source: str, known: Mapping[str, str] | None = None, *, assigned_shown: bool = False) -> str:
    """The variable that a cell ends with, whose value is its output, or whose parameters it counts; nothing where it ends otherwise.

    `known` are the classes of the variables of earlier cells; `assigned_shown` where a value was shown that no other statement gave
    (Julia shows what is assigned last, and so does IPython where it is told to).
    """
    body = statements_of(source)
    models = dict(known or {})
    learnt(models, body[:-1])
    if not body:
        return shown_last(source)
    if isinstance(last := body[-1], ast.Assign) and len(last.targets) == 1 and isinstance(last.targets[0], ast.Name):
        return last.targets[0].id if assigned_shown and not source.rstrip().endswith(";") else ""
    return name_of(last.value, models) if isinstance(last, ast.Expr) else ""


def shown_last(source: str) -> str:
    """The variable that a cell in another language ends with, alone or as what is given a value; nothing where it ends otherwise."""
    rows = [row for row in source[:LONGEST].split("\n") if row.partition("#")[0].strip()]
    shows = _SHOWS.fullmatch(rows[-1].partition("#")[0].rstrip()) if rows else None
    balanced = all(source.count(opening) == source.count(closing) for opening, closing in ("()", "[]", "{}"))
    if (
        shows is None
        or shows["name"] in _WORDS
        or not balanced
        or any(rows[-1].count(a) != rows[-1].count(b) for a, b in ("()", "[]", "{}"))
    ):
        return ""
    if len(rows) > 1 and _GOES_ON.search(rows[-2].partition("#")[0]):
        return ""
    return f"{shows['name']}.grad" if shows["nabla"] else shows["name"]


def printed_names(source: str, known: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """The variables that a cell prints one by one and bare; nothing where it prints anything else, or perhaps again."""
    body = statements_of(source)
    models = dict(known or {})
    learnt(models, body)
    prints = [node for statement in body for node in ast.walk(statement) if is_print(node)]
    plain = [statement.value for statement in body if isinstance(statement, ast.Expr) and is_print(statement.value)]
    names = [name_of(call.args[0], models) for call in plain if isinstance(call, ast.Call) and len(call.args) == 1 and not call.keywords]
    return tuple(names) if names and len(names) == len(prints) and all(names) else ()


def statements_of(source: str) -> Sequence[ast.stmt]:
    """The statements at the top of a cell; none where it is no Python."""
    if len(source) > LONGEST:
        return ()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return ast.parse(_NOT_PYTHON.sub("", source)).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return ()


def is_print(node: ast.AST) -> bool:
    """A call of `print`, or of what shows a value in a notebook."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("print", "display", "pprint")


def name_of(node: ast.expr, models: Mapping[str, str]) -> str:
    """`y_hat` of `y_hat` or `y_hat.detach().numpy()`, `w.grad` of itself, `Net parameters` of `count_parameters(Net())`."""
    if name := counted(node, models):
        return name
    for _ in range(6):
        if isinstance(node, ast.Name):
            return node.id
        call = isinstance(node, ast.Call)
        if isinstance(node, ast.Call):
            if node.args or node.keywords:
                return ""
            node = node.func
        if not call and isinstance(node, ast.Attribute) and node.attr == "grad" and isinstance(node.value, ast.Name):
            return f"{node.value.id}.grad"
        if not isinstance(node, ast.Attribute) or node.attr not in SAME_VALUE or (call and node.attr == "data"):
            return ""
        node = node.value
    return ""


def is_bare(text: str) -> bool:
    """Whether an output is a value and no more, as far as its beginning shows."""
    return _BARE.match(text) is not None
