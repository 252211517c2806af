"""The written pages: whole, escaped, reachable, readable by everyone, and silent about what students may not see."""

import base64
import re
from dataclasses import replace
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import pairwise, product
from urllib.parse import unquote, urldefrag

import pytest
from fixtures import OTHERS_NUMBER, PRIVATE_RULE, PRIVATE_VALUE, REORDERED, SCRIPT, WHOSE, a_class, group, kept, score
from hypothesis import given
from hypothesis import strategies as st
from page_reading import Page

from grader.filenames import safe_folder
from grader.legible import legible
from grader.records.decision_results import FirstResult
from grader.records.recording import in_order, result_of
from grader.records.results import read_results
from grader.reporting import wording
from grader.reporting.group_page import instructor_page, student_page
from grader.reporting.overview import overview
from grader.reporting.page_links import MOST
from grader.reporting.page_places import last_whole
from grader.reporting.report import group_html, write_pages
from grader.score import Finding, Outcome, Visibility

ALL = frozenset(Visibility)
STUDENT, INSTRUCTOR = "report.html", "instructor.html"
GROUPS = ["group-a", "group-b", "group-c", "group-10", SCRIPT, REORDERED, r"gruppe-m\xfcller"]


def folder(pages, name):
    return pages / "groups" / safe_folder(name)


def html(pages, name, page=STUDENT):
    return (folder(pages, name) / page).read_text(encoding="utf-8")


def every_page(pages):
    return sorted(pages.rglob("*.html"))


def row_text(page, anchor):
    return page.one("tbody", id=anchor).text


# What is written, and where


def test_every_group_has_two_pages_and_the_class_has_one(pages):
    written = {path.relative_to(pages).as_posix() for path in every_page(pages)}
    expected = {f"groups/{safe_folder(name)}/{page}" for name, page in product(GROUPS, (STUDENT, INSTRUCTOR))} | {"index.html"}
    assert written == expected


def test_pages_are_built_again_from_the_file_alone_byte_for_byte(pages, tmp_path):
    write_pages(tmp_path, read_results(pages / "results.json"), kept=kept)
    for path in every_page(pages):
        assert (tmp_path / path.relative_to(pages)).read_bytes() == path.read_bytes()


def test_the_page_of_a_group_that_is_no_more_is_removed_and_nothing_else(results, tmp_path):
    write_pages(tmp_path, results)
    (folder(tmp_path, "group-b") / "remark.txt").write_text("a person's own file")
    left = [submission for submission in results.submissions if submission.group not in ("group-a", "group-b")]
    write_pages(tmp_path, results.model_copy(update={"submissions": tuple(left)}))
    assert not folder(tmp_path, "group-a").exists()
    assert (folder(tmp_path, "group-b") / "remark.txt").exists()


def test_a_folder_that_is_a_link_is_not_followed(results, tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / STUDENT).write_text("not ours")
    (tmp_path / "out" / "groups").mkdir(parents=True)
    (tmp_path / "out" / "groups" / "link").symlink_to(tmp_path / "elsewhere")
    write_pages(tmp_path / "out", results)
    assert (tmp_path / "elsewhere" / STUDENT).read_text() == "not ours"


def test_a_class_of_nobody_has_an_overview(results, tmp_path):
    write_pages(tmp_path, results.model_copy(update={"submissions": ()}))
    assert "Nothing: every line" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_the_templates_lie_in_the_package():
    names = {path.name for path in (files("grader") / "templates").iterdir()}
    assert {"base.html.j2", "group.html.j2", "overview.html.j2", "page.css", "overview.js"} <= names


def test_no_template_trusts_a_text():
    for path in (files("grader") / "templates").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\|\s*safe|autoescape|style=|onclick|javascript:|https?:", text), path.name


# Harmless


@pytest.mark.parametrize("page", [STUDENT, INSTRUCTOR])
def test_markup_in_names_and_answers_is_text(pages, page):
    read = Page(html(pages, SCRIPT, page))
    assert not read.all("script")
    assert all(picture.attributes["src"].startswith("data:image/png;base64,") for picture in read.all("img"))
    assert read.one("h1").text == SCRIPT
    assert not [name for element in read.elements for name in element.attributes if name.startswith("on")]


def test_the_overview_holds_one_script_and_it_is_ours(pages):
    read = Page((pages / "index.html").read_text(encoding="utf-8"))
    assert read.one("script").attributes == {}
    assert "alert(" not in "".join(read.one("script").texts)


def test_no_page_holds_a_control_or_reordering_character(pages):
    for path in every_page(pages):
        text = path.read_bytes().decode("utf-8", errors="strict")
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]", text), path.name


def test_an_escape_code_is_shown_instead_of_obeyed(pages):
    assert "⟨U+001B⟩[31mred" in html(pages, SCRIPT)


def test_pages_need_no_other_file_and_no_network(pages):
    for path in every_page(pages):
        read = Page(path.read_text(encoding="utf-8"))
        assert [link.attributes["href"] for link in read.all("link")] == ["data:,"]
        assert not [element for element in read.elements if element.tag in {"iframe", "object", "embed", "video", "audio", "form", "base"}]
        assert all(element.attributes["src"].startswith("data:image/") for element in read.elements if "src" in element.attributes)
        assert not re.search(r"url\((?!#)|@import", "".join(read.one("style").texts))


def test_the_policy_allows_the_pages_own_style_and_script_and_nothing_else(pages):
    for path in every_page(pages):
        read = Page(path.read_text(encoding="utf-8"))
        (policy,) = read.all("meta", **{"http-equiv": "Content-Security-Policy"})
        rules = dict(rule.strip().split(" ", 1) for rule in policy.attributes["content"].split(";"))
        digests = {tag: [digest(element) for element in read.all(tag)] for tag in ("style", "script")}
        assert rules["default-src"] == "'none'"
        assert rules["style-src"] == f"'{digests['style'][0]}'"
        assert rules["script-src"] == (f"'{digests['script'][0]}'" if digests["script"] else "'none'")
        assert "unsafe" not in policy.attributes["content"]
        assert read.elements.index(policy) < read.elements.index(read.one("style"))


def digest(element):
    return "sha256-" + base64.b64encode(sha256("".join(element.texts).encode()).digest()).decode()


# Only what may be seen


def test_no_students_page_holds_an_expected_value_that_is_not_for_it(pages):
    for path in pages.rglob(STUDENT):
        text = path.read_text(encoding="utf-8")
        for private in (PRIVATE_VALUE, "31.41", PRIVATE_RULE, "Output size for other shapes", "calculate_conv_output_general"):
            assert private not in text, (path, private)


def test_the_instructor_sees_what_the_student_does_not(pages):
    text = html(pages, "group-b", INSTRUCTOR)
    for private in (PRIVATE_VALUE, "Output size for other shapes", "Proposed", "Look for", "training on shifted copies", "carried ŷ"):
        assert private in text


def test_a_line_shown_later_says_so_and_nothing_more(pages):
    page = Page(html(pages, "group-b"))
    (row,) = [body for body in page.all("tbody") if "Bias after one step" in body.text]
    assert row.text == "Bias after one step of gradient descent shown once the marks are published of 0.25"
    assert "0.71" not in html(pages, "group-b")


def test_a_later_line_is_shown_when_its_time_has_come(results, tmp_path):
    write_pages(tmp_path, results, frozenset({Visibility.VISIBLE, Visibility.AFTER_PUBLISHED}))
    text = html(tmp_path, "group-b")
    assert "0.71" in text
    assert "1 line is not shown" in Page(text).one("main").text
    assert PRIVATE_VALUE not in text


def test_the_total_covers_the_lines_shown_and_says_so(pages):
    main = Page(html(pages, "group-b")).one("main").text
    assert "3.75 of 5.75, 2.5 undecided" in main
    assert "The total covers only the lines shown here. 1 line is shown later. 1 line is not shown." in main


@pytest.mark.parametrize("name", GROUPS)
def test_nothing_for_the_instructor_stands_in_a_students_page(pages, name):
    text = html(pages, name)
    private = ("Proposed", "Look for", "Look at this", "Traceback", "KeyError", "white text", "% sure", "instructor.html", "index.html",
               wording.FLAGS["charged_here"] + "<", "Detail", "copy, not for the group")  # fmt: skip
    assert [word for word in private if word in text] == []


def test_our_failure_is_shown_as_ours_and_with_nothing_of_our_inside(pages):
    text = html(pages, "group-10")
    assert "The grader failed on this line. That is our fault, not yours; a person decides." in text
    assert "KeyError" in html(pages, "group-10", INSTRUCTOR)


def test_a_carried_value_of_a_hidden_line_is_not_named(results):
    submission = next(s for s in results.submissions if s.group == "group-b")
    rows = [row for section in student_page(results, submission).sections for row in section.rows]
    assert [row.carried for row in rows if row.name == "cnn_accuracy"] == [()]
    seen = student_page(results, submission, ALL)
    assert [row.carried[0].label for section in seen.sections for row in section.rows if row.name == "cnn_accuracy"] == [
        "Output size for other shapes"
    ]


def test_a_line_that_follows_from_a_withheld_one_does_not_name_it(results):
    submission = next(s for s in results.submissions if s.group == "group-b")
    withheld = next(mark.label for mark in submission.marks if mark.visibility is not Visibility.VISIBLE)
    first = submission.marks[0].model_copy(update={"visibility": Visibility.VISIBLE, "says": f"right for your {withheld} (20)"})
    page = student_page(results, submission.model_copy(update={"marks": (first, *submission.marks[1:])}))
    assert withheld not in page.sections[0].rows[0].says
    assert "shown later" in page.sections[0].rows[0].says


def test_a_name_that_two_tasks_share_means_the_first(results):
    submission = next(s for s in results.submissions if s.group == "group-b")
    again = submission.marks[0].model_copy(update={"task": "9", "label": "Another ŷ"})
    page = student_page(results, submission.model_copy(update={"marks": (*submission.marks, again)}))
    assert page.sections[0].rows[1].carried[0].label == "Prediction ŷ"


@pytest.mark.parametrize("visibility", [Visibility.HIDDEN, Visibility.AFTER_PUBLISHED, Visibility.AFTER_DUE_DATE])
def test_whatever_a_withheld_line_says_is_not_in_the_bytes(results, visibility):
    submission = next(s for s in results.submissions if s.group == "group-a")
    mark = submission.marks[0].model_copy(
        update={
            "visibility": visibility, "says": "SAYS", "rule": "RULE", "detail": "DETAIL", "expect": ("EXPECT",), "expected": 987654.5,
            "outcome": Outcome.FAULT, "decided_by": "DECIDED", "first": FirstResult(outcome=Outcome.WRONG, says="FIRST"),
            "answer": submission.marks[0].answer.model_copy(update={"text": "TEXT", "context": "CONTEXT"}),
        }
    )  # fmt: skip
    page = group_html(student_page(results, submission.model_copy(update={"marks": (mark, *submission.marks[1:])})))
    body = page.split("</head>")[1]
    for private in ("SAYS", "RULE", "DETAIL", "EXPECT", "987654.5", "DECIDED", "FIRST", "TEXT", "CONTEXT", 'id="line-1"'):
        assert private not in body


# What it says


def test_undecided_points_are_said_beside_the_points_and_never_as_lost(pages):
    main = Page(html(pages, "group-c")).one("main").text
    assert "0 of 5.75, 5.75 undecided" in main
    assert "0 lost" in main
    assert "This submission could not be marked. submission.pdf is damaged" in main


def test_a_mark_shows_what_was_read_and_where_with_the_value_marked(pages):
    page = Page(html(pages, "group-b"))
    assert row_text(page, "line-1") == (
        "Prediction ŷ wrong 0 of 0.5 The first entry is not right. Read 15, 20, understood as (15, 20) submission.pdf, page 1, typed text"
        " ŷ = w * x + b = (15, 20)ᵀ Expected (14, 20) as printed: whole numbers exactly"
    )
    assert next(mark.text for mark in page.all("mark")) == "15, 20"


def test_follow_through_names_the_groups_own_earlier_value(pages):
    page = Page(html(pages, "group-b"))
    assert "follows 0.5 of 0.5 Right for your ŷ." in row_text(page, "line-2")
    assert "From your own Prediction ŷ: (15, 20) (wrong)" in row_text(page, "line-2")
    assert {link.attributes["href"] for link in page.all("a") if link.text == "Prediction ŷ"} == {"#line-1"}


def test_every_reading_of_a_conflict_is_shown(pages):
    text = row_text(Page(html(pages, "group-10")), "line-2")
    assert "Read 2OO, understood as 2" in text
    assert "Also read 200 notes.md, line 12, a transcription" in text
    assert "garbled surroundings; label matched loosely" in text


def test_a_page_that_was_not_read_is_named_with_what_to_do(pages):
    for page, advice in ((STUDENT, "undecided, not lost"), (INSTRUCTOR, "answers may stand there")):
        notice = Page(html(pages, "group-10", page)).one("main").text
        assert "submission.pdf, page 3: a picture without any text" in notice
        assert advice in notice
        assert ".DS_Store was left out" in notice


def test_a_penalty_is_a_line_of_its_own(pages):
    assert "Late: 0.5 points to be taken off, not yet in the total above." in Page(html(pages, "group-b")).one("main").text


def test_a_persons_decision_is_shown_with_the_first_finding_for_the_instructor(results):
    submission = next(s for s in results.submissions if s.group == "group-a")
    first = FirstResult(outcome=Outcome.REVIEW, says="Too few digits.")
    mark = submission.marks[0].model_copy(update={"decided_by": "M. Adler", "first": first})
    decided = submission.model_copy(update={"marks": (mark,)})
    assert "Decided by M. Adler" in row_text(Page(group_html(student_page(results, decided))), "line-1")
    assert "Found first review Too few digits." in row_text(Page(group_html(instructor_page(results, decided))), "line-1")


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (61.063999999999997, "61.064"),
        (200.0, "200"),
        ((14.0, 20.0), "(14, 20)"),
        (((1.56, 2.0), (-3.0, 4.0)), "[1.56     2]\n[  -3     4]"),
        ((((1.0,), (2.0,)), ((3.0,), (4.0,))), "[1]\n[2]\n\n[3]\n[4]"),
        (1e-7, "1e-07"),
        (None, "no finite number"),
        ((1.0, None), "(1, no finite number)"),
        ((), "()"),
        ("(a + b)", "(a + b)"),
    ],
)
def test_a_value_is_shown_as_people_write_it(value, shown):
    assert wording.value(value) == shown


@pytest.mark.parametrize(("value", "shown"), [(7.5, "7.5"), (16.0, "16"), (1 / 12, "0.083"), (-0.0, "0"), (1234.567, "1234.567")])
def test_points_are_shown_short(value, shown):
    assert wording.points(value) == shown


@pytest.mark.parametrize(("task", "heading"), [("1.1", "1.1 Forward pass"), ("9", "Task 9"), ("Hand-in", "Hand-in")])
def test_a_task_has_its_heading_where_it_is_known(task, heading):
    assert wording.task_heading(task, {"1.1": "1.1 Forward pass"}) == heading


@given(st.text("a1.,_ €", min_size=1, max_size=3), st.text("a1.,_ €", max_size=12))
def test_the_place_of_an_answer_in_its_line_is_the_last_that_is_no_part_of_a_longer_one(text, context):
    places = [found.start() for found in re.finditer(rf"(?<![\w.,]){re.escape(text)}(?!\w|[.,]\d)", context)]
    assert last_whole(text, context) == (places[-1] if places else -1)


@pytest.mark.parametrize(
    ("text", "context", "place"), [("14", "14 and 3.14", 0), ("14", "4.14, 14, 141", 6), ("2", "x2 = 2.5", -1), ("2.", "2.2.", -1)]
)
def test_a_number_is_no_part_of_a_longer_one(text, context, place):
    assert last_whole(text, context) == place


# The overview


def test_the_overview_has_a_row_for_every_group_and_links_to_both_pages(pages):
    page = Page((pages / "index.html").read_text(encoding="utf-8"))
    table = page.one("table", id="group-table")
    links = [link.attributes["href"] for link in page.all("a") if table in link.parents]
    assert links == [
        f"groups/{safe_folder(submission.group)}/{name}" for submission in a_class().submissions for name in (INSTRUCTOR, STUDENT)
    ]


def test_the_overview_counts_every_outcome_of_every_line(results):
    lines = {line.label: dict(line.counts) for line in overview(results).lines}
    assert lines["Prediction ŷ"] == {
        Outcome.RIGHT: 3, Outcome.FOLLOWS: 0, Outcome.MISTAKE: 1, Outcome.WRONG: 2, Outcome.MISSING: 0, Outcome.REVIEW: 1, Outcome.FAULT: 0,
    }  # fmt: skip
    assert all(sum(counts.values()) == len(results.submissions) for counts in lines.values())


def test_what_needs_a_person_is_put_together_by_line_and_reason(results):
    waiting = {line.label: line for line in overview(results).undecided}
    explanation = waiting["How the accuracies can be explained"]
    assert explanation.count == 5
    assert [len(reason.groups) for reason in explanation.reasons] == [5]
    (reason,) = waiting["Loss after the step"].reasons
    assert (reason.says, reason.proposed, reason.groups[0].read) == ("Close, but too few digits: 61.", "right, 0.25", "61")
    assert reason.groups[0].href == "groups/group-b/instructor.html#line-8"


def test_a_faculty_of_groups_behind_one_reason_is_cut_off_and_counted(results):
    submissions = tuple(result_of(group(f"group-{number}"), score()) for number in range(MOST + 7))
    reason = overview(results.model_copy(update={"submissions": submissions})).undecided[0].reasons[0]
    assert (len(reason.groups), reason.more) == (MOST, 7)


def test_flags_and_unmarkable_submissions_are_listed(results):
    page = overview(results)
    assert [(flagged.flag, flagged.group) for flagged in page.flagged] == [
        ("Text that no person sees", "group-10"),
        ("A carried value makes the rest trivial", r"gruppe-m\xfcller"),
        ("An earlier wrong value is charged here", "group-10"),
        ("Readings that contradict each other", "group-10"),
        ("True, but not from their own numbers", "group-b"),
    ]
    assert [(submission.group, submission.message[:25]) for submission in page.unmarkable] == [("group-c", "submission.pdf is damaged")]


def test_the_mean_is_of_what_is_decided_so_that_waiting_is_no_loss(results):
    everything_open = result_of(group("open"), score({line: (Finding(Outcome.REVIEW, ""), None) for line in ("y_hat", "loss")}))
    page = overview(results.model_copy(update={"submissions": (everything_open,)}))
    assert page.mean == 1.0
    assert [band.count for band in page.bands] == [0] * 9 + [1]


def test_full_marks_with_bonus_lie_in_the_last_band(results):
    row = next(row for row in overview(results).groups if row.group == "group-a")
    assert row.totals.points > row.totals.won
    assert row.totals.share <= 1.0


def test_the_overview_names_versions_and_isolation(pages):
    footer = Page((pages / "index.html").read_text(encoding="utf-8")).one("footer").text
    assert footer == f"Grader 0.1.0 Isolation namespaces Rubric {'2f' * 32} Reference {'c4' * 32}"


# For everyone


def test_every_link_leads_somewhere(pages):
    known = {path.resolve(): Page(path.read_text(encoding="utf-8")) for path in every_page(pages)}
    for path, read in known.items():
        for link in [*read.all("a"), *read.all("use")]:
            address, fragment = urldefrag(link.attributes["href"])
            target = (path.parent / unquote(address)).resolve() if address else path
            assert target in known, (path, link.attributes["href"])
            assert not fragment or fragment in known[target].ids, (path, link.attributes["href"])


def test_every_page_has_its_landmarks_and_a_way_past_the_head(pages):
    for path in every_page(pages):
        read = Page(path.read_text(encoding="utf-8"))
        assert read.one("html").attributes["lang"] == "en"
        assert len(read.all("h1")) == 1
        assert read.one("title").text
        assert read.one("main").attributes["id"] == "main"
        assert [header for header in read.all("header") if not header.inside("main")]
        assert read.one("footer")
        first_link = read.all("a")[0]
        assert (first_link.attributes["href"], first_link.attributes["class"]) == ("#main", "skip")
        assert len(read.ids) == len(set(read.ids))


def test_headings_go_down_one_step_at_a_time(pages):
    for path in every_page(pages):
        levels = [int(element.tag[1]) for element in Page(path.read_text(encoding="utf-8")).elements if re.fullmatch("h[1-6]", element.tag)]
        assert levels[0] == 1
        assert all(below <= above + 1 for above, below in pairwise(levels))


def test_every_table_has_a_caption_and_every_heading_cell_a_scope(pages):
    for path in every_page(pages):
        read = Page(path.read_text(encoding="utf-8"))
        for table in read.all("table"):
            (caption,) = [caption for caption in read.all("caption") if table in caption.parents]
            assert caption.text
        assert all(cell.attributes.get("scope") in ("col", "row") for cell in read.all("th"))
        assert all(cell.text for cell in read.all("th"))


def test_what_names_or_describes_exists_and_every_field_has_a_label(pages):
    for path in every_page(pages):
        read = Page(path.read_text(encoding="utf-8"))
        for element in read.elements:
            for attribute in ("aria-labelledby", "for"):
                assert element.attributes.get(attribute, read.ids[0]) in read.ids
        for field in read.all("input"):
            assert read.one("label", **{"for": field.attributes["id"]}).text
        for drawing in read.all("svg"):
            assert drawing.attributes.get("aria-hidden") == "true" or drawing.attributes.get("aria-label")


def test_outcomes_are_told_by_word_and_by_shape_as_well_as_by_colour(pages):
    page = Page(html(pages, "group-10", INSTRUCTOR))
    shapes = {}
    for cell in page.all("td"):
        if "outcome" in (cell.attributes.get("class") or "").split():
            (use,) = [use for use in page.all("use") if cell in use.parents]
            assert use.attributes["href"] == f"#o-{cell.text}"
    for outcome in Outcome:
        (drawing,) = page.all("g", id=f"o-{outcome}")
        parts = [str(element.attributes) for element in page.elements if drawing in element.parents]
        shapes["".join(parts)] = outcome
    assert len(shapes) == len(Outcome)


def colours():
    """The two palettes of the style, and the one for paper."""
    style = (files("grader") / "templates" / "page.css").read_text(encoding="utf-8")
    blocks = [dict(re.findall(r"--([a-z]+): (#[0-9a-f]{3,6});", block)) for block in re.findall(r":root \{(.*?)\}", style, re.DOTALL)]
    assert len(blocks) == 3
    return blocks


def luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    low, high = sorted([luminance(one), luminance(other)])
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("palette", [0, 1, 2], ids=["light", "dark", "print"])
@pytest.mark.parametrize("text", ["ink", "quiet", "link", *Outcome])
@pytest.mark.parametrize("ground", ["paper", "tint"])
def test_text_stands_out_from_its_ground(palette, text, ground):
    assert contrast(colours()[palette][str(text)], colours()[palette][ground]) >= 4.5


def test_marked_text_stands_out_too():
    assert all(contrast(palette["ink"], palette["found"]) >= 4.5 for palette in colours())


def test_a_group_is_named_in_the_title_as_text(pages):
    assert Page(html(pages, REORDERED)).one("title").text.startswith(legible(REORDERED) + " · ")
    assert escape(SCRIPT, quote=False).replace("'", "&#39;") in html(pages, SCRIPT)


def test_adding_a_submission_changes_no_students_page(results, pages, tmp_path):
    more = in_order((*results.submissions, result_of(replace(group("group-aa")), score())))
    write_pages(tmp_path, results.model_copy(update={"submissions": more}), kept=kept)
    for path in pages.rglob(STUDENT):
        assert (tmp_path / path.relative_to(pages)).read_bytes() == path.read_bytes()


# What a submission had to be beside its answers


def test_every_requirement_is_a_line_on_both_pages_and_counted_in_the_overview(pages):
    for name in (STUDENT, INSTRUCTOR):
        said = Page(html(pages, "group-b", name)).one("main").text
        assert "seen names and matriculation numbers of all members on a PDF Lea Brandauer with the number submission.pdf, page 1" in said
        assert "not known due 2023-12-05 23:59 Europe/Berlin no platform told when it came" in said
    overview = Page((pages / "index.html").read_text(encoding="utf-8")).one("main").text
    assert "names and matriculation numbers of all members on a PDF 1 seen, 1 not seen, 1 not certain" in overview


def test_whose_a_number_on_a_paper_is_only_the_instructor_reads(pages):
    assert WHOSE in html(pages, "group-10", INSTRUCTOR)
    for path in pages.rglob(STUDENT):
        assert OTHERS_NUMBER not in path.read_text(encoding="utf-8"), path


def test_without_requirements_there_is_no_such_part(results, tmp_path):
    plain = results.model_copy(update={"submissions": tuple(one.model_copy(update={"format": ()}) for one in results.submissions)})
    write_pages(tmp_path, plain)
    assert not [path for path in tmp_path.rglob("*.html") if 'id="format"' in path.read_text(encoding="utf-8")]
