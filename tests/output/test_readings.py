"""Documents are read once: kept by their bytes, by their names and by what read them; damage costs a second reading and no more."""

import sqlite3
import threading
from dataclasses import replace

import pytest

from grader.document import Document, Line, LineKind, Piece, Source, Unread
from grader.readers.limits import LIMITS
from grader.readers.pool import Readers
from grader.records import readings
from grader.records.readings import FILE, Readings

PAGE = Document(
    "a.pdf",
    (Line((Piece("L = 200", "L = 200", (1.0, 2.0, 3.0, 4.0)),), LineKind.MATH, Source.TEXT, 1, page=1),),
    (Unread("a picture that was not read", 1, (0.0, 0.0, 9.0, 9.0), picture=True),),
    ("white text on page 1 was left out (3 characters)",),
    1,
)


def test_what_was_kept_comes_back_whole(tmp_path):
    with Readings.open(tmp_path) as kept:
        kept.keep(b"bytes", "a.pdf", PAGE)
    with Readings.open(tmp_path) as kept:
        assert kept.recall(b"bytes", "a.pdf") == PAGE


@pytest.mark.parametrize(("data", "name"), [(b"other", "a.pdf"), (b"bytes", "b.pdf"), (b"bytes", "a.md")])
def test_other_bytes_or_another_name_are_read_anew(tmp_path, data, name):
    with Readings.open(tmp_path) as kept:
        kept.keep(b"bytes", "a.pdf", PAGE)
        assert kept.recall(data, name) is None


def test_a_new_reader_reads_anew(tmp_path, monkeypatch):
    with Readings.open(tmp_path) as kept:
        kept.keep(b"bytes", "a.pdf", PAGE)
    monkeypatch.setattr(readings, "what_reads", lambda: "another version, or OCR was installed")
    with Readings.open(tmp_path) as kept:
        assert kept.recall(b"bytes", "a.pdf") is None


def test_fresh_forgets(tmp_path):
    with Readings.open(tmp_path) as kept:
        kept.keep(b"bytes", "a.pdf", PAGE)
    with Readings.open(tmp_path, fresh=True) as kept:
        assert kept.recall(b"bytes", "a.pdf") is None


def damaged(row):
    """A row with one bit turned round, at each of several places."""
    return [row[:at] + bytes([row[at] ^ 4]) + row[at + 1 :] for at in (0, 10, len(row) // 2, len(row) - 1)]


def test_a_damaged_row_is_read_anew(tmp_path):
    with Readings.open(tmp_path) as kept:
        kept.keep(b"bytes", "a.pdf", PAGE)
    with sqlite3.connect(tmp_path / FILE) as raw:
        (row,) = raw.execute("SELECT document FROM readings").fetchone()
        for wrong in (b"", "text", 5, row[:-3], *damaged(row)):
            raw.execute("UPDATE readings SET document = ?", (wrong,))
            raw.commit()
            with Readings.open(tmp_path) as kept:
                assert kept.recall(b"bytes", "a.pdf") is None, wrong
    raw.close()


def test_a_file_that_is_no_store_is_begun_anew(tmp_path):
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    with Readings.open(tmp_path) as kept:
        assert kept.recall(b"bytes", "a.pdf") is None
        kept.keep(b"bytes", "a.pdf", PAGE)
        assert kept.recall(b"bytes", "a.pdf") == PAGE


def test_what_was_not_asked_for_the_longest_is_forgotten_first(tmp_path):
    with Readings.open(tmp_path) as kept:
        for name in ("a.pdf", "b.pdf", "c.pdf"):
            kept.keep(b"bytes", name, replace(PAGE, file=name))
        assert kept.recall(b"bytes", "a.pdf") is not None
        kept._most = 2 * len(kept._connection.execute("SELECT document FROM readings").fetchone()[0]) + 20
    with Readings.open(tmp_path) as kept:
        assert [kept.recall(b"bytes", name) is not None for name in ("a.pdf", "b.pdf", "c.pdf")] == [True, False, True]


def test_threads_may_ask_at_once(tmp_path):
    with Readings.open(tmp_path) as kept:
        names = [f"{number}.pdf" for number in range(40)]
        threads = [threading.Thread(target=kept.keep, args=(b"bytes", name, replace(PAGE, file=name))) for name in names]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert all(kept.recall(b"bytes", name) is not None for name in names)


def test_no_child_is_started_for_what_was_read_before(tmp_path):
    path = tmp_path / "a.md"
    path.write_text("$L = 200$")
    with Readings.open(tmp_path) as kept:
        with Readers(1, LIMITS, kept=kept) as pool:
            first = pool.read(path, "a.md")
        with Readers(1, LIMITS, reader="/nowhere.py:nothing", kept=kept) as pool:
            assert pool.read(path, "a.md") == first
