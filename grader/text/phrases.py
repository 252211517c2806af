"""The telling words of a phrase, without number, ending and order."""

import re
from collections.abc import Sequence
from functools import lru_cache

from grader.text.lexicon import SAME, one_word

NEW_WORDS = frozenset(
    {"new", "neu", "neue", "neuer", "neues", "neuen", "updated", "aktualisierte", "aktualisierter", "aktualisiertes", "after", "nach"}
)
OLD_WORDS = frozenset({"old", "alt", "alte", "alter", "altes", "alten", "initial", "previous", "original", "ursprünglich", "before", "vor"})
EARLIER = frozenset("before previously earlier formerly vorher zuvor früher bisher".split())
STOP_WORDS = frozenset(
    "a an the of on for using with our my your in to is are was were be and und der die das ein eine einer des dem den mit "
    "von vom auf für bei im "
    "am we wir i get obtain have has this that these those als zu by from at it its model models modell network netz data "
    "daten set value wert dataset".split()
)
COUNTED = frozenset(
    "epoch epochs epochen pixel pixels px layer layers schichten neurons unit units image images bilder bild sample samples "
    "filter filters kernels point "
    "points punkte class classes klassen digit digits seconds sekunden minutes minuten hours stunden times mal page seite "
    "group gruppe marks percent-point "
    "dimension dimensions channels kanäle runs seeds steps step schritte iterations batches".split()
)
"""Things that a number before them counts."""
NUMBERED = frozenset(
    "task exercise problem question aufgabe teilaufgabe frage part teil section abschnitt figure fig fig. abbildung abb table "
    "tabelle equation eq eq. "
    "gleichung step schritt chapter kapitel page seite group gruppe sheet blatt nr nr. no. version python todo do 문제".split()
)
"""What a number behind them only numbers."""
PLAIN = frozenset(
    "test testing testset testdatum testdaten testgenauigkeit genauigkeit accuracy acc reach reache erreicht measur gemessen hat ergibt "
    "image bild bilder bildern one".split()
)
"""Words that tell nothing of which test is spoken of."""
NOUNS = frozenset("filter kernel kern channel kanal".split())
"""What there are several of, each with a number, which is a part of its name."""
NUMBERED_NOUN = re.compile(rf"\b({'|'.join(sorted(NOUNS))}) (\d{{1,2}})(?![\d.,])", re.IGNORECASE)
_NUMBERED = re.compile(rf"\b({'|'.join(sorted(NOUNS))})\d{{1,2}}\b", re.IGNORECASE)
NEGATIONS = re.compile(r"\b(?:not|non|un|nicht|without|ohne|no|kein|keine|keiner)(?:[\s-]+(?:any|the|a|eine|den|die)\b)?[\s-]+(?=[^\W\d_])")
EARLIER_THAN = re.compile(
    r"\b(?:before|prior to|vor)\b[\s-]+(?:(?:any|the|a|der|dem|die|das|jeder)\s+)?"
    r"(?=(?:shift|translat|mov|verschieb|verschob|perturb|augment))"
)
"""What was measured before the shifting is not shifted."""
RESPECT = re.compile(r"\bw\.? ?r\.? ?t\b\.?")
ADJECTIVE = re.compile(r"(.{2,}(?:lich|bar|isch|ig|mal|är|aer))(?:e|es|er|en|em)")
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
SPLIT_WORDS = re.compile(r"[^\W\d_]+\d*|%")


@lru_cache(maxsize=1_024)  # every name is compared with the same few heads and titles
def phrase(text: str) -> frozenset[str]:
    """The telling words of a text, without number and ending; `not shifted` is one word, and another one than `shifted`."""
    return frozenset(telling(text))


def telling(text: str) -> list[str]:
    """The same in their order."""
    folded = NEGATIONS.sub("un", EARLIER_THAN.sub("un", RESPECT.sub("respect", one_word(text.casefold().replace("_", " ")))))
    return [SAME.get(word) or stem(word) for word in SPLIT_WORDS.findall(folded) if word not in STOP_WORDS]


def without_numbers(text: str) -> str:
    """The text with `Filter1` as `Filter`: a number only says which one is meant."""
    return _NUMBERED.sub(r"\1", text)


def stem(word: str) -> str:
    """`accuracies` and `accuracy`, `losses` and `loss`, `shifted` and `shift`, `verschobenen` and `verschoben` are one word."""
    word = word.translate(UMLAUTS)
    if (adjective := ADJECTIVE.fullmatch(word)) is not None:
        return adjective[1]
    for ending, instead in (
        ("ies", "y"),
        ("sses", "ss"),
        ("ed", ""),
        ("enen", "en"),
        ("ener", "en"),
        ("enes", "en"),
        ("enem", "en"),
        ("ene", "en"),
    ):
        if word.endswith(ending) and len(word) - len(ending) >= (2 if ending == "sses" else 3):
            return word[: -len(ending)] + instead
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 else word


def marked_by_words(words: Sequence[str]) -> str:
    """`new` or `old` where the words right before a label say so ("the new w = …")."""
    if words and words[0].casefold() in EARLIER:
        return "old"
    folded = [word.casefold() for word in words[-2:]]
    if any(word in NEW_WORDS for word in folded):
        return "new"
    return "old" if any(word in OLD_WORDS for word in folded) else ""
