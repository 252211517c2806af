"""Chains of equalities followed over the lines of a task, and which of them say what a letter stands for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from grader.document import TORN, LineKind
from grader.finding.formula_lines import Stretch
from grader.finding.formula_runs import EQUAL, Run, members, runs
from grader.formulas.alarming import ALARMING, CHANGING, DENYING, HARMLESS, UNEQUAL
from grader.formulas.recognise import recognised
from grader.formulas.tokens import Kind, Token, TooMuch, tokens
from grader.formulas.tree import Condition
from grader.formulas.vocabulary import Vocabulary
from grader.page.nodes import Path

LONGEST_NAME = 4
GREEK = frozenset("alpha beta gamma delta epsilon theta lambda sigma omega".split())
MOST_LINES = 400
ROW_BARS = 3
"""Bars of a table's row with two cells."""


@dataclass(frozen=True)
class Member:
    """One member of a chain, with what is known of where it stands."""

    tokens: tuple[Token, ...]
    line: Stretch
    run: Run
    sign: str = ""
    """The relation before it."""

    @property
    def whole(self) -> bool:
        """Whether it stands by itself, with no words of a sentence right beside it."""
        told = self.run.before and not self.run.colon
        return self.line.kind is LineKind.MATH or not (told or self.run.after or self.run.behind)

    @property
    def cut(self) -> bool:
        """Whether a word stands right behind it of which nobody knows that it is one."""
        return bool(self.run.after) and self.run.after[0] not in HARMLESS

    @property
    def alarming(self) -> bool:
        """Whether words stand beside it by which it may not be all, or not be meant."""
        return bool(ALARMING & {*self.run.before[-3:], *self.run.after[:3]})

    @property
    def denied(self) -> bool:
        """Whether words of its clause deny it, or words behind it change it: not even its name makes it right then."""
        before, behind = {*self.run.before}, self.run.behind
        return bool(DENYING & {*before, *behind[:4]} or UNEQUAL & before or CHANGING & {*behind[:1]})


@dataclass
class Chain:
    """Members that are said to be equal."""

    members: list[Member] = field(default_factory=list)
    interrupted: bool = False
    """Whether words stand before an equals sign in it that has nothing else on its left: they may begin something else."""
    headless: bool = False
    """Whether it begins with an equals sign."""
    strange: bool = False
    """Whether a display goes on in it that may go on with an earlier one: `where c = 1`, and below it a display that begins with `= …`."""

    @property
    def last(self) -> Member:
        """Its last member."""
        return self.members[-1]

    @property
    def hung(self) -> bool:
        """Whether what it begins with may be a row by itself, so that `= b` may go on with what stands above that."""
        first, *more = self.members[:2]
        parted_ = bool(more) and first.line.kind is LineKind.MATH and more[0].line is not first.line
        return parted_ or (bool(more) and is_barred(first.tokens))

    @property
    def torn(self) -> bool:
        """Whether it stands in a display that is damaged."""
        return any(TORN in one.line.doubts for one in self.members)

    @property
    def when(self) -> Condition | None:
        """The condition that it is told under."""
        return next((one.run.when for one in reversed(self.members) if one.run.when is not None), None)

    @property
    def otherwise(self) -> bool:
        """Whether it is told for all other cases."""
        return any(one.run.otherwise for one in self.members)


def is_told(chain: Chain) -> bool:
    """Whether words lead to a symbol before the equals sign: `let k be the filter size = …`."""
    head = chain.members[0]
    return len(chain.members) > 1 and bool(head.run.before) and [token.kind for token in head.tokens] == [Kind.NAME]


def is_barred(found: Sequence[Token]) -> bool:
    """Whether tokens stand between bars as the cells of a table's row do: `| a | b |`."""
    return [token.text for token in (*found[:1], *found[-1:])] == ["|", "|"] and sum(token.text == "|" for token in found) >= ROW_BARS


def interrupt(found: Sequence[Chain]) -> None:
    """Mark the chains that may go on behind words: `… = a`, `by the chain rule: = b`, in one display or paragraph."""
    blocks: dict[tuple[Path | None, int], list[Chain]] = {}
    for at, chain in enumerate(found):
        line = chain.members[0].line
        before = blocks.setdefault((line.path, line.block), [])
        if chain.strange:
            for one in found[: at + 1]:
                one.interrupted |= one.last.line.path == line.path
        if chain.interrupted or chain.hung or (line.kind is LineKind.MATH and (chain.headless or is_told(chain))):
            for one in before:
                one.interrupted = True
        chain.interrupted |= chain.torn
        before.append(chain)


def chains(lines: Sequence[Stretch], words: Vocabulary) -> Iterator[Chain]:
    """The chains of some lines, in their order."""
    open_ = Chain()
    for line, run in runs_of(lines, words):
        kept = ((sign, own) for sign, own in members(run) if any(token.kind is not Kind.SIGN for token in own))
        for at, (sign, own) in enumerate(kept):
            lone = at == 0 and sign in EQUAL
            goes_on = sign in EQUAL and (not lone or run.first or not is_left_hand_side(run.before))
            if open_.members and not goes_on:
                yield open_
                open_ = Chain()
            open_.headless |= lone and not open_.members
            open_.interrupted |= lone and bool(open_.members) and (not run.first or parted(open_.last, line))
            open_.strange |= lone and bool(open_.members) and line.kind is LineKind.MATH is not open_.last.line.kind
            open_.members.append(Member(own, line, run, sign))
    if open_.members:
        yield open_


def parted(last: Member, line: Stretch) -> bool:
    """Whether words stand behind the last member of a chain that goes on in another line."""
    return last.line is not line and bool(last.run.after or last.run.behind)


def is_left_hand_side(words: Sequence[str]) -> bool:
    """Whether words before an equals sign may be what stands on its left: `out =`, and not `therefore =`."""
    return 0 < len(words) <= LONGEST_NAME and words[-1] not in HARMLESS


def runs_of(lines: Sequence[Stretch], words: Vocabulary) -> Iterator[tuple[Stretch, Run]]:
    """The runs of some lines; a condition at the end of a line belongs to the next run."""
    waiting = Run(())
    for line in lines[:MOST_LINES]:
        try:
            found = runs(recognised(tokens(line.text), words), words)
        except TooMuch:
            continue
        for run in found:
            if not run.tokens:
                waiting = run
                continue
            told = run.when is not None or run.otherwise
            yield line, run if told else replace(run, when=waiting.when, otherwise=waiting.otherwise)
            waiting = Run(())


def is_simple_name(found: Sequence[Token]) -> bool:
    """Whether tokens are a letter with its scripts, which may be given a meaning: `z_ℓ`, `A`, `H_p`, `D'`."""
    if len(found) == 1 and found[0].kind is Kind.FRACTION:
        return found[0].inner[0][:1] != () and found[0].inner[0][0].text in ("∂", "d")
    if not 0 < len(found) <= LONGEST_NAME or found[0].kind not in (Kind.LETTERS, Kind.NAME, Kind.HAT):
        return False
    if found[0].kind is Kind.LETTERS and len(found[0].text) > LONGEST_NAME and found[0].text.casefold() not in GREEK:
        return False
    return all(one.kind in (Kind.SUB, Kind.SUP) or (one.kind is Kind.SIGN and one.text in ("'", "*")) for one in found[1:])
