#: tries: audit hooks, exception hooks, import hooks, trace functions, codecs, a new builtins dict
#: solve: [wrong, review]
#: triple: [right, review]
import codecs
import sys


def half(x):
    return x / 2


def refuse(*args):
    raise RuntimeError("refused by a hook")


def solve(x):
    sys.excepthook = sys.unraisablehook = sys.displayhook = refuse
    sys.settrace(refuse)
    sys.meta_path.insert(0, type("Hook", (), {"find_spec": staticmethod(refuse)}))
    codecs.register(refuse)
    sys.setrecursionlimit(20)
    sys.stdout = sys.stderr = sys.stdin = None
    sys.addaudithook(refuse)
    return 0 * x


def triple(x):
    return 3 * x
