"""Pages about code: what happened is told input by input, inert, and only to those who may see it."""

import re
from html import unescape
from itertools import product

import pytest
from code_fixtures import (
    DIFFERENCE,
    LINES,
    SCRIPT,
    SECRETS,
    a_code_class,
    asked,
    code,
    every_ending,
    failing,
    for_a_person,
    not_run,
    results_of,
    square_only,
    submission,
)
from page_reading import Page

from grader.legible import legible
from grader.records.code_results import AskedResult, TraceResult
from grader.reporting import isolation
from grader.reporting.code_evidence import LISTED, PRINTED, Around, code_evidence
from grader.reporting.endings import ended, outcome_of, took
from grader.reporting.group_page import instructor_page, student_page
from grader.reporting.isolation import CANNOT, Held, in_the_terminal, notice
from grader.reporting.overview import overview
from grader.reporting.report import group_html, overview_html, write_pages
from grader.reporting.unusual import unusual
from grader.run import Ending, Reason
from grader.score import Outcome, Visibility

STUDENT, INSTRUCTOR = "report.html", "instructor.html"


def html(pages, group, page=INSTRUCTOR):
    return (pages / "groups" / group / page).read_text(encoding="utf-8")


def row(pages, group, number, page=INSTRUCTOR):
    return Page(html(pages, group, page)).one("tbody", id=f"line-{number}").text


def evidence(*endings, instructor=True, **more):
    return code_evidence(code(*endings, **more), Around(instructor=instructor))


# What is told


def test_a_difference_is_shown_with_place_stage_and_table(code_pages):
    said = row(code_pages, "group-squares", 4, STUDENT)
    assert "dot_product_single_filter in lib/convolutions.py, line 30" in said
    assert "1 of 2 inputs right" in said
    assert "kind agrees type of numbers agrees shape agrees values differ" in said
    assert " ".join(DIFFERENCE.split()) in said
    assert "Printed 2 lines" in said


def test_a_stage_behind_the_one_that_differs_is_not_claimed(code_pages):
    assert "shape differs values not compared" in row(code_pages, "group-squares", 3)


def test_an_answer_that_is_all_right_takes_one_line():
    found = evidence(True, True, True)
    assert (found.summary, found.inputs) == ("3 of 3 inputs right, under 0.1 s each", ())


def test_inputs_that_ended_alike_stand_together(code_pages):
    found = evidence(True, True, (Ending.RAISED, "", "ValueError: no"), Ending.NOT_RUN, Ending.NOT_RUN)
    assert [(one.which, one.said) for one in found.inputs] == [
        ("inputs 1 to 2", "right"),
        ("input 3", "raised: ValueError: no"),
        ("inputs 4 to 5", "not asked any more"),
    ]
    assert found.summary == "2 of 5 inputs right"
    assert "inputs 1 to 2: right under 0.1 s input 3: raised" in row(code_pages, "group-squares", 2)


def test_the_source_has_the_numbers_of_its_file_and_the_line_that_failed_is_marked(code_pages):
    page = Page(html(code_pages, "group-failing"))
    body = page.one("tbody", id="line-1")
    lines = [element.text for element in page.all("span", **{"class": "code-line"}) if body in element.parents]
    assert lines[0] == "12 def calculate_conv_output(input_shape, kernel_size, stride, padding):"
    assert len(lines) == 3
    assert [mark.text for mark in page.all("mark") if body in mark.parents] == ["return [size] * len(input_shape)"]


def test_a_traceback_names_the_groups_own_lines_outermost_first(code_pages):
    said = row(code_pages, "group-failing", 1, STUDENT)
    first, second = "lib/convolutions.py, line 48, in forward y = self.pad(x) @ self.W", "lib/convolutions.py, line 14, in calculate_conv"
    assert said.index(first) < said.index(second)


def test_both_times_of_a_question_that_was_tried_again_are_told(code_pages):
    assert "20 s first out of time after 10 s, then tried again alone" in row(code_pages, "group-failing", 3)
    assert "ours takes under 0.1 s" in row(code_pages, "group-failing", 3)
    assert "9.6 s first out of time after 10 s, then tried again alone" in row(code_pages, "group-failing", 7)


def test_what_it_gives_alone_stands_beside_what_it_gave_among_others(code_pages):
    assert "asked alone it does something else" in row(code_pages, "group-person", 1)
    assert "in a job of its own: right" in row(code_pages, "group-person", 1)


def test_what_follows_names_the_helper_and_leads_to_it(code_pages):
    page = Page(html(code_pages, "group-squares", STUDENT))
    body = page.one("tbody", id="line-5")
    assert "Run again with ours in the place of your calculate_conv_output (right)" in body.text
    assert [link.attributes["href"] for link in page.all("a") if body in link.parents] == ["#line-1"]
    assert "a tuple came back where a list is asked for; taken as one" in body.text


def test_a_helper_whose_line_is_withheld_is_no_link():
    changed = square_only()
    helper = changed.marks[0].model_copy(update={"visibility": Visibility.HIDDEN, "label": "SECRET LABEL"})
    changed = changed.model_copy(update={"marks": (helper, *changed.marks[1:])})
    page = Page(group_html(student_page(results_of(changed), changed)))
    body = page.one("tbody", id="line-5")
    assert "your calculate_conv_output" in body.text
    assert not [link for link in page.all("a") if body in link.parents]


def test_what_was_found_elsewhere_is_told(code_pages):
    assert "found in experiments (1).py instead of lib/experiments.py" in row(code_pages, "group-failing", 7, STUDENT)


def test_a_print_flood_is_cut_in_its_middle():
    found = evidence(True, output="a" * 50_000 + "the end")
    assert len(found.output) < PRINTED + 100
    assert "46,007 characters are left out" in found.output
    assert found.output.endswith("the end")


def test_a_hundred_inputs_that_fail_each_in_its_own_way_are_cut_off():
    found = evidence(*((Ending.RAISED, "", f"ValueError: {number}") for number in range(100)))
    assert len(found.inputs) == LISTED + 1
    assert (found.inputs[-1].which, found.inputs[-1].said) == ("80 more", "inputs that are not listed here")


def test_names_in_a_sentence_are_set_as_code_and_a_lone_sign_is_left(tmp_path):
    one = submission("a", {"pad_array": (Outcome.WRONG, "`pad` for `<b>`, and a ` alone", code(False))})
    write_pages(tmp_path, results_of(one))
    page = Page(html(tmp_path, "a"))
    body = page.one("tbody", id="line-3")
    assert [element.text for element in page.all("code") if body in element.parents][1:3] == ["pad", "<b>"]
    assert "pad for <b>, and a ` alone" in body.text


def test_what_the_mark_says_is_not_said_again_of_each_input():
    found = code_evidence(code((Ending.RAISED, "", "ValueError: no")), Around(says="ValueError: no, for input 1"))
    assert [one.said for one in found.inputs] == ["raised"]


@pytest.mark.parametrize(
    ("given", "outcome", "said"),
    [
        (asked(True)[0], Outcome.RIGHT, "right"),
        (asked(False)[0], Outcome.WRONG, "wrong"),
        (asked((Ending.FINISHED, Reason.GAVE_NONE))[0], Outcome.MISSING, "not attempted: it gives None"),
        (asked((Ending.FINISHED, Reason.GAVE_NONE))[0].model_copy(update={"right": True}), Outcome.RIGHT, "right"),
        (asked((Ending.FINISHED, Reason.GAVE_ELLIPSIS))[0], Outcome.MISSING, "not attempted: it gives ..."),
        (asked((Ending.RAISED, Reason.NOT_IMPLEMENTED))[0], Outcome.MISSING, "not attempted: it raises NotImplementedError"),
        (asked((Ending.NOT_RUN, Reason.UNTOUCHED))[0], Outcome.MISSING, "not attempted: as it was handed out"),
        (asked((Ending.NOT_RUN, Reason.NO_FILE))[0], Outcome.MISSING, "no such file"),
        (asked(Ending.NOT_RUN)[0], None, "not asked any more"),
        (asked(Ending.RAISED)[0], Outcome.WRONG, "raised"),
        (asked((Ending.RAISED, Reason.ENVIRONMENT))[0], Outcome.REVIEW, "raised: this machine lacks something that it needs"),
        (asked(Ending.OUT_OF_TIME)[0], Outcome.WRONG, "out of time"),
        (asked((Ending.OUT_OF_TIME, Reason.WAITED))[0], Outcome.REVIEW, "out of time: it waited and did not work"),
        (
            asked((Ending.FINISHED, Reason.DISTURBED))[0].model_copy(update={"right": False}),
            Outcome.REVIEW,
            "wrong: asked alone it does something else",
        ),
        (asked(Ending.CRASHED)[0], Outcome.REVIEW, "crashed"),
        (asked((Ending.NO_RESULT, Reason.FLOOD))[0], Outcome.REVIEW, "no result: it printed without end"),
        (asked(Ending.FAULT)[0], Outcome.FAULT, "fault"),
        (AskedResult(ending="a word of another version"), Outcome.REVIEW, "a word of another version"),
    ],
)
def test_an_ending_has_its_drawing_and_its_words(given, outcome, said):
    assert (outcome_of(given), ended(given)) == (outcome, said)


def test_no_ending_is_without_words():
    assert all(ended(one) for one in asked(*product(Ending, Reason)))


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.0, "under 0.1 s"), (0.0999, "under 0.1 s"), (0.1, "0.1 s"), (9.96, "10.0 s"), (20.4, "20 s")]
)
def test_a_time_that_says_nothing_is_no_figure(seconds, said):
    assert took(seconds) == said


def test_quick_code_gives_the_same_page_whatever_the_clock_said():
    def page(seconds):
        one = submission("a", {"pad_array": (Outcome.WRONG, "no", code(True, False, seconds=seconds))})
        return group_html(instructor_page(results_of(one), one))

    assert page(0.002) == page(0.09)


# Only what may be seen


@pytest.mark.parametrize("group", ["group-squares", "group-failing", "group-person"])
def test_a_withheld_line_shows_no_input_exception_output_or_expected_value(code_pages, group):
    text = unescape(html(code_pages, group, STUDENT))
    for private in (*SECRETS, "Output size for other shapes", "calculate_conv_output_general", "Conv2d_general"):
        assert private not in text, private


def test_the_instructor_sees_all_of_a_withheld_line(code_pages):
    text = unescape(html(code_pages, "group-squares"))
    assert [private for private in SECRETS if private not in text] == []


@pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.AFTER_PUBLISHED, Visibility.AFTER_DUE_DATE])
def test_whatever_the_code_of_a_withheld_line_did_is_not_in_the_bytes(visibility):
    whole = square_only()
    marks = tuple(
        mark.model_copy(update={"visibility": visibility}) if mark.visibility is Visibility.HIDDEN else mark for mark in whole.marks
    )
    changed = whole.model_copy(update={"marks": marks})
    body = unescape(group_html(student_page(results_of(changed), changed))).split("</head>")[1]
    assert [private for private in SECRETS if private in body] == []
    published = unescape(group_html(student_page(results_of(changed), changed, frozenset(Visibility))))
    assert SECRETS[0] in published


def test_our_failure_shows_the_group_nothing_of_our_inside(code_pages):
    assert "W605" not in html(code_pages, "group-person", STUDENT)
    assert "W605" in html(code_pages, "group-person")


def test_what_looks_like_a_trick_is_told_to_the_instructor_alone(code_pages):
    assert "sent to a person" in html(code_pages, "group-person")
    assert "sent to a person" not in html(code_pages, "group-person", STUDENT)


def test_a_note_or_a_sentence_that_names_a_withheld_line_is_left_out():
    around = Around(withheld=("Other shapes",))
    found = code_evidence(code((Ending.RAISED, "", "after Other shapes"), notes=("see Other shapes", "a stand-in")), around)
    assert (found.notes, found.inputs[0].said) == (("a stand-in",), "raised")


def test_a_message_of_the_courses_own_test_is_for_the_instructor():
    """Pytest's messages hold expected values; what the group may read of them stands in the mark's own sentence."""
    one = AskedResult(ending=Ending.FINISHED, right=False, says="assert 3 == 271.828")
    tested = code(asked=(*asked(True), one), output="E assert 3 == 271.828")
    found = submission("a", {"pad_array": (Outcome.MISTAKE, "1 of 2 tests passed; failed: shapes", tested)})
    pytests = tuple(mark.model_copy(update={"check": "pytest"}) if mark.name == "pad_array" else mark for mark in found.marks)
    found = found.model_copy(update={"marks": pytests})
    results = results_of(found)
    assert "271.828" not in group_html(student_page(results, found))
    said = Page(group_html(instructor_page(results, found))).one("tbody", id="line-3").text
    assert "Tests 1 of 2 tests right" in said
    assert "test 2: wrong: assert 3 == 271.828" in said


def test_of_a_notebook_the_cells_that_failed_are_shown():
    replies = (
        AskedResult(ending=Ending.FINISHED), AskedResult(ending=Ending.RAISED, says="KeyError: 3 (line 2: d[3])"),
        AskedResult(ending=Ending.FINISHED), AskedResult(ending=Ending.OUT_OF_TIME, says="not done after 60 s", seconds=60.2),
    )  # fmt: skip
    found = code_evidence(code(asked=replies), Around(unit="cell"))
    assert (found.asked, found.summary) == ("Cells", "2 of 4 cells came to their end")
    assert [(one.which, one.said) for one in found.inputs] == [
        ("cell 2", "raised: KeyError: 3 (line 2: d[3])"),
        ("cell 4", "out of time: not done after 60 s"),
    ]


def test_a_flood_is_not_told_as_a_matter_of_load():
    flood = AskedResult(ending=Ending.NO_RESULT, reason=Reason.FLOOD, seconds=0.2)
    silent = AskedResult(ending=Ending.FINISHED, right=True, first=flood)
    (told,) = code_evidence(code(asked=(silent,)), Around()).inputs
    assert told.retried == "first no result: it printed without end after 0.2 s, then with what it prints thrown away"
    kinds = [one.title for one in unusual(results_of(submission("a", {"pad_array": (Outcome.RIGHT, "right", code(asked=(silent,)))})))]
    assert kinds == ["Printed without end"]


def test_a_cause_says_what_failed_and_that_it_was_cut():
    trace = (TraceResult(file="a.py", line=2, text="    assert torch.cuda.is_available()"),)
    cases = {
        "AssertionError": "AssertionError: assert torch.cuda.is_available()",
        "AttributeError: " + "x" * 200: "AttributeError: " + "x" * 143 + "…",
        "KeyError: 3 (a.py, line 2)": "KeyError: 3",
    }
    for says, cause in cases.items():
        one = AskedResult(ending=Ending.RAISED, reason=Reason.ENVIRONMENT, says=says, trace=trace)
        (kind,) = unusual(results_of(submission("a", {"pad_array": (Outcome.REVIEW, "a person decides", code(asked=(one,)))})))
        assert [found.says for found in kind.causes] == [cause]
    large = AskedResult(ending=Ending.FINISHED, reason=Reason.TOO_LARGE)
    (kind,) = unusual(results_of(submission("a", {"pad_array": (Outcome.REVIEW, "no", code(asked=(large,), suspicious=True))})))
    assert kind.causes[0].says == "finished: what came back is too large"


# Harmless


@pytest.mark.parametrize("page", [STUDENT, INSTRUCTOR])
def test_text_from_code_is_inert(code_pages, page):
    text = html(code_pages, "group-ill", page)
    read = Page(text)
    assert not read.all("script")
    assert not read.all("img")
    assert "49" not in read.one("tbody", id="line-1").text, "a template was worked out"
    assert "{{ 7 * 7 }}" in unescape(text)
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)
    assert "⟨U+001B⟩[31mred" in text
    assert "⟨U+202E⟩evil" in text


def test_the_overview_shows_text_from_code_as_text(code_pages):
    read = Page((code_pages / "index.html").read_text(encoding="utf-8"))
    assert "alert(" not in "".join(read.one("script").texts)
    assert not [name for element in read.elements for name in element.attributes if name.startswith("on")]


def test_the_terminal_is_told_nothing_that_obeys():
    (said,) = in_the_terminal(results_of(square_only(), isolation="none"))
    assert legible(said) == said


def test_the_terminal_tells_where_the_courses_own_solution_cannot_be_run():
    detail = f"{CANNOT}: `pad_array`: MemoryError: no\nroom \x1b[31m"
    fault = (Outcome.FAULT, "it could not be run", code((Ending.FAULT, "", detail)), {"detail": detail})
    (said,) = in_the_terminal(results_of(submission("a", {"pad_array": fault})))
    assert said.startswith(f"WARNING: no group's code was judged. T{CANNOT[1:]}: `pad_array`: MemoryError: no room")
    assert legible(said) == said


# The level


@pytest.mark.parametrize(
    ("level", "submissions", "held"),
    [
        ("namespaces", [square_only()], Held.ISOLATED),
        ("landlock", [square_only()], Held.ISOLATED),
        ("rlimits", [square_only()], Held.UNSAFE),
        ("none", [square_only()], Held.UNSAFE),
        ("a level of another version", [square_only()], Held.UNSAFE),
        ("rlimits", [not_run()], Held.NOT_RUN),
        ("none", [], Held.NOTHING),
    ],
)
def test_the_level_is_judged_by_what_was_run(level, submissions, held):
    assert notice(results_of(*submissions, isolation=level)).held is held


def test_code_that_ran_without_isolation_says_so_on_every_page(tmp_path):
    write_pages(tmp_path, results_of(square_only(), failing(), isolation="rlimits"))
    pages = sorted(tmp_path.rglob("*.html"))
    assert len(pages) == 5
    for path in pages:
        main = Page(path.read_text(encoding="utf-8")).one("main").text
        assert main.startswith("Student code ran without isolation; it could read files of this account, reference included."), path
        assert "Isolation: rlimits" in main


def test_code_that_was_not_run_says_what_to_switch_on(tmp_path):
    write_pages(tmp_path, results_of(not_run(), isolation="none"))
    index = Page((tmp_path / "index.html").read_text(encoding="utf-8"))
    main = index.one("main").text
    assert f"this machine cannot isolate it. {len(LINES)} lines wait for a person" in main
    assert [code.text for code in index.all("code")][:3] == [command for remedy in isolation.REMEDIES for command in remedy.commands][:3]
    assert "docker run --rm -it" in main
    instructor = Page(html(tmp_path, "group-waiting"))
    assert instructor.one("a", href="../../index.html#isolation").text == "What to switch on"
    assert "isolation" in index.ids
    student = html(tmp_path, "group-waiting", STUDENT)
    assert "was not run" in student
    assert "docker" not in student
    assert "index.html" not in student


def test_isolated_code_needs_no_banner(code_pages):
    for path in code_pages.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert isolation.UNSAFE not in text
        assert isolation.NOT_RUN not in text
        assert "namespaces" in Page(text).one("footer").text


@pytest.mark.parametrize(
    ("level", "submissions", "said"),
    [
        (
            "namespaces",
            [square_only()],
            ["Student code was run at level namespaces: namespaces of its own, Landlock, seccomp and limits round"],
        ),
        (
            "rlimits",
            [square_only()],
            ["WARNING: Student code ran without isolation; it could read files of this account, reference included."],
        ),
        ("none", [not_run()], ["Student code was not run: this machine cannot isolate it. 8 marks wait for a person because of that"]),
        ("none", [], []),
    ],
)
def test_the_terminal_says_how_code_was_isolated(level, submissions, said):
    lines = list(in_the_terminal(results_of(*submissions, isolation=level)))
    assert [line[: len(beginning)] for line, beginning in zip(lines, said, strict=True)] == said


# The overview


def test_a_cause_is_told_once_for_all_groups(code_pages):
    kinds = {kind.title: kind for kind in unusual(a_code_class())}
    lacking = kinds["This machine lacks something"].causes[0]
    assert (lacking.count, lacking.says) == (4, "torchvision is not installed here")
    text = Page((code_pages / "index.html").read_text(encoding="utf-8")).one("main").text
    assert "4 groups: torchvision is not installed here" in text


@pytest.mark.parametrize(
    ("says", "cause"),
    [
        (
            "ModuleNotFoundError: No module named 'torchvision.transforms'; the sheet does not use torchvision",
            "torchvision is not installed here",
        ),
        (
            "NotAvailableHere: torchvision is not installed where this was run, and torchvision.datasets.MNIST was used",
            "torchvision is not installed here",
        ),
        (
            "AttributeError: module 'numpy' has no attribute 'product' (lib/a.py, line 3)",
            "AttributeError: module 'numpy' has no attribute 'product'",
        ),
        ("", "this machine lacks something that it needs"),
    ],
)
def test_the_same_package_is_the_same_cause_however_it_is_missed(says, cause):
    group = submission("a", {"pad_array": (Outcome.REVIEW, says, code((Ending.RAISED, Reason.ENVIRONMENT, says)))})
    assert [one.says for kind in unusual(results_of(group)) for one in kind.causes] == [cause]


def test_what_is_done_to_gain_review_is_listed_with_what_is_proposed():
    (kind,) = [kind for kind in unusual(results_of(for_a_person())) if kind.title.startswith("Sent to a person")]
    (cause,) = kind.causes
    assert cause.says == "no result: it ended the program"
    assert [(seen.group, seen.line, seen.beside) for seen in cause.marks] == [("group-person", "pad_array", "proposed: wrong, 0")]


def test_every_kind_of_ending_is_listed_once():
    titles = [kind.title for kind in unusual(results_of(for_a_person(), failing()))]
    assert titles == [
        "Sent to a person by its own doing",
        "This machine lacks something",
        "Other questions change the answer",
        "Ended without an answer",
        "Tried again alone",
    ]


def test_a_class_without_code_has_no_section_on_code(pages):
    assert "How code ended" not in (pages / "index.html").read_text(encoding="utf-8")


def test_a_tidy_class_has_nothing_unusual():
    assert list(unusual(results_of(submission("a"), square_only()))) == []
    assert "How code ended" not in overview_html(overview(results_of(submission("a"))))


# For everyone


def test_links_and_ids_are_sound(code_pages):
    for path in code_pages.rglob("*.html"):
        read = Page(path.read_text(encoding="utf-8"))
        assert len(read.ids) == len(set(read.ids)), path
        for link in [*read.all("a"), *read.all("use")]:
            address, _, fragment = link.attributes["href"].partition("#")
            target = (path.parent / address).resolve() if address else path
            assert target.is_file(), (path, address)
            assert not fragment or fragment in Page(target.read_text(encoding="utf-8")).ids, (path, fragment)


def test_what_scrolls_has_a_name_and_is_reached_by_keyboard(code_pages):
    read = Page(html(code_pages, "group-squares"))
    boxes = [box for box in read.all("pre") if "aria-label" in box.attributes]
    assert boxes
    assert all(box.attributes["tabindex"] == "0" and box.attributes["role"] == "region" for box in boxes)


def chosen(code_pages):
    groups = ["group-squares", "group-failing", "group-person", "group-ill", "group-endings"]
    return [code_pages / "index.html", *(code_pages / "groups" / group / page for group in groups for page in (STUDENT, INSTRUCTOR))]


OPEN_ALL = "document.querySelectorAll('details').forEach(one => { one.open = true })"
BEYOND = """Array.from(document.querySelectorAll('main *')).filter(element =>
    !element.closest('.scroll, svg, .unseen, pre') && element.getBoundingClientRect().right > innerWidth + 0.5)
    .map(element => element.outerHTML)"""


@pytest.mark.parametrize("width", [360, 390, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_a_page_about_code_fits_its_window_with_everything_open(browser, code_pages, width, dark):
    for path in chosen(code_pages):
        browser.open(path, width=width, dark=dark)
        browser.run(OPEN_ALL)
        assert browser.run("document.documentElement.scrollWidth") <= width, path
        assert browser.run(BEYOND) == [], path
        assert browser.trouble == [], path


def test_no_script_of_a_group_runs(browser, code_pages):
    browser.open(code_pages / "groups" / "group-ill" / STUDENT)
    assert browser.run("document.images.length + document.scripts.length") == 0
    assert SCRIPT in browser.run("document.querySelector('#line-1 .at').textContent")
    assert browser.trouble == []


def test_on_paper_the_code_is_whole(browser, code_pages):
    browser.open(code_pages / "groups" / "group-squares" / INSTRUCTOR)
    browser.ask("Emulation.setEmulatedMedia", media="print")
    cut = """Array.from(document.querySelectorAll('pre')).filter(one =>
        one.scrollHeight > one.clientHeight + 1 || getComputedStyle(one).whiteSpace === 'pre').length"""
    shown = browser.run("Array.from(document.querySelectorAll('pre.source')).every(one => one.getBoundingClientRect().height > 10)")
    left = browser.run(cut)
    browser.ask("Emulation.setEmulatedMedia", media="")
    assert (shown, left) == (True, 0)


def test_the_keyboard_opens_the_source(browser, code_pages):
    browser.open(code_pages / "groups" / "group-squares" / STUDENT)
    browser.run("document.querySelector('#line-3 summary').focus()")
    for kind in ("keyDown", "keyUp"):
        browser.ask("Input.dispatchKeyEvent", type=kind, key="Enter", code="Enter", windowsVirtualKeyCode=13, text="\r")
    assert browser.run("document.querySelector('#line-3 details').open") is True


def test_the_class_shows_every_ending_and_reason():
    given = {(one.ending, one.reason) for one in every_ending().marks[0].code.asked}
    assert given == {(str(ending), str(reason)) for ending, reason in product(Ending, Reason)}
