"""A level is proved by trying what no job may do: each try can fail, and one that fails takes the level away."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from missing_walls import (
    A_WALL_THAT_CANNOT_BE_RAISED,
    ANY_OPENING,
    ENDS_TOO_EARLY,
    IN_THE_USERS_OWN_NAME,
    NO_FILTER,
    NO_LANDLOCK,
    NO_LANDLOCK_RULES,
    NO_LIMITS,
    NO_USER_NAMESPACES,
    OLD_LANDLOCK,
    SAYS_NOTHING,
    STILL_ROOT,
    UNKNOWN_MACHINE,
    lacking,
)

from grader.errors import CommandError, JailFault
from grader.jail import levels, server
from grader.jail.client import Jail
from grader.jail.forbidden import MEMORY, OUTSIDE, SIZE, TRIES, Bait
from grader.jail.identity import is_root
from grader.jail.level import Level
from grader.jail.levels import best_level
from grader.jail.server import Plan
from grader.jail.tries import START, names

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="no level holds elsewhere")

BAIT = Bait("/nowhere", ("/course/reference.py",), 1, "nothing")
EVERYTHING = names(BAIT)
ROOT = "be root"
BY_ROOT_ONLY = pytest.mark.skipif(not is_root(), reason="who is no root has nothing to give up")


@pytest.fixture(autouse=True)
def nothing_wished(monkeypatch):
    monkeypatch.delenv(levels.SETTING, raising=False)


def told(what="", how=""):
    """What a job tells behind walls that hold, but for one try."""
    lines = [{"what": name, "held": not (name == what and how == "done"), "says": how or "refused"} for name in EVERYTHING]
    return [{"ready": True}, *(line for line in lines if line["what"] != what or how != "not told"), {"end": 0}]


# Each try takes the level away


@pytest.mark.parametrize("weak", [Level.NAMESPACES, Level.LANDLOCK])
@pytest.mark.parametrize("how", ["done", "not told"])
@pytest.mark.parametrize("what", EVERYTHING)
def test_each_try_that_succeeds_makes_its_level_fall(monkeypatch, what, how, weak):
    def tried(level, _hidden):
        fails = level is weak or level is Level.NAMESPACES
        return levels._judged(level, told(what, how) if fails else told(), BAIT, changed=fails and what == OUTSIDE)

    monkeypatch.setattr(levels, "_tried", tried)
    proof = best_level()
    assert proof.level is (Level.LANDLOCK if weak is Level.NAMESPACES else Level.RLIMITS)
    assert f"`{weak.value}` does not hold ({what}: " in proof.why
    assert [one.what for one in proof.tries if one.level is weak and not one.held] == [what]


def test_a_file_that_was_changed_is_seen_whatever_the_job_says(monkeypatch):
    monkeypatch.setattr(levels, "_tried", lambda level, _: levels._judged(level, told(), BAIT, changed=level is Level.NAMESPACES))
    proof = best_level()
    assert proof.level is Level.LANDLOCK
    assert f"{OUTSIDE}: it was changed" in proof.why


@pytest.mark.parametrize("what", [MEMORY, SIZE])
def test_at_rlimits_only_what_limits_stop_decides(monkeypatch, what):
    monkeypatch.setattr(levels, "_tried", lambda level, _: levels._judged(level, told("fork", "done"), BAIT, changed=True))
    assert best_level().level is Level.RLIMITS
    monkeypatch.setattr(levels, "_tried", lambda level, _: levels._judged(level, told(what, "done"), BAIT, changed=False))
    assert best_level().level is (Level.NONE if what == SIZE else Level.RLIMITS), "macOS has no limit for memory"


def test_without_a_fork_there_is_a_clock_and_nothing_else(monkeypatch):
    monkeypatch.delattr("os.fork")
    proof = best_level()
    assert (proof.level, proof.tries) == (Level.NONE, ())
    assert "cannot fork" in proof.why


# Each try can succeed: where the wall is missing that stops it, it does


def open_at(level):
    """What is not stopped at a level."""
    return {one.what for one in levels._tried(level, []) if not one.held}


def test_where_no_wall_is_everything_that_is_tried_succeeds(monkeypatch):
    lacking(monkeypatch, NO_LIMITS)
    done = open_at(Level.RLIMITS)
    if is_root():
        lacking(monkeypatch, IN_THE_USERS_OWN_NAME)
        done |= open_at(Level.RLIMITS)
        lacking(monkeypatch, STILL_ROOT)
        done |= open_at(Level.RLIMITS) & {ROOT}
    assert set(TRIES) | {START} == done | ({ROOT} - done if not is_root() else set()), "a try that cannot succeed proves nothing"


FILES = {"read a file outside", "read it by a link", "list a folder outside", "write a file outside", "rename a file outside"}
CALLS = {OUTSIDE, "send by UDP", "connect to a socket by its file", "fork", "make a namespace", "queue calls past the filter"}


@pytest.mark.parametrize(
    ("level", "missing", "done"),
    [
        (Level.LANDLOCK, [NO_FILTER], CALLS),
        (Level.LANDLOCK, [NO_LANDLOCK_RULES], FILES),
        (Level.LANDLOCK, [NO_FILTER, NO_LANDLOCK_RULES], {*FILES, *CALLS, "connect by TCP", "read the memory of another process", START}),
        (Level.LANDLOCK, [NO_LIMITS], {MEMORY, SIZE}),
        pytest.param(Level.LANDLOCK, [STILL_ROOT], {ROOT}, marks=BY_ROOT_ONLY),
        (Level.LANDLOCK, [OLD_LANDLOCK.format(2), ANY_OPENING], {"empty a file outside", OUTSIDE}),
        (Level.NAMESPACES, [NO_FILTER], {"fork", "queue calls past the filter"}),
        (Level.NAMESPACES, [NO_LIMITS], {MEMORY, SIZE}),
    ],
)
def test_a_wall_that_is_missing_is_found_by_trying(monkeypatch, level, missing, done):
    lacking(monkeypatch, *missing)
    found = open_at(level)
    for _ in range(3):  # the kernel may be short of namespaces for a moment, while others that were left are taken down
        if done <= found:
            break
        time.sleep(0.5)
        found |= open_at(level)
    assert done <= found


# Machines that lack something


@pytest.mark.parametrize(
    ("missing", "level", "why"),
    [
        ([NO_USER_NAMESPACES], Level.LANDLOCK, "`namespaces` does not hold (raise the walls: level namespaces cannot be had here: "),
        ([NO_USER_NAMESPACES, NO_LANDLOCK], Level.RLIMITS, "this kernel has no Landlock, or it is switched off"),
        ([NO_LANDLOCK], Level.NAMESPACES, "everything that was tried was stopped"),
        ([UNKNOWN_MACHINE], Level.RLIMITS, "the system calls of this machine (linux, riscv64) are not known"),
        ([A_WALL_THAT_CANNOT_BE_RAISED], Level.RLIMITS, "no memory for it"),
        ([ENDS_TOO_EARLY], Level.NONE, "`landlock` does not hold (fork: it was done, or ended the job)"),
        ([SAYS_NOTHING], Level.NONE, "the trial job ended at once"),
    ],
)
def test_a_machine_has_the_level_that_it_can_prove(monkeypatch, missing, level, why):
    lacking(monkeypatch, *missing)
    proof = best_level()
    assert proof.level is level
    assert why in proof.why


@pytest.mark.parametrize("interface", [1, 2, 3, 5])
def test_what_an_older_landlock_cannot_refuse_the_filter_does(monkeypatch, interface):
    lacking(monkeypatch, OLD_LANDLOCK.format(interface))
    assert not open_at(Level.LANDLOCK)


def test_this_machine_proves_both_levels_that_hold():
    for level in (Level.NAMESPACES, Level.LANDLOCK):
        proof = best_level(level)
        assert (proof.level, [one.what for one in proof.tries if not one.held]) == (level, [])


AS_AN_ORDINARY_USER = f"""
from arena import NOBODY, drop_to, opened_up
opened_up()
drop_to(NOBODY)
from grader.jail import levels
print(levels.best_level().level, levels.best_level(levels.Level.LANDLOCK).level)
before = "; from grader.jail.proving"
levels._BEGIN = levels._BEGIN.replace(before, "; exec(" + repr({NO_USER_NAMESPACES!r}) + ")" + before)
print(levels.best_level().level)
"""


@BY_ROOT_ONLY
def test_an_ordinary_user_proves_both_levels_too():
    here = Path(__file__).parent
    path = os.pathsep.join((str(here.parents[1]), str(here.with_name("redteam"))))
    ended = subprocess.run(
        [sys.executable, "-c", AS_AN_ORDINARY_USER],
        env={"PYTHONPATH": path, "PATH": os.environ["PATH"]},
        cwd="/",
        capture_output=True,
        check=False,
        text=True,
        timeout=120,
    )
    assert ended.stdout == "namespaces landlock\nlandlock\n", ended.stderr


def test_a_course_that_lies_among_the_libraries_is_masked_and_tried():
    """The file of a package stands for a course that somebody keeps inside an environment."""
    masked = Path(pytest.__file__).parent
    proof = best_level(hidden=[masked])
    assert proof.level is Level.NAMESPACES
    tried = [one for one in proof.tries if str(masked) in one.what]
    assert tried
    assert all(one.held for one in tried)


def test_a_level_that_cannot_be_had_is_our_fault_and_told(monkeypatch):
    monkeypatch.setattr(
        server, "_BEGIN", server._BEGIN.replace("from grader.jail.zygote", f"exec({NO_USER_NAMESPACES!r}); from grader.jail.zygote")
    )
    with Jail(Plan(Level.NAMESPACES)) as jail, pytest.raises(JailFault, match="level namespaces cannot be had here"), jail.job():
        pass


# The setting


@pytest.mark.parametrize("level", [Level.LANDLOCK, Level.RLIMITS, Level.NONE])
def test_a_level_that_is_wished_for_is_the_strongest_that_is_tried(monkeypatch, level):
    monkeypatch.setenv(levels.SETTING, level.value)
    proof = best_level()
    assert proof.level is level
    assert {one.level for one in proof.tries} <= {level}


def test_a_wish_makes_nothing_stronger(monkeypatch):
    monkeypatch.setenv(levels.SETTING, "namespaces")
    lacking(monkeypatch, NO_USER_NAMESPACES)
    assert best_level().level is Level.LANDLOCK


def test_a_level_that_does_not_exist_is_told(monkeypatch):
    monkeypatch.setenv(levels.SETTING, "docker")
    with pytest.raises(
        CommandError, match="GRADER_LEVEL in the environment is 'docker'; the levels are namespaces, landlock, rlimits, none"
    ):
        best_level()
