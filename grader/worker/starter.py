"""Laying what the course handed out over and under what a group handed in."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from grader.worker.bodies import definitions
from grader.worker.source import is_code, read_code

_MARKED = re.compile(rb"\b(TODO|FIXME|YOUR[ _]CODE|BEGIN[ _](TODO|SOLUTION)|FILL[ _]IN|YOUR[ _]SOLUTION)\b", re.IGNORECASE)
_UNMARKED = re.compile(rb"\bNotImplementedError\b")
_ANSWERS = (".ipynb", ".md", ".tex", ".txt", ".pdf", ".html", ".docx", ".rst", ".odt")
"""What is handed out to be filled in, whatever is in it."""


@dataclass(frozen=True)
class Laid:
    """The files of a job."""

    files: dict[str, bytes]
    ours: frozenset[str]
    """Those that the course handed out."""
    root: str
    notes: tuple[str, ...]


def root_of(names: Iterable[str], starter: Iterable[str]) -> str:
    """The folder of the submission below which most of the course's own relative paths are found; the outermost of several."""
    count: dict[str, int] = {}
    present = list(names)
    for path in starter:
        for name in present:
            if name == path or name.endswith(f"/{path}"):
                folder = name.removesuffix(path).rstrip("/")
                count[folder] = count.get(folder, 0) + 1
    return min(count, key=lambda folder: (-count[folder], folder.count("/"), len(folder), folder), default="")


def common_folder(names: Iterable[str]) -> str:
    """The folder in which everything lies that was handed in."""
    folders = [name.split("/")[:-1] for name in names if not name.startswith(("__MACOSX/", "."))]
    common = folders[0] if folders else []
    for one in folders:
        while one[: len(common)] != common:
            common = common[:-1]
    return "/".join(common)


def _fits(path: str, files: Iterable[str]) -> bool:
    return any(name == path or name.endswith(f"/{path}") for name in files)


def lay(files: Mapping[str, bytes], starter: Mapping[str, bytes], asked: Collection[str] = ()) -> Laid:
    """What has no gaps is the course's own, even where a group changed it; what has gaps is only put where the group has nothing.

    `asked` are files of the starter in which the rubric looks for answers: they are there to be filled in, however they mark that.
    """
    root = root_of(files, starter) if any(_fits(path, files) for path in starter) else common_folder(files)
    gaps = with_gaps(starter) | frozenset(asked)
    laid, ours, notes = dict(files), set(), []
    for path, data in starter.items():
        name = f"{root}/{path}" if root else path
        theirs = files.get(name)
        if theirs is None:
            if path in gaps and _moved(path, files):
                continue
            laid[name] = data
            ours.add(name)
        elif path not in gaps and not _same(theirs, data):
            if not _is_test(path) and (more := _more(path, theirs, data)):
                notes.append(f"{name} has more in it than what was handed out ({', '.join(more[:3])}); the group's own was used")
                continue
            laid[name] = data
            ours.add(name)
            notes.append(f"{name} was changed by the group; the one that was handed out was used")
        elif path not in gaps:
            ours.add(name)
    return Laid(laid, frozenset(ours), root, tuple(notes))


def with_gaps(starter: Mapping[str, bytes]) -> frozenset[str]:
    """What is there to be filled in: where a course marks its gaps, only what is marked; tests never."""
    documents = {path for path in starter if path.casefold().endswith(_ANSWERS)}
    code = {path: data for path, data in starter.items() if path not in documents and not _is_test(path)}
    marked = {path for path, data in code.items() if _MARKED.search(data)}
    return frozenset(documents | (marked or {path for path, data in code.items() if _UNMARKED.search(data)}))


def _is_test(path: str) -> bool:
    folders, _, last = path.rpartition("/")
    return last.startswith("test_") or last.endswith("_test.py") or last == "conftest.py" or "tests" in folders.split("/")


def _same(theirs: bytes, ours: bytes) -> bool:
    """Whether they differ in more than line ends and the space at the end of lines."""
    return theirs == ours or [line.rstrip() for line in theirs.rstrip().splitlines()] == [
        line.rstrip() for line in ours.rstrip().splitlines()
    ]


def _more(path: str, theirs: bytes, ours: bytes) -> list[str]:
    """What a group added to a file of the course, which its other files may need."""
    if not is_code(path):
        return []
    try:
        handed_out = definitions(read_code(path, ours).statements, {})
        return [name for name in definitions(read_code(path, theirs).statements, {}) if name not in handed_out]
    except RecursionError:
        return []


def _moved(path: str, files: Mapping[str, bytes]) -> bool:
    """Whether the group has that file, and only one, in another folder."""
    last = path.rpartition("/")[2].casefold()
    return sum(1 for name in files if name.rpartition("/")[2].casefold() == last) == 1
