"""Which two results a person means: two files, two folders of one sheet, or two folders of several."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from grader.commands.report import RESULTS, places
from grader.errors import CommandError
from grader.nearest import quoted


@dataclass(frozen=True)
class Named:
    """What was named on the command line, and the results in it."""

    path: Path
    sheets: Mapping[str, Path]
    """By the name of the folder that they lie in; of a single one the name says nothing."""
    single: bool


@dataclass(frozen=True)
class Pair:
    """The results of one sheet."""

    old: Path
    new: Path


def named(path: Path) -> Named:
    """What lies there; a line that says what would be right where no results do."""
    if path.is_file():
        if path.suffix.casefold() != ".json":
            raise CommandError(f"{quoted(str(path))} is no results.json; name one, or a folder that `grader grade` wrote")
        return Named(path, {path.stem: path}, single=True)
    if not path.exists():
        raise CommandError(f"there is no {quoted(str(path))}; name a results.json, or a folder that `grader grade` wrote")
    single = (path / RESULTS).is_file()
    return Named(path, {place.name: place / RESULTS for place in places(path)}, single)


def pairs(old: Named, new: Named, called: Callable[[Path], str]) -> tuple[tuple[Pair, ...], tuple[str, ...]]:
    """The sheets to compare, and a line for each sheet that only one of the two has; `called` tells whose results a file has."""
    if old.single and new.single:
        (before,), (after,) = old.sheets.values(), new.sheets.values()
        return (Pair(before, after),), ()
    if old.single:
        (before,) = old.sheets.values()
        return (Pair(before, _of_the_same_sheet(new, called(before))),), ()
    if new.single:
        (after,) = new.sheets.values()
        return (Pair(_of_the_same_sheet(old, called(after)), after),), ()
    both = [name for name in old.sheets if name in new.sheets]
    if not both:
        has = f"{quoted(str(old.path))} has {_listed(old)}, {quoted(str(new.path))} has {_listed(new)}"
        raise CommandError(f"no sheet is in both: {has}; name two results of one sheet")
    alone = tuple(
        f"{name}: only in {side.path}; nothing to compare it with"
        for side, other in ((old, new), (new, old))
        for name in side.sheets
        if name not in other.sheets
    )
    return tuple(Pair(old.sheets[name], new.sheets[name]) for name in both), alone


def _of_the_same_sheet(several: Named, assignment: str) -> Path:
    """The results of a sheet among those of several; a name is looked up and never used as a path."""
    if assignment not in several.sheets:
        has = f"{quoted(str(several.path))} has no sheet {quoted(assignment)}, it has {_listed(several)}"
        raise CommandError(f"{has}; name two results of one sheet")
    return several.sheets[assignment]


def _listed(side: Named) -> str:
    """Its sheets, a few of them by name."""
    names = [quoted(name) for name in side.sheets]
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
