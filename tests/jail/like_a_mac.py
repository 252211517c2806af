"""This machine as a Mac is for Python: what only Linux has is taken out of the standard library, and /proc is empty where we may empty it.

    python like_a_mac.py PROGRAM ARGUMENT…

The text below runs first in this program and in every program that it starts.
"""

import runpy
import sys
from pathlib import Path

FIRST = """
import os, resource, select, signal, socket, sys, sysconfig
sysconfig.get_config_vars()  # it reads a file that is named after the platform
sys.platform = "darwin"
os.getuid = os.geteuid = lambda: 501  # a Mac is used by a person, who can read what is theirs
os.uname = lambda given=os.uname(): os.uname_result(("Darwin", *given[1:4], "arm64"))
for module, names in {
    os: "pidfd_open O_PATH O_TMPFILE O_DIRECT memfd_create setns unshare sched_getaffinity sched_setaffinity eventfd pipe2 splice "
        "copy_file_range getxattr setxattr listxattr posix_fallocate posix_fadvise setresuid setresgid getresuid getresgid waitid "
        "preadv2 pwritev2 getrandom prlimit",
    signal: "pidfd_send_signal sigtimedwait sigwaitinfo",
    select: "epoll",
    socket: "SO_PEERCRED SOCK_CLOEXEC SOCK_NONBLOCK AF_NETLINK AF_PACKET",
    resource: "prlimit RLIMIT_MSGQUEUE RLIMIT_NICE RLIMIT_RTPRIO RLIMIT_RTTIME RLIMIT_SIGPENDING",
}.items():
    for name in names.split():
        if hasattr(module, name):
            delattr(module, name)
"""
EMPTY_PROC = """
import ctypes
library = ctypes.CDLL(None, use_errno=True)
if library.unshare(0x20000) == 0:
    library.mount(None, b"/", None, (1 << 18) | 16384, None)
    library.mount(b"nothing", b"/proc", b"tmpfs", 0, b"mode=755")
"""


def main(program: Path, arguments: list[str]) -> None:
    """Run it as `python PROGRAM ARGUMENT…` would."""
    exec(EMPTY_PROC, {})  # noqa: S102 - a text of our own
    exec(FIRST, {})  # noqa: S102 - the same
    from grader.jail import levels, server

    for module in (levels, server):
        module._BEGIN = f"exec({FIRST!r}); {module._BEGIN}"
    sys.argv = [str(program), *arguments]
    runpy.run_path(str(program), run_name="__main__")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
