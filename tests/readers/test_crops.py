"""Pictures of places: the value's ink is there, what is to be covered is not, and they stay small, whatever the page is like."""

import io
import json
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops

from grader.errors import Unreadable
from grader.picture_bytes import picture_size
from grader.readers.crops import LONGEST_SIDE, Region, crops
from grader.readers.reading import read_bytes


def paper(content, box="0 0 200 200"):
    """A page with these operators; pdfium mends the rest of the file."""
    return (
        "%PDF-1.4\n1 0 obj << /Type /Catalog /Pages 2 0 R >> endobj\n2 0 obj << /Type /Pages /Kids [3 0 R] /Count 1 >> endobj\n"
        f"3 0 obj << /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R /Resources << /Font << /F << /Type /Font /Subtype /Type1 "
        f"/BaseFont /Helvetica >> >> >> >> endobj\n4 0 obj << /Length {len(content)} >> stream\n{content}\nendstream endobj\n"
        "trailer\n<< /Root 1 0 R >>\n%%EOF\n"
    ).encode("latin-1")


PDF = Path(__file__).parent / "pdf"
TYPED = (PDF / "cm11.pdf").read_bytes()
HEADED = paper("BT /F 12 Tf 20 180 Td (Name: Rosa Lindqvist) Tj ET BT /F 12 Tf 20 100 Td (loss = 42) Tj ET BT /F 12 Tf 20 20 Td (7) Tj ET")
"""A page of 200 by 200 points: a name at its top, an answer in its middle, a number at its foot."""
NAME, ANSWER = (20, 5, 150, 25), (15, 85, 100, 106)


def opened(data):
    return Image.open(io.BytesIO(data))


def ink(data):
    """How many dark pixels a picture has."""
    return sum(opened(data).convert("L").histogram()[:90])


def photo(size=(900, 1200), **options):
    """A photo of uneven light and some noise, with something dark in its upper left corner."""
    light = Image.linear_gradient("L").resize(size).point(lambda grey: 130 + grey // 2)
    picture = ImageChops.add(light, Image.effect_noise(size, 16), 1, -128).convert("RGB")
    picture.paste((0, 0, 0), (60, 80, 200, 100))
    with io.BytesIO() as out:
        picture.save(out, "JPEG", **options)
        return out.getvalue()


def scan():
    """A PDF with a page that is a photo."""
    with io.BytesIO() as out:
        opened(photo()).save(out, "PDF")
        return out.getvalue()


def test_the_values_ink_is_there_and_the_headers_is_not():
    whole, answer = crops(HEADED, "h.pdf", [Region(1), Region(1, ANSWER)])
    covered, band = crops(HEADED, "h.pdf", [Region(1, covered=[NAME]), Region(1, band=1 / 8)])
    assert 0 < ink(answer) < ink(whole)
    assert ink(covered) == ink(band) < ink(whole)
    alone, nothing = crops(HEADED, "h.pdf", [Region(1, (0, 0, 200, 30)), Region(1, (0, 0, 200, 30), covered=[NAME])])
    assert ink(alone) > 50
    assert ink(nothing) == 0


def test_the_band_at_the_top_of_a_page_ends_above_the_value():
    at_top = (20, 10, 130, 24)
    covered, marked = crops(HEADED, "h.pdf", [Region(1, at_top, band=1 / 4), Region(1, at_top, (60, 11, 128, 23), band=1 / 4)])
    assert ink(covered) == 0
    assert ink(marked) > 50


def test_a_screenshot_has_no_header():
    wide, tall = photo((1200, 300)), photo((800, 1200))
    (shown,), (covered,) = crops(wide, "a.png", [Region(1, band=1 / 8)]), crops(tall, "a.jpg", [Region(1, band=1 / 8)])
    assert ink(shown) > 100
    assert ink(covered) < ink(crops(tall, "a.jpg", [Region(1)])[0])


def test_the_value_is_marked_and_its_ink_still_stands_out():
    (plain_one, marked) = crops(HEADED, "h.pdf", [Region(1, ANSWER), Region(1, ANSWER, (60, 90, 75, 101))])
    colours = {colour for _, colour in opened(marked).convert("RGB").getcolors()}
    assert any(red > 200 and blue < 160 for red, _, blue in colours), "the marker"
    assert all(red == green == blue for red, green, blue in (colour for _, colour in opened(plain_one).convert("RGB").getcolors()))
    assert ink(marked) == pytest.approx(ink(plain_one), abs=60)


@pytest.mark.parametrize("turns", [0, 90, 180, 270])
def test_a_turned_page_is_shown_as_it_is_seen(turns):
    with pypdfium2.PdfDocument(HEADED) as document, io.BytesIO() as out:
        document[0].set_rotation(turns)
        document.save(out)
        turned = out.getvalue()
    x0, top, x1, bottom = ANSWER
    seen = {
        0: ANSWER,
        90: (200 - bottom, x0, 200 - top, x1),
        180: (200 - x1, 200 - bottom, 200 - x0, 200 - top),
        270: (top, 200 - x1, bottom, 200 - x0),
    }
    answer, beside = crops(turned, "h.pdf", [Region(1, seen[turns]), Region(1, seen[(turns + 90) % 360])])
    (level,) = crops(HEADED, "h.pdf", [Region(1, ANSWER)])
    assert ink(answer) == pytest.approx(ink(level), rel=0.3)
    assert ink(beside) < ink(answer)


@pytest.mark.parametrize("drawn", [True, False])
def test_a_value_in_a_form_field_is_seen(drawn):
    look, shown = "/AP << /N 7 0 R >>" if drawn else "", "BT /F 12 Tf 2 4 Td (61.064) Tj ET"
    fonts = "/Font << /F 8 0 R >>"
    objects = (
        "8 0 obj << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> endobj\n"
        f"7 0 obj << /Type /XObject /Subtype /Form /BBox [0 0 100 20] /Resources << {fonts} >> /Length {len(shown)} >> stream\n"
        f"{shown}\nendstream endobj\n6 0 obj << /Type /Annot /Subtype /Widget /FT /Tx /T (loss) /V (61.064) /DA (/F 12 Tf 0 g) /F 4 "
        f"/Rect [50 130 150 150] {look} >> endobj\ntrailer"
    )
    form = HEADED.replace(b"trailer", objects.encode()).replace(b"/Contents", b"/Annots [6 0 R] /Contents")
    form = form.replace(b"/Type /Catalog", f"/Type /Catalog /AcroForm << /Fields [6 0 R] /DA (/F 12 Tf 0 g) /DR << {fonts} >> >>".encode())
    without, field = crops(HEADED, "h.pdf", [Region(1, (50, 50, 150, 70))]), crops(form, "h.pdf", [Region(1, (50, 50, 150, 70))])
    assert ink(without[0]) == 0
    assert ink(field[0]) > 50


def test_typeset_values_are_small_pictures_of_sixteen_colours():
    lines = [line for line in read_bytes(TYPED, "h.pdf").lines if line.page == 1][:20]
    boxes = [next(piece.box for piece in line.pieces if piece.box) for line in lines]
    regions = [Region(1, (60, box[1] - 7, 400, box[3] + 7), box) for box in boxes]
    pictures = crops(TYPED, "h.pdf", regions)
    assert all(picture_size(picture).kind == "png" for picture in pictures)
    assert sum(map(len, pictures)) / len(pictures) < 3_500
    assert all(ink(picture) for picture in pictures)


def test_a_scan_is_shown_as_a_photo_and_stays_small():
    (picture,) = crops(scan(), "h.pdf", [Region(1, (0, 0, 600, 200), (40, 50, 120, 70), ((150, 20, 190, 40),))])
    assert picture_size(picture).kind == "webp"
    assert len(picture) < 45_000
    red, green, blue = opened(picture).convert("RGB").getpixel((opened(picture).width * 170 // 600, opened(picture).height * 30 // 200))
    assert min(red, green, blue) > 190, "covered"


@pytest.mark.parametrize("name", ["photo.jpg", "PHOTO.JPEG"])
def test_a_photo_file_is_shown_in_the_pixels_of_its_reader(name):
    whole, part, beside = crops(photo(), name, [Region(1), Region(1, (50, 70, 210, 110)), Region(2)])
    assert max(opened(whole).size) <= LONGEST_SIDE
    assert ink(part) > 100
    assert beside == b""


def test_a_photo_is_upright_as_its_camera_was_held():
    upright = Image.Exif()
    upright[0x0112] = 6
    (picture,) = crops(photo(exif=upright), "photo.jpg", [Region(1)])
    assert opened(picture).width > opened(picture).height


@pytest.mark.parametrize(
    "region",
    [
        Region(0),
        Region(9),
        Region(1, (300, 10, 400, 20)),
        Region(1, (10, 10, 10, 10)),
        Region(1, (50, 50, 20, 20)),
        Region(1, (-90, -90, -10, -10)),
    ],
)
def test_beside_the_page_there_is_nothing_to_be_seen(region):
    assert crops(HEADED, "h.pdf", [region]) == [b""]


def test_a_part_that_reaches_over_the_edge_is_cut_at_the_edge():
    (picture,) = crops(HEADED, "h.pdf", [Region(1, (-50, -50, 500, 500), (-9, -9, 900, 900), ((-5, -5, 30, 30),))])
    assert opened(picture).size == (306, 306)


@pytest.mark.parametrize("box", ["0 0 14000 200", "0 0 14000 14000", "0 0 20000 200", "0 0 3 3"])
def test_a_page_of_any_size_gives_a_picture_of_a_few_pixels_or_none(box):
    (picture,) = crops(paper("0 0 100 100 re f", box=box), "h.pdf", [Region(1, dpi=1_000_000)])
    assert picture == b"" or max(opened(picture).size) <= LONGEST_SIDE


def test_what_the_child_is_told_comes_as_json():
    wish = json.loads(json.dumps([Region(1, ANSWER, ANSWER, (NAME,), 0.1)]))
    assert crops(HEADED, "h.pdf", wish) == crops(HEADED, "h.pdf", [Region(1, ANSWER, ANSWER, (NAME,), 0.1)])


@pytest.mark.parametrize(("data", "name"), [(b"14", "notes.md"), (b"nothing", "h.pdf"), (b"nothing", "h.jpg"), (b"", "h.png")])
def test_what_has_no_pages_is_told_in_a_sentence(data, name):
    with pytest.raises(Unreadable):
        crops(data, name, [Region(1)])
