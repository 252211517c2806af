"""The formulas among the words of a line: runs without words of a sentence, parted at relations, with their conditions."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from grader.formulas.alarming import ALARMING, UNEQUAL
from grader.formulas.brackets import CLOSING, OPENING, levels
from grader.formulas.conditions import BETWEEN, LENGTH, RELATIONS, condition, is_condition
from grader.formulas.tokens import Kind, Token
from grader.formulas.tree import Condition
from grader.formulas.vocabulary import Vocabulary
from grader.formulas.words import DELTAS, ELSE, FUNCTIONS, IDENTITIES, IF, LIBRARIES, OPERATORS, UNREAD

EQUAL = frozenset(("=", "≈", ":=", "=:", "≡"))
ONWARDS = frozenset(("⇒", "⇔", "→", "∴", "=>", "->", "↔"))
"""What comes behind these is another statement."""
CUTS = frozenset((";", ",", "∀", "•", "–", "—")) | UNEQUAL
"""Signs between clauses, and those behind which nothing of the formula stands any more."""
STOPS = frozenset(".!?;")
"""Signs at the end of a sentence."""


@dataclass(frozen=True)
class Run:
    """Tokens without words between them, and the words right before and behind."""

    tokens: tuple[Token, ...]
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    colon: bool = False
    """Whether a colon stands right before it."""
    when: Condition | None = None
    """The condition that it is told under."""
    otherwise: bool = False
    """Whether it is told for all other cases."""
    first: bool = False
    """Whether it begins its line."""
    behind: tuple[str, ...] = ()
    """The words behind it up to the end of the sentence or the next run."""


def is_word(token: Token) -> bool:
    """Whether a token is a word of a sentence."""
    if token.kind is not Kind.LETTERS:
        return False
    text = token.text
    known = text in FUNCTIONS or text in IDENTITIES or text in DELTAS or text in LIBRARIES or text in UNREAD
    return not known and len(text) > 1 and text != "mT"


def _is(token: Token, these: frozenset[str]) -> bool:
    return token.kind is Kind.LETTERS and token.text.casefold() in these


def told(found: Sequence[Token], at: int) -> bool:
    """Whether a word at a place begins a condition on two indices: `if i = j`; `for l = 1` tells a range."""
    inside = found[at + 1 : at + 1 + LENGTH]
    if not _is(found[at], IF) or not is_condition(inside):
        return False
    return inside[-1].kind is not Kind.NUMBER or found[at].text.casefold() not in ("for", "für", "case", "fall")


def is_article(found: Sequence[Token], at: int) -> bool:
    """Whether a letter is the article of the word behind it."""
    following = found[at + 1] if at + 1 < len(found) else None
    return (
        found[at].kind is Kind.LETTERS and found[at].text in ("a", "A") and following is not None and following.gap and is_word(following)
    )


def stands_for_something(found: Sequence[Token], at: int, words: Vocabulary) -> bool:
    """Whether letters are no word although they are several: a derivative's, or the name of the answer before its equals sign."""
    if differential(found, at):
        return True
    following = next((one for one in found[at + 1 :] if one.kind not in (Kind.SUB, Kind.SUP) and one.text != "'"), None)
    return found[at].text in words.labels and following is not None and following.text in EQUAL


def differential(found: Sequence[Token], at: int) -> bool:
    """Whether letters are those of a derivative: `dy_L/db_L`, `dyL/dbL`."""
    if found[at].text[:1] not in ("d", "δ", "D") or not 1 < len(found[at].text) < 4:
        return False
    around = [found[near] for near in (at - 1, at + 1, at + 2) if 0 <= near < len(found)]
    return any(one.kind is Kind.SIGN and one.text == "/" for one in around)


def begins_equation(found: Sequence[Token], at: int, own: Sequence[Token]) -> bool:
    """Whether another equation begins behind a wide gap."""
    if not found[at].wide or not any(one.text in EQUAL for one in own) or found[at].text in (EQUAL | ONWARDS):
        return False
    return any(one.text in EQUAL for one in found[at:])


def of_cases(found: Sequence[Token]) -> frozenset[int]:
    """Where words tell cases apart that stand on one line, and what stands between them; nothing where there is only one."""
    marks = [at for at in range(len(found)) if told(found, at)]
    others = [at for at, token in enumerate(found) if _is(token, ELSE)]
    bare = [at for at in range(len(found)) if conditional(found, at) and at - 2 not in marks]
    if len(marks) + len(others) + len(bare) < 2 or not (marks or bare):
        return frozenset()
    return frozenset((*marks, *others, *(at for at, token in enumerate(found) if token.text.casefold() in BETWEEN and token.text != ".")))


def runs(found: Sequence[Token], words: Vocabulary) -> list[Run]:
    """The runs of a line, each with the words around it."""
    found = [signed(token) for token in without_remarks(found)]
    depths, kept = levels(found), of_cases(found)
    out: list[Run] = []
    open_ = _Open()
    at = 0
    while at < len(found):
        token = found[at]
        if not kept and depths[at] == 0 and (told(found, at) or _is(token, ELSE)):
            at = open_.condition(found, at, out)
            continue
        word = at not in kept and (is_article(found, at) or (is_word(token) and not stands_for_something(found, at, words)))
        if depths[at] == 0 and begins_equation(found, at, open_.own):
            open_.cut(replace(token, kind=Kind.SIGN, text=","), out, word=False)
        if not word and (depths[at] > 0 or at in kept or not ends(found, at)):
            open_.own.append(token)
        else:
            open_.cut(token, out, word=word)
        at += 1
    open_.close(out)
    if open_.when is not None or open_.otherwise:  # its value stands on the next line
        out.append(Run((), when=open_.when, otherwise=open_.otherwise))
    pairs = zip_longest(out, out[1:], fillvalue=Run(()))
    out = [replace(run, otherwise=run.otherwise or (run.when is None and following.otherwise)) for run, following in pairs]
    behind = tuple(open_.before)
    return [replace(run, after=out[at + 1].before if at + 1 < len(out) else behind) for at, run in enumerate(out)]


class _Open:
    """The run that is open, and the words before it."""

    def __init__(self) -> None:
        self.own: list[Token] = []
        self.before: list[str] = []
        self.colon = False
        self.when: Condition | None = None
        self.otherwise = False
        self.begun = self.ended = False

    def close(self, out: list[Run]) -> None:
        """The run that was open is one."""
        if self.own:
            first = not self.begun and not self.before
            out.append(Run(tuple(self.own), tuple(self.before), (), self.colon, self.when, self.otherwise, first))
            self.ended = False
            self.own, self.before, self.when, self.otherwise, self.begun = [], [], None, False, True

    def cut(self, token: Token, out: list[Run], *, word: bool) -> None:
        """A word or the sign of a sentence ends a run."""
        self.close(out)
        self.colon = token.text == ":"
        if word or token.text in UNEQUAL:
            self.before.append(token.text.casefold())
        elif not self.colon:
            self.before = []
        if word and out and not self.ended:
            out[-1] = replace(out[-1], behind=(*out[-1].behind, token.text.casefold()))
        self.ended = self.ended or token.text in STOPS

    def condition(self, found: Sequence[Token], at: int, out: list[Run]) -> int:
        """A condition belongs to what stands before it, or else to what follows; where the next token is."""
        other = _is(found[at], ELSE)
        when = None if other else condition(found[at + 1 : at + 1 + LENGTH])
        end = at + 1 + (0 if other else LENGTH)
        if all(one.kind is Kind.SIGN for one in self.own):
            self.own = []  # a bullet
        self.when, self.otherwise = when, other
        self.close(out)
        while end < len(found) and found[end].text in (":", ",", "then", "dann", "is", "ist", "gilt", "we", "get"):
            end += 1
        return end


def without_remarks(found: Sequence[Token]) -> list[Token]:
    """Tokens with each pair of brackets that holds words as one word: `(a vector of length N)` is no factor."""
    out: list[Token] = []
    at = 0
    while at < len(found):
        end = _closed(found, at) if found[at].kind is Kind.SIGN and found[at].text in ("(", "[") else None
        inside = found[at + 1 : end] if end is not None else ()
        if end is not None and (any(_prose(inside, place) for place in range(len(inside))) or _told_shape(found, at, end)):
            said = " ".join(token.text for token in inside if is_word(token) and token.text.casefold() in ALARMING)
            out.append(replace(found[at], kind=Kind.LETTERS, text=said.split(" ")[0] or "remark", end=found[end].end))
            at = end + 1
        else:
            out.append(found[at])
            at += 1
    return out


def _told_shape(found: Sequence[Token], at: int, end: int) -> bool:
    """Whether brackets behind a gap tell a shape, with nothing of a formula behind them: `(1 × n)`."""
    inside = [token.text for token in found[at + 1 : end] if token.kind is not Kind.SUB]
    last = end + 1 == len(found) or found[end + 1].text in (",", ".", ";")
    return at > 0 and found[at].gap and last and len(inside) == 3 and inside[1] in ("×", "x") and "1" in inside


def _prose(inside: Sequence[Token], at: int) -> bool:
    """Whether a token in brackets is a word, and no word of a condition."""
    return is_word(signed(inside[at])) and not (told(inside, at) or _is(inside[at], IF | ELSE) or inside[at].text in BETWEEN)


def _closed(found: Sequence[Token], at: int) -> int | None:
    """Where the bracket at a place is closed."""
    depth = 0
    for index in range(at, len(found)):
        if found[index].kind is Kind.SIGN:
            depth += (found[index].text in CLOSING) - (found[index].text in OPENING)
        if depth == 0:
            return index
    return None


def signed(token: Token) -> Token:
    """A word that is a sign, as one."""
    sign = OPERATORS.get(token.text.casefold()) if token.kind is Kind.LETTERS else None
    return token if sign is None else replace(token, kind=Kind.SIGN, text=sign)


def ends(found: Sequence[Token], at: int) -> bool:
    """Whether a sign ends a sentence or a clause, or parts a label from what it names."""
    token = found[at]
    if token.kind is not Kind.SIGN:
        return False
    if token.text in (".", "!", "?"):
        return at + 1 == len(found) or found[at + 1].gap
    if token.text == ":":
        return not (0 < at < len(found) - 1 and found[at - 1].kind is found[at + 1].kind is Kind.NUMBER)
    return token.text in CUTS and not (token.text in RELATIONS and conditional(found, at))


def members(run: Run) -> Iterator[tuple[str, tuple[Token, ...]]]:
    """The members of a run, each with the relation before it: none before the first one."""
    depths = levels(run.tokens)
    sign, own = "", list[Token]()
    for at, (token, depth) in enumerate(zip(run.tokens, depths, strict=True)):
        relation = token.kind is Kind.SIGN and depth == 0 and token.text in (EQUAL | ONWARDS) and not conditional(run.tokens, at)
        if relation:
            if own or sign:
                yield sign, tuple(trimmed(own))
            sign, own = token.text, []
        else:
            own.append(token)
    yield sign, tuple(trimmed(own))


def conditional(found: Sequence[Token], at: int) -> bool:
    """Whether a relation compares two indices in a condition: `… if i = j`."""
    if found[at].text not in RELATIONS or not 0 < at < len(found) - 1:
        return False
    left, right = found[at - 1], found[at + 1]
    if not (_index(left) and (_index(right) or right.kind is Kind.NUMBER)):
        return False
    if at == 1:
        return len(found) > LENGTH and found[3].text not in ("+", "-", "·", "*", "/", "×")
    before = found[at - 2]
    return _is(before, IF) or (before.kind is not Kind.LETTERS and before.kind is not Kind.SIGN) or before.text in (")", "]", ";", "}")


def _index(token: Token) -> bool:
    return token.kind is Kind.LETTERS and len(token.text) == 1


def trimmed(part: Sequence[Token]) -> list[Token]:
    """Without the signs of a sentence around it."""
    row = list(part)
    while row and row[-1].kind is Kind.SIGN and row[-1].text in (*",.;?!□■∎✓✔☑☺", '"', "&", "\\", "**"):
        row.pop()
    while row and row[0].kind is Kind.SIGN and row[0].text in (",", ".", ";", "•", '"', "&", ")", "]", "#", "\\", "**"):
        row.pop(0)
    return row
