"""Which stated values may be the answer to which name: by spelling, by section, by shape; each with what speaks against it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from grader.answer import Answer, Doubt, Entries, Printed, flat, shape
from grader.document import Box, Document, Line, LineKind, Place, Source
from grader.labels import Label, Spelling, phrase
from grader.literals import Literal, Wish, customs, literal
from grader.notation import Item, Sign, parse
from grader.numerals import Custom, Kind
from grader.readable import readable
from grader.sections import Path
from grader.statements import Member, Statement, value_items

START = {Source.SHEET: 1.0, Source.CODE: 1.0, Source.TEXT: 0.95, Source.MARKDOWN: 0.95, Source.NOTEBOOK: 0.95, Source.TABLE: 0.92, Source.OCR: 0.8}
AT_MOST = 0.60
OCR_GRADE = 0.80
LOOSE = 0.15
UNEVALUATED = 0.05
SAME = Fraction(1, 10**9)


@dataclass(frozen=True)
class Wanted:
    """All that the finder is told of a name: spellings, section, shape and kind; never the value."""

    name: str
    task: Path
    spellings: tuple[Spelling, ...]
    wish: Wish
    givens: tuple[tuple[str, Entries], ...] = ()
    """Values that the sheet itself gives, by name: to restate one under its own name is no answer."""


@dataclass(frozen=True)
class Candidate:
    """A value that may be the answer to a name."""

    name: str
    answer: Answer
    statement: int
    """Its place among the statements, which is the document's order."""
    path: Path | None
    index: str = ""
    step: str = ""
    key: str = ""
    """The label's key."""
    corrected: bool = False
    struck: bool = False
    shared: bool = False
    """Another name has the same spelling; only the section tells them apart."""


@dataclass(frozen=True)
class Scene:
    """A document ready to be searched."""

    document: Document
    statements: tuple[Statement, ...]
    customs: Mapping[int, Custom]
    """How numbers are written, by line; a line's own section decides, else the document."""
    paths: tuple[Path | None, ...] = ()
    """The task of each line."""


def scene_customs(document: Document, paths: Sequence[Path | None]) -> dict[int, Custom]:
    """The custom of each line's section, or of the whole document where the section shows none."""
    by_path: dict[Path | None, Custom] = {}
    for line, path in zip(document.lines, paths, strict=True):
        seen = customs(parse(line.text))
        before = by_path.get(path, Custom())
        by_path[path] = Custom(before.commas or seen.commas, before.points or seen.points)
    whole = Custom(any(c.commas for c in by_path.values()), any(c.points for c in by_path.values()))
    return {index: by_path[path] if by_path[path] != Custom() else whole for index, path in enumerate(paths)}


def names_for(statement: Statement, wanted: Sequence[Wanted]) -> list[tuple[Wanted, bool]]:
    """The names that a statement's label may mean, each with whether the match is loose; symbols before phrases."""
    if statement.label is not None:
        step = statement.step or statement.label.step
        if exact := [w for w in wanted if any(s.label is not None and s.label.exact == statement.label.exact for s in w.spellings)]:
            return [(w, False) for w in by_step(exact, step, wanted)]
        folded = statement.label.exact.casefold()
        if tolerant := [w for w in wanted if any(s.label is not None and s.label.exact.casefold() == folded for s in w.spellings)]:
            return [(w, False) for w in by_step(tolerant, step, wanted)]
        if bare := [w for w in wanted if any(s.label is not None and s.label.key == statement.label.key for s in w.spellings)]:
            if step == "old":
                return [(w, True) for w in bare[:1]] if len(bare) > 1 else []
            return [(w, not takes_steps(w, statement.label)) for w in by_step(bare, step, wanted)]
    return [(w, False) for w in by_phrase(statement.words, wanted)]


def takes_steps(w: Wanted, label: Label) -> bool:
    """Whether a name is spelt with some mark of the step (`w'`), so that another one (`w^t`) is no surprise."""
    return not label.step or any(s.label is not None and s.label.key == label.key and s.label.step for s in w.spellings)


def by_step(names: list[Wanted], step: str, wanted: Sequence[Wanted]) -> list[Wanted]:
    """Of names that share a spelling: a mark of the step means the later one, a mark of the old value the earlier one."""
    if len(names) < 2 or not step:  # noqa: PLR2004 - nothing to tell apart
        return names
    order = {w.name: at for at, w in enumerate(wanted)}
    ranked = sorted(names, key=lambda w: order[w.name])
    if step == "old":
        return ranked[:1]
    return ranked[-1:] if step == "new" else names


def by_phrase(words: Sequence[str], wanted: Sequence[Wanted]) -> list[Wanted]:
    """The names whose spelled phrase is met by the most words; all its words must stand there."""
    said = phrase(" ".join(words))
    best, found = 0, []  # type: int, list[Wanted]
    for w in wanted:
        size = max((len(s.words) for s in w.spellings if s.label is None and s.said_by(said)), default=0)
        if size > best:
            best, found = size, [w]
        elif size == best and size:
            found.append(w)
    return found


def candidates(scene: Scene, wanted: Sequence[Wanted]) -> Iterator[Candidate]:
    """Every candidate of a document."""
    for order, statement in enumerate(scene.statements):
        named = names_for(statement, wanted)
        chosen = in_section(named, statement)
        for w, loose in chosen:
            yield from candidate(scene, order, statement, w, loose=loose, shared=len(chosen) > 1)


def in_section(named: list[tuple[Wanted, bool]], statement: Statement) -> list[tuple[Wanted, bool]]:
    """Of several names the ones whose task the statement stands under; else, under a known task, the last one before it."""
    if len(named) < 2 or statement.spot.path is None:  # noqa: PLR2004 - nothing to tell apart
        return named
    path = statement.spot.path
    if all(pair[0].task[0] != path[0] for pair in named):
        return named
    if here := [pair for pair in named if pair[0].task[: len(path)] == path or path[: len(pair[0].task)] == pair[0].task]:
        return here
    earlier = [pair for pair in named if pair[0].task < path]
    return earlier[-1:] or named[:1]


def candidate(scene: Scene, order: int, statement: Statement, w: Wanted, *, loose: bool, shared: bool) -> Iterator[Candidate]:
    """The value that a statement gives for a name, if it gives one."""
    index = statement.label.index if statement.label is not None else ""
    if index.isdigit() and w.wish.shape == () and not any(s.label is not None and s.label.index == index for s in w.spellings):
        return
    component = index.isdigit() and w.wish.shape not in ((), None)
    wish = replace(w.wish, shape=()) if component else w.wish
    chosen = chain_value(scene, statement, wish)
    if chosen is None:
        return
    found, member, doubts = chosen
    percent_head = "%" in statement.words or {"percent", "prozent", "percentage"} & {word.casefold() for word in statement.words}
    entries, unit_doubt = as_share(found.entries, w.wish.kind, percent_head=bool(percent_head))
    doubts = [*doubts, *found.doubts, *([unit_doubt] if unit_doubt else [])]
    if component and shape(entries) != ():
        component, loose = False, True
    if index and not index.isdigit() and shape(entries) != w.wish.shape:
        loose = True
    if loose:
        doubts.append(Doubt.LOOSE_LABEL)
    if statement.prose:
        doubts.append(Doubt.PROSE)
    if statement.struck:
        doubts.append(Doubt.STRUCK_OUT)
    answer = evidence(scene, statement, member, entries, tuple(dict.fromkeys(doubts)))
    if found.others:
        others = tuple(replace(answer, entries=as_share(other, w.wish.kind, percent_head=False)[0]) for other in found.others)
        answer = replace(answer, also=others)
    step = statement.step or (statement.label.step if statement.label is not None else "")
    key = statement.label.key if statement.label is not None else ""
    yield Candidate(w.name, answer, order, statement.spot.path, index if component else "", step, key, statement.spot.corrected, statement.struck, shared)


def as_share(entries: Entries, kind: Kind, *, percent_head: bool) -> tuple[Entries, Doubt | None]:
    """`71.2` under a per cent heading is 0.712; without the heading so it is, but that is a guess."""
    if kind is not Kind.SHARE or not isinstance(entries, Printed) or entries.share or not 1 < entries.value <= 100:  # noqa: PLR2004 - per cent
        return entries, None
    unit = None if entries.unit is None else entries.unit / 100
    return replace(entries, value=entries.value / 100, unit=unit, share=True), None if percent_head else Doubt.LOOSE_LABEL


def chain_value(scene: Scene, statement: Statement, wish: Wish) -> tuple[Literal, Member, list[Doubt]] | None:
    """The last purely literal member of a chain, else the last one that can be worked out; literals that differ are a conflict."""
    found: list[tuple[Literal, Member]] = []
    for member in statement.members:
        value = member_value(scene, member, wish)
        if value is not None:
            found.append((value, member))
    pure = [pair for pair in found if pair[0].evaluated]
    if not found:
        return None
    last, member = pure[-1] if pure else found[-1]
    doubts: list[Doubt] = []
    if any(shape(one.entries) == shape(last.entries) and not agree(one.entries, last.entries) for one, _ in pure[:-1]):
        doubts.append(Doubt.CONFLICT)
    if any(shape(one.entries) != shape(last.entries) for one, _ in pure[:-1]):
        doubts.append(Doubt.CONFLICT)
    finer = [pair for pair in pure if shape(pair[0].entries) == shape(last.entries) and agree(pair[0].entries, last.entries)]
    if finer and Doubt.CONFLICT not in doubts:
        last, member = min(finer, key=lambda pair: coarseness(pair[0].entries))
    garbled = bool(scene.document.lines[member.line].doubts)
    sums = [one for one, _ in found if not one.evaluated and shape(one.entries) == shape(last.entries)]
    if garbled or (sums and pure and scene.document.lines[member.line].source is Source.OCR and not agree(sums[-1].entries, last.entries)):
        doubts.append(Doubt.GARBLED)
    return last, member, doubts


def member_value(scene: Scene, member: Member, wish: Wish) -> Literal | None:
    """The value that a member is, if it is one: all of it, or what stands before a wide gap and a remark."""
    items = value_items(member)
    custom = customs(items)
    custom = custom if custom != Custom() else scene.customs.get(member.line, Custom())
    found = literal(items, wish, custom)
    if found is not None and shape(found.entries) != () and wish.shape == () and (short := before_gap(items)):
        first = literal(short, wish, custom)
        return first if first is not None and any(isinstance(i, Sign) and i.text == "quad" for i in items) else found
    if found is None and (short := before_gap(items)):
        return literal(short, wish, custom)
    return found


def before_gap(items: Sequence[Item]) -> tuple[Item, ...]:
    """The items before the first wide gap, where there is one."""
    for at, item in enumerate(items):
        if isinstance(item, Sign) and item.text == "quad":
            return tuple(items[:at])
    return ()


def agree(left: Entries, right: Entries) -> bool:
    """Whether two statements of a value agree to the precision of the coarser one."""
    a, b = flat(left), flat(right)
    if len(a) != len(b):
        return False
    for one, other in zip(a, b, strict=True):
        allowed = max(one.unit or Fraction(0), other.unit or Fraction(0)) / 2
        if abs(one.value - other.value) > max(allowed, SAME * max(abs(one.value), Fraction(1))):
            return False
    return True


def coarseness(entries: Entries) -> Fraction:
    """The largest unit of the entries: the finer of two statements has the smaller one."""
    return max((number.unit or Fraction(0) for number in flat(entries)), default=Fraction(0))


def evidence(scene: Scene, statement: Statement, member: Member, entries: Entries, doubts: tuple[Doubt, ...]) -> Answer:
    """The value with its place and how sure the reading is."""
    line = scene.document.lines[member.line]
    items = value_items(member)
    start, end = (items[0].start, items[-1].end) if items else (0, 0)
    text, box, number = printed_at(line, start, end)
    if line.page is not None:
        text = readable(line.text[start:end])
    source = Source.TABLE if statement.table else Source.OCR if line.doubts and line.source is not Source.OCR else line.source
    context = readable(line.text) if line.page is not None else "".join(
        piece.raw if line.kind is not LineKind.ROW else f"{piece.raw}   " for piece in line.pieces
    ).strip()
    place = Place(scene.document.file, line.page, box, number if line.page is None else None)
    return Answer(text, entries, place, source, confidence(source, doubts), doubts, label=" ".join(statement.words), context=context[:500])


def confidence(source: Source, doubts: Sequence[Doubt]) -> float:
    """A rule, no probability: the source's start, less what speaks against the reading."""
    value = START[source]
    for doubt in doubts:
        if doubt is Doubt.UNEVALUATED:
            value -= UNEVALUATED
        elif doubt is Doubt.LOOSE_LABEL:
            value -= LOOSE
        elif doubt is Doubt.GARBLED:
            value = min(value, OCR_GRADE)
        else:
            value = min(value, AT_MOST)
    return round(value, 2)


def printed_at(line: Line, start: int, end: int) -> tuple[str, Box | None, int | None]:
    """The text as printed between two characters of a line, its box, and its line in the file."""
    at = 0
    raw: list[str] = []
    boxes: list[Box] = []
    number = line.number
    gap = len(r" \quad ") if line.kind is LineKind.ROW else 0
    for piece in line.pieces:
        if at < end and at + len(piece.text) > start:
            if not raw and piece.number is not None:
                number = piece.number
            raw.append(piece.raw)
            if piece.box is not None and piece.text.strip():
                boxes.append(piece.box)
        at += len(piece.text) + gap
    box = (min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)) if boxes else None
    return "".join(raw).strip().rstrip(",;"), box, number

