"""OpenOlat's downloads: a folder for each person or group, in it `2_submissions`, `4_revisions_1` and other steps."""

import re
from collections.abc import Sequence

from grader.intake.entries import Entry, is_junk
from grader.intake.names import shown
from grader.intake.uploads import Piece, Recognised, Upload, Whose, content_of, is_empty
from grader.rosters.personal_names import name_key

PLATFORM = "OpenOlat"
_OUTER = re.compile(r"(?P<kind>ita|grouptask)_(?P<name>.+)_(?P<time>[^_]+)", re.DOTALL)
_STEP = re.compile(r"\d+_(?:task|submissions|corrections|revisions_\d+|corrections_\d+|solutions?|grading|peerreview)", re.ASCII)
_SUBMISSIONS = re.compile(r"\d+_submissions", re.ASCII)
_REVISIONS = re.compile(r"\d+_revisions_(\d{1,4})", re.ASCII)
_KEYED = re.compile(r"(?P<name>.+)_(?P<key>\d+)", re.ASCII | re.DOTALL)
_USER = re.compile(r"(?P<name>.+)_(?P<user>[^_]+)", re.DOTALL)


def outer_kind(name: str) -> Whose | None:
    """Whether a folder holds the persons or the groups of a course element; None where it is no such folder."""
    found = _OUTER.fullmatch(name)
    if found is None:
        return None
    return Whose.PERSON if found["kind"] == "ita" else Whose.GROUP


def olat(entries: Sequence[Entry], inside: Whose | None = None) -> Recognised:
    """The uploads of an OpenOlat download; `inside` says what the course element's own folder stands for, if there was one."""
    uploads: list[Upload] = []
    rest, empty = [], []
    for entry in entries:
        steps = _steps(entry)
        if not steps or (inside is None and not _handed_in(steps)) or not _name(entry.name, inside):
            rest.append(entry)
            continue
        found = _uploads(entry, steps, inside)
        uploads += found
        if not found:
            empty.append(shown(entry.name))
    return Recognised(tuple(uploads), tuple(rest), tuple(empty))


def _steps(folder: Entry) -> list[Entry]:
    """The steps in a folder that holds nothing else; none where it holds something else."""
    if not folder.is_folder:
        return []
    inside = [entry for entry in folder.entries() if not is_junk(entry)]
    return inside if all(entry.is_folder and _STEP.fullmatch(entry.name) for entry in inside) else []


def _handed_in(steps: Sequence[Entry]) -> bool:
    """Whether there is a step in which something is handed in: `1_task` alone may be a student's own folder."""
    return any(_SUBMISSIONS.fullmatch(step.name) or _REVISIONS.fullmatch(step.name) for step in steps)


def _name(name: str, inside: Whose | None) -> tuple[str, str, Whose] | None:
    """Name, key and what it stands for; without the outer folder a number behind the name is a group's key."""
    if inside is not Whose.PERSON and (found := _KEYED.fullmatch(name)):
        return found["name"], found["key"], inside or Whose.EITHER
    if inside is not Whose.GROUP and (found := _USER.fullmatch(name)):
        return found["name"], found["user"], Whose.PERSON
    return (name, "", inside) if inside is not None else None


def _uploads(folder: Entry, steps: Sequence[Entry], inside: Whose | None) -> list[Upload]:
    """What was handed in, and each revision of it that holds something."""
    said = _name(folder.name, inside)
    if said is None:
        return []
    raw, key, whose = said
    name = shown(raw).replace("_", " ").strip() if whose is Whose.PERSON else shown(raw)
    found = []
    for step in steps:
        revision = _REVISIONS.fullmatch(step.name)
        if (revision or _SUBMISSIONS.fullmatch(step.name)) and not is_empty(step):
            place = content_of(step)
            found.append(
                Upload(
                    PLATFORM,
                    f"{shown(folder.name)}/{shown(step.name)}",
                    f"olat {key} {' '.join(name_key(name))}",
                    name,
                    key,
                    whose,
                    pieces=(Piece(place.entry),),
                    number=int(revision[1]) if revision else 0,
                )
            )
    return found
