"""A run that dies or has no room at each single write of what it publishes: old or new, never half, and the next one mends it."""

import errno
import io
import os
import re
import resource
import shutil
import sqlite3
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from programs import RIGHT, run_grader
from sixty import PUBLISHED, lying

from grader import whole
from grader.batch import grade
from grader.course import Course
from grader.errors import CommandError
from grader.records import store as stores
from grader.records.written_files import WrittenFiles
from grader.work import Batch

DIED = 9
MEND = "make room on the disk and run the same command again: it goes on from here"


@pytest.fixture
def batch(remarked, tmp_path):
    """A batch over a copy of the old results, after the change."""
    course = remarked[0]
    shutil.copytree(course.folder / "old", tmp_path / "out")
    return Batch(Course(course.folder).load("step"), course.folder / "submissions/step", tmp_path / "out")


def ended(work):
    """How a copy of this process ends that does something."""
    copy = os.fork()
    if not copy:
        try:
            work()
        except BaseException:  # noqa: BLE001 - whatever it was, it is no death of the kind that was meant
            os._exit(1)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(copy, 0)[1])


@pytest.mark.parametrize("placed", [False, True], ids=["written beside it", "put in its place"])
@pytest.mark.parametrize("name", PUBLISHED)
def test_death_at_any_file_leaves_the_old_or_the_new_one(name, placed, batch, remarked, monkeypatch):
    _, before, after = remarked
    target = batch.out / "step" / name

    def replaced(part, path, really=os.replace):
        if path == target and not placed:
            os._exit(DIED)
        really(part, path)
        if path == target:
            os._exit(DIED)

    monkeypatch.setattr(whole.os, "replace", replaced)
    assert ended(lambda: grade(batch)) == DIED
    monkeypatch.undo()
    now = lying(batch.out / "step")
    assert now[name] == (after if placed else before)[name]
    assert all(now[one] in (before[one], after[one]) for one in PUBLISHED)
    assert set(now) > set(PUBLISHED), "the test has not seen what a death leaves behind"
    grade(batch)
    assert lying(batch.out / "step") == after


class Full:
    """A new file on a disk without room."""

    def __init__(self, file):
        self._file = file

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._file.close()

    def write(self, data):
        self._file.write(data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize("number", range(len(PUBLISHED)))
def test_a_full_disk_at_any_file_is_one_line_and_the_next_run_goes_on(number, batch, remarked, monkeypatch):
    _, before, after = remarked
    made = []

    def created(part, really=whole._created):
        made.append(part)
        return Full(really(part)) if len(made) == number + 1 else really(part)

    monkeypatch.setattr(whole, "_created", created)
    with pytest.raises(CommandError) as told:
        grade(batch)
    assert str(told.value) == f"the results cannot be written (No space left on device); {MEND}"
    monkeypatch.undo()
    now = lying(batch.out / "step")
    assert set(now) == set(PUBLISHED), "nothing half written is left"
    assert all(now[one] in (before[one], after[one]) for one in PUBLISHED)
    grade(batch)
    assert lying(batch.out / "step") == after


@pytest.mark.parametrize("pages", range(4))
def test_a_store_without_room_is_one_line_and_the_next_run_goes_on(pages, batch, remarked, monkeypatch):
    """The store may grow by a few pages alone, so another of its transactions fails each time."""
    _, before, after = remarked
    store = batch.out / "step" / stores.FILE
    batch = replace(batch, fresh=True)

    def connected(path, really=stores.connected):
        connection = really(path)
        (size,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {size + pages}")
        return connection

    monkeypatch.setattr(stores, "connected", connected)
    with pytest.raises(CommandError) as told:
        grade(batch)
    assert str(told.value) == f"the results cannot be written (database or disk is full); {MEND}"
    monkeypatch.undo()
    now = lying(batch.out / "step")
    assert now["results.json"] in (before["results.json"], after["results.json"])
    assert store.stat().st_size
    grade(replace(batch, fresh=False))
    assert lying(batch.out / "step") == after


def test_no_room_for_the_last_transaction_is_one_line_as_well(batch, remarked, monkeypatch):
    def keep(*_):
        raise refused(sqlite3.SQLITE_FULL)

    monkeypatch.setattr(WrittenFiles, "keep", keep)
    with pytest.raises(CommandError, match="make room on the disk"):
        grade(batch)
    monkeypatch.undo()
    grade(batch)
    assert lying(batch.out / "step") == remarked[2]


def refused(code):
    """SQLite's own error of a kind."""
    problem = sqlite3.OperationalError("so it is")
    problem.sqlite_errorcode = code
    return problem


def test_a_store_that_others_hold_or_that_cannot_grow_is_never_thrown_away(tmp_path, monkeypatch):
    path = tmp_path / stores.FILE
    stores.connected(path).close()
    whole_store = path.read_bytes()
    for code in (sqlite3.SQLITE_FULL, sqlite3.SQLITE_BUSY, sqlite3.SQLITE_IOERR_WRITE, sqlite3.SQLITE_READONLY):

        def connected(_, code=code):
            raise refused(code)

        monkeypatch.setattr(stores, "connected", connected)
        with pytest.raises(CommandError, match="so it is"):
            stores.opened(path, fresh=False)
        assert path.read_bytes() == whole_store


def test_for_want_of_room_to_unpack_nobody_loses_an_answer(course, monkeypatch):
    """Were the archive only left out, what it holds would be missing, and all that was marked would be short of it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("answers.md", RIGHT)
        archive.writestr("more.md", RIGHT)
    course.write("submissions/step/packed.zip", packed.getvalue())
    batch = Batch(Course(course.folder).load("step"), course.folder / "submissions/step", course.folder / "results")

    def opened(path, mode="r", *more, really=Path.open, **options):
        file = really(path, mode, *more, **options)
        return Full(file) if mode == "xb" and path.name.startswith("00001") else file

    monkeypatch.setattr(Path, "open", opened)
    with pytest.raises(CommandError) as told:
        grade(batch)
    assert str(told.value) == f"packed.zip cannot be unpacked (No space left on device); {MEND}"
    assert not [name for name in map(os.path.realpath, Path("/dev/fd").iterdir()) if name.endswith("packed.zip")]
    monkeypatch.undo()
    assert len(grade(batch).briefs) == 3
    assert set(course.outcomes("packed").values()) == set(course.outcomes("right").values())


def test_a_limit_of_the_system_is_one_line_and_status_2(course):
    """No file may grow beyond a few blocks: a real refusal, in the program as a shell starts it."""

    def limited():
        resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, 60_000))

    ran = run_grader("grade", cwd=course.folder, preexec_fn=limited)
    assert ran.status == 2
    assert re.match(r"the results cannot be written \(.*\); .* run the same command again", ran.complaint)
    assert course.grader("grade").status == 0
    assert len(course.results()["submissions"]) == 2
