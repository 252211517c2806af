"""What the project promises about itself: a short changelog, targets that exist, no runtime need for torch."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_a_line_of_the_changelog_has_at_most_25_words():
    lines = [line for line in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8").splitlines() if line.startswith("- ")]
    assert lines
    assert all(len(line.removeprefix("- ").split()) <= 25 for line in lines)


def test_every_ignored_rule_has_its_reason_beside_it():
    ruff = (ROOT / "pyproject.toml").read_text(encoding="utf-8").split("[tool.ruff.lint]")[1].split("[tool.mypy]")[0]
    rules = [line for line in ruff.splitlines() if re.match(r'\s+"[A-Z]+[0-9]*",', line)]
    assert rules
    assert all("# " in line for line in rules)


def test_marking_what_was_written_needs_no_torch():
    assert not any("torch" in need for need in PYPROJECT["project"]["dependencies"])


def test_make_lists_its_targets():
    said = subprocess.run(["make", "-s", "help"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for target in ("demo", "test", "test-long", "lint", "update-gold", "help"):
        assert f"make {target} " in said


@pytest.mark.parametrize("target", ["demo", "test", "test-long", "lint", "update-gold"])
def test_contributing_and_ci_name_targets_that_exist(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


def test_no_hook_fetches_anything():
    hooks = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    assert set(re.findall(r"repo: (\S+)", hooks)) == {"local"}
    assert "language: system" in hooks
