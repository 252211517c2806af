"""What a power cut leaves behind: files cut off or empty, a store with holes; the next run ends as if nothing had happened."""

import os
import shutil
import subprocess
import sys
import time

import pytest
from programs import ENVIRONMENT, CourseFolder
from sixty import fill, lying

from grader.records import store as stores


def cut(fraction):
    """Cut a file off."""
    return lambda path: os.truncate(path, int(path.stat().st_size * fraction))


def zeroed(first, last):
    """Blocks that never reached the disk."""

    def change(path):
        data = bytearray(path.read_bytes())
        begin, end = int(len(data) * first) // 4096 * 4096, int(len(data) * last) // 4096 * 4096
        data[begin:end] = bytes(end - begin)
        path.write_bytes(data)

    return change


STORE = stores.FILE
DAMAGES = {
    "a truncated results.json": ("results.json", cut(0.5)),
    "an empty results.json": ("results.json", cut(0)),
    "an empty page": ("groups/slip/report.html", cut(0)),
    "an empty overview": ("index.html", cut(0)),
    "a truncated gradebook": ("gradebook.csv", cut(0.3)),
    "an empty store": (STORE, cut(0)),
    **{f"a store cut at {tenth}/10": (STORE, cut(tenth / 10)) for tenth in range(1, 10)},
    **{f"a store with tenth {tenth} of zeros": (STORE, zeroed(tenth / 10, (tenth + 1) / 10)) for tenth in range(10)},
}
ALWAYS = frozenset(
    {
        *("a truncated results.json", "an empty page", "an empty overview", "an empty store"),
        *("a store cut at 5/10", "a store with tenth 3 of zeros", "a store with tenth 6 of zeros", "a store with tenth 9 of zeros"),
    }
)


@pytest.mark.parametrize("which", ["new", pytest.param("old", marks=pytest.mark.long)], ids=["nothing else", "and a change"])
@pytest.mark.parametrize(
    ("name", "damage"),
    [pytest.param(*damage, id=said, marks=[pytest.mark.long] * (said not in ALWAYS)) for said, damage in DAMAGES.items()],
)
def test_what_a_power_cut_leaves_is_mended_by_the_next_run(name, damage, which, remarked, tmp_path):
    course, _, after = remarked
    place = tmp_path / "out/step"
    shutil.copytree(course.folder / which, tmp_path / "out")
    damage(place / name)
    ran = course.grader("grade", "--out", tmp_path / "out")
    assert (ran.status, ran.err) == (0, "")
    assert lying(place) == after
    assert course.grader("grade", "--out", tmp_path / "out").status == 0
    assert lying(place) == after


SNAPSHOTS = 6


@pytest.mark.long
def test_a_folder_as_it_was_at_any_moment_of_a_batch_is_completed(tmp_path):
    """Copied file by file while the batch writes, journals and all, as a disk may look after a power cut."""
    course = fill(CourseFolder(tmp_path / "course"))
    program = subprocess.Popen(
        [sys.executable, "-m", "grader", "grade", "-j", "2"], cwd=course.folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL
    )
    place, copies = course.folder / "results/step", []
    while not (place / stores.FILE).exists():
        time.sleep(0.01)
    while program.poll() is None:
        copies.append(course.folder / f"copy {len(copies)}")
        subprocess.run(["cp", "-rp", course.folder / "results", copies[-1]], check=False, capture_output=True)
        time.sleep(0.1)
    assert program.returncode == 0
    assert len(copies) > SNAPSHOTS, "the batch was over too soon"
    for copy in copies[:: len(copies) // SNAPSHOTS]:
        ran = course.grader("grade", "--out", copy)
        assert (ran.status, ran.err) == (0, "")
        assert lying(copy / "step") == lying(place)
