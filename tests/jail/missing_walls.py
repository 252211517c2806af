"""Machines that lack something, and walls that were not raised: what the program that proves a level is made to do first."""

from grader.jail import levels

NO_FILTER = "import grader.jail.seccomp as walls; walls.fence = lambda allowance: None"
NO_LANDLOCK_RULES = "import grader.jail.landlock as walls; walls.confine = lambda rules: None"
NO_LIMITS = "import grader.jail.rlimits as walls; walls.limit = lambda kind, most: None"
STILL_ROOT = "import grader.jail.identity as walls; walls.drop_root = lambda needed=(): None"
IN_THE_USERS_OWN_NAME = "import grader.jail.identity as walls; walls.open_to_all = lambda path: True"
"""Root gives up its files, too, wherever Python lies."""

NO_LANDLOCK = "import grader.jail.landlock as kernel; kernel.version = lambda: 0"
OLD_LANDLOCK = "import grader.jail.landlock as kernel; kernel.version = lambda: {}"
"""Asked for no more than a kernel with this interface can refuse, a later one refuses no more."""
ANY_OPENING = "import grader.jail.seccomp as walls; walls._of_opening = dict"
UNKNOWN_MACHINE = "import platform; platform.machine = lambda: 'riscv64'"
NO_USER_NAMESPACES = """
import errno
from grader.jail import bpf, kernel, syscalls
call = syscalls.number("unshare")
kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
kernel.install_filter(bpf.assembled([*bpf.LOAD_CALL, *bpf.on_call(call, bpf.answer(errno.EPERM)), *bpf.ALLOW]))
"""
"""Refused as a container engine does it: by a filter of its own."""
A_WALL_THAT_CANNOT_BE_RAISED = """
import grader.jail.walls as walls
def refuse(*_, **__):
    raise OSError(12, "no memory for it")
walls._lock = refuse
"""
ENDS_TOO_EARLY = """
import os
import grader.jail.forbidden as forbidden
forbidden.TRIES["fork"] = lambda bait: os._exit(0)
"""
SAYS_NOTHING = "import os; os._exit(0)"


def lacking(monkeypatch, *texts):
    """Make every proof begin with these texts, each a small program."""
    before = "; from grader.jail.proving"
    assert levels._BEGIN.count(before) == 1
    monkeypatch.setattr(levels, "_BEGIN", levels._BEGIN.replace(before, "".join(f"; exec({text!r})" for text in texts) + before))
