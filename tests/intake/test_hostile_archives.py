"""Archives that try to reach outside, to be two things at once, or to cost more than they are worth."""

import gzip
import io
import random
import stat
import tarfile
import time
import zipfile
import zlib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from grader.intake import one_submission, unread_documents
from grader.intake.haul import LIMITS, MB

GOOD = ("answers.md", b"L = 200\n")
SMALL = replace(LIMITS, total=8 * MB, each=4 * MB, small=1 * MB, files=20, entries=60)


def a_zip(*members, packed=zipfile.ZIP_DEFLATED):
    """A zip archive of (name or ZipInfo, bytes)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", packed, compresslevel=1) as archive:
        for name, data in members:
            archive.writestr(name, data)
    return buffer.getvalue()


def a_tar(*members, form=tarfile.GNU_FORMAT):
    """A .tar.gz archive of (name or TarInfo, bytes)."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", format=form, compresslevel=1) as archive:
        for name, data in members:
            info = tarfile.TarInfo(name) if isinstance(name, str) else name
            info.size = len(data) if info.isreg() else 0
            archive.addfile(info, io.BytesIO(data))
    return buffer.getvalue()


def homework(seed, size):
    """Bytes that shrink to a quarter, as text does."""
    return random.Random(seed).randbytes(size).translate(bytes(range(4)) * 64)


def zip_entry(name, mode=0, flags=0):
    """An entry with a Unix mode, or with flags that `zipfile` would not set."""
    info = zipfile.ZipInfo(name)
    info.external_attr = mode << 16
    info.flag_bits = flags
    return info


def tar_entry(name, kind, link=""):
    """A member of a kind other than a file."""
    info = tarfile.TarInfo(name)
    info.type, info.linkname = kind, link
    return info


def patched(archive, old, new):
    """The archive with some bytes replaced, as a person with a hex editor would."""
    assert old in archive
    return archive.replace(old, new)


def hand_in(tmp_path, name, data, limits=SMALL):
    """The submission that is this one archive."""
    path, keep = tmp_path / name, tmp_path / "keep"
    path.write_bytes(data)
    keep.mkdir()
    return one_submission(path, keep, limits)


def with_one(packed):
    """A zip archive with one member packed in another way."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(*GOOD)
        archive.writestr("b.md", b"x", compress_type=packed)
    return buffer.getvalue()


LINK, PIPE, DEVICE = stat.S_IFLNK | 0o777, stat.S_IFIFO | 0o666, stat.S_IFCHR | 0o666
ENCRYPTED = patched(
    patched(a_zip(GOOD, ("secret.md", b"x")), b"PK\x03\x04\x14\0\0\0", b"PK\x03\x04\x14\0\0\0"),
    b"PK\x01\x02\x14\x03\x14\0\0\0",
    b"PK\x01\x02\x14\x03\x14\0\x01\0",
)

ZIPS = [
    ("slip", a_zip(GOOD, ("../../evil.md", b"x")), ["evil.md has a name that points outside"]),
    ("slip of Windows", a_zip(GOOD, ("..\\evil.md", b"x")), ["../evil.md has a name that points outside"]),
    ("slip in the middle", a_zip(GOOD, ("a/../../evil.md", b"x")), ["points outside"]),
    ("absolute", a_zip(GOOD, ("/etc/evil.md", b"x")), ["/etc/evil.md has an absolute name"]),
    ("absolute of Windows", a_zip(GOOD, ("C:\\evil.md", b"x")), ["absolute name"]),
    ("link", a_zip(GOOD, (zip_entry("link.md", LINK), b"/etc/passwd")), ["link.md is a link"]),
    ("pipe", a_zip(GOOD, (zip_entry("pipe.md", PIPE), b"")), ["pipe.md is a pipe"]),
    ("device", a_zip(GOOD, (zip_entry("zero.md", DEVICE), b"")), ["zero.md is a pipe, a socket or a device"]),
    ("case clash", a_zip(GOOD, ("Loss.md", b"1"), ("loss.md", b"2")), ["Loss.md, loss.md differ only in upper and lower case"]),
    ("bomb", a_zip(GOOD, ("bomb.md", b"0" * 3 * MB)), ["bomb.md unpacks to more than 200 times its packed size"]),
    ("too large", a_zip(GOOD, ("big.md", b"0" * 5 * MB)), ["big.md unpacks to 5 MB; at most 4 MB a file are read"]),
    ("packed by bzip2", with_one(zipfile.ZIP_BZIP2), ["b.md is packed in an unusual way"]),
    ("packed by LZMA", with_one(zipfile.ZIP_LZMA), ["b.md is packed in an unusual way"]),
    ("zero byte in a name", patched(a_zip(GOOD, ("nul_.md", b"x")), b"nul_", b"nul\0"), ["has a zero byte in its name"]),
    ("a long name", a_zip(GOOD, ("x" * 2_000 + ".md", b"x")), ["has a name of more than 1,000 characters"]),
    ("deep", a_zip(GOOD, ("d/" * 30 + "x.md", b"x")), ["lies more than 20 folders deep"]),
    ("a Word file", a_zip(GOOD, ("hw.docx", b"x")), ["hw.docx is a Word document, which is not read; hand in a PDF instead"]),
    (
        "damaged member",
        patched(a_zip(GOOD, ("b.md", b"abcdefgh"), packed=zipfile.ZIP_STORED), b"abcdefgh", b"abcdefgX"),
        ["b.md is damaged"],
    ),
    ("password", ENCRYPTED, ["answers.md is protected by a password", "secret.md is protected by a password"]),
]
TARS = [
    ("slip", a_tar(GOOD, ("../evil.md", b"x")), ["../evil.md has a name that points outside"]),
    ("absolute", a_tar(GOOD, ("/evil.md", b"x")), ["/evil.md has an absolute name"]),
    ("link", a_tar(GOOD, (tar_entry("link.md", tarfile.SYMTYPE, "/etc/passwd"), b"")), ["link.md is a link"]),
    ("hard link", a_tar(GOOD, (tar_entry("hard.md", tarfile.LNKTYPE, "/etc/passwd"), b"")), ["hard.md is a link"]),
    ("pipe", a_tar(GOOD, (tar_entry("pipe.md", tarfile.FIFOTYPE), b"")), ["pipe.md is a pipe"]),
    ("device", a_tar(GOOD, (tar_entry("zero.md", tarfile.CHRTYPE), b"")), ["zero.md is a pipe, a device"]),
    ("twice", a_tar(GOOD, ("b.md", b"1"), ("b.md", b"2")), ["b.md stands 2 times in the archive, with different contents"]),
    ("case clash", a_tar(GOOD, ("Ä.md", b"1"), ("a\u0308.md", b"2")), ["differ only in upper and lower case"]),
    ("bomb", a_tar(GOOD, ("bomb.md", b"0" * 3 * MB)), ["unpacks to more than 200 times its size"]),
    ("too large", a_tar(GOOD, ("big.md", random.Random(1).randbytes(5 * MB))), ["big.md unpacks to more than 4 MB"]),
]


@pytest.mark.parametrize(("data", "says"), [case[1:] for case in ZIPS], ids=[case[0] for case in ZIPS])
def test_what_a_zip_tries_is_refused_and_the_rest_is_read(tmp_path, data, says):
    check_refusals(tmp_path, "group.zip", data, says)


@pytest.mark.parametrize(("data", "says"), [case[1:] for case in TARS], ids=[case[0] for case in TARS])
def test_what_a_tar_tries_is_refused_and_the_rest_is_read(tmp_path, data, says):
    check_refusals(tmp_path, "group.tar.gz", data, says)


def check_refusals(tmp_path, name, data, says):
    submission = hand_in(tmp_path, name, data)
    before = set(tmp_path.rglob("*"))
    refused = [note for note in submission.notes if note.startswith("not read: ")]
    assert len(refused) == len(says)
    for sentence in says:
        assert any(sentence in note for note in refused), refused
    if not any("answers.md" in sentence for sentence in says):
        assert [(file.name, file.path.read_bytes()) for file in submission.files] == [GOOD]
        assert submission.problem == ""
    assert all(path.is_relative_to(tmp_path / "keep") or path.name in (name, "keep") for path in before)
    assert not any(path.is_symlink() for path in before)
    assert len(refused) == sum(len(document.unread) for document in unread_documents(submission))


def test_a_name_cannot_be_a_file_and_a_folder(tmp_path):
    submission = hand_in(tmp_path, "g.zip", a_zip(GOOD, ("a.md", b"x"), ("a.md/b.md/c.md", b"y"), ("a.md/b.md", b"z")))
    assert [file.name for file in submission.files] == ["a.md/b.md/c.md", "answers.md"]
    assert [note.partition(" is ")[0] for note in submission.notes] == ["not read: a.md", "not read: a.md/b.md"]


NOT_ARCHIVES = [
    ("empty.zip", b"", "is damaged, or not a zip archive (it begins with nothing: it is empty)"),
    ("page.zip", b"<html><body>", "it begins with '<html><body>'"),
    ("cut.zip", a_zip(GOOD)[:-30], "is damaged"),
    ("rar.zip", b"Rar!\x1a\x07\x00", "is damaged, or not a zip archive"),
    ("empty.tar.gz", b"", "ends in the middle"),
    ("page.tar.gz", b"<html><body>", "is damaged, or not a .tar.gz"),
    ("cut.tgz", a_tar((GOOD[0], random.Random(2).randbytes(99_999)))[:-9_000], "ends in the middle"),
    ("text.tar.gz", gzip.compress(b"no tar at all " * 99), "is damaged, or not a .tar.gz"),
    ("only_bad.zip", a_zip(("../a.md", b"x")), "points outside"),
    ("nothing.zip", a_zip(), "is empty; hand in a PDF"),
    ("nothing.tar.gz", a_tar(), "is empty; hand in a PDF"),
    ("junk.zip", a_zip(("__MACOSX/._a.md", b"x"), (".DS_Store", b"x")), "holds no file of a kind that is read; hand in a PDF"),
    ("hw.7z", b"7z", "is a 7-Zip archive, which is not opened; hand in a .zip instead"),
]


@pytest.mark.parametrize(("name", "data", "says"), NOT_ARCHIVES, ids=[case[0] for case in NOT_ARCHIVES])
def test_what_cannot_be_read_at_all_says_so_in_one_sentence(tmp_path, name, data, says):
    submission = hand_in(tmp_path, name, data)
    assert submission.files == ()
    assert says in submission.problem
    assert "\n" not in submission.problem
    assert "None" not in submission.problem


def test_the_same_file_twice_with_the_same_contents_is_one_file(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = a_zip(GOOD, GOOD)
    submission = hand_in(tmp_path, "g.zip", data)
    assert [file.name for file in submission.files] == ["answers.md"]
    assert submission.notes == ()


def test_of_two_different_files_of_one_name_none_is_chosen(tmp_path):
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = a_zip(GOOD, ("b.md", b"1"), ("b.md", b"2"))
    submission = hand_in(tmp_path, "g.zip", data)
    assert [file.name for file in submission.files] == ["answers.md"]
    assert submission.notes == ("not read: b.md stands 2 times in the archive, with different contents; hand in one",)


def test_an_archive_in_an_archive_is_opened_once_and_no_deeper(tmp_path):
    inner = a_zip(("deep.md", b"3"))
    middle = a_tar(("middle.md", b"2"), ("inner.zip", inner))
    submission = hand_in(tmp_path, "g.zip", a_zip(GOOD, ("more.tar.gz", middle)))
    assert [file.name for file in submission.files] == ["answers.md", "more.tar.gz/middle.md"]
    assert submission.notes == (
        "not read: more.tar.gz/inner.zip is an archive in an archive in an archive, which is not opened; hand in one .zip",
    )


def test_many_small_members_cannot_unpack_to_more_than_the_total(tmp_path):
    members = [(f"{number}.md", homework(number, MB)) for number in range(12)]
    submission = hand_in(tmp_path, "g.zip", a_zip(*members))
    assert len(submission.files) == 8
    assert any("unpacks to more than 8 MB; the rest is not read (8 files read before that)" in note for note in submission.notes)


def test_refused_members_cost_no_more_than_the_total_either(tmp_path):
    # Each of these is refused for its size in the middle; unpacking them all would take 24 MB.
    members = [(f"{number}.md", homework(number, 6 * MB)) for number in range(4)]
    limits = replace(SMALL, each=5 * MB)
    path = tmp_path / "g.tar.gz"
    path.write_bytes(a_tar(*members))
    (tmp_path / "keep").mkdir()
    submission = one_submission(path, tmp_path / "keep", limits)
    assert "unpacks to more than 8 MB; the rest is not read" in submission.notes[-1]
    assert list((tmp_path / "keep").rglob("*.md")) == []


def test_a_nested_bomb_counts_like_any_other(tmp_path):
    inner = a_zip(*((f"{number}.md", random.Random(number).randbytes(MB)) for number in range(3)))
    submission = hand_in(tmp_path, "g.zip", a_zip(*((f"{number}.zip", inner) for number in range(2))))
    assert len(submission.files) < 8
    assert any("unpacks to more than 8 MB" in note for note in submission.notes)


def test_too_many_files_are_counted_before_a_list_of_them_is_made(tmp_path):
    submission = hand_in(tmp_path, "g.zip", a_zip(*((f"{number}.md", b"") for number in range(61))))
    assert submission.files == ()
    assert "holds more than 60 files and folders" in submission.problem


def test_files_beyond_the_limit_are_named_and_the_first_are_read(tmp_path):
    for name, build in (("g.zip", a_zip), ("h.tar.gz", a_tar)):
        folder = tmp_path / name[0]
        folder.mkdir()
        submission = hand_in(folder, name, build(*((f"{number:02}.md", b"x") for number in range(23))))
        assert [file.name for file in submission.files] == [f"{number:02}.md" for number in range(20)]
        assert submission.notes[0] == "not read: 20.md comes after the first 20 files, and no more are read"


def test_overlapping_members_cannot_be_unpacked_over_and_over(tmp_path):
    # Every entry of the list of contents points at the same bytes.
    archive = a_zip(("a.md", random.Random(5).randbytes(3 * MB)))
    start = archive.rindex(b"PK\x01\x02")
    end = archive.rindex(b"PK\x05\x06")
    entry = archive[start:end]
    tail = archive[end:]
    count = 50
    tail = tail[:8] + count.to_bytes(2, "little") * 2 + (len(entry) * count).to_bytes(4, "little") + tail[16:]
    submission = hand_in(tmp_path, "g.zip", archive[:start] + entry * count + tail)
    assert len(submission.files) <= 2
    assert any("unpacks to more than 8 MB" in note for note in submission.notes)


def test_a_name_of_a_mac_is_read_as_it_was_meant(tmp_path):
    # Macs write UTF-8 without the flag that says so.
    name = "Übung.md".encode()
    archive = patched(a_zip(("x" * len(name), b"L = 1")), b"x" * len(name), name)
    assert [file.name for file in hand_in(tmp_path, "g.zip", archive).files] == ["Übung.md"]


def test_backslashes_of_windows_are_folders(tmp_path):
    assert [file.name for file in hand_in(tmp_path, "g.zip", a_zip(("lib\\conv.py", b"x"))).files] == ["lib/conv.py"]


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT])
def test_tar_names_of_every_length_and_script_come_through(tmp_path, form):
    names = ["a.md", "한글/답.md", "ответ.md"] + (
        ["d" * 90 + "/" + "e" * 90 + ".md"] if form == tarfile.USTAR_FORMAT else ["ü" * 120 + ".md"]
    )
    submission = hand_in(tmp_path, "g.tar.gz", a_tar(*((name, name.encode()) for name in names), form=form))
    assert {file.name: file.path.read_bytes() for file in submission.files} == {name: name.encode() for name in names}
    assert submission.notes == ()


def test_undecodable_bytes_in_a_tar_name_are_shown_as_such(tmp_path):
    info = tarfile.TarInfo("caf\udce9.md")
    info.size = 1
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", format=tarfile.GNU_FORMAT) as tar:
        tar.addfile(info, io.BytesIO(b"x"))
    assert [file.name for file in hand_in(tmp_path, "g.tar.gz", buffer.getvalue()).files] == ["caf\\xe9.md"]


def test_a_tar_header_that_claims_a_terabyte_ends_at_once(tmp_path):
    info = tarfile.TarInfo("big.md")
    info.size = 1 << 40
    block = info.tobuf(tarfile.GNU_FORMAT)
    begun = time.process_time()
    submission = hand_in(tmp_path, "g.tar.gz", gzip.compress(block + b"x" * 5_000))
    assert "ends in the middle" in submission.problem
    assert time.process_time() - begun < 2


def test_a_gzip_of_empty_blocks_unpacks_to_nothing_and_ends(tmp_path):
    squeezed = zlib.compressobj(wbits=31)
    data = squeezed.compress(b"") + b"".join(squeezed.flush(zlib.Z_FULL_FLUSH) for _ in range(50_000)) + squeezed.flush()
    assert "ends in the middle" in hand_in(tmp_path, "g.tar.gz", data).problem


BASES = [a_zip(GOOD, ("lib/x.py", b"y = 1\n" * 50)), a_tar(GOOD, ("ü" * 80 + ".md", b"x"), form=tarfile.PAX_FORMAT)]


@given(
    base=st.sampled_from([0, 1]),
    flips=st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), min_size=1, max_size=6),
    cut=st.integers(0, 40),
    packed_again=st.booleans(),
)
def test_any_damage_gives_a_submission_and_no_traceback(tmp_path_factory, base, flips, cut, packed_again):
    whole = BASES[base] if base == 0 or not packed_again else gzip.decompress(BASES[base])
    damaged = bytearray(whole)
    for place, byte in flips:
        damaged[place % len(damaged)] = byte
    data = bytes(damaged[: len(damaged) - cut])
    submission = hand_in(
        tmp_path_factory.mktemp("any"), ("g.zip", "g.tar.gz")[base], gzip.compress(data) if base and packed_again else data
    )
    assert submission.files or submission.problem


@given(st.binary(max_size=300))
def test_any_bytes_at_all_give_a_submission_and_no_traceback(tmp_path_factory, data):
    for name in ("g.zip", "g.tar.gz"):
        assert hand_in(tmp_path_factory.mktemp("any"), name, data).problem
