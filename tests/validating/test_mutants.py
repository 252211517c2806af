"""Slips that are put into a function of the reference, each in its line and alone."""

import pytest

from grader.proofs.mutants import behind, mutants
from grader.references.course_module import load_reference


def slips(tmp_path, body, arguments="x, y"):
    path = tmp_path / "some.py"
    path.write_text(
        f'import numpy as np\nfrom math import ceil, floor\ndef f({arguments}):\n    """A label."""\n    {body}\n', encoding="utf-8"
    )
    reference = load_reference(path)
    return [(one.says, one.line, one.reference.functions["f"]) for one in mutants(reference, "f")]


@pytest.mark.parametrize(
    ("expression", "says", "gives"),
    [
        ("x + y", "`-` for `+`", 4),
        ("x - y", "`+` for `-`", 10),
        ("x * y", "`+` for `*`", 10),
        ("x / y", "`*` for `/`", 21),
        ("x // y", "`/` for `//`", 7 / 3),
        ("x % y", "`+` for `%`", 10),
        ("x ** y", "`*` for `**`", 21),
        ("x < 7", "`>=` for `<`", True),
        ("x >= 7", "`<` for `>=`", False),
        ("x == y", "`!=` for `==`", True),
        ("-x", "no minus sign", 7),
        ("x + 2", "`3` for `2`", 10),
        ("np.floor(x / 2)", "`ceil` for `floor`", 4),
        ("np.array([x, y]).sum()", "`mean` for `sum`", 5),
        ("np.array([[x, 1], [y, 2]]).T[0, 1]", "no transpose", 1),
    ],
)
def test_a_slip_of_each_kind(expression, says, gives, tmp_path):
    found = [(line, function) for told, line, function in slips(tmp_path, f"return {expression}") if told == says]
    ((line, function),) = found
    assert line == 5
    assert function(x=7, y=3) == gives


def test_what_only_counts_from_the_end_and_what_is_text_are_left_alone(tmp_path):
    assert [says for says, _, _ in slips(tmp_path, "return [x, y, 'some - text', True][-1:]")] == ["`2` for `1`"]


def test_a_function_without_a_place_for_a_slip_has_none(tmp_path):
    assert slips(tmp_path, "return np.append(x, y)") == []


def test_defaults_and_the_functions_beside_it_are_at_hand(tmp_path):
    ((_, _, function), *_) = slips(tmp_path, "return floor(x) + y", "x, y=2, *, z=0")
    assert function(7.5) == 5


def test_what_calls_a_function_meets_its_slip_and_nothing_else_changes(tmp_path):
    path = tmp_path / "some.py"
    path.write_text("def f(x):\n    return _g(x)\n\n\ndef _g(x):\n    return x + 1\n", encoding="utf-8")
    reference = load_reference(path)
    assert list(behind(reference, "f")) == ["f", "_g"]
    assert [one.reference.functions["f"](3) for one in mutants(reference, "_g")] == [2, 5]
    assert reference.functions["f"](3) == 4


def test_a_function_in_a_wrapper_is_left_alone(tmp_path):
    path = tmp_path / "some.py"
    path.write_text("from functools import cache\ndef f(x):\n    return _g(x)\n@cache\ndef _g(x):\n    return x + 1\n", encoding="utf-8")
    assert list(mutants(load_reference(path), "_g")) == []
