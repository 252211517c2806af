"""Zips that broke off, were run together or lost a part: no entry of theirs is lost without a word, and nobody is marked on the rest."""

import io
import random
import time
import zipfile

import pytest

from grader.errors import CommandError
from grader.intake import find_submissions, one_submission
from grader.intake.submissions import take_in

PHOTO = random.Random(1).randbytes(50_000)


class Stream(io.RawIOBase):
    """A place to write to without going back, so that sizes stand behind what is packed."""

    def __init__(self):
        self.written = bytearray()

    def writable(self):
        return True

    def write(self, data):
        self.written += bytes(data)
        return len(data)


def a_zip(*members, packed=zipfile.ZIP_STORED, comment=b""):
    """A zip archive of (name, bytes)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packed) as archive:
        archive.comment = comment
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def streamed(*members):
    """The same as browsers and Macs write it."""
    stream = Stream()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return bytes(stream.written)


INNER = a_zip(("net.py", b"x = 1\n"), ("old.md", b"L = 3\n"))
OUTER = a_zip(("answers.md", b"L = 200\n"), ("code.zip", INNER), ("photo.png", PHOTO))
STREAMED = streamed(("a.md", b"a = 1\n" * 40), ("Übung/b.md", b"b"), ("inner.zip", INNER))
BEHIND_THE_INNER_ONE = OUTER[: OUTER.index(b"photo.png") + 3_000]
ONE, OTHER = a_zip(("a.md", b"1")), a_zip(("b.md", b"2"), packed=zipfile.ZIP_DEFLATED)


def handed_in(tmp_path, data, name="group.zip"):
    (tmp_path / name).write_bytes(data)
    (tmp_path / "keep").mkdir(exist_ok=True)
    return one_submission(tmp_path / name, tmp_path / "keep")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(BEHIND_THE_INNER_ONE, "leaves out what stands in it (answers.md, code.zip, photo.png)", id="behind a zip within"),
        pytest.param(OUTER[:-30], "leaves out what stands in it (answers.md, code.zip, photo.png)", id="within its list"),
        pytest.param(ONE + OTHER, "leaves out what stands in it (a.md)", id="two in one"),
        pytest.param(OTHER + ONE[:-40], "leaves out what stands in it (a.md)", id="a whole one and a torn one"),
        pytest.param(OUTER[:100], "no list of contents at its end, as where an upload broke off (answers.md, code.zip can be", id="early"),
        pytest.param(STREAMED[:-60], "where an upload broke off (a.md, Übung/b.md, inner.zip can be", id="streamed, within its list"),
        pytest.param(STREAMED[:200], "no list of contents at its end, as where an upload broke off (a.md, Übung/b.md", id="streamed"),
        pytest.param(a_zip(*((f"{at}.md", b"x") for at in range(9)))[:-20], "(0.md, 1.md, 2.md, 3.md, 4.md and more can be", id="many"),
    ],
)
def test_an_archive_whose_list_of_contents_leaves_something_out_is_not_marked_on_the_rest(tmp_path, data, says):
    submission = handed_in(tmp_path, data)
    assert submission.files == ()
    assert submission.problem.startswith("group.zip is damaged: ")
    assert says in submission.problem
    assert submission.problem.endswith("; pack it again, and see that it opens")
    assert "\n" not in submission.problem


@pytest.mark.parametrize(
    ("data", "names"),
    [
        (OUTER, ["answers.md", "code.zip/net.py", "code.zip/old.md", "photo.png"]),
        (STREAMED, ["a.md", "inner.zip/net.py", "inner.zip/old.md", "Übung/b.md"]),
        (b"before it " * 50 + ONE, ["a.md"]),
        (ONE + b"\0" * 500, ["a.md"]),
        (a_zip(("a.md", b"PK\x03\x04" * 99), comment=b"PK and so on"), ["a.md"]),
    ],
    ids=["a zip within", "streamed", "something before it", "something behind it", "marks in what it holds"],
)
def test_an_archive_whose_list_of_contents_has_everything_is_read_whole(tmp_path, data, names):
    submission = handed_in(tmp_path, data)
    assert (sorted(file.name for file in submission.files), submission.notes, submission.problem) == (sorted(names), (), "")


def test_a_torn_archive_beside_other_files_leaves_them_and_is_named(tmp_path):
    folder = tmp_path / "group"
    folder.mkdir()
    (folder / "answers.md").write_text("L = 200\n")
    (folder / "code.zip").write_bytes(BEHIND_THE_INNER_ONE)
    submission = one_submission(folder, tmp_path)
    assert [file.name for file in submission.files] == ["answers.md"]
    (note,) = submission.notes
    assert note.startswith("not read: code.zip is damaged: its list of contents leaves out")


def test_a_download_that_broke_off_behind_somebodys_zip_is_not_taken_for_that_zip(tmp_path):
    members = [(f"{name}_{at}_assignsubmission_file/hw.zip", INNER) for at, name in enumerate(("Mira Okonkwo", "Ada Lind"), 101)]
    (tmp_path / "step.zip").write_bytes(a_zip(*members, ("photo.png", PHOTO))[:-40_000])
    with pytest.raises(CommandError) as caught:
        find_submissions(tmp_path / "step.zip", tmp_path)
    assert "step.zip is damaged: its list of contents leaves out what stands in it (Mira Okonkwo_101_assign" in str(caught.value)


@pytest.mark.parametrize("inside", [False, True])
def test_files_of_a_download_that_nobody_can_place_are_told(tmp_path, inside):
    members = [(f"{name}_{at}_assignsubmission_file/hw.md", b"L = 1") for at, name in enumerate(("Mira Okonkwo", "Ada Lind"), 101)]
    folder = tmp_path / "step" if inside else tmp_path
    folder.mkdir(exist_ok=True)
    (folder / "step.zip").write_bytes(a_zip(*members, ("../Ben Koch_103_assignsubmission_file/hw.md", b"L = 2"), ("d/" * 50 + "x.md", b"")))
    taken = take_in(folder if inside else folder / "step.zip", tmp_path)
    assert [one.group for one in taken.submissions] == ["Ada Lind", "Mira Okonkwo"]
    (said,) = [one.says for one in taken.attendance.noticed if "points outside" in one.says]
    assert said.startswith("../Ben Koch_103_assignsubmission_file/hw.md, d/d/")


def test_marks_without_end_are_looked_through_in_little_time(tmp_path):
    before = time.process_time()
    submission = handed_in(tmp_path, b"PK\x03\x04" * 1_000_000 + ONE)
    assert "(more than can be told)" in submission.problem
    assert time.process_time() - before < 2
