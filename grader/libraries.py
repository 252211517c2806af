"""The libraries that students' code may need, each tried by loading it the way a job would."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from grader.capability import Capability, State

SECONDS = 120.0
"""By the clock, for loading one of them on a busy machine."""
_ABSENT = "ModuleNotFoundError: No module named {!r}"
_TRIAL = "import sys, {0}; from importlib.metadata import version; sys.stdout.write(version('{0}'))"


@dataclass(frozen=True)
class Library:
    """A library, what it is for, and what becomes of marks without it."""

    name: str
    without: str


LIBRARIES = (
    Library("numpy", "code that imports it goes to a person"),
    Library("torch", "code that imports it goes to a person"),
    Library("scipy", "it can be imported all the same; code that uses it goes to a person"),
    Library("matplotlib", "plots are left out, and no number is another one for it"),
    Library("IPython", "notebooks are not run; what their saved outputs say is read"),
    Library("pycodestyle", "lines that ask for its findings go to a person"),
    Library("ruff", "lines that ask for its findings go to a person"),
)


def libraries() -> Iterator[Capability]:
    """Each of them with its version, or with what its absence means."""
    yield from map(loaded, LIBRARIES)


def loaded(library: Library) -> Capability:
    """Whether a library can be loaded here, in a process of its own."""
    what = f"library {library.name}"
    command = [sys.executable, "-s", "-P", "-B", "-c", _TRIAL.format(library.name)]
    try:
        ended = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired) as problem:
        return Capability(what, State.FAILED, f"could not be tried ({type(problem).__name__}); {library.without}")
    if ended.returncode == 0:
        return Capability(what, State.OK, ended.stdout.decode("utf-8", "replace").strip()[:40])
    last = (ended.stderr.decode("utf-8", "replace").strip().splitlines() or [f"exit status {ended.returncode}"])[-1]
    if last == _ABSENT.format(library.name):
        return Capability(what, State.ABSENT, f"not installed: {library.without}", commands=(f"pip install {library.name.lower()}",))
    return Capability(what, State.FAILED, f"is installed and cannot be loaded ({last[:120]}): {library.without}")
