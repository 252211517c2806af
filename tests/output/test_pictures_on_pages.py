"""Pictures of places on the pages: each for whom it is meant, once, in bounds, and nothing that is no picture of ours."""

import pytest
from fixtures import group, kept, pictured, scanned_group, score, slipped_group
from page_reading import Page

from grader.document import Document
from grader.records.recording import result_of
from grader.records.results import Results
from grader.reporting.group_page import instructor_page, student_page
from grader.reporting.page_pictures import ROOM, PagePictures
from grader.reporting.report import group_html
from grader.score import Visibility


def results_of(one, results):
    return results.model_copy(update={"submissions": (one,)})


def pages_of(one, results, pictures=kept):
    """The student's and the instructor's page of one group, read back."""
    whole = results_of(one, results)
    return [Page(group_html(page)) for page in (student_page(whole, one, kept=pictures), instructor_page(whole, one, pictures))]


def sources(page):
    return [picture.attributes["src"] for picture in page.all("img")]


def source_of(key):
    """What a page holds of the picture under a key."""
    return PagePictures(kept).take(key, "").source


def test_a_value_is_shown_where_it_was_read_and_its_text_stands_for_the_picture(results):
    student, instructor = pages_of(pictured(slipped_group()), results)
    for page in (student, instructor):
        picture = next(one for one in page.all("img") if one.attributes["alt"] == "212.5")
        assert picture.attributes["src"] == source_of("value:212.5")
        assert picture.inside("summary"), "it can be made larger by click and by key"
        assert "alt" in picture.attributes


def test_a_picture_of_a_withheld_line_is_not_in_the_students_bytes(results):
    student, instructor = pages_of(pictured(slipped_group()), results)
    assert source_of("value:0.71") not in sources(student)
    assert source_of("value:0.71") in sources(instructor)
    one = pictured(slipped_group())
    later = student_page(results_of(one, results), one, frozenset({Visibility.VISIBLE, Visibility.AFTER_PUBLISHED}), kept)
    assert source_of("value:0.71") in sources(Page(group_html(later)))


def test_what_a_person_decides_by_is_for_the_instructor(results):
    one = pictured(scanned_group(), page_not_read=["page:3"])
    student, instructor = pages_of(one, results)
    for key in ("page:3", "part:The MLP has to learn each place anew."):
        assert source_of(key) in sources(instructor)
        assert source_of(key) not in sources(student)
    assert "at <every> place" in instructor.one("details", **{"class": "handed"}).text
    assert not student.all("details", **{"class": "handed"})


def test_both_places_of_a_conflict_are_shown(results):
    one = pictured(scanned_group())
    mark = one.marks[1]
    mark = mark.model_copy(update={"also": (mark.answer.model_copy(update={"text": "201", "crop": "value:201"}),)})
    student, _ = pages_of(one.model_copy(update={"marks": (one.marks[0], mark, *one.marks[2:])}), results)
    assert {source_of("value:2OO"), source_of("value:201")} <= set(sources(student))


def test_a_picture_that_is_shown_twice_is_there_once_and_the_second_leads_to_it(results):
    one = pictured(slipped_group())
    twice = tuple(
        mark if mark.answer is None else mark.model_copy(update={"answer": mark.answer.model_copy(update={"crop": "value:same"})})
        for mark in one.marks
    )
    _, instructor = pages_of(one.model_copy(update={"marks": twice}), results)
    assert sources(instructor).count(source_of("value:same")) == 1
    links = [link for link in instructor.all("a") if link.attributes.get("class") == "crop-again"]
    assert len(links) > 3
    assert {link.attributes["href"].removeprefix("#") for link in links} <= set(instructor.ids)


def test_a_page_holds_no_more_pictures_than_it_can_bear():
    large = kept("page:1")
    pictures = PagePictures(lambda _: large)
    taken = [pictures.take(str(number), "") for number in range(2 * ROOM // len(large))]
    assert sum(len(large) for picture in taken if picture.source) <= ROOM
    assert not taken[-1].source
    assert not taken[-1].again


@pytest.mark.parametrize(
    "data", [b"", b"<svg onload=alert(1)>", b"\x89PNG\r\n\x1a\n", b"GIF89a" + b"x" * 90, kept("value:1")[:-1], kept("value:1") + b"x"]
)
def test_what_is_no_picture_of_ours_is_not_put_in_a_page(results, data):
    student, instructor = pages_of(pictured(slipped_group()), results, lambda _: data)
    assert sources(student) == sources(instructor) == []
    assert "L = ½(13² + 16²) = 212.5" in student.one("tbody", id="line-2").text, "the line stands there instead"


def test_text_that_no_person_sees_is_shown_to_the_instructor_first(results):
    notes = ("white text on page 2 was left out (31 characters)", "the cells were run in another order")
    one = result_of(group("group-z", ("Zora Blom", "5170099")), score(), [Document("submission.pdf", notes=notes)])
    student, instructor = pages_of(one, results)
    assert "white text on page 2" in instructor.one("div", id="unseen").text
    assert "another order" not in instructor.one("div", id="unseen").text
    assert "white text" not in "".join(element.text for element in student.all("main"))


def test_results_without_pictures_show_lines_as_before(results):
    one = pictured(slipped_group())
    assert isinstance(results, Results)
    student = Page(group_html(student_page(results_of(one, results), one)))
    assert sources(student) == []
    assert "L = ½(13² + 16²) = 212.5" in student.one("tbody", id="line-2").text


OPEN = "document.querySelector('details.crop').open"
WIDTH = "document.querySelector('details.crop img').getBoundingClientRect().width"


def test_a_picture_fits_a_phone_and_is_made_larger_by_key_without_script(browser, pages):
    browser.open(pages / "groups/group-b/report.html", width=360, script=False)
    before = browser.run(WIDTH)
    assert before <= 360
    browser.run("document.querySelector('details.crop summary').focus()")
    for kind in ("keyDown", "keyUp"):
        browser.ask("Input.dispatchKeyEvent", type=kind, key=" ", code="Space", text=" ", windowsVirtualKeyCode=32)
    assert browser.run(OPEN)
    assert browser.run(WIDTH) > 1.5 * before
    assert browser.run("document.documentElement.scrollWidth") <= 360
