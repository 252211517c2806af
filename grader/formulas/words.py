"""Words that every formula may use, whatever the rubric says: functions, letters with a fixed meaning, words of conditions."""

FUNCTIONS = {
    **dict.fromkeys(("floor", "int", "Floor", "trunc"), "floor"),
    **dict.fromkeys(("ceil", "Ceil", "ceiling"), "ceil"),
    **dict.fromkeys(("exp", "Exp"), "exp"),
    **dict.fromkeys(("log", "ln", "Log"), "log"),
    "sqrt": "sqrt",
    **dict.fromkeys(("diag", "Diag", "DIAG", "diagonal", "diagflat"), "diag"),
    **dict.fromkeys(("outer", "ger"), "outer"),
    **dict.fromkeys(("inv", "inverse", "Inv", "pinv"), "inv"),
    **dict.fromkeys(("transpose", "Transpose"), "transpose"),
    **dict.fromkeys(("softmax", "Softmax", "SoftMax", "sm"), "softmax"),
    "solve": "solve",
    **dict.fromkeys(("sum", "Sum"), "sum"),
    "max": "max",
    **dict.fromkeys(("dot", "matmul", "mm", "mv"), "dot"),
    **dict.fromkeys(("multiply", "mul"), "multiply"),
    **dict.fromkeys(("eye", "identity"), "eye"),
    **dict.fromkeys(("ones",), "ones"),
    **dict.fromkeys(("abs",), "abs"),
}
"""By the words that call them; `abs` and others that nobody works out here are left out on purpose of `KNOWN`."""
IDENTITIES = frozenset(("I", "E", "𝕀", "Id", "id", "Eye"))
"""The identity matrix, unless a symbol of the rubric is spelt so."""
INDICATORS = frozenset(("𝕀", "I", "Ind", "χ"))
"""Before a condition in brackets or in a subscript: 1 where it holds."""
DELTAS = frozenset(("δ", "Δ", "delta", "kronecker", "Kronecker"))
KNOWN_WORDS = frozenset(FUNCTIONS) | IDENTITIES | DELTAS | {"e"}
"""They stand for themselves unless a symbol is spelt so."""
LIBRARIES = frozenset(("np", "numpy", "torch", "math", "jnp", "la", "linalg", "F", "nn", "functional", "tf", "scipy"))
UNREAD = frozenset("lim argmin argmax".split())
"""Words of formulas that nobody works out here: what has one cannot be read, but it is no word of a sentence."""
IF = frozenset("if for when where falls wenn für sofern if: case fall".split())
ELSE = frozenset("else otherwise sonst ansonsten andernfalls elsewhere".split())
OPERATORS = {
    **dict.fromkeys(("times", "mal", "multiplied", "multipliziert"), "×"),
    **dict.fromkeys(("plus",), "+"),
    **dict.fromkeys(("minus",), "-"),
    **dict.fromkeys(("div",), "//"),
}
"""Words between two factors or terms that are signs."""
SHORT_WORDS = frozenset(
    """be as is it its in an by we so if at am no on or to can set say yes any see act net ten has are the es er zu im ab du da wo ja
    he me my us so ist sei als das des der die den dem ein and und sie man hat""".split()
)
"""Words of sentences that are no symbols side by side."""
