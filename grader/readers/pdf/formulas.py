"""Fractions, roots and large brackets of a page, innermost first, each put in the place of what it is made of."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from grader.readers.pdf.brackets import Pair, around_small_rows, paired, whole
from grader.readers.pdf.fractions import doubled, fraction, overlined, root, unexplained, vinculum
from grader.readers.pdf.indices import indices
from grader.readers.pdf.items import Item, Sort, doubted, joined
from grader.readers.pdf.matrix import UNBUILT, matrix, row_labels
from grader.readers.pdf.rows import QUAD, doubts_of, gaps, rows, text_of
from grader.readers.pdf.strokes import Rule

_EQUATION = re.compile(r"^(?=\D)[^\s=,;]{1,40} ?=")
"""Several equations that a brace holds together are read as lines; so does no line of a distinction of cases begin."""
_COUNTER = re.compile(r"^\(?(?:[a-zA-Z]|[ivx]{1,5}|\d{1,2})$")
UNREAD_BAR = "a line that may be a fraction's"
Held = Mapping[int, set[int]]
Structure = Rule | Pair | tuple[Item, Rule]


def composed(items: Iterable[Item], bars: Sequence[Rule], body: float) -> list[Item]:
    """The items of a page with every formula of several rows made into one."""
    pool = around_small_rows(whole(items))
    bars = [bar for bar in bars if not doubled(bar, bars)]
    pairs, alone = paired(pool)
    lone = set(map(id, alone))
    counting = set(map(id, _enumerating(alone, pool)))
    pool = [_lonely(item, counts=id(item) in counting) if id(item) in lone else item for item in pool]
    roots = [(sign, bar) for sign in pool if sign.sort is Sort.ROOT and (bar := vinculum(sign.x1, sign.top, bars)) is not None]
    used = {id(bar) for _, bar in roots}
    structures: list[Structure] = [*pairs, *roots, *(bar for bar in bars if id(bar) not in used)]
    left = [bar for bar in bars if id(bar) not in used]
    held = _held(pool, pairs)
    for structure in sorted(structures, key=_width):
        pool = _put(structure, pool, left, body, held)
        left = [bar for bar in left if bar is not structure]
    return _cases(pool)


def _held(pool: Sequence[Item], pairs: Sequence[Pair]) -> Held:
    """For each item the brackets that hold it."""
    found: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        for item in pool:
            if pair.holds(item):
                found[id(item)].add(id(pair))
    return found


def _width(structure: Structure) -> float:
    if isinstance(structure, Rule):
        return structure.length
    return structure.width if isinstance(structure, Pair) else structure[1].length


def _put(structure: Structure, pool: list[Item], bars: Sequence[Rule], body: float, held: Held) -> list[Item]:
    if isinstance(structure, Pair):
        return _bracketed(structure, pool, held, bars)
    if isinstance(structure, Rule):
        made = fraction(structure, pool, bars, body) or overlined(structure, pool, body)
    else:
        made = root(*structure, pool)
    if made is None:
        odd = set(map(id, unexplained(structure, pool, bars))) if isinstance(structure, Rule) else set()
        return [doubted(item, UNREAD_BAR) if id(item) in odd else item for item in pool]
    gone = set(map(id, made[1]))
    return [*(item for item in pool if id(item) not in gone), made[0]]


def _bracketed(pair: Pair, pool: list[Item], held: Held, bars: Sequence[Rule]) -> list[Item]:
    ends = {id(pair.left), id(pair.right)}
    inside = [item for item in pool if id(item) not in ends and pair.holds(item)]
    gone = set(map(id, inside))
    around = [item for item in pool if id(item) not in gone and id(item) not in ends]
    if not inside:
        return [*around, *(replace(end, sort=Sort.FORMULA) for end in (pair.left, pair.right))]
    own = {id(pair), *held.get(id(pair.left), ())}
    beside = [item for item in around if held.get(id(item), own) <= own]
    counting = set(map(id, indices(pair, inside, beside)))
    around, beside = ([item for item in part if id(item) not in counting] for part in (around, beside))
    labels = set(map(id, row_labels(pair, inside, beside, bars)))
    made = matrix(pair, inside, [item for item in beside if id(item) not in labels])
    if made is not None:
        full = not labels or len(labels) == len(rows(inside))
        return [*(item for item in around if id(item) not in labels), made if full else doubted(made, UNBUILT)]
    y = rows(inside)[0].y
    return [*around, *inside, *(replace(end, sort=Sort.FORMULA, y=y) for end in (pair.left, pair.right))]


def _enumerating(alone: Sequence[Item], pool: Sequence[Item]) -> list[Item]:
    """Closing brackets that some fonts set tall in any line, each right behind the letter or number that counts a part of a text."""
    found = []
    for bracket in alone:
        row = [item for item in pool if item is not bracket and item.top < bracket.bottom and bracket.top < item.bottom]
        left = [item for item in row if item.x0 < bracket.x0]
        if bracket.text == ")" and len(left) == 1 and _COUNTER.match(left[0].text) and abs(bracket.x0 - left[0].x1) < 0.3 * bracket.size:
            found.append(bracket)
    return found


def _lonely(bracket: Item, *, counts: bool) -> Item:
    """A bracket without a partner: a brace of cases waits for its rows, anything else is doubtful but the bracket of a counter."""
    if counts:
        return replace(bracket, sort=Sort.FORMULA)
    if bracket.text in "{|‖":
        return bracket if bracket.text == "{" else replace(bracket, sort=Sort.FORMULA)
    return doubted(replace(bracket, sort=Sort.FORMULA), "a large bracket without its partner")


def _cases(pool: list[Item]) -> list[Item]:
    """Braces that open on several rows take the rows to their right."""
    for brace in [item for item in pool if item.sort is Sort.BRACKET]:
        right = [
            item for item in pool if item is not brace and item.x0 >= brace.x1 - 1 and brace.top - 1 <= item.middle <= brace.bottom + 1
        ]
        inside = _beside(brace, right)
        if inside and all(_EQUATION.match(text_of(row)) and QUAD not in gaps(row) for row in rows(inside)):
            pool = [item for item in pool if item is not brace]
            continue
        gone = {id(brace), *map(id, inside)}
        pool = [item for item in pool if id(item) not in gone]
        pool.append(_alternatives(brace, inside) if inside else replace(brace, sort=Sort.FORMULA))
    return pool


def _beside(brace: Item, right: Sequence[Item]) -> list[Item]:
    """The rows of a brace without what goes on behind them on its own level."""
    inside = [item for item in right if abs(item.y - brace.y) > 0.4 * brace.size]
    edge = max((item.x1 for item in inside), default=brace.x1)
    for item in sorted((item for item in right if abs(item.y - brace.y) <= 0.4 * brace.size), key=lambda item: item.x0):
        if item.x0 > edge + brace.size:
            break
        inside.append(item)
        edge = max(edge, item.x1)
    return inside


def _alternatives(brace: Item, inside: Sequence[Item]) -> Item:
    found = rows(inside)
    cells = [text_of(row).split(QUAD) for row in found]
    shown = r" \\ ".join(" & ".join(row) for row in cells)
    doubts = () if {len(row) for row in cells} == {2} else (UNBUILT.replace("matrix", "distinction of cases"),)
    return joined([brace, *inside], rf"\cases⟦{shown}⟧", Sort.FORMULA, brace.y, (*doubts_of(found), *doubts))
