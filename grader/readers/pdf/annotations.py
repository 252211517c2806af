"""What was typed on top of a page: form fields and free-text notes, drawn onto the page as a viewer shows them; all else is named."""

import ctypes
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any

from grader.document import Box, Unread
from grader.readers.pdf.glyphs import Seen, seen
from grader.readers.pdf.unread import together

if TYPE_CHECKING:
    from ctypes import _Pointer as RawPointer

    from pypdfium2 import PdfDocument, PdfPage

    Pointer = RawPointer[ctypes.Structure]

MOST, MOST_ENTRIES = 2_000, 200
"""More strokes of a pen, and more fields and notes, are on no honest page."""
SMALLEST = 4.0
"""A field or note lower or narrower than this, in points, shows nothing that a person could read."""
LONGEST = 4_000
"""Characters of a value that are compared with what is drawn."""
FIELD, NOTE = "form field", "note"
_NOTHING = 2
"""Bytes of an empty text: its end."""
_HIDDEN, _NO_VIEW = 2, 32
_LABELLED = re.compile(r"[=:≈\r\n]")
_GENERIC = re.compile(
    r"(?i)(?:text|field|textfield|textbox|undefined|untitled|fill|form|box|feld|textfeld|formularfeld|page|seite|toggle)[\W\d_]*"
)


@dataclass(frozen=True)
class Entry:
    """A form field with a value, or a free-text note."""

    what: str
    box: Box
    value: str
    name: str = ""

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        x0, top, x1, bottom = self.box
        return x0 - 1 <= x <= x1 + 1 and top - 1 <= y <= bottom + 1

    @property
    def label(self) -> str:
        """The last part of a field's name, if somebody chose it and a lone value bears none: `y_hat` of `sheet.y_hat[0]`, not `Text3`."""
        if _LABELLED.search(self.value.strip()):
            return ""
        own = re.sub(r"\[\d+\]$", "", self.name.rpartition(".")[2].strip())
        return own if re.fullmatch(r"[^\W\d_]\w{0,40}", own) and not _GENERIC.fullmatch(own) else ""


@dataclass
class Laid:
    """What lies on a page: entries that are read, the rest as regions, and what is left out."""

    entries: list[Entry] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    shown: list[Box] = field(default_factory=list)
    """Marks that are drawn and are neither: highlights, links, buttons; they are looked at where nothing was typed on the page."""


def beside_pages(document: "PdfDocument") -> Iterator[Unread]:
    """What a file holds and shows on no page: a form that only one program draws, files put into it."""
    import pypdfium2.raw as pdfium

    if document.get_formtype() == pdfium.FORMTYPE_XFA_FULL:
        yield Unread("the form is of a kind (XFA) that few programs show; print it as PDF and hand that in")
    if pdfium.FPDFDoc_GetAttachmentCount(document) > 0:
        yield Unread("files are attached to the PDF, which were not read; hand them in beside it")


def laid_over(document: "PdfDocument", page: "PdfPage", number: int) -> Laid:
    """Sort the annotations of a page; those that are not entries are hidden in the opened document, so that only entries are drawn."""
    import pypdfium2.raw as pdfium

    found, view, marks = Laid(), seen(page), dict[int, int]()
    count = pdfium.FPDFPage_GetAnnotCount(page)
    for index in range(min(count, MOST)):
        note = pdfium.FPDFPage_GetAnnot(page, index)
        if not note:
            continue
        flags, gaps = pdfium.FPDFAnnot_GetFlags(note), len(found.unread)
        if not _entered(document, note, view, number, found):
            pdfium.FPDFAnnot_SetFlags(note, flags | _HIDDEN)
            if len(found.unread) == gaps and not flags & (_HIDDEN | _NO_VIEW):
                marks[index] = flags
                found.shown.append(_box_of(note, view))
        pdfium.FPDFPage_CloseAnnot(note)
    if count > MOST or len(found.entries) > MOST_ENTRIES:
        found.unread.append(Unread("more notes and form fields than are read", number, picture=True))
        found.entries.clear()
    if not found.entries:
        _let_see(page, marks)
        found.shown.clear()
    if len(found.unread) > MOST_ENTRIES:
        found.unread = list(_merged(found.unread))
    return found


def _let_see(page: "PdfPage", marks: Mapping[int, int]) -> None:
    """Show marks again that were hidden, each with the flags that it had."""
    import pypdfium2.raw as pdfium

    for index, flags in marks.items():
        if note := pdfium.FPDFPage_GetAnnot(page, index):
            pdfium.FPDFAnnot_SetFlags(note, flags)
            pdfium.FPDFPage_CloseAnnot(note)


def _merged(unread: list[Unread]) -> Iterator[Unread]:
    """Regions of one kind that lie close to each other, as one: some apps make every stroke of the pen a note of its own."""
    for why in dict.fromkeys(gap.why for gap in unread):
        alike = [gap for gap in unread if gap.why == why]
        boxes = together([gap.box for gap in alike if gap.box is not None])
        yield from (replace(alike[0], box=box) for box in boxes) if boxes else alike[:1]


def drawn_on(document: "PdfDocument", page: "PdfPage", number: int, laid: Laid) -> "PdfPage":
    """The page with its entries drawn on it; where that fails they are named instead."""
    import pypdfium2.raw as pdfium

    if pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY) == pdfium.FLATTEN_FAIL:
        laid.unread.extend(Unread(f"a {entry.what} that was not read", number, entry.box, picture=True) for entry in laid.entries)
        laid.entries.clear()
        return page
    page.close()
    return document[number - 1]


def _entered(document: "PdfDocument", note: "Pointer", view: Seen, number: int, found: Laid) -> bool:
    """Take in one annotation; whether it is to be drawn."""
    import pypdfium2.raw as pdfium

    kind, flags, box = pdfium.FPDFAnnot_GetSubtype(note), pdfium.FPDFAnnot_GetFlags(note), _box_of(note, view)
    if kind not in (pdfium.FPDF_ANNOT_WIDGET, pdfium.FPDF_ANNOT_FREETEXT):
        _named(kind, flags, note, Unread("", number, box), found)
        return False
    entry = _field(document, note, box, number, found) if kind == pdfium.FPDF_ANNOT_WIDGET else Entry(NOTE, box, _string(note, b"Contents"))
    if entry is None:
        return False
    drawn = pdfium.FPDFAnnot_GetAP(note, pdfium.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > _NOTHING
    if not entry.value.strip() and (entry.what == FIELD or not drawn):
        return False
    if (why := unseen(box, flags, view.size)) is not None:
        found.notes.append(f"a {entry.what} on page {number} {why} and was left out")
    elif pdfium.FPDFAnnot_HasKey(note, b"OC"):
        found.unread.append(Unread(f"a {entry.what} in a layer was not read", number, box, picture=True))
    elif not drawn:
        value = " ".join(entry.value.split())[:80]
        found.unread.append(Unread(f"a {entry.what} that shows nothing on the page was not read; its value is {value}", number, box))
    else:
        found.entries.append(replace(entry, box=within(box, view.size)))
        return True
    return False


def within(box: Box, size: tuple[float, float]) -> Box:
    """A box as far as it lies on the page."""
    return max(box[0], 0.0), max(box[1], 0.0), min(box[2], size[0]), min(box[3], size[1])


def unseen(box: Box, flags: int, size: tuple[float, float]) -> str | None:
    """Why nobody sees an annotation; None where it is seen."""
    x0, top, x1, bottom = box
    if flags & (_HIDDEN | _NO_VIEW):
        return "is hidden"
    if min(x1 - x0, bottom - top) < SMALLEST:
        return "is too small to be read"
    if x1 <= 0 or bottom <= 0 or x0 >= size[0] or top >= size[1]:
        return "lies off the page"
    return None


def _field(document: "PdfDocument", note: "Pointer", box: Box, number: int, found: Laid) -> Entry | None:
    """A text or choice field; a ticked box is only named, buttons and signatures hold no answer."""
    import pypdfium2.raw as pdfium

    form = document.formenv.raw if document.formenv is not None else None
    if form is None:
        return Entry(FIELD, box, _string(note, b"V"))
    kind = pdfium.FPDFAnnot_GetFormFieldType(form, note)
    if kind in (pdfium.FPDF_FORMFIELD_TEXTFIELD, pdfium.FPDF_FORMFIELD_COMBOBOX, pdfium.FPDF_FORMFIELD_LISTBOX):
        name = _text(partial(pdfium.FPDFAnnot_GetFormFieldName, form, note))
        value = _text(partial(pdfium.FPDFAnnot_GetFormFieldValue, form, note))
        return Entry(FIELD, box, value if kind == pdfium.FPDF_FORMFIELD_TEXTFIELD else _chosen(form, note) or value, name)
    if kind in (pdfium.FPDF_FORMFIELD_CHECKBOX, pdfium.FPDF_FORMFIELD_RADIOBUTTON) and pdfium.FPDFAnnot_IsChecked(form, note):
        found.unread.append(Unread("a ticked box that was not read", number, box))
    return None


def _chosen(form: "Pointer", note: "Pointer") -> str:
    """What a choice field shows: the labels of the options that are chosen, which may have other values."""
    import pypdfium2.raw as pdfium

    options = range(min(max(pdfium.FPDFAnnot_GetOptionCount(form, note), 0), MOST))
    chosen = [index for index in options if pdfium.FPDFAnnot_IsOptionSelected(form, note, index)]
    return "".join(_text(partial(pdfium.FPDFAnnot_GetOptionLabel, form, note, at)) for at in chosen)


def _named(kind: int, flags: int, note: "Pointer", where: Unread, found: Laid) -> None:
    """Everything else on top of a page: what may hold or change an answer is a region that was not read."""
    import pypdfium2.raw as pdfium

    regions = {
        pdfium.FPDF_ANNOT_INK: "pen strokes that were not read",
        pdfium.FPDF_ANNOT_STAMP: "a stamp that was not read",
        pdfium.FPDF_ANNOT_STRIKEOUT: "text struck out by a note",
        pdfium.FPDF_ANNOT_REDACT: "a part that was blacked out",
        pdfium.FPDF_ANNOT_FILEATTACHMENT: "a file attached to the page, which was not read",
    }
    regions |= dict.fromkeys(
        (pdfium.FPDF_ANNOT_LINE, pdfium.FPDF_ANNOT_SQUARE, pdfium.FPDF_ANNOT_CIRCLE, pdfium.FPDF_ANNOT_POLYGON, pdfium.FPDF_ANNOT_POLYLINE),
        "a drawing on the page that was not read",
    )
    if flags & (_HIDDEN | _NO_VIEW):
        return
    if kind in regions:
        picture = kind not in (pdfium.FPDF_ANNOT_STRIKEOUT, pdfium.FPDF_ANNOT_REDACT, pdfium.FPDF_ANNOT_FILEATTACHMENT)
        found.unread.append(Unread(regions[kind], where.page, where.box, picture=picture))
    elif kind == pdfium.FPDF_ANNOT_TEXT and _string(note, b"Contents").strip():
        found.notes.append(f"a sticky note on page {where.page} opens only when it is clicked, so it is no answer")


def _box_of(note: "Pointer", view: Seen) -> Box:
    import pypdfium2.raw as pdfium

    box = pdfium.FS_RECTF()
    pdfium.FPDFAnnot_GetRect(note, ctypes.byref(box))
    x0, top, x1, bottom = view.box(box.left, box.bottom, box.right, box.top)
    return round(x0, 2), round(top, 2), round(x1, 2), round(bottom, 2)


def _string(note: "Pointer", key: bytes) -> str:
    import pypdfium2.raw as pdfium

    return _text(partial(pdfium.FPDFAnnot_GetStringValue, note, key))


def _text(ask: Callable[[Any, int], int]) -> str:
    """A text that pdfium writes as UTF-16 into a buffer; cut off where it is endless."""
    import pypdfium2.raw as pdfium

    size = ask(None, 0)
    if not _NOTHING < size <= 2 * LONGEST:
        return "" if size <= _NOTHING else "…" * LONGEST
    buffer = ctypes.create_string_buffer(size)
    ask(ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")
