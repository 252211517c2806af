"""From kinds of papers to complaints: each paper is written, marked as one of a folder, and held against the careful person."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
from careful_person import decide, decide_accuracies
from handwriting import draw_hand
from measured import NAMES
from scenarios import measured_too
from worked_out import ORDER
from written import write

from grader.batch import grade
from grader.records.results import read_results
from grader.work import Batch

EARNS = {"right": 1.0, "follows": 1.0, "mistake": 0.5}
LINES = (*ORDER, *NAMES, "cnn_suffers_less")


@dataclass(frozen=True)
class Variant:
    """A paper, what may be said of it, and the numbers that stand there."""

    group: str
    suffix: str
    text: str
    allowed: dict[str, frozenset[str]]
    stated: dict[str, list[float]]


def variants(kind, make, count):
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
    """All papers, marked as a folder of submissions; for each group its marks by name."""
    folder = place / "freiburg_ex06"
    folder.mkdir()
    for paper in papers:
        (folder / f"{paper.group}{paper.suffix}").write_text(paper.text, encoding="utf-8")
    grade(Batch(assignment, folder, place / "out"))
    results = read_results(place / "out/freiburg_ex06/results.json")
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
    if mark.answer is not None and numbers_of(mark.answer) != pytest.approx(paper.stated.get(name), rel=2e-4):
        return f"{paper.group} {name}: decided upon {said}, but {paper.stated.get(name)} stands there"
    return ""


@dataclass(frozen=True)
class Examined:
    """What came out for a kind of papers."""

    complaints: list[str]
    left: float
    """Share of the stated values that a person would decide and the machine leaves to one."""
    missing_left: float
    """The same for what is not there: its name may stand in a derivation, so more of this is proper."""

    def __str__(self) -> str:
        return f"{self.left:.1%} of what is stated left to a person without need, {self.missing_left:.1%} of what is missing"


def examine(assignment, kind, make, count, place: Path) -> Examined:
    """Write, mark and judge papers of a kind."""
    papers = list(variants(kind, make, count))
    groups = marked(assignment, papers, place)
    complaints: list[str] = []
    counted: Counter[str] = Counter()
    for paper in papers:
        for name in LINES:
            mark = groups[paper.group][name]
            if problem := complaint(paper, name, mark):
                complaints.append(problem)
            if paper.allowed[name]:
                what = "missing" if paper.allowed[name] == {"missing"} else "stated"
                counted[what] += 1
                counted[f"{what} left"] += mark.outcome == "review"
    return Examined(complaints, counted["stated left"] / counted["stated"], counted["missing left"] / max(1, counted["missing"]))
