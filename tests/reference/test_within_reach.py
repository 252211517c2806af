"""What a Python file of the course may read or import beside itself, and what lies beside it and makes no difference."""

import hashlib

import pytest

from grader import within_reach as reach
from grader.references.course_module import load_reference
from grader.within_reach import hash_within_reach, within_reach

SOURCE = '''"""The sample solution."""
import importlib

import shared
from kit import parts

NOTES = importlib.import_module("note" + "s")  # nobody can tell
'''
FILES = {
    "sheet.py": SOURCE,
    "shared.py": "import deeper",
    "deeper.py": "VALUE = 1",
    "other_sheet.py": "import parts_of_others",
    "parts_of_others.py": "",
    "conftest.py": "",
    "kit/__init__.py": "from .parts import VALUE",
    "kit/parts.py": "VALUE = 2",
    "kit/unused.py": "",
    "elsewhere/__init__.py": "",
    "data.csv": "1, 2",
    "data/deep/more.npz": "\0",
    "plan.yaml": "a: 1",
    "kit/plan.yaml": "a: 1",
    ".data.csv.swp": "",
    "__pycache__/sheet.cpython-311.pyc": "",
    ".venv/lib/shared.py": "",
}
COUNTS = {
    "shared.py",
    "deeper.py",
    "conftest.py",
    "kit/__init__.py",
    "kit/parts.py",
    "data.csv",
    "data/deep/more.npz",
    "plan.yaml",
    "kit/plan.yaml",
}


@pytest.fixture
def folder(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def found(folder, **more):
    return {path.relative_to(folder).as_posix() for path in within_reach(folder / "sheet.py", SOURCE.encode(), **more)}


def test_data_and_what_is_named_and_what_those_name(folder):
    assert found(folder) == COUNTS
    assert found(folder, but={".yaml"}) == COUNTS - {"plan.yaml"}, "beside the file alone"


@pytest.mark.parametrize("name", FILES)
def test_the_hash_is_another_where_what_counts_is_another(folder, name):
    def told():
        return hash_within_reach(folder / "sheet.py", (folder / "sheet.py").read_bytes())

    before = told()
    assert told() == before
    (folder / name).write_text(FILES[name] + "#", encoding="utf-8")
    assert (told() != before) is (name in COUNTS | {"sheet.py"})
    (folder / name).unlink()
    if name in COUNTS:
        assert told() != before, "it is gone"


def test_a_large_file_counts_by_size_and_time_and_one_that_cannot_be_read_is_no_fault(folder, monkeypatch):
    monkeypatch.setattr(reach, "LARGEST", 2)
    before = hash_within_reach(folder / "sheet.py", b"")
    (folder / "data.csv").write_text("1, 3", encoding="utf-8")
    assert hash_within_reach(folder / "sheet.py", b"") != before
    (folder / "data.csv").unlink()
    (folder / "data.csv").symlink_to(folder / "nowhere")
    assert hash_within_reach(folder / "sheet.py", b"") != before


def test_the_hash_of_a_sample_solution_is_that_of_its_file_unless_it_reads_more(tmp_path):
    path = tmp_path / "sheet.py"
    path.write_text("def one():\n    return 1.0\n", encoding="utf-8")
    (tmp_path / "other.py").write_text("def two():\n    return 2.0\n", encoding="utf-8")
    alone = load_reference(path).sha256
    assert alone == hashlib.sha256(path.read_bytes()).hexdigest()
    (tmp_path / "data.csv").write_text("1", encoding="utf-8")
    assert load_reference(path).sha256 != alone
