"""Short papers for a careless reader, from traps.yaml: what nobody careful would decide is decided by nobody."""

from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from marking_them import marked

from grader.course import Course

ROOT = Path(__file__).resolve().parents[2]
TRAPS = yaml.load(Path(__file__).with_name("traps.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
CASES = [
    pytest.param(trap, marks=[pytest.mark.xfail(strict=True, reason=said["waiting"])] if "waiting" in said else [], id=trap)
    for trap, said in TRAPS.items()
]


@dataclass(frozen=True)
class Paper:
    """A trap as a submission."""

    group: str
    suffix: str
    text: str


@pytest.fixture(scope="module")
def trapped(tmp_path_factory):
    """Every trap, marked."""
    papers = {trap: Paper(f"trap-{number:03}", said["file"], said["text"]) for number, (trap, said) in enumerate(TRAPS.items())}
    groups = marked(Course(ROOT).load("freiburg_ex06"), papers.values(), tmp_path_factory.mktemp("traps"))
    return {trap: groups[paper.group] for trap, paper in papers.items()}


@pytest.mark.parametrize("trap", CASES)
def test_a_careless_reader_would_fall_into_this(trapped, trap):
    for name, decision in TRAPS[trap]["says"].items():
        mark = trapped[trap][name]
        read = f"{mark.answer.text!r} = {mark.answer.value}" if mark.answer else "nothing read"
        assert mark.outcome in {decision, "review"}, f"{name} is {mark.outcome}, not {decision} ({read}; {mark.says})"


def test_most_of_what_the_traps_say_plainly_is_decided(trapped):
    """Leaving everything to a person would be no way out of a trap."""
    plain = [
        (trap, name) for trap, said in TRAPS.items() for name, decision in said["says"].items() if decision not in ("review", "missing")
    ]
    left = [(trap, name) for trap, name in plain if trapped[trap][name].outcome == "review"]
    print(f"{len(left)} of {len(plain)} left to a person: {left}")  # noqa: T201 - shown by `pytest -rP`
    assert len(left) <= 0.4 * len(plain)
