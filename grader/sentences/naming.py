"""Which names a statement may speak of: by its symbol, by its words, by the step it marks, by the section it stands in."""

from collections.abc import Sequence

from grader.page.numbered_parts import marked_part, part_of
from grader.page.prose import COPULAS, words_in
from grader.page.stated import Statement
from grader.page.table_parts import SUMS
from grader.page.wanted import Wanted
from grader.sentences.words_beside import says_no_more, unit_of, with_total
from grader.text.items import Item, Sign, Symbol, walk
from grader.text.phrases import phrase
from grader.text.symbols import Label

Named = tuple[Wanted, bool]
"""A name, and whether the match is loose."""
CHANGES = phrase("drop drops decrease decreases reduces reduced falls rise rises increase increases change changes")
FOREIGN = CHANGES | phrase(
    "training train loss error reduction difference gap decline improvement ratio "
    "mean average avg maximum minimum median half twice double relative time epoch epochs seconds parameters seed size "
    "batch Fehlerrate rate expected target chance guessing random Rückgang Verlust Fehler Unterschied Abfall "
    "Verschlechterung Verbesserung Zeit Epochen Erwartung gradient non-trainable save"
)
"""Words that turn a phrase into another one's name: a training accuracy is not the accuracy."""
NEAR = 4
"""Words before a symbol."""
GRADIENT, LOSS = phrase("gradient"), phrase("loss Verlust")
LOSSES = phrase("loss error Verlust Fehler")


GRADIENTS = frozenset("grad gradient gradients gradienten derivative derivatives ableitung ableitungen".split())
SCALED = frozenset("lr eta η α alpha rate lernrate times mal scaled".split())
"""Words of a column that holds the gradient times something."""
DERIVED_BY = frozenset("t to wrt nach bzgl bezüglich of for von für".split())
"""Words behind which the symbol stands by which something is derived (`w.r.t.` ends with a t)."""
ARTICLES = frozenset("the a our der die das den unser unsere".split())
LONGEST_SYMBOL = 3
"""Letters of what may be a symbol, or a function's name."""
COUNTERS = frozenset("ijkmn")
"""They count: `for j = 2` says nothing of a loss J."""
SHORT_TITLE = 4
"""Words of a title that says what everything below it is; a longer one says more than that."""


def names_for(statement: Statement, wanted: Sequence[Wanted]) -> list[Named]:
    """The names that a statement may mean, each with whether the match is loose; symbols before phrases."""
    label = statement.label
    if label is not None and is_derived(statement):
        return [(w, False) for w in wanted if any(spelt.key.endswith(f"/∂{label.key}") for spelt in w.labels)]
    by_symbol = [] if label is None else named_by_symbol(label, statement.step, wanted)
    if label is not None and not by_symbol and (parts := [w for w in wanted if marked_part(label, w)]):
        return [(w, False) for w in parts]
    if label is None or not by_symbol:
        return by_words(statement, wanted)
    spoken = statement.clause
    if not GRADIENTS & {word.casefold() for word in spoken[-NEAR:]}:  # "taking the gradients from above the new weights are w = …"
        spoken = tuple(word for word in spoken if word.casefold() not in GRADIENTS)
    clause = phrase(" ".join(spoken))
    foreign = FOREIGN - CHANGES if {"to", "auf"} & set(statement.clause[-1:]) else FOREIGN  # "the loss falls to L = …"
    if label.key.startswith("∂"):
        foreign = foreign - LOSSES  # "the derivative of the loss is ∂L/∂ŷ"
    if (clause & foreign) - frozenset().union(*(w.vocabulary for w, _ in by_symbol)):
        return [(w, True) for w, _ in by_symbol]
    told = by_phrase((*spoken, label.key), wanted) if clause else []
    if label.key.startswith("∂"):  # "for the prediction we have ∂L/∂ŷ" speaks of what is derived
        told = [w for w in told if any(spelt.key.startswith("∂") for spelt in w.labels)]
    if not told or any(w in told for w, _ in by_symbol):
        return by_symbol
    if all(label.key.casefold() in w.vocabulary for w in told):  # "gradient with respect to w"
        return [(w, False) for w in told]
    return [(w, True) for w, _ in by_symbol]


def is_derived(statement: Statement) -> bool:
    """Whether words say that what a symbol stands for is derived by: `gradient w.r.t. w`, `Ableitung nach b`; or the head of a column."""
    words = [word.casefold() for word in (statement.words if statement.table else statement.clause)]
    label = statement.label
    if not GRADIENTS & set(words) or label is None or "∂" in label.key or GRADIENTS & set(label.key.casefold().split("_")):
        return False
    if statement.table:
        return not statement.step and not SCALED & {*words, label.key}
    if words[-1] in GRADIENTS and set(words[:-1]) <= ARTICLES:  # `grad w: …`
        return True
    behind = words[max(at for at, word in enumerate(words) if word in GRADIENTS) + 1 :]
    at = next((at for at in range(len(behind) - 1, -1, -1) if behind[at] in DERIVED_BY), -1)
    if at < 0:
        return False
    by_itself = at == 0 or " ".join(behind[:at]) in ("w r", "with respect") or behind[at] not in ("to", "t", "of", "for", "von", "für")
    return by_itself and len(behind) - at - 1 <= 2 and not COPULAS & set(behind[at + 1 :])


def named_by_symbol(label: Label, said: str, wanted: Sequence[Wanted]) -> list[Named]:
    """The names whose spellings hold a symbol; `said` is the step that words before it name."""
    step = said or label.step
    if numbered := [w for w in wanted if any(spelt.index == label.index != "" and spelt.exact == label.exact for spelt in w.labels)]:
        return stepped(numbered, step, said, wanted)
    if exact := [w for w in wanted if any(spelt.exact == label.exact and may_index(spelt, label) for spelt in w.labels)]:
        return stepped(exact, step, said, wanted)
    folded = label.exact.casefold()
    if tolerant := [
        w
        for w in wanted
        if label.exact not in COUNTERS and any(spelt.exact.casefold() == folded and may_index(spelt, label) for spelt in w.labels)
    ]:
        return stepped(tolerant, step, said, wanted)
    bare = [w for w in wanted if any(spelt.key == label.key and may_index(spelt, label) for spelt in w.labels)]
    return unmarked(bare, step, label, wanted)


def may_index(spelt: Label, label: Label) -> bool:
    """Whether a label's index fits a spelling: one without a number of its own takes any, as a component; `Y_1` is not `Y_2` nor `Y`."""
    return not spelt.index.isdigit() or spelt.index == label.index


def stepped(names: list[Wanted], step: str, said: str, wanted: Sequence[Wanted]) -> list[Named]:
    """Of the names spelt so: the ones for the step that is marked. One alone is not meant where words name the other step."""
    if len(names) > 1 or said not in ("old", "new"):
        return [(w, False) for w in by_step(names, step, wanted)]
    later = any(spelt.step == "new" for w in names for spelt in w.labels)
    if said == "old":
        return [] if later else [(names[0], False)]
    return [(names[0], not later)]


def unmarked(names: list[Wanted], step: str, label: Label, wanted: Sequence[Wanted]) -> list[Named]:
    """Names spelt with other marks than the label's: a mark of their own kind is no surprise, none at all is loose or a given value."""
    if step == "old":
        return [(w, True) for w in names[:1]] if len(names) > 1 else []
    if label.step == "new":
        names = [w for w in names if takes_steps(w, label)]
    if not label.step:
        return [(w, True) for w in by_step(names, step, wanted) if label.key not in {given for given, _ in w.givens}]
    return [(w, not takes_steps(w, label)) for w in by_step(names, step, wanted)]


def takes_steps(w: Wanted, label: Label) -> bool:
    """Whether a name is spelt with some mark of the step (`w'`), so that another one (`w^t`) is no surprise."""
    return any(spelt.key == label.key and spelt.step for spelt in w.labels)


def by_step(names: list[Wanted], step: str, wanted: Sequence[Wanted]) -> list[Wanted]:
    """Of names that share a spelling: a mark of the step means the later one, a mark of the old value the earlier one."""
    if len(names) < 2 or not step:
        return names
    order = {w.name: at for at, w in enumerate(wanted)}
    ranked = sorted(names, key=lambda w: order[w.name])
    if step == "old":
        return ranked[:1]
    return ranked[-1:] if step == "new" else names


def by_words(statement: Statement, wanted: Sequence[Wanted]) -> list[Named]:
    """The names that its words mean, with those of the title above where that alone says which; loose where it says another."""
    if is_expression(statement.left):
        return []
    if parts := [(w, part[1]) for w in wanted if (part := part_of(statement.words, w)) is not None]:
        return parts
    statement = with_total(statement)
    own = at_step(closest(by_phrase(statement.words, wanted), statement.words), statement.step)
    own = own or [w for w in by_phrase((*statement.words, *unit_of(statement)), wanted) if says_no_more(statement, w)]
    if not own:
        summed = by_phrase((*statement.words, *statement.corner), wanted) if SUMS & phrase(" ".join(statement.words)) else []
        return [(w, True) for w in by_phrase(words_in(statement.left), wanted) or summed] or by_title(statement, [], wanted)
    named = by_title(statement, own, wanted)
    if statement.corner and (more := by_phrase((*statement.words, *statement.corner), wanted)) and not any(w in more for w in own):
        return [(w, True) for w in more]  # "On the shifted images we get" stands above
    return named


def at_step(names: list[Wanted], step: str) -> list[Wanted]:
    """Of names that share a phrase the ones for the step that its words name: `the old loss` is not the new one."""
    later = [w for w in names if any(spelt.step == "new" for spelt in w.labels)]
    if not later or len(later) == len(names) or step not in ("old", "new"):
        return names
    return later if step == "new" else [w for w in names if w not in later]


def is_expression(left: Sequence[Item]) -> bool:
    """Whether symbols alone are reckoned with left of the value: that of `2 dL/db`, `log dL/db` or `(dL/db)^2` is nobody's."""
    symbols = [item.base for item in walk(left) if isinstance(item, Symbol)]
    reckoned = any(isinstance(item, Sign) and item.operator for item in walk(left))
    return reckoned and bool(symbols) and all(len(base) <= LONGEST_SYMBOL for base in symbols)


def by_title(statement: Statement, own: list[Wanted], wanted: Sequence[Wanted]) -> list[Named]:
    """The names that its own words mean, or those that its words and the title's mean together."""
    if not statement.context:
        return [(w, speaks_otherwise(statement.label, w)) for w in own]
    said = phrase(" ".join(statement.words))
    wider = by_phrase((*statement.words, *statement.context), wanted)
    most = max((len(said & w.vocabulary) for w in wider), default=0)
    wider = [w for w in wider if most and len(said & w.vocabulary) == most]
    if statement.prose and wider and any(len(said & w.vocabulary) > most for w in own):
        return [(w, True) for w in own]  # "with the square loss an accuracy", where the sentence began with the other one
    if own and not wider and len(statement.context) <= SHORT_TITLE:
        return []  # "Losses:" stands above
    other = bool(own and wider and wider != own)
    return [(w, other or speaks_otherwise(statement.label, w)) for w in wider or own]


def speaks_otherwise(label: Label | None, w: Wanted) -> bool:
    """Whether a symbol stands left of the value that is no part of the phrase by which a name was found."""
    return label is not None and not is_phrase(label) and f"{label.key}{label.index}".casefold() not in w.vocabulary


def is_phrase(label: Label) -> bool:
    """`mlp_accuracy` and its like: a symbol of a program that is made of words."""
    return all(len(part) > 1 and part.isalpha() for part in label.key.split("_")) and "_" in label.key


def by_phrase(words: Sequence[str], wanted: Sequence[Wanted]) -> list[Wanted]:
    """The names whose spelled phrase is met by the most words; all its words must stand there, and none that makes it another thing."""
    said = phrase(" ".join(words))
    best, found = 0, []  # type: int, list[Wanted]
    for w in wanted:
        if not said & w.vocabulary or (said & foreign_to(w, said)) - w.vocabulary:
            continue
        size = max((len(s.words) for s in w.spellings if s.label is None and s.said_by(said)), default=0)
        if size > best:
            best, found = size, [w]
        elif size == best and size:
            found.append(w)
    return found


def closest(names: list[Wanted], words: Sequence[str]) -> list[Wanted]:
    """Of names that are met alike those whose spellings know the most of the words: `C3 original total` is the total."""
    said = phrase(" ".join(words))
    most = max((len(said & w.vocabulary) for w in names), default=0)
    return [w for w in names if len(said & w.vocabulary) == most]


def foreign_to(w: Wanted, said: frozenset[str]) -> frozenset[str]:
    """The words that turn a phrase into another one's name; a gradient may be that of the loss, a loss may be called `Verlust`."""
    if said & w.vocabulary & GRADIENT or (w.vocabulary & LOSS and said & LOSS & w.vocabulary):
        return FOREIGN - LOSSES
    return FOREIGN


def in_section(named: list[Named], statement: Statement) -> list[Named]:
    """Of several names the ones whose task the statement stands under; else, under a known task, the last one before it."""
    if len(named) < 2 or statement.spot.path is None:
        return named
    path = statement.spot.path
    if all(pair[0].task[0] != path[0] for pair in named):
        return named
    if here := [pair for pair in named if pair[0].task[: len(path)] == path or path[: len(pair[0].task)] == pair[0].task]:
        return here
    earlier = [pair for pair in named if pair[0].task < path]
    return earlier[-1:] or named[:1]
