"""Several files that say the same or do not: outputs of a notebook beside a paper, an old version beside a new one, the sheet itself."""

import json
from dataclasses import replace

import pytest
from searches import freiburg

from grader.answer import Answer, Doubt
from grader.document import Source
from grader.finding.find import find
from grader.readers.notebook import read_notebook
from grader.readers.transcription import read_transcription

PAPER = """# 1.1
$\\hat y = (14, 20)$, $L = 200$
# 1.2
$\\frac{\\partial L}{\\partial b} = 28$
# 1.3
$w_{new} = (1.56, 0.28, 2)$
# 6.2
| | original | shifted |
|---|---|---|
| MLP | 94.3 % | 37.6 % |
"""
EPOCHS = "".join(f"Epoch {epoch}: loss: 0.{693 - epoch}\n" for epoch in range(5))


def text(source):
    return {"cell_type": "markdown", "source": source}


def printed(output, source="run()"):
    return {"cell_type": "code", "source": source, "outputs": [{"output_type": "stream", "name": "stdout", "text": output}]}


def found(*files):
    """What is found in Markdown (a text) and notebooks (a list of cells)."""
    search = freiburg()
    documents = [
        read_transcription(file.encode(), f"{number}.md")
        if isinstance(file, str)
        else read_notebook(json.dumps({"cells": file}).encode(), f"{number}.ipynb")
        for number, file in enumerate(files)
    ]
    return find(documents, search.wanted, search.nodes)


CONTRADICTED = {
    "under the heading of the task": ("loss", [text("## 1.1"), printed("L = 201.0")]),
    "by a name that is nobody else's": ("grad_b", [printed("grad_b: 29.0")]),
    "by a derivative as programs write it": ("grad_b", [printed("dL_db 29.0")]),
    "by the name alone that the program shows": ("y_hat", [text("## 1.1"), printed("[14. 21.]\n", "print(y_hat)")]),
    "by a share under a name of several words": ("mlp_accuracy", [printed("mlp_accuracy: 0.91")]),
    "in the text of a notebook": ("loss", [text("## 1.1\n\n$L = 201$")]),
    "in the table of a notebook": ("mlp_accuracy", [text("## 6.2"), printed("     original  shifted\nMLP     0.910    0.376\n")]),
}


@pytest.mark.parametrize(("name", "cells"), CONTRADICTED.values(), ids=CONTRADICTED)
def test_a_notebook_that_says_otherwise_is_shown_beside_the_paper(name, cells):
    answer = found(PAPER, cells)[name]
    assert Doubt.CONFLICT in answer.doubts
    assert not answer.sure
    assert sorted(one.place.file for one in (answer, *answer.also)) == ["0.md", "1.ipynb"]


NOISE = {
    "epochs": [printed(EPOCHS)],
    "epochs and a last line": [printed(EPOCHS + "loss: 0.51\n")],
    "epochs below the heading of the task": [text("## 1.1"), printed(EPOCHS)],
    "one label again and again": [text("## 1.1"), printed("loss: 0.5\nloss: 0.4\nloss: 0.3\n")],
    "a progress bar": [
        printed("\r 50%|## | 5/10 [00:01<00:01, 4.9it/s, loss=0.5]\r100%|###| 10/10 [00:02<00:00, 4.9it/s, loss=0.3]\nL = 0.3\n")
    ],
    "under another task": [text("## 6.2"), printed("L = 0.5\nb = 3\n")],
    "a training after the task": [text("### 1.1"), printed("L = 200.0"), text("# Training"), printed("loss: 0.5")],
    "a training loss": [printed("training loss: 0.5\nvalidation loss = 0.6")],
    "another thing of several words": [text("## 6.2"), printed("MLP competitor accuracy: 0.55\nMLP train accuracy = 0.99")],
    "what the sheet gives": [text("## 1.3"), printed("w = [2. 1. 3.]\nb = 1.0")],
    "a bare value": [text("## 1.1"), printed("[1. 2.]\n0.5\n")],
    "an expression of the name": [text("## 1.1"), printed("0.5\n", "print(loss / 400)")],
    "numbers that look like headings": [printed("1.1\n1.2 0.5\nStep 1: loss 0.3\n1. 0.98\n")],
    "values that agree": [text("## 1.1"), printed("y_hat = [14.00001 20.]\nL = 200.0")],
}


@pytest.mark.parametrize("cells", NOISE.values(), ids=NOISE)
def test_what_a_notebook_prints_besides_costs_no_clear_statement(cells):
    answers = found(PAPER, cells)
    for name in ("y_hat", "loss", "grad_b", "w_new", "mlp_accuracy", "mlp_shifted"):
        assert answers[name].sure, (name, answers[name])
        assert answers[name].value == found(PAPER)[name].value


@pytest.mark.parametrize(
    "cells",
    [
        [printed("L = 0.5")],
        [printed(EPOCHS)],
        [text("## 1.1"), printed("L = 3\nL = 2\nL = 1\n")],
        [text("## 1.1"), printed("final loss of the other model: 0.5")],
        [text("## Training"), printed("epoch 3\nL = 0.5")],
    ],
)
def test_a_print_that_may_mean_anything_is_never_surely_an_answer(cells):
    answer = found(cells)["loss"]
    assert not isinstance(answer, Answer) or not answer.sure


def test_the_last_print_under_a_label_counts_and_the_others_are_told():
    answer = found([text("## 1.1"), printed("L = 3"), printed("L = 200.0"), printed("")])["loss"]
    assert (answer.value, [one.value for one in answer.also]) == (200.0, [3.0])
    assert Doubt.PRINTED_AGAIN in answer.doubts


def test_nothing_goes_on_from_cell_to_cell():
    answers = found([text("## 1.1\n\nŷ ="), printed("[14. 20.]")], [text("## 1.1"), printed("Prediction:"), printed("[7. 7.]")])
    assert not isinstance(answers["y_hat"], Answer)


def test_a_printed_heading_ends_with_its_cell():
    answer = found([printed("Task 1.1\nL = 200.0"), printed("b = 0.72")])
    assert answer["loss"].sure
    assert not answer["b_new"].sure


def test_the_finer_of_two_that_agree_is_taken():
    answer = found("# 1.3\n$L_{new} = 61.06$", [text("## 1.3"), printed("new loss: 61.064")])["loss_new"]
    assert (answer.value, answer.sure, answer.place.printed) == (61.064, True, True)
    assert (answer.place.file, answer.place.page, answer.place.line) == ("1.ipynb", 2, 1)


def test_two_versions_that_differ_are_both_shown():
    answer = found(PAPER, PAPER.replace("200", "100"))["loss"]
    assert Doubt.CONFLICT in answer.doubts
    assert {answer.value, answer.also[0].value} == {100.0, 200.0}


def test_a_file_without_headings_contradicts_one_with_them():
    assert Doubt.CONFLICT in found("∂L/∂b = 29", PAPER)["grad_b"].doubts


SHEET = """# Exercise 6
## 1 Pen and paper
Let x = (1, 2, 3, 4), w = (2, 1, 3), b = 1 and y = (2, 4). The loss is $L = \\frac12 \\|y - \\hat y\\|^2$.
### 1.1 Forward pass
Compute $\\hat{y}$ and $L$. (1 point)
### 1.3 Update
With a learning rate of 0.01: $w' = w - 0.01 \\frac{\\partial L}{\\partial w}$, b = 1. With another w it would be ŷ = (7, 10).
"""


@pytest.mark.parametrize("files", [(SHEET, PAPER), (PAPER, SHEET)])
def test_the_sheet_handed_in_beside_the_answers_states_nothing(files):
    answers = found(*files)
    assert {name: answers[name].value for name in ("y_hat", "loss", "grad_b")} == {"y_hat": (14, 20), "loss": 200, "grad_b": 28}
    assert answers["w_new"].value == pytest.approx((1.56, 0.28, 2))
    assert all(answers[name].sure for name in ("y_hat", "loss", "grad_b", "w_new"))


def test_the_sheet_alone_gives_no_sure_answer():
    assert not any(isinstance(one, Answer) and one.sure for one in found(SHEET).values())


def test_what_stands_under_another_task_contradicts_no_statement_without_headings():
    answer = found("ŷ = (14, 20)", "# 6.2\nWith another w it would give\n\nŷ = (7, 10)")["y_hat"]
    assert answer.value == (14, 20)
    assert Doubt.CONFLICT not in answer.doubts


@pytest.mark.parametrize("photo_first", [False, True])
def test_what_ocr_read_is_shown_beside_a_sure_statement_and_never_stands_against_it(photo_first):
    paper = read_transcription(PAPER.encode(), "paper.md")
    other = read_transcription(PAPER.replace("L = 200", "L = 206").encode(), "photo.jpg.md")
    photo = replace(other, lines=tuple(replace(line, source=Source.OCR) for line in other.lines))
    search = freiburg()
    answer = find((photo, paper) if photo_first else (paper, photo), search.wanted, search.nodes)["loss"]
    assert isinstance(answer, Answer)
    assert (answer.value, answer.sure) == (200.0, True)
    assert [one.value for one in answer.also] == [206.0]
