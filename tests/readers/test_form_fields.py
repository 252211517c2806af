"""Form fields and notes: read where they are drawn, beside their printed labels; hidden ones and false ones never."""

import pytest

from grader.readers.pdf.reader import read_pdf
from tests.readers.typed_over import CHOICE, FREE_TEXT, INK, LINE, STAMP, STICKY, TEXT, TICK, Over, pdf

TITLE, LABEL = (72, 700, "1.1 Forward pass"), (72, 660, "L =")
PRINTED = [TITLE, LABEL]
SAID = "L = 200"


def read(printed, *over, **options):
    """A page with something on it, as it is read."""
    return read_pdf(pdf(printed, list(over), **options), "sheet.pdf")


def lines(document):
    """What stands on the page below its heading, wide gaps taken for spaces."""
    return [" ".join(line.text.replace(r"\quad", " ").split()) for line in document.lines[1:]]


BESIDE = [
    Over(TEXT, 100, 656, "200"),
    Over(TEXT, 100, 654, "200", size=7, lift=3),
    Over(TEXT, 100, 660, "200", size=12),
    Over(TEXT, 350, 656, "200"),
    Over(TEXT, 100, 657, "200", height=14, frame="0 0 m 100 0 l S"),
    Over(CHOICE, 100, 656, "200", more="/Ff 131072/Opt[(100)(200)]"),
    Over(CHOICE, 100, 656, "b", drawn="200", more="/Ff 131072/Opt[[(a)(100)][(b)(200)]]"),
    Over(FREE_TEXT, 100, 652, "200", size=12),
]


@pytest.mark.parametrize("over", BESIDE, ids=lambda over: f"{over.kind} at {over.x} {over.y} size {over.size}")
def test_a_value_typed_beside_its_printed_label_is_read_with_it(over):
    document = read(PRINTED, over)
    assert lines(document) == [SAID]
    assert not document.lines[1].doubts
    assert not document.unread
    assert document.lines[1].pieces[-1].box[0] == pytest.approx(over.x + 2, abs=1)


def test_a_note_is_text_of_its_own():
    document = read([TITLE], Over(FREE_TEXT, 72, 600, "L = 200\nb = 28", height=60, lift=30))
    assert lines(document) == [SAID, "b = 28"]


@pytest.mark.parametrize(
    "strokes",
    ["", "100 657 m 200 657 l S 100 637 m 200 637 l S", "100 657 100 14 re S 100 637 100 14 re S"],
    ids=["bare", "lines", "boxes"],
)
def test_fields_below_each_other_are_no_fraction(strokes):
    own = "" if strokes else "0 0 m 100 0 l S"
    fields = [Over(TEXT, 100, 657, "200", height=14, frame=own), Over(TEXT, 100, 637, "28", height=14, frame=own)]
    document = read([*PRINTED, (72, 640, "b =")], *fields, strokes=strokes)
    assert lines(document) == [SAID, "b = 28"]
    assert not any(line.doubts for line in document.lines)


def test_the_underlines_of_fields_close_below_each_other_are_no_fraction_bars():
    under = {"height": 12, "lift": 2, "frame": "0 0 m 100 0 l S"}
    document = read([*PRINTED, (72, 647, "b =")], Over(TEXT, 100, 657, "200", **under), Over(TEXT, 100, 644, "28", **under))
    assert lines(document) == [SAID, "b = 28"]
    assert not any(line.doubts for line in document.lines)


def test_a_printed_fraction_bar_between_two_fields_is_not_taken_away():
    fields = [Over(TEXT, 100, 664, "1", height=14), Over(TEXT, 100, 644, "2", height=14)]
    document = read(PRINTED, *fields, strokes="100 662 m 200 662 l S")
    assert "L = 2" not in lines(document)
    assert all(line.doubts for line in document.lines[1:])


UNSEEN = [
    (Over(TEXT, 100, 656, "200", flags=6), "is hidden"),
    (Over(TEXT, 100, 656, "200", flags=36), "is hidden"),
    (Over(FREE_TEXT, 100, 656, "200", flags=2), "is hidden"),
    (Over(TEXT, 700, 656, "200"), "lies off the page"),
    (Over(FREE_TEXT, 100, -90, "200"), "lies off the page"),
    (Over(TEXT, 100, 660, "200", width=2, height=2), "too small"),
    (Over(TEXT, 100, 656, "200", colour="1 g"), "white text"),
    (Over(TEXT, 100, 656, "200", size=1), "too small"),
    (Over(TEXT, 300, 656, "200", lift=-100), "not to be seen"),
    (Over(STICKY, 100, 656, "L = 200"), "no answer"),
]


@pytest.mark.parametrize(("over", "note"), UNSEEN, ids=[f"{over.kind} {note}" for over, note in UNSEEN])
def test_what_nobody_sees_is_no_answer_and_is_told(over, note):
    document = read(PRINTED, over)
    assert lines(document) == ["L ="]
    assert any(note in said for said in document.notes)


NOT_READ = [
    (Over(FREE_TEXT, 100, 656, "200", drawn=""), "shows nothing on the page", False),
    (Over(TICK, 100, 656, "Yes", drawn="x", more="/AS/Yes"), "a ticked box", False),
    (Over(STAMP, 100, 656, "200"), "a stamp", True),
    (Over(INK, 100, 656, "200", more="/InkList[[100 600 110 610]]"), "pen strokes", True),
    (Over(LINE, 70, 660, more="/L[70 660 100 670]"), "a drawing", True),
]


@pytest.mark.parametrize(("over", "why", "picture"), NOT_READ, ids=[why for _, why, _ in NOT_READ])
def test_what_may_hold_an_answer_and_is_not_read_is_named(over, why, picture):
    (gap,) = read(PRINTED, over).unread
    assert why in gap.why
    assert gap.box is not None
    assert gap.picture is picture


DOUBTFUL = [
    (PRINTED, Over(TEXT, 100, 656, "200", drawn="100")),
    (PRINTED, Over(FREE_TEXT, 100, 656, "200", drawn="201")),
    (PRINTED, Over(TEXT, 100, 656, "200 and more than fits", width=40)),
    ([TITLE, (72, 660, "L = 1 your answer")], Over(TEXT, 95, 656, "200")),
    ([TITLE, LABEL, (100, 660, "100")], Over(FREE_TEXT, 98, 656, "200", frame="1 g 0 0 100 16 re f")),
]


@pytest.mark.parametrize(("printed", "over"), DOUBTFUL)
def test_a_field_that_shows_another_thing_than_it_holds_is_never_sure(printed, over):
    document = read(printed, over)
    assert all(line.doubts for line in document.lines if "L" in line.text)


def test_dots_to_write_on_are_no_part_of_the_number():
    document = read([TITLE, (72, 660, "L = ..............")], Over(TEXT, 88, 656, "200"))
    assert lines(document) == [SAID]


def test_a_viewer_draws_what_a_field_holds_where_its_appearance_is_out_of_date():
    assert lines(read(PRINTED, Over(TEXT, 100, 656, "200", drawn="100"), appearances="true")) == [SAID]


@pytest.mark.parametrize(("name", "said"), [("sheet.loss", True), ("loss[0]", True), ("Text7", False), ("fill_2", False), ("7", False)])
def test_a_name_that_somebody_chose_is_a_label_where_none_is_printed(name, said):
    document = read([TITLE], Over(TEXT, 72, 656, "200", name=name))
    assert lines(document) == (["200", "loss = 200"] if said else ["200"])
    assert all(line.doubts for line in document.lines[2:])


BESIDE_PAGES = [
    ("/NeedsRendering true/AcroForm<</XFA[(template) 4 0 R]/Fields[]>>", "XFA"),
    ("/Names<</EmbeddedFiles<</Names[(a.txt) <</Type/Filespec/F(a.txt)/EF<</F 4 0 R>>>>]>>>>", "attached"),
]


@pytest.mark.parametrize(("catalogue", "why"), BESIDE_PAGES)
def test_what_a_file_holds_and_shows_on_no_page_is_not_missing(catalogue, why):
    (gap,) = read(PRINTED, catalogue=catalogue).unread
    assert why in gap.why
    assert gap.page is None


def test_an_empty_field_leaves_nothing():
    document = read(PRINTED, Over(TEXT, 100, 656, ""))
    assert lines(document) == ["L ="]
    assert not document.unread


def test_thousands_of_pen_strokes_are_a_few_regions():
    strokes = [Over(INK, 80 + at % 40, 100 + at % 7, "", drawn="", more="/InkList[[1 1 2 2]]") for at in range(600)]
    document = read(PRINTED, *strokes)
    assert 1 <= len(document.unread) < 10
    assert lines(document) == ["L ="]
