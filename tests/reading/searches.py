"""What the tests look for: names, spellings, tasks, shapes and kinds, as a rubric and its reference would give them; no values."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from grader.answer import Answer, Found, NotFound, Printed
from grader.finding.find import find
from grader.page.labels import spelling
from grader.page.nodes import Node, path_of
from grader.page.wanted import Wanted
from grader.readers.transcription import read_transcription
from grader.text.numerals import Kind
from grader.text.scalars import Wish

RUBRIC = Path(__file__).resolve().parents[2] / "rubrics" / "freiburg_ex06.yaml"
SHARES = ("mlp_accuracy", "mlp_shifted", "cnn_accuracy", "cnn_shifted", "mlp_drop", "cnn_drop")
FREIBURG = {
    "1.1": {"y_hat": (2,), "loss": ()},
    "1.2": {"grad_y_hat": (2,), "grad_w": (3,), "grad_b": ()},
    "1.3": {"w_new": (3,), "b_new": (), "y_hat_new": (2,), "loss_new": ()},
    "6.2": dict.fromkeys(SHARES, ()),
}
GIVEN = {"x": (1, 2, 3, 4), "w": (2, 1, 3), "b": 1, "y": (2, 4)}


@dataclass(frozen=True)
class Search:
    """Orders for the finder."""

    wanted: tuple[Wanted, ...]
    nodes: tuple[Node, ...]


def given(value):
    """A given value as the rubric's reference hands it over."""
    return tuple(Printed(number) for number in value) if isinstance(value, tuple) else Printed(value)


@cache
def freiburg():
    """The Freiburg sheet, with the spellings and headings of its rubric."""
    rubric = yaml.load(RUBRIC.read_text(encoding="utf-8"), yaml.CBaseLoader)  # noqa: S506 - our own rubric, and every scalar stays text
    givens = tuple((name, given(value)) for name, value in GIVEN.items())
    wanted = []
    for task, names in FREIBURG.items():
        for name, shape in names.items():
            kind = Kind.SHARE if name in SHARES else Kind.NUMBER
            spellings = tuple(spelling(text) for text in rubric["written as"].get(name, [name]))
            wanted.append(Wanted(name, path_of(task), spellings, Wish(shape, kind), () if name in SHARES else givens))
    titles = {task.split(" ", 1)[0]: (task.split(" ", 1)[1],) for task in rubric["tasks"]}
    headings = {number: tuple(words) for number, words in rubric["headings"].items()}
    nodes = [Node(path_of(number), titles.get(number, ()), headings.get(number, ())) for number in dict.fromkeys([*titles, *headings])]
    return Search(tuple(wanted), tuple(nodes))


def search_of(rubric):
    """Orders from a short table: `{task: {name: {shape, kind, as}}}`, headings beside it."""
    wanted = []
    for task, names in rubric["tasks"].items():
        for name, told in names.items():
            shape = None if told.get("shape") == "any" else tuple(told.get("shape", ()))
            spellings = tuple(spelling(text) for text in told.get("as", [name]))
            wanted.append(Wanted(name, path_of(str(task)), spellings, Wish(shape, Kind(told.get("kind", "number")))))
    headings = {str(number): tuple(words) for number, words in rubric.get("headings", {}).items()}
    numbers = dict.fromkeys([*map(str, rubric["tasks"]), *headings])
    return Search(tuple(wanted), tuple(Node(path_of(number), (), headings.get(number, ())) for number in numbers))


def read(files, search):
    """The answers in some files, given as texts by name."""
    return find([read_transcription(text.encode(), name) for name, text in files.items()], search.wanted, search.nodes)


def same(value, wanted):
    """Whether a value is the wanted one, number for number."""
    if isinstance(wanted, list):
        return isinstance(value, tuple) and len(value) == len(wanted) and all(same(a, b) for a, b in zip(value, wanted, strict=True))
    return isinstance(value, float) and abs(value - wanted) < 1e-9


def as_wanted(found: Found, wanted):
    """Whether an answer is what a careful person would say: a value, or one of the words for having none.

    `missing`: certainly nowhere; `review`: a person must look; `not sure`: the same; `absent` (and None): either; nothing for sure;
    `nothing`: not even a proposal, and not missing.
    A list that ends in `proposed`: this value, but not for sure.
    """
    sure = isinstance(found, Answer) and found.sure
    certain = isinstance(found, NotFound) and found.certain
    match wanted:
        case "missing":
            return certain
        case "review" | "not sure":
            return not sure and not certain
        case "nothing":
            return isinstance(found, NotFound) and not certain
        case "absent" | None:
            return not sure
        case [*value, "proposed"]:
            proposed = value[0] if len(value) == 1 else value
            return isinstance(found, Answer) and not found.sure and same(found.value, proposed)
        case _:
            return sure and same(found.value, wanted)


def shown(found: Found):
    """An answer for the message of a failed test."""
    if isinstance(found, NotFound):
        return f"not found (certain: {found.certain}): {found.why}"
    also = [other.value for other in found.also]
    return (
        f"{found.value} at {found.confidence} {[doubt.name for doubt in found.doubts]} as {found.text!r} for {found.label!r}, also {also}"
    )
