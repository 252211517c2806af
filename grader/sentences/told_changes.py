"""What a number of a sentence is said to be: a share, the one before or after a change, or the change itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from grader.page.prose import words_in
from grader.sentences.families import Family, Place
from grader.sentences.figures import PREPOSITIONS, Figure
from grader.text.items import Symbol
from grader.text.phrases import phrase

FALLING = frozenset(
    "drop drops dropped dropping fall falls fell falling fallen lose loses lost losing decrease decreases decreased decline declines "
    "declined sinkt sank sinken sinks sink gesunken fällt fiel fallen verliert verlieren verloren bricht worse schlechter goes stürzt "
    "verschlechtert deteriorates degrades shrinks".split()
)
LOSING = frozenset("lose loses lost losing verliert verlieren verloren verlor büßt einbüßen".split())
"""What is lost stands behind them, however many words are between: `verliert das MLP damit 61 %`."""
LEFT_OVER = frozenset("remain remains remained bleibt bleiben blieben übrig left ends endet landet landen noch".split())
"""Words that say that a share is the later one."""
TO, FROM, BY = frozenset("to auf at bei".split()), frozenset("from von".split()), frozenset("by um of von".split())
BY_HOW_MUCH = frozenset("by um".split())
ABOUT = frozenset("liegt liegen lag lagen".split())
"""`liegt um 94 %` is about as much."""
FEWER = frozenset("less lower fewer below weniger geringer niedriger schlechter worse kleiner".split())
"""Right behind a number they say that it is a difference."""
LEVEL, LATER, EARLIER, CHANGE = "level", "later", "earlier", "change"


@dataclass
class Told:
    """What a number of a sentence is said to be."""

    figure: Figure
    kind: str = LEVEL
    own: dict[int, Place] = field(default_factory=dict)
    """The places that its own words speak of, or its turn in a list."""
    lent: dict[int, Place] = field(default_factory=dict)
    """Those that what was said before lends it."""
    here: int = 0
    """On how many axes its own sentence says where it stands."""
    counts: bool = True
    """Nothing speaks against reading it."""


def as_number(figure: Figure) -> float:
    """A share as it stands, for comparison."""
    text = getattr(figure.items[0], "text", "").replace(",", ".")
    number = float(text) if text.replace(".", "", 1).isdecimal() else 0.0
    return number / 100 if len(figure.items) > 1 or figure.percent else number


def kinds(told: Sequence[Told], family: Family) -> None:
    """Say of each number whether it is a share, the one before or after a change, or the change itself."""
    for at, one in enumerate(told):
        figure, following = one.figure, told[at + 1].figure if at + 1 < len(told) else None
        words = {item.base.casefold() for item in figure.before if isinstance(item, Symbol)}
        near = {item.base.casefold() for item in figure.near if isinstance(item, Symbol)}
        to_come = following is not None and (following.arrow or following.lead in TO | BY_HOW_MUCH)
        before = told[at - 1].kind if at else LEVEL
        by = figure.lead in BY_HOW_MUCH and not words & ABOUT
        lost = words & LOSING and figure.lead not in TO | FROM and not to_come
        if figure.minus or figure.lead in FALLING or by or lost or (words & FALLING and figure.lead in BY and not to_come):
            one.kind = CHANGE
        elif figure.arrow or (figure.lead in TO and (words & (FALLING | BY_HOW_MUCH) or before in (EARLIER, CHANGE))) or near & LEFT_OVER:
            one.kind = LATER
        elif to_come and (figure.lead in FROM or (following is not None and following.arrow)):
            one.kind = EARLIER
        elif (
            is_difference(figure)
            or any(family.is_change(place) for place in one.own.values())
            or (before == CHANGE and figure.lead not in TO)
        ):
            one.kind = CHANGE


def is_difference(figure: Figure) -> bool:
    """Whether `less than before` or its like stands right behind a number."""
    behind = words_in(figure.behind)[:1]
    return bool(behind) and behind[0].casefold() in FEWER


def before_the_change(told: Sequence[Told], family: Family) -> None:
    """Let `when the images are shifted, it falls from 91 to 31 %` say of the second share alone that the images are."""
    for one, following in pairwise(told):
        if one.kind == EARLIER and following.kind == LATER and as_number(one.figure) > as_number(following.figure):
            one.own = {axis: place for axis, place in one.own.items() if place[1] & family.unmarked}


def alike(told: Sequence[Told], family: Family) -> None:
    """Let `36 % (CNN) and 60 % (MLP) less than before` say of the first number, too, that it is a change."""
    for one, following in reversed(list(pairwise(told))):
        places = family.mentions(following.figure.behind)
        changed = is_difference(following.figure) or any(family.is_change(place) for place in places)
        said = [word for word in words_in(following.figure.before) if word.casefold() not in PREPOSITIONS]
        bare = one.kind == LEVEL and len(one.own) == 1 and not words_in(one.figure.behind)
        if following.kind == CHANGE and changed and bare and not phrase(" ".join(said)) - family.words:
            one.kind = CHANGE
