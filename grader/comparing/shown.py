"""Before and after in one line of bounded length, cut so that what differs is seen."""

from itertools import takewhile

from grader.comparing.causes import Cause
from grader.comparing.facts import Verdict, beginning
from grader.comparing.groups import Sums
from grader.comparing.lines import LineChange
from grader.comparing.marks import Move
from grader.legible import legible
from grader.reporting.wording import counted, points

LONGEST = 72
"""Characters shown of a text."""
AHEAD = 24
"""Characters shown before the first that differs."""


def one_line(text: str, longest: int = LONGEST) -> str:
    """A text on one line, harmless, and not too long."""
    plain = legible(" ".join(beginning(text).split()))
    return plain if len(plain) <= longest else plain[: longest - 1] + "…"


def apart(before: str, after: str) -> tuple[str, str]:
    """Two texts that differ, both cut so that the first difference can be seen."""
    one, other = (legible(" ".join(beginning(text).split())) for text in (before, after))
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
    if same <= LONGEST - AHEAD:
        return one_line(one), one_line(other)
    start = same - AHEAD
    return one_line(f"…{one[start:]}"), one_line(f"…{other[start:]}")


def both(cause: Cause) -> tuple[str, str]:
    """Before and after of a cause as they are shown; either may be nothing."""
    if not (cause.before and cause.after):
        return one_line(cause.before), one_line(cause.after)
    return apart(cause.before, cause.after)


def in_words(cause: Cause) -> str:
    """A cause in words: `read otherwise: “61.06” → “61.60”`."""
    said = f"{cause.kind} ({one_line(cause.about)})" if cause.about else str(cause.kind)
    marked = [f"“{text}”" if cause.quoted else text for text in both(cause) if text]
    return f"{said}: {' → '.join(marked)}" if marked else said


def signed(change: float, one: str = "") -> str:
    """A change with its sign: `+0.5`, `−1`, `±0`; with `one`, `+0.5 points`."""
    shown = float(points(change))
    sign = "+" if shown > 0 else "−" if shown < 0 else "±"
    return f"{sign}{counted(abs(shown), one) if one else points(abs(shown))}"


def move_words(move: Move) -> str:
    """What became of an outcome: `wrong → right`, `still right`; of a line that only one of the two has, its outcome."""
    before, after = move
    if before is None or after is None:
        return str(after) if before is None else f"was {before}"
    return f"still {after}" if before is after else f"{before} → {after}"


def verdict_words(before: Verdict | None, after: Verdict | None) -> str:
    """The points of a mark: `0 → 2 of 2`, `1 of 1 → 2 of 2`, `undecided → 1 of 1`."""
    sides = [side for side in (before, after) if side is not None]
    if not any(side.possible for side in sides):
        return "no points"
    same = len({side.possible for side in sides}) == 1
    said = [_won(side, of=not same) for side in sides]
    words = said[-1] if len(set(said)) == 1 else " → ".join(said)
    return f"{words} of {points(sides[-1].possible)}" if same else words


def _won(side: Verdict, *, of: bool) -> str:
    won = "undecided" if side.points is None else points(side.points)
    return f"{won} of {points(side.possible)}" if of else won


def sums_words(before: Sums, after: Sums) -> str:
    """A group's sums: `3 → 4.5 of 5 points, 1 → 0.5 undecided`."""
    if before.possible == after.possible:
        words = f"{_changed(before.points, after.points)} of {counted(after.possible, 'point')}"
    else:
        words = f"{points(before.points)} of {points(before.possible)} → {points(after.points)} of {counted(after.possible, 'point')}"
    if before.undecided or after.undecided:
        words += f", {_changed(before.undecided, after.undecided)} undecided"
    if before.penalty or after.penalty:
        words += f", penalty {_changed(before.penalty, after.penalty)}"
    return words


def _changed(before: float, after: float) -> str:
    return points(after) if before == after else f"{points(before)} → {points(after)}"


def line_words(line: LineChange) -> str:
    """What became of a line of the rubric: `37 of 120 groups wrong → right, +74 points; its rule changed: …`."""
    groups = f"{line.groups} of {counted(line.of, 'group')}" if line.of else counted(line.groups, "group")
    moves = ", ".join(move_words(move) if len(line.moves) == 1 else f"{count} {move_words(move)}" for move, count in line.moves)
    said = f"{groups}{' ' if len(line.moves) == 1 else ': '}{moves}, {signed(line.points, 'point')}"
    return "; ".join(
        (
            said,
            *(f"{in_words(cause)}{shared(line, count)}" for cause, count in line.causes),
            *(f"{kind}{shared(line, count)}" for kind, count in line.beside),
        )
    )


def shared(line: LineChange, count: int) -> str:
    """For how many of a line's groups something is told, where it is not all of them."""
    return "" if count == line.groups else f" (in {count} of them)"
