"""Formulas in lines of a program: what is assigned to the answer's name, returned by its function, or comes last.

Names that the program gives a value stand for it; a name that gets another value on some way through is none.
"""

import ast
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache

from grader.finding.formula_lines import Stretch
from grader.formulas.attempt import Attempt, FormulaWanted
from grader.formulas.program import Program, program
from grader.formulas.readings import Reading, bounded
from grader.formulas.tokens import LONGEST, TooMuch
from grader.formulas.tree import Number, Plus, Tree, free_letters, size
from grader.formulas.unread import NotRead
from grader.formulas.vocabulary import Vocabulary
from grader.formulas.words import FUNCTIONS, LIBRARIES

MOST_LINES = 400
MOST_CHARACTERS = 100_000
"""Of a program that is asked which words are its own."""
OF_A_PROGRAM = ("@", ".T", "np.", "**", " if ", "torch.", "[", "_")
COMMANDS = re.compile(r"^[%!].*$", re.MULTILINE)
"""Lines of a notebook that are no Python."""
MADE = re.compile(r"^[ \t]*(?:(?:def|class)[ \t]+(\w+)|(\w+)[ \t]*=[ \t]*lambda\b|(?:import|from)\b.*\bas[ \t]+(\w+))", re.MULTILINE)
"""What a program that cannot be parsed seems to make."""
DICTIONARIES = frozenset("grads grad gradients gradient derivatives d".split())
"""What gradients are kept in by the names of what they are by."""
KEPT = frozenset(("zeros", "zeros_like", "empty", "empty_like", "ones_like"))
"""What makes room for values that come later."""


def in_programs(
    w: FormulaWanted, lines: Sequence[Stretch], sisters: Sequence[FormulaWanted], whole: Sequence[Stretch]
) -> Iterator[Attempt]:
    """The formulas of programs; each stretch is one program, and `whole` all that stands in their document."""
    others = {answer for one in sisters for answer in spoken(one)}
    mine = spoken(w)
    own = frozenset(mine - others)
    short = [line for line in lines if len(line.text) <= LONGEST * 4 and line.text.count("\n") <= MOST_LINES]
    poisoned = dict.fromkeys(word for line in whole if line.program for word in own_words(line.text)) if short else {}
    for line in short:
        found = list(Script(w, line, own, dict(poisoned)).attempts())
        if labelled := [one for one in found if one.labelled]:
            yield from labelled
        elif found and found[-1].label not in others - mine:
            yield found[-1]


def spoken(w: FormulaWanted) -> frozenset[str]:
    """The names that the answer may have in a program."""
    return w.words.spoken | {w.name}


def ordered(one: Attempt, letters: tuple[str, ...]) -> Attempt:
    """An attempt whose left-hand side has the letters as its indices."""
    return replace(one, order=letters, strays=any(not set(letters).issuperset(free_letters(way.tree)) for way in one.readings))


def stored(node: ast.AST) -> Iterator[str]:
    """The names that a piece of a program gives a value, or takes it away from."""
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and not isinstance(each.ctx, ast.Load):
            yield each.id
        elif isinstance(each, ast.Subscript) and not isinstance(each.ctx, ast.Load) and isinstance(each.value, ast.Name):
            yield each.value.id


@lru_cache(maxsize=128)
def own_words(source: str) -> frozenset[str]:
    """Functions and libraries that a program makes or takes from elsewhere under a name that formulas use: what they do is not known."""
    if len(source) > MOST_CHARACTERS:
        return LIBRARIES | frozenset(FUNCTIONS)
    plain = COMMANDS.sub("", unprompted(source))
    try:
        nodes = list(ast.walk(ast.parse(plain)))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return frozenset(name for found in MADE.finditer(plain) for name in found.groups() if name)
    return frozenset(name for node in nodes for name in made(node))


def made(node: ast.AST) -> Iterator[str]:
    """The same for one piece of a program."""
    match node:
        case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
            yield name
        case ast.Assign(targets=[ast.Name(id=name)], value=ast.Lambda() | ast.Name() | ast.Attribute()):
            yield name
        case ast.AnnAssign(target=ast.Name(id=name), value=ast.Lambda() | ast.Name() | ast.Attribute()):
            yield name
        case ast.Assign():
            yield from (name for name in stored(node) if name in LIBRARIES or name in FUNCTIONS)
        case ast.Import(names=names):
            yield from (one.asname or one.name.split(".")[0] for one in names if one.name.split(".")[0] not in LIBRARIES)
        case ast.ImportFrom(module=module, names=names):
            known = (module or "").split(".")[0] in LIBRARIES
            yield from (one.asname or one.name for one in names if not (known and same_function(one)))


def same_function(one: ast.alias) -> bool:
    """Whether what is taken from a library keeps its meaning: `inv as inverse`, not `exp as log`."""
    return one.asname is None or FUNCTIONS.get(one.asname) == FUNCTIONS.get(one.name)


def as_program(text: str, words: Vocabulary) -> tuple[Reading, ...]:
    """A formula that only Python reads so."""
    if not any(sign in text for sign in OF_A_PROGRAM):
        return ()
    try:
        return (program(text, words),)
    except (NotRead, TooMuch):
        return ()


def unprompted(source: str) -> str:
    """Without the signs of a console."""
    return "\n".join(line.removeprefix(">>> ").removeprefix("... ") for line in source.split("\n"))


@dataclass
class Script:
    """A program whose values are followed from line to line."""

    w: FormulaWanted
    line: Stretch
    names: frozenset[str]
    trees: dict[str, Tree | None] = field(default_factory=dict)

    def attempts(self) -> Iterator[Attempt]:
        """What is assigned, returned or stands alone."""
        try:
            body = ast.parse(unprompted(self.line.text)).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return
        try:
            yield from self.statements(body, "")
        except RecursionError:
            return

    def statements(self, body: Sequence[ast.stmt], name: str) -> Iterator[Attempt]:
        """The same for statements; `name` is the function's that they stand in."""
        for one in body:
            yield from self.statement(one, name)

    def statement(self, one: ast.stmt, name: str) -> Iterator[Attempt]:
        """The same for one."""
        if isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant):
            return
        match one:
            case ast.FunctionDef(name=own, body=inner):
                kept, self.trees = self.trees, dict(self.trees)
                yield from self.statements(inner, own)
                self.trees = kept
            case ast.For(target=target, body=inner) if not any(isinstance(each, ast.AugAssign) for each in ast.walk(one)):
                self.trees |= dict.fromkeys(stored(target))
                yield from self.statements(inner, name)
            case ast.If(body=[first], orelse=[other]):
                yield from self.branches(one, first, other, name)
            case ast.Return(value=ast.expr() as value):
                yield from self.value(name, value)
            case ast.Assign(targets=[ast.Name(id=own)], value=ast.Lambda(body=value)):
                yield from self.value(own, value)
            case ast.Assign(targets=[target], value=value) | ast.AnnAssign(target=target, value=ast.expr() as value):
                yield from self.assigned(target, value)
            case ast.AugAssign(target=ast.Name(id=own), op=operator, value=value):
                changed = ast.BinOp(ast.Name(own, ast.Load()), operator, value)
                yield from self.assigned(ast.Name(own, ast.Store()), changed)
            case ast.Expr(value=value):
                yield from self.value(name, value)
            case _:
                yield from self.unfollowed(one, name)

    def unfollowed(self, one: ast.stmt, name: str) -> Iterator[Attempt]:
        """A statement that nobody follows here: what it gives a value has one that is not known, and what it returns may be the answer."""
        given = dict.fromkeys(stored(one))
        inside = {id(each) for part in ast.walk(one) if isinstance(part, ast.FunctionDef | ast.Lambda) for each in ast.walk(part)}
        if any(isinstance(each, ast.Return) and id(each) not in inside for each in ast.walk(one)):
            given[name] = None
        self.trees |= given
        why = "it gets its value in a way that is not followed here"
        yield from (replace(self.base(own, ast.unparse(one)), why=why, denied=True) for own in given if own in self.names)

    def branches(self, one: ast.If, first: ast.stmt, other: ast.stmt, name: str) -> Iterator[Attempt]:
        """`if i == j: return a`, `else: return b`."""
        match first, other:
            case ast.Return(value=ast.expr() as a), ast.Return(value=ast.expr() as b):
                yield from self.value(name, ast.IfExp(one.test, a, b))
            case ast.Assign(targets=[target], value=a), ast.Assign(targets=[same], value=b) if ast.dump(target) == ast.dump(same):
                yield from self.assigned(target, ast.IfExp(one.test, a, b))
            case _:
                yield from self.unfollowed(one, name)

    def assigned(self, target: ast.expr, value: ast.expr) -> Iterator[Attempt]:
        """A value that gets a name, or all entries of one."""
        match target, value:
            case ast.Tuple(elts=targets), ast.Tuple(elts=values) if len(targets) == len(values):
                yield from self.at_once(targets, values)
                return
            case ast.Subscript(value=ast.Name(id=kept), slice=ast.Constant(value=str() as key)), _ if kept in DICTIONARIES:
                yield from self.value(f"grad_{key}", value)  # `grads["A_L"]`
                return
        yield from self.named(target, value)

    def named(self, target: ast.expr, value: ast.expr) -> Iterator[Attempt]:
        """The same for one that is neither several names nor kept in a dictionary."""
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            places = target.slice.elts if isinstance(target.slice, ast.Tuple) else [target.slice]
            letters = tuple(one.id for one in places if isinstance(one, ast.Name) and len(one.id) == 1)
            if len(letters) == len(places):
                yield from (ordered(one, letters) for one in self.value(target.value.id, value))
            else:
                yield from self.unfollowed(ast.Assign([ast.Name(target.value.id, ast.Store())], value, lineno=0), "")
            return
        if isinstance(target, ast.Tuple) and isinstance(value, ast.Attribute) and value.attr == "shape":
            for number, one in enumerate(target.elts):
                yield from self.assigned(one, ast.Subscript(value, ast.Constant(number), ast.Load()))
            return
        if not isinstance(target, ast.Name):
            yield from self.unfollowed(ast.Assign([target], value, lineno=0), "")
            return
        if isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1] in KEPT:
            return
        if target.id in self.w.words.heads and any(isinstance(one, ast.Attribute) and one.attr == "shape" for one in ast.walk(value)):
            with suppress(NotRead):
                self.trees[target.id] = Program(self.w.words, self.trees).tree(value, 0)
            return  # `d = X.shape[1]`
        yield from self.value(target.id, value)
        self.trees[target.id] = self.followed(value)

    def followed(self, value: ast.expr) -> Tree | None:
        """What a name stands for that gets a value; None where nobody could read it."""
        try:
            return bounded(Program(self.w.words, self.trees).tree(value, 0))
        except (NotRead, TooMuch):
            return None

    def at_once(self, targets: Sequence[ast.expr], values: Sequence[ast.expr]) -> Iterator[Attempt]:
        """`h, f = H, k`: all values first, then their names."""
        kept = dict(self.trees)
        given: dict[str, Tree | None] = {}
        for target, value in zip(targets, values, strict=True):
            self.trees = dict(kept)
            yield from self.assigned(target, value)
            given |= {name: self.trees.get(name) for name in stored(target)}
        self.trees = kept | given

    def base(self, name: str, text: str) -> Attempt:
        """A place with nothing read there yet."""
        return Attempt(
            text,
            self.line.place,
            self.line.source,
            labelled=name in self.names,
            doubts=self.line.doubts,
            label=name,
            context=text,
            alone=self.w.alone,
        )

    def value(self, name: str, expression: ast.expr) -> Iterator[Attempt]:
        """An expression as an attempt; nothing where it is none."""
        base = self.base(name, ast.unparse(expression))
        try:
            tree = bounded(Program(self.w.words, self.trees).tree(expression, 0))
        except (NotRead, TooMuch) as problem:
            if base.labelled:
                yield replace(base, why=str(problem))
            return
        if base.labelled or size(tree) > 1 or not isinstance(tree, Number | Plus):
            yield replace(base, readings=(Reading(tree, program=True),))
