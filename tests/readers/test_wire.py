"""Documents on their way out of the child: what is sent arrives, and nothing else does."""

import json
import math
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.document import Document, Line, LineKind, Piece, Source, Unread
from grader.errors import ReaderFault, Unreadable
from grader.readers import wire
from grader.readers.frames import frame, receive
from grader.readers.wire import WireProblem, from_json, to_json

WELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"))
ANY = st.text(st.characters(codec=None))
COUNTS = st.integers(0, 10_000_000)
PLACES = st.floats(-1e6, 1e6)
BOXES = st.none() | st.tuples(PLACES, PLACES, PLACES, PLACES)


def documents(texts):
    """Documents of every shape, with these texts in them."""
    pieces = st.builds(Piece, texts, texts, BOXES, st.none() | COUNTS)
    lines = st.builds(
        Line,
        st.lists(pieces, max_size=4).map(tuple),
        st.sampled_from(LineKind),
        st.sampled_from(Source),
        COUNTS,
        st.none() | COUNTS,
        st.none() | COUNTS,
        st.lists(texts, max_size=2).map(tuple),
        st.booleans(),
    )
    gaps = st.builds(Unread, texts, st.none() | COUNTS, BOXES)
    return st.builds(
        Document,
        texts,
        st.lists(lines, max_size=4).map(tuple),
        st.lists(gaps, max_size=2).map(tuple),
        st.lists(texts, max_size=2).map(tuple),
        COUNTS,
    )


@given(documents(WELL))
def test_what_is_sent_arrives(document):
    assert from_json(to_json(document)) == document


@given(documents(ANY))
def test_whatever_a_page_holds_arrives_as_text_that_can_be_written(document):
    arrived = from_json(to_json(document))
    text = repr(arrived) + "".join(line.text for line in arrived.lines)
    text.encode("utf-8")
    assert "\0" not in "".join(piece.raw + piece.text for line in arrived.lines for piece in line.pieces)


def test_equal_documents_give_equal_bytes():
    assert to_json(Document("a.md", pages=1)) == to_json(Document("a.md", pages=1))


LINE = ["text", "text", 1, None, 1, [], [["x", None, None, None]], False]
PARTS = {"file": "a.md", "pages": 1, "notes": [], "unread": [], "lines": [LINE], "programs": [["w = 1", 3]]}


def changed(**parts):
    """The document with some parts replaced."""
    return json.dumps(PARTS | parts)


def with_line(place, value):
    """The document with one field of its line replaced."""
    return changed(lines=[[*LINE[:place], value, *LINE[place + 1 :]]])


def with_piece(*fields):
    """The document with another piece."""
    return with_line(6, [list(fields)])


FORGED = {
    "nothing": "",
    "no JSON": "{",
    "no object": "[]",
    "a part too few": json.dumps({"file": "a.md"}),
    "a part too many": changed(points=16),
    "another type of text": changed(file=1),
    "a truth for a count": changed(pages=True),
    "a count below zero": changed(pages=-1),
    "a count without end": changed(pages=10**300),
    "a fraction for a count": changed(pages=1.5),
    "an integer of many digits": '{"pages": ' + "9" * 10_000 + "}",
    "notes that are text": changed(notes="x"),
    "a note that is a list": changed(notes=[["x"]]),
    "another kind of line": with_line(0, "secret"),
    "another source": with_line(1, "expected"),
    "a kind that is a list": with_line(0, ["text"]),
    "a mark of what was printed that is a word": with_line(7, "yes"),
    "a line that is short": changed(lines=[LINE[:5]]),
    "a line that is an object": changed(lines=[{"kind": "text"}]),
    "a piece that is short": with_piece("x", "x"),
    "a piece of numbers": with_piece(1, 2, None, None),
    "a box of three": with_piece("x", "x", [1, 2, 3], None),
    "a box of text": with_piece("x", "x", ["1", "2", "3", "4"], None),
    "a box without end": with_piece("x", "x", [0, 0, 1e300, 1], None),
    "a box that is too large a number": with_piece("x", "x", [0, 0, 10**400, 1], None),
    "a box of infinity": with_piece("x", "x", [0, 0, math.inf, 1], None),
    "a box of no number": with_piece("x", "x", [0, 0, math.nan, 1], None),
    "a box of 1e999": changed().replace("null, null]", "[0, 0, 1e999, 1], null]"),
    "a program that is text alone": changed(programs=["w = 1"]),
    "a program of no text": changed(programs=[[1, 3]]),
    "a program in a cell below zero": changed(programs=[["w = 1", -3]]),
    "deep nesting": "[" * 100_000,
    "deep nesting in a part": changed(notes=[]).replace('"notes": []', '"notes": ' + "[" * 50_000 + "]" * 50_000),
    "bytes that are no text": b'{"file": "\xff"}',
}


@pytest.mark.parametrize("name", FORGED)
def test_a_forged_document_is_refused(name):
    data = FORGED[name]
    with pytest.raises(WireProblem):
        from_json(data if isinstance(data, bytes) else data.encode())


def test_what_is_not_forged_is_taken():
    assert from_json(changed().encode()).lines[0].pieces == (Piece("x", "x"),)


def test_more_than_the_caps_is_refused_on_both_sides(monkeypatch):
    line = Line((Piece("x", "x"),) * 3, LineKind.TEXT, Source.TEXT, 1)
    data = to_json(Document("a.md", (line, line)))
    for cap, most in (("MAX_LINES", 1), ("MAX_PIECES", 5), ("MAX_BYTES", 100)):
        with monkeypatch.context() as patched:
            patched.setattr(wire, cap, most)
            with pytest.raises(WireProblem):
                from_json(data)
            with pytest.raises(Unreadable, match=r"^a\.md holds more text than is read; hand in the answers only$"):
                to_json(Document("a.md", (line, line)))


@given(st.data())
def test_a_flipped_byte_gives_a_document_or_a_refusal(data):
    whole = bytearray(to_json(Document("a.md", (Line((Piece("ŷ", "y", (1.0, 2.0, 3.0, 4.0), 3),), LineKind.MATH, Source.MARKDOWN, 1),))))
    for _ in range(data.draw(st.integers(1, 3))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    with suppress(WireProblem):
        assert isinstance(from_json(bytes(whole)), Document)


def reader_of(data):
    """A function that reads exactly so many of these bytes."""
    place = 0

    def read(count):
        nonlocal place
        place += count
        if place > len(data):
            raise EOFError
        return data[place - count : place]

    return read


@given(st.dictionaries(ANY, ANY, max_size=3), st.binary(max_size=50))
def test_a_frame_arrives(header, body):
    texts = {key.encode("utf-8", "replace").decode(): text.encode("utf-8", "replace").decode() for key, text in header.items()}
    assert receive(reader_of(frame(texts, body)), 50) == (texts, body)


@given(st.binary(min_size=12, max_size=200))
def test_any_bytes_are_a_frame_or_refused(data):
    with suppress(ReaderFault, EOFError):
        receive(reader_of(data), 100)
