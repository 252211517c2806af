"""How strongly student code is isolated, strongest first."""

from enum import StrEnum


class Level(StrEnum):
    """The contract's four words."""

    NAMESPACES = "namespaces"
    """User, mount, pid, net, ipc and uts namespaces, Landlock, seccomp, limits."""
    LANDLOCK = "landlock"
    """Landlock, seccomp, limits: no namespaces are needed."""
    RLIMITS = "rlimits"
    """Limits and a minimal environment only."""
    NONE = "none"
    """A clock."""

    @property
    def holds(self) -> bool:
        """Whether student code may be run in a batch without `--allow-unsafe`."""
        return self in (Level.NAMESPACES, Level.LANDLOCK)
