"""What was handed out and comes back as it was is nobody's statement; one changed letter makes it the group's."""

from grader.collect import read_one
from grader.document import Document
from grader.readers.transcription import read_transcription
from grader.submission import SubmittedFile
from grader.untouched import given_out

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
