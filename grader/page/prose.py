"""What sentences lend to the statements among them: words before a line's break, the heading of a list, doubts."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from grader.document import Line, LineKind
from grader.page.banners import Banner, Banners, below, under
from grader.page.led_in import led_by
from grader.page.nodes import Path
from grader.page.numbered_parts import number_behind
from grader.page.sections import Spot
from grader.page.sides import CONNECTING, NEAR, STRONG, begins_value
from grader.text.items import Group, Item, Matrix, Number, Sign, Symbol, walk
from grader.text.literals import LISTING
from grader.text.phrases import COUNTED, NEW_WORDS, OLD_WORDS, SPLIT_WORDS
from grader.text.symbols import INDEX_LETTERS

COPULAS = frozenset("is equals ist beträgt lautet becomes was are sind gives yields ergibt of von reaches erreicht".split())
STEPS = frozenset("update updated step schritt aktualisierung aktualisiert aktualisierte aktualisierten".split())
DENIALS = frozenset(
    "not never no kein keine keinen nicht instead rather statt anstatt anstelle wrong wrongly falsch falsche incorrect".split()
)
MISTAKEN = frozenset("wrong wrongly falsch falsche incorrect false".split())
"""In brackets right behind a value they take it back."""
WITHOUT, ADDING = frozenset("no kein keine keinen".split()), frozenset("and with und mit".split())
"""`w = (0.3, 0.6, 0.1) and no bias` denies nothing of w."""
SUPPOSALS = frozenset(
    "if would could might maybe perhaps suppose supposing wenn würde würden wäre wären hätte hätten vielleicht eventuell "
    "käme kämen läge lägen bekäme bekämen bliebe blieben ginge gäbe ergäbe könnte könnten dürfte dürften müsste müssten".split()
)
COMPARED = frozenset(
    "higher lower more less better worse greater smaller höher niedriger mehr weniger besser schlechter größer kleiner".split()
)
"""Right behind a value they say that it is a difference."""
POINTS = frozenset("percent percentage points point prozent prozentpunkte punkte pp".split())
FEW = frozenset("two three four five six seven eight nine ten twenty zwei drei vier fünf sechs sieben acht neun zehn zwanzig".split())
FINISHED = frozenset("finished finish done completed complete fertig beendet abgeschlossen".split())
CONDITIONS = frozenset("if unless when wenn falls sofern".split())
OUTPUTS = frozenset("output outputs ausgabe ausgaben log logs printed prints printout script skript console konsole terminal".split())
LONG_LINE = 40
SHORT_TITLE = 6


@dataclass(frozen=True)
class Prose:
    """What the lines before the present one have said."""

    tail: tuple[str, ...] = ()
    """The words of a clause that goes on from the line before."""
    sentence: tuple[str, ...] = ()
    """All words of a sentence that goes on from the lines before."""
    title: tuple[str, ...] = ()
    """The words of the heading or of the sentence with a colon that the present lines stand under."""
    step: str = ""
    """`new` or `old`, where those words say so."""
    path: Path | None = None
    block: int = -1
    said: tuple[str, ...] = ()
    left_open: tuple[str, ...] = ()
    led: tuple[str, ...] = ()
    """The words of the sentence that the last line leaves open, whatever stands between: `For C3 we count`, and a formula of its own."""
    announced: int = -1
    """The block of a title that only announces what a program printed, which ends with the next one; -1 where it is no such title."""
    banners: Banners = ()
    """The framed titles that the present lines stand under."""

    @property
    def context(self) -> tuple[str, ...]:
        """What may tell more of a statement than its own words."""
        return (*(word for banner in self.banners for word in banner.words), *self.title, *self.sentence)

    def framed(self, banner: Banner, spot: Spot) -> "Prose":
        """Below a framed title."""
        kept = self if spot.path == self.path else Prose(path=spot.path)
        return replace(kept, banners=under(kept.banners, banner), title=(), step=step_named(banner.words), said=(), left_open=())

    def before(self, line: Line, spot: Spot, items: Sequence[Item], *, bulleted: bool = False) -> "Prose":
        """For reading a line: what the one before it has left open counts only inside a paragraph."""
        kept = self if spot.path == self.path and not spot.heading else Prose(path=spot.path)
        goes_on = line.kind is LineKind.TEXT and line.block == self.block and wrapped(items) and not bulleted
        banners = () if line.kind is LineKind.HEADING else below(kept.banners, line.block)
        kept = kept if kept.announced < 0 or line.block <= kept.announced + 1 else replace(kept, title=(), announced=-1)
        return replace(kept, tail=self.left_open if goes_on else (), sentence=self.said if goes_on else (), banners=banners)

    def behind(self, line: Line, spot: Spot, items: Sequence[Item]) -> "Prose":
        """After a line."""
        said, left_open = unfinished(line, items, self.sentence)
        kept = replace(self, said=said, left_open=left_open, led=words_in(led_by(line, items)), block=line.block, path=spot.path)
        words = words_in(items)
        leads_in = line.text.rstrip().endswith(":") and not any(char.isdigit() for char in line.text[: spot.skip])
        short = len(words) <= SHORT_TITLE and not leads_in  # "a) Parameters of layer C3:" is more than the name of a part
        numbered = spot.heading and spot.skip and (line.kind is LineKind.HEADING or short)
        if not introduces(line, items) or numbered:
            return kept
        told = line.kind is not LineKind.HEADING and not line.printed and not OUTPUTS.isdisjoint(word.casefold() for word in words)
        return replace(kept, title=words, step=step_named(words), announced=line.block if told else -1)


def words_in(items: Sequence[Item]) -> tuple[str, ...]:
    """All words, and the per cent sign; a noun with its number is one (`filter1`)."""
    out: list[str] = []
    flat = list(walk(items))
    for at, item in enumerate(flat):
        if isinstance(item, Symbol):
            out.extend(
                SPLIT_WORDS.findall(item.base + (item.sub if item.sub.isdigit() and item.end - item.start == 1 + len(item.sub) else ""))
            )
            if len(item.base) > 1 and not item.mark:  # `mlp_accuracy`
                out.extend(word for word in SPLIT_WORDS.findall(item.sub.replace("_", " ")) if len(word) > 1)
            if out and (number := number_behind(flat, at)):
                out[-1] += number
        elif isinstance(item, Sign) and item.text == "%":
            out.append("%")
    return tuple(out)


def uncounted(items: Sequence[Item]) -> list[Item]:
    """The items without what a number before it counts: "after 10 epochs" does not speak of epochs."""
    kept: list[Item] = []
    for item in items:
        before = kept[-1] if kept else None
        counted = isinstance(item, Symbol) and item.base.casefold() in COUNTED
        if counted and (isinstance(before, Number) or (isinstance(before, Symbol) and before.base.casefold() in FEW)):
            kept.pop()
        else:
            numbered = isinstance(item, Number) and isinstance(before, Symbol) and before.base.casefold() in COUNTED
            if numbered and len(kept) > 1 and isinstance(word := kept[-2], Symbol) and word.base.casefold() in ("after", "nach"):
                kept.pop()  # "after epoch 8"
            kept.append(item)
    return kept


def wrapped(items: Sequence[Item]) -> bool:
    """Whether a line may go on with a sentence: it does not begin with an equation's sign."""
    return bool(items) and not (isinstance(items[0], Sign) and items[0].text in STRONG)


def unfinished(line: Line, items: Sequence[Item], before: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a sentence, and of its last clause, that a line of prose leaves open; a line that ends in a value is finished."""
    last = next((item for item in reversed(items) if not (isinstance(item, Sign) and item.separator)), None)
    if line.kind is not LineKind.TEXT or not isinstance(last, Symbol) or not (before or len(line.text) >= LONG_LINE):
        return (), ()
    sentence = clause = valued = 0
    for at, item in enumerate(items):
        if isinstance(item, Sign) and item.stop:
            sentence, clause, valued = at + 1, at + 1, 0
        elif isinstance(item, Number) or (isinstance(item, Sign) and (item.relation or item.text == ";")):
            clause = at + 1
            valued = at + 1 if isinstance(item, Number) else 0
        elif valued and ((isinstance(item, Sign) and item.separator) or (isinstance(item, Symbol) and item.base.casefold() in LISTING)):
            valued, clause = 0, at + 1
    if clause > sentence and len(items) - clause < 2:  # one word behind a value is its unit
        return (), ()
    words = words_in(items[sentence:])
    own = () if valued else words_in(items[clause:])  # "36.6 % on the shifted data": said of the value before it
    return (*(before if sentence == 0 else ()), *words), own


def introduces(line: Line, items: Sequence[Item]) -> bool:
    """Whether a line is a title for what follows: words alone, as a heading, before a colon, or very few."""
    told = [item for item in items if not is_aside(item)]
    if line.kind is LineKind.ROW or any(
        isinstance(item, Number | Matrix) or (isinstance(item, Sign) and item.relation and item.text != ":") for item in walk(told)
    ):
        return False
    words = words_in(told)
    last = items[-1] if items else None
    trailing = (
        len(items) > 1 and isinstance(last, Sign) and last.stop and isinstance(sign := items[-2], Sign) and sign.text == last.text == "."
    )
    stopped = isinstance(last, Sign) and (last.stop or last.text == ",") and not (trailing or last.text == "…")
    colon = isinstance(last, Sign) and last.text == ":"
    if line.printed and FINISHED & {word.casefold() for word in words}:
        return False  # "Finished Training"
    return bool(words) and (line.kind is LineKind.HEADING or colon or (len(words) <= SHORT_TITLE and not stopped and not connects(items)))


def is_aside(item: Item) -> bool:
    """Whether an item is a remark in brackets (`Separable model (bias=False everywhere)`), not a value in them."""
    return isinstance(item, Group) and item.opening == "(" and any(isinstance(inner, Symbol) and inner.word for inner in item.items)


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
    return (
        bool(words)
        and all(word.base.casefold() in CONNECTING for word in words)
        and all(isinstance(item, Sign) and (item.text in ",:;") for item in others)
    )


POINTING = frozenset("this that it which the das dies dieser diese dieses es was der die wrong not falsch nicht sorry no oops nein".split())
"""What begins a sentence about the one before."""


def doubtful(clause: Sequence[str], sentence: Sequence[str]) -> bool:
    """Whether the words before an equation deny it or only suppose it."""
    return bool(DENIALS & {word.casefold() for word in clause}) or bool(SUPPOSALS & {word.casefold() for word in sentence})


def taken_back(behind: Sequence[Item], value: Sequence[Item] = ()) -> bool:
    """Whether the words right behind a value take it back ("would be wrong", "2 % higher", but not "97 %, better than …")."""
    if any(isinstance(item, Sign) and item.text in "✗✘❌" for item in behind):
        return True
    remark = behind[0].items[:1] if behind and isinstance(behind[0], Group) else ()
    if any(isinstance(word, Symbol) and word.base.casefold() in MISTAKEN for word in remark):  # `28 (falsch)`
        return True
    asked = bool(behind) and isinstance(behind[0], Sign) and behind[0].text == "?"
    stop = next((at for at, item in enumerate(behind) if isinstance(item, Sign) and item.stop), len(behind))
    words, following = ([item.base.casefold() for item in part if isinstance(item, Symbol)] for part in (behind[:stop], behind[stop:]))
    if following and (asked or following[0] in POINTING):
        words += following
    parted = bool(value) and isinstance(last := value[-1], Sign) and last.separator
    compared = not parted and next((word for word in words if word not in POINTS), None) in COMPARED
    near = [word for at, word in enumerate(words[:4]) if word not in WITHOUT or not at or words[at - 1] not in ADDING]
    return compared or bool((DENIALS | SUPPOSALS) & set(near))


def is_ratio(items: Sequence[Item], at: int) -> bool:
    """Whether `of` stands between two numbers: `1854 of 1991`."""
    return isinstance(items[at - 1], Number) and isinstance(word := items[at], Symbol) and word.base.casefold() in ("of", "von")


def conditional(following: Sequence[Item]) -> bool:
    """Whether what follows a value and ends before an equation's sign says when alone it holds: `if b`, `for j`."""
    first, last = following[0], following[-1]
    if not isinstance(first, Symbol) or not isinstance(last, Symbol):
        return False
    return first.base.casefold() in CONDITIONS or (first.base.casefold() in ("for", "für") and last.base in INDEX_LETTERS)


def copula(items: Sequence[Item]) -> int | None:
    """Where a verb stands between a name and its value, or before the line's end."""
    for at, item in enumerate(items):
        if isinstance(item, Symbol) and item.base.casefold() in COPULAS and at and not is_ratio(items, at):
            if at == len(items) - 1:
                return at if item.base.casefold() not in ("of", "von") else None
            if begins_value(items[at + 1 : at + NEAR]):
                return at
    return None
