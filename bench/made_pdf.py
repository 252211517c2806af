# ruff: noqa: INP001 - a folder of programs, not a package
"""A PDF of one page in Helvetica, with a text layer and nothing else."""

from collections.abc import Sequence

OBJECTS = (
    b"<</Type/Catalog/Pages 2 0 R>>",
    b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
    b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources<</Font<</F 4 0 R>>>>>>",
    b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
)
TAIL = b"xref\n0 6\n0000000000 65535 f \n%strailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
ESCAPED = {ord("("): r"\(", ord(")"): r"\)", ord("\\"): r"\\"}
TOP, LEADING = 770, 18
"""Points from below."""


def page(rows: Sequence[str]) -> bytes:
    """A page of some forty rows at most."""
    shown = [f"BT /F 11 Tf 72 {TOP - LEADING * at} Td ({row.translate(ESCAPED)}) Tj ET\n" for at, row in enumerate(rows) if row]
    content = "".join(shown).encode("ascii")
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate((*OBJECTS, b"<</Length %d>>stream\n%sendstream" % (len(content), content)), start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    return out + TAIL % (b"".join(b"%010d 00000 n \n" % place for place in places), len(out))
