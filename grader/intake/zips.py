"""Zip archives: what is in them, with the names as they were meant."""

import stat
import struct
import zipfile
import zlib
from collections.abc import Generator
from contextlib import closing
from pathlib import Path

from grader.intake.haul import Haul, megabytes
from grader.intake.members import CHUNK, ArchiveProblem, Member, MemberProblem
from grader.intake.torn import made_out, unlisted

_ENTRY = b"PK\x01\x02"
_UTF8_NAME = 0x800
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_AGAIN = "pack it again, and see that it opens"
_WHAT_ZIPFILE_RAISES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    OverflowError,
    IndexError,
    OSError,
)


def zip_members(path: Path, haul: Haul) -> Generator[Member, None, None]:
    """The files of a zip archive, each open until the next is asked for; ArchiveProblem if it is none, is damaged or holds too many."""
    haul.entries += _entries_at_most(path, haul.limits.entries)
    if haul.entries > haul.limits.entries:
        raise ArchiveProblem(f"holds more than {haul.limits.entries:,} files and folders; hand in the files of this sheet only")
    with opened(path) as archive:
        for info in archive.infolist():
            if not is_folder(info):  # folders are of no interest
                with closing(_chunks(archive, info, haul)) as chunks:
                    yield Member(meant_name(info), chunks, _refusal(info, info.external_attr >> 16, haul))


def opened(path: Path, most: int | None = None) -> zipfile.ZipFile:
    """An opened zip archive; ArchiveProblem if it is none, is damaged, or holds more than `most` files and folders."""
    if most is not None and _entries_at_most(path, most) > most:
        raise ArchiveProblem(f"holds more than {most:,} files and folders; unpack it into the folder of submissions")
    try:
        archive = zipfile.ZipFile(path)
    except _WHAT_ZIPFILE_RAISES:
        raise ArchiveProblem(_why_none(path)) from None
    if names := _left_out(path, archive):
        archive.close()
        why = "as where an upload broke off, or two archives are in one file"
        raise ArchiveProblem(f"is damaged: its list of contents leaves out what stands in it ({names}), {why}; {_AGAIN}")
    return archive


def _why_none(path: Path) -> str:
    """Why a file cannot be opened as a zip archive."""
    if names := made_out(path):
        return f"is damaged: it has no list of contents at its end, as where an upload broke off ({names} can be made out in it); {_AGAIN}"
    return f"is damaged, or not a zip archive (it begins with {_beginning(path)}); pack it again"


def _left_out(path: Path, archive: zipfile.ZipFile) -> str:
    """What stands in an archive and not in its list of contents.

    `zipfile` takes the last list that it meets: in an upload that broke off behind a zip within it, that one's.
    """
    return unlisted(path, ((info.header_offset, info.compress_size) for info in archive.infolist()), archive.start_dir)


def _entries_at_most(path: Path, limit: int) -> int:
    """How often the mark of an entry occurs: never fewer than `zipfile` would list, and counted without building the list."""
    found, before = 0, b""
    with path.open("rb") as file:
        while found <= limit and (chunk := file.read(1 << 20)):
            found += (before + chunk).count(_ENTRY)
            before = chunk[-len(_ENTRY) + 1 :]
    return found


def _beginning(path: Path) -> str:
    """The first bytes of a file, to show what it is instead."""
    with path.open("rb") as file:
        first = file.read(12)
    return repr(first.decode("ascii", "replace")) if first else "nothing: it is empty"


def is_folder(info: zipfile.ZipInfo) -> bool:
    """A folder is told by its name or, by some packers, by its mode alone; a link has a mode of its own."""
    return meant_name(info).endswith("/") or (stat.S_ISDIR(info.external_attr >> 16) and not info.file_size)


def file_member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, haul: Haul, name: str = "") -> Member:
    """An entry that is no folder, under its own name or another."""
    return Member(name or meant_name(info), _chunks(archive, info, haul), _refusal(info, info.external_attr >> 16, haul))


def meant_name(info: zipfile.ZipInfo) -> str:
    """The name as it was written: packers of Macs write UTF-8 without saying so, some of Windows write backslashes."""
    name = info.orig_filename
    if not info.flag_bits & _UTF8_NAME:
        try:
            name = name.encode("cp437").decode("utf-8")
        except UnicodeError:
            name = info.orig_filename
    return name.replace("\\", "/")


def _refusal(info: zipfile.ZipInfo, mode: int, haul: Haul) -> str:
    """Why an entry is not unpacked, as far as the list of contents tells."""
    if info.flag_bits & _ENCRYPTED:
        return "is protected by a password; pack it again without one"
    if stat.S_ISLNK(mode):
        return "is a link, and links are not followed; pack the file itself"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a pipe, a socket or a device, which is never unpacked"
    if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return "is packed in an unusual way, which is not read; pack it again as an ordinary .zip"
    if info.file_size > haul.limits.each:
        return f"unpacks to {megabytes(info.file_size)}; at most {megabytes(haul.limits.each)} a file are read"
    return ""


def _chunks(archive: zipfile.ZipFile, info: zipfile.ZipInfo, haul: Haul) -> Generator[bytes, None, None]:
    """The bytes of an entry, counted while they are unpacked."""
    size = 0
    try:
        with archive.open(info) as file:
            while chunk := file.read(CHUNK):
                size += len(chunk)
                haul.spent += len(chunk)
                if size > haul.limits.small and size > haul.limits.ratio * info.compress_size:
                    raise MemberProblem(f"unpacks to more than {haul.limits.ratio} times its packed size, which nobody's homework does")
                if haul.spent > haul.limits.total:
                    raise ArchiveProblem(f"unpacks to more than {megabytes(haul.limits.total)}; the rest is not read")
                yield chunk
    except _WHAT_ZIPFILE_RAISES:
        raise MemberProblem("is damaged in the archive; pack it again") from None
