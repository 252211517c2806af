"""What is read from the labelled corpus: nothing wrongly for sure, and nearly all that a careful person reads."""

from collections import Counter
from functools import cache
from pathlib import Path

import labelled
import pictures
import pytest
from labelled import Outcome

from grader.finding.find import find
from grader.readers.pool import Readers
from grader.readers.reading import read_bytes

KEPT = ("scan-r-docs-tables.pdf", "handwriting-r-hand-valid-patrick-hand.pdf")
"""A scan and a handwritten page that are read at every `make test`."""
NAMES = [path.name for path in labelled.documents() if labelled.key(path.stem).batch != labelled.UNSEEN]
PICTURES = [one for one in pictures.pictures() if labelled.key(one.of).batch != labelled.UNSEEN]


@cache
def found(file):
    """What is found in a typed document."""
    path = labelled.HERE / "documents" / file
    search = labelled.search(labelled.key(path.stem).sheet)
    return find((read_bytes(path.read_bytes(), path.name),), search.wanted, search.nodes)


def outcomes(key, answers):
    """Every quantity of a key with what became of it."""
    return {name: labelled.outcome(answers[name], told) for name, told in key.values.items()}


def told(key, answers, wanted):
    """The readings with some outcome, for the message of a failed test."""
    made = outcomes(key, answers)
    return [
        f"{key.name} {name}: read {labelled.shown(answers[name])}; stated {key.values[name].text or 'absent'}"
        for name in made
        if made[name] in wanted
    ]


@pytest.mark.parametrize("file", NAMES)
def test_no_typed_value_is_read_wrongly_for_sure(file):
    key = labelled.key(Path(file).stem)
    assert not told(key, found(file), (Outcome.WRONG,))


@pytest.mark.parametrize("file", NAMES)
def test_no_typed_value_that_stands_there_is_said_to_be_missing(file):
    key = labelled.key(Path(file).stem)
    assert not told(key, found(file), (Outcome.LOST,))


@pytest.mark.parametrize(
    ("batches", "sure", "read"),
    [
        ("1 2 3 4", 0.95, 0.98),
        ("5", 0.84, 0.95),
        ("6", 0.87, 0.93),
        ("7", 0.85, 0.96),
        ("8", 0.82, 0.91),
        ("9", 0.85, 0.9),
        ("11", 0.79, 0.95),
        ("12", 0.92, 0.96),
    ],
)
def test_nearly_all_typed_values_are_read(batches, sure, read):
    counts, missed = Counter(), []
    for file in NAMES:
        key = labelled.key(Path(file).stem)
        if key.batch in batches.split():
            made = outcomes(key, found(file))
            clear = {name: made[name] for name, value in key.values.items() if value.present and not value.doubt}
            counts.update(clear.values())
            missed += [f"{file} {name}: {one}" for name, one in clear.items() if one is not Outcome.RIGHT]
    shares = counts[Outcome.RIGHT] / counts.total(), (counts[Outcome.RIGHT] + counts[Outcome.PROPOSED]) / counts.total()
    said = f"{shares[0]:.1%} for sure, {shares[1]:.1%} in all of {counts.total()}\n" + "\n".join(missed)
    assert shares[0] >= sure, said
    assert shares[1] >= read, said


def test_every_key_names_what_is_asked_on_its_sheet():
    for path in sorted((labelled.HERE / "keys").iterdir()):
        key = labelled.key(path.stem)
        assert set(key.values) == {one.name for one in labelled.search(key.sheet).wanted}, path.name


def test_a_third_of_the_values_is_not_what_the_sheet_wants():
    right = {
        **{
            name: told.value for name, told in labelled.key("f-cm-align").values.items() if "accuracy" not in name and "shifted" not in name
        },
        **{name: told.value for name, told in labelled.key("m-md-typed").values.items() if "accuracy" not in name},
        **{name: told.value for name, told in labelled.key("r-cm-pmatrix").values.items() if name.startswith("Y")},
    }
    keys = [labelled.key(path.stem) for path in sorted((labelled.HERE / "keys").iterdir())]
    stated = [
        (right[name], told.value) for key in keys for name, told in key.values.items() if right.get(name) is not None and told.present
    ]
    wrong = sum(not labelled.same(wanted, value) for wanted, value in stated)
    assert 0.3 <= wrong / len(stated) <= 0.4


def seen(path, of):
    """What is found in a picture, by the children that read them."""
    key = labelled.key(of)
    search = labelled.search(key.sheet)
    with Readers() as readers:
        return key, find((readers.read(path, path.name),), search.wanted, search.nodes)


def check_picture(path, of):
    """Nothing for sure, wrong or missing: OCR proposes, and whatever stands there may be on it."""
    key, answers = seen(path, of)
    assert not told(key, answers, (Outcome.WRONG, Outcome.LOST))


@pytest.mark.parametrize("file", KEPT)
def test_no_value_of_a_picture_is_read_wrongly_for_sure(file):
    check_picture(pictures.KEPT / file, next(one.of for one in pictures.pictures() if one.file == file))


@pytest.mark.long
@pytest.mark.parametrize("picture", PICTURES, ids=lambda one: one.file)
def test_no_value_of_any_picture_is_read_wrongly_for_sure(picture):
    check_picture(pictures.cached(picture), picture.of)
