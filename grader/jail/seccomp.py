"""The filter of system calls: what libraries need is allowed, a few calls with harmless arguments only, and the rest is refused.

A list of what is allowed is stronger than one of what is not: a call that a later kernel brings is not known here, and so does not exist.
"""

import errno
import struct
from dataclasses import dataclass, replace
from functools import cache

from grader.jail import kernel
from grader.jail.bpf import (
    ALLOW,
    KILL,
    LOAD_CALL,
    Block,
    Instruction,
    answer,
    assembled,
    from_number,
    if_any_bit,
    if_argument,
    on_call,
    on_calls,
    unless_machine,
)
from grader.jail.calls import ALLOWED, ATTRIBUTES, FCNTL, GETSOCKOPT, IOCTL, MODES_AND_TIMES, PRCTL, PRETENDED, REFUSED
from grader.jail.syscalls import machine, numbers

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_X32 = 0x40000000
"""On x86_64, calls with this bit are those of another interface, with numbers of its own."""
_NEW_NAMESPACES = (
    kernel.CLONE_NEWNS
    | kernel.CLONE_NEWCGROUP
    | kernel.CLONE_NEWUTS
    | kernel.CLONE_NEWIPC
    | kernel.CLONE_NEWUSER
    | kernel.CLONE_NEWPID
    | kernel.CLONE_NEWNET
)
_AF_UNIX, _SOCK_STREAM = 1, 1
_STREAMS = tuple(_SOCK_STREAM | flags for flags in (0, 0x800, 0x80000, 0x80800))
"""With and without waiting, closed on exec or not. Of a pair, sockets for single messages could still write to any path."""
_WRITE_ONLY, _READ_AND_WRITE, _NEW, _EMPTY = 1, 2, 0o100, 0o1000
"""What a file is opened for: both of the first two bits ask for neither reading nor writing, which Landlock then lets pass everywhere."""
_POWERS = 0o6000
"""Modes by which a program runs in the name of its owner."""
_KILLED, _CPU_TIME = 9, 0
"""SIGKILL, and the limit by which the kernel would send it."""
_NO = answer(errno.EPERM)
_ANY_PID = 0x7FEDCBA9
"""Stands for the job's own number while the filter is written: no process has it, and no call or flag is so large."""


@dataclass(frozen=True)
class Allowance:
    """What depends on the job."""

    pid: int
    """The only process that it may signal."""
    processes: bool = False
    """Whether it may fork, and signal whatever its namespace shows; only for a job in a pid namespace of its own."""
    own_files_only: bool = False
    """Whether it sees no files that it could harm, so that modes and times may be set and files be cut by their names."""


def fence(allowance: Allowance) -> None:
    """Put the filter before every later system call of this process and of all that it starts."""
    program = assemble(allowance, machine())
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    kernel.install_filter(program)


def assemble(allowance: Allowance, name: str) -> bytes:
    """The whole filter for a machine."""
    own = struct.pack("=I", allowance.pid)
    return _form(replace(allowance, pid=_ANY_PID), name).replace(struct.pack("=I", _ANY_PID), own)


def prepare() -> None:
    """Write the filters down before the first job, which then has only to fill in its number."""
    for own_files_only in (True, False):
        assemble(Allowance(1, own_files_only=own_files_only), machine())


@cache
def _form(allowance: Allowance, name: str) -> bytes:
    """The filter for a machine, with any number in the place of the job's."""
    known = numbers(name)
    code: list[Instruction] = [*unless_machine(_ARCHITECTURES[name], KILL), *LOAD_CALL]
    if name == "x86_64":
        code += from_number(_X32, KILL)
    for call, verdict in _verdicts(allowance).items():
        if call in known:
            code += on_call(known[call], verdict)
    code += on_calls((known[call] for call in ALLOWED if call in known), ALLOW)
    code += on_calls((known[call] for call in REFUSED if call in known), _NO)
    # An answer that libraries understand: what a kernel does not have, they do in another way.
    return assembled([*code, *answer(errno.ENOSYS)])


def _verdicts(allowance: Allowance) -> dict[str, Block]:
    """Calls that are judged by their arguments or by the job; they come before the lists."""
    return {
        **_of_processes(allowance),
        **_of_files(allowance),
        "setrlimit": if_argument(0, (_CPU_TIME,), _NO, ALLOW),
        "prlimit64": if_argument(0, (0, allowance.pid), if_argument(1, (_CPU_TIME,), _NO, ALLOW), _NO),
        "sched_setaffinity": if_argument(0, (0,), ALLOW, _NO),
        "prctl": if_argument(0, PRCTL, ALLOW, _NO),
        "fcntl": if_argument(1, FCNTL, ALLOW, _NO),
        "ioctl": if_argument(1, IOCTL, ALLOW, answer(errno.ENOTTY)),
        "getsockopt": if_argument(2, GETSOCKOPT, ALLOW, _NO),
        "socketpair": if_argument(0, (_AF_UNIX,), if_argument(1, _STREAMS, ALLOW, _NO), _NO),
    }


def _of_processes(allowance: Allowance) -> dict[str, Block]:
    """Threads yes, processes where allowed; signals to oneself, but for the one that the machine ends it by."""
    signals = {"kill": 1, "tgkill": 2, "rt_sigqueueinfo": 1, "rt_tgsigqueueinfo": 2}
    if allowance.processes:
        clone = if_any_bit(0, _NEW_NAMESPACES, _NO, ALLOW)
        return {"clone": clone, "fork": ALLOW, "vfork": ALLOW, **dict.fromkeys(signals, ALLOW)}
    thread = if_any_bit(0, kernel.CLONE_THREAD, ALLOW, _NO)
    # Who is killed without our doing was killed by the machine, and that is nobody's fault: so nobody kills itself.
    own = {call: if_argument(0, (allowance.pid,), if_argument(at, (_KILLED,), _NO, ALLOW), _NO) for call, at in signals.items()}
    return {"clone": if_any_bit(0, _NEW_NAMESPACES, _NO, thread), **own}


def _of_files(allowance: Allowance) -> dict[str, Block]:
    """What changes a file without writing into it."""
    own = allowance.own_files_only
    return {
        **({} if own else _of_opening()),
        **dict.fromkeys(sorted(MODES_AND_TIMES), ALLOW if own else answer(0)),
        **dict.fromkeys(sorted(ATTRIBUTES), answer(errno.EOPNOTSUPP)),
        **dict.fromkeys(sorted(PRETENDED), answer(0)),
        "truncate": ALLOW if own else _NO,
    }


def _of_opening() -> dict[str, Block]:
    """Where foreign files are in sight: none is opened for nothing or emptied by reading, none made that has its owner's powers."""
    return {
        "open": _opened(1),
        "openat": _opened(2),
        "creat": if_any_bit(1, _POWERS, _NO, ALLOW),
        # Room that is taken at once and shown in no folder: libraries then write instead, which takes time and is seen.
        "fallocate": answer(errno.EOPNOTSUPP),
    }


def _opened(flags: int) -> Block:
    """One of the calls that open a file, by the place of its flags; the mode of a new file stands behind them."""
    made = if_any_bit(flags, _NEW, if_any_bit(flags + 1, _POWERS, _NO, ALLOW), ALLOW)
    read = if_any_bit(flags, _EMPTY, _NO, made)
    return if_any_bit(flags, _WRITE_ONLY, if_any_bit(flags, _READ_AND_WRITE, _NO, made), if_any_bit(flags, _READ_AND_WRITE, made, read))
