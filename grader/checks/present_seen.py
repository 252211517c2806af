"""Looking for what had to be handed in: in what was read, in what is known beside that, and in files that were looked at."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Literal

from grader.checks.notebook_cells import calls_seen, protected_seen
from grader.checks.notebook_named import may_be_meant
from grader.checks.presence import file_seen, headings_seen, outputs_seen, packed_seen
from grader.document import Document
from grader.formalities.group_number import group_of
from grader.formalities.handed_in import HandedIn
from grader.formalities.left_out import may_be
from grader.formalities.members import members_seen
from grader.formalities.seen import Seen
from grader.run import Run
from grader.score import Finding, Outcome, Proposal

Kind = Literal["file", "headings", "members", "group number", "saved outputs", "archive", "protected cells", "calls"]
MOST_RUN = 0.8
"""Share of a notebook's code cells that must have been run, unless the line says otherwise."""


@dataclass(frozen=True)
class LookedFor:
    """What a line `present:` asks for, as it says it."""

    kind: Kind
    what: str
    """The file, a pattern, or the name of its kind."""
    file: str | None
    """Where it has to be."""
    of: tuple[str, ...]
    """Headings, or names that must be used."""
    least: tuple[float, str] | None
    """How much of it, and of what."""
    numbers: int | None
    group_number: bool


def seen(wish: LookedFor, documents: Collection[Document], handed: HandedIn, run: Run | None = None) -> Seen:
    """What was seen of it in what was read, in what is known beside that, and in the files that were looked at."""
    about = _about(wish, documents)
    found = _seen(wish, documents, about, handed, run)
    wanted = _looked_for(wish, about)
    if found.share < 1 and found.certain and wanted and (why := may_be(wanted, handed)):
        return replace(found, certain=False, doubt=why)
    return found


def _looked_for(wish: LookedFor, about: Collection[Document]) -> str:
    """The file that would show it, where one of that name may have been left out; what every document may show is unread then."""
    if wish.kind in ("members", "group number", "headings"):
        return wish.file or ""
    return "" if about or wish.kind != "saved outputs" else wish.file or "*.ipynb"


def _seen(wish: LookedFor, documents: Collection[Document], about: tuple[Document, ...], handed: HandedIn, run: Run | None) -> Seen:
    match wish.kind:
        case "file":
            return file_seen(wish.what, wish.least, run, tuple(documents), handed)
        case "headings":
            return headings_seen(wish.of, about)
        case "members":
            return _elsewhere(wish, members_seen(wish.numbers or 1, about, handed, group_number=wish.group_number), about)
        case "group number":
            return _elsewhere(wish, group_of(about, handed), about)
        case "archive":
            return packed_seen(wish.what, handed)
        case "protected cells":
            return protected_seen(wish.file or "", run, handed_in=_unclear(wish, documents, handed))
        case "calls":
            return calls_seen(wish.file or "", wish.of, run, handed_in=_unclear(wish, documents, handed))
        case "saved outputs":
            return outputs_seen(about, wish.least[0] if wish.least is not None else MOST_RUN)


def _elsewhere(wish: LookedFor, seen: Seen, about: Collection[Document]) -> Seen:
    """What is said where there is no such file as `in:` asks for: nobody looked at the others."""
    if about or wish.file is None:
        return seen
    return replace(seen, says=f"{wish.file} was not handed in", doubt="it may stand elsewhere")


def _unclear(wish: LookedFor, documents: Collection[Document], handed: HandedIn) -> bool:
    """Whether there is a notebook that may be the one that is meant, or something nobody could look at."""
    return any(may_be_meant(wish.file or "", one.file) for one in documents) or bool(may_be(wish.file or "", handed))


def _about(wish: LookedFor, documents: Collection[Document]) -> tuple[Document, ...]:
    """The documents that it is about."""
    if wish.kind == "saved outputs":
        return tuple(one for one in documents if one.file.casefold().endswith(".ipynb") and _named(wish, one.file))
    return tuple(one for one in documents if _named(wish, one.file))


def _named(wish: LookedFor, file: str) -> bool:
    """Whether a file is the one of `in:`, if there is one."""
    return wish.file is None or PurePosixPath(file.casefold()).match(wish.file.casefold())


def finding(seen: Seen) -> Finding:
    """Missing only where it is certain; else a person decides, and is told what it looks like."""
    if seen.share >= 1 and (seen.certain or not seen.doubt):
        return Finding(Outcome.RIGHT, seen.says, 1.0, seen.rule)
    outcome = Outcome.RIGHT if seen.share >= 1 else Outcome.MISTAKE if seen.share else Outcome.MISSING if seen.nothing else Outcome.WRONG
    if seen.certain:
        return Finding(outcome, seen.says, seen.share, seen.rule)
    proposed = Proposal(outcome if seen.share else Outcome.WRONG, seen.share) if seen.opinion else None
    says = f"{seen.says}; {seen.doubt or 'not everything could be read'}, so a person decides"
    return Finding(Outcome.REVIEW, says, 0.0, seen.rule, proposed=proposed)
