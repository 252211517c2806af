"""The expected outcomes of the Freiburg samples, proved against the reference alone: no reader and no marking of ours takes part."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "submissions" / "freiburg_ex06"
EXPECTED = ROOT / "tests" / "examples" / "freiburg_ex06"
GROUPS = sorted(path.parent.name for path in EXPECTED.glob("*/expected.yaml"))
MARKED = [group for group in GROUPS if group != "torn-page"]
POINTS = {
    "y_hat": 0.5,
    "loss": 0.5,
    "grad_y_hat": 0,
    "grad_w": 1,
    "grad_b": 1,
    "w_new": 0.25,
    "b_new": 0.25,
    "y_hat_new": 0.25,
    "loss_new": 0.25,
    "calculate_conv_output": 0.75,
    "calculate_conv_output_general": 0.25,
    "pad_array": 0.5,
    "dot_product_single_filter": 0.5,
    "dot_product_single_filter_with_batches": 0.5,
    "dot_product_multiple_filters_with_batches": 0.5,
    "Conv2d": 1.5,
    "Conv2d_general": 0.5,
    "create_conv_model": 2,
    "shift_data": 2,
    "mlp_accuracy": 0,
    "mlp_shifted": 0,
    "cnn_accuracy": 0,
    "cnn_shifted": 0,
    "cnn_suffers_less": 0.5,
    "explanation": 0.5,
    "improvement": 1,
    "why_not_equal": 1,
    "code_style": 1,
    "feedback": 1,
}
PEN_AND_PAPER = list(POINTS)[:9]
RANGES = {"mlp_accuracy": (0.9, 0.997), "cnn_accuracy": (0.9, 0.997), "mlp_shifted": (0.25, 0.6), "cnn_shifted": (0.4, 0.75)}


class Expected:
    """One expected.yaml, its numbers kept as they were written."""

    def __init__(self, group: str) -> None:
        self.file = yaml.load((EXPECTED / group / "expected.yaml").read_text(encoding="utf-8"), Loader=yaml.CBaseLoader)  # noqa: S506
        self.marks = self.file.get("marks", {})

    def outcomes(self, name: str) -> list[str]:
        """All proper outcomes, the likeliest first."""
        said = self.marks[name]["outcome"]
        return [said] if isinstance(said, str) else said

    def printed(self, name: str) -> list[str]:
        """The numbers as text."""
        said = self.marks[name]["value"]
        return [said] if isinstance(said, str) else said

    def value(self, name: str) -> np.ndarray:
        """The numbers."""
        numbers = np.array([float(text) for text in self.printed(name)])
        return numbers[0] if isinstance(self.marks[name]["value"], str) else numbers

    def own(self, name: str) -> dict[str, object]:
        """The group's own values on the pen-and-paper lines before this one."""
        before = PEN_AND_PAPER[: PEN_AND_PAPER.index(name)]
        return {earlier: self.value(earlier) for earlier in before if "value" in self.marks[earlier]}

    def equals(self, name: str, other: np.ndarray) -> bool:
        """Whether the numbers are the other ones as printed: half a unit of the last decimal, and whole ones exactly."""
        value = self.value(name)
        if np.shape(other) != np.shape(value):
            return False
        halves = [0.5 * 10.0 ** int(Decimal(text).as_tuple().exponent) if "." in text else 0 for text in self.printed(name)]
        return bool(np.all(np.abs(np.atleast_1d(value - other)) <= np.array(halves) + 1e-9))


WorkedOut = Callable[[str, dict[str, object]], np.ndarray]


def known_mistakes(reference: ModuleType, name: str) -> list[str]:
    """The known mistakes with this answer: functions named after it that speak to the student."""
    return [
        other for other, stands in vars(reference).items() if other.startswith(name + "_") and (stands.__doc__ or "").startswith("You ")
    ]


def test_every_sample_has_its_expected_outcomes_and_the_other_way_round() -> None:
    assert sorted(path.name for path in SAMPLES.iterdir()) == GROUPS
    assert len(GROUPS) >= 12


@pytest.mark.parametrize("group", MARKED)
def test_every_line_has_an_outcome_and_the_points_add_up(group: str) -> None:
    expected = Expected(group)
    assert list(expected.marks) == list(POINTS)
    share = {"right": 1.0, "follows": 1.0, "mistake": 0.5}
    won = sum(POINTS[name] * share.get(expected.outcomes(name)[0], 0) for name in POINTS)
    assert float(expected.file["points"]) == won


@pytest.mark.parametrize("name", PEN_AND_PAPER)
@pytest.mark.parametrize("group", MARKED)
def test_each_outcome_is_what_the_reference_says(reference: ModuleType, worked_out: WorkedOut, group: str, name: str) -> None:
    expected = Expected(group)
    outcome = expected.outcomes(name)[0]
    if outcome in ("missing", "review"):
        return
    true = expected.equals(name, worked_out(name, {}))
    follows = expected.equals(name, worked_out(name, expected.own(name)))
    charged = name == "grad_w" and expected.outcomes("grad_y_hat")[0] in ("wrong", "mistake")
    if true:
        assert outcome == "right"
    elif follows:
        assert outcome == ("wrong" if charged else "follows")
    else:
        mistakes = [worked_out(other, own) for other in known_mistakes(reference, name) for own in ({}, expected.own(name))]
        assert outcome == ("mistake" if any(expected.equals(name, mistake) for mistake in mistakes) else "wrong")


@pytest.mark.parametrize("group", MARKED)
def test_accuracies_lie_in_their_ranges_or_are_for_a_person(group: str) -> None:
    expected = Expected(group)
    for name, (low, high) in RANGES.items():
        if "value" in expected.marks[name]:
            inside = low <= float(expected.value(name)) <= high
            assert expected.outcomes(name)[0] == ("right" if inside else "review")
    if all("value" in expected.marks[name] for name in ("mlp_shifted", "cnn_shifted")):
        better = expected.value("cnn_shifted") > expected.value("mlp_shifted")
        assert expected.outcomes("cnn_suffers_less")[0] == ("right" if better else "review")


def test_nothing_at_all_can_be_read_of_the_torn_page() -> None:
    pdf = SAMPLES / "torn-page" / "submission.pdf"
    assert [path.name for path in pdf.parent.iterdir()] == ["submission.pdf"]
    assert pdf.read_bytes().startswith(b"%PDF-")
    assert b"startxref" not in pdf.read_bytes()
    assert Expected("torn-page").file["state"] == "unmarkable"
