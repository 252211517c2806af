"""A comment that tells a style checker to look away hides nothing that is marked."""

import pytest

from grader.ruff_tool import ruff
from grader.worker.loaded import Loaded
from grader.worker.style import answer


@pytest.mark.parametrize("comment", ["# ruff: noqa\n", "# flake8: noqa\n", "# ruff: noqa: F401\n"])
def test_a_comment_hides_nothing_from_ruff(comment):
    pytest.importorskip("ruff")
    assert [one.code for one in ruff({"a.py": f"{comment}import os  # noqa\n".encode()}, 100)] == ["F401"]


def test_a_comment_hides_nothing_from_pycodestyle(tmp_path, monkeypatch):
    pytest.importorskip("pycodestyle")
    monkeypatch.chdir(tmp_path)
    state = Loaded()
    data = b"# flake8: noqa\nx = None\nif x == None:  # noqa\n    pass\n"
    state.files = {"a.py": data}
    found = answer({"tool": "pycodestyle", "files": ["a.py"], "line_length": 100}, state, None)
    assert [row[3] for row in found["value"]] == ["E711"]
