"""How strongly student code was isolated, in words for people: what happened, and what to switch on where no level holds."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from grader.jail.level import Level
from grader.legible import legible
from grader.records.code_results import AskedResult
from grader.records.results import MarkResult, Results, SubmissionResult
from grader.reporting.wording import counted
from grader.run import Ending, Reason

MEANS = MappingProxyType(
    {
        Level.NAMESPACES: "namespaces of its own, Landlock, seccomp and limits round every job",
        Level.LANDLOCK: "Landlock, seccomp and limits round every job",
        Level.RLIMITS: "limits only; what it runs can read the files of this account",
        Level.NONE: "a clock only; what it runs can read the files of this account",
    }
)
UNSAFE = "Student code ran without isolation; it could read files of this account, reference included."
NOT_RUN = "Student code was not run: this machine cannot isolate it."
CANNOT = "this machine cannot run the course's own solution"
"""Why code is a fault of ours in all submissions, before the reason."""
OWN_CODE = "Your code ran without isolation: it is your own."
CONTAINER = (
    'docker run --rm -it -v "${PWD}:/course" -w /course python:3.12 '
    "sh -c \"pip install --extra-index-url https://download.pytorch.org/whl/cpu '.[code]' && grader grade\""
)  # fmt: skip
"""One command in the folder of the grader, for sh and PowerShell alike; the index is that of torch for plain processors."""
MORE_FOR_A_CONTAINER = "--security-opt seccomp=unconfined"
"""Docker's own filter lets Landlock pass and refuses user namespaces; the walls round each job are stricter than that filter."""

_ONLY_READ = frozenset({"style", "present"})
"""Checks that look at code and start none of it."""


@dataclass(frozen=True)
class Remedy:
    """What makes a level hold on one kind of machine."""

    system: str
    says: str
    commands: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """The same as plain lines, a command with room before it."""
        return (f"{self.system}: {self.says}", *(f"    {command}" for command in self.commands))


REMEDIES = (
    Remedy(
        "Linux",
        "Either will do: a kernel with Landlock (5.13 or newer, with landlock among the names in /sys/kernel/security/lsm), or user "
        "namespaces for everyone, which the first of these switches on; some versions of Ubuntu want the second as well.",
        ("sudo sysctl -w user.max_user_namespaces=15000", "sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"),
    ),
    Remedy(
        "macOS, Windows",
        "One command in the grader’s folder, with Docker, for a course in it; "
        f"if that machine lacks Landlock, with {MORE_FOR_A_CONTAINER} behind run. "
        "On Windows, WSL will do as well.",
        (CONTAINER,),
    ),
    Remedy(
        "Anywhere",
        "This runs the code all the same: only for people whom you trust with every file of your account.",
        ("grader grade --allow-unsafe",),
    ),
)


class Held(StrEnum):
    """How it went with student code in these results."""

    ISOLATED = "isolated"
    UNSAFE = "unsafe"
    """It was run at a level that does not hold."""
    NOT_RUN = "not run"
    NOTHING = "nothing to run"


@dataclass(frozen=True)
class Notice:
    """What a page says about isolation beyond naming the level."""

    held: Held
    level: str
    says: str
    lines: int = 0
    """Marks that wait because nothing was run."""


class HowRun:
    """Gathers how student code was run from one line after another, and keeps none of them."""

    def __init__(self, level: str) -> None:
        self.level = level
        self.run = False
        self.lines = 0
        self.failed = ""

    def add(self, marks: Iterable[MarkResult]) -> None:
        """Some more lines."""
        for mark in marks:
            if mark.code is not None:
                self.add_told(run=was_run(mark), lines=held_back(mark))
            if not self.failed and mark.detail.startswith(CANNOT):
                self.failed = mark.detail

    def add_told(self, *, run: bool, lines: int, failed: str = "") -> None:
        """What some lines came to: whether any was run, how many only wait because nothing isolates code, why all of it failed."""
        self.run |= run
        self.lines += lines
        self.failed = self.failed or failed

    def notice(self) -> Notice:
        """What a page says of them."""
        not_run = Held.NOT_RUN if self.lines else Held.NOTHING
        run = Held.ISOLATED if _holds(self.level) else Held.UNSAFE
        held = run if self.run else not_run
        return Notice(held, self.level, {Held.UNSAFE: UNSAFE, Held.NOT_RUN: NOT_RUN}.get(held, ""), self.lines)

    def in_the_terminal(self) -> Iterator[str]:
        """What `grade` says when all is done; nothing where no line is about code."""
        if failed := self.failed:
            yield f"WARNING: no group's code was judged. {failed[:1].upper()}{legible(' '.join(failed[1:].split())[:300])}"
            return
        found = self.notice()
        match found.held:
            case Held.ISOLATED:
                yield f"Student code was run at level {found.level}: {MEANS[Level(found.level)]}."
            case Held.UNSAFE:
                yield f"WARNING: {UNSAFE} (level {found.level}, --allow-unsafe)"
            case Held.NOT_RUN:
                yield f"{NOT_RUN} {counted(found.lines, 'mark')} wait for a person because of that; `grader doctor` says what to switch on."
            case Held.NOTHING:
                return


def how_run(level: str, marks: Iterable[MarkResult]) -> HowRun:
    """How the code of these lines was run."""
    found = HowRun(level)
    found.add(marks)
    return found


def notice(results: Results, *submissions: SubmissionResult) -> Notice:
    """How student code was isolated, judged by all submissions, or by those that are named."""
    return how_run(results.isolation, (mark for submission in submissions or results.submissions for mark in submission.marks)).notice()


def in_the_terminal(results: Results) -> Iterator[str]:
    """What `grade` says about how code was run, of results that are there as a whole."""
    return how_run(results.isolation, (mark for submission in results.submissions for mark in submission.marks)).in_the_terminal()


def was_run(mark: MarkResult) -> bool:
    """Whether any of a group's code was started for this line."""
    return mark.check not in _ONLY_READ and any(asked.ending != Ending.NOT_RUN for asked in _asked(mark))


def held_back(mark: MarkResult) -> bool:
    """Whether this line waits only because nothing isolates student code here."""
    return any(asked.reason == Reason.NO_ISOLATION for asked in _asked(mark))


def _asked(mark: MarkResult) -> tuple[AskedResult, ...]:
    return () if mark.code is None else mark.code.asked


def _holds(level: str) -> bool:
    """Whether a level of results.json holds; one that nobody knows does not."""
    return level in [known.value for known in Level if known.holds]
