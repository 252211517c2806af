"""Which value an entry of an answer sheet is about: the rubric's name as it is, with its task in front where that helps, or a wish."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from grader.nearest import nearest, quoted
from grader.page.labels import spelling
from grader.page.nodes import Path
from grader.page.wanted import Wanted

_TASKED = re.compile(
    r"(?P<task>(?:[^\W\d_]+\s+)?\d{1,3}(?:\.\d{1,3})*(?:\s?\(?[a-z]{1,4}\)?(?=[\s.:/)]))?)[.):/\s]+(?P<name>\S.*)", re.DOTALL
)
_NUMBER = re.compile(r"(?:^|\s)(\d{1,3}(?:\.\d{1,3})*)\.?(?:\s*\(?([a-z]{1,4})(?![\w])\)?)?")
WISHES = 3


@dataclass(frozen=True)
class Meant:
    """The name that is meant; where there is none, what to say, and which names it may have been."""

    name: str = ""
    says: str = ""
    perhaps: tuple[str, ...] = ()


def meant(keys: Sequence[str], wanted: Sequence[Wanted], secret: Collection[str] = ()) -> Meant:
    """The name among the wanted ones that these keys (a task's, then its own) say; `secret` names are never wished for."""
    above, own = " ".join(keys[:-1]), keys[-1].strip()
    named = _named(own, wanted)
    if not named and (match := _TASKED.fullmatch(own)) is not None:
        above, own = match["task"], match["name"].strip()
        named = _named(own, wanted)
    said = quoted(" ".join(keys))
    there = [w for w in named if fits(w.task, above)]
    if len(there) == 1:
        return Meant(there[0].name)
    if named and not there:
        tasks = " or ".join(".".join(w.task) for w in named)
        return Meant("", f"{said} is asked for in task {tasks}, not here; write {quoted(named[0].name)} alone", _names(named))
    if there:
        wishes = " or ".join(quoted(f"{'.'.join(w.task)} {w.name}") for w in there[:WISHES])
        return Meant("", f"{said} may be several names; write {wishes}", _names(there))
    wishes_ = alike(own, [w for w in wanted if w.name not in secret])
    wish = f"; did you mean {' or '.join(map(quoted, wishes_))}?" if wishes_ else "; `grader check` tells the names"
    return Meant("", f"{said} is no name of this sheet{wish}", wishes_)


def _names(found: Sequence[Wanted]) -> tuple[str, ...]:
    return tuple(w.name for w in found)


def _named(own: str, wanted: Sequence[Wanted]) -> list[Wanted]:
    """The wanted names that a key is: letter by letter, or else but for capitals, hyphens and spaces."""
    exact = [w for w in wanted if w.name == own]
    return exact or [w for w in wanted if folded(w.name) == folded(own)]


def folded(text: str) -> str:
    """A name without what people write one way or another."""
    return re.sub(r"[\s\-_]+", "_", unicodedata.normalize("NFKC", text[:200]).casefold().strip())


def fits(task: Path, above: str) -> bool:
    """Whether a name of some task may stand below these keys; keys without a number say nothing."""
    match = _NUMBER.search(above.casefold())
    if match is None:
        return True
    path = (*match[1].split("."), *([match[2]] if match[2] else []))
    shorter = min(len(path), len(task))
    return path[:shorter] == tuple(part.casefold() for part in task[:shorter])


def alike(own: str, wanted: Sequence[Wanted]) -> tuple[str, ...]:
    """The names that are written like this in the documents, or the one that looks most like it."""
    label = spelling(own[:200]).label
    spelt = [w.name for w in wanted if label is not None and any(one.exact == label.exact for one in w.labels)]
    if spelt:
        return tuple(spelt[:WISHES])
    near = nearest(folded(own), [w.name for w in wanted])
    return () if near is None else (near,)
