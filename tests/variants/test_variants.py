"""Hundreds of made-up papers: nothing earns what it should not, nothing is refused that should earn, and little is left to a person."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from careful_person import decide, decide_accuracies
from handwriting import draw_hand
from measured import NAMES
from scenarios import CLEAN, measured_too
from worked_out import ORDER
from written import write

from grader.batch import Batch, grade
from grader.course import Course

ROOT = Path(__file__).resolve().parents[2]
EACH = 24
"""Papers of each kind."""
MOST_UNDECIDED = 0.05
EARNS = {"right": 1.0, "follows": 1.0, "mistake": 0.5}


@pytest.fixture(scope="session")
def assignment():
    return Course(ROOT).load("freiburg_ex06")


@dataclass(frozen=True)
class Variant:
    """A paper, and what may be said of it."""

    group: str
    suffix: str
    text: str
    allowed: dict[str, frozenset[str]]
    stated: dict[str, list[float]]


def variants(kind, make, count=EACH):
    """Papers of a kind, the same ones every time."""
    for number in range(count):
        rng = Random(f"{kind} {number}")
        hand = draw_hand(rng)
        paper = make(hand, rng)
        hand = paper.hand or hand
        text = write(measured_too(paper, hand, rng), hand, rng)
        person = paper.read_by_a_person()
        allowed = {**decide(person), **decide_accuracies(paper.accuracies)}
        stated = {name: [float(one) for one in said.numbers] for name, said in person.items() if said is not None and not said.unclear}
        stated |= {name: [value] for name, value in paper.accuracies.items()}
        yield Variant(f"{kind}-{number:02}", hand.suffix, text, allowed, stated)


def marked(assignment, papers, place):
    """All papers of a kind, marked as a folder of submissions."""
    folder = place / "freiburg_ex06"
    folder.mkdir()
    for paper in papers:
        (folder / f"{paper.group}{paper.suffix}").write_text(paper.text, encoding="utf-8")
    results = grade(Batch(assignment, folder, place / "out"), lambda *_: None)
    return {submission.group: {mark.name: mark for mark in submission.marks} for submission in results.submissions}


def numbers_of(answer):
    """What was read, flat."""
    return list(answer.value) if isinstance(answer.value, tuple) else [answer.value]


def complaint(paper, name, mark):
    """What is wrong with a mark, in a line; nothing where it is as a careful person decides, or left to one."""
    allowed = paper.allowed[name]
    if mark.outcome == "review":
        return ""
    said = f"{mark.answer.text!r}, line {mark.answer.line}" if mark.answer else "nothing"
    if mark.outcome not in allowed:
        best = max((EARNS.get(one, 0.0) for one in allowed), default=0.0)
        fault = "false accept" if EARNS.get(mark.outcome, 0.0) > best else "false reject"
        return f"{paper.group} {name}: {fault}: {mark.outcome}, not {' or '.join(sorted(allowed)) or 'review'} ({said}: {mark.says})"
    if mark.answer is not None and numbers_of(mark.answer) != pytest.approx(paper.stated.get(name), rel=1e-9):
        return f"{paper.group} {name}: decided upon {said}, but {paper.stated.get(name)} stands there"
    return ""


def examine(assignment, kind, make, place):
    """Complaints, and how many lines were left to a person without need."""
    papers = list(variants(kind, make))
    groups = marked(assignment, papers, place)
    complaints, left = [], Counter()
    for paper in papers:
        for name in (*ORDER, *NAMES, "cnn_suffers_less"):
            mark = groups[paper.group][name]
            if problem := complaint(paper, name, mark):
                complaints.append(problem)
            if paper.allowed[name]:
                left["all"] += 1
                left["left"] += mark.outcome == "review"
    return complaints, left["left"] / left["all"]


@pytest.mark.parametrize("kind", CLEAN)
def test_papers_that_read_well_are_marked_as_a_careful_person_marks(assignment, kind, tmp_path, record_property):
    complaints, share = examine(assignment, kind, CLEAN[kind], tmp_path)
    record_property("undecided", f"{share:.1%}")
    print(f"{kind}: {share:.1%} left to a person without need")  # noqa: T201 - shown by `pytest -rP`
    assert not complaints, "\n".join(["", *complaints])
    assert share <= MOST_UNDECIDED
