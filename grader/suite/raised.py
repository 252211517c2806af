"""What a group's code raised, as an exception that an instructor's test can catch by its usual name."""

from functools import cache

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


class StudentEnded(BaseException):
    """The group's code gave no answer: a clock ran out, it crashed, it ended itself. No `except Exception` of a test hides that."""


class Closed(TypeError):
    """A test used what a call gave back as if it were data, and it is none."""


class CannotCross(TypeError):
    """A test handed over something that cannot be sent into the jail: the test's mistake, not the group's."""


class EarlierTest(RuntimeError):
    """A test used a handle that belongs to another one: the test's mistake, not the group's."""


@cache
def _class(name: str) -> type[StudentError]:
    """A class that is both ours and the builtin one of that name."""
    builtin = next((kind for kind in MAPPED if kind.__name__ == name), None)
    return StudentError if builtin is None else type(name, (StudentError, builtin), {"__module__": __name__})


def student_error(type_name: str, says: str) -> StudentError:
    """The exception for a test: `pytest.raises(StudentError)` catches it, and so does the builtin class of that name."""
    problem = _class(type_name)(says)
    problem.type_name, problem.says = type_name, says
    return problem
