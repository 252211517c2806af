"""Bitmap fonts of TeX have neither name nor map: which of TeX's codings a font has is told by the shapes of its characters."""

import ctypes
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from grader.readers.pdf.codings import CORK, EXTENSION, LETTERS, STRANGE, SYMBOLS, TEXT

if TYPE_CHECKING:
    from ctypes import _Pointer as RawPointer

    from pypdfium2 import PdfTextPage

    Pointer = RawPointer[ctypes.Structure]

UNIT = 24
"""The tables below hold, for each code, the width, the top and (24 more) the bottom of the ink in 24ths of the size, in base 36."""
ALIKE = 5.5
"""How far a character may be off, in those units, on average."""
SMALL_ARE_WIDER = 0.87
HANGS, DEEP = 0.15, 0.5
"""Characters of an extension font hang from the line; in no other font does one begin so low and reach so deep."""
_SHAPES = {
    TEXT: (
        "fgokhojhnhhoggoigohgojhohgojgohhofhodhodhokhokho7bo8bjchzchzcfzchzcezihzb0jchohbojbocdmmgoohnjin"
        "...7hochxkhjcinkinjhn7hx9ii9iiciwjem73j86s73ociicgncgocgocgncgocgncgncgncgncgn7ao7aj7cjj9rbcjbho"
        "jhoihohgohhnigoggoggojhnigo9gocgnjgofgomgoigojhnggojhjigndhnhgoignignpgnigoigofgo7iichx7iichz7gz"
        "7hxcbodhobbodhobbo9hocbjdho7go8gjdho7hokbodbocbodbjdbj9bo9bo9fodbodaohaodaodajbaoc7uo7uchzcgzcgz"
    ),
    CORK: "cgzcgzcfzcgzcgzcgzigzcgzcfzcgz7gzb0j71j73jbcobco8hx8hx83jdcodcoc7uo7u00o98n7bo8bjfhodhodhokhokho",
    LETTERS: (
        "hgokhoihnhhojgolgojgohhoggohgojhofboehjdbjbhoaaobhjcbjbho8boeboehoebjdbobhjeaocbjeaocaodboehjfbj"
        "ghjfbobbnehokaocbjablgbjocto6oocto6o7bt7btccoccocbncbocbocbjcbjcbjcgncbjcgncbj73o73jjdnciijdncco"
        "ehnihoigoihnkgoigoigojhnlgocgofgnlgoggopgolgoihnigojhjignfhnhgoignignpgnkgoigohgo9in9hj9hjo9ro9r"
        "ahodboahoabochobbodhjbbjeho8goagjcho7holboebocbodbjbbjbbobbo9foebocbohboebocbjbbo8bo9bjfbjfhzggz"
    ),
    SYMBOLS: (
        "j6t77tjcocbpjdnccojgojckjemjemjemjemjemohjcbpcbpjcojbpjfljfljfljfljfljflj9rjcpjdnjdnoemoemjdnjdn"
        "ocoocochjchjocoohjohjjbpodnodnfhjfhjodnohjohjjbo7dpobogdngdnlholcjfhj3aqdhndhog9qcimhhnhhojgojgo"
        "fhojhnghndhnigoehnkhnehlkgnggokglihnghnthnojnjhnignkhlkgnfhnkhmhgnggnpgnjgohgligogengengengengen"
        "fhofhobiibiibiibiiciicii9ii9ii7iiciiciifiicii7emk11igokgnbhjgeogeojfljflbhjbhjbhjfhjjhljhkjhnjhl"
    ),
}
ODD = 13.0
"""A sign that is further off is another one (typewriter fonts have a brace where others have a dash); letters vary more."""
Shape = tuple[float, float, float]


@dataclass(frozen=True)
class Coding:
    """A font's coding, and the codes that do not look like it."""

    name: str
    odd: frozenset[int] = frozenset()


def codings(text: "PdfTextPage") -> dict[int, Coding]:
    """For each font without a name, by its address: which of TeX's codings it has."""
    found: dict[int, dict[int, Shape]] = defaultdict(dict)
    for font, code, shape in _unnamed(text):
        found[font].setdefault(code, shape)
    return {font: coding_of(shapes) for font, shapes in found.items()}


def address_of(pointer: "Pointer") -> int:
    """The font of a text object, as a number."""
    import pypdfium2.raw as pdfium

    return ctypes.cast(pdfium.FPDFTextObj_GetFont(pointer), ctypes.c_void_p).value or 0


def _unnamed(text: "PdfTextPage") -> "list[tuple[int, int, Shape]]":
    """Font, code and shape of every character that has no map, in fonts that have no name."""
    import pypdfium2.raw as pdfium

    handle, name, flags = text.raw, ctypes.create_string_buffer(8), ctypes.c_int()
    x, y, x0, x1, y0, y1 = (ctypes.c_double() for _ in range(6))
    wide = pdfium.FS_RECTF()
    found = []
    for index in range(text.count_chars()):
        code = pdfium.FPDFText_GetUnicode(handle, index)
        mapped = code and pdfium.FPDFText_HasUnicodeMapError(handle, index) != 1
        if mapped or pdfium.FPDFText_GetFontInfo(handle, index, name, 8, flags) > 1 or pdfium.FPDFText_IsGenerated(handle, index):
            continue
        pdfium.FPDFText_GetCharOrigin(handle, index, x, y)
        pdfium.FPDFText_GetCharBox(handle, index, x0, x1, y0, y1)
        pdfium.FPDFText_GetLooseCharBox(handle, index, wide)
        size = pdfium.FPDFText_GetFontSize(handle, index) or 1.0
        shape = (wide.right - wide.left) / size, (y1.value - y.value) / size, (y0.value - y.value) / size
        font = address_of(pdfium.FPDFText_GetTextObject(handle, index))
        found.append((font, code, shape))
    return found


def coding_of(shapes: dict[int, Shape]) -> Coding:
    """Which coding has characters of these shapes under these codes."""
    if any(top < HANGS and bottom < -DEEP for _, top, bottom in shapes.values()):
        return Coding(EXTENSION)
    tables = {**_SHAPES, CORK: _SHAPES[CORK] + _SHAPES[TEXT][96:]}
    costs = {name: _cost(shapes, table) for name, table in tables.items()}
    best = min(costs, key=lambda name: costs[name])
    if costs[best] > ALIKE:
        return Coding(STRANGE)
    signs = {code: shape for code, shape in shapes.items() if not (chr(code).isalnum() and best != SYMBOLS)}
    return Coding(best, frozenset(code for code, shape in signs.items() if _cost({code: shape}, tables[best]) > ODD))


def _cost(shapes: dict[int, Shape], table: str) -> float:
    """How far the characters are from those of a coding, on average."""
    return min(sum(_off(code, shape, table, stretch) for code, shape in shapes.items()) / len(shapes) for stretch in (1.0, SMALL_ARE_WIDER))


def _off(code: int, shape: Shape, table: str, stretch: float) -> float:
    entry = table[3 * code : 3 * code + 3]
    if len(entry) < 3 or entry[0] == ".":
        return ALIKE if code > 127 and table.startswith(_SHAPES[CORK]) else 3 * ALIKE
    width, top, bottom = (int(digit, 36) for digit in entry)
    return abs(width - UNIT * stretch * shape[0]) + abs(top - UNIT * shape[1]) + abs(bottom - UNIT - UNIT * shape[2])
