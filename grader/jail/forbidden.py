"""The forbidden things themselves, each a small function that does one of them as plainly as student code would."""

import contextlib
import errno
import mmap
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from grader.jail import kernel
from grader.jail.identity import is_root
from grader.jail.limits import MIB, JobLimits

SMALL = JobLimits(memory=64 * MIB, file_size=1 * MIB, folder_size=4 * MIB, folder_entries=64, lifetime=5)
"""The limits of a job that proves a level."""
_PTRACE_SEIZE = 0x4206


@dataclass(frozen=True)
class Bait:
    """What is laid out for the tries: everything here would be open to them if there were no walls."""

    folder: str
    """A folder open to everybody, with files of the job's user and of the one who asks, and a socket."""
    unseen: tuple[str, ...]
    """Files that must not be read although they may lie below a folder that jobs need."""
    port: int
    """Something listens there."""
    abstract: str
    """The name of a socket without a file."""
    victims: tuple[int, ...] = ()
    """Processes without walls: that of the one who asks, and one of the job's user, which comes last."""
    address: int = 0
    """Where a secret stands in the memory of the last one."""


Attempt = Callable[[Bait], str]
"""Gives what it got hold of; raises OSError or MemoryError where it was stopped."""


def first_byte(path: str) -> str:
    """Open a file."""
    with open(path, "rb") as file:  # noqa: PTH123 - as student code would
        file.read(1)
    return f"{path} was opened"


def _read_a_secret(bait: Bait) -> str:
    return first_byte(f"{bait.folder}/secret")


def _read_by_a_link(bait: Bait) -> str:
    os.symlink(f"{bait.folder}/secret", "link")  # noqa: PTH211 - as student code would
    return first_byte("link")


def _list_a_folder(bait: Bait) -> str:
    return ", ".join(os.listdir(bait.folder))  # noqa: PTH208 - as student code would


def _write_a_file(bait: Bait) -> str:
    return f"descriptor {os.open(f'{bait.folder}/written', os.O_WRONLY | os.O_CREAT)}"


def _remove_a_file(bait: Bait) -> str:
    os.rename(f"{bait.folder}/removable", f"{bait.folder}/removed")  # noqa: PTH104 - as student code would
    return "it was renamed"


def _empty_a_file(bait: Bait) -> str:
    size = os.stat(f"{bait.folder}/removable").st_size  # noqa: PTH116 - as student code would
    for flags in (os.O_RDONLY, os.O_ACCMODE):  # for reading, and for neither reading nor writing
        with contextlib.suppress(OSError):
            os.close(os.open(f"{bait.folder}/removable", flags | os.O_TRUNC))
    if os.stat(f"{bait.folder}/removable").st_size < size:  # noqa: PTH116 - the same
        return "nothing is left in it"
    raise PermissionError(errno.EACCES, "it is as it was")


def _write_into_a_library(_: Bait) -> str:
    return f"descriptor {os.open(os.__file__, os.O_WRONLY)}"


def _connect_by_tcp(bait: Bait) -> str:
    return _connected(socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", bait.port))


def _send_by_udp(bait: Bait) -> str:
    return _connected(socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", bait.port))


def _connect_by_file(bait: Bait) -> str:
    return _connected(socket.AF_UNIX, socket.SOCK_STREAM, f"{bait.folder}/listening")


def _connect_by_name(bait: Bait) -> str:
    return _connected(socket.AF_UNIX, socket.SOCK_STREAM, f"\0{bait.abstract}")


def _connected(family: int, kind: int, address: tuple[str, int] | str) -> str:
    with socket.socket(family, kind) as reaching:
        reaching.settimeout(1.0)
        reaching.connect(address)
    return "connected"


def _fork(_: Bait) -> str:
    pid = os.fork()
    if pid == 0:
        os._exit(0)
    return f"process {pid}"


def start_a_program(_: Bait) -> NoReturn:
    """Become another program, which tells nothing."""
    program = next((name for name in ("/usr/bin/true", "/bin/true", "/usr/bin/env") if Path(name).exists()), os.devnull)
    os.execv(program, [program])  # noqa: S606 - that is what is tried


def _be_root(_: Bait) -> str:
    if not is_root():
        raise PermissionError(errno.EPERM, f"it is user {os.geteuid()}")
    return "it is user 0"


def _signal(bait: Bait) -> str:
    return _one_of(bait, lambda pid: os.kill(pid, 0))


def _read_memory(bait: Bait) -> str:
    import ctypes

    taken = ctypes.create_string_buffer(6)
    ours, theirs = (ctypes.c_uint64 * 2)(ctypes.addressof(taken), 6), (ctypes.c_uint64 * 2)(bait.address, 6)
    kernel.syscall("process_vm_readv", bait.victims[-1], ctypes.byref(ours), 1, ctypes.byref(theirs), 1, 0)
    return taken.raw.decode("ascii", "replace")


def _trace(bait: Bait) -> str:
    return _one_of(bait, lambda pid: kernel.syscall("ptrace", _PTRACE_SEIZE, pid, 0, 0))


def _open_memory(bait: Bait) -> str:
    return _one_of(bait, lambda pid: os.close(os.open(f"/proc/{pid}/mem", os.O_RDONLY)))


def _open_environment(bait: Bait) -> str:
    return _one_of(bait, lambda pid: first_byte(f"/proc/{pid}/environ"))


def _slow_down(bait: Bait) -> str:
    return _one_of(bait, lambda pid: os.setpriority(os.PRIO_PROCESS, pid, 19))


def _one_of(bait: Bait, attack: Callable[[int], object]) -> str:
    """What is done to one process after another; the last error where all of them are safe."""
    for pid in bait.victims[:-1]:
        with contextlib.suppress(OSError):
            attack(pid)
            return f"done to process {pid}"
    attack(bait.victims[-1])
    return f"done to process {bait.victims[-1]}"


def _new_namespace(_: Bait) -> str:
    kernel.unshare(kernel.CLONE_NEWUSER)
    return "a user namespace"


def _queue_of_calls(_: Bait) -> str:
    import ctypes

    return f"descriptor {kernel.syscall('io_uring_setup', 1, ctypes.byref((ctypes.c_uint32 * 30)()))}"


def _take_memory(_: Bait) -> str:
    with mmap.mmap(-1, 2 * SMALL.memory) as taken:
        return f"{len(taken) // MIB} MiB"


def _write_too_much(_: Bait) -> str:
    with open("large", "wb", buffering=0) as file:  # noqa: PTH123 - as student code would
        written = sum(file.write(bytes(MIB // 4)) for _ in range(2 * SMALL.file_size // (MIB // 4)))
    return f"{written // MIB} MiB"


def _change_a_mode(bait: Bait) -> str:
    for name in ("secret", "removable"):
        with contextlib.suppress(OSError):
            os.chmod(f"{bait.folder}/{name}", 0o600)  # noqa: PTH101 - as student code would
    raise OSError(0, "judged from outside")


OUTSIDE = "change a file outside"
"""Told by what is seen from outside: a pretended success is none."""
MEMORY, SIZE = "take more memory than is given", "write a larger file than is allowed"
TRIES: dict[str, Attempt] = {
    "read a file outside": _read_a_secret,
    "read it by a link": _read_by_a_link,
    "list a folder outside": _list_a_folder,
    "write a file outside": _write_a_file,
    "empty a file outside": _empty_a_file,
    "rename a file outside": _remove_a_file,
    OUTSIDE: _change_a_mode,
    "write into a library": _write_into_a_library,
    "connect by TCP": _connect_by_tcp,
    "send by UDP": _send_by_udp,
    "connect to a socket by its file": _connect_by_file,
    "connect to a socket by its name": _connect_by_name,
    "fork": _fork,
    "be root": _be_root,
    "signal another process": _signal,
    "read the memory of another process": _read_memory,
    "open the memory of another process": _open_memory,
    "open the environment of another process": _open_environment,
    "trace another process": _trace,
    "slow another process down": _slow_down,
    "make a namespace": _new_namespace,
    "queue calls past the filter": _queue_of_calls,
    MEMORY: _take_memory,
    SIZE: _write_too_much,
}
