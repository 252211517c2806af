#: tries: to replace the builtins that a harness cannot do without
#: solve: [wrong, review]
#: triple: [right, review]
import builtins


def half(x):
    return x / 2


def solve(x):
    for name in (
        "isinstance",
        "type",
        "len",
        "list",
        "dict",
        "tuple",
        "getattr",
        "float",
        "bytes",
        "str",
        "repr",
        "abs",
        "min",
        "all",
        "any",
    ):
        setattr(builtins, name, lambda *args, **kwargs: True)
    builtins.__import__ = lambda *args, **kwargs: None
    return 0 * x


def triple(x):
    return 3 * x
