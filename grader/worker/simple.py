"""Which expressions are harmless to work out when a file is loaded: numbers, names, arithmetic, arrays that are written down."""

import ast
from collections.abc import Iterable

_BUILTINS = frozenset(
    """int float complex str bytes bool list tuple dict set frozenset range len abs min max sum round zip enumerate sorted reversed slice
    type isinstance issubclass divmod pow chr ord property staticmethod classmethod object repr format iter next map filter any all
    getattr hasattr""".split()
)
_MODULES = frozenset(
    """numpy math cmath torch typing typing_extensions collections functools itertools pathlib re logging enum dataclasses operator string
    fractions decimal types abc numbers scipy sympy datetime copy random torchvision warnings sys time""".split()
)
_OF_OS = ("os.path.", "os.environ", "os.getcwd", "os.getenv", "os.cpu_count")
_NOT = frozenset(
    """load loads loadtxt genfromtxt fromfile save savez savetxt savez_compressed hub datasets data DataLoader optim compile exit system
    popen download loadmat memmap open_memmap sleep stdin stdout stderr summary jit distributed multiprocessing io models""".split()
)
"""Names that are never harmless, whatever module has them."""
_METHODS = frozenset(
    """reshape astype float double long int half bool to cpu cuda copy clone detach tolist split strip rstrip lstrip format join upper lower
    replace view unsqueeze squeeze transpose permute swapaxes sum mean std var min max prod item items keys values get parent resolve
    joinpath absolute expanduser with_suffix requires_grad_ numpy flatten ravel repeat dot t eval train zfill title encode decode
    is_available index count contiguous type size dim""".split()
)
_SETTINGS = frozenset(
    """numpy.random.seed numpy.set_printoptions numpy.seterr random.seed torch.manual_seed torch.cuda.manual_seed
    torch.cuda.manual_seed_all torch.set_default_dtype torch.set_default_tensor_type torch.set_printoptions torch.set_grad_enabled
    torch.autograd.set_detect_anomaly warnings.filterwarnings warnings.simplefilter sys.setrecursionlimit sys.path.append
    sys.path.insert logging.basicConfig matplotlib.use matplotlib.pyplot.style.use matplotlib.rcParams.update os.environ.setdefault
    seaborn.set seaborn.set_theme seaborn.set_style pandas.set_option torch.use_deterministic_algorithms""".split()
)
_PARTS = (
    ast.Constant | ast.Name | ast.Attribute | ast.Tuple | ast.List | ast.Set | ast.Dict | ast.UnaryOp | ast.BinOp | ast.BoolOp | ast.Compare
    | ast.IfExp | ast.Subscript | ast.Slice | ast.JoinedStr | ast.FormattedValue | ast.Starred | ast.Call | ast.keyword | ast.comprehension
    | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp | ast.expr_context | ast.operator | ast.unaryop | ast.boolop | ast.cmpop
)  # fmt: skip


class Simple:
    """Judges the expressions of one file, whose imports it knows."""

    def __init__(self, statements: Iterable[ast.stmt]) -> None:
        self._modules = dict(_aliases(statements))

    def expression(self, node: ast.expr | None) -> bool:
        """Whether it is harmless; what is within a lambda does not run now."""
        waiting: list[ast.AST] = [] if node is None else [node]
        while waiting:
            part = waiting.pop()
            if isinstance(part, ast.Lambda):
                waiting += part.args.defaults
                continue
            if not isinstance(part, _PARTS) or (isinstance(part, ast.Call) and not self._call(part.func)):
                return False
            waiting += ast.iter_child_nodes(part)
        return True

    def setting(self, node: ast.expr) -> bool:
        """Whether it is a call that sets something up, like a seed."""
        if not isinstance(node, ast.Call) or self.dotted(node.func) not in _SETTINGS:
            return False
        return all(self.expression(one) for one in [*node.args, *(keyword.value for keyword in node.keywords)])

    def dotted(self, node: ast.expr) -> str:
        """The full name of what an expression names: `np.array` is `numpy.array`; nothing where it is no plain name."""
        names: list[str] = []
        while isinstance(node, ast.Attribute):
            names.append(node.attr)
            node = node.value
        if not isinstance(node, ast.Name):
            return ""
        return ".".join([self._modules.get(node.id, node.id), *reversed(names)])

    def _call(self, function: ast.expr) -> bool:
        """Whether what is called is harmless to call."""
        while isinstance(function, ast.Call):  # `namedtuple(…)(…)`
            function = function.func
        name = self.dotted(function)
        if isinstance(function, ast.Name) and function.id not in self._modules:
            return function.id in _BUILTINS
        if name and name.partition(".")[0] in _MODULES and self._imported(function):
            return not _NOT & set(name.split(".")[1:]) or name == "torch.device"
        if name.startswith(_OF_OS) and self._imported(function):
            return True
        return isinstance(function, ast.Attribute) and function.attr in _METHODS

    def _imported(self, node: ast.expr) -> bool:
        """Whether a dotted name begins with something that the file imports."""
        while isinstance(node, ast.Attribute):
            node = node.value
        return isinstance(node, ast.Name) and node.id in self._modules


def _aliases(statements: Iterable[ast.stmt]) -> Iterable[tuple[str, str]]:
    """What the imports of a file bind, and to what."""
    for statement in statements:
        for node in ast.walk(statement):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield (alias.asname, alias.name) if alias.asname else (alias.name.partition(".")[0],) * 2
            elif isinstance(node, ast.ImportFrom) and not node.level:
                for alias in node.names:
                    yield alias.asname or alias.name, f"{node.module}.{alias.name}"
