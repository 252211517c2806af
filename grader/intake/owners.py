"""Whose an upload is: the roster says it, or nobody does; a person is never guessed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.intake.moodle import PLATFORM as MOODLE
from grader.intake.moodle import is_anonymous
from grader.intake.uploads import Upload, Whose
from grader.rosters.attendance import Kind, Noticed
from grader.rosters.personal_names import group_key, latin_key, name_key, run_together
from grader.rosters.roster import Enrolled, Roll
from grader.submission import Member

_NO_GROUP = frozenset({"default group", "standardgruppe", "default team"})


@dataclass(frozen=True)
class Owner:
    """Whose an upload is, as far as anybody knows."""

    key: str
    """The same for all uploads of one group."""
    label: str
    members: tuple[Member, ...] = ()
    enrolled: tuple[Enrolled, ...] = ()
    noticed: tuple[Noticed, ...] = ()


class NotClear(ValueError):
    """The roster has several people, or contradicts the platform."""


def owner_of(upload: Upload, roll: Roll | None) -> Owner:
    """The group or person of the roster; without a roster, or where it knows nobody, the platform's own word."""
    if upload.doubt:
        return _own(upload, (), Noticed(Kind.UNCLEAR, f"{upload.source}: {upload.doubt}"))
    if roll is None:
        return _own(upload, _told(upload))
    try:
        found = _several(upload, roll) if upload.people else _one(upload, roll)
    except NotClear as problem:
        return _own(upload, _told(upload), Noticed(Kind.UNCLEAR, f"{upload.source}: {problem}"))
    if found is not None:
        return found
    if upload.platform:
        said = f"{upload.source}: {upload.name} is not on the roster"
        return _own(upload, _told(upload), Noticed(Kind.STRANGER, said))
    return _own(upload, (), Noticed(Kind.STRANGER, f"{upload.source}: neither a group nor a person of the roster is called so"))


def _told(upload: Upload) -> tuple[Member, ...]:
    """The people that the platform itself names."""
    if upload.people or not upload.platform:
        return upload.people
    told = upload.whose is Whose.PERSON or upload.squeezed  # Canvas: the number is a person's even where the name is a group's
    return (Member(upload.name, upload.id),) if told else ()


def _own(upload: Upload, members: tuple[Member, ...], *noticed: Noticed) -> Owner:
    return Owner(f"own {upload.key}", upload.name, members, noticed=noticed)


def _one(upload: Upload, roll: Roll) -> Owner | None:
    """The owner by the one name that the platform gives."""
    group = roll.group(upload.name) if upload.whose is not Whose.PERSON else ""
    person = person_of(upload, roll) if upload.whose is not Whose.GROUP else None
    if group and person is not None and group_key(group) not in map(group_key, person.groups):
        raise NotClear(f"{upload.name} is a group of the roster and a person as well")
    if group:
        return of_group(group, roll)
    return None if person is None else of_person(person, roll)


def of_group(group: str, roll: Roll) -> Owner:
    """A group of the roster with all its members."""
    enrolled = roll.members(group)
    return Owner(f"group {group_key(group)}", group, tuple(map(member, enrolled)), enrolled)


def of_person(person: Enrolled, roll: Roll) -> Owner:
    """A person's group; the person alone where there is none, or where there are two."""
    if len(person.groups) == 1:
        return of_group(person.groups[0], roll)
    alone = Owner(f"person {person.person.key}", person.person.name, (member(person),), (person,))
    if not person.groups:
        return alone
    said = f"{person.person.name} is in {' and in '.join(person.groups)}; nobody is guessed, so this upload counts for nobody else"
    return replace(alone, noticed=(Noticed(Kind.TWO_GROUPS, said),))


def member(enrolled: Enrolled) -> Member:
    """A person as the results name them."""
    person = enrolled.person
    return Member(person.name, person.id, person.excused)


def _several(upload: Upload, roll: Roll) -> Owner | None:
    """The owner of what several people handed in together."""
    found = [_listed(one, mail, roll) for one, mail in zip(upload.people, upload.also, strict=True)]
    known = list(dict.fromkeys(one for one in found if one is not None))
    if not known:
        return None
    groups = {group_key(group): group for one in known for group in one.groups}
    strangers = [one.name for one, person in zip(upload.people, found, strict=True) if person is None]
    if len(groups) > 1 or (not groups and len(known) > 1):
        where = ", ".join(f"{one.person.name} ({' and '.join(one.groups) or 'no group'})" for one in known)
        raise NotClear(f"its people are in different groups on the roster: {where}")
    owner = of_person(known[0], roll) if not groups else of_group(next(iter(groups.values())), roll)
    if strangers or (not groups and len(upload.people) > 1) or any(not one.groups for one in known if groups):
        odd = [*strangers, *(one.person.name for one in known if groups and not one.groups)]
        said = f"{upload.source} names {', '.join(odd)}, whom the roster does not have in {owner.label}; the roster counts"
        return replace(owner, noticed=(Noticed(Kind.GROUP, said, owner.label),))
    return owner


def _listed(one: Member, mail: str, roll: Roll) -> Enrolled | None:
    """A person of the roster by the id, mail address and name of a platform's list."""
    return _agreed([*roll.with_id(one.id), *roll.with_id(mail)], roll.named(one.name), one.name)


def person_of(upload: Upload, roll: Roll) -> Enrolled | None:
    """The one person of the roster; None where there is none, NotClear where there is no telling."""
    by_name = roll.run_together(upload.name) if upload.squeezed else _named(upload, roll)
    anonymous = is_anonymous(upload.name.rpartition(" ")[0])
    # A participant's number is Moodle's own and nobody's matriculation number, unless it is all there is.
    own_number = upload.platform == MOODLE and not anonymous
    if own_number and len(by_name) > 1:
        by_name = [one for one in by_name if one.person.id == upload.id] or by_name
    ids = (*(() if own_number else (upload.id,)), *upload.also, *((upload.name,) if not upload.platform else ()))
    by_id = list(dict.fromkeys(one for text in ids for one in roll.with_id(text)))
    return _agreed(by_id, by_name, "" if anonymous or upload.name in ids else upload.name)


def _named(upload: Upload, roll: Roll) -> list[Enrolled]:
    """People by their name; where Moodle writes a group before it, that group must be one of the roster."""
    if found := roll.named(upload.name):
        return found
    for at, character in enumerate(upload.name[:200]):
        before = upload.name[:at]
        if (
            character == "-"
            and (before.casefold().strip() in _NO_GROUP or roll.group(before))
            and (found := roll.named(upload.name[at + 1 :]))
        ):
            return found
    return []


def _agreed(by_id: Sequence[Enrolled], by_name: Sequence[Enrolled], name: str) -> Enrolled | None:
    """The one person whom id and name mean together; an id alone is not enough where the name is another one's altogether."""
    both = [one for one in dict.fromkeys(by_id) if one in by_name]
    if len(both) == 1:
        return both[0]
    ids = list(dict.fromkeys(by_id))
    if ids and by_name:
        raise NotClear(f"its id is that of {ids[0].person.name}, its name that of {by_name[0].person.name}")
    if len(by_name) > 1 or len(ids) > 1:
        several = by_name if len(by_name) > 1 else ids
        raise NotClear(f"{len(several)} people on the roster may be meant ({', '.join(_told_apart(one) for one in several[:4])})")
    if ids and name and not _alike(name, ids[0].person.name):
        raise NotClear(f"its id is that of {ids[0].person.name}, who has another name")
    return next(iter((*by_name, *ids)), None)


def _told_apart(one: Enrolled) -> str:
    return f"{one.person.name} {one.person.id}".strip()


def _alike(name: str, other: str) -> bool:
    """Whether two names share a word, or are written without gaps."""
    return bool(
        set(latin_key(name)) & set(latin_key(other))
        or set(name_key(name)) & set(name_key(other))
        or run_together(name) & run_together(other)
    )
