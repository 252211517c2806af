"""What a group's code raised, as an exception that an instructor's test can catch by its usual name."""

import sys
from collections.abc import Iterable

from _pytest.outcomes import OutcomeException

MAPPED: tuple[type[Exception], ...] = (
    ArithmeticError,
    AssertionError,
    AttributeError,
    FloatingPointError,
    ImportError,
    IndexError,
    KeyError,
    LookupError,
    ModuleNotFoundError,
    NameError,
    NotImplementedError,
    OSError,
    OverflowError,
    RecursionError,
    RuntimeError,
    TypeError,
    UnboundLocalError,
    UnicodeError,
    ValueError,
    ZeroDivisionError,
)
"""Classes by whose name a test may expect an exception; to raise them does nothing but raise them."""


class StudentError(Exception):
    """The group's code raised something: `type_name` says what it was called there, `str()` gives its message."""

    type_name = ""
    says = ""

    def __str__(self) -> str:
        return self.says


class StudentEnded(OutcomeException):
    """The group's code gave no answer: a clock ran out, it crashed, it ended itself. No `except Exception` of a test hides that.

    It is one of pytest's own kind, for a fixture that any other such exception leaves would be broken for the tests behind it.
    """


class Closed(TypeError):
    """A test used what a call gave back as if it were data, and it is none."""


class CannotCross(TypeError):
    """A test handed over something that cannot be sent into the jail: the test's mistake, not the group's."""


class EarlierTest(RuntimeError):
    """A test used a handle that belongs to another one: the test's mistake, not the group's."""


def builtin_of(names: Iterable[str]) -> type[Exception] | None:
    """The first of these classes that a test may expect, the nearest first: a group's own `ShapeError(ValueError)` is a ValueError."""
    expected = {kind.__name__: kind for kind in (*MAPPED, *_of_numpy())}
    return next((expected[name] for name in names if name in expected), None)


def _of_numpy() -> tuple[type[Exception], ...]:
    """Those of numpy, where the test has numpy."""
    numpy = sys.modules.get("numpy")
    return () if numpy is None else (numpy.linalg.LinAlgError,)


def _class(name: str, builtin: type[Exception] | None) -> type[StudentError]:
    """A class that is both ours and the one that a test expects, shown by the name that it has in the group's code."""
    bases = (StudentError,) if builtin is None else (StudentError, builtin)
    return type(name if name.isidentifier() else "StudentError", bases, {"__module__": "builtins"})


def student_error(type_name: str, says: str, kinds: Iterable[str] = ()) -> StudentError:
    """The exception for a test: `pytest.raises(StudentError)` catches it, and so does the class that it inherits from there."""
    problem = _class(type_name, builtin_of((type_name, *kinds)))(says)
    problem.type_name, problem.says = type_name, says
    return problem


for _shown in (StudentError, StudentEnded):
    _shown.__module__ = "builtins"  # pytest shows the names of classes with their modules, and this one says nothing to anybody
