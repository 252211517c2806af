# ruff: noqa: INP001 - a folder of programs, not a package
"""The floor of `bench.reading`: a file's plain text, and the first numbers after the first spelling of a name that it holds."""

import re
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "corpus"))

import labelled

NUMBER = re.compile(r"[-−–]?\d+(?:[.,]\d+)?\s*%?")
SYMBOLS = {r"\hat{y}": "ŷ", r"\mathcal{L}": "L", r"\frac{∂L}{∂w}": "∂L/∂w", r"\frac{∂L}{∂\hat{y}}": "∂L/∂ŷ"}


def outcomes(path: Path, key: labelled.Key) -> Iterator[labelled.Outcome]:
    """What becomes of every quantity of a document; this reader is always sure."""
    text, search = plain_text(path), labelled.search(key.sheet)
    read = {one.name: first_numbers(text, search.written_as[one.name], one.wish.shape or ()) for one in search.wanted}
    for name, told in key.values.items():
        yield outcome(read[name], told)


def plain_text(path: Path) -> str:
    """All text of a file as the simplest tool gives it; none of a picture."""
    if path.suffix == ".jpg":
        return ""
    if path.suffix != ".pdf":
        return path.read_text(encoding="utf-8")
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def first_numbers(text: str, spellings: Sequence[str], shape: Sequence[int]) -> list[float] | float | None:
    """So many numbers as the shape has entries, after a spelling and a sign of equality or a colon; None where there are not so many."""
    wanted = 1
    for length in shape:
        wanted *= length
    for form in (form for spelling in spellings for form in forms(spelling)):
        if place := re.search(rf"(?<!\w){form}\s*[=:≈]", text):
            numbers = [number(found[0]) for found in NUMBER.finditer(text, place.end(), place.end() + 40 + 12 * wanted)][:wanted]
            if len(numbers) == wanted:
                return numbers if shape else numbers[0]
    return None


def forms(spelling: str) -> Iterator[str]:
    """Patterns for a spelling: symbols as LaTeX and as a text layer has them, phrases with a word of each choice."""
    if " " in spelling and "\\" not in spelling:
        yield r"\s+".join("(?:" + "|".join(map(re.escape, word.split("/"))) + ")" for word in spelling.split())
        return
    plain = SYMBOLS.get(spelling, spelling)
    yield from dict.fromkeys((re.escape(plain), re.escape(re.sub(r"[_{}^\\]", "", plain))))


def number(text: str) -> float:
    """A number in either custom, a per cent as a share."""
    value = float(text.strip("% \n\t\r\u00a0").replace(",", ".").translate({0x2212: "-", 0x2013: "-"}))
    return value / 100 if "%" in text else value


def flat(value: object) -> list[float]:
    """All numbers of a value in their order."""
    return [one for inner in value for one in flat(inner)] if isinstance(value, list) else [float(str(value))]


def outcome(read: list[float] | float | None, told: labelled.Stated) -> labelled.Outcome:
    """How it did with one quantity."""
    if read is None:
        return labelled.Outcome.LOST if told.present else labelled.Outcome.NOTHING
    right = told.present and (labelled.same(flat(read), flat(told.value)) or told.is_said_by(read))
    return labelled.Outcome.RIGHT if right else labelled.Outcome.WRONG
