"""The ground that code runs on: how strongly this machine isolates it, and the hash of what it finds there."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from platform import python_version
from typing import TYPE_CHECKING

from grader.fingerprint import fingerprint
from grader.jail.level import Level
from grader.own_source import installed_version, our_own

if TYPE_CHECKING:  # a jail is loaded where one is opened: most batches only look whether anything changed
    from grader.jail.server import Plan
    from grader.session import Jobs

LIBRARIES = ("numpy", "torch", "scipy", "matplotlib", "ipython", "pytest", "pycodestyle", "ruff")
"""Libraries whose version may change what code gives."""
Open = Callable[["Plan", int], AbstractContextManager["Jobs"]]
"""Opens a jail; a test's double opens another one."""


def jail(plan: "Plan", count: int) -> AbstractContextManager["Jobs"]:
    """A jail with room for so many jobs at a time."""
    from grader.jail.client import Jail

    return Jail(plan, count)


@dataclass(frozen=True)
class Ground:
    """What is known of this machine and this course before any code is run."""

    level: Level
    unsafe: bool = False
    """Whether code is run although nothing isolates it."""
    open_jail: Open = jail
    elsewhere: str = ""
    """The hash of what code runs on, where that is no matter of this machine."""

    @property
    def runs(self) -> bool:
        """Whether any code is run at all."""
        return self.level.holds or self.unsafe


def ground_of(*, unsafe: bool) -> Ground:
    """What this machine offers, its level proved by trying what must not succeed."""
    from grader.jail.levels import level_here

    return Ground(level_here(), unsafe)


NO_CODE = Ground(Level.NONE)
"""For rubrics that run no code: nothing isolates it, and nothing has to."""


def runs_on(ground: Ground) -> str:
    """The hash of what all code runs on here: the jail, our own source, Python and the libraries that students may use."""
    return ground.elsewhere or fingerprint(
        ground.level.value, ground.unsafe, our_own(), python_version(), *map(installed_version, LIBRARIES)
    )
