"""A formula written as a line of Python: parsed, never run; a list of what may stand in it, all else is not read."""

import ast
import re
from collections.abc import Mapping
from fractions import Fraction
from types import MappingProxyType

from grader.formulas.program_nodes import ENDS, dotted, fronted, is_layer, number, only, reshaped, root, sized, slice_kind
from grader.formulas.readings import Reading, bounded
from grader.formulas.recognise import recognised
from grader.formulas.spellings import tokens_of
from grader.formulas.tokens import LONGEST, TooMuch
from grader.formulas.tree import (
    Applied,
    At,
    Call,
    Cases,
    Condition,
    Identity,
    Indicator,
    Inverse,
    Letter,
    Name,
    Number,
    Plus,
    Power,
    Product,
    Quotient,
    Sum,
    Times,
    Transposed,
    Tree,
)
from grader.formulas.unread import NotRead
from grader.formulas.vocabulary import Vocabulary
from grader.formulas.words import FUNCTIONS, LIBRARIES

SIGNS: Mapping[type[ast.operator], Times] = {ast.Mult: Times.BROADCAST, ast.MatMult: Times.MATRIX}
RELATIONS: Mapping[type[ast.cmpop], str] = {ast.Eq: "=", ast.NotEq: "≠", ast.Lt: "<", ast.Gt: ">", ast.LtE: "≤", ast.GtE: "≥"}
DEEPEST = 40
METHODS = {"dot": "dot", "matmul": "dot", "mm": "dot", "mv": "dot", "outer": "outer", "inverse": "inv", "floor": "floor", "diag": "diag"}
METHODS |= {"max": "max", "sum": "sum", "exp": "exp", "log": "log", "ger": "outer", "softmax": "softmax"}
UNCHANGED = frozenset("flatten ravel squeeze float double item to astype copy clone detach numpy".split())
"""What is called on an array and leaves its numbers as they are."""
INTEGERS = re.compile(r"\b(?:u?int\d*|long|short)\b")
"""Kinds of numbers in which nothing behind the point is left."""
WRAPPERS = frozenset("array asarray tensor float as_tensor Tensor float32 float64 double".split())


def program(source: str, words: Vocabulary) -> Reading:
    """An expression of Python as a tree. Raises NotRead, TooMuch."""
    if len(source) > LONGEST:
        raise TooMuch(f"longer than {LONGEST} characters")
    try:
        parsed = ast.parse(source.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise NotRead("it is no line of Python") from None
    try:
        return Reading(bounded(Program(words).tree(parsed, 0)), program=True)
    except RecursionError:
        raise NotRead("it is nested too deeply") from None


class Program:
    """The nodes that may stand in a formula; `known` are names that the program gave a value, None where nobody could read it."""

    def __init__(self, words: Vocabulary, known: Mapping[str, Tree | None] = MappingProxyType({})) -> None:
        self.words = words
        self.known = known

    def tree(self, node: ast.expr, depth: int) -> Tree:
        """The tree of a node. Raises NotRead."""
        if depth > DEEPEST:
            raise NotRead("it is nested too deeply")
        depth += 1
        match node:
            case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
                return number(value)
            case ast.Name(id=name):
                return self.name(name)
            case ast.UnaryOp(op=ast.USub() | ast.UAdd() as sign, operand=inner):
                return Plus(((-1 if isinstance(sign, ast.USub) else 1, self.tree(inner, depth)),))
            case ast.BinOp(left=left, op=operator, right=right):
                return self.binary(self.tree(left, depth), operator, self.tree(right, depth))
            case ast.IfExp(test=test, body=body, orelse=other):
                return Cases(((self.tree(body, depth), self.condition(test)), (self.tree(other, depth), None)))
            case ast.Compare():
                return Indicator(self.condition(node))
            case ast.Subscript(value=base, slice=place):
                return self.subscript(base, place, depth)
            case ast.Attribute(value=base, attr="T" | "mT"):
                return Transposed(self.tree(base, depth))
            case ast.Attribute():
                return self.name(dotted(node))
            case ast.Call(func=function, args=arguments, keywords=keywords):
                return self.call(function, arguments, keywords, depth)
        raise NotRead(f"`{ast.unparse(node)[:40]}` is nothing that is read here")

    def name(self, name: str) -> Tree:
        """A symbol, or the identity."""
        if name in self.known:
            if (tree := self.known[name]) is None:
                raise NotRead(f"`{name}` gets a value that could not be read")
            return tree
        if name in self.words.in_programs:
            return Name(self.words.in_programs[name])
        found = recognised(tokens_of(name), self.words)
        if len(found) == 1 and found[0].kind.value == "name":
            if found[0].text in self.words.functions:
                raise NotRead("a function without its argument")
            return Name(found[0].text)
        if name == "I":
            return Identity()
        raise NotRead(f"`{name}` is not known")

    def binary(self, left: Tree, operator: ast.operator, right: Tree) -> Tree:
        """Two parts and the operator between them."""
        match operator:
            case ast.Add():
                return Plus(((1, left), (1, right)))
            case ast.Sub():
                return Plus(((1, left), (-1, right)))
            case ast.Mult() | ast.MatMult():
                return Product(left, right, SIGNS[type(operator)])
            case ast.Div() | ast.FloorDiv():
                return Quotient(left, right, isinstance(operator, ast.FloorDiv), entrywise=True)
            case ast.Pow():
                return Power(left, right, entrywise=True)
        raise NotRead(f"`{type(operator).__name__}` is nothing that is read here")

    def condition(self, node: ast.expr) -> Condition:
        """A comparison of two indices."""
        if not isinstance(node, ast.Compare) or len(node.ops) != 1 or type(node.ops[0]) not in RELATIONS:
            raise NotRead("a condition that compares more than two indices")
        left, right = (self.index(one) for one in (node.left, node.comparators[0]))
        return Condition(left, RELATIONS[type(node.ops[0])], right)

    def index(self, node: ast.expr) -> Tree:
        """An index: a letter, or a number counted from 0."""
        if isinstance(node, ast.Name) and len(node.id) == 1:
            return Letter(node.id)
        raise NotRead("an index that is no letter")

    def subscript(self, base: ast.expr, place: ast.expr, depth: int) -> Tree:
        """`y[i]`, `A[i, j]`, `v[:, None]`."""
        places = place.elts if isinstance(place, ast.Tuple) else [place]
        if isinstance(base, ast.Attribute) and base.attr == "shape" and (size := sized(self.tree(base.value, depth), place)) is not None:
            return size
        kinds = [slice_kind(one) for one in places]
        if kinds in ([":", "None"], ["...", "None"]):
            return Call("column", (self.tree(base, depth),))
        if kinds == ["None", ":"]:
            return Call("row", (self.tree(base, depth),))
        if isinstance(base, ast.Name) and base.id in self.words.in_programs and len(places) == 1 and is_layer(places[0]):
            return Name(self.words.in_programs[base.id])
        if isinstance(base, ast.Name) and len(places) == 1 and (layer := self.layer(base.id, places[0])) is not None:
            return layer
        return At(self.tree(base, depth), tuple(self.index(one) for one in places))

    def layer(self, name: str, place: ast.expr) -> Tree | None:
        """`y[l-1]`, as a list of layers is asked for what a formula calls y_{ℓ−1}."""
        found = recognised(tokens_of(f"{name}_{{{ast.unparse(place)}}}"), self.words)
        return Name(found[0].text) if len(found) == 1 and found[0].kind.value == "name" else None

    def call(self, function: ast.expr, arguments: list[ast.expr], keywords: list[ast.keyword], depth: int) -> Tree:
        """A known function, a function symbol of the rubric, or a method of an array."""
        if any(one.arg not in ("dtype", "dim", "axis", "device") for one in keywords) or any(
            isinstance(one, ast.Starred) for one in arguments
        ):
            raise NotRead("a call with arguments that are not read here")
        first = root(function)
        if first in self.known and (isinstance(function, ast.Name) or first in LIBRARIES):
            raise NotRead(f"`{first}` is the program's own")
        if isinstance(function, ast.Attribute) and first not in LIBRARIES:
            return self.method(function, arguments, depth)
        called = dotted(function)
        word = called.split(".")[-1]
        if (symbol := self.function_symbol(called)) is not None and len(arguments) == 1:
            return Applied(symbol[0], symbol[1], self.tree(arguments[0], depth))
        if word == "sum" and len(arguments) == 1 and isinstance(arguments[0], ast.GeneratorExp):
            return self.sum(arguments[0], depth)
        if word == "ones":
            if len(arguments) == 1 and ast.unparse(arguments[0]) in ("(1, 1)", "1", "(1,)"):
                return Number(Fraction(1))
            raise NotRead("`ones` of a size that is not read here")
        if word == "len" and len(arguments) == 1:
            return Call("length", (self.tree(arguments[0], depth),))
        if FUNCTIONS.get(word) == "eye" and len(arguments) == 1:
            return self.identity(arguments[0], depth)
        if word in WRAPPERS and len(arguments) == 1 and (single := only(arguments[0])) is not None:
            return self.tree(single, depth)
        told = [self.tree(one, depth) for one in arguments]
        if word in WRAPPERS and len(told) == 1:
            return told[0]
        if word == "matrix_power" and len(told) == 2:
            return Power(told[0], told[1])
        if word not in FUNCTIONS or (keywords and FUNCTIONS[word] not in ("softmax", "eye")):
            raise NotRead(f"`{called}` is not known")
        if FUNCTIONS[word] == "inv" and len(told) == 1:
            return Inverse(told[0])
        return Call(FUNCTIONS[word], tuple(told))

    def identity(self, size: ast.expr, depth: int) -> Tree:
        """`np.eye(n)`; of a size that the rubric does not know it is as large as it has to be."""
        if isinstance(size, ast.Name) and self.unknown(size.id):
            return Identity(Letter(size.id))
        return Identity(self.tree(size, depth))

    def unknown(self, name: str) -> bool:
        """Whether a name has no value in the program and is no symbol."""
        try:
            self.name(name)
        except NotRead:
            return name not in self.known
        return False

    def function_symbol(self, called: str) -> tuple[str, bool] | None:
        """A function symbol of the rubric by its name in a program, or its slope: `sigma_prime`, `dsigma`."""
        for name, slope in (
            (called, False),
            *((called.removesuffix(end), True) for end in ENDS if called.endswith(end)),
            *fronted(called),
        ):
            found = recognised(tokens_of(name), self.words) if name else ()
            if len(found) == 1 and found[0].kind.value == "name" and found[0].text in self.words.functions:
                return found[0].text, slope
        return None

    def method(self, function: ast.Attribute, arguments: list[ast.expr], depth: int) -> Tree:
        """A method of an array."""
        base, word = self.tree(function.value, depth), function.attr
        if word in ("reshape", "view"):
            return reshaped(base, arguments)
        if word == "unsqueeze" and (place := ast.unparse(ast.List(arguments, ast.Load()))) in ("[0]", "[1]", "[-1]"):
            return Call("row" if place == "[0]" else "column", (base,))
        if word in ("int", "long") or (word in ("astype", "to") and any(INTEGERS.search(ast.unparse(one)) for one in arguments)):
            return Call("floor", (base,))
        told = tuple(self.tree(one, depth) for one in arguments) if word not in UNCHANGED else ()
        if word in UNCHANGED:
            return base
        if word in ("t", "transpose", "T") and not told:
            return Transposed(base)
        if word in METHODS:
            return Call(METHODS[word], (base, *told))
        raise NotRead(f"`.{word}` is not known")

    def sum(self, node: ast.GeneratorExp, depth: int) -> Tree:
        """`sum(f(k) for k in range(N))`."""
        (one, *more) = node.generators
        over = one.iter
        plain = not more and not one.ifs and isinstance(one.target, ast.Name) and isinstance(over, ast.Call)
        if not plain or dotted(over.func) != "range" or len(over.args) != 1 or not isinstance(one.target, ast.Name):  # type: ignore[attr-defined]
            raise NotRead("a sum over something that is not read here")
        high = self.tree(over.args[0], depth)  # type: ignore[attr-defined]
        return Sum(one.target.id, self.tree(node.elt, depth), Number(Fraction(1)), high)
