"""The pages in a real browser: they fit, sort and filter, and nothing is refused or complained of."""

import pytest
from fixtures import SCRIPT
from page_reading import Page

from grader.filenames import safe_folder

NAMES = "Array.from(document.querySelectorAll('#group-table tbody tr:not([hidden]) th a'), link => link.textContent)"
HEADING = "Array.from(document.querySelectorAll('#group-table th[data-sortable]')).find(cell => cell.textContent.trim() === '{}')"


def every_page(pages):
    chosen = [safe_folder(SCRIPT), "group-10", "group-b", "group-c"]
    return [pages / "index.html", *(pages / "groups" / folder / page for folder in chosen for page in ("report.html", "instructor.html"))]


def click(browser, heading):
    browser.run(HEADING.format(heading) + ".querySelector('button').click()")
    return browser.run(HEADING.format(heading) + ".getAttribute('aria-sort')")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("dark", [False, True])
def test_every_page_fits_its_window_and_the_browser_has_no_complaint(browser, pages, width, dark):
    for path in every_page(pages):
        browser.open(path, width=width, dark=dark)
        assert browser.run("document.documentElement.scrollWidth") <= width, path
        assert browser.run("innerWidth") == width, path
        assert browser.trouble == [], path
        background = browser.run("getComputedStyle(document.body).backgroundColor")
        assert background == ("rgb(23, 24, 27)" if dark else "rgb(251, 250, 246)"), "the style was not applied"


def test_nothing_stands_beyond_the_edge_of_a_phone(browser, pages):
    beyond = """Array.from(document.querySelectorAll('main *')).filter(element =>
        !element.closest('.scroll, svg, .unseen') && element.getBoundingClientRect().right > 360.5).map(element => element.outerHTML)"""
    for path in every_page(pages):
        browser.open(path, width=360)
        assert browser.run(beyond) == [], path


def test_a_script_in_a_name_does_not_run(browser, pages):
    browser.open(pages / "groups" / safe_folder(SCRIPT) / "report.html")
    assert browser.run("document.querySelector('h1').textContent") == SCRIPT
    assert browser.run("document.scripts.length") == 0
    assert browser.run("Array.from(document.images).every(image => image.src.startsWith('data:image/png') && image.complete)")


def test_the_policy_stops_a_script_that_got_in_all_the_same(browser, pages):
    browser.open(pages / "groups" / "group-a" / "report.html")
    browser.run("const s = document.createElement('script'); s.textContent = 'window.got_in = 1'; document.body.append(s)")
    assert browser.run("window.got_in") is None
    assert "Content Security Policy" in str(browser.trouble)


def test_a_click_on_a_heading_sorts_by_number_and_a_second_one_turns_it_round(browser, pages):
    browser.open(pages / "index.html")
    assert click(browser, "Points") == "ascending"
    up = browser.run(NAMES)
    assert up[:3] == ["group-c", "group-10", "group-b"]
    assert up[-1] == "group-a"
    assert click(browser, "Points") == "descending"
    assert browser.run(NAMES)[0] == "group-a"
    assert browser.run("document.querySelectorAll('#group-table th[aria-sort=none]').length") == 6
    assert browser.trouble == []


def test_names_are_sorted_as_people_count(browser, pages):
    browser.open(pages / "index.html")
    click(browser, "Group")
    names = [name for name in browser.run(NAMES) if name.startswith("group-")]
    assert names == ["group-10", "group-a", "group-b", "group-c"]


def test_the_filter_finds_groups_members_and_states(browser, pages):
    browser.open(pages / "index.html")
    for words, found in {"brandauer": ["group-b"], "UNMARKABLE": ["group-c"], "mira marked": ["group-a"], "nobody": [], "": None}.items():
        browser.run(f"const box = document.getElementById('filter'); box.value = {words!r}; box.dispatchEvent(new Event('input'))".replace(
            "const box", "var box"))  # fmt: skip
        names = browser.run(NAMES)
        assert names == found if found is not None else len(names) == 7
        assert browser.run("document.querySelector('[role=status]').textContent") == (f"{len(found)} of 7" if found is not None else "")


def test_the_keyboard_reaches_sorting_and_the_filter(browser, pages):
    browser.open(pages / "index.html")
    reached = []
    for _ in range(12):
        for kind in ("keyDown", "keyUp"):
            browser.ask("Input.dispatchKeyEvent", type=kind, key="Tab", code="Tab", windowsVirtualKeyCode=9)
        reached.append(browser.run("document.activeElement.id || document.activeElement.className || document.activeElement.textContent"))
    assert reached[0] == "skip"
    assert "filter" in reached
    assert "Group" in reached
    assert "Points" in reached


def test_without_a_script_everything_is_there_and_nothing_pretends_to_work(browser, pages):
    browser.open(pages / "index.html", script=False)
    document = browser.ask("DOM.getDocument")["root"]["nodeId"]
    shown = Page(browser.ask("DOM.getOuterHTML", nodeId=document)["outerHTML"].replace("<!DOCTYPE html>", ""))
    assert not shown.all("button")
    assert "hidden" in next(element for element in shown.elements if "data-filters" in element.attributes).attributes
    assert len([row for row in shown.all("tr") if shown.one("table", id="group-table") in row.parents]) == 8
    assert browser.trouble == []


def test_on_paper_the_folded_parts_are_open_and_the_tools_are_gone(browser, pages, tmp_path):
    browser.open(pages / "index.html")
    browser.ask("Emulation.setEmulatedMedia", media="print")
    assert browser.run("getComputedStyle(document.querySelector('.tools')).display") == "none"
    assert browser.run("document.querySelector('details .reason').getBoundingClientRect().height") > 10
    browser.pdf(tmp_path / "page.pdf")
    browser.ask("Emulation.setEmulatedMedia", media="")
    assert (tmp_path / "page.pdf").read_bytes().startswith(b"%PDF")
