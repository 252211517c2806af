"""The starter of homework 4: blank it says so in every gap, filled in its networks have the sheet's parameters and learn."""

import importlib.util
import re
import runpy
from pathlib import Path

import pytest
import torch
from torch.nn import functional

STARTER = Path(__file__).resolve().parents[2] / "starters" / "mfdnn_hw4"
LAYER = """
class C3_layer(nn.Module):
    def __init__(self):
        super().__init__()
        self.channels = [[int(c) for c in name] for name in TABLE]
        self.convolutions = nn.ModuleList(nn.Conv2d(len(on), 1, 5) for on in self.channels)

    def forward(self, x):
        return torch.cat([one(x[:, on]) for one, on in zip(self.convolutions, self.channels)], dim=1)
"""
LOSS = "def square_loss(z, y):\n    return (2 * torch.sigmoid(-y[:, None] * z) ** 2).mean()\n"


def module(path):
    """A file of the starter as a module; what stands under `main` is not run."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


@pytest.fixture(scope="module")
def lenet():
    return module(STARTER / "lenet_original.py")


@pytest.fixture(scope="module")
def digits():
    return module(STARTER / "four_or_nine.py")


def table(lenet):
    """The channels of each map, as the docstring's table draws them."""
    rows = [line for line in lenet.C3_layer.__doc__.splitlines() if re.match(r" +(?:channel )?\d( |$)+.*x", line)]
    assert len(rows) == 6
    first = len("    channel 0 ")
    return ["".join(str(c) for c, row in enumerate(rows) if row.ljust(99)[first + 3 * at] == "x") for at in range(16)]


def test_a_blank_gap_says_that_nothing_is_there(lenet, digits):
    with pytest.raises(NotImplementedError):
        lenet.C3_layer()
    with pytest.raises(NotImplementedError):
        digits.square_loss(torch.zeros(3, 1), torch.ones(3))


def test_there_are_as_many_gaps_as_the_sheet_has_tasks_for_code():
    texts = [path.read_text(encoding="utf-8") for path in STARTER.glob("*.py")]
    for words in ("# START TODO", "# END TODO", "raise NotImplementedError\n"):
        assert sum(text.count(words) for text in texts) == 3


def test_the_drawn_table_is_lenets(lenet):
    assert " ".join(table(lenet)) == "012 123 234 345 045 015 0123 1234 2345 0345 0145 0125 0134 1245 0235 012345"


def test_a_completed_script_prints_both_totals(lenet, tmp_path, capsys):
    source = (STARTER / "lenet_original.py").read_text(encoding="utf-8")
    blank = re.search(r"class C3_layer\(nn\.Module\):.*?(?=class LeNet)", source, re.DOTALL)[0]
    (tmp_path / "filled.py").write_text(source.replace(blank, f"TABLE = {table(lenet)}\n{LAYER}\n\n"), encoding="utf-8")
    runpy.run_path(str(tmp_path / "filled.py"), run_name="__main__")
    assert re.findall(r": (\d+)$", capsys.readouterr().out, re.MULTILINE) == ["61706", "2416", "60806", "1516"]


def test_the_ready_loss_is_torchs_cross_entropy(digits):
    z, y = torch.randn(7, 1, generator=torch.Generator().manual_seed(1)), torch.tensor([1.0, -1, -1, 1, 1, -1, 1])
    wanted = functional.binary_cross_entropy_with_logits(z[:, 0], (y + 1) / 2)
    assert digits.cross_entropy_loss(z, y).item() == pytest.approx(wanted.item(), rel=1e-6)


@pytest.mark.long  # the first step of an optimiser loads all of torch
def test_both_losses_learn_to_tell_two_kinds_of_pictures_apart(digits):
    rng = torch.Generator().manual_seed(2)
    labels = torch.where(torch.rand(256, generator=rng) < 0.5, -1.0, 1.0)
    images = torch.rand(256, 1, 28, 28, generator=rng) - 0.5 + 0.2 * labels[:, None, None, None]
    batches = [(images[at : at + 32], labels[at : at + 32]) for at in range(0, 256, 32)]
    names = dict(vars(digits))
    exec(LOSS, names)  # noqa: S102 - our own text
    for loss in (digits.cross_entropy_loss, names["square_loss"]):
        torch.manual_seed(0)
        model = digits.LinearClassifier()
        digits.train(model, loss, batches, epochs=10)
        right, total = digits.count_right(model, batches)
        assert total == 256
        assert right / total > 0.9


def test_nothing_is_downloaded_before_the_script_is_run():
    for path in STARTER.glob("*.py"):
        before, _, _ = path.read_text(encoding="utf-8").partition('if __name__ == "__main__":')
        top = [line for line in before.splitlines() if line and not line.startswith((" ", "def ", "class ", "@", '"""', "#"))]
        assert all(re.match(r"(?:import|from) (?:torch\b|torch )", line) for line in top), top
