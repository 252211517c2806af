"""What people write, and what a careful person reads in it: each document is one trap."""

from pathlib import Path

import pytest
import yaml
from searches import as_wanted, freiburg, read, search_of, shown

FOLDER = Path(__file__).parent / "documents"


def cases():
    """Every document of every file, with the search that goes with the file."""
    for path in sorted(FOLDER.glob("*.yaml")):
        told = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        search, documents = (freiburg(), told) if isinstance(told, list) else (search_of(told["rubric"]), told["documents"])
        for one in documents:
            yield pytest.param(search, one, id=f"{path.stem}: {one['trap']}")


@pytest.mark.parametrize(("search", "document"), list(cases()))
def test_a_document_is_read_as_a_careful_person_reads_it(search, document):
    files = document.get("files") or {document.get("file", "notes.md"): document["text"]}
    found = read(files, search)
    wanted = document["reads"]  # what it does not name may be proposed, never read for sure
    amiss = [f"{name}: wanted {wanted.get(name)}, got {shown(one)}" for name, one in found.items() if not as_wanted(one, wanted.get(name))]
    assert not amiss, "\n".join(amiss)


def test_there_are_documents_enough():
    assert len(list(cases())) >= 210
