"""A batch that is stopped or killed at any moment: nothing is left running or half written, and the next run completes it."""

import json
import signal
import subprocess
import sys
import time

import pytest
from programs import ENVIRONMENT, RIGHT, SLIP

MANY = 16
PATIENCE = 20
"""Seconds until a process must be gone, on a machine that is busy with other tests."""


@pytest.fixture
def big_course(course):
    """Submissions that take a while each."""
    return filled(course, range(MANY))


def filled(course, numbers):
    """A course with so many more of them."""
    filler = "".join(f"\nWe also note that $q_{{{number}}} = {number}.25$ holds.\n" for number in range(120))
    for number in numbers:
        course.write(f"submissions/step/group{number:02}.md", (RIGHT if number % 2 else SLIP) + "\n# 9 Appendix\n" + filler)
    return course


def begun(course, *arguments):
    """`grader grade`, begun and left to itself in a session of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "grader", "grade", *arguments],
        cwd=course.folder,
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def started(course, *arguments):
    """The same with its first result out."""
    program = begun(course, "-j", "2", *arguments)
    program.stdout.readline()
    assert program.stdout.readline().startswith(b"  ")
    return program


def family(pid):
    """A process and all that it started, however deep."""
    table = subprocess.run(["ps", "-e", "-o", "pid=,ppid="], check=True, capture_output=True, text=True).stdout
    parents = {int(child): int(parent) for child, parent in map(str.split, table.splitlines())}
    found = {pid}
    while more := {child for child, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def alive(pid):
    """Whether a process still runs; one that nobody has waited for yet does not."""
    shown = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], check=False, capture_output=True, text=True).stdout.strip()
    return bool(shown) and not shown.startswith("Z")


def gone(pids):
    """Whether all processes are gone after a while."""
    until = time.monotonic() + PATIENCE
    while any(map(alive, pids)):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


def hidden_files(course):
    """What is only there while a run lasts."""
    return [path.name for path in (course.folder / "results").rglob("*") if path.name.startswith(".")]


def outcomes(results):
    """What must not depend on interruptions."""
    return json.dumps([{**one, "seconds": 0} for one in results["submissions"]])


@pytest.mark.parametrize(("number", "status"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_batch_that_is_stopped_says_so_and_leaves_nothing_running(number, status, big_course):
    program = started(filled(big_course, range(MANY, 6 * MANY)))  # more than can be over before a busy machine has listed its processes
    processes = family(program.pid)
    assert len(processes) > 1, "no reader was running"
    program.send_signal(number)
    _, said = program.communicate(timeout=PATIENCE)
    assert program.returncode == status
    assert said.decode().splitlines() == ["stopped; what is finished is kept, and the same command goes on from there"]
    assert gone(processes)
    assert not hidden_files(big_course)
    assert not (big_course.folder / "results/step/results.json").exists()


SLOW_IN_THE_JAIL = '''"""Twice."""


def double(x):
    """Twice x."""
    while not __name__.startswith("reference_"):  # in the jail it is called otherwise
        pass
    return 2 * x


def double_inputs(rng):
    yield (3,)
'''


def works_in_the_jail(pid):
    """Whether any process below this one has worked for a second: starting one takes less."""
    table = subprocess.run(["ps", "-e", "-o", "pid=,cputimes="], check=True, capture_output=True, text=True).stdout
    worked = {int(one): int(seconds) for one, seconds in map(str.split, table.splitlines())}
    return any(worked.get(one, 0) >= 1 for one in family(pid) - {pid})


def test_a_batch_that_is_stopped_during_the_control_run_is_over_at_once_and_works_the_next_time(empty_course):
    course = empty_course
    course.write("reference/twice.py", SLOW_IN_THE_JAIL)
    course.write(
        "rubrics/twice.yaml",
        "title: Twice\nreference: twice\ntasks:\n  1 Code:\n    - {same: double, in: code.py, seconds: 60, points: 1}\n",
    )
    for group in ("anna", "ben", "carl"):
        course.write(f"submissions/twice/{group}/code.py", "def double(x):\n    return x + x\n")
    program = begun(course, "-j", "2")
    until = time.monotonic() + PATIENCE
    while not works_in_the_jail(program.pid):
        assert time.monotonic() < until
        time.sleep(0.1)
    processes = family(program.pid)
    program.send_signal(signal.SIGINT)
    stopped = time.monotonic()
    _, said = program.communicate(timeout=PATIENCE)
    assert program.returncode == 130
    assert said.decode().splitlines() == ["stopped; what is finished is kept, and the same command goes on from there"]
    assert time.monotonic() - stopped < 5
    assert gone(processes)
    assert not hidden_files(course)
    course.write("reference/twice.py", SLOW_IN_THE_JAIL.replace("while not", "while False and not"))
    assert course.grader("grade").status == 0
    assert course.outcomes("anna", "twice") == {"double": "right"}


def test_a_batch_that_is_killed_is_completed_by_the_next_run(big_course):
    big_course.write("submissions/step/packed.zip", zipped("answers.md", RIGHT))
    program = started(big_course)
    processes = family(program.pid)
    assert len(processes) > 1, "no reader was running"
    program.kill()
    program.communicate()
    assert gone(processes)
    stored = (big_course.folder / "results/step/store.sqlite").stat().st_size
    assert stored > 0
    assert not (big_course.folder / "results/step/results.json").exists()
    assert hidden_files(big_course), "the test has not seen what a killed run leaves behind"
    assert big_course.grader("grade").status == 0
    assert not hidden_files(big_course)
    assert big_course.grader("grade", "--out", "in one go").status == 0
    assert outcomes(big_course.results()) == outcomes(big_course.results(out="in one go"))


def test_what_was_marked_before_a_kill_is_not_marked_again(big_course):
    program = started(big_course)
    first = program.stdout.readline()
    program.kill()
    program.communicate()
    assert first
    said = big_course.grader("grade").out.splitlines()
    assert len(said) == MANY + 6
    again = {one["group"]: one["seconds"] for one in big_course.results()["submissions"]}
    assert big_course.grader("grade", "-j", "1").status == 0
    assert {one["group"]: one["seconds"] for one in big_course.results()["submissions"]} == again


@pytest.mark.parametrize("moment", range(4))
def test_results_are_whole_at_every_moment(moment, big_course):
    """Killed at a later moment each time, while an older results.json stands there."""
    assert big_course.grader("grade").status == 0
    before = big_course.results()
    big_course.write("submissions/step/slip.md", RIGHT)
    program = subprocess.Popen(
        [sys.executable, "-m", "grader", "grade", "--fresh"],
        cwd=big_course.folder,
        env=ENVIRONMENT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(0.4 + 0.35 * moment)
    program.kill()
    program.wait()
    now = big_course.results()
    assert len(now["submissions"]) == len(before["submissions"])
    for page in (big_course.folder / "results/step/groups").glob("*/*.html"):
        assert page.read_text(encoding="utf-8").rstrip().endswith("</html>")


def zipped(name, text):
    """An archive of one file."""
    import io
    import zipfile

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr(name, text)
    return packed.getvalue()
