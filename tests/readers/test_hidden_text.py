"""What a person cannot see on a page is no evidence, however it is hidden; what is merely unusual is read; digits that lie are doubted."""

import zlib

import pytest

from grader.document import CROSSED, INSTEAD, LIES, Source
from grader.readers.pdf.hidden import UNSEEN
from grader.readers.pdf.reader import read_pdf
from tests.readers.typed_over import assembled, stream

SECRET = "BT /F 12 Tf 40 100 Td (L = 200) Tj ET"  # noqa: S105
HONEST = "BT /F 12 Tf 40 150 Td (A = 14) Tj ET"


def page(content, *, resources="", catalog="", boxes="/MediaBox[0 0 300 200]", font="", fonts="", extra=(), annots=""):
    """One page in Helvetica; `extra` are objects from number 6 on."""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalog}>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R{boxes}/Contents 4 0 R{annots}/Resources<</Font<</F 5 0 R{fonts}>>{resources}>>>>".encode(),
        stream(content.encode()),
        f"<</Type/Font/Subtype/Type1/BaseFont/Helvetica{font}>>".encode(),
        *extra,
    ]
    return read_pdf(assembled(objects), "h.pdf")


def form(content, head="", resources="/Font<</F 5 0 R>>"):
    """A form with its own content."""
    return stream(content.encode(), f"/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<<{resources}>>{head}")


def picture(width, height, pixel):
    """A picture of one colour."""
    data = zlib.compress(bytes(pixel) * (width * height))
    return stream(
        data, f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"
    )


def noisy(width, height):
    """A picture of many colours."""
    data = zlib.compress(bytes((7 * at * at + at // 5) % 256 for at in range(3 * width * height)))
    return stream(
        data, f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/FlateDecode"
    )


OFF = "/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]/Order[6 0 R]>>>>"
ON = "/OCProperties<</OCGs[6 0 R]/D<</Order[6 0 R]>>>>"
GROUP = b"<</Type/OCG/Name(Answers)>>"
LAYER = f"/OC /L BDC {SECRET} EMC"

HIDDEN = {
    "in a layer that is off": {"content": LAYER, "catalog": OFF, "resources": "/Properties<</L 6 0 R>>", "extra": [GROUP]},
    "in a layer that is off by default": {
        "content": LAYER,
        "catalog": "/OCProperties<</OCGs[6 0 R]/D<</BaseState/OFF/Order[6 0 R]>>>>",
        "resources": "/Properties<</L 6 0 R>>",
        "extra": [GROUP],
    },
    "in a membership of layers that are off": {
        "content": LAYER,
        "catalog": OFF,
        "resources": "/Properties<</L 7 0 R>>",
        "extra": [GROUP, b"<</Type/OCMD/OCGs[6 0 R]/P/AllOn>>"],
    },
    "in a form of a layer that is off": {
        "content": "/X Do",
        "catalog": OFF,
        "resources": "/XObject<</X 7 0 R>>",
        "extra": [GROUP, form(SECRET, "/OC 6 0 R")],
    },
    "in a form in a form of a layer that is off": {
        "content": "/Y Do",
        "catalog": OFF,
        "resources": "/XObject<</Y 8 0 R>>",
        "extra": [GROUP, form(SECRET, "/OC 6 0 R"), form("/X Do", resources="/XObject<</X 7 0 R>>")],
    },
    "clipped away": {"content": f"q 0 0 30 30 re W n {SECRET} Q"},
    "clipped by what is empty": {"content": f"q 10 10 m 10 10 l h W n {SECRET} Q"},
    "clipped by a curve": {"content": f"q 10 10 m 20 10 30 20 30 30 c h W n {SECRET} Q"},
    "outside the box of its form": {
        "content": "/X Do",
        "resources": "/XObject<</X 6 0 R>>",
        "extra": [stream(SECRET.encode(), "/Type/XObject/Subtype/Form/BBox[0 0 30 30]/Resources<</Font<</F 5 0 R>>>>")],
    },
    "almost transparent": {"content": f"/G gs {SECRET}", "resources": "/ExtGState<</G<</ca 0.05/CA 0.05>>>>"},
    "in a group that is almost transparent": {
        "content": "/G gs /X Do",
        "resources": "/ExtGState<</G<</ca 0.04>>>>/XObject<</X 6 0 R>>",
        "extra": [form(SECRET, "/Group<</S/Transparency>>")],
    },
    "behind a mask": {
        "content": f"/G gs {SECRET}",
        "resources": "/ExtGState<</G<</SMask<</S/Luminosity/G 6 0 R>>>>>>",
        "extra": [form("0 g 0 0 300 200 re f", "/Group<</S/Transparency/CS/DeviceGray>>")],
    },
    "nearly white": {"content": f"0.93 g {SECRET}"},
    "nearly white by another colour space": {"content": f"0.02 0.01 0.03 0.02 k {SECRET}"},
    "in the colour of a shape with round corners": {
        "content": f"0 0 1 rg 30 90 m 200 90 l 210 90 220 100 220 110 c 220 130 l 30 130 l h f {SECRET}"
    },
    "under a shape with curves": {"content": f"{SECRET} 1 g 30 80 m 200 80 l 250 90 250 120 200 130 c 30 130 l h f"},
    "under a picture of one colour": {
        "content": f"{SECRET} q 200 0 0 60 20 80 cm /X Do Q",
        "resources": "/XObject<</X 6 0 R>>",
        "extra": [picture(4, 4, (250, 250, 250))],
    },
    "under a picture of many colours": {
        "content": f"{SECRET} q 200 0 0 60 20 80 cm /X Do Q",
        "resources": "/XObject<</X 6 0 R>>",
        "extra": [noisy(40, 12)],
    },
    "over a picture in its colour": {
        "content": f"q 200 0 0 60 20 80 cm /X Do Q 0.98 g {SECRET}",
        "resources": "/XObject<</X 6 0 R>>",
        "extra": [picture(4, 4, (250, 250, 250))],
    },
    "outside the part of the page that is shown": {"content": SECRET, "boxes": "/MediaBox[0 0 300 200]/CropBox[0 130 300 200]"},
    "in a pattern of nothing": {
        "content": f"/Pattern cs /P scn {SECRET}",
        "resources": "/Pattern<</P 6 0 R>>",
        "extra": [stream(b"", "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 9 9]/XStep 9/YStep 9/Resources<<>>")],
    },
}


@pytest.mark.parametrize("how", HIDDEN)
def test_text_that_nobody_sees_is_left_out_and_told(how):
    case = HIDDEN[how]
    document = page(**{**case, "content": f"q {HONEST} Q {case['content']}"})
    assert [line.text for line in document.lines] == ["A = 14"]
    assert document.lines[0].doubts == ()
    assert len(document.notes) == 1
    assert document.notes[0].endswith(" on page 1 was left out (5 characters)"), document.notes


def test_where_something_is_hidden_a_name_that_is_not_found_is_for_a_person():
    gaps = page(**HIDDEN["clipped away"]).unread
    assert [(gap.why, gap.page) for gap in gaps] == [(f"{UNSEEN} was left out", 1)]


SEEN = {
    "in a layer that is on": {"content": LAYER, "catalog": ON, "resources": "/Properties<</L 6 0 R>>", "extra": [GROUP]},
    "in grey": {"content": f"0.6 g {SECRET}"},
    "in light grey": {"content": f"0.75 g {SECRET}"},
    "in yellow": {"content": f"0.9 0.8 0 rg {SECRET}"},
    "red on green of the same shade": {"content": f"0 0.506 0 rg 20 80 250 50 re f 1 0 0 rg {SECRET}"},
    "half transparent": {"content": f"/G gs {SECRET}", "resources": "/ExtGState<</G<</ca 0.5>>>>"},
    "inside a clip": {"content": f"q 20 80 200 60 re W n {SECRET} Q"},
    "over a dark picture": {
        "content": f"q 200 0 0 60 20 80 cm /X Do Q 1 g {SECRET}",
        "resources": "/XObject<</X 6 0 R>>",
        "extra": [picture(4, 4, (20, 20, 60))],
    },
    "under a white shape in a layer that is off": {
        "content": f"{SECRET} /OC /L BDC 1 g 20 80 240 50 re f EMC",
        "catalog": OFF,
        "resources": "/Properties<</L 6 0 R>>",
        "extra": [GROUP],
    },
    "under a shape that lets it through": {
        "content": f"{SECRET} /G gs 1 1 0 rg 20 80 240 50 re f",
        "resources": "/ExtGState<</G<</BM/Multiply>>>>",
    },
    "beside a shape whose box it stands in": {"content": f"{SECRET} 1 g 20 80 m 20 180 l 30 180 l 30 90 l 280 90 l 280 80 l h f"},
    "in a form in seven forms": {
        "content": "/X Do",
        "resources": "/XObject<</X 12 0 R>>",
        "extra": [form(SECRET), *(form("/X Do", resources=f"/XObject<</X {number} 0 R>>") for number in range(6, 12))],
    },
    "with a link over it": {
        "content": SECRET,
        "annots": "/Annots[<</Type/Annot/Subtype/Link/Rect[30 90 200 120]/Border[0 0 1]/C[0 1 1]/A<</S/URI/URI(http://a.example)>>>>]",
    },
    "outlined": {"content": f"1 Tr 0.3 w {SECRET}"},
    "very bold": {"content": f"2 Tr 0.4 w {SECRET}"},
}


@pytest.mark.parametrize("how", SEEN)
def test_text_that_a_person_sees_is_read_and_nothing_is_told(how):
    document = page(**SEEN[how])
    assert [line.text for line in document.lines] == ["L = 200"]
    assert document.lines[0].doubts == ()
    assert document.notes == ()
    assert {gap.why for gap in document.unread} <= {"a picture that was not read"}


def test_a_watermark_is_nothing_hidden():
    document = page(f"q 0.9 g BT /F 60 Tf 0.7 0.7 -0.7 0.7 60 20 Tm (DRAFT) Tj ET Q {SECRET}")
    assert [line.text for line in document.lines] == ["L = 200"]
    assert document.notes == ()


def test_what_a_note_covers_is_at_least_doubted():
    square = "/Annots[<</Type/Annot/Subtype/Square/Rect[20 80 260 130]/F 4/IC[1 1 1]/C[1 1 1]/AP<</N 6 0 R>>>>]"
    document = page(SECRET, annots=square, extra=[form("1 g 0 0 300 200 re f")])
    assert all(line.doubts for line in document.lines)


def cmap(*pairs):
    """A font map by which codes mean other characters than the font draws."""
    rows = "\n".join(f"<{ord(code):02X}> <{ord(means):04X}>" for code, means in pairs)
    return stream(
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def "
        f"1 begincodespacerange <00> <FF> endcodespacerange {len(pairs)} beginbfchar {rows} endbfchar endcmap end end".encode()
    )


@pytest.mark.parametrize(("drawn", "means"), [("5", "7"), ("1", "2"), ("3", "4"), ("7", "9"), ("0", "4"), ("8", "1")])
@pytest.mark.parametrize("size", [10, 12, 20])
def test_a_font_whose_map_lies_about_a_digit_is_doubted(drawn, means, size):
    content = f"BT /F {size} Tf 40 100 Td (L = 2{drawn}6) Tj ET"
    document = page(content, font="/ToUnicode 6 0 R", extra=[cmap((drawn, means))])
    assert [line.text for line in document.lines] == [f"L = 2{means}6"]
    assert document.lines[0].doubts == (LIES,)
    assert document.notes == (f"{LIES} (page 1, 1×)",)


@pytest.mark.parametrize("font", ["Helvetica", "Helvetica-BoldOblique", "Times-Roman", "Times-BoldItalic", "Courier", "Courier-Oblique"])
def test_honest_digits_are_not_doubted_in_any_font_size_and_place(font):
    sizes = [6, 7.3, 8, 9, 10, 11, 12]
    rows = " ".join(f"BT /G {size} Tf {40 + 0.37 * at} {185.3 - 24.31 * at} Td (A = 0123456789) Tj ET" for at, size in enumerate(sizes))
    other = f"<</Type/Font/Subtype/Type1/BaseFont/{font}>>".encode()
    document = page(rows, fonts="/G 6 0 R", extra=[other])
    assert len(document.lines) == len(sizes)
    assert all(LIES not in line.doubts for line in document.lines)
    assert document.notes == ()


def test_a_map_that_tells_the_truth_in_other_codes_is_believed():
    document = page("BT /F 12 Tf 40 100 Td (L = abc) Tj ET", font="/Encoding<</Differences[97/two/zero/five]>>")
    assert [(line.text, line.doubts, line.source) for line in document.lines] == [("L = 205", (), Source.TEXT)]


def test_text_given_instead_of_what_is_drawn_is_doubted():
    document = page("BT /F 12 Tf 40 100 Td (L = 2) Tj /Span <</ActualText(7)>> BDC (5) Tj EMC (6) Tj ET")
    assert all(line.doubts for line in document.lines if "7" in line.text)


GIVEN = {
    "for a number": "BT /F 12 Tf 40 100 Td (L = ) Tj /Span <</ActualText(200)>> BDC (31) Tj EMC ET",
    "for a whole line": "/Span <</ActualText(L = 200)>> BDC BT /F 12 Tf 40 100 Td (L = 31) Tj ET EMC",
    "in two bytes a character": "BT /F 12 Tf 40 100 Td (L = ) Tj /Span <</ActualText<FEFF003200300030>>> BDC (31) Tj EMC ET",
}


@pytest.mark.parametrize("how", GIVEN)
def test_a_number_given_instead_of_what_is_drawn_is_never_taken_for_it(how):
    document = page(GIVEN[how])
    assert [line.text for line in document.lines] == ["L = 200"]
    assert INSTEAD in document.lines[0].doubts


def test_words_given_instead_of_what_is_drawn_are_no_reason_to_doubt_a_number():
    document = page("BT /F 12 Tf 40 100 Td /Span <</ActualText(Loss)>> BDC (L) Tj EMC ( = 200) Tj ET")
    assert all(INSTEAD not in line.doubts for line in document.lines)


@pytest.mark.parametrize(("drawn", "hidden"), [("-28", "-"), ("280", "0"), ("128", "1")])
def test_a_sign_that_the_font_calls_a_space_is_not_left_out(drawn, hidden):
    content = f"BT /F 12 Tf 40 100 Td (L ={drawn}) Tj ET"
    document = page(content, font="/ToUnicode 6 0 R", extra=[cmap((hidden, " "))])
    assert all(line.doubts or "28" not in line.text for line in document.lines), document.lines


ACROSS = {
    "a curve": "0.7 w 62 104 m 68 110 76 98 90 106 c S",
    "a zigzag": "0.7 w 62 102 m 66 108 l 70 102 l 74 108 l 78 102 l 84 108 l S",
    "a ring": "0.5 w 60 104 m 60 118 88 118 88 104 c 88 92 60 92 60 104 c S",
    "a minus that is a line": "0.6 w 58 104 m 62.2 104 l S",
    "a long slanting line": "1 w 20 40 m 130 180 l S",
}


@pytest.mark.parametrize("how", ACROSS)
def test_what_something_is_drawn_across_is_never_taken_for_sure(how):
    document = page(f"BT /F 12 Tf 40 100 Td (L =) Tj 23 0 Td (200) Tj ET {ACROSS[how]}")
    assert CROSSED in document.lines[0].doubts


BESIDE = {
    "a line below": "0.5 w 38 97 m 90 97 l S",
    "a frame": "0.5 w 36 94 m 96 94 l 96 114 l 36 114 l h S",
    "a tick behind it": "1 w 110 104 m 113 100 l 120 112 l S",
    "a slanting line elsewhere": "1 w 120 40 m 230 180 l S",
}


@pytest.mark.parametrize("how", BESIDE)
def test_what_is_drawn_beside_a_value_is_no_reason_to_doubt_it(how):
    document = page(f"BT /F 12 Tf 40 100 Td (L =) Tj 23 0 Td (200) Tj ET {BESIDE[how]}")
    assert [line.text for line in document.lines] == ["L = 200"]
    assert CROSSED not in document.lines[0].doubts


def test_what_a_note_of_the_viewer_strikes_out_is_never_taken_for_sure():
    note = "/Annots[<</Type/Annot/Subtype/StrikeOut/Rect[38 97 100 112]/F 4/C[1 0 0]/QuadPoints[38 112 100 112 38 97 100 97]>>]"
    assert CROSSED in page(SECRET, annots=note).lines[0].doubts
