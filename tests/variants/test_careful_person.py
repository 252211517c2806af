"""The careful person of the variants against the samples' own expected outcomes, which were written before."""

from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from careful_person import Stated, decide
from worked_out import ORDER

EXAMPLES = Path(__file__).resolve().parents[1] / "examples" / "freiburg_ex06"
GROUPS = sorted(path.parent.name for path in EXAMPLES.glob("*/expected.yaml") if path.parent.name != "torn-page")


def paper_of(marks):
    """What stands on a sample's paper."""
    paper = {}
    for name in ORDER:
        said = marks[name].get("value")
        if said is not None:
            paper[name] = Stated(tuple(map(Decimal, [said] if isinstance(said, str) else said)), vector=not isinstance(said, str))
        elif marks[name]["outcome"] == "review":
            paper[name] = Stated((), unclear=True)
    return paper


@pytest.mark.parametrize("group", GROUPS)
def test_the_careful_person_says_what_the_samples_say(group):
    text = (EXAMPLES / group / "expected.yaml").read_text(encoding="utf-8")
    marks = yaml.load(text, Loader=yaml.CBaseLoader)["marks"]  # noqa: S506 - numbers stay as printed
    decided = decide(paper_of(marks))
    for name in ORDER:
        said = marks[name]["outcome"]
        first = said if isinstance(said, str) else said[0]
        assert decided[name] == (frozenset() if first == "review" else {first}), name


def stated(*texts):
    return Stated(tuple(map(Decimal, texts)), vector=len(texts) > 1)


TRUE = {
    "y_hat": stated("14", "20"),
    "loss": stated("200"),
    "grad_y_hat": stated("12", "16"),
    "grad_w": stated("44", "72", "100"),
    "grad_b": stated("28"),
    "w_new": stated("1.56", "0.28", "2"),
    "b_new": stated("0.72"),
    "y_hat_new": stated("8.84", "12.68"),
    "loss_new": stated("61.064"),
}


@pytest.mark.parametrize(
    ("name", "said", "outcome"),
    [
        ("loss_new", stated("61.06"), {"right"}),
        ("loss_new", stated("61.07"), set()),  # within 0.5 %: rounding on the way may explain it
        ("loss_new", stated("60.96"), set()),
        ("loss_new", stated("61"), set()),  # at least three digits are asked for
        ("loss_new", stated("59.06"), {"wrong"}),
        ("b_new", stated("1"), set()),  # the old b
        ("b_new", stated("0.7"), set()),
        ("b_new", stated("0.71"), {"wrong"}),
        ("w_new", stated("2", "0", "2"), set()),
        ("y_hat_new", stated("9", "13"), set()),
        ("y_hat_new", stated("8.8", "12.6"), {"right"}),  # cut off instead of rounded
        ("loss", stated("400"), {"mistake"}),
        ("loss", stated("199.9"), {"wrong"}),  # nothing before it is rounded
        ("y_hat", stated("20", "14"), {"wrong"}),
        ("grad_b", stated("12", "16"), {"wrong"}),
    ],
)
def test_the_examples_of_the_document(name, said, outcome):
    assert decide({**TRUE, name: said})[name] == outcome
