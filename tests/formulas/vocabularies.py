"""Small vocabularies for tests of the grammar, and what a text is read as."""

from grader.formulas.plain import plain
from grader.formulas.readings import Reading, readings
from grader.formulas.recognise import recognised
from grader.formulas.spellings import tokens_of
from grader.formulas.vocabulary import Vocabulary

SIZES = Vocabulary({name: (name,) for name in ("H", "p", "k", "s", "N", "C")} | {"k": ("k", "kernel_size")})
SOFTMAX = Vocabulary({"y_hat": (r"\hat{y}", "p", "softmax(z)"), "z": ("z",)}, arrays=frozenset(("y_hat", "z")), indices=("i", "j"))
RIDGE = Vocabulary({"X": ("X",), "y": ("y",), "n": ("n",), "lam": (r"\lambda", "lam", "lambda"), "d": ("d",)}, arrays=frozenset(("X", "y")))
LAYER = Vocabulary(
    {
        "A": (r"A_\ell",),
        "b": (r"b_\ell",),
        "y": (r"y_{\ell-1}",),
        "g": (r"\frac{\partial y_L}{\partial y_\ell}",),
        "sigma": (r"\sigma", "sigma"),
    },
    functions=frozenset(("sigma",)),
    arrays=frozenset(("A", "b", "y", "g")),
)


def read(text: str, words: Vocabulary) -> tuple[Reading, ...]:
    """The ways to read a text."""
    return readings(recognised(tokens_of(text), words), words)


def shown(text: str, words: Vocabulary) -> str:
    """The plain reading of a text, in plain notation."""
    return plain(read(text, words)[0].tree, {})
