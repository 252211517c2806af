"""Chains of equalities followed down the lines of a document, with their labels."""

from collections.abc import Sequence

from grader.document import Line, Source
from grader.page.banners import banner_of
from grader.page.forms import (
    beside,
    clause_behind,
    head_of_line,
    key_behind,
    label_behind_value,
    label_with_colon,
    leaves_open,
    led_in,
    name_behind,
    names_result,
    next_sentence,
    noted,
    rest_of_bracket,
    sentence_before,
    turned_round,
    without_bullet,
)
from grader.page.labels import last_label
from grader.page.nodes import Path
from grader.page.prose import Prose, conditional, connects, copula, doubtful, taken_back, uncounted, words_in
from grader.page.sections import Spot
from grader.page.sides import STRONG, begins_value, behind_value, cut, left_hand, opens, region, value_items
from grader.page.stated import Member, Statement
from grader.page.tables import headless, table
from grader.text.items import Group, Item, Number, Sign, Struck, walk
from grader.text.phrases import marked_by_words

LONGEST_CHAIN = 200
Parsed = Sequence[tuple[Item, ...]]
"""The items of each line of a document."""


class Chains:
    """Follows chains of equalities down the lines."""

    def __init__(self) -> None:
        self.found: list[Statement] = []
        self.current: Statement | None = None
        self.open_end = False
        """The last line ended with a relation, so the next one goes on."""
        self.open_term = False
        """The last line ended with a sign of arithmetic, so its last member goes on in the next one."""
        self.open_bracket = False
        """The last line left a bracket open, so its last member goes on in the next one."""
        self.path: Path | None = None
        self.prose = Prose()
        self.waiting: list[Item] = []
        """A label at the end of the last line, whose relation may stand in the next one."""
        self.headed: list[Item] = []
        """A label and a colon, which are all of the last line: its value may be the next one."""
        self.cell: tuple[int | None, bool] = (None, False)
        self.outside = self.prose
        """What was said above the output of a cell."""

    def enters(self, line: Line) -> bool:
        """Whether another cell of a notebook begins, or what the same one put out."""
        return line.source is Source.NOTEBOOK and (line.page, line.printed) != self.cell

    def begin_cell(self, line: Line) -> None:
        """Nothing goes on from cell to cell, and a title that was printed ends with its cell."""
        if self.cell[1]:
            self.prose = self.outside
        self.outside, self.cell = self.prose, (line.page, line.printed)
        self.current, self.open_end, self.waiting, self.headed = None, False, [], []

    def table(self, rows: Sequence[int], lines: Sequence[Line], spots: Sequence[Spot], parsed: Parsed) -> None:
        """Read a table, which stands under the title of the lines before it."""
        title = self.prose.title if rows and spots[rows[0]].path == self.prose.path else ()
        if headless(rows, lines, parsed):
            title = ()  # the line above heads its columns, or says nothing of any of them
        for statement in table(rows, lines, spots, parsed, title):
            statement.context = title
            self.found.append(statement)

    def line(self, index: int, line: Line, spot: Spot, parsed: tuple[Item, ...]) -> None:
        """Read one line."""
        own = [item for item in parsed if item.start >= spot.skip]
        items = without_bullet(own, line)
        if spot.heading or spot.path != self.path:
            self.current, self.open_end, self.open_term, self.headed = None, False, False, []
        if (banner := banner_of(line)) is not None:
            self.prose, self.path, self.current, self.waiting = self.prose.framed(banner, spot), spot.path, None, []
            return
        self.path = spot.path
        self.prose = self.prose.before(line, spot, items, bulleted=len(items) < len(own))
        for struck in [item for item in items if isinstance(item, Struck)]:
            self.segments(index, list(struck.items), spot, struck=True, goes_on=False)
            self.current = None
        items = [item for item in items if not isinstance(item, Struck)]
        waiting, self.waiting = self.waiting, []
        headed, self.headed = self.headed, label_with_colon(items)
        if headed and self.current is None and begins_value(items):
            self.open(index, headed, spot, ":", struck=False)
            self.found[-1].noted = self.open_end = True
        unfinished, self.open_term = self.open_term, bool(items) and isinstance(last := items[-1], Sign) and last.operator
        if unfinished and items:
            items = self.without_rest(items)
        in_brackets, self.open_bracket = self.open_bracket, leaves_open(items)
        if in_brackets and items:
            items = self.behind_bracket(items)
        if items and waiting and self.current is None and isinstance(items[0], Sign) and items[0].text in STRONG:
            self.open(index, waiting, spot, "=", struck=False)
        if items:
            self.segments(index, items, spot, struck=False, goes_on=True)
        self.prose = self.prose.behind(line, spot, items)

    def without_rest(self, items: list[Item]) -> list[Item]:
        """The items behind the rest of a member that was begun on the line above; what is broken over two lines is no value."""
        parts, relations = cut(items)
        if self.current is None or not self.current.members or not relations or not parts[0]:
            return items
        self.current.members.pop()
        return items[len(parts[0]) :]

    def behind_bracket(self, items: list[Item]) -> list[Item]:
        """The items behind the rest of a bracket that was left open on the line above; where that is all, the chain goes on below."""
        rest = rest_of_bracket(self.current.members[-1].items, items) if self.current is not None and self.current.members else 0
        if rest and self.current is not None:
            self.current.members.pop()
        return items[rest:]

    def parted(self, index: int, items: list[Item], spot: Spot, *, struck: bool) -> tuple[list[list[Item]], list[str]]:
        """The parts of a line between relations, without a sentence before the first one, which is read by itself."""
        parts, relations = cut(items)
        if relations and (told := sentence_before(parts[0])):
            self.without_relation(index, parts[0][:told], spot, struck=struck)
            parts[0] = parts[0][told + 1 :]
        return parts, relations

    def segments(self, index: int, items: list[Item], spot: Spot, *, struck: bool, goes_on: bool) -> None:
        """The members of one line, told apart by relations."""
        parts, relations = self.parted(index, items, spot, struck=struck)
        if not relations:
            self.without_relation(index, parts[0], spot, struck=struck)
            return
        if not (self.open_end and self.current is not None) and (pairs := turned_round(parts, relations)):
            for label, value in pairs:
                self.open(index, label, spot, "=", struck=struck)
                self.found[-1].unclear = Member(index, tuple(value))
                self.member(index, value, "=", spot, struck=struck)
            self.current, self.open_end = None, False
            return
        starts_with_relation = not parts[0]
        if starts_with_relation and not goes_on:
            self.current = None
        if not starts_with_relation:
            left_open = self.open_end and self.current is not None and relations[0] in STRONG
            if left_open and not opens(region(parts[0])[0]):
                self.member(index, parts[0], "=", spot, struck=struck)
            else:
                self.open(index, parts[0], spot, relations[0], struck=struck)
        elif self.current is None:
            self.open(index, [], spot, relations[0], struck=struck)
        self.members(index, parts[1:], relations, words_in(head_of_line(parts[0])), spot, struck=struck)
        self.open_end = not parts[-1]
        self.behind_all(index, parts, relations, spot, struck=struck)

    def members(
        self, index: int, parts: Sequence[list[Item]], relations: Sequence[str], heads: tuple[str, ...], spot: Spot, *, struck: bool
    ) -> None:
        """What stands behind the relations of a line; names that begin among them stand under the line's head, too."""
        for position, (relation, part) in enumerate(zip(relations, parts, strict=True)):
            following = relations[position + 1] if position + 1 < len(relations) else ""
            if following == "=" and (at := name_behind(part) or key_behind(part, parts[position + 1 :])):
                self.member(index, part[:at], relation, spot, struck=struck)
                self.open(index, part[at:], spot, following, struck=struck)  # `acc=0.94 shifted=0.36`
                self.found[-1].led_by(heads, marked_by_words(heads))
                continue
            known = len(self.found)
            if following == "=" and last_label(part) is None and (at := next_sentence(part)):
                self.member(index, part[:at], relation, spot, struck=struck)
                self.open(index, part[at + 1 :], spot, following, struck=struck)  # `… = 1516. So we save 2416 - 1516 = …`
                continue
            self.member(index, part, relation, spot, struck=struck, before_colon=following == ":")
            heads = words_in(led_in(part)) or heads
            if heads and len(self.found) > known and self.current is not None and self.current.label is None:
                self.current.context = (*self.current.context, *heads)

    def behind_all(self, index: int, parts: Sequence[list[Item]], relations: Sequence[str], spot: Spot, *, struck: bool) -> None:
        """What the last member of a line says besides: the name of a calculation's result, a clause of words behind a value."""
        if self.current is not None and self.current.label is None and names_result(parts, relations):
            self.open(index, parts[-1], spot, "=", struck=struck)
            self.found[-1].unclear = Member(index, tuple(parts[-2]))
            self.member(index, parts[-2], "=", spot, struck=struck)
            self.current = None
        elif (clause := clause_behind(parts[-1])) is not None:
            kept, still_open = self.current, self.open_end
            self.in_words(index, clause[0], clause[1], spot, struck=struck)
            self.current, self.open_end = kept, still_open

    def without_relation(self, index: int, items: Sequence[Item], spot: Spot, *, struck: bool) -> None:
        """A line without `=`: it goes on with a chain left open, states something in words, or stands alone."""
        if self.open_end and self.current is not None and (not self.current.prose or begins_value(items)):
            self.member(index, items, "=", spot, struck=struck)
            self.open_end = False
            return
        if connects(items):
            return
        if (at := copula(items)) is not None:
            self.in_words(index, items, at, spot, struck=struck)
            return
        self.current = None
        if not struck and (pairs := noted(items)):
            for name, value in pairs:
                words, members = words_in(name), [Member(index, value)]
                self.found.append(Statement(index, spot, None, words, members, noted=True, context=self.prose.context))
            return
        if not struck and (pair := beside(items)) is not None:
            self.open(index, pair[0], spot, "=", struck=False)
            self.found[-1].noted = True
            self.member(index, pair[1], "=", spot, struck=False)
            self.current = None
            return
        self.waiting = list(items) if not struck and opens(items) else []
        if any(isinstance(item, Number) for item in walk(items)):
            whole = Statement(index, spot, None, (), [Member(index, tuple(items))], prose=True, struck=struck, context=self.prose.context)
            self.found.append(whole)

    def in_words(self, index: int, items: Sequence[Item], at: int, spot: Spot, *, struck: bool) -> None:
        """Read `The loss is 200` or `a loss of 200`; the value may stand in the next line."""
        self.open(index, list(items[:at]), spot, "is", struck=struck)
        self.open_end = at == len(items) - 1
        if self.open_end:
            return
        rest = items[at + 1 :]
        following = copula(rest[len(value_items(rest)) :])
        own = rest if following is None else value_items(rest)
        if self.current is not None and taken_back(rest[len(own) :], own):
            self.current.denied = True
        self.member(index, own, "is", spot, struck=struck)
        self.current = None
        if following is not None:
            self.in_words(index, rest[len(own) :], following, spot, struck=struck)

    def open(self, index: int, items: Sequence[Item], spot: Spot, relation: str, *, struck: bool) -> None:
        """Begin a statement whose left-hand side these items are."""
        sentence = left_hand(items, phrase=True)
        told = self.prose.tail if len(sentence) == len(items) else ()
        items = left_hand(items)
        found = last_label(items)
        before = words_in(items[: found[1]] if found else items)
        words = (*told, *words_in(uncounted(sentence)))
        led = () if words or found or not items else self.prose.led
        self.current = Statement(
            index, spot, found[0] if found else None, (*words, *led), prose=bool(led) or relation == "is", struck=struck
        )
        remarked = any(isinstance(item, Group) for item in items)  # `MLP (not shifted)` denies nothing
        plain = words_in([item for item in items[: found[1] if found else None] if not isinstance(item, Group)]) if remarked else before
        self.current.denied = doubtful(plain, words)
        self.current.left = tuple(items)
        self.current.clause = before
        self.current.step = marked_by_words((*told, *before)) or (self.prose.step if spot.path is None else "")
        self.current.context = self.prose.context
        self.found.append(self.current)

    def member(self, index: int, items: Sequence[Item], relation: str, spot: Spot, *, struck: bool, before_colon: bool = False) -> None:
        """A further member; another equation may begin behind it on the same line."""
        own, following = behind_value(items) if before_colon else region(items)
        if self.current is not None and before_colon and following is not None and taken_back(items[len(own) :], own):
            self.current.denied = True  # "dL/db = 28. That is not what we get: 31"
        if self.current is not None and following is not None and conditional(following):
            self.current.denied = True  # "dL/db = 28 if b = 1, else 31"
        if self.current is None:
            self.open(index, [], spot, relation, struck=struck)
        if self.current is not None and following is None and (next_label := label_behind_value(own)) is not None:
            label, at = next_label
            ours, self.current.unclear = self.current.label, Member(index, tuple(own[:at]))
            if ours is not None and ours.key == label.key and ours.index != label.index and not isinstance(own[at - 1], Number):
                own, following = own[:at], own[at:]  # `Y₁ = (…) Y₂ = (…)`
        if own and self.current is not None and len(self.current.members) < LONGEST_CHAIN:
            self.current.members.append(Member(index, tuple(own), relation in "≈~"))
        if following is not None:
            self.open(index, following, spot, relation, struck=struck)
