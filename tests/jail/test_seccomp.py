"""The filter of system calls, run by a small machine of its own: what is allowed, what is refused, and what ends the job."""

import errno
import struct
import sys
from itertools import pairwise

import pytest

from grader.errors import JailFault
from grader.jail import calls
from grader.jail.seccomp import Allowance, assemble
from grader.jail.syscalls import machine, numbers

MACHINES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
"""As the kernel's header for audits names them."""
FOREIGN = {"i386": 0x40000003, "arm": 0x40000028, "riscv64": 0xC00000F3, "nothing": 0}
KILL, ERRNO, ALLOW = 0x80000000, 0x00050000, 0x7FFF0000
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
LONGEST = 4096
"""The kernel takes no longer program."""
PID = 4321
ALLOWANCES = {
    "alone": Allowance(PID, own_files_only=True),
    "among others": Allowance(PID),
    "with processes": Allowance(PID, processes=True, own_files_only=True),
}


def instructions(program):
    return list(struct.iter_unpack("=HBBI", program))


def verdict(program, call, arguments=(), architecture=MACHINES["x86_64"]):
    """What the kernel would do: `allow`, `kill`, or the number of an error."""
    words = [argument & (1 << 64) - 1 for argument in (*arguments, *[0] * (6 - len(arguments)))]
    data = struct.pack("=iIQ6Q", call if call < 1 << 31 else call - (1 << 32), architecture, 0, *words)
    code, place, held = instructions(program), 0, 0
    while True:
        kind, yes, no, number = code[place]
        place += 1
        if kind == RETURN:
            return {KILL: "kill", ALLOW: "allow"}.get(number, number & 0xFFFF if number & 0xFFFF0000 == ERRNO else f"odd {number:x}")
        if kind == LOAD:
            (held,) = struct.unpack_from("=I", data, number)
        else:
            place += yes if {EQUAL: held == number, AT_LEAST: held >= number, ANY_BIT: bool(held & number)}[kind] else no


def decided(name, call, arguments=(), allowance="among others"):
    return verdict(assemble(ALLOWANCES[allowance], name), numbers(name)[call], arguments, MACHINES[name])


READ_ONLY = 0o2000000
"""Closed on exec, as Python opens files."""
NEW_NAMESPACE = (0x00020000, 0x02000000, 0x04000000, 0x08000000, 0x10000000, 0x20000000, 0x40000000)
THREAD, OF_A_THREAD = 0x00010000, 0x003D0F00
TABLE = [
    # what libraries live by
    *((call, (), "allow") for call in "read write openat close mmap mprotect brk futex exit_group getrandom clock_gettime".split()),
    *((call, (), "allow") for call in "sendto recvmsg getuid capget sched_yield rt_sigaction wait4".split()),
    # other programs, other processes, the network
    *((call, (), errno.EPERM) for call in "execve execveat socket connect bind listen accept4 ptrace process_vm_readv kcmp".split()),
    *((call, (), errno.EPERM) for call in "pidfd_open pidfd_getfd pidfd_send_signal tkill setpriority sched_setattr shmget".split()),
    ("clone", (17,), errno.EPERM),
    ("clone", (OF_A_THREAD,), "allow"),
    *(("clone", (OF_A_THREAD | flag,), errno.EPERM) for flag in NEW_NAMESPACE),
    ("clone3", (), errno.ENOSYS),
    *((call, (pid, 9), errno.EPERM) for call in ("kill", "tgkill", "rt_sigqueueinfo") for pid in (1, 0, -1, -PID, PID + 1)),
    *((call, arguments, "allow") for call, arguments in (("kill", (PID, 10)), ("tgkill", (PID, PID, 10)), ("rt_sigqueueinfo", (PID, 10)))),
    *((call, arguments, errno.EPERM) for call, arguments in (("kill", (PID, 9)), ("tgkill", (PID, PID, 9)), ("rt_sigqueueinfo", (PID, 9)))),
    *(("prlimit64", (pid, 7), "allow") for pid in (0, PID)),
    *(("prlimit64", (pid, 7), errno.EPERM) for pid in (1, PID + 1)),
    ("prlimit64", (0, 0), errno.EPERM),
    ("sched_setaffinity", (0,), "allow"),
    ("sched_setaffinity", (PID,), errno.EPERM),
    # other walls, and the kernel itself
    *((call, (), errno.EPERM) for call in "unshare setns mount umount2 pivot_root chroot open_tree move_mount mount_setattr".split()),
    *((call, (), errno.EPERM) for call in "bpf perf_event_open userfaultfd io_uring_setup io_uring_enter io_uring_register".split()),
    *((call, (), errno.EPERM) for call in "keyctl add_key reboot init_module kexec_load personality setuid setresuid capset".split()),
    *((call, (), errno.EPERM) for call in "setsid setpgid mknodat fchownat open_by_handle_at".split()),
    *((call, (), errno.ENOSYS) for call in "seccomp landlock_create_ruleset landlock_restrict_self memfd_create".split()),
    # calls with harmless arguments
    ("socketpair", (1, 1, 0), "allow"),
    ("socketpair", (1, 1 | 0x80800, 0), "allow"),
    ("socketpair", (1, 2, 0), errno.EPERM),
    ("socketpair", (1, 5, 0), errno.EPERM),
    ("socketpair", (2, 1, 0), errno.EPERM),
    *(("getsockopt", (0, 1, option), "allow") for option in (3, 4)),
    *(("getsockopt", (0, 1, option), errno.EPERM) for option in (17, 77)),
    ("sendmsg", (), errno.EPERM),
    ("ioctl", (0, 0x5401), "allow"),
    ("ioctl", (0, 0x5412), errno.ENOTTY),
    ("ioctl", (0, 0x541C), errno.ENOTTY),
    ("ioctl", (0, 0x5412 | 1 << 32), errno.ENOTTY),
    ("fcntl", (0, 3), "allow"),
    ("fcntl", (0, 8), errno.EPERM),
    ("fcntl", (0, 10), errno.EPERM),
    ("prctl", (15,), "allow"),
    *(("prctl", (option,), errno.EPERM) for option in (1, 4, 8, 22, 24, 28, 38, 47, 0x59616D61)),
    # files that lie outside
    *(("openat", (0, 0, flags, 0o644), "allow") for flags in (0, 1, 2, READ_ONLY, 0o100 | 1, 0o1101, 0o2000 | 1)),
    *(("openat", (0, 0, flags, 0o644), errno.EPERM) for flags in (3, 3 | 0o4000, 0o1000)),
    *(("openat", (0, 0, 0o101, mode), errno.EPERM) for mode in (0o4755, 0o2755, 0o6777)),
    ("openat2", (), errno.ENOSYS),
    ("fallocate", (), errno.EOPNOTSUPP),
    ("fsetxattr", (), errno.EOPNOTSUPP),
    ("sync", (), 0),
]


@pytest.mark.parametrize("name", MACHINES)
@pytest.mark.parametrize(("call", "arguments", "wanted"), TABLE)
def test_a_call_is_decided(name, call, arguments, wanted):
    assert decided(name, call, arguments) == wanted


@pytest.mark.parametrize("name", MACHINES)
@pytest.mark.parametrize(
    ("call", "arguments", "allowance", "wanted"),
    [
        ("fchmod", (), "alone", "allow"),
        ("fchmod", (), "among others", 0),
        ("utimensat", (), "among others", 0),
        ("truncate", (), "alone", "allow"),
        ("openat", (0, 0, 0o1000), "alone", "allow"),
        ("fallocate", (), "alone", "allow"),
        ("truncate", (), "among others", errno.EPERM),
        ("clone", (17,), "with processes", "allow"),
        *(("clone", (17 | flag,), "with processes", errno.EPERM) for flag in NEW_NAMESPACE),
        ("kill", (1, 9), "with processes", "allow"),
        ("execve", (), "with processes", errno.EPERM),
        ("socket", (), "with processes", errno.EPERM),
    ],
)
def test_a_call_is_decided_by_what_the_job_may(name, call, arguments, allowance, wanted):
    assert decided(name, call, arguments, allowance) == wanted


@pytest.mark.parametrize("allowance", ALLOWANCES)
@pytest.mark.parametrize("name", MACHINES)
def test_every_list_means_what_it_says(name, allowance):
    known = numbers(name)
    allowed = {call for call in known if decided(name, call, (0, 0), allowance) == "allow"}
    by_argument = {"clone", "kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "truncate", "fork", "vfork"}
    by_argument |= {
        "prlimit64",
        "setrlimit",
        "sched_setaffinity",
        "fcntl",
        "getsockopt",
        "open",
        "openat",
        "creat",
        "fallocate",
    } | calls.MODES_AND_TIMES
    assert allowed - by_argument == set(calls.ALLOWED) & set(known) - by_argument
    for call in set(calls.REFUSED) & set(known) - by_argument:
        assert decided(name, call, (), allowance) == errno.EPERM, call


@pytest.mark.parametrize("name", MACHINES)
def test_what_nobody_knows_does_not_exist(name):
    program = assemble(ALLOWANCES["alone"], name)
    unknown = set(range(1000)) - set(numbers(name).values())
    assert {verdict(program, call, (), MACHINES[name]) for call in unknown} == {errno.ENOSYS}


@pytest.mark.parametrize("foreign", [*FOREIGN.values(), *MACHINES.values()])
@pytest.mark.parametrize("name", MACHINES)
def test_calls_in_the_manner_of_another_machine_end_the_job(name, foreign):
    program = assemble(ALLOWANCES["alone"], name)
    found = {verdict(program, call, (), foreign) for call in (0, 1, 11, 59, 63, 64, 221, 0x3FFFFFFF)}
    assert ("kill" in found) == (foreign != MACHINES[name])
    assert foreign == MACHINES[name] or found == {"kill"}


@pytest.mark.parametrize("call", [0x40000000, 0x40000001, 0x40000208, 0x7FFFFFFF, 0xFFFFFFFF])
def test_the_second_interface_of_x86_64_ends_the_job(call):
    assert verdict(assemble(ALLOWANCES["alone"], "x86_64"), call) == "kill"


@pytest.mark.parametrize("allowance", ALLOWANCES)
@pytest.mark.parametrize("name", MACHINES)
def test_the_program_is_one_that_the_kernel_takes(name, allowance):
    code = instructions(assemble(ALLOWANCES[allowance], name))
    assert len(code) <= LONGEST
    assert code[-1][0] == RETURN
    for place, (kind, yes, no, number) in enumerate(code):
        assert kind in (LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN)
        assert place + 1 + max(yes, no) < len(code) or kind == RETURN, "it would jump out of the program"
        assert kind != LOAD or (number % 4 == 0 and number < 64)


@pytest.mark.parametrize("name", MACHINES)
def test_the_number_of_the_job_is_filled_in_everywhere(name):
    one, other = (instructions(assemble(Allowance(pid), name)) for pid in (77, 78))
    changed = [(a[3], b[3]) for a, b in zip(one, other, strict=True) if a != b]
    assert changed
    assert set(changed) == {(77, 78)}


def test_the_lists_do_not_contradict_one_another():
    lists = [calls.ALLOWED, calls.REFUSED, calls.ATTRIBUTES, calls.MODES_AND_TIMES, calls.PRETENDED]
    for index, one in enumerate(lists):
        for other in lists[index + 1 :]:
            assert not one & other
    known = {call for name in MACHINES for call in numbers(name)}
    assert not {call for one in lists for call in one} - known, "a name that no machine knows is a slip of the pen"


# The tables of numbers


@pytest.mark.parametrize("name", MACHINES)
def test_no_number_stands_for_two_calls(name):
    table = sorted(numbers(name).values())
    assert all(one < other for one, other in pairwise(table))
    assert table[0] >= 0
    assert table[-1] < 1000


def test_newer_calls_have_one_number_everywhere():
    both = {call: (numbers("x86_64")[call], number) for call, number in numbers("aarch64").items() if number >= 424}
    assert len(both) > 20
    assert all(one == other for one, other in both.values())


@pytest.mark.parametrize(
    ("call", "x86_64", "aarch64"),
    [
        ("read", 0, 63),
        ("execve", 59, 221),
        ("clone", 56, 220),
        ("ptrace", 101, 117),
        ("socket", 41, 198),
        ("kill", 62, 129),
        ("fork", 57, None),
    ],
)
def test_each_machine_has_numbers_of_its_own(call, x86_64, aarch64):
    assert (numbers("x86_64").get(call), numbers("aarch64").get(call)) == (x86_64, aarch64)


@pytest.mark.parametrize(("system", "processor"), [("linux", "riscv64"), ("linux", "i686"), ("linux", "armv7l"), ("darwin", "arm64")])
def test_a_machine_that_nobody_knows_has_no_filter(monkeypatch, system, processor):
    monkeypatch.setattr("platform.machine", lambda: processor)
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(JailFault, match=f"the system calls of this machine .{system}, {processor}. are not known"):
        machine()


@pytest.mark.parametrize(("processor", "name"), [("x86_64", "x86_64"), ("AMD64", "x86_64"), ("aarch64", "aarch64"), ("arm64", "aarch64")])
def test_a_machine_is_known_by_each_of_its_names(monkeypatch, processor, name):
    monkeypatch.setattr("platform.machine", lambda: processor)
    monkeypatch.setattr(sys, "platform", "linux")
    assert machine() == name


def test_64_bit_processors_with_a_32_bit_python_are_not_known(monkeypatch):
    monkeypatch.setattr(sys, "maxsize", (1 << 31) - 1)
    with pytest.raises(JailFault, match="are not known"):
        machine()
