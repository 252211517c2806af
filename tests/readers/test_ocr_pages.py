"""Pictures that OCR reads: put where they belong, never certain; files that are none; a few pages read for real."""

import io

import numpy as np
import pytest
from PIL import Image

from grader.document import Document, Line, LineKind, Piece, Source, Unread
from grader.errors import Unreadable
from grader.readers.ocr.image import DECODED, flattened, inked, picture, rendered
from grader.readers.ocr.level import lies_on_its_side, sheet, slope, turned
from grader.readers.ocr.model import installed, model_file
from grader.readers.ocr.pages import SEEN, read_pictures, with_pictures, without_pictures
from grader.readers.pdf.gate import open_pdf
from grader.readers.reading import read_bytes
from grader.readers.wire import from_json, to_json

LAYER = "the page's text layer is in pieces"


def line(text, top, *, page=1, block=1, source=Source.TEXT, doubts=()):
    return Line((Piece(text, text, (10.0, top, 90.0, top + 10)),), LineKind.TEXT, source, block, page=page, doubts=doubts)


def seen(text, top, **more):
    return line(text, top, source=Source.OCR, **more)


def test_what_a_picture_shows_stands_where_the_picture_stands():
    gap = Unread("a picture", 1, (0.0, 40.0, 100.0, 80.0), picture=True)
    document = Document("a.pdf", (line("above", 20), line("below", 100, block=2)), (gap,), pages=1)
    whole = with_pictures(document, Document("a.pdf", (seen("inside", 50), seen("too", 62)), (Unread(SEEN, 1, gap.box),)))
    assert [one.text for one in whole.lines] == ["above", "inside", "too", "below"]
    assert [one.block for one in whole.lines] == [1, 2, 2, 3]


def test_a_page_that_ocr_has_read_is_still_not_read_for_certain():
    document = Document("a.pdf", (), (Unread("the page is a picture", 1, picture=True),), pages=1)
    whole = with_pictures(document, Document("a.pdf", (seen("ŷ = 14", 20),), (Unread(SEEN, 1),)))
    assert whole.unread == (Unread(SEEN, 1),)


def test_pages_are_merged_in_their_order():
    document = Document(
        "a.pdf", (line("two", 20, page=2),), (Unread("picture", 1, picture=True), Unread("picture", 3, picture=True)), pages=3
    )
    found = Document("a.pdf", (seen("one", 20), seen("three", 20, page=3)), (Unread(SEEN, 1), Unread(SEEN, 3)))
    assert [one.text for one in with_pictures(document, found).lines] == ["one", "two", "three"]


def test_a_bad_text_layer_makes_room_for_what_ocr_reads_and_stays_where_it_reads_nothing():
    document = Document("a.pdf", (line("o . 114", 20, doubts=(LAYER,)),), (Unread(LAYER, 1, picture=True),), pages=1)
    assert [one.text for one in with_pictures(document, Document("a.pdf", (seen("0.114", 20),), (Unread(SEEN, 1),))).lines] == ["0.114"]
    assert [one.text for one in with_pictures(document, Document("a.pdf", (), (Unread("nothing", 1),))).lines] == ["o . 114"]


def test_what_ocr_was_not_asked_for_stays_a_gap():
    gaps = (Unread("a form field", 1, (1.0, 1.0, 2.0, 2.0)), Unread("a picture", 2, picture=True))
    assert with_pictures(Document("a.pdf", (), gaps, pages=2), Document("a.pdf")).unread == gaps


def test_without_the_extra_a_note_says_what_would_read_the_pictures():
    document = without_pictures(Document("a.pdf", (), (Unread("picture", 1, picture=True),), pages=1))
    assert "homework-grader[ocr]" in document.notes[0]
    assert document.unread[0].picture


def test_a_gap_comes_home_with_its_mark():
    document = Document("a.png", (), (Unread("a picture", 1, picture=True), Unread("a note", 1)), pages=1)
    assert from_json(to_json(document)).unread == document.unread


def _png(array, **more):
    out = io.BytesIO()
    Image.fromarray(array).save(out, more.pop("format", "PNG"), **more)
    return out.getvalue()


@pytest.mark.parametrize("name", ["photo.png", "photo.JPG", "photo.jpeg"])
def test_a_picture_file_is_a_page_for_ocr(name):
    document = read_bytes(_png(np.full((40, 60), 255, np.uint8)), name)
    assert document.pages == 1
    assert document.unread[0].picture


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, _png(np.zeros((9, 9), np.uint8))[:40]])
def test_a_damaged_picture_is_one_sentence(data):
    with pytest.raises(Unreadable, match="damaged, or no picture"):
        picture(data, "photo.png")


def test_a_bomb_is_not_decoded():
    side = int(DECODED**0.5) + 100
    bomb = io.BytesIO()
    Image.new("1", (side, side)).save(bomb, "PNG")
    for reads in (picture, read_bytes):
        with pytest.raises(Unreadable, match="million pixels"):
            reads(bomb.getvalue(), "photo.png")


def test_a_photo_is_turned_as_the_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6
    assert picture(_png(np.full((40, 60), 255, np.uint8), format="JPEG", exif=exif), "photo.jpg").shape == (60, 40)


def test_what_is_transparent_is_paper():
    assert picture(_png(np.zeros((8, 8, 4), np.uint8)), "photo.png").min() == 255


def test_a_dark_screen_is_read_as_ink_on_paper():
    screen = np.full((200, 300), 20, np.uint8)
    screen[90:110, 50:250:9] = 230
    assert 0 < inked(flattened(screen)).mean() < 0.2


def _ruled(angle=0.0):
    page = np.zeros((700, 500), np.uint8)
    for y in range(60, 640, 30):
        page[y : y + 9, 60:440:1] = np.random.default_rng(y).integers(0, 2, 380, np.uint8)
    return turned(255 - 255 * page, 0, angle).grey < 128


@pytest.mark.parametrize("angle", [-2.0, -0.6, 0.0, 1.3, 3.0])
def test_a_page_that_lies_askew_is_turned_back(angle):
    assert slope(_ruled(angle).astype(np.uint8)) == pytest.approx(-angle, abs=0.15)


def test_a_page_on_its_side_is_seen_as_one():
    assert not lies_on_its_side(_ruled().astype(np.uint8))
    assert lies_on_its_side(np.ascontiguousarray(np.rot90(_ruled()).astype(np.uint8)))


@pytest.mark.parametrize(("quarters", "degrees"), [(0, 0.0), (1, 0.0), (2, 1.0), (3, -2.0)])
def test_every_place_finds_its_way_back(quarters, degrees):
    grey = np.full((300, 200), 255, np.uint8)
    grey[100:106, 40:46] = 0
    level = turned(grey, quarters, degrees)
    ys, xs = np.nonzero(level.grey < 128)
    x, y = level.point(float(xs.mean()) + 0.5, float(ys.mean()) + 0.5)
    assert (x, y) == pytest.approx((43, 103), abs=1.5)


def test_the_model_is_there_wherever_all_tests_run():
    assert installed()
    assert model_file() is not None


def _scan(data, *, quarters=0, degrees=0.7):
    """A page as it comes out of an office scanner, or of somebody who holds paper upside down."""
    grey, _ = rendered(open_pdf(data, "page.pdf")[0], None, 170)
    level = turned(grey, quarters, degrees).grey.astype(np.float32)
    noise = np.random.default_rng(1).normal(0, 5, level.shape)
    shade = np.linspace(1.0, 0.8, level.shape[1])[None, :]
    return np.clip(level * 0.85 * shade + 20 + noise, 0, 255).astype(np.uint8)


def _read(array):
    name = "scan.jpg"
    data = _png(array, format="JPEG", quality=70)
    document = read_bytes(data, name)
    return with_pictures(document, read_pictures(data, name, [(gap.page, gap.box) for gap in document.unread if gap.picture]))


def test_a_scanned_page_is_read_and_nothing_on_it_is_certain(pytestconfig):
    page = (pytestconfig.rootpath / "tests" / "readers" / "pdf" / "cm11.pdf").read_bytes()
    document = _read(_scan(page))
    text = "\n".join(one.text for one in document.lines)
    for stated in (r"⟦14 \\ 20⟧", r"⟦44 \\ 72 \\ 100⟧", r"⟦1.56 \\ 0.28 \\ 2⟧", r"\frac{∂L}{∂w}", "=200", "92.5%"):
        assert stated.replace(" ", "") in text.replace(" ", "")
    assert {one.source for one in document.lines} == {Source.OCR}
    assert document.unread == (Unread(SEEN, 1),)


@pytest.mark.long
@pytest.mark.parametrize("quarters", [1, 2, 3])
def test_a_scan_that_lies_on_its_side_or_head_is_read_too(pytestconfig, quarters):
    page = (pytestconfig.rootpath / "tests" / "readers" / "pdf" / "cm11.pdf").read_bytes()
    text = "\n".join(one.text for one in _read(_scan(page, quarters=quarters)).lines)
    assert r"⟦44 \\ 72 \\ 100⟧" in text


@pytest.mark.parametrize(("height", "width"), [(1, 1), (3, 9_000), (9_000, 3), (12, 400)])
def test_a_strip_or_a_speck_is_told_and_breaks_nothing(height, width):
    document = _read(np.full((height, width), 255, np.uint8))
    assert not document.lines
    assert document.unread


def _paper(across):
    """A written page in some light, given from left to right."""
    page = np.full((800, 600), 255.0)
    for y in range(60, 740, 30):
        for x in range(60, 540, 24):
            page[y : y + 12, x : x + 14] = 50.0
    page *= np.asarray(across, float)[None, :]
    return page.astype(np.uint8)


@pytest.mark.parametrize(
    "across", [np.linspace(1.0, 0.3, 600), np.where(np.arange(600) < 300, 1.0, 0.8), np.where(np.arange(600) < 400, 1.0, 0.5)]
)
def test_a_shadow_on_the_paper_cuts_nothing_off(across):
    assert sheet(_paper(across)).grey.shape == (800, 600)


def test_a_sheet_on_a_dark_table_is_drawn_straight_and_its_places_find_their_way_back():
    table = np.full((1_000, 900), 70, np.uint8)
    table[100:900, 150:750] = _paper(np.ones(600))
    straight = sheet(table)
    assert straight.grey.shape == pytest.approx((800, 600), abs=20)
    assert straight.point(0.0, 0.0) == pytest.approx((150, 100), abs=15)
