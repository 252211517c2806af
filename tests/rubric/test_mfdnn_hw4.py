"""The rubric of homework 4: points of its own, and every name a line."""

from pathlib import Path

from grader.course import Course
from grader.rubric import load_rubric

ROOT = Path(__file__).resolve().parents[2]
FORMULAS = "last_bias_gradient last_input_gradient bias_jacobian input_jacobian last_weight_gradient weight_gradient".split()
"""Of problem 6."""
NAMES = (
    *("difference_filter", "pooling_filter", "grey_filter", "commutes", "ce_accuracy", "square_accuracy", "square_loss"),
    *("derivation", "c3_original_parameters", "c3_regular_parameters", "total_original_parameters", "total_regular_parameters"),
    *("parameter_reduction", "C3_layer"),
)
RUBRIC = load_rubric(ROOT / "rubrics" / "mfdnn_hw4.yaml")
LINES = {line.mark_name: line for _, line in RUBRIC.lines}


def test_it_gives_twenty_points_four_of_them_for_the_formulas():
    there = [name for name in FORMULAS if name in LINES]
    assert there in ([], FORMULAS)
    assert RUBRIC.possible == (20 if there else 16)
    assert sum(LINES[name].points for name in NAMES) == 16


def test_every_name_of_the_sheet_is_a_line():
    tasks = {line.mark_name: task.id for task, line in RUBRIC.lines}
    assert all(name in tasks for name in NAMES)
    problems = {
        "derivation": "6 b",
        "difference_filter": "1",
        "pooling_filter": "2",
        "grey_filter": "3",
        "commutes": "4",
        "square_loss": "5",
    }
    assert {name: tasks[name] for name in problems} == problems
    assert {tasks[name] for name in NAMES[8:]} == {"7"}


def test_it_fits_its_reference():
    assignment = Course(ROOT).load("mfdnn_hw4")
    assignment.plan.work_out()
    assert assignment.rubric.due.isoformat() == "2024-04-01T17:00:00+09:00"


def test_every_value_that_is_read_has_a_spelling():
    assert set(RUBRIC.wanted()) <= set(RUBRIC.written_as)


def test_what_a_person_decides_says_what_to_look_for():
    reviews = [line for line in LINES.values() if line.word == "review"]
    assert {line.mark_name for line in reviews} == {"pooling_filter", "commutes", "derivation"}
    assert all(line.expected() for line in reviews)


def test_every_count_names_the_other_layers_count_as_a_mistake():
    for kind, other in (("original", "regular"), ("regular", "original")):
        assert LINES[f"c3_{kind}_parameters"].mistakes[f"c3_{kind}_{other}"] == 0
        assert LINES[f"total_{kind}_parameters"].mistakes[f"total_{kind}_{other}"] == 0


def test_no_answer_is_spelt_as_the_heading_of_its_own_task():
    for name, task in RUBRIC.wanted().items():
        headings = {
            heading.casefold() for heading in (*RUBRIC.headings.get(task, ()), *(one.title for one in RUBRIC.tasks if one.id == task))
        }
        assert not headings & {text.casefold() for text in RUBRIC.written_as.get(name, ())}, name
