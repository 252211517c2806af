"""The hash of the grader's own source, and the versions of the libraries beside it."""

from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from grader import own_source
from grader.ground import LIBRARIES
from grader.own_source import installed_version, our_own

SOURCE = {"__init__.py": "a = 1\n", "batch.py": "b = 2\n", "jail/server.py": "c = 3\n"}
CHANGED = {
    "a byte": SOURCE | {"batch.py": "b = 3\n"},
    "a file in a folder": SOURCE | {"jail/server.py": "c = 4\n"},
    "a new file": SOURCE | {"jail/client.py": ""},
    "a file less": {name: text for name, text in SOURCE.items() if name != "batch.py"},
    "another name": {name.replace("batch", "patch"): text for name, text in SOURCE.items()},
    "another folder": {name.replace("jail/", "walls/"): text for name, text in SOURCE.items()},
    "the same out of its folder": {name.replace("jail/", ""): text for name, text in SOURCE.items()},
    "text that moved to the next file": SOURCE | {"__init__.py": "a = 1\nb = 2\n", "batch.py": ""},
}


@pytest.fixture
def hash_of(tmp_path, monkeypatch):
    """The hash of some files as if they were the grader's."""

    def hashed(files, place="one"):
        for name, text in files.items():
            path = tmp_path / place / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(own_source.grader, "__file__", str(tmp_path / place / "__init__.py"))
        our_own.cache_clear()
        return our_own()

    yield hashed
    our_own.cache_clear()


@pytest.mark.parametrize("change", CHANGED)
def test_what_changes_in_our_source_changes_its_hash(hash_of, change):
    assert hash_of(SOURCE) != hash_of(CHANGED[change], "other")


def test_where_the_grader_lies_and_what_is_no_source_changes_nothing(hash_of):
    assert hash_of(SOURCE) == hash_of(dict(reversed(SOURCE.items())) | {"jail/notes.txt": "x"}, "elsewhere")


@pytest.mark.parametrize("package", [*LIBRARIES, "pydantic", "pyyaml", "PyYAML", "no-such-package"])
def test_a_librarys_version_is_the_one_that_python_knows(package):
    try:
        known = version(package)
    except PackageNotFoundError:
        known = ""
    assert installed_version(package) == known


def test_a_version_in_what_a_package_says_of_itself_is_none(tmp_path, monkeypatch):
    place = tmp_path / "odd-1.5.dist-info"
    place.mkdir()
    Path(place, "METADATA").write_text("Metadata-Version: 2.1\nName: odd\nVersion: 1.5\n\nVersion: 9\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    installed_version.cache_clear()
    assert installed_version("odd") == "1.5"
