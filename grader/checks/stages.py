"""Whether two values agree, and which of four stages is the first that fails."""

from dataclasses import dataclass, replace
from typing import Literal

from grader.checks.difference import Difference
from grader.checks.plain_numbers import described, opaque_within
from grader.wire.opaque import Opaque

Stage = Literal["", "kind", "dtype", "shape", "values", "predicate"]
STAGES: tuple[Stage, ...] = ("kind", "dtype", "shape", "values", "")
"""In the order in which they are looked at; a predicate looks at all of it at once."""


@dataclass(frozen=True)
class Agreement:
    """Whether two values agree, and if not, what the first thing is that does not."""

    stage: Stage = ""
    """Which stage failed; nothing where they agree."""
    says: str = ""
    """One sentence; it may hold what is expected (`reveals`)."""
    difference: Difference | None = None
    remarks: tuple[str, ...] = ()
    """What was let pass."""
    quiet: str = ""
    """The same sentence for somebody who may not see what is expected."""
    reveals: bool = False
    """Whether `says` holds a value that is expected."""
    path: str = ""
    """Which part of the value it is about: `the second of 3`."""
    cannot_cross: bool = False
    """The obtained value holds something that cannot be compared: a person decides."""
    meant: bool = False
    """Whether the reference's own predicate says that it cannot tell: then it is nobody's mistake."""
    ours: bool = False
    """It is the expected value that cannot be compared: the reference is at fault, nobody else."""

    @property
    def right(self) -> bool:
        """Whether they agree."""
        return not self.stage


def strange(found: Opaque) -> Agreement:
    """What could not cross cannot be compared either."""
    says = f"{described(found)}, which cannot be compared: {found.why}"
    return Agreement("kind", says, quiet=says, cannot_cross=True)


def other_kind(obtained: object, expected: object) -> Agreement:
    """Something else altogether; where a part of it could not cross, that is to blame."""
    if (found := opaque_within(obtained)) is not None:
        return replace(strange(found), path="a part of it")
    return failed("kind", f"{described(obtained)}, wanted {described(expected)}")


def failed(stage: Stage, says: str) -> Agreement:
    """A failure that gives nothing away."""
    return Agreement(stage, says, quiet=says)
