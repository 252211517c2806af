"""Whole networks and single layers: `C3` and `total` are counts of the same things, and which one words speak of is never a guess."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from enum import StrEnum

from grader.page.stated import Statement
from grader.page.table_parts import NET, SUMS
from grader.page.wanted import Wanted
from grader.text.phrases import phrase


class Scope(StrEnum):
    """What words speak of."""

    OPEN = ""
    WHOLE = "whole"
    LAYER = "layer"
    UNCLEAR = "either"
    """Of both, and nothing says which is meant."""


TOTAL = phrase("total")
COUNT = phrase("parameter count number")
_ON_ITSELF = re.compile(r"[^\W\d_]*(?:layers?|schicht|schichten)")
_LETTERED = re.compile(r"[a-z]\d{1,2}")
_CONVOLUTION = re.compile(r"conv\d?|conv\dd|[^\W\d_]*(?:convolution|faltung)s?")
WITH = frozenset(
    "with mit using having when if where wenn falls w/ without ohne contains enthält swapping swap swapped replacing replaced replace "
    "ersetzt ersetzen ersetzte tauscht tauschen getauscht instead statt durch by".split()
)
"""Behind these words a layer is told of a network: `LeNet with the regular C3`."""
INSIDE = frozenset("in im of von inside within innerhalb aus for für bei at des from".split())
"""Behind these words a network is told of a layer (`the C3 layer of LeNet`), or a layer of a network (`the total for C3`)."""
WITHIN = frozenset("in im innerhalb inside within".split())
ARTICLES = frozenset("the a an our my der die das dem den des unser unserem ein einem this diesem whole entire ganzen".split())
ORDINALS = frozenset(
    "first second third fourth last next every each ersten zweiten dritten vierten letzten erste zweite dritte vierte letzte jede".split()
)
FEW = 3
"""Words between `with` and the layer."""


def scope_of(words: Sequence[str]) -> Scope:
    """Whether some words speak of a whole network or of one layer of it; open where they speak of neither."""
    folded = [word.casefold() for word in words]
    nets = [at for at, word in enumerate(folded) if NET.fullmatch(word)]
    layers = [at for at, word in enumerate(folded) if is_layer(word)]
    if not nets:
        alone = [at for at in layers if folded[0] not in WITH and not is_with(folded, 0, at)]
        if not alone or phrase(" ".join(words)) & SUMS - TOTAL:
            return Scope.OPEN
        if not phrase(" ".join(words)) & TOTAL:
            return Scope.LAYER
        return Scope.OPEN if phrase(" ".join(words[: alone[0]])) & TOTAL else Scope.UNCLEAR  # `C3 total`
    if any(is_with(folded, nets[0] + 1, at) for at in layers):
        return Scope.WHOLE
    if not layers:
        return Scope.UNCLEAR if folded[0] in WITHIN and not phrase(" ".join(words)) & TOTAL else Scope.WHOLE
    return scope_of_both(words, folded, nets, layers)


def scope_of_both(words: Sequence[str], folded: Sequence[str], nets: Sequence[int], layers: Sequence[int]) -> Scope:
    """The same where a network and a layer are named, at these places."""
    first = nets[0] < layers[0]
    inside = [is_inside(folded, at) for at in nets]
    if first and TOTAL & phrase(" ".join(words[: layers[0]])):
        return Scope.WHOLE  # `Total LeNet parameters, original C3`
    if all(inside):  # `parameters of LeNet, original C3` may be said of either
        return Scope.UNCLEAR if first and COUNT & phrase(" ".join(words[: nets[0]])) else Scope.LAYER
    if first and COUNT & phrase(words[nets[0] + 1]):
        return Scope.WHOLE
    if not first and not any(inside):
        return Scope.WHOLE  # `with the original C3 LeNet has …`
    return Scope.UNCLEAR


def is_layer(word: str) -> bool:
    """Whether a word names one layer: `C3`, `Schicht`, `convolution`."""
    return bool(_LETTERED.fullmatch(word) or _ON_ITSELF.fullmatch(word) or _CONVOLUTION.fullmatch(word))


def of_one_of_several(words: Sequence[str]) -> bool:
    """Whether words speak of one layer of several that a network has: `the first layer of the standard network`."""
    folded = [word.casefold() for word in words]
    layers = [at for at, word in enumerate(folded[:-1]) if is_layer(word) and folded[at + 1] in INSIDE | ARTICLES]
    return any(not ORDINALS.isdisjoint(folded[max(0, at - FEW) : at]) for at in layers)


def is_with(words: Sequence[str], start: int, at: int) -> bool:
    """Whether a word stands a few words behind `with`."""
    return not WITH.isdisjoint(words[max(start, at - FEW - 1) : max(start, at)])


def is_inside(words: Sequence[str], at: int) -> bool:
    """Whether a word says behind `in` or `of`, with an article at most between them, where something else is."""
    before = [word for word in words[max(0, at - 2) : at] if word not in ARTICLES]
    return bool(before) and before[-1] in INSIDE


def scope_under(words: Sequence[str], above: Sequence[str]) -> Scope:
    """The same for words that stand under a title: what they leave open, it says."""
    own, title = scope_of(words), scope_of(above)
    if own is Scope.OPEN and words and words[0].casefold() in WITH and speaks_of_layers(words):
        return Scope.WHOLE if title is Scope.WHOLE or phrase(" ".join(above)) & TOTAL else Scope.UNCLEAR  # `with the original C3: …`
    said = phrase(" ".join(above))
    alone = len(said) < 2 and not said & TOTAL  # `LeNet` may be the name of the task, `the whole network` is none
    if own is Scope.OPEN:
        return Scope.OPEN if title is not Scope.WHOLE else Scope.UNCLEAR if alone else title
    by_letter = not any(_ON_ITSELF.fullmatch(word.casefold()) for word in words)
    if (
        own is Scope.LAYER
        and by_letter
        and not alone
        and (title is Scope.WHOLE or phrase(" ".join(above)) & TOTAL)
        and not speaks_of_layers(above)
    ):
        return Scope.UNCLEAR  # `C3 original` under `Parameters of the whole network`
    return own


def speaks_of_layers(words: Sequence[str]) -> bool:
    """Whether some word names a layer, too."""
    return any(is_layer(word.casefold()) for word in words)


def goes_on(before: Sequence[str], behind: Sequence[str], scope: Scope, *, remark: bool) -> Scope:
    """What a value of a sentence is said of; a remark in brackets (`60806 (original C3)`) leaves a whole network what it is."""
    led = scope_of(before)
    if led is Scope.LAYER or (remark and (led or scope) is Scope.WHOLE):
        return led or scope
    return scope_of((*before, *behind)) or scope


def in_scope(scope: Scope, wanted: Sequence[Wanted]) -> list[Wanted]:
    """The names that may be meant where a whole network is spoken of, or one layer: of a count and its total the one or the other."""
    if scope is Scope.OPEN:
        return list(wanted)
    if scope is Scope.UNCLEAR:
        either = of_parts_and_wholes(wanted)
        return [w for w in wanted if w not in either]
    return [w for w in wanted if not (is_count_of_part(w, wanted) if scope is Scope.WHOLE else is_total(w, wanted))]


def of_parts_and_wholes(wanted: Sequence[Wanted]) -> list[Wanted]:
    """The names that ask for a total, and those that ask for a part of it."""
    return [w for w in wanted if is_total(w, wanted) or is_count_of_part(w, wanted)]


def parts_and_wholes(wanted: Sequence[Wanted]) -> list[tuple[Wanted, Wanted]]:
    """Each name of one number that asks for a part, with the one that asks for its total: the sister of the most words in common."""
    pairs: list[tuple[Wanted, Wanted]] = []
    for w in wanted:
        kin = [other for other in wanted if w.wish.shape == () and is_sister(w, other)]
        most = max((len(w.vocabulary & other.vocabulary) for other in kin), default=0)
        pairs += [(w, other) for other in kin if len(w.vocabulary & other.vocabulary) == most]
    return pairs


def is_count_of_part(w: Wanted, wanted: Collection[Wanted]) -> bool:
    """Whether a name has a sister that asks for its total."""
    return not TOTAL & w.vocabulary and any(is_sister(w, other) for other in wanted)


def is_total(w: Wanted, wanted: Collection[Wanted]) -> bool:
    """Whether a name asks for the total of what a sister asks for a part of."""
    return bool(TOTAL & w.vocabulary) and any(is_sister(other, w) for other in wanted)


def is_sister(part: Wanted, whole: Wanted) -> bool:
    """Whether two names of a task differ by the total: all words of the one are the other's but those of the layer."""
    same = part.task == whole.task and part.wish == whole.wish
    shared = part.vocabulary & whole.vocabulary
    return same and not TOTAL & part.vocabulary and bool(TOTAL & whole.vocabulary) and bool(shared - COUNT)


def scoped(statement: Statement, wanted: Sequence[Wanted]) -> tuple[Statement, Sequence[Wanted]]:
    """A statement with the names in the scope that its words speak of, and with the word that says so in every rubric."""
    if not any(TOTAL & w.vocabulary for w in wanted):
        return statement, wanted
    scope = scope_under(statement.words, statement.context or (statement.corner if len(statement.corner) > 1 else ()))
    if statement.table and scope is Scope.UNCLEAR and TOTAL & phrase(" ".join(statement.words)):
        scope = Scope.OPEN  # the column `total` of the row `original C3`
    kept = in_scope(scope, wanted)
    if len(kept) < len(wanted) and scope_of(statement.words) is Scope.WHOLE and not phrase(" ".join(statement.words)) & TOTAL:
        statement = replace(statement, words=(*statement.words, "total"))
    return statement, kept
