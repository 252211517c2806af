"""A batch of sixty that is killed at any moment, and its resumption as well: the same command ends as if nothing had happened."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest
from programs import ENVIRONMENT, CourseFolder
from sixty import MANY, fill, lying
from test_interruption import family, gone

ALL = 30
JOBS = ("2", "1", "4")


@pytest.fixture(scope="module")
def sixty(tmp_path_factory):
    """The course, all that an undisturbed run leaves, and the seconds that it takes."""
    course = fill(CourseFolder(tmp_path_factory.mktemp("sixty") / "course"))
    before = time.monotonic()
    command = [sys.executable, "-m", "grader", "grade", "-j", "2"]
    ended = subprocess.run(command, cwd=course.folder, env=ENVIRONMENT, capture_output=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, b"")
    assert len(course.results()["submissions"]) == MANY
    return course, lying(course.folder / "results/step"), time.monotonic() - before


def killed(course, out, seconds, *, tree, environment, jobs):
    """Begin a run and kill it after a while: with all that it started, or alone; whether it was still running."""
    command = [sys.executable, "-m", "grader", "grade", "--out", out, "-j", jobs]
    program = subprocess.Popen(
        command, cwd=course.folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    time.sleep(seconds)
    processes = family(program.pid)
    running = program.poll() is None
    for process in processes if tree else {program.pid}:
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            running = running and process != program.pid
    program.wait()
    assert gone(processes)
    return running


def kills(course, out, moments, seed, environment):
    """Kill one run after the other in the same folder; results.json is there whole or not at all."""
    for number, moment in enumerate(moments):
        killed(course, out, moment, tree=(seed + number) % 4 != 1, environment=environment, jobs=JOBS[seed % 3])
        text = course.folder / out / "step/results.json"
        assert not text.exists() or len(course.results(out=out)["submissions"]) == MANY


def completed(course, out, jobs, temporary):
    """What the same command leaves when nobody kills it."""
    resumed = course.grader("grade", "--out", out, "-j", jobs, environment=ENVIRONMENT | {"TMPDIR": str(temporary)})
    assert (resumed.status, resumed.err) == (0, "")
    left = {path.name for path in temporary.iterdir() if not path.name.startswith("grader-proof-")}  # which goes after an hour
    assert not left
    return lying(course.folder / out / "step")


def test_a_batch_killed_three_times_ends_as_an_undisturbed_one(sixty, tmp_path):
    course, undisturbed, seconds = sixty
    chance = random.Random(6)
    kills(course, "thrice", [(0.3 + 0.5 * chance.random()) * seconds for _ in range(3)], 0, ENVIRONMENT | {"TMPDIR": str(tmp_path)})
    assert completed(course, "thrice", "4", tmp_path) == undisturbed


@pytest.mark.long
@pytest.mark.parametrize("seed", range(ALL))
def test_a_batch_killed_at_any_moment_ends_as_an_undisturbed_one(seed, sixty, tmp_path):
    """Moments of each third of a run; every other resumption is killed as well."""
    course, undisturbed, seconds = sixty
    chance = random.Random(seed)
    moments = [(seed % 3 + chance.random()) * seconds / 3, *(chance.random() * seconds for _ in range(seed % 2))]
    kills(course, f"killed {seed}", moments, seed, ENVIRONMENT | {"TMPDIR": str(tmp_path)})
    assert completed(course, f"killed {seed}", JOBS[(seed + 1) % 3], tmp_path) == undisturbed
