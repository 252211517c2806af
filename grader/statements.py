"""What a document states: chains of equalities with their labels, across lines, and table cells with their headers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from grader.document import Line, LineKind
from grader.labels import SPLIT_WORDS, Label, last_label, marked_by_words
from grader.literals import LISTING, PREFIXES
from grader.notation import Fraction, Group, Item, Matrix, Number, Sign, Struck, Symbol, parse, walk
from grader.sections import Path, Spot

STRONG = frozenset("=≈~≡←")
BREAKS = frozenset("⇒∴⇔→<>≤≥≠∝∈≪≫")
COPULAS = frozenset({"is", "equals", "ist", "beträgt", "lautet", "becomes", "was", "are", "sind", "gives", "yields", "ergibt", "of", "von", "reaches", "erreicht"})
BULLETS = frozenset("-*•+–")
LONGEST_CHAIN = 200


@dataclass(frozen=True)
class Member:
    """One member of a chain: items of line `line` (its index in the document)."""

    line: int
    items: tuple[Item, ...]
    rounded: bool = False


@dataclass
class Statement:
    """A label and what it is said to equal."""

    line: int
    spot: Spot
    label: Label | None
    words: tuple[str, ...]
    """The words left of the relation, for spellings that are phrases."""
    members: list[Member] = field(default_factory=list)
    prose: bool = False
    """Said in a sentence ("the loss is 200")."""
    struck: bool = False
    table: bool = False
    step: str = ""
    """`new` or `old` by the words before the label."""
    label_text: str = ""


def statements(lines: Sequence[Line], spots: Sequence[Spot]) -> tuple[Statement, ...]:
    """Everything stated in a document, in its order."""
    reader = _Chains()
    rows: list[int] = []
    for index, (line, spot) in enumerate(zip(lines, spots, strict=True)):
        if is_row(line):
            rows.append(index)
            continue
        reader.found.extend(table(rows, lines, spots))
        rows = []
        reader.line(index, line, spot)
    reader.found.extend(table(rows, lines, spots))
    return tuple(reader.found)


def is_row(line: Line) -> bool:
    """Whether a line is a table row: several cells and no equation in them."""
    if line.kind is LineKind.ROW:
        return not any(char in piece.text for piece in line.pieces for char in "=≈")
    if line.kind is LineKind.HEADING or r"\quad" not in line.text or line.kind is LineKind.MATH:
        return False
    return not any(char in line.text for char in "=≈:") and "⟦" not in line.text


class _Chains:
    """Follows chains of equalities down the lines."""

    def __init__(self) -> None:
        self.found: list[Statement] = []
        self.current: Statement | None = None
        self.open_end = False
        """The last line ended with a relation, so the next one goes on."""
        self.path: Path | None = None

    def line(self, index: int, line: Line, spot: Spot) -> None:
        """Read one line."""
        items = [item for item in parse(line.text) if item.start >= spot.skip]
        if spot.heading or spot.path != self.path:
            self.current, self.open_end = None, False
        self.path = spot.path
        if items and isinstance(items[0], Sign) and items[0].text in BULLETS and line.kind is LineKind.TEXT and len(items) > 1 and items[1].start > items[0].end:
            items = items[1:]
        for struck in [item for item in items if isinstance(item, Struck)]:
            self.segments(index, list(struck.items), spot, struck=True, goes_on=False)
            self.current = None
        items = [item for item in items if not isinstance(item, Struck)]
        if not items:
            return
        self.segments(index, items, spot, struck=False, goes_on=True)

    def segments(self, index: int, items: list[Item], spot: Spot, *, struck: bool, goes_on: bool) -> None:
        """The members of one line, told apart by relations."""
        parts, relations = cut(items)
        if not relations:
            self.without_relation(index, parts[0], spot, struck=struck)
            return
        starts_with_relation = not parts[0]
        if starts_with_relation and not goes_on:
            self.current = None
        if not starts_with_relation:
            if self.open_end and self.current is not None and relations[0] in STRONG and not opens(parts[0]):
                self.member(index, parts[0], "=", spot, struck=struck)
            else:
                self.open(index, parts[0], spot, relations[0], struck=struck)
        elif self.current is None:
            self.open(index, [], spot, relations[0], struck=struck)
        for position, (relation, part) in enumerate(zip(relations, parts[1:], strict=True)):
            colon = position + 1 < len(relations) and relations[position + 1] == ":"
            self.member(index, part, relation, spot, struck=struck, before_colon=colon)
        self.open_end = not parts[-1]

    def without_relation(self, index: int, items: Sequence[Item], spot: Spot, *, struck: bool) -> None:
        """A line without `=`: it goes on with a chain left open, states something in words, or stands alone."""
        if self.open_end and self.current is not None:
            self.member(index, items, "=", spot, struck=struck)
            self.open_end = False
            return
        if not self.copula(index, items, spot, struck=struck):
            self.current = None
            if any(isinstance(item, Number) for item in walk(items)):
                lone = Statement(index, spot, None, (), [Member(index, tuple(items))], prose=True, struck=struck)
                self.found.append(lone)

    def copula(self, index: int, items: Sequence[Item], spot: Spot, *, struck: bool) -> bool:
        """"The loss is 200", "a loss of 200"."""
        for at, item in enumerate(items):
            if isinstance(item, Symbol) and item.base.casefold() in COPULAS and 0 < at < len(items) - 1 and begins_value(items[at + 1 :]):
                self.open(index, list(items[:at]), spot, "is", struck=struck)
                self.member(index, items[at + 1 :], "is", spot, struck=struck)
                self.current = None
                return True
        return False

    def open(self, index: int, items: Sequence[Item], spot: Spot, relation: str, *, struck: bool) -> None:
        """Begin a statement whose left-hand side these items are."""
        sentence = left_hand(items, phrase=True)
        items = left_hand(items)
        found = last_label(items)
        before = items[: found[1]] if found else items
        words = tuple(word for item in before if isinstance(item, Symbol) for word in SPLIT_WORDS.findall(item.base))
        phrase = tuple(word for item in walk(sentence) if isinstance(item, Symbol) for word in SPLIT_WORDS.findall(item.base))
        phrase += tuple("%" for item in walk(sentence) if isinstance(item, Sign) and item.text == "%")
        self.current = Statement(index, spot, found[0] if found else None, phrase, prose=relation == "is", struck=struck)
        self.current.step = marked_by_words(words)
        self.found.append(self.current)

    def member(self, index: int, items: Sequence[Item], relation: str, spot: Spot, *, struck: bool, before_colon: bool = False) -> None:
        """A further member; another equation may begin behind it on the same line."""
        own, following = behind_value(items) if before_colon else region(items)
        if self.current is None:
            self.open(index, [], spot, relation, struck=struck)
        if own and self.current is not None and len(self.current.members) < LONGEST_CHAIN:
            self.current.members.append(Member(index, tuple(own), relation in "≈~"))
        if following is not None:
            self.open(index, following, spot, relation, struck=struck)


def cut(items: Sequence[Item]) -> tuple[list[list[Item]], list[str]]:
    """Items between relations at the top level, and the relations; arrows and inequalities part without relating."""
    parts: list[list[Item]] = [[]]
    relations: list[str] = []
    for position, item in enumerate(items):
        text = item.text if isinstance(item, Sign) else ""
        if text and (text in STRONG or (text == "→" and not relations and last_label(left_hand(parts[-1])) is not None)):
            if text == "~" and not parts[-1] and relations:
                continue
            if parts[-1] and isinstance(parts[-1][-1], Sign) and parts[-1][-1].text == ":":
                parts[-1].pop()
            parts.append([])
            relations.append(text)
        elif text == ":" and names_value(parts[-1], items[position + 1 :]):
            parts.append([])
            relations.append(":")
        else:
            parts[-1].append(item)
    return parts, relations


def names_value(before: Sequence[Item], after: Sequence[Item]) -> bool:
    """Whether a colon stands between a name and its value (`Accuracy: 0.94`), not before an equation (`Step 1: w = …`)."""
    if not before or not after:
        return False
    first = after[0]
    if isinstance(first, Sign) and first.text in STRONG:
        return False
    for item in after:
        if isinstance(item, Sign) and item.text in STRONG:
            return last_label(left_hand([other for other in after if other.start < item.start])) is None and begins_value(after)
    return begins_value(after)


def begins_value(items: Sequence[Item]) -> bool:
    """Whether a value may begin here."""
    for item in items:
        if isinstance(item, Symbol) and prefix(item):
            continue
        if isinstance(item, Sign) and item.text in "-+≈~ ":
            continue
        return isinstance(item, Number | Matrix | Fraction) or (isinstance(item, Group) and any(isinstance(i, Number | Matrix) for i in walk(item.items)))
    return False


def opens(items: Sequence[Item]) -> bool:
    """Whether a left-hand side stands here."""
    return last_label(left_hand(items)) is not None


def left_hand(items: Sequence[Item], *, phrase: bool = False) -> list[Item]:
    """The last part of what stands before a relation: behind the last full stop, gap, comma, arrow or colon; a phrase may hold commas."""
    start = 0
    for at, item in enumerate(items):
        if isinstance(item, Sign) and (item.stop or item.text in BREAKS or (not phrase and (item.separator or item.text in ":)]"))):
            start = at + 1
    return list(items[start:])


def region(items: Sequence[Item]) -> tuple[list[Item], list[Item] | None]:
    """Split `14, ŷ_2` (before a further `=`) into the value and the next label; without a label all is the member."""
    for at in range(1, len(items)):
        item = items[at]
        parted = isinstance(item, Sign) and (item.separator or item.stop or item.text in BREAKS)
        worded = isinstance(item, Symbol) and item.word and not prefix(item)
        if (parted or worded) and (rest := tail_label(items[at:])) is not None:
            return list(items[:at]), rest
    return list(items), None


def behind_value(items: Sequence[Item]) -> tuple[list[Item], list[Item] | None]:
    """Split `0.93, on the shifted data` (before a colon) into the value and the words of the next name."""
    kept = len(value_items(Member(0, tuple(items))))
    return list(items[:kept]), list(items[kept:])


def tail_label(items: Sequence[Item]) -> list[Item] | None:
    """The items from a separator on, where they end in a label with nothing but words before it."""
    rest = left_hand(items)
    found = last_label(rest)
    if found is None:
        return None
    return rest if all(isinstance(item, Symbol) and item.word for item in rest[: found[1]]) else None


def prefix(item: Symbol) -> bool:
    """A word that may stand before a value: `np.array`, `about`."""
    return item.base.casefold().rpartition(".")[2] in PREFIXES


def value_items(member: Member) -> tuple[Item, ...]:
    """The items of a member up to the first word, remark or full stop."""
    kept: list[Item] = []
    for at, item in enumerate(member.items):
        if isinstance(item, Symbol) and item.word and not prefix(item):
            following = member.items[at + 1] if at + 1 < len(member.items) else None
            if item.base.casefold() not in LISTING or not (isinstance(following, Number | Group) or (isinstance(following, Sign) and following.text == "-")):
                break
        if isinstance(item, Sign) and (item.stop or item.text in BREAKS):
            break
        if isinstance(item, Group) and kept and any(isinstance(inner, Symbol) and inner.word for inner in item.items):
            break
        kept.append(item)
    return tuple(kept)


def table(rows: Sequence[int], lines: Sequence[Line], spots: Sequence[Spot]) -> Iterator[Statement]:
    """Cells that hold a value, each with the words of its row's header and of the last row above that is all words."""
    header: list[str] = []
    for row in rows:
        cells = [piece.strip() for piece in lines[row].text.split(r"\quad")]
        valued = [column for column, cell in enumerate(cells) if holds_value(cell) and (column > 0 or len(cells) == 1)]
        if not valued:
            header = cells if len(cells) > 1 else []
            continue
        shift = len(header) - len(cells)
        offsets = cell_starts(lines[row].text)
        for column in valued:
            heads = [cells[0]] if column > 0 and not holds_value(cells[0]) else []
            if header and shift in (0, -1):
                heads.append(header[column + shift])
            yield cell_statement(row, offsets[column], lines[row], spots[row], heads)


def cell_starts(text: str) -> list[tuple[int, int]]:
    """Where each cell of a row begins and ends."""
    spans = []
    at = 0
    for cell in text.split(r"\quad"):
        spans.append((at, at + len(cell)))
        at += len(cell) + len(r"\quad")
    return spans


def holds_value(cell: str) -> bool:
    """Whether a cell begins with a number or a bracket."""
    stripped = cell.lstrip("≈~+- ([⟦$")
    return stripped[:1].isdigit() or (stripped[:1] == "." and stripped[1:2].isdigit()) or stripped.startswith(r"\frac{")


def cell_statement(row: int, span: tuple[int, int], line: Line, spot: Spot, heads: Sequence[str]) -> Statement:
    """One cell as a statement."""
    items = tuple(item for item in parse(line.text) if span[0] <= item.start < span[1])
    label = None
    for head in heads:
        found = last_label(parse(head))
        label = label or (found[0] if found is not None and found[1] == 0 else None)
    words = tuple(word for head in heads for word in SPLIT_WORDS.findall(head))
    return Statement(row, spot, label, words, [Member(row, items)], table=True, label_text=" / ".join(heads))
