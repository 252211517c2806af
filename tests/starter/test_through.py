"""What the Freiburg rubric says under `through:` fits the starter, and the ways in which groups write the shift."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TASKS = yaml.load((ROOT / "rubrics" / "freiburg_ex06.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["tasks"]
LINES = [line for lines in TASKS.values() for line in lines if "same" in line]
BEFORE = {line["same"]: line for line in reversed(LINES)}
"""The first line of a name: what a later one leaves out is as in that."""

WITHOUT_A_CONVOLUTION = """
from lib.convolutions import Flatten
from lib.network import Linear, Sequential
def create_conv_model():
    return Sequential(Flatten(), Linear(28 * 28, 10))
"""
SHIFTS = {
    "a pair": "def shift_data(data, shift): down, right = shift",
    "a pair or nothing": "def shift_data(data, shift=(2, 2)): down, right = shift",
    "one number": "def shift_data(data, shift): down = right = -(-shift)",
    "two numbers": "def shift_data(data, down, right): pass",
    "images alone": "def shift_data(images): data, down, right = images, 2, 2",
}


@pytest.fixture(scope="module")
def reference():
    """The reference module."""
    spec = importlib.util.spec_from_file_location("reference_for_through", ROOT / "reference" / "freiburg_ex06.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def arguments(reference, line):
    """What a line is tried on, by the names of the reference's arguments."""
    function = getattr(reference, line["same"])
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    for drawn in getattr(reference, line.get("inputs", f"{line['same']}_inputs"))(np.random.default_rng(9)):
        yield dict(zip(names, drawn, strict=True)), function(*drawn)


def through(line, names, given):
    """What the text of a line leaves as the answer, among a module's names."""
    text = BEFORE[line["same"]].get("through") or f"answer = {line['same']}({', '.join(given)})"
    names = {**names, **given}
    exec(text, names)  # noqa: S102 - the rubric's own text
    return names["answer"]


@pytest.mark.parametrize("line", LINES, ids=[line.get("name", line["same"]) for line in LINES])
def test_every_line_about_code_is_right_for_the_completed_starter(completed, modules_of, reference, line):
    file = BEFORE[line["same"]]["in"]
    module = modules_of(completed)(file.removesuffix(".py").replace("/", "."))
    for given, expected in arguments(reference, line):
        assert np.allclose(through(line, vars(module), given), expected)


def test_a_network_without_a_convolution_is_not_the_networks_shape(blank, modules_of, reference):
    modules_of(blank)("lib.network")
    names = {}
    exec(WITHOUT_A_CONVOLUTION, names)  # noqa: S102 - our own text
    line = BEFORE["create_conv_model"]
    assert {through(line, names, given) for given, _ in arguments(reference, line)} == {"a network without a convolution"}


@pytest.mark.parametrize("way", SHIFTS)
def test_the_shift_may_be_asked_for_in_several_ways(reference, way):
    names = {"np": np}
    body = "\n    moved = np.zeros_like(data)\n    moved[..., down:, right:] = data[..., :-down, :-right]\n    return moved\n"
    head, _, first = SHIFTS[way].partition("): ")
    exec(f"{head}):\n    {first}{body}", names)  # noqa: S102 - our own text
    for given, expected in arguments(reference, BEFORE["shift_data"]):
        assert np.array_equal(through(BEFORE["shift_data"], names, given), expected)


def test_a_shift_that_fails_in_every_way_still_fails(reference):
    names = {}
    exec("def shift_data(data, shift): return data + 'two'", names)  # noqa: S102 - our own text
    (given, _), *_ = arguments(reference, BEFORE["shift_data"])
    with pytest.raises(Exception, match=r"data type|ufunc"):
        through(BEFORE["shift_data"], names, given)
