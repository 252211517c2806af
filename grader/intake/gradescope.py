"""Gradescope: `submission_metadata.yml` beside the submissions of an export, `submission_metadata.json` inside an autograder."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from grader.errors import Unreadable
from grader.intake.entries import Entry
from grader.intake.loose_yaml import Plain, plain_yaml
from grader.intake.names import shown
from grader.intake.times import platform_time
from grader.intake.uploads import Piece, Recognised, Upload, content_of, without_name
from grader.submission import Member

PLATFORM = "Gradescope"
EXPORT, AUTOGRADER = "submission_metadata.yml", "submission_metadata.json"
LARGEST = 16 << 20
_NUMBERED = re.compile(r"submission_\d+|\d+\.pdf", re.ASCII)
_MOST_PEOPLE = 200


def gradescope(entries: Sequence[Entry]) -> Recognised:
    """The uploads that the platform's own list names; an Unreadable list is told by whoever asks."""
    lists = {entry.name: entry for entry in entries if entry.name in (EXPORT, AUTOGRADER) and not entry.is_folder}
    found = _exported(lists[EXPORT]) if EXPORT in lists else {}
    if AUTOGRADER in lists and not found:
        found = _in_autograder(lists[AUTOGRADER])
    uploads, rest = [], []
    for entry in entries:
        record = found.get(entry.name)
        if record is None or entry.name in lists:
            rest.append(entry)
        else:
            uploads.append(_upload(entry, record))
    return Recognised(tuple(uploads), tuple(rest))


def is_numbered(name: str) -> bool:
    """Whether a folder or file is named as an export names them."""
    return _NUMBERED.fullmatch(name) is not None


def _exported(entry: Entry) -> Mapping[str, Plain]:
    """The records of an export, by the name of the folder or file; keys are Ruby's symbols and begin with a colon."""
    try:
        root = plain_yaml(entry.content(LARGEST))
    except Unreadable as problem:
        raise Unreadable(f"{EXPORT} {problem}") from None
    return {name: record for name, record in root.items() if _is_record(record)} if isinstance(root, dict) else {}


def _is_record(record: Plain) -> bool:
    return isinstance(record, dict) and isinstance(record.get(":submitters", record.get("users")), list)


def _in_autograder(entry: Entry) -> Mapping[str, Plain]:
    """The one record inside an autograder, where what was handed in lies in `submission/`."""
    try:
        root = json.loads(entry.content(LARGEST))
    except (ValueError, RecursionError):
        raise Unreadable(f"{AUTOGRADER} is no JSON") from None
    return {"submission": root} if _is_record(root) else {}


def _upload(entry: Entry, record: Plain) -> Upload:
    """What the list says about one folder or file."""
    people = tuple(_people(record))
    name = entry.name
    piece = content_of(entry) if entry.is_folder else without_name(Piece(entry, name))
    number = name.removeprefix("submission_")
    return Upload(
        PLATFORM,
        shown(name),
        f"gradescope {' '.join(sorted(member.id or member.name for member, _ in people)) or number}",
        " and ".join(member.name for member, _ in people[:6]) + (" and others" if len(people) > 6 else "") or shown(name),
        number if number.isdecimal() else "",
        pieces=(piece,),
        people=tuple(member for member, _ in people),
        also=tuple(mail for _, mail in people),
        time=platform_time(_text(record, "created_at")),
    )


def _people(record: Plain) -> Iterator[tuple[Member, str]]:
    """Those who handed in, each with a mail address."""
    listed = record.get(":submitters", record.get("users")) if isinstance(record, dict) else []
    for one in listed[:_MOST_PEOPLE] if isinstance(listed, list) else []:
        name, mail = shown(_text(one, "name")).strip(), shown(_text(one, "email")).strip()
        identity = shown(_text(one, "sid")).strip()
        if name or mail or identity:
            yield Member(name or mail or identity, identity), mail


def _text(record: object, key: str) -> str:
    """What stands behind a key, with Ruby's colon before it or without."""
    said = record.get(f":{key}", record.get(key)) if isinstance(record, dict) else None
    return said if isinstance(said, str) else ""
