"""The sample solution: functions whose argument names say what each answer is worked out from."""

import copy
from collections.abc import Callable, Hashable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from types import MappingProxyType
from typing import Any, TypeVar

from grader.errors import ReferenceFault
from grader.references.quantity import CannotFollow, entries_of, maybe_entries
from grader.references.steps import OutOfSteps, counted

FEWEST_STEPS = 1_000_000
TIMES_THE_STEPS = 20
"""On a group's values a function may take so many steps, or so many times those that it takes on the sheet's own."""
REMEMBERED, LARGEST_REMEMBERED = 1_024, 64
"""Things that came of groups' own values, of so many numbers each at most: what they print must not fill our memory."""
T = TypeVar("T")
NONE: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Reference:
    """A reference module, ready to be asked."""

    name: str
    file: str
    sha256: str
    """Of its text, and of what it may read or import beside it."""
    givens: Mapping[str, Any]
    functions: Mapping[str, Callable[..., Any]]
    sentences: Mapping[str, str]
    """The first line of a function's docstring."""
    parameters: Mapping[str, tuple[str, ...]]
    """What each function is worked out from: its arguments, but for those with a default."""
    calls: Mapping[str, tuple[str, ...]]
    """The names that each function calls itself."""
    measured: frozenset[str]
    """Names known only from a submission (`mlp_accuracy: float`)."""
    lines: Mapping[str, int]
    source: bytes = field(default=b"", repr=False)
    """The module's own text."""
    strangers: Mapping[str, str] = field(default_factory=dict)
    """Names that cannot be asked, with the reason and its remedy."""
    asked: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)
    """What it gave on inputs that it yields, kept for all submissions (`asked.py`)."""
    _truths: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)
    _steps: dict[str, int] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def names(self) -> frozenset[str]:
        """Everything that a function may be worked out from."""
        return frozenset(self.givens) | frozenset(self.functions) | self.measured

    def arguments(self, name: str) -> tuple[str, ...]:
        """What an answer is worked out from."""
        return self.parameters.get(name, ())

    def where(self, name: str) -> str:
        """File and line of a function, as messages begin."""
        return f"{self.file}, line {self.lines.get(name, 1)}"

    def label(self, name: str) -> str:
        """The first line of the docstring up to a colon, or the name."""
        sentence = self.sentence(name)
        return sentence.split(":")[0].strip().rstrip(".") or name

    def sentence(self, name: str) -> str:
        """The first line of the docstring: for a known mistake the sentence that the student reads."""
        return self.sentences.get(name, "")

    def upstream(self, name: str) -> tuple[str, ...]:
        """All functions and measurements that a name is worked out from, nearest first, itself apart."""
        return tuple(one for one in self.below(name) if one not in self.givens)

    def below(self, name: str) -> tuple[str, ...]:
        """The same with the given values among them."""
        if name not in self._below:
            self._below[name] = self._worked_out_from(name)
        return self._below[name]

    @cached_property
    def _below(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _worked_out_from(self, name: str) -> tuple[str, ...]:
        found: dict[str, None] = {}
        waiting = [name]
        while waiting:
            for argument in self.arguments(waiting.pop(0)):
                if argument not in found and argument != name and argument in self.names:
                    found[argument] = None
                    waiting.append(argument)
        return tuple(found)

    def measured_for(self, name: str) -> frozenset[str]:
        """What of it only the group can know."""
        if name not in self._measured_for:
            self._measured_for[name] = self.measured & {name, *self.upstream(name)}
        return self._measured_for[name]

    @cached_property
    def _measured_for(self) -> dict[str, frozenset[str]]:
        return {}

    def known(self, name: str) -> bool:
        """Whether there is a true value at all; what is worked out from measurements has none."""
        return name in self.functions and not self.measured_for(name)

    def truth(self, name: str) -> Any:  # noqa: ANN401 - whatever the sample solution gives
        """The true value, worked out once; raises ReferenceFault where there is none."""
        if name not in self._truths:
            try:
                value, self._steps[name] = self._worked_out(name, NONE, None)
                entries_of(value)
            except CannotFollow as problem:
                raise ReferenceFault(
                    f"{self.where(name)}: `{name}` fails on the sheet's own values ({problem}); mend it before marking"
                ) from None
            self._truths[name] = value
        return self._truths[name]

    def has_truth(self, name: str) -> bool:
        """Whether a function gives numbers on the sheet's own values; one that only helps others may want arguments that nobody knows."""
        if name not in self._has_truth:
            try:
                self._has_truth[name] = self.known(name) and self.truth(name) is not None
            except ReferenceFault:
                self._has_truth[name] = False
        return self._has_truth[name]

    @cached_property
    def _has_truth(self) -> dict[str, bool]:
        return {}

    def entries(self, name: str) -> tuple[Fraction, ...] | None:
        """The numbers of a given or a true value, worked out once; None where it has none."""
        if name not in self._entries:
            true = entries_of(self.truth(name)) if name not in self.givens and self.known(name) else None
            self._entries[name] = maybe_entries(self.givens[name]) if name in self.givens else true
        return self._entries[name]

    @cached_property
    def _entries(self) -> dict[str, tuple[Fraction, ...] | None]:
        return {}

    def evaluate(self, name: str, own: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the sample solution gives
        """The value of `name` with a group's own values in place of what the reference would work out.

        Whatever the course's function does with them, this ends: it gives a value or raises CannotFollow, after a bounded
        number of steps. A single call of numpy is not bounded by that, but by the size of what is carried.
        """
        most = max(FEWEST_STEPS, TIMES_THE_STEPS * self._steps.get(name, 0))
        return self._worked_out(name, own, most)[0]

    def remembered(self, numbers: int, key: Hashable, work: Callable[[], T]) -> T:
        """What came of so many numbers before, or what comes of them now: many groups have the same values."""
        if numbers > LARGEST_REMEMBERED:
            return work()
        known: dict[Hashable, T] = self._remembered
        with suppress(KeyError):
            return known[key]
        found = work()
        if len(known) >= REMEMBERED:
            known.clear()
        known[key] = found
        return found

    @cached_property
    def _remembered(self) -> dict[Hashable, Any]:
        return {}

    def called(self, name: str, arguments: Mapping[str, Any], most: int | None = None) -> tuple[Any, int]:
        """What one function gives for arguments that are at hand, and the steps it took; raises CannotFollow, as after `most` steps."""
        try:
            return counted(lambda: _called(self.functions[name], arguments), most)
        except OutOfSteps:
            raise CannotFollow(f"{name} takes far more steps than on the sheet's own values") from None
        except RecursionError:
            raise CannotFollow(f"{name} is worked out from itself") from None

    def _worked_out(self, name: str, own: Mapping[str, Any], most: int | None) -> tuple[Any, int]:
        """A value and the steps it took."""
        memo: dict[str, Any] = {}

        def value(argument: str) -> Any:  # noqa: ANN401 - see above
            if argument in own:
                return own[argument]
            if argument in self.givens:
                return unspoilt(self.givens[argument])
            if argument not in self.functions:
                raise CannotFollow(f"{argument} is not known")
            if argument not in memo:
                memo[argument] = result(argument)
            return memo[argument]

        def result(asked: str) -> Any:  # noqa: ANN401 - see above
            return _called(self.functions[asked], {argument: value(argument) for argument in self.arguments(asked)})

        try:
            return counted(lambda: result(name), most)
        except OutOfSteps:
            raise CannotFollow(f"{name} takes far more steps than on the sheet's own values") from None
        except RecursionError:
            raise CannotFollow(f"{name} is worked out from itself") from None


def unspoilt(given: Any) -> Any:  # noqa: ANN401 - a given value may be anything
    """A given value that no function can spoil for the next: arrays are read-only since they were loaded, the rest is copied."""
    import numpy as np

    if isinstance(given, np.ndarray | float | int | str):
        return given
    try:
        return copy.deepcopy(given)
    except (TypeError, ValueError, RuntimeError, copy.Error):  # what cannot be copied can hardly be spoilt
        return given


def _called(function: Callable[..., Any], arguments: Mapping[str, Any]) -> Any:  # noqa: ANN401 - whatever the sample solution gives
    """A call of the course's own function on values that may be anything."""
    import numpy as np

    try:
        with np.errstate(all="ignore"):
            result = function(**arguments)
    except (Exception, SystemExit) as problem:  # noqa: BLE001 - the course's own code on a student's values: whatever it does, the batch goes on
        raise CannotFollow(" ".join(f"{type(problem).__name__}: {problem}".split())[:500]) from None
    if isinstance(result, np.ndarray) and result.flags.writeable:
        result.flags.writeable = False
    return result
