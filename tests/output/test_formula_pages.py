"""Formulas on the pages: drawn as they were understood, and nothing but mathematics whatever the results hold."""

import pytest
from fixtures import group, score
from page_reading import Page

from grader.answer import Answer, Shown
from grader.document import Place, Source
from grader.records.recording import result_of
from grader.records.results import AnswerResult, Results
from grader.reporting.group_page import instructor_page, student_page
from grader.reporting.report import group_html
from grader.score import Finding, Outcome

HALF = ("mfrac", (("mn", "1"), ("mi", "n")))
HOSTILE = [
    ("script", "alert(1)"),
    ("mrow", (("script", "alert(1)"),)),
    ("mi", "<script>alert(1)</script>"),
    ("mi onclick=alert(1)", "x"),
    ("mtext", "</math><img src=x onerror=alert(1)>"),
]


def page_with(markup, page=instructor_page):
    answer = Answer("1/n", (), Place("a.pdf", 1), Source.TEXT, 0.95, formula=Shown("1 / n", markup))
    finding = Finding(Outcome.RIGHT, "agrees", 1.0, expected_formula=Shown("1 / n", markup))
    result = result_of(group("g"), score({"y_hat": (finding, answer)}), (), seconds=0.1)
    shas = {"rubric_sha256": "", "reference_sha256": ""}
    results = Results(assignment="a", title="A", possible=4.0, grader="0", **shas, isolation="none", submissions=(result,))
    return group_html(page(results, result))


@pytest.mark.parametrize("page", [instructor_page, student_page])
def test_a_formula_is_drawn_as_it_was_understood(page):
    html = page_with(HALF, page)
    assert '<math class="formula" aria-label="1 / n"><mfrac><mn>1</mn><mi>n</mi></mfrac></math>' in html
    assert Page(html)


@pytest.mark.parametrize("markup", HOSTILE, ids=[str(one)[:40] for one in HOSTILE])
def test_nothing_but_mathematics_reaches_a_page(markup):
    html = page_with(markup)
    for harm in ("<script>alert", "onclick=alert", "<img src=x"):
        assert harm not in html


def test_a_formula_is_kept_in_the_results_with_its_text():
    answer = Answer("1/n", (), Place("a.pdf", 1), Source.TEXT, 0.95, formula=Shown("1 / n", HALF))
    result = result_of(group("g"), score({"y_hat": (Finding(Outcome.RIGHT, "agrees", 1.0), answer)}), (), seconds=0.1)
    kept = next(mark.answer for mark in result.marks if mark.name == "y_hat")
    assert (kept.value, kept.formula) == ("1 / n", HALF)
    assert AnswerResult.model_validate_json(kept.model_dump_json()) == kept


def test_a_mark_without_a_formula_says_nothing_of_one():
    result = result_of(group("g"), score(), (), seconds=0.1)
    assert all('"formula"' not in mark.model_dump_json() for mark in result.marks)
