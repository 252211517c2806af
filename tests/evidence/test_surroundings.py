"""What is shown for a value: it and its label, never a header, a footer, a title block or a name."""

import pytest
from printed_paper import MEMBERS, box_of, covers, line, overlap, seen, shows

from grader.document import LineKind, Source
from grader.surroundings import around_line, around_value, of_task, unread_part

HEADER = line("Deep Learning Mira Okonkwo Group 5", 38)
TITLE = line("Exercise Sheet 6", 80)
WHO = line("Mira Okonkwo (5170001) Jonas Feldhaus", 100)
TASK = line("1.1 Forward pass", 130, kind=LineKind.HEADING, block=1)
ANSWER = line("so that L = 200 holds", 150, block=2)
NEXT = line("as Mira Okonkwo has shown", 163, block=2)
SECOND = line("1.2 Backward pass", 190, kind=LineKind.HEADING, block=3)
LAST = line("db = 28", 210, block=4)
FOOT = line("page 1", 800, block=5)
PAGE = (HEADER, TITLE, WHO, TASK, ANSWER, NEXT, SECOND, LAST, FOOT)


def other_page(number):
    return (
        line("Deep Learning Mira Okonkwo Group 5", 38, page=number, block=10 * number),
        line(f"and so on for part {number}", 80, page=number, block=10 * number + 1),
        line(f"page {number}", 800, page=number, block=10 * number + 2),
    )


def test_a_value_is_shown_with_its_label_and_no_other_line():
    value = box_of("200", ANSWER)
    region = around_value(seen(*PAGE), 1, value)
    assert shows(region, value)
    assert shows(region, box_of("L", ANSWER))
    assert region.marked == value
    for other in (HEADER, TITLE, WHO, TASK, NEXT, LAST):
        assert not any(overlap(region.box, piece.box) for piece in other.pieces), other.text


def test_a_line_that_goes_on_with_a_relation_brings_the_line_where_its_label_stands():
    lines = (TASK, line("L = (y - t)²", 150), line("= 12² + 16²", 165), line("= 400", 180))
    region = around_value(seen(*lines), 1, box_of("400", *lines))
    assert shows(region, box_of("L", *lines))
    assert not overlap(region.box, box_of("1.1", TASK))


def test_a_label_is_never_looked_for_in_a_title_block():
    lines = (WHO, line("= 400", 118), TASK)
    region = around_value(seen(*lines), 1, box_of("400", *lines))
    assert all(covers(region, piece.box) for piece in WHO.pieces)


def test_a_cell_is_shown_with_its_row_and_the_head_of_its_table():
    head = line("Model Accuracy", 150, kind=LineKind.ROW, block=7)
    rows = [line(f"{name} 0.{95 - step}", 164 + 14 * step, kind=LineKind.ROW, block=7) for step, name in enumerate(("CNN", "MLP", "LSTM"))]
    region = around_value(seen(TASK, head, *rows), 1, box_of("0.93", *rows))
    assert shows(region, box_of("Accuracy", head))
    assert shows(region, box_of("LSTM", *rows))


def test_a_name_in_the_values_own_line_is_painted_over_and_the_value_is_not():
    own = line("Okonkwo finds L = 200 by hand, Jonas Feldhaus too", 150)
    region = around_value(seen(TASK, own), 1, box_of("200", own))
    assert shows(region, box_of("200", own))
    assert shows(region, box_of("L", own))
    for word in ("Okonkwo", "Jonas", "Feldhaus"):
        assert covers(region, box_of(word, own)), word


def test_a_value_in_a_line_that_says_who_handed_in_is_still_shown():
    own = line("Name: Mira Okonkwo L = 200", 150)
    region = around_value(seen(TASK, own), 1, box_of("200", own))
    assert shows(region, box_of("200", own))
    assert covers(region, box_of("Okonkwo", own))


@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_picture_of_a_task_holds_nothing_of_headers_and_footers(count):
    pages = [one for number in range(2, count + 1) for one in other_page(number)]
    regions = list(of_task(seen(*PAGE, *pages), ("1", "1")))
    (first,) = [region for region in regions if region.page == 1]
    assert shows(first, box_of("200", ANSWER))
    for hidden in (HEADER, TITLE, WHO):
        assert all(covers(first, piece.box) for piece in hidden.pieces), hidden.text
    assert covers(first, box_of("Okonkwo", NEXT))
    assert not overlap(first.box, box_of("28", LAST)), "another task"


def test_a_running_header_is_known_by_its_other_pages_even_without_a_name():
    anonymous = [line("Deep Learning, sheet 6", 38, page=page, block=page) for page in (1, 2, 3)]
    tasks = [line(f"1.1 part {page} L = {page**3}", 80, page=page, block=10 + page) for page in (1, 2, 3)]
    sight = seen(*(one for pair in zip(anonymous, tasks, strict=True) for one in pair), members=())
    assert all(one.outside for one in sight.laid if one is not None and one.line in anonymous)
    assert not any(one.outside for one in sight.laid if one is not None and one.line in tasks)


def test_a_page_number_does_not_hide_a_footer_nor_a_sheet_number_a_header():
    feet = [line(f"Sheet 6, page {page + 3} of 9", 800, page=page, block=page) for page in (1, 2, 3)]
    sight = seen(TASK, *feet, members=())
    assert [one.outside for one in sight.laid if one is not None] == [False, True, True, True]


@pytest.mark.parametrize("text", ["1", "- 3 -", "Page 1", "Seite 1 von 2", "1 / 3", "(10)"])
def test_a_lone_page_number_is_a_footer_and_a_number_among_the_lines_is_not(text):
    sight = seen(TASK, ANSWER, line(text, 800, block=9))
    assert [one.outside for one in sight.laid if one is not None] == [False, False, True]
    sight = seen(TASK, ANSWER, line(text, 163, block=2))
    assert not any(one.outside for one in sight.laid if one is not None)


def test_values_alike_at_the_edges_of_two_pages_are_no_header_of_each_other():
    lines = [line(f"x = {value}", 80, page=page, block=page) for page, value in ((1, 14), (2, 20))]
    region = around_value(seen(TASK, *lines), 2, box_of("20", *lines))
    assert shows(region, box_of("20", *lines))
    assert shows(region, box_of("x", lines[1]))


def test_a_page_without_text_is_covered_at_its_top_and_one_with_text_where_names_stand():
    picture = unread_part(seen(), 1, None)
    assert picture.band >= 0.1
    assert unread_part(seen(), 2, None).band > 0
    typed = unread_part(seen(*PAGE), 1, None)
    assert typed.band == 0
    for hidden in (HEADER, WHO):
        assert all(covers(typed, piece.box) for piece in hidden.pieces), hidden.text
    assert shows(typed, box_of("200", ANSWER))


def test_what_was_recognised_from_a_picture_is_not_trusted_to_show_all_names():
    blurred = line("Mira 0konkwo and", 100, source=Source.OCR)
    region = unread_part(seen(blurred), 1, None)
    assert region.band > 0
    assert covers(region, box_of("0konkwo", blurred))


def test_a_running_header_is_known_though_each_page_was_recognised_a_little_differently():
    heads = [
        line(text, 38 + page, page=page, block=page, source=Source.OCR)
        for page, text in enumerate(("Deep Learning 2O23", "Deeep Learnlng 2023"), 1)
    ]
    tasks = [
        line("1.1 Forward pass", 60, page=1, block=9, kind=LineKind.HEADING, source=Source.OCR),
        line("so L = 200", 80, page=1, block=9, source=Source.OCR),
    ]
    more = line("and so on for all of them", 80, page=2, block=10, source=Source.OCR)
    first, second = of_task(seen(heads[0], *tasks, heads[1], more, members=()), ("1", "1"))
    assert covers(second, box_of("Learnlng", heads[1]))
    assert shows(second, box_of("so", more))
    assert first.band > second.band > 0, "what else stands at the top is not known"


def test_people_beside_the_heading_of_the_sheet_are_covered_though_nobody_knows_their_names():
    title = line("1.1 Forward pass by Gwendolyn Pohl, 5702002", 60, kind=LineKind.HEADING, block=1)
    rest = line("and Lund 410812)", 74, block=1)
    (region,) = of_task(seen(title, rest, ANSWER, members=()), ("1", "1"))
    assert covers(region, box_of("Pohl,", title))
    assert covers(region, box_of("Lund", rest))
    assert shows(region, box_of("200", ANSWER))


def test_a_line_to_look_at_is_shown_without_the_names_in_it():
    region = around_line(seen(*PAGE), 1, (72.0, 163.0, 300.0, 173.0))
    assert covers(region, box_of("Okonkwo", NEXT))
    assert shows(region, box_of("shown", NEXT))


def test_a_box_that_no_line_holds_is_shown_with_what_is_around_it():
    region = around_value(seen(*PAGE), 1, (300.0, 500.0, 320.0, 510.0))
    assert region.box[0] < 290
    assert region.marked == (300.0, 500.0, 320.0, 510.0)


def test_a_photo_is_measured_by_its_own_lines():
    small, large = line("so L = 200", 150), line("so L = 200", 1500, tall=100.0, left=700.0)
    first = around_value(seen(small), 1, box_of("200", small))
    second = around_value(seen(large, file="photo.jpg"), 1, box_of("200", large))
    assert second.box[3] - second.box[1] > 5 * (first.box[3] - first.box[1])


def test_more_names_than_can_be_listed_are_all_covered():
    many = [line("Mira Okonkwo", 100 + 5 * step, tall=4) for step in range(130)]
    region = unread_part(seen(*many), 1, None)
    assert len(region.covered) <= 60
    assert all(covers(region, piece.box) for one in many for piece in one.pieces)


def test_members_are_what_the_submission_says():
    assert {member.id for member in MEMBERS} == {"5170001", "5170002"}
    nobody = around_value(seen(TASK, line("Okonkwo has L = 200", 150), members=()), 1, (162.0, 150.0, 180.0, 160.0))
    assert nobody.covered == ()
