"""The page of `grader diff`: one file, harmless, readable by everyone, and it fits, sorts and filters in a browser."""

import base64
import re
from hashlib import sha256

import pytest
from diff_fixtures import a_page
from fixtures import SCRIPT
from page_reading import Page

from grader.reporting import diff_page
from grader.reporting.diff_page import diff_html, write_diff_page

NAMES = "Array.from(document.querySelectorAll('#sheet-1-table tbody tr:not([hidden]) th strong'), name => name.textContent)"
HEADING = "Array.from(document.querySelectorAll('#sheet-1-table thead th')).find(cell => cell.textContent.trim() === '{}')"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    found = tmp_path_factory.mktemp("diff") / "diff.html"
    write_diff_page(found, a_page())
    return found


@pytest.fixture(scope="module")
def page(path):
    return Page(path.read_text(encoding="utf-8"))


def test_it_says_what_changed_for_all_then_by_line_then_by_group(page):
    headings = [element.text for element in page.elements if element.tag in {"h1", "h2", "h3"}]
    title = "Exercise 6: Convolution and shift equivariance"
    changed = [title, "By line of the rubric", "By group", "Only in the old results", "Only in the new results"]
    again = [title, "By line of the rubric", "By group"]
    assert headings == ["What changed between two results", *changed, *again, title, "Sheets that only one of the two has"]


def test_a_line_of_the_rubric_has_its_groups_points_and_reason(page):
    rows = [row.text for row in page.all("tr")]
    assert "6.2 How the accuracies can be explained explanation 6 of 6 +3 review → right a person decided" in rows
    assert any(row.endswith("with the error grad_w 4 of 6 −4 2 follows → review 2 right → review read otherwise") for row in rows)


def test_a_group_has_its_sums_and_each_mark_with_its_reason(page):
    (row,) = [row.text for row in page.all("tr") if row.text.startswith("group-b")]
    assert row.startswith("group-b Lea Brandauer (5170003) up +0.25 4.25 of 6.25 points, 2.5 → 3 undecided, penalty 0.5 → 0.25")
    assert "1.1 Prediction ŷ: wrong → right 0 → 0.5 of 0.5 judged by another rule: “as printed: whole numbers exactly” →" in row
    assert "read otherwise: “45 74 103” → “<b>45</b>, ⟨U+202E⟩74, 103”" in row


def test_a_decision_to_look_at_again_stands_at_the_top_and_at_its_mark(page):
    assert "1 decision stands on something else than when a person decided." in page.one("div", **{"class": "notice ask"}).text
    assert [found.text for found in page.all("strong", **{"class": "review"})] == ["look again"]


def test_a_sheet_without_changes_says_so(page):
    assert "Nothing changed: every group has what it had." in page.one("main").text


def test_markup_in_names_and_answers_is_text(path, page):
    assert page.one("script").attributes == {}
    assert not page.all("img")
    assert not page.all("b")
    assert [name.text for name in page.all("strong") if "alert" in name.text] == [SCRIPT] * 2
    assert not [name for element in page.elements for name in element.attributes if name.startswith("on")]
    text = path.read_bytes().decode("utf-8", errors="strict")
    assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]", text)


def test_it_needs_no_other_file_and_its_policy_allows_only_its_own_style_and_script(page):
    (policy,) = page.all("meta", **{"http-equiv": "Content-Security-Policy"})
    rules = dict(rule.strip().split(" ", 1) for rule in policy.attributes["content"].split(";"))
    digests = {
        tag: "sha256-" + base64.b64encode(sha256("".join(page.one(tag).texts).encode()).digest()).decode() for tag in ("style", "script")
    }
    assert rules["default-src"] == "'none'"
    assert (rules["style-src"], rules["script-src"]) == (f"'{digests['style']}'", f"'{digests['script']}'")
    assert [link.attributes["href"] for link in page.all("link")] == ["data:,"]
    assert not [element for element in page.elements if "src" in element.attributes]


def test_everything_has_a_name_and_ids_are_used_once(page):
    assert len(page.ids) == len(set(page.ids))
    named = {element.attributes[name] for element in page.elements for name in ("aria-labelledby", "for") if name in element.attributes}
    assert named <= set(page.ids)
    assert all("aria-labelledby" in section.attributes for section in page.all("section"))
    assert all(any(caption.inside("table") and table in caption.parents for caption in page.all("caption")) for table in page.all("table"))
    assert all(heading.attributes.get("scope") in {"row", "col"} for heading in page.all("th"))
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert page.one("html").attributes["lang"] == "en"


def test_the_same_twice_is_the_same_bytes():
    assert diff_html(a_page()) == diff_html(a_page())


def test_a_page_that_is_full_says_how_much_more_there_is(monkeypatch):
    monkeypatch.setattr(diff_page, "MOST_MARKS", 4)
    text = Page(diff_html(a_page())).one("main").text
    assert "and 1 more line, for which this page has no room; the terminal has them with --all" in text
    assert text.count("By group") == 2


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_it_fits_its_window_and_the_browser_has_no_complaint(browser, path, width, dark):
    browser.open(path, width=width, dark=dark)
    assert browser.run("document.documentElement.scrollWidth") <= width
    beyond = f"""Array.from(document.querySelectorAll('main *')).filter(element =>
        !element.closest('svg, .unseen') && element.getBoundingClientRect().right > {width}.5).map(element => element.outerHTML)"""
    assert browser.run(beyond) == []
    assert browser.trouble == []
    background = browser.run("getComputedStyle(document.body).backgroundColor")
    assert background == ("rgb(23, 24, 27)" if dark else "rgb(251, 250, 246)"), "the style was not applied"


def test_groups_are_sorted_by_their_change_and_found_by_a_reason(browser, path):
    browser.open(path)
    browser.run(HEADING.format("Change") + ".querySelector('button').click()")
    assert browser.run(NAMES)[0].startswith(("gruppe-m", "team "))
    assert browser.run(NAMES)[-1] == "group-10"
    browser.run(
        "var box = document.getElementById('sheet-1-filter'); box.value = 'RULE “as printed'; box.dispatchEvent(new Event('input'))"
    )
    assert browser.run(NAMES) == ["group-b"]
    assert browser.trouble == []


def test_the_keyboard_reaches_sorting_and_the_filter(browser, path):
    browser.open(path)
    reached = []
    for _ in range(10):
        for kind in ("keyDown", "keyUp"):
            browser.ask("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        reached.append(browser.run("document.activeElement.id || document.activeElement.className || document.activeElement.textContent"))
    assert reached[:2] == ["skip", "Line"]
    assert {"sheet-1-filter", "Group", "Change"} <= set(reached)


def test_a_screen_reader_meets_tables_also_on_a_phone(browser, path):
    browser.open(path, width=360)
    roles = [node["role"]["value"] for node in browser.ask("Accessibility.getFullAXTree")["nodes"] if not node.get("ignored")]
    assert roles.count("table") == 4
    assert roles.count("columnheader") == 16
    assert roles.count("rowheader") == 11


def test_on_paper_the_tools_are_gone(browser, path):
    browser.open(path)
    browser.ask("Emulation.setEmulatedMedia", media="print")
    assert browser.run("getComputedStyle(document.querySelector('.tools')).display") == "none"
    browser.ask("Emulation.setEmulatedMedia", media="")
