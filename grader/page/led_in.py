"""The sentence that leads in a formula of its own: `For the sparse C3 we count`, and below it the calculation."""

from collections.abc import Sequence

from grader.document import Line, LineKind
from grader.text.items import Item, Sign, Symbol

FEWEST_WORDS = 3


def led_by(line: Line, items: Sequence[Item]) -> list[Item]:
    """The words behind the last full stop, number and sign of a line of prose that ends with words, or with a colon behind them."""
    own = items[:-1] if items and isinstance(sign := items[-1], Sign) and sign.text == ":" else items
    if line.kind is not LineKind.TEXT or line.printed or not own or not isinstance(own[-1], Symbol):
        return []
    at = next((at for at in range(len(own) - 1, -1, -1) if not isinstance(own[at], Symbol) and not is_comma(own[at])), -1)
    broken = at >= 0 and isinstance(sign := own[at], Sign) and not sign.stop
    return [] if broken or len(own) - at - 1 < FEWEST_WORDS else list(own[at + 1 :])


def is_comma(item: Item) -> bool:
    """Whether an item is a comma, or joins two words."""
    return isinstance(item, Sign) and item.text in (",", "-", "'")
