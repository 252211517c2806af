"""A batch with broken and hostile files: it ends, each has its sentence, nobody else's marks change, and memory is bounded."""

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from programs import ENVIRONMENT

from tests.readers.hostile import ALL

MOST_MIB = 1_536
SAYS_WHAT_TO_DO = re.compile(r"hand|export|save|print|clear|write")
LINUX = sys.platform.startswith("linux")


def family(pid):
    """A process and all that it started."""
    found = [pid]
    try:
        tasks = [*Path(f"/proc/{pid}/task").iterdir()]
    except OSError:  # it has ended meanwhile
        return found
    for task in tasks:
        try:
            children = (task / "children").read_text().split()
        except OSError:
            continue
        for child in children:
            found += family(int(child))
    return found


def megabytes(pid):
    """What a process and all that it started take of the machine's memory, shared pages counted once."""
    total = 0
    for one in family(pid):
        try:
            rows = Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += sum(int(row.split()[1]) for row in rows if row.startswith("Pss:"))
    return total // 1024


class Watch:
    """The largest size of a program while it runs."""

    def __init__(self, process):
        self.most = 0
        self._process = process
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self):
        while self._process.poll() is None:
            self.most = max(self.most, megabytes(self._process.pid))
            time.sleep(0.05)

    def end(self):
        self._thread.join()
        return self.most


def graded(course, files):
    """The course with these files, each of a group of its own, marked by two workers: results by group, and the memory it took."""
    for one in files:
        course.write(f"submissions/step/{one.group}/{one.file}", one.make())
    command = [sys.executable, "-m", "grader", "grade", "-j", "2"]
    with subprocess.Popen(command, cwd=course.folder, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT) as process:
        watch = Watch(process) if LINUX else None
        said = process.stdout.read().decode()
    assert process.returncode == 1, said[-3000:]
    assert "Traceback" not in said
    return {one["group"]: one for one in course.results()["submissions"]}, watch.end() if watch else 0


def complaint(one, result):
    """What is wrong with what was said of a file; nothing where all is well."""
    problem = result["message"]
    if "fault" in {mark["outcome"] for mark in result["marks"]} or "our reader" in problem or "grader itself" in problem:
        return f"{one.name}: called a fault of ours: {problem}"
    if "\n" in problem or len(problem) > 400 or (problem and not SAYS_WHAT_TO_DO.search(problem)):
        return f"{one.name}: no clear sentence: {problem}"
    if one.says and problem and not re.search(one.says, problem):
        return f"{one.name}: another sentence than wanted: {problem}"
    if not one.says and (problem or "right" not in {mark["outcome"] for mark in result["marks"]}):
        return f"{one.name}: not read: {problem} {[mark['outcome'] for mark in result['marks']]}"
    return ""


def check(course, files):
    results, most = graded(course, files)
    for group, (first, others) in {"right": ("right", "right"), "slip": ("wrong", "follows")}.items():
        outcomes = course.outcomes(group)
        assert [outcomes[name] for name in ("y_hat", "loss", "grad_w", "w_new")] == [first, others, others, others], group
    complaints = [said for one in files if (said := complaint(one, results[one.group]))]
    assert not complaints, "\n".join(complaints)
    assert most < MOST_MIB, f"{most} MiB"


def test_hostile_files_cost_their_own_submission_a_clear_sentence_and_nobody_else_anything(course):
    files = [one for one in ALL if not one.long]
    assert len(files) >= 60
    check(course, files)


@pytest.mark.long
def test_the_worst_files_end_too_and_stay_within_the_memory_of_the_machine(course):
    check(course, [one for one in ALL if one.long])
