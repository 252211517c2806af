"""The rubric of Freiburg's exercise 6: the sheet's marks, and every name a line."""

import ast
from pathlib import Path

from grader.rubric import Promise, check_names, load_rubric

ROOT = Path(__file__).resolve().parents[2]
POINTS = {"1.1": 1, "1.2": 2, "1.3": 1, "3": 1, "4.1": 2, "4.2": 2, "5": 2, "6.1": 2, "6.2": 3, "7": 1, "8": 1}
NAMES = {
    "1.1": "y_hat loss",
    "1.2": "grad_y_hat grad_w grad_b",
    "1.3": "w_new b_new y_hat_new loss_new",
    "3": "calculate_conv_output calculate_conv_output_general",
    "4.1": "pad_array dot_product_single_filter dot_product_single_filter_with_batches dot_product_multiple_filters_with_batches",
    "4.2": "Conv2d Conv2d_general",
    "5": "create_conv_model",
    "6.1": "shift_data",
    "6.2": "mlp_accuracy mlp_shifted cnn_accuracy cnn_shifted cnn_suffers_less explanation improvement why_not_equal",
    "7": "code_style",
    "8": "feedback",
}
RUBRIC = load_rubric(ROOT / "rubrics" / "freiburg_ex06.yaml")


def test_it_gives_sixteen_points_and_two_of_bonus():
    assert RUBRIC.promise == Promise(16, 2)
    assert {task.id: sum(line.points for line in task.lines) for task in RUBRIC.tasks} == POINTS


def test_every_name_of_the_sheet_is_a_line():
    assert {task.id: " ".join(line.mark_name for line in task.lines) for task in RUBRIC.tasks} == NAMES


def test_its_names_exist_in_the_reference():
    tree = ast.parse((ROOT / "reference" / "freiburg_ex06.py").read_text(encoding="utf-8"))
    check_names(RUBRIC, {node.name for node in tree.body if isinstance(node, ast.FunctionDef)})


def test_every_value_that_is_read_has_a_spelling():
    assert set(RUBRIC.wanted()) == set(RUBRIC.written_as)


def test_what_a_person_decides_says_what_to_look_for():
    for _, line in RUBRIC.lines:
        assert line.word != "review" or line.expected(), line.mark_name
