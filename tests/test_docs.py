"""The documents name what there is: every word and setting of a rubric, and nothing else."""

import re
from pathlib import Path

import pytest

from grader.checks import kinds
from grader.rubric import SETTINGS, read_rubric
from grader.score import Visibility

DOCS = Path(__file__).resolve().parents[1] / "docs"
TEXT = (DOCS / "rubrics.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("word", sorted(kinds()))
def test_every_kind_of_check_is_described(word):
    assert re.search(rf"^\| `{word}: ", TEXT, re.MULTILINE)


@pytest.mark.parametrize("word", sorted(set(re.findall(r"^\| `(\w+): [A-Z]", TEXT, re.MULTILINE))))
def test_no_check_is_described_that_is_not_there(word):
    assert word in kinds()


@pytest.mark.parametrize("setting", SETTINGS)
def test_every_setting_of_a_rubric_is_described(setting):
    assert f"`{setting}:`" in TEXT


@pytest.mark.parametrize(
    ("word", "setting"),
    [(word, field.alias or name) for word, kind in sorted(kinds().items()) for name, field in kind.model_fields.items() if name != word],
)
def test_every_setting_of_a_line_is_described(word, setting):
    if setting == "self-check" and all(kind.no_self_check for kind in kinds().values()):
        return  # every kind refuses it so far, so nobody needs to know of it
    assert f"`{setting}:" in TEXT, f"docs/rubrics.md says nothing of `{setting}:` ({word})"


@pytest.mark.parametrize("visibility", list(Visibility))
def test_every_visibility_is_described(visibility):
    assert f"`{visibility.value.replace('_', ' ')}`" in TEXT


@pytest.mark.parametrize("example", re.findall(r"^```yaml\n(- .*?)^```$", TEXT, re.MULTILINE | re.DOTALL))
def test_every_example_of_lines_can_be_read(example):
    if "points:" not in example:
        example = re.sub(r"^(- \w+: .*)$", r"\1\n  points: 1", example, flags=re.MULTILINE)
    text = "reference: r\ntasks:\n  1 A:\n" + "".join(f"    {line}\n" for line in example.splitlines())
    assert read_rubric(text.encode(), "docs.yaml").lines
