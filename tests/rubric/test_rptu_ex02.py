"""The rubric of RPTU's exercise 2: the sheet's marks, every name a line, and its notebooks in many ways, run in the jail."""

import ast
import json
import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path

import pytest
from rptu_hand_ins import (
    CLASSIFIER,
    FIRST,
    GHOST,
    LOGGED,
    NET,
    SECOND,
    SEPARABLE,
    WHOLE_GHOSTS,
    as_bytes,
    blank,
    code,
    filled,
    module,
)

from grader.references.course_module import load_reference
from grader.rubric import Promise, check_names, load_rubric

ROOT = Path(__file__).resolve().parents[2]
POINTS = {
    "2.1 i": 3,
    "2.1 ii": 1,
    "2.1 iii": 1,
    "2.1 iv": 1,
    "2.1 v": 1,
    "2.1 vi": 1,
    "2.2 i": 3,
    "2.2 ii": 4,
    "2.3": 5,
    "2.4": 5,
    "2.5": 5,
}
NAMES = {
    "2.1 i": "Y1 Y2 Y3",
    "2.1 ii": "filters",
    "2.1 iii": "padding",
    "2.1 iv": "cnn_or_mlp",
    "2.1 v": "output_size",
    "2.1 vi": "parameter_count",
    "2.2 i": "softmax_jacobian",
    "2.2 ii": "cross_entropy_gradient",
    "2.3": "ridge_weights",
    "2.4": "Net GhostModel cifar_accuracy protected_cells weight_reset",
    "2.5": (
        "standard_parameters separable_parameters ImageClassifier ImageClassifierDepthwiseSeparable "
        "grouped_convolutions summary standard_parameters_run"
    ),
    "Hand-in": "members_on_pdf outputs_saved",
}
RUBRIC = load_rubric(ROOT / "rubrics" / "rptu_ex02.yaml")


def test_it_gives_the_thirty_points_of_the_sheet():
    assert RUBRIC.promise == Promise(30, 0)
    assert {task.id: sum(line.points for line in task.lines) for task in RUBRIC.tasks} == {**POINTS, "Hand-in": 0}


def test_every_name_of_the_sheet_is_a_line():
    assert {task.id: " ".join(line.mark_name for line in task.lines) for task in RUBRIC.tasks} == NAMES


def test_its_names_exist_in_the_reference():
    tree = ast.parse((ROOT / "reference" / "rptu_ex02.py").read_text(encoding="utf-8"))
    check_names(RUBRIC, {node.name for node in tree.body if isinstance(node, ast.FunctionDef)})


FORMULAS = {"output_size", "parameter_count", "softmax_jacobian", "cross_entropy_gradient", "ridge_weights"}
SYMBOLS = {"H", "p", "k", "s", "N", "C", "y_hat", "target", "lam", "classes", "X", "y", "n", "z"}


def test_every_value_that_is_read_has_a_spelling():
    spelt = set(RUBRIC.written_as) - FORMULAS - SYMBOLS
    assert {*RUBRIC.wanted(), "cifar_accuracy"} == spelt


def test_every_formula_has_its_name_and_every_symbol_is_spelt():
    assert {line.mark_name for _, line in RUBRIC.lines if line.word == "formula"} == FORMULAS == FORMULAS & set(RUBRIC.written_as)
    assert {*RUBRIC.symbols} - {"X", "y", "n", "z"} <= SYMBOLS


def test_what_a_person_decides_says_what_to_look_for():
    for _, line in RUBRIC.lines:
        assert line.word != "review" or line.expected(), line.mark_name


@pytest.mark.parametrize("name", [FIRST, SECOND])
def test_the_blank_notebooks_are_whole_and_were_never_run(name):
    notebook = json.loads((ROOT / "starters" / "rptu_ex02" / name).read_text(encoding="utf-8"))
    assert (notebook["nbformat"], notebook["nbformat_minor"]) == (4, 5)
    assert len({cell["id"] for cell in notebook["cells"]}) == len(notebook["cells"])
    for cell in notebook["cells"]:
        assert {"cell_type", "id", "metadata", "source"} <= set(cell)
        if cell["cell_type"] == "code":
            assert (cell["outputs"], cell["execution_count"]) == ([], None)
            ast.parse("".join(cell["source"]))
    texts = ["".join(cell["source"]) for cell in notebook["cells"]]
    assert sum(text.startswith("# Do not change this cell.") for text in texts) >= 4
    assert sum("TODO" in text and not text.startswith("#") for text in texts) >= 4
    assert not any("TODO" in text for text in texts if text.startswith("# Do not"))


SUMMED = "classifier = ImageClassifier().to(device)\nsummary(classifier, (1, 28, 28))"
RESET = """ghost = GhostModel().to(device)
ghost.apply(weight_reset)
ghost_criterion = nn.CrossEntropyLoss()
ghost_optimizer = optim.Adam(ghost.parameters())
"""


QUICK = (0, 3, 9, 11)
"""Of all hand-ins those that are tried each time."""


def first_notebook(net, ghost, log):
    """Task 2.4 of one group."""
    text = WHOLE_GHOSTS[ghost][1] if ghost in WHOLE_GHOSTS else module("GhostModel", GHOST[ghost][1])
    gaps = {"class Net": module("Net", NET[net][1]), "class GhostModel": text, "ghost = GhostModel": RESET}
    return filled(FIRST, gaps, {"train(ghost": LOGGED[log][1], "plt.show": "<Figure>"})


def second_notebook(standard, separable):
    """Task 2.5 of one group."""
    gaps = {
        "class ImageClassifier(": module("ImageClassifier", CLASSIFIER[standard][1]),
        "class ImageClassifierDepthwiseSeparable(": module("ImageClassifierDepthwiseSeparable", SEPARABLE[separable][2]),
        "classifier = ImageClassifier": SUMMED,
    }
    printed = "Parameters of ImageClassifier: 71754\nParameters of ImageClassifierDepthwiseSeparable: 23316\n"
    return filled(SECOND, gaps, {"Parameters of ImageClassifier": printed})


def hand_ins():
    """Two notebooks and what their marks are to be, by the name of an invented group."""
    ghosts, rows = {**GHOST, **WHOLE_GHOSTS}, max(map(len, (NET, GHOST, LOGGED, SEPARABLE)))
    every = zip(*(islice(cycle(table), rows) for table in (NET, ghosts, LOGGED, CLASSIFIER, SEPARABLE)), strict=True)
    for number, (net, ghost, log, standard, separable) in enumerate(every):
        outcomes = {
            "Net": NET[net][0],
            "GhostModel": ghosts[ghost][0],
            "cifar_accuracy": LOGGED[log][0],
            "ImageClassifier": CLASSIFIER[standard][0],
            "ImageClassifierDepthwiseSeparable": SEPARABLE[separable][0],
            "grouped_convolutions": SEPARABLE[separable][1],
            "standard_parameters": "right",
            "separable_parameters": "right",
            "protected_cells": "right",
            "weight_reset": "right",
            "summary": "right",
            "standard_parameters_run": "right" if CLASSIFIER[standard][0] != "wrong" else "review",
        }
        files = {FIRST: first_notebook(net, ghost, log), SECOND: second_notebook(standard, separable)}
        yield f"{number}: {net}, {ghost}, {log}, {standard}, {separable}", files, outcomes
    yield from odd_ones()


def odd_ones():
    """What notebooks really look like."""
    right = first_notebook("in a row", "a perceptron", "71 % after ten epochs")
    wild = [
        code("!pip install torchsummary\n%matplotlib inline"),
        *right[1:3],
        code("%%time\nimport urllib.request\nurllib.request.urlretrieve('http://x', 'y')"),
    ]
    twice = module("Net", NET["a layer is missing"][1])
    yield (
        "magics, downloads, cells out of order, a class defined twice",
        {"abgabe/Task 2.4 Gruppe 7.ipynb": [*wild, right[6], right[10], code(twice), *right[3:6], *right[6:]]},
        {"Net": "right", "GhostModel": "right", "cifar_accuracy": "right", "protected_cells": "right", "ImageClassifier": "missing"},
    )
    cleared = [{**cell, "outputs": []} if "outputs" in cell else cell for cell in right]
    yield "outputs cleared", {FIRST: cleared}, {"cifar_accuracy": "missing", "outputs_saved": "missing", "Net": "right"}
    longer = filled(FIRST, {"ghost = GhostModel": RESET}, {"train(ghost": LOGGED["71 % after ten epochs"][1]})
    text = "".join(blank(FIRST)[1]["source"]).replace("epochs = 10", "epochs = 30")
    longer[1] = code(text)
    yield "a protected cell changed", {FIRST: longer}, {"cifar_accuracy": "review", "protected_cells": "mistake", "Net": "missing"}
    paper = "# 2.4\n\nThe validation accuracy of our GhostModel is 84.2 %.\n\n# 2.5\n\nParameters of ImageClassifier: 71,754\n"
    yield "the paper says otherwise", {FIRST: right, "paper.md": paper}, {"cifar_accuracy": "review", "standard_parameters": "right"}
    both = [*right, *second_notebook("in a row", "halves in a class")]
    yield (
        "both tasks in one notebook",
        {"solution.ipynb": both},
        {"cifar_accuracy": "review", "protected_cells": "right", "summary": "right", "standard_parameters_run": "right", "Net": "right"},
    )
    never = filled(FIRST, {"ghost = GhostModel": RESET.replace("ghost.apply", "# ghost.apply")})
    yield "weight_reset in a comment", {FIRST: never}, {"weight_reset": "missing", "cifar_accuracy": "missing"}


def matrix(rows):
    """A matrix in LaTeX."""
    return r"\begin{pmatrix}" + r" \\ ".join(" & ".join(map(str, row)) for row in rows) + r"\end{pmatrix}"


def papers():
    """What is written down, in Markdown: the filtered images and the counts."""
    reference = load_reference(ROOT / "reference" / "rptu_ex02.py")
    right = [reference.truth(name).tolist() for name in ("Y1", "Y2", "Y3")]
    flipped = [reference.truth(name).tolist() for name in ("Y1_flipped", "Y2_flipped", "Y3")]
    valid = [reference.truth(name).tolist() for name in ("Y1_valid", "Y2_valid", "Y3_valid")]
    slip = [[list(row) for row in one] for one in right]
    slip[0][2][3] += 1
    for what, images, counts, outcomes in (
        (
            "right",
            right,
            "Parameters of ImageClassifier: 71,754\n\nDepthwise separable: 23,562 parameters",
            "right right right right right",
        ),
        ("flipped", flipped, "Standard: 71.754 Parameter\n\nDepthwise separable: 23.316 Parameter", "mistake mistake right right right"),
        ("valid", valid, "Standard: 71744 parameters\n\nSeparable: 68532 parameters", "mistake mistake mistake wrong mistake"),
        (
            "a slip",
            slip,
            "| network | parameters |\n|---|---|\n| standard | 71754 |\n| separable | 71754 |",
            "mistake right right right mistake",
        ),
    ):
        text = "## 2.1 Convolutions\n\ni)\n\n" + "".join(f"$$Y_{at} = {matrix(rows)}$$\n\n" for at, rows in enumerate(images, start=1))
        names = ("Y1", "Y2", "Y3", "standard_parameters", "separable_parameters")
        yield what, {"solution.md": f"{text}## 2.5\n\n{counts}\n"}, dict(zip(names, outcomes.split(), strict=True))


def complaints(place, every):
    """Every mark that is not what it should be, of all groups in one batch."""
    for number, (_, files, _) in enumerate(every):
        for name, cells in files.items():
            path = place / "handed in" / f"{number:02}" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(cells.encode() if isinstance(cells, str) else as_bytes(cells))
    command = [sys.executable, "-m", "grader", "grade", str(place / "handed in"), "--rubric", "rptu_ex02", "--course", str(ROOT)]
    done = subprocess.run(
        [*command, "--out", str(place)], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False
    )
    assert done.returncode == 0, done.stderr
    results = json.loads((place / "rptu_ex02" / "results.json").read_text(encoding="utf-8"))
    found = {one["group"]: {mark["name"]: mark for mark in one["marks"]} for one in results["submissions"]}
    for number, (what, _, outcomes) in enumerate(every):
        for name, wanted in outcomes.items():
            mark = found[f"{number:02}"][name]
            if mark["outcome"] != wanted:
                yield f"{what}: {name}: {mark['outcome']}, not {wanted} ({mark['says']})"


def test_notebooks_in_many_ways_get_the_marks_that_a_careful_person_gives(tmp_path):
    every = list(hand_ins())
    assert list(complaints(tmp_path, [*(every[at] for at in QUICK), *papers()])) == []


def test_a_self_check_takes_no_epoch_of_a_training_for_a_contradiction(tmp_path):
    (tmp_path / FIRST).write_bytes(as_bytes(first_notebook("half of it", "a perceptron", "71 % after ten epochs")))
    command = [sys.executable, "-m", "grader", "check", str(tmp_path), "--rubric", "rptu_ex02", "--course", str(ROOT)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", timeout=300, check=False)
    assert "told later    Validation accuracy of GhostModel, as saved" in done.stdout
    assert "prints it again" not in done.stdout


@pytest.mark.long
def test_the_rest_of_the_notebooks_gets_these_marks_too(tmp_path):
    every = list(hand_ins())
    assert list(complaints(tmp_path, [one for at, one in enumerate(every) if at not in QUICK])) == []
