"""What sentences lend to the statements among them: words before a line's break, the heading of a list, doubts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.document import Line, LineKind
from grader.items import Item, Number, Sign, Symbol, walk
from grader.phrases import NEW_WORDS, OLD_WORDS, SPLIT_WORDS
from grader.sections import Path, Spot
from grader.sides import STRONG, begins_value

COPULAS = frozenset("is equals ist beträgt lautet becomes was are sind gives yields ergibt of von reaches erreicht".split())
CONNECTING = frozenset(
    "which and so gives give yields yield get we thus hence therefore that is this it then plugging inserting in the values value numbers number "
    "simplifies simplify to becomes or equivalently calculating computing with where finally now result results resulting as follows i.e. "
    "das ergibt damit also und somit daher eingesetzt einsetzen werte zahlen wir erhalten ergebnis liefert mit es folgt d.h.".split()
)
STEPS = frozenset("update updated step schritt aktualisierung aktualisiert aktualisierte aktualisierten".split())
DENIALS = frozenset("not never no kein keine keinen nicht instead rather statt anstatt anstelle wrong wrongly falsch falsche incorrect".split())
SUPPOSALS = frozenset(
    "if would could might maybe perhaps suppose supposing wenn falls würde würden wäre wären hätte hätten vielleicht eventuell".split()
)
LONG_LINE = 40
SHORT_TITLE = 6


@dataclass(frozen=True)
class Prose:
    """What the lines before the present one have said."""

    tail: tuple[str, ...] = ()
    """The words of a sentence that goes on from the line before."""
    context: tuple[str, ...] = ()
    """The words of the heading or of the sentence with a colon that the present lines stand under."""
    step: str = ""
    """`new` or `old`, where those words say so."""
    path: Path | None = None
    block: int = -1
    open: tuple[str, ...] = ()

    def before(self, line: Line, spot: Spot, items: Sequence[Item]) -> "Prose":
        """For reading a line: what the one before it has left open counts only inside a paragraph."""
        kept = self if spot.path == self.path and not spot.heading else Prose(path=spot.path)
        goes_on = line.kind is LineKind.TEXT and line.block == self.block and bool(self.open) and wrapped(items)
        return replace(kept, tail=self.open if goes_on else ())

    def behind(self, line: Line, spot: Spot, items: Sequence[Item]) -> "Prose":
        """After a line."""
        kept = replace(self, open=unfinished(line, items), block=line.block, path=spot.path)
        if not introduces(line, items):
            return kept
        words = words_in(items)
        return replace(kept, context=words, step=step_named(words))


def words_in(items: Sequence[Item]) -> tuple[str, ...]:
    """All words, and the per cent sign."""
    out: list[str] = []
    for item in walk(items):
        if isinstance(item, Symbol):
            out.extend(SPLIT_WORDS.findall(item.base))
        elif isinstance(item, Sign) and item.text == "%":
            out.append("%")
    return tuple(out)


def wrapped(items: Sequence[Item]) -> bool:
    """Whether a line may go on with a sentence: it does not begin with an equation's sign."""
    return bool(items) and not (isinstance(items[0], Sign) and items[0].text in STRONG)


def unfinished(line: Line, items: Sequence[Item]) -> tuple[str, ...]:
    """The words behind the last full stop, number or sign of a long line of prose."""
    if line.kind is not LineKind.TEXT or len(line.text) < LONG_LINE:
        return ()
    start = 0
    for at, item in enumerate(items):
        if isinstance(item, Number) or (isinstance(item, Sign) and (item.stop or item.relation or item.text == ";")):
            start = at + 1
    return words_in(items[start:])


def introduces(line: Line, items: Sequence[Item]) -> bool:
    """Whether a line is a title for what follows: words alone, as a heading, before a colon, or very few."""
    if line.kind is LineKind.ROW or any(isinstance(item, Number) or (isinstance(item, Sign) and item.relation and item.text != ":") for item in items):
        return False
    words = words_in(items)
    last = items[-1] if items else None
    stopped = isinstance(last, Sign) and (last.stop or last.text == ",")
    colon = isinstance(last, Sign) and last.text == ":"
    return bool(words) and (line.kind is LineKind.HEADING or colon or (len(words) <= SHORT_TITLE and not stopped and not connects(items)))


def step_named(words: Sequence[str]) -> str:
    """`new` where a title speaks of the update, `old` where of what was before it."""
    folded = {word.casefold() for word in words}
    if folded & {"before", "vor", "old", "alt", "alte"}:
        return "old"
    return "new" if folded & (STEPS | NEW_WORDS - {"after", "nach"}) and not folded & OLD_WORDS else ""


def connects(items: Sequence[Item]) -> bool:
    """Whether a line only leads from one member of a chain to the next ("which gives")."""
    words = [item for item in items if isinstance(item, Symbol)]
    others = [item for item in items if not isinstance(item, Symbol)]
    return bool(words) and all(word.base.casefold() in CONNECTING for word in words) and all(
        isinstance(item, Sign) and (item.text in ",:;") for item in others
    )


def doubtful(clause: Sequence[str], sentence: Sequence[str]) -> bool:
    """Whether the words before an equation deny it or only suppose it."""
    return bool(DENIALS & {word.casefold() for word in clause}) or bool(SUPPOSALS & {word.casefold() for word in sentence})


def taken_back(behind: Sequence[Item]) -> bool:
    """Whether the words right behind a value take it back ("would be wrong")."""
    words = [item.base.casefold() for item in behind if isinstance(item, Symbol)]
    return bool((DENIALS | SUPPOSALS) & set(words[:4]))


def copula(items: Sequence[Item]) -> int | None:
    """Where a verb stands between a name and its value, or before the line's end."""
    for at, item in enumerate(items):
        if isinstance(item, Symbol) and item.base.casefold() in COPULAS and at:
            if at == len(items) - 1:
                return at if item.base.casefold() not in ("of", "von") else None
            if begins_value(items[at + 1 :]):
                return at
    return None
