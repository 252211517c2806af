"""What programs print and people paste: tensors below their names, slices, framed titles, consoles, summaries of networks."""

import json
from pathlib import Path

import pytest
import yaml
from searches import as_wanted, freiburg, search_of, shown

from grader.finding.find import find
from grader.readers.notebook import read_notebook
from grader.readers.transcription import read_transcription

FOLDER = Path(__file__).parent / "pasted"


def cases():
    """Every document of every file, with the search that goes with the file."""
    for path in sorted(FOLDER.glob("*.yaml")):
        told = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
        search = search_of(told["rubric"]) if "rubric" in told else freiburg()
        for one in told["documents"]:
            yield pytest.param(search, one, id=f"{path.stem}: {one['trap']}")


def document_of(one):
    """A note, or a notebook with one text and one cell that printed something."""
    if "text" in one:
        return read_transcription(one["text"].encode(), "notes.md")
    output = {"output_type": "stream", "name": "stdout", "text": one["output"]}
    code = {"cell_type": "code", "metadata": {}, "source": one.get("source", "run()"), "execution_count": 1, "outputs": [output]}
    text = {"cell_type": "markdown", "metadata": {}, "source": one["above"]}
    return read_notebook(json.dumps({"cells": [text, code], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode(), "notes.ipynb")


def without_single_axes(value):
    """The same nested numbers without axes of length one."""
    if not isinstance(value, tuple):
        return value
    inner = tuple(without_single_axes(one) for one in value)
    return inner[0] if len(inner) == 1 else inner


@pytest.mark.parametrize(("search", "document"), list(cases()))
def test_what_was_printed_is_read_as_a_careful_person_reads_it(search, document):
    found = find([document_of(document)], search.wanted, search.nodes)
    wanted = document["reads"]  # what it does not name may be proposed, never read for sure
    amiss = [f"{name}: wanted {wanted.get(name)}, got {shown(one)}" for name, one in found.items() if not as_wanted(one, wanted.get(name))]
    assert not amiss, "\n".join(amiss)


def test_there_are_printed_documents_enough():
    assert len(list(cases())) >= 60
