"""Results with pictures: drawn by a real child, kept by what they show, and never at the cost of a mark."""

from pathlib import Path

import pytest
from printed_paper import MEMBERS, NODES

from grader.answer import Answer, Printed
from grader.document import Document, Line, LineKind, Piece, Place, Source, Unread
from grader.errors import ReaderFault, Unreadable
from grader.identity import MASK
from grader.picture_bytes import picture_size
from grader.picturing import keys_of, pictured
from grader.readers.pool import Readers
from grader.records.recording import result_of
from grader.records.store import Store, kept_pictures
from grader.score import Finding, Mark, Outcome, Score, Visibility
from grader.submission import Submission, SubmittedFile

PDF = Path(__file__).parents[1] / "readers" / "pdf" / "cm11.pdf"
VALUE = (120.0, 200.0, 150.0, 212.0)
TEXT = Line((Piece("Mira Okonkwo: L = 200", "Mira Okonkwo: L = 200", number=3),), LineKind.TEXT, Source.MARKDOWN, 1, number=3)
HEADING = Line((Piece("1.1 Forward pass", "1.1 Forward pass", number=1),), LineKind.HEADING, Source.MARKDOWN, 0, number=1)


class Draws:
    """A reader that draws what it is told to, and counts what it is asked for."""

    def __init__(self, picture=b"", problem=None):
        self.picture, self.problem, self.asked = picture, problem, []

    def crops(self, _, name, request):
        self.asked.append((name, len(request)))
        if self.problem is not None:
            raise self.problem
        return [self.picture] * len(request)


def submission(folder, *names):
    files = []
    for name in names:
        (folder / name).write_bytes(PDF.read_bytes() if name.endswith(".pdf") else b"1.1 Forward pass\n\nMira Okonkwo: L = 200\n")
        files.append(SubmittedFile(name, folder / name))
    return Submission("group-a", tuple(files), MEMBERS)


def answer(place, context="", also=()):
    return Answer("200", Printed(200), place, Source.TEXT, 0.95, context=context, also=also)


def marked(handed_in, documents, *, found=None, outcome=Outcome.RIGHT, look=None):
    """The result of one line of task 1.1."""
    mark = Mark("1.1", "loss", "close", "Loss L", 1.0, False, Visibility.VISIBLE, Finding(outcome, "", 1.0), found, look=look)
    return result_of(handed_in, Score((mark,)), documents)


def good():
    """A picture that is one of ours."""
    from grader.readers.crops import Region, crops

    return crops(PDF.read_bytes(), "a.pdf", [Region(1, VALUE)])[0]


def test_a_child_draws_the_places_of_both_sides_of_a_conflict(tmp_path):
    handed_in = submission(tmp_path, "a.pdf", "b.pdf")
    other = answer(Place("b.pdf", 1, (72.0, 400.0, 90.0, 410.0)))
    documents = [Document("a.pdf"), Document("b.pdf")]
    result = marked(handed_in, documents, found=answer(Place("a.pdf", 1, VALUE), also=(other,)))
    with Readers() as readers:
        made = pictured(handed_in, result, documents, NODES, readers)
    mark = made.result.marks[0]
    keys = [mark.answer.crop, mark.also[0].crop]
    assert len(set(keys)) == 2
    assert all(picture_size(made.pictures[key]).kind == "png" for key in keys)
    assert "crop" not in result.model_dump_json().replace("crops", ""), "the result itself is as it was"


def test_pictures_are_kept_by_content_and_drawn_once(tmp_path):
    handed_in, document = submission(tmp_path, "a.pdf"), Document("a.pdf")
    result = marked(handed_in, [document], found=answer(Place("a.pdf", 1, VALUE)))
    draws = Draws(good())
    first = pictured(handed_in, result, [document], NODES, draws)
    with Store.open(tmp_path) as store:
        store.add_pictures(first.pictures)
        second = pictured(handed_in, result, [document], NODES, draws, store.pictures())
        assert second.pictures == {}
        assert second.result == first.result
        assert len(draws.asked) == 1
        (tmp_path / "a.pdf").write_bytes(PDF.read_bytes() + b"\n")
        changed = pictured(handed_in, result, [document], NODES, draws, store.pictures())
        assert len(changed.pictures) == 1
        assert set(changed.pictures).isdisjoint(first.pictures)
    with kept_pictures(tmp_path) as kept:
        assert kept(first.result.marks[0].answer.crop) == good()
        assert kept("") == kept("nothing") == b""


def test_the_store_forgets_pictures_that_no_result_names(tmp_path):
    with Store.open(tmp_path) as store:
        store.add_pictures({"old": b"1", "new": b"2"})
        store.keep_pictures({"new"})
        assert store.pictures() == {"new"}


@pytest.mark.parametrize("store", [None, b"", b"no database at all"])
def test_pages_are_built_without_a_store_and_leave_a_damaged_one_alone(tmp_path, store):
    if store is not None:
        (tmp_path / "store.sqlite").write_bytes(store)
    with kept_pictures(tmp_path) as kept:
        assert kept("any") == b""
    assert (tmp_path / "store.sqlite").exists() is (store is not None)
    if store:
        assert (tmp_path / "store.sqlite").read_bytes() == store


@pytest.mark.parametrize(
    "draws",
    [
        Draws(problem=Unreadable("a.pdf makes the reader crash")),
        Draws(problem=ReaderFault("our reader did not start")),
        Draws(b"<script>alert(1)</script>"),
        Draws(b"\x89PNG\r\n\x1a\n" + bytes(500)),
        Draws(b""),
    ],
)
def test_a_picture_that_cannot_be_had_costs_nobody_anything(tmp_path, draws):
    handed_in, document = submission(tmp_path, "a.pdf"), Document("a.pdf")
    result = marked(handed_in, [document], found=answer(Place("a.pdf", 1, VALUE)))
    made = pictured(handed_in, result, [document], NODES, draws)
    assert made.pictures == {}
    assert made.result.marks[0].outcome is Outcome.RIGHT
    assert made.result.points == result.points


def test_a_child_that_answers_too_much_is_taken_at_what_was_asked(tmp_path):
    handed_in, document = submission(tmp_path, "a.pdf"), Document("a.pdf")
    result = marked(handed_in, [document], found=answer(Place("a.pdf", 1, VALUE)))
    draws = Draws(good())
    draws.crops = lambda *_: [good()] * 50
    assert len(pictured(handed_in, result, [document], NODES, draws).pictures) == 1


def test_names_are_masked_in_lines_of_text(tmp_path):
    handed_in = submission(tmp_path, "notes.md")
    document = Document("notes.md", (HEADING, TEXT), pages=1)
    found = answer(Place("notes.md", line=3), context="Mira Okonkwo: L = 200")
    made = pictured(handed_in, marked(handed_in, [document], found=found), [document], NODES, Draws())
    assert made.result.marks[0].answer.context == f"{MASK}: L = 200"
    assert made.pictures == {}


def test_where_an_answer_was_not_found_the_place_and_its_task_are_shown_without_names(tmp_path):
    handed_in = submission(tmp_path, "notes.md")
    document = Document("notes.md", (HEADING, TEXT), pages=1)
    result = marked(handed_in, [document], outcome=Outcome.REVIEW, look=Place("notes.md", line=3))
    made = pictured(handed_in, result, [document], NODES, Draws())
    assert made.result.marks[0].look.text == f"{MASK}: L = 200"
    (part,) = made.result.tasks
    assert (part.task, part.file, part.text) == ("1.1", "notes.md", f"1.1 Forward pass\n{MASK}: L = 200")


def test_a_line_that_says_who_handed_in_is_masked_though_nobody_knows_the_name(tmp_path):
    handed_in = submission(tmp_path, "notes.md")
    who = Line((Piece("Name: Somebody Unknown", "Name: Somebody Unknown", number=2),), LineKind.TEXT, Source.MARKDOWN, 1, number=2)
    document = Document("notes.md", (HEADING, who, TEXT), pages=1)
    made = pictured(handed_in, marked(handed_in, [document], outcome=Outcome.REVIEW), [document], NODES, Draws())
    assert made.result.tasks[0].text == f"1.1 Forward pass\n{MASK}\n{MASK}: L = 200"


def test_a_decided_line_has_no_picture_of_its_task(tmp_path):
    handed_in = submission(tmp_path, "notes.md")
    document = Document("notes.md", (HEADING, TEXT), pages=1)
    made = pictured(handed_in, marked(handed_in, [document], look=Place("notes.md", line=3)), [document], NODES, Draws())
    assert made.result.tasks == ()
    assert made.result.marks[0].look is None


def test_every_part_that_was_not_read_has_its_picture(tmp_path):
    handed_in = submission(tmp_path, "a.pdf")
    gaps = (Unread("a picture that was not read", 1, VALUE), Unread("a picture that was not read", 1, (72.0, 400.0, 200.0, 500.0)))
    document = Document("a.pdf", unread=(*gaps, Unread("the page is a picture", 1)))
    with Readers() as readers:
        made = pictured(handed_in, marked(handed_in, [document]), [document], NODES, readers)
    parts, page = made.result.unread
    assert (len(parts.crops), len(page.crops)) == (2, 1)
    assert set(keys_of(made.result)) - {""} == made.pictures.keys()
    assert picture_size(made.pictures[page.crops[0]]).height > picture_size(made.pictures[parts.crops[0]]).height
