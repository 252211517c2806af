"""Hostile, broken and turned pages: a plain sentence or a page that says what it lacks, never a traceback."""

import io
import random
import time
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import Unreadable
from grader.readers.pdf import reader
from grader.readers.pdf.reader import read_pdf

PDF = Path(__file__).parent / "pdf"
HOMEWORK = (PDF / "cm11.pdf").read_bytes()


def saved(document):
    """A document's bytes."""
    with io.BytesIO() as out:
        document.save(out)
        return out.getvalue()


def locked(text):
    """A one-page PDF that claims to be encrypted in a way that no password of ours opens."""
    return text.replace(
        b"trailer\n<<", b"trailer\n<< /Encrypt << /Filter /Standard /V 1 /R 2 /P -1 /O (%b) /U (%b) >>" % (b"o" * 32, b"u" * 32)
    )


def plain(content, box="0 0 200 200", fonts="/F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"):
    """A one-page PDF with the given operators."""
    stream = content.encode("latin-1")
    return b"".join(
        (
            b"%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n",
            b"2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n",
            f"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R ".encode(),
            f"/Resources << /Font << {fonts} >> >> >> endobj\n".encode(),
            b"4 0 obj << /Length %d >> stream\n%b\nendstream endobj\n" % (len(stream), stream),
            b"trailer\n<< /Root 1 0 R /ID [(aaaaaaaaaaaaaaaa) (aaaaaaaaaaaaaaaa)] >>\n%%EOF\n",
        )
    )


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "h.pdf: not a PDF (it is empty); export it again as PDF"),
        (b"<html><body>404", "h.pdf: not a PDF (it begins with `<html><body>`); export it again as PDF"),
        (bytes(range(256)), "h.pdf: not a PDF (it begins with `............`); export it again as PDF"),
        (HOMEWORK[: len(HOMEWORK) // 2], "h.pdf: damaged, or cut off on its way; hand it in again"),
        (b"%PDF-1.5\n%%EOF", "h.pdf: damaged, or cut off on its way; hand it in again"),
        (locked(plain("BT /F 12 Tf 20 100 Td (x = 3) Tj ET")), "h.pdf: needs a password; hand it in again without one"),
    ],
)
def test_a_file_that_is_no_readable_pdf_is_named_in_one_sentence(data, says):
    with pytest.raises(Unreadable) as caught:
        read_pdf(data, "h.pdf")
    assert str(caught.value) == says


def outcome(data):
    """How many pages, or the sentence that says why none."""
    try:
        return read_pdf(data, "h.pdf").pages
    except Unreadable as problem:
        return str(problem)


@given(st.binary(max_size=2_000))
def test_any_bytes_at_all_give_a_document_or_a_sentence(data):
    for whole in (data, b"%PDF-1.5\n" + data):
        found = outcome(whole)
        assert found
        assert "\n" not in str(found)


def test_flipped_bytes_give_a_document_or_a_sentence():
    dice = random.Random(7)
    for _ in range(25):
        data = bytearray(HOMEWORK)
        for _ in range(dice.randint(1, 50)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        found = outcome(bytes(data))
        assert found
        assert "\n" not in str(found)


def test_a_page_that_is_a_picture_is_unread_as_a_whole():
    picture = pypdfium2.PdfDocument(HOMEWORK)[0].render(scale=0.5)
    scan = pypdfium2.PdfDocument.new()
    page = scan.new_page(595, 842)
    image = pypdfium2.PdfImage.new(scan)
    image.set_bitmap(picture)
    image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    page.insert_obj(image)
    page.gen_content()
    document = read_pdf(saved(scan), "scan.pdf")
    assert document.lines == ()
    assert [(one.why, one.page, one.box) for one in document.unread] == [
        ("the page is a picture and has no text that can be read", 1, None)
    ]


def test_a_blank_page_holds_nothing_unread():
    document = read_pdf(plain(""), "h.pdf")
    assert (document.lines, document.unread, document.pages) == ((), (), 1)


def test_boxes_on_a_turned_page_are_those_of_the_page_as_seen():
    upright = read_pdf(plain("BT /F 12 Tf 20 150 Td (x = 3) Tj ET"), "h.pdf").lines[0]
    turned = plain("BT /F 12 Tf 0 1 -1 0 50 20 Tm (x = 3) Tj ET").replace(b"/Type /Page /Parent", b"/Type /Page /Rotate 90 /Parent")
    line = read_pdf(turned, "h.pdf").lines[0]
    assert line.text == upright.text == "x = 3"
    for mine, other in zip(line.pieces, upright.pieces, strict=True):
        assert mine.box == pytest.approx(other.box, abs=0.1)


def test_text_set_sideways_is_unread_and_not_jumbled_into_lines():
    document = read_pdf(plain("BT /F 12 Tf 0 1 -1 0 50 20 Tm (sideways) Tj ET"), "h.pdf")
    assert document.lines == ()
    assert [one.why for one in document.unread] == ["text set sideways was not read"]


HIDDEN = [
    ("BT /F 12 Tf 3 Tr 20 100 Td (x = 3) Tj ET", "invisible text"),
    ("1 g BT /F 12 Tf 20 100 Td (x = 3) Tj ET", "white text"),
    ("0.95 g BT /F 12 Tf 20 100 Td (x = 3) Tj ET", "white text"),
    ("BT /F 2 Tf 20 100 Td (x = 3) Tj ET", "text too small to read"),
    ("BT /F 12 Tf 20 300 Td (x = 3) Tj ET", "text off the page"),
    ("0 g BT /F 12 Tf 20 100 Td (x = 3) Tj ET 1 g 10 90 100 40 re f", "covered text"),
    ("0 0 1 rg 10 90 100 40 re f BT /F 12 Tf 20 100 Td (x = 3) Tj ET", "text in the colour of its ground"),
]


@pytest.mark.parametrize(("content", "note"), HIDDEN)
def test_text_that_nobody_can_see_is_no_evidence(content, note):
    document = read_pdf(plain(content), "h.pdf")
    assert document.lines == ()
    assert document.notes == (f"{note} on page 1 was left out (3 characters)",)


@pytest.mark.parametrize(
    "content",
    [
        "0 0 1 rg 10 90 100 40 re f 1 g BT /F 12 Tf 20 100 Td (x = 3) Tj ET",
        "1 1 0 rg 10 90 100 40 re f 0 g BT /F 12 Tf 20 100 Td (x = 3) Tj ET",
        "BT /F 1 Tf 12 0 0 12 20 100 Tm (x = 3) Tj ET",
    ],
)
def test_white_on_blue_is_seen_and_a_size_may_stand_in_the_matrix(content):
    assert [line.text for line in read_pdf(plain(content), "h.pdf").lines] == ["x = 3"]


def test_pages_beyond_the_limit_are_named(monkeypatch):
    monkeypatch.setattr(reader, "PAGES", 1)
    document = read_pdf((PDF / "palatino.pdf").read_bytes(), "h.pdf")
    assert document.pages == 2
    assert {line.page for line in document.lines} == {1}
    assert [(one.why, one.page) for one in document.unread] == [("beyond the first 1 pages", 2)]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (plain("BT /F 12 Tf 20 100 Td (" + "x" * 20_001 + ") Tj ET"), "20001 characters on one page"),
        (plain("10 10 m 20 20 l S " * 20_001), "too many drawn objects on one page"),
        (plain("BT /F 12 Tf 20 100 Td (x) Tj ET", box="0 0 20000 20000"), "the page is 20000 × 20000 points large"),
        (
            plain(
                "BT /F 12 Tf " + "".join(f"1 0 0 1 {x} {y} Tm (x) Tj " for x in range(0, 600, 9) for y in range(0, 800, 9)) + "ET",
                box="0 0 600 800",
            ),
            "too much stands on one page",
        ),
    ],
)
def test_a_page_beyond_what_honest_homework_holds_is_unread(data, why):
    with pytest.raises(Unreadable) as told:
        read_pdf(data, "h.pdf")
    says = "print it as a PDF once more and hand that in, or the answers alone"
    assert str(told.value) == f"h.pdf: nothing of it can be read ({why}); {says}"
    two = data.replace(b"/Kids [3 0 R] /Count 1", b"/Kids [3 0 R 5 0 R] /Count 2").replace(b"trailer", b"%b\ntrailer" % SECOND)
    document = read_pdf(two, "h.pdf")
    assert [line.text for line in document.lines] == ["L = 200"]
    assert [(one.why, one.page) for one in document.unread] == [(f"not read: {why}", 1)]


SECOND = (
    b"5 0 obj << /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 6 0 R /Resources << /Font << /F 7 0 R >> >> >> endobj\n"
    b"6 0 obj << /Length 37 >> stream\nBT /F 12 Tf 20 100 Td (L = 200) Tj ET\nendstream endobj\n"
    b"7 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj"
)


def shown(*marks):
    """A page with texts at (x, y)."""
    return plain("BT /F 12 Tf " + "".join(f"1 0 0 1 {x} {y} Tm ({text}) Tj " for x, y, text in marks) + "ET")


def test_rows_half_a_line_apart_are_no_lines_of_text():
    document = read_pdf(shown((20, 100, "A ="), (50, 107, "14"), (50, 93, "20"), (80, 100, "more")), "h.pdf")
    assert len(document.lines) == 3
    assert all(line.doubts for line in document.lines)


def test_lines_of_text_at_their_usual_distance_are_not_doubted():
    document = read_pdf(shown((20, 100, "one line"), (20, 86, "and the next"), (20, 72, "and a third")), "h.pdf")
    assert [line.doubts for line in document.lines] == [(), (), ()]


def seconds(*works):
    """The least CPU time of each over several runs in turn, so that a neighbour on the machine slows all of them or none."""
    found = [[] for _ in works]
    for _ in range(15):
        for work, own in zip(works, found, strict=True):
            start = time.process_time()
            work()
            own.append(time.process_time() - start)
    return map(min, found)


def test_a_page_is_read_in_little_more_time_than_it_is_drawn():
    drawn, read = seconds(lambda: pypdfium2.PdfDocument(HOMEWORK)[0].render(scale=150 / 72), lambda: read_pdf(HOMEWORK, "h.pdf"))
    assert read < 10 * drawn  # it is drawn twice to see what is hidden
