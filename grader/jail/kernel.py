"""The calls to the Linux kernel that Python has no names for, as plain functions that raise OSError."""

import ctypes
import os
from functools import cache

from grader.jail.syscalls import number

CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC = 0x00020000, 0x02000000, 0x04000000, 0x08000000
CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET, CLONE_THREAD = 0x10000000, 0x20000000, 0x40000000, 0x00010000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC, MS_REC, MS_PRIVATE = 1, 2, 4, 8, 16384, 1 << 18
MNT_DETACH = 2
ATTR_RDONLY, ATTR_NOSUID, ATTR_NODEV, ATTR_NOEXEC = 1, 2, 4, 8
"""The same for mount_setattr."""

PR_SET_PDEATHSIG, PR_SET_DUMPABLE, PR_SET_KEEPCAPS, PR_SET_SECCOMP = 1, 4, 8, 22
PR_CAPBSET_DROP, PR_SET_NO_NEW_PRIVS, PR_CAP_AMBIENT = 24, 38, 47
_AMBIENT_CLEAR_ALL, _SECCOMP_MODE_FILTER = 4, 2

_AT_FDCWD, _AT_EMPTY_PATH, _AT_RECURSIVE = -100, 0x1000, 0x8000
_OPEN_TREE_CLONE, _MOVE_MOUNT_FROM_EMPTY = 1, 4
_CAPABILITY_VERSION_3 = 0x20080522
CAP_SETUID = 1 << 7


@cache
def _libc() -> ctypes.CDLL:
    """The C library of this process."""
    library = ctypes.CDLL(None, use_errno=True)
    library.syscall.restype = ctypes.c_long
    return library


def _checked(result: int, what: str) -> int:
    """The result; OSError with the name of the call where it failed."""
    if result < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{what}: {os.strerror(code)}")
    return result


def syscall(name: str, *arguments: object) -> int:
    """A system call by its name; whole numbers are passed as long ones."""
    given = [ctypes.c_long(value) if isinstance(value, int) else value for value in arguments]
    return _checked(int(_libc().syscall(ctypes.c_long(number(name)), *given)), name)


def prctl(option: int, *arguments: int) -> int:
    """An option of this process or thread."""
    given = [ctypes.c_ulong(value) for value in (*arguments, 0, 0, 0, 0)[:4]]
    return _checked(int(_libc().prctl(ctypes.c_int(option), *given)), f"prctl {option}")


def unshare(flags: int) -> None:
    """Leave the namespaces named by the flags for new ones."""
    _checked(_libc().unshare(ctypes.c_int(flags)), "unshare")


def setns(descriptor: int, kind: int) -> None:
    """Go (back) into a namespace."""
    _checked(_libc().setns(ctypes.c_int(descriptor), ctypes.c_int(kind)), "setns")


def mount(source: str, target: str, kind: str, flags: int, options: str = "") -> None:
    """Mount a file system, or change how one is propagated."""
    given = (source.encode(), os.fsencode(target), kind.encode(), ctypes.c_ulong(flags), options.encode())
    _checked(_libc().mount(*given), f"mount {target}")


def detach(target: str) -> None:
    """Take a mount away, even one in use."""
    _checked(_libc().umount2(os.fsencode(target), ctypes.c_int(MNT_DETACH)), f"umount {target}")


def pivot_root_here() -> None:
    """Make the current folder, a mount, the root; the old root is put over it and taken away."""
    syscall("pivot_root", b".", b".")
    detach(".")
    os.chdir("/")


def copy_of_mount(path: str) -> int:
    """A descriptor of a copy of what is mounted at a path, with all that lies below; it is in no file system yet."""
    return syscall("open_tree", _AT_FDCWD, os.fsencode(path), _OPEN_TREE_CLONE | _AT_RECURSIVE | os.O_CLOEXEC)


def put_mount(copy: int, target: str) -> None:
    """Put such a copy somewhere."""
    syscall("move_mount", copy, b"", _AT_FDCWD, os.fsencode(target), _MOVE_MOUNT_FROM_EMPTY)


def restrict_mount(where: int | str, attributes: int) -> None:
    """Add attributes to a mount, given by its descriptor or path, and to all below; none that it has is taken away."""
    wanted = (ctypes.c_uint64 * 4)(attributes, 0, 0, 0)
    folder, path = (where, b"") if isinstance(where, int) else (_AT_FDCWD, os.fsencode(where))
    syscall("mount_setattr", folder, path, _AT_EMPTY_PATH | _AT_RECURSIVE, ctypes.byref(wanted), ctypes.sizeof(wanted))


def empty_bounding_set() -> None:
    """No program that this process becomes will have a capability; only who has some may ask for it."""
    for capability in range(64):
        try:
            prctl(PR_CAPBSET_DROP, capability)
        except OSError:
            break  # the kernel knows no more of them, or we may not: then there is none, and no_new_privs keeps it so


def drop_capabilities() -> None:
    """Give up every capability, also those that could be had back."""
    empty_bounding_set()
    prctl(PR_CAP_AMBIENT, _AMBIENT_CLEAR_ALL)
    set_capabilities(0)


def set_capabilities(mask: int) -> None:
    """Have these capabilities and no others."""
    low, high = mask & 0xFFFFFFFF, mask >> 32
    header = (ctypes.c_uint32 * 2)(_CAPABILITY_VERSION_3, 0)
    _checked(_libc().capset(ctypes.byref(header), ctypes.byref((ctypes.c_uint32 * 6)(low, low, 0, high, high, 0))), "capset")


def set_file_user(uid: int) -> None:
    """Ask as this user when files are opened, and only then."""
    _libc().setfsuid(ctypes.c_uint(uid))
    if (now := int(_libc().setfsuid(ctypes.c_uint(0xFFFFFFFF)))) != uid:
        raise PermissionError(f"setfsuid: files are opened as {now}, not as {uid}")


def install_filter(program: bytes) -> None:
    """Put a BPF program before every later system call of this process; it cannot be taken away again."""
    code = ctypes.create_string_buffer(program, len(program))
    described = (ctypes.c_uint64 * 2)(len(program) // 8, ctypes.addressof(code))
    prctl(PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.addressof(described))
