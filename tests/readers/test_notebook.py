"""Notebooks as they come: their texts and outputs are lines with cell and line; whatever is broken is a sentence or costs only itself."""

import base64
import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.document import LineKind, Source
from grader.errors import Unreadable
from grader.readers.notebook import read_notebook
from grader.readers.notebook_pictures import pictures_of
from grader.readers.wire import from_json, to_json
from grader.saved import SavedOutputs, saved_outputs


def text(source, **more):
    return {"cell_type": "markdown", "source": source, **more}


def code(source, *outputs, count=1):
    return {"cell_type": "code", "source": source, "execution_count": count, "outputs": list(outputs)}


def stream(printed):
    return {"output_type": "stream", "name": "stdout", "text": printed}


def result(**bundle):
    return {"output_type": "execute_result", "execution_count": 1, "data": {key.replace("_", "/"): value for key, value in bundle.items()}}


def notebook(*cells, **more):
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, **more}).encode()


def read(*cells):
    return read_notebook(notebook(*cells), "a.ipynb")


def shown(*cells):
    return [line.text for line in read(*cells).lines]


def test_lines_have_the_cell_of_the_file_and_their_line_in_it():
    document = read(
        text("# 1.1\n\nL = 200"), text(""), code("x + 1", stream("a = 1\n\n"), result(text_plain="2")), code(""), text(["w = 3\n", "b = 4"])
    )
    found = [(line.page, line.number, line.printed, line.text.strip()) for line in document.lines]
    assert found == [
        (1, 1, False, "1.1"),
        (1, 3, False, "L = 200"),
        (3, 1, True, "a = 1"),
        (3, 3, True, "2"),
        (5, 1, False, "w = 3"),
        (5, 2, False, "b = 4"),
    ]
    assert {line.source for line in document.lines} == {Source.NOTEBOOK}
    assert saved_outputs(document) == SavedOutputs(1, 1, 1, in_order=True, places=(3, 4))
    assert [line.block for line in document.lines] == sorted(line.block for line in document.lines)


def test_programs_and_their_comments_are_no_answers():
    assert shown(code("# L = 200\nL = 200\nprint('L = 200')")) == []


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        ("\r 10%|#   | 1/10\r100%|####| 10/10\nL = 2\n", ["100%|####| 10/10", "L = 2"]),
        ("1/2\b\b\b2/2\n", ["2/2"]),
        ("\x1b[31mL = 2\x1b[0m\n", ["L = 2"]),
        ("loss 200.0\n", ["loss: 200.0"]),
        ("loss tensor(200., grad_fn=<MulBackward0>)", ["loss: tensor(200., grad_fn=<MulBackward0>)"]),
        ("the loss is 200\n", ["the loss is 200"]),
        ("L = np.float64(200.0)", ["L = 200.0"]),
        ("w = [[1. 2.]\n [3. 4.]]\nb = 1", ["w = [[1. 2.] [3. 4.]]", "b = 1"]),
        ("w = tensor([[1.],\n        [2.]])", ["w = tensor([[1.], [2.]])"]),
        ("see (a\nb) c", ["see (a", "b) c"]),
        ("2-element Vector{Float64}:\n 14.0\n 20.0\n", ["[14.0, 20.0]"]),
        ("w:\n1×3 adjoint(::Vector{Float64}) with eltype Float64:\n 1.5  -2.0  0.0", ["w:", "[[1.5, -2.0, 0.0]]"]),
        ("3-element Vector{Float64}:\n 14.0\n ⋮\n 20.0", ["3-element Vector{Float64}:", "14.0", "⋮", "20.0"]),
        ("3-element Vector{Float64}:\n 14.0\n 20.0", ["3-element Vector{Float64}:", "14.0", "20.0"]),
        ("<tf.Tensor: shape=(2,), dtype=float32, numpy=array([14., 20.], dtype=float32)>", ["array([14., 20.], dtype=float32)"]),
        ("y: <tf.Tensor: shape=(2, 1), dtype=float32, numpy=\narray([[14.],\n       [20.]])>", ["y: array([[14.], [20.]])"]),
        ("total regular   61706 parameters", ["total regular: 61706 parameters"]),
        ("Standard CNN:    71,754 params", ["Standard CNN: 71,754 params"]),
        ("CNN:    71,754    0.94", [r"CNN: \quad 71,754 \quad 0.94"]),
        ("gradient by ŷ: [12.0]", [r"gradient by \hat{y}: [12.0]"]),
        ("Tšeŷ 14 to 15", ["Tšeŷ 14 to 15"]),
    ],
)
def test_what_was_printed_is_as_it_was_left(printed, lines):
    assert shown(code("x", stream(printed))) == lines


@pytest.mark.parametrize(
    ("source", "output", "lines"),
    [
        ("y = 1\ny_hat", result(text_plain="array([14., 20.])"), ["y_hat = array([14., 20.])"]),
        ("%matplotlib inline\ny_hat.detach().numpy()", result(text_plain="array([14., 20.])"), ["y_hat = array([14., 20.])"]),
        ("y_hat", result(text_latex="$\\left[\\begin{matrix}14\\\\20\\end{matrix}\\right]$"), None),
        ("y_hat + 1", result(text_plain="array([15., 21.])"), ["array([15., 21.])"]),
        ("y_hat.mean()", result(text_plain="17.0"), ["17.0"]),
        ("y_hat, loss", result(text_plain="(14, 200)"), ["(14, 200)"]),
        ("print(y_hat)\nprint(loss)", stream("[14. 20.]\n200.0\n"), ["y_hat = [14. 20.]", "loss = 200.0"]),
        ("print(y_hat)\nprint(loss)", stream("[14. 20.]\n"), ["[14. 20.]"]),
        ("for y_hat in a:\n    print(y_hat)", stream("[14. 20.]\n"), ["[14. 20.]"]),
        ("train()\nprint(loss)", stream("starting\n0.5\n"), ["starting", "0.5"]),
        ("print(loss, flush=True)", stream("0.5\n"), ["0.5"]),
        ("def broken(:\nloss", result(text_plain="0.5"), ["0.5"]),
        ("y_hat", result(text_plain="Array([14., 20.], dtype=float32)"), ["y_hat = Array([14., 20.], dtype=float32)"]),
        ("y_hat = W * x + b", result(text_plain="17.0"), ["y_hat = 17.0"]),
        ("ŷ = W * x .+ b", result(text_plain="2-element Vector{Float64}:\n 14.0\n 20.0"), [r"\hat{y} = [14.0, 20.0]"]),
        ("∇w = x' * d;\nf.(w)\n∇w", result(text_plain="[4.0, 5.0]"), ["w.grad = [4.0, 5.0]"]),
        ("a = W * x .+\nb", result(text_plain="17.0"), ["17.0"]),
        ("loss(a,\n  b .+ 1)", result(text_plain="17.0"), ["17.0"]),
        ("if a .> 1\n  w\nend", result(text_plain="17.0"), ["17.0"]),
        ("f.(w)\nw == v", result(text_plain="17.0"), ["17.0"]),
    ],
)
def test_a_bare_output_is_the_value_of_the_name_that_is_shown(source, output, lines):
    found = shown(code(source, output))
    assert found == lines if lines is not None else found[0].startswith("y_hat = ")


def test_a_saved_error_is_no_value():
    failed = {
        "output_type": "error",
        "ename": "KeyboardInterrupt",
        "evalue": "accuracy = 0",
        "traceback": ["accuracy = 0"],
        "text": "accuracy = 0",
    }
    assert shown(code("x", failed)) == []


def test_tables_are_rows_whether_as_html_or_as_columns():
    html = "<table><tr><th></th><th>a</th><th>b</th></tr><tr><th>MLP</th><td>0.9</td><td>0.4</td></tr></table>"
    printed = "       a    b\nMLP  0.9  0.4\n"
    for output in (result(text_html=html, text_plain="unused"), stream(printed)):
        lines = read(code("table", output)).lines
        assert [line.kind for line in lines] == [LineKind.ROW, LineKind.ROW]
        assert [[piece.text for piece in line.pieces] for line in lines] == [["", "a", "b"], ["MLP", "0.9", "0.4"]]


def test_the_counter_of_a_data_frame_names_no_row():
    lines = read(code("table", stream("   net    acc\n0  MLP  0.943\n1  CNN  0.961\n"))).lines
    assert [piece.text for piece in lines[1].pieces] == ["MLP", "0.943"]


TABLE = [["", "test", "shifted"], ["MLP", "0.94", "0.36"]]


@pytest.mark.parametrize(
    "printed",
    [
        "+-----+------+---------+\n|     | test | shifted |\n+=====+======+=========+\n| MLP | 0.94 | 0.36    |\n",
        "┏━━━━━┳━━━━━━┳━━━━━━━━━┓\n┃     ┃ test ┃ shifted ┃\n┡━━━━━╇━━━━━━╇━━━━━━━━━┩\n│ MLP │ 0.94 │ 0.36    │\n",
        "       test    shifted\n---  ------  ---------\nMLP    0.94       0.36\n",
        "     | test | shifted\n-----+------+---------\n MLP | 0.94 |    0.36\n",
        "|     |   test |   shifted |\n|:----|-------:|----------:|\n| MLP |   0.94 |      0.36 |\n",
    ],
)
def test_tables_drawn_with_characters_are_rows(printed):
    lines = read(code("print(table)", stream(printed))).lines
    assert [[piece.text for piece in line.pieces] for line in lines] == TABLE


@pytest.mark.parametrize(
    ("printed", "lines"),
    [
        ("{'MLP': {'test': 0.94, 'shifted': 0.36}, 'b': 0.72}", ["MLP test: 0.94", "MLP shifted: 0.36", "b: 0.72"]),
        ('{\n  "mlp": {\n    "test": 0.94\n  }\n}', ["mlp test: 0.94"]),
        ("out = {'w': array([1.56, 0.28, 2.  ]), 'b': np.float64(0.72)}", ["out w: array([1.56, 0.28, 2.  ])", "out b: 0.72"]),
        ("{'a': 1, 'b'}", ["{'a': 1, 'b'}"]),  # cut off, or no dict: as it was printed
        ("{'a': 1", ["{'a': 1"]),
        ("2023-12-01 10:00:01,123 - INFO - accuracy 0.94", ["accuracy: 0.94"]),
        ("INFO:root:accuracy 0.94", ["accuracy: 0.94"]),
    ],
)
def test_dicts_and_logs_are_names_with_their_values(printed, lines):
    assert shown(code("print(x)", stream(printed))) == lines


def test_pictures_are_noted_for_those_who_can_read_them_and_plots_for_people():
    plot = {"output_type": "display_data", "data": {"image/png": "iVBOR", "text/plain": "<Figure size 640x480>"}}
    photo = {"output_type": "execute_result", "data": {"image/png": "iVBOR", "text/plain": "<IPython.core.display.Image object>"}}
    attached = {"a.png": {"image/png": "iVBOR"}}
    document = read(text("![a](attachment:a.png)", attachments=attached), code("plot()", plot), code("show()", photo), text("![b](b.png)"))
    assert [(gap.page, gap.picture) for gap in document.unread] == [(1, True), (2, False), (3, True), (4, False)]


def test_the_bytes_of_pictures_are_found_by_cell():
    letters = base64.b64encode(b"PNG" * 50).decode()
    attached = {"a.png": {"image/png": letters}, "b.png": {"image/png": ["A", 1]}, "c.png": 3}
    plot = {"output_type": "display_data", "data": {"image/png": letters, "text/plain": "<Figure size 640x480>"}}
    shown_one = {"output_type": "display_data", "data": {"image/jpeg": letters}}
    data = notebook(text("", attachments=attached), code("x", plot, shown_one), text(f"![](data:image/png;base64,{letters})"))
    assert [place for place, picture in pictures_of(data, "a.ipynb") if picture == b"PNG" * 50] == [1, 2, 3]


def test_version_three_is_read():
    cells = [
        {"cell_type": "heading", "level": 2, "source": "1.1"},
        {
            "cell_type": "code",
            "input": "y",
            "prompt_number": 3,
            "outputs": [{"output_type": "pyout", "text": ["L = 200"]}, {"output_type": "pyerr"}],
        },
    ]
    lines = read_notebook(json.dumps({"nbformat": 3, "worksheets": [{"cells": cells}]}).encode(), "a.ipynb").lines
    assert [(line.kind, line.text) for line in lines] == [(LineKind.HEADING, "1.1"), (LineKind.TEXT, "L = 200")]


BROKEN = {
    "cut off": notebook(text("L = 200"))[:40],
    "no JSON": b"L = 200",
    "nothing": b"",
    "a list": b"[]",
    "a number": b"1",
    "no cells": b"{}",
    "cells that are none": b'{"cells": {"a": 1}}',
    "nested without end": b'{"cells":' + b"[" * 200_000,
    "a number without end": b'{"cells": ' + b"9" * 10_000 + b"}",
    "another encoding": notebook(text("ŷ")).decode().encode("utf-16")[:-3],
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_what_is_no_notebook_is_a_sentence(data):
    with pytest.raises(Unreadable, match=r"^a\.ipynb: .*hand that in$"):
        read_notebook(data, "a.ipynb")


def test_both_sides_of_a_merge_are_named():
    with pytest.raises(Unreadable, match="both sides of a merge"):
        read_notebook(b'{"cells": [\n<<<<<<< HEAD\n1\n=======\n2\n>>>>>>> other\n]}', "a.ipynb")


def test_wrong_types_everywhere_cost_nobody_the_rest():
    odd = [
        1,
        None,
        "x",
        [],
        {},
        {"cell_type": 3},
        code(7, 1, None, "x", {"output_type": 2}, {"data": []}, {"data": {"text/plain": {"a": 1}}}),
    ]
    document = read(*odd, {"cell_type": "code", "outputs": {"a": 1}, "execution_count": "x"}, text("L = 200\ud800\0"))
    assert [(line.page, line.text[:7]) for line in document.lines] == [(9, "L = 200")]


def test_of_double_keys_the_last_counts_as_jupyter_has_it():
    data = b'{"cells": [], "cells": [{"cell_type": "markdown", "source": "L = 1", "source": "L = 2"}]}'
    assert [line.text for line in read_notebook(data, "a.ipynb").lines] == ["L = 2"]


def test_pictures_make_no_notebook_too_large():
    plots = [{"output_type": "display_data", "data": {"image/png": "iVBORw0KGgo" * 400_000}} for _ in range(8)]
    data = notebook(text("L = 200"), code("plot()", *plots), text("![](data:image/png;base64," + "A" * 300_000 + ") b = 1"))
    assert len(data) > 30_000_000
    document = read_notebook(data, "a.ipynb")
    assert [line.text.strip("\u200b ") for line in document.lines] == ["L = 200", "b = 1"]


def test_endless_output_is_cut_and_the_rest_is_read():
    began = time.process_time()
    document = read(*(code("x", stream("loss: 0.5\n" * 30_000)) for _ in range(12)), text("L = 200"))
    assert document.lines[-1].text == "L = 200"
    assert len(document.lines) < 25_000
    assert len(document.unread) == 12
    assert time.process_time() - began < 6


def test_too_much_besides_pictures_is_a_sentence():
    with pytest.raises(Unreadable, match="clear the outputs"):
        read_notebook(notebook(code("x", stream("a b " * 6_000_000))), "a.ipynb")


KEYS = st.sampled_from(
    "cells worksheets cell_type source input outputs output_type text data text/plain text/html image/png attachments level".split()
)
WORDS = st.sampled_from(
    ["markdown", "code", "heading", "raw", "stream", "execute_result", "error", "L = 1", "<table><tr><td>1", "$\\frac{", "```", "y_hat"]
)
ANY_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | WORDS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(KEYS, inner, max_size=5),
    max_leaves=30,
)
CELLS = st.lists(st.dictionaries(KEYS, ANY_JSON, max_size=6), max_size=5)


def read_or_told(data):
    """The document, or the sentence why there is none."""
    try:
        return read_notebook(data, "a.ipynb")
    except Unreadable as problem:
        return str(problem)


@given(CELLS.map(lambda cells: {"cells": cells}) | ANY_JSON)
def test_any_json_is_a_document_or_a_sentence(tree):
    found = read_or_told(json.dumps(tree).encode())
    assert found.startswith("a.ipynb: ") if isinstance(found, str) else len(from_json(to_json(found)).lines) == len(found.lines)
