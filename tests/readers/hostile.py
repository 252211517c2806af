"""Broken and hostile files, made when they are needed: what each is, and what is said of it or read from it."""

import hashlib
import io
import json
import random
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from tests.readers.typed_over import assembled, stream

HONEST = "BT /F 12 Tf 40 150 Td (L = 19.53125) Tj ET"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
DAMAGED = r"damaged, or cut off on its way; hand it in again"
NO_PDF = r"not a PDF \(.*\); export it again as PDF"
STOPPED = r"makes the reader crash, so it was not read; save or print it as a PDF once more|took more than [\d.]+ (s|GiB) of .*; hand in"
DEEP = r"nested (more|too) deeply"
ANY = r"\S.*[;,(].*"
"""One sentence of some length that says what to do."""


@dataclass(frozen=True)
class Hostile:
    """One file: its name, how it is made, and what must be said of it; nothing where it must be read."""

    name: str
    make: Callable[[], bytes]
    says: str = ""
    long: bool = False

    @property
    def file(self) -> str:
        """The name that it is handed in under."""
        return self.name.rpartition("/")[2]

    @property
    def group(self) -> str:
        """A group of its own."""
        return self.name.replace("/", "-").replace(".", "-")


def objects(
    *content: bytes, catalog: bytes = b"", page: bytes = b"", boxes: bytes = b"/MediaBox[0 0 300 200]", resources: bytes = b""
) -> bytes:
    """A PDF of one page; the first content is that of the page, the others are objects from number 6 on."""
    first, *others = content or (stream(HONEST.encode()),)
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R%b>>" % catalog,
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R%b/Contents 4 0 R%b/Resources<</Font<</F 5 0 R>>%b>>>>" % (boxes, page, resources),
            first,
            HELVETICA,
            *others,
        ]
    )


def text(content: str = HONEST, **more: bytes) -> bytes:
    """A PDF of one page with these operators."""
    return objects(stream(content.encode("latin-1")), **more)


def deflated(data: bytes, head: str = "", rounds: int = 1) -> bytes:
    """A stream that unpacks to these bytes, after several rounds."""
    for _ in range(rounds):
        data = zlib.compress(data, 6)
    return stream(data, f"{head}/Filter[{'/FlateDecode' * rounds}]")


def picture(width: int, height: int, data: bytes, coding: str, more: str = "") -> bytes:
    """A page with a picture and a line of text."""
    head = f"/Type/XObject/Subtype/Image/Width {width}/Height {height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/{coding}{more}"
    content = f"q 200 0 0 100 20 20 cm /X Do Q {HONEST}"
    return objects(stream(content.encode()), stream(data, head), resources=b"/XObject<</X 6 0 R>>")


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(5, 5 + count))
    pages = [b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]/Contents 4 0 R/Resources<</Font<</F 3 0 R>>>>>>"] * count
    return assembled(
        [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count), HELVETICA, stream(HONEST.encode()), *pages]
    )


def deep_pages(depth: int) -> bytes:
    """A tree of pages with one branch."""
    inner = [b"<</Type/Pages/Kids[%d 0 R]/Count 1/Parent %d 0 R>>" % (number + 1, max(number - 1, 2)) for number in range(2, 2 + depth)]
    page = b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 300 200]>>" % (1 + depth)
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", *inner, page])


def looping_pages() -> bytes:
    return assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2/Parent 2 0 R>>"])


def forms(count: int, fan: int = 1, *, closed: bool = False) -> bytes:
    """Forms that draw each other: `fan` times each, the last one the first again if `closed`."""

    def form(number: int) -> bytes:
        inner = number + 1 if number < 5 + count else 6 if closed else None
        resources = f"/XObject<</X {inner} 0 R>>" if inner else "/Font<</F 5 0 R>>"
        return stream(
            b"/X Do " * fan if inner else HONEST.encode(), f"/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Resources<<{resources}>>"
        )

    return objects(stream(b"/X Do"), *(form(number) for number in range(6, 6 + count)), resources=b"/XObject<</X 6 0 R>>")


def type3(glyph: bytes, times: int = 400) -> bytes:
    """A font whose letter is drawn by a program."""
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[1 0 0 1 0 0]/FirstChar 97/LastChar 97/Widths[1]"
        b"/CharProcs<</a 7 0 R>>/Encoding<</Differences[97/a]>>/Resources<</Font<</G 6 0 R>>>>>>"
    )
    content = b"BT /G 12 Tf 20 100 Td (%b) Tj ET %b" % (b"a" * times, HONEST.encode())
    data = objects(stream(content), font, deflated(glyph))
    return data.replace(b"/Font<</F 5 0 R>>", b"/Font<</F 5 0 R/G 6 0 R>>", 1)


def notes(count: int) -> bytes:
    note = "<</Type/Annot/Subtype/FreeText/Rect[20 20 90 40]/F 4/Contents(L = 7)/DA(/F 9 Tf)/AP<</N 6 0 R>>>>"
    form = stream(b"BT /F 9 Tf 2 2 Td (L = 7) Tj ET", "/Type/XObject/Subtype/Form/BBox[0 0 70 20]/Resources<</Font<</F 5 0 R>>>>")
    return objects(stream(HONEST.encode()), form, page=b"/Annots[" + note.encode() * count + b"]")


def fields(depth: int) -> bytes:
    """A form whose fields are each other's parents."""
    chain = [b"<</FT/Tx/T(a)/Kids[%d 0 R]/Parent %d 0 R>>" % (number + 1, max(number - 1, 6)) for number in range(6, 6 + depth)]
    last = b"<</FT/Tx/T(b)/V(9)/Subtype/Widget/Rect[20 20 90 40]/Parent %d 0 R>>" % (5 + depth)
    page = b"/Annots[%d 0 R]" % (6 + depth)
    return objects(stream(HONEST.encode()), *chain, last, catalog=b"/AcroForm<</Fields[6 0 R]>>", page=page)


def flipped(data: bytes, seed: int, share: float = 0.01) -> bytes:
    rng = random.Random(seed)
    bytes_ = bytearray(data)
    for _ in range(int(len(data) * share) + 1):
        bytes_[rng.randrange(len(bytes_))] ^= 1 << rng.randrange(8)
    return bytes(bytes_)


def png(width: int, height: int, rows: bytes, *, kind: int = 2, bits: int = 8, more: bytes = b"") -> bytes:
    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, bits, kind, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + more + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def zeros(count: int) -> bytes:
    """So many zeros, deflated, without ever being held."""
    packer = zlib.compressobj(1)
    parts = [packer.compress(bytes(1 << 20)) for _ in range(count >> 20)]
    return b"".join(parts) + packer.flush()


def jpeg(width: int, height: int) -> bytes:
    """The head of a JPEG that claims a size."""
    table = b"\xff\xdb\x00\x43\x00" + b"\x01" * 64
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03\x01\x11\x00\x02\x11\x00\x03\x11\x00"
    return b"\xff\xd8" + table + frame + b"\xff\xda\x00\x0c\x03\x01\x00\x02\x00\x03\x00\x00\x3f\x00" + b"\x55" * 200 + b"\xff\xd9"


def with_exif(size: int) -> bytes:
    """A JPEG with a heap of notes about itself."""
    from PIL import Image

    with io.BytesIO() as out:
        Image.new("RGB", (400, 300), "white").save(out, "JPEG")
        plain = out.getvalue()
    part = b"\xff\xe1" + struct.pack(">H", 65_533) + b"Exif\0\0" + b"II*\0\x08\0\0\0" + b"\xff" * (65_531 - 14)
    return plain[:2] + part * (size // 65_535) + plain[2:]


def saved(mode: str, form: str, **more: object) -> bytes:
    from PIL import Image

    with io.BytesIO() as out:
        Image.new(mode, (300, 200)).save(out, form, **more)
        return out.getvalue()


def animated() -> bytes:
    from PIL import Image

    with io.BytesIO() as out:
        frames = [Image.new("L", (200, 200), 8 * number) for number in range(30)]
        frames[0].save(out, "GIF", save_all=True, append_images=frames[1:])
        return out.getvalue()


def notebook(cells: object, **more: object) -> bytes:
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells, **more}).encode()


def code(*outputs: object) -> dict[str, object]:
    return {"cell_type": "code", "source": "print(1)", "metadata": {}, "execution_count": 1, "outputs": list(outputs)}


def printed(words: object) -> dict[str, object]:
    return {"output_type": "stream", "name": "stdout", "text": words}


PADDING = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")
NUMBER = b"0123456789abcdef"


def rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def locked(password: bytes) -> bytes:
    """A page under a password (the first way that PDF has); without one only the owner is asked for his."""
    owner = rc4(md5((b"owner" + PADDING)[:32])[:5], (password + PADDING)[:32])
    key = md5((password + PADDING)[:32] + owner + struct.pack("<i", -4) + NUMBER)[:5]
    content = rc4(md5(key + b"\x04\0\0\0\0")[:10], HONEST.encode())
    entry = b"/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%b>/U<%b>>>/ID[<%b><%b>]" % (
        owner.hex().encode(),
        rc4(key, PADDING).hex().encode(),
        NUMBER.hex().encode(),
        NUMBER.hex().encode(),
    )
    return objects(stream(content)).replace(b"/Root 1 0 R", b"/Root 1 0 R" + entry)


def zipped() -> bytes:
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("answers.md", "$L = 19.53125$")
        return out.getvalue()


CMAP = b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange "


def bad_font(program: bytes, *, cmap: bytes = b"") -> bytes:
    """Text in a font whose program or map is broken."""
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/Broken/FirstChar 32/LastChar 126/Widths[%b]/FontDescriptor 7 0 R/ToUnicode 9 0 R>>" % (
        b"500 " * 95
    )
    descriptor = (
        b"<</Type/FontDescriptor/FontName/Broken/Flags 32/FontBBox[0 0 1 1]/ItalicAngle 0/Ascent 1/Descent 0/CapHeight 1/StemV 1"
        b"/FontFile2 8 0 R>>"
    )
    content = b"BT /G 12 Tf 20 50 Td (L = 7) Tj ET " + HONEST.encode()
    data = objects(stream(content), font, descriptor, stream(program), stream(cmap or b"nothing"))
    return data.replace(b"/Font<</F 5 0 R>>", b"/Font<</F 5 0 R/G 6 0 R>>", 1)


def _pdfs() -> Iterator[Hostile]:
    yield Hostile("empty.pdf", lambda: b"", NO_PDF)
    yield Hostile("page.pdf", lambda: b"<!DOCTYPE html><html><body>Sign in</body></html>", NO_PDF)
    yield Hostile("random.pdf", lambda: random.Random(1).randbytes(200_000), NO_PDF)
    yield Hostile("random-behind-a-head.pdf", lambda: b"%PDF-1.7\n" + random.Random(2).randbytes(200_000), DAMAGED)
    yield Hostile("truncated.pdf", lambda: many_pages(40)[:1500], DAMAGED)
    yield Hostile("only-the-end.pdf", lambda: b"%PDF-1.7\n" + text()[-200:], DAMAGED)
    yield Hostile("zip.pdf", zipped, NO_PDF)
    yield Hostile("no-pages.pdf", lambda: assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"]), ANY)
    yield Hostile(
        "claims-pages.pdf", lambda: assembled([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 2000000000>>"]), ANY
    )
    yield Hostile("locked.pdf", lambda: locked(b"secret"), "needs a password; hand it in again without one")
    yield Hostile("owner.pdf", lambda: locked(b""))
    yield Hostile("pages-2000.pdf", lambda: many_pages(2_000))
    yield Hostile("characters-1000000.pdf", lambda: objects(deflated(b"BT /F 1 Tf 20 100 Td (" + b"x" * 1_000_000 + b") Tj ET")), ANY)
    yield Hostile("strokes-200000.pdf", lambda: objects(deflated(b"10 10 m 20 20 l S " * 200_000)), ANY, long=True)
    yield Hostile(
        "one-path-of-a-million.pdf", lambda: objects(deflated(b"0 0 m " + b"9 9 l 7 3 l " * 500_000 + b"S " + HONEST.encode())), long=True
    )
    yield Hostile("huge-page.pdf", lambda: text(boxes=b"/MediaBox[0 0 1000000000 1000000000]"), ANY)
    yield Hostile("large-page.pdf", lambda: text(boxes=b"/MediaBox[0 0 3900 3900]"))
    yield Hostile("vast-page.pdf", lambda: text(boxes=b"/MediaBox[0 0 14000 14000]"), ANY)  # too large to be looked at: a person does
    yield Hostile("page-of-nothing.pdf", lambda: text(boxes=b"/MediaBox[0 0 0 0]"))
    yield Hostile("page-upside-down.pdf", lambda: text(boxes=b"/MediaBox[300 200 0 0]"))
    yield Hostile("page-of-no-numbers.pdf", lambda: text(boxes=b"/MediaBox[(a) /b null 7]"))
    yield Hostile("flate-240-mb.pdf", lambda: objects(deflated(b"1 0 0 1 0 0 cm " * 16_000_000)), STOPPED, long=True)
    yield Hostile("flate-40-mb.pdf", lambda: objects(deflated(b"q Q " * 10_000_000)), ANY, long=True)
    yield Hostile(
        "flate-in-flate.pdf",
        lambda: objects(stream(zlib.compress(zlib.compress(zeros(600 << 20), 9), 9), "/Filter[/FlateDecode/FlateDecode/FlateDecode]")),
        ANY,
        long=True,
    )
    yield Hostile("many-filters.pdf", lambda: objects(deflated(HONEST.encode(), rounds=60)), ANY)
    yield Hostile("run-length.pdf", lambda: objects(stream(b"\x81 " * 3_000_000 + b"\x80", "/Filter/RunLengthDecode")), ANY)


def _trees() -> Iterator[Hostile]:
    """What PDFs are built of, turned against who reads it."""
    yield Hostile("deep-pages.pdf", lambda: deep_pages(3_000), ANY)
    yield Hostile("looping-pages.pdf", looping_pages, ANY)
    yield Hostile("deep-arrays.pdf", lambda: text(page=b"/X " + b"[" * 100_000 + b"]" * 100_000), ANY)
    yield Hostile("deep-brackets.pdf", lambda: text("q " * 300_000 + HONEST))
    yield Hostile("deep-array-operand.pdf", lambda: text("[" * 200_000 + HONEST), ANY)
    yield Hostile("form-draws-itself.pdf", lambda: forms(1, closed=True), ANY)
    yield Hostile("forms-in-a-ring.pdf", lambda: forms(7, closed=True), ANY)
    yield Hostile("forms-10-to-the-9.pdf", lambda: forms(9, 10), ANY, long=True)
    yield Hostile("forms-10-to-the-5.pdf", lambda: forms(5, 10), ANY)
    yield Hostile("forms-200-deep.pdf", lambda: forms(200), ANY)
    yield Hostile("jpeg-65500.pdf", lambda: picture(65_500, 65_500, jpeg(65_500, 65_500), "DCTDecode"), ANY, long=True)
    yield Hostile("flate-picture-100000.pdf", lambda: picture(100_000, 100_000, zeros(64 << 20), "FlateDecode"), ANY)
    yield Hostile(
        "jbig2-100000.pdf",
        lambda: picture(
            100_000, 100_000, b"\0\0\0\0\x30\0\x01\0\0\0\x13" + struct.pack(">II", 100_000, 100_000) + bytes(11), "JBIG2Decode"
        ),
        ANY,
    )
    yield Hostile("jpx-100000.pdf", lambda: picture(100_000, 100_000, jpx(100_000, 100_000), "JPXDecode"), ANY)
    yield Hostile(
        "fax-100000.pdf",
        lambda: picture(100_000, 100_000, b"\x55" * 5_000, "CCITTFaxDecode", "/DecodeParms<</K -1/Columns 100000/Rows 100000>>"),
        ANY,
    )
    yield Hostile(
        "pictures-3000.pdf",
        lambda: objects(
            stream(b"/X Do " * 3_000 + HONEST.encode()),
            deflated(bytes(3 * 900 * 900), "/Type/XObject/Subtype/Image/Width 900/Height 900/ColorSpace/DeviceRGB/BitsPerComponent 8"),
            resources=b"/XObject<</X 6 0 R>>",
        ),
        ANY,
        long=True,
    )
    yield Hostile(
        "pattern-of-a-hair.pdf",
        lambda: objects(
            stream(b"/Pattern cs /P scn 0 0 300 200 re f " + HONEST.encode()),
            stream(
                b"0 0 1 1 re f",
                "/Type/Pattern/PatternType 1/PaintType 1/TilingType 1/BBox[0 0 0.001 0.001]/XStep 0.001/YStep 0.001/Resources<<>>",
            ),
            resources=b"/Pattern<</P 6 0 R>>",
        ),
        ANY,
    )
    yield Hostile(
        "shading-of-a-program.pdf",
        lambda: objects(
            stream(b"/S sh " * 200 + HONEST.encode()),
            b"<</ShadingType 1/ColorSpace/DeviceRGB/Domain[0 1 0 1]/Matrix[300 0 0 200 0 0]/Function 7 0 R>>",
            stream(b"{ " + b"dup mul " * 5_000 + b"dup }", "/FunctionType 4/Domain[0 1 0 1]/Range[0 1 0 1 0 1]"),
            resources=b"/Shading<</S 6 0 R>>",
        ),
        ANY,
        long=True,
    )
    yield Hostile(
        "groups-in-groups.pdf",
        lambda: objects(
            stream(b"/G gs " + b"/X Do " * 300 + HONEST.encode()),
            stream(b"1 g 0 0 300 200 re f", "/Type/XObject/Subtype/Form/BBox[0 0 300 200]/Group<</S/Transparency/I true/K true>>"),
            resources=b"/XObject<</X 6 0 R>>/ExtGState<</G<</BM/Luminosity/ca 0.5>>>>",
        ),
        ANY,
        long=True,
    )
    yield Hostile("type3-that-draws-much.pdf", lambda: type3(b"1 0 0 0 1 1 d1 " + b"0 0 1 1 re f " * 50_000), ANY, long=True)
    yield Hostile("type3-that-writes-itself.pdf", lambda: type3(b"1 0 d0 BT /G 1 Tf (aaaa) Tj ET"), ANY)


def _extras() -> Iterator[Hostile]:
    """What a PDF holds besides its pages."""
    yield Hostile("broken-font.pdf", lambda: bad_font(random.Random(3).randbytes(9_000)), ANY)
    yield Hostile("font-of-ff.pdf", lambda: bad_font(b"\0\1\0\0" + b"\xff" * 9_000), ANY)
    yield Hostile(
        "font-map-of-a-million.pdf",
        lambda: bad_font(b"", cmap=CMAP + b"1 beginbfrange <0000> <FFFF> <D835> endbfrange " * 20_000),
        says=ANY,
        long=True,
    )
    yield Hostile("notes-20000.pdf", lambda: notes(20_000), ANY, long=True)
    yield Hostile("fields-in-a-chain.pdf", lambda: fields(3_000), ANY)
    yield Hostile(
        "script.pdf",
        lambda: text(
            catalog=b"/OpenAction<</S/JavaScript/JS(while(1){})>>/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(app.alert(1))>>]>>>>"
        ),
    )
    yield Hostile(
        "launch.pdf",
        lambda: text(catalog=b"/OpenAction<</S/Launch/F(/bin/sh)/Win<</F(cmd.exe)>>>>", page=b"/AA<</O<</S/URI/URI(http://a.example)>>>>"),
    )
    yield Hostile(
        "embedded.pdf",
        lambda: objects(
            stream(HONEST.encode()),
            b"<</Type/Filespec/F(evil.exe)/EF<</F 7 0 R>>>>",
            deflated(b"MZ" * 5_000_000, "/Type/EmbeddedFile"),
            catalog=b"/Names<</EmbeddedFiles<</Names[(evil.exe) 6 0 R]>>>>",
        ),
    )
    yield Hostile(
        "xfa.pdf",
        lambda: objects(
            stream(HONEST.encode()),
            stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><template>L = 7</template></xdp:xdp>"),
            catalog=b"/AcroForm<</XFA 6 0 R/Fields[]>>",
        ),
    )
    yield Hostile("outside-file.pdf", lambda: objects(stream(HONEST.encode(), "/F(/etc/passwd)"), catalog=b""), ANY)
    yield Hostile("xref-to-itself.pdf", lambda: text().replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 9") + b"", ANY)
    yield Hostile("broken-xref.pdf", lambda: text().replace(b"0000000", b"9999999"))
    yield Hostile(
        "object-stream-in-a-ring.pdf",
        lambda: objects(stream(HONEST.encode()), stream(b"7 0 8 0", "/Type/ObjStm/N 1000000/First 1000000/Extends 6 0 R")),
    )
    yield Hostile("length-of-a-length.pdf", lambda: text().replace(b"/Length %d" % len(HONEST), b"/Length 4 0 R"), ANY)
    yield Hostile("polyglot.pdf", lambda: b"<script>alert(1)</script>" + text() + zipped())
    for seed in range(6):
        yield Hostile(f"flipped-{seed}.pdf", lambda seed=seed: flipped(many_pages(3), seed), ANY)


def jpx(width: int, height: int) -> bytes:
    """The head of a JPEG 2000 picture that claims a size."""
    siz = struct.pack(">HIIIIIIIIH", 0, width, height, 0, 0, width, height, 0, 0, 3) + b"\x07\x01\x01" * 3
    return (
        b"\xff\x4f\xff\x51"
        + struct.pack(">H", len(siz) + 2)
        + siz
        + b"\xff\x52\x00\x0c\x00\x00\x00\x01\x00\x05\x04\x04\x00\x01"
        + b"\xff\x5c\x00\x13\x40"
        + b"\x48" * 16
        + b"\xff\x90\x00\x0a\x00\x00\x00\x00\x00\x0e\x00\x01\xff\x93\xff\xd9"
    )


def _pictures() -> Iterator[Hostile]:
    yield Hostile("bomb.png", lambda: png(30_000, 30_000, zeros(300 << 20), kind=0), ANY, long=True)
    yield Hostile("claims.png", lambda: png(2_000_000_000, 2_000_000_000, b""), ANY)
    yield Hostile("text-bomb.png", lambda: png(9, 9, zlib.compress(bytes(9 * 28)), more=text_chunk(zeros(500 << 20))), ANY, long=True)
    yield Hostile("no.png", lambda: b"#!/bin/sh\nrm -rf /\n", ANY)
    yield Hostile("pdf.png", text, ANY)
    yield Hostile("deep.png", lambda: saved("I;16", "PNG"), ANY)
    yield Hostile("ink.jpg", lambda: saved("CMYK", "JPEG"), ANY)
    yield Hostile("claims.jpg", lambda: jpeg(65_500, 65_500), ANY)
    yield Hostile("exif.jpg", lambda: with_exif(20_000_000), ANY, long=True)
    yield Hostile("film.png", animated, ANY)
    yield Hostile("empty.png", lambda: b"", ANY)


def text_chunk(data: bytes) -> bytes:
    content = b"a\0\0" + data
    return struct.pack(">I", len(content)) + b"zTXt" + content + struct.pack(">I", zlib.crc32(b"zTXt" + content))


def _texts() -> Iterator[Hostile]:
    yield Hostile("empty.md", lambda: b"", ANY)
    yield Hostile("zeros.md", lambda: bytes(3_000_000), ANY)
    yield Hostile("latin.md", lambda: "Größe: $L = 19.53125$\n".encode("latin-1"))
    yield Hostile("utf-16.md", lambda: "$L = 19.53125$\n".encode("utf-16"))
    yield Hostile("surrogates.md", lambda: b"\xed\xa0\x80 $L = 19.53125$\n", ANY)
    yield Hostile("one-line.md", lambda: b"a " * 10_000_000, ANY)
    yield Hostile("quotes.md", lambda: b">" * 1_000_000 + b" x", ANY)
    yield Hostile("lists.md", lambda: b"".join(b" " * (2 * depth) + b"- a\n" for depth in range(2_000)), ANY)
    yield Hostile("stars.md", lambda: b"*a **b " * 300_000, ANY)
    yield Hostile("links.md", lambda: b"[" * 500_000 + b"]" * 500_000, ANY)
    yield Hostile("braces.md", lambda: b"$" + b"{" * 300_000 + b"}" * 300_000 + b"$", ANY)
    yield Hostile("fractions.md", lambda: b"$" + b"\\frac{1}{" * 100_000 + b"2" + b"}" * 100_000 + b"$", ANY)
    yield Hostile("matrices.md", lambda: b"$$" + b"\\begin{bmatrix}" * 50_000 + b"1" + b"\\end{bmatrix}" * 50_000 + b"$$", ANY)
    yield Hostile("open-fences.md", lambda: b"```\n" * 300_001 + b"L = 19.53125", ANY, long=True)
    yield Hostile("dollars.md", lambda: b"$" * 1_000_000, ANY, long=True)
    yield Hostile("spaces.md", lambda: b"L" + b" " * 3_000_000 + b"= 200", ANY)
    yield Hostile("equals.md", lambda: b"L = " * 500_000, ANY)
    yield Hostile("digits.md", lambda: b"L = " + b"1" * 3_000_000, ANY)
    yield Hostile("tables.md", lambda: b"|" * 500_000 + b"\n" + b"|-" * 250_000, ANY)
    yield Hostile("commands.tex", lambda: b"\\a" * 1_000_000, ANY)
    yield Hostile("definitions.tex", lambda: b"\\def\\a{\\a\\a}\\newcommand{\\b}{\\b\\b}$L = \\a\\b$ " * 1_000, ANY)
    yield Hostile("environments.tex", lambda: b"\\begin{a}" * 200_000, ANY)
    yield Hostile("includes.tex", lambda: b"\\input{/etc/passwd}\\include{../../reference/e1}\\write18{rm -rf /} $L = 19.53125$")
    yield Hostile(
        "aliases/answers.yaml",
        lambda: (
            b"a: &a [x,x,x,x,x,x,x,x,x]\n"
            + b"".join(b"%c: &%c [%b]\n" % (98 + n, 98 + n, b",".join([b"*%c" % (97 + n)] * 9)) for n in range(9))
        ),
        ANY,
    )
    yield Hostile("deep/answers.yaml", lambda: b"L: " + b"[" * 200_000, ANY)
    yield Hostile("object/answers.yaml", lambda: b"L: !!python/object/apply:os.system ['true']", ANY)


def _notebooks() -> Iterator[Hostile]:
    yield Hostile("no.ipynb", lambda: b"not json", ANY)
    yield Hostile("list.ipynb", lambda: b"[]", ANY)
    yield Hostile("deep.ipynb", lambda: b"[" * 300_000 + b"]" * 300_000, ANY)
    yield Hostile("deep-inside.ipynb", lambda: b'{"cells": ' + b'[{"a":' * 50_000 + b"1" + b"}]" * 50_000 + b"}", ANY)
    yield Hostile(
        "types.ipynb",
        lambda: notebook([1, None, "x", {"cell_type": 5, "source": {"a": 1}, "outputs": "no"}, code(printed({"x": []}))]),
        ANY,
    )
    yield Hostile("cells-are-none.ipynb", lambda: notebook(None), ANY)
    yield Hostile("outputs-45-mb.ipynb", lambda: notebook([code(printed("L = 19.53125\n" + "x" * 45_000_000))]), ANY, long=True)
    yield Hostile(
        "outputs-60-mb.ipynb",
        lambda: notebook([code(printed("x" * 60_000_000))]),
        r"is larger than 50 MB, so it was not read; hand in a smaller file",
        long=True,
    )
    yield Hostile("outputs-500000.ipynb", lambda: notebook([code(*[printed("a\n")] * 200_000)]), ANY)
    yield Hostile("cells-100000.ipynb", lambda: notebook([code()] * 100_000), ANY)
    yield Hostile("escapes.ipynb", lambda: notebook([code(printed("\x1b[31m" * 500_000 + "L = 19.53125" + "\r" * 500_000))]), ANY)
    yield Hostile("numbers.ipynb", lambda: notebook([code()], metadata={"x": 0}).replace(b'"x": 0', b'"x": ' + b"9" * 200_000), ANY)
    yield Hostile(
        "html.ipynb", lambda: notebook([code({"output_type": "display_data", "data": {"text/html": ["<table><tr><td>"] * 200_000}})]), ANY
    )
    yield Hostile(
        "attachment.ipynb",
        lambda: notebook(
            [{"cell_type": "markdown", "source": "![a](attachment:a.png)", "attachments": {"a.png": {"image/png": "A" * 3_000_000}}}]
        ),
        ANY,
    )


ALL = (*_pdfs(), *_trees(), *_extras(), *_pictures(), *_texts(), *_notebooks())
