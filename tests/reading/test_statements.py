"""What is stated: chains over lines and side by side, sentences, tables, and how far each value reaches."""

import pytest
from searches import freiburg

from grader.document import Document, Line, LineKind, Piece, Source
from grader.page.scene import scene_of
from grader.readers.transcription import read_transcription


def said(text, name="notes.md"):
    """Label or words of each statement, with its members as they stand in linear notation."""
    document = read_transcription(text.encode(), name)
    scene = scene_of(document, freiburg().nodes)
    out = []
    for one in scene.statements:
        members = [document.lines[member.line].text[member.items[0].start : member.items[-1].end] for member in one.members]
        out.append((one.label.key if one.label is not None else " ".join(one.words), members))
    return out


@pytest.mark.parametrize(
    ("text", "statements"),
    [
        ("L = ½ · 400 = 200", [("L", [r"\frac{1}{2} · 400", "200"])]),
        ("L = 200, b = 28", [("L", ["200"]), ("b", ["28"])]),
        ("ŷ = 14, 20, so L = 200", [("y^", ["14, 20"]), ("L", ["200"])]),
        ("ŷ = 14, 20, the loss = 200", [("y^", ["14, 20"]), ("the loss", ["200"])]),
        ("L\n= 200", [("L", ["200"])]),
        ("L =\n200", [("L", ["200"])]),
        ("L = a\nwhich gives\n= 200", [("L", ["a", "200"])]),
        ("L: 200", [("L", ["200"])]),
        ("L → 200", [("L", ["200"])]),
        ("$L = 200$ $b = 28$", [("L", ["200"]), ("b", ["28"])]),
        ("The loss is 200.", [("The loss", ["200."])]),
        ("The loss is\n200 now.", [("The loss", ["200 now."])]),
        ("- L = 200\n- b = 28", [("L", ["200"]), ("b", ["28"])]),
        ("| ŷ | 14, 20 |\n|---|---|\n| L | 200 |", [("y^", ["14, 20"]), ("L", ["200"])]),
        ("| | MLP | CNN |\n|---|---|---|\n| original | 0.94 | 0.96 |", [("original MLP", ["0.94"]), ("original CNN", ["0.96"])]),
        ("Model\toriginal\nMLP\t0.94", [("MLP original", ["0.94"])]),
        ("Model     original\nMLP       0.94", [("MLP original", ["0.94"])]),
    ],
)
def test_what_is_stated(text, statements):
    assert said(text) == statements


@pytest.mark.parametrize(
    "text",
    [
        "L ≠ 200",
        "L < 200",
        "L ∈ [1, 2]",
        "2 L = 400",
        "-L = 200",
        "x w + b = 14",
        "√L = 14",
        "det A = 3",
    ],
)
def test_what_says_something_else_is_no_statement_of_the_symbol(text):
    scene = scene_of(read_transcription(text.encode(), "notes.md"), freiburg().nodes)
    assert not any(one.label is not None and one.members for one in scene.statements)


def test_a_heading_ends_a_chain():
    assert said("L = ½ · 400\n\n# 1.2\n\n= 200")[0] == ("L", [r"\frac{1}{2} · 400"])


def test_a_formula_on_another_line_does_not_carry_the_label_on():
    assert said("L = ½ · 400\n\nThen we look at the gradient of the bias.\n\n= 28")[0] == ("L", [r"\frac{1}{2} · 400"])


def test_struck_out_values_stand_alone():
    assert ("L", ["200"]) in said("~~L = 400~~ L = 200")


def test_aligned_rows_are_one_chain():
    text = r"\begin{align} w &= w - \eta g \\ &= (1, 2) \\ b &= 3 \end{align}"
    assert said(text, "notes.tex") == [("w", [r"w - η g", "(1, 2)"]), ("b", ["3"])]


def members(*lines):
    """What the statements on lines of a page say."""
    scene = scene_of(
        Document("a.pdf", tuple(Line((Piece(text, text),), LineKind.TEXT, Source.TEXT, 1) for text in lines)), freiburg().nodes
    )
    return [[lines[member.line][member.items[0].start : member.items[-1].end] for member in one.members] for one in scene.statements]


def test_a_bracket_broken_over_two_lines_goes_on_with_its_chain():
    assert members("y = (1.5 - 1,", "2.5 - 1)", "= (3, 4)") == [["(3, 4)"]]
    assert members("y = (1.5 - 1,", "2.5 - 1) = (3, 4)") == [["(3, 4)"]]


def test_a_remark_in_brackets_over_two_lines_ends_the_chain():
    assert members("L = 200 (see", "the sum below)", "= 3")[0] == ["200 (see"]
