"""PDFs with form fields and notes, written object by object, so that each trap can be set on its own."""

from dataclasses import dataclass, replace
from types import MappingProxyType

TEXT, CHOICE, TICK, FREE_TEXT, STICKY, STAMP, INK, LINE = "Tx", "Ch", "Btn", "FreeText", "Text", "Stamp", "Ink", "Line"
NAMES = MappingProxyType({"Tx": "Widget", "Ch": "Widget", "Btn": "Widget"})


@dataclass(frozen=True)
class Over:
    """Something laid over the page at (x, y), counted from the lower left; `drawn` is what is seen, `value` what is kept."""

    kind: str
    x: float
    y: float
    value: str = ""
    drawn: str | None = None
    name: str = "Text"
    width: float = 100.0
    height: float = 16.0
    flags: int = 4
    size: float = 10.0
    colour: str = "0 g"
    frame: str = ""
    lift: float = 4.0
    more: str = ""


def shown(text: str) -> bytes:
    """A text as a string of PDF."""
    return b"(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode("cp1252") + b")"


def stream(content: bytes, head: str = "") -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (head.encode(), len(content), content)


def appearance(one: Over) -> bytes:
    """How an annotation is drawn: its text from the lower left."""
    text = one.value if one.drawn is None else one.drawn
    lines = b" ".join(b"%s Tj 0 -12 Td" % shown(line) for line in text.split("\n"))
    content = b"%s q BT %s /F %g Tf 2 %g Td %s ET Q" % (one.frame.encode(), one.colour.encode(), one.size, one.lift, lines)
    box = f"/Type/XObject/Subtype/Form/BBox[0 0 {one.width:g} {one.height:g}]/Resources<</Font<</F 5 0 R>>>>"
    return stream(content, box)


def annotation(one: Over, drawn: int) -> bytes:
    rect = f"[{one.x:g} {one.y:g} {one.x + one.width:g} {one.y + one.height:g}]"
    own = f"/Type/Annot/Subtype/{NAMES.get(one.kind, one.kind)}/Rect{rect}/F {one.flags}{one.more}"
    if one.kind in NAMES:
        own += f"/FT/{one.kind}"
        content = b"/T" + shown(one.name) + b"/V" + (b"/Yes" if one.kind == TICK else shown(one.value)) + b"/DA(/F 10 Tf 0 g)"
    else:
        content = b"/Contents" + shown(one.value) + b"/DA(/F 10 Tf 0 g)"
    look = (
        f"/AP<</N {f'<</Yes {drawn} 0 R>>' if one.kind == TICK else f'{drawn} 0 R'}>>".encode()
        if one.drawn != "" and (one.drawn or one.value)
        else b""
    )
    return b"<<" + own.encode() + content + look + b">>"


def pdf(
    printed: list[tuple[float, float, str]], over: list[Over], *, strokes: str = "", catalogue: str = "", appearances: str = "false"
) -> bytes:
    """One page: text in Helvetica at places, strokes, and what is laid over it."""
    text = b"\n".join(b"BT /F 10 Tf %g %g Td %s Tj ET" % (x, y, shown(words)) for x, y, words in printed)
    first = 6
    over = [replace(one, name=f"{one.name}{at}") if one.name == "Text" else one for at, one in enumerate(over)]
    notes = " ".join(f"{first + 2 * at} 0 R" for at in range(len(over)))
    fields = " ".join(f"{first + 2 * at} 0 R" for at, one in enumerate(over) if one.kind in NAMES)
    form = f"/AcroForm<</Fields[{fields}]/NeedAppearances {appearances}/DR<</Font<</F 5 0 R>>>>/DA(/F 10 Tf 0 g)>>" if fields else ""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{form}{catalogue}>>".encode(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R" + f"/Resources<</Font<</F 5 0 R>>>>/Annots[{notes}]>>".encode(),
        stream(strokes.encode() + b"\n" + text),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for at, one in enumerate(over):
        objects += [annotation(one, first + 2 * at + 1), appearance(one)]
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    """Numbered objects with their table of places."""
    out, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    tail = b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return out + tail % (len(objects) + 1, table, len(objects) + 1, len(out))
