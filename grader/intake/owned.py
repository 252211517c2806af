"""Uploads put together by whose they are, and what is to be told about who handed in."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.intake.counting import Counted, Deadline, counted, deadline_of, is_late, spoken, time_of
from grader.intake.downloads import Download
from grader.intake.owners import Owner, owner_of
from grader.intake.setting import Setting
from grader.intake.uploads import Upload
from grader.rosters.attendance import Absent, Attendance, Kind, Noticed
from grader.rosters.personal_names import name_key
from grader.rosters.roster import Roll
from grader.submission import OtherUpload


@dataclass(frozen=True)
class Owned:
    """All uploads of one group."""

    owner: Owner
    uploads: tuple[Upload, ...]
    deadline: Deadline
    counted: Counted

    @property
    def hands(self) -> int:
        """How many different people or groups of the platform they come from."""
        return len({upload.key for upload in self.uploads})


def owned(uploads: Sequence[Upload], roll: Roll | None, setting: Setting) -> list[Owned]:
    """Uploads by owner, in the order of their first."""
    groups: dict[str, list[tuple[Upload, Owner]]] = {}
    for upload in uploads:
        owner = owner_of(upload, roll)
        groups.setdefault(owner.key, []).append((upload, owner))
    found = []
    for several in groups.values():
        owner = several[0][1]
        noticed = tuple(dict.fromkeys(one for _, each in several for one in each.noticed))
        together = tuple(upload for upload, _ in several)
        deadline = deadline_of(setting.due, owner.enrolled, setting.opens)
        whole = Owner(owner.key, owner.label, owner.members, owner.enrolled, noticed)
        found.append(Owned(whole, together, deadline, counted(together, deadline)))
    return found


def stamp(upload: Upload, deadline: Deadline) -> str | None:
    """The time of an upload as the results have it."""
    time = time_of(upload, deadline)
    return None if time is None else time.isoformat(timespec="seconds")


def others(found: Owned, chosen: Upload | None) -> tuple[OtherUpload, ...]:
    """The uploads that do not count."""
    rest = [upload for upload in found.uploads if upload is not chosen]
    return tuple(OtherUpload(upload.source, upload.name, stamp(upload, found.deadline)) for upload in rest)


def about(found: Owned, chosen: Upload) -> Iterator[str]:
    """Sentences for the group on which upload counts, and how its time was told."""
    deadline = found.deadline
    rest = [_named(upload, deadline) for upload in found.uploads if upload is not chosen]
    if rest:
        why = "it is the last before the deadline" if is_late(chosen, deadline) is False and deadline.time else "it is the newest"
        yield f"{_named(chosen, deadline)} counts ({why}); handed in as well and not marked: {'; '.join(rest[:20])}"
    time = time_of(chosen, deadline)
    if chosen.time is not None and chosen.time.tzinfo is None:
        if time is not None and time.tzinfo is not None:
            yield f"{chosen.platform} names no time zone; its times are read in that of the sheet ({time.tzinfo})"
        else:
            yield f"{chosen.platform} names no time zone, and neither does the sheet, which has no `due:`"
    if deadline.says:
        yield deadline.says
    if chosen.late and time is None:
        yield f"{chosen.platform} marks it as late"


def _named(upload: Upload, deadline: Deadline) -> str:
    time = time_of(upload, deadline)
    return upload.source + (f" of {spoken(time)}" if time is not None else "")


def attended(download: Download, found: Sequence[tuple[Owned, str]], roll: Roll | None, setting: Setting) -> Attendance:
    """What is to be told; `found` are the owned uploads, each with the name of its submission."""
    noticed = [
        *_several(found),
        *(Noticed(one.kind, one.says, group) for each, group in found for one in each.owner.noticed),
        *_in_two_groups(roll, found),
        *_named_twice(found),
        *(Noticed(Kind.NOTHING, f"{name} has a folder in the download and nothing in it") for name in download.empty),
        *(Noticed(Kind.DOWNLOAD, said) for said in (*download.notes, *(note for sheet in setting.worksheets for note in sheet.notes))),
        *(Noticed(Kind.ROSTER, said) for said in (setting.roster.notes if setting.roster else ())),
    ]
    return Attendance(setting.roster.file if setting.roster else "", tuple(_absent(found, roll)), tuple(noticed))


def _several(found: Sequence[tuple[Owned, str]]) -> Iterator[Noticed]:
    """Uploads of one group by different people."""
    for each, group in found:
        if each.hands > 1:
            listed = "; ".join(_named(upload, each.deadline) for upload in each.uploads[:20])
            yield Noticed(Kind.SEVERAL, f"{group} has {len(each.uploads)} uploads by different people: {listed}", group)


def _named_twice(found: Sequence[tuple[Owned, str]]) -> Iterator[Noticed]:
    """People whom one platform names in several uploads that the roster does not put together."""
    places: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for each, group in found:
        for one in each.owner.members if not each.owner.enrolled else ():
            key = (each.uploads[0].platform, one.id.casefold(), *(() if one.id else name_key(one.name)))
            places.setdefault(key, []).append((one.name, group))
    for several in places.values():
        if len(several) > 1:
            yield Noticed(
                Kind.TWO_GROUPS, f"{several[0][0]} stands in {len(several)} submissions: {', '.join(group for _, group in several)}"
            )


def _in_two_groups(roll: Roll | None, found: Sequence[tuple[Owned, str]]) -> Iterator[Noticed]:
    told = {one.says for each, _ in found for one in each.owner.noticed if one.kind is Kind.TWO_GROUPS}
    for one in roll.enrolled if roll is not None else ():
        if len(one.groups) > 1 and not any(said.startswith(one.person.name) for said in told):
            wish = "take one row out, or, if these are two people, give both their ids"
            yield Noticed(Kind.TWO_GROUPS, f"{one.person.name} is in {' and in '.join(one.groups)} for this sheet; {wish}")


def _absent(found: Sequence[tuple[Owned, str]], roll: Roll | None) -> Iterator[Absent]:
    """People of the roster of whom there is no upload, by group and then as the roster has them."""
    here = {one.person.key for each, _ in found for one in each.owner.enrolled}
    missing = [one for one in (roll.enrolled if roll is not None else ()) if one.person.key not in here]
    for one in sorted(missing, key=lambda each: (each.person.group.casefold(), each.person.line)):
        person = one.person
        yield Absent(person.name, person.id, " / ".join(one.groups), person.excused)
