"""The expected outcomes of the samples' code, proved by running it plainly and asking the reference; the grader takes no part."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "submissions" / "freiburg_ex06"
EXPECTED = ROOT / "tests" / "examples" / "freiburg_ex06"
WITH_CODE = sorted(path.parents[1].name for path in SAMPLES.glob("*/lib/convolutions.py"))
NOT_BY_A_PLAIN_IMPORT = {
    "camel-caravan": "its functions have other names",
    "eager-trainers": "to import it reads data that is not there",
    "no-gpu": "it wants a graphics card",
    "old-snakes": "it wants an older numpy",
    "progress-bar": "it wants packages that are not installed",
}
IN_A_FOLDER = {"matryoshka": "exercise-06-main"}
FILES_MOVED = {"moving-company": "src"}
CODE = (
    *("calculate_conv_output", "calculate_conv_output_general", "pad_array", "dot_product_single_filter"),
    *("dot_product_single_filter_with_batches", "dot_product_multiple_filters_with_batches", "Conv2d", "Conv2d_general"),
    *("create_conv_model", "shift_data"),
)
PROBED = sorted({*WITH_CODE, *IN_A_FOLDER, *FILES_MOVED} - NOT_BY_A_PLAIN_IMPORT.keys())


def expected(group: str) -> dict[str, list[str]]:
    """All proper outcomes of the lines about code."""
    marks = yaml.load((EXPECTED / group / "expected.yaml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)["marks"]
    said = {name: marks[name]["outcome"] for name in CODE}
    return {name: [one] if isinstance(one, str) else one for name, one in said.items()}


def lying_on_the_starter(group: str, place: Path) -> Path:
    """What a group handed in, over a copy of the starter, its files where the sheet wants them."""
    copy = Path(shutil.copytree(ROOT / "starters" / "freiburg_ex06", place / group))
    shutil.copytree(SAMPLES / group / IN_A_FOLDER.get(group, ""), copy, dirs_exist_ok=True)
    if group in FILES_MOVED:
        for path in (copy / FILES_MOVED[group]).glob("*.py"):
            text = path.read_text(encoding="utf-8").replace(f"from {FILES_MOVED[group]}.", "from lib.")
            (copy / "lib" / path.name).write_text(text, encoding="utf-8")
    return copy


@pytest.fixture(scope="module")
def probed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the program says of all samples."""
    place = tmp_path_factory.mktemp("probed")
    command = [sys.executable, str(Path(__file__).with_name("probing.py")), str(ROOT / "reference" / "freiburg_ex06.py")]
    command += [str(lying_on_the_starter(group, place)) for group in PROBED]
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr


@pytest.mark.parametrize("group", PROBED)
def test_what_is_expected_to_be_right_agrees_with_the_reference_and_nothing_else_does(group: str, probed: str) -> None:
    lines = [line.split() for line in probed.splitlines()]
    said = dict(line[1:] for line in lines if len(line) == 3 and line[0] == group)
    assert list(said) == list(CODE), probed
    outcomes = expected(group)
    assert {name: "right" in outcomes[name] for name in CODE} == {name: said[name] == "yes" for name in CODE}


def test_a_group_without_code_is_not_expected_to_have_any() -> None:
    for path in SAMPLES.iterdir():
        if path.name != "torn-page" and not any(path.rglob("*.py")) and not any(path.rglob("*.ipynb")):
            assert set(map(tuple, expected(path.name).values())) == {("missing",)}, path.name
