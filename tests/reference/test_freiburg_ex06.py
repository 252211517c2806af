"""The reference for the Freiburg sheet: its values are the sheet's, and torch finds the same gradients and the same step."""

import inspect
from collections.abc import Callable
from types import ModuleType

import numpy as np
import pytest
import torch

FROM_THE_SHEET = {
    "y_hat": [14, 20],
    "y_hat_flipped": [12, 18],
    "loss": 200,
    "loss_without_half": 400,
    "grad_y_hat": [12, 16],
    "grad_y_hat_sign": [-12, -16],
    "grad_w": [44, 72, 100],
    "grad_b": 28,
    "w_new": [1.56, 0.28, 2],
    "b_new": 0.72,
    "y_hat_new": [8.84, 12.68],
    "loss_new": 61.064,
    "loss_new_without_half": 122.128,
}
MISTAKES = [
    *("y_hat_flipped", "loss_without_half", "grad_y_hat_sign", "grad_y_hat_doubled", "grad_w_flipped", "grad_w_mean", "grad_b_mean"),
    *("w_new_added", "b_new_added", "y_hat_new_flipped", "loss_new_without_half"),
]

WorkedOut = Callable[[str, dict[str, object]], np.ndarray]


@pytest.mark.parametrize(("name", "value"), FROM_THE_SHEET.items())
def test_the_values_are_those_of_the_sheet(worked_out: WorkedOut, name: str, value: object) -> None:
    assert worked_out(name, {}) == pytest.approx(np.asarray(value, dtype=float), rel=1e-12)


def sheet_values(reference: ModuleType) -> dict[str, object]:
    """What the sheet gives."""
    return {name: getattr(reference, name) for name in ("x", "w", "b", "y")}


def drawn_values(rng: np.random.Generator) -> dict[str, object]:
    """Drawn numbers in drawn lengths, so that nothing fits by chance."""
    n, k = int(rng.integers(5, 9)), int(rng.integers(1, 5))
    return {"x": rng.normal(size=n), "w": rng.normal(size=k), "b": rng.normal(), "y": rng.normal(size=n - k + 1)}


def by_torch(given: dict[str, object], rate: float) -> dict[str, np.ndarray]:
    """All nine answers as torch finds them: conv1d (a cross-correlation), autograd, and one step of SGD."""
    x, y = torch.tensor(given["x"]), torch.tensor(given["y"])
    w, b = torch.tensor(given["w"], requires_grad=True), torch.tensor([given["b"]], dtype=torch.float64, requires_grad=True)
    descent = torch.optim.SGD([w, b], lr=rate)

    def forward() -> tuple[torch.Tensor, torch.Tensor]:
        y_hat = torch.nn.functional.conv1d(x[None, None], w[None, None], b)[0, 0]
        return y_hat, 0.5 * torch.linalg.vector_norm(y - y_hat) ** 2

    y_hat, loss = forward()
    y_hat.retain_grad()
    loss.backward()
    found = {"y_hat": y_hat, "loss": loss, "grad_y_hat": y_hat.grad, "grad_w": w.grad.clone(), "grad_b": b.grad[0].clone()}
    descent.step()
    y_hat, loss = forward()
    found |= {"w_new": w, "b_new": b[0], "y_hat_new": y_hat, "loss_new": loss}
    return {name: value.detach().numpy() for name, value in found.items()}


def test_autograd_and_sgd_find_the_same_on_the_sheet(reference: ModuleType, worked_out: WorkedOut) -> None:
    for name, value in by_torch(sheet_values(reference), reference.rate).items():
        assert worked_out(name, {}) == pytest.approx(value), name


def test_autograd_and_sgd_find_the_same_on_drawn_numbers_and_lengths(reference: ModuleType, worked_out: WorkedOut) -> None:
    rng = np.random.default_rng(6)
    for _ in range(20):
        known = drawn_values(rng)
        for name, value in by_torch(known, reference.rate).items():
            assert worked_out(name, known) == pytest.approx(value), name


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_known_mistake_never_equals_the_truth(reference: ModuleType, worked_out: WorkedOut, mistake: str) -> None:
    truth = next(name for name in (mistake.rsplit("_", cut)[0] for cut in (1, 2)) if hasattr(reference, name))
    assert worked_out(mistake, {}).shape == worked_out(truth, {}).shape
    assert not np.any(np.isclose(worked_out(mistake, {}), worked_out(truth, {})))
    assert inspect.getdoc(getattr(reference, mistake)).startswith("You ")


def test_a_bias_gradient_left_as_a_vector_is_carried_on(worked_out: WorkedOut) -> None:
    known = {"grad_b": [12.0, 16.0]}
    assert worked_out("b_new", known) == pytest.approx([0.88, 0.84])
    assert worked_out("y_hat_new", known) == pytest.approx([9.0, 12.8])
    assert worked_out("loss_new", known) == pytest.approx(63.22)


def test_a_slip_in_the_prediction_is_carried_through_everything(worked_out: WorkedOut) -> None:
    known = {"y_hat": [15.0, 20.0]}
    carried = {"loss": 212.5, "grad_y_hat": [13, 16], "grad_w": [45, 74, 103], "grad_b": 29, "w_new": [1.55, 0.26, 1.97], "b_new": 0.71}
    for name, value in carried.items():
        assert worked_out(name, known) == pytest.approx(np.asarray(value, dtype=float))


def test_the_drop_is_relative_and_belongs_to_the_group(reference: ModuleType, worked_out: WorkedOut) -> None:
    known = {"mlp_accuracy": 0.8, "mlp_shifted": 0.34}
    assert float(worked_out("mlp_drop", known)) == pytest.approx(0.575)
    assert not hasattr(reference, "mlp_accuracy")
    assert reference.__annotations__.keys() == {"mlp_accuracy", "mlp_shifted", "cnn_accuracy", "cnn_shifted"}


def test_every_known_mistake_is_in_the_table(reference: ModuleType) -> None:
    assert sorted(MISTAKES) == sorted(name for name, stands in vars(reference).items() if (stands.__doc__ or "").startswith("You "))


def test_every_function_has_a_first_line_to_print(reference: ModuleType) -> None:
    for name, stands in vars(reference).items():
        if inspect.isfunction(stands):
            assert (stands.__doc__ or "").strip(), name
