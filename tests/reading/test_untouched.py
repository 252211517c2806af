"""What was handed out and comes back as it was is nobody's statement; one changed letter makes it the group's."""

import json
from dataclasses import replace

from grader.collect import read_one
from grader.document import Document
from grader.readers.reading import read_bytes
from grader.readers.transcription import read_transcription
from grader.submission import SubmittedFile
from grader.untouched import given_out, sentences_of, without_sentences

FORM = b"# 1.1\nExample: $L = 3$\n"


class Readers:
    """Reads here and now."""

    def read(self, path, name):
        return read_transcription(path.read_bytes(), name)


def read(folder, data, name="sheet.md"):
    path = folder / name
    path.write_bytes(data)
    return read_one(SubmittedFile(name, path), Readers(), given_out({"docs/form.md": FORM, "lib/x.py": b"L = 4\n"}))


def test_what_comes_back_as_it_was_says_nothing_whatever_it_is_called_now(tmp_path):
    document = read(tmp_path, FORM)
    assert isinstance(document, Document)
    assert (document.lines, document.pages) == ((), 1)
    assert "as it was handed out" in document.notes[-1]


def test_one_letter_of_their_own_makes_it_theirs(tmp_path):
    assert read(tmp_path, FORM.replace(b"3", b"4")).lines
    assert read(tmp_path, FORM + b"\n").lines


def test_only_documents_are_compared(tmp_path):
    assert read(tmp_path, b"L = 4\n", "x.md").lines


TASK = "Train for at most 10 epochs and reach an accuracy of at least 70 %.\n\nYour accuracy:"
CELL = '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [{"cell_type": "markdown", "metadata": {}, "source": %s}]}'


def test_the_sentences_of_a_blank_notebook_are_nobodys_and_its_labels_stay():
    blank = {"task.ipynb": (CELL % json.dumps(TASK)).encode(), "broken.ipynb": b"{"}
    filled = read_bytes(
        (CELL % json.dumps(f"{TASK} 71 %\n\nWe reached an accuracy of 74 % on our own data in the end.")).encode(), "a.ipynb"
    )
    left = without_sentences(filled, sentences_of(blank))
    assert [line.text for line in left.lines] == [line.text for line in filled.lines[1:]]
    assert without_sentences(replace(filled, file="a.md"), sentences_of(blank)).lines == filled.lines
