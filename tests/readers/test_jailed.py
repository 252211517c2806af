"""Documents in the jail: each has a process of its own that reaches nothing, and what it does to that process is over with it."""

import _thread
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from grader.doctor import tiny_pdf
from grader.errors import ReaderFault, Unreadable
from grader.jail.level import Level
from grader.jail.levels import level_here
from grader.readers.limits import LIMITS
from grader.readers.pool import Readers

STRANGE = Path(__file__).with_name("strange.py")
SHORT = replace(LIMITS, seconds=0.3, seconds_a_page=0.01, wall=30.0, memory=128 << 20)
HERE = list(Level)[list(Level).index(level_here()) :]
LEVELS = [level for level in HERE if level.holds]
pytestmark = pytest.mark.skipif(not LEVELS, reason="no jail holds on this machine, and documents are read by the limited child")


def readers(name, limits=LIMITS, count=1, level=LEVELS[0] if LEVELS else None):
    """Jobs with one of the strange readers."""
    return Readers(count, limits, reader=f"{STRANGE}:{name}", level=level)


@pytest.fixture
def page(tmp_path):
    """Writes a file and returns its path."""

    def write(data):
        path = tmp_path / f"page-{len(list(tmp_path.iterdir()))}"
        path.write_bytes(data)
        return path

    return write


def children_of(pid):
    """The processes that a process has started, and theirs."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*"):
        for child in (task / "children").read_text().split():
            found += [int(child), *children_of(child)]
    return found


def wait_until(holds):
    """Give the machine a few seconds."""
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    assert holds()


def gone(pid):
    """Whether a process is no more, or only waits for somebody to notice."""
    try:
        return ") Z " in Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return True


@pytest.mark.parametrize("level", LEVELS)
def test_documents_of_every_kind_are_read_in_the_jail(page, level):
    with Readers(1, level=level) as pool:
        assert "L = 200" in pool.read(page(b"# 1.1\n\n$L = 200$\n"), "ŷ/한글.md").lines[-1].text
        assert any("200" in line.text for line in pool.read(page(tiny_pdf("L = 200")), "a.pdf").lines)
        with pytest.raises(Unreadable, match=r"^a\.xyz is of a kind that is not read; hand in a PDF"):
            pool.read(page(b"x"), "a.xyz")


@pytest.mark.parametrize("level", LEVELS)
def test_a_reader_that_was_taken_over_reaches_nothing(page, level):
    target = page(b"secret")
    target.chmod(0o666)
    target.parent.chmod(0o777)
    with socket.create_server(("127.0.0.1", 0)) as listening, readers("reaching_out", level=level) as pool:
        notes = pool.read(page(f"{target}\n{listening.getsockname()[1]}".encode()), "a.md").notes
    came = dict(note.split(": ") for note in notes)
    assert came.keys() == {"read", "write", "list", "write here", "connect", "fork", "exec", "signal", "thread"}
    assert "done" not in {what for name, what in came.items() if name != "thread"}, came
    assert target.read_bytes() == b"secret"


def test_what_a_document_did_to_its_process_is_over_with_it(page):
    with readers("remembering") as pool:
        assert [pool.read(page(text), "a.md").notes for text in (b"one", b"two", b"three")] == [("one",), ("two",), ("three",)]


def test_an_answer_to_what_was_not_asked_reaches_nobody(page):
    with readers("forging", count=1) as pool:
        assert pool.read(page(b"forge"), "a.md").notes == ("forged",), "its own answer is its own affair"
        document = pool.read(page(b"honest"), "b.md")
        assert (document.file, document.lines[0].text) == ("b.md", "honest")


LOST = [
    ("crashing", b"crash", Unreadable, "a.md makes the reader crash, so it was not read; save or print it as a PDF once more"),
    ("leaving", b"leave", Unreadable, "a.md makes the reader crash"),
    ("sleeping", b"sleep", ReaderFault, "a.md could not be read: our reader did not end, though it hardly worked"),
    ("babbling", b"hello, this is no frame at all, but it is long enough", ReaderFault, "a.md could not be read: our reader answered with"),
    ("stubborn", b"", Unreadable, "a.md took more than 0.3 s of processor time to open, so it was not read; hand in a simpler file"),
    ("many_pages", b"999999999", Unreadable, "a.md took more than 0.9 s of processor time to open, so it was not read; hand in a simpler"),
    ("many_pages", b"-1", ReaderFault, "a.md could not be read: our reader answered with something else than a document"),
    ("hoarding", b"", Unreadable, "a.md took more than 0.12 GiB of memory to open, so it was not read; hand in a simpler file"),
    ("mistaken", b"", ReaderFault, "a.md could not be read: our reader failed by a mistake of ours"),
    ("nested", b"", Unreadable, "a.md is nested more deeply than is read; hand in a simpler file"),
    ("wordy", b"", Unreadable, "a.md holds more text than is read; hand in the answers only"),
]


@pytest.mark.parametrize(("name", "data", "error", "says"), LOST, ids=[f"{case[0]}-{case[1][:3].decode()}" for case in LOST])
def test_a_lost_job_costs_its_document_and_no_other(page, name, data, error, says):
    limits = replace(SHORT, wall=1.0, memory=512 << 20)
    if name == "hoarding":  # its memory is to run out, not its time, however busy the machine is
        limits = replace(SHORT, wall=20.0, seconds=5.0, memory=128 << 20)
    if name == "wordy":  # the same of its text
        limits = replace(SHORT, wall=20.0, seconds=5.0, memory=512 << 20)
    with readers(name, limits) as pool:
        with pytest.raises(error) as told:
            pool.read(page(data), "a.md")
        assert str(told.value).startswith(says)
        if name in ("crashing", "leaving", "sleeping"):
            assert pool.read(page(b"after"), "c.md").lines[0].text == "after"


def test_many_threads_share_a_few_jobs(page):
    paths = {f"{number}": page(f"{number}".encode()) for number in range(12)}
    with readers("plain", count=2) as pool, ThreadPoolExecutor(8) as threads:
        documents = dict(zip(paths, threads.map(lambda text: pool.read(paths[text], f"{text}.md"), paths), strict=True))
    assert {text: document.lines[0].text for text, document in documents.items()} == {text: text for text in paths}


def test_closing_ends_what_is_being_read_and_leaves_no_process(page):
    told = []

    def wait(pool):
        try:
            pool.read(page(b"sleep"), "a.md")
        except ReaderFault as problem:
            told.append(str(problem))

    before = set(children_of(os.getpid()))
    with readers("sleeping") as pool:
        thread = threading.Thread(target=wait, args=(pool,))
        thread.start()
        wait_until(lambda: len(set(children_of(os.getpid())) - before) >= 2)
        ours = set(children_of(os.getpid())) - before
    thread.join(10)
    assert not thread.is_alive()
    wait_until(lambda: all(map(gone, ours)))
    assert told == ["the readers were closed before this document was read"]


def test_ctrl_c_leaves_no_process(page):
    before = set(children_of(os.getpid()))
    ours = set()

    def interrupt():
        wait_until(lambda: len(set(children_of(os.getpid())) - before) >= 2)
        time.sleep(0.2)
        ours.update(set(children_of(os.getpid())) - before)
        _thread.interrupt_main()

    def read():
        with readers("sleeping") as pool:
            threading.Thread(target=interrupt).start()
            pool.read(page(b"sleep"), "a.md")

    with pytest.raises(KeyboardInterrupt):
        read()
    assert ours
    wait_until(lambda: all(map(gone, ours)))


def test_a_grader_that_is_killed_leaves_no_process_behind(tmp_path):
    program = f"""
import os, signal, threading, time
from pathlib import Path
from grader.jail.level import Level
from grader.readers.limits import ReadingLimits
from grader.readers.pool import Readers
from tests.readers.test_jailed import children_of
pool = Readers(1, ReadingLimits(), reader={f"{STRANGE}:sleeping"!r}, level=Level({LEVELS[0].value!r}))
def end():
    time.sleep(0.3)
    print(*children_of(os.getpid()), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
pool.read(Path("awake"), "a.md")
threading.Thread(target=end).start()
pool.read(Path("sleep"), "a.md")
"""
    for word in ("awake", "sleep"):
        (tmp_path / word).write_text(word)
    environment = os.environ | {"PYTHONPATH": str(STRANGE.parents[2])}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert run.returncode == -signal.SIGKILL, run.stderr
    pids = list(map(int, run.stdout.split()))
    assert len(pids) >= 2
    wait_until(lambda: all(map(gone, pids)))


def test_a_folder_that_must_not_be_seen_is_not_there(page):
    hidden = Path(sys.prefix, "lib", "secrets-of-a-trial")
    hidden.mkdir()
    try:
        (hidden / "truth.txt").write_text("14")
        request = page(f"{hidden / 'truth.txt'}\n1".encode())
        for level in LEVELS:
            with Readers(1, reader=f"{STRANGE}:reaching_out", level=level, hidden=(hidden,)) as pool:
                assert pool.read(request, "a.md").notes[0] != "read: done"
    finally:
        (hidden / "truth.txt").unlink()
        hidden.rmdir()


def test_where_ocr_fails_what_was_read_stands_and_is_read_again_the_next_time(page, monkeypatch):
    kept = {}

    class Memory:
        def recall(self, data, name):
            return kept.get((data, name))

        def keep(self, data, name, document):
            kept[data, name] = document

    def fails(request):
        raise ReaderFault(f"{request.name} could not be read: our reader failed by a mistake of ours")

    path = page(b"gaps")
    with readers("with_a_picture") as pool:
        pool._ocr, pool._kept = True, Memory()
        monkeypatch.setattr(pool._looking, "ask", fails)
        document = pool.read(path, "a.md")
        assert document.lines[0].text == "gaps"
        assert document.unread[0].picture
        assert "OCR failed here, so a person has to look: a.md could not be read" in document.notes[-1]
        assert not kept
