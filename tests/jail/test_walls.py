"""What a job is and has behind its walls: looked at from inside and, where a job could not know, from outside."""

import os
import re
import resource
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
from asked_jobs import asked, begun

from grader.jail.client import Jail
from grader.jail.identity import is_root, own_user
from grader.jail.level import Level
from grader.jail.limits import MIB, JobLimits
from grader.jail.server import _ENVIRONMENT, Plan

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no level holds elsewhere")

LIMITS = JobLimits(lifetime=77, memory=300 * MIB, file_size=3 * MIB, open_files=50, threads=9)
LOOKS = '''
import os, threading

def about():
    """What Python tells."""
    open_ones = []
    for number in range(1 << 12):
        try:
            os.fstat(number)
        except OSError:
            continue
        open_ones.append(number)
    return {
        "ids": [*os.getresuid(), *os.getresgid()],
        "groups": os.getgroups(),
        "descriptors": open_ones,
        "environment": sorted(os.environ),
        "folders": sorted({value for value in os.environ.values() if value.startswith("/")}),
        "here": os.getcwd(),
        "parent": os.getppid(),
        "leads": [os.getsid(0) == os.getpid(), os.getpgrp() == os.getpid()],
        "threads": threading.active_count(),
        "user": os.environ["USER"],
    }

def listed(path):
    """What a folder holds, or the error."""
    try:
        return sorted(os.listdir(path))
    except OSError as problem:
        return type(problem).__name__

def read(path):
    try:
        with open(path, "rb") as file:
            return len(file.read(1))
    except OSError as problem:
        return type(problem).__name__

def forked():
    try:
        pid = os.fork()
    except OSError as problem:
        return type(problem).__name__
    if pid == 0:
        os._exit(7)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])

def become(user):
    """Take another user's rights."""
    ended = []
    for call in (os.setuid, os.setgid, os.setresuid, os.seteuid, lambda user: os.setgroups([user])):
        try:
            call(*[user] * (3 if call is os.setresuid else 1))
        except OSError as problem:
            ended.append(type(problem).__name__)
        else:
            ended.append("done")
    return ended
'''
HOMES = "HOME TMPDIR MPLCONFIGDIR TORCHINDUCTOR_CACHE_DIR IPYTHONDIR XDG_CACHE_HOME NUMBA_CACHE_DIR".split()
THREADS = "OMP MKL OPENBLAS NUMEXPR VECLIB_MAXIMUM NUMBA".split()
KNOWN = {*HOMES, *(f"{name}_NUM_THREADS" for name in THREADS), "LANG", "MPLBACKEND", "USER", "LOGNAME"}


@pytest.fixture(scope="module", params=[Level.NAMESPACES, Level.LANDLOCK])
def jail(request):
    with Jail(Plan(request.param, ("numpy",)), count=4) as jail:
        with other_groups([4, 27, 4242]), jail.job():
            pass  # from now on the fork server runs
        yield jail


@contextmanager
def other_groups(groups):
    """Whoever starts the grader as root may be a member of many groups."""
    if not is_root():
        yield
        return
    before = os.getgroups()
    os.setgroups(groups)
    yield
    os.setgroups(before)


@pytest.fixture(scope="module")
def job(jail):
    """One job for all that only look."""
    with jail.job(LIMITS) as job:
        begun(job, LOOKS)
        yield job


def answer(job, name, **arguments):
    message = asked(job, name, 5.0, **arguments).message
    assert message["is"] == "done", message
    return message["value"]


@pytest.fixture(scope="module")
def about(job):
    return answer(job, "about")


@pytest.fixture(scope="module")
def status(job):
    """What the kernel tells everybody about the job."""
    lines = Path(f"/proc/{job._forked.pid}/status").read_text(encoding="ascii").splitlines()
    return {name: value.split() for name, _, value in (line.partition(":") for line in lines)}


def test_no_privilege_can_be_had_back(status):
    assert status["NoNewPrivs"] == ["1"]
    assert status["Seccomp"] == ["2"], "a filter, and it is the mode of filters"
    for name in ("CapInh", "CapPrm", "CapEff", "CapAmb"):
        assert int(status[name][0], 16) == 0, name
    assert not is_root() or int(status["CapBnd"][0], 16) == 0


def test_it_is_nobody(status, about, jail):
    assert status["Groups"] == []
    assert about["groups"] == []
    assert len(set(status["Uid"][:3])) == len(set(status["Gid"][:3])) == 1
    if is_root():
        allowed = {str(own_user(pid)) for pid in (jail._server.pid, *children(jail._server.pid))}
        assert set(status["Uid"][:3]) | set(status["Gid"][:3]) <= allowed
        assert "0" not in status["Uid"][:3]
    assert 0 not in about["ids"]


def children(pid):
    return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()]


@pytest.mark.parametrize("user", [0, 1, 1000, 65534])
def test_it_becomes_nobody_else(job, user):
    assert answer(job, "become", user=user) == ["PermissionError"] * 5


def test_only_what_is_expected_is_open(about):
    assert about["descriptors"] == [0, 1, 2, 3], "nothing, what it prints twice, and the channel"


def test_the_environment_says_nothing(about, jail):
    assert set(about["environment"]) == KNOWN
    assert len(about["folders"]) == 1
    assert about["here"] == f"{about['folders'][0]}/submission"
    assert about["user"] == "student"
    if jail.plan.level is Level.NAMESPACES:
        assert about["here"].startswith("/job")


def test_what_the_fork_server_was_started_with_says_nothing_either(jail):
    values = " ".join(_ENVIRONMENT.values())
    assert str(Path.home()) not in values
    if is_root():
        told = [one for one in Path(f"/proc/{jail._server.pid}/environ").read_bytes().decode().split("\0") if one]
        assert sorted(told) == sorted(f"{name}={value}" for name, value in _ENVIRONMENT.items())


def test_it_has_one_thread_and_a_session_of_its_own(about, status, jail):
    assert (about["threads"], status["Threads"]) == (1, ["1"])
    if jail.plan.level is Level.NAMESPACES:
        assert about["parent"] == 0, "nobody is above it"
        assert status["NSpid"][-1] == "1"
    else:
        assert about["leads"] == [True, True]


def test_limits_are_as_set_and_for_good(job):
    """Soft and hard alike: no handler meets one first, and none can be raised."""
    lines = Path(f"/proc/{job._forked.pid}/limits").read_text(encoding="ascii").splitlines()[1:]
    limits = {match[1]: (match[2], match[3]) for line in lines if (match := re.match(r"Max (.+?) {2,}(\S+) +(\S+)", line))}
    wanted = {
        "cpu time": LIMITS.lifetime,
        "file size": LIMITS.file_size,
        "open files": LIMITS.open_files,
        "core file size": 0,
        "msgqueue size": 0,
    }
    assert {name: limits[name] for name in wanted} == {name: (str(most), str(most)) for name, most in wanted.items()}
    taken = int(Path(f"/proc/{job._forked.pid}/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    for name, least, most in (("address space", LIMITS.memory, LIMITS.memory + taken), ("processes", LIMITS.threads, 10_000)):
        soft, hard = limits[name]
        assert soft == hard
        assert least < int(soft) <= most, "what the libraries take is not the group's"


def test_no_other_process_is_in_sight(job, jail):
    if jail.plan.level is Level.NAMESPACES:
        assert set(answer(job, "listed", path="/proc")) <= {"cpuinfo", "meminfo"}
    else:
        assert answer(job, "listed", path="/proc") == "PermissionError"
    for path in ("/proc/self/status", "/proc/1/environ", f"/proc/{os.getpid()}/maps", "/proc/self/environ"):
        assert answer(job, "read", path=path) in ("FileNotFoundError", "PermissionError")


def test_nothing_of_the_machine_is_in_sight(job):
    """Of a home in which Python lies a job sees the way to Python and nothing beside it."""
    on_the_way = [Path(prefix, "lib").resolve() for prefix in (sys.prefix, sys.base_prefix)]
    here = Path(__file__).parent
    for path in (Path("/root"), Path("/home"), Path("/var"), Path("/run"), Path("/usr/../opt"), here, *here.parents[:2]):
        found = answer(job, "listed", path=str(path))
        seen = set() if found in ("FileNotFoundError", "PermissionError") else set(found)
        steps = {way.relative_to(path).parts[0] for way in on_the_way if way.is_relative_to(path)}
        assert seen <= {*steps, *(["grader"] if path == here.parents[1] else [])}, path
    for name in ("/etc/shadow", "/etc/hosts", "/etc/machine-id", __file__):
        assert answer(job, "read", path=name) in ("FileNotFoundError", "PermissionError"), name


def test_the_root_of_a_job_holds_only_what_is_known(job, jail):
    if jail.plan.level is Level.NAMESPACES:
        tops = {Path(path).parts[1] for path in (sys.prefix, sys.base_prefix, str(Path(__file__)))}
        assert set(answer(job, "listed", path="/")) <= {*"dev etc job lib lib32 lib64 nothing proc sys tmp usr nix gnu".split(), *tops}
        assert answer(job, "listed", path="/etc") != "PermissionError"
        assert "shadow" not in answer(job, "listed", path="/etc")


def test_a_job_shares_no_namespace_with_the_grader(job, jail):
    if not is_root():
        return  # only root may look at what is closed even to its own user
    kinds = "user mnt pid net ipc uts".split()
    ours, its = Path("/proc/self/ns"), Path(f"/proc/{job._forked.pid}/ns")
    differ = {kind for kind in kinds if (ours / kind).readlink() != (its / kind).readlink()}
    assert differ == (set(kinds) if jail.plan.level is Level.NAMESPACES else set())


@pytest.mark.parametrize("processes", [False, True])
def test_processes_of_its_own_are_for_those_who_may_and_cannot_outlive_the_job(jail, processes):
    with jail.job(JobLimits(processes=processes)) as job:
        begun(job, LOOKS)
        may = processes and jail.plan.level is Level.NAMESPACES
        assert answer(job, "forked") == (7 if may else "PermissionError")


def test_two_jobs_find_nothing_of_one_another(jail):
    with jail.job(LIMITS) as one:
        begun(one, "def leave():\n    open('left', 'w').write('x')\n    import tempfile\n    return tempfile.mkdtemp()\n")
        left = answer(one, "leave")
        with jail.job(LIMITS) as other:
            begun(other, LOOKS)
            assert answer(other, "listed", path=left) in ("FileNotFoundError", "PermissionError")
            assert answer(other, "read", path="left") == "FileNotFoundError"
    with jail.job(LIMITS) as later:
        begun(later, LOOKS)
        assert "left" not in answer(later, "listed", path=".")
