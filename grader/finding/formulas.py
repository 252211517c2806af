"""Where the formulas of a task stand: chains of equalities behind the answer's name, or the only formulas that read.

What is right is not known here; all places are given, each with the ways to read it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, takewhile

from grader.document import Document, LineKind
from grader.finding.formula_chains import Chain, Member, chains, interrupt, is_simple_name
from grader.finding.formula_letters import Letters, letters, raw_tokens, renamed
from grader.finding.formula_lines import Stretch, stretches, written_programs
from grader.finding.formula_names import indices_of, named, on_the_diagonal, order_of, untold
from grader.finding.formula_notation import Notation, notation
from grader.finding.formula_parts import put_together
from grader.finding.formula_programs import as_program, in_programs
from grader.finding.formula_reservations import reserved
from grader.finding.formula_sheets import stated, with_sheet
from grader.formulas.attempt import Attempt, FormulaWanted, Written
from grader.formulas.readings import Reading, readings
from grader.formulas.spellings import Pattern
from grader.formulas.tokens import Kind, Token, TooMuch, shown
from grader.formulas.tree import Number, Tree, free_letters, size
from grader.formulas.unread import NotRead
from grader.page.nodes import Node, Path
from grader.page.photographed import spots_of
from grader.readers.sheet_name import is_sheet

MOST = 40
"""Places that are looked at for one formula."""
LONGEST_HEAD = 12
"""Tokens of a left-hand side in which the answer's name is looked for."""
OF_FORMULAS = frozenset("+-·×*/∖⊙@⌊⌈")
FEWEST = 3
"""Tokens that are no formula yet."""


def formulas(documents: Sequence[Document], wanted: Sequence[FormulaWanted], nodes: Sequence[Node]) -> dict[str, Written]:
    """What was found for every formula that is asked for."""
    if not wanted:
        return {}
    papers = [one for one in documents if not is_sheet(one.file)]
    lines = [
        [*stretches(document, spots), *written_programs(document, [spot.path for spot in spots])]
        for document, spots in zip(papers, spots_of(papers, nodes), strict=True)
    ]
    whole = not any(document.unread for document in documents)
    found = {one.name: written(one, lines, [other for other in wanted if other is not one], whole=whole) for one in wanted}
    return {one.name: with_sheet(found[one.name], tuple(stated(one, documents))) for one in wanted}


def written(w: FormulaWanted, documents: Sequence[Sequence[Stretch]], sisters: Sequence[FormulaWanted], *, whole: bool) -> Written:
    """What was found for one; `whole` where all documents could be read."""
    own = [[line for line in lines if within(line.path, w.task)] for lines in documents]
    near = [one for one in sisters if one.task == w.task]
    around = [Around(before(lines, w.task), lines) for lines in documents]
    attempts = [one for lines, beside in zip(own, around, strict=True) for one in attempts_in(w, lines, near, beside)]
    if labelled := [one for one in attempts if one.labelled]:
        nameless = [one for one in attempts if one.readings and not (one.labelled or one.denied)]
        return Written(tuple(labelled[-MOST:]), nameless=tuple(nameless[-MOST:]))
    if read := [one for one in attempts if one.readings]:
        unread = len(read) < len(attempts)
        return Written(tuple(replace(one, beside_unread=unread) for one in read[-MOST:]))
    others = [[line for line in lines if elsewhere(line.path, w.task)] for lines in documents]
    if far := [one for lines in others for one in attempts_in(w, lines, sisters, Around()) if one.labelled]:
        return Written(tuple(far[-MOST:]))
    look = next((line.place for lines in own for line in lines), None)
    if look is not None:
        return Written(why="no formula was found there that could be read as the answer", look=look)
    silent = whole and not any(may_be_formula(line, w) for lines in others for line in lines)
    return Written(why="not found" if silent else "not found for certain", certain=silent)


def may_be_formula(line: Stretch, w: FormulaWanted) -> bool:
    """Whether a line may hold a formula that nobody could read."""
    if line.program or line.kind is LineKind.MATH or line.doubts or not line.text.isascii():
        return True
    return any(sign in line.text for sign in "=+*/^_{") or line.path == w.task[: len(line.path or ())]


def within(path: Path | None, task: Path) -> bool:
    """Whether a line stands under a task."""
    return path is not None and path[: len(task)] == task


def elsewhere(path: Path | None, task: Path) -> bool:
    """Whether a line stands where a careless paper could have the answer: above the task's own parts, or under no task."""
    return path is None or (len(path) < len(task) and task[: len(path)] == path)


def before(lines: Sequence[Stretch], task: Path) -> list[Stretch]:
    """What stands before a task and may tell what its letters mean: text above the parts of its problem, and parts a, b, c before it."""
    parent = task[:-1]
    told = takewhile(lambda line: not within(line.path, task), lines)
    together = bool(parent) and task[-1].isalpha()
    return [one for one in told if one.path and (task[: len(one.path)] == one.path or (together and one.path[: len(parent)] == parent))]


@dataclass(frozen=True)
class Around:
    """What stands around the lines of a task in its document."""

    above: Sequence[Stretch] = ()
    """Lines before it that may tell what letters mean."""
    document: Sequence[Stretch] = ()


@dataclass(frozen=True)
class Text:
    """What the lines of a task say: its words with the letters of its own, and its notation."""

    lines: Sequence[Stretch]
    letters: Letters
    notation: Notation


def attempts_in(w: FormulaWanted, lines: Sequence[Stretch], sisters: Sequence[FormulaWanted], around: Around) -> Iterator[Attempt]:
    """The places of one document in their order."""
    yield from in_programs(w, [line for line in lines if line.program], sisters, around.document)
    plain = [line for line in lines if not line.program]
    above = [line for line in around.above if not line.program]
    chained = list(chains(plain, w.words))
    again = {told_of(chain) for chain in chained if len(chain.members) > 1}
    told = [*chains(above, w.words), *renamed([*above, *plain], w.words)]
    earlier = [chain for chain in told if told_of(chain) not in again]
    own = letters(w, plain, [*earlier, *chained])
    if own.words.letters:  # a letter may be explained by others: `z = Wa + b`, with `W := A_ℓ`
        further = letters(w, plain, [*earlier, *chains(plain, own.words)], own.words)
        own = further if len(further.trees) > len(own.trees) else own
    text = Text(plain, own, notation(w.words, [*above, *plain], [*told, *chained]))
    if own.words.letters:
        chained, w = list(chains(plain, own.words)), replace(w, words=own.words)
    interrupt(chained)
    used = used_letters(chained, w)
    found = [(chain, attempt) for chain in chained for attempt in attempted(w, chain, text, sisters)]
    whole = [attempt for chain, attempt in found if attempt.labelled or chain.members[0].tokens[0].text not in used]
    yield from put_together(whole if any(one.readings for one in whole) else [attempt for _, attempt in found])


def used_letters(chained: Sequence[Chain], w: FormulaWanted) -> set[str]:
    """Letters that the text explains and then uses: what one of them stands for is a part of the answer, and not the answer."""
    own = {name for _, name in w.words.letters}
    apart = (
        member for chain in chained for at, member in enumerate(chain.members) if (at or len(member.tokens) > 1) and not square(member)
    )
    return own & {token.text for member in apart for token in every_token(member.tokens)}


def square(member: Member) -> bool:
    """Whether a member only tells a size by its name, twice: `A × A`."""
    first, *rest = member.tokens
    return [one.text for one in rest] in ([sign, first.text] for sign in "×x") and not first.inner


def told_of(chain: Chain) -> Pattern:
    """What a chain begins with, as it stands there."""
    return raw_tokens(chain.members[0].tokens, chain.members[0].line)


def attempted(w: FormulaWanted, chain: Chain, text: Text, sisters: Sequence[FormulaWanted]) -> Iterator[Attempt]:
    """The last member of a chain; before it the formula that numbers follow: `out = ⌊…⌋ + 1 = 28`."""
    last = attempt_at(w, chain, text, sisters)
    if last is None:
        return
    numbers = len(list(takewhile(is_numeric, reversed(chain.members))))
    if last.labelled and numbers and last.when is None and not last.otherwise:
        told = attempt_at(w, replace(chain, members=chain.members[:-numbers]), text, sisters)
        if told is not None and told.labelled:
            yield replace(told, before_number=True)
    yield last


def is_numeric(member: Member) -> bool:
    """Whether only numbers stand in a member."""
    return not any(token.kind in (Kind.NAME, Kind.LETTERS) for token in every_token(member.tokens))


def attempt_at(w: FormulaWanted, chain: Chain, text: Text, sisters: Sequence[FormulaWanted]) -> Attempt | None:
    """The last member of a chain as an attempt; None where it is no formula that could be meant."""
    names = [named(member.tokens, w) for member in chain.members]
    rest = [member for member, name in zip(chain.members, names, strict=True) if name is None]
    order = next((name for name in names if name is not None), None)
    if not rest:
        return None
    head, member = chain.members[0], rest[-1]
    if order is None and not may_be_meant(chain, w, sisters):
        return None
    base = Attempt(
        shown(member.tokens, member.line.text),
        member.line.place,
        member.line.source,
        labelled=order is not None,
        whole=member.whole,
        alarm=member.alarming,
        denied=doubtful(chain, member, text) or (order is None and of_another(head, chain, w)),
        cut=member.cut,
        leeway="one symbol is written in two ways, which may be two" if in_two_ways(member) else text.notation.leeway,
        display=member.line.kind is LineKind.MATH,
        order=order or order_of(head.tokens, w),
        doubts=member.line.doubts,
        context=member.line.text,
        alone=w.alone,
        when=chain.when,
        otherwise=chain.otherwise or on_the_diagonal(head.tokens, w),
    )
    try:
        found = text.letters.in_place(readings(member.tokens, w.words))
    except (NotRead, TooMuch) as problem:
        found = as_program(base.text, w.words)
        if not found:
            told = not bare_name(member) if base.labelled else formula_like(member)
            return replace(base, why=str(problem)) if told else None
    strays = astray(found, indices_of(head.tokens, w))
    return None if not base.labelled and trivial(found[0].tree) else replace(base, readings=found, strays=strays)


def doubtful(chain: Chain, member: Member, text: Text) -> bool:
    """Whether not even the answer's name makes a chain its answer: it is denied, another's, taken back, or in a notation of its own."""
    head = chain.members[0]
    at = next((place for place, line in enumerate(text.lines) if line is head.line), 0)
    return head.denied or member.denied or chain.interrupted or text.notation.another or reserved(chain, text.lines, at)


def astray(found: Sequence[Reading], told: frozenset[str]) -> bool:
    """Whether a formula has indices that its left-hand side does not have."""
    return bool(told) and not all(told.issuperset(free_letters(one.tree)) for one in found)


def in_two_ways(member: Member) -> bool:
    """Whether a symbol is written in two ways, as y and t: whoever does so may mean two things."""
    written: dict[str, set[str]] = {}
    for token in every_token(member.tokens):
        if token.kind is Kind.NAME:
            written.setdefault(token.text, set()).add("".join(member.line.text[token.start : token.end].split()))
    return any(len(ways) > 1 for ways in written.values())


def every_token(found: Sequence[Token]) -> Iterator[Token]:
    """All tokens, those inside others too."""
    for token in found:
        yield token
        for inner in token.inner:
            yield from every_token(inner)


def formula_like(member: Member) -> bool:
    """Whether tokens that could not be read look like a formula all the same."""
    kinds = [token.kind for token in every_token(member.tokens)]
    signs = any(token.kind is Kind.SIGN and token.text in OF_FORMULAS for token in every_token(member.tokens))
    return Kind.NAME in kinds and (signs or Kind.FRACTION in kinds) and len(kinds) > FEWEST


def bare_name(member: Member) -> bool:
    """Whether a member is only another name of the answer: `W_out = H_out`."""
    return is_simple_name(member.tokens)


def may_be_meant(chain: Chain, w: FormulaWanted, sisters: Sequence[FormulaWanted]) -> bool:
    """Whether a chain without the answer's name may be the answer: it names nothing, or something with a name of its own."""
    if len(chain.members) == 1:
        return True
    head = chain.members[0]
    if any(named(member.tokens, one) is not None for one in sisters for member in chain.members):
        return False
    if is_simple_name(head.tokens):
        own = {name for _, name in w.words.letters}
        return len(head.tokens) > 1 or head.tokens[0].kind is not Kind.NAME or head.tokens[0].text in own
    return all(one.kind is not Kind.NAME for one in head.tokens) or order_of(head.tokens, w) != () or reads(head, w)


def of_another(head: Member, chain: Chain, w: FormulaWanted) -> bool:
    """Whether a chain begins with a number, another derivative, or more than the answer's name: `2w = …`, `‖w‖ = …`, `∂L/∂ŷ = …`."""
    own = untold(head.tokens, w.words)
    if len(chain.members) == 1 or any(one.text == "/" for one in own):
        return False
    if len(own) == 1 and own[0].kind in (Kind.NUMBER, Kind.FRACTION):
        return own[0].kind is Kind.NUMBER or is_simple_name(own)
    spans = combinations(range(min(len(own), LONGEST_HEAD) + 1), 2)
    return any(named(own[start:end], w) is not None for start, end in spans if not is_argument(own, start, end))


def is_argument(found: Sequence[Token], start: int, end: int) -> bool:
    """Whether a stretch is what stands in the brackets at the end."""
    return found[start].text == "(" and end == len(found)


def reads(member: Member, w: FormulaWanted) -> bool:
    """Whether a member is a formula itself, and nothing that an equation asks for."""
    try:
        return not trivial(readings(member.tokens, w.words)[0].tree)
    except (NotRead, TooMuch):
        return False


def trivial(tree: Tree) -> bool:
    """Whether a tree is too small to be an answer that bears no name."""
    return isinstance(tree, Number) or size(tree) - len(free_letters(tree)) < 2
