"""Rows and columns of a table that hold a part of what is asked for: a layer's, one of those that others sum up, a count of images."""

import re
from collections.abc import Sequence

from grader.page.stated import Statement
from grader.page.wanted import Wanted
from grader.text.items import Group, Number, Symbol
from grader.text.numerals import Kind
from grader.text.phrases import PLAIN, SPLIT_WORDS, phrase
from grader.text.ratios import quotient

SUMS = phrase("total sum Summe zusammen altogether Σ")
ALL = frozenset("all alle sämtliche everything alles overall".split())
COUNTABLE = phrase("parameter count number layer layers Schicht Schichten")
"""What all of which are a total."""
NET = re.compile(r"[^\W\d_]*(?:net|netz|netze|netzes|netzen|network|networks|netzwerk|netzwerke|netzwerks)\d?|models?|modells?|cnn|mlp")
LITTLE = frozenset("the a an of in for the whole entire das dem des der ganzen ganzes gesamten im von für".split())
SIGNS = frozenset({"∑", r"\sum", "Σ"})
NAMELESS = frozenset("#")
"""Of a part without a word that says of which one."""
LAYERS = phrase(
    "conv convolution linear fc dense output Ausgabe hidden pooling flatten classifier bias biases weight weights Gewichte embedding "
    "relu gelu tanh sigmoid softmax logsoftmax activation aktivierung dropout batchnorm maxpool avgpool maxpooling"
)
_LAYER = re.compile(r"(?:conv|conv2d|fc|lin|linear|dense|layer|bn|pool|maxpool|c|f|s)[_ -]?\d{1,2}(?:\.\d)?")
_LETTERED = re.compile(r"[^\W\d_]+\d+")
COUNTS = phrase(
    "wrong falsch correct richtig korrekt errors error Fehler misclassified images Bilder count Anzahl number parameters Parameter of von"
)
OF = frozenset("of von out aus".split())
WITNESS = 3
"""Where the percentage stands behind a quotient."""
SHARES = phrase("accuracy acc Genauigkeit Trefferquote share rate percent Prozent Anteil Quote") | {"%"}
PIECES = phrase("weight weights bias biases Gewichte")
"""What the parameters of one layer are made of."""


def sums_up(label: str) -> bool:
    """Whether a row or column with such a label is the sum of the others."""
    return all_of(label) or bool(phrase(label) & SUMS) or label.strip() in SIGNS


def all_of(label: str) -> bool:
    """Whether a label names all of what is counted: `all parameters`, `alle Schichten`."""
    first, *others = [word.casefold() for word in SPLIT_WORDS.findall(label)] or [""]
    return first in ALL and phrase(" ".join(others)) <= COUNTABLE


def of_whole(label: str, labels: Sequence[str]) -> bool:
    """Whether a label names a network and nothing else, where another one of the table names a layer of it: `parameters of LeNet-5`."""
    words = [word.casefold() for word in SPLIT_WORDS.findall(label)]
    others = [word for word in words if not NET.fullmatch(word)]
    whole = len(others) < len(words) and all(word in LITTLE or phrase(word) <= COUNTABLE for word in others)
    return whole and any(of_one_layer(other) and not any(map(NET.fullmatch, SPLIT_WORDS.findall(other.casefold()))) for other in labels)


def summed(labels: Sequence[str]) -> frozenset[str]:
    """The words of those labels that sum up the others; none where there is no such label."""
    found = [label for label in labels if sums_up(label)]
    return frozenset().union(*map(phrase, found)) | SUMS if found else frozenset()


def part_of(label: str, sums: frozenset[str]) -> frozenset[str]:
    """The words that say of which part a row or column is, where others sum up the parts, or where it is a layer's."""
    if not label.strip() or sums_up(label):
        return frozenset()
    words = phrase(label)
    if layer := words & LAYERS if words <= LAYERS else frozenset(word for word in words if _LAYER.fullmatch(word)):
        return layer
    return words - sums if words and sums else NAMELESS if sums else frozenset()


def of_one_layer(label: str) -> bool:
    """Whether a label names one layer: a sum beside it may be that layer's, or that of a network with it."""
    return any(_LAYER.fullmatch(word) for word in phrase(label))


def sum_of(title: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether a title names one thing with a letter and a number (`C3`) that no row is called by: the table sums up that one alone."""
    named = {word.casefold() for word in title if _LETTERED.fullmatch(word)}
    return bool(named) and not named & {word.casefold() for label in labels for word in SPLIT_WORDS.findall(label)}


def of_pieces(heads: Sequence[str]) -> bool:
    """Whether columns are the pieces of what each row names, so that their total is the row's: `weights | biases | total`."""
    return any(phrase(head) & PIECES for head in heads)


def may_be(statement: Statement, w: Wanted) -> bool:
    """Whether a cell may hold a name's value: one in the row or the column of a part does where the name speaks of that part."""
    if w.wish.kind is Kind.SHARE:
        return not counts(statement)
    return all(part & (w.vocabulary | PLAIN) for part in statement.parts)


def counts(statement: Statement) -> bool:
    """Whether a number of things is said: a whole one of so many (`1897 of 1991 right`), or a cell whose head says that it counts."""
    items = statement.members[-1].items if statement.members else ()
    if not items or not isinstance(items[0], Number) or not items[0].text.isdigit():
        return False
    if len(items) > 1:
        witnessed = len(told := quotient(items)) > WITNESS and isinstance(told[WITNESS], Group)  # `1897 of 1991 (95.28 %)`
        return isinstance(items[1], Symbol) and items[1].base.casefold() in OF and not witnessed
    said = phrase(" ".join(statement.words)) if statement.table else frozenset()
    return bool(said & COUNTS) and not said & SHARES
