"""What a text says of its own notation: a δ or σ′ that means something else, columns and shapes, symbols with a number or changed words."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from grader.finding.formula_chains import Chain
from grader.finding.formula_lines import Stretch
from grader.finding.formula_runs import EQUAL, is_word
from grader.formulas.alarming import CHANGING
from grader.formulas.bare_names import letters
from grader.formulas.recognise import recognised
from grader.formulas.tokens import Kind, Token, TooMuch, tokens
from grader.formulas.vocabulary import Vocabulary
from grader.formulas.words import DELTAS, ELSE

MEANS = frozenset("is are be denotes denote means bezeichnet bezeichnen ist sind sei seien bedeutet :".split())
LAID_OUT = re.compile(
    r"\b(?:columns?|column-?wise|rows?|row-?wise|spalten\w*|zeilen\w*|(?:numerator|denominator)[ -]layout)\b"
    r"|(?:∈|\bin\b|:)\s*[ℝR]\s*\^"
    r"|\b[^\W_]{1,3}\s*[x×]\s*[^\W_]{1,3}[\s-]*(?:matri|array|tensor|vector|vektor)",
    re.IGNORECASE,
)
"""Words by which a matrix may lie the other way round than on the sheet."""
CHANGED = CHANGING | frozenset(
    """inverse inverted inverses negative negated half twice double times minus plus square root transpose transposes reversed scaled
    except excluding including reciprocal logarithm log sum product inverse negiert negative negativen hälfte doppelte mal wurzel
    quadrat kehrwert summe produkt außer""".split()
)
"""Words in what is said of a symbol by which it is not what the sheet calls so."""
BOTH = 2
A_WORD = 4
FURTHEST = 12
"""Words behind a symbol that tell what it is."""
STANDARD = re.compile(r"1=(?!1)|0≠(?!0)|=")
"""How the definition of δ begins, with nothing left of it but its values, relations and operators: `1=0≠`, `1=0e`, `0≠1e`, `[i=j]`."""


@dataclass(frozen=True)
class Notation:
    """What a text says of its notation."""

    another: bool = False
    """Whether a symbol means something else than everybody takes it for: what looks right may not be."""
    leeway: str = ""
    """Why what looks wrong may be right."""


def notation(words: Vocabulary, lines: Sequence[Stretch], found: Sequence[Chain]) -> Notation:
    """What some lines, and the chains in them, say."""
    rows = [(line, known(line, words)) for line in lines]
    another = any(redefined_delta(row, at) or changed_symbol(row, at, line) for line, row in rows for at in range(len(row)))
    another = another or any(redefined_slope(chain, words) for chain in found)
    if words.arrays and any(LAID_OUT.search(line.text) for line in lines):
        return Notation(another, "the text says how it lays out rows and columns")
    if any(given_number(chain) for chain in found):
        return Notation(another, "the text gives one of its symbols a number")
    return Notation(another)


def known(line: Stretch, words: Vocabulary) -> Sequence[Token]:
    """The tokens of a line that is no program."""
    try:
        return () if line.program else recognised(tokens(line.text), words)
    except TooMuch:
        return ()


def redefined_delta(row: Sequence[Token], at: int) -> bool:
    """Whether δ_ij is said to be something at a place, and not what it is everywhere."""
    if row[at].text not in DELTAS or row[at].kind is not Kind.LETTERS or (at and not parts(row[at - 1])):
        return False
    at += 1
    if at >= len(row) or row[at].kind is not Kind.SUB or len(letters(row[at].inner[0])) < BOTH:
        return False  # δ_ℓ is a name for anything
    at += 1
    if at >= len(row) or not (row[at].text in EQUAL or row[at].text.casefold() in MEANS):
        return False
    behind = row[at + 1 :]
    if any(token.text.casefold().startswith("kronecker") for token in behind[:FURTHEST]):
        return False
    return STANDARD.match("".join(values(behind))) is None


def parts(token: Token) -> bool:
    """Whether what stands behind a token begins something new."""
    return (token.kind is Kind.LETTERS and len(token.text) > 1) or (token.kind is Kind.SIGN and token.text in ",;.:(⇒")


def values(found: Sequence[Token]) -> Iterator[str]:
    """The numbers, relations and operators of a definition, with `e` for all other cases."""
    for token in found:
        if token.inner:
            for inner in token.inner:
                yield from values(inner)
        elif token.text in ("𝕀", "𝟙"):
            continue
        elif token.kind is Kind.NUMBER or token.text in ("=", "==", "≠", "+", "-", "*", "·", "/", "^"):
            yield token.text.replace("==", "=")
        elif token.text.casefold() in ELSE:
            yield "e"


def redefined_slope(chain: Chain, words: Vocabulary) -> bool:
    """Whether a chain says what the derivative of a function symbol is: `σ'(x) = σ(x)`."""
    head = chain.members[0].tokens
    own = len(chain.members) > 1 and head[:1] != () and head[0].kind is Kind.NAME and head[0].text in words.functions
    return own and len(head) > 1 and (head[1].text == "'" or head[1].kind is Kind.SUP)


def changed_symbol(row: Sequence[Token], at: int, line: Stretch) -> bool:
    """Whether a symbol, and no word for it, is said to be a changed one at a place: `where X is the transposed data matrix`."""
    if row[at].kind is not Kind.NAME or at + 1 >= len(row) or row[at + 1].text.casefold() not in MEANS:
        return False
    written = line.text[row[at].start : row[at].end]
    if len(written) >= A_WORD and written.isalpha():
        return False  # `the image is square`
    said: list[str] = []
    for token in row[at + 2 : at + 2 + FURTHEST]:
        if not is_word(token) or token.text.casefold() in ("and", "und"):
            break
        said.append(token.text.casefold())
    return not CHANGED.isdisjoint(said)


def given_number(chain: Chain) -> bool:
    """Whether a chain gives a symbol a number: `λ = 1`."""
    if len(chain.members) < 2:
        return False
    head, last = chain.members[0].tokens, chain.last.tokens
    return len(head) == len(last) == 1 and head[0].kind is Kind.NAME and last[0].kind is Kind.NUMBER
