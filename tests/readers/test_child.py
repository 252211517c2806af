"""The limited child in which documents are read where no jail holds: whatever a document does to it, the next one is read."""

import _thread
import ast
import json
import os
import signal
import statistics
import struct
import subprocess
import sys
import threading
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from grader.doctor import tiny_pdf
from grader.errors import ReaderFault, Unreadable
from grader.jail.level import Level
from grader.readers import process
from grader.readers.limits import LIMITS, ReadingLimits
from grader.readers.pool import Readers
from grader.readers.process import ReadingChild

STRANGE = Path(__file__).with_name("strange.py")
SHORT = replace(LIMITS, seconds=0.2, wall=30.0, memory=256 << 20)
LINUX = sys.platform.startswith("linux")


def readers(name, limits=LIMITS, count=1):
    """Children with one of the strange readers."""
    return Readers(count, limits, reader=f"{STRANGE}:{name}", level=Level.RLIMITS)


@pytest.fixture
def page(tmp_path):
    """Writes a file and returns its path."""

    def write(data):
        path = tmp_path / f"page-{len(list(tmp_path.iterdir()))}"
        path.write_bytes(data)
        return path

    return write


def gone(pid):
    """Whether a process is no more, not even as a zombie of ours."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def wait_until(holds):
    """Give the machine a few seconds."""
    end = time.monotonic() + 10
    while not holds() and time.monotonic() < end:
        time.sleep(0.01)
    assert holds()


def test_a_markdown_file_is_read_by_a_child(page):
    with Readers(1, level=Level.RLIMITS) as pool:
        document = pool.read(page(b"# 1.1\n\n$L = 200$\n"), "ŷ/한글.md")
    assert document.file == "ŷ/한글.md"
    assert any("200" in line.text for line in document.lines)


def test_a_child_starts_with_nothing_of_ours(page, monkeypatch):
    monkeypatch.setenv("SECRET", "42")
    secret = os.open(STRANGE, os.O_RDONLY)
    os.set_inheritable(secret, True)
    try:
        with readers("surroundings") as pool:
            notes = pool.read(page(b""), "a.md").notes
    finally:
        os.close(secret)
    variables, folder, own_session, limits, open_files, modules = (ast.literal_eval(note) for note in notes)
    # Python and the C library may add variables of their own.
    assert set(variables) <= {
        "LANG",
        "PYTHONUTF8",
        "PYTHONHASHSEED",
        "OMP_NUM_THREADS",
        "OPENBLAS_NUM_THREADS",
        "LC_CTYPE",
        "__CF_USER_TEXT_ENCODING",
    }
    assert (folder, own_session) == ("/", True)
    assert limits[1:] == [(0, 0), (0, 0), (64, 64)]
    assert LIMITS.memory < limits[0][0] < 2 * LIMITS.memory or not LINUX
    assert len(open_files) == 4
    ours = {name for name in modules if name.startswith("grader")}
    assert {name.split(".")[1] for name in ours if "." in name} <= {"readers", "document", "errors"}
    assert not {"torch", "numpy", "subprocess", "yaml"} & set(modules)


def test_a_child_reads_one_document_after_another(page):
    with readers("plain") as pool:
        documents = [pool.read(page(f"{number}".encode()), "a.md") for number in range(5)]
    assert [document.lines[0].text for document in documents] == ["0", "1", "2", "3", "4"]
    assert len({document.notes for document in documents}) == 1


def test_a_child_is_replaced_after_so_many_documents(page):
    path = page(b"x")
    with readers("plain", replace(LIMITS, documents=2)) as pool:
        pids = [pool.read(path, "a.md").notes for _ in range(5)]
    assert [len(set(pids[start : start + 2])) for start in (0, 2, 4)] == [1, 1, 1]
    assert len(set(pids)) == 3


@pytest.mark.skipif(not LINUX, reason="only Linux shows the processor time of another process")
def test_a_child_is_replaced_before_its_lifetime_could_cut_a_document_short(page):
    path = page(b"0.6")
    with readers("busy", replace(LIMITS, seconds=1.0, pages=0, lifetime=2)) as pool:
        children = set()
        for _ in range(4):
            pool.read(path, "a.md")
            children |= pool._reading.all
    assert len(children) > 1


def test_what_libraries_print_does_not_reach_the_channel(page, capfd):
    with readers("noisy") as pool:
        assert pool.read(page(b"L = 200"), "a.md").lines[0].text == "L = 200"
        assert pool.read(page(b"L = 201"), "a.md").lines[0].text == "L = 201"
    assert capfd.readouterr() == ("", "")


def test_an_unreadable_document_is_told_in_one_line_by_the_same_child(page):
    with readers("unreadable") as pool:
        for _ in range(2):
            with pytest.raises(Unreadable, match=r"^a\.md is damaged in two lines$"):
                pool.read(page(b"x"), "a.md")
        assert len(pool._reading.all) == 1


LOST = [
    ("crashing", b"crash", Unreadable, "a.md makes the reader crash, so it was not read; save or print it as a PDF once more"),
    ("leaving", b"leave", Unreadable, "a.md makes the reader crash"),
    ("killed", b"kill", ReaderFault, "a.md could not be read: our reader was killed by the machine"),
    ("sleeping", b"sleep", ReaderFault, "a.md could not be read: our reader did not end, though it hardly worked"),
]


@pytest.mark.parametrize(("name", "data", "error", "says"), LOST, ids=[case[0] for case in LOST])
def test_a_lost_child_costs_its_document_and_no_other(page, name, data, error, says):
    with readers(name, replace(LIMITS, wall=0.6)) as pool:
        assert pool.read(page(b"before"), "b.md").lines[0].text == "before"
        with pytest.raises(error) as told:
            pool.read(page(data), "a.md")
        assert str(told.value).startswith(says)
        assert pool.read(page(b"after"), "c.md").lines[0].text == "after"
        assert len(pool._reading.all) == 1


def test_a_child_that_load_may_have_killed_is_given_a_second_chance(page, tmp_path):
    with readers("dies_once") as pool:
        assert pool.read(page(str(tmp_path / "flag").encode()), "a.md").notes
    assert (tmp_path / "flag").exists()


def test_the_second_chance_is_taken_alone(page, tmp_path):
    others = [page(b"") for _ in range(8)]
    doomed = page(str(tmp_path / "flag").encode())
    with readers("dies_once", count=3) as pool, ThreadPoolExecutor(9) as threads:
        first = threads.submit(pool.read, doomed, "a.md")
        rest = [threads.submit(pool.read, path, "b.md") for path in others]
        begun, ended = map(float, first.result().notes)
        times = [tuple(map(float, future.result().notes)) for future in rest]
    assert all(end <= begun or start >= ended for start, end in times)
    assert any(one != other and one[0] < other[1] and other[0] < one[1] for one in times for other in times), "nothing ran side by side"


@pytest.mark.skipif(not LINUX, reason="macOS has no limit for address space")
@pytest.mark.parametrize("name", ["hoarding"])
def test_a_memory_bomb_is_stopped_in_the_child(page, name):
    with (
        readers(name, replace(SHORT, seconds=20.0)) as pool,
        pytest.raises(Unreadable, match=r"^a\.md took more than 0\.25 GiB of memory to open"),
    ):
        pool.read(page(b"x"), "a.md")


@pytest.mark.skipif(not LINUX, reason="macOS has no limit for address space")
def test_a_small_pdf_that_unpacks_to_a_heap_costs_its_child_and_no_other(page):
    heap = tiny_pdf("L = 200", zlib.compress(b"1 0 0 1 0 0 cm " * 8_000_000))
    with Readers(1, replace(LIMITS, memory=160 << 20), level=Level.RLIMITS) as pool:
        with pytest.raises(Unreadable, match=r"^a\.pdf (makes the reader crash|took more than 0\.16 GiB of memory)"):
            pool.read(page(heap), "a.pdf")
        assert any("200" in line.text for line in pool.read(page(tiny_pdf("L = 200")), "b.pdf").lines)


@pytest.mark.skipif(not LINUX, reason="only Linux shows the processor time of another process")
def test_an_endless_loop_is_cut_by_its_processor_time_even_if_it_does_not_listen(page):
    begun = time.monotonic()
    with readers("stubborn", SHORT) as pool:
        with pytest.raises(Unreadable, match=r"^a\.md took more than 0\.\d s of processor time to open, so it was not read; hand in"):
            pool.read(page(b"x"), "a.md")
        assert not pool._reading.all
    assert time.monotonic() - begun < SHORT.wall


def test_an_endless_loop_is_cut_by_the_kernel_where_nobody_watches(page, monkeypatch):
    monkeypatch.setattr(ReadingChild, "_work", lambda _self: 0.0)
    trials = STRANGE.parents[2] / "grader" / "readers" / "trials.py"
    with (
        Readers(1, SHORT, reader=f"{trials}:never_end", level=Level.RLIMITS) as pool,
        pytest.raises(Unreadable, match="of processor time to open"),
    ):
        pool.read(page(b"x"), "a.md")


def test_time_is_counted_for_each_document_and_not_for_the_child(page):
    # 2.1 s in all, in a child that may work 1 s on each.
    with readers("busy", replace(LIMITS, seconds=1.0)) as pool:
        path = page(b"0.3")
        for _ in range(7):
            pool.read(path, "a.md")
        assert next(iter(pool._reading.all)).documents == 7


@pytest.mark.parametrize(
    "reply",
    [
        b"hello, this is no frame at all, but it is long enough",
        struct.pack(">IQ", 10, 1 << 40) + b"x" * 100,
        struct.pack(">IQ", 1 << 30, 10) + b"x" * 100,
        struct.pack(">IQ", 2, 0) + b"[]",
        struct.pack(">IQ", 9, 0) + b'{"is": 1}',
        struct.pack(">IQ", 13, 0) + b'{"is": "full}',
        struct.pack(">IQ", 14, 0) + b'{"is": "sleep"',
        struct.pack(">IQ", 18, 4) + b'{"is": "document"}null',
    ],
)
def test_babble_is_no_answer_and_the_fault_is_ours(page, reply):
    with (
        readers("babbling", replace(LIMITS, wall=2.0)) as pool,
        pytest.raises(ReaderFault, match=r"^a\.md could not be read: our reader answered with something else than a document"),
    ):
        pool.read(page(reply), "a.md")


def test_a_child_that_drips_bytes_is_cut_by_the_clock(page):
    with readers("dripping", replace(LIMITS, wall=0.4)) as pool, pytest.raises(ReaderFault, match="did not end"):
        pool.read(page(b"x"), "a.md")


def test_a_child_that_hangs_up_and_stays_is_ended(page, monkeypatch):
    monkeypatch.setattr(process, "_LAST_BREATH", 0.2)
    with readers("hanging_up") as pool:
        with pytest.raises(ReaderFault, match="something else than a document"):
            pool.read(page(b"x"), "a.md")
        assert not pool._reading.all


def test_a_mistake_of_ours_is_told_as_ours_with_its_traceback_and_is_not_tried_again(page):
    with readers("mistaken") as pool:
        with pytest.raises(ReaderFault, match=r"^a\.md could not be read: our reader failed by a mistake of ours") as told:
            pool.read(page(b"x"), "a.md")
        assert str(told.value).endswith("ours"), "the traceback stands in a note"
        assert "ValueError: a mistake of ours" in told.value.__notes__[0]
        assert not pool._reading.all


def test_a_reader_that_cannot_start_is_nobodys_paper(page):
    with readers("no_such_function") as pool, pytest.raises(ReaderFault, match=r"could not be started \(KeyError: 'no_such_function'\)"):
        pool.read(page(b"x"), "a.md")


def test_a_paper_nested_too_deeply_or_too_long_says_so(page):
    with readers("nested") as pool, pytest.raises(Unreadable, match=r"^a\.md is nested more deeply than is read"):
        pool.read(page(b"x"), "a.md")
    with readers("wordy") as pool, pytest.raises(Unreadable, match=r"^a\.md holds more text than is read"):
        pool.read(page(b"x"), "a.md")


def test_a_child_cannot_speak_for_another_file_nor_send_what_no_page_can_take(page):
    with readers("lying") as pool:
        document = pool.read(page(b"x"), "a.md")
    assert (document.file, document.lines[0].text) == ("a.md", "x\ufffd")


def test_another_kind_of_file_says_what_to_hand_in(page):
    with Readers(1, level=Level.RLIMITS) as pool, pytest.raises(Unreadable, match=r"^a\.xyz is of a kind that is not read; hand in a PDF"):
        pool.read(page(b"x"), "a.xyz")


def test_what_is_no_ordinary_file_is_not_opened(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to(STRANGE)
    (tmp_path / "big").touch()
    os.truncate(tmp_path / "big", 60_000_000)
    cases = {
        "pipe": "is no ordinary file",
        "link": "cannot be opened",
        ".": "is no ordinary file",
        "nowhere": "cannot be opened (No such file or directory); hand it in again",
        "big": "is larger than 50 MB, so it was not read; hand in a smaller file",
    }
    with Readers(1, level=Level.RLIMITS) as pool:
        for name, says in cases.items():
            with pytest.raises(Unreadable) as told:
                pool.read(tmp_path / name, "a.md")
            assert says in str(told.value)
        assert not pool._reading.all, "no child is needed to refuse a file"


def test_a_large_file_goes_through(page):
    data = b"x" * 3_000_000
    with readers("plain") as pool:
        assert pool.read(page(data), "a.md").lines[0].text == data.decode()


def test_many_threads_share_a_few_children(page):
    paths = {f"{number}": page(f"{number}".encode()) for number in range(40)}
    with readers("plain", count=2) as pool, ThreadPoolExecutor(8) as threads:
        documents = dict(zip(paths, threads.map(lambda text: pool.read(paths[text], f"{text}.md"), paths), strict=True))
        assert len(pool._reading.all) == 2
    assert {text: document.lines[0].text for text, document in documents.items()} == {text: text for text in paths}
    assert len({document.notes for document in documents.values()}) == 2


def test_no_process_is_left_when_the_block_ends(page):
    with readers("plain", count=2) as pool:
        pid = int(pool.read(page(b"x"), "a.md").notes[0])
        assert not gone(pid)
    assert gone(pid)


def test_closing_ends_what_is_being_read_and_tells_who_waits(page):
    told = []

    def wait(pool):
        try:
            pool.read(page(b"sleep"), "a.md")
        except ReaderFault as problem:
            told.append(str(problem))

    with readers("sleeping") as pool:
        thread = threading.Thread(target=wait, args=(pool,))
        thread.start()
        wait_until(lambda: pool._reading.all and next(iter(pool._reading.all)).documents == 1)
        pids = [child._process.pid for child in pool._reading.all]
    thread.join(10)
    assert not thread.is_alive()
    assert all(gone(pid) for pid in pids)
    assert told == ["the readers were closed before this document was read"]


def test_ctrl_c_leaves_no_process(page):
    pids = []

    def interrupt(pool):
        wait_until(lambda: pool._reading.all and next(iter(pool._reading.all)).documents == 1)
        pids.extend(child._process.pid for child in pool._reading.all)
        _thread.interrupt_main()

    def read():
        with readers("sleeping") as pool:
            threading.Thread(target=interrupt, args=(pool,)).start()
            pool.read(page(b"sleep"), "a.md")

    with pytest.raises(KeyboardInterrupt):
        read()
    assert pids
    assert all(gone(pid) for pid in pids)


@pytest.mark.skipif(not LINUX, reason="the family of a process is told by /proc")
def test_what_a_child_starts_ends_with_it_or_is_never_started(page):
    with readers("with_offspring", replace(LIMITS, wall=0.5)) as pool:
        if os.geteuid() != 0:
            with pytest.raises(ReaderFault, match="a mistake of ours"):
                pool.read(page(b"x"), "a.md")
            return
        assert pool.read(page(b"x"), "a.md").lines
        (child,) = pool._reading.all
        (offspring,) = Path(f"/proc/{child._process.pid}/task/{child._process.pid}/children").read_text().split()
    wait_until(lambda: not Path(f"/proc/{offspring}").exists() or ") Z " in Path(f"/proc/{offspring}/stat").read_text())


@pytest.mark.parametrize("moment", ["idle", "reading"])
def test_a_grader_that_is_killed_leaves_no_child_behind_for_long(tmp_path, moment):
    program = f"""
import os, signal, threading
from pathlib import Path
from grader.jail.level import Level
from grader.readers.limits import ReadingLimits
from grader.readers.pool import Readers
pool = Readers(1, ReadingLimits(wall=0.5), reader={f"{STRANGE}:sleeping"!r}, level=Level.RLIMITS)
print(pool.read(Path("awake"), "a.md").notes[0], flush=True)
if {moment == "reading"}:
    threading.Timer(0.2, os.kill, (os.getpid(), signal.SIGKILL)).start()
    pool.read(Path("sleep"), "a.md")
os.kill(os.getpid(), signal.SIGKILL)
"""
    for word in ("awake", "sleep"):
        (tmp_path / word).write_text(word)
    environment = os.environ | {"PYTHONPATH": str(STRANGE.parents[2])}
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False, cwd=tmp_path, env=environment)
    assert run.returncode == -signal.SIGKILL, run.stderr
    pid = int(run.stdout)
    wait_until(lambda: gone(pid) or "Z" in Path(f"/proc/{pid}/stat").read_text())


def test_a_child_is_much_cheaper_the_second_time(page):
    path = page(b"L = 200\n" * 60)  # what the page itself costs is the same each time
    with readers("plain") as pool:
        begun = time.perf_counter()
        pool.read(path, "a.md")
        first = time.perf_counter() - begun
        again = []
        for _ in range(50):
            begun = time.perf_counter()
            pool.read(path, "a.md")
            again.append(time.perf_counter() - begun)
    assert statistics.median(again) < first / 10


def test_the_program_runs_as_a_module_too():
    limits = json.dumps(vars(ReadingLimits()))
    root = str(STRANGE.parents[2])
    run = subprocess.run(
        [sys.executable, "-m", "grader.readers.child", limits], stdin=subprocess.DEVNULL, check=False, cwd=root, timeout=60
    )
    # Nobody is at the other end of the channel: it ends by itself.
    assert run.returncode == 1
