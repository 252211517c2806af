"""Where a function of the sheet stands in a submission: in its file, or moved or renamed where that is unambiguous; else for a person."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from grader.handed import Handed
from grader.run import Ending, Reason, Reply, Run
from grader.surveyed import UNWRITTEN, Definition, Survey

SHORTEST_WORD = 4
TOO_MUCH = "too much"
"""In whatever is told of a file that we could not look through, though Python might."""
NO_NOTEBOOK = "this is no notebook"
"""What a job says of a file that broke off or is another one: nobody wrote that, so it is no mistake in anybody's Python."""
ALIKE = 0.8
"""From this likeness on a name is taken for another one that was misspelt."""


@dataclass(frozen=True)
class Sought:
    """What a line of the rubric looks for."""

    names: tuple[str, ...]
    """Names that it may have, the likeliest first."""
    file: str = ""
    """As the sheet calls it; empty where the rubric names none."""
    taken: frozenset[str] = frozenset()
    """Names of other lines, for which none of these is misspelt."""
    given: frozenset[bytes] = frozenset()
    """Lines of what was handed out, which say nothing about a group."""


@dataclass(frozen=True)
class Target:
    """What is asked, and where."""

    file: str
    name: str
    calls: tuple[str, ...]
    """The sheet's own name first, which `through:` uses."""
    definition: Definition | None = None
    """None for what is assigned and not defined."""
    notes: tuple[str, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether the whole file must run for it."""
        return self.definition is None

    def run(self, *replies: Reply, suspicious: bool = False, notes: Sequence[str] = ()) -> Run:
        """The record of what became of it."""
        found = self.definition
        every = tuple(dict.fromkeys((*self.notes, *notes)))
        line, source = (None, "") if found is None else (found.line, found.source)
        return Run(replies, self.file, line, self.name, source, every, suspicious=suspicious)


@dataclass(frozen=True)
class _Place:
    file: str
    name: str
    definition: Definition | None


def target_of(sought: Sought, survey: Survey, handed: Handed) -> Target | Run:
    """What to ask, or why there is nothing to ask."""
    home = file_of(sought.file, survey) if sought.file else None
    places = list(_places(sought.names, survey))
    written = [place for place in places if place.definition is None or place.definition.written]
    for chosen in (_twice(home, written, sought), _at(home, written), _elsewhere(written, sought)):
        if isinstance(chosen, Run):
            return chosen
        if chosen is not None:
            return _target(chosen, sought, home)
    if places:
        return _unwritten(_at(home, places) or places[0], sought, home)
    return _unreadable(sought, survey, handed, home) or _misspelt(sought, survey, home) or _nothing(sought, survey, handed, home)


def file_of(wanted: str, survey: Survey) -> str | None:
    """The file that the sheet calls so: there, below the submission's own root, or the only one of that name."""
    for name in (wanted, f"{survey.root}/{wanted}"):
        if name in survey.files:
            return name
    last = PurePosixPath(wanted).name.casefold()
    alike = [name for name in survey.files if PurePosixPath(name).name.casefold() == last]
    return alike[0] if len(alike) == 1 else None


def _places(names: Sequence[str], survey: Survey) -> Iterator[_Place]:
    """All places that define one of the names, functions and classes before what is assigned, likelier names first."""
    for name in names:
        for file in survey.files.values():
            if name in file.definitions:
                yield _Place(file.name, name, file.definitions[name])
    for name in names:
        for file in survey.files.values():
            if name in file.defines and name not in file.definitions:
                yield _Place(file.name, name, None)


def _at(home: str | None, places: Sequence[_Place]) -> _Place | None:
    return next((place for place in places if place.file == home), None)


def _twice(home: str | None, places: Sequence[_Place], sought: Sought) -> Run | None:
    """The sheet's own file handed in twice, neither further up than the other, and not the same in both: which counts is for a person."""
    if home is None or not sought.file:
        return None
    alike = [one for one in places if one.file.endswith(f"/{sought.file}") and one.file.count("/") == home.count("/")]
    found = _elsewhere(alike, sought) if len({one.file for one in alike}) > 1 else None
    return found if isinstance(found, Run) else None


def _elsewhere(places: Sequence[_Place], sought: Sought) -> _Place | Run | None:
    """The only place, or one of several that say the same; several that differ are for a person."""
    if not places:
        return None
    alike = {"" if place.definition is None else place.definition.source for place in places}
    if len({place.file for place in places}) == 1 or (len(alike) == 1 and "" not in alike):
        return places[0]
    where = " and in ".join(dict.fromkeys(place.file for place in places))
    says = f"`{sought.names[0]}` stands in {where}, and not the same; which of them counts?"
    return Run((Reply(Ending.NOT_RUN, says=says),))


def _target(place: _Place, sought: Sought, home: str | None) -> Target:
    calls = tuple(dict.fromkeys((sought.names[0], place.name)))
    return Target(place.file, place.name, calls, place.definition, tuple(_moved(place, sought, home)))


def _moved(place: _Place, sought: Sought, home: str | None) -> Iterator[str]:
    """What was found elsewhere or under another name."""
    same_file = not sought.file or place.file == sought.file or place.file.endswith(f"/{sought.file}")
    if not same_file:
        missing = "" if home is not None else ", which was not handed in"
        yield f"`{place.name}` was found in {place.file}, not in {sought.file}{missing}"
    if place.definition is not None and place.definition.cell:
        yield f"`{place.name}` stands in code cell {place.definition.cell}"
    if place.name not in sought.names:
        yield f"`{place.name}` was taken for `{sought.names[0]}`"
    elif place.name != sought.names[0]:
        yield f"`{place.name}` was asked for `{sought.names[0]}`"


def _unwritten(place: _Place, sought: Sought, home: str | None) -> Run:
    """It is there, and nothing is in it: that counts before anything else is judged."""
    target = _target(place, sought, home)
    state = place.definition.state if place.definition is not None else ""
    return target.run(Reply(Ending.NOT_RUN, reason=UNWRITTEN.get(state, Reason.EMPTY)))


def _unreadable(sought: Sought, survey: Survey, handed: Handed, home: str | None) -> Run | None:
    """It is in a file that Python cannot read just there."""
    order = sorted(survey.files.values(), key=lambda file: file.name != home)
    for file in order:
        if not file.error and not file.python2:
            continue
        text = handed.files.get(file.name, b"")
        if any(re.search(rb"\b(?:def|class)\s+" + re.escape(name.encode()) + rb"\b", text) for name in sought.names):
            if file.python2:
                return Run((Reply(Ending.NOT_RUN, reason=Reason.OLD_PYTHON, says=f"{file.name} is written for Python 2"),), file.name)
            if file.newer:
                says = f"{file.name} is written for a newer Python than the one here ({file.error})"
                return Run((Reply(Ending.NOT_RUN, reason=Reason.ENVIRONMENT, says=says),), file.name)
            if NO_NOTEBOOK in file.error:
                says = f"{file.name} is damaged ({file.error}), and `{sought.names[0]}` stands in it"
                return Run((Reply(Ending.NOT_RUN, says=says),), file.name)
            if TOO_MUCH in file.error:
                says = f"{file.name} could not be looked through as a whole ({file.error}), and `{sought.names[0]}` stands in it"
                return Run((Reply(Ending.NOT_RUN, says=says),), file.name)
            says = f"{file.name} cannot be read as Python ({file.error}), and `{sought.names[0]}` stands in what cannot be read"
            return Run((Reply(Ending.NOT_RUN, reason=Reason.SYNTAX, says=says),), file.name)
    return None


def _misspelt(sought: Sought, survey: Survey, home: str | None) -> Target | Run | None:
    """The one definition whose name is nearly the same; of its own file first."""
    wanted = sought.names[0]
    kind = "class" if wanted[:1].isupper() else "function"
    found = [
        _Place(file.name, name, definition)
        for file in survey.files.values()
        for name, definition in file.definitions.items()
        if definition.written and definition.kind == kind and "." not in name and name not in sought.taken and _alike(name, sought.names)
    ]
    found = [place for place in found if place.file == home] or found
    if len(found) == 1:
        return _target(found[0], sought, home)
    if found:
        names = ", ".join(f"`{place.name}` ({place.file})" for place in found[:4])
        return Run((Reply(Ending.NOT_RUN, says=f"there is no `{wanted}`, but {names}; is one of them meant?"),))
    return None


def _alike(name: str, wanted: Collection[str]) -> bool:
    plain = name.casefold().replace("_", "")
    return any(SequenceMatcher(None, plain, one.casefold().replace("_", "")).ratio() >= ALIKE for one in wanted)


def _nothing(sought: Sought, survey: Survey, handed: Handed, home: str | None) -> Run:
    """It is nowhere: for certain only where every file was given to the job and could be read."""
    wanted = sought.names[0]
    if sought.file and home is None:
        reason, says = Reason.NO_FILE, f"there is no {sought.file}, and no other file defines `{wanted}`"
    elif home is not None:
        reason, says = Reason.NO_FUNCTION, f"{home} defines no `{wanted}`, and no other file does"
    else:
        reason, says = Reason.NO_FUNCTION, f"no file defines `{wanted}`"
    if place := _spoken_of(sought, handed):
        says = f"{says}; but {place} speaks of it, so it may stand there without a function of its own"
        return Run((Reply(Ending.NOT_RUN, says=says),), home or "", suspicious=True)
    if wanted[:1].isupper() and (others := list(dict.fromkeys(_other_classes(sought, survey, home)))):
        says = f"{says}; but there is {' and '.join(f'`{name}`' for name in others[:3])}, which no line of the sheet asks for"
        return Run((Reply(Ending.NOT_RUN, says=says),), home or "")
    unread = [file.name for file in survey.files.values() if file.error or file.python2]
    if handed.complete and not unread and not set(handed.programs) - _known(survey, handed):
        return Run((Reply(Ending.NOT_RUN, reason=reason, says=says),), home or "")
    why = f"{unread[0]} cannot be read as a whole" if unread else "not every file could be looked through"
    return Run((Reply(Ending.NOT_RUN, says=f"{says}; but {why}"),), home or "")


def _other_classes(sought: Sought, survey: Survey, home: str | None) -> Iterator[str]:
    """Classes of the group's own that nobody asked for, and functions of nearly that name: one may be what is sought, called otherwise."""
    for file in survey.files.values():
        for name, one in file.definitions.items() if file.name == home or not sought.file else ():
            own = any(line.strip().lower().encode() not in sought.given for line in one.source.splitlines() if line.strip())
            like = one.kind == "class" or _alike(name, sought.names)
            if like and one.written and "." not in name and name not in sought.taken and own:
                yield name


def _spoken_of(sought: Sought, handed: Handed) -> str:
    """Where a group's own lines use a word of the name that no other name of the sheet has: code that stands in no function."""
    others = {word for name in sought.taken for word in _words(name)}
    words = [word.encode() for name in sought.names for word in _words(name) if word not in others]
    for file in handed.programs:
        for line in handed.files[file].lower().splitlines() if words else ():
            if any(word in line for word in words) and line.strip() not in sought.given:
                return file
    return ""


def _words(name: str) -> list[str]:
    return [word for word in name.casefold().split("_") if len(word) >= SHORTEST_WORD]


def _known(survey: Survey, handed: Handed) -> set[str]:
    """Programs that were looked through; what the course handed out and nobody changed is not told."""
    few = len(survey.files) < 250
    return {name for name in handed.programs if few or name in survey.files}
