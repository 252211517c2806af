"""Names and matriculation numbers of all members: by the roster where there is one, else names and numbers are counted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.document import Document, Line, Place
from grader.formalities.group_number import group_of
from grader.formalities.handed_in import HandedIn, Person
from grader.formalities.head_lines import LONGEST_LINE, head_lines, is_called, place_of, well_read
from grader.formalities.people import MOST_WORDS, How, Met, paper_of
from grader.formalities.seen import Seen
from grader.formalities.slips import may_be_numbers, slips_of
from grader.formalities.written_names import LABEL, is_only_names, names_in, numbers_in, speaks_of_staff

SURE_LENGTH = 6
"""Digits from which on a number beside a name is believed without being called one of a student: networks have counts of five digits."""
NEAR = 3
"""Lines between a number and the name that belongs to it."""


@dataclass(frozen=True)
class _Told:
    """What one document says of its authors, whom nobody has told us."""

    numbers: tuple[str, ...] = ()
    names: int = 0
    called: bool = False
    """Whether a line calls them matriculation numbers."""
    places: tuple[Place, ...] = ()


def members_seen(least: int, documents: Sequence[Document], handed: HandedIn, *, group_number: bool) -> Seen:
    """Everybody of the group with name and number; without a roster at least so many numbers, and a name for each."""
    seen = _by_roster(documents, handed) if handed.people else _counted(least, documents)
    if not group_number:
        return seen
    rule = f"{seen.rule} and the group's number"
    group = group_of(documents, handed)
    if group.share >= 1:
        return replace(seen, rule=rule)
    says = f"{seen.says}, and {group.says}" if seen.says else group.says
    certain = seen.certain and seen.nothing and group.certain
    return replace(seen, share=0.0, says=says, rule=rule, certain=certain, opinion=bool(documents))


def _by_roster(documents: Sequence[Document], handed: HandedIn) -> Seen:
    """Exactly the people whom the roster has in the group."""
    people = handed.people
    rule = f"the names and matriculation numbers of all {len(people)} members" if len(people) > 1 else "name and matriculation number"
    found: list[Met] = []
    somewhere: set[Person] = set()
    strange: list[str] = []
    room, cut = MOST_WORDS, False
    for document in documents:
        paper = paper_of(document, room)
        room, cut = room - len(paper.stream), cut or paper.cut
        met = [paper.met(person) for person in people]
        strange += _strange(document, met)
        somewhere |= {one.person for one in met if one.whole}
        if not found or _rank(met) > _rank(found):
            found = met
    strange = list(dict.fromkeys(strange))
    places = tuple(dict.fromkeys(one.place for one in found if one.place is not None))
    if found and all(one.whole for one in found):
        says = f"all {len(people)} members with their numbers" if len(people) > 1 else f"{people[0].name} with the number"
        return Seen(1.0, says, f"{rule}, as the roster has them", places=places, strange=tuple(strange))
    nobody = not found or all(one.absent for one in found)
    doubt = _doubt(found, documents, strange=bool(strange), apart=len(somewhere) > sum(one.whole for one in found))
    sure = not cut and not doubt and well_read(documents) and any(one.person.id and one.number is How.NOT for one in found)
    says = "no name and no number of the group is seen" if nobody else "; ".join(said for one in found if (said := _lacking(one)))
    return Seen(
        0.0,
        says,
        f"{rule}, as the roster has them",
        certain=sure,
        nothing=nobody,
        doubt=doubt,
        opinion=bool(documents),
        places=places,
        strange=tuple(strange),
    )


def _doubt(found: Sequence[Met], documents: Sequence[Document], *, strange: bool, apart: bool) -> str:
    """Why somebody who was not found may be there all the same."""
    if strange:
        return "numbers stand there that are not the group's"
    if apart:
        return "others of the group stand on another file"
    ids = [one.person.id for one in found]
    for one in found:
        if one.person.id and one.number is How.NOT and slips_of(one.person.id, documents, ids):
            return f"a number that is almost that of {one.person.name} stands there"
    return ""


def _rank(found: Sequence[Met]) -> tuple[int, int]:
    return sum(one.whole for one in found), sum(one.name + one.number for one in found)


def _lacking(one: Met) -> str:
    """What is not there of a person."""
    name = one.person.name
    if one.whole:
        return ""
    if one.absent:
        return f"{name} is not on it"
    said = []
    if one.name is not How.WHOLE:
        said.append(f"only a part of the name of {name} is seen" if one.name is How.PART else f"the name of {name} is not seen")
    if one.number is How.PART:
        said.append(f"the number of {name} is written in another way")
    elif one.number is How.NOT and one.person.id:
        said.append(f"the matriculation number of {name} is not seen")
    return " and ".join(said)


def _strange(document: Document, met: Sequence[Met]) -> list[str]:
    """Numbers where members stand that are nobody's of the group."""
    own = {one.person.id.strip().lstrip("0") for one in met}
    return [number for line in head_lines(document) for number in _numbers(line) if number.lstrip("0") not in own]


def _counted(least: int, documents: Sequence[Document]) -> Seen:
    """As many numbers as are wanted at least, and a name for every one."""
    rule = f"at least {least} name{'s' * (least != 1)} with matriculation numbers"
    told = max((_told(document) for document in documents), key=lambda one: len(one.numbers), default=_Told())
    count = len(told.numbers)
    numbers = f"{count} matriculation number{'s' * (count != 1)}"
    if count < least:
        says = f"found {numbers}" if count else "no matriculation numbers"
        certain = well_read(documents) and not count and not any(may_be_numbers(document) for document in documents)
        return Seen(0.0, says, rule, certain=certain, nothing=not count, opinion=bool(documents), places=told.places)
    if told.names == count:
        return Seen(1.0, f"{numbers}, each with a name" if count > 1 else f"{numbers} with a name", rule, places=told.places)
    if told.called and not told.names:
        return Seen(1.0, f"{numbers}; no names were seen beside {'it' if count == 1 else 'them'}", rule, places=told.places)
    beside = f"{told.names} name{'s' * (told.names != 1)}" if told.names else "no name that was seen"
    doubt = "who belongs to which number cannot be told"
    return Seen(0.0, f"{numbers} beside {beside}", rule, certain=False, doubt=doubt, places=told.places)


def _told(document: Document) -> _Told:
    """The numbers of a document's members, and how many names stand with them."""
    lines = [line for line in head_lines(document) if not speaks_of_staff(line.text)]
    found = {at: own for at, line in enumerate(lines) if (own := _numbers(line))}
    if not found:
        return _Told()
    counted = list(found)
    numbers = tuple(dict.fromkeys(number for own in found.values() for number in own))
    beside = {at for at in counted if names_in(lines[at].text)}
    labelled = {at for at, line in enumerate(lines) if ":" in line.text and LABEL.search(line.text[:LONGEST_LINE]) and names_in(line.text)}
    if beside:
        named = beside | labelled | {at for start in sorted(beside) for at in _run_of_names(lines, start)}
    else:
        named = labelled or {
            at for at, line in enumerate(lines) if is_only_names(line.text) and min(abs(at - one) for one in counted) <= NEAR
        }
    names = {" ".join(name.casefold().split()) for at in named for name in names_in(lines[at].text)}
    called = any(is_called(lines[at].text) for at in counted)
    return _Told(numbers, len(names), called, tuple(place_of(document.file, lines[at]) for at in counted))


def _run_of_names(lines: Sequence[Line], start: int) -> list[int]:
    """The lines right behind one with a number that hold nothing but names."""
    run = []
    for at in range(start + 1, len(lines)):
        if numbers_in(lines[at].text):
            continue
        if not is_only_names(lines[at].text):
            break
        run.append(at)
    return run


def _numbers(line: Line) -> list[str]:
    """The numbers of members on a line."""
    found = numbers_in(line.text)
    if not found or not _is_of_members(line):  # most lines hold none, and looking for names takes longer
        return []
    return found if is_called(line.text) else numbers_in(line.text, SURE_LENGTH)


def _is_of_members(line: Line) -> bool:
    """Whether a line may say who wrote it: it is called so, it holds a name, or there is nothing but numbers on it."""
    text = line.text[:LONGEST_LINE]
    if is_called(text):
        return True
    bare = not any(character.isalpha() for character in text.replace(r"\quad", ""))
    return "=" not in text and (bare or bool(names_in(text)))
