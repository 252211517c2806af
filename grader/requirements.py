"""What a rubric asks of every submission beside its answers: `hand-in:` as an instructor writes it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TypeVar

from pydantic import ValidationError

from grader.checks.fields import SettingError, one_line, share, text, texts, whole, yes_no
from grader.checks.present import ARCHIVES, FORMAL, Present
from grader.nearest import did_you_mean, quoted

SETTINGS = ("archive", "files", "members on", "numbers", "group number", "outputs saved")
T = TypeVar("T")
KINDS_OF_FILES = MappingProxyType({"*.pdf": "a PDF", "*.ipynb": "the notebooks", "*.py": "Python files", "*.md": "a Markdown file"})


@dataclass(frozen=True)
class Requirement:
    """One thing that is asked for, in words for people, and the line that looks for it."""

    asked: str
    line: Present


def hand_in(value: object) -> tuple[Requirement, ...]:
    """All that `hand-in:` asks for, or a ValueError that says what is wrong with it."""
    if not isinstance(value, dict) or not value:
        raise ValueError('wants what a submission must be, such as `{archive: zip, files: ["*.pdf"], members on: "*.pdf"}`')
    said: Mapping[str, object] = value
    for key in said:
        if key not in SETTINGS:
            wish = did_you_mean(key, SETTINGS) or f"; there are {', '.join(f'`{word}`' for word in SETTINGS)}"
            raise SettingError(key, f"has no setting {quoted(str(key))}{wish}")
    paper = _of(said, "members on", _file)
    least = _of(said, "numbers", whole)
    if least and not paper:
        raise SettingError("numbers", 'has `numbers:` without `members on:`; say on which document, such as `members on: "*.pdf"`')
    return (*_packing(said), *_members(paper, least), *_group(said, paper), *_outputs(said))


def formal(line: object) -> bool:
    """Whether a line of the rubric looks for something that is asked of every submission, whatever its answers are."""
    return isinstance(line, Present) and line.present in FORMAL


def asked_of(line: Present) -> str:
    """What such a line asks for, in words."""
    where = f" on {KINDS_OF_FILES.get(line.file, line.file)}" if line.file else ""
    match line.kind:
        case "archive":
            return f"everything in one .{line.present}"
        case "members":
            number = " and the group's number" if line.group_number else ""
            return f"names and matriculation numbers of all members{number}{where}"
        case "group number":
            return f"the group's number{where}"
        case "saved outputs":
            return "notebooks saved with their outputs"
        case _:
            return f"{KINDS_OF_FILES[line.present]} ({line.present})" if line.present in KINDS_OF_FILES else line.present


def _packing(said: Mapping[str, object]) -> tuple[Requirement, ...]:
    kind = (_of(said, "archive", text) or "").casefold().removeprefix(".")
    if kind and kind not in ARCHIVES:
        raise SettingError("archive", f"wants `archive: zip` or `archive: tar.gz`, not {quoted(kind)}{did_you_mean(kind, ARCHIVES)}")
    files = _of(said, "files", _files) or ()
    packed = [_required("archive", {"present": kind})] if kind else []
    return (*packed, *(_required("files", {"present": pattern}) for pattern in dict.fromkeys(files)))


def _files(value: object) -> tuple[str, ...]:
    """Files and patterns; what else a line `present:` may ask for has settings of its own here."""
    for said in (found := texts(value)):
        if said in ARCHIVES:
            raise ValueError(f"wants files, not {quoted(said)}; for everything in one archive write `archive: {said}`")
        _file(said)
    return found


def _file(value: object) -> str:
    """A file, or a pattern."""
    said = one_line(value)
    if "." not in said and "*" not in said:
        raise ValueError(f'wants a file such as `feedback.md`, or a pattern such as `"*.pdf"`, not {quoted(said)}')
    return said


def _members(paper: str | None, least: int | None) -> tuple[Requirement, ...]:
    if paper is None:
        return ()
    return (_required("members on", {"present": "members", "in": paper, **({"numbers": str(least)} if least else {})}),)


def _group(said: Mapping[str, object], paper: str | None) -> tuple[Requirement, ...]:
    if not _of(said, "group number", yes_no):
        return ()
    return (_required("group number", {"present": "group number", **({"in": paper} if paper else {})}),)


def _outputs(said: Mapping[str, object]) -> tuple[Requirement, ...]:
    """`yes`, or the share of cells that must have been run."""
    wanted = _of(said, "outputs saved", _saved) or "no"
    if wanted == "no":
        return ()
    return (_required("outputs saved", {"present": "saved outputs", **({"at least": wanted} if wanted.endswith("%") else {})}),)


def _saved(value: object) -> str:
    """`yes`, `no` or a percentage, as it was written."""
    said = one_line(value)
    if said.endswith("%"):
        if not share(said):
            raise ValueError("wants a share above 0%, or `no`")
        return said
    if said.casefold() not in ("yes", "no"):
        raise ValueError(f"wants `yes`, `no` or a share of the cells such as `60%`, not {quoted(said)}")
    return said.casefold()


def _of(said: Mapping[str, object], key: str, reader: Callable[[object], T]) -> T | None:
    if key not in said:
        return None
    try:
        return reader(said[key])
    except ValueError as problem:
        raise SettingError(key, f"{quoted(key + ':')} {problem}") from None


def _required(key: str, settings: Mapping[str, str]) -> Requirement:
    """The line that looks for it, as an instructor would write it; it is worth nothing by itself."""
    try:
        line = Present.model_validate({"name": settings["present"], "points": "0", **settings})
    except ValidationError as error:
        why = error.errors(include_url=False)[0].get("ctx", {}).get("error", error)
        raise SettingError(key, f"{quoted(key + ':')} {why}") from None
    return Requirement(asked_of(line), line)
