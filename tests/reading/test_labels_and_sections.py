"""Labels in every spelling, and the task that a line stands under."""

import pytest
from searches import freiburg

from grader.document import Line, LineKind, Piece, Source
from grader.page.labels import last_label
from grader.page.nodes import Node, path_of
from grader.page.sections import spots
from grader.readers.transcription import read_transcription
from grader.text.latex import linear
from grader.text.notation import parse


def label(text):
    found = last_label(parse(linear(text, math="\\" in text)))
    return None if found is None else found[0]


@pytest.mark.parametrize(
    "text",
    ["ŷ", r"\hat{y}", r"\hat{\mathbf{y}}", "y_hat", "yhat", r"\widehat{y}"],
)
def test_a_hat_is_a_hat_however_it_is_written(text):
    assert label(text).key == label("ŷ").key


@pytest.mark.parametrize(
    "text",
    [
        "∂L/∂w",
        "dL/dw",
        "δL/δw",
        r"\frac{\partial L}{\partial w}",
        r"\frac{\delta \mathcal{L}}{\delta w_i}",
        "∇_w L",
        r"\frac{\partial L(\hat y, y)}{\partial w}",
    ],
)
def test_a_derivative_is_one_however_it_is_written(text):
    assert label(text).key == label("∂L/∂w").key


@pytest.mark.parametrize(
    ("text", "step"),
    [("w_new", "new"), ("w^{t+1}", "new"), ("w (new)", "new"), ("w'", "?"), ("w^t", "?"), ("w^{t-1}", "old"), ("w_old", "old"), ("w", "")],
)
def test_the_mark_of_the_step_is_told_from_the_name(text, step):
    assert (label(text).key, label(text).step) == ("w", step)


@pytest.mark.parametrize(("text", "index"), [("ŷ_1", "1"), ("ŷ2", "2"), (r"\hat{y}_{i}", "i"), ("∂L/∂w_3", "3")])
def test_an_index_is_told_from_the_name(text, index):
    assert label(text).index == index


@pytest.mark.parametrize("text", ["x w + b", "3 - b", "2 w", "the loss", "accuracy"])
def test_a_part_of_an_expression_and_a_word_are_no_labels(text):
    assert label(text) is None


@pytest.mark.parametrize(
    ("lines", "paths"),
    [
        ("1.1 Forward\nx\n1.2 Backward\ny", ["1.1", "1.1", "1.2", "1.2"]),
        ("Pen and paper\n\n1) x\n2) y\n3) z", ["1", "1.1", "1.2", "1.3"]),
        ("# Pen & Paper\n\n3) z\n\n1) x", ["1", "1.3", "1.1"]),
        ("Task 1.3\nx\n\nTask 1.1\ny", ["1.3", "1.3", "1.1", "1.1"]),
        ("Aufgabe 1\na) x\nb) y", ["1", "1.1", "1.2"]),
        ("# 2 Equivariance\n\n1. x", ["6", "6.1"]),
        ("1.1 x\n\nCorrection to 1.1: y", ["1.1", "1.1"]),
        ("1.56 0.28 2", [None]),
        ("14 - 2 = 12", [None]),
    ],
)
def test_a_line_stands_under_its_task(lines, paths):
    document = read_transcription(lines.encode(), "notes.md")
    found = [None if spot.path is None else ".".join(spot.path) for spot in spots(document.lines, freiburg().nodes)]
    assert found == paths


NODES = [Node(path_of(task)) for task in ("1", "1.1", "1.2", "1.3", "2.1 i", "2.1 ii", "2.2", "6.1", "6.2", "6.2 a", "6.2 b")]
NUMBERED = [
    ("1.1) x = 3|1.2) y", "1.1 1.2"),
    ("(1.1) x = 3|(1.2) y = 2", "1.1 1.2"),
    ("[1.1] x|[1.2] y", "1.1 1.2"),
    ("1.1: x = 3|1.2. y = 4", "1.1 1.2"),
    ("1.1 - Forward|1.2 - Backward", "1.1 1.2"),
    ("• 1.1 Forward|• 1.2 Backward", "1.1 1.2"),
    ("§ 1.1 x|Ü1.2 y|A 1.3", "1.1 1.2 1.3"),
    ("# Task 1|(1) x = 1|(2) y = 2", "1 1.1 1.2"),
    ("# Aufgabe 1|(a) x = 1|b) y", "1 1.1 1.1"),
    ("Problem 1: Pen|i) x = 1|ii) y = 2", "1 1.1 1.2"),
    ("Exercise 6.2 (a)|x|Exercise 6.2 (b)", "6.2.a 6.2.a 6.2.b"),
    ("Exercise 6.2 (a)|x|(b) y", "6.2.a 6.2.a 6.2.b"),
    ("2.1 i) x = 1|ii) y = 2|2.2 z", "2.1.i 2.1.ii 2.2"),
    ("# Aufgabe 6.2|Teil b|x = 3", "6.2 6.2.b 6.2.b"),
    ("Exercise 1, part 2|x", "1.2 1.2"),
    ("Aufgabe 1 b)|x|1c) y", "1.2 1.2 1.3"),
    ("1 (b) x|1 (c) y", "1.2 1.3"),
    ("Task 1 - 1.1 Forward|Task 1 - 1.2", "1.1 1.2"),
    ("Answer to 1.2: x|zu Aufgabe 1.3", "1.2 1.3"),
    ("1.1 x|1.2 y|Correction to 1.1: L = 3|x", "1.1 1.2 1.1 1.1"),
    ("1.1) x|1.2) y|Erratum (1.1): L|Nachtrag 1.3: y", "1.1 1.2 1.1 1.3"),
    ("1.1) We do:|1) first|2) then|1.2) x", "1.1 1.1 1.1 1.2"),
    ("# 1.1 Forward|1. compute|2. then|# 1.2 Backward", "1.1 1.1 1.1 1.2"),
    ("1.2) x|1.1) y|1.3) z", "1.2 1.1 1.3"),
    ("[1] x", "-"),
    ("A 1.5 times larger step", "-"),
    ("1.1 - 0.5 = 0.6", "-"),
    ("1 (xii) x = 3|1.2) y", "- 1.2"),
]


@pytest.mark.parametrize(("lines", "paths"), NUMBERED)
def test_tasks_are_numbered_in_many_ways_and_so_are_lists_in_an_answer(lines, paths):
    kinds = {True: LineKind.HEADING, False: LineKind.TEXT}
    texts = lines.split("|")
    document = [
        Line((Piece(text.lstrip("# "), text),), kinds[text.startswith("#")], Source.TEXT, number) for number, text in enumerate(texts)
    ]
    assert " ".join("-" if spot.path is None else ".".join(spot.path) for spot in spots(document, NODES)) == paths


def test_a_correction_reopens_a_task_and_is_marked_as_one():
    document = read_transcription(b"# 1.1\n\nx\n\n# 1.3\n\ny\n\n# Correction to 1.1\n\nz", "notes.md")
    last = spots(document.lines, freiburg().nodes)[-1]
    assert (last.path, last.corrected) == (("1", "1"), True)


@pytest.mark.parametrize(
    ("text", "is_heading"), [("Questions: 6.2", True), ("Questions", True), ("Forward pass: 14.5", False), ("Forward pass: 200", False)]
)
def test_words_before_a_value_are_no_heading_and_words_before_the_number_of_a_task_are(text, is_heading):
    document = read_transcription(f"# 1.2\n\nx\n\n## {text}\n\ny".encode(), "notes.md")
    spot = spots(document.lines, freiburg().nodes)[2]
    assert (spot.path != ("1", "2")) is is_heading
