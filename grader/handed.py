"""The files of a submission that its code may need, as bytes; what was left out is noted."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from grader.errors import Unreadable
from grader.intake.haul import NOT_READ
from grader.intake.kinds import ARCHIVES, CODE, INSTEAD, NOTEBOOKS, PICTURES, ending
from grader.readers.ordinary_file import file_bytes
from grader.submission import Submission, SubmittedFile

MIB = 1 << 20
LARGEST, MOST_BYTES = 16 * MIB, 48 * MIB
"""Of one file, and of all that one job is given."""
MOST_FILES, LONGEST_NAME = 1_000, 200
PROGRAMS = CODE | NOTEBOOKS
NEVER_DATA = PICTURES | ARCHIVES | set(INSTEAD) | {".pdf", ".md", ".tex"}
"""Documents are read elsewhere; a `.txt` may be data as well."""
NOTHING: Mapping[str, bytes] = MappingProxyType({})


@dataclass(frozen=True)
class Handed:
    """What a job is given of a submission."""

    files: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = ()
    complete: bool = True
    """Whether everything that could hold code is there; else what is missing may have been left out here."""

    @property
    def programs(self) -> tuple[str, ...]:
        """The names of Python files and notebooks."""
        return tuple(name for name in self.files if ending(name) in PROGRAMS)


def has_code(submission: Submission) -> bool:
    """Whether a Python file or a notebook was handed in."""
    return any(ending(file.name) in PROGRAMS for file in submission.files)


def handed_in(submission: Submission) -> Handed:
    """The code of a submission and what may lie beside it as data."""
    wanted = [file for file in submission.files if ending(file.name) not in NEVER_DATA]
    files, left_out = _read(sorted(wanted, key=lambda file: (ending(file.name) not in PROGRAMS, file.name)))
    notes = tuple(f"{name} was not given to the code: {why}" for name, why in left_out)
    unread = any(note.startswith(NOT_READ) for note in submission.notes) or any(ending(name) in PROGRAMS for name, _ in left_out)
    return Handed(MappingProxyType(files), notes, not unread)


def programs(submission: Submission) -> dict[str, bytes]:
    """The Python files and notebooks alone."""
    return _read(file for file in submission.files if ending(file.name) in PROGRAMS)[0]


def handed_out(folder: Path) -> Mapping[str, bytes]:
    """The starter of an assignment: what was handed out, read once; nothing where there is no such folder."""
    if not folder.is_dir():
        return NOTHING
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())
    names = ((path.relative_to(folder), path) for path in paths)
    kept = (SubmittedFile(name.as_posix(), path) for name, path in names if not any(_is_hidden(part) for part in name.parts))
    files, _ = _read(kept)
    return MappingProxyType(files)


def _is_hidden(part: str) -> bool:
    return part.startswith(".") or part == "__pycache__"


def _read(wanted: Iterable[SubmittedFile]) -> tuple[dict[str, bytes], list[tuple[str, str]]]:
    """The bytes of files as far as there is room, and what was left out with the reason."""
    files: dict[str, bytes] = {}
    left_out: list[tuple[str, str]] = []
    room = MOST_BYTES
    for file in wanted:
        why, data = _bytes(file, min(room, LARGEST))
        if not why and len(files) >= MOST_FILES:
            why = f"it comes after the first {MOST_FILES:,} files"
        if why:
            left_out.append((file.name, why))
        else:
            files[file.name] = data
            room -= len(data)
    return files, left_out


def _bytes(file: SubmittedFile, room: int) -> tuple[str, bytes]:
    """Why a file is left out, or its bytes."""
    if odd := _odd_name(file.name):
        return odd, b""
    try:
        return "", file_bytes(file.path, file.name, room)
    except Unreadable as problem:
        return f"{problem} ({LARGEST // MIB} MiB a file and {MOST_BYTES // MIB} MiB in all are given to it)", b""


def _odd_name(name: str) -> str:
    """Why a name cannot be one below a job's folder."""
    path = PurePosixPath(name)
    clean = name and str(path) == name and not path.is_absolute() and ".." not in path.parts
    if not clean or len(name) > LONGEST_NAME or not name.isprintable():
        return "its name is too long, or none that every computer knows"
    return ""


def imported_modules(sources: Mapping[str, bytes]) -> Iterator[str]:
    """The top-level modules that Python files name in their imports, found without reading them as Python."""
    for name, data in sources.items():
        if ending(name) in PROGRAMS:
            text = data[: 4 * MIB]
            if ending(name) == ".ipynb":  # a cell may be one text with all its lines
                text = text.replace(b"\\n", b"\n").replace(b'"', b"\n")
            for line in text.splitlines():
                yield from _imported(line.strip(b' \t",'))


def _imported(line: bytes) -> Iterator[str]:
    """`import a.b, c as d`, `from a.b import c`; in a notebook within quotes."""
    words = line.decode("utf-8", "replace").replace("\\n", "").split()
    if len(words) > 1 and words[0] == "from":
        yield words[1].partition(".")[0]
    elif len(words) > 1 and words[0] == "import":
        for part in " ".join(words[1:]).split(","):
            if part.split():
                yield part.split()[0].partition(".")[0].strip('";')
