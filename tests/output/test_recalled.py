"""What was read and found is worked out once: kept by the bytes, the names and the versions; damage costs a second time and no more."""

import sqlite3
from dataclasses import dataclass, field
from fractions import Fraction

import pytest

from grader.answer import Answer, Doubt, NotFound, Printed
from grader.document import Document, Line, LineKind, Piece, Place, Source, Unread
from grader.errors import ReaderFault, Unreadable
from grader.plain_json import Classes, Damaged
from grader.readers import wire
from grader.recalled import FINDINGS, Recalling
from grader.records.store import FILE, Ended, Store
from grader.shelf import Shelf, Stage
from grader.work import Versions

PAGE = Document(
    "a.pdf",
    (Line((Piece("L = 200", "L = 200", (1.0, 2.0, 3.0, 4.0)),), LineKind.MATH, Source.TEXT, 1, page=1),),
    (Unread("a picture that was not read", 1, (0.0, 0.0, 9.0, 9.0), picture=True),),
    ("white text on page 1 was left out (3 characters)",),
    1,
)
VERSIONS = Versions("reader 1", "search 1")


@dataclass
class Reader:
    """A reader of one document, which counts how often it reads."""

    bytes: bytes = b"bytes"
    whole: bool = True
    refuses: str = ""
    fails: bool = False
    times: list[str] = field(default_factory=list)

    def data(self, _path, _name):
        return self.bytes

    def read_data(self, _data, name):
        self.times.append(name)
        if self.fails:
            raise ReaderFault("our reader failed")
        if self.refuses:
            raise Unreadable(self.refuses)
        return PAGE, self.whole


def recalling(shelf, reader, versions=VERSIONS, content="as handed in"):
    return Recalling(reader, shelf, versions, content)


def kept_by(reader):
    """A shelf that holds what a reader read."""
    shelf = Shelf()
    assert recalling(shelf, reader).read("", "a.pdf") == PAGE
    return Shelf(shelf.used)


def test_what_was_read_comes_back_whole_and_is_not_read_again(tmp_path):
    reader = Reader()
    assert recalling(kept_by(reader), reader).read(tmp_path, "a.pdf") == PAGE
    assert reader.times == ["a.pdf"]


@pytest.mark.parametrize(
    ("data", "name", "version"), [(b"other", "a.pdf", "reader 1"), (b"bytes", "b.pdf", "reader 1"), (b"bytes", "a.pdf", "or OCR came")]
)
def test_other_bytes_another_name_or_another_reader_are_read_anew(data, name, version):
    shelf, reader = kept_by(Reader()), Reader(data)
    assert recalling(shelf, reader, Versions(version, "search 1")).read("", name) == PAGE
    assert reader.times == [name]


def test_why_a_file_is_not_read_is_kept_too():
    shelf, reader, said = Shelf(), Reader(refuses="a.pdf \udcff is damaged"), []
    for _ in range(2):
        with pytest.raises(Unreadable) as refused:
            recalling(shelf, reader).read("", "a.pdf")
        said.append(str(refused.value))
        shelf = Shelf(shelf.used)
    assert said == ["a.pdf \udcff is damaged"] * 2
    assert len(reader.times) == 1


@pytest.mark.parametrize("reader", [Reader(whole=False), Reader(fails=True)], ids=["another try may read more", "our own fault"])
def test_what_may_go_better_the_next_time_is_not_kept(reader):
    shelf = Shelf()
    reading = recalling(shelf, reader)
    try:
        reading.read("", "a.pdf")
    except ReaderFault:
        return
    finally:
        assert not shelf.used
    reading.find((PAGE,), (), EMPTY)
    assert not shelf.used, "nor what was found in it"


def test_a_document_too_large_for_one_answer_of_a_child_is_read_all_the_same(monkeypatch):
    monkeypatch.setattr(wire, "MAX_BYTES", 10)
    shelf = Shelf()
    assert recalling(shelf, Reader()).read("", "a.pdf") == PAGE
    assert not shelf.used


class Nothing:
    """A search for nothing, which counts."""

    wanted = nodes = formulas = ()


EMPTY = Nothing()
FOUND = {
    "loss": Answer(
        "200", Printed(Fraction(200), Fraction(1), 3), Place("a.pdf", 1, (1.0, 2.0, 3.0, 4.0)), Source.TEXT, 0.95, (Doubt.PROSE,)
    ),
    "w": Answer("1/3, 2", (Printed(Fraction(1, 3)), Printed(Fraction(2), Fraction(1), 1)), Place("b.md", line=3), Source.MARKDOWN, 1.0),
    "b": NotFound("nowhere", certain=True, place=None),
}


def test_what_was_found_is_not_looked_for_again(monkeypatch):
    times = []
    monkeypatch.setattr("grader.recalled.looked_for", lambda *_: times.append(1) or (FOUND, {}))
    shelf = Shelf()
    assert recalling(shelf, Reader()).find((PAGE,), (), EMPTY) == (FOUND, {})
    assert recalling(Shelf(shelf.used), Reader()).find((PAGE,), (), EMPTY) == (FOUND, {})
    assert len(times) == 1
    for other in (
        recalling(Shelf(shelf.used), Reader(), content="something else"),
        recalling(Shelf(shelf.used), Reader(), Versions("reader 1", "other names")),
        recalling(Shelf(shelf.used), Reader(), Versions("reader 2", "search 1")),
    ):
        other.find((PAGE,), (), EMPTY)
    assert len(times) == 4


def damaged(row):
    """A row with one bit turned round, at each of several places."""
    return [row[:at] + bytes([row[at] ^ 4]) + row[at + 1 :] for at in (0, 10, len(row) // 2, len(row) - 1)]


def test_a_damaged_row_is_read_anew(tmp_path):
    shelf = Shelf()
    recalling(shelf, Reader()).read("", "a.pdf")
    with Store.open(tmp_path) as store:
        store.add_ended([Ended("group", None, shelf, {})])
    with sqlite3.connect(tmp_path / FILE) as raw:
        (row,) = raw.execute("SELECT value FROM kept").fetchone()
        for wrong in (b"", "text", 5, row[:-3], *damaged(row)):
            raw.execute("UPDATE kept SET value = ?", (wrong,))
            raw.commit()
            reader = Reader()
            with Store.open(tmp_path) as store:
                assert recalling(store.shelf("group"), reader).read("", "a.pdf") == PAGE
            assert reader.times == ["a.pdf"], wrong
    raw.close()


def test_what_is_not_asked_for_again_is_forgotten(tmp_path):
    first = Shelf()
    first.keep(Stage.READ, "old", b"1")
    first.keep(Stage.READ, "still", b"2")
    with Store.open(tmp_path) as store:
        store.add_ended([Ended("group", None, first, {})])
        second = store.shelf("group")
        assert second.recall(Stage.READ, "still") == b"2"
        store.add_ended([Ended("group", None, second, {})])
        third = store.shelf("group")
        assert (third.recall(Stage.READ, "old"), third.recall(Stage.READ, "still")) == (None, b"2")


def test_groups_that_are_gone_leave_nothing_behind(tmp_path):
    shelf = Shelf()
    shelf.keep(Stage.READ, "key", b"1")
    with Store.open(tmp_path) as store:
        for group in ("stays", "goes \udcff"):
            store.add_ended([Ended(group, None, shelf, {})])
        store.keep_only(["stays"])
        assert store.shelf("stays").recall(Stage.READ, "key") == b"1"
        assert store.shelf("goes \udcff").recall(Stage.READ, "key") is None


def test_a_file_that_is_no_store_is_begun_anew(tmp_path):
    (tmp_path / FILE).write_bytes(b"no database at all" * 100)
    shelf = Shelf()
    shelf.keep(Stage.READ, "key", b"1")
    with Store.open(tmp_path) as store:
        assert store.shelf("group").recall(Stage.READ, "key") is None
        store.add_ended([Ended("group", None, shelf, {})])
        assert store.shelf("group").recall(Stage.READ, "key") == b"1"
    with Store.open(tmp_path, fresh=True) as store:
        assert store.shelf("group").recall(Stage.READ, "key") is None


def kinds(value):
    """The types of a value and of what is in it."""
    inner = value.items() if isinstance(value, dict) else value if isinstance(value, tuple) else ()
    return type(value), [kinds(one) for one in inner]


@pytest.mark.parametrize(
    "value",
    [
        FOUND,
        ((), {}, frozenset((Doubt.PROSE, Doubt.CONFLICT)), frozenset((("a", 1), ("b", None)))),
        (0.1, float("inf"), -0.0, 10**400, True, None, "\udcff \x00", Fraction(-1, 3)),
        (-(3**9001), Fraction(1, 7**6000)),
    ],
    ids=["answers", "sets", "numbers", "numbers too long to be printed"],
)
def test_a_plain_value_comes_back_as_it_was(value):
    back = FINDINGS.from_json(FINDINGS.to_json(value))
    assert back == value
    assert kinds(back) == kinds(value), "an int is no float, a tuple no list"


@pytest.mark.parametrize(
    "data", [b"", b"[", b'["Nobody",1]', b'["Place","a"]', b'["Doubt","no doubt"]', b'["Fraction",1,0]', b'["float","x"]', b"[" * 5000]
)
def test_what_is_no_kept_value_is_refused(data):
    with pytest.raises(Damaged):
        FINDINGS.from_json(data)


def test_a_value_of_another_class_is_not_kept():
    with pytest.raises(TypeError, match="Nothing is not kept"):
        FINDINGS.to_json((1, EMPTY))
    with pytest.raises(ValueError, match="same name"):
        Classes((Place, type("Place", (), {})))
