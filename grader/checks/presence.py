"""What is seen of things that had to be handed in, and how sure it is that they are not there."""

from collections.abc import Sequence
from pathlib import PurePosixPath

from grader.added import words
from grader.document import Document, Line, LineKind, Place
from grader.formalities.handed_in import NOBODY_TELLS, HandedIn
from grader.formalities.head_lines import LONGEST_LINE, well_read
from grader.formalities.left_out import may_be
from grader.formalities.seen import Seen
from grader.run import Ending, Run
from grader.saved import SavedOutputs, saved_outputs

NUMBERED = frozenset({"task", "exercise", "question", "aufgabe", "teil", "part"})
MOST_NAMED = 5
"""Files that are named one by one."""


def file_seen(
    wanted: str,
    least: tuple[float, str] | None,
    run: Run | None,
    documents: Sequence[Document],
    handed: HandedIn = NOBODY_TELLS,
) -> Seen:
    """A file, with what was added to the form; of a file that is no text the document says how much stands in it."""
    rule = f"{wanted} is handed in" + (f", with at least {least[0]:g} {least[1]} of your own" if least else "")
    looked = run.replies[0] if run is not None and run.replies else None
    if looked is None or looked.ending is not Ending.FINISHED or not isinstance(looked.value, dict):
        return Seen(0.0, f"it was not looked for {wanted}", rule, certain=False, doubt="the files could not be looked at")
    found = looked.value
    if not found:
        return _not_there(wanted, rule, handed)
    file, fullest = max(
        found.items(), key=lambda item: (not item[1].get("same"), _amount(item[1], documents, item[0], least) or 0, item[0])
    )
    where = "" if PurePosixPath(file).match(wanted) and "/" not in file.removesuffix(wanted) else f" (as {file})"
    if least is None:
        if not fullest["bytes"]:
            return Seen(0.0, f"{file} is empty", rule, nothing=True)
        if fullest["form"] and fullest.get("same"):
            return Seen(0.0, f"{file} is as it was handed out", rule, nothing=True)
        own = [name for name, facts in found.items() if facts["bytes"] and not facts.get("same")]
        return _all_of(wanted, Seen(1.0, f"handed in{where}", rule, places=tuple(map(Place, own))[:MOST_NAMED]), own, handed)
    count = _amount(fullest, documents, file, least)
    if count is None:
        return Seen(0.0, f"{file} was handed in and could not be read", rule, certain=False)
    if count >= least[0]:
        return Seen(1.0, f"handed in{where}, with {count} {least[1]} of your own", rule, places=(Place(file),))
    if count == 0:
        return Seen(0.0, f"{file} is the blank form" if fullest["form"] else f"there is nothing in {file}", rule, nothing=True)
    return Seen(0.0, f"{file} has {count} {least[1]} beyond the form", rule)


def _not_there(wanted: str, rule: str, handed: HandedIn) -> Seen:
    """Nothing of that name among what is read; what was left out may be it, or stand in its place."""
    says = f"{wanted} was not handed in"
    if why := may_be(wanted, handed):
        return Seen(0.0, says, rule, certain=False, doubt=why)
    instead = [one for one in handed.refused if "instead" in one]
    return Seen(0.0, "; ".join([says, *instead[:MOST_NAMED]]), rule, nothing=True)


def _all_of(wanted: str, seen: Seen, own: Sequence[str], handed: HandedIn) -> Seen:
    """As many as were handed out to be worked on; under other names nobody can tell which of them is meant."""
    forms = [name for name in handed.forms if PurePosixPath(name.casefold()).match(wanted.casefold())]
    named = {PurePosixPath(name.casefold()).name for name in own}
    lacking = [name for name in forms if PurePosixPath(name.casefold()).name not in named]
    if len(own) >= len(forms) or not lacking:
        return seen
    says = f"{len(own)} of {len(forms)} such files: there is no {' and no '.join(lacking[:MOST_NAMED])}"
    known = {PurePosixPath(name.casefold()).name for name in forms}
    holds = [name for name in own if PurePosixPath(name.casefold()).name not in known] or list(own)
    doubt = f"look into {_listed(holds)}: if what belongs in {_listed(lacking)} stands there, nothing is missing"
    return Seen(0.0, says, seen.rule, certain=False, doubt=may_be(lacking[0], handed) or doubt, places=seen.places)


def _listed(names: Sequence[str]) -> str:
    """Some names, the rest counted."""
    more = len(names) - MOST_NAMED
    return ", ".join(names[:MOST_NAMED]) + (f" and {more} more" if more > 0 else "")


def packed_seen(wanted: str, handed: HandedIn) -> Seen:
    """One archive of the kind that is asked for; of a folder nobody knows how it came."""
    rule = f"everything in one .{wanted}"
    if handed.packed == wanted:
        return Seen(1.0, f"handed in as a .{wanted}", rule)
    if handed.packed is None:
        says = f"it lies here as {_lying(handed.files)}, and whether it came as a .{wanted} is not known"
        return Seen(0.0, says, rule, certain=False, doubt="it may have been unpacked here")
    if handed.packed:
        return Seen(0.0, f"this is a .{handed.packed}; hand in a .{wanted}", rule)
    return Seen(0.0, f"this is {_lying(handed.files)}; pack everything into one .{wanted} and hand that in", rule, nothing=True)


def _lying(files: Sequence[str]) -> str:
    """Files without an archive round them."""
    if len(files) == 1:
        return f"a single file ({files[0]})"
    return f"{len(files)} files ({_listed(files)})" if files else "something that holds no file"


def _amount(facts: dict[str, int | None], documents: Sequence[Document], file: str, least: tuple[float, str] | None) -> int | None:
    """Words or lines of their own; None where nobody could count them."""
    if least is None:
        return facts["bytes"]
    if facts.get(least[1]) is not None:
        return facts[least[1]]
    read = [one for one in documents if one.file == file and not one.unread]
    if not read:
        return None
    return sum(len(words(line.text)) if least[1] == "words" else 1 for one in read for line in one.lines)


def headings_seen(wanted: Sequence[str], documents: Sequence[Document]) -> Seen:
    """Headings, each on a line of its own; a number before it makes no difference."""
    lines = [words(line.text[:LONGEST_LINE]) for one in documents for line in one.lines if _may_be_heading(line)]
    missing = [heading for heading in wanted if not any(_is_heading(line, words(heading)) for line in lines)]
    rule = f"headings: {', '.join(wanted)}"
    if not missing:
        return Seen(1.0, "all headings are there", rule)
    share = 1 - len(missing) / len(wanted)
    says = f"no heading {' and no heading '.join(f'“{one}”' for one in missing)}"
    return Seen(share, says, rule, certain=well_read(documents), nothing=not share, opinion=bool(documents))


def _may_be_heading(line: Line) -> bool:
    return line.kind in (LineKind.HEADING, LineKind.TEXT) and len(line.text) <= LONGEST_LINE


def _is_heading(line: list[str], heading: list[str]) -> bool:
    """Whether a line is a heading: its words, perhaps behind a number such as `2.1` or `b)`."""
    before = line[: len(line) - len(heading)]
    numbered = len(before) <= 2 and all(len(one) <= 4 or one in NUMBERED for one in before)
    return numbered and line[len(before) :] == heading


def outputs_seen(notebooks: Sequence[Document], least: float) -> Seen:
    """Saved outputs: of every notebook most cells were run, and something came of it."""
    rule = f"notebooks are saved with their outputs: at least {100 * least:g} % of the code cells were run"
    if not notebooks:
        return Seen(0.0, "no notebook was handed in", rule, nothing=True)
    told = [(one, saved_outputs(one)) for one in notebooks]
    if any(outputs is None for _, outputs in told):
        unread = next(one.file for one, outputs in told if outputs is None)
        return Seen(0.0, f"{unread} could not be read", rule, certain=False)
    read = [(one.file, outputs) for one, outputs in told if outputs is not None]
    found = [(file, outputs) for file, outputs in read if outputs.cells]
    if not found:
        doubt = "there is no code in it that could show anything"
        return Seen(0.0, _counts(read), rule, certain=False, doubt=doubt, places=tuple(Place(file) for file, _ in read)[:MOST_NAMED])
    poor = [(file, outputs) for file, outputs in found if not outputs.outputs or outputs.run < least * outputs.cells]
    remarks = [f"{file}: the cells were not run in their order" for file, outputs in found if not outputs.in_order]
    places = tuple(Place(file) for file, _ in found)[:MOST_NAMED]
    if not poor:
        return Seen(1.0, "; ".join([f"saved with outputs ({_counts(found)})", *remarks]), rule, places=places)
    if all(outputs.outputs and outputs.uncounted for _, outputs in poor):
        says, doubt = f"{_counts(poor)}", "the numbers that say which cells were run are not kept"
        return Seen(0.0, says, rule, certain=False, doubt=doubt, places=places)
    if len(poor) < len(found) and all(not one.outputs and one.run >= least * one.cells for _, one in poor):
        doubt = "its cells were run and show nothing: look whether they only define what others use"
        return Seen(0.0, _counts(poor), rule, certain=False, doubt=doubt, places=places)
    cleared = all(not one.outputs for _, one in poor)
    advice = "; run all cells and save" if cleared else ""
    return Seen(0.0, "; ".join([_counts(poor) + advice, *remarks]), rule, nothing=cleared, places=places)


def _counts(notebooks: Sequence[tuple[str, SavedOutputs]]) -> str:
    """`a.ipynb: 3 of 4 code cells were run, 2 have outputs`."""
    return "; ".join(
        f"{file}: {one.run} of {one.cells} code cells were run, {one.outputs} {'has' if one.outputs == 1 else 'have'} outputs"
        for file, one in notebooks
    )
