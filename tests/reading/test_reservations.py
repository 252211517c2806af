"""A right value that is not stated as one's own answer for sure earns no mark by itself: it waits for a person."""

import pytest
from searches import freiburg, read, same

from grader.answer import Answer, Doubt, NotFound
from grader.document import Document, Line, LineKind, Piece, Source
from grader.finding.find import find
from grader.marking import HANDS_OFF

SHEET = "# 1.1 Forward pass\n\ny_hat = (14, 20)\n\n# 1.2 Backward pass\n\n{}\n\n# 1.3 Update\n\n{}\n"
OPEN = HANDS_OFF | {Doubt.CONFLICT}

TRAPS = {
    "a sample solution's": ["The sample solution says dL/db = 28", "Musterlösung: dL/db = 28", "dL/db = 28 (from the sample solution)"],
    "a sample solution's, above": ["### Sample solution\n\ndL/db = 28", "What ChatGPT answered:\n\ndL/db = 28"],
    "a neighbour's": ["Our neighbours have dL/db = 28", "dL/db = 28 (neighbour)", "Unsere Nachbargruppe hat dL/db = 28"],
    "a machine's": ["ChatGPT says that dL/db = 28", "dL/db = 28 according to ChatGPT"],
    "expected, not got": ["The expected result is dL/db = 28", "Expected dL/db = 28, got 31", "dL/db should be 28"],
    "only supposed": ["If we had used the sum, dL/db = 28", "Let dL/db = 28", "Falls dL/db = 28", "dL/db = 28 would be right if b = 1"],
    "an example": ["For instance dL/db = 28", "Example: dL/db = 28", "e.g. dL/db = 28", "z. B. dL/db = 28"],
    "a guess": ["I guess dL/db = 28", "dL/db = 28 (geraten)", "dL/db = 28?", "dL/db = (28?)", "dL/db = 28, no idea"],
    "an earlier one": ["Last week's dL/db = 28", "dL/db before the correction = 28, after: 31", "In der letzten Übung dL/db = 28"],
    "another task's": ["Task 9.9: dL/db = 28", "In Aufgabe 7.3 ist dL/db = 28"],
    "another thing's": ["sum of dL/db = 28", "Das Doppelte von dL/db = 28", "-1 dL/db = 28"],
    "denied": ["wrong: dL/db = 28", "dL/db can't be 28", "dL/db isn't 28", "dL/db = 28 is impossible", "dL/db =/= 28", "dL/db = 28 (no)"],
    "struck out around a formula": ["~~$dL/db = 28$~~", "~~so $dL/db = 28$~~"],
    "to be ignored": ["Ignore this: dL/db = 28", "Please ignore the next line.\n\ndL/db = 28", "### Wrong attempt\n\ndL/db = 28"],
    "taken back below": [
        "dL/db = 28\n\nThis is wrong.",
        "dL/db = 28\n\n→ 31",
        "dL/db = 28\n\nEdit: 31",
        "dL/db = 28[^1]\n\n[^1]: actually 31",
    ],
    "corrected by a symbol": ["dL/db = 28\n\nKorrektur: dL/db = 31"],
    "another one is meant": ["dL/db = 28 is the flipped version, ours is 31", "dL/db = 28 (rounded from 31)", "dL/db = 28, correct: 31"],
    "goes on below": ["dL/db = 28\n\n+ 3", "dL/db = 28\n· 10^3", "dL/db = 28\n\n%", "dL/db = 28 \\quad %"],
    "of another unit": [
        "dL/db = 28 degrees",
        "dL/db = 28°",
        "dL/db = 28 million",
        "dL/db = 28!",
        "dL/db = 28 percent",
        "dL/db = 28 squared",
    ],
    "not exact": ["dL/db = 28 ± 5", "dL/db ≲ 28", "dL/db = 28 or so", "dL/db = 28 (mod 3)"],
    "in a comment of a program": ["```python\n# dL/db = 28\nprint(31)\n```", "```\nx = 1  # dL/db = 28\nprint(x)\n```"],
    "in a column of others": [
        "| name | ChatGPT |\n|---|---|\n| dL/db | 28 |",
        "| name | before | after |\n|---|---|---|\n| dL/db | 28 | 31 |",
    ],
    "doubted in its row": [
        "| name | value | comment |\n|---|---|---|\n| dL/db | 28 | guess |",
        "| name | value |\n|---|---|\n| not dL/db | 28 |",
    ],
    "said twice in a line": [
        "The gradient with respect to b is 31. The gradient of the bias: 28",
        "The gradient with respect to b is 28. Correction: 31",
    ],
}
BELOW = {"again, elsewhere": "No correction of 1.2\n\ndL/db = 31", "by another letter's case": "dL/dB = 31"}
PLAIN = [
    "Therefore dL/db = 28.",
    "We get dL/db = 28, as expected.",
    "dL/db = 28 because the bias is shared.",
    "By the chain rule (see lecture), dL/db = 28.",
    "For the bias: dL/db = 28",
    "- dL/db = 28",
    "dL/db = 28\n\nThis is not surprising.",
    "dL/db = 28.\n\nNow the weights are updated.",
    "Using the formula from exercise 1.1 we get dL/db = 28",
    "Solution: dL/db = 28",
    "The sign was wrong at first; now dL/db = 28",
    "dL/db = 28 (exactly 28.0)",
    "dL/db = 28 (the same for both outputs)",
    "| name | value | comment |\n|---|---|---|\n| dL/db | 28 | sum of both |",
]
TAKEN = ["With w = (1, 1, 1) we go on.", "Let w = (1, 1, 1).", "Starting from w = (1, 1, 1) we go on.", "For w = (1, 1, 1) and η = 0.01:"]


def left_open(found):
    """Whether a person decides."""
    return not isinstance(found, Answer) or bool(OPEN & set(found.doubts)) or not found.sure


def earns(found):
    """Whether the value would earn the mark of `28`."""
    return isinstance(found, Answer) and not OPEN & set(found.doubts) and same(found.value, 28)


@pytest.mark.parametrize("trap", TRAPS)
def test_a_value_with_a_reservation_earns_nothing_by_itself(trap):
    for line in TRAPS[trap]:
        found = read({"a.md": SHEET.format(line, "b_new = 0.72")}, freiburg())["grad_b"]
        assert not earns(found), line


@pytest.mark.parametrize("trap", BELOW)
def test_a_symbol_of_one_name_that_is_said_twice_in_a_chapter_is_a_conflict(trap):
    found = read({"a.md": SHEET.format("dL/db = 28", BELOW[trap])}, freiburg())["grad_b"]
    assert Doubt.CONFLICT in found.doubts


@pytest.mark.parametrize("line", PLAIN)
def test_plain_words_around_a_value_cost_nothing(line):
    found = read({"a.md": SHEET.format(line, "b_new = 0.72")}, freiburg())["grad_b"]
    assert isinstance(found, Answer)
    assert found.sure
    assert same(found.value, 28)
    assert not OPEN & set(found.doubts)


@pytest.mark.parametrize("line", TAKEN)
def test_what_goes_into_a_calculation_is_no_new_value(line):
    assert left_open(read({"a.md": SHEET.format("dL/db = 28", line)}, freiburg())["w_new"])


def test_what_stands_only_in_a_header_is_not_missing():
    lines = tuple(
        Line((Piece(text, text),), kind, Source.TEXT, at, page=1)
        for at, (text, kind) in enumerate((("dL/db = 28", LineKind.MARGIN), ("1.2 Backward pass", LineKind.TEXT)))
    )
    found = find([Document("a.pdf", lines)], freiburg().wanted, freiburg().nodes)["grad_b"]
    assert isinstance(found, NotFound)
    assert not found.certain


def test_a_variant_is_not_read_for_sure():
    table = "# 6.2\n\n| model | accuracy |\n|---|---|\n| CNN with dropout | 61 % |\n| MLP with test data | 94 % |\n"
    found = read({"a.md": table}, freiburg())
    assert left_open(found["cnn_accuracy"])
    assert found["mlp_accuracy"].sure


def test_two_components_beside_those_asked_for_are_no_answer():
    found = read({"a.md": "# 1.1\n\ny_hat_2 = 14, y_hat_3 = 20\n"}, freiburg())["y_hat"]
    assert left_open(found)
    assert OPEN & set(found.doubts)
