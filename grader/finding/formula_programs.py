"""Formulas in lines of a program: what is assigned to the answer's name, returned by its function, or comes last.

Names that the program gives a value stand for it; a name that gets another value on some way through is none.
"""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from grader.finding.formula_lines import Stretch
from grader.formulas.attempt import Attempt, FormulaWanted
from grader.formulas.program import Program
from grader.formulas.readings import Reading, bounded
from grader.formulas.spellings import program_names, tokens_of
from grader.formulas.tokens import LONGEST, TooMuch
from grader.formulas.tree import Number, Plus, Tree, size
from grader.formulas.unread import NotRead

MOST_LINES = 400
KEPT = frozenset(("zeros", "zeros_like", "empty", "empty_like", "ones_like"))
"""What makes room for values that come later."""


def in_programs(w: FormulaWanted, lines: Sequence[Stretch], sisters: Sequence[FormulaWanted]) -> Iterator[Attempt]:
    """The formulas of programs; each stretch is one program."""
    others = {answer for one in sisters for answer in spoken(one)}
    own = frozenset(spoken(w) - others)
    for line in lines:
        if len(line.text) > LONGEST * 4 or line.text.count("\n") > MOST_LINES:
            continue
        found = list(Script(w, line, own).attempts())
        if labelled := [one for one in found if one.labelled]:
            yield from labelled
        elif found and found[-1].label not in others:
            yield found[-1]


def spoken(w: FormulaWanted) -> set[str]:
    """The names that the answer may have in a program."""
    found = {w.name, *(answer for answer in w.words.answers if answer.isidentifier())}
    for answer in w.words.answers:
        try:
            found |= set(program_names(tokens_of(answer)))
        except TooMuch:
            continue
    return found


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
            match one:
                case ast.FunctionDef(name=own, body=inner):
                    kept, self.trees = self.trees, dict(self.trees)
                    yield from self.statements(inner, own)
                    self.trees = kept
                case ast.For(body=inner):
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
                case ast.Expr(value=value) if not isinstance(value, ast.Constant):
                    yield from self.value(name, value)

    def branches(self, one: ast.If, first: ast.stmt, other: ast.stmt, name: str) -> Iterator[Attempt]:
        """`if i == j: return a`, `else: return b`."""
        match first, other:
            case ast.Return(value=ast.expr() as a), ast.Return(value=ast.expr() as b):
                yield from self.value(name, ast.IfExp(one.test, a, b))
            case ast.Assign(targets=[target], value=a), ast.Assign(targets=[same], value=b) if ast.dump(target) == ast.dump(same):
                yield from self.assigned(target, ast.IfExp(one.test, a, b))

    def assigned(self, target: ast.expr, value: ast.expr) -> Iterator[Attempt]:
        """A value that gets a name, or all entries of one."""
        if isinstance(target, ast.Subscript) and isinstance(target.value, ast.Name):
            places = target.slice.elts if isinstance(target.slice, ast.Tuple) else [target.slice]
            letters = tuple(one.id for one in places if isinstance(one, ast.Name) and len(one.id) == 1)
            if len(letters) == len(places):
                yield from (replace(one, order=letters) for one in self.value(target.value.id, value))
            return
        if not isinstance(target, ast.Name) or (isinstance(value, ast.Call) and ast.unparse(value.func).split(".")[-1] in KEPT):
            return
        if target.id in self.w.words.heads and any(isinstance(one, ast.Attribute) and one.attr == "shape" for one in ast.walk(value)):
            return  # `d = X.shape[1]`
        found = list(self.value(target.id, value))
        self.trees[target.id] = found[0].readings[0].tree if found and found[0].readings else None
        yield from found

    def value(self, name: str, expression: ast.expr) -> Iterator[Attempt]:
        """An expression as an attempt; nothing where it is none."""
        labelled = name in self.names
        text = ast.unparse(expression)
        base = Attempt(
            text,
            self.line.place,
            self.line.source,
            labelled=labelled,
            doubts=self.line.doubts,
            label=name,
            context=text,
            alone=self.w.alone,
        )
        try:
            tree = bounded(Program(self.w.words, self.trees).tree(expression, 0))
        except (NotRead, TooMuch) as problem:
            if labelled:
                yield replace(base, why=str(problem))
            return
        if labelled or size(tree) > 1 or not isinstance(tree, Number | Plus):
            yield replace(base, readings=(Reading(tree, program=True),))
