"""A value with its place in the file, its surroundings, and how sure the reading is."""

from grader.answer import Answer, Doubt, Entries
from grader.document import Box, Line, LineKind, Place, Source
from grader.finding.confidence import confidence
from grader.page.scene import Scene
from grader.page.sides import value_items
from grader.page.stated import Member, Statement
from grader.text.readable import readable


def evidence(scene: Scene, statement: Statement, member: Member, entries: Entries, doubts: tuple[Doubt, ...]) -> Answer:
    """The value with its place and how sure the reading is."""
    line = scene.document.lines[member.line]
    items = value_items(member.items)
    start, end = (items[0].start, items[-1].end) if items else (0, 0)
    text, box, number = printed_at(line, start, end)
    if line.page is not None:
        text = readable(line.text[start:end]).rstrip(" ,;")
    in_cell = line.source is Source.NOTEBOOK
    source = Source.OCR if line.doubts or line.source is Source.OCR else Source.TABLE if statement.table else line.source
    place = Place(scene.document.file, line.page, box, number if line.page is None or in_cell else None, line.printed)
    if line.seen_otherwise:
        doubts = (*doubts, Doubt.SEEN_OTHERWISE)
    label, context = " ".join(statement.words), surroundings(line)[:500]
    return Answer(text, entries, place, source, confidence(source, doubts), doubts, label=label, context=context)


def surroundings(line: Line) -> str:
    """The line for people: in a page's notation readable, else as it was written; before a bare output the name that the program shows."""
    if line.printed and len(line.pieces) - (not line.pieces[0].raw) == 1:  # as it was printed
        return "".join(piece.raw or piece.text for piece in line.pieces)
    if line.page is not None:
        return readable(line.text)
    return "".join(piece.raw if line.kind is not LineKind.ROW else f"{piece.raw}   " for piece in line.pieces).strip()


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
