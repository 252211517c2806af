"""Letters that a text gives a meaning of its own: `z = A y + b`, `with F the filter size`; formulas are read with them in place."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import combinations, pairwise

from grader.finding.formula_chains import Chain, chains, is_simple_name
from grader.finding.formula_lines import Stretch
from grader.finding.formula_names import named
from grader.formulas.attempt import FormulaWanted
from grader.formulas.readings import Reading, bounded, readings
from grader.formulas.recognise import recognised
from grader.formulas.spellings import Pattern
from grader.formulas.substitute import substituted
from grader.formulas.tokens import Kind, Token, TooMuch, tokens
from grader.formulas.tree import Name, Number, Tree
from grader.formulas.unread import NotRead
from grader.formulas.vocabulary import Vocabulary

LETS = frozenset("with mit where wobei let sei seien und and denotes bezeichnet denote".split())
IS = frozenset("the die der das dem is ist are sind a an ein eine of von des number anzahl denotes bezeichnet for für".split())
BRACKETED = re.compile(r"\(([^()=]{0,40}=[^()=]{1,30})\)")
SAYS = frozenset("is means meint denotes bezeichnet ist = :".split())
BEHIND = frozenset("in on im per each je per along auf bei at used".split())
"""Words behind a noun that do not belong to it."""
FURTHEST = 6
"""Words behind a letter that may say what it stands for."""
DEEPEST = 6
MOST_MIXED = 3


@dataclass(frozen=True)
class Letters:
    """What the letters of a text stand for: a vocabulary with them, and their trees."""

    words: Vocabulary
    trees: Mapping[str, Tree] = field(default_factory=dict)
    again: Mapping[str, str] = field(default_factory=dict)
    """Those that are symbols of the sheet besides, by their names for it."""

    def in_place(self, found: Sequence[Reading]) -> tuple[Reading, ...]:
        """Readings with the letters' meanings in their place; where these are symbols of the sheet too, both ways. Raises NotRead."""
        if not self.trees:
            return tuple(found)
        sheets: dict[str, Tree] = {name: Name(symbol) for name, symbol in self.again.items()}
        out = [replace(one, tree=self.meant(one.tree, {**self.trees, **sheets})) for one in found]
        for one in found if sheets else ():
            if (tree := self.meant(one.tree, self.trees)) not in (other.tree for other in out):
                out.append(replace(one, tree=tree, told=True))
                out += [replace(one, tree=self.meant(one.tree, {**self.trees, **some}), told=True, kind=True) for some in mixed(sheets)]
        return tuple(out)

    def meant(self, tree: Tree, trees: Mapping[str, Tree]) -> Tree:
        """A tree with the letters' meanings in their place. Raises NotRead."""
        return bounded(substituted(tree, trees, DEEPEST))


def mixed(sheets: Mapping[str, Tree]) -> list[dict[str, Tree]]:
    """Some, but not all, of a few letters with their meaning on the sheet: a formula that is right so is nobody's wrong one."""
    names = list(sheets)[:MOST_MIXED]
    return [{name: sheets[name] for name in some} for length in range(1, len(names)) for some in combinations(names, length)]


def letters(w: FormulaWanted, lines: Sequence[Stretch], found: Sequence[Chain], known: Vocabulary | None = None) -> Letters:
    """The letters that some lines give a meaning; one that gets two keeps none. `known` are the words that the chains were found with."""
    patterns: dict[Pattern, str] = {}
    bodies: dict[str, tuple[Token, ...] | Name] = {}
    for pattern, symbol in told_in_words(w, lines):
        patterns[pattern] = name = f"told {len(patterns)}"
        bodies[name] = Name(symbol)
    twice: set[Pattern] = set()
    for raw, body in defined(replace(w, words=known or w.words), found):
        if raw in patterns:
            if isinstance(bodies.get(patterns[raw], ()), tuple) and bodies[patterns[raw]] != body:
                twice.add(raw)
            continue
        name = patterns.setdefault(raw, f"told {len(patterns)}")
        bodies[name] = body
    kept = {pattern: name for pattern, name in patterns.items() if pattern not in twice}
    called = functions_called({pattern: bodies[name] for pattern, name in kept.items()}, w.words)
    kept = {pattern: name for pattern, name in kept.items() if pattern not in dict(called)}
    words = w.words.with_letters(tuple(kept.items()))
    readable = trees({name: bodies[name] for name in kept.values()}, words)
    kept = {pattern: name for pattern, name in kept.items() if name in readable and not isinstance(readable[name], Number)}
    again = {name: own for pattern, name in kept.items() if (own := w.words.symbol(pattern)) is not None}
    if not kept and not called:
        return Letters(w.words)
    again_named = {name: tree.name for name, tree in readable.items() if isinstance(tree, Name) and tree.name in w.words.spellings}
    return Letters(w.words.with_letters((*kept.items(), *called), again_named), {name: readable[name] for name in kept.values()}, again)


def functions_called(bodies: Mapping[Pattern, Pattern | Name], words: Vocabulary) -> tuple[tuple[Pattern, str], ...]:
    """Letters that are other names of a function symbol: `f = σ`."""
    found = ((pattern, recognised(body, words) if isinstance(body, tuple) else (body,)) for pattern, body in bodies.items())
    names = ((pattern, own[0].name if isinstance(own[0], Name) else own[0].text) for pattern, own in found if len(own) == 1)
    return tuple((pattern, name) for pattern, name in names if name in words.functions and len(pattern) == 1)


def renamed(lines: Sequence[Stretch], words: Vocabulary) -> Iterator[Chain]:
    """Letters that get another name for a symbol in brackets of a sentence: `the side length n (so n = H)`."""
    inside = [replace(line, text=found[1]) for line in lines for found in BRACKETED.finditer(line.text)]
    for chain in chains(inside, words):
        sides = [member.tokens for member in chain.members]
        if len(sides) == 2 and all(len(side) == 1 for side in sides) and (sides[0][0].kind, sides[1][0].kind) == (Kind.LETTERS, Kind.NAME):
            yield chain


def defined(w: FormulaWanted, found: Sequence[Chain]) -> Iterator[tuple[Pattern, Pattern]]:
    """The letters that chains define, each with what it stands for: `z = A y + b`, `A y + b =: z`, both as they stand there."""
    for chain in found:
        if chain.when is not None or chain.otherwise:
            continue
        head, last = chain.members[0], chain.last
        pairs = [(head, last)] if len(chain.members) > 1 and last.sign != "=:" else []
        pairs += [(member, before) for before, member in pairwise(chain.members) if member.sign == "=:"]
        for name, body in pairs:
            if is_simple_name(name.tokens) and named(name.tokens, w) is None and (raw := raw_tokens(name.tokens, name.line)):
                yield raw, raw_tokens(body.tokens, body.line)


def raw_tokens(found: Sequence[Token], line: Stretch) -> Pattern:
    """The tokens of a stretch as they stand there, no symbol being recognised."""
    if not found:
        return ()
    try:
        return tuple(one for one in tokens(line.text) if found[0].start <= one.start and one.end <= found[-1].end)
    except TooMuch:
        return ()


def trees(bodies: Mapping[str, tuple[Token, ...] | Name], words: Vocabulary) -> dict[str, Tree]:
    """What each letter stands for, where that can be read in one way."""
    found: dict[str, Tree] = {}
    for name, body in bodies.items():
        if not isinstance(body, tuple):
            found[name] = body
            continue
        try:
            ways = readings(recognised(body, words), words)
        except (NotRead, TooMuch):
            continue
        if len(ways) == 1:
            found[name] = ways[0].tree
    return found


def told_in_words(w: FormulaWanted, lines: Sequence[Stretch]) -> list[tuple[Pattern, str]]:
    """`with F the filter size`, `F = Filtergröße`: letters that stand for a symbol whose spellings hold those words."""
    spoken = w.words.phrases
    out: dict[Pattern, set[str]] = {}
    for line in lines:
        if line.program:
            continue
        try:
            found = tokens(line.text)
        except TooMuch:
            continue
        for at, token in enumerate(found):
            known = token.text in w.words.heads
            if (name := with_a_hat(found, at, w.words)) is not None:
                out.setdefault((Token(Kind.LETTERS, token.text),), set()).add(name)
            if token.kind is Kind.LETTERS and len(token.text) == 1 and (names := meant(found, at, spoken, known=known)):
                out.setdefault((Token(Kind.LETTERS, token.text),), set()).update(names)
    own = {pattern: names for pattern, names in out.items() if len(names) == 1}
    return [(pattern, min(names)) for pattern, names in own.items() if w.words.symbol(pattern) != min(names)]


def with_a_hat(found: Sequence[Token], at: int, words: Vocabulary) -> str | None:
    """The symbol with a hat that a letter is said to be: `y means y hat`."""
    said = [token.text.casefold() for token in found[at : at + 4]]
    if (
        len(said) < 4
        or found[at].kind is not Kind.LETTERS
        or len(said[0]) != 1
        or said[1] not in SAYS
        or len(said[2]) != 1
        or said[3] != "hat"
    ):
        return None
    return words.symbol((Token(Kind.HAT, "hat", ((Token(Kind.LETTERS, found[at + 2].text),),)),))


def meant(found: Sequence[Token], at: int, spoken: Mapping[str, str], *, known: bool) -> set[str]:
    """The symbols whose words stand behind a letter: behind `=`, behind `the` and the like, or right there where it is no symbol yet."""
    let = at > 0 and found[at - 1].text.casefold() in LETS
    at += 1
    equals = at < len(found) and found[at].text in ("=", ":")
    at += equals
    words: list[str] = []
    while at < len(found) and found[at].kind is Kind.LETTERS and len(found[at].text) > 1 and len(words) < FURTHEST:
        words.append(found[at].text.casefold())
        at += 1
    if not words or (known and not (equals or let or words[0] in IS)):
        return set()
    said = [phrase for phrase in spoken if is_told(phrase.split(), words)]
    return {spoken[phrase] for phrase in said if not any(phrase != other and phrase in other for other in said)}


def is_told(phrase: Sequence[str], words: Sequence[str]) -> bool:
    """Whether words begin with a phrase, articles aside, as a whole noun: `the filter size of the layer`, not `the depth of the input`."""
    begins = next((at for at, word in enumerate(words) if word not in IS), len(words))
    for at in range(begins + 1):
        end = at + len(phrase)
        if list(words[at:end]) == list(phrase) and (end == len(words) or words[end] in IS | LETS | BEHIND):
            return True
    return False
