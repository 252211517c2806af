"""Submissions as they lie on disk: groups, names in any script, links, pipes, junk, and limits."""

import os
import socket
import zipfile
from dataclasses import replace
from pathlib import Path
from shutil import make_archive

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.errors import CommandError
from grader.intake import documents, find_submissions, one_submission, passed_over, unread_documents
from grader.intake.haul import LIMITS, MB
from grader.intake.kinds import ending, without_ending
from grader.intake.names import shown
from grader.intake.submissions import MOST_PHOTOS


@pytest.fixture
def folder(tmp_path):
    """A folder of submissions, still empty."""
    path = tmp_path / "freiburg_ex06"
    path.mkdir()
    return path


@pytest.fixture
def keep(tmp_path):
    """Where archives are unpacked."""
    path = tmp_path / "keep"
    path.mkdir()
    return path


def write(path, data=b"L = 200"):
    """A file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


def names(submission):
    """The names of a submission's files."""
    return [file.name for file in submission.files]


def test_a_folder_an_archive_and_a_file_are_each_a_submission(folder, keep):
    write(folder / "anna" / "sheet.md")
    write(folder / "anna" / "lib" / "conv.py")
    write(folder / "ben.pdf")
    with zipfile.ZipFile(folder / "clara.zip", "w") as archive:
        archive.writestr("lib/conv.py", "x = 1")
    found = find_submissions(folder, keep)
    assert [(one.group, names(one)) for one in found] == [
        ("anna", ["lib/conv.py", "sheet.md"]),
        ("ben", ["ben.pdf"]),
        ("clara", ["lib/conv.py"]),
    ]
    assert all(not one.problem and not one.notes for one in found)


@pytest.mark.parametrize("kind", [".pdf", ".md", ".tex", ".txt", ".ipynb", ".py", ".png", ".jpg"])
def test_every_kind_of_the_contract_is_a_submission_by_itself(folder, keep, kind):
    write(folder / f"anna{kind}")
    (one,) = find_submissions(folder, keep)
    assert (one.group, names(one), one.problem) == ("anna", [f"anna{kind}"], "")


def test_groups_that_would_collide_keep_their_endings(folder, keep):
    write(folder / "anna" / "a.md")
    for name in ("anna.md", "anna.PDF", "ben.tar.md", "clara.zip"):
        write(folder / name)
    assert [one.group for one in find_submissions(folder, keep)] == ["anna", "anna.PDF", "anna.md", "ben.tar", "clara"]


ODD_NAMES = [
    "한글",
    "Группа 7",
    "[a] (b) {c}",
    "two\nlines",
    "tab\there",
    "'quotes\"",
    "-rf",
    "ü" * 127,
    "x" * 255,
    "a\\b",
    "%s",
    "=1+1",
    " ",
]


@pytest.mark.parametrize("name", ODD_NAMES)
def test_a_folder_may_have_any_name(folder, keep, name):
    write(folder / name / f"{name[:60]}.md")
    (one,) = find_submissions(folder, keep)
    assert one.group.isprintable()
    assert one.problem == ""
    assert [file.path.read_bytes() for file in documents(one)] == [b"L = 200"]


def test_undecodable_bytes_become_clean_text_and_the_file_is_still_found(folder, keep):
    inside = os.fsencode(folder) + b"/caf\xe9"
    os.mkdir(inside)  # noqa: PTH102 - bytes
    with open(inside + b"/r\xe9sum\xe9.md", "wb") as file:  # noqa: PTH123 - bytes
        file.write(b"L = 200")
    (one,) = find_submissions(folder, keep)
    assert (one.group, names(one)) == ("caf\\xe9", ["r\\xe9sum\\xe9.md"])
    assert one.files[0].path.read_bytes() == b"L = 200"


def test_names_that_look_alike_as_text_are_told_apart(folder, keep):
    for name in (b"a\xe9", b"a\\xe9"):
        os.mkdir(os.fsencode(folder) + b"/" + name)  # noqa: PTH102 - bytes
    write(folder / "caf\u00e9" / "e\u0301.md")
    write(folder / "cafe\u0301" / "x.md")
    write(folder / "caf\u00e9" / "\u00e9.md")
    groups = [one.group for one in find_submissions(folder, keep)]
    assert groups == ["a\\xe9", "a\\xe9 (2)", "café", "café (2)"]
    assert names(find_submissions(folder, keep)[3]) == ["é.md", "é (2).md"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("plain.md", "plain.md"),
        ("red\x1b[31m.md", "red\\x1b[31m.md"),
        ("nul\0.md", "nul\\x00.md"),
        ("fdp.\u202egpj", "fdp.\\u202egpj"),
        ("half \ud800", "half \\ud800"),
        ("line\u2028end", "line\\u2028end"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_would_disturb_a_page_or_a_terminal_is_escaped(name, text):
    assert shown(name) == text


@given(st.text(st.characters(codec=None)))
def test_any_name_becomes_text_that_can_be_written(name):
    text = shown(name)
    assert "\0" not in text
    assert "\n" not in text
    text.encode("utf-8")


def test_links_are_never_followed(folder, keep, tmp_path):
    secret = write(tmp_path / "secret.md", b"the expected values")
    write(folder / "anna" / "own.md")
    (folder / "anna" / "link.md").symlink_to(secret)
    (folder / "anna" / "up").symlink_to(tmp_path)
    (folder / "ben").symlink_to(tmp_path)
    (folder / "clara.md").symlink_to(secret)
    anna, ben, clara = find_submissions(folder, keep)
    assert names(anna) == ["own.md"]
    assert [note.partition(" is a link")[0] for note in anna.notes] == ["not read: link.md", "not read: up"]
    assert ben.files == clara.files == ()
    assert "is a link, and links are not followed" in ben.problem
    assert "is a link, and links are not followed" in clara.problem


def test_a_circle_of_links_ends(folder, keep):
    (folder / "anna").mkdir()
    (folder / "anna" / "again").symlink_to(folder / "anna")
    (one,) = find_submissions(folder, keep)
    assert "again is a link" in one.problem


def test_pipes_and_sockets_are_never_opened(folder, keep, monkeypatch):
    (folder / "anna").mkdir()
    os.mkfifo(folder / "anna" / "pipe.md")
    os.mkfifo(folder / "ben.md")
    monkeypatch.chdir(folder / "anna")
    with socket.socket(socket.AF_UNIX) as open_socket:
        open_socket.bind("socket.md")
        anna, ben = find_submissions(folder, keep)
    assert anna.files == ben.files == ()
    assert len(anna.notes) == 2
    assert "ben.md is a pipe, a socket or a device, which is never opened; hand in a file" in ben.problem


JUNK = [
    ".DS_Store",
    "Thumbs.db",
    "desktop.ini",
    ".git/config",
    "__MACOSX/._a.md",
    "__pycache__/a.pyc",
    ".ipynb_checkpoints/a.ipynb",
    "~$hw.docx",
]


def test_junk_is_ignored_with_a_note(folder, keep):
    write(folder / "anna" / "a.md")
    for name in JUNK:
        write(folder / "anna" / name)
    write(folder / "anna" / "env" / "pyvenv.cfg")
    write(folder / "anna" / "env" / "lib" / "LICENSE.txt")
    (one,) = find_submissions(folder, keep)
    assert names(one) == ["a.md"]
    (note,) = one.notes
    assert note.startswith("ignored: ")
    assert "and 6 more" in note
    assert unread_documents(one) == ()


def test_what_lies_beside_the_submissions_is_nobodys(folder, keep):
    write(folder / "anna.md")
    for name in (".DS_Store", "grades.csv", "submission_metadata.yml", "README.md", ".git/config"):
        write(folder / name)
    assert [one.group for one in find_submissions(folder, keep)] == ["anna"]
    assert set(passed_over(folder)) == {".DS_Store", ".git", "README.md", "grades.csv", "submission_metadata.yml"}


@pytest.mark.parametrize("junk", [[], [".DS_Store"], ["grades.csv"]])
def test_an_empty_folder_is_said_to_hold_no_submissions(folder, keep, junk):
    for name in junk:
        write(folder / name)
    with pytest.raises(CommandError, match=r"^no submissions in .*freiburg_ex06: a submission is a folder or a PDF"):
        find_submissions(folder, keep)


def test_a_folder_that_is_not_there_or_is_a_file_says_so(folder, keep):
    with pytest.raises(CommandError, match=r"no submissions in .*nowhere: it cannot be opened"):
        find_submissions(folder / "nowhere", keep)
    with pytest.raises(CommandError, match=r"a\.md is a file; name the folder that holds the submissions"):
        find_submissions(write(folder / "a.md"), keep)
    with pytest.raises(CommandError, match=r"nowhere cannot be opened .*; name a folder or a file to check"):
        one_submission(folder / "nowhere", keep)


UNSUPPORTED = {
    "hw.docx": "hand in a PDF instead",
    "hw.doc": "hand in a PDF instead",
    "hw.odt": "hand in a PDF instead",
    "hw.pages": "hand in a PDF instead",
    "IMG_1.HEIC": "hand in a PDF or a .jpg instead",
    "hw.7z": "hand in a .zip instead",
    "hw.rar": "hand in a .zip instead",
    "hw.tar.xz": "hand in a .zip instead",
    "hw.xyz": "hand in a PDF, Markdown",
    "hw": "hand in a PDF, Markdown",
}


@pytest.mark.parametrize("name", UNSUPPORTED)
def test_another_kind_is_named_with_what_to_do_instead(folder, keep, name):
    write(folder / name)
    write(folder / "zoe.md")
    bad, good = find_submissions(folder, keep)
    assert bad.problem.startswith(f"{name} is ")
    assert UNSUPPORTED[name] in bad.problem
    assert not good.problem


def test_another_kind_beside_a_pdf_is_a_note_and_makes_nothing_missing(folder, keep):
    write(folder / "anna" / "hw.docx")
    write(folder / "anna" / "hw.pdf")
    write(folder / "anna" / "photo.jpg")
    (one,) = find_submissions(folder, keep)
    assert one.notes == ("not read: hw.docx is a Word document, which is not read; hand in a PDF instead",)
    assert not one.problem
    assert [file.name for file in documents(one)] == ["hw.pdf", "photo.jpg"]
    assert [gap.why for document in unread_documents(one) for gap in document.unread] == [
        "hw.docx is a Word document, which is not read; hand in a PDF instead",
    ]


def test_photos_are_pages_in_the_order_that_people_count_in_and_very_many_are_not_all_read(folder, keep):
    for number in range(1, MOST_PHOTOS + 2):
        write(folder / "anna" / f"IMG_{number}.jpg")
    (one,) = find_submissions(folder, keep)
    assert [file.name for file in documents(one)] == [f"IMG_{number}.jpg" for number in range(1, MOST_PHOTOS + 1)]
    (beyond,) = unread_documents(one)
    assert beyond.file == f"IMG_{MOST_PHOTOS + 1}.jpg"


def test_empty_folders_and_folders_of_other_things_say_what_to_hand_in(folder, keep):
    (folder / "anna" / "deep").mkdir(parents=True)
    write(folder / "ben" / "data.npy")
    write(folder / "clara" / "hw.docx")
    write(folder / "clara" / "hw.rar")
    problems = [one.problem for one in find_submissions(folder, keep)]
    assert problems[0].startswith("anna is empty; hand in a PDF, Markdown")
    assert problems[1].startswith("ben holds no file of a kind that is read; hand in a PDF, Markdown")
    assert problems[2].startswith("nothing in clara can be read: hw.docx is a Word document")
    assert problems[2].endswith("(and 1 more)")


def test_an_empty_file_is_handed_on_to_its_reader(folder, keep):
    write(folder / "anna.md", b"")
    (one,) = find_submissions(folder, keep)
    assert names(one) == ["anna.md"]
    assert not one.problem


def test_a_folder_that_cannot_be_opened_costs_only_itself(folder, keep, monkeypatch):
    write(folder / "anna" / "a.md")
    write(folder / "anna" / "locked" / "b.md")
    write(folder / "ben.md")
    scandir = os.scandir

    def refusing(path):
        if Path(path).name == "locked":
            raise PermissionError(13, "Permission denied")
        return scandir(path)

    monkeypatch.setattr(os, "scandir", refusing)
    anna, ben = find_submissions(folder, keep)
    assert names(anna) == ["a.md"]
    assert anna.notes == ("not read: locked cannot be opened (Permission denied)",)
    assert not ben.notes


def test_a_full_disk_costs_the_archive_and_not_the_batch(folder, keep):
    with zipfile.ZipFile(folder / "anna.zip", "w") as archive:
        archive.writestr("a.md", "x")
    write(folder / "ben.md")
    anna, ben = find_submissions(folder, keep / "gone")
    assert "anna.zip could not be unpacked here (No such file or directory)" in anna.problem
    assert not ben.problem


SMALL = replace(LIMITS, files=5, entries=30, total=1 * MB, each=MB // 2, depth=3, notes=4)


def test_every_limit_is_told_and_what_is_within_is_read(folder, keep):
    write(folder / "many" / "a.md", b"")
    for number in range(6):
        write(folder / "many" / f"b{number}.md", b"")
    write(folder / "big" / "a.md")
    (folder / "big" / "huge.pdf").touch()
    os.truncate(folder / "big" / "huge.pdf", 200 * MB)
    for number in range(3):
        write(folder / "heavy" / f"{number}.md", b"x" * 400_000)
    write(folder / "deep" / "1" / "2" / "3" / "4" / "x.md")
    write(folder / "deep" / "y.md")
    found = {one.group: one for one in find_submissions(folder, keep, SMALL)}
    assert len(found["many"].files) == 5
    assert found["many"].notes[0] == "not read: b4.md comes after the first 5 files, and no more are read"
    assert found["big"].notes == ("not read: huge.pdf is 200 MB; at most 500,000 bytes a file are read",)
    assert found["heavy"].notes == ("not read: 2.md goes beyond 1 MB, and no more of one submission is read",)
    assert found["deep"].notes == ("not read: 1/2/3/4 lies more than 3 folders deep",)
    assert [names(found[group]) for group in ("big", "deep")] == [["a.md"], ["y.md"]]


def test_a_flood_of_entries_ends_and_its_notes_do_too(folder, keep):
    for number in range(10):
        write(folder / "anna" / f"{number}.docx")
    for number in range(40):
        (folder / "ben" / str(number)).mkdir(parents=True)
    anna, ben = find_submissions(folder, keep, SMALL)
    assert len(anna.notes) == 5
    assert anna.notes[-1] == "not read: 6 more"
    assert "holds more than 30 files and folders" in ben.problem


def test_files_near_the_top_come_before_a_heap_of_others(folder, keep):
    for number in range(10):
        write(folder / "anna" / "sheet" / "data" / f"{number}.txt")
    write(folder / "anna" / "answers" / "hw.pdf")
    (one,) = find_submissions(folder, keep, SMALL)
    assert "answers/hw.pdf" in names(one)


def test_a_zip_in_a_folder_is_opened(folder, keep):
    (folder / "anna").mkdir()
    with zipfile.ZipFile(folder / "anna" / "all.ZIP", "w") as archive:
        archive.writestr("hw/a.md", "x")
    (one,) = find_submissions(folder, keep)
    assert names(one) == ["all.ZIP/hw/a.md"]


def test_one_submission_is_what_the_path_names(folder, keep, monkeypatch):
    write(folder / "anna" / "a.md")
    monkeypatch.chdir(folder / "anna")
    assert (one_submission(Path(), keep).group, names(one_submission(Path(), keep))) == ("anna", ["a.md"])
    assert one_submission(Path("a.md"), keep).group == "a"


def test_the_same_folder_gives_the_same_submissions(folder, keep, tmp_path):
    for name in ("b.md", "a.md", "c/z.md", "c/A.md", "c/lib/m.py"):
        write(folder / name)
    again = tmp_path / "keep-2"
    again.mkdir()
    assert find_submissions(folder, keep) == find_submissions(folder, again)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("a.md", ".md"),
        ("a.PDF", ".pdf"),
        ("a.tar.gz", ".tar.gz"),
        ("a.tgz", ".tgz"),
        ("tar.gz", ".gz"),
        (".tar.gz", ".gz"),
        ("a", ""),
        (".md", ""),
        ("a.b.c", ".c"),
    ],
)
def test_endings(name, kind):
    assert ending(name) == kind
    assert without_ending(name) + name[len(without_ending(name)) :] == name


CHECKPOINT = "work/.ipynb_checkpoints/net-checkpoint.ipynb"


@pytest.mark.parametrize("zipped", [False, True])
@pytest.mark.parametrize(
    ("beside", "begins"),
    [
        (
            "answers.md",
            f"not read: {CHECKPOINT} is only the copy that Jupyter keeps of a notebook; hand in the notebook itself (net.ipynb)",
        ),
        ("work/net.ipynb", f"ignored: {CHECKPOINT} (left there"),
        ("final.ipynb", f"ignored: {CHECKPOINT} (left there"),
    ],
)
def test_jupyters_copy_counts_for_nothing_but_is_told_where_its_notebook_is_not_there(tmp_path, zipped, beside, begins):
    for name in (CHECKPOINT, beside):
        (tmp_path / "group" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "group" / name).write_text("{}")
    path = Path(make_archive(str(tmp_path / "group"), "zip", tmp_path / "group")) if zipped else tmp_path / "group"
    (tmp_path / "keep").mkdir()
    submission = one_submission(path, tmp_path / "keep")
    assert [file.name for file in submission.files] == [beside]
    (note,) = [note for note in submission.notes if "checkpoint" in note]
    assert note.startswith(begins)
