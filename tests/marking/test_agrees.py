"""A count and the percentage beside it: the same number as printed, in every way that people write the two."""

import pytest
from answers_by_hand import answer
from filters_course import found_in, marked

from grader.answer import Answer, Doubt, NotFound
from grader.errors import GraderError

LINES = """  5 Losses:
    - {{agrees: ce_accuracy, from: 90%, to: 99.5%, of: 1991{}, points: 1}}
    - {{agrees: square_accuracy{}, points: 1}}
"""
NAMES = """written as:
  ce_accuracy: [CE accuracy/acc, CE loss, cross entropy accuracy/acc, cross entropy]
  square_accuracy: [square/squared accuracy/acc, square/squared loss, square/squared]
"""
MEASURED = "ce_accuracy: float\nsquare_accuracy: float\n"


@pytest.fixture
def losses(sheet_of):
    return sheet_of(MEASURED, LINES.format("", "") + NAMES)


@pytest.fixture
def strict(sheet_of):
    return sheet_of(MEASURED, LINES.format(", outside: wrong", ", outside: wrong") + NAMES)


def finding(sheet, text, name="ce_accuracy"):
    return marked(sheet, found_in(sheet, f"## Problem 5\n\n{text}\n"))[name].finding


def told(found):
    return found.outcome.value if found.proposed is None else f"{found.outcome.value}, {found.proposed.outcome.value}"


SAME = [
    "CE Loss Accuracy: 1907/1991(95.78)%",
    "**CE Loss Accuracy: 1907/1991 (95.78)%**",
    "CE accuracy: 1907 of 1991 (95.78 %)",
    "CE accuracy: 1907/1991 = 0.9578",
    "CE accuracy = 1907/1991 = 95.78 %",
    "CE accuracy: 95.78 % (1907/1991)",
    "CE accuracy: 95.78 % (1907 of 1991)",
    "CE accuracy: 0.9578 (1907/1991)",
    "CE accuracy: 1907 out of 1991, i.e. 95.78 %",
    "CE accuracy: 1,907/1,991 (95.78 %)",
    "CE accuracy: 1907/1991 (96 %)",
    "CE accuracy: 1907/1991 (95.78101456554495 %)",
    "CE Genauigkeit: 95,78 % (1907 von 1991)",
    "CE Genauigkeit: 1.907/1.991 (95,78 %)",
    "CE accuracy: $\\frac{1907}{1991} = 95.78\\%$",
    "CE accuracy: $1907/1991 \\approx 95{,}78\\,\\%$",
    "| loss | correct | accuracy |\n|---|---|---|\n| CE | 1907/1991 | 95.78 % |\n| square | 1899/1991 | 95.38 % |",
    "| loss | correct | of | accuracy |\n|---|---|---|---|\n| CE | 1907 | 1991 | 95.78 % |\n| square | 1899 | 1991 | 95.38 % |",
    "| loss | correct | accuracy |\n|---|---|---|\n| CE | 1907 | 95.78 % |\n| square | 1899 | 95.38 % |",
    "```\nCE Loss\nTest set: Average loss: 0.1203, Accuracy: 1907/1991 (95.78%)\n```",
    "CE loss: accuracy 1907/1991 (95.78%)",
    "```\ncross entropy: accuracy 1907/1991 (95.78)%\n```",
    "CE: 1907/1991 (95.78 %), square: 1899/1991 (95.38 %)",
    "CE accuracy: 95.78 % (1907/1991) after 10/20 epochs",
]


@pytest.mark.parametrize("text", SAME)
def test_one_number_said_twice_is_right(text, losses):
    found = finding(losses, text)
    assert told(found) == "right", found.says
    assert "1907/1991 is " in found.says


def test_digits_that_were_cut_off_are_let_pass_with_a_remark(losses):
    found = finding(losses, "CE accuracy: 1901/1991 (95.47 %)")  # 95.4796…
    assert told(found) == "right"
    assert "cut off instead of rounded" in found.says


OTHERWISE = [
    ("CE Loss Accuracy: 1907/1991(95.87)%", "1907/1991 is 95.78 %, not 95.87 %"),
    ("CE accuracy: 1907 of 1991 (95.87 %)", "1907/1991 is 95.78 %, not 95.87 %"),
    ("CE loss: accuracy 1907/1991 (95.87%)", "1907/1991 is 95.78 %, not 95.87 %"),
    ("CE accuracy: 1907/1991 = 0.9587", "1907/1991 is 0.9578, not 0.9587"),
    ("CE accuracy: 95.87 % (1907/1991)", "1907/1991 is 95.78 %, not 95.87 %"),
    ("CE accuracy: 1907 out of 1991, i.e. 95.87 %", "1907/1991 is 95.78 %, not 95.87 %"),
    ("CE Genauigkeit: 95,87 % (1.907 von 1.991)", "1907/1991 is 95.78 %, not 95.87 %"),
    ("CE accuracy: 1907/1991 (95.79 %)", "1907/1991 is 95.78 %, not 95.79 %"),
    ("CE accuracy: 1907/1991 (98 %)", "1907/1991 is 96 %, not 98 %"),
    ("CE accuracy: 1990/1991 (100.00 %)", "1990/1991 is 99.95 %, not 100.00 %"),
    ("CE accuracy: 1907/2000 (95.35 %)", "1907/2000 is not out of 1991"),
    ("CE accuracy: 1707/1991 (85.74 %)", "outside of what is plausible here"),
    ("CE accuracy: 1990/1991 (99.95 %)", "outside of what is plausible here"),
    ("CE accuracy: 85.7 %", "outside of what is plausible here"),
    ("| loss | correct | of | accuracy |\n|---|---|---|---|\n| CE | 1907 | 1991 | 95.87 % |", "1907/1991 is 95.78 %, not 95.87 %"),
]


@pytest.mark.parametrize(("text", "says"), OTHERWISE)
def test_two_numbers_are_shown_both_and_a_person_decides(text, says, losses):
    found = finding(losses, text)
    assert told(found) == "review, wrong"
    assert says in found.says


@pytest.mark.parametrize(("text", "says"), OTHERWISE)
def test_the_line_may_say_that_two_numbers_are_wrong(text, says, strict):
    found = finding(strict, text)
    assert told(found) == "wrong"
    assert says in found.says


ALONE = [
    ("CE accuracy: 95.78 %", "right", "95.78 % is plausible, without its count"),
    ("CE accuracy: 1907/1991", "right", "1907/1991 is plausible, without its percentage"),
    ("CE accuracy: 95.78 % after 10/20 epochs", "right", "without its count"),  # a count of other things
    ("CE accuracy: 95.78 % (10/20 epochs)", "right", "without its count"),
    ("CE accuracy: 95.78 % on page 3/7", "right", "without its count"),
    ("CE accuracy: 95.78 % (training: 99.1 %)", "right", "without its count"),
    ("CE accuracy: 95.78 %, batch 64, 11791 training images", "right", "without its count"),
]


@pytest.mark.parametrize(("text", "outcome", "says"), ALONE)
def test_a_percentage_alone_is_right_with_a_remark_where_a_range_says_so(text, outcome, says, losses):
    found = finding(losses, text)
    assert told(found) == outcome, found.says
    assert says in found.says
    other = finding(losses, text.replace("CE", "square"), "square_accuracy")
    assert other.outcome.value == "review"  # without a range nothing is known of it


def test_what_is_read_from_two_places_or_with_a_doubt_is_for_a_person(losses, strict):
    assert finding(losses, "CE accuracy: 95.78 %\n\nCE accuracy: 94.2 %").outcome.value == "review"
    for sheet in (losses, strict):
        found = finding(sheet, "With the cross entropy 1907 of 1991 images are classified correctly, an accuracy of 95.87 %.")
        assert told(found) == "review, wrong"
        assert "1907/1991 is 95.78 %, not 95.87 %" in found.says
        assert told(finding(sheet, "CE accuracy: 95.78 %?")) in ("review, right", "review")


def test_of_two_on_a_line_each_has_its_own_count(losses):
    text = "CE: 1907/1991 (95.78 %), square: 1899/1991 (95.83 %)"
    assert told(finding(losses, text)) == "right"
    found = finding(losses, text, "square_accuracy")
    assert told(found) == "review, wrong"
    assert "1899/1991 is 95.38 %, not 95.83 %" in found.says


def test_a_count_that_contradicts_its_percentage_is_not_plausible_for_sure(sheet_of):
    sheet = sheet_of(MEASURED, "  5 Losses:\n    - {between: ce_accuracy, from: 90%, to: 99.5%, points: 1}\n" + NAMES)
    found = finding(sheet, "CE accuracy: 1907/1991 (95.87 %)")
    assert told(found) == "review, right"
    assert "the count beside it is another percentage" in found.says


def test_missing_only_where_that_is_certain(losses):
    found = {"ce_accuracy": NotFound("nowhere", certain=True), "square_accuracy": NotFound("a page is unread")}
    assert [told(one.finding) for one in marked(losses, found).values()] == ["missing", "review"]


def test_several_numbers_are_none(losses):
    assert told(losses.marks(ce_accuracy="95, 96")["ce_accuracy"].finding) == "review"


def test_a_reading_that_is_only_surmised_is_not_confirmed_by_a_range(losses):
    one = answer("95.78%", Doubt.SURMISED)
    both = Answer(one.text, one.entries, one.place, one.source, one.confidence, one.doubts, context="1907/1991 (95.78 %)")
    for given in (one, both):
        assert told(losses.marks(ce_accuracy=given)["ce_accuracy"].finding) == "review, right"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{agrees: ce_accuracy, from: 90%, points: 1}", "both `from:` and `to:`"),
        ("{agrees: ce_accuracy, from: 90%, to: 80%, points: 1}", "`from:` below `to:`"),
        ("{agrees: ce_accuracy, from: 90, to: 99, points: 1}", "wants shares"),
        ("{agrees: ce_accuracy, of: 99.5, points: 1}", "wants a whole number"),
        ("{agrees: accuracy, points: 1}", "neither in the reference"),
    ],
)
def test_a_line_that_cannot_hold_is_refused(line, says, sheet_of):
    with pytest.raises(GraderError) as problem:
        sheet_of(MEASURED, f"  1 A:\n    - {line}\n")
    assert says in str(problem.value)
