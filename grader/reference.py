"""The sample solution: functions whose argument names say what each answer is worked out from."""

import ast
import inspect
import warnings
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from grader.errors import ReferenceFault
from grader.nearest import did_you_mean

LARGEST_CARRIED = 1e9
"""A carried value above this (and a thousand times the truth) is not followed: it could ask our own code for the impossible."""


class CannotFollow(Exception):  # noqa: N818 - no error of anybody's
    """The reference makes nothing of a group's own values."""


@dataclass(frozen=True)
class Reference:
    """A reference module, ready to be asked."""

    name: str
    file: str
    sha256: str
    givens: Mapping[str, Any]
    functions: Mapping[str, Callable[..., Any]]
    measured: frozenset[str]
    """Names known only from a submission (`mlp_accuracy: float`)."""
    lines: Mapping[str, int]
    _truths: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @property
    def names(self) -> frozenset[str]:
        """Everything that a rubric may name."""
        return frozenset(self.givens) | frozenset(self.functions) | self.measured

    def arguments(self, name: str) -> tuple[str, ...]:
        """What an answer is worked out from."""
        return tuple(inspect.signature(self.functions[name]).parameters)

    def label(self, name: str) -> str:
        """The first line of the docstring up to a colon, or the name."""
        sentence = self.sentence(name)
        return sentence.split(":")[0].strip().rstrip(".") if sentence else name

    def sentence(self, name: str) -> str:
        """The first line of the docstring: for a known mistake the sentence that the student reads."""
        if name not in self.functions:
            return ""
        text = inspect.getdoc(self.functions[name]) or ""
        return text.strip().split("\n")[0]

    def upstream(self, name: str) -> tuple[str, ...]:
        """All functions and measurements that a name is worked out from, nearest first, itself apart."""
        found: dict[str, None] = {}
        waiting = [name]
        while waiting:
            for argument in self.arguments(waiting.pop(0)):
                if argument in found or argument == name:
                    continue
                if argument in self.functions or argument in self.measured:
                    found[argument] = None
                if argument in self.functions:
                    waiting.append(argument)
        return tuple(found)

    def measured_for(self, name: str) -> frozenset[str]:
        """What of it only the group can know."""
        return self.measured & {name, *(self.upstream(name) if name in self.functions else ())}

    def known(self, name: str) -> bool:
        """Whether there is a true value at all; what is worked out from measurements has none."""
        return name in self.functions and not self.measured_for(name)

    def truth(self, name: str) -> Any:  # noqa: ANN401 - whatever the sample solution gives
        """The true value, worked out once."""
        if name not in self._truths:
            try:
                self._truths[name] = self.evaluate(name, {})
            except CannotFollow as problem:
                message = f"{self.file}, line {self.lines.get(name, 1)}: `{name}` fails on the sheet's own values ({problem}); mend it before marking"
                raise ReferenceFault(message) from None
        return self._truths[name]

    def evaluate(self, name: str, own: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the sample solution gives
        """The value of `name` with a group's own values in place of what the reference would work out; raises CannotFollow."""
        memo: dict[str, Any] = {}

        def value(argument: str) -> Any:  # noqa: ANN401 - see above
            if argument in own:
                return own[argument]
            if argument in self.givens:
                return self.givens[argument]
            if argument not in memo:
                if argument not in self.functions:
                    raise CannotFollow(f"{argument} is not known")
                memo[argument] = called(self.functions[argument], [value(one) for one in self.arguments(argument)])
            return memo[argument]

        return called(self.functions[name], [value(argument) for argument in self.arguments(name)])

    def problems(self, names: Collection[str]) -> Iterator[str]:
        """What is wrong with the graph below some names: circles, arguments nobody defines, a call that is shadowed."""
        for name in names:
            if name in self.functions:
                yield from self._problems(name, (name,))

    def _problems(self, name: str, trail: tuple[str, ...]) -> Iterator[str]:
        where = f"{self.file}, line {self.lines.get(name, 1)}"
        for argument in self.arguments(name):
            if argument in trail:
                circle = " → ".join((*trail[trail.index(argument) :], argument))
                yield f"{where}: a circle, {circle}: none of them can be worked out first; break it"
            elif argument in self.functions:
                yield from self._problems(argument, (*trail, argument))
            elif argument not in self.givens and argument not in self.measured:
                wish = did_you_mean(argument, sorted(self.names))
                yield f"{where}: `{name}` is worked out from `{argument}`, which is neither a given value nor a function here{wish}"
        if shadowed := set(self.arguments(name)) & set(called_names(self.functions[name])) & set(self.functions):
            one = min(shadowed)
            yield f"{where}: `{name}` calls `{one}`, but its argument of that name hides the function; call it by another name"


def called(function: Callable[..., Any], arguments: list[Any]) -> Any:  # noqa: ANN401 - whatever the sample solution gives
    """A call of the course's own function on values that may be anything."""
    import numpy as np

    try:
        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            return function(*arguments)
    except (Exception, SystemExit) as problem:  # the course's own code on a student's values: whatever it does, the batch goes on
        raise CannotFollow(f"{type(problem).__name__}: {' '.join(str(problem).split())}") from None


def called_names(function: Callable[..., Any]) -> tuple[str, ...]:
    """The names that a function calls."""
    try:
        tree = ast.parse(inspect.cleandoc(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError):
        return ()
    return tuple(node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
